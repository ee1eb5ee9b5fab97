"""A record's database, opened; and foreign errors as the record's own, in one place.

A writer works in WAL mode, so that readers never wait for it; a reader may not write. Where a record lies on a medium
that cannot be written, the reader opens it as it stands. A reader may be handed from thread to thread, but is used by
one at a time.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from loquitur.errors import LoquiturError, RecordDamaged, RecordLocked, RecordNotWritable

__all__ = ["connect", "translated"]

_UNWRITABLE = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")
_WAITING = ("SQLITE_BUSY", "SQLITE_LOCKED")


def connect(folder: Path, *, write: bool, durable: bool = True) -> sqlite3.Connection:
    """The database of a record. What is not durable may be lost when the power fails: for what can be made again."""
    path = folder / "record.sqlite"
    if not write:
        return _reader(path)
    base = sqlite3.connect(path, isolation_level=None, timeout=5)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA secure_delete = ON")
    base.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
    return base


def _reader(path: Path) -> sqlite3.Connection:
    try:
        base = sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=False)
        base.execute("PRAGMA query_only = ON")
        base.execute("SELECT count(*) FROM documents").fetchone()
        return base
    except sqlite3.OperationalError:
        if path.with_name(path.name + "-wal").exists():
            raise
    where = f"{path.resolve().as_uri()}?immutable=1"
    base = sqlite3.connect(where, uri=True, isolation_level=None, check_same_thread=False)
    base.execute("SELECT count(*) FROM documents").fetchone()
    return base


@contextlib.contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Errors of SQLite and of the disk as errors of the record. Breaches of our own tables pass: they are faults."""
    try:
        yield
    except LoquiturError:
        raise
    except OSError as error:
        raise RecordNotWritable(_unwritable(folder, error.strerror or type(error).__name__)) from error
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except UnicodeDecodeError as error:
        raise RecordDamaged(f"{folder} is damaged (a text in it is not UTF-8); restore it from a copy.") from error
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(_UNWRITABLE):
            raise RecordNotWritable(_unwritable(folder, str(error))) from error
        if name.startswith(_WAITING):
            raise RecordLocked(f"{folder} is being written to by another process; wait for it to end.") from error
        raise RecordDamaged(f"{folder} is damaged ({error}); restore it from a copy.") from error


def _unwritable(folder: Path, why: str) -> str:
    return f"{folder} cannot be opened or written ({why}); make room on the disk or check its permissions."
