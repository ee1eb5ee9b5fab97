"""Decoding, against a twin that tries every labelling."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.language.networks.decode import best_path
from loquitur.language.networks.links import distance, gap

WHOLE = st.integers(-300, 300)


def every_way(scores: list[list[int]], steps: list[list[int]], starts: list[int]) -> int:
    """The best total over all labellings in which inside never follows outside."""
    best = -(10**9)
    for labels in product(range(3), repeat=len(scores)):
        if labels[0] == 2 or any(a == 0 and b == 2 for a, b in pairwise(labels)):
            continue
        total = starts[labels[0]] + sum(row[y] for row, y in zip(scores, labels, strict=True))
        best = max(best, total + sum(steps[a][b] for a, b in pairwise(labels)))
    return best


@given(
    st.lists(st.lists(WHOLE, min_size=3, max_size=3), min_size=1, max_size=6),
    st.lists(st.lists(WHOLE, min_size=3, max_size=3), min_size=3, max_size=3),
    st.lists(WHOLE, min_size=3, max_size=3),
)
def test_best_path_is_the_best_of_all(scores: list[list[int]], steps: list[list[int]], starts: list[int]) -> None:
    path = best_path(np.array([scores]), np.array([steps]), np.array([starts]))[0]
    total = starts[path[0]] + sum(row[y] for row, y in zip(scores, path, strict=True))
    total += sum(steps[a][b] for a, b in pairwise(path))
    assert path[0] != 2
    assert not any(a == 0 and b == 2 for a, b in pairwise(path))
    assert total == every_way(scores, steps, starts)


@pytest.mark.parametrize(("a", "b", "apart"), [((0, 2), (2, 3), 1), ((4, 6), (0, 2), -3), ((0, 5), (3, 9), 0)])
def test_gap_counts_from_the_end_to_the_beginning(a: tuple[int, int], b: tuple[int, int], apart: int) -> None:
    assert int(gap(np.array(a), np.array(b))) == apart


@given(st.integers(1, 400))
def test_distance_is_alike_on_both_sides(pieces: int) -> None:
    there, back = distance(np.array([pieces])), distance(np.array([-pieces]))
    assert int(there[0]) - 13 == 13 - int(back[0]) > 0
