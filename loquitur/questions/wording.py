"""The words of a question that say what it is about, and how much of them some other words share.

Words are compared by their stems, so that number, tense and the article do not matter, and a people stands for its land
("China", "Chinese"). The measure is a share of the question's words in hundredths, so that a long passage is no nearer
than a short one.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from loquitur.language.words.known import known

__all__ = ["content", "denies", "shared", "stems"]

_STOP = frozenset(
    """
    about after again against also all and any anyone anybody are been before being but could did does for from had has
    have her him his how into its more most not only ought over people person said same should some spoke speak such than
    that the their them then there these they this those through too under upon very was were what when where which
    while who whom whose why will with would your our you ever never one two
    """.split()  # noqa: SIM905 - one a line would fill a page
)
_WORD = re.compile(r"[^\W_]{3,}(?:['’][a-z]+)?")
_HELD = re.compile(rf"{_WORD.pattern}|\d+")
_NOT = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without)\b|n['’]t\b", re.I)
_PEOPLE = re.compile(r"(?:lese|ese|ians?|eans?|ans?|ish|ic|s)$")
_ENDINGS = re.compile(r"(?:'s|s'|ings?|ed|ers?|ions?|ally|ly|es|s|e)$")


def content(words: str) -> list[str]:
    """The words that say what it is about, in order."""
    found = _WORD.findall(words[:2000])
    return [w for w in found if w.lower() not in _STOP] or found


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """What a word's forms have in common."""
    lower = word.casefold().replace("’", "'")
    bare = _ENDINGS.sub("", lower)
    return bare if len(bare) > 2 else lower


@lru_cache(maxsize=50_000)
def _kin(one: str, other: str) -> bool:
    """ "China" and "Chinese", by the ending, or from a list ("France", "French")."""
    a, b = one.casefold(), other.casefold()
    if any(a in row and b in row for row in _irregular()):
        return True
    return any(_of_land(people, land) for people, land in ((a, b), (b, a)) if people in known().nations)


def _of_land(people: str, land: str) -> bool:
    base = _PEOPLE.sub("", people)
    return len(base) > 2 and land.startswith(base) and len(land) - len(base) <= 3


@cache
def _irregular() -> tuple[frozenset[str], ...]:
    data = tomllib.loads(files(__package__).joinpath("questions-en.toml").read_text(encoding="utf-8"))
    return tuple(frozenset(row.split()) for row in data["lands"]["irregular"])


def stems(words: str) -> frozenset[str]:
    """What the words that say what it is about have in common with their other forms."""
    return frozenset(_stem(w) for w in _WORD.findall(words[:2000]) if w.lower() not in _STOP)


def denies(words: str) -> bool:
    """Whether the words hold a negation, so that the like without one says the contrary."""
    return bool(_NOT.search(words))


def shared(words: Sequence[str], text: str) -> int:
    """How many of the words, in hundredths, stand in a text in some form; of a compound every part of some length."""
    held = set(_HELD.findall(text))
    stems = {_stem(w) for w in held}
    named = [w for w in held if w[0].isupper()]
    found = [
        ((parts := _HELD.findall(w)) and all(_stem(part) in stems for part in parts))
        or (w[0].isupper() and any(_kin(w, n) for n in named))
        for w in words
    ]
    return 100 * sum(found) // len(words) if words else 0
