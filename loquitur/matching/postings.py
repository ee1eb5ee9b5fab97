"""Keys of a library's words, and their sorting into postings: kernels over arrays.

Every word of the library gives two entries. Its run key is of the twelve letters that begin with it, across word
boundaries, so that line-end hyphens cost nothing: 26 bits of the first eight letters and 6 bits of all twelve, so that
one order of the postings serves keys of eight letters and of twelve. Its word key is of the whole word.

An entry is 64 bits: those of the key, of which the first 8 are its partition, and 32 bits of place, a block of 32 bytes
of text. Entries come in the order of the text; sorting is by key alone and stable, so that postings of a key are
in the order of the text, and the same library gives the same bytes everywhere.
"""

from typing import Any

from loquitur.matching.compiled import eight, four, i64, inner, kernel, u32, u64

__all__ = [
    "BLOCK",
    "COUNTS",
    "HEAD",
    "KEY",
    "PARTS",
    "PLACE",
    "emit",
    "entries",
    "run_key",
    "sort",
    "spread",
    "word_key",
]

BLOCK = 5
"""A place is a byte of the text less its lowest bits, this many."""
KEY = 32
"""The bits of a key."""
HEAD = 26
"""The bits of a key that its first eight letters give."""
PARTS = 256
"""The partitions."""
PLACE = 32
"""The bits of a place in an entry; above them stand those of the key."""
_TURN = 12
"""The bits by which entries are sorted at a time; twice as many, and those of the partition, are a key."""
COUNTS = 2 << _TURN
"""Numbers that sorting counts in."""
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


@kernel("i", "u1 u4 u4 i i i u8 i8")
def entries(letters: Any, starts: Any, places: Any, n: int, base: int, kind: int, found: Any, sizes: Any) -> int:
    """The entries of n words, and the size of each partition; how many entries.

    `starts` holds one place more than there are words: the number of letters. `kind` 0 asks for run keys, 1 for word
    keys; `base` is the byte of the library at which this text begins.
    """
    count = 0
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
        found[count] = u64(key) << u64(PLACE) | u64(place)
        used = i64(key >= 0)
        sizes[key >> (KEY - 8) & (PARTS - 1)] += used
        count += used
    return count


@kernel("-", "u8 i u8 u8")
def spread(found: Any, n: int, at: Any, out: Any) -> None:
    """The entries by partition, in each in their order; `at` holds where each partition begins, and then ends."""
    for i in range(n):
        part = found[i] >> u64(PLACE + KEY - 8)
        out[at[part]] = found[i]
        at[part] += u64(1)


@kernel("-", "u8 u8 u4")
def sort(rows: Any, spare: Any, counts: Any) -> None:
    """The entries of a partition are in the order of their keys; equal keys keep their order.

    Radix sort in two passes: there to the spare row and back. `counts` has room for COUNTS numbers.
    """
    mask = u64((1 << _TURN) - 1)
    counts[:] = 0
    low, high = counts[: 1 << _TURN], counts[1 << _TURN :]
    for row in rows:
        low[row >> u64(PLACE) & mask] += u32(1)
        high[row >> u64(PLACE + _TURN) & mask] += u32(1)
    for turn in range(2):
        at = high if turn else low
        total = u32(0)
        for k in range(1 << _TURN):
            total, at[k] = total + at[k], total
        shift = u64(PLACE + turn * _TURN)
        for row in rows:
            k = row >> shift & mask
            spare[at[k]] = row
            at[k] += u32(1)
        rows, spare = spare, rows


@kernel("i", "u8 i i i i u4 u4")
def emit(rows: Any, directory: int, place_bits: int, most: int, done: int, ends: Any, posts: Any) -> int:
    """The postings of a sorted partition, and for each of its buckets the posting at which it ends; how many postings.

    A bucket is of the key's first `directory` bits; a posting holds as many of the next as fit above `place_bits`. Keys
    with more than `most` places are left out. `done` postings stand before this partition's.
    """
    rest = KEY - directory
    buckets = ends.size - 1
    drop = rest - min(32 - place_bits, rest)
    mask = (1 << rest) - 1
    ends[:] = 0
    count = 0
    i = 0
    while i < rows.size:
        key = i64(rows[i] >> u64(PLACE))
        if i + most < rows.size and i64(rows[i + most] >> u64(PLACE)) == key:
            while i < rows.size and i64(rows[i] >> u64(PLACE)) == key:
                i += 1
            continue
        posts[count] = (key & mask) >> drop << place_bits | i64(rows[i] & u64((1 << PLACE) - 1))
        ends[key >> rest & buckets] += u32(1)
        count += 1
        i += 1
    for bucket in range(ends.size):
        done += i64(ends[bucket])
        ends[bucket] = done
    return count
