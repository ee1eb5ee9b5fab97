"""The nouns of the record, as frozen values.

A document's text never changes; everything said about it is a half-open range of code points into it, so that
`doc.text[span.start:span.end]` is always the very words. Ids are digests of a length-safe serialisation of what they
name: a document's of its bytes, a text's of document and reader, a quotation's of text and ranges. Speaker, date and
verdict are findings about an id, never part of it, so an address lasts when a rule changes.

Dates are EDTF strings. Confidence is a whole number from 0 to 100, so that the same input gives the same bytes.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = [
    "AUTHOR",
    "Block",
    "Claim",
    "Condition",
    "Date",
    "Dating",
    "Difference",
    "Document",
    "Echo",
    "Fate",
    "Field",
    "Findings",
    "Hit",
    "Link",
    "Named",
    "Part",
    "Passage",
    "Person",
    "Place",
    "Quotation",
    "Source",
    "Span",
    "Speaker",
    "Stance",
    "Statement",
    "Verdict",
    "digest",
]

AUTHOR = "the author"
"""How the document's own voice is called where a name is needed and none is known."""

BlockKind = Literal["paragraph", "heading", "list", "block-quotation", "caption", "footnote", "frame"]
PlaceKind = Literal["printed-page", "file-page", "box"]
Mode = Literal["direct", "indirect", "mixed", "report"]
SpeakerKind = Literal["person", "group", "organisation", "author", "unnamed", "unknown"]
Attitude = Literal["affirms", "neutral", "doubts", "denies"]
Side = Literal["for", "against"]
VerdictKind = Literal["verbatim", "abridged", "altered", "reworded", "misattributed", "not-found", "unchecked"]
Held = Literal["complete", "extract", "none"]
Witness = Literal["source", "appearance"]
Op = Literal["omitted", "inserted", "changed"]
What = Literal["word", "negation", "number", "name", "modal", "condition"]


def digest(*parts: str | bytes | int) -> str:
    """The SHA-256 of the parts, each preceded by its kind and length, so that no two lists share a digest by chance."""
    sha = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        sha.update(f"{type(part).__name__}:{len(data)}:".encode())
        sha.update(data)
    return sha.hexdigest()


class Span(NamedTuple):
    """A half-open range of code points of a frozen text."""

    start: int
    end: int


# ---- what is read ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A range of the text that a reader of the page sees as one piece."""

    span: Span
    kind: BlockKind
    level: int = 0
    """Depth of a heading or of a nested block quotation, from 1; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a range of the text stands in the original: the page as printed, the page of the file, or a box on it."""

    span: Span
    kind: PlaceKind
    label: str
    """The page's number as a reader would cite it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of metadata, with where it came from."""

    name: str
    value: str
    origin: str
    """For people to read: "metadata.csv", "front matter", "posting line", "JSON-LD", "--said" …"""


@dataclass(frozen=True, slots=True)
class Document:
    """One source: its frozen text, its layout as ranges of that text, its metadata."""

    id: str
    """SHA-256 of the original bytes, in hexadecimal."""
    name: str
    """The path as it was given, with forward slashes."""
    text: str
    blocks: tuple[Block, ...]
    """In the order of the text, not overlapping; blanks between them belong to none."""
    places: tuple[Place, ...]
    metadata: tuple[Field, ...]
    """The most trusted origin of a field first."""
    reader: str
    """Which reader made the text, and its version: "plain 1"."""

    @property
    def text_id(self) -> str:
        """The id of this text: another reader, or a later version of it, makes another text of the same document."""
        return digest(self.id, self.reader)

    def field(self, name: str) -> str | None:
        """The most trusted value of a metadata field, or None."""
        return next((f.value for f in self.metadata if f.name == name), None)

    def page(self, at: int) -> str | None:
        """The page on which a position stands, as one would cite it: the printed page rather than the file's."""
        here = [p for p in self.places if p.span.start <= at < p.span.end and p.kind != "box"]
        return min(here, key=lambda p: p.kind != "printed-page").label if here else None


# ---- what is found in one document ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of one document's text, as it is shown to people."""

    doc: str
    """The document's name."""
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words given as somebody's, or (mode `report`) the passage that only tells that somebody spoke."""

    id: str
    mode: Mode
    spans: tuple[Span, ...]
    """One a paragraph or part, in the order of the text, without the outer marks."""
    text: str
    """The words of the spans, joined by a space."""
    within: str | None
    """The id of the quotation in which this one stands."""

    @classmethod
    def of(cls, doc: Document, mode: Mode, spans: Iterable[Span], within: str | None = None) -> "Quotation":
        """The quotation over these ranges of the document."""
        spans = tuple(spans)
        words = " ".join(doc.text[s.start : s.end] for s in spans)
        return cls(digest(doc.text_id, *(n for s in spans for n in s)), mode, spans, words, within)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is given as speaking, as far as the document tells."""

    name: str | None
    """The fullest name that the document gives; None for an unnamed or unknown voice and for the document's own."""
    kind: SpeakerKind
    spans: tuple[Span, ...]
    """Where the cue mentions the speaker ("he", "the minister", "Lenin")."""
    said: str | None = None
    """The date at which this speaker said it, where several speakers said the same at several dates."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain from the speaker to the page in hand."""

    who: str | None
    act: str
    """said, wrote, reported, printed, posted …"""
    work: str | None
    date: str | None
    spans: tuple[Span, ...]
    held: bool
    """Whether the text of this link is in hand."""
    attitude: Attitude
    """What the next reporter makes of it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: somebody says these words, as told by this document, for this reason."""

    quotation: Quotation
    act: Literal["speech", "attitude"]
    speakers: tuple[Speaker, ...]
    """One, or several who say the same together or at different dates; the first is the one in `speaker`."""
    candidates: tuple[str, ...]
    """Who might be meant where the speaker is unknown."""
    cue: tuple[Span, ...]
    said: str | None
    said_basis: str | None
    chain: tuple[Link, ...]
    """From the speaker to the page in hand."""
    targets: tuple[str, ...]
    """Of whom the words speak."""
    confidence: int
    reason: str

    @property
    def speaker(self) -> Speaker:
        return self.speakers[0]


@dataclass(frozen=True, slots=True)
class Date:
    """An expression of time and what it means."""

    span: Span
    text: str
    edtf: str | None
    """None where it cannot be resolved."""
    basis: str
    """"stated", or what it was counted from."""


@dataclass(frozen=True, slots=True)
class Dating:
    """When the words of a document were said or written, and how that is known."""

    said: str | None
    basis: str | None
    spans: tuple[Span, ...] = ()
    """The passages from which it was inferred."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a document names: a person, a group, an organisation."""

    name: str
    """The fullest form in the document."""
    kind: SpeakerKind
    forms: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """Somebody is for or against somebody, as told by a passage."""

    holder: str
    target: str
    side: Side
    span: Span
    when: str | None
    when_basis: str | None
    quotation: str | None
    """The id of the quotation that shows it, where one does."""
    confidence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What happened to somebody, as told by a passage."""

    who: str
    what: str
    """death, killing, assassination, execution, arrest, exile, illness, removal, rehabilitation …"""
    when: str | None
    by: str | None
    number: str | None
    span: Span
    confidence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one asserts and another denies; never a verdict on who is right."""

    span: Span
    """The words of the claim."""
    asserted_by: str | None
    denied_by: str | None
    denial: Span | None
    evidence: tuple[Span, ...]
    """Passages that the one who denies it gives."""
    confidence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Echo:
    """Somebody is told to repeat what another said before."""

    later: str
    earlier: str
    when: str | None
    """When the earlier one said it."""
    gap_years: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Condition:
    """Under what circumstances somebody testified, as told by a passage."""

    what: tuple[str, ...]
    """coerced, tortured, fabricated, interrogation, closed-session, anonymous, posthumous, exile, hearsay, retracted,
    reaffirmed, denied."""
    who: str | None
    """Whose testimony it is, where that is told."""
    told_by: str | None
    """Who tells it; None for a voice that is not known."""
    hands: int | None
    """Of hearsay: through how many mouths it came; a witness's own word is the first."""
    span: Span
    quotation: str | None
    """The id of the quotation in which it is told."""
    confidence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one document."""

    dating: Dating
    dates: tuple[Date, ...]
    named: tuple[Named, ...]
    statements: tuple[Statement, ...]
    stances: tuple[Stance, ...]
    fates: tuple[Fate, ...]
    claims: tuple[Claim, ...]
    echoes: tuple[Echo, ...]
    conditions: tuple[Condition, ...]
    by: str
    """Which program and version found it: "loquitur 0.1.0 rules"."""


# ---- what is found across documents ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """Who can speak or be spoken of, over the whole record."""

    id: str
    """Random, given once: a digest of a short name could be guessed."""
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a library where the words of a quotation seem to stand."""

    doc: str
    start: int
    end: int
    score: int
    """How sure it is, in thousandths: how much of the quotation the place explains, and how closely; more where another
    explains the rest, less where the words stand in many documents and the rest nowhere. 300 where it may be chance."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between a source and what is quoted from it, in the order of reading."""

    op: Op
    source: str
    """The source's words; empty for an insertion."""
    quote: str
    """The quotation's words; empty for an omission."""
    marked: bool
    """Whether the quotation shows it, by an ellipsis, brackets, or the reporter's words between two quoted parts."""
    what: What


@dataclass(frozen=True, slots=True)
class Source:
    """The place at which a quotation was found, or others quote it."""

    doc: str
    start: int
    end: int
    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a quotation (a paragraph, or a stretch between two of the reporter's words) with its own verdict."""

    span: Span
    verdict: VerdictKind
    source: Source | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sources say of a quotation, with the reasons."""

    kind: VerdictKind
    reasons: tuple[str, ...]
    """too-short, indirect, unreadable, only-quoted, speaker-unknown, cut-condition, and the presentation forgiven."""
    held: Held | None
    witness: Witness | None
    parts: tuple[Part, ...]
    appearances: tuple[Source, ...]
    """Where others quote the same words."""

    @property
    def source(self) -> Source | None:
        """The source of the first part that has one."""
        return next((p.source for p in self.parts if p.source), None)

    @property
    def differences(self) -> tuple[Difference, ...]:
        return tuple(d for p in self.parts for d in p.differences)
