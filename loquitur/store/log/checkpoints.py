"""What a log comes to, signed: the folder `log` of a record, written after its transactions.

The signing key comes from the record's key, so that a record made again alike signs alike; a key with a passphrase, or a
new one, is a rotation, which the log records and the former key signs. The folder holds the checkpoint, the tiles, and
nothing that cannot be made again from the database, except the lines of witnesses.

Limit: a signature tells that the key's holder vouched for this log; that there is only one such log only witnesses tell.
"""

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loquitur.errors import RecordDamaged, UsageError
from loquitur.store.log import canonical, keys, log, notes, sealing, tiles
from loquitur.store.log.notes import Checkpoint, Key, Note

__all__ = [
    "FOLDER",
    "PASSPHRASE",
    "WITNESSED",
    "State",
    "cosigners",
    "current_key",
    "first_key",
    "hold",
    "origin",
    "policy",
    "present",
    "publish",
    "put",
    "read",
    "rotated",
    "seed",
    "signed",
    "state",
    "verified",
]

FOLDER = "log"
WITNESSED = "witnessed"
"""The last checkpoint that a witness cosigned, kept when a later one takes its place."""
_SIGNING = "signing.key"
PASSPHRASE = "LOQUITUR_PASSPHRASE"
"""The variable of the environment that opens keys under a passphrase."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a log stands."""

    origin: str
    size: int
    root: str
    key: str
    """Which signs it."""
    signed: int | None
    """The size at which it was signed."""
    checkpoint: str
    """The signed note as it is; empty where there is none."""


def state(folder: Path, base: sqlite3.Connection) -> State:
    """Where the log of a record stands; nothing is verified."""
    former, size = _former(folder), log.size(base)
    told = (former[1].size, str(former[0])) if former else (None, "")
    return State(origin(base), size, log.root(base).hex(), str(current_key(base) or ""), *told)


def origin(base: sqlite3.Connection) -> str:
    """The name of the log, as its first entry gives it."""
    found = base.execute("SELECT json_extract(entry, '$.origin') FROM log_entries WHERE position = 0").fetchone()
    return str(found[0]) if found else ""


def current_key(base: sqlite3.Connection, size: int | None = None) -> Key | None:
    """The key that signs the log at its size, or at an earlier one."""
    found = base.execute(
        "SELECT json_extract(entry, '$.key') FROM log_entries WHERE kind IN ('begin', 'key') AND position < ?"
        " ORDER BY position DESC LIMIT 1",
        (log.size(base) if size is None else size,),
    ).fetchone()
    try:
        return notes.parse_key(found[0]) if found and isinstance(found[0], str) else None
    except ValueError:
        return None


def first_key(record_key: bytes) -> Key:
    """The key that a new log is signed with."""
    from loquitur.store.log import signing

    return Key(sealing.origin(record_key), notes.ED25519, signing.public(keys.derived(record_key, "signing")))


def seed(folder: Path, record_key: bytes, key: Key, passphrase: str | None = None) -> bytes | None:
    """The secret of this key; None where a passphrase is needed. Raises RecordDamaged where it is lost or another's."""
    from loquitur.store.log import signing

    path = folder / keys.FOLDER / _SIGNING
    passphrase = passphrase if passphrase is not None else os.environ.get(PASSPHRASE)
    try:
        secret = signing.unwrapped(path.read_text(encoding="ascii").strip(), passphrase)
    except FileNotFoundError:
        secret = keys.derived(record_key, "signing")
    except (ValueError, KeyError, TypeError) as error:
        if passphrase is not None:
            raise UsageError(
                f"The passphrase does not open {path}: nothing was signed; what was written before is kept."
            ) from error
        raise RecordDamaged(f"{path} is no key; restore it from a copy, or run `loquitur log new-key`.") from error
    if secret is not None and (len(secret) != 32 or signing.public(secret) != key.public):
        raise RecordDamaged(
            f"{path} is not the key that the log names ({key.id.hex()}); restore it, or run `loquitur log new-key`."
        )
    return secret


def rotated(folder: Path, record_key: bytes, base: sqlite3.Connection, passphrase: str | None) -> sealing.Event:
    """A new key lies in the keys' folder, and the entry that says so; the former key signs it where it is there."""
    import secrets

    from loquitur.store.log import signing

    old, fresh = current_key(base), secrets.token_bytes(32)
    new = Key(origin(base), notes.ED25519, signing.public(fresh))
    public: list[tuple[str, str | None]] = [("key", str(new)), ("replaces", str(old) if old else None)]
    with contextlib.suppress(RecordDamaged):
        former = seed(folder, record_key, old) if old else None
        public.append(("signature", signing.sign(former, str(new).encode()).hex() if former else None))
    keys.put(folder / keys.FOLDER / _SIGNING, signing.wrapped(fresh, passphrase))
    return sealing.Event("key", [], public=tuple(public))


def read(folder: Path, name: str = "checkpoint") -> Note | None:
    """The checkpoint of a record, mirror or export, not verified. Raises ValueError where it is none."""
    try:
        return notes.parse((folder / FOLDER / name).read_bytes())
    except FileNotFoundError:
        return None


def present(folder: Path) -> Note | None:
    """The checkpoint of the record that is worked on. Raises RecordDamaged where it cannot be read."""
    path = folder / FOLDER / "checkpoint"
    try:
        note = read(folder)
        if note:
            notes.parse_checkpoint(note.text)
        return note
    except ValueError as error:
        if not path.stat().st_size:  # as a power cut may leave it
            return None
        raise RecordDamaged(
            f"{path} cannot be read ({error}); restore it from a copy or a mirror, or delete it if `loquitur audit` finds"
            " nothing else."
        ) from error


def verified(note: Note, key: Key) -> Checkpoint:
    """The checkpoint of a note that this key signed. Raises ValueError."""
    from loquitur.store.log import signing

    checkpoint = notes.parse_checkpoint(note.text)
    if checkpoint.origin != key.name:
        raise ValueError(f"it is of another log ({checkpoint.origin}, not {key.name})")
    if not any(signing.sound(key.public, note.text.encode(), s.data) for s in note.by(key)):
        raise ValueError(f"the key {key.id.hex()} did not sign it")
    return checkpoint


def hold(folder: Path, base: sqlite3.Connection) -> None:
    """The log still holds what its checkpoint signed. Raises RecordDamaged, before anything is written on top of it."""
    note = present(folder)
    former = notes.parse_checkpoint(note.text) if note else None
    if former is None or origin(base) not in ("", former.origin):
        return
    size, held = former.size, base.execute("SELECT count(*) FROM log_entries").fetchone()[0]
    if size > held or held < log.size(base) or log.root(base, size) != former.root:
        raise RecordDamaged(
            f"{folder} no longer holds the {size} entries that its checkpoint signed; see `loquitur audit`, and restore"
            " it from a copy."
        )


def signed(checkpoint: Checkpoint, key: Key, secret: bytes) -> Note:
    """The checkpoint as a note that this key signed."""
    from loquitur.store.log import signing

    text = str(checkpoint)
    return Note(text, (notes.Signature(key.name, key.id, signing.sign(secret, text.encode())),))


def publish(folder: Path, base: sqlite3.Connection, secret: bytes, target: Path | None = None) -> Note | None:
    """Tiles and checkpoint of the whole log lie in the folder `log` of the record, or of another folder."""
    key, size = current_key(base), log.size(base)
    if key is None or not size:
        return None
    here = (target or folder) / FOLDER
    former = _former(target or folder)
    if former and former[1] == Checkpoint(key.name, size, log.root(base)) and former[0].by(key):
        return former[0]
    here.mkdir(exist_ok=True)
    if former and len(former[0].signatures) > 1:
        (here / WITNESSED).write_bytes(str(former[0]).encode())
    since = former[1].size if former and former[1].size <= size else 0
    tiles.write(here, log.node(base), lambda a, b: [e.entry.encode() for e in log.entries(base, a, b)], size, since)
    note = signed(Checkpoint(key.name, size, log.root(base)), key, secret)
    put(target or folder, note)
    tiles.prune(here, size, since)
    return note


def put(folder: Path, note: Note) -> None:
    """The note is the folder's checkpoint, whole or not at all."""
    path = folder / FOLDER / "checkpoint"
    part = path.with_name("checkpoint.part")
    part.write_bytes(str(note).encode())
    os.replace(part, path)


def _former(folder: Path) -> tuple[Note, Checkpoint] | None:
    with contextlib.suppress(ValueError):
        note = read(folder)
        return (note, notes.parse_checkpoint(note.text)) if note else None
    return None


def policy(base: sqlite3.Connection) -> tuple[int, list[Key]]:
    """How many of which witnesses the log asks for, as its last entry on that says."""
    found = base.execute(
        "SELECT entry FROM log_entries WHERE kind = 'policy' ORDER BY position DESC LIMIT 1"
    ).fetchone()
    if found is None:
        return 0, []
    told = canonical.load(found[0].encode())
    return int(told["need"]), [notes.parse_key(w) for w in told["witnesses"]]


def cosigners(note: Note, witnesses: Sequence[Key]) -> list[tuple[str, int]]:
    """Which of these witnesses cosigned a checkpoint, each with the time it gives, in seconds since 1970."""
    from loquitur.store.log import signing

    found = []
    for key in witnesses:
        for line in note.by(key):
            if len(line.data) != 72:
                continue
            moment = int.from_bytes(line.data[:8], "big")
            if signing.sound(key.public, notes.cosigned_message(note.text, moment), line.data[8:]):
                found.append((key.name, moment))
                break
    return found
