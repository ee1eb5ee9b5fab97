"""Who is withheld: said by an entry of the log, known by name to the keeper alone.

The entry seals each name as an item of its own, so that giving out one salt proves one name to one reader, and tells in
the open only the pseudonym and which entries it covers. The names lie in the keys' folder, closed by a key that comes
from the record's, or by a passphrase; no copy takes that folder along.

Limits: the keeper's own record still holds the names in its texts; what went out before cannot be called back.
"""

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from loquitur.errors import RecordDamaged, UsageError
from loquitur.store.files import Files
from loquitur.store.log import checkpoints, keys, log, sealing
from loquitur.store.log.log import Entry
from loquitur.store.log.sealing import Event, Item
from loquitur.store.withholding import sweeping
from loquitur.store.withholding.veil import Veil, Withheld

__all__ = ["covers", "documents", "event", "named", "veil"]

_FILE = "withheld.json"
_ABOUT = b"withheld names"
_READINGS = ("document", "reading")


def veil(folder: Path, base: sqlite3.Connection, passphrase: str | None = None) -> Veil:
    """What lies over everything that goes out. Raises RecordDamaged where names are withheld that cannot be read here."""
    rows = base.execute("SELECT position, entry, salt FROM log_entries WHERE kind = 'withholding' ORDER BY position")
    told = [(position, json.loads(entry)["pseudonym"], salt) for position, entry, salt in rows]
    if all(salt is None for _, _, salt in told):
        return Veil()  # a copy: its names are replaced already
    known = {one["pseudonym"]: one for one in _read(folder, passphrase)}
    if missing := [p for _, p, _ in told if p not in known]:
        raise RecordDamaged(
            f"{folder} has lost the names of {', '.join(missing)}; restore its folder keys from a copy."
        )
    return Veil(
        tuple(Withheld(p, tuple(known[p]["names"]), position, bool(known[p]["person"])) for position, p, _ in told)
    )


def event(
    base: sqlite3.Connection, files: Files, names: list[str], reason: str, *, person: bool, passphrase: str | None
) -> tuple[str, Event]:
    """The pseudonym of somebody who is withheld from here on, and the entry that says so; the names are closed away."""
    from loquitur.store.log import signing

    folder = files.record
    key = keys.record_key(folder)
    held = _read(folder, passphrase)
    if any(set(one["names"]) & set(names) for one in held):
        raise UsageError("That name is withheld already.")
    pseudonym = f"Person-{keys.derived(key, json.dumps(['withheld', names]))[:3].hex().upper()}"
    over = Veil((Withheld(pseudonym, tuple(names), 0, person),))
    if over.holds(reason):
        raise UsageError("The reason names the person; write it without the name.")
    positions = sorted(covers(over, base, files)[1] - {0})
    items: list[Item] = [["withheld", name] for name in names]
    data = json.dumps([*held, {"names": names, "person": person, "pseudonym": pseudonym}]).encode()
    words = signing.wrapped(data, passphrase) if passphrase else signing.boxed(_own(key), data, _ABOUT).hex()
    keys.put(folder / keys.FOLDER / _FILE, words)
    public = (("covers", positions), ("pseudonym", pseudonym), ("reason", reason))
    return pseudonym, Event("withholding", items, public=public)


def covers(over: Veil, base: sqlite3.Connection, files: Files) -> tuple[set[str], set[int]]:
    """The documents that hold a withheld name, and the entries whose items do, or are about such a document."""
    if not over.withheld:
        return set(), set()
    found = documents(over, base, files)
    own = {one.position for one in over.withheld}
    positions = {
        e.position
        for e in log.entries(base)
        if e.position in own or e.document in found or (e.about and e.kind not in _READINGS and _holds(over, base, e))
    }
    return found, positions


def _holds(over: Veil, base: sqlite3.Connection, entry: Entry) -> bool:
    return any(isinstance(part, str) and over.holds(part) for item in sealing.items(base, entry) for part in item)


def documents(over: Veil, base: sqlite3.Connection, files: Files) -> set[str]:
    """The documents that hold a name: in a text, the name of a file, a field, a finding, or anywhere in their bytes."""
    found: set[str] = set()
    for sql in (
        "SELECT document, text FROM texts",
        "SELECT id, name FROM documents",
        "SELECT document, value FROM metadata",
        "SELECT t.document, f.body || ' ' || coalesce(f.reason, '') || ' ' || f.by FROM findings f"
        " JOIN texts t ON t.id = f.text_id",
    ):
        found |= {key for key, words in base.execute(sql) if key not in found and over.holds(words)}
    for (key,) in base.execute("SELECT id FROM documents ORDER BY id").fetchall():
        if key not in found and any(over.holds(words) for words in sweeping.words(files.read(key))):
            found.add(key)
    return found


def named(
    base: sqlite3.Connection, folder: Path, pseudonym: str, name: str, passphrase: str | None
) -> tuple[Entry, int]:
    """The entry that withholds somebody, and the number of the item that is this name. Raises UsageError."""
    for one in veil(folder, base, passphrase).withheld:
        if one.pseudonym == pseudonym and name in one.names:
            entry = log.entry(base, one.position)
            assert entry is not None
            return entry, one.names.index(name)
    raise UsageError(f"{pseudonym} is not withheld under that name; `loquitur withhold` shows who is.")


def _own(key: bytes) -> bytes:
    return keys.derived(key, "withheld")


def _read(folder: Path, passphrase: str | None) -> list[dict[str, Any]]:
    path = folder / keys.FOLDER / _FILE
    passphrase = passphrase if passphrase is not None else os.environ.get(checkpoints.PASSPHRASE)
    try:
        words = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return []
    from loquitur.store.log import signing

    try:
        if words.startswith("{"):
            data = signing.unwrapped(words, passphrase)
        else:
            data = signing.opened(_own(keys.record_key(folder)), bytes.fromhex(words), _ABOUT)
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} cannot be opened: {error}.") from error
    if data is None:
        raise UsageError(f"The withheld names are closed by a passphrase; give it in {checkpoints.PASSPHRASE}.")
    found = json.loads(data)
    return list(found)
