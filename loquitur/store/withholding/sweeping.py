"""A last look at all that goes out: whether a withheld name stands in it, in any form, before it goes.

Every file is read as the texts it may hold: by its encoding, the parts of a package (Word), the streams of a PDF, every
value of a database. Limit: pictures are not read, nor what is encrypted, nor packages inside packages.
"""

import contextlib
import io
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from loquitur.errors import UsageError
from loquitur.store.withholding.veil import Veil

__all__ = ["check", "refuse", "words"]

_MOST = 1 << 28
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.S)


def words(data: bytes) -> Iterator[str]:
    """What can be read in these bytes, in each way in which they can be read."""
    yield data.decode("utf-8", "replace")
    if any(b >= 0x80 for b in data[:1_000_000]):
        yield data.decode("latin-1")
    if b"\0" in data[:1000]:
        for at in (0, 1):
            yield data[at:].decode("utf-16-le", "replace")
            yield data[at:].decode("utf-16-be", "replace")
    if data[:4] == b"PK\x03\x04":
        yield from _package(data)
    if data[:5] == b"%PDF-":
        for stream in _STREAM.findall(data):
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj().decompress(stream, _MOST).decode("latin-1")


def _package(data: bytes) -> Iterator[str]:
    left = _MOST
    with contextlib.suppress(zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error):
        for name in (package := zipfile.ZipFile(io.BytesIO(data))).namelist():
            with package.open(name) as member:
                part = member.read(left)
            left -= len(part)
            said = part.decode("utf-8", "replace")
            yield name
            yield said
            yield re.sub(r"<[^>]*>", "", said)


def check(over: Veil, folder: Path) -> None:
    """No file of a folder that is to go out holds a withheld name. Raises UsageError, which names the first that does."""
    if not over.withheld:
        return
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".sqlite":
            _refuse(over, name, _database(path))
        refuse(over, name, path.read_bytes())


def refuse(over: Veil, name: str, data: bytes) -> None:
    """These bytes, and the name they go out under, hold no withheld name. Raises UsageError."""
    if over.withheld:
        _refuse(over, name, (name, *words(data)))


def _refuse(over: Veil, name: str, told: Iterable[str]) -> None:
    if any(over.holds(said) for said in told):
        raise UsageError(f"{name} would still show a withheld name; nothing went out. Please report this.")


def _database(path: Path) -> Iterator[str]:
    """Every text of a database."""
    with contextlib.closing(sqlite3.connect(path)) as base:
        for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            quoted = table.replace('"', '""')
            for row in base.execute(f'SELECT * FROM "{quoted}"'):
                yield from (value for value in row if isinstance(value, str))
