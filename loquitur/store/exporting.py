"""A copy of a record: its database, its objects, its log with a file that checks it, and none of its keys.

The copy is made under another name and takes its own when it is whole and checked. Its database is written anew from the
rows, so that equal records give equal copies, byte for byte.
"""

import contextlib
import os
import shutil
import sqlite3
import uuid
from pathlib import Path

from loquitur.errors import RecordDamaged
from loquitur.store import checkpoints, verify
from loquitur.store.database import translated
from loquitur.store.files import Files

__all__ = ["write"]


def write(folder: Path, base: sqlite3.Connection, files: Files, to: Path) -> None:
    """The copy stands under its name, as of one moment, or nothing does. Raises RecordDamaged, RecordNotWritable."""
    part = to.with_name(f"{to.name}.{uuid.uuid4().hex}.part")
    try:
        with translated(to):
            part.mkdir(parents=True)
            files.copy(_database(folder, base, part / "record.sqlite"), part / "objects")
            if (folder / "loquitur.toml").exists():
                shutil.copyfile(folder / "loquitur.toml", part / "loquitur.toml")
            if (folder / checkpoints.FOLDER).exists():
                shutil.copytree(folder / checkpoints.FOLDER, part / checkpoints.FOLDER)
                shutil.copyfile(Path(verify.__file__), part / "verify.py")
            os.replace(part, to)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _database(folder: Path, base: sqlite3.Connection, path: Path) -> list[str]:
    """The database is written whole to a path; the ids of its documents."""
    whole = path.with_suffix(".whole")
    with contextlib.closing(sqlite3.connect(whole)) as copy:
        base.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise RecordDamaged(f"{folder} is damaged; restore it from a copy.")
        copy.execute("VACUUM INTO ?", (str(path),))
        held = [key for (key,) in copy.execute("SELECT id FROM documents ORDER BY id")]
    whole.unlink()
    return held
