"""The tables of a record, and how an older record becomes a present one.

`user_version` counts schemas. Findings are rows of JSON with the columns one asks for; views show them by kind, so that
any SQLite tool can read a record. A later schema is refused; an older one is migrated in a copy that is then swapped in.
"""

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

from loquitur.errors import RecordDamaged, RecordTooNew

__all__ = ["SCHEMA", "create", "prepare"]

SCHEMA = 1
_OLDEST = (3, 34, 0)
_SQL = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, text_id TEXT NOT NULL, added TEXT NOT NULL, bytes INTEGER NOT NULL,
    current INTEGER NOT NULL, reading INTEGER
);
CREATE INDEX documents_by_name ON documents (name);
CREATE TABLE texts (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, reader TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL,
    places TEXT NOT NULL
);
CREATE TABLE metadata (
    document TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, origin TEXT NOT NULL, rank INTEGER NOT NULL
);
CREATE INDEX metadata_by_document ON metadata (document);
CREATE TABLE findings (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text_id TEXT NOT NULL, reading INTEGER NOT NULL, subject TEXT, who TEXT, start INTEGER,
    stop INTEGER, body TEXT NOT NULL, by TEXT NOT NULL, time TEXT NOT NULL, reason TEXT, confidence INTEGER,
    supersedes INTEGER
);
CREATE INDEX findings_by_text ON findings (text_id, kind);
CREATE INDEX findings_by_kind ON findings (kind, who);
CREATE TABLE readings (id INTEGER PRIMARY KEY, document TEXT NOT NULL, by TEXT NOT NULL, time TEXT NOT NULL);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL, quotation TEXT NOT NULL, words TEXT NOT NULL, field TEXT NOT NULL,
    value TEXT, by TEXT NOT NULL, time TEXT NOT NULL
);
CREATE TABLE persons (id TEXT PRIMARY KEY, kind TEXT NOT NULL);
CREATE TABLE aliases (name TEXT PRIMARY KEY, person TEXT NOT NULL, reason TEXT NOT NULL, document TEXT NOT NULL);
CREATE TABLE tombstones (document TEXT NOT NULL, removed TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE notes (time TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL);
CREATE VIRTUAL TABLE passages USING fts5 (
    words, text_id UNINDEXED, start UNINDEXED, stop UNINDEXED, tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIEW statements AS SELECT d.name AS document, f.who AS speaker, json_extract(f.body, '$.quotation.mode') AS mode,
    json_extract(f.body, '$.said') AS said, json_extract(f.body, '$.quotation.text') AS words, f.reason, f.confidence
    FROM findings f JOIN documents d ON d.reading = f.reading WHERE f.kind = 'statement';
CREATE VIEW fates AS SELECT d.name AS document, f.who, json_extract(f.body, '$.what') AS what,
    json_extract(f.body, '$.when') AS time, f.start, f.stop, f.reason
    FROM findings f JOIN documents d ON d.reading = f.reading WHERE f.kind = 'fate';
CREATE VIEW stances AS SELECT d.name AS document, f.who AS holder, json_extract(f.body, '$.side') AS side,
    json_extract(f.body, '$.target') AS target, json_extract(f.body, '$.when') AS time, f.start, f.stop, f.reason
    FROM findings f JOIN documents d ON d.reading = f.reading WHERE f.kind = 'stance';
"""
_MIGRATIONS: dict[int, str] = {}
"""From the schema of a number to the next one."""


def create(base: sqlite3.Connection) -> None:
    """Makes the tables of an empty record."""
    base.executescript(f"BEGIN; {_SQL} PRAGMA user_version = {SCHEMA}; COMMIT;")


def prepare(path: Path) -> None:
    """Checks a database before it is used, and migrates an older one in a copy that is swapped in.

    Raises RecordTooNew, RecordDamaged.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        raise RecordDamaged(f"SQLite {sqlite3.sqlite_version} is too old for records; use a Python with 3.34 or later.")
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            version = base.execute("PRAGMA user_version").fetchone()[0]
            names = {row[0] for row in base.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError as error:
        raise RecordDamaged(f"{path} is no whole database ({error}); restore it from a copy.") from error
    if version > SCHEMA:
        raise RecordTooNew(
            f"{path} was written by a later version of Loquitur (schema {version}, here {SCHEMA}); update Loquitur."
        )
    if not {"documents", "texts", "findings", "passages"} <= names:
        raise RecordDamaged(f"{path} lacks tables of a record; restore it from a copy.")
    if version < SCHEMA:
        _migrate(path, version)


def _migrate(path: Path, version: int) -> None:
    copy = path.with_suffix(".migrating")
    shutil.copyfile(path, copy)
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as base:
        for number in range(version, SCHEMA):
            step = _MIGRATIONS.get(number)
            if step is None:
                raise RecordDamaged(
                    f"{path} has schema {version}, which cannot be brought to {SCHEMA}; restore a copy."
                )
            base.executescript(f"BEGIN; {step} PRAGMA user_version = {number + 1}; COMMIT;")
    os.replace(copy, path)
