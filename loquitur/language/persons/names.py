"""Which forms of a name are one person's: "Mr. Hale", "Hale" and "John Hale", but not "Mrs. Hale".

A form is a title of courtesy with words. It is short for a fuller one when its words are (the surname, the forename, or
initials for forenames) and nothing tells that they are a man and a woman. A form that could be short for two fuller ones
that contradict each other is nobody's but its own. Work is in proportion to the forms, because only those that share a
word are compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from loquitur.language.persons.genders import of_name
from loquitur.language.words import lexicon
from loquitur.model import Span, SpeakerKind

__all__ = ["Parts", "join", "split"]

_BEFORE_SURNAMES = frozenset({"mr", "mrs", "ms", "dr"})
_WIVES = frozenset({"mrs", "lady", "mme", "madame", "frau"})
"""Who bears one of these beside a man of her name may be his wife, and not the other woman of that name."""
_NOBLE = frozenset({"sir", "lady", "lord", "dame"})
"""Who always bears one of these before a forename is nobody whom a text calls by the forename alone."""
_RANKS = frozenset({"captain", "capt", "major", "colonel", "col", "lieutenant", "lt", "sergeant", "inspector"})
_NEAR = 6
"""How many names behind one are looked at."""
_APART = 4
"""Letters between two names of which the second only tells the first in full."""
_CROWDED = 60
"""How many fuller forms with one word are looked at; more are a word that tells nothing."""


class Form(Protocol):
    """Anything with a name and a kind."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> SpeakerKind: ...
    @property
    def span(self) -> Span: ...
    @property
    def sentence(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """A form taken apart."""

    title: str
    words: tuple[str, ...]
    gender: str


@dataclass(frozen=True, slots=True)
class _Bearer:
    """Whoever bears one row of words."""

    name: str
    words: tuple[str, ...]
    titles: frozenset[str]
    """With which titles the words stand; "" for none."""
    gender: str


def _words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case."""
    return tuple(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", name.lower()))


@lru_cache(maxsize=10_000)
def split(name: str) -> Parts:
    """Title, words and gender of a form."""
    found, title = _words(name), ""
    while len(found) > 1 and found[0] in lexicon().names["honorifics"]:
        title, found = found[0], found[1:]
    return Parts(title, found, of_name(title, found))


def join(found: Sequence[Form], told: Mapping[str, str]) -> dict[str, str]:
    """From each form in lower case to the fullest name that it can mean. `told`: the sex of forms in lower case, as far as
    the pronouns after them tell."""
    first: dict[str, str] = {}
    kinds: dict[str, SpeakerKind] = {}
    for form in found:
        first.setdefault(form.name.lower(), form.name)
        kinds.setdefault(form.name.lower(), form.kind)
    several = lexicon().names["of_several"]
    persons = [n for n in first if kinds[n] == "person" and split(n).words and split(n).words[0] not in several]
    same = _same_words(persons)
    bearers = _bearers(persons, same, told)
    near: dict[str, list[_Bearer]] = defaultdict(list)
    for bearer in bearers.values():
        for word in {bearer.words[0], bearer.words[-1]}:
            near[word].append(bearer)
    apart = _others(persons, same, list(first))
    for short, fuller in _beside(found):
        if short in same and fuller in same:
            apart[same[short]] = apart.get(same[short], frozenset()) | {same[fuller]}
    joined = dict(first)
    for name in persons:
        joined[name] = first[_root(bearers[same[name]], near, apart)]
    return joined


def _bearers(persons: Sequence[str], same: dict[str, str], told: Mapping[str, str]) -> dict[str, _Bearer]:
    """Who bears the words of each name, with titles and sex: by a title or a forename, else by the pronouns after any of
    its forms, else after the forename alone."""
    variants: dict[str, list[str]] = defaultdict(list)
    for name in persons:
        variants[same[name]].append(name)
    found = {}
    for name, forms in variants.items():
        words = split(name).words
        sexes = {split(f).gender for f in forms} - {""} or {told.get(f, "") for f in forms} - {""}
        if not sexes and len(words) > 1:
            sexes = {told.get(words[0], "")}
        sex = sexes.pop() if len(sexes) == 1 else ""
        found[name] = _Bearer(name, words, frozenset(split(f).title for f in forms), sex)
    return found


def _others(persons: Sequence[str], same: dict[str, str], order: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each form with a rank ("Captain Hale") the fuller names that come only behind it and never bear that rank: a
    brother's, say. `order`: all forms by where they come first."""
    place = {name: i for i, name in enumerate(order)}
    borne: dict[str, set[str]] = defaultdict(set)
    for name in persons:
        borne[same[name]].add(split(name).title)
    found: dict[str, frozenset[str]] = {}
    for name in persons:
        rank = split(name).title
        if rank in _RANKS:
            short, at = same[name], place[name]
            later = (f for f in borne if place[f] > at and rank not in borne[f] and len(split(f).words) > 1)
            found[short] = found.get(short, frozenset()) | frozenset(later)
    return found


def _beside(found: Sequence[Form]) -> Iterator[tuple[str, str]]:
    """Each bare forename with the full name that comes behind it in its sentence, which is another's: "Ann wrote to Ann Hale", but
    not "Ann, Ann Hale"."""
    for i, one in enumerate(found):
        if one.kind != "person" or len(_words(one.name)) > 1:
            continue
        for other in found[i + 1 : i + 1 + _NEAR]:
            if other.sentence != one.sentence or split(other.name).words == split(one.name).words:
                break
            if len(split(other.name).words) > 1 and split(other.name).words[0] == split(one.name).words[0]:
                if other.span.start - one.span.end > _APART:
                    yield one.name.lower(), other.name.lower()
                break


def _same_words(persons: Sequence[str]) -> dict[str, str]:
    """Titled and plain forms of the same words are one, as the plain one, unless two different titles part them; "Hale"
    is never Mrs. Hale, nor "John Hale" Mrs. John Hale."""
    variants: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in persons:
        variants[split(name).words].append(name)
    same = {name: name for name in persons}
    for forms in variants.values():
        others = [f for f in forms if not _husbands(split(f))]
        if len({split(f).title for f in others} - {""}) == 1:
            plain = min(others, key=lambda f: (bool(split(f).title), f))
            same.update(dict.fromkeys(others, plain))
    return same


def _husbands(parts: Parts) -> bool:
    """Whether the words behind a woman's title can be her husband's: all but a forename that is hers."""
    if parts.title not in lexicon().names["of_wives"]:
        return False
    forename = of_name("", parts.words)
    return len(parts.words) == 1 or forename == "male" or (not forename and parts.title in _WIVES)


def _root(bearer: _Bearer, near: dict[str, list[_Bearer]], apart: dict[str, frozenset[str]]) -> str:
    """The one form of which this and all fuller ones are short, else the form itself."""
    around = near[bearer.words[-1]]
    if len(around) > _CROWDED:
        return bearer.name
    family = [b for b in around if b.words[-1] == bearer.words[-1] and b is not bearer]
    if bearer.titles & _WIVES and any(b.gender == "male" or _unmarried(b) for b in family):
        return bearer.name
    fuller = [
        b for b in around if b.name not in apart.get(bearer.name, ()) and b is not bearer and _shortens(bearer, b)
    ]
    roots = [b for b in fuller if not any(b is not c and _shortens(b, c) for c in fuller)]
    return roots[0].name if len(roots) == 1 else bearer.name


def _unmarried(bearer: _Bearer) -> bool:
    return "miss" in bearer.titles


def _is_title(word: str) -> bool:
    """Whether the last word of a name is no surname: "Hamid Bey", "Hamidullah Begum"."""
    names = lexicon().names
    return word in names["titles"] or word in names["after_names"]


def _shortens(short: _Bearer, full: _Bearer) -> bool:
    """Whether one form can be short for the other: surname alone, initials for forenames, forenames left out."""
    a, b = short.words, full.words
    if len(a) > len(b) or a == b or (short.gender and full.gender and short.gender != full.gender):
        return False
    if _unmarried(short) and full.titles & _WIVES:
        return False
    if len(a) > 1:
        return a[-1] == b[-1] and (a[0] == b[0] or (len(a[0]) == 1 and b[0].startswith(a[0])))
    wives = lexicon().names["of_wives"]
    if len(a[0]) == 1 or (short.titles <= wives and full.gender != "female"):
        return False
    if a[0] == b[-1]:
        return True
    plain = not short.titles & _BEFORE_SURNAMES and not (short.titles == {""} and full.titles <= _NOBLE)
    return a[0] == b[0] and plain and not _is_title(b[-1])
