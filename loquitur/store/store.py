"""The record on disk: SQLite for what is read and found, a folder of original bytes.

What is once in the record must stay as it was written, whatever happens while more is added. Adding is one transaction
a document: a crash, an interrupt or a full disk leaves the record as it was before it. Findings are appended, each
reading of a text beside the former; a user's outranks the program's. The log seals each row that a transaction appended,
in that transaction; what can be made again (the index of a folder) is kept without one.

Limit: one writer at a time. Readers see the record as of their last question, and never wait.
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from loquitur.errors import (
    NoRecord,
    RecordDamaged,
    RecordError,
    UnreadableDocument,
    UsageError,
)
from loquitur.language.deeds import lifetimes
from loquitur.lives import Life
from loquitur.model import Date, Dating, Document, Fate, Findings, Named, SpeakerKind, Statement
from loquitur.store import codec, corrections, persons, sorting, tables, ties
from loquitur.store.corrections import Of, append, now
from loquitur.store.database import connect, translated
from loquitur.store.files import Files
from loquitur.store.lock import Lock
from loquitur.store.log import keys, log
from loquitur.store.log.sealing import Event
from loquitur.store.logged import Logged
from loquitur.store.moves import Move
from loquitur.store.reads import Held
from loquitur.store.rows import Finding, rows

__all__ = ["Held", "Store"]

_OURS = frozenset({"objects", "index", "index-texts", "keys", "log", "loquitur.toml", "record.part"})
"""What may lie in a folder that is made a record: left by one that was cut short."""
_PASSING = ("writer.lock", "record.part")
"""What else may: the lock of a writer, which is asked whether it lives, and what lies beside a half-made database."""


_LOST = "{} has lost its record.sqlite, but holds documents; restore it from a copy."


def _lost(folder: Path) -> bool:
    """Whether a folder holds the bytes of documents without the database that knows them."""
    return any((folder / "objects").glob("??/*"))


class Store(Logged):
    """An opened record. Use `create` or `open`; close it in the end."""

    @classmethod
    def create(cls, folder: Path, *, durable: bool = True) -> "Store":
        """A new, empty record in a folder that does not exist or is empty, opened for writing."""
        with translated(folder):
            new = not folder.exists()
            folder.mkdir(parents=True, exist_ok=True)
            if not {p.name for p in folder.iterdir() if not p.name.startswith(_PASSING)} <= _OURS:
                raise NoRecord(f"{folder} is a folder with other things in it; name a new one, such as my.record.")
            if _lost(folder):
                raise RecordDamaged(_LOST.format(folder))
        with contextlib.ExitStack() as undo:
            if new:
                undo.callback(shutil.rmtree, folder, ignore_errors=True)
            lock = Lock(folder)
            lock.take()
            undo.callback(lock.free)
            with translated(folder):
                (folder / "objects").mkdir(exist_ok=True)
                key = keys.record_key(folder, make=True) if durable else None
                tables.create(folder / "record.sqlite")
                base = connect(folder, write=True, durable=durable)
                store = cls(folder, base, Files(folder / "objects", durable=durable), lock, key)
                store._begin()
            undo.pop_all()
        return store

    @classmethod
    def open(cls, folder: Path, *, write: bool = False, new_key: bool = False) -> "Store":
        """The record in a folder; with a new key where its own is lost, if that is asked for.

        Raises NoRecord, RecordDamaged, RecordTooNew, RecordLocked, RecordNotWritable.
        """
        path = folder / "record.sqlite"
        with translated(folder):
            if not path.is_file():
                if _lost(folder):
                    raise RecordDamaged(_LOST.format(folder))
                raise NoRecord(f"{folder} is no record; make one with `loquitur add --record {folder} FILE…`.")
            if write and not (folder / "objects").is_dir():
                raise RecordDamaged(f"{folder} has lost its folder objects; restore it from a copy.")
        with contextlib.ExitStack() as undo:
            lock = Lock(folder) if write else None
            left = lock.take() if lock else False
            if lock:
                undo.callback(lock.free)
            with translated(folder):
                tables.prepare(path)
                base = connect(folder, write=write)
                undo.callback(base.close)
                key = keys.record_key(folder, make=new_key or not log.size(base)) if write else None
            store = cls(folder, base, Files(folder / "objects"), lock, key)
            if left:
                store._sweep()
            if write:
                store._begin(new_key=new_key)
                with store._transaction() as base:
                    sorting.complete(base, store._lives)
            undo.pop_all()
        return store

    def _sweep(self) -> None:
        """Bytes that a dead writer left without a document are gone."""
        with translated(self.folder):
            self._files.sweep({key for (key,) in self._rows("SELECT id FROM documents")})

    def close(self) -> None:
        """Signs the log, folds the write-ahead log back and lets the record go, also where signing fails."""
        try:
            with contextlib.suppress(RecordError):  # what cannot be signed now is signed by the next writer
                self.sign()
        finally:
            with contextlib.suppress(sqlite3.Error):
                if self._lock:
                    self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._base.close()
            if self._lock:
                self._lock.free()
                self._lock = None

    # ---- writing ----

    def put(self, doc: Document, data: bytes, findings: Findings | None) -> str:
        """Adds a document with everything found in it: "added", "new version", or "unchanged" for the same bytes.

        Raises RecordNotWritable; UnreadableDocument where the text cannot be written as UTF-8.
        """
        same = self._one("SELECT name, current FROM documents WHERE id = ?", (doc.id,))
        if same and (same[1] or same[0] != doc.name):
            return "unchanged"
        if same:
            self._restore(doc)
            return "new version"
        older = self._one("SELECT 1 FROM documents WHERE name = ?", (doc.name,))
        with self._kept(doc, data) as part, self._transaction() as base:
            base.execute("UPDATE documents SET current = 0 WHERE name = ?", (doc.name,))
            about = (doc.id, doc.name, doc.text_id, 0, now(), len(data))
            base.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, 1)", about)
            self._put_reading(base, doc, findings)
            self._files.settle(part, doc.id)
        return "new version" if older else "added"

    def _restore(self, doc: Document) -> None:
        """A former version of a file is the current one again."""
        with self._transaction() as base:
            base.execute("UPDATE documents SET current = (id = ?) WHERE name = ?", (doc.id, doc.name))
            self._told.append(Event("restored", [["current", doc.id, doc.name]], doc.id))

    @contextlib.contextmanager
    def _kept(self, doc: Document, data: bytes) -> Iterator[Path]:
        """The bytes lie under a temporary name inside; unless the document comes to stand in the record, they go."""
        with translated(self.folder):
            part = self._files.write(doc.id, data)
        try:
            yield part
        except BaseException as error:
            part.unlink(missing_ok=True)
            with contextlib.suppress(sqlite3.Error):
                if not self._base.execute("SELECT 1 FROM documents WHERE id = ?", (doc.id,)).fetchone():
                    self._files.erase(doc.id)
            if isinstance(error, UnicodeEncodeError):
                raise UnreadableDocument(doc.name, "it holds half of a character", "save it again as UTF-8") from error
            raise

    def _put_reading(self, base: sqlite3.Connection, doc: Document, findings: Findings | None) -> int:
        """Text, layout, metadata and findings of a document as its present reading; the id of that."""
        by = findings.by if findings else None
        reading = base.execute("INSERT INTO readings VALUES (NULL, ?, ?, ?)", (doc.text_id, by, now())).lastrowid or 0
        base.execute("UPDATE documents SET text_id = ?, reading = ? WHERE id = ?", (doc.text_id, reading, doc.id))
        text = (doc.text_id, doc.id, doc.reader, doc.text, codec.dump(doc.blocks), codec.dump(doc.places))
        base.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, ?, ?)", text)
        shown = [b.span for b in doc.blocks if b.kind != "frame"]
        passages = [(doc.text[s.start : s.end], doc.text_id, s.start, s.end) for s in shown]
        base.executemany("INSERT INTO passages VALUES (?, ?, ?, ?)", passages)
        base.execute("DELETE FROM metadata WHERE document = ?", (doc.id,))
        fields = [(doc.id, f.name, f.value, f.origin, i) for i, f in enumerate(doc.metadata)]
        base.executemany("INSERT INTO metadata VALUES (?, ?, ?, ?, ?)", fields)
        if findings:
            for one in rows(findings):
                append(base, one, Of(reading, doc.text_id, findings.by))
            sorting.join(base, _named(doc, findings), doc.id, lifetimes.find(doc, findings), whole=True)
        return reading

    def replace(self, doc: Document, findings: Findings) -> list[str]:
        """Puts a new reading of a document before the former, and carries over what a user found in it.

        What does not fit the new text is given back, as kind and number, and kept with the former reading.
        """
        before = self.document(doc.id)
        plain = Move(before.text, doc.text, doc.text_id, {})
        moved = {s.quotation.id: plain.carried(s) for _, s in self.numbered(Statement, doc.id)}
        move = replace(plain, ids={old: s.quotation.id for old, s in moved.items() if s})
        with self._transaction() as base:
            former = base.execute("SELECT reading FROM documents WHERE id = ?", (doc.id,)).fetchone()[0]
            base.execute("DELETE FROM passages WHERE text_id = ?", (before.text_id,))
            reading = self._put_reading(base, doc, findings)
            theirs = corrections.theirs(base, former)
            lost = [told for one in theirs if (told := corrections.carry(base, move, reading, one))]
            self._name_corrected(base, doc.id)
            base.executemany("INSERT INTO notes VALUES (?, 'unplaced', ?)", [(now(), f"{doc.id} {t}") for t in lost])
            sorting.sweep(base)
        return lost

    def _name_corrected(self, base: sqlite3.Connection, key: str) -> None:
        """The speakers that users named in a document are persons of the record."""
        told = "SELECT who FROM in_force WHERE document = ? AND kind = 'statement' AND by LIKE 'user%' AND who NOT NULL"
        names = [who for (who,) in base.execute(told, (key,)).fetchall()]
        sorting.join(base, [(who, "person") for who in names], key)

    def correct(self, key: str, statement: Statement, field: str, value: str | None, by: str) -> int:
        """Appends a user's word on a statement's speaker or date; it outranks the program's and survives a re-read."""
        return self.overrule(key, corrections.corrected(statement, field, value, by), by=by)

    def undo(self, number: int, *, by: str = "", reason: str = "") -> None:
        """Takes back a user's finding; what it superseded holds again."""
        with self._transaction() as base:
            key = corrections.undo(base, number, f"user {by}".strip(), reason)
            self._name_corrected(base, key)

    def overrule(
        self, key: str, finding: Finding | None, *, supersedes: int | None = None, by: str = "", reason: str = ""
    ) -> int:
        """Appends a user's finding, which outranks the one it supersedes; None only takes that one away. Its number.

        A statement supersedes what was found about the same quotation, also where that is not said.
        """
        held = self._one("SELECT reading, text_id FROM documents WHERE id = ?", (key,))
        if held is None:
            raise UsageError(f"{self.folder} holds no document {key[:12]}; look at `loquitur documents`.")
        of = Of(held[0], held[1], f"user {by}".strip())
        with self._transaction() as base:
            number = corrections.overrule(base, of, finding, supersedes, reason)
            self._name_corrected(base, key)
        return number

    def tie(self, act: str, one: str, other: str, *, by: str = "", reason: str = "") -> int:
        """Appends a user's word on names: "merge" makes their persons one, "split" takes `one` from `other`. Its number."""
        families = [self._families(name) for name in (one, other)]
        shared = sorted(families[0] & families[1], reverse=True)
        if not shared:
            raise UsageError(f"{one!r} and {other!r} are a person and a group; they cannot be one.")
        with self._transaction() as base:
            over = [t for t in ties.every(base) if act == "split" and t.act == "merge" and one in (t.one, t.other)]
            over += [t for t in ties.every(base) if t.act == act == "split" and t.one == one]
            for tie in over:
                ties.undo(base, tie, by=by, time=now(), reason=f"{one} was split off")
            number = ties.put(base, act, one, other, by=by, time=now(), reason=reason)
            sorting.settle(base, self._of_names(over))
            sorting.settle(base, {(ties.name_of(name), family) for name in (one, other) for family in shared})
        return number

    def untie(self, number: int, *, by: str = "", reason: str = "") -> None:
        """Takes back a user's word on names; the names are sorted again as if it had not been given."""
        with self._transaction() as base:
            tie = next((t for t in ties.every(base) if t.number == number), None)
            if tie is None:
                raise UsageError(f"No word on names has the number {number}, or it was taken back already.")
            ties.undo(base, tie, by=by, time=now(), reason=reason)
            sorting.settle(base, self._of_names([tie]))

    def _families(self, name: str) -> set[str]:
        plain = (ties.name_of(name),)
        return {family for (family,) in self._rows("SELECT DISTINCT family FROM aliases WHERE name = ?", plain)}

    def _of_names(self, told: Iterable[ties.Tie]) -> set[tuple[str, str]]:
        return {(ties.name_of(n), f) for t in told for n in (t.one, t.other) for f in self._families(n)}

    def _lives(self, key: str) -> dict[str, Life]:
        """What a document that was read before tells of the time of everybody whom it names."""
        if not self.holds(key):
            return {}
        told = [self.findings(kind, key) for kind in (Date, Named, Statement, Fate)]
        dates, named, statements, fates = (tuple(one for _, one in found) for found in told)
        dating = next((one for _, one in self.findings(Dating, key)), Dating(None, None))
        found = Findings(dating, dates, named, statements, (), fates, (), (), (), "")  # type: ignore[arg-type]
        return lifetimes.find(self.document(key), found)

    def remove(self, key: str, reason: str = "removed by the user") -> None:
        """Erases a document's bytes, texts, index and findings, and leaves a tombstone without its words."""
        texts = [text for (text,) in self._rows("SELECT id FROM texts WHERE document = ?", (key,))]
        name, current = self._one("SELECT name, current FROM documents WHERE id = ?", (key,)) or ("", 0)
        with self._transaction() as base:
            for table in ("passages", "findings", "readings"):
                base.executemany(f"DELETE FROM {table} WHERE text_id = ?", [(text,) for text in texts])
            for table, column in (("texts", "document"), ("metadata", "document"), ("documents", "id")):
                base.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))
            sorting.forget(base, key)
            sorting.sweep(base)
            base.execute("DELETE FROM notes WHERE body LIKE ? || '%'", (key,))
            if current:
                newest = "SELECT rowid FROM documents WHERE name = ? ORDER BY added DESC, rowid DESC LIMIT 1"
                base.execute(f"UPDATE documents SET current = 1 WHERE rowid = ({newest})", (name,))
            base.execute("INSERT INTO tombstones VALUES (?, ?, ?)", (key, now(), reason))
        with translated(self.folder):
            self._files.erase(key)
            self._base.execute("INSERT INTO passages (passages) VALUES ('optimize')")
            self._base.execute("VACUUM")
            self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def note(self, kind: str, body: str) -> None:
        """Keeps a note, such as an input that could not be read."""
        with self._transaction() as base:
            base.execute("INSERT INTO notes VALUES (?, ?, ?)", (now(), kind, body))


def _named(doc: Document, findings: Findings) -> list[tuple[str, SpeakerKind]]:
    """Everybody whom a document names, each under the forms of the name that are names themselves."""
    names: list[tuple[str, SpeakerKind]] = []
    for one in findings.named:
        forms = [f for f in one.forms if f[:1].isupper() and persons.fits(f, one.name)] if one.kind == "person" else []
        names += [(name, one.kind) for name in (one.name, *forms)]
    told = [s for st in findings.statements for s in st.speakers]
    names += [(s.name, s.kind) for s in told if s.name]
    kinds = dict(names)
    authors = [a.strip() for a in (doc.field("author") or "").split(";") if a.strip()]
    return names + [(a, kinds.get(a, "person")) for a in authors]
