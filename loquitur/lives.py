"""When somebody lived, as far as documents tell, and whether two tellings can be of one life.

A telling is what one document, or several, say of the time of a name: the years beside it or of the document, the years
in which its bearer did something for certain, birth and death. Two tellings are `apart` where no life holds both; they
are `near` where the years of one come close to those of the other, so that people who are talked of again and again stay
one person through the centuries, while one name at two ends of an empty stretch of time is two.

Limit: years are those of the common calendar; what tells no year is near everything and apart from nothing.
"""

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace

__all__ = [
    "LONG",
    "SHORT",
    "SINCE",
    "Life",
    "apart",
    "from_text",
    "merged",
    "near",
    "span",
    "spans",
    "to_text",
    "years",
]

LONG, SHORT = (75, 75), (25, 10)
"""How many years before and after a name is told of, a full one and a bare surname, it may still mean the same person."""
SINCE = (50, 10)
"""The same of a surname that can be nobody's otherwise: who is told of is remembered longer."""
_ACTIVE = 80
"""Years from the first to the last in which one person can act."""
_OLDEST = 90
"""The age at which somebody may still act."""
_UNSURE = 10
"""Years by which tellings of one birth or death differ, and by which works come out after a death."""
Years = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Life:
    """What is told of somebody's time."""

    named: Years | None = None
    """The first and the last year of the documents that name them; nobody is named before birth."""
    told: tuple[int, ...] = ()
    """The years of which the documents tell where they name them, in order."""
    active: Years | None = None
    """The first and the last year in which they wrote or did something for certain."""
    born: Years | None = None
    """The earliest and the latest year that is given for it."""
    died: Years | None = None
    silent: bool = False
    """Whether the words of the documents name nobody so: their catalogue does."""
    whole: str | None = None
    """The fuller name that the one document gives whoever it calls so."""


def _wide(spans: Iterable[Years | None]) -> Years | None:
    given = [s for s in spans if s]
    return (min(a for a, _ in given), max(b for _, b in given)) if given else None


def merged(lives: Iterable[Life]) -> Life:
    """All of it as one telling."""
    given = list(lives)
    if len(given) == 1:
        return replace(given[0], whole=None)
    told = tuple(sorted({y for one in given for y in one.told}))
    return Life(
        _wide(o.named for o in given), told, _wide(o.active for o in given), _wide(o.born for o in given),
        _wide(o.died for o in given), all(o.silent for o in given),
    )  # fmt: skip


def apart(one: Life, other: Life) -> bool:
    """Whether no one life holds both."""
    for a, b, most in (
        (one.active, other.active, _ACTIVE),
        (one.born, other.born, _UNSURE),
        (one.died, other.died, _UNSURE),
    ):
        if a and b and max(a[1], b[1]) - min(a[0], b[0]) > most:
            return True
    return _before(one, other) or _before(other, one)


def _before(one: Life, other: Life) -> bool:
    """Whether what is told of one lies before the birth of the other, or what one did after the other's death."""
    born = other.born[0] if other.born else other.active[1] - _OLDEST if other.active else None
    first = min((s[0] for s in (one.named, one.active) if s), default=None)
    late = one.active and other.died and one.active[1] > other.died[1] + _UNSURE
    return bool(late) or (born is not None and first is not None and first < born)


def spans(one: Life) -> list[Years]:
    """The years that are told of somebody, each stretch by itself."""
    found = [(y, y) for y in one.told]
    if one.active:
        found.append(one.active)
    ends = [s for s in (one.born, one.died) if s]
    if ends:
        found.append((min(a for a, _ in ends), max(b for _, b in ends)))
    return found


def near(one: Life, other: Life, reach: Years) -> bool:
    """Whether a year told of the other lies within so many years before and after one told of the first; also where either
    tells none."""
    before, after = reach
    ours, theirs = spans(one), spans(other)
    if not ours or not theirs:
        return True
    return any(low - before <= b and a <= high + after for low, high in ours for a, b in theirs)


def years(one: Life) -> Years | None:
    """The first and the last year that are told of somebody."""
    return _wide(spans(one)) or one.named


def span(lives: Iterable[Life]) -> str:
    """When somebody lived, for a reader: "1790", "1790–1801"; nothing where nothing is told.

    These are years of documents that tell of their own time, and the years told by those that tell of another.
    """
    told = _wide(one.named if one.named and one.named[1] in one.told else years(one) for one in lives)
    return "" if told is None else str(told[0]) if told[0] == told[1] else f"{told[0]}–{told[1]}"


def to_text(one: Life) -> str:
    """The telling as a record keeps it; nothing where nothing is told."""
    return "" if one == Life() else json.dumps(astuple(one), separators=(",", ":"))


def from_text(text: str) -> Life:
    """The telling that was kept."""
    if not text:
        return Life()
    named, told, active, born, died, silent, *whole = json.loads(text)
    acted, birth, death = (tuple(s) if s else None for s in (active, born, died))
    return Life(tuple(named) if named else None, tuple(told), acted, birth, death, silent, *whole)
