"""A document as the trained reader sees it: pieces of words in windows, each piece tied to its code points.

The vocabulary is in lower case, so a piece also carries how its word is written, and where it stands among the
quotation marks as the structure layer reads them: outside, inside, or inside a passage that an earlier paragraph began.
A paragraph's end is a piece of its own. Windows hold whole paragraphs with some of those before as context; a paragraph
that is longer than a window is cut with an overlap.

Guarantee: `start[i]:end[i]` is the very range of the frozen text that piece i was made from, for any text; ranges are in
order and do not overlap. Limit: what the vocabulary does not know (emoji, other scripts) is one unknown piece a word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loquitur.language.marks import Quoted
from loquitur.model import Document, Span

__all__ = ["BODY", "BREAK", "FEATURES", "Pieces", "Tokenizer", "encode", "stretches", "windows"]

BODY = 254
"""Pieces of a window, without its two ends."""
BREAK, _OPEN, _CLOSE = 1, 101, 102
FEATURES = 12
_LONGEST = 4000
"""Code points of a paragraph that are cut into pieces at once."""

Integers = NDArray[np.int64]


Tokenizer = Any
"""A `tokenizers.Tokenizer`: what cuts words into pieces and tells where each stood."""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The pieces of a stretch of text, as arrays of one length."""

    id: Integers
    start: Integers
    end: Integers
    feature: Integers
    """Place among the marks times four, plus how the word is written."""
    word: Integers
    """Number of the word; -1 for the end of a paragraph."""
    paragraph: Integers

    def __len__(self) -> int:
        return len(self.id)

    def part(self, left: int, right: int) -> "Pieces":
        """Those from one to before another."""
        cut = slice(left, right)
        return Pieces(
            self.id[cut], self.start[cut], self.end[cut], self.feature[cut], self.word[cut], self.paragraph[cut]
        )


def encode(tokenizer: Tokenizer, text: str, paragraphs: Sequence[Span], quoted: Sequence[Quoted]) -> Pieces:
    """The pieces of some paragraphs, with the end of each but the last as a piece of its own."""
    rows: list[tuple[int, int, int, int, int]] = []
    word = 0
    for number, paragraph in enumerate(paragraphs):
        if number:
            at = rows[-1][2] if rows else paragraph.start
            rows.append((BREAK, at, at, -1, number - 1))
        for begin, stop in _cuts(text, paragraph):
            found = tokenizer.encode(text[begin:stop], add_special_tokens=False)
            words = [0 if w is None else w for w in found.word_ids]
            rows += [
                (i, begin + a, begin + b, word + w, number)
                for i, (a, b), w in zip(found.ids, found.offsets, words, strict=True)
            ]
            word += words[-1] + 1 if words else 0
    table = np.array(rows, np.int64).reshape(len(rows), 5)
    ids, start, end, words_, paragraph_ = (np.ascontiguousarray(table[:, k]) for k in range(5))
    written = np.array([_written(text[a:b]) for a, b in zip(start, end, strict=True)], np.int64)
    return Pieces(ids, start, end, _place(start, quoted) * 4 + written, words_, paragraph_)


def _cuts(text: str, paragraph: Span) -> Iterator[Span]:
    """The paragraph in parts of a bounded size, cut at blanks where there are any."""
    begin = paragraph.start
    while begin < paragraph.end:
        stop = min(paragraph.end, begin + _LONGEST)
        if stop < paragraph.end:
            blank = text.rfind(" ", begin + 1, stop)
            stop = blank if blank > 0 else stop
        yield Span(begin, stop)
        begin = stop


def _written(word: str) -> int:
    """0 small, 1 with a capital, 2 all in capitals, 3 no letters."""
    if not any(c.isalpha() for c in word):
        return 3
    if word[0].isupper():
        return 2 if len(word) > 1 and word.isupper() else 1
    return 0


def _place(start: Integers, quoted: Sequence[Quoted]) -> Integers:
    """0 outside the marks, 1 inside, 2 inside a passage that goes on from an earlier paragraph."""
    ranges = [
        (*span, 1 if k == 0 else 2) for q in quoted if q.parent is None and not q.turn for k, span in enumerate(q.outer)
    ]
    if not ranges:
        return np.zeros(len(start), np.int64)
    table = np.array(sorted(ranges), np.int64)
    here = np.searchsorted(table[:, 0], start, "right") - 1
    inside = (here >= 0) & (start < table[here, 1])
    return np.where(inside, table[here, 2], 0)


def paragraph_ranges(pieces: Pieces) -> list[tuple[int, int]]:
    """The pieces of each paragraph, its end included."""
    ends = np.flatnonzero(pieces.id == BREAK) + 1
    edges = [0, *ends.tolist(), len(pieces)]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def windows(pieces: Pieces, context: int) -> list[tuple[int, int, int, int]]:
    """(first, last) of what a window decides and (first, last) of what it sees, over all pieces in order.

    `context` is how many pieces of the paragraphs before it may see.
    """
    found: list[tuple[int, int, int, int]] = []
    ranges = paragraph_ranges(pieces)
    i = 0
    while i < len(ranges):
        first, last = ranges[i]
        if last - first > BODY:
            found += _overlapping(first, last, context)
            i += 1
            continue
        left, k = first, i - 1
        while k >= 0 and first - ranges[k][0] <= context:
            left, k = ranges[k][0], k - 1
        if last - left > BODY:
            left = first
        while i + 1 < len(ranges) and ranges[i + 1][1] - left <= BODY:
            i += 1
            last = ranges[i][1]
        found.append((first, last, left, last))
        i += 1
    return found


def _overlapping(first: int, last: int, context: int) -> Iterator[tuple[int, int, int, int]]:
    at = first
    while at < last:
        left = max(first, at - context)
        right = min(last, left + BODY)
        decided = last if right == last else right - context
        yield at, decided, left, right
        at = decided


def stretches(doc: Document, size: int) -> Iterator[list[Span]]:
    """The document's own paragraphs in order, so many at a time that they hold about `size` code points."""
    held: list[Span] = []
    total = 0
    for block in doc.blocks:
        if block.kind == "frame":
            continue
        for part in _cuts_of(doc.text, block.span, size):
            held.append(part)
            total += part.end - part.start
            if total >= size:
                yield held
                held, total = [], 0
    if held:
        yield held


def _cuts_of(text: str, span: Span, size: int) -> Iterator[Span]:
    begin = span.start
    while span.end - begin > size:
        blank = text.rfind(" ", begin + 1, begin + size)
        stop = blank if blank > 0 else begin + size
        yield Span(begin, stop)
        begin = stop
    yield Span(begin, span.end)
