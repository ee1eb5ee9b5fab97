"""The half of a record that answers for it: the log, its proofs, its audit."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from platformdirs import user_data_path

from loquitur.errors import RecordNotWritable, UnreadableDocument, UsageError
from loquitur.store.database import translated
from loquitur.store.log import auditing, authorities, mirror, notes, proofs
from loquitur.store.log.audits import Audit, Trusted, faults
from loquitur.store.log.authorities import LONGEST, Authority
from loquitur.store.log.checkpoints import State
from loquitur.store.log.log import Entry
from loquitur.store.log.mirror import Judged, Pulled
from loquitur.store.log.notes import Key
from loquitur.store.log.proofs import Proved
from loquitur.store.log.sources import posted
from loquitur.store.log.stamps import FOLDER, Stamp, Stamped
from loquitur.store.log.witness import Witness
from loquitur.store.store import Store
from loquitur.store.withholding.veil import Veil

__all__ = [
    "Audit",
    "Entry",
    "Judged",
    "Proved",
    "Proving",
    "Pulled",
    "Stamp",
    "Stamped",
    "State",
    "Trusted",
    "audit",
    "compare",
    "cosign",
    "faults",
    "outgoing",
    "proved",
    "proved_by",
    "pull",
    "put",
    "repair",
    "shown_to_others",
    "trusted",
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
        return self._store.audit(trusted(key))

    def prove(self, name: str, *, in_clear: bool = False) -> bytes:
        """A proof that stands alone: of a document by its name or id, or of a quotation by its id.

        Raises UsageError; also where it would show a withheld name, unless that is meant.
        """
        fitting = [h.id for h in self._store.documents() if f"/{h.name}".endswith(f"/{name}")]
        return self._store.prove(fitting[0] if len(fitting) == 1 else name, in_clear=in_clear)

    def entries(self, start: int, end: int) -> list[Entry]:
        """The entries of the log from start to end, in order."""
        return self._store.entries(start, end)

    def positions(self, key: str) -> list[int]:
        """Which entries of the log seal a document or a quotation, by its id."""
        return self._store.positions(key)

    def prove_entry(self, position: int) -> bytes:
        """A proof that the entry at a position is in the log; it shows no withheld name."""
        return self._store.prove_entry(position)

    def vouched(self) -> tuple[int, list[tuple[str, int | None]], Stamped]:
        """How many witnesses the log asks for, when each of them saw the checkpoint, and its time stamps."""
        return self._store.vouched()

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
        if poor := [n for n in (name, *also) if sum(c.isalnum() for c in n) < 2]:
            raise UsageError(f"{poor[0]!r} is no name that can be looked for; give at least two letters.")
        people = self._store.bearers(name)
        names = tuple(dict.fromkeys([name, *(a for p in people for a in p.aliases), *also]))
        alone = not any(p.kind in ("group", "organisation") for p in people)
        return self._store.withhold(names, reason, person=alone, passphrase=passphrase), names

    def covered(self, pseudonym: str) -> int:
        """How many entries of the log hold a name of somebody who is withheld, as the entry of that says."""
        position = next(one.position for one in self.veil().withheld if one.pseudonym == pseudonym)
        return len(self.entries(position, position + 1)[0].told["covers"])

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

    def name_authority(self, file: Path) -> Authority:
        """The authority of a file of certificates, whose time stamps count from here on. Raises UsageError."""
        found = _authority(file)
        self._store.name_authority(found)
        return found

    def ask_stamp(self) -> bytes:
        """What a time-stamping authority is sent; its answer is waited for."""
        return self._store.ask_stamp()

    def take_stamp(self, answer: Path | str) -> Stamp:
        """The time stamp of an answer in a file, or of the authority at an address, kept with the log.

        Raises UnreadableDocument, which says what is wrong with the answer; nothing of it is kept then.
        """
        name = str(answer)
        try:
            data = answer.read_bytes() if isinstance(answer, Path) else posted(answer, self.ask_stamp(), LONGEST)
            return self._store.take_stamp(data)
        except ValueError as error:
            raise UnreadableDocument(name, f"no time stamp that holds: {error}", "nothing of it was kept") from error
        except OSError as error:
            raise UnreadableDocument(name, f"it cannot be read ({error.strerror})", "check the path") from error

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


def _authority(file: Path) -> Authority:
    try:
        return authorities.parse(file.read_bytes())
    except ValueError as error:
        raise UsageError(f"{file} is no file of an authority's certificates: {error}.") from error
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}).") from error


def trusted(key: str | None = None, authority: Path | None = None, stamps: Path | None = None) -> Trusted:
    """What a reader holds a log against: the key it was published with, an authority's certificates, a copy's stamps."""
    if stamps and not (stamps / FOLDER).is_dir():
        raise UsageError(f"{stamps} holds no time stamps; name a copy or a mirror that does.")
    return Trusted(_key(key) if key else None, _authority(authority) if authority else None, stamps)


def audit(path: Path, against: Trusted | None = None) -> Audit:
    """The audit of a record, a copy of one, or a mirror."""
    if not (path / "record.sqlite").is_file() and (path / "log").is_dir():
        return auditing.mirrored(mirror.audit(str(path), against))
    store = Store.open(path)
    try:
        return store.audit(against)
    finally:
        store.close()


@contextlib.contextmanager
def outgoing(path: Path) -> Iterator[Path]:
    """The record as others may see it: itself, or, where names are withheld, a passing copy in which they are replaced.

    A folder of documents, which withholds nobody, is itself.
    """
    if not (path / "record.sqlite").is_file():
        yield path
        return
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


def shown_to_others(words: str, path: Path) -> str:
    """Words that go out of the work on a record, where they show no withheld name. Raises UsageError where they do."""
    if (path / "record.sqlite").is_file():
        store = Store.open(path)
        try:
            found = store.veil().spans(words)
        finally:
            store.close()
        if found:
            raise UsageError(
                f"What would go out names somebody who is withheld ({found[0][2]}), and was not written. Replace the name in"
                " the draft, or print the check on the terminal instead."
            )
    return words


def put(file: Path, data: bytes) -> None:
    """The bytes stand in a file, which is handed on. Raises RecordNotWritable."""
    try:
        file.write_bytes(data)
    except OSError as error:
        raise RecordNotWritable(f"{file} cannot be written ({error.strerror}); name another file.") from error


def witness(folder: Path | None, name: str | None = None) -> Witness:
    """The witness whose folder this is; the user's own where none is named."""
    return Witness(folder or user_data_path("loquitur") / "witness", name)


def cosign(place: Path, folder: Path | None, key: str | None, to: Path | None) -> tuple[int, Path]:
    """The size at which a log was cosigned, and the file that says so. Raises RecordDamaged for a fork."""
    note = witness(folder).add(place, _key(key) if key else None)
    target = to or place.with_name(f"{place.name}.cosigned")
    put(target, str(note).encode())
    return notes.parse_checkpoint(note.text).size, target


def pull(place: str, to: Path, key: str | None = None, gigabytes: int = 32) -> Pulled:
    """The mirror in a folder is brought to the size of the one at a place. Raises RecordDamaged."""
    with translated(to):
        return mirror.pull(place, to, _key(key) if key else None, most=gigabytes * 1_000_000_000)


def compare(
    places: Sequence[str], key: str | None = None, sample: int | None = None
) -> tuple[list[Judged], int, int, list[str]]:
    """Each mirror looked at; how many agree, up to which size, and what the others show."""
    judged = [mirror.audit(place, trusted(key), sample=sample) for place in places]
    return judged, *mirror.agreement(judged)


def repair(to: Path, places: Sequence[str], key: str | None = None) -> list[str]:
    """What was wrong with a mirror, and is mended from others. Raises RecordDamaged where none holds its log."""
    with translated(to):
        return mirror.repair(to, places, _key(key) if key else None)


def proved_by(data: bytes) -> Proved:
    """What a proof in hand shows, verified. Raises ValueError."""
    return proofs.verify(data)


def proved(path: Path, origin: str | None = None) -> Proved:
    """What the proof in a file shows, verified. Raises UnreadableDocument where it does not hold."""
    try:
        return proofs.verify(path.read_bytes(), origin)
    except ValueError as error:
        raise UnreadableDocument(path.as_posix(), f"this proves nothing: {error}", "ask for the proof again") from error
    except OSError as error:
        raise UnreadableDocument(path.as_posix(), f"it cannot be read ({error.strerror})", "check the path") from error
