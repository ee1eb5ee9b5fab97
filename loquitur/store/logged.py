"""The writing half of a store that seals: transactions, the log's entries, its keys, copies and mirrors.

What a transaction appended is sealed inside it. A store without a key (the index of a folder, which can be made again) is
not sealed.
"""

import contextlib
import hmac
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from loquitur.errors import RecordDamaged, RecordNotWritable, UsageError
from loquitur.store import exporting, pushing
from loquitur.store.corrections import now
from loquitur.store.database import translated
from loquitur.store.files import Files
from loquitur.store.lock import Lock
from loquitur.store.log import authorities, checkpoints, keys, log, notes, proofs, sealing, stamps, witness
from loquitur.store.log.authorities import Authority
from loquitur.store.log.log import Entry
from loquitur.store.log.notes import Key, Note
from loquitur.store.log.sealing import Event
from loquitur.store.log.sources import opened
from loquitur.store.log.stamps import Stamp, Stamped
from loquitur.store.reads import Reads
from loquitur.store.withholding import sweeping, withheld
from loquitur.store.withholding.veil import Veil

__all__ = ["Logged"]


class Logged(Reads):
    """A store whose rows are sealed."""

    def __init__(
        self, folder: Path, base: sqlite3.Connection, files: Files, lock: Lock | None, key: bytes | None = None
    ) -> None:
        super().__init__(folder, base, files)
        self._lock = lock
        self._key = key
        self._mark: dict[str, int] = {}
        self._told: list[Event] = []
        if lock:
            base.create_function("keyed", 1, self._keyed)

    def _keyed(self, words: str) -> str:
        """An id that betrays no name: the same words have the same under one record key."""
        return hmac.digest(self._key, words.encode(), "sha256").hex() if self._key else uuid.uuid4().hex

    def _begin(self, *, new_key: bool = False) -> None:
        """The log has begun, under the key that is here. Raises RecordDamaged for another record's key."""
        if self._key is None:
            return
        with translated(self.folder):
            checkpoints.hold(self.folder, self._base)
            known = sealing.known_as(self._base)
        if known is None:
            with self._transaction() as base:
                sealing.begin(base, self._key, now(), str(checkpoints.first_key(self._key)))
                self._mark = sealing.mark(base)
        elif known != sealing.origin(self._key) and new_key:
            with self._transaction():
                self._told.append(Event("record-key", [], public=(("record", sealing.origin(self._key)),)))
        elif known != sealing.origin(self._key):
            raise RecordDamaged(f"{self.folder / keys.FOLDER} holds the key of another record; restore its own.")

    def sign(self, passphrase: str | None = None) -> bool:
        """Whether checkpoint and tiles of the whole log lie in the record's folder `log`; not where a key is closed."""
        if not self._key or not self._lock:
            return False
        with translated(self.folder):
            key = checkpoints.current_key(self._base)
            secret = checkpoints.seed(self.folder, self._key, key, passphrase) if key else None
            return bool(secret and checkpoints.publish(self.folder, self._base, secret))

    def rotate(self, passphrase: str | None = None) -> None:
        """A new key signs the log from here on, closed by the passphrase if there is one; the log tells of it."""
        self.tell(checkpoints.rotated(self.folder, self._key or b"", self._base, passphrase))
        self.sign(passphrase)

    def tell(self, event: Event) -> None:
        """An entry of its own stands in the log."""
        with self._transaction():
            self._told.append(event)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        if self._lock is None:
            raise RecordNotWritable(f"{self.folder} was opened for reading; open it for writing.")
        with translated(self.folder):
            self._base.execute("BEGIN IMMEDIATE")
            try:
                self._mark, self._told = sealing.mark(self._base), []
                yield self._base
                self._seal()
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    def _seal(self) -> None:
        """What the transaction appended is sealed by entries of the log, before the commit."""
        if self._key:
            sealing.seal(self._base, self._mark, self._key, now(), self._told)

    def export(self, to: Path) -> None:
        """Writes a safe copy of the record, checked, as of one moment, into a folder that does not exist.

        The log tells of it, where the record is open for writing.
        """
        if to.exists():
            raise RecordNotWritable(f"{to} exists already; name a folder that does not.")
        if self._key:
            self.tell(Event("export", [], public=(("size", log.size(self._base)),)))
            self.sign()
        exporting.write(self.folder, self._base, self._files, to)

    def push(self, to: Path) -> int:
        """A mirror in a folder holds the signed log and all that may go out; its size. Raises RecordDamaged for a fork."""
        with translated(to):
            over = self.veil()
            hidden = frozenset(withheld.covers(over, self._base, self._files)[1])
            return pushing.push(self.folder, self._base, self._files, to, pushing.Cover(over, hidden))

    def veil(self) -> Veil:
        """What lies over everything that goes out. Raises RecordDamaged where withheld names cannot be read."""
        return withheld.veil(self.folder, self._base)

    def withhold(self, names: Sequence[str], reason: str, *, person: bool = True, passphrase: str | None = None) -> str:
        """The pseudonym under which somebody goes out from here on; the log tells of it. Raises UsageError."""
        told = list(dict.fromkeys(names))
        with translated(self.folder):
            about = (self._base, self._files, told, reason)
            pseudonym, event = withheld.event(*about, person=person, passphrase=passphrase)
        self.tell(event)
        self.sign()
        return pseudonym

    def prove_name(self, pseudonym: str, name: str, passphrase: str | None = None) -> bytes:
        """A proof for one reader that somebody who is withheld has this name; it shows no other."""
        with translated(self.folder):
            entry, number = withheld.named(self._base, self.folder, pseudonym, name, passphrase)
            return proofs.of_name(self._base, self.folder, entry, (number, name))

    def prove(self, key: str, *, in_clear: bool = False) -> bytes:
        """A proof that stands alone, by an id. Raises UsageError where it would show a withheld name, unless that is meant."""
        found = super().prove(key)
        if not in_clear and any(self.veil().holds(words) for words in sweeping.words(found)):
            raise UsageError(
                "This proof would show a withheld name; give it with --in-clear only to somebody who may know it."
            )
        return found

    def entries(self, start: int, end: int) -> list[Entry]:
        """The entries of the log from start to end, in order."""
        with translated(self.folder):
            return list(log.entries(self._base, max(0, start), end))

    def positions(self, key: str) -> list[int]:
        """Which entries seal a document or a quotation, by its id; none for what was put in before there was a log."""
        with translated(self.folder):
            return proofs.positions(self._base, key)

    def prove_entry(self, position: int) -> bytes:
        """A proof that the entry at a position is in the log; it shows nothing in which a withheld name stands."""
        with translated(self.folder):
            entry = log.entry(self._base, position)
            if entry is None:
                raise UsageError(f"The log has no entry {position}; it holds {log.size(self._base)}.")
            found = proofs.of_entry(self._base, self.folder, entry, bare=False)
            if any(self.veil().holds(words) for words in sweeping.words(found)):
                return proofs.of_entry(self._base, self.folder, entry, bare=True)
            return found

    def vouched(self) -> tuple[int, list[tuple[str, int | None]], Stamped]:
        """How many witnesses the log asks for, when each of them saw the checkpoint, and its time stamps."""
        with translated(self.folder):
            need, witnesses = checkpoints.policy(self._base)
            note = checkpoints.present(self.folder)
            seen = dict(checkpoints.cosigners(note, witnesses)) if note else {}
            stamped = Stamped()
            if (self.folder / stamps.FOLDER).is_dir():
                stamped = stamps.judged(opened(str(self.folder)), stamps.of_record(self._base))
            return need, [(key.name, seen.get(key.name)) for key in witnesses], stamped

    def request(self, since: int) -> bytes:
        """What a witness needs who cosigned the log at the size `since`."""
        with translated(self.folder):
            note, size = self._signed()
            if not 0 <= since <= size:
                raise RecordNotWritable(f"The log was signed at {size} entries; nobody can have cosigned {since}.")
            return witness.request(note, since, log.consistency(self._base, since, size))

    def take(self, note: Note) -> list[str]:
        """The witnesses whose lines of a cosigned checkpoint stand under the record's own now."""
        with translated(self.folder):
            return witness.taken(self.folder, note, checkpoints.policy(self._base)[1])

    def ask_for(self, need: int, witnesses: Sequence[Key]) -> None:
        """The log asks for so many of these witnesses from here on."""
        told = (("need", need), ("witnesses", [str(k) for k in witnesses]))
        self.tell(Event("policy", [], public=told))
        self.sign()

    def name_authority(self, authority: Authority) -> None:
        """The time stamps of this authority count from here on, beside those of any named before."""
        self.tell(Event("authority", [], public=(("certificates", authorities.coded(authority)),)))
        self.sign()

    def ask_stamp(self) -> bytes:
        """A request for a time stamp on the checkpoint as it is now; its answer is waited for."""
        with translated(self.folder):
            return stamps.ask(self.folder, checkpoints.current_key(self._base))

    def take_stamp(self, answer: bytes) -> Stamp:
        """The time stamp of an authority's answer, kept with the log. Raises ValueError, which says what is wrong."""
        with translated(self.folder):
            return stamps.take(self.folder, answer, stamps.of_record(self._base).authorities)

    def _signed(self) -> tuple[Note, int]:
        note = checkpoints.present(self.folder)
        if note is None:
            raise RecordDamaged("The log is not signed yet; run `loquitur log sign`.")
        return note, notes.parse_checkpoint(note.text).size
