"""Keys of a library's words, and their sorting into postings: kernels over arrays.

Every word of the library gives two entries. Its run key is of the twelve letters that begin with it, across word
boundaries, so that line-end hyphens cost nothing: 26 bits of the first eight letters and 10 bits of all twelve, so that
one order of the postings serves keys of eight letters and of twelve. Its word key is of the whole word.

An entry is 64 bits: the key's 36 bits less the first 8, which are its partition, and 36 bits of place, a block of 32
bytes of text. Entries come in the order of the text; sorting is by key alone and stable, so that postings of a key are
in the order of the text, and the same library gives the same bytes everywhere.
"""

from typing import Any

import numpy as np

from loquitur.matching.compiled import eight, four, i64, inner, kernel, u64

__all__ = ["BLOCK", "HEAD", "KEY", "PARTS", "emit", "entries", "run_key", "sort", "spread", "word_key"]

BLOCK = 5
"""A place is a byte of the text less its lowest bits, this many."""
KEY = 36
"""The bits of a key."""
HEAD = 26
"""The bits of a key that its first eight letters give."""
PARTS = 256
"""The partitions."""
_ONE = 0x9E3779B97F4A7C15
_TWO = 0xD6E8FEB86659FD93
_THREE = 0xC2B2AE3D27D4EB4F
_SHORTEST = 4


@inner
def run_key(letters: Any, i: int) -> Any:
    """The key of the twelve letters from the i-th on; -1 where the text ends before the twelfth."""
    first = eight(letters, i)
    rest = u64(four(letters, i + 8))
    head = first * u64(_ONE)
    tail = ((first ^ first >> u64(29)) * u64(_TWO) + rest * u64(_THREE)) * u64(_ONE)
    key = i64(head >> u64(64 - HEAD)) << (KEY - HEAD) | i64(tail >> u64(64 - KEY + HEAD))
    return i64(-1) if rest >> u64(24) == u64(0) else key


@inner
def word_key(letters: Any, i: int, length: int) -> Any:
    """The key of a word of this length that begins with the i-th letter."""
    first = eight(letters, i)
    short = first & u64(0xFFFFFFFFFFFFFFFF) >> u64(64 - 8 * min(length, 8))
    last = eight(letters, i + max(length, 8) - 8)
    made = short if length <= 8 else first * u64(_TWO) ^ last + u64(length)
    return i64((made ^ made >> u64(32)) * u64(_ONE) >> u64(64 - KEY))


@kernel("i", "u1 u4 u4 i i i u1 u8 i8")
def entries(
    letters: Any, starts: Any, places: Any, n: int, base: int, kind: int, parts: Any, found: Any, sizes: Any
) -> int:
    """The entries of n words with the partition of each, and the size of each partition; how many entries.

    `starts` holds one place more than there are words: the number of letters. `kind` 0 asks for run keys, 1 for word
    keys; `base` is the byte of the library at which this text begins.
    """
    count = 0
    low = (1 << (KEY - 8)) - 1
    for s in range(n):
        i = i64(starts[s])
        length = 0
        if kind == 0:
            key = run_key(letters, i)
        else:
            length = i64(starts[s + 1]) - i
            while letters[i + length - 1] == 0:
                length -= 1
            key = word_key(letters, i, length)
        if kind == 1 and length < _SHORTEST:
            key = i64(-1)
        place = (base + i64(places[s])) >> BLOCK
        part = key >> (KEY - 8) & (PARTS - 1)
        parts[count] = part
        found[count] = u64(key & low) << u64(KEY) | u64(place)
        used = i64(key >= 0)
        sizes[part] += used
        count += used
    return count


@kernel("-", "u1 u8 i u8 u8")
def spread(parts: Any, found: Any, n: int, at: Any, out: Any) -> None:
    """The entries by partition, in each in their order; `at` holds where each partition begins, and then ends."""
    for i in range(n):
        part = parts[i]
        out[at[part]] = found[i]
        at[part] += u64(1)


@kernel("-", "u8 u8")
def sort(rows: Any, spare: Any) -> None:
    """The entries of a partition in the order of their keys; equal keys keep their order. Radix sort, in three passes."""
    counts = np.zeros(1024, np.uint64)
    for turn in range(3):
        shift = u64(KEY + 9 * turn)
        mask = u64(1023 if turn == 2 else 511)
        counts[:] = 0
        for row in rows:
            counts[row >> shift & mask] += u64(1)
        total = u64(0)
        for k in range(1024):
            total, counts[k] = total + counts[k], total
        for row in rows:
            k = row >> shift & mask
            spare[counts[k]] = row
            counts[k] += u64(1)
        rows, spare = spare, rows


@kernel("i", "u8 i i i i u4 u4")
def emit(rows: Any, directory: int, place_bits: int, most: int, done: int, ends: Any, posts: Any) -> int:
    """The postings of a sorted partition, and for each of its buckets the posting at which it ends; how many postings.

    A bucket is of the key's first `directory` bits; a posting holds as many of the next as fit above `place_bits`. Keys
    with more than `most` places are left out. `done` postings stand before this partition's.
    """
    width = directory - 8
    mark_bits = min(32 - place_bits, KEY - directory)
    low = (1 << (KEY - directory)) - 1
    place_mask = (1 << KEY) - 1
    count = 0
    bucket = 0
    i = 0
    while i < rows.size:
        key = i64(rows[i] >> u64(KEY))
        j = i + 1
        while j < rows.size and i64(rows[j] >> u64(KEY)) == key:
            j += 1
        mine = key >> (KEY - 8 - width)
        while bucket < mine:
            ends[bucket] = done + count
            bucket += 1
        if j - i <= most:
            mark = (key & low) >> (KEY - directory - mark_bits)
            for k in range(i, j):
                posts[count] = mark << place_bits | i64(rows[k] & u64(place_mask))
                count += 1
        i = j
    while bucket < ends.size:
        ends[bucket] = done + count
        bucket += 1
    return count
