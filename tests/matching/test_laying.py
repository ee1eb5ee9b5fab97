"""A quotation's letters laid beside a stretch of text, held against a slow, obvious twin."""

import random
from functools import cache
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from loquitur.matching import laying
from loquitur.matching.compiled import kernel
from loquitur.matching.laying import RESULT, RUNS, TABLE

LETTERS = st.lists(st.integers(1, 3), max_size=30)


@kernel("-", "u1 i u1 i i8 i8 i8 i8 i8")
def lay(
    quote: Any, high: int, text: Any, size: int, heads: Any, following: Any, ends: Any, runs: Any, result: Any
) -> None:
    """The kernel's own, to be called from here."""
    laying.anchored(quote, 0, high, heads, following)
    laying.lay(quote, 0, high, text, size, (heads, following, ends, runs), result)


def row(letters: list[int]) -> NDArray[np.uint8]:
    return np.array([*letters, *([0] * 16)], np.uint8)


def laid(quote: list[int], text: list[int]) -> list[int]:
    """The result of the kernel."""
    result = np.zeros(RESULT, np.int64)
    room = (np.zeros(TABLE, np.int64), np.zeros(500, np.int64), np.zeros(2000, np.int64), np.zeros(5 * RUNS, np.int64))
    lay(row(quote), len(quote), row(text), len(text), *room, result)
    told: list[int] = result.tolist()
    return told


def best_sum(quote: list[int], text: list[int]) -> int:
    """The best sum of a chain of runs of five and more equal letters, by trying every way: the slow twin."""
    runs = []
    for i in range(len(quote)):
        for j in range(len(text)):
            n = 0
            while i + n < len(quote) and j + n < len(text) and quote[i + n] == text[j + n]:
                n += 1
            if n >= 5 and (i == 0 or j == 0 or quote[i - 1] != text[j - 1]):
                runs.append((i, j, n))

    @cache
    def ending(run: tuple[int, int, int]) -> int:
        i, j, n = run
        ways = [0]
        for a, b, m in runs:
            over = max(0, a + m - i, b + m - j)
            if a < i and b < j and over < n:
                ways.append(ending((a, b, m)) - 4 * over - cost(i + over - a - m, j + over - b - m))
        return 4 * n + max(ways)

    return max(map(ending, runs), default=0)


def cost(mine: int, other: int) -> int:
    """What letters that differ, are missing or are left out cost between two runs."""
    differ = 3 * min(mine, other)
    if other > mine:
        return differ + min(4 + 3 * (other - mine), 28 + (other - mine) // 16)
    return differ + (4 + 3 * (mine - other) if mine > other else 0)


@given(LETTERS, LETTERS, LETTERS)
def test_lay_has_the_best_sum_there_is(before: list[int], quote: list[int], after: list[int]) -> None:
    text = before + quote[: len(quote) // 2] + after + quote[len(quote) // 2 :]
    assert laid(quote, text)[0] == best_sum(quote, text)


@given(st.integers(0, 1000), st.integers(0, 60), st.integers(0, 3))
def test_lay_finds_a_damaged_quotation_from_end_to_end(seed: int, at: int, damages: int) -> None:
    rng = random.Random(seed)
    text = [rng.randint(1, 26) for _ in range(200)]
    quote = text[at : at + 100]
    for _ in range(damages):
        quote[rng.randrange(20, 80)] = 30
    total, equal, first, last, begin, end, close, gaps = laid(quote, text)
    assert (first, last, begin, end) == (0, 100, at, at + 100)
    assert equal >= 100 - damages - 4 * damages
    assert equal == sum(a == b for a, b in zip(quote, text[at:], strict=False)) or damages
    assert gaps == 0
    assert total <= 4 * equal
    assert close <= equal


def test_lay_passes_over_what_the_quotation_leaves_out() -> None:
    rng = random.Random(1)
    text = [rng.randint(1, 26) for _ in range(400)]
    total, equal, first, last, begin, end, _, gaps = laid(text[20:60] + text[300:350], text)
    assert (equal, first, last, begin, end, gaps) == (90, 0, 90, 20, 350, 1)
    assert total == 4 * 90 - 28 - 240 // 16


def test_lay_of_what_does_not_agree_is_nothing() -> None:
    assert laid([1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1])[0] == 0
