"""A proof that stands alone: one file that shows that a document or a statement is in a record, to whoever has no record.

It holds the checkpoint, the entries concerned with their paths to its root, and of the items that each entry seals only
those that are shown, with their salts and their paths to the entry's root. What is not shown stays a hash.

Guarantee: a proof that verifies holds rows as they were when the checkpoint was signed. Limit: it is the proof's own key
that is checked; that it is the right one's key whoever reads the proof has to know (`key`).
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loquitur.errors import UsageError
from loquitur.store.log import canonical, checkpoints, log, merkle, notes, sealing
from loquitur.store.log.log import Entry
from loquitur.store.log.sealing import Item

__all__ = ["Proved", "about", "of_entry", "of_name", "positions", "verify", "write"]


@dataclass(frozen=True, slots=True)
class Proved:
    """What a verified proof shows."""

    origin: str
    size: int
    key: str
    entries: tuple[tuple[int, dict[str, Any], tuple[Item, ...]], ...]
    """Position, entry and shown items of each."""


def about(base: sqlite3.Connection, key: str) -> list[tuple[Entry, Callable[[Item], bool]]]:
    """The entries that tell of a document or of a quotation, by the beginning of its id, and what they are to show."""
    if len(key) < 8 or not key.isalnum():
        raise UsageError(f"{key!r} is no id; give at least its first eight letters.")
    sql = "SELECT id FROM documents WHERE id >= ?1 AND id < ?1 || 'g' LIMIT 2"
    kept = [d for (d,) in base.execute(sql, (key.lower(),))]
    sql = "SELECT DISTINCT subject FROM in_force WHERE kind = 'statement' AND subject >= ?1 AND subject < ?1 || 'g' LIMIT 2"
    said = [] if kept else [s for (s,) in base.execute(sql, (key.lower(),))]
    if len(kept) + len(said) > 1:
        raise UsageError(f"{key!r} begins several ids; give more of it.")
    if kept:
        return about_document(base, kept[0])
    if said:
        return about_statement(base, said[0])
    raise UsageError(
        f"The record holds no document and no quotation {key!r}; `loquitur documents --jsonl` and `quotes --jsonl` print ids."
    )


def about_document(base: sqlite3.Connection, key: str) -> list[tuple[Entry, Callable[[Item], bool]]]:
    """The entry of a document's present reading, showing everything but findings."""
    return [(_reading_of(base, key), lambda item: item[0] != "finding")]


def about_statement(base: sqlite3.Connection, quotation: str) -> list[tuple[Entry, Callable[[Item], bool]]]:
    """The entries of a quotation's findings in force, each with the words it stands in and its document's bytes."""
    rows = base.execute(
        "SELECT id, document, start, stop FROM in_force WHERE kind = 'statement' AND subject = ? ORDER BY id",
        (quotation,),
    ).fetchall()
    told: list[tuple[Entry, Callable[[Item], bool]]] = []
    for number, document, start, stop in rows:
        alone = base.execute(
            "SELECT max(position) FROM log_entries WHERE kind = 'finding' AND about = ? AND document = ?",
            (number, document),
        ).fetchone()[0]
        own = log.entry(base, alone) if alone is not None else None
        told.append((_reading_of(base, document), _shown(number, start, stop)))
        told += [(own, lambda item: True)] if own else []
    return told


def _shown(number: int, start: int, stop: int) -> Callable[[Item], bool]:
    def shown(item: Item) -> bool:
        if item[0] == "text":
            return bool(item[1] < stop and item[1] + len(item[2]) > start)
        return item[0] in ("document", "reading") or item[:2] == ["finding", number]

    return shown


def _reading_of(base: sqlite3.Connection, key: str) -> Entry:
    found = base.execute(
        "SELECT position FROM log_entries e JOIN documents d ON d.id = e.document AND d.reading = e.about"
        " WHERE d.id = ? AND e.kind IN ('document', 'reading') ORDER BY position DESC LIMIT 1",
        (key,),
    ).fetchone()
    entry = log.entry(base, found[0]) if found else None
    if entry is None:
        raise UsageError(
            f"The log has no entry of document {key[:12]}: it was put in before there was a log, or the entry is gone; see"
            " `loquitur audit`."
        )
    return entry


def write(base: sqlite3.Connection, folder: Path, told: Iterable[tuple[Entry, Callable[[Item], bool]]]) -> bytes:
    """The proof, under the record's checkpoint. Raises UsageError where that is older than an entry."""
    return _written(base, folder, [(entry, _items(base, entry, shown)) for entry, shown in told])


def positions(base: sqlite3.Connection, key: str) -> list[int]:
    """Which entries seal a document as it is read now, or a quotation with all that is found of it, by the whole id."""
    document = base.execute("SELECT 1 FROM documents WHERE id = ?", (key,)).fetchone()
    try:
        told = about_document(base, key) if document else about_statement(base, key)
    except UsageError:
        return []  # made before there was a log
    return sorted({entry.position for entry, _ in told})


def of_entry(base: sqlite3.Connection, folder: Path, entry: Entry, *, bare: bool) -> bytes:
    """A proof that an entry is in the log. What it seals is shown, of a reading only what names it; bare, none of it is."""
    if bare or entry.salt is None or entry.kind == "withholding":
        return _written(base, folder, [(entry, [])])
    whole = entry.kind not in ("document", "reading")
    items = _items(base, entry, lambda item: whole or item[0] in ("document", "reading"))
    return _written(base, folder, [(entry, items)])


def of_name(base: sqlite3.Connection, folder: Path, entry: Entry, named: tuple[int, str]) -> bytes:
    """A proof that the entry which withholds somebody sealed this name, as the item of this number; it shows no other."""
    number, name = named
    return _written(base, folder, [(entry, _shown_items(entry, {number: ["withheld", name]}))])


def _written(base: sqlite3.Connection, folder: Path, told: Iterable[tuple[Entry, list[dict[str, Any]]]]) -> bytes:
    note = checkpoints.present(folder)
    if note is None:
        raise UsageError("The log is not signed yet; run `loquitur log sign`.")
    size = notes.parse_checkpoint(note.text).size
    key = str(checkpoints.current_key(base, size))
    entries = []
    for entry, items in told:
        if entry.position >= size:
            raise UsageError(f"Entry {entry.position} is not signed yet; run `loquitur log sign`.")
        path = [h.hex() for h in log.inclusion(base, entry.position, size)]
        entries.append({"entry": entry.entry, "items": items, "path": path, "position": entry.position})
    return canonical.dump({"checkpoint": str(note), "entries": entries, "key": key, "kind": "proof", "v": 1})


def _items(base: sqlite3.Connection, entry: Entry, shown: Callable[[Item], bool]) -> list[dict[str, Any]]:
    return _shown_items(entry, {n: item for n, item in enumerate(sealing.items(base, entry)) if shown(item)})


def _shown_items(entry: Entry, items: Mapping[int, Item]) -> list[dict[str, Any]]:
    if entry.salt is None:
        raise UsageError(f"Entry {entry.position} is withheld in this copy; ask the keeper for a proof.")
    leaves = [entry.leaves[i : i + 32] for i in range(0, len(entry.leaves), 32)]
    tree = merkle.tree(leaves)
    found = []
    for number, item in items.items():
        path = [h.hex() for h in merkle.inclusion(number, len(leaves), tree)]
        salt = sealing.salt_of(entry.salt, number).hex()
        found.append({"item": sealing.written(item).decode(), "number": number, "path": path, "salt": salt})
    return found


# ---- verification ----


def verify(data: bytes, origin: str | None = None) -> Proved:
    """What a proof shows, every step of it verified. Raises ValueError, which says what does not hold."""
    told = canonical.load(data)
    if not isinstance(told, dict) or told.get("kind") != "proof" or told.get("v") != 1:
        raise ValueError("this is no proof of Loquitur, or one of a later version")
    try:
        key, note = notes.parse_key(told["key"]), notes.parse(told["checkpoint"].encode())
        checkpoint = checkpoints.verified(note, key)
        if origin is not None and checkpoint.origin != origin:
            raise ValueError(f"it proves something of another record ({checkpoint.origin})")
        entries = tuple(_verified_entry(e, checkpoint.size, checkpoint.root) for e in told["entries"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("the proof lacks a part of it") from error
    if not entries:
        raise ValueError("the proof shows nothing")
    return Proved(checkpoint.origin, checkpoint.size, told["key"], entries)


def _verified_entry(told: dict[str, Any], size: int, root: bytes) -> tuple[int, dict[str, Any], tuple[Item, ...]]:
    data, position = told["entry"].encode(), told["position"]
    if not merkle.includes(root, size, position, merkle.leaf_hash(data), _hashes(told["path"])):
        raise ValueError(f"entry {position} is not in the log of the checkpoint")
    entry = canonical.load(data)
    if not all(isinstance(entry[name], str) for name in ("kind", "time", "root")):
        raise ValueError(f"entry {position} is in no form that is known")
    sealed = bytes.fromhex(entry["root"])
    items = []
    for one in told["items"]:
        leaf = sealing.leaf(bytes.fromhex(one["salt"]), one["item"].encode())
        if not merkle.includes(sealed, entry["items"], one["number"], leaf, _hashes(one["path"])):
            raise ValueError(f"item {one['number']} is not what entry {position} sealed")
        items.append(canonical.load(one["item"].encode()))
    return position, entry, tuple(items)


def _hashes(words: Sequence[str]) -> list[bytes]:
    return [bytes.fromhex(w) for w in words]
