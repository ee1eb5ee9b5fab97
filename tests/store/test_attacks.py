"""What somebody could do to a record, and how the audit names it.

Each attacker can write every file; the strongest also holds the key. What only others can find is tested in
`test_witness` and `test_mirror`.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from loquitur.errors import RecordDamaged
from loquitur.model import Statement
from loquitur.store.log import audits, log, merkle
from loquitur.store.log.audits import Audit
from loquitur.store.store import Store
from tests.store.papers import made, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record with three documents, a correction, a removed document, and a fourth added later."""
    store = made(tmp_path / "x.record")
    key, statement = store.findings(Statement)[0]
    store.correct(key, statement, "speaker", "E. Marsh", "A. Clerk")
    store.remove(put(store, "gone.txt", "To be forgotten.\n"))
    put(store, "late.txt", "Marsh wrote: “It was all paid.”\n")
    store.close()
    return store.folder


def audited(folder: Path) -> Audit:
    store = Store.open(folder)
    audit = store.audit()
    store.close()
    return audit


def named(audit: Audit) -> list[tuple[int | None, str]]:
    return [(f.position, f.what) for f in audits.faults(audit)]


def altered(folder: Path, *sql: str) -> None:
    base = sqlite3.connect(folder / "record.sqlite")
    for one in sql:
        assert base.execute(one).rowcount, one
    base.commit()
    base.close()


def rehashed(folder: Path) -> None:
    """The stored hashes are made anew from the entries, as a careful forger would."""
    base = sqlite3.connect(folder / "record.sqlite")
    base.execute("DELETE FROM log_nodes")
    rows = base.execute("SELECT entry FROM log_entries ORDER BY position").fetchall()
    for position, (entry,) in enumerate(rows):
        grown = merkle.grown(merkle.leaf_hash(entry.encode()), position, log.node(base))
        base.executemany("INSERT INTO log_nodes VALUES (?, ?, ?)", grown)
    base.commit()
    base.close()


def document(folder: Path, position: int) -> str | None:
    store = Store.open(folder)
    entry = log.entry(store._base, position)
    store.close()
    return entry.document if entry else None


def test_sound_record_has_no_fault(folder: Path) -> None:
    audit = audited(folder)
    assert named(audit) == []
    assert (audit.entries, audit.objects, audit.removed, audit.signed) == (8, 4, 1, 8)
    assert audit.notes == []


def test_flipped_bit_in_an_object(folder: Path) -> None:
    key = document(folder, 2) or ""
    path = folder / "objects" / key[:2] / key[2:]
    data = bytearray(path.read_bytes())
    data[5] ^= 1
    path.write_bytes(data)
    assert [(f.position, f.document, f.what) for f in audited(folder).faults] == [
        (2, key, "the document's bytes were changed")
    ]


def test_lost_object(folder: Path) -> None:
    key = document(folder, 2) or ""
    (folder / "objects" / key[:2] / key[2:]).unlink()
    assert named(audited(folder)) == [(2, "the document's bytes are missing")]


@pytest.mark.parametrize(
    ("sql", "position", "what"),
    [
        ("UPDATE findings SET who = 'Adam Hill' WHERE id = (SELECT min(id) FROM findings WHERE who = 'Stone')", 1, "finding"),
        ("UPDATE findings SET time = '1999' WHERE id = 1", 1, "finding 1"),
        ("UPDATE findings SET confidence = 99 WHERE by LIKE 'user%'", 4, "finding"),
        ("UPDATE findings SET supersedes = NULL WHERE by LIKE 'user%'", 4, "finding"),
        ("UPDATE texts SET blocks = '[]' WHERE document = (SELECT id FROM documents WHERE name = 'late.txt')", 7, "row of the layout"),
        ("UPDATE documents SET name = 'other.txt' WHERE name = 'late.txt'", 7, "row of the document"),
        ("UPDATE documents SET added = '1999' WHERE name = 'late.txt'", 7, "row of the document"),
        ("UPDATE metadata SET value = 'x' WHERE rowid = 1", 1, "metadata field"),
        ("UPDATE tombstones SET reason = 'another'", 6, "row of the removal"),
        ("UPDATE readings SET time = '1999' WHERE id = 1", 1, "row of the reading"),
        ("UPDATE log_entries SET kind = 'reading' WHERE position = 2", 2, "commits to"),
        ("UPDATE log_entries SET salt = zeroblob(32) WHERE position = 7", 7, "not as it was sealed"),
        ("UPDATE log_entries SET leaves = zeroblob(64) WHERE position = 7", 7, "commits to"),
        ("UPDATE log_nodes SET hash = zeroblob(32) WHERE level = 1 AND number = 1", 2, "level 1"),
    ],
)  # fmt: skip
def test_edited_row(folder: Path, sql: str, position: int, what: str) -> None:
    altered(folder, sql)
    found = named(audited(folder))
    assert any(p == position and what in told for p, told in found), found


def test_edited_text(folder: Path) -> None:
    key = document(folder, 7)
    altered(folder, f"UPDATE texts SET text = replace(text, 'paid', 'lost') WHERE document = '{key}'")
    audit = audited(folder)
    assert (7, "the text from character 0 on is not as it was sealed") in named(audit)
    assert {f.document for f in audit.faults} == {key}


@pytest.mark.parametrize(
    ("sql", "position", "what"),
    [
        ("DELETE FROM findings WHERE id = 2", 1, "item 7 that was sealed is gone"),
        ("DELETE FROM findings WHERE by LIKE 'user%'", 4, "item 0 that was sealed is gone"),
        ("DELETE FROM tombstones", 6, "item 0 that was sealed is gone"),
        ("DELETE FROM passages WHERE words LIKE '%paid%'", None, "index lacks"),
        ("UPDATE documents SET current = 0 WHERE name = 'late.txt'", 7, "another version"),
    ],
)
def test_deleted_row(folder: Path, sql: str, position: int | None, what: str) -> None:
    altered(folder, sql)
    found = named(audited(folder))
    assert any(p == position and what in told for p, told in found), found


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        (
            "INSERT INTO findings SELECT NULL, kind, reading, text_id, subject, 'X', start, stop, body, by, time, reason,"
            " confidence, supersedes FROM findings WHERE id = 2",
            "was put in after it was sealed",
        ),
        ("INSERT INTO readings SELECT NULL, text_id, by, time FROM readings WHERE id = 1", "has no entry"),
        ("INSERT INTO tombstones VALUES ('f', '2020', 'never there')", "the tombstone has no entry"),
        ("INSERT INTO metadata SELECT document, 'author', 'X', 'me', 9 FROM metadata LIMIT 1", "was put in after"),
    ],
)
def test_row_that_was_put_in(folder: Path, sql: str, what: str) -> None:
    altered(folder, sql)
    found = named(audited(folder))
    assert any(what in told for _, told in found), found


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER hide AFTER INSERT ON findings BEGIN DELETE FROM notes; END",
        "DROP VIEW in_force",
    ],
)
def test_views_that_choose_what_is_shown(folder: Path, sql: str) -> None:
    base = sqlite3.connect(folder / "record.sqlite")
    base.execute(sql)
    base.close()
    assert any("view or trigger" in told for _, told in named(audited(folder)))


@pytest.mark.parametrize("forged", [lambda _: None, rehashed], ids=["careless", "rehashed"])
def test_deleted_entry(folder: Path, forged: Callable[[Path], None]) -> None:
    altered(folder, "DELETE FROM log_entries WHERE position = 2")
    if forged is rehashed:
        altered(folder, *(f"UPDATE log_entries SET position = {n - 1} WHERE position = {n}" for n in range(3, 8)))
    forged(folder)
    found = named(audited(folder))
    assert any(p == 2 and ("is gone" in told or "is another" in told) for p, told in found), found


@pytest.mark.parametrize("forged", [lambda _: None, rehashed], ids=["careless", "rehashed"])
def test_swapped_entries(folder: Path, forged: Callable[[Path], None]) -> None:
    moves = ((2, 99), (3, 2), (99, 3))
    altered(folder, *(f"UPDATE log_entries SET position = {b} WHERE position = {a}" for a, b in moves))
    forged(folder)
    found = named(audited(folder))
    assert {2, 3} <= {p for p, told in found if "the entry is" in told}, found


@pytest.mark.parametrize("forged", [lambda _: None, rehashed], ids=["careless", "rehashed"])
def test_shortened_log(folder: Path, forged: Callable[[Path], None]) -> None:
    key = document(folder, 7)
    store = Store.open(folder, write=True)
    store._key = None  # nothing is sealed any more
    store.remove(key or "")
    store.close()
    altered(folder, "DELETE FROM log_entries WHERE position = 7", "DELETE FROM tombstones WHERE rowid = 2")
    forged(folder)
    found = named(audited(folder))
    assert any(p == 7 and "8 entries were signed, 7 are here" in told for p, told in found), found
    with pytest.raises(RecordDamaged, match="no longer holds the 8 entries"):
        Store.open(folder, write=True)


def test_rollback_of_the_database_to_an_earlier_day(folder: Path) -> None:
    before = (folder / "record.sqlite").read_bytes()
    store = Store.open(folder, write=True)
    put(store, "later.txt", "Hill said: “I resign.”\n")
    store.close()
    (folder / "record.sqlite").write_bytes(before)
    assert (8, "the log was shortened: 9 entries were signed, 8 are here") in named(audited(folder))


@pytest.mark.parametrize("tile", ["tile/0/000.p/8", "tile/entries/000.p/8"])
def test_cut_tile(folder: Path, tile: str) -> None:
    path = folder / "log" / tile
    path.write_bytes(path.read_bytes()[:-3])
    found = named(audited(folder))
    assert any(p == 0 and tile in told and "cut" in told for p, told in found), found


def test_changed_tile(folder: Path) -> None:
    path = folder / "log" / "tile/entries/000.p/8"
    path.write_bytes(path.read_bytes().replace(b'"document"', b'"forgotte"', 1))
    assert any(p == 1 and "not the one of the tile of hashes" in told for p, told in named(audited(folder)))


def test_entry_with_a_repeated_key(folder: Path) -> None:
    altered(folder, """UPDATE log_entries SET entry = replace(entry, '"v":1}', '"v":1,"v":1}') WHERE position = 2""")
    rehashed(folder)
    found = named(audited(folder))
    assert any(p == 2 and "names a key twice" in told for p, told in found), found


@pytest.mark.parametrize(
    ("plain", "alike"),
    [("Stone", "\u0405tone"), ("Stone", "Stone\u200b"), ("é", "e\u0301")],
    ids=["another alphabet", "a blank of no width", "a letter in two parts"],
)
def test_letters_that_look_alike(tmp_path: Path, plain: str, alike: str) -> None:
    store = made(tmp_path / "y.record", {"page.txt": "Miss Stone said: “The café is shut, and I am glad of it.”\n"})
    store.close()
    altered(
        store.folder,
        f"UPDATE texts SET text = replace(text, '{plain}', '{alike}')",
    )
    found = named(audited(store.folder))
    assert (1, "the text from character 0 on is not as it was sealed") in found


def test_log_signed_by_another_key(folder: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "other.record")
    other.close()
    (folder / "log" / "checkpoint").write_bytes((other.folder / "log" / "checkpoint").read_bytes())
    assert any("of another log" in told for _, told in named(audited(folder)))


def test_changed_checkpoint(folder: Path) -> None:
    path = folder / "log" / "checkpoint"
    path.write_text(path.read_text().replace("\n8\n", "\n7\n", 1))
    assert any("did not sign it" in told for _, told in named(audited(folder)))


def test_nothing_is_written_on_top_of_a_log_that_lost_an_entry(folder: Path) -> None:
    altered(folder, "DELETE FROM log_entries WHERE position = 2")
    with pytest.raises(RecordDamaged, match="no longer holds the 8 entries"):
        Store.open(folder, write=True)


@pytest.mark.parametrize("junk", [b"junk", b"\xa9\x00", b"a\n1\nAAAA\n\n\xe2\x80\x94 a AAAAAAA=\n"])
def test_checkpoint_that_cannot_be_read_is_not_signed_over(folder: Path, tmp_path: Path, junk: bytes) -> None:
    (folder / "log" / "checkpoint").write_bytes(junk)
    assert any("the checkpoint does not hold" in told for _, told in named(audited(folder)))
    with pytest.raises(RecordDamaged, match="checkpoint cannot be read"):
        Store.open(folder, write=True)
    store = Store.open(folder)
    for goes_out in (lambda: store.request(0), lambda: store.push(tmp_path / "m"), lambda: store.prove_entry(1)):
        with pytest.raises(RecordDamaged, match="checkpoint cannot be read"):
            goes_out()
    store.close()
    (folder / "log" / "checkpoint").write_bytes(b"")  # what a power cut leaves
    again = Store.open(folder, write=True)
    assert again.sign()
    again.close()
    assert named(audited(folder)) == []


def test_lost_checkpoint_is_told_and_is_no_fault(folder: Path) -> None:
    (folder / "log" / "checkpoint").unlink()
    audit = audited(folder)
    assert named(audit) == []
    assert "not signed" in audit.notes[0]
