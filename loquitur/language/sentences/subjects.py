"""The words that name who does what, and the subject of a sentence read from its beginning.

The subject stands behind the phrases that open its sentence ("In May the clerk", "When asked, the clerk"), and where commas
set off a name behind a description, it is that name. Closed classes and capitals are all that is known; nothing is returned
where the words do not fit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from loquitur.language.sentences.prose import Word
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["FIRST", "Form", "Subject", "cut", "made", "main_subject", "stops"]

Form = Literal["name", "pronoun", "first", "noun", "elided"]
FIRST = {"i", "we", "myself", "ourselves"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The words that name who speaks."""

    span: Span
    text: str
    form: Form


def cut(text: str, left: int, right: int) -> str:
    """What stands between two places, without what is in brackets."""
    return re.sub(r"\[[^\]]*\]|\([^)]*\)", "", text[left:right])


def made(text: str, row: Sequence[Word], start: int, end: int, form: Form | None) -> Subject | None:
    """The subject that some words make; None where they can be nobody: "anybody", "the following", a day."""
    bare = [w for w in row[start : end + 1] if w.lower not in lexicon().closed["determiners"]]
    if (
        not bare
        or bare[0].lower in lexicon().lists["nobody"]
        or all(w.lower in lexicon().lists["no_subject"] for w in bare)
    ):
        return None
    if (
        not bare
        or not any(c.isalpha() for c in bare[0].text)
        or (bare[-1].text[0].isupper() and bare[-1].lower in lexicon().names["months_and_days"])
    ):
        return None
    if form is None:
        form = "name" if any(w.text[0].isupper() for w in bare) else "noun"
    span = Span(row[start].start, row[end].end)
    return Subject(span, text[span.start : span.end], form)


@cache
def stops() -> frozenset[str]:
    """The words of the closed classes that end a noun phrase."""
    kinds = ("prepositions", "conjunctions", "pronouns", "auxiliaries", "adverbs")
    return frozenset().union(*(lexicon().closed[kind] for kind in kinds))


def _over_opening(text: str, row: Sequence[Word]) -> int:
    """Where a sentence begins behind the phrases that open it: "In May the clerk", "When asked, in Sands, the clerk"."""
    closed, i = lexicon().closed, 0
    while i < len(row) and (
        row[i].lower in closed["prepositions"] | lexicon().lists["openings"]
        or (not i and row[0].lower.endswith(("ed", "ing")))
    ):
        commas = [k + 1 for k in range(i, len(row) - 1) if "," in text[row[k].end : row[k + 1].start]]
        led = row[i].lower in closed["prepositions"]
        told = (
            k for k in range(i + 1, commas[0] if commas else len(row)) if _after_time(row, i, k) and (led or not commas)
        )
        after = commas if led else [k for k in commas if _acts(text, row, k)] or commas
        i = next(told, after[0] if after else len(row))
    return i


def _acts(text: str, row: Sequence[Word], k: int) -> bool:
    """Whether a verb stands right behind the subject at a place, and no comma: not in "a clerk, laid them down, Hall rose"."""
    subject = _phrase_at(text, row, k)
    return subject is not None and text[subject.span.end : subject.span.end + 1] != ","


def _after_time(row: Sequence[Word], i: int, k: int) -> bool:
    """Whether a subject stands right behind a time or a place ("On 5 May the", "in 1959 he", "at Sands the"), or as a
    pronoun behind any phrase that opens with a preposition: "In his memoirs he"."""
    before, closed = row[k - 1], lexicon().closed
    pronoun = row[k].lower in ("he", "she", "they", "i", "we")
    if pronoun and row[i].lower in closed["prepositions"]:
        return not any(w.lower in closed["subordinators"] for w in row[i:k])
    time = before.text.isdigit() or before.lower in lexicon().names["months_and_days"]
    place = before.text[0].isupper() and row[k - 2].lower in ("in", "at", "near", "from")
    determined = row[k].lower in closed["determiners"] | closed["possessives"] or pronoun
    return k > i + 1 and determined and (time or place)


def main_subject(text: str, row: Sequence[Word]) -> Subject | None:
    """The subject of a sentence, from its beginning: over an opening phrase that a comma ends."""
    closed = lexicon().closed
    i = _over_opening(text, row)
    while i < len(row) and (
        row[i].lower in closed["adverbs"] | {"and", "but", "so", "yet"}
        or (row[i].text in lexicon().names["epithets"] and i + 1 < len(row) and row[i + 1].text[0].isupper())
    ):
        i += 1
    if i < len(row) and row[i].lower == "it" and i + 2 < len(row) and row[i + 1].lower in ("was", "is"):
        i += 2
    if i + 1 < len(row) and row[i].lower in lexicon().lists["particles"]:
        i += 2  # "Up rose the clerk"
    if i >= len(row):
        return None
    return _phrase_at(text, row, i)


def _phrase_at(text: str, row: Sequence[Word], i: int) -> Subject | None:
    """The subject that begins at a word."""
    closed = lexicon().closed
    if row[i].lower in FIRST:
        return made(text, row, i, i, "first")
    if row[i].lower in ("he", "she", "they"):
        return made(text, row, i, i, "pronoun")
    determined = row[i].lower in closed["determiners"] | closed["possessives"]
    if not (determined or row[i].text[0].isupper()) or row[i].lower in closed["pronouns"] | closed["conjunctions"]:
        return None
    end = i
    while end + 1 < len(row) and end - i < 7:
        following, gap = row[end + 1], text[row[end].end : row[end + 1].start]
        stop = stops()
        trade = following.text in lexicon().names["one"] and end + 2 < len(row) and row[end + 2].text[0].isupper()
        inside = (determined and end == i) or trade  # "Truck driver Karl Hall"
        ends = row[end].text[0].isupper() and following.text[0].islower() and not inside
        if gap.strip(" \t\r\n.") or following.lower in stop or ends:
            break
        end += 1
    found = made(text, row, i, end, None)
    return (_set_off(text, row, end) or found) if found and found.form == "noun" else found


def _set_off(text: str, row: Sequence[Word], end: int) -> Subject | None:
    """The name that commas set off behind a description: "the clerk, Ann Hall, rose", "a younger man, the clerk Ann Hall, …"."""
    told = _SET_OFF.match(text, row[end].end)
    if told is None or not (start := next((w.start for w in row if w.start >= told.start("who")), None)):
        return None
    return Subject(Span(start, told.end("who")), text[start : told.end("who")], "name")


_SET_OFF = re.compile(
    r",\s+(?P<who>(?:(?:the|a|an|one)\s+(?:[a-z-]+\s+){0,3})?(?:[A-Z][\w’'-]*\.?\s+(?:(?:de|of|van|von|bin|al)\s+)?){0,4}[A-Z][\w’'-]*)"
    r",\s+(?!and\b|or\b|[A-Z])"
)
