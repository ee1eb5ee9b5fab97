"""What users say of names: that two are one person's, or that one is nobody else's.

A word on names is a row with its author, time and reason; rows are only added, and taking one back is a row too. It is
told of names, not of documents or ids, so that it stands when documents are read again, removed and added. A name that
is split off stands by itself, whatever else it resembles, until a user merges it with another.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from loquitur.matching.namesakes import Group

__all__ = ["Tie", "Told", "every", "join", "merged", "of", "put"]

_IN_FORCE = (
    "SELECT id, act, one, other, by, time, reason FROM ties t WHERE act <> 'undo'"
    " AND NOT EXISTS (SELECT 1 FROM ties u WHERE u.undoes = t.id)"
)


@dataclass(frozen=True, slots=True)
class Tie:
    """One word of a user on names."""

    number: int
    act: str
    """merge or split."""
    one: str
    other: str
    """The second name of a merge; for a split the person from whom `one` was taken."""
    by: str
    time: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """What users say of some names."""

    merges: tuple[Tie, ...]
    split: dict[str, str]
    """Each name that stands by itself, with the reason."""


def put(base: sqlite3.Connection, act: str, one: str, other: str, *, by: str, time: str, reason: str) -> int:
    """The number of a word on names, appended."""
    row = (act, one, other, by, time, reason)
    found = base.execute("INSERT INTO ties (act, one, other, by, time, reason) VALUES (?, ?, ?, ?, ?, ?)", row)
    return int(found.lastrowid or 0)


def undo(base: sqlite3.Connection, tie: Tie, *, by: str, time: str, reason: str) -> None:
    """The word no longer holds; that it did stays to be read."""
    row = (tie.one, tie.other, by, time, reason, tie.number)
    base.execute("INSERT INTO ties (act, one, other, by, time, reason, undoes) VALUES ('undo', ?, ?, ?, ?, ?, ?)", row)


def every(base: sqlite3.Connection) -> list[Tie]:
    """The words in force, in the order in which they were given."""
    return [Tie(*row) for row in base.execute(f"{_IN_FORCE} ORDER BY id")]


def _about(base: sqlite3.Connection, names: Sequence[str]) -> list[Tie]:
    found: dict[int, Tie] = {}
    for at in range(0, len(names), 400):
        some = names[at : at + 400]
        marks = ",".join("?" * len(some))
        for column in ("one", "other"):
            rows = base.execute(f"{_IN_FORCE} AND {column} IN ({marks})", some)
            found |= {row[0]: Tie(*row) for row in rows}
    return [found[number] for number in sorted(found)]


def merged(base: sqlite3.Connection, names: Iterable[str]) -> set[str]:
    """The names that users merged with these."""
    return {n for tie in _about(base, sorted(names)) if tie.act == "merge" for n in (tie.one, tie.other)}


def of(base: sqlite3.Connection, names: Sequence[str]) -> Told:
    """What users say of these names."""
    told = _about(base, names)
    split = {t.one: f"taken from {t.other} by {_who(t)}" for t in told if t.act == "split" and t.one in names}
    return Told(tuple(t for t in told if t.act == "merge"), split)


def _who(tie: Tie) -> str:
    return f"{tie.by or 'the user'}{f': {tie.reason}' if tie.reason else ''}"


def join(groups: Collection[Group], told: Told) -> list[Group]:
    """The groups with those made one that users merged."""
    found = list(groups)
    for tie in told.merges:
        first, second = (next((g for g in found if name in g.names), None) for name in (tie.one, tie.other))
        if first is None or second is None or first is second:
            continue
        reasons = dict(zip(second.names, second.reasons, strict=True)) | {
            tie.other: f"joined to {tie.one} by {_who(tie)}"
        }
        reasons |= dict(zip(first.names, first.reasons, strict=True))
        names = tuple(sorted(reasons))
        found = [g for g in found if g is not first and g is not second]
        found.append(Group(names, tuple(reasons[n] for n in names)))
    return found
