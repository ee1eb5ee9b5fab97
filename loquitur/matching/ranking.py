"""The places of a quotation in their order, and how sure each is.

The order is that of likeness; of places alike the one whose keys weigh more, then the documents' order and the place. How
sure a place is tells another measure, which sets formulas apart from use of the very words. Whether it is chance tells
what stands there beside that: a share says little of a short quotation, common words say little of any, and what agrees
in two pieces far apart is seldom one. Below a certain evidence most places are chance, a little above it nearly none. So
it is not told finer than it tells: see `told`.
"""

from typing import Any

from loquitur.matching.compiled import inner, kernel
from loquitur.matching.laying import BEST
from loquitur.matching.seeking import PLACE

__all__ = ["HELD", "RANKED", "ranked", "told"]

RANKED = 5
"""Numbers of a place in its order: document's rank, first and last code point, how sure, in thousandths, and evidence."""
HELD = 3
"""Numbers kept of each place while it is ranked: which comes at this place of the order; its rest; its likeness."""
_UNSURE, _CHANCE, _LIKELY = 300, 780, 700
"""What is told of evidence below the second number, and the least that is told of more: `benchmarks/sureness.py`."""
_ENOUGH = 100
"""Equal letters, and weight of keys, that no longer quotation needs."""
_APART = 200
"""What speaks against a place that is much longer than what it explains."""
_FAINT = 150
_SURE = 30
"""Letters of a close stretch that is no chance."""
_FORMULA = 800
"""What letters that nothing explains cost, in thousandths of the quotation, beside words that stand in more documents."""
_ALIKE = 16
"""The places most alike, among which it is asked whether other documents have the same piece."""


@kernel("i", "i8 i i i i8 i8")
def ranked(places: Any, count: int, letters: int, limit: int, held: Any, best: Any) -> int:
    """The best places, none over another, no more than `limit`: how many. `letters`: those of the quotation.

    `held` has room for HELD numbers of each place, `best` for RANKED numbers of each that is told.
    """
    for x in range(count):
        rest = _rest(places, count, x)
        held[HELD * x + 1], held[HELD * x + 2] = rest, _likeness(places, x, rest, letters)
        y = x
        while y > 0 and _before(places, held, x, held[HELD * (y - 1)]):
            held[HELD * y] = held[HELD * (y - 1)]
            y -= 1
        held[HELD * y] = x
    kept, sure, evidence = 0, 1000, 2000
    for y in range(count):
        x = held[HELD * y]
        if held[HELD * x + 2] < _FAINT or kept == limit:
            break
        if not _over(places, x, best, kept):
            here = _sureness(places, count, x, letters, held)
            sure, evidence = min(sure, here), min(evidence, _evidence(places, x, here))
            row = best[RANKED * kept : RANKED * (kept + 1)]
            row[0], row[1], row[2] = places[PLACE * x], places[PLACE * x + 1], places[PLACE * x + 2]
            row[3], row[4] = sure, evidence
            kept += 1
    return kept


@inner
def _before(places: Any, held: Any, x: int, y: int) -> Any:
    """Whether a place comes before another."""
    if held[HELD * x + 2] != held[HELD * y + 2]:
        return held[HELD * x + 2] > held[HELD * y + 2]
    if places[PLACE * x + 8] != places[PLACE * y + 8]:
        return places[PLACE * x + 8] > places[PLACE * y + 8]
    for n in range(3):
        if places[PLACE * x + n] != places[PLACE * y + n]:
            return places[PLACE * x + n] < places[PLACE * y + n]
    return False


@inner
def _over(places: Any, x: int, best: Any, kept: int) -> bool:
    """Whether a place lies over one that is kept already."""
    found = False
    first, last = places[PLACE * x + 1], places[PLACE * x + 2]
    for t in range(kept):
        found |= best[RANKED * t] == places[PLACE * x] and best[RANKED * t + 1] < last and first < best[RANKED * t + 2]
    return found


@inner
def _rest(places: Any, count: int, x: int) -> Any:
    """The sum of the place that best explains what this one leaves over: then the quotation is run together from both."""
    rest = 0
    first, last = places[PLACE * x + 3], places[PLACE * x + 4]
    for y in range(count):
        if places[PLACE * y + 7] >= _SURE:
            over = max(0, min(last, places[PLACE * y + 4]) - max(first, places[PLACE * y + 3]))
            if 4 * over < places[PLACE * y + 4] - places[PLACE * y + 3]:
                rest = max(rest, places[PLACE * y + 6] - BEST * over)
    return rest


@inner
def _likeness(places: Any, x: int, rest: int, letters: int) -> Any:
    """How like the words there are, in thousandths.

    The mean of two shares of the quotation: its letters that are equal there, and the alignment's sum, which long runs
    make and gaps diminish. What another place explains of the rest counts three tenths.
    """
    equal, total = places[PLACE * x + 5], places[PLACE * x + 6]
    return min(1000, (500 * min(equal, letters) + (500 * total + 300 * rest) // BEST) // letters)


@inner
def _sureness(places: Any, count: int, x: int, letters: int, held: Any) -> Any:
    """How sure it is that the words come from there, in thousandths.

    Equal letters above all; the share of the quotation that the place spans counts as its runs do, for chance makes short
    clean pieces, and a true source explains from end to end. Where another document has the same piece, it is a formula,
    and says nothing of what stands about it: then the letters that nothing explains count against the place.
    """
    rest, span = held[HELD * x + 1], places[PLACE * x + 4] - places[PLACE * x + 3]
    equal, total = places[PLACE * x + 5], places[PLACE * x + 6]
    sure = (600 * min(equal, letters) + (200 * total + 400 * rest) // BEST + 200 * span) // letters
    loose = letters - span - rest // BEST
    if loose > 0 and _is_formula(places, min(count, _ALIKE), x, held):
        sure -= _FORMULA * loose // letters
    return max(1, min(1000, sure))


@inner
def _evidence(places: Any, x: int, sure: int) -> Any:
    """What speaks for a place and against chance: its sureness, and what does not shrink with the quotation.

    That is the letters that agree, and how rare their keys are in the library. Its weights are those of a logistic
    regression, rounded.
    """
    length, span = places[PLACE * x + 2] - places[PLACE * x + 1], places[PLACE * x + 4] - places[PLACE * x + 3]
    equal, weight = min(_ENOUGH, places[PLACE * x + 5]), min(_ENOUGH, places[PLACE * x + 8])
    apart = _APART if 2 * length > 3 * span + 48 else 0
    return max(1, sure + 2 * equal + 3 * weight // 2 - apart)


@inner
def _is_formula(places: Any, alike: int, x: int, held: Any) -> bool:
    """Whether a place in another document, of the first in order, explains most of what this one does."""
    found = False
    first, last = places[PLACE * x + 3], places[PLACE * x + 4]
    for t in range(alike):
        y = held[HELD * t]
        over = min(last, places[PLACE * y + 4]) - max(first, places[PLACE * y + 3])
        found |= (
            10 * places[PLACE * y + 5] >= 7 * places[PLACE * x + 5]
            and places[PLACE * y] != places[PLACE * x]
            and 10 * over >= 7 * (last - first)
        )
    return found


def told(sure: int, evidence: int) -> int:
    """How sure a place is said to be: chance is not parted from chance, nor what is little more from what is more."""
    return _UNSURE if evidence < _CHANCE else max(sure, _LIKELY)
