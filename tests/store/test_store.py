"""The record on disk."""

import json
import socket
import sqlite3
from pathlib import Path

import pytest

from loquitur import language, reading
from loquitur.errors import NoRecord, RecordDamaged, RecordError, RecordLocked, RecordNotWritable, RecordTooNew
from loquitur.model import Document, Findings, Statement
from loquitur.store import codec, persons, sorting
from loquitur.store.store import Store

WORDS = "A page about a bank\n\nStone said: “The vault is empty.” Then Hill denounced Stone in 1921.\n"


def read(text: str = WORDS, name: str = "page.txt", **given: str) -> tuple[Document, bytes]:
    return reading.read(text.encode(), name, given=given), text.encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "x.record"


def filled(folder: Path, *pages: tuple[str, str]) -> Store:
    store = Store.create(folder)
    for name, text in pages or (("page.txt", WORDS),):
        doc, data = read(text, name)
        store.put(doc, data, language.find(doc))
    return store


def test_document_comes_back_as_it_was(folder: Path) -> None:
    doc, data = read(author="A. Clerk")
    store = Store.create(folder)
    store.put(doc, data, None)
    assert store.document(doc.id) == doc
    assert store.data(doc.id) == data
    store.close()


def test_findings_come_back_as_they_were() -> None:
    findings = language.find(read()[0])
    assert codec.load(Findings, codec.dump(findings)) == findings


def test_same_bytes_twice_are_one_document(folder: Path) -> None:
    store = filled(folder)
    doc, data = read()
    assert store.put(doc, data, language.find(doc)) == "unchanged"
    assert len(store.documents()) == 1
    store.close()


def test_changed_file_keeps_both_versions(folder: Path) -> None:
    store = filled(folder)
    doc, data = read(WORDS + "More.\n")
    assert store.put(doc, data, language.find(doc)) == "new version"
    assert [d.id for d in store.documents()] == [doc.id]
    assert len(store.documents(all_versions=True)) == 2
    store.close()


def test_failure_in_the_middle_leaves_the_record_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(folder)
    doc, data = read(WORDS + "More.\n", "other.txt")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "_seal", interrupt)
    with pytest.raises(KeyboardInterrupt):
        store.put(doc, data, language.find(doc))
    assert [d.name for d in store.documents()] == ["page.txt"]
    assert not (folder / "objects" / doc.id[:2] / doc.id[2:]).exists()
    store.close()


def test_full_disk_is_told_and_loses_nothing(folder: Path) -> None:
    store = filled(folder)
    store._base.execute("PRAGMA max_page_count = 1")
    doc, data = read("A long page\n\n" + "Words and words. " * 60_000, "long.txt")
    with pytest.raises(RecordNotWritable, match="make room"):
        store.put(doc, data, None)
    assert [d.name for d in store.documents()] == ["page.txt"]
    store.close()


def test_second_writer_is_refused_and_readers_are_not(folder: Path) -> None:
    store = filled(folder)
    with pytest.raises(RecordLocked, match="process"):
        Store.open(folder, write=True)
    reader = Store.open(folder)
    assert len(reader.documents()) == 1
    reader.close()
    store.close()


def test_lock_of_a_dead_process_is_taken_over(folder: Path) -> None:
    filled(folder).close()
    (folder / "writer.lock").write_text(json.dumps({"process": 99999999, "host": socket.gethostname()}))
    Store.open(folder, write=True).close()
    assert not (folder / "writer.lock").exists()


def test_later_schema_is_refused(folder: Path) -> None:
    filled(folder).close()
    base = sqlite3.connect(folder / "record.sqlite")
    base.execute("PRAGMA user_version = 999")
    base.close()
    with pytest.raises(RecordTooNew, match="update Loquitur"):
        Store.open(folder)


def test_damaged_database_is_told(folder: Path) -> None:
    filled(folder).close()
    (folder / "record.sqlite").write_bytes(b"not a database, not at all" * 100)
    with pytest.raises(RecordDamaged, match="restore it from a copy"):
        Store.open(folder)


def test_missing_record_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoRecord, match="no record"):
        Store.open(tmp_path)


def test_reader_may_not_write(folder: Path) -> None:
    filled(folder).close()
    store = Store.open(folder)
    doc, data = read(WORDS + "More.\n")
    with pytest.raises(RecordError, match="reading"):
        store.put(doc, data, None)
    store.close()


def test_remove_takes_the_words_out_of_every_file(folder: Path) -> None:
    store = filled(folder, ("page.txt", WORDS.replace("vault", "zyzzyva")), ("other.txt", WORDS))
    key = next(d.id for d in store.documents() if d.name == "page.txt")
    store.remove(key)
    store.close()
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"zyzzyva" not in path.read_bytes()


def test_export_is_a_record_of_its_own(folder: Path, tmp_path: Path) -> None:
    store = filled(folder)
    store.export(tmp_path / "copy.record")
    with pytest.raises(RecordNotWritable, match="exists already"):
        store.export(tmp_path / "copy.record")
    store.close()
    copy = Store.open(tmp_path / "copy.record")
    assert len(copy.findings(Statement)) == 1
    assert copy.data(copy.documents()[0].id) == WORDS.encode()
    copy.close()


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Lenin", "Vladimir Lenin", True),
        ("V. I. Lenin", "Vladimir Ilyich Lenin", True),
        ("Comrade Lenin", "Lenin", True),
        ("Vladimir Ilyich", "Vladimir Ilyich Lenin", True),
        ("Theodore Roosevelt", "Franklin Roosevelt", False),
        ("Lenin", "Leon Trotsky", False),
    ],
)
def test_names_fit_or_do_not(short: str, full: str, same: bool) -> None:
    assert persons.fits(short, full) is same


def people(folder: Path, *names: str) -> list[tuple[str, ...]]:
    store = Store.create(folder)
    with store._transaction() as base:
        sorting.join(base, [(n, "person") for n in names], "doc")
    found = [p.aliases for p in store.persons()]
    store.close()
    return sorted(found)


def test_one_person_under_many_names(folder: Path) -> None:
    assert people(folder, "Vladimir Ilyich", "Lenin", "Vladimir Lenin", "V. I. Lenin", "Vladimir Ilyich Lenin") == [
        ("Lenin", "V. I. Lenin", "Vladimir Ilyich", "Vladimir Ilyich Lenin", "Vladimir Lenin")
    ]


def test_bare_surname_of_two_people_stays_apart(folder: Path) -> None:
    assert people(folder, "Theodore Roosevelt", "Franklin Roosevelt", "Roosevelt") == [
        ("Franklin Roosevelt",),
        ("Roosevelt",),
        ("Theodore Roosevelt",),
    ]


def test_correction_outranks_the_program_and_survives_a_reread(folder: Path) -> None:
    store = filled(folder)
    ((key, statement),) = store.findings(Statement)
    store.correct(key, statement, "speaker", "Adam Hill", "A. Clerk")
    doc = store.document(key)
    store.replace(doc, language.find(doc))
    ((_, corrected),) = store.findings(Statement)
    assert (corrected.speaker.name, corrected.confidence) == ("Adam Hill", 100)
    assert "A. Clerk" in corrected.reason
    store.close()


def test_correction_finds_its_words_in_another_text(folder: Path) -> None:
    store = filled(folder)
    ((key, statement),) = store.findings(Statement)
    store.correct(key, statement, "said", "1921", "A. Clerk")
    doc = store.document(key)
    later = Document(
        doc.id, doc.name, "New head\n\n" + doc.text, reading.layout.blocks("New head\n\n" + doc.text), (), (), "plain 2"
    )
    store.replace(later, language.find(later))
    ((_, corrected),) = store.findings(Statement)
    assert corrected.quotation.id != statement.quotation.id
    assert corrected.said == "1921"
    assert store.unplaced(key) == []
    store.close()


def test_former_findings_stay_after_a_reread(folder: Path) -> None:
    store = filled(folder)
    before = store._base.execute("SELECT count(*) FROM findings").fetchone()[0]
    doc = store.document(store.documents()[0].id)
    store.replace(doc, language.find(doc))
    assert store._base.execute("SELECT count(*) FROM findings").fetchone()[0] == 2 * before
    assert len(store.findings(Statement)) == 1
    store.close()
