"""Check sums of a file's blocks, and the checking of a block when it is first touched: kernels.

A block is 256 bytes, 32 numbers of 64 bits. Each number is mixed in by a step that can be undone, so that no change
of one number goes unseen; of other changes one in 2**64 does.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from loquitur.matching.compiled import fetch, inner, kernel, u64

__all__ = ["SIZE", "asked", "checksums", "sound"]

SIZE = 8
"""A block is a byte's place less its lowest bits, this many."""

_WORDS = 32
_PRIME = 0x9E3779B97F4A7C15


@inner
def block_sum(data: Any, block: int) -> Any:
    """The check sum of a block; four rows of numbers are mixed side by side, for speed."""
    prime = u64(_PRIME)
    a = b = c = d = u64(block)
    first = block * _WORDS
    for i in range(first, first + _WORDS, 4):
        a = (a ^ data[i]) * prime
        b = (b ^ data[i + 1]) * prime
        c = (c ^ data[i + 2]) * prime
        d = (d ^ data[i + 3]) * prime
        a ^= a >> u64(31)
        b ^= b >> u64(31)
        c ^= c >> u64(31)
        d ^= d >> u64(31)
    for x in (b, c, d):
        a = (a ^ x) * prime
        a ^= a >> u64(31)
    return a


@kernel("-", "r-u8 u8")
def _sum_all(data: Any, sums: Any) -> None:
    for block in range(sums.size):
        sums[block] = block_sum(data, block)


def checksums(data: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The check sum of every block; `data` is whole blocks."""
    sums = np.empty(len(data) // _WORDS, np.uint64)
    _sum_all(data.view(np.ndarray), sums)
    return sums


@inner
def sound(data: Any, sums: Any, seen: Any, block: int) -> bool:
    """Whether a block is as it was written; `seen` remembers those that were."""
    if seen[block]:
        return True
    if block_sum(data, block) != sums[block]:
        return False
    seen[block] = 1
    return True


@inner
def asked(data: Any, seen: Any, at: int) -> None:
    """The 32-bit number at a place is on its way from memory, with its block where that is to be checked."""
    fetch(data, at >> 1)
    if not seen[at >> (SIZE - 2)]:
        first = at >> (SIZE - 2) << (SIZE - 3)
        for line in range(first, first + _WORDS, 8):
            fetch(data, line)
