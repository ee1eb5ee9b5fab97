"""The tables of a record, and how an older record becomes a present one.

A record must open in any SQLite tool and outlive this program's versions. `user_version` counts schemas: a later one is
refused, an older one is migrated in a copy that is then swapped in, so that a failure half-way leaves the old record.
Findings are rows of JSON with the columns one asks for, each of one reading of one text; a document points to its present
reading, so that rows are only ever added. Views show what is in force, by kind.

Limit: a record is migrated by whoever opens it first, and needs room for a copy of its database meanwhile.
"""

import contextlib
import os
import sqlite3
from pathlib import Path

from loquitur.errors import RecordDamaged, RecordTooNew
from loquitur.store.log import log

__all__ = ["SCHEMA", "SCRIPT", "create", "prepare"]

SCHEMA = 9
_OLDEST = (3, 34, 0)
_SUBJECTS = "CREATE INDEX IF NOT EXISTS findings_by_subject ON findings (subject) WHERE subject IS NOT NULL;"
_PEOPLE = """
CREATE TABLE alias_keys (key TEXT NOT NULL, family TEXT NOT NULL, name TEXT NOT NULL);
CREATE INDEX alias_keys_by_key ON alias_keys (key, family);
CREATE INDEX alias_keys_by_name ON alias_keys (name, family);
CREATE TABLE ties (
    id INTEGER PRIMARY KEY, act TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL, by TEXT NOT NULL,
    time TEXT NOT NULL, reason TEXT NOT NULL, undoes INTEGER
);
CREATE INDEX ties_by_one ON ties (one);
CREATE INDEX ties_by_other ON ties (other);
CREATE INDEX ties_undone ON ties (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX metadata_by_value ON metadata (name, value);
"""
"""What schema 3 brought: keys of names, and what users say of names."""
_BORNE = """
CREATE TABLE aliases (
    name TEXT NOT NULL, family TEXT NOT NULL, part INTEGER NOT NULL DEFAULT 0, kind TEXT NOT NULL, person TEXT,
    reason TEXT NOT NULL, PRIMARY KEY (name, family, part)
);
CREATE INDEX aliases_by_person ON aliases (person);
CREATE TABLE alias_documents (
    name TEXT NOT NULL, family TEXT NOT NULL, document TEXT NOT NULL, part INTEGER NOT NULL DEFAULT 0,
    life TEXT NOT NULL DEFAULT '', PRIMARY KEY (name, family, document)
);
CREATE INDEX alias_documents_by_document ON alias_documents (document);
"""
"""Names, and in which documents each is whose: one name is of several persons where its parts are."""
_TABLES = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, text_id TEXT NOT NULL, reading INTEGER NOT NULL, added TEXT NOT NULL,
    bytes INTEGER NOT NULL, current INTEGER NOT NULL
);
CREATE INDEX documents_by_name ON documents (name);
CREATE INDEX documents_by_text ON documents (text_id);
CREATE TABLE texts (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, reader TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL,
    places TEXT NOT NULL
);
CREATE INDEX texts_by_document ON texts (document);
CREATE TABLE metadata (
    document TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, origin TEXT NOT NULL, rank INTEGER NOT NULL
);
CREATE INDEX metadata_by_document ON metadata (document);
CREATE TABLE readings (id INTEGER PRIMARY KEY, text_id TEXT NOT NULL, by TEXT, time TEXT NOT NULL);
CREATE TABLE findings (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, reading INTEGER NOT NULL, text_id TEXT NOT NULL, subject TEXT, who TEXT,
    start INTEGER, stop INTEGER, body TEXT NOT NULL, by TEXT NOT NULL, time TEXT NOT NULL, reason TEXT,
    confidence INTEGER, supersedes INTEGER
);
CREATE INDEX findings_by_reading ON findings (reading, kind);
CREATE INDEX findings_by_text ON findings (text_id);
CREATE INDEX findings_by_kind ON findings (kind, who);
CREATE INDEX findings_superseded ON findings (supersedes) WHERE supersedes IS NOT NULL;
CREATE TABLE persons (id TEXT PRIMARY KEY, kind TEXT NOT NULL, joined TEXT);
CREATE TABLE alias_words (word TEXT NOT NULL, family TEXT NOT NULL, name TEXT NOT NULL);
CREATE INDEX alias_words_by_word ON alias_words (word, family);
CREATE INDEX alias_words_by_name ON alias_words (name, family);
CREATE TABLE tombstones (document TEXT NOT NULL, removed TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE notes (time TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL);
CREATE VIRTUAL TABLE passages USING fts5 (
    words, text_id UNINDEXED, start UNINDEXED, stop UNINDEXED, tokenize = "unicode61 remove_diacritics 2"
);
"""
_PARTS = f"""
ALTER TABLE aliases RENAME TO former_aliases;
ALTER TABLE alias_documents RENAME TO former_documents;
DROP INDEX aliases_by_person;
DROP INDEX alias_documents_by_document;
{_BORNE}
INSERT OR IGNORE INTO aliases SELECT name, family, 0, kind, person, reason FROM former_aliases;
INSERT INTO alias_documents SELECT name, family, document, 0, '' FROM former_documents;
DROP TABLE former_aliases;
DROP TABLE former_documents;
"""
"""What schema 8 brought: one name of several persons, each in documents of their own."""
_VIEWS = """
CREATE VIEW in_force AS SELECT d.id AS document, d.name, d.current, f.* FROM findings f
    JOIN documents d ON d.reading = f.reading WHERE f.body <> 'null'
    AND NOT EXISTS (SELECT 1 FROM findings s WHERE s.supersedes = f.id AND s.reading = f.reading
        AND NOT EXISTS (SELECT 1 FROM findings u WHERE u.supersedes = s.id AND u.kind = 'undo'));
CREATE VIEW statements AS SELECT name AS document, who AS speaker, json_extract(body, '$.quotation.mode') AS mode,
    json_extract(body, '$.said') AS said, json_extract(body, '$.quotation.text') AS words, start, stop, reason,
    confidence, by FROM in_force WHERE kind = 'statement';
CREATE VIEW dates AS SELECT name AS document, json_extract(body, '$.text') AS words, json_extract(body, '$.edtf') AS edtf,
    start, stop, reason AS basis, by FROM in_force WHERE kind = 'date';
CREATE VIEW fates AS SELECT name AS document, who, json_extract(body, '$.what') AS what, json_extract(body, '$.when') AS time,
    json_extract(body, '$.by') AS by_whom, json_extract(body, '$.number') AS number, start, stop, reason, by
    FROM in_force WHERE kind = 'fate';
CREATE VIEW stances AS SELECT name AS document, who AS holder, json_extract(body, '$.side') AS side,
    json_extract(body, '$.target') AS target, json_extract(body, '$.when') AS time, start, stop, reason, by
    FROM in_force WHERE kind = 'stance';
CREATE VIEW claims AS SELECT name AS document, who AS asserted_by, json_extract(body, '$.denied_by') AS denied_by,
    start, stop, reason, by FROM in_force WHERE kind = 'claim';
CREATE VIEW blocks AS SELECT t.document, json_extract(b.value, '$.kind') AS kind, json_extract(b.value, '$.level') AS level,
    json_extract(b.value, '$.span[0]') AS start, json_extract(b.value, '$.span[1]') AS stop
    FROM texts t JOIN documents d ON d.text_id = t.id, json_each(t.blocks) b;
CREATE VIEW places AS SELECT t.document, json_extract(p.value, '$.kind') AS kind, json_extract(p.value, '$.label') AS label,
    json_extract(p.value, '$.span[0]') AS start, json_extract(p.value, '$.span[1]') AS stop
    FROM texts t JOIN documents d ON d.text_id = t.id, json_each(t.places) p;
CREATE VIEW corrections AS SELECT d.name AS document, f.id, f.kind, f.start, f.stop, f.body, f.by, f.time, f.supersedes,
    f.reading = d.reading AS in_force FROM findings f JOIN texts t ON t.id = f.text_id
    JOIN documents d ON d.id = t.document WHERE f.by LIKE 'user%';
"""
SCRIPT = f"{_TABLES} {_BORNE} {_SUBJECTS} {_PEOPLE} {log.TABLES} {_VIEWS}"
"""Makes every table and view of a record."""
_NEEDED = frozenset(
    {"documents", "texts", "metadata", "readings", "findings", "persons", "aliases", "passages", "notes", "log_entries"}
)
_MIGRATIONS: dict[int, str] = {
    1: log.TABLES,
    2: f"DROP INDEX IF EXISTS metadata_by_name; {_PEOPLE}",
    3: "",
    4: "CREATE INDEX IF NOT EXISTS documents_by_text ON documents (text_id);",
    5: _SUBJECTS,
    6: "",
    7: _PARTS,
    8: "DELETE FROM alias_keys;",  # made anew, as names are compared now, when the record is next written to
}
"""From the schema of a number to the next one; views are made anew."""


def create(path: Path) -> None:
    """Makes the database of an empty record: whole under its name, or not at all."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as base:
        base.executescript(f"BEGIN; {SCRIPT} PRAGMA user_version = {SCHEMA}; COMMIT;")
    os.replace(part, path)


def prepare(path: Path) -> None:
    """Checks a database before it is used, and migrates an older one. Raises RecordTooNew, RecordDamaged."""
    if sqlite3.sqlite_version_info < _OLDEST:
        raise RecordDamaged(f"SQLite {sqlite3.sqlite_version} is too old for records; use a Python with 3.34 or later.")
    version = _version(path)
    if version < SCHEMA:
        _migrate(path, version)


def _version(path: Path) -> int:
    with contextlib.closing(_looked_at(path)) as base:
        version = int(base.execute("PRAGMA user_version").fetchone()[0])
        names = {row[0] for row in base.execute("SELECT name FROM sqlite_master")}
        if not base.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone():
            raise RecordDamaged("This Python's SQLite has no FTS5, which records need; use one from python.org.")
    if version > SCHEMA:
        raise RecordTooNew(
            f"{path} was written by a later version of Loquitur (schema {version}, here {SCHEMA}); update Loquitur."
        )
    if version == SCHEMA and not names >= _NEEDED:
        raise RecordDamaged(f"{path} lacks tables of a record; restore it from a copy.")
    return version


def _looked_at(path: Path) -> sqlite3.Connection:
    """The database to read; as it stands, where it lies on a medium that cannot be written."""
    base = sqlite3.connect(path, timeout=5)
    try:
        base.execute("PRAGMA user_version").fetchone()
        return base
    except sqlite3.OperationalError:
        base.close()
        return sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)


def _migrate(path: Path, version: int) -> None:
    """Brings a record to the present schema in a copy, which takes the old one's place when it is whole."""
    steps = [_MIGRATIONS.get(number) for number in range(version, SCHEMA)]
    if None in steps:
        raise RecordDamaged(f"{path} lacks tables of a record (schema {version}); restore it from a copy.")
    copy = path.with_suffix(".migrating")
    copy.unlink(missing_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(path)) as old, contextlib.closing(sqlite3.connect(copy)) as new:
            old.backup(new)
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as base:
            for number, step in enumerate(steps, version + 1):
                base.executescript(f"BEGIN; {step} PRAGMA user_version = {number}; COMMIT;")
            views = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
            gone = " ".join(f'DROP VIEW "{name}";' for name in views)
            base.executescript(f"BEGIN; {gone} {_VIEWS} COMMIT;")
            base.execute("PRAGMA journal_mode = DELETE")
        os.replace(copy, path)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
