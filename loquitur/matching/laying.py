"""A quotation's letters laid beside a stretch of text: kernels.

Runs of at least five equal letters are the anchors; the best chain of them in the order of both sides is the alignment.
Between two runs letters may differ, be missing or be added at a cost; a long gap on the library's side costs little more
than a short one, because quotations leave out. That is sparse dynamic programming: its cost grows with the anchors, of
which natural text gives a few dozen, and not with the product of both lengths. Integer costs, ties to the earlier.
"""

from typing import Any

from loquitur.matching.compiled import eight, i64, inner, u64

__all__ = ["BEST", "RESULT", "RUNS", "TABLE", "anchored", "drawn", "lay"]

TABLE = 1024
"""Places in the table of five-letter runs."""
RUNS = 320
"""The most runs that are chained."""
RESULT = 8
"""Numbers in a result: the sum, equal letters, first and last letter of both sides, the longest close stretch, gaps."""
_FIVE = 0xFFFFFFFFFF
BEST = 4
"""What an equal letter adds to the sum."""
_DIFFERENT, _OPEN, _EXTRA, _LEFT_OUT = 3, 4, 3, 28
_BACK = 64
_TRIES = 12


@inner
def anchored(letters: Any, low: int, high: int, heads: Any, following: Any) -> None:
    """The table of the five-letter runs of the letters low to high."""
    heads[:] = -1
    for i in range(high - 5, low - 1, -1):
        slot = i64((eight(letters, i) & u64(_FIVE)) * u64(0x9E3779B97F4A7C15) >> u64(54))
        following[i] = heads[slot]
        heads[slot] = i


@inner
def lay(
    quote: Any,
    low: int,
    high: int,
    text: Any,
    size: int,
    room: Any,
    result: Any,
) -> None:
    """The best alignment of the quotation's letters low to high with the `size` letters of a text.

    `room` is four rows: the table that `anchored` filled, its second part, ends of diagonals, and runs.
    """
    result[:] = 0
    count = _anchors(quote, low, high, text, size, room)
    if count > 0:
        _told(quote, low, high, text, size, room[3], _chain(room[3], count), result)


@inner
def _anchors(quote: Any, low: int, high: int, text: Any, size: int, room: Any) -> int:
    """The runs of equal letters, in the order of the text: how many. Each is five numbers, the first three its own."""
    heads, following, ends, runs = room
    ends[: size + high - low + 1] = 0
    # The longer both sides, the more runs are equal by chance.
    least = 5 if high - low < 300 else 7 if high - low < 800 else 9
    count = 0
    for j in range(size - 4):
        five = eight(text, j) & u64(_FIVE)
        i = heads[i64(five * u64(0x9E3779B97F4A7C15) >> u64(54))]
        tries = 0
        while i >= 0 and tries < _TRIES:
            diagonal = j - i + high
            if j >= ends[diagonal] and eight(quote, i) & u64(_FIVE) == five and count < RUNS:
                length = 5
                while i + length < high and j + length < size and quote[i + length] == text[j + length]:
                    length += 1
                ends[diagonal] = j + length
                if length < least:
                    i = following[i]
                    continue
                runs[5 * count], runs[5 * count + 1], runs[5 * count + 2] = i, j, length
                count += 1
            i = following[i]
            tries += 1
    return count


@inner
def _chain(runs: Any, count: int) -> int:
    """The run that ends the best chain; of each the sum so far and the run before it are noted."""
    best = 0
    for a in range(count):
        i, j, length = runs[5 * a], runs[5 * a + 1], runs[5 * a + 2]
        gain = 0
        before = -1
        for b in range(a - 1, max(-1, a - 1 - _BACK), -1):
            if runs[5 * b] >= i or runs[5 * b + 1] >= j:
                continue
            over = max(0, runs[5 * b] + runs[5 * b + 2] - i, runs[5 * b + 1] + runs[5 * b + 2] - j)
            if over >= length:
                continue
            mine = i + over - runs[5 * b] - runs[5 * b + 2]
            other = j + over - runs[5 * b + 1] - runs[5 * b + 2]
            here = runs[5 * b + 3] - over * BEST - _cost(mine, other)
            if here > gain:
                gain = here
                before = b
        runs[5 * a + 3] = length * BEST + gain
        runs[5 * a + 4] = before
        if runs[5 * a + 3] > runs[5 * best + 3]:
            best = a
    return best


@inner
def _cost(mine: int, other: int) -> int:
    """What it costs to pass over letters of the quotation and of the text."""
    cost = _DIFFERENT * min(mine, other)
    if other > mine:
        return cost + min(_OPEN + _EXTRA * (other - mine), _LEFT_OUT + ((other - mine) >> 4))
    if mine > other:
        return cost + _OPEN + _EXTRA * (mine - other)
    return cost


@inner
def _told(quote: Any, low: int, high: int, text: Any, size: int, runs: Any, last: int, result: Any) -> None:
    """The chain that ends with a run, as a result; its ends are drawn out over letters that differ here and there."""
    a = last
    equal = 0
    close = 0
    longest = 0
    gaps = 0
    while True:
        before = runs[5 * a + 4]
        over = 0
        if before >= 0:
            mine = runs[5 * a] - runs[5 * before] - runs[5 * before + 2]
            other = runs[5 * a + 1] - runs[5 * before + 1] - runs[5 * before + 2]
            over = max(0, -mine, -other)
            wide = max(mine, other) + over
        equal += runs[5 * a + 2] - over
        close += runs[5 * a + 2] - over
        longest = max(longest, close)
        if before < 0:
            break
        if wide > 12:
            close = 0
            gaps += 1
        a = before
    i, j = runs[5 * a], runs[5 * a + 1]
    x, more = drawn(quote, i - 1, low - 1, text, j - 1, -1, -1)
    y, further = drawn(
        quote,
        runs[5 * last] + runs[5 * last + 2],
        high,
        text,
        runs[5 * last + 1] + runs[5 * last + 2],
        size,
        1,
    )
    result[0] = runs[5 * last + 3]
    result[1] = equal + more + further
    result[2], result[3] = i - x, runs[5 * last] + runs[5 * last + 2] + y
    result[4], result[5] = j - x, runs[5 * last + 1] + runs[5 * last + 2] + y
    result[6] = longest
    result[7] = gaps


@inner
def drawn(quote: Any, i: int, i_end: int, text: Any, j: int, j_end: int, step: int) -> tuple[int, int]:
    """How far an alignment goes on without a gap, and how many letters are equal there; a nought ends it."""
    sum_, best, reach, equal, at = 0, 0, 0, 0, 0
    kept = 0
    while i != i_end and j != j_end and sum_ > best - 8 and text[j] != 0 and quote[i] != 0:
        at += 1
        if quote[i] == text[j]:
            sum_ += 2
            equal += 1
        else:
            sum_ -= 2
        if sum_ > best:
            best, reach, kept = sum_, at, equal
        i += step
        j += step
    return reach, kept
