"""Words laid beside each other."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.matching import align as module
from loquitur.matching.align import Run, align

WORDS = st.lists(st.sampled_from("abcdefg"), max_size=14)


def best_score(quote: list[str], source: list[str]) -> int:
    """The best sum by trying every way, with the weights of the kernel: the slow, obvious twin."""
    memo: dict[tuple[int, int, bool], int] = {}

    def rest(i: int, j: int, gap: bool) -> int:
        if i == len(quote):
            return 0
        key = (i, j, gap)
        if key not in memo:
            ways = [-60 + rest(i + 1, j, False)]
            if j < len(source):
                ways.append((100 if quote[i] == source[j] else -70) + rest(i + 1, j + 1, False))
                ways.append((-10 if gap else -60) + rest(i, j + 1, True))
            memo[key] = max(ways)
        return memo[key]

    return max((rest(0, j, False) for j in range(len(source) + 1)), default=0)


def slow(quote: list[str], source: list[str], extend: int) -> list[Run]:
    """The alignment by a table of sums with the moves that made them, cell by cell, as runs: the twin of the kernel.

    Ties: a match or mismatch before a word of the quotation alone, that before a gap; a new gap before a longer one; the
    first of the ends.
    """
    table = {(0, j): (0, (0, 0)) for j in range(len(source) + 1)}
    for i, word in enumerate(quote, 1):
        table[i, 0] = (table[i - 1, 0][0] - 60, (i - 1, 0))
        gap, back = -(10**9), 0
        for j, other in enumerate(source, 1):
            opened, extended = table[i, j - 1][0] - 60, gap + extend
            gap, back = (extended, back + 1) if extended > opened else (opened, 1)
            ways = (
                (table[i - 1, j - 1][0] + (100 if word == other else -70), 2, (i - 1, j - 1)),
                (table[i - 1, j][0] - 60, 1, (i - 1, j)),
                (gap, 0, (i, j - back)),
            )
            total, _, before = max(ways)
            table[i, j] = (total, before)
    i, j = len(quote), max(range(len(source) + 1), key=lambda j: (table[len(quote), j][0], -j))
    steps = []
    while i > 0:
        a, c = table[i, j][1]
        steps += [(i, k, i, k - 1) for k in range(j, c, -1)] if a == i else [(i, j, a, c)]
        i, j = a, c
    runs: list[Run] = []
    for i, j, a, c in reversed(steps):
        equal = a < i and c < j and quote[a] == source[c]
        if runs and runs[-1].equal == equal:
            runs[-1] = Run(equal, runs[-1].a, i, runs[-1].c, j)
        else:
            runs.append(Run(equal, a, i, c, j))
    while runs and runs[-1].a == runs[-1].b:
        runs.pop()
    return runs


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=9),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=14),
    st.booleans(),
)
def test_align_is_what_the_table_filled_by_hand_gives(quote: list[str], source: list[str], shown: bool) -> None:
    assert align(quote, source, shown=shown) == slow(quote, source, -1 if shown else -10)


@given(WORDS, WORDS)
def test_align_uses_the_quotation_whole_and_in_order(quote: list[str], source: list[str]) -> None:
    runs = align(quote, source)
    assert [w for r in runs for w in quote[r.a : r.b]] == quote
    assert all(x.d == y.c for x, y in pairwise(runs))


@given(WORDS, WORDS)
def test_align_equal_runs_are_equal(quote: list[str], source: list[str]) -> None:
    assert all(quote[r.a : r.b] == source[r.c : r.d] for r in align(quote, source) if r.equal)


@given(WORDS, WORDS, WORDS)
def test_align_finds_a_whole_quotation(before: list[str], quote: list[str], after: list[str]) -> None:
    runs = align(quote, before + quote + after)
    assert all(r.equal for r in runs)


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=7), st.lists(st.sampled_from("abc"), max_size=9))
def test_align_matches_as_many_words_as_the_best_sum_needs(quote: list[str], source: list[str]) -> None:
    matched = sum(r.b - r.a for r in align(quote, source) if r.equal)
    assert 100 * matched >= best_score(quote, source)


def test_align_leaves_out_a_long_stretch_of_the_source() -> None:
    middle = [f"w{n}" for n in range(300)]
    runs = align(list("abcdefgh"), [*"abcd", *middle, *"efgh"], shown=True)
    assert [(r.equal, r.a, r.b) for r in runs] == [(True, 0, 4), (False, 4, 4), (True, 4, 8)]


def damaged(words: list[str], seed: int) -> list[str]:
    """The words with some left out, some added and some changed."""
    rng = random.Random(seed)
    ways = {0: lambda w: [], 1: lambda w: [w, "added"], 2: lambda w: ["changed"]}
    return [made for w in words for made in ways.get(rng.randrange(60), lambda w: [w])(w)]


@pytest.mark.parametrize("seed", range(6))
def test_align_by_anchors_agrees_as_far_as_the_whole_table(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    source = [f"w{rng.randrange(80)}" for _ in range(600)]
    quote = damaged(source[100:500], seed)
    whole = align(quote, source)
    monkeypatch.setattr(module, "_CELLS", 20_000)
    runs = align(quote, source)
    assert [w for r in runs for w in quote[r.a : r.b]] == quote
    assert all(x.d == y.c for x, y in pairwise(runs))
    assert all(quote[r.a : r.b] == source[r.c : r.d] for r in runs if r.equal)
    assert sum(r.b - r.a for r in runs if r.equal) >= sum(r.b - r.a for r in whole if r.equal) - 4
    assert (runs[0].c, runs[-1].d) == (whole[0].c, whole[-1].d)


def test_align_a_hundred_thousand_words() -> None:
    rng = random.Random(7)
    source = [f"w{int(rng.paretovariate(0.6))}" for _ in range(120_000)]
    quote = damaged(source[10_000:110_000], 7)
    runs = align(quote, source)
    assert sum(r.b - r.a for r in runs if r.equal) > 0.96 * len(quote)
    assert (runs[0].c, runs[-1].d) == (10_000, 110_000)


def test_align_long_rows_that_share_nothing() -> None:
    assert align(["a"] * 9000, ["b"] * 9000) == [Run(False, 0, 9000, 0, 9000)]


@pytest.mark.parametrize(
    ("quote", "source", "least"),
    [
        (["a"] * 20_000, ["a"] * 20_000, 20_000),
        (["to", "the", "lock", "and", "back"] * 4_000, ["to", "the", "lock", "and", "back"] * 4_000, 19_900),
        ([f"w{n}" if n % 3 else "x" for n in range(20_000)], [f"w{n}" for n in range(20_000)], 13_000),
        (["one", *["a"] * 20_000], ["a"] * 20_000, 19_900),
    ],
    ids=["one word", "one sentence", "every third changed", "a word before"],
)
def test_align_long_rows_in_which_no_run_stands_once(quote: list[str], source: list[str], least: int) -> None:
    runs = align(quote, source)
    assert [w for r in runs for w in quote[r.a : r.b]] == quote
    assert all(x.d == y.c for x, y in pairwise(runs))
    assert all(quote[r.a : r.b] == source[r.c : r.d] for r in runs if r.equal)
    assert sum(r.b - r.a for r in runs if r.equal) >= least
