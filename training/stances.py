"""Makes loquitur/language/models/stances-en.tsv.gz: weights that tell who of two names is for or against the other.

usage: python -m training.stances TRAIN.TXT [VALID.TXT]

TRAIN.TXT is the training part of the directed sentiment set (Park, Pan, Joo, ACL 2021): a sentence in which two names
stand in brackets, the names, and the class 0 to 4, divided by tabs. A multinomial logistic regression by AdaGrad, seeded;
every tenth sentence is held out to choose the bias of the rare classes, by macro F1. VALID.TXT is only reported.
"""

import argparse
import gzip
from collections import Counter
from pathlib import Path

import numpy as np

from loquitur.language.sides.pairs import CLASSES, features, tokens
from training.corpora import parted

OUT = Path(__file__).resolve().parents[1] / "loquitur" / "language" / "models" / "stances-en.tsv.gz"
COMMON = 4
EPOCHS = 25
RATE = 0.15
DECAY = 2e-3
BATCH = 128
SEED = 1956

Row = tuple[list[str], int]


def read(path: Path) -> list[Row]:
    """The features and the class of each sentence."""
    found = []
    for told in parted(path):
        row = tokens(told.text, 0, len(told.text))
        spans = [
            [n for n, t in enumerate(row) if t.start < s.end and s.start < t.end] for s in (told.first, told.second)
        ]
        if all(spans) and spans[0][-1] < spans[1][0]:
            found.append((features(row, *((s[0], s[-1] + 1) for s in spans)), told.label))
    return found


class Matrix:
    """Rows of feature numbers, one after the other."""

    def __init__(self, rows: list[Row], number: dict[str, int]) -> None:
        kept = [[number[f] for f in told if f in number] for told, _ in rows]
        self.at = np.cumsum([0, *map(len, kept)])
        self.columns = np.array([c for row in kept for c in row], dtype=np.int64)
        self.labels = np.array([label for _, label in rows])

    def __len__(self) -> int:
        return len(self.labels)

    def part(self, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The features of chosen rows, and to which of these each belongs."""
        lengths = self.at[chosen + 1] - self.at[chosen]
        owner = np.repeat(np.arange(len(chosen)), lengths)
        inner = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self.columns[np.repeat(self.at[chosen], lengths) + inner], owner


def logits(data: Matrix, weights: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """The scores of every row."""
    columns, owner = data.part(np.arange(len(data)))
    told = np.zeros((len(data), len(CLASSES)))
    for n in range(len(CLASSES)):
        told[:, n] = np.bincount(owner, weights[columns, n], minlength=len(data))
    return told + bias


def train(data: Matrix, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias after all epochs."""
    rng = np.random.default_rng(SEED)
    weights, seen = np.zeros((size, len(CLASSES))), np.full((size, len(CLASSES)), 1e-2)
    bias, bias_seen = np.zeros(len(CLASSES)), np.full(len(CLASSES), 1e-2)
    for _ in range(EPOCHS):
        order = rng.permutation(len(data))
        for begin in range(0, len(order), BATCH):
            chosen = order[begin : begin + BATCH]
            columns, owner = data.part(chosen)
            told = np.zeros((len(chosen), len(CLASSES)))
            np.add.at(told, owner, weights[columns])
            told += bias
            told = np.exp(told - told.max(axis=1, keepdims=True))
            told /= told.sum(axis=1, keepdims=True)
            told[np.arange(len(chosen)), data.labels[chosen]] -= 1
            own, place = np.unique(columns, return_inverse=True)
            slope = np.zeros((len(own), len(CLASSES)))
            np.add.at(slope, place, told[owner] / len(chosen))
            slope += DECAY * weights[own]
            seen[own] += slope**2
            weights[own] -= RATE * slope / np.sqrt(seen[own])
            step = told.mean(axis=0)
            bias_seen += step**2
            bias -= RATE * step / np.sqrt(bias_seen)
    return weights, bias


def macro(labels: np.ndarray, told: np.ndarray) -> tuple[float, list[float]]:
    """Macro F1 and the F1 of each class, per cent."""
    each = []
    for n in range(len(CLASSES)):
        right = int(((labels == n) & (told == n)).sum())
        each.append(200 * right / max(1, int((labels == n).sum() + (told == n).sum())))
    return sum(each) / len(each), each


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("train", type=Path)
    asked.add_argument("valid", type=Path, nargs="?")
    given = asked.parse_args()
    rows = [r for r in read(given.train) if r[0]]
    counts = Counter(f for told, _ in rows for f in told)
    number = {f: n for n, f in enumerate(sorted(f for f, c in counts.items() if c >= COMMON))}
    print(f"{len(rows)} sentences, {len(number)} features")
    held = [r for n, r in enumerate(rows) if n % 10 == 0]
    weights, bias = train(Matrix([r for n, r in enumerate(rows) if n % 10], number), len(number))
    data = Matrix(held, number)
    scored = logits(data, weights, bias)
    grid = [(a, b) for a in (0.0, 0.3, 0.6, 0.9, 1.2) for b in (0.0, 0.4, 0.8, 1.2, 1.6)]
    best = max(grid, key=lambda g: macro(data.labels, (scored + _bias(*g)).argmax(axis=1))[0])
    print("held out:", best, macro(data.labels, (scored + _bias(*best)).argmax(axis=1)))
    weights, bias = train(Matrix(rows, number), len(number))
    whole, bias = np.rint(weights * 100).astype(int), np.rint((bias + _bias(*best)) * 100).astype(int)
    if given.valid:
        data = Matrix(read(given.valid), number)
        print("valid:", macro(data.labels, logits(data, whole, bias).argmax(axis=1)))
    _write(number, whole, bias)


def _bias(common: float, rare: float) -> np.ndarray:
    return np.array([0, common, rare, common, rare])


def _write(number: dict[str, int], weights: np.ndarray, bias: np.ndarray) -> None:
    lines = ["\t".join(["", *map(str, bias)])]
    lines += ["\t".join([f, *map(str, weights[n])]) for f, n in number.items() if np.abs(weights[n]).max() >= 4]
    OUT.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))
    print(f"{OUT}: {len(lines) - 1} features, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
