"""The places of a quotation in their order, held against a slow, obvious twin."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.matching.ranking import HELD, RANKED, ranked, told
from loquitur.matching.seeking import PLACE

LETTERS, LIMIT = 60, 5
Place = tuple[int, int, int, int, int, int, int, int, int]


@st.composite
def places(draw: st.DrawFn) -> Place:
    start, first = draw(st.integers(0, 80)), draw(st.integers(0, LETTERS - 1))
    last = draw(st.integers(first + 1, LETTERS))
    equal = draw(st.integers(1, last - first))
    close, weight = draw(st.integers(1, equal)), draw(st.sampled_from((1, 2, 3, 90, 120)))
    return (
        draw(st.integers(0, 3)),
        start,
        start + draw(st.integers(1, 150)),
        first,
        last,
        equal,
        4 * equal,
        close,
        weight,
    )


def rest(place: Place, found: list[Place]) -> int:
    told_ = [0]
    for other in found:
        over = max(0, min(place[4], other[4]) - max(place[3], other[3]))
        if other[7] >= 30 and 4 * over < other[4] - other[3]:
            told_.append(other[6] - 4 * over)
    return max(told_)


def likeness(place: Place, found: list[Place]) -> int:
    return min(1000, (500 * min(place[5], LETTERS) + (500 * place[6] + 300 * rest(place, found)) // 4) // LETTERS)


def is_formula(place: Place, alike: list[Place]) -> bool:
    return any(
        other[0] != place[0]
        and other[5] >= 0.7 * place[5]
        and min(place[4], other[4]) - max(place[3], other[3]) >= 0.7 * (place[4] - place[3])
        for other in alike
    )


def sureness(place: Place, found: list[Place], alike: list[Place]) -> int:
    more, span = rest(place, found), place[4] - place[3]
    sure = (600 * place[5] + (200 * place[6] + 400 * more) // 4 + 200 * span) // LETTERS
    loose = LETTERS - span - more // 4
    if loose > 0 and is_formula(place, alike):
        sure -= 800 * loose // LETTERS
    return max(1, min(1000, sure))


def evidence(place: Place, sure: int) -> int:
    apart = 200 if 2 * (place[2] - place[1]) > 3 * (place[4] - place[3]) + 48 else 0
    return max(1, sure + 2 * min(place[5], 100) + 3 * min(place[8], 100) // 2 - apart)


def twin(found: list[Place]) -> list[list[int]]:
    """The places in their order, by sorting and by looking at each pair."""
    order = sorted(found, key=lambda p: (-likeness(p, found), -p[8], p[:3]))
    kept: list[list[int]] = []
    for place in order:
        over = any(k[0] == place[0] and k[1] < place[2] and place[1] < k[2] for k in kept)
        if likeness(place, found) >= 150 and len(kept) < LIMIT and not over:
            sure = sureness(place, found, order[:16])
            why = evidence(place, sure)
            kept.append([*place[:3], min([sure, *(k[3] for k in kept)]), min([why, *(k[4] for k in kept)])])
    return kept


@given(st.lists(places(), max_size=24, unique_by=lambda p: p[:3]))
def test_ranked_is_the_order_of_likeness_and_tells_how_sure_each_is(found: list[Place]) -> None:
    rows = np.array(found, np.int64).reshape(len(found), PLACE).ravel()
    held, best = np.zeros(HELD * len(found), np.int64), np.zeros(RANKED * LIMIT, np.int64)
    kept = ranked(rows, len(found), LETTERS, LIMIT, held, best)
    assert best.reshape(LIMIT, RANKED)[:kept].tolist() == twin(found)


def measured(*place: int, letters: int) -> list[int]:
    """How sure, and what evidence, of a place that stands alone."""
    held, best = np.zeros(HELD, np.int64), np.zeros(RANKED, np.int64)
    assert ranked(np.array(place, np.int64), 1, letters, 1, held, best) == 1
    return best[3:].tolist()


def test_ranked_takes_rare_words_for_better_evidence_than_common_ones() -> None:
    (sure, rare), (same, common) = (measured(0, 10, 50, 0, 30, 30, 120, 30, w, letters=40) for w in (60, 10))
    assert sure == same
    assert rare > common


def test_ranked_takes_two_pieces_far_apart_for_less_evidence() -> None:
    (_, near), (_, far) = (measured(0, 10, end, 0, 35, 35, 70, 15, 34, letters=35) for end in (55, 320))
    assert near > far


@pytest.mark.parametrize("sure", [1, 400, 1000])
def test_told_does_not_part_chance_from_chance(sure: int) -> None:
    assert told(sure, 779) == told(1, 1) < told(1, 780)


@pytest.mark.parametrize("sure", [620, 700, 701, 850, 1000])
def test_told_is_never_less_than_how_sure_a_place_is_that_is_no_chance(sure: int) -> None:
    assert told(sure, 780) >= sure
    assert told(sure, 780) <= told(min(1000, sure + 1), 900)
