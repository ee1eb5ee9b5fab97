"""Samples as arrays: the labels of every piece and the links between spans, cut into training windows.

Labels are outside, begin, inside for each of three layers (content, cue, source). Where a sample is not whole the
pieces outside its marks are unknown, and count for nothing. `act` is 0 for speech, 1 for attitude, -1 where the words
do not tell: a cue's verb decides by the word lists; a verb that is in none by how often its words stand in marks.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loquitur import reading
from loquitur.language import marks
from loquitur.language.networks.pieces import BODY, BREAK, Pieces, Tokenizer, encode, paragraph_ranges
from loquitur.language.words import lexicon
from loquitur.model import Span
from training.corpora import Sample, Told

__all__ = ["Acts", "Example", "Link", "example", "training_windows"]

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution as ranges of pieces."""

    content: tuple[Range, ...]
    cue: tuple[Range, ...]
    source: tuple[Range, ...]
    cued: bool
    """Whether it is known by which cue, be it none."""
    sourced: bool


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A document to learn from."""

    pieces: Pieces
    labels: NDArray[np.int64]
    """Three layers by pieces: 0 outside, 1 begins, 2 goes on."""
    known: NDArray[np.bool_]
    act: NDArray[np.int64]
    links: tuple[Link, ...]


class Acts:
    """Which cues utter and which only hold a belief, learnt from a corpus."""

    def __init__(self, samples: Iterable[Sample]) -> None:
        words = lexicon()
        self.speech = (
            words.speech | words.report | words.utterance | {"according", "talk", "talked", "talking", "talks"}
        )
        self.attitude = words.attitude
        seen: Counter[str] = Counter()
        marked: Counter[str] = Counter()
        for sample in samples:
            for told in sample.told:
                for word in self._words(sample.text, told):
                    seen[word] += 1
                    marked[word] += _in_marks(sample.text, told)
        self.share = {w: marked[w] / n for w, n in seen.items() if n >= 5}

    def _words(self, text: str, told: Told) -> set[str]:
        closed = lexicon().closed
        row = [w.lower() for a, b in told.cue for w in re.findall(r"[^\W\d_]+", text[a:b])]
        return set(row) - set().union(*closed.values())

    def of(self, text: str, told: Told) -> int:
        """0 for speech, 1 for an attitude, -1 where it cannot be told."""
        row = self._words(text, told)
        if _in_marks(text, told) or row & self.speech:
            return 0
        if row & self.attitude:
            return 1
        shares = [self.share[w] for w in row if w in self.share]
        if not shares:
            return -1
        return 0 if max(shares) >= 0.2 else 1 if max(shares) < 0.12 else -1


def _in_marks(text: str, told: Told) -> bool:
    return all(re.match(r"[“\"«‘]", text[a:b]) and re.search(r"[”\"»’]\W*$", text[a:b]) for a, b in told.content)


def example(sample: Sample, tokenizer: Tokenizer, acts: Acts) -> Example:
    """The sample as pieces with labels."""
    doc = reading.read(sample.text.encode(), sample.name + ".txt")
    paragraphs = [b.span for b in doc.blocks if b.kind != "frame"]
    pieces = encode(tokenizer, doc.text, paragraphs, marks.find(doc))
    n = len(pieces)
    labels, act = np.zeros((3, n), np.int64), np.full(n, -1, np.int64)
    known = np.ones((3, n), np.bool_)
    if not sample.whole:
        known[:] = pieces.feature >= 4
        known[0] |= _beside(pieces)
    links = []
    for told in sample.told:
        roles = [tuple(r for s in spans if (r := _range(pieces, s))) for spans in (told.content, told.cue, told.source)]
        for layer, ranges in enumerate(roles):
            for a, b in ranges:
                labels[layer, a:b] = 2
                labels[layer, a] = 1
                known[:, a:b] = True
        kind = acts.of(sample.text, told)
        for a, b in (*roles[0], *roles[1]):
            act[a:b] = kind
        cued = sample.whole or bool(told.cue) or told.sourced
        links.append(Link(roles[0], roles[1], roles[2], cued, told.sourced))
    return Example(pieces, labels, known, act, tuple(links))


def _beside(pieces: Pieces) -> NDArray[np.bool_]:
    """The pieces right beside a marked passage, where no content goes on."""
    inside = pieces.feature >= 4
    near = np.zeros(len(inside), np.bool_)
    near[1:] |= inside[:-1]
    near[:-1] |= inside[1:]
    return near


def _range(pieces: Pieces, span: Span) -> Range | None:
    a = int(np.searchsorted(pieces.end, span.start, "right"))
    b = int(np.searchsorted(pieces.start, span.end, "left"))
    while a < b and pieces.id[a] == BREAK:
        a += 1
    while b > a and pieces.id[b - 1] == BREAK:
        b -= 1
    return (a, b) if b > a else None


def training_windows(pieces: Pieces, rng: random.Random) -> list[Range]:
    """Whole paragraphs packed into windows; the first has a random size, so that the cuts differ at each pass."""
    found: list[Range] = []
    budget = rng.randint(64, BODY)
    held: Range | None = None
    for first, last in _short(paragraph_ranges(pieces)):
        if held and last - held[0] <= budget:
            held = (held[0], last)
            continue
        if held:
            found.append(held)
            budget = BODY
        held = (first, last)
    return [*found, held] if held else found


def _short(ranges: Sequence[Range]) -> Iterable[Range]:
    for first, last in ranges:
        while last - first > BODY:
            yield first, first + BODY
            first += BODY
        yield first, last
