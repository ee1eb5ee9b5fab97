"""A copy of a record in which every withheld name is a pseudonym, and every proof still holds.

A document that holds a name goes out as its text with the name replaced: a document of its own, whose id is the digest of
those bytes, since the digest of the original would let whoever guesses the name see that he is right. Its findings move
with the text. The entries that seal it keep their hashes and lose their salt, so the log is the same log; what a salt is
missing for is told as withheld, never as sound.

Limit: former readings of such a document are left out of the copy.
"""

import hashlib
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from loquitur.lives import from_text
from loquitur.model import Block, Document, Field, Place, Quotation, Span, digest
from loquitur.store import codec, sorting
from loquitur.store.corrections import TYPES
from loquitur.store.log.log import Entry
from loquitur.store.log.sealing import Item
from loquitur.store.withholding.veil import Veil

__all__ = ["Redacted", "document", "parts", "redact"]

_NAMES = ("aliases", "alias_words", "alias_keys", "alias_documents")


class Redacted:
    """One text with its names replaced, and where each place of the original is in it."""

    def __init__(self, over: Veil, text: str) -> None:
        self._starts, self._shifts, self._spans = [0], [0], over.spans(text)
        parts, at, shift = [], 0, 0
        for start, end, pseudonym in self._spans:
            parts += [text[at:start], pseudonym]
            shift += len(pseudonym) - (end - start)
            self._starts.append(end)
            self._shifts.append(shift)
            at = end
        self.text = "".join([*parts, text[at:]])

    def place(self, at: int, *, end: bool) -> int:
        """Where a position of the original is; inside a name its beginning, or as an end its end."""
        for number, (start, stop, pseudonym) in enumerate(self._spans):
            if start < at < stop:
                begin = start + self._shifts[number]
                return begin + len(pseudonym) if end else begin
            if start >= at:
                break
        return at + self._shifts[bisect_right(self._starts, at) - 1]

    def touched(self, start: int, end: int) -> bool:
        """Whether a name stands in a range of the original, or reaches into it."""
        return any(a < end and b > start for a, b, _ in self._spans)

    def span(self, span: Span) -> Span:
        """The range of the redacted text."""
        return Span(self.place(span.start, end=False), self.place(span.end, end=True))


def document(over: Veil, doc: Document, taken: Callable[[str], bool]) -> tuple[Document, bytes, Redacted]:
    """A document with its names replaced, its bytes, and the map of places."""
    red = Redacted(over, doc.text)
    data = red.text.encode()
    while taken(key := hashlib.sha256(data).hexdigest()):
        data += b"\n"
    blocks = tuple(replace(b, span=red.span(b.span)) for b in doc.blocks)
    places = tuple(replace(p, span=red.span(p.span), label=over.text(p.label)) for p in doc.places)
    told = tuple(replace(f, value=over.text(f.value), origin=over.text(f.origin)) for f in doc.metadata)
    return Document(key, over.text(doc.name), red.text, blocks, places, told, doc.reader), data, red


class _Finding:
    """A finding over a redacted text."""

    def __init__(self, over: Veil, red: Redacted, text_id: str) -> None:
        self._over, self._red, self._text_id = over, red, text_id
        self.ids: dict[str, str] = {}

    def value(self, value: Any) -> Any:
        if isinstance(value, Span):
            return self._red.span(value)
        if isinstance(value, str):
            return self.ids.get(value) or self._over.text(value)
        if isinstance(value, tuple):
            return tuple(self.value(v) for v in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        if isinstance(value, Quotation):
            return self._quotation(value)
        return replace(value, **{f.name: self.value(getattr(value, f.name)) for f in fields(value)})

    def know(self, value: Any) -> None:
        """The new id of each quotation in a finding, before others refer to it."""
        if isinstance(value, Quotation):
            spans = [self._red.span(s) for s in value.spans]
            self.ids[value.id] = digest(self._text_id, *(n for s in spans for n in s))
        if isinstance(value, tuple):
            for one in value:
                self.know(one)
        elif is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                self.know(getattr(value, field.name))

    def _quotation(self, value: Quotation) -> Quotation:
        moved = {f.name: self.value(getattr(value, f.name)) for f in fields(value)}
        words = " ".join(self._red.text[a:b] for a, b in moved["spans"])
        return replace(value, **(moved | {"text": words}))


def redact(base: sqlite3.Connection, over: Veil, keys: set[str], positions: set[int]) -> dict[str, bytes]:
    """The database of a copy holds no withheld name; the bytes of the documents that took the place of others."""
    objects: dict[str, bytes] = {}
    for key in sorted(keys):
        doc = _loaded(base, key)
        new, data, red = document(over, doc, lambda k: bool(_one(base, "SELECT 1 FROM documents WHERE id = ?", k)))
        objects[new.id] = data
        _texts(base, key, new)
        _findings(base, over, red, new)
        base.execute("UPDATE log_entries SET document = ? WHERE document = ?", (new.id, key))
        base.execute("UPDATE alias_documents SET document = ? WHERE document = ?", (new.id, key))
        base.execute("DELETE FROM notes WHERE body LIKE ? || '%'", (key,))
    marks = [(position,) for position in sorted(positions)]
    base.executemany("UPDATE log_entries SET salt = NULL WHERE position = ?", marks)
    _names(base, over)
    _rest(base, over)
    _index(base)
    return objects


def _one(base: sqlite3.Connection, sql: str, *values: object) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = base.execute(sql, values).fetchone()
    return found


def _loaded(base: sqlite3.Connection, key: str) -> Document:
    name, text, blocks, places, reader = base.execute(
        "SELECT d.name, t.text, t.blocks, t.places, t.reader FROM documents d JOIN texts t ON t.id = d.text_id"
        " WHERE d.id = ?",
        (key,),
    ).fetchone()
    told = base.execute("SELECT name, value, origin FROM metadata WHERE document = ? ORDER BY rank", (key,))
    layout = codec.load(tuple[Block, ...], blocks), codec.load(tuple[Place, ...], places)
    return Document(key, name, text, *layout, tuple(Field(*r) for r in told), reader)


def _texts(base: sqlite3.Connection, key: str, new: Document) -> None:
    """The document's rows are those of the one that takes its place; of its readings the present one is left."""
    reading = base.execute("SELECT reading FROM documents WHERE id = ?", (key,)).fetchone()[0]
    former = "(SELECT r.id FROM readings r JOIN texts t ON t.id = r.text_id WHERE t.document = ? AND r.id <> ?)"
    base.execute(f"DELETE FROM findings WHERE reading IN {former}", (key, reading))
    base.execute(f"DELETE FROM readings WHERE id IN {former}", (key, reading))
    base.execute(
        "DELETE FROM texts WHERE document = ? AND id <> (SELECT text_id FROM readings WHERE id = ?)", (key, reading)
    )
    base.execute(
        "UPDATE texts SET id = ?, document = ?, text = ?, blocks = ?, places = ? WHERE document = ?",
        (new.text_id, new.id, new.text, codec.dump(new.blocks), codec.dump(new.places), key),
    )
    base.execute("UPDATE readings SET text_id = ? WHERE id = ?", (new.text_id, reading))
    base.execute("UPDATE findings SET text_id = ? WHERE reading = ?", (new.text_id, reading))
    base.execute("DELETE FROM metadata WHERE document = ?", (key,))
    told = [(new.id, f.name, f.value, f.origin, i) for i, f in enumerate(new.metadata)]
    base.executemany("INSERT INTO metadata VALUES (?, ?, ?, ?, ?)", told)
    base.execute(
        "UPDATE documents SET id = ?, name = ?, text_id = ?, bytes = ? WHERE id = ?",
        (new.id, new.name, new.text_id, len(new.text.encode()), key),
    )


def _findings(base: sqlite3.Connection, over: Veil, red: Redacted, new: Document) -> None:
    rows = base.execute(
        "SELECT id, kind, subject, who, start, stop, body, by, reason FROM findings WHERE text_id = ? ORDER BY id",
        (new.text_id,),
    ).fetchall()
    move = _Finding(over, red, new.text_id)
    values = {row[0]: None if row[6] == "null" else codec.load(TYPES[row[1]], row[6]) for row in rows}
    for value in values.values():
        move.know(value)
    for number, _, subject, who, start, stop, body, by, reason in rows:
        moved = body if values[number] is None else codec.dump(move.value(values[number]))
        place = (
            None if start is None else red.place(start, end=False),
            None if stop is None else red.place(stop, end=True),
        )
        told = (move.value(subject), move.value(who), *place, moved, move.value(by), move.value(reason), number)
        base.execute(
            "UPDATE findings SET subject = ?, who = ?, start = ?, stop = ?, body = ?, by = ?, reason = ? WHERE id = ?",
            told,
        )


def _names(base: sqlite3.Connection, over: Veil) -> None:
    """A withheld person's names are the pseudonym alone."""
    for name, family, kind in base.execute("SELECT DISTINCT name, family, kind FROM aliases").fetchall():
        if not over.holds(name):
            continue
        used = base.execute(
            "SELECT document, life FROM alias_documents WHERE name = ? AND family = ? ORDER BY document", (name, family)
        ).fetchall()
        for table in _NAMES:
            base.execute(f"DELETE FROM {table} WHERE name = ? AND family = ?", (name, family))
        for document_id, life in used:
            lives = {over.text(name): from_text(life)}
            sorting.join(base, [(over.text(name), kind)], document_id, lives)
    sorting.sweep(base)


def _rest(base: sqlite3.Connection, over: Veil) -> None:
    """What users and the program noted with a withheld name in it is left out."""
    for table in ("ties", "notes", "tombstones"):
        for number, *row in base.execute(f"SELECT rowid, * FROM {table}").fetchall():
            if any(isinstance(value, str) and over.holds(value) for value in row):
                base.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))
    for name, reason in base.execute("SELECT DISTINCT name, reason FROM aliases").fetchall():
        if over.holds(reason):
            base.execute("UPDATE aliases SET reason = ? WHERE name = ?", (over.text(reason), name))


def _index(base: sqlite3.Connection) -> None:
    """The full-text index is made anew, so that no term of the former is left in it."""
    (sql,) = base.execute("SELECT sql FROM sqlite_master WHERE name = 'passages'").fetchone()
    base.execute("DROP TABLE passages")
    base.execute(sql)
    for key, text, blocks in base.execute(
        "SELECT t.id, t.text, t.blocks FROM texts t JOIN documents d ON d.text_id = t.id"
    ).fetchall():
        spans = [b.span for b in codec.load(tuple[Block, ...], blocks) if b.kind != "frame"]
        rows = [(text[s.start : s.end], key, s.start, s.end) for s in spans]
        base.executemany("INSERT INTO passages VALUES (?, ?, ?, ?)", rows)


def parts(over: Veil, entry: Entry, items: Sequence[Item], shown: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The items of an entry that holds a withheld name, as a mirror shows them: of the text the pieces without one.

    What is withheld stays a hash, beside a piece of text with the name replaced. All that comes from the document's id
    (its own row, findings) is withheld too.
    """
    text = "".join(item[2] for item in items if item[0] == "text")
    red = Redacted(over, text)
    told = []
    for number, part in enumerate(shown):
        item: Item = items[number] if number < len(items) else [""]
        leaf = {"hash": entry.leaves[32 * number :][:32].hex()}
        if item[0] == "text" and red.touched(item[1], item[1] + len(item[2])):
            end = red.place(item[1] + len(item[2]), end=True)
            told.append(leaf | {"instead": red.text[red.place(item[1], end=False) : end]})
        elif item[0] == "text" or (
            item[0] == "metadata" and not any(isinstance(v, str) and over.holds(v) for v in item)
        ):
            told.append(part)
        else:
            told.append(leaf)
    return told
