"""Two rows of words laid beside each other, word by word.

The quotation is used up whole, the source may begin and end anywhere, and a gap on the source's side is cheap to
extend, because quotations leave out. Affine gaps after Gotoh (1982); integer weights, ties broken in one order, so that
the same input gives the same alignment everywhere. The whole table is filled, by a kernel, in two or three
nanoseconds a cell. Rows too long for a table of 32 million cells are parted first, at runs of words that stand once on
either side, and where there are none in halves: the time grows with the longer row, not with the product of both.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from loquitur.matching.compiled import kernel

__all__ = ["Run", "align"]

_MATCH, _MISMATCH, _EXTRA, _OPEN = 100, -70, -60, -60
_EXTEND, _EXTEND_SHOWN = -10, -1
_CELLS = 32_000_000
_RUN, _MARGIN = 4, 50


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the alignment: words a to b of the quotation beside words c to d of the source."""

    equal: bool
    a: int
    b: int
    c: int
    d: int


def align(quote: Sequence[str], source: Sequence[str], *, shown: bool = False) -> list[Run]:
    """The alignment as runs in order; their quotation words cover the quotation, source ends outside are left off.

    `shown`: the quotation itself shows that it leaves out, so that whole paragraphs may be gone between two words.
    """
    if not quote or not source:
        return [Run(False, 0, len(quote), 0, 0)] if quote else []
    if len(quote) * len(source) > _CELLS:
        return _by_anchors(quote, source, shown)
    return _merge(_steps(quote, source, _EXTEND_SHOWN if shown else _EXTEND), quote, source)


def _by_anchors(quote: Sequence[str], source: Sequence[str], shown: bool) -> list[Run]:
    """The alignment of rows too long for one table: by the words of runs that stand once on either side.

    What lies between two anchors is laid by itself, half beside half where that is too long again.
    """
    runs: list[Run] = []
    a = c = 0
    for i, j in _anchors(quote, source):
        if i < a or j < c:
            continue
        runs += _between(quote[a:i], source[c:j], a, c, shown, -1 if a == 0 else 0)
        n = _RUN
        while i + n < len(quote) and j + n < len(source) and quote[i + n] == source[j + n]:
            n += 1
        runs.append(Run(True, i, i + n, j, j + n))
        a, c = i + n, j + n
    runs += _between(quote[a:], source[c:], a, c, shown, 1 if runs else 0)
    return _bare(runs)


def _between(quote: Sequence[str], source: Sequence[str], a: int, c: int, shown: bool, free: int) -> list[Run]:
    """Runs that use up both rows, which begin at words a and c; free -1 and 1: the source may begin or end anywhere."""
    reach = 2 * len(quote) + _MARGIN
    if free < 0:
        c, source = c + max(0, len(source) - reach), source[-reach:]
    elif free > 0:
        source = source[:reach]
    b, d = a + len(quote), c + len(source)
    if not quote and (free or not source):
        return []
    if len(quote) > 1 and len(quote) * len(source) > _CELLS:
        # No run stands once: half beside half, in which some do again, and which in the end fit a table.
        x, y = len(quote) // 2, len(source) // 2
        return [
            *_between(quote[:x], source[:y], a, c, shown, min(free, 0)),
            *_between(quote[x:], source[y:], a + x, c + y, shown, max(free, 0)),
        ]
    if not quote or not source or len(quote) * len(source) > _CELLS:
        return [Run(False, a, b, c, d)]
    laid = [Run(r.equal, a + r.a, a + r.b, c + r.c, c + r.d) for r in align(quote, source, shown=shown)]
    before = [] if free < 0 else [Run(False, a, a, c, laid[0].c)]
    after = [] if free > 0 else [Run(False, b, b, laid[-1].d, d)]
    return [*before, *laid, *after]


def _anchors(quote: Sequence[str], source: Sequence[str]) -> list[tuple[int, int]]:
    """Where runs of words that stand once on either side begin on both, as many as have one order on both sides."""
    ours, theirs = _once(quote), _once(source)
    pairs = [(i, theirs[run]) for run, i in ours.items() if run in theirs]
    # The longest rising row (Fredman 1975): the last of the best row of each length, and what came before it.
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for k, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        ends[at : at + 1] = [j]
        last[at : at + 1] = [k]
        before[k] = last[at - 1] if at else -1
    chain, k = [], last[-1] if last else -1
    while k >= 0:
        chain.append(pairs[k])
        k = before[k]
    return chain[::-1]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The runs of words that stand once, and where, in order."""
    found: dict[tuple[str, ...], int] = {}
    for i in range(len(words) - _RUN + 1):
        run = tuple(words[i : i + _RUN])
        found[run] = -1 if run in found else i
    return {run: i for run, i in found.items() if i >= 0}


def _bare(runs: list[Run]) -> list[Run]:
    """The runs, neighbours of one kind joined, without what stands before and after the quotation in the source."""
    joined: list[Run] = []
    for run in runs:
        if run.a == run.b and run.c == run.d:
            continue
        if joined and joined[-1].equal == run.equal:
            run = Run(run.equal, joined[-1].a, run.b, joined.pop().c, run.d)
        joined.append(run)
    while joined and joined[0].a == joined[0].b:
        joined.pop(0)
    while joined and joined[-1].a == joined[-1].b:
        joined.pop()
    return joined


def _steps(quote: Sequence[str], source: Sequence[str], extend: int) -> list[list[int]]:
    """The moves from the first word of the quotation to the last: (move, row, column)."""
    numbers: dict[str, int] = {}
    mine, other = (np.array([numbers.setdefault(w, len(numbers)) for w in row], np.int64) for row in (quote, source))
    width = len(source) + 1
    moves, rows = np.empty((len(quote) + 1) * width, np.uint8), np.empty(2 * width, np.int64)
    steps = np.empty(3 * (len(quote) + width), np.int64)
    count = path(mine, other, extend, moves, rows, steps)
    found: list[list[int]] = steps[: 3 * count].reshape(count, 3)[::-1].tolist()
    return found


@kernel("i", "r-i8 r-i8 i u1 i8 i8")
def path(quote: Any, source: Any, extend: int, moves: Any, rows: Any, steps: Any) -> int:
    """The best alignment as steps of three numbers, the last first: how many.

    A step is its move, and the words of the quotation and of the source up to its end. Moves: 1 match or mismatch, 2 a
    word of the quotation alone, 3 a word of the source alone; in the table of moves 4 is added where the gap on the
    source's side came from another gap.
    """
    width = source.size + 1
    best, row = rows[:width], rows[width:]
    best[:] = 0
    for i in range(1, quote.size + 1):
        row[0] = best[0] + _EXTRA
        moves[i * width] = 2
        gap = -(1 << 40)
        for j in range(1, width):
            diagonal = best[j - 1] + (_MATCH if quote[i - 1] == source[j - 1] else _MISMATCH)
            alone = best[j] + _EXTRA
            opened, extended = row[j - 1] + _OPEN, gap + extend
            longer = 4 if extended > opened else 0
            gap = max(opened, extended)
            if diagonal >= alone and diagonal >= gap:
                row[j] = diagonal
                moves[i * width + j] = 1 | longer
            elif alone >= gap:
                row[j] = alone
                moves[i * width + j] = 2 | longer
            else:
                row[j] = gap
                moves[i * width + j] = 3 | longer
        best, row = row, best
    i, j, count = quote.size, 0, 0
    for k in range(width):
        if best[k] > best[j]:
            j = k
    in_gap = False
    while i > 0:
        cell = moves[i * width + j]
        move = 3 if in_gap else cell & 3
        steps[3 * count], steps[3 * count + 1], steps[3 * count + 2] = move, i, j
        count += 1
        in_gap = move == 3 and cell & 4 != 0
        i -= move != 3
        j -= move != 2
    return count


def _merge(steps: list[list[int]], quote: Sequence[str], source: Sequence[str]) -> list[Run]:
    """Single moves joined to runs of equal and of differing words."""
    runs = []
    for move, i, j in steps:
        a, c = i - (move != 3), j - (move != 2)
        runs.append(Run(move == 1 and quote[a] == source[c], a, i, c, j))
    return _bare(runs)
