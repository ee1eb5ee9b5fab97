"""What users say of names: that two are one person's, or that one is nobody else's.

A word on names is a row with its author, time and reason; rows are only added, and taking one back is a row too. It is
told of names, not of documents or ids, so that it stands when documents are read again, removed and added. A name that
is split off stands by itself, whatever else it resembles, until a user merges it with another. Where namesakes share a
name it is told of the name in one document (`anchored`).
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from loquitur.matching.bearers import Group

__all__ = ["Tie", "Told", "anchored", "every", "join", "merged", "name_of", "of", "put"]

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
    """Each name, or name of one document, that stands by itself, with the reason."""


_AT = " @"


def anchored(name: str, document: str) -> str:
    """A name as one document uses it."""
    return f"{name}{_AT}{document}"


def name_of(told: str) -> str:
    """The name of which a word is told."""
    return told.rpartition(_AT)[0] or told


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


def _about(base: sqlite3.Connection, names: Iterable[str]) -> list[Tie]:
    """Those on one of the names; users say few words, so that all of them are looked at."""
    wanted = set(names)
    return [t for t in every(base) if wanted & {name_of(t.one), name_of(t.other)}]


def merged(base: sqlite3.Connection, names: Iterable[str]) -> set[str]:
    """The names that users merged with these."""
    return {name_of(n) for tie in _about(base, names) if tie.act == "merge" for n in (tie.one, tie.other)}


def of(base: sqlite3.Connection, names: Sequence[str]) -> Told:
    """What users say of these names."""
    told, known = _about(base, names), set(names)
    split = {t.one: f"taken from {t.other} by {_who(t)}" for t in told if t.act == "split" and name_of(t.one) in known}
    return Told(tuple(t for t in told if t.act == "merge"), split)


def _who(tie: Tie) -> str:
    return f"{tie.by or 'the user'}{f': {tie.reason}' if tie.reason else ''}"


def join(groups: Collection[Group], told: Told) -> list[Group]:
    """The groups with those made one that users merged."""
    found = list(groups)
    for tie in told.merges:
        first, second = ([g for g in found if _bears(g, name)] for name in (tie.one, tie.other))
        if tie.one != tie.other:  # of namesakes whom nobody parted then, the one of whom most documents tell
            first, second = (sorted(some, key=lambda g: -len(g.uses()))[:1] for some in (first, second))
        one = [*first, *(g for g in second if g not in first)]
        if len(one) > 1 and first and second:
            found = [g for g in found if g not in one]
            found.append(_one(one, tie))
    return found


def _bears(group: Group, told: str) -> bool:
    name = name_of(told)
    if told == name:
        return name in group.names
    return any(n == name and told.removeprefix(name + _AT) in docs for n, docs in zip(group.names, group.documents, strict=True))  # fmt: skip


def _one(groups: Sequence[Group], tie: Tie) -> Group:
    """The groups as one; their names keep their reasons, but for the one that was joined."""
    reasons, docs = dict[str, str](), dict[str, frozenset[str]]()
    for group in reversed(groups):
        for name, own, why in zip(group.names, group.documents, group.reasons, strict=True):
            docs[name] = docs.get(name, frozenset()) | own
            joined = name == name_of(tie.other) and group is not groups[0]
            reasons[name] = f"joined to {name_of(tie.one)} by {_who(tie)}" if joined else why
    names = tuple(sorted(reasons))
    return Group(names, tuple(docs[n] for n in names), tuple(reasons[n] for n in names))
