"""Words laid beside each other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from loquitur.matching.align import align

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
