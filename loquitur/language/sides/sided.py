"""Which of two named in a sentence is for or against the other: a network over one reading of the sentence.

The package's lower half reads the sentence once (`graphs.py`). For each two that are named in it the upper half for sides is
told where they stand and gives scores of five classes (`pairs.CLASSES`); `models/sides.md` tells how it was trained, and how well it does.
Scores are rounded to whole hundredths before anything is made of them.

Limit: it knows the English of news best. What it gives is a likelihood, and only what is far above even is used.
"""

import math

import numpy as np
from numpy.typing import NDArray

from loquitur.language import marks
from loquitur.language.marks import Quoted
from loquitur.language.networks import graphs
from loquitur.language.networks.pieces import BODY, encode
from loquitur.language.sides.sidewords import SIDES
from loquitur.model import Document, Side, Span

__all__ = ["VERSION", "Judge", "Reading", "judged", "missing"]

VERSION = "loquitur sides 1"
Judged = tuple[Side, bool, int]


def missing() -> str | None:
    """What keeps the network from running here, in words; None where it runs."""
    return graphs.missing("sides.onnx")


class Judge:
    """The network over the sentences of a document, each read once as long as its pairs are asked for in a row."""

    def __init__(self, doc: Document) -> None:
        self.by = f"{VERSION}, {graphs.runtime()}"
        self._text, self._quoted = doc.text, marks.find(doc)
        self._read: tuple[Span, Reading] | None = None

    def of(self, sentence: Span, first: Span, second: Span) -> Judged | None:
        """The likeliest side, whether the second holds it, its likelihood in per cent; None where none is likeliest."""
        if self._read is None or self._read[0] != sentence:
            self._read = sentence, Reading(self._text, sentence, self._quoted)
        return self._read[1].judge(first, second)


class Reading:
    """A sentence as the lower half reads it."""

    def __init__(self, text: str, sentence: Span, quoted: tuple[Quoted, ...]) -> None:
        near = [q for q in quoted if q.start < sentence.end and sentence.start < q.end]
        self.pieces = encode(graphs.words(), text, [sentence], near)
        self.read = graphs.lower(self.pieces, 0, min(BODY, len(self.pieces)))

    def judge(self, first: Span, second: Span) -> Judged | None:
        """What the network makes of two names, the first before the second."""
        marks = np.zeros((1, self.read.shape[1]), np.int64)
        for n, span in enumerate((first, second)):
            marks[0, self._place(span)] = n + 1
        if not ((marks == 1).any() and (marks == 2).any()):
            return None
        return judged(np.rint(graphs.upper("sides", self.read, mark=marks)[0][0] * 100).astype(int).tolist())

    def _place(self, span: Span) -> NDArray[np.intp]:
        """The places of a name's pieces in what was read, behind its opening end."""
        touched = (self.pieces.start < span.end) & (span.start < self.pieces.end)
        inside: NDArray[np.intp] = np.flatnonzero(touched) + 1
        return np.extract(inside < self.read.shape[1] - 1, inside)


def judged(scores: list[int]) -> Judged | None:
    """What scores of the classes in hundredths come to: the side, whether the second holds it, and its likelihood."""
    best = max(range(5), key=lambda n: (scores[n], -n))
    if best == 0:
        return None
    likelihood = round(100 / sum(math.exp((t - scores[best]) / 100) for t in scores))
    return SIDES[best < 3], best in (2, 4), likelihood
