"""What a record holds, read: documents, texts, findings in force, persons, passages.

Everything that reads the tables stands here, so that a damaged database is told as such wherever it shows, and so that
every list has a total order.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from loquitur.errors import RecordDamaged
from loquitur.model import Block, Document, Field, Passage, Person, Place
from loquitur.store import codec, corrections, persons, ties
from loquitur.store.corrections import TYPES, Deed
from loquitur.store.database import translated
from loquitur.store.files import Files
from loquitur.store.log import auditing, checkpoints, log, proofs
from loquitur.store.log.audits import Audit, Trusted
from loquitur.store.log.checkpoints import State
from loquitur.store.rows import KINDS, Finding
from loquitur.store.ties import Tie

__all__ = ["Held", "Reads"]

T = TypeVar("T")
_MOST_WORDS = 64
_MOST_NAMES = 400


@dataclass(frozen=True, slots=True)
class Held:
    """A document the record holds."""

    id: str
    name: str
    current: bool
    """Whether it is the latest version under its name."""
    text_id: str


class Reads:
    """The reading half of a store."""

    def __init__(self, folder: Path, base: sqlite3.Connection, files: Files) -> None:
        self.folder = folder
        self._base = base
        self._files = files

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with translated(self.folder):
            return self._base.execute(sql, values).fetchall()

    def _one(self, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        return next(iter(self._rows(sql, values)), None)

    def documents(self, *, all_versions: bool = False) -> list[Held]:
        """The documents of the record, by name; former versions only when asked for."""
        found = self._rows("SELECT id, name, current, text_id FROM documents ORDER BY name, added, rowid")
        return [Held(key, name, bool(now), text) for key, name, now, text in found if all_versions or now]

    def document(self, key: str) -> Document:
        """A document with its text, layout and metadata."""
        row = self._one(
            "SELECT d.name, t.text, t.blocks, t.places, t.reader FROM documents d JOIN texts t ON t.id = d.text_id"
            " WHERE d.id = ?",
            (key,),
        )
        if row is None:
            raise self._without_text(key)
        name, text, blocks, places, reader = row
        found = self._rows("SELECT name, value, origin FROM metadata WHERE document = ? ORDER BY rank", (key,))
        layout = self._loaded(tuple[Block, ...], blocks), self._loaded(tuple[Place, ...], places)
        return Document(key, name, text, *layout, tuple(Field(*r) for r in found), reader)

    def holds(self, key: str) -> bool:
        """Whether the record holds a document of this id."""
        return self._one("SELECT 1 FROM documents WHERE id = ?", (key,)) is not None

    def text(self, key: str) -> str:
        """The frozen text of a document."""
        row = self._one("SELECT t.text FROM documents d JOIN texts t ON t.id = d.text_id WHERE d.id = ?", (key,))
        if row is None:
            raise self._without_text(key)
        return str(row[0])

    def _without_text(self, key: str) -> RecordDamaged:
        return RecordDamaged(f"{self.folder} has no text of document {key[:12]}; restore it from a copy.")

    def _loaded(self, kind: type[T], body: str) -> T:
        try:
            return codec.load(kind, body)
        except ValueError as error:
            raise RecordDamaged(f"{self.folder} has a broken row; restore it from a copy.") from error

    def data(self, key: str) -> bytes:
        """The original bytes of a document, checked against its id."""
        return self._files.read(key)

    def field(self, key: str, name: str) -> str | None:
        """The most trusted value of a metadata field of a document."""
        found = self._one(
            "SELECT value FROM metadata WHERE document = ? AND name = ? ORDER BY rank LIMIT 1", (key, name)
        )
        return str(found[0]) if found else None

    def fields(self, name: str) -> dict[str, str]:
        """The most trusted value of a metadata field, of each document that has one."""
        return dict(self._rows("SELECT document, value FROM metadata WHERE name = ? ORDER BY rank DESC", (name,)))

    def findings(self, kind: type[T], key: str | None = None) -> list[tuple[str, T]]:
        """The findings of a kind in force, in current documents or in one, each with the id of its document, in order."""
        where = "document = ?" if key else "current = 1 AND ? IS NULL"
        found = self._rows(
            f"SELECT document, body FROM in_force WHERE kind = ? AND {where} ORDER BY name, start, id",
            (KINDS[kind], key),
        )
        return [(doc, self._loaded(kind, body)) for doc, body in found]

    def findings_of(self, kind: type[T], whom: Sequence[Person | str], field: str | None = None) -> list[tuple[str, T]]:
        """The findings of a kind in force in current documents that are about these persons, or bare names, in order.

        About whom a finding is its own column tells; a field of the finding where one is named ("target", "by").
        """
        column = f"json_extract(body, '$.{field}')" if field and field.isalpha() else "who"
        found: list[tuple[Any, ...]] = []
        for some in self._lots(whom):
            found += self._rows(
                f"SELECT name, start, id, document, body, {column} FROM in_force WHERE kind = ? AND current = 1"
                f" AND {column} IN ({','.join('?' * len(some))})",
                (KINDS[kind], *some),
            )
        return self._theirs(kind, whom, found)

    def _lots(self, whom: Sequence[Person | str]) -> Iterator[list[str]]:
        """All names of these, in lots that a question can hold."""
        names = sorted({n for one in whom for n in ([one] if isinstance(one, str) else one.aliases)})
        for at in range(0, len(names), _MOST_NAMES):
            yield names[at : at + _MOST_NAMES]

    def _theirs(self, kind: type[T], whom: Sequence[Person | str], rows: list[tuple[Any, ...]]) -> list[tuple[str, T]]:
        """The findings, in order, without those of namesakes."""
        others = self._others(whom)
        kept = sorted(
            {row for row in rows if (row[5], row[3]) not in others},
            key=lambda row: (row[0], row[1] is None, row[1] or 0, row[2]),
        )
        return [(doc, self._loaded(kind, body)) for _, _, _, doc, body in dict.fromkeys(row[:5] for row in kept)]

    def _others(self, whom: Sequence[Person | str]) -> set[tuple[str, str]]:
        """The names of these persons in the documents in which they are a namesake's."""
        people = [one for one in whom if not isinstance(one, str)]
        ids = {one.id for one in people}
        shared: set[tuple[str, str]] = set()
        for some in self._lots(people):
            marks = ",".join("?" * len(some))
            shared |= {
                (name, document)
                for name, document, person in self._rows(
                    "SELECT d.name, d.document, a.person FROM alias_documents d JOIN aliases a ON a.name = d.name AND"
                    " a.family = d.family AND a.part = d.part WHERE d.name IN (SELECT name FROM aliases WHERE name IN"
                    f" ({marks}) AND part > 0)",
                    some,
                )
                if person not in ids
            }
        return shared

    def targets(self, kind: type) -> dict[str, list[int]]:
        """Whom the findings of a kind in force speak of (`targets`), each with their numbers, in order."""
        found: dict[str, list[int]] = {}
        for name, number in self._rows(
            "SELECT t.value, f.id FROM in_force f, json_each(f.body, '$.targets') t WHERE f.kind = ? AND f.current = 1"
            " ORDER BY f.name, f.start, f.id",
            (KINDS[kind],),
        ):
            found.setdefault(name, []).append(number)
        return found

    def listed(self, kind: type[T], numbers: Sequence[int]) -> list[tuple[str, T]]:
        """The findings of these numbers that are in force, each with the id of its document, in order."""
        found: list[tuple[Any, ...]] = []
        for at in range(0, len(numbers), _MOST_NAMES):
            some = numbers[at : at + _MOST_NAMES]
            marks = ",".join("?" * len(some))
            found += self._rows(
                f"SELECT name, start, id, document, body FROM in_force WHERE kind = ? AND id IN ({marks})",
                (KINDS[kind], *some),
            )
        found.sort(key=lambda row: (row[0], row[1] or 0, row[2]))
        return [(doc, self._loaded(kind, body)) for _, _, _, doc, body in found]

    def findings_at(self, kind: type[T], key: str, start: int, end: int) -> list[T]:
        """The findings of a kind in force in one document that lie in a range or touch it, in order."""
        found = self._rows(
            "SELECT body FROM in_force WHERE kind = ? AND document = ? AND start < ? AND stop > ? ORDER BY start, id",
            (KINDS[kind], key, end, start),
        )
        return [self._loaded(kind, body) for (body,) in found]

    def numbered(self, kind: type[T], key: str) -> list[tuple[int, T]]:
        """The findings of a kind in force in one document, each with its number, in order."""
        found = self._rows(
            "SELECT id, body FROM in_force WHERE kind = ? AND document = ? ORDER BY start, id", (KINDS[kind], key)
        )
        return [(number, self._loaded(kind, body)) for number, body in found]

    def subject(self, kind: type[T], subject: str) -> tuple[str, T, str, int] | None:
        """The finding of a kind in force about a subject (a statement's quotation): document, finding, by, number."""
        found = self._one(
            "SELECT document, body, by, id FROM in_force WHERE kind = ? AND subject = ?"
            " ORDER BY current DESC, id DESC LIMIT 1",
            (KINDS[kind], subject),
        )
        return (found[0], self._loaded(kind, found[1]), found[2], found[3]) if found else None

    def count(self, kind: type) -> int:
        """How many findings of a kind are in force in current documents, told without reading them."""
        now = "reading IN (SELECT reading FROM documents WHERE current = 1)"
        found = self._one(f"SELECT count(*) FROM findings WHERE kind = ? AND {now}", (KINDS[kind],))
        out = self._one(
            f"SELECT count(*) FROM (SELECT id FROM findings WHERE kind = ?1 AND {now} AND supersedes IS NOT NULL AND"
            f" body = 'null' UNION SELECT supersedes FROM findings s WHERE kind = ?1 AND {now} AND supersedes IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM findings u WHERE u.supersedes = s.id AND u.kind = 'undo'))",
            (KINDS[kind],),
        )
        return int(found[0] if found else 0) - int(out[0] if out else 0)

    def persons_count(self) -> int:
        """How many persons the record names."""
        found = self._one("SELECT count(DISTINCT person) FROM aliases")
        return int(found[0]) if found else 0

    def version(self) -> int:
        """A number that changes when another connection has written to the record."""
        found = self._one("PRAGMA data_version")
        return int(found[0]) if found else 0

    def position(self) -> int:
        """How many entries the log has; none where it is not kept."""
        with translated(self.folder):
            return log.size(self._base)

    def happened(self, since: int, until: int) -> list[tuple[str, str | None]]:
        """What the log tells from one position to another: the kind of each entry, and the id of its document."""
        found = self._rows(
            "SELECT kind, document FROM log_entries WHERE position >= ? AND position < ? ORDER BY position",
            (since, until),
        )
        return [(kind, key) for kind, key in found]

    def are_versions(self, keys: Collection[str]) -> bool:
        """Whether the record holds another document under the name of one of these."""
        told = "SELECT 1 FROM documents d JOIN documents o ON o.name = d.name AND o.id <> d.id WHERE d.id = ? LIMIT 1"
        return any(self._one(told, (key,)) for key in sorted(keys))

    def finding(self, number: int) -> tuple[str, Finding] | None:
        """The finding of a number in force, with the id of its document."""
        row = self._one("SELECT document, kind, body FROM in_force WHERE id = ?", (number,))
        return (row[0], self._loaded(TYPES[row[1]], row[2])) if row and row[1] in TYPES else None

    def quotation(self, key: str) -> list[tuple[int, str]]:
        """The numbers of the statements in force on a quotation, by its id or the beginning of it, and its id."""
        rows = self._rows(
            "SELECT id, subject FROM in_force WHERE kind = 'statement' AND current = 1 AND subject >= ? AND subject < ?"
            " ORDER BY id",
            (key, key + "g"),
        )
        return [(number, subject) for number, subject in rows]

    def naming(self, kind: type[T], whom: Sequence[Person | str], field: str) -> list[tuple[str, T]]:
        """The findings of a kind in force in current documents of which a list ("targets") names one of these."""
        found: list[tuple[Any, ...]] = []
        for some in self._lots(whom):
            found += self._rows(
                "SELECT DISTINCT f.name, f.start, f.id, f.document, f.body, one.value FROM in_force f,"
                " json_each(f.body, ?) one"
                f" WHERE f.kind = ? AND f.current = 1 AND one.value IN ({','.join('?' * len(some))})",
                (f"$.{field}", KINDS[kind], *some),
            )
        return self._theirs(kind, whom, found)

    def deeds(self) -> list[Deed]:
        """What users did to findings and did not take back, in order."""
        with translated(self.folder):
            return corrections.deeds(self._base)

    def has_findings(self, key: str) -> bool:
        """Whether a document was read for what it says."""
        told = "SELECT 1 FROM documents d JOIN readings r ON r.id = d.reading WHERE d.id = ? AND r.by IS NOT NULL"
        return self._one(told, (key,)) is not None

    def persons(self) -> list[Person]:
        """Everybody the record names, by name."""
        try:
            with translated(self.folder):
                return persons.everybody(self._base)
        except KeyError as error:
            raise RecordDamaged(f"{self.folder} names a person it does not hold; restore it from a copy.") from error

    def bearing(self, words: Sequence[str]) -> list[Person]:
        """Everybody one of whose names holds one of these words (in lower case), by name."""
        with translated(self.folder):
            return persons.bearing(self._base, words)

    def bearing_all(self, words: Sequence[str], limit: int) -> list[Person]:
        """Those one of whose names holds all of these words (in lower case), by name; no more than the limit."""
        some = sorted(set(words))[:_MOST_WORDS]
        found = self._rows(
            "SELECT DISTINCT person FROM (SELECT a.person, a.name FROM alias_words w JOIN aliases a ON a.name = w.name"
            f" AND a.family = w.family WHERE w.word IN ({','.join('?' * len(some))}) GROUP BY a.name, a.family"
            " HAVING count(DISTINCT w.word) = ? ORDER BY length(a.name), a.name) LIMIT ?",
            (*some, len(some), limit),
        )
        people = [one for (key,) in found if (one := self.person(key))]
        return sorted(people, key=lambda p: (p.name, p.id))

    def name_words(self, beginning: str) -> list[str]:
        """The words of names that begin so, in order."""
        found = self._rows(
            "SELECT DISTINCT word FROM alias_words WHERE word >= ? AND word < ? ORDER BY word",
            (beginning, beginning + "\U0010ffff"),
        )
        return [word for (word,) in found]

    def called(self, name: str, key: str | None = None) -> Person | None:
        """The person whom a name of the record means, in the document of an id where one is given."""
        with translated(self.folder):
            return persons.called(self._base, name, key)

    def is_name(self, words: str) -> bool:
        """Whether some document names somebody so."""
        return self._one("SELECT 1 FROM aliases WHERE name = ? LIMIT 1", (words,)) is not None

    def bearers(self, name: str) -> list[Person]:
        """Everybody whom a name means, in one document or another, by name."""
        with translated(self.folder):
            return persons.bearers(self._base, name)

    def person(self, key: str) -> Person | None:
        """The person of an id; who was joined to another is that other."""
        with translated(self.folder):
            return persons.of(self._base, key)

    def names_of(self, key: str) -> list[tuple[str, str, int]]:
        """The names of a person, each with the reason for it and the number of documents that use it, in order."""
        return [
            (name, reason, documents)
            for name, reason, documents in self._rows(
                "SELECT a.name, a.reason, count(DISTINCT d.document) FROM aliases a LEFT JOIN alias_documents d"
                " ON d.name = a.name AND d.family = a.family AND d.part = a.part WHERE a.person = ? GROUP BY a.name, a.family"
                " ORDER BY a.name",
                (key,),
            )
        ]

    def uses_of(self, key: str) -> list[tuple[str, str]]:
        """The names of a person, each with the id of every document in which it is theirs, in order."""
        return [
            (name, document)
            for name, document in self._rows(
                "SELECT d.name, d.document FROM aliases a JOIN alias_documents d ON d.name = a.name AND d.family ="
                " a.family AND d.part = a.part WHERE a.person = ? ORDER BY d.name, d.document",
                (key,),
            )
        ]

    def aliases(self) -> list[tuple[str, str, str]]:
        """Every name of the record, with the id of its person and the reason for that, by name."""
        return [(n, p, r) for n, p, r in self._rows("SELECT name, person, reason FROM aliases ORDER BY name, family")]

    def ties(self) -> list[Tie]:
        """What users say of names, in force, in the order in which they said it."""
        with translated(self.folder):
            return ties.every(self._base)

    def search(self, words: Sequence[str], limit: int = 5) -> list[Passage]:
        """The passages in which all of these words stand, where there are enough; else those with most; best first."""
        found = self.holding(words, limit, every=True)
        return [passage for _, passage in (found if len(found) == limit else self.holding(words, limit))]

    def holding(
        self, words: Sequence[str], limit: int, *, every: bool = False, among: Collection[str] | None = None
    ) -> list[tuple[str, Passage]]:
        """The passages that hold some of these words (or every one), best first, each with the id of its document.

        Only of the documents `among` which to look, where these are given.
        """
        bare = [w.replace('"', '""').replace("\0", " ") for w in words[:_MOST_WORDS] if w.strip()]
        if not bare or (among is not None and not among):
            return []
        chosen = "" if among is None else " AND d.id IN (SELECT value FROM json_each(?))"
        found = self._rows(
            "SELECT d.id, d.name, p.start, p.stop, p.words FROM passages p JOIN documents d ON d.text_id = p.text_id"
            f" AND d.current = 1 WHERE passages MATCH ?{chosen} ORDER BY bm25(passages), d.name, p.start LIMIT ?",
            (
                (" AND " if every else " OR ").join(f'"{w}"' for w in bare),
                *(() if among is None else (json.dumps(sorted(among)),)),
                limit,
            ),
        )
        return [(row[0], Passage(*row[1:])) for row in found]

    def notes(self, kind: str) -> list[str]:
        """The notes of a kind, without repetition; of unreadable inputs those that were not read later."""
        found = self._rows(
            "SELECT DISTINCT body FROM notes WHERE kind = ? AND (kind <> 'unreadable' OR body NOT IN"
            " (SELECT name FROM documents)) ORDER BY body",
            (kind,),
        )
        return [body for (body,) in found]

    def notes_count(self) -> int:
        """How many notes there are of every kind."""
        found = self._one("SELECT count(*) FROM notes")
        return int(found[0]) if found else 0

    def unplaced(self, key: str) -> list[str]:
        """What users found in a document and a later reading has no place for: kind and number of each."""
        return [told.removeprefix(key).strip() for told in self.notes("unplaced") if told.startswith(key)]

    def audit(self, trusted: Trusted | None = None) -> Audit:
        """Everything verified that can be: objects, rows, entries, root, signatures, against what a reader knows.

        As of one moment; where somebody wrote meanwhile and something did not fit, once more.
        """
        with translated(self.folder):
            for _ in range(3):
                before = self._moment()
                self._base.execute("BEGIN")
                try:
                    found = auditing.record(self.folder, self._base, trusted)
                finally:
                    self._base.execute("ROLLBACK")
                if not found.faults or before == self._moment():
                    break
            return found

    def _moment(self) -> tuple[object, ...]:
        """What changes when the record is written to."""
        path = self.folder / checkpoints.FOLDER / "checkpoint"
        version = self._base.execute("PRAGMA data_version").fetchone()[0]
        return version, path.read_bytes() if path.exists() else None

    def state(self) -> State:
        """How large the log is, and what of it is signed by whom."""
        with translated(self.folder):
            return checkpoints.state(self.folder, self._base)

    def prove(self, key: str) -> bytes:
        """A proof that stands alone, of a document or of the statements of a quotation, by the id. Raises UsageError."""
        with translated(self.folder):
            return proofs.write(self._base, self.folder, proofs.about(self._base, key))

    def tombstones(self) -> list[tuple[str, str, str]]:
        """What was removed: the id of its bytes, when, and why."""
        return [(d, r, w) for d, r, w in self._rows("SELECT document, removed, reason FROM tombstones ORDER BY rowid")]
