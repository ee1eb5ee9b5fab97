"""Whether two passages are one utterance, and which passages are copies of one text.

One utterance is told by the words: the passage holds nearly all of them in order, or so many, with one long run, that it
is the same in other words. Copies are told by what stands round the passage: whoever copies a text has the words before
and behind it too, whoever quotes has only the passage.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from loquitur.matching.differences import Laid, lay

__all__ = ["copies", "joined", "laid_beside"]

_SAME_SHARE = 700
"""So many letters of a thousand stand there in words of their order, and it is the same utterance."""
_STRETCH, _WHOLE_STRETCH = 16, 50
"""How much longer the place may be, in tenths; and where every word stands there."""
_SHORTEST = 12
"""Words that can be the same in other words."""
_CONTEXT = 400
_ALIKE = 600
"""So many of a thousand word pairs round two passages are the same, and one is a copy of the other's text."""
_FEWEST = 12


def laid_beside(words: str, text: str, start: int, end: int) -> Laid | None:
    """The words laid beside a place of a text; None where it is not one utterance with them."""
    reach = len(words) + 60
    laid = lay(words, text, max(0, start - reach), min(len(text), end + reach))
    if laid is None:
        return None
    return laid if _same(words, text, laid) or (laid.is_reworded and laid.words >= _SHORTEST) else None


def _same(words: str, text: str, laid: Laid) -> bool:
    letters = _letters(words)
    lost = sum(_letters(d.quote) for d in laid.differences)
    reach = _STRETCH if lost else _WHOLE_STRETCH
    close = 10 * _letters(text[laid.start : laid.end]) <= reach * letters
    return close and 1000 * (letters - lost) >= _SAME_SHARE * letters and laid.longest >= min(laid.words, 3)


def _letters(words: str) -> int:
    return sum(c.isalnum() for c in words)


def joined(laid: Laid) -> str:
    """Why a passage belongs to the saying, in words."""
    changes = sum(not d.marked for d in laid.differences)
    if not laid.differences:
        return "the same words"
    if all(d.op == "inserted" for d in laid.differences):
        return "a part of the words"
    if laid.share < _SAME_SHARE:
        return "in other words"
    gaps = len(laid.differences) - changes
    told = [f"{changes} change{'s' * (changes != 1)}"] * bool(changes) + [f"{gaps} marked"] * bool(gaps)
    return "the same words but for " + " and ".join(told)


def copies(places: Sequence[tuple[str, int, int]]) -> list[int]:
    """The number of the origin of each place (text, start, end), from 1: copies of one text share it."""
    around = [_around(*place) for place in places]
    origins: list[int] = []
    for i, pairs in enumerate(around):
        same = next((origins[j] for j in range(i) if _alike(pairs, around[j])), None)
        origins.append(same if same is not None else max(origins, default=0) + 1)
    return origins


def _around(text: str, start: int, end: int) -> frozenset[tuple[str, str]]:
    """The pairs of neighbouring words before and behind a passage."""
    sides = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    rows = [re.findall(r"\w+", side.casefold()) for side in sides]
    return frozenset(pair for row in rows for pair in pairwise(row))


def _alike(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    fewer = min(len(one), len(other))
    return fewer >= _FEWEST and 1000 * len(one & other) >= _ALIKE * fewer
