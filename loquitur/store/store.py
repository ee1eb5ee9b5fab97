"""The record on disk: SQLite for what is read and found, a folder of original bytes.

Adding is one transaction a document: a crash, an interrupt or a full disk leaves the record as it was before it. Findings
are appended, never updated. The log that will seal each row is written in the same transaction: `_seal` is its door.
"""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from loquitur.errors import NoRecord, RecordDamaged, RecordError, RecordLocked, RecordNotWritable, UsageError
from loquitur.model import Block, Dating, Document, Field, Findings, Passage, Person, Place, SpeakerKind, Statement
from loquitur.store import codec, persons, tables
from loquitur.store.lock import Lock
from loquitur.store.rows import KINDS, apply, rows

__all__ = ["Held", "Store"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held:
    """A document the record holds."""

    id: str
    name: str
    current: bool
    """Whether it is the latest version under its name."""


class Store:
    """An opened record's tables. Use `create` or `open`; close it in the end."""

    def __init__(self, folder: Path, base: sqlite3.Connection, lock: Lock | None) -> None:
        self.folder = folder
        self._base = base
        self._lock = lock

    @classmethod
    def create(cls, folder: Path) -> "Store":
        """A new, empty record in a folder that does not exist or is empty, opened for writing."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise NoRecord(f"{folder} is a folder with other things in it; name a new one, such as my.record.")
            (folder / "objects").mkdir()
        except OSError as error:
            raise RecordNotWritable(
                f"{folder} cannot be made ({error.strerror}); check the path, its permissions and the disk."
            ) from error
        lock = Lock(folder)
        lock.take()
        with _translated(folder):
            base = _connect(folder)
            tables.create(base)
        return cls(folder, base, lock)

    @classmethod
    def open(cls, folder: Path, *, write: bool = False) -> "Store":
        """The record in a folder. Raises NoRecord, RecordDamaged, RecordTooNew, RecordLocked."""
        path = folder / "record.sqlite"
        if not path.is_file():
            raise NoRecord(
                f"{folder} is no record (it has no record.sqlite); make one with `loquitur add --record {folder} FILE…`."
            )
        lock = Lock(folder) if write else None
        if lock:
            lock.take()
        try:
            tables.prepare(path)
            with _translated(folder):
                base = _connect(folder)
                base.execute("SELECT count(*) FROM documents").fetchone()
        except BaseException:
            if lock:
                lock.free()
            raise
        return cls(folder, base, lock)

    def close(self) -> None:
        """Folds the write-ahead log back and lets the record go."""
        with contextlib.suppress(sqlite3.Error):
            if self._lock:
                self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._base.close()
        if self._lock:
            self._lock.free()

    # ---- writing ----

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        if self._lock is None:
            raise RecordError(f"{self.folder} was opened for reading; open it for writing.")
        with _translated(self.folder):
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
                self._seal()
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    def _seal(self) -> None:
        """The door of the log: what seals a transaction's rows is written here, before the commit."""

    def put(self, doc: Document, data: bytes, findings: Findings | None) -> str:
        """Adds a document with everything found in it: "added", "new version", or "unchanged" for the same bytes."""
        if self._base.execute("SELECT 1 FROM documents WHERE id = ?", (doc.id,)).fetchone():
            return "unchanged"
        older = self._base.execute("SELECT 1 FROM documents WHERE name = ? AND current = 1", (doc.name,)).fetchone()
        made = self._keep(doc.id, data)
        try:
            with self._transaction() as base:
                base.execute("UPDATE documents SET current = 0 WHERE name = ?", (doc.name,))
                row = (doc.id, doc.name, doc.text_id, _now(), len(data))
                base.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, 1, NULL)", row)
                self._put_text(base, doc)
                fields = [(doc.id, f.name, f.value, f.origin, i) for i, f in enumerate(doc.metadata)]
                base.executemany("INSERT INTO metadata VALUES (?, ?, ?, ?, ?)", fields)
                if findings:
                    self._put_findings(base, doc, findings)
        except BaseException:
            if made:
                self._object(doc.id).unlink(missing_ok=True)
            raise
        return "new version" if older else "added"

    def _put_text(self, base: sqlite3.Connection, doc: Document) -> None:
        row = (doc.text_id, doc.id, doc.reader, doc.text, codec.dump(doc.blocks), codec.dump(doc.places))
        base.execute("INSERT OR IGNORE INTO texts VALUES (?, ?, ?, ?, ?, ?)", row)
        base.execute("DELETE FROM passages WHERE text_id = ?", (doc.text_id,))
        shown = [b.span for b in doc.blocks if b.kind != "frame"]
        base.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?)",
            [(doc.text[s.start : s.end], doc.text_id, s.start, s.end) for s in shown],
        )

    def _put_findings(self, base: sqlite3.Connection, doc: Document, findings: Findings) -> None:
        time = _now()
        made = base.execute("INSERT INTO readings (document, by, time) VALUES (?, ?, ?)", (doc.id, findings.by, time))
        reading = made.lastrowid
        base.execute("UPDATE documents SET reading = ? WHERE id = ?", (reading, doc.id))
        base.executemany(
            "INSERT INTO findings (kind, subject, who, start, stop, body, reason, confidence, text_id, reading, by, time)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(*row, doc.text_id, reading, findings.by, time) for row in rows(findings)],
        )
        names: list[tuple[str, SpeakerKind]] = [(n.name, n.kind) for n in findings.named]
        names += [(s.name, s.kind) for st in findings.statements for s in st.speakers if s.name]
        author = doc.field("author")
        persons.join(base, [*([(author, "person")] if author else []), *names], doc.id)  # type: ignore[list-item]

    def _keep(self, key: str, data: bytes) -> bool:
        """Writes the original bytes; whether they were not there before."""
        path = self._object(key)
        if path.exists():
            return False
        part = path.with_suffix(".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
            os.replace(part, path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise RecordNotWritable(
                f"{self.folder} cannot be written ({error.strerror}); make room on the disk or check its permissions."
            ) from error
        return True

    def _object(self, key: str) -> Path:
        return self.folder / "objects" / key[:2] / key[2:]

    def replace(self, doc: Document, findings: Findings) -> None:
        """Puts a new reading of a document in the place of the former, whose findings stay in the table."""
        with self._transaction() as base:
            old = base.execute("SELECT text_id FROM documents WHERE id = ?", (doc.id,)).fetchone()[0]
            base.execute("DELETE FROM passages WHERE text_id = ?", (old,))
            base.execute("UPDATE documents SET text_id = ? WHERE id = ?", (doc.text_id, doc.id))
            self._put_text(base, doc)
            self._put_findings(base, doc, findings)

    def correct(self, document: str, statement: Statement, field: str, value: str | None, by: str) -> None:
        """Appends a user's word on a statement's speaker or date; it outranks the program's and survives a re-read."""
        if field not in ("speaker", "said"):
            raise UsageError(f"{field!r} cannot be corrected; speaker and said can.")
        with self._transaction() as base:
            row = (document, statement.quotation.id, statement.quotation.text, field, value, f"user {by}", _now())
            base.execute(
                "INSERT INTO corrections (document, quotation, words, field, value, by, time) VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            if field == "speaker" and value:
                persons.join(base, [(value, "person")], document)

    def _corrected(self, loaded: list[tuple[str, Statement]]) -> list[tuple[str, Statement]]:
        """Statements as users corrected them, found again by id or by their words; the latest word stands."""
        told: dict[tuple[str, str], dict[str, tuple[str | None, str]]] = {}
        for row in self._base.execute(
            "SELECT document, quotation, words, field, value, by FROM corrections ORDER BY id"
        ):
            for name in row[1:3]:
                told.setdefault((row[0], name), {})[row[3]] = (row[4], row[5])
        if not told:
            return loaded
        return [
            (doc, apply(s, told.get((doc, s.quotation.id)) or told.get((doc, s.quotation.text)) or {}))
            for doc, s in loaded
        ]

    def unplaced(self, document: str) -> list[str]:
        """The ids of corrected quotations that the present reading no longer holds, by id or by words."""
        held = {n for _, s in self.findings(Statement, document) for n in (s.quotation.id, s.quotation.text)}
        found = self._base.execute("SELECT DISTINCT quotation, words FROM corrections WHERE document = ?", (document,))
        return [quotation for quotation, words in found if quotation not in held and words not in held]

    def remove(self, key: str, reason: str = "removed by the user") -> None:
        """Erases a document's bytes, texts, index and findings, and leaves a tombstone without its words."""
        texts = [row[0] for row in self._base.execute("SELECT id FROM texts WHERE document = ?", (key,))]
        with self._transaction() as base:
            for text in texts:
                base.execute("DELETE FROM passages WHERE text_id = ?", (text,))
                base.execute("DELETE FROM findings WHERE text_id = ?", (text,))
            for table, column in (
                ("readings", "document"),
                ("corrections", "document"),
                ("texts", "document"),
                ("metadata", "document"),
                ("aliases", "document"),
                ("documents", "id"),
            ):
                base.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))
            base.execute("DELETE FROM persons WHERE id NOT IN (SELECT person FROM aliases)")
            base.execute("INSERT INTO tombstones VALUES (?, ?, ?)", (key, _now(), reason))
        self._object(key).unlink(missing_ok=True)
        with _translated(self.folder):
            self._base.execute("INSERT INTO passages (passages) VALUES ('optimize')")
            self._base.execute("VACUUM")
            self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def export(self, to: Path) -> None:
        """Writes a safe copy of the record, complete as of one moment, into a folder that does not exist."""
        if to.exists():
            raise RecordNotWritable(f"{to} exists already; name a folder that does not.")
        part = to.with_name(to.name + ".part")
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            with contextlib.closing(sqlite3.connect(part / "record.sqlite")) as copy:
                self._base.backup(copy)
            shutil.copytree(self.folder / "objects", part / "objects", ignore=shutil.ignore_patterns("*.part"))
            if (self.folder / "loquitur.toml").exists():
                shutil.copyfile(self.folder / "loquitur.toml", part / "loquitur.toml")
            os.replace(part, to)
        except (OSError, sqlite3.Error, shutil.Error) as error:
            shutil.rmtree(part, ignore_errors=True)
            raise RecordNotWritable(
                f"{to} cannot be written ({error}); make room on the disk or check its permissions."
            ) from error

    # ---- reading ----

    def documents(self, *, all_versions: bool = False) -> list[Held]:
        """The documents of the record, by name; former versions only when asked for."""
        found = self._base.execute("SELECT id, name, current FROM documents ORDER BY name, added, id").fetchall()
        return [Held(key, name, bool(current)) for key, name, current in found if all_versions or current]

    def document(self, key: str) -> Document:
        """A document with its text, layout and metadata."""
        row = self._base.execute(
            "SELECT d.name, t.text, t.blocks, t.places, t.reader FROM documents d JOIN texts t ON t.id = d.text_id"
            " WHERE d.id = ?",
            (key,),
        ).fetchone()
        if row is None:
            raise RecordDamaged(f"{self.folder} has no text of document {key[:12]}; restore it from a copy.")
        name, text, blocks, places, reader = row
        found = self._base.execute("SELECT name, value, origin FROM metadata WHERE document = ? ORDER BY rank", (key,))
        fields = tuple(Field(*r) for r in found)
        return Document(
            key,
            name,
            text,
            codec.load(tuple[Block, ...], blocks),
            codec.load(tuple[Place, ...], places),
            fields,
            reader,
        )

    def text(self, key: str) -> str:
        """The frozen text of a document."""
        row = self._base.execute(
            "SELECT t.text FROM documents d JOIN texts t ON t.id = d.text_id WHERE d.id = ?", (key,)
        ).fetchone()
        if row is None:
            raise RecordDamaged(f"{self.folder} has no text of document {key[:12]}; restore it from a copy.")
        return str(row[0])

    def data(self, key: str) -> bytes:
        """The original bytes of a document."""
        try:
            return self._object(key).read_bytes()
        except OSError as error:
            raise RecordDamaged(
                f"{self.folder} has lost the bytes of document {key[:12]}; restore it from a copy."
            ) from error

    def field(self, key: str, name: str) -> str | None:
        """The most trusted value of a metadata field of a document."""
        row = self._base.execute(
            "SELECT value FROM metadata WHERE document = ? AND name = ? ORDER BY rank LIMIT 1", (key, name)
        ).fetchone()
        return str(row[0]) if row else None

    def findings(self, kind: type[T], key: str | None = None) -> list[tuple[str, T]]:
        """The findings of a kind, in current documents or in one, each with the id of its document, in order."""
        found = self._base.execute(
            "SELECT d.id, f.body FROM findings f JOIN documents d ON d.reading = f.reading"
            " WHERE f.kind = ? AND (d.id = ? OR (? IS NULL AND d.current = 1)) ORDER BY d.name, f.start, f.id",
            (KINDS[kind], key, key),
        )
        loaded = [(doc, codec.load(kind, body)) for doc, body in found]
        return self._corrected(loaded) if kind is Statement else loaded  # type: ignore[return-value,arg-type]

    def has_findings(self, key: str) -> bool:
        """Whether a document was read for what it says."""
        return bool(self.findings(Dating, key))

    def persons(self) -> list[Person]:
        """Everybody the record names."""
        return persons.everybody(self._base)

    def search(self, words: Sequence[str], limit: int = 5) -> list[Passage]:
        """The passages in which most of these words stand, best first."""
        if not words:
            return []
        query = " OR ".join('"' + w.replace('"', '""') + '"' for w in words[:64])
        found = self._base.execute(
            "SELECT d.name, p.start, p.stop, p.words FROM passages p JOIN documents d ON d.text_id = p.text_id"
            " AND d.current = 1 WHERE passages MATCH ? ORDER BY bm25(passages), d.name, p.start LIMIT ?",
            (query, limit),
        )
        return [Passage(*row) for row in found]

    def note(self, kind: str, body: str) -> None:
        """Keeps a note, such as an input that could not be read."""
        with self._transaction() as base:
            base.execute("INSERT INTO notes VALUES (?, ?, ?)", (_now(), kind, body))

    def notes(self, kind: str) -> list[str]:
        """The notes of a kind, without repetition."""
        return [
            r[0] for r in self._base.execute("SELECT DISTINCT body FROM notes WHERE kind = ? ORDER BY body", (kind,))
        ]


def _connect(folder: Path) -> sqlite3.Connection:
    base = sqlite3.connect(folder / "record.sqlite", isolation_level=None, timeout=5)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA secure_delete = ON")
    return base


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextlib.contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """SQLite's errors as the record's own."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        words = str(error)
        if any(w in words for w in ("full", "readonly", "read-only", "unable to open", "disk I/O")):
            raise RecordNotWritable(
                f"{folder} cannot be written ({words}); make room on the disk or check its permissions."
            ) from error
        if "locked" in words:
            raise RecordLocked(f"{folder} is being written to by another process; wait for it to end.") from error
        raise RecordDamaged(f"{folder} is damaged ({words}); restore it from a copy.") from error
