"""Who is a man or a woman, as far as the text tells.

A title tells it ("Mrs. Hale"), else a forename from a list, else the pronouns that come next after the name: he or she
nearest behind a mention, with nobody named between, votes; three votes to one decide. Nothing is decided for people
whose forms contradict one another.
"""

import re
import tomllib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cache
from importlib.resources import files

from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["decided", "find", "of_name", "of_pronoun", "votes"]

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Hh]im|[Hh]is|[Hh]imself|[Ss]he|[Hh]ers?|[Hh]erself)\b")
_OWN = re.compile(r"(?:his|her|himself|herself)\b")
_OTHER = re.compile(
    r"him\b|her(?=[.,;:!?)—–]|\s+(?:and|or|but|to|in|at|on|with|for|from|as|by|when|that|not|out|off|up|down|away)\b)"
)
"""In the sentence of a name "him" and a bare "her" are somebody else: "Hall answered for her."."""
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


def find(sides: Mapping[str, Set[str]], cast: Mapping[str, Counter[str]]) -> dict[str, str]:
    """The gender of each person by the fullest name: what the forms tell (`sides`), else the pronouns after them."""
    genders = {}
    for full, told in sides.items():
        known = list(told - {""})
        gender = decided(cast[full]) if not known else known[0] if len(known) == 1 else ""
        if gender:
            genders[full] = gender
    return genders


def decided(votes: Counter[str]) -> str:
    """What so many pronouns tell, or nothing."""
    he, she = votes["male"], votes["female"]
    clear = max(he, she) >= _DECIDED * max(1, min(he, she)) or (max(he, she) == 2 and not min(he, she))
    if clear or (he - she) ** 2 > _BEYOND_CHANCE * (he + she):
        return "male" if he > she else "female"
    return ""


def votes(text: str, places: Sequence[tuple[str, Span]]) -> dict[str, Counter[str]]:
    """How often the next pronoun after a form, with nobody named between, is he or she. `places`: of all persons, in order."""
    cast: dict[str, Counter[str]] = defaultdict(Counter)
    pronouns = [(m.start(), of_pronoun(m[0])) for m in _PRONOUN.finditer(text)]
    starts = [at for at, _ in pronouns]
    for i, (form, place) in enumerate(places):
        until = min(place.end + _REACH, places[i + 1][1].start if i + 1 < len(places) else len(text))
        k = bisect_left(starts, place.end)
        if k < len(pronouns) and pronouns[k][0] < until and not _PARTED.search(text, place.end, pronouns[k][0]):
            same = not re.search(r"[.!?;]", text[place.end : pronouns[k][0]])
            if same and _OTHER.match(text, pronouns[k][0]):
                continue
            cast[form][pronouns[k][1]] += 2 if same and _OWN.match(text, pronouns[k][0]) else 1
    return cast
