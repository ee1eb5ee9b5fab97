"""What the documents of a library share: all pairs of passages, and the formulas.

Passages come from shared runs of letters (`shared`), so that no pair of documents is ever compared as such and the work
grows with the library, not with its square. What stands in more places than could have it from one another, an oath or a
set phrase, is a formula and kept apart. What the pairs come to is told in `clusters`.

Limit: a run with more than twenty places is a formula even where twenty-one editions of one book are held.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from loquitur.matching import postings, shared
from loquitur.matching.clusters import Formula, Pair, Passage, Reuse
from loquitur.matching.folding import END
from loquitur.matching.segment import Room, points_of, scanned

__all__ = ["reuse"]

MOST = 20
"""A run of letters with more places is a formula."""
_GAP, _DRIFT = 40, 12
_SHORTEST = 60
Rows = NDArray[np.int64]


def reuse(texts: Iterable[tuple[str, str]], *, shortest: int = _SHORTEST) -> Reuse:
    """Every pair of passages that two documents share, of at least so many letters, and the formulas."""
    library = _Library(texts)
    twos, many = _shared(library)
    return Reuse(tuple(_pairs(library, twos, shortest)), tuple(_formulas(library, many)), library.words)


class _Library:
    """The letters of all documents, with the way back to their code points."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self.keys: list[str] = []
        bodies: list[bytes] = []
        self.bytes = [0]
        for key, text in texts:
            self.keys.append(key)
            bodies += [text.encode("utf-8", "surrogatepass"), bytes([END])]
            self.bytes.append(self.bytes[-1] + len(bodies[-2]) + 1)
        self.data = np.frombuffer(b"".join(bodies), np.uint8)
        self.letters, self.starts, self.places, self.words = scanned(self.data, len(self.keys), Room())
        self.bounds = np.searchsorted(self.places[: self.words], np.array(self.bytes)).astype(np.int64)
        self._points = points_of(self.data)

    def passages(self, first: Rows, last: Rows) -> list[Passage]:
        """The ranges from one letter to before another, as passages: whole words."""
        starts = self.starts[: self.words]
        a = np.searchsorted(starts, first, "right") - 1
        z = np.searchsorted(starts, last, "left")
        docs = np.searchsorted(self.bounds, a, "right") - 1
        ends = np.append(self.places[: self.words], 0).astype(np.int64)[z]
        ends = np.where(z < self.bounds[docs + 1], ends, np.array(self.bytes, np.int64)[docs + 1] - 1)
        origin, begin = np.array(self.bytes, np.int64)[docs], self.places[: self.words].astype(np.int64)[a]
        for row in (origin, begin, ends):
            shared.placed(self.data, self._points, row)
        rows = zip(docs.tolist(), (begin - origin).tolist(), (ends - origin).tolist(), strict=True)
        return [Passage(self.keys[d], b, e) for d, b, e in rows]


def _shared(library: _Library) -> tuple[Rows, Rows]:
    """The pairs of words at which seeds begin, and the formulas."""
    found = np.empty(library.words + 1, np.uint64)
    sizes = np.zeros(postings.PARTS, np.int64)
    count = shared.long_keys(library.letters, library.starts, library.words, found, sizes)
    at = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    rows = np.empty(count, np.uint64)
    postings.spread(found, count, at[:-1].astype(np.uint64), rows)
    twos, many, counts = [], [], np.empty(postings.COUNTS, np.uint32)
    for a, b in pairwise(at.tolist()):
        postings.sort(rows[a:b], np.empty(b - a, np.uint64), counts)
        room = max(64, b - a)
        while True:
            two, formula = np.empty(2 * room, np.int64), np.empty(3 * room, np.int64)
            n, m = shared.pairs(rows[a:b], MOST, library.letters, library.starts, library.bounds, two, formula)
            if max(n, m) <= room:
                break
            room = max(n, m)
        twos.append(two[: 2 * n].reshape(n, 2))
        many.append(formula[: 3 * m].reshape(m, 3))
    return np.concatenate(twos), np.concatenate(many)


def _pairs(library: _Library, twos: Rows, shortest: int) -> Iterator[Pair]:
    """Passages grown from pairs of words; two that lie close on both sides are one."""
    docs = np.searchsorted(library.bounds, twos, "right") - 1
    order = np.lexsort((twos[:, 0], twos[:, 1] - twos[:, 0], docs[:, 1], docs[:, 0]))
    first, second = np.ascontiguousarray(twos[order, 0]), np.ascontiguousarray(twos[order, 1])
    out = np.empty(6 * len(twos) + 6, np.int64)
    n = shared.grown(first, second, _GAP, _DRIFT, library.letters, library.starts, library.bounds, out)
    rows = _joined(library, out[: 6 * n].reshape(n, 6))
    rows = rows[rows[:, 4] >= shortest]
    ones = library.passages(rows[:, 0], rows[:, 1])
    others = library.passages(rows[:, 2], rows[:, 3])
    yield from (Pair(a, b, e) for a, b, e in zip(ones, others, rows[:, 4].tolist(), strict=True))


def _joined(library: _Library, rows: Rows) -> Rows:
    """Passages of two documents that overlap or follow each other closely on both sides, as one."""
    words = np.searchsorted(library.starts[: library.words], rows[:, [0, 2]], "right") - 1
    docs = np.searchsorted(library.bounds, words, "right") - 1
    joined: list[list[int]] = []
    order = np.lexsort((rows[:, 2], rows[:, 0], docs[:, 1], docs[:, 0]))
    last_docs: list[int] = []
    reach = 6 * _GAP
    for row, pair in zip(rows[order].tolist(), docs[order].tolist(), strict=True):
        last = joined[-1] if joined and last_docs == pair else None
        if last and row[0] - last[1] <= reach and -reach <= row[2] - last[3] <= reach and row[3] > last[2]:
            over = max(0, min(last[1], row[1]) - row[0])
            last[4] += max(0, row[4] - over)
            last[1], last[2], last[3] = max(last[1], row[1]), min(last[2], row[2]), max(last[3], row[3])
        else:
            joined.append(row)
        last_docs = pair
    return np.array(joined, np.int64).reshape(len(joined), 6)


def _formulas(library: _Library, many: Rows) -> Iterator[Formula]:
    """The formulas, the widest spread first; runs that overlap are one."""
    rows: list[list[int]] = []
    for word, places, documents in sorted(map(tuple, many.tolist())):
        letter = int(library.starts[word])
        if rows and letter <= rows[-1][1]:
            rows[-1][1:] = letter + shared.LONG, max(rows[-1][2], places), max(rows[-1][3], documents)
        else:
            rows.append([letter, letter + shared.LONG, places, documents])
    rows.sort(key=lambda row: (-row[3], -row[2], row[0]))
    table = np.array(rows, np.int64).reshape(len(rows), 4)
    found = zip(library.passages(table[:, 0], table[:, 1]), table[:, 2].tolist(), table[:, 3].tolist(), strict=True)
    yield from (Formula(*row) for row in found)
