"""Pictures drawn on the server, as plain values for a template to set: how words travelled, a line of life.

A picture says nothing that the page beside it does not say in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from loquitur.language.times import edtf
from loquitur.looking import Entry
from loquitur.model import Fate, Statement
from loquitur.sayings import Appearance
from loquitur.telling import phrases

__all__ = ["Chain", "Knot", "Life", "Mark", "Tick", "chain", "life", "ticks"]

_STEP = 74
_WIDE = 62
_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Knot:
    """One appearance in the picture of a saying."""

    number: int
    y: int
    label: str
    when: str
    source: bool
    change: str
    """What its wording changed in that of the one before it; empty where nothing."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A saying's way, from above to below."""

    knots: tuple[Knot, ...]
    height: int
    told: str


def chain(appearances: Sequence[Appearance], speaker: str | None) -> Chain:
    """The picture of how a wording travelled."""
    knots = []
    for number, one in enumerate(appearances, 1):
        cited = one.citation
        label = _cut(cited.title or cited.doc.rpartition("/")[2])
        changed = sum(1 for d in one.differences)
        change = phrases.counted(changed, "change") if changed else "same words" if number > 1 else ""
        when = phrases.date(one.said or one.reported)
        knots.append(Knot(number, 22 + (number - 1) * _STEP, label, when, one.witness == "source", change))
    places = phrases.counted(len(knots), "place")
    return Chain(
        tuple(knots), len(knots) * _STEP - 10, f"The words {f'of {speaker} ' if speaker else ''}in {places}, by time"
    )


def _cut(words: str) -> str:
    """The beginning of the words, where they are longer than the picture is wide."""
    return words if len(words) <= _WIDE else f"{words[:_WIDE].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something with a date on a line of life; `width` is its uncertainty."""

    x: float
    width: float
    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Life:
    """A line of life, 640 units wide."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]


def life(said: Sequence[tuple[str, Statement]], fates: Sequence[tuple[str, Fate]], own: Sequence[Entry]) -> Life | None:
    """Everything dated that a person said, wrote or met with, on a line; None where nothing has a date."""
    dated = [(s.said, "said", f"said {phrases.date(s.said)}") for _, s in said]
    dated += [(e.when, "wrote", f"{e.title or e.name}, {phrases.date(e.when)}") for e in own]
    dated += [(f.when, "fate", f"{f.what}, {phrases.date(f.when)}") for _, f in fates]
    bounds = [(edtf.bounds(d), kind, told) for d, kind, told in dict.fromkeys(dated) if d and edtf.valid(d)]
    days = [(low, high, kind, told) for (low, high), kind, told in bounds if low is not None and high is not None]
    if not days:
        return None
    first, last = min(d[0] for d in days), max(d[1] for d in days)
    pad = max(_YEAR, (last - first) * 0.04)
    low, span = first - pad, last - first + 2 * pad
    marks = [Mark(640 * (a - low) / span, 640 * (b - a + 1) / span, kind, told) for a, b, kind, told in days[:400]]
    return Life(tuple(marks), ticks(low, span, 640))


def ticks(low: float, span: float, width: float) -> tuple[Tick, ...]:
    """Round years along an axis, at most eight."""
    years = span / _YEAR
    step = next(s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000) if years / s <= 8)
    year = int(low / _YEAR // step * step)
    found = []
    while (day := _first_day(year)) <= low + span:
        if day >= low:
            found.append(Tick(width * (day - low) / span, str(year)))
        year += step
    return tuple(found)


def _first_day(year: int) -> int:
    low, _ = edtf.bounds(f"{year:05d}" if year < 0 else f"{max(year, 0):04d}")
    return low or 0
