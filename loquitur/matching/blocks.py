"""Check sums of a file's blocks, and the checking of a block when it is first touched: kernels.

A block is 256 bytes, 32 numbers of 64 bits. Each number is mixed in by a step that can be undone, so that no change
of one number goes unseen; of other changes one in 2**64 does.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from loquitur.matching.compiled import eight, fetch, inner, kernel, u64

__all__ = ["SIZE", "asked", "checksums", "sound"]

SIZE = 8
"""A block is a byte's place less its lowest bits, this many."""

_LINE = 64
_PRIME = 0x9E3779B97F4A7C15


@inner
def block_sum(data: Any, block: int) -> Any:
    """The check sum of a block; four rows of numbers are mixed side by side, for speed."""
    prime = u64(_PRIME)
    a = b = c = d = u64(block)
    first = block << SIZE
    for i in range(first, first + (1 << SIZE), 32):
        a = (a ^ eight(data, i)) * prime
        b = (b ^ eight(data, i + 8)) * prime
        c = (c ^ eight(data, i + 16)) * prime
        d = (d ^ eight(data, i + 24)) * prime
        a ^= a >> u64(31)
        b ^= b >> u64(31)
        c ^= c >> u64(31)
        d ^= d >> u64(31)
    for x in (b, c, d):
        a = (a ^ x) * prime
        a ^= a >> u64(31)
    return a


@kernel("-", "r-u1 u8")
def _sum_all(data: Any, sums: Any) -> None:
    for block in range(sums.size):
        sums[block] = block_sum(data, block)


def checksums(data: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The check sum of every block; `data` is whole blocks."""
    sums = np.empty(len(data) >> SIZE, np.uint64)
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
    """The number at a byte is on its way from memory, with its block where that is to be checked."""
    fetch(data, at)
    block = at >> SIZE
    if not seen[block]:
        for line in range(block << SIZE, (block + 1) << SIZE, _LINE):
            fetch(data, line)
