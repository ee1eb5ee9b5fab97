"""Mirrors: the log, what its entries seal, and the documents' bytes, as plain files that anybody can hold and pass on.

`push` (in `pushing`) writes one from a record; `pull` takes one from a folder or a web server and keeps nothing that is not verified;
`audit` compares several, looks into some of their files by chance, and says how many agree; `repair` mends one from those
that agree with it. The checkpoint is written last, so that what was cut short goes on where it stopped.

Guarantee: a mirror that was pulled to size n holds the log that the one of size m before it was the beginning of, or
nothing is changed and both checkpoints are kept as evidence. Limit: mirrors that are all pulled from one place agree.
"""

import contextlib
import hashlib
import os
import random
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loquitur.errors import RecordDamaged
from loquitur.store.files import Files
from loquitur.store.log import checkpoints, copies, merkle, notes, stamps, tiles, verify
from loquitur.store.log.audits import Trusted
from loquitur.store.log.copies import Copy, Items
from loquitur.store.log.notes import Key
from loquitur.store.log.sources import Fetch, opened
from loquitur.store.log.stamps import Stamped

__all__ = [
    "Judged",
    "Pulled",
    "agreement",
    "audit",
    "documents",
    "finish",
    "items_path",
    "keep_fork",
    "pull",
    "put",
    "repair",
]

MOST_FILE = 1 << 31
_FORKS = "forks"


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull brought."""

    size: int
    entries: int
    """How many of them are new here."""
    documents: int
    """How many documents' bytes were fetched."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One mirror, looked at."""

    place: str
    size: int | None
    """None where its log cannot be believed."""
    root: str
    faults: tuple[str, ...]
    copy: Copy | None
    items: int = 0
    """How many sealed rows were verified."""
    objects: int = 0
    """How many documents' bytes were hashed."""
    withheld: int = 0
    """How many entries show only a part of what they seal."""
    stamped: Stamped = Stamped()  # noqa: RUF009 - it holds nothing that changes
    """Its time stamps."""


def items_path(position: int) -> str:
    """Where a mirror keeps what an entry seals."""
    return f"log/{tiles.path(0, position).replace('tile/0', 'items')}"


def documents(to: Path, size: int) -> set[str]:
    """The documents that the items of a mirror show."""
    import json

    found = set()
    for position in range(size):
        told = json.loads((to / items_path(position)).read_bytes())["items"]
        first = told[0] if told else None
        words = first if isinstance(first, str) else (first or {}).get("item")
        if words and (item := json.loads(words))[0] == "document":
            found.add(item[1])
    return found


def put(path: Path, data: bytes) -> None:
    """The bytes lie under this name, whole or not at all; what is the same already stays."""
    with contextlib.suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)


def finish(to: Path, note: notes.Note, entries: Sequence[bytes]) -> None:
    """Tiles, the file that checks, and at last the checkpoint."""
    node = merkle.tree([merkle.leaf_hash(e) for e in entries])
    tiles.write(to / checkpoints.FOLDER, node, lambda a, b: list(entries[a:b]), len(entries), 0)
    shutil.copyfile(Path(verify.__file__), to / "verify.py")
    checkpoints.put(to, note)
    tiles.prune(to / checkpoints.FOLDER, len(entries), 0)


# ---- pull ----


def pull(place: str, to: Path, trusted: Key | None = None, *, most: int = 1 << 35) -> Pulled:
    """The mirror in a folder is brought to the size of the one at a place. Raises RecordDamaged; nothing is believed."""
    fetch = opened(place)
    former = _former(to)
    copy = _believed(place, fetch, trusted or (former.key if former else None), most)
    if former:
        _forked(place, to, former, copy)
    had = former.checkpoint.size if former else 0
    gone = copies.emptied(copy.told)
    fetched = 0
    left = most
    for position, entry in enumerate(copy.told):
        path = to / items_path(position)
        if path.exists() and not _stale(path, entry, position in gone, changed=_changed(copy.told, had, position)):
            items = copies.load_items(path.read_bytes(), entry)
        else:
            data = _fetched(place, fetch, items_path(position), min(left, MOST_FILE))
            items = _held(place, position, data, entry)
            put(path, data)
            left -= len(data)
        fetched += _object(place, fetch, to, items)
    keep = documents(to, copy.checkpoint.size)
    for path in (to / "objects").glob("??/*"):
        if path.parent.name + path.name not in keep:
            path.unlink()
    _stamps(place, fetch, to, copy)
    finish(to, copy.note, copy.entries)
    return Pulled(copy.checkpoint.size, copy.checkpoint.size - had, fetched)


def _stamps(place: str, fetch: Fetch, to: Path, copy: Copy) -> None:
    try:
        stamps.brought(fetch, to, stamps.against(copy.told, copy.leaves))
    except ValueError as error:
        raise RecordDamaged(f"{place} or {to} holds a time stamp that does not fit its log: {error}.") from error


def _former(to: Path) -> Copy | None:
    """The log that a mirror holds already. Raises RecordDamaged where it does not hold."""
    if not (to / checkpoints.FOLDER / "checkpoint").exists():
        return None
    return _believed(str(to), opened(str(to)), None, MOST_FILE)


def _believed(place: str, fetch: Fetch, trusted: Key | None, most: int) -> Copy:
    try:
        return copies.read(fetch, trusted, most=most)
    except ValueError as error:
        raise RecordDamaged(f"{place} holds no log that can be believed: {error}.") from error


def _forked(place: str, to: Path, former: Copy, copy: Copy) -> None:
    """Raises RecordDamaged where the log that is held is not the beginning of the other; both checkpoints are kept."""
    had = former.checkpoint
    if had.origin != copy.checkpoint.origin:
        raise RecordDamaged(f"{place} is a mirror of another record than {to} ({copy.checkpoint.origin}).")
    if had.size > copy.checkpoint.size and copies.root_at(former, copy.checkpoint.size) == copy.checkpoint.root:
        raise RecordDamaged(
            f"{place} holds {copy.checkpoint.size} entries, fewer than the {had.size} that {to} holds: it is an older"
            " state, or somebody goes back to it."
        )
    if had.size > copy.checkpoint.size or copies.root_at(copy, had.size) != had.root:
        kept = keep_fork(to / checkpoints.FOLDER, former.note, copy.note)
        raise RecordDamaged(
            f"{place} shows another log than {to} held at {had.size} entries: history was rewritten. Nothing was taken"
            f" over; both checkpoints lie in {kept}."
        )


def keep_fork(folder: Path, one: notes.Note, other: notes.Note) -> Path:
    """Where two checkpoints that exclude each other are kept, both with their signatures."""
    words = f"{one}\n\n{other}".encode()
    path = folder / _FORKS / f"{hashlib.sha256(words).hexdigest()[:16]}.txt"
    put(path, words)
    return path


def _stale(path: Path, entry: dict[str, Any], gone: bool, *, changed: bool) -> bool:
    """Whether the items that are held have to be fetched again."""
    try:
        held = copies.load_items(path.read_bytes(), entry)
    except ValueError:
        return True
    return changed or (gone and not held.gone)


def _changed(told: Sequence[dict[str, Any]], had: int, position: int) -> bool:
    """Whether an entry that is new here withholds a name in what this position shows."""
    return any(e["kind"] == "withholding" and position in e["covers"] for e in told[had:])


def _fetched(place: str, fetch: Fetch, name: str, most: int) -> bytes:
    try:
        return fetch(name, most)
    except tiles.Missing as error:
        raise RecordDamaged(
            f"{place} does not hold all of its log ({error}); what was fetched before is kept."
        ) from error


def _held(place: str, position: int, data: bytes, entry: dict[str, Any]) -> Items:
    try:
        return copies.load_items(data, entry)
    except ValueError as error:
        raise RecordDamaged(f"{place}, entry {position}: {error}; nothing of it was kept.") from error


def _object(place: str, fetch: Fetch, to: Path, items: Items) -> int:
    """Whether the bytes of the document that these items show were fetched, as a number."""
    key = _document(items)
    if key is None or Files(to / "objects").path(key).exists():
        return 0
    data = _fetched(place, fetch, f"objects/{key[:2]}/{key[2:]}", MOST_FILE)
    if hashlib.sha256(data).hexdigest() != key:
        raise RecordDamaged(f"{place} holds changed bytes for document {key[:12]}; nothing of it was kept.")
    put(Files(to / "objects").path(key), data)
    return 1


def _document(items: Items) -> str | None:
    first = items.shown[0] if items.shown else None
    if not isinstance(first, list) or first[:1] != ["document"] or len(first) < 2:
        return None
    return first[1] if isinstance(first[1], str) and re.fullmatch("[0-9a-f]{64}", first[1]) else None


# ---- audit and repair ----


def audit(place: str, trusted: Trusted | None = None, *, sample: int | None = None, seed: int | None = None) -> Judged:
    """A mirror, its log verified whole, and of what it seals so many entries by chance; all where that is None."""
    fetch, trusted = opened(place), trusted or Trusted()
    try:
        copy = copies.read(fetch, trusted.key)
    except ValueError as error:
        return Judged(place, None, "", (str(error),), None)
    chosen: Iterable[int] = range(copy.checkpoint.size)
    if sample is not None and sample < copy.checkpoint.size:
        chosen = sorted(random.Random(seed).sample(range(copy.checkpoint.size), sample))
    gone = copies.emptied(copy.told)
    seen = _Seen([], 0, 0, 0)
    for position in chosen:
        _look(fetch, copy.told[position], (position, position in gone), seen)
    told = tiles.faults(lambda name: fetch(f"log/{name}", MOST_FILE), len(copy.entries), copy.checkpoint.root)
    stamped = _stamped(fetch, copy, trusted)
    faults = (*seen.faults, *(f"entry {position}: {what}" for what, position in told), *stamped.faults)
    about = copy.checkpoint
    return Judged(place, about.size, about.root.hex(), faults, copy, seen.items, seen.objects, seen.part, stamped)


def _stamped(fetch: Fetch, copy: Copy, trusted: Trusted) -> Stamped:
    """What the time stamps of a mirror show, and those that a reader kept of its log."""
    log = stamps.against(copy.told, copy.leaves)
    own = stamps.judged(fetch, log, trusted.authority)
    return own + stamps.judged(opened(str(trusted.stamps)), log) if trusted.stamps else own


@dataclass(slots=True)
class _Seen:
    """What an audit has seen of what entries seal."""

    faults: list[str]
    items: int
    objects: int
    part: int


def _look(fetch: Fetch, entry: dict[str, Any], at: tuple[int, bool], seen: _Seen) -> None:
    position, gone = at
    try:
        items = copies.load_items(fetch(items_path(position), MOST_FILE), entry)
    except ValueError as error:
        seen.faults.append(f"entry {position}: {error}")
        return
    if gone and not items.gone:
        seen.faults.append(f"entry {position}: it was removed, but is still shown")
    if items.gone and not gone:
        seen.faults.append(f"entry {position}: its rows are gone, and no entry removes them")
    shown = sum(i is not None for i in items.shown)
    seen.items += shown
    seen.part += not gone and shown < len(items.shown)
    key = _document(items)
    if key is None:
        return
    seen.objects += 1
    try:
        if hashlib.sha256(fetch(f"objects/{key[:2]}/{key[2:]}", MOST_FILE)).hexdigest() != key:
            seen.faults.append(f"entry {position}: the bytes of document {key[:12]} were changed")
    except tiles.Missing:
        seen.faults.append(f"entry {position}: the bytes of document {key[:12]} are missing")


def agreement(judged: Sequence[Judged]) -> tuple[int, int, list[str]]:
    """How many mirrors agree, up to which size, and what the others show. The largest group of one log counts."""
    sound = sorted((j for j in judged if j.copy), key=lambda j: -(j.size or 0))
    groups: list[list[Judged]] = []
    for one in sound:
        fitting = next((g for g in groups if _one_log(g[0], one)), None)
        if fitting is None:
            groups.append([one])
        else:
            fitting.append(one)
    best = max(groups, key=len, default=[])
    told = [
        f"{one.place} shows another log than {best[0].place}: history was rewritten for one of them"
        for one in sound
        if one not in best
    ]
    return len(best), min((j.size or 0 for j in best), default=0), told


def _one_log(longer: Judged, other: Judged) -> bool:
    if not longer.copy or not other.copy or longer.copy.checkpoint.origin != other.copy.checkpoint.origin:
        return False
    return copies.root_at(longer.copy, other.copy.checkpoint.size) == other.copy.checkpoint.root


def repair(to: Path, places: Sequence[str], trusted: Key | None = None) -> list[str]:
    """What was wrong with a mirror and is mended from others that hold the same log. Raises RecordDamaged where none has it."""
    judged = [audit(place, Trusted(trusted), sample=0) for place in places]
    own = audit(str(to), Trusted(trusted))
    good = [j for j in judged if j.copy and (own.copy is None or _one_log(j, own) or _one_log(own, j))]
    if not good:
        raise RecordDamaged(f"None of these places holds the log of {to}; nothing was changed.")
    best = max(good, key=lambda j: j.size or 0)
    if own.copy is None:
        (to / checkpoints.FOLDER / "checkpoint").unlink(missing_ok=True)
        own_faults = [*own.faults]
    else:
        own_faults = list(own.faults)
    assert best.copy is not None
    try:
        stamps.cleared(to, stamps.against(best.copy.told, best.copy.leaves))
    except ValueError as error:
        raise RecordDamaged(f"{to} holds a time stamp against {best.place}: {error}; nothing was changed.") from error
    for path in (to / "objects").glob("??/*"):
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.parent.name + path.name:
            path.unlink()
    for place in [best.place, *(j.place for j in good if j is not best)]:
        with contextlib.suppress(RecordDamaged):
            pull(place, to, trusted)
            return own_faults
    raise RecordDamaged(f"No place holds all that {to} lacks; what could be fetched is kept.")
