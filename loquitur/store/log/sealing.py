"""What the log says of a transaction: each row that it appended, sealed by a salted hash.

A row is an item: canonical JSON of its table's name and its columns. The items of one reading of a document (its bytes,
layout, text in pieces, metadata, findings) share one entry, which holds the root over their hashes; what a user adds
later has an entry of its own. An item's hash takes in a salt, so that a hash betrays no name that can be guessed, and an
entry's salts come from one, which comes from the record's key: the same key, clock and documents give the same root.

Rows are found by their numbers: what stands above the highest number of before is new. So whoever appends a row to a
sealed table seals it, and nobody can forget to. Limit: tables that are derived from others (persons, aliases, the
full-text index) are not sealed; they can be made again.
"""

import hmac
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from loquitur.errors import RecordNotWritable
from loquitur.store.log import canonical, log, merkle

__all__ = [
    "ALONE",
    "Event",
    "begin",
    "items_of",
    "known_as",
    "leaf",
    "mark",
    "origin",
    "pieces",
    "row_of",
    "salt_of",
    "seal",
    "write",
]

FINDING = (
    "id, kind, subject, who, start, stop, body, by, time, reason, confidence, supersedes"  # all but where it belongs
)
ALONE: dict[str, str] = {"findings": "finding", "tombstones": "removal", "ties": "tie"}
"""Tables of which each new row has an entry of its own, with the kind of that; every row has a number that grows."""
_PIECE = 600
_LEEWAY = timedelta(minutes=5)
Item = list[Any]


@dataclass(frozen=True, slots=True)
class Event:
    """What an entry is to say."""

    kind: str
    items: Sequence[Item]
    document: str | None = None
    about: int | None = None
    public: tuple[tuple[str, Any], ...] = ()
    """Fields of the entry itself, beside kind, time and root: never words of a document."""


def salt_of(salt: bytes, number: int) -> bytes:
    """The salt of item `number` of an entry; whoever is given one can derive no other."""
    return hmac.digest(salt, number.to_bytes(8, "big"), "sha256")[:16]


def leaf(salt: bytes, item: bytes) -> bytes:
    """The hash of an item, with the salt of that item."""
    return merkle.leaf_hash(salt + item)


def written(item: Item) -> bytes:
    """An item of texts, whole numbers and nothing, in canonical JSON."""
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode()


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces of some 600 characters that end with a line where they can, each with its start."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1
        if len(text) - start <= 2 * _PIECE:
            end = len(text)
        elif not 0 < end <= start + 4 * _PIECE:
            end = text.rfind(" ", start, start + 4 * _PIECE) + 1 or start + 4 * _PIECE
        yield start, text[start:end]
        start = end


# ---- rows ----


def mark(base: sqlite3.Connection) -> dict[str, int]:
    """The highest number of each table whose rows are sealed."""
    tables = ("documents", "readings", *ALONE)
    return {t: base.execute(f"SELECT coalesce(max(rowid), 0) FROM {t}").fetchone()[0] for t in tables}


def items_of(base: sqlite3.Connection, reading: int) -> list[Item]:
    """The items of a reading; findings that have an entry of their own are not among them."""
    text_id, by, time = base.execute("SELECT text_id, by, time FROM readings WHERE id = ?", (reading,)).fetchone()
    text = base.execute("SELECT document, reader, text, blocks, places FROM texts WHERE id = ?", (text_id,)).fetchone()
    key, reader, words, blocks, places = text
    name, added, length = base.execute("SELECT name, added, bytes FROM documents WHERE id = ?", (key,)).fetchone()
    items: list[Item] = [
        ["document", key, name, added, length],
        ["reading", reading, text_id, by, time, reader, len(words)],
        ["layout", blocks, places],
    ]
    items += (["text", start, piece] for start, piece in pieces(words))
    fields = base.execute("SELECT name, value, origin, rank FROM metadata WHERE document = ? ORDER BY rank", (key,))
    items += (["metadata", *row] for row in fields)
    found = base.execute(
        f"SELECT {FINDING} FROM findings f WHERE reading = ?1 AND NOT EXISTS (SELECT 1 FROM log_entries e"
        " WHERE e.kind = 'finding' AND e.about = f.id AND e.document = ?2 AND e.position > (SELECT"
        " coalesce(max(position), -1) FROM log_entries WHERE kind = 'removal' AND document = ?2)) ORDER BY id",
        (reading, key),
    )
    items += (["finding", *row] for row in found)
    return items


def row_of(base: sqlite3.Connection, table: str, number: int) -> Item | None:
    """The item of a row that has an entry of its own."""
    columns = FINDING if table == "findings" else "*"
    row = base.execute(f"SELECT {columns} FROM {table} WHERE rowid = ?", (number,)).fetchone()
    return None if row is None else [ALONE[table], *row]


def items(base: sqlite3.Connection, entry: log.Entry) -> list[Item]:
    """The items of an entry as the rows stand now; none where the row it is about is gone."""
    if entry.kind in ("document", "reading"):
        held = base.execute(
            "SELECT 1 FROM readings r JOIN texts t ON t.id = r.text_id JOIN documents d ON d.id = t.document"
            " WHERE r.id = ? AND d.id = ?",
            (entry.about, entry.document),
        ).fetchone()
        return items_of(base, entry.about or 0) if held else []
    table = next((t for t, kind in ALONE.items() if kind == entry.kind), None)
    if table is None:
        return _told(base, entry)
    row = row_of(base, table, entry.about or 0)
    return [] if row is None else [row]


def _told(base: sqlite3.Connection, entry: log.Entry) -> list[Item]:
    """The items of an entry that seals no row of its own."""
    if entry.kind != "restored":
        return []
    name = base.execute("SELECT name FROM documents WHERE id = ?", (entry.document,)).fetchone()
    return [["current", entry.document, name[0]]] if name else []


# ---- entries ----


def origin(key: bytes) -> str:
    """The name of a log, by which its key is known again."""
    return f"loquitur/{hmac.digest(key, b'origin', 'sha256')[:16].hex()}"


def known_as(base: sqlite3.Connection) -> str | None:
    """The origin of the key under which the log is written now; None before it begins."""
    found = base.execute(
        "SELECT coalesce(json_extract(entry, '$.record'), json_extract(entry, '$.origin')) FROM log_entries"
        " WHERE kind IN ('begin', 'record-key') ORDER BY position DESC LIMIT 1"
    ).fetchone()
    return str(found[0]) if found else None


def begin(base: sqlite3.Connection, key: bytes, time: str, signed_by: str) -> None:
    """The log has its first entry, and after it one for each reading that a record of before held, as it stands now."""
    held = base.execute("SELECT count(*) FROM documents").fetchone()[0]
    removed = base.execute("SELECT count(*) FROM tombstones").fetchone()[0]
    events = [_reading(base, r) for (r,) in base.execute("SELECT id FROM readings ORDER BY id").fetchall()]
    older = [e for e in events if e]
    told = {"held": held, "key": signed_by, "older": len(older), "origin": origin(key), "removed": removed}
    write(base, key, time, [Event("begin", [], public=tuple(told.items())), *older])


def seal(base: sqlite3.Connection, before: dict[str, int], key: bytes, time: str, told: Iterable[Event] = ()) -> None:
    """Every row that is new since a mark is sealed by an entry, and so is what else is told."""
    fresh = [r for (r,) in base.execute("SELECT id FROM readings WHERE id > ? ORDER BY id", (before["readings"],))]
    events = [e for e in (_reading(base, r, before["documents"]) for r in fresh) if e]
    events += _alone(base, before)
    write(base, key, time, [*told, *events])


def _reading(base: sqlite3.Connection, reading: int, documents: int = -1) -> Event | None:
    of = base.execute(
        "SELECT d.id, d.rowid FROM readings r JOIN texts t ON t.id = r.text_id JOIN documents d ON d.id = t.document"
        " WHERE r.id = ?",
        (reading,),
    ).fetchone()
    if of is None:
        return None
    kind = "document" if of[1] > documents else "reading"
    return Event(kind, items_of(base, reading), of[0], reading)


def _alone(base: sqlite3.Connection, before: dict[str, int]) -> Iterator[Event]:
    for table, kind in ALONE.items():
        rows = base.execute(f"SELECT rowid FROM {table} WHERE rowid > ? ORDER BY rowid", (before[table],)).fetchall()
        for (number,) in rows:
            item, document = row_of(base, table, number), None
            public: tuple[tuple[str, Any], ...] = ()
            if table == "findings":
                document = _document_of(base, number, before["readings"])
                if document is None:
                    continue  # sealed with its reading
            if table == "tombstones":
                document = base.execute("SELECT document FROM tombstones WHERE rowid = ?", (number,)).fetchone()[0]
                public = (("removes", _standing(base, document)),)
            yield Event(kind, [item or []], document, number, public)


def _document_of(base: sqlite3.Connection, finding: int, readings: int) -> str | None:
    """The document of a finding whose reading is sealed already."""
    found = base.execute(
        "SELECT t.document FROM findings f JOIN texts t ON t.id = f.text_id WHERE f.id = ? AND f.reading <= ?",
        (finding, readings),
    ).fetchone()
    return found[0] if found else None


def _standing(base: sqlite3.Connection, document: str) -> list[int]:
    """The positions of a document's entries since it was last removed."""
    rows = base.execute("SELECT position, kind FROM log_entries WHERE document = ? ORDER BY position", (document,))
    standing: list[int] = []
    for position, kind in rows:
        standing = [] if kind == "removal" else [*standing, position]
    return standing


def write(base: sqlite3.Connection, key: bytes, time: str, events: Iterable[Event]) -> None:
    """Each event is an entry at the end of the log. Raises RecordNotWritable where the clock ran backwards."""
    for position, event in zip(count(log.size(base)), events, strict=False):
        time = _not_before(base, position, time)
        salt = _salt(key, position, time, event)
        leaves = [leaf(salt_of(salt, n), written(item)) for n, item in enumerate(event.items)]
        told = {"items": len(leaves), "kind": event.kind, "root": merkle.root_of(leaves).hex(), "time": time, "v": 1}
        body = canonical.dump(told | dict(event.public)).decode()
        log.append(base, log.Entry(position, event.kind, event.document, event.about, body, salt, b"".join(leaves)))


def _salt(key: bytes, position: int, time: str, event: Event) -> bytes:
    return hmac.digest(key, written(["entry", position, time, event.kind, event.document]), "sha256")


def _not_before(base: sqlite3.Connection, position: int, time: str) -> str:
    """The time, but never before that of the entry before; a clock that is minutes behind it is told."""
    before = log.entry(base, position - 1)
    if before is None:
        return time
    last = str(before.told["time"])
    if time >= last:
        return time
    if datetime.fromisoformat(last) - datetime.fromisoformat(time) > _LEEWAY:
        raise RecordNotWritable(
            f"This computer's clock says {time}, but the log's last entry was written {last}; set the clock right."
        )
    return last
