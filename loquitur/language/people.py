"""Whom a document names: persons, groups, organisations, each under the fullest form it gives.

The device is linear: runs of capitalised words, told from sentence openings by the rest of the document (a word that
also stands in lower case, or never stands capitalised inside a sentence, is no name), from places and months by lists.
A bare surname joins the one full name that ends in it; where two full names share it, it stays apart, because a wrong
name is worse than none. Groups are plural heads ("the Old Bolsheviks", "the Soviet workers").
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loquitur.language.prose import Sentence, Word, base
from loquitur.language.words import lexicon
from loquitur.model import Document, Named, Span, SpeakerKind

__all__ = ["Mention", "Roll", "find", "mentions", "roll"]

_SMALL_PLACE_WORDS = {
    "united",
    "union",
    "new",
    "great",
    "east",
    "west",
    "north",
    "south",
    "city",
    "republic",
    "republics",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where somebody is named."""

    span: Span
    name: str
    """The words of the name without titles, article and possessive."""
    kind: SpeakerKind
    sentence: int


@dataclass(frozen=True, slots=True)
class Roll:
    """The names of a document: which mention means whom, and who is a man or a woman as far as titles tell."""

    mentions: tuple[Mention, ...]
    fullest: dict[str, str]
    """From each form, in lower case, to the fullest name."""
    kinds: dict[str, SpeakerKind]
    gender: dict[str, str]
    """"male" or "female" by the fullest name, where a title or a forename's pronoun tells."""

    def name(self, form: str) -> str:
        """The fullest name for a form, else the form itself."""
        return self.fullest.get(form.lower(), form)

    def at(self, start: int, end: int) -> Mention | None:
        """The longest mention that overlaps this range."""
        here = [m for m in self.mentions if m.span.start < end and start < m.span.end]
        return max(here, key=lambda m: m.span.end - m.span.start) if here else None

    def inside(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie within this range, in order."""
        return [m for m in self.mentions if start <= m.span.start and m.span.end <= end]


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
    fullest = _join(found)
    kinds: dict[str, SpeakerKind] = {}
    for name in dict.fromkeys(fullest[m.name.lower()] for m in found):
        votes = Counter(m.kind for m in found if fullest[m.name.lower()] == name)
        kinds[name] = max(sorted(votes), key=lambda k: votes[k])
    return Roll(found, fullest, kinds, _genders(doc, found, fullest))


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
            elif i and not _opens(doc.text, word.start):
                inner.add(base(word))
    return inner, low


def _opens(text: str, at: int) -> bool:
    """Whether a word at this place opens a sentence or a quotation, so that its capital tells nothing."""
    before = text[max(0, at - 4) : at].rstrip(" \t")
    return not before or (before[-1] in "“\"‘'«„:.!?…(—–-\n\r*#>" and not re.search(r"\b[A-Z]\.$", before))


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
    titled = False
    while run and (
        run[0].lower in words.names["never"] | words.closed["prepositions"] | words.closed["conjunctions"]
        or run[0].lower in words.closed["adverbs"]
        or (len(run) > 1 and run[0].lower in words.names["titles"])
        or (_opens(text, run[0].start) and base(run[0]) in low and base(run[0]) not in inner)
        or run[0].lower in words.closed["auxiliaries"]
    ):
        titled = run[0].lower in words.names["titles"]
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
        and _opens(text, run[0].start)
        and not titled
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
    return Mention(Span(run[0].start, end), name, kind, number)


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


def _join(found: Iterable[Mention]) -> dict[str, str]:
    """From each form in lower case to the fullest name that it can mean."""
    first: dict[str, str] = {}
    kinds: dict[str, SpeakerKind] = {}
    for mention in found:
        first.setdefault(mention.name.lower(), mention.name)
        kinds.setdefault(mention.name.lower(), mention.kind)
    persons = [n for n in first if kinds[n] == "person"]
    full = [n for n in persons if len(n.split()) > 1]
    joined = {}
    for name, form in first.items():
        fuller = [f for f in full if kinds[name] == "person" and f != name and _shortens(name, f)]
        roots = {f for f in fuller if not any(f != g and _shortens(f, g) for g in fuller)}
        joined[name] = first[roots.pop()] if len(roots) == 1 else form
    return joined


def _shortens(short: str, full: str) -> bool:
    """Whether one name is a shorter form of the other: surname alone, initials for forenames, forenames left out."""
    a, b = _bits(short), _bits(full)
    if len(a) > len(b) or a == b:
        return False
    if len(a) == 1:
        return len(a[0]) > 1 and a[0] in (b[-1], b[0])
    if a[-1] != b[-1]:
        return False
    return a[0] == b[0] or (len(a[0]) == 1 and b[0].startswith(a[0]))


def _bits(name: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", name.lower())


def _genders(doc: Document, found: Iterable[Mention], fullest: dict[str, str]) -> dict[str, str]:
    """Who is a man or a woman, by the title before the name."""
    names, told = lexicon().names, {}
    for mention in found:
        title = re.search(r"([^\W_]+)\.?\s+$", doc.text[max(0, mention.span.start - 16) : mention.span.start].lower())
        for side in ("male", "female"):
            if title and title[1] in names[side] & (names["titles"] | names["persons"]):
                told[fullest[mention.name.lower()]] = side
    return told
