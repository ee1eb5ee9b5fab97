"""Who is a man or a woman, as far as the text tells.

A title tells it ("Mrs. Hale"), else a forename from a list, else the pronouns that come next after the name: he or she
nearest behind a mention, with nobody named between, votes; three votes to one decide. Nothing is decided for people
whose forms contradict one another.
"""

import re
import tomllib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["find", "of_name", "of_pronoun"]

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Hh]im|[Hh]is|[Hh]imself|[Ss]he|[Hh]ers?|[Hh]erself)\b")
_OWN = re.compile(r"(?:his|her|himself|herself)\b")
_PARTED = re.compile(r"\n\n|[“”„«»\"]|[.!?][’']\s|(?<=\s)[‘']")
"""What parts a pronoun from a name: the end of a paragraph, or of somebody's words, in which others are meant."""
_REACH = 160
_DECIDED = 3
_BEYOND_CHANCE = 4
"""The square of how many standard deviations the votes must lie apart where many are cast."""


@cache
def _forenames() -> dict[str, str]:
    data = tomllib.loads(files("loquitur.language.words").joinpath("forenames.toml").read_text(encoding="utf-8"))
    male, female = set(data["male"].split()), set(data["female"].split())
    return {name: ("male" if name in male else "female") for name in male ^ female}


def of_pronoun(word: str) -> str:
    """The gender of a pronoun, or nothing."""
    return "male" if word.lower() in _HE else "female" if word.lower() in _SHE else ""


def of_name(title: str, words: Sequence[str]) -> str:
    """The gender that a title or a forename tells, or nothing."""
    names = lexicon().names
    for side in ("male", "female"):
        if title in names[side]:
            return side
    return _forenames().get(words[0], "") if words else ""


def find(text: str, forms: Iterable[tuple[str, str, Span]]) -> dict[str, str]:
    """The gender of each person by the fullest name, from (name, gender of the form, place) of all mentions."""
    rows = sorted(forms, key=lambda row: row[2])
    told: dict[str, set[str]] = defaultdict(set)
    for full, gender, _ in rows:
        told[full].add(gender)
    genders = {full: (sides - {""}).pop() for full, sides in told.items() if len(sides - {""}) == 1}
    votes = _votes(text, [(full, place) for full, _, place in rows])
    for full, sides in told.items():
        if not sides - {""}:
            he, she = votes[full]["male"], votes[full]["female"]
            clear = max(he, she) >= _DECIDED * max(1, min(he, she)) or (max(he, she) == 2 and not min(he, she))
            if clear or (he - she) ** 2 > _BEYOND_CHANCE * (he + she):
                genders[full] = "male" if he > she else "female"
    return genders


def _votes(text: str, places: Sequence[tuple[str, Span]]) -> dict[str, Counter[str]]:
    """How often the next pronoun after a name, with nobody named between, is he or she."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    pronouns = [(m.start(), of_pronoun(m[0])) for m in _PRONOUN.finditer(text)]
    starts = [at for at, _ in pronouns]
    for i, (full, place) in enumerate(places):
        until = min(place.end + _REACH, places[i + 1][1].start if i + 1 < len(places) else len(text))
        k = bisect_left(starts, place.end)
        if k < len(pronouns) and pronouns[k][0] < until and not _PARTED.search(text, place.end, pronouns[k][0]):
            own = _OWN.match(text, pronouns[k][0]) and not re.search(r"[.!?;]", text[place.end : pronouns[k][0]])
            votes[full][pronouns[k][1]] += 2 if own else 1
    return votes
