"""A copy of a record: its database, its objects, its log with a file that checks it, and none of its keys.

The copy is made under another name and takes its own when it is whole and checked. Its database is written anew from the
rows, so that equal records give equal copies, byte for byte. Withheld names are replaced in it, and it is looked through
for them before it takes its name.
"""

import contextlib
import hmac
import os
import shutil
import sqlite3
import uuid
from collections.abc import Callable
from pathlib import Path

from loquitur.errors import RecordDamaged
from loquitur.store.database import translated
from loquitur.store.files import Files
from loquitur.store.log import checkpoints, keys, stamps, verify
from loquitur.store.withholding import redacting, sweeping, withheld
from loquitur.store.withholding.veil import Veil

__all__ = ["write"]


def write(folder: Path, base: sqlite3.Connection, files: Files, to: Path) -> None:
    """The copy stands under its name, as of one moment, or nothing does. Raises RecordDamaged, RecordNotWritable."""
    part = to.with_name(f"{to.name}.{uuid.uuid4().hex}.part")
    try:
        with translated(to):
            part.mkdir(parents=True)
            over = withheld.veil(folder, base)
            kept, made = _database(files, base, part / "record.sqlite", over)
            files.copy(kept, part / "objects")
            Files(part / "objects").place(made)
            if (folder / "loquitur.toml").exists():
                shutil.copyfile(folder / "loquitur.toml", part / "loquitur.toml")
            if (folder / checkpoints.FOLDER).exists():
                own = shutil.ignore_patterns(stamps.ASKED)
                shutil.copytree(folder / checkpoints.FOLDER, part / checkpoints.FOLDER, ignore=own)
                shutil.copyfile(Path(verify.__file__), part / "verify.py")
            sweeping.check(over, part)
            os.replace(part, to)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _database(files: Files, base: sqlite3.Connection, path: Path, over: Veil) -> tuple[list[str], dict[str, bytes]]:
    """The database is written whole to a path, withheld names replaced.

    The ids of the documents that stay as they are, and the bytes of those that took the place of others.
    """
    whole = path.with_suffix(".whole")
    with contextlib.closing(sqlite3.connect(whole, isolation_level=None)) as copy:
        base.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise RecordDamaged(f"{files.record} is damaged; restore it from a copy.")
        made: dict[str, bytes] = {}
        if over.withheld:
            copy.create_function("keyed", 1, _keyed(files.record))
            copy.execute("BEGIN")
            made = redacting.redact(copy, over, *withheld.covers(over, copy, files))
            copy.execute("COMMIT")
        copy.execute("VACUUM INTO ?", (str(path),))
        held = [key for (key,) in copy.execute("SELECT id FROM documents ORDER BY id") if key not in made]
    whole.unlink()
    return held, made


def _keyed(folder: Path) -> Callable[[str], str]:
    key = keys.record_key(folder)
    return lambda words: hmac.digest(key, words.encode(), "sha256").hex()
