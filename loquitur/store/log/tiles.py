"""The log as static files, after C2SP tlog-tiles, so that any folder, stick or web server can hold it.

A tile holds up to 256 hashes side by side; those of tile level L cover 256**L entries each. A bundle holds up to 256
entries, each behind its length in two bytes. A full one never changes; one that is not yet full lies under its width, and
goes when a wider one is there. Every proof can be built from tiles; `over` reads them wherever they lie.

Limit: an entry has at most 65,535 bytes.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from loquitur.store.log import merkle

__all__ = [
    "ENTRIES",
    "Fetch",
    "Missing",
    "bundle",
    "faults",
    "files",
    "names",
    "over",
    "path",
    "prune",
    "unbundled",
    "write",
]

ENTRIES = -1
"""The level of bundles of entries."""
_WIDTH = 256
Fetch = Callable[[str], bytes]
"""The bytes of a file of a log by its path. Raises Missing."""


class Missing(ValueError):
    """A file of a log is not there, is cut, or holds too much."""


def path(level: int, number: int, width: int = _WIDTH) -> str:
    """Where a tile lies in the folder of the log."""
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03d}")
    name = "entries" if level == ENTRIES else str(level)
    return f"tile/{name}/{'/'.join(groups)}{'' if width == _WIDTH else f'.p/{width}'}"


def names(size: int, since: int = 0) -> Iterator[tuple[int, int, int]]:
    """Level, number and width of each tile of a log of this size that a log of `since` entries has not, in order."""
    for level in (ENTRIES, *range(8)):
        step = _WIDTH ** max(level, 0)
        hashes, had = size // step, since // step
        if not hashes:
            break
        for number in range(had // _WIDTH, -(-hashes // _WIDTH)):
            width = min(_WIDTH, hashes - number * _WIDTH)
            if number * _WIDTH + width > had:
                yield level, number, width


def bundle(entries: Iterable[bytes]) -> bytes:
    """These entries as a bundle."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundled(data: bytes, width: int) -> list[bytes]:
    """The entries of a bundle of this width. Raises Missing where it holds fewer, or more."""
    found, at = [], 0
    for _ in range(width):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise Missing("a bundle of entries is cut")
        found.append(data[at + 2 : end])
        at = end
    if at != len(data):
        raise Missing("a bundle of entries has bytes behind its end")
    return found


def over(fetch: Fetch, size: int) -> merkle.Node:
    """The hashes of complete subtrees of a log of this size, read from its tiles. Raises Missing."""

    @lru_cache(maxsize=4096)
    def tile(level: int, number: int) -> merkle.Node:
        width = min(_WIDTH, size // _WIDTH**level - number * _WIDTH)
        data = fetch(path(level, number, width))
        if len(data) != 32 * width:
            raise Missing(f"{path(level, number, width)} holds {len(data)} bytes instead of {32 * width}")
        return merkle.tree([data[i : i + 32] for i in range(0, len(data), 32)])

    def node(level: int, number: int) -> bytes:
        high, low = divmod(level, 8)
        shift = 8 - low
        return tile(high, number >> shift)(low, number & ((1 << shift) - 1))

    return node


def write(folder: Path, node: merkle.Node, entries: Callable[[int, int], list[bytes]], size: int, since: int) -> None:
    """The tiles of a log of this size lie in the folder. `since`: of which size they were.

    Narrower ones stay until `prune`: the checkpoint of before needs them until the new one is there.
    """
    for level, number, width in names(size, since):
        start = number * _WIDTH
        if level == ENTRIES:
            data = bundle(entries(start, start + width))
        else:
            data = b"".join(node(8 * level, start + i) for i in range(width))
        target = folder / path(level, number, width)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        part.write_bytes(data)
        part.replace(target)


def prune(folder: Path, size: int, since: int) -> None:
    """The tiles that a log of `since` entries had and one of this size has wider are gone."""
    for level, number, width in names(size, since):
        narrower = folder / f"{path(level, number)}.p"
        for old in narrower.glob("*") if narrower.is_dir() else ():
            if old != folder / path(level, number, width):
                old.unlink(missing_ok=True)
        if width == _WIDTH and narrower.is_dir():
            narrower.rmdir()


def files(folder: Path) -> Fetch:
    """The files of a log in a folder."""

    def fetch(name: str) -> bytes:
        try:
            return (folder / name).read_bytes()
        except OSError as error:
            raise Missing(f"{name} is missing") from error

    return fetch


def faults(fetch: Fetch, size: int, root: bytes) -> Iterator[tuple[str, int]]:
    """What is wrong with the tiles of a log, each with the position where it begins."""
    for level, number, width in names(size):
        name, start = path(level, number, width), 256 * number << 8 * max(level, 0)
        try:
            data = fetch(name)
            if level == ENTRIES:
                below = [merkle.leaf_hash(e) for e in unbundled(data, width)]
                hashes = fetch(path(0, number, width))
                for position, leaf in enumerate(below, start):
                    if leaf != hashes[32 * (position - start) :][:32]:
                        yield f"the entry in {name} is not the one of the tile of hashes", position
            elif len(data) != 32 * width:
                yield f"the tile {name} is cut: {len(data)} bytes instead of {32 * width}", start
            elif level:
                for i in range(width):
                    under = fetch(path(level - 1, 256 * number + i))
                    if merkle.root_of([under[j : j + 32] for j in range(0, len(under), 32)]) != data[32 * i :][:32]:
                        yield f"a hash of {name} is not that of the tile below it", start + (i << 8 * level)
        except Missing as error:
            yield f"the tile {name} cannot be used: {error}", start
    try:
        if merkle.root(size, over(fetch, size)) != root:
            yield "the tiles do not come to the root that was signed", 0
    except Missing:
        return  # told above
