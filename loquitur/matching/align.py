"""Two rows of words laid beside each other, word by word.

The quotation is used up whole, the source may begin and end anywhere, and a gap on the source's side is cheap to
extend, because quotations leave out. Affine gaps after Gotoh (1982); integer weights, ties broken in one order, so that
the same input gives the same alignment everywhere. Long rows are laid by their common runs instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["Run", "align"]

_MATCH, _MISMATCH, _EXTRA, _OPEN = 100, -70, -60, -60
_EXTEND, _EXTEND_SHOWN = -10, -1
_CELLS = 3_000_000


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
        return _by_runs(quote, source)
    return _merge(_trace(*_table(quote, source, _EXTEND_SHOWN if shown else _EXTEND)), quote, source)


def _by_runs(quote: Sequence[str], source: Sequence[str]) -> list[Run]:
    ops = SequenceMatcher(None, quote, source, autojunk=False).get_opcodes()
    runs = [Run(tag == "equal", a, b, c, d) for tag, a, b, c, d in ops]
    while runs and runs[0].a == runs[0].b:
        runs.pop(0)
    while runs and runs[-1].a == runs[-1].b:
        runs.pop()
    return runs


def _table(quote: Sequence[str], source: Sequence[str], extend: int) -> tuple[list[bytearray], int]:
    """The moves that lead to each cell, and the source column at which the best alignment ends.

    Moves: 0 none, 1 match or mismatch, 2 a word of the quotation alone, 3 a word of the source alone; 4 is added where
    the gap on the source's side came from another gap.
    """
    low = -(10**9)
    best = [0] * (len(source) + 1)
    moves = [bytearray(len(source) + 1)]
    for word in quote:
        row = [best[0] + _EXTRA]
        gap, path = low, bytearray(len(source) + 1)
        path[0] = 2
        for j, other in enumerate(source, 1):
            diagonal = best[j - 1] + (_MATCH if word == other else _MISMATCH)
            alone = best[j] + _EXTRA
            opened, extended = row[j - 1] + _OPEN, gap + extend
            gap, longer = (extended, 4) if extended > opened else (opened, 0)
            if diagonal >= alone and diagonal >= gap:
                row.append(diagonal)
                path[j] = 1 | longer
            elif alone >= gap:
                row.append(alone)
                path[j] = 2 | longer
            else:
                row.append(gap)
                path[j] = 3 | longer
        best = row
        moves.append(path)
    return moves, max(range(len(best)), key=lambda j: (best[j], -j))


def _trace(moves: list[bytearray], end: int) -> list[tuple[int, int, int]]:
    """The moves from the end back to the first word of the quotation, in order: (move, row, column)."""
    steps, i, j = [], len(moves) - 1, end
    in_gap = False
    while i > 0:
        cell = moves[i][j]
        move = 3 if in_gap else cell & 3
        steps.append((move, i, j))
        if move == 3:
            in_gap = bool(cell & 4)
            j -= 1
        elif move == 1:
            i, j = i - 1, j - 1
        else:
            i -= 1
    return steps[::-1]


def _merge(steps: list[tuple[int, int, int]], quote: Sequence[str], source: Sequence[str]) -> list[Run]:
    """Single moves joined to runs of equal and of differing words."""
    runs: list[Run] = []
    for move, i, j in steps:
        a, c = i - (move != 3), j - (move != 2)
        equal = move == 1 and quote[i - 1] == source[j - 1]
        if runs and runs[-1].equal == equal:
            last = runs.pop()
            runs.append(Run(equal, last.a, i, last.c, j))
        else:
            runs.append(Run(equal, a, i, c, j))
    while runs and runs[-1].a == runs[-1].b:
        runs.pop()
    return runs
