"""The half of a record that answers for it: the log, its proofs, its audit."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from platformdirs import user_data_path

from loquitur.errors import UnreadableDocument, UsageError
from loquitur.store import auditing, mirror, notes, proofs
from loquitur.store.auditing import Audit, faults
from loquitur.store.checkpoints import State
from loquitur.store.database import translated
from loquitur.store.mirror import Judged, Pulled
from loquitur.store.notes import Key
from loquitur.store.proofs import Proved
from loquitur.store.store import Store
from loquitur.store.veil import Veil
from loquitur.store.witness import Witness

__all__ = [
    "Audit",
    "Judged",
    "Proved",
    "Proving",
    "Pulled",
    "State",
    "audit",
    "compare",
    "cosign",
    "faults",
    "outgoing",
    "proved",
    "pull",
    "repair",
    "witness",
]


class Proving:
    """What a record shows to whoever does not trust its keeper."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def state(self) -> State:
        """How large the log is, and what of it is signed by whom."""
        return self._store.state()

    def audit(self, key: str | None = None) -> Audit:
        """Everything verified: objects, rows, entries, root, signatures; with a key that the reader had, against that."""
        return self._store.audit(_key(key) if key else None)

    def prove(self, name: str, *, in_clear: bool = False) -> bytes:
        """A proof that stands alone: of a document by its name or id, or of a quotation by its id.

        Raises UsageError; also where it would show a withheld name, unless that is meant.
        """
        fitting = [h.id for h in self._store.documents() if f"/{h.name}".endswith(f"/{name}")]
        return self._store.prove(fitting[0] if len(fitting) == 1 else name, in_clear=in_clear)

    def prove_name(self, pseudonym: str, name: str) -> bytes:
        """A proof for one reader that somebody who is withheld has this name; it shows no other."""
        return self._store.prove_name(pseudonym, name)

    def veil(self) -> Veil:
        """What lies over everything that goes out: `text` replaces each withheld name by its pseudonym."""
        return self._store.veil()

    def withhold(
        self, name: str, reason: str, *, also: Sequence[str] = (), passphrase: str | None = None
    ) -> tuple[str, tuple[str, ...]]:
        """The pseudonym under which a person goes out from here on, and the names that it stands for.

        All names that the record knows of whoever bears this one, and those given. Raises UsageError.
        """
        person = self._store.called(name)
        names = tuple(dict.fromkeys([name, *(person.aliases if person else ()), *also]))
        alone = person is None or person.kind not in ("group", "organisation")
        return self._store.withhold(names, reason, person=alone, passphrase=passphrase), names

    def push(self, to: Path) -> int:
        """A mirror in a folder holds the signed log and all that may go out; its size. Raises RecordDamaged for a fork."""
        return self._store.push(to)

    def request(self, since: int = 0) -> bytes:
        """What a witness needs that has no copy and cosigned the log at the size `since`."""
        return self._store.request(since)

    def take_line(self, file: Path) -> list[str]:
        """The witnesses whose lines, from a cosigned checkpoint in a file, stand under the record's own now."""
        try:
            return self._store.take(notes.parse(file.read_bytes()))
        except ValueError as error:
            raise UsageError(f"{file} is no cosigned checkpoint: {error}.") from error
        except OSError as error:
            raise UsageError(f"{file} cannot be read ({error.strerror}).") from error

    def ask_for(self, need: int, witnesses: Sequence[str]) -> None:
        """The log asks for so many of these witnesses, by their keys, from here on."""
        parsed = [_key(w, "a witness") for w in witnesses]
        if not 0 < need <= len({k.name for k in parsed}) or any(k.kind != notes.COSIGNATURE for k in parsed):
            raise UsageError(
                "Give each witness's own key (`loquitur witness key`), and with --need at most their number."
            )
        self._store.ask_for(need, parsed)

    def rotate(self, passphrase: str | None = None) -> None:
        """A new key signs the log from here on, closed by the passphrase if there is one; the log tells of it."""
        self._store.rotate(passphrase)

    def sign(self, passphrase: str | None = None) -> bool:
        """Whether the whole log is signed; not where the key is closed and no passphrase is given."""
        return self._store.sign(passphrase)


def _key(words: str, whose: str = "--key") -> Key:
    try:
        return notes.parse_key(words)
    except ValueError as error:
        raise UsageError(f"{whose}: {error}; give it as it was published.") from error


def audit(path: Path, key: str | None = None) -> Audit:
    """The audit of a record, a copy of one, or a mirror."""
    if not (path / "record.sqlite").is_file() and (path / "log").is_dir():
        return auditing.mirrored(mirror.audit(str(path), _key(key) if key else None))
    store = Store.open(path)
    try:
        return store.audit(_key(key) if key else None)
    finally:
        store.close()


@contextlib.contextmanager
def outgoing(path: Path) -> Iterator[Path]:
    """The record as others may see it: itself, or, where names are withheld, a passing copy in which they are replaced."""
    store = Store.open(path)
    try:
        if not store.veil().withheld:
            yield path
            return
        with tempfile.TemporaryDirectory(prefix="loquitur-") as folder:
            copy = Path(folder) / path.resolve().name
            store.export(copy)
            yield copy
    finally:
        store.close()


def witness(folder: Path | None, name: str | None = None) -> Witness:
    """The witness whose folder this is; the user's own where none is named."""
    return Witness(folder or user_data_path("loquitur") / "witness", name)


def cosign(place: Path, folder: Path | None, key: str | None, to: Path | None) -> tuple[int, Path]:
    """The size at which a log was cosigned, and the file that says so. Raises RecordDamaged for a fork."""
    note = witness(folder).add(place, _key(key) if key else None)
    target = to or place.with_name(f"{place.name}.cosigned")
    target.write_bytes(str(note).encode())
    return notes.parse_checkpoint(note.text).size, target


def pull(place: str, to: Path, key: str | None = None, gigabytes: int = 32) -> Pulled:
    """The mirror in a folder is brought to the size of the one at a place. Raises RecordDamaged."""
    with translated(to):
        return mirror.pull(place, to, _key(key) if key else None, most=gigabytes * 1_000_000_000)


def compare(
    places: Sequence[str], key: str | None = None, sample: int | None = None
) -> tuple[list[Judged], int, int, list[str]]:
    """Each mirror looked at; how many agree, up to which size, and what the others show."""
    judged = [mirror.audit(place, _key(key) if key else None, sample=sample) for place in places]
    return judged, *mirror.agreement(judged)


def repair(to: Path, places: Sequence[str], key: str | None = None) -> list[str]:
    """What was wrong with a mirror, and is mended from others. Raises RecordDamaged where none holds its log."""
    with translated(to):
        return mirror.repair(to, places, _key(key) if key else None)


def proved(path: Path, origin: str | None = None) -> Proved:
    """What the proof in a file shows, verified. Raises UnreadableDocument where it does not hold."""
    try:
        return proofs.verify(path.read_bytes(), origin)
    except ValueError as error:
        raise UnreadableDocument(path.as_posix(), f"this proves nothing: {error}", "ask for the proof again") from error
    except OSError as error:
        raise UnreadableDocument(path.as_posix(), f"it cannot be read ({error.strerror})", "check the path") from error
