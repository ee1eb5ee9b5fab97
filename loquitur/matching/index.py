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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from loquitur.matching import seeking
from loquitur.matching.folding import alphabet, encoded, scan
from loquitur.matching.laying import BEST
from loquitur.matching.seeking import HIT, HITS, LETTERS, STRETCH, WORK
from loquitur.matching.segment import Damaged, Segment, open_segment, write_segment
from loquitur.model import Hit

__all__ = ["Index", "build"]

TextOf = Callable[[str], str]
_LIVE = "live.json"
_MANY = 6
_STALE = 86_400.0
_NONE = np.zeros(0, np.uint8)
_PIECE = 1600
_SHORTEST = 4
_FAINT = 150
_SURE = 30
"""Letters of a close stretch that is no chance."""
_FORMULA = 800
"""What letters that nothing explains cost, in thousandths of the quotation, beside words that stand in more documents."""
_ALIKE = 16
"""The places most alike, among which it is asked whether other documents have the same piece."""
_TRIALS = 3
_BEYOND = 32
"""Noughts that follow the letters of a piece."""
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
        self._segments = list(segments)
        self._text_of = text_of
        self._quote = _Quote()

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
        self._segments.clear()

    def find(self, words: str, *, limit: int = 10, exclude: Collection[str] = ()) -> list[Hit]:
        """The places where these words seem to stand, best first."""
        for _ in range(_TRIALS):
            try:
                return self._find(words, limit, exclude)
            except Damaged:
                self._mend()
        raise OSError(f"{self._folder} is damaged again and again; the disk may be failing")

    def _find(self, words: str, limit: int, exclude: Collection[str]) -> list[Hit]:
        parts = [words] if 4 * len(words) <= _PIECE else list(_pieces(words))
        live = [(s, s.banned(exclude)) for s in self._segments]
        quote, letters = self._quote, 0
        found: list[_Found] = []
        for part in parts:
            taken = quote.take(part)
            letters += taken
            for segment, banned in live if taken else ():
                for row in quote.sought(segment, banned):
                    if len(parts) == 1 or row[5] * _PART >= taken:
                        found.append(_Found._make((segment.keys[row[0]], *row[1:8], row[9])))
        if letters < _SHORTEST:
            return []
        return _ranked(found if len(parts) == 1 else _joined(found), letters, limit)

    def _mend(self) -> None:
        """Every segment is written again that is not as it was."""
        wanted = {
            key: version
            for s in self._segments
            for key, version, dead in zip(s.keys, s.versions, s.dead, strict=True)
            if not dead
        }
        shutil.rmtree(self._folder, ignore_errors=True)
        self._segments = _brought(self._folder, wanted, self._text_of)


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


class _Found(NamedTuple):
    """A place of a piece: its range; the letters of the quotation that it explains; how well it does."""

    key: str
    start: int
    end: int
    first: int
    last: int
    equal: int
    sum: int
    close: int
    """The longest stretch that agrees closely, in letters."""
    weight: int
    """What its keys weigh: the rarer, the more."""


def _pieces(words: str) -> Iterator[str]:
    """A quotation in pieces that can be sought at once."""
    while len(words.encode("utf-8", "surrogatepass")) > _PIECE:
        at = _PIECE // 4
        while at < len(words) and len(words[: 2 * at].encode("utf-8", "surrogatepass")) <= _PIECE:
            at *= 2
        yield words[:at]
        words = words[at:]
    yield words


class _Quote:
    """Room for the kernel to work in, and its calls."""

    def __init__(self) -> None:
        self._table = alphabet()
        self._work = np.zeros(WORK, np.int64)
        self._around = np.zeros(STRETCH + 16, np.uint8)
        self._hits = np.zeros(HITS * HIT, np.int64)
        self._places = np.zeros(LETTERS, np.uint32)
        self._row, self._firsts = np.zeros(LETTERS, np.uint8), np.zeros(LETTERS, np.uint32)
        self._letters = self._size = self._words = 0

    def take(self, words: str) -> int:
        """The letters of a piece are in the room, and which begin words: how many letters."""
        data, table = encoded(f"{words}\0"), self._table
        while True:
            n, count, page = scan(data, table.table, table.known, self._row, self._firsts, self._places)
            if page < 0:
                break
            table.learn([page])
        self._row[n : n + _BEYOND] = 0
        self._firsts[count] = n
        self._letters, self._words, self._size = int(n), int(count), len(data)
        return self._letters

    def sought(self, live: _Live, banned: NDArray[np.uint8]) -> list[list[int]]:
        """The hits in a segment of the piece that was taken, as rows of numbers. Raises Damaged."""
        s, table = live.segment, self._table
        firsts = self._firsts[: self._words + 1]
        while True:
            count = seeking.look(
                self._row,
                firsts,
                self._letters,
                self._size,
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
                table.table,
                table.known,
                self._work,
                self._around,
                self._hits,
            )
            if count == seeking.DAMAGED:
                raise Damaged(f"a block of the segment {live.name} is damaged")
            if count >= 0:
                rows: list[list[int]] = self._hits[: count * HIT].reshape(count, HIT).tolist()
                return rows
            table.learn([seeking.PAGE - count])


def _joined(found: list[_Found]) -> list[_Found]:
    """The places of the pieces of a long quotation, those of one document joined that follow each other closely."""
    joined: list[_Found] = []
    for f in sorted(found):
        last = joined[-1] if joined else None
        if last and last.key == f.key and f.start - last.end < _PIECE:
            sums = last.equal + f.equal, last.sum + f.sum, last.close + f.close, last.weight + f.weight
            spans = last.last + f.last - f.first
            joined[-1] = _Found(f.key, last.start, max(last.end, f.end), 0, spans, *sums)
        else:
            joined.append(f._replace(first=0, last=f.last - f.first))
    return joined


def _ranked(found: list[_Found], letters: int, limit: int) -> list[Hit]:
    """The places as hits, best first, none over another.

    The order is that of likeness; the score told is how sure the place is, and never more than that of one before it.
    """
    hits: list[Hit] = []
    sure = [f for f in found if f.close >= _SURE]
    rests = [_rest(f, sure) for f in found]
    rows = [
        (-_likeness(f, r, letters), -f.weight, f.key, f.start, f.end, r, f) for f, r in zip(found, rests, strict=True)
    ]
    rows.sort()
    alike = [row[-1] for row in rows[:_ALIKE]]
    score = 1000
    for unlike, _, _, _, _, rest, f in rows:
        if -unlike < _FAINT or len(hits) == limit:
            break
        if not any(h.doc == f.key and h.start < f.end and f.start < h.end for h in hits):
            score = min(score, _sureness(f, rest, letters, alike))
            hits.append(Hit(f.key, f.start, f.end, score))
    return hits


def _rest(f: _Found, sure: list[_Found]) -> int:
    """The sum of the place that best explains what this one leaves over: then the quotation is run together from both."""
    rest = 0
    for other in sure:
        over = max(0, min(f.last, other.last) - max(f.first, other.first))
        if 4 * over < other.last - other.first:
            rest = max(rest, other.sum - BEST * over)
    return rest


def _likeness(f: _Found, rest: int, letters: int) -> int:
    """How like the words there are, in thousandths.

    The mean of two shares of the quotation: its letters that are equal there, and the alignment's sum, which long runs
    make and gaps diminish. What another place explains of the rest counts three tenths.
    """
    return min(1000, (500 * min(f.equal, letters) + (500 * f.sum + 300 * rest) // BEST) // letters)


def _sureness(f: _Found, rest: int, letters: int, alike: list[_Found]) -> int:
    """How sure it is that the words come from there, in thousandths.

    Equal letters above all; the share of the quotation that the place spans counts as its runs do, for chance makes short
    clean pieces, and a true source explains from end to end. Where another document has the same piece, it is a formula,
    and says nothing of what stands about it: then the letters that nothing explains count against the place.
    """
    span = f.last - f.first
    sure = (600 * min(f.equal, letters) + (200 * f.sum + 300 * rest) // BEST + 200 * span) // letters
    loose = letters - span - rest // BEST
    if loose > 0 and _is_formula(f, alike):
        sure -= _FORMULA * loose // letters
    return max(1, min(1000, sure))


def _is_formula(f: _Found, alike: list[_Found]) -> bool:
    """Whether a place in another document explains most of what this one does."""
    for other in alike:
        if 10 * other.equal >= 7 * f.equal and other.key != f.key:
            over = min(f.last, other.last) - max(f.first, other.first)
            if 10 * over >= 7 * (f.last - f.first):
                return True
    return False
