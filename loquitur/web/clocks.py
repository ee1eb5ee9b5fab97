"""The chronology with two clocks: across, when a thing was said; up, when it became known.

On the line what was public at once; far above it what was kept back. An uncertain date is a soft bar as long as the
doubt. The picture says nothing that the table under it does not say; each mark leads to its passage.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loquitur.language.times import edtf
from loquitur.looking import Entry
from loquitur.model import Person
from loquitur.questions.chronology import Known, Moment
from loquitur.record import Record
from loquitur.telling import persons, phrases
from loquitur.web.drawings import Tick, ticks
from loquitur.web.page import Asked, Page

__all__ = ["WIDE", "Clocks", "Dot", "chronology", "clocks"]

WIDE, HIGH = 680, 520
"""The field of the picture, in units."""
_MOST_DRAWN = 600
_ROWS = 150
_PEOPLE = 40
_LATE = 2
"""So many whole years between the saying and the first public make a thing one that was kept back."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A moment in the picture; y grows downwards; without `y` it is not told when it became known."""

    x: float
    y: float | None
    wide: float
    high: float
    late: bool
    """Whether it is told that it was kept back."""
    latest: bool
    """Whether it is only known that it was known by then."""
    conflict: bool
    moment: Moment


@dataclass(frozen=True, slots=True)
class Clocks:
    """The picture."""

    dots: tuple[Dot, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    line: tuple[float, float, float, float] | None
    """Where a thing is known on the day it is said."""


def chronology(record: Record, asked: Asked) -> Page:
    """The moments of the record, or of one person, in two clocks and in words."""
    moments: list[Moment] = asked.kept("timeline", record, lambda r: r.timeline(checked=False))
    counts = Counter(m.who for m in moments if m.who)
    who = asked.words("person", 200)
    person = record.called(who) if who else None
    shown = [m for m in moments if not who or _is(m, who, person)]
    start = asked.number("from", 0)
    data = {
        "who": who,
        "person": person,
        "people": sorted(name for name, _ in counts.most_common(_PEOPLE)),
        "clocks": clocks(shown[:_MOST_DRAWN]),
        "drawn": min(len(shown), _MOST_DRAWN),
        "total": len(shown),
        "moments": [(m, asked.documents.get(m.passage.doc)) for m in shown[start : start + _ROWS]],
        "start": start,
        "later": start + _ROWS if start + _ROWS < len(shown) else None,
        "step": _ROWS,
        "told": told,
        "first_known": first_known,
        "place": lambda m: _place(m, asked.documents.get(m.passage.doc)),
    }
    title = f"Chronology: {who}" if who else "Chronology"
    return Page("chronology", title, data, [persons.moment(m) for m in shown])


def _is(moment: Moment, who: str, person: Person | None) -> bool:
    return moment.who is not None and (moment.who == who or (person is not None and moment.who == person.name))


def _place(moment: Moment, entry: Entry | None) -> tuple[str, str, int, int] | None:
    """Where a mark leads: to the dossier of a statement, else to the passage."""
    if moment.id:
        return "quotations", moment.id, 0, 0
    return ("documents", entry.id, moment.passage.start, moment.passage.end) if entry else None


def clocks(moments: Sequence[Moment]) -> Clocks | None:
    """The picture of these moments; None where none has a date."""
    found = [(m, said) for m in moments if (said := _days(m.said))]
    if not found:
        return None
    knowns = [first_known(m) for m, _ in found]
    across = _scale([d for _, said in found for d in said])
    up = _scale([d for k in knowns if k for d in _days(k.date) or ()] or [d for _, said in found for d in said])
    dots = [_dot(m, said, known, across, up) for (m, said), known in zip(found, knowns, strict=True)]
    low, high = max(across[0], up[0]), min(sum(across), sum(up))
    line = None
    if low < high:
        line = (_x(low, across), _y(low, up), _x(high, across), _y(high, up))
    vertical = tuple(Tick(HIGH - t.at, t.label) for t in ticks(*up, HIGH))
    return Clocks(tuple(dots), ticks(*across, WIDE), vertical, line)


def _days(date: str | None) -> tuple[int, int] | None:
    """The first and last day of a date that has both."""
    if not date or not edtf.valid(date):
        return None
    low, high = edtf.bounds(date)
    return (low, high) if low is not None and high is not None else None


def first_known(moment: Moment) -> Known | None:
    """The first evidence that a thing was known to a public that was not closed."""
    return next((k for k in moment.known if k.public != "closed" and _days(k.date)), None)


def _scale(days: Sequence[int]) -> tuple[float, float]:
    """First day and length of an axis, with a margin."""
    pad = max(200.0, (max(days) - min(days)) * 0.03)
    return min(days) - pad, max(days) - min(days) + 2 * pad


def _x(day: float, axis: tuple[float, float]) -> float:
    return WIDE * (day - axis[0]) / axis[1]


def _y(day: float, axis: tuple[float, float]) -> float:
    return HIGH - HIGH * (day - axis[0]) / axis[1]


def _dot(
    moment: Moment,
    said: tuple[int, int],
    first: Known | None,
    across: tuple[float, float],
    up: tuple[float, float],
) -> Dot:
    known = _days(first.date) if first else None
    latest = first is not None and first.basis == "no later than"
    x, wide = _x(sum(said) / 2, across), WIDE * (said[1] - said[0]) / across[1]
    y = _y(sum(known) / 2, up) if known else None
    high = HIGH * (known[1] - known[0]) / up[1] if known else 0.0
    late = moment.gap_years is not None and moment.gap_years >= _LATE and not latest
    return Dot(x, y, wide, high, late, latest, bool(moment.conflicts), moment)


def told(dot: Dot) -> str:
    """A mark in words."""
    m = dot.moment
    known = first_known(m)
    by = "by" if dot.latest else "in"
    became = f"known {by} {phrases.date(known.date)}" if known else "not told when it became known"
    return f"{m.who or 'somebody'}: {phrases.shortened(m.what, 60)}; {phrases.date(m.said)}; {became}"
