"""Merkle trees after RFC 6962, as pure functions over bytes.

A log is proved by hashes alone: whoever holds a root of 32 bytes can be shown that an entry stands at its position
(inclusion), and that a longer log begins with all that the shorter one held (consistency). Hashes of complete subtrees
never change once written, so whoever keeps them builds any proof from O(log n) of them; `Node` is how they are asked for.

Guarantee: what is verified here was hashed in this order, or SHA-256 is broken. Limit: a root proves bytes, not truth.
"""

import hashlib
from collections.abc import Callable, Sequence

__all__ = [
    "EMPTY",
    "Node",
    "consistency",
    "grown",
    "includes",
    "inclusion",
    "is_prefix",
    "leaf_hash",
    "node_hash",
    "root",
    "root_of",
    "tree",
]

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""
Node = Callable[[int, int], bytes]
"""The hash of the complete subtree over the 2**level leaves from number * 2**level, by level and number."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees beside each other."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grown(leaf: bytes, position: int, node: Node) -> list[tuple[int, int, bytes]]:
    """The level, number and hash of each complete subtree that comes into being with the leaf at this position."""
    new = [(0, position, leaf)]
    level, number = 0, position
    while number & 1:
        leaf = node_hash(node(level, number - 1), leaf)
        level, number = level + 1, number >> 1
        new.append((level, number, leaf))
    return new


def tree(leaves: Sequence[bytes]) -> Node:
    """The complete subtrees over these leaf hashes."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        row = levels[-1]
        levels.append([node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)])
    return lambda level, number: levels[level][number]


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes."""
    return root(len(leaves), tree(leaves))


def root(size: int, node: Node) -> bytes:
    """The root over the first `size` leaves."""
    return _range(0, size, node) if size else EMPTY


def _range(start: int, end: int, node: Node) -> bytes:
    """The hash of the subtree over leaves start to end; start is a multiple of the power of two that covers them."""
    found: bytes | None = None
    while end > start:
        level = ((end - start) & (start - end)).bit_length() - 1
        end -= 1 << level
        piece = node(level, end >> level)
        found = piece if found is None else node_hash(piece, found)
    return found or EMPTY


def _split(count: int) -> int:
    """The largest power of two below a count of two or more."""
    return 1 << ((count - 1).bit_length() - 1)


def inclusion(position: int, size: int, node: Node) -> list[bytes]:
    """The hashes that lead from the leaf at a position to the root over `size` leaves, lowest first."""
    if not 0 <= position < size:
        raise ValueError(f"position {position} is not in a log of {size} entries")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        left = position < middle
        path.append(_range(middle, end, node) if left else _range(start, middle, node))
        start, end = (start, middle) if left else (middle, end)
    return path[::-1]


def consistency(old: int, size: int, node: Node) -> list[bytes]:
    """The hashes that prove the log of `old` entries the beginning of that of `size`; none where either is trivial."""
    if not 0 <= old <= size:
        raise ValueError(f"a log of {size} entries holds none of {old}")
    if old in (0, size):
        return []
    start, end, path, whole = 0, size, [], True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range(middle, end, node))
            end = middle
        else:
            path.append(_range(start, middle, node))
            start, whole = middle, False
    return ([] if whole else [_range(start, end, node)]) + path[::-1]


def includes(root: bytes, size: int, position: int, leaf: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the leaf stands at this position under the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= position < size:
        return False
    number, last = position, size - 1
    for step in path:
        if last == 0:
            return False
        if number & 1 or number == last:
            leaf = node_hash(step, leaf)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            leaf = node_hash(leaf, step)
        number, last = number >> 1, last >> 1
    return last == 0 and leaf == root


def is_prefix(old: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the log of `size` entries begins with that of `old` (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= size:
        return False
    if old == size:
        return not path and old_root == root
    if old == 0:
        return not path and old_root == EMPTY
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        return False
    number, last = old - 1, size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            second = node_hash(second, step)
        number, last = number >> 1, last >> 1
    return last == 0 and first == old_root and second == root
