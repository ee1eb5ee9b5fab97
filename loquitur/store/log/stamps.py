"""The time stamps of a log, in its folder `log/stamps`, so that they travel wherever the log does.

What is stamped is a checkpoint with the log's own signature, as a file: `N.checkpoint` for the first N entries, the
authority's answer as `N-ID.tsr`, its certificates as `ID.pem`, and `index`, which names each by a line. Any program that
knows RFC 3161 verifies them. Which authorities count an entry of the log says, or whoever audits.

Guarantee: a stamp that holds shows that these entries, as they stand, were signed by then; a history that was written
again and signed by the same key is found, wherever one stamp of the first is left. Limit: who rewrites a log and loses
its stamps leaves no trace here; a reader who kept one shows it (`audit --stamps`).
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from loquitur.errors import RecordDamaged, UsageError
from loquitur.store.log import authorities, checkpoints, log, merkle, notes
from loquitur.store.log.authorities import Authority
from loquitur.store.log.notes import Key, Note
from loquitur.store.log.sources import Fetch, opened
from loquitur.store.log.tiles import Missing

__all__ = [
    "ASKED",
    "FOLDER",
    "NAMING",
    "Against",
    "Kept",
    "Stamp",
    "Stamped",
    "against",
    "ask",
    "brought",
    "cleared",
    "judged",
    "kept",
    "of_record",
    "put",
    "take",
]

NAMING = ("begin", "key", "authority")
"""The kinds of entries that name who signs, and who stamps."""
FOLDER = f"{checkpoints.FOLDER}/stamps"
ASKED = "asked"
"""The requests that wait for an answer; they stay with the keeper."""
_INDEX = "index"
_MOST = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """One stamp as it lies in a folder, not verified."""

    size: int
    authority: str
    """The id of the authority."""
    checkpoint: bytes
    answer: bytes


@dataclass(frozen=True, slots=True)
class Stamp:
    """One stamp that holds."""

    size: int
    time: str
    """In UTC, to the second."""
    authority: str
    fingerprint: str
    """Of the certificate that signed it."""


@dataclass(frozen=True, slots=True)
class Against:
    """A log, as far as stamps are held against it."""

    origin: str
    size: int
    keys: tuple[Key, ...]
    """Every key that ever signed it."""
    authorities: tuple[Authority, ...]
    root: Callable[[int], bytes]
    """Over its first entries."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """What the stamps of a log come to."""

    stamps: tuple[Stamp, ...] = ()
    faults: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    """Those of the faults that show another history of this log."""
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Stamped") -> "Stamped":
        """What both come to."""
        return Stamped(*(tuple(dict.fromkeys(getattr(self, f) + getattr(other, f))) for f in self.__slots__))


def against(named: Iterable[Mapping[str, Any]], leaves: Sequence[bytes]) -> Against:
    """A log by the hashes of its entries, and those of them that name keys and authorities; what is broken is passed over."""
    keys, known, origin = [], [], ""
    for entry in named:
        origin = origin or str(entry.get("origin", ""))
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            if entry["kind"] == "authority":
                known.append(authorities.parse_coded(entry["certificates"]))
            elif entry["kind"] in NAMING:
                keys.append(notes.parse_key(entry["key"]))
    return Against(origin, len(leaves), tuple(keys), tuple(known), lambda size: merkle.root_of(list(leaves[:size])))


def of_record(base: sqlite3.Connection) -> Against:
    """The log of a record, hashed anew."""
    leaves, named = [], []
    for entry in log.entries(base):
        leaves.append(merkle.leaf_hash(entry.entry.encode("utf-8", "surrogatepass")))
        if entry.kind in NAMING:
            with suppress(ValueError):  # one that cannot be read is told by the audit
                named.append(entry.told)
    return against(named, leaves)


# ---- asked for and taken ----


def ask(folder: Path, key: Key | None) -> bytes:
    """A request for a stamp on the checkpoint of a record; what was asked is remembered. Raises UsageError."""
    note = checkpoints.present(folder)
    if note is None or key is None or not note.by(key):
        raise UsageError("The log is not signed yet; run `loquitur log sign`.")
    own = str(Note(note.text, tuple(note.by(key)))).encode()
    size = notes.parse_checkpoint(note.text).size
    data, number = authorities.request(own)
    _keep(folder / FOLDER / f"{size}.checkpoint", own)
    _wait(folder, [*_waiting(folder), (size, number)])
    return data


def take(folder: Path, answer: bytes, known: Sequence[Authority]) -> Stamp:
    """The stamp of an answer to one of the requests, kept in the record. Raises ValueError, which says what is wrong."""
    waiting, number = _waiting(folder), authorities.number(answer)
    asked = next((w for w in waiting if w[1] == number), None)
    if asked is None:
        raise ValueError("it answers no request that waits here: its number (nonce) is another; ask again")
    message = (folder / FOLDER / f"{asked[0]}.checkpoint").read_bytes()
    who, time = authorities.verified(answer, message, known)
    put(folder, Kept(asked[0], who.id, message, answer), who)
    _wait(folder, [w for w in waiting if w != asked])
    return Stamp(asked[0], time, who.name, who.fingerprint)


def _wait(folder: Path, waiting: Sequence[tuple[int, int]]) -> None:
    _write(folder / FOLDER / ASKED, _lines(f"{size} {number:x}" for size, number in waiting))


def _waiting(folder: Path) -> list[tuple[int, int]]:
    with suppress(FileNotFoundError):
        lines = (folder / FOLDER / ASKED).read_text(encoding="ascii").split("\n")
        try:
            return [(int(a), int(b, 16)) for a, b in (line.split(" ") for line in lines if line)]
        except ValueError as error:
            raise RecordDamaged(f"{folder / FOLDER / ASKED} was changed; delete it and ask again.") from error
    return []


# ---- kept ----


def kept(fetch: Fetch) -> list[Kept]:
    """The stamps at a place, read and not verified. Raises ValueError where one is missing or in no known form."""
    try:
        lines = fetch(f"{FOLDER}/{_INDEX}", _MOST).decode().split("\n")
    except Missing:
        return []
    found = []
    for line in filter(None, lines):
        size, _, who = line.partition(" ")
        if not (size.isascii() and size.isdigit() and who.isascii() and who.isalnum() and len(line) < 60):
            raise ValueError("its list of time stamps is in no form that is known")
        files = fetch(f"{FOLDER}/{size}.checkpoint", _MOST), fetch(f"{FOLDER}/{size}-{who}.tsr", authorities.LONGEST)
        found.append(Kept(int(size), who, *files))
    return found


def put(folder: Path, one: Kept, authority: Authority) -> None:
    """The stamp lies in a folder, with the certificates of who gave it. Raises RecordDamaged for a stamp on another log."""
    here = folder / FOLDER
    _keep(here / f"{one.size}.checkpoint", one.checkpoint)
    _write(here / f"{one.size}-{one.authority}.tsr", one.answer)
    _write(here / f"{one.authority}.pem", authority.pem)
    path = here / _INDEX
    lines = path.read_text(encoding="ascii").split("\n") if path.exists() else []
    _write(path, _lines(sorted({*filter(None, lines), f"{one.size} {one.authority}"}, key=_order)))


def brought(fetch: Fetch, to: Path, of: Against) -> None:
    """The stamps at a place that hold lie in a mirror too.

    Raises ValueError where one, there or in the mirror, does not.
    """
    for told in (judged(fetch, of), judged(opened(str(to)), of)):
        if told.faults:
            raise ValueError(told.faults[0])
    known = {a.id: a for a in of.authorities}
    for one in kept(fetch):
        if one.authority in known:
            put(to, one, known[one.authority])


def cleared(to: Path, of: Against) -> None:
    """Stamps of a mirror of which one was changed are set aside, with what may still hold of them.

    Raises ValueError for one that speaks against the log.
    """
    told = judged(opened(str(to)), of)
    if told.against:
        raise ValueError(told.against[0])
    if told.faults:
        aside = (to / f"{FOLDER}.broken-{n}" for n in count(1))
        os.replace(to / FOLDER, next(path for path in aside if not path.exists()))


def _order(line: str) -> tuple[int, str]:
    size, _, who = line.partition(" ")
    return int(size), who


def _keep(path: Path, data: bytes) -> None:
    if path.exists() and path.read_bytes() != data:
        raise RecordDamaged(
            f"{path} holds another checkpoint of that size than the log has now: history was rewritten; keep the file, and"
            " see `loquitur audit`."
        )
    _write(path, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


# ---- judged ----


class _Rewritten(ValueError):
    """The log has another history than the one that was stamped."""


def judged(fetch: Fetch, of: Against, pinned: Authority | None = None) -> Stamped:
    """Which stamps at a place hold, and what they show against a log.

    With a pinned authority its stamps alone count, and one has to be there.
    """
    try:
        found = kept(fetch)
    except ValueError as error:
        return Stamped(faults=(f"a time stamp cannot be read: {error}",))
    known = [pinned] if pinned else list(of.authorities)
    stamps, faults, other, unread = [], [], [], 0
    for one in found:
        try:
            stamp = _stamp(one, known)
            _held(one, of, f"{stamp.authority} stamped at {stamp.time}" if stamp else "a time stamp is about")
        except ValueError as error:
            faults.append(f"the time stamp on {one.size} entries: {error}")
            other += faults[-1:] if isinstance(error, _Rewritten) else []
            continue
        stamps += [stamp] if stamp else []
        unread += not stamp
    if pinned and not stamps:
        faults.append(f"no time stamp of {pinned.name} holds")
    why = "their authority is none that counts here" if authorities.available() else "rfc3161-client is not installed"
    told = (f"Time stamps that were not verified, since {why}: {unread}.",) if unread else ()
    return Stamped(tuple(stamps), tuple(faults), tuple(other), told)


def _stamp(one: Kept, known: Sequence[Authority]) -> Stamp | None:
    """What it shows; None where that cannot be judged here. Raises ValueError."""
    if not authorities.available() or one.authority not in {a.id for a in known}:
        return None
    who, time = authorities.verified(one.answer, one.checkpoint, known)
    return Stamp(one.size, time, who.name, who.fingerprint)


def _held(one: Kept, of: Against, whose: str) -> None:
    """The log begins with what was stamped. Raises ValueError."""
    note = notes.parse(one.checkpoint)
    there = notes.parse_checkpoint(note.text)
    if there.size != one.size or there.origin != of.origin:
        raise ValueError(f"it is on another log ({there.origin}) or size than it lies under")
    for key in of.keys:
        with suppress(ValueError):
            checkpoints.verified(note, key)
            break
    else:
        raise ValueError("no key of this log signed the checkpoint that was stamped")
    if there.size > of.size:
        raise _Rewritten(f"the log was shortened: {there.size} entries {whose}, {of.size} are here")
    if of.root(there.size) != there.root:
        raise _Rewritten(f"the first {there.size} entries are not those that {whose}: history was rewritten")
