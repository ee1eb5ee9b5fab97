"""The likeliest speakers of a row of turns, and how sure that is.

Each candidate's features weigh what `speakers.toml` says; two more weights tie a turn to the one before (who speaks
again) and to the one before that (who takes turns). The best row of speakers is found by dynamic programming over whole
numbers, so it is the same everywhere; of equal ones the first candidate stands. A turn's margin is how much worse the
best row with somebody else there would be: below the threshold nobody is named. The threshold is set on training
novels, each held out in turn.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loquitur.language.speech.dialogue import OTHER, Scene

__all__ = ["Choice", "Model", "decide", "model"]

_SHOWN = 4
Table = list[list[int]]


@dataclass(frozen=True, slots=True)
class Model:
    """What the features weigh."""

    name: str
    """Which model, for the reasons of findings."""
    threshold: dict[str, int]
    """The margin under which nobody is named, by the kind of cue."""
    confidence: tuple[tuple[int, int], ...]
    """From a margin on, how many of a hundred such choices were right on novels that were held out."""
    weights: dict[str, int]

    def least(self, cue: str) -> int:
        """The margin from which on somebody is named, for this kind of cue."""
        return self.threshold.get(cue, self.threshold["other"])

    def sure(self, margin: int) -> int:
        """How many of a hundred choices with this margin are right."""
        return next((percent for least, percent in self.confidence if margin >= least), 30)


@dataclass(frozen=True, slots=True)
class Choice:
    """Who speaks a turn, as far as the features tell."""

    name: str
    """OTHER for nobody at hand."""
    margin: int
    others: tuple[str, ...]
    """Who else may speak, the likeliest first."""
    because: tuple[tuple[str, int], ...]
    """The features that weighed most for the choice and against it, with their weights."""


@cache
def model() -> Model:
    """The weights that come with the package."""
    data = tomllib.loads(files("loquitur.language.speech").joinpath("speakers.toml").read_text(encoding="utf-8"))
    confidence = tuple((least, percent) for least, percent in data["confidence"])
    return Model(data["name"], data["threshold"], confidence, data["weights"])


def decide(scenes: Sequence[Scene], by: Model) -> list[Choice]:
    """The choice for each turn of a row."""
    if not scenes:
        return []
    rows = [_Row.of(scene, by.weights) for scene in scenes]
    ahead = list(_forward(rows))
    back: Table = [[0] * len(rows[-1].names) for _ in ahead[-1]]
    best: list[tuple[list[int], int, int]] = []
    for t in range(len(rows) - 1, -1, -1):
        totals = [max(ahead[t][i][j] + back[i][j] for i in range(len(ahead[t]))) for j in range(len(rows[t].names))]
        order = sorted(range(len(totals)), key=lambda j, totals=totals: (-totals[j], j))  # type: ignore[misc]
        best.append((order, order[0], totals[order[0]] - totals[order[1]] if len(order) > 1 else 10**6))
        if t:
            back = _backward(rows, t, back, len(ahead[t - 1]))
    best.reverse()
    return [_choice(rows, t, best, scenes, by.weights) for t in range(len(rows))]


@dataclass(frozen=True, slots=True)
class _Row:
    """The candidates of a turn with the weights of their features added up."""

    names: tuple[str, ...]
    own: tuple[int, ...]
    again: int
    alternate: int

    @classmethod
    def of(cls, scene: Scene, weights: dict[str, int]) -> "_Row":
        def add(features: Sequence[str]) -> int:
            return sum(weights.get(f, 0) for f in features)

        return cls(
            tuple(c.name for c in scene.candidates),
            tuple(add(c.features) for c in scene.candidates),
            add(scene.again),
            add(scene.alternate),
        )

    def place(self, name: str) -> int | None:
        """The number of a candidate of this name."""
        return self.names.index(name) if name != OTHER and name in self.names else None


def _forward(rows: Sequence[_Row]) -> Iterator[Table]:
    """For each turn the best sum up to it, by the candidates of the turn before and its own."""
    table: Table = [list(rows[0].own)]
    yield table
    for t in range(1, len(rows)):
        row, before = rows[t], rows[t - 1]
        columns = [[table[h][i] for h in range(len(table))] for i in range(len(before.names))]
        same = [before.place(name) for name in row.names]
        earlier = [rows[t - 2].place(name) if t > 1 else None for name in row.names]
        table = [
            [
                _reach(column, earlier[j], row.alternate) + row.own[j] + (row.again if same[j] == i else 0)
                for j in range(len(row.names))
            ]
            for i, column in enumerate(columns)
        ]
        yield table


def _reach(column: Sequence[int], place: int | None, alternate: int) -> int:
    """The best of a column, where the candidate at a place counts so much more."""
    if place is None:
        return max(column)
    if alternate >= 0:
        return max(max(column), column[place] + alternate)
    return max(value + (alternate if h == place else 0) for h, value in enumerate(column))


def _backward(rows: Sequence[_Row], t: int, back: Table, before_last: int) -> Table:
    """The best sum after a turn, by the candidates of the turn before it and its own, moved one turn back."""
    row, before = rows[t], rows[t - 1]
    same = [before.place(name) for name in row.names]
    earlier = [rows[t - 2].place(name) if t > 1 else None for name in row.names]
    ahead = [
        [back[i][j] + row.own[j] + (row.again if same[j] == i else 0) for j in range(len(row.names))]
        for i in range(len(before.names))
    ]
    plain = [max(line) for line in ahead]
    table = [list(plain) for _ in range(before_last)]
    for j, h in enumerate(earlier):
        if h is not None and row.alternate:
            for i, line in enumerate(ahead):
                table[h][i] = (
                    max(table[h][i], line[j] + row.alternate) if row.alternate > 0 else _without(line, j, row.alternate)
                )
    return table


def _without(line: Sequence[int], place: int, alternate: int) -> int:
    return max(value + (alternate if j == place else 0) for j, value in enumerate(line))


def _choice(
    rows: Sequence[_Row],
    t: int,
    best: Sequence[tuple[list[int], int, int]],
    scenes: Sequence[Scene],
    weights: dict[str, int],
) -> Choice:
    order, first, margin = best[t]
    name = rows[t].names[first]
    told = [(f, weights.get(f, 0)) for f in scenes[t].candidates[first].features]
    for back, ties in ((1, scenes[t].again), (2, scenes[t].alternate)):
        if t >= back and name != OTHER and rows[t - back].names[best[t - back][1]] == name:
            told += [(f, weights.get(f, 0)) for f in ties]
    because = sorted((f for f in told if f[1]), key=lambda f: (-abs(f[1]), f[0]))[:_SHOWN]
    others = tuple(rows[t].names[j] for j in order[1:] if rows[t].names[j] != OTHER)
    return Choice(name, margin, others[:_SHOWN], tuple(because))
