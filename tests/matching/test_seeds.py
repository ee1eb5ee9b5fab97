"""From a quotation to the stretches of a library where its keys stand, held against slow, obvious twins."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from loquitur.matching import seeds
from loquitur.matching.compiled import kernel
from loquitur.matching.folding import encoded
from loquitur.matching.postings import BLOCK
from loquitur.matching.segment import Room, Segment, open_segment, scanned, write_segment

LIBRARY = (
    "It is not true that nobody dared to speak out; the line was opened in the spring, and nobody dared to speak of it. "
    "The commissioners walked the towpath twice, and found the bank cut away in fourteen places above the upper lock."
)


LATIN = "abcdefghijklmnopqrstuvwxyz0123456789"


@kernel("i", "i u1 u4 i i i r-u1 r-u8 u1 r-i8 i8 i8")
def probe(
    kind: int,
    letters: Any,
    starts: Any,
    low: int,
    high: int,
    most: int,
    data: Any,
    sums: Any,
    seen: Any,
    shape: Any,
    marks: Any,
    found: Any,
) -> Any:
    """The kernel's own, to be called from here."""
    return seeds.probe(kind, letters, starts, low, high, most, data, sums, seen, shape, marks, found)


@kernel("i", "i8 i i r-i8 i8 i8 i8")
def stretches(rows: Any, count: int, span: int, bounds: Any, ranks: Any, told: Any, found: Any) -> Any:
    """The kernel's own, to be called from here; of each stretch the weight instead of the worth."""
    count = seeds.stretches(rows, count, span, bounds, ranks, told, found)
    for x in range(count):
        found[3 * x] = seeds.weight_of(found[3 * x])
    return count


@kernel("-", "i8 i8 i i i8")
def ordered(rows: Any, spare: Any, count: int, bits: int, counts: Any) -> None:
    """The kernel's own, to be called from here."""
    seeds.ordered(rows, spare, count, bits, counts)


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> Segment:
    folder = tmp_path_factory.mktemp("segment")
    name = write_segment(folder / "i", folder / "t", [("a", LIBRARY)])
    return open_segment(folder / "i" / name, folder / "t" / f"{name}.utf8")


def folded(text: str) -> tuple[NDArray[np.uint8], list[int], list[int]]:
    """Letters, the first letter of each word and the number of all, the byte of each first letter."""
    letters, starts, places, words = scanned(encoded(text), 1, Room())
    return letters.copy(), starts[: words + 1].tolist(), places[:words].tolist()


def nearly(ours: NDArray[np.uint8], i: int, length: int) -> list[NDArray[np.uint8]]:
    """The eight letters from a place on, one of them left out or exchanged for one of its shape."""
    if i + 8 >= length:
        return []
    found = [np.delete(ours[i : i + 9], at) for at in range(8)]
    for at in range(8):
        mine = LATIN[ours[i + at] - 1]
        shapes = [shape for shape in seeds._SHAPES.split() if mine in shape]
        others = [c for shape in shapes for c in shape if c != mine]
        for other in list(dict.fromkeys(others))[:3]:
            row = ours[i : i + 8].copy()
            row[at] = LATIN.index(other) + 1
            found.append(row)
    return found


def places_of(kind: int, quote: str) -> set[tuple[int, int]]:
    """(place, letter of the quotation) wherever the same letters begin a word of the library: the slow twin."""
    ours, begins, _ = folded(quote)
    theirs, words, bytes_ = folded(LIBRARY)
    length = begins[-1]
    found = set()
    for i in range(length):
        for w, byte in enumerate(bytes_):
            j = words[w]
            if kind == seeds.WORDS:
                mine = [ours[i:b] for a, b in pairwise(begins) if a == i]
                same = bool(mine) and len(mine[0]) >= 4 and bytes(mine[0]) == bytes(theirs[j : words[w + 1]])
            else:
                size = 8 if kind in (seeds.EIGHT, seeds.NEAR) else 12
                mine = nearly(ours, i, length) if kind == seeds.NEAR else [ours[i : i + size]]
                same = i + size <= length and j + 12 <= words[-1]
                same = same and any(bytes(m) == bytes(theirs[j : j + size]) for m in mine)
                same = same and (kind not in (seeds.STARTS, seeds.NEAR) or i in begins)
            if same:
                found.add((byte >> BLOCK, i))
    return found


@pytest.mark.parametrize("kind", [seeds.STARTS, seeds.TWELVE, seeds.EIGHT, seeds.NEAR, seeds.WORDS])
@pytest.mark.parametrize(
    "quote",
    [
        "nobody dared to speak out",
        "It is not true, as he says, that nobody dared",
        "the com-\nmissioners walked the tow path twice",
        "found thebank cut away in four teen places",
        "words that stand nowhere here",
        "nobcdy dared to spaek ont; th bank cul away",
        "lock",
    ],
)
def test_probe_gives_every_place_of_every_key(segment: Segment, kind: int, quote: str) -> None:
    letters, starts, _ = folded(quote)
    found, marks = np.zeros(4000, np.int64), np.zeros(4 * 4000, np.int64)
    seen = np.zeros(len(segment.sums[0]), np.uint8)
    begins = np.array(starts, np.uint32)
    count = probe(
        kind, letters, begins, 0, starts[-1], 1000, segment.index, segment.sums[0], seen, segment.shape, marks, found
    )
    assert {(int(s) >> 24, int(s) >> 8 & 0xFFFF) for s in found[:count]} == places_of(kind, quote)
    assert all(1 <= int(s) & 255 <= 14 for s in found[:count])


SEEDS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 9), st.integers(1, 14)),
    min_size=1,
    max_size=25,
    unique_by=lambda s: s[:2],
)


def packed(rows: list[tuple[int, int, int]]) -> NDArray[np.int64]:
    return np.array([place << 24 | i << 8 | weight for place, i, weight in rows], np.int64)


@given(SEEDS)
def test_ordered_is_in_the_order_of_places_as_they_came(rows: list[tuple[int, int, int]]) -> None:
    given_ = packed(rows)
    ordered(given_, np.zeros(len(rows), np.int64), len(rows), 6, np.zeros(256, np.int64))
    assert given_.tolist() == packed(sorted(rows, key=lambda r: r[0])).tolist()


@given(SEEDS, st.integers(1, 12), st.sets(st.integers(1, 40)))
def test_stretches_the_first_is_the_heaviest_of_one_document(
    rows: list[tuple[int, int, int]], span: int, begins: set[int]
) -> None:
    weights = {i: w for _, i, w in rows}
    rows = sorted((place, i, weights[i]) for place, i, _ in rows)
    told, found = np.zeros(16, np.int64), np.zeros(3 * seeds.STRETCHES, np.int64)
    bounds = np.array([0, *sorted(begins), 1 << 30], np.int64) << BLOCK

    def document(place: int) -> int:
        return sum(place >= begin for begin in begins)

    count = stretches(packed(rows), len(rows), span, bounds, np.arange(len(bounds)), told, found)
    weight, first, last = found[:3].tolist()
    heaviest = max(
        sum(weights[i] for i in {i for p, i, _ in rows[a:] if p - at <= span and document(p) == document(at)})
        for a, (at, _, _) in enumerate(rows)
    )
    assert document(rows[first][0]) == document(rows[last][0])
    assert weight == heaviest
    assert rows[last][0] - rows[first][0] <= span
    assert sum(weights[i] for i in {i for _, i, _ in rows[first : last + 1]}) == weight
    kept = found[: 3 * count].reshape(count, 3).tolist()
    assert [w for w, _, _ in kept] == sorted((w for w, _, _ in kept), reverse=True)
    assert not told.any()
