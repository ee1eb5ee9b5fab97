"""A mirror written from a record: the signed log and all that may go out of what it seals.

What an entry seals is written again from the rows and shown where it is what was sealed; what is withheld, gone or
replaced stays a hash. Each file is looked through for withheld names before it is written.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from loquitur.errors import RecordDamaged
from loquitur.store.files import Files
from loquitur.store.log import canonical, checkpoints, copies, log, mirror, notes, sealing, stamps
from loquitur.store.log.log import Entry
from loquitur.store.log.sources import opened
from loquitur.store.withholding import redacting, sweeping
from loquitur.store.withholding.veil import Veil

__all__ = ["Cover", "push"]


@dataclass(frozen=True, slots=True)
class Cover:
    """What lies over what goes out."""

    over: Veil = Veil()  # noqa: RUF009 - it holds nothing that changes
    hidden: frozenset[int] = frozenset()
    """The positions of entries that seal a withheld name, or are about a document that holds one."""


def push(folder: Path, base: sqlite3.Connection, files: Files, to: Path, cover: Cover | None = None) -> int:
    """The mirror in a folder holds the signed log and all that may go out; its size. Raises RecordDamaged for a fork."""
    note = checkpoints.present(folder)
    if note is None:
        raise RecordDamaged("The log is not signed yet; run `loquitur log sign`.")
    here = notes.parse_checkpoint(note.text)
    _beginning(base, to, here)
    gone = copies.emptied([e.told for e in log.entries(base, 0, here.size)])
    cover = cover or Cover()
    for entry in log.entries(base, 0, here.size):
        data = _file_of(base, entry, entry.position in gone, cover)
        sweeping.refuse(cover.over, f"entry {entry.position}", data)
        mirror.put(to / mirror.items_path(entry.position), data)
    held = {key for (key,) in base.execute("SELECT id FROM documents")}
    wanted = held & mirror.documents(to, here.size)
    objects = Files(to / "objects")
    for key in sorted(wanted):
        if not objects.path(key).exists():
            mirror.put(objects.path(key), files.read(key))
    for path in (to / "objects").glob("??/*"):
        if path.parent.name + path.name not in wanted:
            path.unlink()
    tree = [e.entry.encode() for e in log.entries(base, 0, here.size)]
    _stamps(folder, base, to)
    mirror.finish(to, note, tree)
    return here.size


def _stamps(folder: Path, base: sqlite3.Connection, to: Path) -> None:
    try:
        stamps.brought(opened(str(folder)), to, stamps.of_record(base))
    except ValueError as error:
        raise RecordDamaged(f"{folder} or {to} holds a time stamp that does not fit the log: {error}.") from error


def _beginning(base: sqlite3.Connection, to: Path, here: notes.Checkpoint) -> None:
    """What the mirror holds is the beginning of the log. Raises RecordDamaged."""
    try:
        there = checkpoints.read(to)
        former = notes.parse_checkpoint(there.text) if there else None
    except ValueError as error:
        raise RecordDamaged(
            f"{to} holds a checkpoint that cannot be read ({error}); mend it with `mirror repair`."
        ) from error
    if former is None:
        return
    if former.origin != here.origin:
        raise RecordDamaged(f"{to} is a mirror of another record ({former.origin}); name another folder.")
    if former.size > here.size or log.root(base, former.size) != former.root:
        raise RecordDamaged(
            f"{to} holds {former.size} entries that the log of this record does not begin with: one of the two was"
            " rewritten. Nothing was changed; keep both."
        )


def _file_of(base: sqlite3.Connection, entry: Entry, gone: bool, cover: Cover) -> bytes:
    leaves = [entry.leaves[i : i + 32] for i in range(0, len(entry.leaves), 32)]
    salt = entry.salt
    if gone or salt is None:
        return canonical.dump({"gone": gone, "items": [{"hash": h.hex()} for h in leaves]})
    items = sealing.items(base, entry)
    written = [sealing.written(item) for item in items]
    salts = [sealing.salt_of(salt, n) for n in range(len(leaves))]
    same = [n < len(items) and sealing.leaf(salts[n], written[n]) == leaves[n] for n in range(len(leaves))]
    veiled = entry.position in cover.hidden
    if all(same) and not veiled:
        return copies.dump_items(written, salt)
    parts = [  # a later reading took the place of some rows: the others are shown one by one
        {"item": written[n].decode(), "salt": salts[n].hex()} if same[n] else {"hash": leaves[n].hex()}
        for n in range(len(leaves))
    ]
    return canonical.dump(
        {"gone": False, "items": redacting.parts(cover.over, entry, items, parts) if veiled else parts}
    )
