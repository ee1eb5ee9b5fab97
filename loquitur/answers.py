"""The nouns of an answer: passages in order, each with its evidence, and what was searched.

They are values as those of `model`, on which they rest. Nothing in them is written by the program but what it found.
"""

from dataclasses import dataclass
from typing import Literal

from loquitur.model import Difference, Link, Mode, Passage, Source, SpeakerKind, VerdictKind

__all__ = [
    "Answer",
    "AnswerChain",
    "AnswerClaim",
    "AnswerCondition",
    "AnswerEcho",
    "AnswerFate",
    "AnswerGap",
    "AnswerPerson",
    "AnswerStatement",
    "ChainLink",
    "Coverage",
]


@dataclass(frozen=True, slots=True)
class AnswerStatement:
    """A statement as it stands in an answer, with what the check of its words said."""

    id: str
    mode: Mode
    passages: tuple[Passage, ...]
    speaker: str | None
    said: str | None
    said_basis: str | None
    relation: Literal["for", "against", "said", "same-document"]
    """How it bears on the question; `same-document`: its speaker is quoted there too, on whatever."""
    verdict: VerdictKind | None
    reasons: tuple[str, ...]
    source: Source | None
    reason: str
    differences: tuple[Difference, ...] = ()
    """Between the source and these words, in order."""
    chain: tuple[Link, ...] = ()
    source_said: str | None = None
    """The date of the source, where it is another than the one told here."""
    """From the speaker to the page in hand."""


@dataclass(frozen=True, slots=True)
class AnswerFate:
    """A fate as told by one passage or by several that agree."""

    what: str
    when: str | None
    by: str | None
    number: str | None
    passage: Passage
    others: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class AnswerPerson:
    """One person of an answer, with everything that puts them there."""

    who: str
    kind: SpeakerKind
    when: tuple[str, ...]
    passages: tuple[Passage, ...]
    statements: tuple[AnswerStatement, ...]
    fates: tuple[AnswerFate, ...]
    origins: int
    """How many independent origins tell it; copies of one text are one."""
    own_text: bool
    """Whether one of the origins is the person's own text."""
    likelihood: int | None = None
    """Per cent, of those who are only perhaps on a side: as a trained network reads a paragraph."""


@dataclass(frozen=True, slots=True)
class AnswerClaim:
    """A claim with who asserts and who denies it, side by side."""

    claim: Passage
    asserted_by: str | None
    denied_by: str | None
    denial: Passage | None
    evidence: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class AnswerCondition:
    """A condition of a testimony, with who tells it."""

    what: tuple[str, ...]
    who: str | None
    told_by: str | None
    hands: int | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One text of a chain: who speaks in it, and how it has the words from the next."""

    who: str | None
    through: str | None
    """Who reports it; None where the text is the speaker's own."""
    said: str | None
    verdict: VerdictKind | None
    """What the check of these words against the next link said; None at the end, and where nothing could be checked."""
    own: bool
    """Whether the record holds here the text in whose own voice the words stand."""
    passage: Passage


@dataclass(frozen=True, slots=True)
class AnswerChain:
    """How the record knows some words, the page in hand first."""

    links: tuple[ChainLink, ...]
    end: Literal["source", "another", "not-held", "indirect", "round", "long"]
    """At the speaker's own text; at somebody else's; nowhere that is held; at a report in other words; where it began."""


@dataclass(frozen=True, slots=True)
class AnswerEcho:
    """Somebody who is told to repeat what another said before."""

    later: str
    earlier: str
    when: str | None
    gap_years: int | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class AnswerGap:
    """How long it was until words became known: when they were said, and when and to whom they were made known."""

    doc: str
    title: str | None
    said: str
    known: str
    public: str
    """Where and to what public, as the document's metadata tell."""
    years: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched for an answer, so that "nothing found" has bounds."""

    documents: int
    unreadable: tuple[str, ...]
    names: tuple[str, ...]
    """The names that were looked for, with every alias."""
    how: str
    """One sentence for people: what was searched, and how."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Passages in order, with coverage; nothing is generated in between."""

    question: str
    understood: str | None
    """The question as it was understood: "speakers against Joseph Stalin"; None where it was not."""
    people: tuple[AnswerPerson, ...]
    claims: tuple[AnswerClaim, ...]
    echoes: tuple[AnswerEcho, ...]
    conditions: tuple[AnswerCondition, ...]
    """Of the testimonies that bear on it."""
    passages: tuple[Passage, ...]
    """The best passages by full-text search, where the question was not understood or asks for passages."""
    coverage: Coverage
    gaps: tuple[AnswerGap, ...] = ()
    """Where a question asks why or when a thing became known."""
    chains: tuple[AnswerChain, ...] = ()
    """Where a question asks how words are known."""
    quoted: tuple[AnswerStatement, ...] = ()
    """Who is quoted on what is asked about, where nothing tells on which side of it they are."""
    perhaps: tuple[AnswerPerson, ...] = ()
    """Who may be on the side that is asked for: a paragraph shows a side of theirs that no sentence tells."""
