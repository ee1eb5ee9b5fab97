"""The append-only log of a record, in its database: entries, and the hashes of all complete subtrees over them.

Every entry is canonical JSON. It commits to the rows it seals by the root over salted hashes of them (`sealing`), so that
the log itself holds no word of a document. An append writes the entry and the hashes that it completes, two on average;
a proof reads O(log n) of them.

Guarantee: entries and rows are committed by one transaction. Limit: who can write the database can write another log;
that shows only where somebody else keeps a checkpoint of this one.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from loquitur.errors import RecordDamaged
from loquitur.store.log import canonical, merkle

__all__ = ["TABLES", "Entry", "append", "consistency", "entries", "entry", "inclusion", "node", "root", "size"]

TABLES = """
CREATE TABLE log_entries (
    position INTEGER PRIMARY KEY, kind TEXT NOT NULL, document TEXT, about INTEGER, entry TEXT NOT NULL, salt BLOB,
    leaves BLOB NOT NULL
);
CREATE INDEX log_entries_by_document ON log_entries (document);
CREATE INDEX log_entries_by_row ON log_entries (kind, about);
CREATE TABLE log_nodes (
    level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, number)
) WITHOUT ROWID;
"""
_COLUMNS = "position, kind, document, about, entry, salt, leaves"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, with what the record knows of it beside the log."""

    position: int
    kind: str
    document: str | None
    """The id of the document it is about."""
    about: int | None
    """The number of the row it seals: of a reading, a finding, or a row of another table."""
    entry: str
    """Canonical JSON; the only part that is hashed into the log."""
    salt: bytes | None
    """From which the salt of each of its items comes; None where it is withheld in this copy."""
    leaves: bytes
    """The hashes of its items, 32 bytes each."""

    @property
    def told(self) -> dict[str, Any]:
        """The entry as an object. Raises ValueError where it is not canonical."""
        value = canonical.load(self.entry.encode("utf-8", "surrogatepass"))
        if not isinstance(value, dict):
            raise ValueError("the entry is no object")
        return value


def size(base: sqlite3.Connection) -> int:
    """How many entries the log holds."""
    return int(base.execute("SELECT coalesce(max(position) + 1, 0) FROM log_entries").fetchone()[0])


def append(base: sqlite3.Connection, one: Entry) -> None:
    """The entry stands at the end of the log. Its position must be the log's size."""
    base.execute(
        f"INSERT INTO log_entries ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (one.position, one.kind, one.document, one.about, one.entry, one.salt, one.leaves),
    )
    leaf = merkle.leaf_hash(one.entry.encode())
    base.executemany("INSERT INTO log_nodes VALUES (?, ?, ?)", merkle.grown(leaf, one.position, node(base)))


def node(base: sqlite3.Connection) -> merkle.Node:
    """The hashes of the log's complete subtrees. Raises RecordDamaged where one is missing."""

    def read(level: int, number: int) -> bytes:
        found = base.execute("SELECT hash FROM log_nodes WHERE level = ? AND number = ?", (level, number)).fetchone()
        if found is None or not isinstance(found[0], bytes) or len(found[0]) != 32:
            raise RecordDamaged(f"The log lacks hash {number} of level {level}; restore the record from a copy.")
        return found[0]

    return read


def root(base: sqlite3.Connection, of: int | None = None) -> bytes:
    """The root over all entries, or over the first `of`."""
    return merkle.root(size(base) if of is None else of, node(base))


def inclusion(base: sqlite3.Connection, position: int, of: int) -> list[bytes]:
    """The path from an entry to the root over the first `of` entries."""
    return merkle.inclusion(position, of, node(base))


def consistency(base: sqlite3.Connection, old: int, of: int) -> list[bytes]:
    """The proof that the first `of` entries begin with the first `old`."""
    return merkle.consistency(old, of, node(base))


def entry(base: sqlite3.Connection, position: int) -> Entry | None:
    """The entry at a position."""
    found = base.execute(f"SELECT {_COLUMNS} FROM log_entries WHERE position = ?", (position,)).fetchone()
    return Entry(*found) if found else None


def entries(base: sqlite3.Connection, start: int = 0, end: int | None = None) -> Iterator[Entry]:
    """The entries from start to end, in order."""
    until = size(base) if end is None else end
    sql = f"SELECT {_COLUMNS} FROM log_entries WHERE position >= ? AND position < ? ORDER BY position"
    for row in base.execute(sql, (start, until)):
        yield Entry(*row)
