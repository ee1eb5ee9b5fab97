"""A log as somebody else holds it, read and verified before a word of it is believed.

Entries are hashed again and must come to the root that was signed. Who signs is told by the entries themselves: the first
names a key, and each new key carries the former one's signature, so that whoever knows one key of the log knows them all.

Limit: of a log seen for the first time, without a key that the reader had, only its own word says whose it is.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from loquitur.store.log import canonical, checkpoints, merkle, notes, sealing, tiles
from loquitur.store.log.notes import Checkpoint, Key, Note
from loquitur.store.log.sources import Fetch

__all__ = ["Copy", "Items", "dump_items", "emptied", "load_items", "read", "root_at", "signer"]

_MOST_ENTRY = 1 << 16
_MOST_NOTE = 1_000_000
_FIELDS: dict[str, type] = {"kind": str, "time": str, "root": str, "items": int}
_MORE: dict[str, dict[str, type]] = {
    "begin": {"key": str, "origin": str},
    "key": {"key": str},
    "authority": {"certificates": list},
    "removal": {"removes": list},
    "withholding": {"covers": list, "pseudonym": str},
}
"""What else the entries of a kind have."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A verified log."""

    note: Note
    checkpoint: Checkpoint
    key: Key
    entries: tuple[bytes, ...]
    told: tuple[dict[str, Any], ...]
    """The entries as objects."""
    leaves: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """What an entry seals, as far as it is shown."""

    leaves: tuple[bytes, ...]
    shown: tuple[list[Any] | None, ...]
    """The items; None where one is withheld or gone."""
    gone: bool


def read(fetch: Fetch, trusted: Key | None = None, *, most: int = 1 << 35) -> Copy:
    """The log at a place, all of it verified. Raises ValueError, which says what does not hold."""
    note = notes.parse(fetch("log/checkpoint", _MOST_NOTE))
    checkpoint = notes.parse_checkpoint(note.text)
    if checkpoint.size * 64 > most:
        raise ValueError(f"it tells of {checkpoint.size:,} entries, more than are fetched ({most:,} bytes)")
    entries: list[bytes] = []
    left = most
    for level, number, width in tiles.names(checkpoint.size):
        if level != tiles.ENTRIES:
            break
        data = fetch(f"log/{tiles.path(level, number, width)}", min(left, width * (_MOST_ENTRY + 2)))
        left -= len(data)
        entries += tiles.unbundled(data, width)
        if left <= 0:
            raise ValueError(f"its entries do not end after {most:,} bytes")
    leaves = [merkle.leaf_hash(e) for e in entries]
    if merkle.root_of(leaves) != checkpoint.root:
        raise ValueError("its entries do not come to the root that was signed")
    told = tuple(_object(e, p) for p, e in enumerate(entries))
    key = signer(told, trusted)
    checkpoints.verified(note, key)
    return Copy(note, checkpoint, key, tuple(entries), told, tuple(leaves))


def _object(entry: bytes, position: int) -> dict[str, Any]:
    try:
        told = canonical.load(entry)
    except ValueError as error:
        raise ValueError(f"entry {position} cannot be read: {error}") from error
    if not isinstance(told, dict) or told.get("v") != 1:
        raise ValueError(f"entry {position} is of a later version")
    wanted = _FIELDS | _MORE.get(told.get("kind", ""), {})
    if not all(isinstance(told.get(name), kind) for name, kind in wanted.items()):
        raise ValueError(f"entry {position} lacks a field that its kind has")
    for name in ("removes", "covers"):
        if not all(isinstance(n, int) for n in told.get(name, ())):
            raise ValueError(f"entry {position} names entries by what is no number")
    return told


def signer(told: Sequence[dict[str, Any]], trusted: Key | None) -> Key:
    """The key that signs these entries at their end, reached from one that is trusted. Raises ValueError."""
    from loquitur.store.log import signing

    key: Key | None = None
    known = trusted is None
    for position, entry in enumerate(told):
        if entry["kind"] not in ("begin", "key"):
            continue
        new = notes.parse_key(entry["key"])
        if key is not None and known and new != trusted and trusted is not None:
            signature = bytes.fromhex(entry.get("signature") or "")
            if not signing.sound(key.public, str(new).encode(), signature):
                raise ValueError(f"its key was changed at entry {position} without the former one's signature")
        key = new
        known = known or key == trusted
    if key is None:
        raise ValueError("no entry of it names a key")
    if not known:
        raise ValueError("it was never signed by the key that is known")
    return key


def root_at(copy: Copy, size: int) -> bytes:
    """The root over the first entries of a copy."""
    return merkle.root_of(copy.leaves[:size])


def emptied(told: Sequence[dict[str, Any]]) -> dict[int, int]:
    """The positions of entries whose rows were removed, each with that of the removal."""
    return {int(p): n for n, e in enumerate(told) if e["kind"] == "removal" for p in e["removes"] if p < n}


# ---- items ----


def dump_items(items: Sequence[bytes], salt: bytes) -> bytes:
    """The items of an entry as a file of a mirror, all of them shown."""
    return canonical.dump({"items": [i.decode() for i in items], "salt": salt.hex()})


def load_items(data: bytes, entry: dict[str, Any]) -> Items:
    """The items of an entry, verified against it. Raises ValueError."""
    try:
        told = json.loads(data)
        parts = told["items"]
        salt = bytes.fromhex(told.get("salt") or "")
        pairs = [_item(part, salt, number) for number, part in enumerate(parts)]
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError("its items are no JSON: they were cut, or have bytes behind their end") from error
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("its items are in no form that is known") from error
    leaves = tuple(leaf for leaf, _ in pairs)
    if len(leaves) != entry["items"] or merkle.root_of(leaves).hex() != entry["root"]:
        raise ValueError("its items are not what the entry sealed")
    return Items(leaves, tuple(item for _, item in pairs), bool(told.get("gone")))


def _item(part: Any, salt: bytes, number: int) -> tuple[bytes, list[Any] | None]:
    if isinstance(part, str):
        return sealing.leaf(sealing.salt_of(salt, number), part.encode()), json.loads(part)
    if "salt" in part:
        return sealing.leaf(bytes.fromhex(part["salt"]), part["item"].encode()), json.loads(part["item"])
    return bytes.fromhex(part["hash"]), None
