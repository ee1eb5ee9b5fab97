"""Where the words of a quotation stand in a library: an index of letter runs and of words, on disk.

The index is a folder of immutable segments and a list of the live ones. A document that is new gets a segment of its own
with others that are new; when there are many, the small ones are written as one. What is no longer wanted is passed
over. The list proves nothing by itself: what is wanted is held against what the segments say they hold, and a segment
that is cut, changed or of another version is written again, whether that shows at the opening or at a look-up.

Hits are in one order everywhere: integer scores, then the weight of their keys, the document's key, the place.
"""

import contextlib
import json
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from loquitur.matching import seeking
from loquitur.matching.folding import alphabet
from loquitur.matching.ranking import HELD, RANKED, ranked, told
from loquitur.matching.seeking import HITS, LETTERS, PLACE, STRETCH, WORK
from loquitur.matching.segment import Damaged, Segment, map_whole, open_segment, write_segment
from loquitur.model import Hit

__all__ = ["Index", "build"]

TextOf = Callable[[str], str]
_LIVE = "live.json"
_MANY = 6
_STALE = 86_400.0
_NONE = np.zeros(0, np.uint8)
_PIECE = 1600
_SHORTEST = 4
_TRIALS = 3
_BATCH = 500
_PART = 5
"""A place of a piece counts where it holds so large a part of the piece, one in so many letters."""


def build(folder: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Writes an index of these (key, text) pairs into a folder; what it held before is gone."""
    _write(folder, ((f"{key}\t", text) for key, text in texts))


def _write(folder: Path, texts: Iterable[tuple[str, str]]) -> None:
    _enlist(folder, [write_segment(folder, _texts(folder), texts)])


def _texts(folder: Path) -> Path:
    """Where the texts of an index lie: beside it."""
    return folder.with_name(f"{folder.name}-texts")


class Index:
    """An opened index. Not to be shared between threads."""

    def __init__(self, folder: Path, segments: Iterable["_Live"], text_of: TextOf) -> None:
        self._folder = folder
        self._text_of = text_of
        self._take(list(segments))

    def _take(self, segments: "list[_Live]") -> None:
        """These segments are searched; their documents are numbered in the order of their keys."""
        self._segments = segments
        self._ordered = sorted(key for s in segments for key in s.keys)
        ranks = {key: rank for rank, key in enumerate(self._ordered)}
        for segment in segments:
            segment.ranks = np.array([ranks[key] for key in segment.keys], np.int64)
        self._desk = _Desk(len(segments))

    @classmethod
    def open(cls, folder: Path, text_of: TextOf) -> "Index":
        """The index in a folder. Raises ValueError for one that is damaged, cut or of another version."""
        return cls(folder, [_opened(folder, name) for name in _listed(folder)], text_of)

    @classmethod
    def of(cls, folder: Path, wanted: Mapping[str, str], text_of: TextOf) -> "Index":
        """The index of the documents wanted, by key and version of the text; what it lacks is written now.

        Raises OSError where it cannot be written.
        """
        for _ in range(_TRIALS):
            with contextlib.suppress(Damaged):
                index = cls(folder, _brought(folder, wanted, text_of), text_of)
                index.find("the kernels are loaded now, not at the first question")
                return index
        raise OSError(f"another program keeps changing {folder}")

    @property
    def keys(self) -> tuple[str, ...]:
        """The documents of the index."""
        return tuple(key for s in self._segments for key, dead in zip(s.keys, s.dead, strict=True) if not dead)

    def close(self) -> None:
        """Lets the files go."""
        self._take([])

    def expect(self, many: int) -> None:
        """So many quotations will be sought: for a good many the files are mapped whole, which costs some milliseconds."""
        if many >= _BATCH:
            for live in self._segments:
                map_whole(live.segment.index)
                map_whole(live.segment.text)

    def find(self, words: str, *, limit: int = 10, exclude: Collection[str] = ()) -> list[Hit]:
        """The places where these words seem to stand, best first."""
        for _ in range(_TRIALS):
            try:
                return self._find(words, limit, exclude)
            except Damaged:
                self._mend()
        raise OSError(f"{self._folder} is damaged again and again; the disk may be failing")

    def bears(self, words: str, limit: int, exclude: Collection[str], among: Collection[str]) -> bool:
        """Whether one of these documents is among the best places of the segments that hold them, whatever stands in others."""
        live = [s for s in self._segments if any(key in s.number for key in among)]
        try:
            rows = self._ranked(words, limit, exclude, live) if live else []
        except Damaged:
            return True  # `find` will mend it
        return any(self._ordered[n] in among for n, *_ in rows)

    def _find(self, words: str, limit: int, exclude: Collection[str]) -> list[Hit]:
        keys = self._ordered
        return [Hit(keys[n], start, end, told(*how)) for n, start, end, *how in self._ranked(words, limit, exclude)]

    def _ranked(
        self, words: str, limit: int, exclude: Collection[str] = (), segments: Sequence["_Live"] | None = None
    ) -> list[list[int]]:
        """The places as rows of numbers: see `ranking.RANKED`; in some segments, or in all. Raises Damaged."""
        live = [(s, s.banned(exclude)) for s in (self._segments if segments is None else segments)]
        desk = self._desk
        pieces = [words] if 4 * len(words) <= _PIECE else list(_pieces(words))
        letters = desk.sought(pieces[0], live) if len(pieces) == 1 else desk.sought_whole(pieces, live)
        return desk.ranked(letters, limit) if letters >= _SHORTEST else []

    def _mend(self) -> None:
        """Every segment is written again that is not as it was."""
        wanted = {
            key: version
            for s in self._segments
            for key, version, dead in zip(s.keys, s.versions, s.dead, strict=True)
            if not dead
        }
        shutil.rmtree(self._folder, ignore_errors=True)
        self._take(_brought(self._folder, wanted, self._text_of))


# ---- segments ----


class _Live:
    """A segment that is searched, and what of it is dead."""

    def __init__(self, name: str, segment: Segment) -> None:
        self.name = name
        self.segment = segment
        parted = [key.partition("\t") for key in segment.keys]
        self.keys = [key for key, _, _ in parted]
        self.versions = [version for _, _, version in parted]
        self.number = {key: i for i, key in enumerate(self.keys)}
        self.dead = np.zeros(len(self.keys), np.uint8)
        self.ranks = np.zeros(len(self.keys), np.int64)
        """Of each document its rank among those of the index."""
        self.mixed = False
        """Whether some of its documents are dead."""
        self.seen = np.zeros(len(segment.sums[0]), np.uint8), np.zeros(len(segment.sums[1]), np.uint8)

    def banned(self, exclude: Collection[str]) -> NDArray[np.uint8]:
        """Which documents are not to be found; empty where all are."""
        numbers = [self.number[key] for key in exclude if key in self.number]
        if not numbers:
            return self.dead if self.mixed else _NONE
        banned = self.dead.copy()
        banned[numbers] = 1
        return banned


def _opened(folder: Path, name: str) -> _Live:
    return _Live(name, open_segment(folder / name, _texts(folder) / f"{name}.utf8"))


def _listed(folder: Path) -> list[str]:
    """The names of the live segments. Raises Damaged where there is no such list."""
    try:
        names = json.loads((folder / _LIVE).read_text(encoding="utf-8"))["segments"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"the index in {folder} is not whole") from error
    if not isinstance(names, list) or not all(isinstance(n, str) and n.isalnum() for n in names):
        raise Damaged(f"the index in {folder} is damaged")
    return names


def _enlist(folder: Path, names: list[str]) -> None:
    """These segments are the live ones; those that were before are gone, and what a dead process left."""
    with contextlib.suppress(Damaged):
        for name in set(_listed(folder)) - set(names):
            _drop(folder, name)
    part = folder / f"{_LIVE}.{os.getpid()}"
    part.write_text(json.dumps({"segments": names}), encoding="utf-8")
    os.replace(part, folder / _LIVE)
    for place in (folder, _texts(folder)):
        for left in place.iterdir():
            if left.name != _LIVE and left.stem not in names and time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def _drop(folder: Path, name: str) -> None:
    """A segment is gone, if the system lets it go; where others have it mapped it may stay."""
    shutil.rmtree(folder / name, ignore_errors=True)
    with contextlib.suppress(OSError):
        (_texts(folder) / f"{name}.utf8").unlink()


def _brought(folder: Path, wanted: Mapping[str, str], text_of: TextOf) -> list[_Live]:
    """Segments that hold every document wanted; written where they are lacking. Raises OSError, Damaged."""
    live = list(_sound(folder))
    held: set[str] = set()
    for segment in live:
        for i, (key, version) in enumerate(zip(segment.keys, segment.versions, strict=True)):
            segment.dead[i] = wanted.get(key) != version or key in held
            held.update([] if segment.dead[i] else [key])
        segment.mixed = bool(segment.dead.any())
    kept = [s for s in live if not s.dead.all()]
    lacking = sorted(wanted.keys() - held)
    if not lacking and len(kept) == len(live) and (live or (folder / _LIVE).is_file()):
        return live
    if len(kept) + bool(lacking) > _MANY:
        total = sum(len(s.segment.text) for s in kept)
        small = [s for s in kept if 3 * len(s.segment.text) < total]
        lacking = sorted({*lacking, *(k for s in small for k, d in zip(s.keys, s.dead, strict=True) if not d)})
        kept = [s for s in kept if s not in small]
    names = [s.name for s in kept]
    if lacking or not names:
        texts = ((f"{key}\t{wanted[key]}", text_of(key)) for key in lacking)
        names.append(write_segment(folder, _texts(folder), texts))
        kept.append(_opened(folder, names[-1]))
    _enlist(folder, names)
    return kept


def _sound(folder: Path) -> Iterator[_Live]:
    """The live segments that can be opened."""
    try:
        names = _listed(folder)
    except Damaged:
        return
    for name in names:
        with contextlib.suppress(Damaged):
            yield _opened(folder, name)


# ---- a quotation ----


def _pieces(words: str) -> Iterator[str]:
    """A quotation in pieces that can be sought at once."""
    while len(words.encode("utf-8", "surrogatepass")) > _PIECE:
        at = _PIECE // 4
        while at < len(words) and len(words[: 2 * at].encode("utf-8", "surrogatepass")) <= _PIECE:
            at *= 2
        yield words[:at]
        words = words[at:]
    yield words


class _Desk:
    """Room for the kernels to work in, and the places found, of all segments one after another."""

    def __init__(self, segments: int) -> None:
        self._table = alphabet()
        self._work = np.zeros(WORK, np.int64)
        self._around = np.zeros(STRETCH + 16, np.uint8)
        self._letters, self._firsts = np.zeros(LETTERS, np.uint8), np.zeros(LETTERS, np.uint32)
        self._bytes = np.zeros(LETTERS, np.uint32)
        self._places = np.zeros(PLACE * HITS * segments, np.int64)
        self._held, self._best = np.zeros(HELD * HITS * segments, np.int64), np.zeros(0, np.int64)
        self._count = 0

    def sought(self, words: str, live: Sequence[tuple["_Live", NDArray[np.uint8]]]) -> int:
        """The places of a piece are in the room, instead of those of the piece before; how many letters it has.

        Raises Damaged.
        """
        data = np.frombuffer(f"{words}\0".encode("utf-8", "surrogatepass"), np.uint8)
        letters = self._count = 0
        for segment, banned in live:
            letters = self._sought(data, segment, banned)
        return letters

    def sought_whole(self, pieces: Iterable[str], live: Sequence[tuple["_Live", NDArray[np.uint8]]]) -> int:
        """The places of a long quotation are in the room, those of its pieces joined; how many letters it has."""
        letters, found = 0, []
        for piece in pieces:
            taken = self.sought(piece, live)
            letters += taken
            found += [row for row in self._rows() if row[5] * _PART >= taken]
        self._put(_joined(found))
        return letters

    def _sought(self, data: NDArray[np.uint8], live: "_Live", banned: NDArray[np.uint8]) -> int:
        s, table = live.segment, self._table
        while True:
            count, letters = seeking.look(
                data,
                self._letters,
                self._firsts,
                self._bytes,
                s.index,
                s.sums[0],
                live.seen[0],
                s.text,
                s.sums[1],
                live.seen[1],
                s.shape,
                s.bounds,
                s.points,
                banned,
                live.ranks,
                table.table,
                table.known,
                self._work,
                self._around,
                self._places,
                self._count,
            )
            if count == seeking.DAMAGED:
                raise Damaged(f"a block of the segment {live.name} is damaged")
            if count >= 0:
                self._count = count
                return int(letters)
            table.learn([seeking.PAGE - count])

    def _rows(self) -> list[list[int]]:
        """The places in the room."""
        rows: list[list[int]] = self._places[: self._count * PLACE].reshape(self._count, PLACE).tolist()
        return rows

    def _put(self, rows: list[list[int]]) -> None:
        """These places are in the room."""
        self._count = len(rows)
        self._places.resize(max(len(self._places), PLACE * self._count), refcheck=False)
        self._held.resize(max(len(self._held), HELD * self._count), refcheck=False)
        self._places[: PLACE * self._count] = np.ravel(np.array(rows, np.int64))

    def ranked(self, letters: int, limit: int) -> list[list[int]]:
        """The best of the places in the room, as rows: rank of the document, first and last code point, how sure, evidence."""
        limit = min(limit, self._count)
        self._best.resize(max(len(self._best), RANKED * limit), refcheck=False)
        best = ranked(self._places, self._count, letters, limit, self._held, self._best)
        rows: list[list[int]] = self._best[: best * RANKED].reshape(best, RANKED).tolist()
        return rows


def _joined(found: list[list[int]]) -> list[list[int]]:
    """The places of the pieces of a long quotation, those of one document joined that follow each other closely."""
    joined: list[list[int]] = []
    for rank, start, end, first, last, *sums in sorted(found):
        before = joined[-1] if joined else None
        if before and before[0] == rank and start - before[2] < _PIECE:
            before[2] = max(before[2], end)
            before[4:] = [a + b for a, b in zip(before[4:], [last - first, *sums], strict=True)]
        else:
            joined.append([rank, start, end, 0, last - first, *sums])
    return joined
