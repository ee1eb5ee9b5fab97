"""Which spans belong together: a content to its cue, a cue to its source, a part of a quotation to the next.

Every span is a vector (its first piece, its last, the mean); a pair's score is bilinear in the two vectors, plus what the
distance in pieces and in paragraphs says. The weights are trained (`models/card.md`); scores come out as whole numbers,
in sixty-fourths of a unit of log odds, so that a sum taken in another order decides nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["UNIT", "Linker", "distance", "gap", "pooled"]

UNIT = 64
"""How many steps a unit of log odds has."""
_STEPS = np.array([1, 2, 3, 5, 8, 12, 18, 27, 40, 60, 90, 140])

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]
Range = tuple[int, int]


def gap(a: Integers, b: Integers) -> Integers:
    """How many pieces on b begins from a's end, from 1; negative where b stands before a; 0 where they overlap."""
    behind, before = b[..., 0] - a[..., 1], a[..., 0] - b[..., 1]
    return np.where(behind >= 0, behind + 1, np.where(before >= 0, -before - 1, 0))


def distance(gaps: Integers) -> Integers:
    """The step of a gap, 0 to 26, 13 for spans that overlap."""
    step = np.searchsorted(_STEPS, np.abs(gaps), "right")
    return 13 + np.where(gaps > 0, step, -step)


def pooled(hidden: Floats, spans: Sequence[Range]) -> Floats:
    """First, last and mean vector of each span."""
    rows = [np.concatenate([hidden[a], hidden[b - 1], hidden[a:b].mean(0)]) for a, b in spans]
    return np.array(rows, np.float32).reshape(len(rows), 3 * hidden.shape[1])


@dataclass(frozen=True, slots=True, eq=False)
class Linker:
    """Trained scores of one kind of pair."""

    left: Floats
    left_bias: Floats
    right: Floats
    right_bias: Floats
    far: Floats
    paragraph: Floats
    null: Floats | None
    null_bias: float

    @classmethod
    def of(cls, weights: Mapping[str, NDArray[np.float32]], name: str) -> "Linker":
        """The linker of this name among stored weights."""
        w = {
            k.removeprefix(f"links.{name}."): v.astype(np.float32) for k, v in weights.items() if f"links.{name}." in k
        }
        null = w["null.weight"][0] if "null.weight" in w else None
        bias = float(w["null.bias"][0]) if "null.bias" in w else 0.0
        far, paragraph = w["far.weight"][:, 0], w["paragraph.weight"][:, 0]
        return cls(w["left.weight"].T, w["left.bias"], w["right.weight"].T, w["right.bias"], far, paragraph, null, bias)

    def scores(
        self, spans: tuple[Sequence[Range], Sequence[Range]], vectors: tuple[Floats, Floats], paragraph: Integers
    ) -> Integers:
        """Left by right, in units; where the linker knows a null its score is the last column."""
        (a, b), (u, v) = (np.array(s, np.int64).reshape(len(s), 2) for s in spans), vectors
        left = u @ self.left + self.left_bias
        score = left @ (v @ self.right + self.right_bias).T / np.sqrt(np.float32(left.shape[1]))
        score += self.far[distance(gap(a[:, None], b[None]))]
        apart = np.abs(paragraph[a[:, 0]][:, None] - paragraph[b[:, 0]][None])
        score += self.paragraph[np.minimum(apart, 3)]
        if self.null is not None:
            score = np.concatenate([score, (u @ self.null + self.null_bias)[:, None]], 1)
        whole: Integers = np.rint(score * UNIT).astype(np.int64)
        return whole
