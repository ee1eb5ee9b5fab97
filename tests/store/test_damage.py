"""What goes wrong while a record is written or read, and what it leaves."""

import contextlib
import errno
import json
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from loquitur import language, reading
from loquitur.errors import RecordDamaged, RecordError, RecordLocked, RecordNotWritable
from loquitur.model import Document, Span, Stance
from loquitur.store import sorting, tables
from loquitur.store.files import Files
from loquitur.store.store import Store


def read(text: str, name: str) -> tuple[Document, bytes]:
    return reading.read(text.encode(), name), text.encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store.create(tmp_path / "x.record")
    doc, data = read("Stone said: “The vault is empty.”\n", "page.txt")
    store.put(doc, data, language.find(doc))
    store.close()
    return store.folder


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_full_disk_under_the_bytes_leaves_all_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(folder)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store = Store.open(folder, write=True)
    monkeypatch.setattr(Files, "settle", full)
    doc, data = read("Another page.\n", "other.txt")
    with pytest.raises(RecordNotWritable, match="No space left"):
        store.put(doc, data, None)
    assert [d.name for d in store.documents()] == ["page.txt"]
    store.close()
    assert files(folder) == before


def test_killed_writer_leaves_nothing_after_the_next(folder: Path) -> None:
    code = """
        import os, sys
        from pathlib import Path
        from loquitur import reading
        from loquitur.store.store import Store
        store = Store.open(Path(sys.argv[1]), write=True)
        store._seal = lambda: os._exit(9)
        store._files.settle(store._files.write("f" * 64, b"x"), "f" * 64)
        store.put(reading.read(b"Another page.", "other.txt"), b"Another page.", None)
    """
    env = {**os.environ, "PYTHONPATH": str(Path(tables.__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code), str(folder)], env=env, check=False)
    assert done.returncode == 9
    store = Store.open(folder, write=True)
    assert [d.name for d in store.documents()] == ["page.txt"]
    store.close()
    assert len([f for f in files(folder) if f.startswith("objects/")]) == 1


def test_lock_of_another_machine_is_respected(folder: Path) -> None:
    (folder / "writer.lock").write_text(json.dumps({"process": 1, "host": "not-" + socket.gethostname()}))
    with pytest.raises(RecordLocked, match="process 1 on not-"):
        Store.open(folder, write=True)


def test_write_ahead_log_is_folded_back(folder: Path) -> None:
    beside = ("objects/", "log/", "keys/")
    assert {f for f in files(folder) if not f.startswith(beside)} == {"record.sqlite"}


def test_reader_sees_the_record_while_a_writer_is_in_the_middle(folder: Path) -> None:
    writer, reader = Store.open(folder, write=True), Store.open(folder)
    with writer._transaction() as base:
        base.execute("UPDATE documents SET name = 'changed'")
        assert [d.name for d in reader.documents()] == ["page.txt"]
    assert [d.name for d in reader.documents()] == ["changed"]
    reader.close()
    writer.close()


def test_changed_bytes_are_told(folder: Path) -> None:
    next(p for p in (folder / "objects").rglob("*") if p.is_file()).write_bytes(b"other")
    store = Store.open(folder)
    with pytest.raises(RecordDamaged, match="changed bytes"):
        store.data(store.documents()[0].id)
    store.close()


def test_missing_tables_are_told(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "record.sqlite").close()
    with pytest.raises(RecordDamaged, match="lacks tables"):
        Store.open(tmp_path)


def test_older_record_is_migrated_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SCHEMA", tables.SCHEMA + 1)
    monkeypatch.setattr(tables, "_MIGRATIONS", {tables.SCHEMA - 1: "ALTER TABLE notes ADD COLUMN by TEXT;"})
    store = Store.open(folder)
    assert store._rows("SELECT by FROM notes") == []
    assert len(store.documents()) == 1
    store.close()


def test_failed_migration_leaves_the_older_record(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (folder / "record.sqlite").read_bytes()
    monkeypatch.setattr(tables, "SCHEMA", tables.SCHEMA + 1)
    monkeypatch.setattr(tables, "_MIGRATIONS", {tables.SCHEMA - 1: "ALTER TABLE nothing ADD COLUMN by TEXT;"})
    with pytest.raises(RecordDamaged):
        Store.open(folder)
    assert (folder / "record.sqlite").read_bytes() == before
    assert not (folder / "record.migrating").exists()


def test_former_bytes_of_a_file_become_current_again(folder: Path) -> None:
    store = Store.open(folder, write=True)
    first = store.documents()[0].id
    store.put(*read("Changed.\n", "page.txt"), None)
    assert store.put(*read("Stone said: “The vault is empty.”\n", "page.txt"), None) == "new version"
    assert [d.id for d in store.documents()] == [first]
    store.close()


def test_user_takes_a_finding_away_and_it_stays_away(folder: Path) -> None:
    store = Store.open(folder, write=True)
    key = store.documents()[0].id
    mine = store.overrule(key, Stance("Stone", "Hill", "for", Span(0, 5), None, None, None, 100, "by hand"))
    store.overrule(key, None, supersedes=mine)
    assert store.findings(Stance) == []
    doc = store.document(key)
    store.replace(doc, language.find(doc))
    assert store.findings(Stance) == []
    store.close()


def test_lost_database_is_not_taken_for_a_new_record(folder: Path) -> None:
    (folder / "record.sqlite").unlink()
    for attempt in (Store.open, Store.create):
        with pytest.raises(RecordDamaged, match="has lost its record"):
            attempt(folder)


def test_lost_objects_are_told_before_anything_is_written(folder: Path) -> None:
    shutil.rmtree(folder / "objects")
    with pytest.raises(RecordDamaged, match="lost its folder objects"):
        Store.open(folder, write=True)
    assert not (folder / "writer.lock").exists()


@pytest.mark.parametrize("seed", range(12))
def test_changed_bytes_of_the_database_never_end_in_a_fault(folder: Path, seed: int) -> None:
    path = folder / "record.sqlite"
    data, chance = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(chance.choice([1, 30, 300])):
        data[chance.randrange(100, len(data))] = chance.randrange(256)
    path.write_bytes(data)
    try:
        store = Store.open(folder)
    except RecordError:
        return
    with contextlib.suppress(RecordError):
        for held in store.documents():
            store.document(held.id)
    with contextlib.suppress(RecordError):
        store.persons()
        store.findings(Stance)
        store.search(["vault"])
    store.close()


def test_record_that_cannot_be_made_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(tables, "create", full)
    with pytest.raises(RecordDamaged):
        Store.create(tmp_path / "new.record")
    assert list(tmp_path.iterdir()) == []


def test_record_from_before_names_had_keys_knows_its_persons(folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / "record.sqlite", isolation_level=None)) as base:
        base.executescript(
            "DROP TABLE alias_keys; DROP TABLE ties; DROP INDEX metadata_by_value; PRAGMA user_version = 2;"
        )
        base.executescript("CREATE INDEX metadata_by_name ON metadata (name);")
    Store.open(folder).close()
    store = Store.open(folder, write=True)
    with store._transaction() as base:
        sorting.join(base, [("Lenin", "person")], "first")
        base.execute("DELETE FROM alias_keys")
    store.close()
    store = Store.open(folder, write=True)
    with store._transaction() as base:
        sorting.join(base, [("Vladimir Lenin", "person")], "second")
    assert ("Lenin", "Vladimir Lenin") in [p.aliases for p in store.persons()]
    store.close()


def test_record_whose_making_was_cut_short_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "x.record"
    (folder / "objects").mkdir(parents=True)
    (folder / "keys").mkdir()
    dead = json.dumps({"process": 99999999, "host": socket.gethostname()})
    (folder / "writer.lock").write_text(dead)
    (folder / "writer.lock.5f").write_text(dead)
    (folder / "record.part").write_bytes(b"half")
    (folder / "record.part-journal").write_bytes(b"half")
    Store.create(folder).close()
    store = Store.open(folder)
    assert store.audit().faults == []
    store.close()
