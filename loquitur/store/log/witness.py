"""A witness: somebody who keeps no copy of a log, only its last checkpoint, and signs each that continues it.

One checkpoint a log is remembered. A later one is cosigned (C2SP tlog-cosignature) when the log that was cosigned before
is its beginning; else nothing is signed, and both checkpoints are kept: two that the log's own key signed and that
exclude each other convict whoever holds it. It works by files, without a network: over a folder (a record, a copy, a
mirror), or over a request that holds checkpoint and proof (the body of C2SP tlog-witness).

Limit: a witness sees that a log only grows, not what is in it.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loquitur.errors import RecordDamaged, UsageError
from loquitur.store.log import checkpoints, copies, keys, merkle, mirror, notes
from loquitur.store.log.notes import COSIGNATURE, Checkpoint, Key, Note, Signature
from loquitur.store.log.sources import opened

__all__ = ["Witness", "request", "taken"]

_SECRET = "witness.key"
_NAME = "name"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a witness remembers of a log."""

    note: Note
    checkpoint: Checkpoint
    key: Key
    """The log's."""


class Witness:
    """A witness's folder: its key, and the last checkpoint of each log that it cosigned."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        self._folder = folder
        path = folder / keys.FOLDER / _SECRET
        try:
            if not path.exists():
                self._made(path, name or f"loquitur-witness/{secrets.token_hex(8)}")
            self._seed = bytes.fromhex(path.read_text(encoding="ascii").strip())
            self.key = _own(self._seed, (folder / _NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise UsageError(f"{folder} is no folder of a witness: {why}; name another with --witness.") from error

    def _made(self, path: Path, name: str) -> None:
        """A new witness has its folder, key and name. Raises ValueError for a name that no key can bear."""
        seed = secrets.token_bytes(32)
        _own(seed, name)
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / _NAME).write_text(name, encoding="utf-8")
        keys.put(path, seed.hex())

    def add(self, place: Path, trusted: Key | None = None, now: int | None = None) -> Note:
        """The checkpoint of a folder or a request with this witness's line. Raises RecordDamaged for a fork."""
        if place.is_dir():
            return self._add_folder(place, trusted, now)
        try:
            old, proof, note = _parsed(place.read_bytes())
        except OSError as error:
            raise UsageError(f"{place} cannot be read ({error.strerror}).") from error
        except ValueError as error:
            raise UsageError(f"{place} is no request for a witness: {error}.") from error
        return self._add_request(place, (old, proof, note), trusted, now)

    def _add_folder(self, place: Path, trusted: Key | None, now: int | None) -> Note:
        seen = self._seen_at(place)
        try:
            copy = copies.read(opened(str(place)), trusted or (seen.key if seen else None))
        except ValueError as error:
            raise RecordDamaged(f"{place} holds no log that can be cosigned: {error}.") from error
        if seen:
            before = seen.checkpoint.size
            same = before <= copy.checkpoint.size and copies.root_at(copy, before) == seen.checkpoint.root
            older = before > copy.checkpoint.size
            self._judge(place, seen, copy.note, continues=same, older=older)
        return self._cosigned(copy.note, copy.checkpoint, copy.key, now)

    def _add_request(
        self, place: Path, told: tuple[int, list[bytes], Note], trusted: Key | None, now: int | None
    ) -> Note:
        old, proof, note = told
        try:
            checkpoint = notes.parse_checkpoint(note.text)
            seen = self._seen(checkpoint.origin)
            key = trusted or (seen.key if seen else None)
            if key is None:
                raise UsageError(f"{checkpoint.origin} was never seen here; give its key with --key.")
            checkpoints.verified(note, key)
        except ValueError as error:
            raise RecordDamaged(f"{place} cannot be cosigned: the checkpoint does not hold: {error}.") from error
        if seen:
            before = seen.checkpoint
            if old != before.size:
                raise UsageError(
                    f"{place} proves from {old} entries on, but {before.size} were cosigned here; ask again."
                )
            same = merkle.is_prefix(before.size, before.root, checkpoint.size, checkpoint.root, proof)
            self._judge(place, seen, note, continues=same, older=before.size > checkpoint.size)
        return self._cosigned(note, checkpoint, key, now)

    def _judge(self, place: Path, seen: Seen, note: Note, *, continues: bool, older: bool) -> None:
        if continues:
            return
        kept = mirror.keep_fork(self._folder, seen.note, note)
        if older:
            raise RecordDamaged(
                f"{place} shows an older state than the {seen.checkpoint.size} entries that were cosigned: somebody goes"
                f" back to it. Nothing was signed; both checkpoints lie in {kept}."
            )
        raise RecordDamaged(
            f"{place} shows a log that does not begin with the {seen.checkpoint.size} entries that were cosigned: history"
            f" was rewritten. Nothing was signed; both checkpoints lie in {kept}."
        )

    def _cosigned(self, note: Note, checkpoint: Checkpoint, key: Key, now: int | None) -> Note:
        from loquitur.store.log import signing

        moment = int(time.time()) if now is None else now
        data = moment.to_bytes(8, "big") + signing.sign(self._seed, notes.cosigned_message(note.text, moment))
        told = notes.with_signatures(note, [Signature(self.key.name, self.key.id, data)])
        remembered = {"key": str(key), "note": str(told)}
        mirror.put(self._path(checkpoint.origin), json.dumps(remembered).encode())
        return told

    def _seen_at(self, place: Path) -> Seen | None:
        try:
            note = checkpoints.read(place)
            return self._seen(notes.parse_checkpoint(note.text).origin) if note else None
        except ValueError:
            return None

    def _seen(self, origin: str) -> Seen | None:
        try:
            told = json.loads(self._path(origin).read_bytes())
            note = notes.parse(told["note"].encode())
            return Seen(note, notes.parse_checkpoint(note.text), notes.parse_key(told["key"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError) as error:
            raise RecordDamaged(f"{self._path(origin)} was changed; restore it from a copy.") from error

    def _path(self, origin: str) -> Path:
        return self._folder / "logs" / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.json"

    def size(self, origin: str) -> int:
        """At which size this witness cosigned a log last; 0 where it never saw it."""
        seen = self._seen(origin)
        return seen.checkpoint.size if seen else 0


def _own(seed: bytes, name: str) -> Key:
    """The public key of a witness. Raises ValueError for a name that no key can bear."""
    from loquitur.store.log import signing

    try:
        return notes.parse_key(str(Key(name, COSIGNATURE, signing.public(seed))))
    except ValueError as error:
        raise ValueError(f"{name!r} cannot be its name, which has neither blanks nor plus signs") from error


def request(note: Note, old: int, proof: Sequence[bytes]) -> bytes:
    """What a witness needs that cosigned a log at a size before: the proof from there, and the checkpoint."""
    lines = [f"old {old}", *(base64.b64encode(h).decode() for h in proof)]
    return ("\n".join(lines) + "\n\n" + str(note)).encode()


def _parsed(data: bytes) -> tuple[int, list[bytes], Note]:
    if len(data) > 1_000_000:
        raise ValueError("it is longer than any")
    try:
        head, gap, rest = data.decode().partition("\n\n")
    except UnicodeDecodeError as error:
        raise ValueError("it is no text in UTF-8") from error
    lines = head.split("\n")
    if not gap or not lines[0].startswith("old ") or not lines[0][4:].isdecimal() or len(lines) > 64:
        raise ValueError("it does not begin with the size of before")
    return int(lines[0][4:]), [base64.b64decode(line, validate=True) for line in lines[1:]], notes.parse(rest.encode())


def taken(folder: Path, note: Note, witnesses: Sequence[Key]) -> list[str]:
    """The witnesses of the policy whose lines of a cosigned checkpoint stand under the folder's own now."""
    own = checkpoints.present(folder)
    if own is None or own.text != note.text:
        raise UsageError("The cosigned checkpoint is not the present one; sign and ask the witness again.")
    good = {name for name, _ in checkpoints.cosigners(note, witnesses)}
    if not good:
        raise UsageError("No witness of the policy cosigned it; see `loquitur witness policy`.")
    checkpoints.put(folder, notes.with_signatures(own, [s for s in note.signatures if s.name in good]))
    return sorted(good)
