"""The trained reader: what is quoted outside the marks, by which cue, from which source.

A small encoder (six layers, eight-bit weights) reads windows of some two hundred words on ONNX Runtime, one thread, one
window at a time (`graphs.py`); `decode` makes quotations of its scores. Model, tokeniser and settings lie in `models/` with a
card that says how they were made. They are opened at the first use. Windows that hold neither a mark nor a word that can be a cue
are not read. A long document goes through in stretches, so memory does not grow with it.

Guarantee: ranges are code points of the frozen text, in order, inside its own blocks; the same text gives the same
quotations on the same build and kind of processor. Limit: it knows English news best; see the card.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loquitur.language.marks import Quoted
from loquitur.language.networks import graphs
from loquitur.language.networks.decode import Decoder, Settings, Tagged
from loquitur.language.networks.links import UNIT
from loquitur.language.networks.pieces import Pieces, Tokenizer, encode, stretches, windows
from loquitur.language.words import lexicon
from loquitur.model import Document, Statement

__all__ = ["Reader", "missing", "reader", "wanted"]

_CONTEXT = 48
"""Pieces of earlier paragraphs that a window may see."""
_STRETCH = 24_000
"""Code points that are read before quotations are given."""


def missing() -> str | None:
    """What keeps the trained reader from running here, in words; None where it runs."""
    return graphs.missing("reader.onnx", "reader.npz", "reader.toml")


@cache
def reader() -> "Reader":
    """The trained reader of this installation, opened once. Only where nothing is `missing`."""
    return Reader.open()


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """An open model."""

    tokenizer: Tokenizer
    decoder: Decoder
    by: str
    """Model and runtime, with their versions, for the reason of a finding."""

    @classmethod
    def open(cls) -> "Reader":
        """The reader with the files of the package."""
        folder = graphs.folder()
        kept = tomllib.loads((folder / "reader.toml").read_text(encoding="utf-8"))
        chosen: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in kept["settings"].items()}
        with as_file(folder / "reader.npz") as path, np.load(path, allow_pickle=False) as stored:
            weights = {name: stored[name].astype(np.float32) for name in stored.files}
        by = f"{kept['model']['name']}, {graphs.runtime()}"
        return cls(graphs.words(), Decoder.of(weights, Settings(**chosen)), by)

    def read(self, doc: Document, quoted: Sequence[Quoted]) -> Iterator[Tagged]:
        """Every quotation that it sees, in the order of the text; `quoted` is what the marks show."""
        for paragraphs in stretches(doc, _STRETCH):
            first, last = paragraphs[0].start, paragraphs[-1].end
            near = [q for q in quoted if q.start < last and first < q.end]
            pieces = encode(self.tokenizer, doc.text, paragraphs, near)
            if len(pieces):
                yield from self._stretch(doc.text, pieces)

    def _stretch(self, text: str, pieces: Pieces) -> Iterator[Tagged]:
        scores, hidden, decided = self.scores(text, pieces)
        if decided:
            yield from self.decoder.quotations(pieces, scores, hidden, decided)

    def scores(self, text: str, pieces: Pieces) -> tuple[NDArray[np.int64], NDArray[np.float32], list[tuple[int, int]]]:
        """The scores of the pieces in whole units, their vectors, and the parts that were read."""
        size = int(self.decoder.links["cue"].left.shape[0]) // 3
        scores = np.zeros((len(pieces), 10), np.int64)
        hidden = np.zeros((len(pieces), size), np.float32)
        decided = []
        for first, last, left, right in windows(pieces, _CONTEXT):
            if not _worth(text, pieces, first, last):
                continue
            seen = pieces.part(left, right)
            out, vectors = graphs.run("reader", *graphs.closed((seen.id, seen.feature)))
            at = slice(first - left + 1, last - left + 1)
            scores[first:last] = np.rint(out[at] * UNIT)
            hidden[first:last] = vectors[at]
            decided.append((first, last))
        return scores, hidden, decided


@cache
def _cues() -> "re.Pattern[str]":
    words = lexicon()
    known = sorted(words.cues | words.utterance | {phrase.split()[0] for phrase in words.sources})
    return re.compile(rf"[“”\"«»„]|\b(?:{'|'.join(map(re.escape, known))})\b", re.I)


def wanted(doc: Document, quoted: Sequence[Quoted], statements: Sequence[Statement]) -> bool:
    """Whether there may be more than the rules found: a word that can be a cue and is none, or words without speaker."""
    if any(s.quotation.mode == "direct" and s.speaker.kind == "unknown" for s in statements):
        return True
    known = sorted((*(c for s in statements for c in s.cue), *(span for q in quoted for span in q.outer)))
    reached, k = -1, 0
    for block in doc.blocks:
        for m in _cues().finditer(doc.text, *block.span) if block.kind != "frame" else ():
            while k < len(known) and known[k].start <= m.start():
                reached, k = max(reached, known[k].end), k + 1
            if m.start() >= reached:
                return True
    return False


def _worth(text: str, pieces: Pieces, first: int, last: int) -> bool:
    """Whether a window holds a mark or a word that can be a cue."""
    if (pieces.feature[first:last] >= 4).any():
        return True
    return _cues().search(text, int(pieces.start[first]), int(pieces.end[last - 1])) is not None
