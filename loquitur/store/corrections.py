"""What a user found or took away, appended, and carried over when a document is read again.

A user's finding supersedes one of the same reading. After a new reading it stands over the new text, and supersedes what
the program found there in the same place, if it did; what does not fit is told by kind and number.
"""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from loquitur.errors import UsageError
from loquitur.model import Statement
from loquitur.store import codec
from loquitur.store.moves import Move
from loquitur.store.rows import KINDS, Finding, row

__all__ = ["Of", "append", "carry", "corrected", "now", "overrule", "theirs"]

_TYPES = {name: kind for kind, name in KINDS.items()}
_GONE = "null"


@dataclass(frozen=True, slots=True)
class Of:
    """What a row belongs to: a reading of a text, and who found it."""

    reading: int
    text_id: str
    by: str


def now() -> str:
    """The time, as it is written in the record; the one set by SOURCE_DATE_EPOCH, for a record to be made again alike."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    time = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now(UTC)
    return time.isoformat(timespec="seconds")


def append(base: sqlite3.Connection, one: Sequence[Any], of: Of, supersedes: int | None = None) -> int:
    """The number of a finding, appended."""
    found = base.execute(
        "INSERT INTO findings (kind, subject, who, start, stop, body, reason, confidence, reading, text_id, by, time,"
        " supersedes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*one, of.reading, of.text_id, of.by, now(), supersedes),
    )
    return int(found.lastrowid or 0)


def corrected(statement: Statement, field: str, value: str | None, by: str) -> Statement:
    """The statement with a user's word on its speaker or its date. Raises UsageError for another field."""
    told = f"corrected by {by}"
    if field == "speaker":
        speaker = replace(statement.speaker, name=value, kind="person" if value else "unknown")
        return replace(statement, speakers=(speaker,), confidence=100, reason=told)
    if field == "said":
        return replace(statement, said=value, said_basis=told)
    raise UsageError(f"{field!r} cannot be corrected; speaker and said can.")


def overrule(base: sqlite3.Connection, of: Of, finding: Finding | None, supersedes: int | None, reason: str) -> int:
    """The number of a user's finding, appended; None takes away the one it supersedes."""
    if finding is None:
        meant = base.execute(
            "SELECT kind FROM findings WHERE id = ? AND reading = ?", (supersedes, of.reading)
        ).fetchone()
        if meant is None:
            raise UsageError(f"The document's present reading has no finding {supersedes}; look at its findings.")
        return append(base, _taken_away(meant[0], reason), of, supersedes)
    if supersedes is None and isinstance(finding, Statement):
        same = "SELECT id FROM in_force WHERE reading = ? AND kind = 'statement' AND subject = ? LIMIT 1"
        supersedes = next((n for (n,) in base.execute(same, (of.reading, finding.quotation.id))), None)
    return append(base, row(finding), of, supersedes)


def _taken_away(kind: str, reason: str | None) -> tuple[Any, ...]:
    return (kind, None, None, None, None, _GONE, reason, None)


def theirs(base: sqlite3.Connection, reading: int) -> list[tuple[Any, ...]]:
    """A user's last words in a reading: number, kind, body, by, reason, and the body of what they supersede."""
    return base.execute(
        "SELECT f.id, f.kind, f.body, f.by, f.reason, o.body FROM findings f LEFT JOIN findings o ON o.id = f.supersedes"
        " WHERE f.reading = ? AND f.by LIKE 'user%'"
        " AND NOT EXISTS (SELECT 1 FROM findings s WHERE s.supersedes = f.id) ORDER BY f.id",
        (reading,),
    ).fetchall()


def carry(base: sqlite3.Connection, move: Move, reading: int, one: Sequence[Any]) -> str | None:
    """A user's finding stands over the new text; what it was, where it does not fit."""
    number, kind, body, by, reason, over = one
    of = Of(reading, move.text_id, by)
    meant = None if over in (None, _GONE) else move.carried(codec.load(_TYPES[kind], over))
    match = _same(base, reading, kind, row(meant)) if meant else None
    if body == _GONE:
        if match is not None:
            append(base, _taken_away(kind, reason), of, match)
        return None if meant else f"{kind} {number}"
    finding = move.carried(codec.load(_TYPES[kind], body))
    if finding is None:
        return f"{kind} {number}"
    new = row(finding)
    append(base, new, of, match if match is not None else _same(base, reading, kind, new))
    return None


def _same(base: sqlite3.Connection, reading: int, kind: str, one: Sequence[Any]) -> int | None:
    """The program's finding of this kind about the same thing in the same place."""
    subject, who, start, stop = one[1:5]
    found = base.execute(
        "SELECT id FROM findings WHERE reading = ? AND kind = ? AND by NOT LIKE 'user%' AND start IS ? AND stop IS ?"
        " AND (subject IS NOT NULL AND subject IS ? OR who IS ?) ORDER BY id",
        (reading, kind, start, stop, subject, who),
    ).fetchone()
    return int(found[0]) if found else None
