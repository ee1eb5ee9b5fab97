"""Runs of capitalised words that can be names, each cut where one name ends and the next begins.

Titles, and words that open a sentence, stand outside a run. A run ends at a possessive ("Fouquier's clerk"), before a
title ("Smolensk | Marshal Ney"), between a place and a forename ("in London | William Pitt"), after a month. It goes on
over a line's end, over particles ("van der Lubbe") and over "of" where its first part is no person's whole name ("Bank
of England", "Joan of Arc", but "Samuel Bamford | of Middleton"). A plural in lower case after it makes a group of it
("the Baptist missionaries"). Linear; what a run means is told by kinds.py.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from loquitur.language.persons.titles import is_office
from loquitur.language.sentences.prose import Sentence, Word, base
from loquitur.language.words import lexicon
from loquitur.language.words.known import known

__all__ = ["Run", "habits", "opens", "runs"]

_OPENERS = frozenset("“\"‘'«„:.!?…(—–-\n\r*#>[")
_PREFIXED = re.compile(r"[dl]['’][^\W\d_a-z]")
_CONTRACTED = re.compile(r"(?:'(?:ll|re|ve|m|d|t|em)|^d'you|^let's)$")
_MONTH_NAMES = frozenset({"april", "may", "june", "august"})
_SPACE = re.compile(r"[^\S\n]*(?:\n[^\S\n]*)?")
_STOPPED = re.compile(r"\.[^\S\n]*(?:\n[^\S\n]*)?")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a sentence that can be a name."""

    words: tuple[Word, ...]
    key: tuple[str, ...]
    """Its words in lower case, without a possessive ending."""
    titles: tuple[str, ...]
    """Titles right before it, in lower case."""
    at: int
    """Which word of the sentence its first word is."""
    sentence: int
    group: bool
    """Whether its last word is a plural in lower case that makes a group of it."""


def opens(text: str, at: int) -> bool:
    """Whether a word at this place opens a sentence or a quotation, so that its capital tells nothing."""
    before = text[max(0, at - 4) : at].rstrip(" \t")
    return not before or (before[-1] in _OPENERS and not re.search(r"\b[A-Z]\.$", before))


def habits(text: str, sentences: Sequence[Sentence]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that stand in lower case and never capitalised inside a sentence; and all that stand in lower case."""
    inner: set[str] = set()
    low: set[str] = set()
    for sentence in sentences:
        for i, word in enumerate(sentence.words):
            if word.text[0].islower():
                low.add(word.lower)
            elif i and not opens(text, word.start):
                inner.add(base(word))
    return frozenset(low - inner), frozenset(low)


def runs(text: str, number: int, sentence: Sentence, plain: Set[str]) -> Iterator[Run]:
    """The runs of a sentence, in order. `plain` are words whose capital at the opening of a sentence tells nothing."""
    row, i = sentence.words, 0
    while i < len(row):
        if (
            not row[i].text[0].isupper()
            or (_never(row[i].lower) and not _named_so(text, row, i))
            or _calls(text, row, i)
        ):
            i += 1
            continue
        end = _end(text, row, i)
        for start, stop in _cuts(text, row, i, end):
            run = _run(text, number, row, start, stop, plain)
            if run:
                yield run
        i = end


@cache
def _closed() -> frozenset[str]:
    words = lexicon()
    every = frozenset().union(*words.closed.values()) | words.names["never"] | words.names["months_and_days"]
    return (every | known().feasts) - words.names["titles"] - {"will", "down"}


@lru_cache(maxsize=50_000)
def _never(word: str) -> bool:
    """Whether a word of the closed classes, or a contraction of one: "he", "he's", "I'll", "d'you"."""
    stem = word.partition("'")[0]
    return word in _closed() or (stem != word and (stem in _closed() or bool(_CONTRACTED.search(word))))


def _named_so(text: str, row: Sequence[Word], i: int) -> bool:
    """Whether a word of the closed classes is part of a name: an initial ("A. Hale"), a paper's day ("Sunday Times")."""
    if i + 1 == len(row):
        return False
    if len(row[i].text) == 1:
        return bool(_STOPPED.fullmatch(text[row[i].end : row[i + 1].start])) and row[i + 1].text[0].isupper()
    if row[i].lower in _MONTH_NAMES and opens(text, row[i].start):
        return not _never(row[i + 1].lower) and row[i + 1].text[0].isupper() and _glued(text, row[i], row[i + 1])
    if row[i].lower == "may":
        return row[i + 1].text[0].isupper() and _glued(text, row[i], row[i + 1])
    return (
        row[i].lower.endswith("day")
        and row[i + 1].lower in known().heads["papers"]
        and _glued(text, row[i], row[i + 1])
    )


def _calls(text: str, row: Sequence[Word], i: int) -> bool:
    """Whether a word only calls upon whoever is named after it: "O Anne"."""
    return row[i].text == "O" and i + 1 < len(row) and bool(_SPACE.fullmatch(text[row[i].end : row[i + 1].start]))


def _end(text: str, row: Sequence[Word], i: int) -> int:
    """The index after the last word of the run that begins at a word."""
    j = i + 1
    while j < len(row) and _glued(text, row[j - 1], row[j]):
        step = _step(row, j)
        if not step:
            break
        j += step
    return j


def _step(row: Sequence[Word], j: int) -> int:
    """How many words go on with a run: a capitalised one, or particles and a capitalised one; 0 for none."""
    word, particles = row[j], lexicon().names["particles"]
    if word.text[0].isupper() or _PREFIXED.match(word.text):
        before = row[j - 1].lower
        forename = word.lower in _MONTH_NAMES and (before in known().forenames or before in known().titles)
        return 0 if _never(word.lower) and not forename and len(word.text) > 1 else 1
    for k in range(j, min(j + 3, len(row))):
        if row[k].text[0].isupper() and k > j:
            return 0 if _never(row[k].lower) else k - j + 1
        if row[k].lower not in particles and not (row[k].lower == "the" and row[k - 1].lower == "of"):
            return 0
    return 0


def _glued(text: str, left: Word, right: Word) -> bool:
    gap = text[left.end : right.start]
    if left.lower != base(left) or gap[:1] in ("'", "’"):
        return _possessive_inside(left, right) and bool(_SPACE.fullmatch(gap.lstrip("'’")))
    short = (
        len(left.text) == 1
        or re.fullmatch(r"[A-Z]\.[A-Z]", left.text)
        or left.lower in known().titles
        or left.lower in ("jr", "st", "ste")
    )
    return bool(_SPACE.fullmatch(gap) or (short and _STOPPED.fullmatch(gap)))


def _possessive_inside(left: Word, right: Word) -> bool:
    """ "King's College", "Workers' Opposition": a title or a plural owns the head of an organisation or a place."""
    heads = known().heads
    if not right.text[0].isupper() or not (right.lower in heads["organisations"] or right.lower in heads["places"]):
        return False
    return (left.lower.endswith("s") and left.lower == base(left)) or base(left) in known().titles | {
        "women",
        "men",
        "people",
        "children",
        "peoples",
    }


def _cuts(text: str, row: Sequence[Word], i: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in a run, as ranges of words."""
    start = i
    for k in range(i + 1, end):
        if _parts(row, i, start, k, end):
            yield start, k
            start = k
        elif row[k].lower == "of" and k + 1 < end and not _goes_over_of(row, start, k):
            yield start, k
            start = k + (2 if row[k + 1].lower == "the" else 1)
    if start < end:
        yield start, end


def _parts(row: Sequence[Word], i: int, start: int, k: int, end: int) -> bool:
    """Whether a new name begins at word k: at a title, or at a forename behind a place."""
    have, word, before = known(), row[k].lower, row[k - 1].lower
    if start == k or before in ("of", "the", "de", "van", "von"):
        return False
    if word in have.titles and row[k].text[0].isupper() and k + 1 < end and row[k + 1].text[0].isupper():
        free = before in have.titles or before in have.forenames or len(before) == 1
        return not free and not _is_head(row[k + 1].lower)
    place = " ".join(w.lower for w in row[start:k])
    if before in have.saints or before in have.place_first or before in have.place_parts:
        return False
    if row[k - 2].lower == "of" and k - 2 > start and before in have.places:
        return not _is_head(word)
    led = start == 0 or (start == i and row[i - 1].lower in lexicon().closed["prepositions"])
    within = start == i and start > 0 and row[i - 1].lower in ("in", "at", "near")
    known_place = place in have.places and (before not in have.forenames or within)
    first = within and k == start + 1 and k + 1 < end and before not in have.forenames
    return bool(led and word in have.forenames and (known_place or first))


def _goes_over_of(row: Sequence[Word], start: int, k: int) -> bool:
    """Whether "of" belongs to the name before it: not behind a surname or a full name, nor behind title and name."""
    have, last = known(), row[k - 1].lower
    if k - start > 1 and row[start].lower in have.forenames:
        return False
    if (
        k - start == 1
        and last in lexicon().utterance
        and row[k + 1].lower not in have.common
        and row[k + 1].text[0].isupper()
    ):
        return False  # "Deposition of Hale" is no name; "Declaration of Independence" is one
    if last in have.titles or last in have.common or _is_head(last):
        return True
    return k - start == 1 and last in have.forenames and row[k + 1].lower not in have.forenames | have.titles


def _is_head(word: str) -> bool:
    heads = known().heads
    return any(word in heads[name] for name in ("organisations", "things"))


def _run(text: str, number: int, row: Sequence[Word], start: int, end: int, plain: Set[str]) -> Run | None:
    """The run of some words without its titles and its opening words; None where nothing that can name stays."""
    have, titles = known(), list[str]()
    while start < end:
        word, rest = row[start].lower, end - start - 1
        following = row[start + 1].lower if rest else ""
        if rest and word in have.titles and following != "of" and not (rest == 1 and _is_head(following)):
            titles.append(word)
        elif rest and _leads(word, following, opens(text, row[start].start), plain):
            titles.clear()
        else:
            break
        start += 1
    if start == end or _is_office(row, start, end, titles):
        return None
    group = end < len(row) and _heads_group(text, row, end)
    words = tuple(row[start : end + group])
    key = (*(w.lower for w in words[:-1]), base(words[-1]))
    if len(key[-1]) < 2 or any(c.isdigit() for w in words for c in w.text):
        return None
    if len(key) == 1 and not titles and opens(text, words[0].start) and key[0] in plain:
        return None
    return Run(words, key, tuple(titles), start, number, group)


def _leads(word: str, following: str, opened: bool, plain: Set[str]) -> bool:
    """Whether a word before a name is none of it: one that opens a sentence, a nation before a title or a forename."""
    have = known()
    named = following in have.forenames or following in have.titles
    if len(word) == 1 or word in have.forenames or word in lexicon().names["particles"]:
        return False
    if following == "of":
        return False
    if (
        opened
        and word in lexicon().names["one"]
        and (following in have.forenames or word not in have.heads["surnames"])
    ):
        return not any(following in have.heads[kind] for kind in ("organisations", "places", "things", "papers"))
    return (opened and (word in plain or (named and word in have.common))) or (named and word in have.nations)


def _is_office(row: Sequence[Word], start: int, end: int, titles: Sequence[str]) -> bool:
    """A title alone, or an office of some place: "the King", "the Archbishop of Canterbury"; not a noble's "Duke of X"."""
    have, word = known(), row[start].lower
    if end - start > 1 and is_office(tuple(w.lower for w in row[start:end])):
        return True
    if end - start == 1 and all(part in have.titles for part in base(row[start]).split("-")):
        return not titles or base(row[start]) not in have.surnames
    return word in have.titles and word not in have.nobles and end - start > 1 and row[start + 1].lower == "of"


def _heads_group(text: str, row: Sequence[Word], end: int) -> bool:
    head, last = row[end], row[end - 1]
    return (
        head.lower in lexicon().names["groups"]
        and head.text[0].islower()
        and last.lower == base(last)
        and bool(_SPACE.fullmatch(text[last.end : head.start]))
    )
