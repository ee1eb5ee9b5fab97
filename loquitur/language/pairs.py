"""Whether a sentence puts one of two named beside the other or against: a linear model over readable features.

The features are words and short runs of words, stemmed, with their place: before the first name, between the two, behind
the second; and the classes of our word lists. Every other name counts as one word. The weights are whole numbers, so that
a sum is the same everywhere; `models/stances-en.md` tells how they were made, and how well it does.

Limit: it knows the English of news. What it gives is a likelihood, and only what is far above even is used.
"""

import gzip
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from loquitur.language.sides import SIDES, sides
from loquitur.model import Side

__all__ = ["CLASSES", "NAME", "VERSION", "Token", "features", "judge", "tokens"]

VERSION = "stances-en 1"
CLASSES = ("none", "first for second", "second for first", "first against second", "second against first")
NAME = "<N>"
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[\"“”,;:()—–?!.]")
_ENDINGS = (
    ["ingly", "edly", "ation", "ations", "ings", "ing", "ied", "ies", "ed", "es", "er", "ers", "s", "ly", "ment", "ion", "ions", "ism", "ive"]
)  # fmt: skip
_MARKED = frozenset({"by", "not", "never", "for", "against", "of", "with", "to"})
_BEING = frozenset({"was", "were", "been", "is", "be"})
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a sentence."""

    start: int
    end: int
    lower: str
    stem: str
    capital: bool


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of a range of the text."""
    found = []
    for m in _TOKEN.finditer(text, start, end):
        lower = m.group().lower().replace("’", "'")
        found.append(Token(m.start(), m.end(), lower, _stem(lower), m.group()[0].isupper()))
    return found


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if not word[0].isalnum():
        return word
    word = re.sub(r"(?:'s|s')$", "", word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word.rstrip("e") if len(word) > 4 else word


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    told = sides()
    lists = {"VA": told.object["against"], "VF": told.object["for"], "N": told.negative, "P": told.positive}
    return {w: tuple(c for c, listed in lists.items() if w in listed) for listed in lists.values() for w in listed}


def features(row: Sequence[Token], first: tuple[int, int], second: tuple[int, int]) -> list[str]:
    """What is known of two names of a sentence, given by their half-open ranges of tokens, the first before the second."""
    return list(dict.fromkeys(_features(row, first, second)))


def _features(row: Sequence[Token], first: tuple[int, int], second: tuple[int, int]) -> Iterator[str]:
    (start, left), (right, end) = first, second
    between = [_shape(t, left + n) for n, t in enumerate(row[left:right])]
    before = [_shape(t, max(0, start - _AROUND) + n) for n, t in enumerate(row[max(0, start - _AROUND) : start])]
    behind = [_shape(t, end + n) for n, t in enumerate(row[end : end + _AROUND])]
    yield from _inner(between, row[left:right])
    yield from _outer(before, behind)
    for token in row:
        yield f"s:{token.stem}"
        yield from (f"sc:{c}" for c in _classes().get(token.lower, ()))
    yield f"start:{min(start, 3)}"
    yield f"end:{min(len(row) - end, 3)}"


def _shape(token: Token, at: int) -> str:
    return NAME if token.capital and at else token.stem


def _inner(between: Sequence[str], row: Sequence[Token]) -> Iterator[str]:
    """What stands between the two names."""
    count = len(between)
    yield f"d:{count}" if count < 6 else f"d:{count // 4}-"
    yield from (f"b:{x}" for x in between)
    yield from (f"bc:{c}" for t in row for c in _classes().get(t.lower, ()))
    yield from (f"bb:{a}_{b}" for a, b in pairwise(between))
    for n in range(min(3, count)):
        near, far = between[n], between[count - 1 - n]
        yield from (f"p+{n + 1}:{near}", f"q-{n + 1}:{far}", f"p+:{near}", f"q-:{far}")
    if 0 < count <= 3:
        yield "all:" + "_".join(between)
    if count > 1:
        yield f"pq:{between[0]}_{between[-1]}"
        yield f"p12:{between[0]}_{between[1]}"
        yield f"q12:{between[-2]}_{between[-1]}"
    order = [c for t in row for c in _in_order(t)]
    yield "seq:" + "_".join(order[:6])
    yield f"caps:{min(4, sum(t.capital for t in row))}"
    yield f"quote:{int(any(t.lower in ('“', chr(34)) for t in row))}"


def _in_order(token: Token) -> Iterator[str]:
    yield from _classes().get(token.lower, ())
    if token.lower in _MARKED:
        yield token.lower
    if token.lower in _BEING:
        yield "BE"


def _outer(before: Sequence[str], behind: Sequence[str]) -> Iterator[str]:
    """What stands before the first name and behind the second."""
    yield from (f"q+{n + 1}:{x}" for n, x in enumerate(behind[:3]))
    yield from (f"q+:{x}" for x in behind[:5])
    if len(behind) > 1:
        yield f"qa12:{behind[0]}_{behind[1]}"
    yield from (f"a:{x}" for x in behind)
    yield from (f"p-{n + 1}:{x}" for n, x in enumerate(before[::-1][:3]))
    if len(before) > 1:
        yield f"pb12:{before[-2]}_{before[-1]}"
    yield from (f"f:{x}" for x in before)


# ---- the model ----


@cache
def _weights() -> tuple[dict[str, tuple[int, ...]], tuple[int, ...]]:
    """The weights of each feature by class, in hundredths; and the bias."""
    data = gzip.decompress(files("loquitur.language.models").joinpath("stances-en.tsv.gz").read_bytes()).decode()
    rows = {}
    for line in data.splitlines():
        name, *told = line.split("\t")
        rows[name] = tuple(map(int, told))
    return rows, rows.pop("")


def scores(row: Sequence[Token], first: tuple[int, int], second: tuple[int, int]) -> list[int]:
    """The sum of the weights for each class, in hundredths."""
    weights, bias = _weights()
    total = list(bias)
    for name in set(_features(row, first, second)):
        told = weights.get(name)
        if told:
            for n in range(5):
                total[n] += told[n]
    return total


def judge(row: Sequence[Token], first: tuple[int, int], second: tuple[int, int]) -> tuple[Side, bool, int] | None:
    """The likeliest side with whether the second holds it, and its likelihood in per cent; None where none is likeliest."""
    told = scores(row, first, second)
    best = max(range(5), key=lambda n: (told[n], -n))
    if best == 0:
        return None
    likelihood = round(100 / sum(math.exp((t - told[best]) / 100) for t in told))
    return SIDES[best < 3], best in (2, 4), likelihood
