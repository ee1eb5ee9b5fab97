"""An immutable segment of the index: the postings of some documents in one file, their text in another.

The text is what the record holds, as UTF-8, one document after another, each filled up with blanks to a whole block of
places and ended by a byte 255, so that what stands before a document has no part in what is found in it; it is mapped, so
that a hit is laid beside the very words at once. Postings take four bytes, a directory finds them. Writing streams: entries
are held up to a limit and then set down on disk, so that memory is bounded whatever the library's size; a segment takes
its name, the digest of its contents and settings, when it is whole.

Every 256 bytes of both files have a check sum, and the table of these a digest in the manifest. Opening reads the
manifest and the table, milliseconds; a block is checked when it is first touched. So what is cut, flipped or of another
version is told before a hit is made of it: `Damaged`, and the owner builds it again. Limit: 64-bit sums find what befalls
a disk, not what somebody forges.
"""

import contextlib
import hashlib
import json
import mmap
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from loquitur.matching import postings
from loquitur.matching.blocks import SIZE, checksums
from loquitur.matching.folding import END, POINTS, alphabet, count_points, scan

__all__ = [
    "VERSION",
    "Damaged",
    "Room",
    "Segment",
    "map_whole",
    "open_segment",
    "points_of",
    "scanned",
    "write_segment",
]

VERSION = 9
_PAGE = 4096
_POPULATE_READ = 22
_CHUNK = 4_000_000
_PIECE = 1 << 15
"""Code points that are encoded at a time: what they take stays in the cache, and in memory that is used again."""
_SLAB = 1 << 22
_HELD = 320_000_000
_COMMON_WORD = 3000
"""A word that stands in more places tells nothing of one."""
_BUCKET = (10, 12)
"""Postings to a bucket of the directory, no more than this and no less than half, of both kinds of key."""
_MANIFEST = "manifest.json"

U8 = NDArray[np.uint8]
U64 = NDArray[np.uint64]


class Damaged(ValueError):
    """A segment is not as it was written."""


@dataclass(frozen=True, slots=True)
class Segment:
    """An opened segment."""

    keys: tuple[str, ...]
    """Its documents, in the order of their text."""
    index: U8
    """The postings' file, mapped."""
    text: U8
    """The text, mapped."""
    sums: tuple[U64, U64]
    """The check sums of both files' blocks."""
    shape: NDArray[np.int64]
    """Where what begins, and how wide it is: see `_SHAPE`."""
    bounds: NDArray[np.int64]
    """The byte at which each document begins, and the end."""
    points: NDArray[np.int64]
    """The code points of the text before each 1,024 bytes."""


_SHAPE = (
    "run_bits",
    "run_place",
    "run_ends",
    "run_posts",
    "word_bits",
    "word_place",
    "word_ends",
    "word_posts",
    "bytes",
)
"""Bits of a directory, bits of a place, and the 32-bit number of the file at which directory and postings begin."""


# ---- writing ----


def write_segment(index: Path, texts: Path, documents: Iterable[tuple[str, str]], held: int = _HELD) -> str:
    """Writes the segment of these (key, text) pairs under both folders; its name.

    `held`: the bytes of entries kept in memory. Raises OSError, and leaves nothing then.
    """
    index.mkdir(parents=True, exist_ok=True)
    texts.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        part = Path(stack.enter_context(_passing(index)))
        body = Path(stack.enter_context(_passing(texts))) / "text"
        with (part / "runs").open("w+b") as runs, (part / "words").open("w+b") as words, body.open("wb") as out:
            room, docs = Room(), _Documents()
            gathered = Gathered((runs, words), held, room)
            for chunk, count in _chunks(documents, docs, room):
                out.write(chunk.data)
                gathered.take(chunk, count)
            out.write(bytes([END]) * (-out.tell() % _PAGE or _PAGE))
            with (part / "postings").open("wb") as file:
                shape = gathered.settle(file)
        (part / "runs").unlink()
        (part / "words").unlink()
        manifest = _sealed(part, body, docs, shape)
        name = str(manifest["name"])
        _settled(part, body, index / name, texts / f"{name}.utf8")
    return name


@contextlib.contextmanager
def _passing(folder: Path) -> Iterator[str]:
    """A folder for a file in the making, gone in the end."""
    made = tempfile.mkdtemp(prefix="part-", dir=folder)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


class _Documents:
    """What is known of the documents when they have been written."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.bounds: list[int] = [0]
        self.digest = hashlib.sha256()


def _chunks(documents: Iterable[tuple[str, str]], docs: _Documents, room: "Room") -> Iterator[tuple[U8, int]]:
    """The documents' bytes, each ended, a good many at a time in this room, and how many documents."""
    at = count = 0
    for key, text in documents:
        begin, at = at, _encoded(text, at, docs, room)
        docs.keys.append(key)
        docs.bounds.append(docs.bounds[-1] + at - begin)
        count += 1
        if at >= _CHUNK:
            yield room.row("data", at, np.uint8), count
            at = count = 0
    if count:
        yield room.row("data", at, np.uint8), count


def _encoded(text: str, at: int, docs: _Documents, room: "Room") -> int:
    """A document's bytes stand in the room from a place on, and its end; where the next begins."""
    row = room.row("data", at + (1 if text.isascii() else 4) * len(text) + (1 << postings.BLOCK), np.uint8)
    for i in range(0, len(text), _PIECE):
        piece = text[i : i + _PIECE].encode("utf-8", "surrogatepass")
        docs.digest.update(piece)
        row[at : at + len(piece)] = np.frombuffer(piece, np.uint8)
        at += len(piece)
    end = at | (1 << postings.BLOCK) - 1
    row[at:end] = ord(" ")
    row[end] = END
    return end + 1


class Gathered:
    """Entries of both kinds, by partition, in memory or set down on disk."""

    def __init__(self, spills: tuple[BinaryIO, BinaryIO], held: int, room: "Room") -> None:
        self._spills = spills
        self._most = held
        self._room = room
        self._free = np.empty(0, np.uint64)
        self._rows: tuple[list[U64 | int], list[U64 | int]] = ([], [])
        self._bounds: tuple[list[NDArray[np.int64]], list[NDArray[np.int64]]] = ([], [])
        self._held = 0
        self._bytes = 0

    def take(self, data: U8, documents: int) -> None:
        """The entries of the next bytes of the library, so many documents, are held."""
        letters, starts, places, words = scanned(data, documents, self._room)
        found = self._room.row("found", words + 1, np.uint64)
        for kind in (0, 1):
            sizes = np.zeros(postings.PARTS, np.int64)
            n = postings.entries(letters, starts, places, words, self._bytes, kind, found, sizes)
            bounds = np.concatenate(([0], np.cumsum(sizes)))
            rows = self._fresh(n)
            postings.spread(found, n, bounds[:-1].astype(np.uint64), rows)
            self._rows[kind].append(rows)
            self._bounds[kind].append(bounds)
            self._held += rows.nbytes
        self._bytes += len(data)
        if self._held > self._most:
            self._spill()

    def _fresh(self, size: int) -> U64:
        """A new row, cut from a large one: the system gives large ones in large pages, at a fraction of the cost."""
        if len(self._free) < size:
            self._free = np.empty(max(size, _SLAB), np.uint64)
        row, self._free = self._free[:size], self._free[size:]
        return row

    def _spill(self) -> None:
        for spill, rows in zip(self._spills, self._rows, strict=True):
            for i, row in enumerate(rows):
                if not isinstance(row, int):
                    rows[i] = spill.seek(0, os.SEEK_END)
                    spill.write(row.data)
        self._held = 0

    def settle(self, file: BinaryIO) -> dict[str, int]:
        """Directory and postings of both kinds are written, in whole pages; where they stand."""
        place = max(1, (self._bytes >> postings.BLOCK).bit_length())
        shape = {"bytes": self._bytes, "run_place": place, "word_place": place}
        for kind, name in enumerate(("run", "word")):
            count = sum(int(b[-1]) for b in self._bounds[kind])
            bits = min(postings.HEAD, max(8, (count // _BUCKET[kind]).bit_length()))
            shape[f"{name}_bits"] = bits
            shape[f"{name}_ends"] = file.tell() // 4
            at = file.tell() + 4
            file.seek(_padded(at + (4 << bits)))
            shape[f"{name}_posts"] = file.tell() // 4
            self._settle(kind, file, at, bits, place)
            file.seek(_padded(file.tell()))
        file.truncate(max(file.tell(), _PAGE))
        return shape

    def _settle(self, kind: int, file: BinaryIO, directory: int, bits: int, place: int) -> None:
        """The postings of one kind from here on, their directory in its place before them."""
        done, most = 0, _COMMON_WORD if kind else 1 << 62
        ends = np.zeros(1 << (bits - 8), np.uint32)
        counts = self._room.row("counts", postings.COUNTS, np.uint32)
        for part in range(postings.PARTS):
            slices = [*self._slices(kind, part), np.zeros(0, np.uint64)]
            size = sum(map(len, slices))
            rows, spare = self._room.row("rows", size, np.uint64), self._room.row("spare", size, np.uint64)
            posts = self._room.row("posts", size, np.uint32)
            np.concatenate(slices, out=rows)
            postings.sort(rows, spare, counts)
            count = postings.emit(rows, bits, place, most, done, ends, posts)
            file.write(posts[:count].data)
            here = file.tell()
            file.seek(directory + 4 * len(ends) * part)
            file.write(ends.data)
            file.seek(here)
            done += count

    def _slices(self, kind: int, part: int) -> Iterator[U64]:
        for rows, bounds in zip(self._rows[kind], self._bounds[kind], strict=True):
            a, b = int(bounds[part]), int(bounds[part + 1])
            if isinstance(rows, int):
                self._spills[kind].seek(rows + 8 * a)
                yield np.frombuffer(self._spills[kind].read(8 * (b - a)), np.uint64)
            else:
                yield rows[a:b]


def _padded(size: int) -> int:
    return size + -size % _PAGE


class Room:
    """Rows that are used again and again: the pages of fresh ones cost as much as what is done in them."""

    def __init__(self) -> None:
        self._rows: dict[str, NDArray[Any]] = {}

    def row(self, name: str, size: int, kind: type) -> NDArray[Any]:
        """The row of this name, with what it held, as long as is asked for."""
        held = self._rows.get(name, np.empty(0, kind))
        if name not in self._rows or len(held) < size:
            self._rows[name] = np.empty(size + size // 8, kind)
            self._rows[name][: len(held)] = held
        return self._rows[name][:size]


def scanned(data: U8, documents: int, room: Room) -> tuple[U8, NDArray[np.uint32], NDArray[np.uint32], int]:
    """Letters, starts and places of the words of so many documents, in this room, and their number."""
    table = alphabet()
    letters = room.row("letters", len(data) + 12 * documents + 64 & ~7, np.uint8)
    starts, places = (room.row(name, len(data) // 2 + 2, np.uint32) for name in ("starts", "places"))
    while True:
        count, words, page = scan(data, table.table, table.known, letters, starts, places)
        if page < 0:
            break
        table.learn([page])
    starts[words] = count
    letters[count:] = 0
    return letters, starts, places, words


def _sealed(part: Path, body: Path, docs: _Documents, shape: dict[str, int]) -> dict[str, Any]:
    """The manifest of a segment, written with its tables beside its postings."""
    bounds = np.array(docs.bounds, np.int64)
    sums = [checksums(np.memmap(path, np.uint8, "r")) for path in (part / "postings", body)]
    points = points_of(np.memmap(body, np.uint8, "r"))
    tables: dict[str, NDArray[Any]] = {
        "bounds": bounds,
        "points": points,
        "sums": np.concatenate(sums),
        "keys": np.frombuffer("\n".join(docs.keys).encode(), np.uint8),
    }
    digests = {}
    for name, table in tables.items():
        (part / name).write_bytes(table.data)
        digests[name] = hashlib.sha256(table.data).hexdigest()
    made = hashlib.sha256(f"{VERSION} {unicodedata.unidata_version} {_COMMON_WORD}\n".encode())
    for digest in (digests["keys"], digests["bounds"], docs.digest.hexdigest()):
        made.update(digest.encode())
    manifest = {
        "version": VERSION,
        "unicode": unicodedata.unidata_version,
        "name": made.hexdigest()[:32],
        "documents": len(docs.keys),
        "blocks": [len(s) for s in sums],
        "shape": shape,
        "digests": digests,
    }
    told = json.dumps(manifest, sort_keys=True)
    (part / _MANIFEST).write_text(f"{hashlib.sha256(told.encode()).hexdigest()}\n{told}\n", encoding="utf-8")
    return manifest


def points_of(text: U8) -> NDArray[np.int64]:
    """The code points before each 1,024 bytes of a text."""
    points = np.zeros((len(text) - 1 >> POINTS) + 2, np.int64)
    count_points(text, points)
    return points


def _settled(part: Path, body: Path, folder: Path, text: Path) -> None:
    """Both files stand under their names; where another process was quicker, its own stay."""
    os.replace(body, text)
    with contextlib.suppress(OSError):
        os.rename(part, folder)
        return
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(part, folder)


# ---- opening ----


def open_segment(folder: Path, text: Path) -> Segment:
    """The segment in a folder, and its text. Raises Damaged for one that is cut, changed or of another version."""
    try:
        told, body = (folder / _MANIFEST).read_text(encoding="utf-8").splitlines()
        manifest = json.loads(body)
        if hashlib.sha256(body.encode()).hexdigest() != told or manifest["version"] != VERSION:
            raise Damaged(f"the index in {folder} is damaged or of another version")
        if manifest["unicode"] != unicodedata.unidata_version:
            raise Damaged(f"the index in {folder} was made by another version of Unicode")
        tables = {name: _table(folder / name, digest) for name, digest in manifest["digests"].items()}
        sums = tables["sums"].view(np.uint64)
        blocks = manifest["blocks"]
        index, body_map = _mapped(folder / "postings", blocks[0]), _mapped(text, blocks[1])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"the index in {folder} is not whole, or of another version") from error
    keys = tables["keys"].tobytes().decode()
    return Segment(
        tuple(keys.split("\n")) if manifest["documents"] else (),
        index,
        body_map,
        (sums[: blocks[0]], sums[blocks[0] :]),
        np.array([manifest["shape"][name] for name in _SHAPE], np.int64),
        tables["bounds"].view(np.int64),
        tables["points"].view(np.int64),
    )


def _table(path: Path, digest: str) -> U8:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise Damaged(f"{path} is damaged")
    return np.frombuffer(data, np.uint8)


def _mapped(path: Path, blocks: int) -> U8:
    if path.stat().st_size != blocks << SIZE:
        raise Damaged(f"{path} is cut")
    return np.memmap(path, np.uint8, "r").view(np.ndarray)


def map_whole(file: U8) -> None:
    """Every page of a mapped file is in this process's table, where the system can do that at once (Linux 5.14).

    A page that is touched first costs ten microseconds; all at once cost a tenth of a microsecond each.
    """
    memmap = file.base
    if isinstance(memmap, np.memmap) and isinstance(memmap.base, mmap.mmap) and hasattr(memmap.base, "madvise"):
        with contextlib.suppress(OSError, ValueError):
            memmap.base.madvise(_POPULATE_READ)
