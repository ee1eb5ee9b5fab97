"""What a user found or took away, appended, and carried over when a document is read again.

A user's finding supersedes one of the same reading. After a new reading it stands over the new text, and supersedes what
the program found there in the same place, if it did; what does not fit is told by kind and number.
"""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from loquitur.errors import UsageError
from loquitur.language.times import edtf
from loquitur.model import Claim, Date, Dating, Echo, Fate, Named, Stance, Statement
from loquitur.store import codec
from loquitur.store.moves import Move
from loquitur.store.rows import KINDS, Finding, row

__all__ = [
    "TYPES",
    "Deed",
    "Of",
    "append",
    "carry",
    "confirmed",
    "corrected",
    "deeds",
    "now",
    "overrule",
    "theirs",
    "undo",
]

TYPES: dict[str, Any] = {name: kind for kind, name in KINDS.items()}
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
    try:
        time = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {fixed[:40]!r}, no time in seconds since 1970; unset or mend it."
        ) from error
    return time.isoformat(timespec="seconds")


def append(base: sqlite3.Connection, one: Sequence[Any], of: Of, supersedes: int | None = None) -> int:
    """The number of a finding, appended."""
    found = base.execute(
        "INSERT INTO findings (kind, subject, who, start, stop, body, reason, confidence, reading, text_id, by, time,"
        " supersedes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*one, of.reading, of.text_id, of.by, now(), supersedes),
    )
    return int(found.lastrowid or 0)


_FIELDS: dict[type, tuple[str, ...]] = {
    Statement: ("speaker", "said"),
    Date: ("edtf",),
    Dating: ("said",),
    Fate: ("who", "what", "when", "by", "number"),
    Stance: ("holder", "target", "side", "when"),
    Claim: ("asserted_by", "denied_by"),
    Echo: ("later", "earlier", "when"),
    Named: ("name", "kind"),
}
"""What of a finding a user may correct."""
_NEEDED = frozenset({"what", "holder", "target", "side", "later", "earlier", "name", "kind"})
_DATES = frozenset({"said", "edtf", "when"})
_CHOICES = {"side": ("for", "against"), "kind": ("person", "group", "organisation")}


def corrected(finding: Finding, field: str, value: str | None, by: str) -> Finding:
    """The finding with a user's word on one of its fields. Raises UsageError for another field or a value it cannot have."""
    known = _FIELDS.get(type(finding), ())
    if field not in known:
        can = " and ".join(known) or "nothing of it"
        raise UsageError(f"{field!r} cannot be corrected; {can} can.")
    if value is None and (field in _NEEDED or (field == "who" and isinstance(finding, Fate))):
        raise UsageError(f"{field!r} cannot be nothing; reject the finding instead.")
    if value is not None and field in _DATES and not edtf.valid(value):
        raise UsageError(f"{value!r} is no date; write it as 1923, 1923-01 or 1923-01-04.")
    if field in _CHOICES and value not in _CHOICES[field]:
        raise UsageError(f"{field!r} can be {' or '.join(_CHOICES[field])}, not {value!r}.")
    told = f"corrected by {by}"
    if isinstance(finding, Statement) and field == "speaker":
        speaker = replace(finding.speaker, name=value, kind="person" if value else "unknown")
        return replace(finding, speakers=(speaker,), confidence=100, reason=told)
    if isinstance(finding, Statement):
        return replace(finding, said=value, said_basis=told)
    return replace(finding, **{field: value, **_told(finding, told)})


def confirmed(finding: Finding, by: str) -> Finding:
    """The finding as one that a user has looked at and found right."""
    return replace(finding, **_told(finding, f"confirmed by {by}"))


def _told(finding: Finding, reason: str) -> dict[str, Any]:
    """The fields that tell how sure a finding is, and why."""
    has = {f.name for f in fields(finding)}
    sure = {"confidence": 100} if "confidence" in has else {}
    return sure | {name: reason for name in ("reason", "basis") if name in has}


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


_STANDING = (
    " NOT EXISTS (SELECT 1 FROM findings s WHERE s.supersedes = f.id"
    " AND NOT EXISTS (SELECT 1 FROM findings u WHERE u.supersedes = s.id AND u.kind = 'undo'))"
)
"""Nothing that was not taken back stands in place of the finding, and it was not taken back itself."""


def undo(base: sqlite3.Connection, number: int, by: str, reason: str) -> str:
    """A user's finding does not hold any more, and what it superseded does again; the id of its document.

    Raises UsageError for what no user found, what was taken back already, and what a later word stands upon.
    """
    row = base.execute(
        "SELECT f.reading, f.text_id, d.id FROM findings f JOIN documents d ON d.reading = f.reading"
        f" WHERE f.id = ? AND f.by LIKE 'user%' AND f.kind <> 'undo' AND {_STANDING}",
        (number,),
    ).fetchone()
    if row is None:
        raise UsageError(f"{number} is no user's finding that holds; `loquitur review --done` lists those that do.")
    append(base, ("undo", None, None, None, None, _GONE, reason, None), Of(row[0], row[1], by), number)
    return str(row[2])


@dataclass(frozen=True, slots=True)
class Deed:
    """What a user did to a finding."""

    number: int
    act: str
    """confirmed, corrected, rejected, or added."""
    kind: str
    """Of the finding: statement, date …"""
    doc: str
    """The document's name."""
    by: str
    time: str
    reason: str | None
    body: str
    """The finding as it stands now, as JSON; null for one that was rejected."""
    before: str | None
    """What it stands in place of; None for one that was added."""


def deeds(base: sqlite3.Connection) -> list[Deed]:
    """What users did in present readings and did not take back, in order."""
    rows = base.execute(
        "SELECT f.id, f.kind, d.name, f.by, f.time, f.reason, f.body, o.body FROM findings f"
        " JOIN documents d ON d.reading = f.reading LEFT JOIN findings o ON o.id = f.supersedes"
        f" WHERE f.by LIKE 'user%' AND f.kind <> 'undo' AND {_STANDING} ORDER BY f.id"
    )
    return [
        Deed(n, _act(body, reason, before), kind, doc, by.removeprefix("user").strip(), time, reason, body, before)
        for n, kind, doc, by, time, reason, body, before in rows
    ]


def _act(body: str, reason: str | None, before: str | None) -> str:
    if body == _GONE:
        return "rejected"
    if before is None:
        return "added"
    return "confirmed" if (reason or "").startswith("confirmed by") else "corrected"


def theirs(base: sqlite3.Connection, reading: int) -> list[tuple[Any, ...]]:
    """A user's last words in a reading: number, kind, body, by, reason, and the body of what they supersede."""
    return base.execute(
        "SELECT f.id, f.kind, f.body, f.by, f.reason, o.body FROM findings f LEFT JOIN findings o ON o.id = f.supersedes"
        f" WHERE f.reading = ? AND f.by LIKE 'user%' AND f.kind <> 'undo' AND {_STANDING} ORDER BY f.id",
        (reading,),
    ).fetchall()


def carry(base: sqlite3.Connection, move: Move, reading: int, one: Sequence[Any]) -> str | None:
    """A user's finding stands over the new text; what it was, where it does not fit."""
    number, kind, body, by, reason, over = one
    of = Of(reading, move.text_id, by)
    meant = None if over in (None, _GONE) else move.carried(codec.load(TYPES[kind], over))
    match = _same(base, reading, kind, row(meant)) if meant else None
    if body == _GONE:
        if match is not None:
            append(base, _taken_away(kind, reason), of, match)
        return None if meant else f"{kind} {number}"
    finding = move.carried(codec.load(TYPES[kind], body))
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
