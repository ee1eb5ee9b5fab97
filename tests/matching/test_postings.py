"""Keys, and their sorting into postings, held against slow, obvious twins."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from loquitur.matching import postings

KEYS = st.tuples(st.sampled_from([0, 1, 5, 4095]), st.sampled_from([0, 1, 7, 4095])).map(lambda k: k[0] << 12 | k[1])
ROWS = st.lists(st.tuples(KEYS, st.integers(0, 1 << 20)), max_size=80)


def packed(rows: list[tuple[int, int]]) -> NDArray[np.uint64]:
    return np.array([key << postings.PLACE | place for key, place in rows], np.uint64)


def run_keys(letters: list[int]) -> list[int]:
    """The key of each run of twelve, with whole numbers of any size: the slow twin."""
    keys = []
    for i in range(len(letters) - 11):
        first = int.from_bytes(bytes(letters[i : i + 8]), "little")
        four = int.from_bytes(bytes(letters[i + 8 : i + 12]), "little")
        head = first * 0x9E3779B97F4A7C15 % 2**64
        tail = ((first ^ first >> 29) * 0xD6E8FEB86659FD93 + four * 0xC2B2AE3D27D4EB4F) * 0x9E3779B97F4A7C15 % 2**64
        keys.append(head >> 38 << 6 | tail >> 58)
    return keys


@given(st.lists(st.integers(1, 255), min_size=12, max_size=40), st.integers(0, 1000))
def test_entries_have_the_key_of_the_twelve_letters_at_their_place(letters: list[int], base: int) -> None:
    n = len(letters)
    row = np.zeros((n + 40) & ~7, np.uint8)
    row[:n] = letters
    starts = np.arange(n + 1, dtype=np.uint32)
    places = np.arange(n, dtype=np.uint32) * 7
    found, sizes = np.zeros(n + 1, np.uint64), np.zeros(256, np.int64)
    count = postings.entries(row, starts, places, n, base, 0, found, sizes)
    keys = run_keys(letters)
    assert [int(f) >> 32 for f in found[:count]] == keys
    assert [int(f) & (1 << 32) - 1 for f in found[:count]] == [(base + 7 * i) >> 5 for i in range(len(keys))]
    assert sizes.sum() == count


@given(ROWS)
def test_sort_puts_keys_in_order_and_leaves_equal_ones(rows: list[tuple[int, int]]) -> None:
    given_ = packed(rows)
    postings.sort(given_, np.zeros(len(rows), np.uint64), np.zeros(postings.COUNTS, np.uint32))
    assert given_.tolist() == packed(sorted(rows, key=lambda r: r[0])).tolist()


@given(st.lists(st.integers(0, 255), max_size=60))
def test_spread_keeps_the_order_within_a_partition(parts: list[int]) -> None:
    rows = np.array([part << 56 | i for i, part in enumerate(parts)], np.uint64)
    sizes = np.bincount(np.array(parts, np.int64), minlength=256)
    out = np.zeros(len(parts), np.uint64)
    postings.spread(rows, len(parts), (np.cumsum(sizes) - sizes).astype(np.uint64), out)
    assert out.tolist() == sorted(rows.tolist())


@given(ROWS, st.integers(8, 26), st.sampled_from([3, 1000]))
def test_emit_puts_each_place_into_its_bucket(rows: list[tuple[int, int]], directory: int, most: int) -> None:
    rows = sorted(rows, key=lambda r: r[0])
    ends, posts = np.zeros(1 << (directory - 8), np.uint32), np.zeros(len(rows), np.uint32)
    count = postings.emit(packed(rows), directory, 22, most, 5, ends, posts)
    kept = [r for r in rows if sum(o[0] == r[0] for o in rows) <= most]
    assert count == len(kept)
    assert [p & (1 << 22) - 1 for p in posts[:count].tolist()] == [place & (1 << 22) - 1 for _, place in kept]
    assert ends.tolist() == [
        5 + sum(key >> (32 - directory) <= bucket for key, _ in kept) for bucket in range(len(ends))
    ]
