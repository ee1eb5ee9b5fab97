"""The audit of a record: objects against hashes, rows against entries, entries against the root, the root against keys.

Nothing is believed: every entry is hashed again, every row is written again as the item that was sealed. A fault is named
by the entry's position and by its document. What was removed left an entry that names the entries it empties; a missing
row or object that has one is no fault.

Limits: whoever holds the key and writes the whole log anew leaves a record without a fault. That shows only against a
checkpoint that somebody else holds: a witness, a mirror, a reader. Persons and their names are made from findings and
are not sealed.
"""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from loquitur.store import tables
from loquitur.store.files import Files
from loquitur.store.log import aligning, checkpoints, copies, log, merkle, notes, sealing, stamps, tiles
from loquitur.store.log.audits import Audit, Trusted
from loquitur.store.log.log import Entry
from loquitur.store.log.mirror import Judged
from loquitur.store.log.notes import Key
from loquitur.store.log.sources import opened

__all__ = ["mirrored", "objects", "record"]


def record(folder: Path, base: sqlite3.Connection, trusted: Trusted | None = None) -> Audit:
    """Everything that can be verified of a record or an exported copy, held against what the reader knows of it."""
    audit = Audit(origin=checkpoints.origin(base))
    told = _entries(base, audit)
    if not told and not audit.faults:
        audit.notes.append("The log has not begun: the record was made before there was one, and not written to since.")
    trusted = trusted or Trusted()
    _checkpoint(folder, base, audit, trusted.key)
    _stamped(folder, base, audit, trusted)
    emptied = _emptied(told, audit)
    _rows(base, told, emptied, audit)
    _unsealed(base, told, emptied, audit)
    _present(base, told, emptied, audit)
    _index(base, audit)
    _schema(base, audit)
    held = [key for (key,) in base.execute("SELECT id FROM documents ORDER BY id")]
    for key, what in objects(Files(folder / "objects"), held, audit):
        audit.found(what, next((p for p, e in told.items() if e.document == key), None), key)
    return audit


def mirrored(judged: Judged) -> Audit:
    """What was verified of a mirror, as an audit."""
    audit = Audit()
    for what in judged.faults:
        position, _, rest = what.partition(": ")
        told = position.removeprefix("entry ")
        audit.found(*(rest, int(told)) if told.isdecimal() else (what,))
    if judged.copy:
        gone = copies.emptied(judged.copy.told)
        audit.entries, audit.signed, audit.removed = len(judged.copy.entries), judged.size, len(gone)
        audit.origin, audit.key, audit.root = judged.copy.checkpoint.origin, str(judged.copy.key), judged.root
        audit.items, audit.objects, audit.withheld = judged.items, judged.objects, judged.withheld
        audit.stamps, audit.notes = list(judged.stamped.stamps), list(judged.stamped.notes)
    return audit


# ---- entries ----


def _entries(base: sqlite3.Connection, audit: Audit) -> dict[int, Entry]:
    """The entries that are sound in themselves, by position."""
    told: dict[int, Entry] = {}
    kept = dict(base.execute("SELECT number, hash FROM log_nodes WHERE level = 0"))
    expected, before = 0, ""
    for entry in log.entries(base):
        for missing in range(expected, entry.position):
            audit.found("the entry is gone", missing)
        expected = entry.position + 1
        leaf = merkle.leaf_hash(entry.entry.encode("utf-8", "surrogatepass"))
        if kept.get(entry.position) != leaf:
            audit.found("the entry is not the one that was hashed", entry.position, entry.document)
        time = _sound(entry, audit)
        if time < before:
            audit.found("the entry is older than the one before it", entry.position, entry.document)
        before = max(before, time)
        told[entry.position] = entry
    for position in sorted(kept.keys() - told.keys()):
        if position >= expected:
            audit.found("the entry is gone", position)
    audit.entries = len(told)
    _nodes(base, kept, audit)
    return told


def _sound(entry: Entry, audit: Audit) -> str:
    """The time of an entry, after its form and its items' hashes were verified."""
    leaves = [entry.leaves[i : i + 32] for i in range(0, len(entry.leaves), 32)]
    try:
        told = entry.told
        fine = told["v"] == 1 and told["kind"] == entry.kind and told["items"] == len(leaves)
        if not fine or told["root"] != merkle.root_of(leaves).hex():
            audit.found(
                "the hashes of its rows are not those that the entry commits to", entry.position, entry.document
            )
        return str(told["time"])
    except (ValueError, KeyError, TypeError) as error:
        audit.found(f"the entry cannot be read ({error})", entry.position, entry.document)
        return ""


def _nodes(base: sqlite3.Connection, kept: dict[int, bytes], audit: Audit) -> None:
    """The stored hashes of subtrees are those over the stored hashes of entries."""
    if sorted(kept) != list(range(len(kept))):
        return
    node = merkle.tree([kept[n] for n in range(len(kept))])
    for level, number, found in base.execute("SELECT level, number, hash FROM log_nodes WHERE level > 0"):
        try:
            same = node(level, number) == found
        except IndexError:
            same = False
        if not same:
            audit.found(f"the hash over entries from here on (level {level}) is another", number << level)


def _checkpoint(folder: Path, base: sqlite3.Connection, audit: Audit, pinned: Key | None) -> None:
    """What was signed is the beginning of what is here."""
    try:
        note = checkpoints.read(folder)
        if note is None:
            if audit.entries:
                audit.notes.append("The log is not signed; `loquitur log sign` signs it.")
            return
        checkpoint = notes.parse_checkpoint(note.text)
        key = pinned or checkpoints.current_key(base, checkpoint.size)
        audit.key = str(key or "")
        if key is None:
            gone = f"{checkpoint.size} entries were signed, {log.size(base)} are here"
            audit.found(f"no entry names the key that signs the log: {gone}", 0)
            return
        checkpoints.verified(note, key)
    except ValueError as error:
        audit.found(f"the checkpoint does not hold: {error}")
        return
    size = audit.signed = checkpoint.size
    audit.root = checkpoint.root.hex()
    if size > log.size(base):
        audit.found(f"the log was shortened: {size} entries were signed, {log.size(base)} are here", log.size(base))
    elif not _same_root(base, checkpoint):
        audit.found(f"the first {size} entries are not those that were signed")
    if size < log.size(base):
        audit.notes.append(
            f"Entries that the next writer signs, since they are not signed yet: {log.size(base) - size}."
        )
    _tiles(folder, base, audit, checkpoint)
    _cosigned(folder, base, note, audit)


def _same_root(base: sqlite3.Connection, checkpoint: notes.Checkpoint) -> bool:
    """Whether the entries, hashed anew, have the root that was signed."""
    told = base.execute("SELECT entry FROM log_entries WHERE position < ? ORDER BY position", (checkpoint.size,))
    leaves = [merkle.leaf_hash(entry.encode("utf-8", "surrogatepass")) for (entry,) in told]
    return merkle.root_of(leaves) == checkpoint.root


def _tiles(folder: Path, base: sqlite3.Connection, audit: Audit, checkpoint: notes.Checkpoint) -> None:
    """The files of the folder `log` hold what was signed; where the database differs from them, they tell the position."""
    fetch = tiles.files(folder / checkpoints.FOLDER)
    for what, position in tiles.faults(fetch, checkpoint.size, checkpoint.root):
        audit.found(what, position)
    for level, number, width in tiles.names(checkpoint.size):
        if level != tiles.ENTRIES:
            break
        try:
            kept = tiles.unbundled(fetch(tiles.path(level, number, width)), width)
        except tiles.Missing:
            continue
        for position, entry in enumerate(kept, 256 * number):
            here = log.entry(base, position)
            if here is None or here.entry.encode("utf-8", "surrogatepass") != entry:
                gone = "is gone" if here is None else "is another"
                audit.found(f"the entry {gone}: the tile of what was signed differs", position)


def _cosigned(folder: Path, base: sqlite3.Connection, note: notes.Note, audit: Audit) -> None:
    """The witnesses of the log's policy that cosigned the checkpoint are told."""
    need, witnesses = checkpoints.policy(base)
    audit.witnesses = checkpoints.cosigners(note, witnesses)
    _witnessed(folder, base, audit, witnesses)
    if len(audit.witnesses) < need:
        audit.notes.append(f"{len(audit.witnesses)} of the {need} witnesses that the log asks for saw this checkpoint.")


def _witnessed(folder: Path, base: sqlite3.Connection, audit: Audit, witnesses: list[Key]) -> None:
    """The log that witnesses saw last is the beginning of what is here."""
    try:
        note = checkpoints.read(folder, checkpoints.WITNESSED)
        if note is None:
            return
        checkpoint = notes.parse_checkpoint(note.text)
    except ValueError as error:
        audit.found(f"the checkpoint that witnesses saw does not hold: {error}")
        return
    names = ", ".join(name for name, _ in checkpoints.cosigners(note, witnesses))
    if checkpoint.origin == audit.origin and (checkpoint.size > log.size(base) or not _same_root(base, checkpoint)):
        audit.found(
            f"the first {checkpoint.size} entries are not those that witnesses saw ({names or 'none of the policy'})"
        )


def _stamped(folder: Path, base: sqlite3.Connection, audit: Audit, trusted: Trusted) -> None:
    """The log begins with what authorities stamped, here and where a reader kept stamps of it."""
    if not (trusted.stamps or trusted.authority or (folder / stamps.FOLDER).is_dir()):
        return
    against = stamps.of_record(base)
    for place, pinned in ((folder, trusted.authority), (trusted.stamps, None)):
        if place is not None:
            audit.weigh(stamps.judged(opened(str(place)), against, pinned))


# ---- rows ----


def _emptied(told: dict[int, Entry], audit: Audit) -> dict[int, int]:
    """The positions of entries whose rows were removed, each with the position of the removal."""
    emptied: dict[int, int] = {}
    for entry in told.values():
        if entry.kind == "removal":
            try:
                positions = [int(p) for p in entry.told["removes"]]
            except (ValueError, KeyError, TypeError):
                continue
            for position in positions:
                if position >= entry.position:
                    audit.found("a removal names a later entry", entry.position, entry.document)
                emptied[position] = entry.position
    audit.removed = len(emptied)
    return emptied


def _rows(base: sqlite3.Connection, told: dict[int, Entry], emptied: dict[int, int], audit: Audit) -> None:
    """Every item that an entry sealed stands in the rows as it was."""
    withholds = any(e.kind == "withholding" for e in told.values())
    last = {entry.document: p for p, entry in told.items() if entry.kind in ("document", "reading")}
    for position, entry in told.items():
        if position in emptied or not entry.leaves:
            continue
        if entry.salt is None:
            audit.withheld += 1
            if not withholds:
                audit.found("its salt is missing, and no entry withholds a name", position, entry.document)
            continue
        if entry.kind == "withholding":
            continue  # its names are the keeper's alone
        former = entry.kind in ("document", "reading") and last[entry.document] != position
        items = sealing.items(base, entry)
        audit.items += len(items)
        for what in aligning.differences(entry, items, former=former):
            audit.found(what, position, entry.document)


def _unsealed(base: sqlite3.Connection, told: dict[int, Entry], emptied: dict[int, int], audit: Audit) -> None:
    """No row stands in a sealed table that no entry seals."""
    if not told:
        return
    standing = [e for p, e in told.items() if p not in emptied]
    readings = {e.about for e in standing if e.kind in ("document", "reading")}
    for number, text in base.execute("SELECT id, text_id FROM readings ORDER BY id"):
        if number not in readings:
            document = base.execute("SELECT document FROM texts WHERE id = ?", (text,)).fetchone()
            audit.found(f"reading {number} has no entry", None, document[0] if document else None)
    orphans = "SELECT id, kind FROM findings WHERE reading NOT IN (SELECT id FROM readings) ORDER BY id"
    for number, kind in base.execute(orphans):
        audit.found(f"finding {number} ({kind}) belongs to no reading")
    removals = {e.document for e in told.values() if e.kind == "removal"}
    rows = list(base.execute("SELECT document FROM tombstones ORDER BY rowid"))
    for (document,) in rows[_before(told) :]:
        if document not in removals:
            audit.found("the tombstone has no entry", None, document)


def _present(base: sqlite3.Connection, told: dict[int, Entry], emptied: dict[int, int], audit: Audit) -> None:
    """Each document shows its last sealed reading, and each name its last added or restored document."""
    last: dict[str, Entry] = {}
    shown: dict[str, Entry] = {}
    names = dict(base.execute("SELECT id, name FROM documents"))
    for position, entry in told.items():
        if position in emptied or entry.document not in names or entry.document is None:
            continue
        if entry.kind in ("document", "reading"):
            last[entry.document] = entry
        if entry.kind in ("document", "restored"):
            shown[names[entry.document]] = entry
    older = _older(told)
    rows = base.execute(
        "SELECT d.id, d.name, d.reading, d.text_id, d.current, r.text_id FROM documents d"
        " LEFT JOIN readings r ON r.id = d.reading ORDER BY d.id"
    )
    for key, name, reading, text, current, of in rows:
        sealed, latest = last.get(key), shown.get(name)
        if sealed is None:
            continue  # told as a reading without an entry
        if sealed.about != reading or text != of:
            audit.found("the document does not show its last reading", sealed.position, key)
        if latest and latest.position > older and bool(current) != (latest.document == key):
            audit.found("another version of the document is shown than the log tells", sealed.position, key)


def _older(told: dict[int, Entry]) -> int:
    """The position of the last entry that seals what was held before the log began."""
    try:
        return int(told[0].told["older"])
    except (KeyError, ValueError, TypeError):
        return 0


def _before(told: dict[int, Entry]) -> int:
    """How many tombstones stood before the log began."""
    try:
        return int(told[0].told["removed"])
    except (KeyError, ValueError, TypeError):
        return 0


def _index(base: sqlite3.Connection, audit: Audit) -> None:
    """What is searched is what the texts say, all of it."""
    texts = base.execute("SELECT d.id, t.id, t.text, t.blocks FROM documents d JOIN texts t ON t.id = d.text_id")
    expected = {text: (key, _shown(words, blocks)) for key, text, words, blocks in texts}
    for text, start, stop, words in base.execute("SELECT text_id, start, stop, words FROM passages ORDER BY rowid"):
        key, spans = expected.get(text, (None, {}))
        if spans.pop((start, stop), None) != hash(words):
            audit.found(f"the full-text index differs from the text at characters {start} to {stop}", None, key)
    for key, spans in expected.values():
        for start, stop in spans:
            audit.found(f"the full-text index lacks the characters {start} to {stop}", None, key)


def _shown(text: str, blocks: str) -> dict[tuple[int, int], int]:
    """The ranges of a text that are searched, each with the hash of its words."""
    try:
        spans = [tuple(b["span"]) for b in json.loads(blocks) if b["kind"] != "frame"]
        return {(a, b): hash(text[a:b]) for a, b in spans}
    except (ValueError, KeyError, TypeError):
        return {}


def _schema(base: sqlite3.Connection, audit: Audit) -> None:
    """What is in force is chosen by the views that Loquitur writes, and nothing changes rows by itself."""
    with contextlib.closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(tables.SCRIPT)
        views = "SELECT name, sql FROM sqlite_master WHERE type IN ('view', 'trigger')"
        here, meant = dict(base.execute(views)), dict(fresh.execute(views))
    for name in sorted(here.keys() | meant.keys()):
        if here.get(name) != meant.get(name):
            audit.found(f"the view or trigger {name} is not the one that Loquitur writes")


# ---- objects ----


def objects(store: Files, keys: list[str], audit: Audit) -> Iterator[tuple[str, str]]:
    """The documents whose bytes are not there or not what their name says."""
    for key in keys:
        try:
            with store.path(key).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            yield key, "the document's bytes are missing"
            continue
        audit.objects += 1
        if found != key:
            yield key, "the document's bytes were changed"
