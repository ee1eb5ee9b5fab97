"""Where the words of a quotation stand in a library: an index of letter runs and of words, on disk.

Every word start of the library gives the hash of the letters that follow it, across word boundaries, so that line-end
hyphens cost nothing; every letter of a quotation is probed. Hits vote for places; a place that explains most of the
quotation wins, and what stays uncovered is looked up again, so that a spliced quotation shows its parts. Where letters
find nothing, rare words vote (another translation). Integer scores, total orders.

A segment is immutable: sorted arrays opened by memory map, and a manifest with version and digests; a segment that is
cut or of another version is refused with ValueError, and its owner builds it again.
"""

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loquitur.matching.letters import Folded, fold, keys
from loquitur.model import Hit, digest

__all__ = ["Index", "build"]

VERSION = 2
_RUN = 12
_COMMON = 200
_COMMON_WORD = 3000
_ARRAYS = ("runs", "run_posts", "words", "word_posts")


def build(folder: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Writes the segment of these (key, text) pairs into a folder that does not exist yet."""
    gathered: dict[str, list[NDArray[Any]]] = {name: [] for name in _ARRAYS}
    docs: list[tuple[str, int]] = []
    length = 0
    for key, text in texts:
        folded = fold(text)
        docs.append((key, length))
        hashed = keys(folded.letters, _RUN)
        starts = folded.starts[folded.starts < len(hashed)]
        gathered["runs"].append(hashed[starts])
        gathered["run_posts"].append(starts + length)
        gathered["words"].append(_word_keys(folded))
        gathered["word_posts"].append(folded.starts + length)
        length += len(folded.letters) + _RUN
    folder.mkdir(parents=True)
    sizes = {}
    for hashes, posts in (("runs", "run_posts"), ("words", "word_posts")):
        key_row = np.concatenate(gathered[hashes]) if docs else np.zeros(0, np.uint64)
        post_row = np.concatenate(gathered[posts]) if docs else np.zeros(0, np.int64)
        order = np.argsort(key_row, kind="stable")
        np.save(folder / f"{hashes}.npy", key_row[order], allow_pickle=False)
        np.save(folder / f"{posts}.npy", post_row[order].astype(np.int64), allow_pickle=False)
    for name in _ARRAYS:
        sizes[name] = _stamp(folder / f"{name}.npy")
    manifest = {"version": VERSION, "run": _RUN, "docs": docs, "length": length, "sizes": sizes}
    manifest["digest"] = digest(json.dumps(manifest, sort_keys=True))
    part = folder / "manifest.part"
    part.write_text(json.dumps(manifest), encoding="utf-8")
    os.replace(part, folder / "manifest.json")


def _stamp(path: Path) -> str:
    """The digest of a file: a flipped bit is a wrong hit."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _word_keys(folded: Folded) -> NDArray[np.uint64]:
    """The hash of each word of a text."""
    ends = np.append(folded.starts[1:], len(folded.letters))
    hashed = np.zeros(len(folded.starts), np.uint64)
    lengths = ends - folded.starts
    with np.errstate(over="ignore"):
        for j in range(int(lengths.max()) if len(lengths) else 0):
            live = np.flatnonzero(lengths > j)
            if j >= 40:
                break
            mixed = (hashed[live] ^ folded.letters[folded.starts[live] + j].astype(np.uint64)) * np.uint64(
                0xD6E8FEB86659FD93
            )
            hashed[live] = mixed ^ (mixed >> np.uint64(31))
    return hashed


@dataclass(frozen=True, slots=True)
class _Vote:
    """A place that some letters of the quotation point to, as letters of the library."""

    doc: int
    first: int
    last: int
    covered: int
    inside: tuple[tuple[int, int], ...]
    """The letters of the quotation that it explains, as ranges."""


class Index:
    """An opened segment. Not to be shared between threads."""

    def __init__(self, folder: Path, manifest: dict[str, Any], text_of: Callable[[str], str]) -> None:
        self._arrays: dict[str, NDArray[Any]] = {
            name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _ARRAYS
        }
        self._keys = [key for key, _ in manifest["docs"]]
        self._starts = np.array([start for _, start in manifest["docs"]], np.int64)
        self._text_of = text_of
        self._folded: dict[str, Folded] = {}

    @classmethod
    def open(cls, folder: Path, text_of: Callable[[str], str]) -> "Index":
        """The segment in a folder. Raises ValueError for one that is damaged, cut or of another version."""
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            told = manifest.pop("digest")
            sizes = {name: _stamp(folder / f"{name}.npy") for name in _ARRAYS}
        except (OSError, ValueError, KeyError, AttributeError) as error:
            raise ValueError(f"the index in {folder} is not whole") from error
        if (
            manifest.get("version") != VERSION
            or told != digest(json.dumps(manifest, sort_keys=True))
            or sizes != manifest["sizes"]
        ):
            raise ValueError(f"the index in {folder} is damaged or of another version")
        return cls(folder, manifest, text_of)

    @property
    def keys(self) -> tuple[str, ...]:
        """The documents of the segment."""
        return tuple(self._keys)

    def close(self) -> None:
        """Lets the files go."""
        self._arrays.clear()
        self._folded.clear()

    def find(self, words: str, *, limit: int = 10, exclude: Collection[str] = ()) -> list[Hit]:
        """The places where these words seem to stand, best first."""
        quote = fold(words)
        if len(quote.letters) < 4 or not self._keys:
            return []
        banned = {i for i, key in enumerate(self._keys) if key in exclude}
        votes = self._by_runs(quote, banned)
        best = max((v.covered for v in votes), default=0)
        if best < len(quote.letters) * 0.55:
            votes += self._by_words(quote, banned)
        ranked = sorted(votes, key=lambda v: (-v.covered, self._keys[v.doc], v.first))
        return self._hits(ranked, len(quote.letters), limit)

    def _hits(self, votes: list[_Vote], length: int, limit: int) -> list[Hit]:
        hits: list[Hit] = []
        for vote in votes:
            key = self._keys[vote.doc]
            start, end = self._range(vote)
            if any(h.doc == key and h.start < end and start < h.end for h in hits):
                continue
            hits.append(Hit(key, start, end, 1000 * vote.covered // max(1, length)))
            if len(hits) >= limit:
                break
        return hits

    def _range(self, vote: _Vote) -> tuple[int, int]:
        """The code points of a vote."""
        key = self._keys[vote.doc]
        if key not in self._folded:
            if len(self._folded) > 16:
                self._folded.clear()
            self._folded[key] = fold(self._text_of(key))
        places, base = self._folded[key].places, int(self._starts[vote.doc])
        first, last = max(0, vote.first - base), min(len(places) - 1, vote.last - 1 - base)
        return int(places[first]), int(places[max(first, last)]) + 1

    def _by_runs(self, quote: Folded, banned: set[int]) -> list[_Vote]:
        probes = keys(quote.letters, _RUN)
        at, posts = self._look_up("runs", probes, _COMMON)
        votes = self._windows(at, posts, len(quote.letters), banned, _RUN)
        covered = sorted(r for v in votes[:1] for r in v.inside)
        rest = [i for i in range(len(probes)) if not any(a <= i < b for a, b in covered)]
        if votes and len(rest) > 30:
            left = np.isin(at, np.array(rest))
            votes += self._windows(at[left], posts[left], len(quote.letters), banned, _RUN)
        return votes

    def _by_words(self, quote: Folded, banned: set[int]) -> list[_Vote]:
        """Windows in which many of the quotation's rarer words stand together."""
        hashed = _word_keys(quote)
        at, posts = self._look_up("words", hashed, _COMMON_WORD)
        if not len(at):
            return []
        return self._windows(quote.starts[at], posts, len(quote.letters), banned, 6)

    def _look_up(
        self, name: str, probes: NDArray[np.uint64], common: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Which probe hit, and where, leaving out the too common ones."""
        table, posts = self._arrays[name], self._arrays[{"runs": "run_posts", "words": "word_posts"}[name]]
        low = np.searchsorted(table, probes, "left")
        count = np.searchsorted(table, probes, "right") - low
        count[count > common] = 0
        at = np.repeat(np.arange(len(probes), dtype=np.int64), count)
        first = np.cumsum(count) - count
        offset = np.arange(int(count.sum()), dtype=np.int64) - np.repeat(first, count)
        return at, np.asarray(posts[low[at] + offset], np.int64)

    def _windows(
        self, at: NDArray[np.int64], posts: NDArray[np.int64], length: int, banned: set[int], run: int
    ) -> list[_Vote]:
        """For each document that was hit, the stretches that explain most of the quotation."""
        order = np.lexsort((at, posts))
        at, posts = at[order], posts[order]
        docs = np.searchsorted(self._starts, posts, "right") - 1
        votes: list[_Vote] = []
        cuts = np.flatnonzero(np.diff(docs)) + 1
        for group in np.split(np.arange(len(posts)), cuts):
            if len(group) and int(docs[group[0]]) not in banned:
                votes += _best_windows(int(docs[group[0]]), at[group], posts[group], length, run)
        votes.sort(key=lambda v: (-v.covered, v.doc, v.first))
        return votes[:24]


def _best_windows(doc: int, at: NDArray[np.int64], posts: NDArray[np.int64], length: int, run: int) -> Iterator[_Vote]:
    """The best stretch of one document, and a second one elsewhere in it."""
    width = 2 * length + 240
    ends = np.searchsorted(posts, posts + width, "right")
    counts = ends - np.arange(len(posts))
    taken: list[tuple[int, int]] = []
    for i in np.argsort(-counts, kind="stable")[:40]:
        first, last = int(posts[i]), int(posts[ends[i] - 1]) + run
        if any(first < b and a < last for a, b in taken):
            continue
        inside = _joined(np.unique(at[i : ends[i]]), run)
        taken.append((first, last))
        yield _Vote(doc, first, last, min(length, sum(b - a for a, b in inside)), inside)
        if len(taken) == 3:
            return


def _joined(places: NDArray[np.int64], run: int) -> tuple[tuple[int, int], ...]:
    """Ranges of letters that runs beginning at these places cover."""
    ranges: list[tuple[int, int]] = []
    for place in places.tolist():
        if ranges and place <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], place + run)
        else:
            ranges.append((place, place + run))
    return tuple(ranges)
