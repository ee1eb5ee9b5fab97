"""Whether two names can be one person's, told without knowing the persons.

A wrong "somebody else said it" is a grave error, so two names are `different` only where they contradict each other:
two surnames that are no spellings of one another, or two forenames that are no forms of one. Initials, diminutives
(Bill, William), middle names, titles, suffixes, inverted names ("Lincoln, Abraham"), particles and transliterations
contradict nothing. What names nobody (an office, a description, a body, an acronym) is `unknown`, and so is what may be
called by another name: peers, princes of the church, monarchs under a number, names with the surname first.

Limit: pen names and names changed by marriage are known to nobody here; two namesakes are the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from loquitur.matching import spelt

__all__ = ["Relation", "in_order", "is_name", "related"]

Relation = Literal["same", "different", "unknown"]
_ARTICLES = frozenset({"the", "a", "an"})
_KIN = {"jr": "junior", "junior": "junior", "sr": "senior", "senior": "senior"}
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])(?!\w)")
_DATES = re.compile(r"\([^)]*\)|\b(?:c\. ?)?\d{3,4}\b\??(?:\s*[-–]\s*(?:\d{3,4})?)?")
_NUMERAL = re.compile(r"(?:[IVX]+|\d+(?:st|nd|rd|th))\Z")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart, folded."""

    forenames: tuple[str, ...]
    surname: str
    joined: str
    """The surname with its particles: "dubois" for Du Bois."""
    titles: frozenset[str]
    suffix: str
    """junior or senior, a monarch's number, or nothing."""
    regnal: bool


def related(one: str, other: str) -> Relation:
    """What two names tell of each other; several persons joined by "and" are related as the nearest two of them."""
    ones, others = _several(one), _several(other)
    found = {_pair(a, b) for a in ones for b in others}
    return next(r for r in ("same", "unknown", "different") if r in found)


def is_name(words: str) -> bool:
    """Whether the words name a person, rather than an office, a body, or nobody."""
    return _taken_apart(words) is not None


def _several(name: str) -> list[str]:
    return [part for part in re.split(r"\s*(?:;|&|\band\b)\s*", name) if part.strip()] or [name]


def _pair(one: str, other: str) -> Relation:
    a, b = _taken_apart(one), _taken_apart(other)
    if a is None or b is None:
        return "same" if spelt.flat(one) and spelt.flat(one) == spelt.flat(other) else "unknown"
    if a.regnal and b.regnal:
        return "same" if (a.surname, a.suffix) == (b.surname, b.suffix) else "different"
    if a.regnal or b.regnal:
        return "unknown"
    bare_a, bare_b = {*a.forenames, a.surname}, {*b.forenames, b.surname}
    if _one_surname(a, b):
        return _forenames(a, b)
    if bare_a <= bare_b or bare_b <= bare_a or "".join(sorted(bare_a)) == "".join(sorted(bare_b)):
        return "same"
    return _other_surname(a, b)


def _other_surname(a: _Name, b: _Name) -> Relation:
    """Two surnames: somebody else, unless one of the two may go by a name that is not the surname."""
    peers = spelt.lists()["peers"]
    if bool(a.titles & peers) != bool(b.titles & peers):
        return "unknown"
    if any(spelt.PATRONYMIC.match(n.surname) and len(n.forenames) == 1 for n in (a, b)):
        agree = a.forenames and b.forenames and not any(_form(f, g) for f in a.forenames[:1] for g in b.forenames)
        return "different" if agree else "unknown"
    if a.forenames and b.forenames and a.forenames[0] == b.forenames[0] and len(a.forenames[0]) > 1:
        near = spelt.near(a.surname, b.surname)
        return "same" if near else "different" if spelt.forms(a.forenames[0]) else "unknown"
    return "different"


def _forenames(a: _Name, b: _Name) -> Relation:
    """One surname: the same, unless forenames, or a title and a forename, contradict each other."""
    if {a.suffix, b.suffix} == {"junior", "senior"} or _of_the_other_sex(a, b) or _of_the_other_sex(b, a):
        return "different"
    mine, theirs = _own_forenames(a), _own_forenames(b)
    if not mine or not theirs:
        return "same"
    agree = any(_form(mine[0], g) for g in theirs) or any(_form(theirs[0], f) for f in mine)
    return "same" if agree else "different"


def _own_forenames(name: _Name) -> tuple[str, ...]:
    """None where a wife goes by her husband's forename: "Mrs. Humphry Ward"."""
    return () if "mrs" in name.titles and name.forenames and spelt.sex(name.forenames[0]) == "male" else name.forenames


def _of_the_other_sex(a: _Name, b: _Name) -> bool:
    if not b.forenames or a.forenames:
        return False
    sex = spelt.sex(b.forenames[0])
    return bool(
        (sex == "male" and a.titles & spelt.lists()["women"]) or (sex == "female" and a.titles & spelt.lists()["men"])
    )


def _form(one: str, other: str) -> bool:
    """Whether two forenames can be one: equal, an initial, a short form, a transcription, or the beginning."""
    short, full = sorted((one, other), key=len)
    return spelt.forename(one, other) or (len(short) > 2 and full.startswith(short)) or spelt.near(one, other)


def _one_surname(a: _Name, b: _Name) -> bool:
    return spelt.is_alike(a.surname, b.surname) or a.joined in (b.surname, b.joined) or a.surname == b.joined


@lru_cache(maxsize=10_000)
def _taken_apart(name: str) -> _Name | None:
    """The parts of a person's name; None for what names nobody."""
    lists = spelt.lists()
    words = [(w, spelt.flat(w)) for w in in_order(_DATES.sub(" ", _POSSESSIVE.sub("", name)))]
    small = lists["particles"] | lists["titles"] | lists["suffixes"]
    if any((w.islower() and flat not in small) or flat in lists["collective"] for w, flat in words):
        return None
    first = _after_titles([flat for _, flat in words])
    titles = [flat for _, flat in words[:first]]
    if "of" in titles and not lists["peers"].intersection(titles) and _last_of(titles) in _ARTICLES:
        return None
    rest, suffix = _without_suffix(words[first:])
    plain = [flat for _, flat in rest if flat not in lists["particles"] or len(flat) == 1]
    if not plain or (len(rest) == 1 and rest[0][0].isupper() and len(plain[0]) < 5):
        return None
    number = suffix not in ("", "junior", "senior")
    regnal = number and (len(plain) == 1 or (len(plain) == 2 and bool(titles)))
    surname = " ".join(plain) if regnal else plain[-1]
    joined = _joined([flat for _, flat in rest], plain[-1])
    return _Name(tuple(plain[:-1]), surname, joined, frozenset(titles), suffix, regnal)


def _joined(words: Sequence[str], surname: str) -> str:
    at = max(i for i, word in enumerate(words) if word == surname)
    while at and words[at - 1] in spelt.lists()["particles"]:
        at -= 1
    return "".join(words[at:])


def _after_titles(words: Sequence[str]) -> int:
    """How many words are titles: "Secretary of State", "the Duke of"."""
    titles = spelt.lists()["titles"]
    first = 0
    while first < len(words) and (words[first] in titles or (first and words[first] == "of")):
        first += 1
    return first


def _last_of(titles: Sequence[str]) -> str:
    """The title behind the last "of"; "the" where it is a place that follows: "President of the"."""
    return next((t for t in titles[len(titles) - titles[::-1].index("of") :] if t not in _ARTICLES), "the")


def _without_suffix(words: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], str]:
    """The words without what follows a name, and of that what tells two namesakes apart."""
    rest, suffix = list(words), ""
    while len(rest) > 1 and (rest[-1][1] in spelt.lists()["suffixes"] or _NUMERAL.match(rest[-1][0])):
        word, flat = rest.pop()
        suffix = _KIN.get(flat, suffix) if flat in spelt.lists()["suffixes"] else word.lower()
    return rest, suffix


def in_order(name: str) -> list[str]:
    """The words of a name, forenames first: "Lincoln, Abraham" turned round, initials parted, "Jr." left behind."""
    head, comma, tail = name.partition(",")
    if comma and tail.strip(" ,.") and spelt.flat(tail.split()[0]) not in spelt.lists()["suffixes"]:
        name = f"{tail.replace(',', ' ')} {head}"
    folded = [spelt.flat(w.replace("’", "").replace("'", "")) for w in re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", name)]
    for size in range(min(len(folded), 4), 1, -1):
        if turned := spelt.eastern().get(tuple(folded[-size:])):
            return [*folded[:-size], *(w.title() for w in turned)]
    words = [
        w
        for w in re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", re.sub(r"(?<=\b[A-Z])(?=[A-Z]\b\.)", " ", name))
        if spelt.flat(w)
    ]
    return words[_begin(words) :]


def _begin(words: Sequence[str]) -> int:
    """Where the name begins: behind a number of what is counted, and behind the mark of a question before a title."""
    lists = spelt.lists()
    for at in range(len(words) - 2):
        if spelt.flat(words[at]) in lists["counted"] and _NUMERAL.match(words[at + 1]):
            return at + 2
    return int(len(words) > 2 and words[0] == "Q" and spelt.flat(words[1]) in lists["titles"])
