"""Runs of letters that several documents of a library share: kernels.

Each word start of the library gives the hash of the twenty-four letters that follow; sorted, equal ones stand together.
A hash that few places share is a seed: its letters are compared, and each two places in different documents make a pair.
One that many places share is a formula, which tells nothing of who had it from whom, and is kept apart. Pairs that lie
close on both sides are one passage, drawn out at both ends as far as the letters agree.
"""

from typing import Any

from loquitur.matching.compiled import eight, i64, inner, kernel, u64
from loquitur.matching.laying import drawn
from loquitur.matching.postings import KEY, PLACE
from loquitur.matching.seeking import document, point

__all__ = ["LONG", "grown", "long_keys", "pairs", "placed"]

LONG = 24
"""The letters of a seed."""
_ONE = 0x9E3779B97F4A7C15
_TWO = 0xD6E8FEB86659FD93
_THREE = 0xC2B2AE3D27D4EB4F


@kernel("i", "r-u1 r-u4 i u8 i8")
def long_keys(letters: Any, starts: Any, n: int, found: Any, sizes: Any) -> int:
    """An entry for each of n words that 24 letters follow within its document: as `postings.entries`, its place the word."""
    count = 0
    for s in range(n):
        i = i64(starts[s])
        mixed = (eight(letters, i) * u64(_ONE) ^ eight(letters, i + 8)) * u64(_TWO)
        mixed = ((mixed ^ mixed >> u64(31)) + eight(letters, i + 16)) * u64(_THREE)
        key = i64((mixed ^ mixed >> u64(29)) * u64(_ONE) >> u64(64 - KEY))
        found[count] = u64(key) << u64(PLACE) | u64(s)
        used = i64(letters[i + LONG - 1] != 0)
        sizes[key >> (KEY - 8)] += used
        count += used
    return count


@kernel("ii", "r-u8 i r-u1 r-u4 r-i8 i8 i8")
def pairs(rows: Any, most: int, letters: Any, starts: Any, bounds: Any, twos: Any, many: Any) -> Any:
    """The pairs of a sorted partition, and its formulas: how many of each, also where there is no room for them.

    A pair is two words; a formula its first word and the numbers of its places, more than `most`, and of its documents,
    more than one. `bounds` are the words at which documents begin, and the end.
    """
    place = (u64(1) << u64(PLACE)) - u64(1)
    count = 0
    formulas = 0
    i = 0
    while i < rows.size:
        key = rows[i] >> u64(PLACE)
        j = i + 1
        while j < rows.size and rows[j] >> u64(PLACE) == key:
            j += 1
        if j - i > most:
            spread = 1
            for x in range(i + 1, j):
                spread += document(bounds, i64(rows[x] & place)) != document(bounds, i64(rows[x - 1] & place))
            if spread > 1 and 3 * formulas + 2 < many.size:
                many[3 * formulas] = i64(rows[i] & place)
                many[3 * formulas + 1] = j - i
                many[3 * formulas + 2] = spread
            formulas += i64(spread > 1)
        elif j - i > 1:
            for x in range(i, j - 1):
                a = i64(rows[x] & place)
                for y in range(x + 1, j):
                    b = i64(rows[y] & place)
                    if document(bounds, a) != document(bounds, b) and _same(letters, i64(starts[a]), i64(starts[b])):
                        if 2 * count + 1 < twos.size:
                            twos[2 * count] = a
                            twos[2 * count + 1] = b
                        count += 1
        i = j
    return count, formulas


@inner
def _same(letters: Any, a: int, b: int) -> Any:
    """Whether the 24 letters at two places are equal."""
    same = eight(letters, a) == eight(letters, b) and eight(letters, a + 8) == eight(letters, b + 8)
    return same and eight(letters, a + 16) == eight(letters, b + 16)


@kernel("i", "r-i8 r-i8 i i r-u1 r-u4 r-i8 i8")
def grown(first: Any, second: Any, gap: int, drift: int, letters: Any, starts: Any, bounds: Any, out: Any) -> int:
    """Passages grown from pairs of words in order of documents, then of their distance, then of place: how many.

    A pair that follows the one before on nearly the same distance within `gap` words belongs to its passage. Each is six
    numbers: first and last letter on both sides, equal letters, and the pairs it holds.
    """
    count = 0
    i = 0
    while i < first.size:
        j = i + 1
        a, b = i64(starts[first[i]]), i64(starts[second[i]])
        a_end, b_end = a + LONG, b + LONG
        equal = LONG
        while (
            j < first.size
            and document(bounds, first[j]) == document(bounds, first[i])
            and document(bounds, second[j]) == document(bounds, second[i])
            and 0 <= first[j] - first[j - 1] <= gap
            and second[j] - second[j - 1] >= 0
            and abs((second[j] - first[j]) - (second[j - 1] - first[j - 1])) <= drift
        ):
            here = i64(starts[first[j]])
            equal += min(LONG, max(0, here + LONG - a_end))
            a_end = max(a_end, here + LONG)
            b_end = max(b_end, i64(starts[second[j]]) + LONG)
            j += 1
        back, more = drawn(letters, a - 1, -1, letters, b - 1, -1, -1)
        on, further = drawn(letters, a_end, letters.size, letters, b_end, letters.size, 1)
        row = out[6 * count : 6 * count + 6]
        row[0], row[1], row[2], row[3] = a - back, a_end + on, b - back, b_end + on
        row[4], row[5] = equal + more + further, j - i
        count += 1
        i = j
    return count


@kernel("-", "r-u1 r-i8 i8")
def placed(text: Any, points: Any, places: Any) -> None:
    """Bytes of a text become the code points before them."""
    for i in range(places.size):
        places[i] = point(text, points, places[i])
