"""The half of a record that answers for it: the log, its proofs, its audit."""

from pathlib import Path

from loquitur.errors import UnreadableDocument, UsageError
from loquitur.store import notes, proofs
from loquitur.store.auditing import Audit, faults
from loquitur.store.checkpoints import State
from loquitur.store.notes import Key
from loquitur.store.proofs import Proved
from loquitur.store.store import Store

__all__ = ["Audit", "Proved", "Proving", "State", "faults", "proved"]


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

    def prove(self, name: str) -> bytes:
        """A proof that stands alone: of a document by its name or id, or of a quotation by its id. Raises UsageError."""
        try:
            return self._store.prove(name)
        except UsageError:
            fitting = [h for h in self._store.documents() if f"/{h.name}".endswith(f"/{name}")]
            if len(fitting) != 1:
                raise
        return self._store.prove(fitting[0].id)

    def sign(self, passphrase: str | None = None) -> bool:
        """Whether the whole log is signed; not where the key is closed and no passphrase is given."""
        return self._store.sign(passphrase)


def _key(words: str) -> Key:
    try:
        return notes.parse_key(words)
    except ValueError as error:
        raise UsageError(f"--key: {error}; give it as the keeper published it.") from error


def proved(path: Path, origin: str | None = None) -> Proved:
    """What the proof in a file shows, verified. Raises UnreadableDocument where it does not hold."""
    try:
        return proofs.verify(path.read_bytes(), origin)
    except ValueError as error:
        raise UnreadableDocument(path.as_posix(), f"this proves nothing: {error}", "ask for the proof again") from error
    except OSError as error:
        raise UnreadableDocument(path.as_posix(), f"it cannot be read ({error.strerror})", "check the path") from error
