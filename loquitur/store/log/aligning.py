"""The rows that an entry sealed, laid beside those that stand now: which was edited, taken out, or put in.

Hashes tell only that a row is another; the order tells which. Where the next row has not the next hash, the one that has
it is looked for among the near ones, on either side. Limit: of more than 64 rows in one place that are gone or put in,
some are told as edited.
"""

from collections.abc import Iterator, Sequence

from loquitur.store.log import sealing
from loquitur.store.log.log import Entry
from loquitur.store.log.sealing import Item

__all__ = ["differences"]

_NEAR = 64
_REPLACED = ("layout", "metadata")
"""Of a former reading: a later one of the same document took their place."""


def differences(entry: Entry, items: Sequence[Item], *, former: bool = False) -> Iterator[str]:
    """What is not as the entry sealed it, in words; of a former reading what is still there."""
    leaves = [entry.leaves[i : i + 32] for i in range(0, len(entry.leaves), 32)]
    salts = [sealing.salt_of(entry.salt or b"", n) for n in range(len(leaves))]
    written = [sealing.written(item) for item in items]
    at = number = 0
    while number < len(leaves):
        if at < len(items) and sealing.leaf(salts[number], written[at]) == leaves[number]:
            at, number = at + 1, number + 1
            continue
        extra = _before(written, at, salts[number], leaves[number])
        gone = 0 if extra else _until(written, at, number, (salts, leaves))
        yield from _told(items[at : at + extra], "was put in after it was sealed", former=former)
        if at < len(items) and not extra and not gone:
            yield from _told(items[at : at + 1], "is not as it was sealed", former=former)
            at, number = at + 1, number + 1
        elif gone and not former:
            yield from (f"item {n} that was sealed is gone" for n in range(number, number + gone))
        at, number = at + extra, number + gone
    yield from _told(items[at:], "was put in after it was sealed", former=former)


def _before(written: Sequence[bytes], at: int, salt: bytes, leaf: bytes) -> int:
    """How many rows stand before the near one that has this hash; 0 where none has."""
    near = range(at + 1, min(at + _NEAR, len(written)))
    return next((n - at for n in near if sealing.leaf(salt, written[n]) == leaf), 0)


def _until(written: Sequence[bytes], at: int, number: int, sealed: tuple[Sequence[bytes], Sequence[bytes]]) -> int:
    """How many sealed items are gone before the row here is the next; 0 where it is none of the near ones."""
    salts, leaves = sealed
    if at == len(written):
        return len(leaves) - number
    near = range(number + 1, min(number + _NEAR, len(leaves)))
    return next((n - number for n in near if sealing.leaf(salts[n], written[at]) == leaves[n]), 0)


def _told(items: Sequence[Item], what: str, *, former: bool) -> Iterator[str]:
    yield from (f"{_named(item)} {what}" for item in items if not (former and item[0] in _REPLACED))


def _named(item: Item) -> str:
    """What a row is called to somebody who looks for it in the tables, without its words."""
    if item[0] == "finding":
        return f"finding {item[1]} ({item[2]})"
    if item[0] == "text":
        return f"the text from character {item[1]} on"
    if item[0] == "metadata":
        return f"the metadata field {item[1]!r}"
    return f"the row of the {item[0]}"
