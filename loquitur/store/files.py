"""The original bytes of a record's documents: one file each, named by its SHA-256.

A file is written under a temporary name before the transaction that knows of it, and takes its own name inside it, just
before the commit. What a process that died in between has left is swept away by the next writer, who finds its lock.
"""

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from loquitur.errors import RecordDamaged

__all__ = ["Files"]


class Files:
    """The folder of a record's original bytes."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._folder = folder
        self._durable = durable

    @property
    def record(self) -> Path:
        """The folder of the record."""
        return self._folder.parent

    def path(self, key: str) -> Path:
        """Where the bytes of a document lie."""
        return self._folder / key[:2] / key[2:]

    def write(self, key: str, data: bytes) -> Path:
        """The bytes under a temporary name. Raises OSError, and leaves nothing then."""
        part = self._folder / f"{key}.part"
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                if self._durable:
                    os.fsync(file.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return part

    def settle(self, part: Path, key: str) -> None:
        """Gives a written file its own name."""
        path = self.path(key)
        path.parent.mkdir(exist_ok=True)
        os.replace(part, path)

    def read(self, key: str) -> bytes:
        """The bytes of a document, checked. Raises RecordDamaged."""
        record = self._folder.parent
        try:
            data = self.path(key).read_bytes()
        except OSError as error:
            raise RecordDamaged(
                f"{record} has lost the bytes of document {key[:12]}; restore it from a copy."
            ) from error
        if hashlib.sha256(data).hexdigest() != key:
            raise RecordDamaged(f"{record} holds changed bytes for document {key[:12]}; restore it from a copy.")
        return data

    def erase(self, key: str) -> None:
        """The bytes of a document are gone."""
        self.path(key).unlink(missing_ok=True)

    def sweep(self, known: Collection[str]) -> None:
        """Removes what no document owns: left by a process that died."""
        for path in self._all():
            if path.suffix == ".part" or path.parent.name + path.name not in known:
                path.unlink(missing_ok=True)

    def _all(self) -> Iterator[Path]:
        yield from self._folder.glob("*.part")
        yield from self._folder.glob("??/*")

    def copy(self, keys: Collection[str], to: Path) -> None:
        """Copies these documents' bytes, each checked. Raises RecordDamaged, OSError."""
        to.mkdir()
        for key in keys:
            target = to / key[:2] / key[2:]
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(self.read(key))

    def place(self, held: Mapping[str, bytes]) -> None:
        """These bytes lie under their names."""
        for key, data in held.items():
            self.path(key).parent.mkdir(exist_ok=True)
            self.path(key).write_bytes(data)
