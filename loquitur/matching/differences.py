"""The differences between a quotation and the place it was found at, read off their alignment.

Presentation costs nothing: case, marks, blanks, hyphens, old letters. An omission is marked where the quotation shows
an ellipsis or brackets at that place, or where the reporter's own words stand between two quoted parts; an insertion is
marked where it stands in square brackets. Each difference is classed by what it touches, the gravest first: a negation,
a number, a name, a modal word, a condition, another word.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loquitur.matching.align import Run, align
from loquitur.matching.letters import Token, tokens
from loquitur.matching.spelling import likeness, near, spelled
from loquitur.model import Difference, What

__all__ = ["GAP", "Laid", "lay", "negates", "ungapped", "word_lists"]

_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.|\[\s*\.*\s*\]|\(\s*\.{2,}\s*\)|\*\s\*\s\*|\x00")
_REWORDED = 400
_TELLING, _MANY, _TELLING_MANY = 550, 9, 450
"""So many in a thousand of the words that tell something; and where so many stand there, so many are enough."""
GAP = "\x00"
"""Stands in a quotation's text where the reporter's own words part it."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A quotation's part beside a window of a source."""

    differences: tuple[Difference, ...]
    matched: int
    """How many of the quotation's words stand in the source in order."""
    words: int
    near: int
    """How many more are nearly the source's, letter by letter."""
    longest: int
    """The longest run of words that agree."""
    unbroken: int
    """The longest run of words that agree or nearly agree."""
    start: int
    end: int
    """The range of the source that it covers, in code points of the source."""
    forgiven: tuple[str, ...]
    """The presentation that differs."""
    lost: int
    """The longest stretch of the quotation's words of which none stands there."""
    telling: tuple[int, int]
    """Of its words that tell something, which "the", "of" and "is" do not: how many stand there, and how many there are."""

    @property
    def share(self) -> int:
        """Matched words in a thousand."""
        return 1000 * self.matched // max(1, self.words)

    @property
    def is_reworded(self) -> bool:
        """Whether so many of the words stand there in order that it is the same passage in other words.

        They must be words that tell something, and stand all over the quotation: who invents a sentence begins with a
        formula that many a text has, and goes on by himself.
        """
        close = self.matched >= 7 and self.longest >= 3 and 5 * self.lost <= max(15, self.words)
        here, all_ = self.telling
        enough = _TELLING if here < _MANY else _TELLING_MANY
        return close and self.share >= _REWORDED and here > 0 and 1000 * here >= enough * all_

    @property
    def likeness(self) -> int:
        """Matched and nearly matched words in a thousand."""
        return 1000 * (self.matched + self.near) // max(1, self.words)


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """Negations, modal words, conditions, number words and the rest, folded as the words of a text are."""
    data = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(_fold(word) for word in words.split()) for name, words in data.items()}


def _fold(word: str) -> str:
    return word if "_" in word else "".join(token.folded for token in tokens(word))


def lay(quote: str, source: str, start: int, end: int) -> Laid | None:
    """The quotation laid beside source[start:end]; None where no word agrees."""
    ours, theirs = _words(quote, 0, len(quote)), _words(source, start, end)
    runs = align([spelled(t.folded) for t in ours], [spelled(t.folded) for t in theirs], shown=_gap(quote))
    equal = [r for r in runs if r.equal]
    if not equal:
        return None
    runs = _paired_ends(runs, source, theirs)
    found = [d for run in runs if not run.equal for d in _difference(quote, source, ours, theirs, run)]
    first = theirs[next(r.c for r in runs if r.d > r.c)].start
    last = theirs[next(r.d for r in reversed(runs) if r.d > r.c) - 1].end
    matched = sum(r.b - r.a for r in equal)
    alike = [0 if r.equal else near(_folded(ours[r.a : r.b]), _folded(theirs[r.c : r.d])) for r in runs]
    old = any(t.folded != o.folded for r in equal for t, o in zip(ours[r.a : r.b], theirs[r.c : r.d], strict=True))
    forgiven = (*_forgiven(quote, source[first:last]), *(["spelling"] if old else []))
    longest, unbroken = max(r.b - r.a for r in equal), _unbroken(runs, alike)
    lost = max((r.b - r.a for r in runs if not r.equal), default=0)
    told = _telling(ours, [t for r in equal for t in ours[r.a : r.b]])
    return Laid(tuple(found), matched, len(ours), sum(alike), longest, unbroken, first, last, forgiven, lost, told)


def _telling(ours: Sequence[Token], matched: Sequence[Token]) -> tuple[int, int]:
    common = word_lists()["common"]
    return sum(t.folded not in common for t in matched), sum(t.folded not in common for t in ours)


def _folded(row: Sequence[Token]) -> list[str]:
    return [t.folded for t in row]


def _unbroken(runs: Sequence[Run], alike: Sequence[int]) -> int:
    """The longest stretch of equal runs and of runs all of whose words are nearly equal."""
    best = held = 0
    for run, count in zip(runs, alike, strict=True):
        held = held + run.b - run.a if run.equal or 0 < run.b - run.a == count else 0
        best = max(best, held)
    return best


def _words(text: str, start: int, end: int) -> list[Token]:
    """The words of a range without an editor's or a stenographer's notes: [sic], [12], (Applause.)"""
    notes = [m.span() for m in _note().finditer(text, start, end)]
    return [t for t in tokens(text, start, end) if not any(a <= t.start < b for a, b in notes)]


@cache
def _note() -> re.Pattern[str]:
    words = "|".join(sorted(word_lists()["notes"]))
    return re.compile(rf"\[\s*(?:\d{{1,3}}|[*†‡])\s*\]|[\[(]\s*(?:(?:{words})\b[\w\s,]{{0,30}})[.!]?\s*[\])]", re.I)


def _difference(quote: str, source: str, ours: Sequence[Token], theirs: Sequence[Token], run: Run) -> list[Difference]:
    mine, other = ours[run.a : run.b], theirs[run.c : run.d]
    if "".join(t.folded for t in mine) == "".join(t.folded for t in other):
        return []
    if not mine:
        run = _slid(quote, ours, theirs, run)
        other = theirs[run.c : run.d]
    said = quote[mine[0].start : mine[-1].end] if mine else ""
    read = source[other[0].start : other[-1].end] if other else ""
    before = quote[
        ours[run.a - 1].end if run.a else 0 : mine[0].start
        if mine
        else (ours[run.a].start if run.a < len(ours) else len(quote))
    ]
    after = quote[mine[-1].end : ours[run.b].start if run.b < len(ours) else len(quote)] if mine else before
    what = _what(mine, other, quote, source, theirs)
    if not mine:
        marked = _gap(before)
        if marked and what == "negation" and not _hides(source, other):
            what = "word"
        return [Difference("omitted", read, "", marked, what)]
    bracketed = ("[" in before and "]" in after) or _bracketed(quote, mine)
    if not other:
        return [Difference("inserted", "", ungapped(said), bracketed, what)]
    if bracketed:
        return [Difference("changed", read, ungapped(said), True, what)]
    if (_gap(before) or _gap(after) or _ELLIPSIS.search(said)) and len(other) > len(mine) + 1:
        return _split(quote, source, mine, other, what)
    return [Difference("changed", read, ungapped(said), False, what)]


def ungapped(words: str) -> str:
    """A quotation's words as they are shown: nothing tells where the reporter's own part them."""
    return " ".join(piece.strip() for piece in words.split(GAP)) if GAP in words else words


def _hides(source: str, gone: Sequence[Token]) -> bool:
    """Whether a gap takes the negation from the words that stay: it is all but the gap, or borders on them directly."""
    row = [t.folded for t in gone]
    if len(row) <= 3 and any(map(negates, row)):
        return source[gone[-1].end : gone[-1].end + 1] != ","
    first = negates(row[0]) and not source[: gone[0].start].rstrip().endswith((",", ";", ".", ":", "—", "-"))
    last = negates(row[-1]) and not re.match(r"\s*[,;.:—-]", source[gone[-1].end : gone[-1].end + 3])
    return first or last


def _slid(quote: str, ours: Sequence[Token], theirs: Sequence[Token], run: Run) -> Run:
    """An omission moved to the ellipsis beside it, where the words allow either place ("the … the")."""
    for step in (-1, 1):
        a, c, d = run.a, run.c, run.d
        while 0 < a < len(ours):
            if _gap(quote[ours[a - 1].end : ours[a].start]):
                return Run(False, a, a, c, d)
            gone, kept = (
                (theirs[d - 1], theirs[c - 1])
                if step < 0 and c
                else (theirs[c], theirs[d])
                if step > 0 and d < len(theirs)
                else (None, None)
            )
            if gone is None or kept is None or gone.folded != kept.folded:
                break
            a, c, d = a + step, c + step, d + step
    return run


def _split(quote: str, source: str, mine: Sequence[Token], other: Sequence[Token], what: What) -> list[Difference]:
    """A change beside a marked gap: the words were changed, whatever else was left out there."""
    said = ungapped(quote[mine[0].start : mine[-1].end])
    return [Difference("changed", source[other[0].start : other[-1].end], said, False, what)]


def negates(word: str) -> bool:
    """Whether a folded word is a negation, also as a contraction."""
    return word in word_lists()["negations"]


def _paired_ends(runs: list[Run], source: str, theirs: Sequence[Token]) -> list[Run]:
    """The runs, with words added at either end laid beside as many of the source that stand there in the sentence.

    The alignment is free to begin and end anywhere in the source, so it leaves off what a change at the end stood for.
    """
    runs = list(runs)
    first, last = runs[0], runs[-1]
    if not first.equal and first.c == first.d and len(runs) > 1:
        low = first.c
        while low and first.c - low < first.b - first.a and not _parted(source, theirs, low):
            low -= 1
        runs[0] = Run(False, first.a, first.b, low, first.d)
    if not last.equal and last.c == last.d and len(runs) > 1:
        high = last.d
        while 0 < high < len(theirs) and high - last.c < last.b - last.a and not _parted(source, theirs, high):
            high += 1
        runs[-1] = Run(False, last.a, last.b, last.c, high)
    return runs


def _parted(source: str, theirs: Sequence[Token], n: int) -> bool:
    """Whether a sentence ends before word n of the source."""
    return bool(re.search(r"[.!?;:]|\n\s*\n", source[theirs[n - 1].end : theirs[n].start]))


def _gap(between: str) -> bool:
    return bool(_ELLIPSIS.search(between))


def _bracketed(quote: str, mine: Sequence[Token]) -> bool:
    said = quote[mine[0].start : mine[-1].end]
    if "[" in said and "]" in said:
        return True
    opened = quote.rfind("[", 0, mine[0].start + 1)
    return opened >= 0 and "]" not in quote[opened : mine[0].start] and "]" in quote[mine[-1].end : mine[-1].end + 3]


def _what(mine: Sequence[Token], other: Sequence[Token], quote: str, source: str, theirs: Sequence[Token]) -> What:
    lists = word_lists()
    left, right = [t.folded for t in mine], [t.folded for t in other]
    changed = {spelled(w) for w in left} ^ {spelled(w) for w in right}
    if left and right and _alike(mine, other, quote, source) in ("same-number", "contraction"):
        return "word"
    if sum(map(negates, left)) != sum(map(negates, right)) or _prefixed(set(left), set(right)):
        return "negation"
    if any(_hyphened(quote, t) for t in mine) != any(_hyphened(source, t) for t in other):
        return "negation"
    if any(any(c.isdigit() for c in w) or w in lists["numbers"] for w in changed):
        return "number"
    if any(_named(source, t, theirs) for t in other) or (not other and any(_named(quote, t, theirs) for t in mine)):
        return "name"
    if changed & lists["modals"]:
        return "modal"
    return "condition" if changed & lists["conditions"] else "word"


def _prefixed(left: set[str], right: set[str]) -> bool:
    """ "unjust" for "just", "dishonour" for "honour"."""
    return any(
        word.startswith(prefix) and word.removeprefix(prefix) in other
        for word, other in [*((w, right) for w in left), *((w, left) for w in right)]
        for prefix in word_lists()["prefixes"]
    )


def _hyphened(text: str, token: Token) -> bool:
    """ "un-American": a prefix that stands as a word of its own."""
    return token.folded in word_lists()["prefixes"] and text[token.end : token.end + 1] in ("-", "‐")


def _alike(mine: Sequence[Token], other: Sequence[Token], quote: str, source: str) -> str | None:
    return likeness(source[other[0].start : other[-1].end], quote[mine[0].start : mine[-1].end])


def _named(source: str, token: Token, theirs: Sequence[Token]) -> bool:
    """Whether a word of the source is capitalised inside a sentence."""
    if not source[token.start].isupper() or token.folded == "i":
        return False
    before = source[max(0, token.start - 8) : token.start].rstrip()
    return bool(before) and (before[-1] not in '.!?:“"‘«' or bool(_ABBREVIATED.search(before)))


_PRESENTATION = (
    ("quotation marks", r"[“”„«»\"‘]"),
    ("dashes", r"[—–]|--|\s-\s"),
    ("apostrophes", r"['’](?=\w)"),
    ("long s", "ſ"),
    ("line-end hyphens", r"\w-\s*\n"),
    ("punctuation", r"[.,;:!?]"),
)


_ABBREVIATED = re.compile(r"(?:^|[^\w.])[^\W\d_a-zа-я][^\W\d_]{0,3}\.$")
"""A title or an initial before a name: "Mr.", "Тов.", "J." """


def _forgiven(quote: str, covered: str) -> tuple[str, ...]:
    """What differs in presentation only."""
    found = [
        name
        for name, pattern in _PRESENTATION
        if re.findall(pattern, quote.strip(" .,;:!?…")) != re.findall(pattern, covered.strip(" .,;:!?…"))
    ]
    if (
        quote[:1].isalpha()
        and covered[:1].isalpha()
        and quote[:1] != covered[:1]
        and quote[:1].lower() == covered[:1].lower()
    ):
        found.append("case of the first letter")
    return tuple(found)
