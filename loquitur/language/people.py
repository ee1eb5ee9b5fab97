"""Whom a document names: persons, groups, organisations, each under the fullest form it gives.

The device is linear: runs of capitalised words, told from sentence openings by the rest of the document (a word that
also stands in lower case, or never stands capitalised inside a sentence, is no name), from places and months by lists.
A title of courtesy belongs to the form, because Mr. and Mrs. Hale are two. A shorter form joins the one fuller name of
which it can be short, in words and in gender; where two share it, it stays apart, because a wrong name is worse than
none. Groups are plural heads ("the Old Bolsheviks", "the Soviet workers").
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loquitur.language import genders
from loquitur.language.names import join, split
from loquitur.language.prose import Sentence, Word, base
from loquitur.language.words import lexicon
from loquitur.model import Document, Named, Span, SpeakerKind

__all__ = ["Mention", "Roll", "find", "mentions", "roll"]

_SMALL_PLACE_WORDS = frozenset(
    ("united", "union", "new", "great", "east", "west", "north", "south", "city", "republic", "republics")
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where somebody is named."""

    span: Span
    """The words of the name without title, article and possessive."""
    name: str
    """The same, behind its title of courtesy where it has one ("Mrs. Hale")."""
    kind: SpeakerKind
    sentence: int


@dataclass(frozen=True, slots=True)
class Roll:
    """The names of a document: which mention means whom, and who is a man or a woman as far as the text tells."""

    mentions: tuple[Mention, ...]
    """In the order of the text."""
    starts: tuple[int, ...]
    """Where each of them starts."""
    fullest: dict[str, str]
    """From each form, in lower case, to the fullest name."""
    kinds: dict[str, SpeakerKind]
    gender: dict[str, str]
    """"male" or "female" by the fullest name, where a title, a forename or the pronouns after it tell."""

    def name(self, form: str) -> str:
        """The fullest name for a form, else the form itself."""
        return self.fullest.get(form.lower(), form)

    def at(self, start: int, end: int) -> Mention | None:
        """The longest mention that overlaps this range."""
        here = [m for m in self._near(start, end) if m.span.start < end and start < m.span.end]
        return max(here, key=lambda m: m.span.end - m.span.start) if here else None

    def inside(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie within this range, in order."""
        return [m for m in self._near(start, end) if start <= m.span.start and m.span.end <= end]

    def from_on(self, start: int) -> Iterator[Mention]:
        """The mentions that start here or later, in order."""
        return (self.mentions[i] for i in range(bisect_left(self.starts, start), len(self.mentions)))

    def _near(self, start: int, end: int) -> tuple[Mention, ...]:
        return self.mentions[max(0, bisect_left(self.starts, start) - 1) : bisect_left(self.starts, end)]


def find(doc: Document, sentences: Sequence[Sentence]) -> tuple[Named, ...]:
    """Everybody the document names, in the order of first mention."""
    return named(roll(doc, sentences))


def named(who: Roll) -> tuple[Named, ...]:
    """The roll as a list of names with their forms and places."""
    places: dict[str, list[Mention]] = defaultdict(list)
    for mention in who.mentions:
        places[who.name(mention.name)].append(mention)
    return tuple(
        Named(name, who.kinds[name], tuple(sorted({m.name for m in found})), tuple(m.span for m in found))
        for name, found in places.items()
    )


def roll(doc: Document, sentences: Sequence[Sentence]) -> Roll:
    """The names of the document."""
    found = tuple(_known(doc, sentences, list(mentions(doc, sentences))))
    fullest = join(found)
    votes: dict[str, Counter[SpeakerKind]] = defaultdict(Counter)
    for mention in found:
        votes[fullest[mention.name.lower()]][mention.kind] += 1
    kinds = {name: min(told, key=lambda k: (-votes[name][k], k)) for name, told in votes.items()}
    forms = [(fullest[m.name.lower()], split(m.name).gender, m.span) for m in found if m.kind == "person"]
    return Roll(found, tuple(m.span.start for m in found), fullest, kinds, genders.find(doc.text, forms))


def mentions(doc: Document, sentences: Sequence[Sentence]) -> Iterator[Mention]:
    """Each run of words that names somebody."""
    inner, low = _habits(doc, sentences)
    for number, sentence in enumerate(sentences):
        for run in _runs(doc.text, sentence.words):
            mention = _mention(doc.text, sentence, run, inner, low, number)
            if mention:
                yield mention


def _known(doc: Document, sentences: Sequence[Sentence], found: list[Mention]) -> Iterator[Mention]:
    """The mentions without those in headings that the text never names: headings capitalise every word."""
    text_names = {m.name.lower() for m in found if doc.blocks[sentences[m.sentence].block].kind != "heading"}
    for mention in found:
        if doc.blocks[sentences[mention.sentence].block].kind != "heading" or mention.name.lower() in text_names:
            yield mention


def _habits(doc: Document, sentences: Sequence[Sentence]) -> tuple[set[str], set[str]]:
    """The words that stand capitalised inside a sentence, and those that stand in lower case."""
    inner: set[str] = set()
    low: set[str] = set()
    for sentence in sentences:
        for i, word in enumerate(sentence.words):
            if word.text[0].islower():
                low.add(base(word))
            elif i and not _opens(doc.text, word.start, sentence.span.start):
                inner.add(base(word))
    return inner, low


def _opens(text: str, at: int, since: int) -> bool:
    """Whether a word at this place opens a sentence or a quotation, so that its capital tells nothing."""
    before = text[max(since, at - 6) : at].rstrip()
    return not before or (before[-1] in "“\"‘'«„:.!?…(—–-*#>" and not re.search(r"\b[A-Z]\.$", before))


def _runs(text: str, row: Sequence[Word]) -> Iterator[list[Word]]:
    """Runs of capitalised words with particles, initials and a plural head in lower case."""
    words = lexicon()
    run: list[Word] = []
    for i, word in enumerate(row):
        glued = not run or re.fullmatch(r"\.?\s+|\. ?", text[run[-1].end : word.start])
        fits = word.text[0].isupper() or (
            run and word.lower in words.names["particles"] and i + 1 < len(row) and row[i + 1].text[0].isupper()
        )
        head = (
            run and word.lower in words.names["groups"] and run[-1].text[0].isupper() and base(run[-1]) == run[-1].lower
        )
        if (run and not (glued and (fits or head))) or (run and run[-1].lower != base(run[-1])):
            yield run
            run = []
        if fits or (head and glued and run):
            run.append(word)
            if head and word.text[0].islower():
                yield run
                run = []
    if run:
        yield run


def _mention(
    text: str, sentence: Sentence, run: list[Word], inner: set[str], low: set[str], number: int
) -> Mention | None:
    words = lexicon()
    title = ""
    while run and (
        run[0].lower in words.names["never"] | words.closed["prepositions"] | words.closed["conjunctions"]
        or run[0].lower in words.closed["adverbs"]
        or (len(run) > 1 and run[0].lower in words.names["titles"])
        or (_opens(text, run[0].start, sentence.span.start) and base(run[0]) in low and base(run[0]) not in inner)
        or run[0].lower in words.closed["auxiliaries"]
    ):
        title = _title(text, run)
        run = run[1:]
    if not run or (run[-1].lower in words.names["titles"] and len(run) == 1):
        return None
    bare = [base(w) for w in run]
    if set(bare) <= words.names["places"] | _SMALL_PLACE_WORDS or set(bare) <= words.names["months_and_days"]:
        return None
    if len(run) == 1 and (re.search(r"(?:isms?|ists?|'\w+)$", bare[0]) or bare[0] in words.closed["determiners"]):
        return None
    if bare[0] in words.names["months_and_days"] or any(c.isdigit() for w in run for c in w.text) or len(bare[-1]) < 2:
        return None
    if (
        len(run) == 1
        and _opens(text, run[0].start, sentence.span.start)
        and not title
        and bare[0] not in inner
        and not _acts(text, sentence, run[0])
    ):
        return None
    if len(run) == 1 and run[0].text.isupper() and len(run[0].text) > 5:
        return None
    kind, article = _kind(text, sentence, run, bare), _article(text, run[0].start)
    if kind == "person" and article and len(run) == 1 and bare[0] in low:
        return None
    end = run[-1].start + len(re.sub(r"[’']s$|[’']$", "", run[-1].text))
    name = re.sub(r"\s+", " ", text[run[0].start : end])
    if kind == "group" and article:
        name = "the " + name
    if kind == "person" and title.rstrip(".").lower() in words.names["honorifics"]:
        name = f"{title} {name}"
    return Mention(Span(run[0].start, end), name, kind, number)


def _title(text: str, run: Sequence[Word]) -> str:
    """The first word of a run if it is a title, as the text writes it, with its stop."""
    if run[0].lower not in lexicon().names["titles"] or len(run) < 2:
        return ""
    return text[run[0].start : run[1].start].strip()


def _acts(text: str, sentence: Sentence, word: Word) -> bool:
    """Whether a word that opens a sentence is a name by what follows: a verb of saying, "had", or an apposition."""
    after = [w for w in sentence.words if w.start > word.end][:2]
    closed = lexicon().closed
    known = set().union(*closed.values())
    if not after or base(word) in known or base(word).endswith(("ing", "ly", "ed")):
        return False
    gap = text[word.end : after[0].start].strip()
    if gap == ",":
        return after[0].lower in closed["possessives"] | {"the", "a", "an", "who", "whose"}
    return not gap and (
        after[0].lower in lexicon().speech
        or after[0].lower in ("was", "is", "had", "has", "died", "himself", "herself")
    )


def _article(text: str, at: int) -> bool:
    return bool(re.search(r"\b[Tt]he\s+$", text[max(0, at - 6) : at]))


def _kind(text: str, sentence: Sentence, run: list[Word], bare: list[str]) -> SpeakerKind:
    names = lexicon().names
    if run[-1].lower in names["groups"] and run[-1].text[0].islower():
        return "group"
    if set(bare) & names["organisations"] or (len(run) == 1 and run[0].text.isupper() and len(bare[0]) > 2):
        return "organisation"
    plural = bare[-1].endswith("s") and not bare[-1].endswith(("ss", "us", "is")) and _article(text, run[0].start)
    if bare[-1] in names["groups"] or plural:
        return "group"
    return "person"
