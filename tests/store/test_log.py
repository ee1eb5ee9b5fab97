"""The log: what each act writes, when, and what it comes to."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from loquitur import language
from loquitur.errors import RecordDamaged, RecordNotWritable, UsageError
from loquitur.model import Span, Statement
from loquitur.sayings import Apart
from loquitur.store.log import auditing, checkpoints, log, merkle, sealing, signing
from loquitur.store.store import Store
from tests.store.papers import PAPERS, as_of_schema_1, made, put


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return made(tmp_path / "x.record")


def kinds(store: Store) -> list[str]:
    return [e.kind for e in log.entries(store._base)]


def whole(store: Store) -> bytes:
    """The root, made anew from every entry."""
    return merkle.root_of([merkle.leaf_hash(e.entry.encode()) for e in log.entries(store._base)])


def test_every_act_is_an_entry(store: Store) -> None:
    key, statement = store.findings(Statement)[0]
    store.correct(key, statement, "speaker", "E. Marsh", "A. Clerk")
    first = store.document(key)
    apart = store.overrule(key, Apart(Span(0, 5), "other words", "told apart"))
    store.overrule(key, None, supersedes=apart)
    store.replace(first, language.find(first))
    put(store, first.name, "Changed.\n")
    store.put(first, store.data(key), None)
    store.remove(key)
    assert kinds(store) == [
        "begin",
        *["document"] * 3,
        *["finding"] * 3,
        "reading",
        "document",
        "restored",
        "removal",
    ]
    assert log.root(store._base) == whole(store)
    store.close()


def test_entry_commits_to_every_row_of_its_reading(store: Store) -> None:
    entry = log.entry(store._base, 1)
    assert entry
    assert entry.salt
    assert entry.about
    items = sealing.items_of(store._base, entry.about)
    leaves = [sealing.leaf(sealing.salt_of(entry.salt, n), sealing.written(i)) for n, i in enumerate(items)]
    assert b"".join(leaves) == entry.leaves
    assert entry.told["root"] == merkle.root_of(leaves).hex()
    held = store._rows("SELECT count(*) FROM findings WHERE reading = ?", (entry.about,))[0][0]
    assert sum(item[0] == "finding" for item in items) == held > 0
    assert "".join(item[2] for item in items if item[0] == "text") == store.text(entry.document or "")
    store.close()


def test_entry_holds_no_word_of_a_document(store: Store) -> None:
    told = "".join(e.entry for e in log.entries(store._base))
    assert not any(word in told for word in ("vault", "Stone", "Hill", "page.txt"))
    store.close()


def test_entry_and_rows_are_written_together_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = log.size(store._base), log.root(store._base)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(log, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        put(store, "other.txt", "Another page.\n")
    monkeypatch.undo()
    assert (log.size(store._base), log.root(store._base)) == before
    assert len(store.documents()) == len(PAPERS)
    store.close()


def test_removal_names_the_entries_that_it_empties(store: Store) -> None:
    key = store.documents()[0].id
    mine = [e.position for e in log.entries(store._base) if e.document == key]
    store.remove(key)
    last = log.entry(store._base, log.size(store._base) - 1)
    assert last
    assert last.told["removes"] == mine
    store.close()


def test_document_removed_and_added_again_is_sealed_again(store: Store) -> None:
    held = store.documents()[0]
    statement = store.findings(Statement, held.id)[0][1]
    store.correct(held.id, statement, "said", "1921", "A. Clerk")
    store.remove(held.id)
    put(store, held.name, PAPERS[held.name])
    entry = log.entry(store._base, log.size(store._base) - 1)
    assert entry
    assert entry.about
    assert entry.document == held.id
    assert len(sealing.items_of(store._base, entry.about)) * 32 == len(entry.leaves)
    store.close()


@pytest.mark.usefixtures("still")
def test_same_documents_key_and_clock_give_the_same_root(tmp_path: Path) -> None:
    roots, persons = [], []
    for name in ("a", "b"):
        (tmp_path / name / "keys").mkdir(parents=True)
        (tmp_path / name / "keys" / "record.key").write_text("5" * 64 + "\n")
        store = made(tmp_path / name)
        roots.append(log.root(store._base))
        persons.append(store.persons())
        store.close()
    assert roots[0] == roots[1]
    assert persons[0] == persons[1] != []


@pytest.mark.usefixtures("still")
def test_another_key_gives_other_hashes(tmp_path: Path) -> None:
    stores = [made(tmp_path / name) for name in "ab"]
    leaves = [[e.leaves for e in log.entries(s._base)][1:] for s in stores]
    assert not set(leaves[0]) & set(leaves[1])
    assert {p.id for p in stores[0].persons()}.isdisjoint(p.id for p in stores[1].persons())
    for store in stores:
        store.close()


def test_clock_that_runs_backwards_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    with pytest.raises(RecordNotWritable, match=r"clock says 2023-11-14T22:13:20.*set the clock right"):
        put(store, "other.txt", "Another page.\n")
    assert len(store.documents()) == len(PAPERS)
    store.close()


def test_clock_a_little_behind_is_taken_for_the_last_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    store = made(tmp_path / "x.record")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1699999900")
    put(store, "other.txt", "Another page.\n")
    assert {e.told["time"] for e in log.entries(store._base)} == {"2023-11-14T22:13:20+00:00"}
    store.close()


def test_older_record_gets_a_log_that_begins_now_and_says_so(store: Store) -> None:
    store.remove(store.documents()[0].id)
    store.close()
    as_of_schema_1(store.folder)
    shutil.rmtree(store.folder / "log")
    reader = Store.open(store.folder)
    assert log.size(reader._base) == 0
    reader.close()
    again = Store.open(store.folder, write=True)
    assert kinds(again) == ["begin", "document", "document"]
    first = log.entry(again._base, 0)
    assert first
    assert (first.told["held"], first.told["removed"]) == (2, 1)
    again.sign()
    audit = again.audit()
    assert (audit.faults, audit.signed) == ([], 3)
    put(again, "late.txt", "Late.\n")
    assert again.audit().faults == []
    again.close()


def test_lost_key_is_told_and_not_made_anew(store: Store) -> None:
    store.close()
    (store.folder / "keys" / "record.key").unlink()
    with pytest.raises(RecordDamaged, match=r"record.key is lost"):
        Store.open(store.folder, write=True)
    Store.open(store.folder).close()


@pytest.mark.parametrize(("key", "why"), [("5" * 64, "of another record"), ("5" * 10, "no key of 32"), ("x", "no key")])
def test_wrong_key_is_told(store: Store, key: str, why: str) -> None:
    store.close()
    (store.folder / "keys" / "record.key").write_text(key)
    with pytest.raises(RecordDamaged, match=why):
        Store.open(store.folder, write=True)
    assert not (store.folder / "writer.lock").exists()


def test_proofs_of_a_record_hold(store: Store) -> None:
    for n in range(20):
        put(store, f"{n}.txt", f"Page {n}.\n")
    base, size = store._base, log.size(store._base)
    for entry in log.entries(base):
        leaf = merkle.leaf_hash(entry.entry.encode())
        path = log.inclusion(base, entry.position, size)
        assert merkle.includes(log.root(base), size, entry.position, leaf, path)
    for old in range(size + 1):
        proof = log.consistency(base, old, size)
        assert merkle.is_prefix(old, log.root(base, old), size, log.root(base), proof)
    store.close()


def test_lost_hash_is_told(store: Store) -> None:
    store._base.execute("DELETE FROM log_nodes WHERE level = 1")
    with pytest.raises(RecordDamaged, match="lacks hash 0 of level 1"):
        log.inclusion(store._base, 3, 4)
    store.close()


def test_pieces_are_the_text(store: Store) -> None:
    text = "Words. " * 900 + "\n" + "x" * 9000 + "\nEnd.\n" * 300
    found = list(sealing.pieces(text))
    assert "".join(piece for _, piece in found) == text
    assert [start for start, _ in found] == [sum(len(p) for _, p in found[:i]) for i in range(len(found))]
    assert max(len(p) for _, p in found) <= 2400
    store.close()


def test_index_of_a_folder_is_kept_without_a_log(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "cache", durable=False)
    put(store, "page.txt", PAPERS["page.txt"])
    assert kinds(store) == []
    assert not (tmp_path / "cache" / "keys").exists()
    store.close()


@pytest.mark.usefixtures("still")
def test_copies_of_equal_records_are_equal_byte_for_byte(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name / "keys").mkdir(parents=True)
        (tmp_path / name / "keys" / "record.key").write_text("5" * 64 + "\n")
        store = made(tmp_path / name)
        store.remove(store.documents()[0].id)
        store.export(tmp_path / f"copy-{name}")
        store.close()
    copies = [tmp_path / "copy-a", tmp_path / "copy-b"]
    held = [{p.relative_to(c): p.read_bytes() for p in c.rglob("*") if p.is_file()} for c in copies]
    assert held[0] == held[1]
    assert not any("key" in part for p in held[0] for part in p.parts)


def test_copy_is_told_by_the_log_and_audits_clean(store: Store, tmp_path: Path) -> None:
    store.export(tmp_path / "copy")
    assert kinds(store)[-1] == "export"
    store.close()
    copy = Store.open(tmp_path / "copy")
    audit = copy.audit()
    assert (audit.faults, audit.entries, audit.signed) == ([], 5, 5)
    copy.export(tmp_path / "again")
    copy.close()
    with pytest.raises(RecordDamaged, match="go on with a new one"):
        Store.open(tmp_path / "copy", write=True)


def test_copy_goes_on_with_new_keys_and_says_so(store: Store, tmp_path: Path) -> None:
    store.export(tmp_path / "copy")
    store.close()
    copy = Store.open(tmp_path / "copy", write=True, new_key=True)
    copy.rotate()
    put(copy, "more.txt", "More.\n")
    copy.close()
    again = Store.open(tmp_path / "copy", write=True)
    assert kinds(again)[-3:] == ["record-key", "key", "document"]
    audit = again.audit()
    assert (audit.faults, audit.signed) == ([], 8)
    again.close()


def test_key_under_a_passphrase_signs_only_with_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.rotate("a long one")
    put(store, "more.txt", "More.\n")
    assert not store.sign()
    with pytest.raises(UsageError, match="does not open"):
        store.sign("a wrong one")
    monkeypatch.setenv("LOQUITUR_PASSPHRASE", "a long one")
    assert store.sign()
    audit = store.audit()
    assert (audit.faults, audit.signed) == ([], 6)
    assert b"a long one" not in (store.folder / "keys" / "signing.key").read_bytes()
    store.close()


def test_record_is_let_go_also_where_its_passphrase_is_wrong(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.rotate("a long one")
    put(store, "more.txt", "More.\n")
    monkeypatch.setenv("LOQUITUR_PASSPHRASE", "a wrong one")
    with pytest.raises(UsageError, match="what was written before is kept"):
        store.close()
    monkeypatch.delenv("LOQUITUR_PASSPHRASE")
    again = Store.open(store.folder, write=True)  # nobody holds it any more
    assert "more.txt" in {d.name for d in again.documents()}
    again.close()


@pytest.mark.parametrize("fixed", ["junk", "1e9", "99999999999999", "-99999999999999"])
def test_fixed_clock_that_tells_no_time_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch, fixed: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", fixed)
    with pytest.raises(UsageError, match="no time in seconds since 1970"):
        put(store, "more.txt", "More.\n")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    put(store, "more.txt", "More.\n")
    store.close()


def test_new_key_is_signed_by_the_former(store: Store) -> None:
    before = checkpoints.current_key(store._base)
    store.rotate()
    entry = log.entry(store._base, log.size(store._base) - 1)
    assert entry
    assert before
    told = entry.told
    assert told["replaces"] == str(before)
    assert signing.sound(before.public, told["key"].encode(), bytes.fromhex(told["signature"]))
    store.close()


@pytest.mark.parametrize("words", ["5" * 64, "not a key", "{}"])
def test_wrong_signing_key_signs_nothing(store: Store, words: str) -> None:
    (store.folder / "keys" / "signing.key").write_text(words)
    with pytest.raises(RecordDamaged, match="log new-key"):
        store.sign()
    store.close()
    assert not (store.folder / "log" / "checkpoint").exists()


def test_keys_are_for_their_owner_alone(store: Store) -> None:
    store.rotate()
    paths = [store.folder / "keys", *(store.folder / "keys").iterdir()]
    assert [oct(p.stat().st_mode & 0o777) for p in paths] == ["0o700", "0o600", "0o600"]
    store.close()


def test_log_that_was_thrown_away_does_not_begin_anew(store: Store) -> None:
    store.close()
    as_of_schema_1(store.folder)
    with pytest.raises(RecordDamaged, match="no longer holds the 4 entries"):
        Store.open(store.folder, write=True)
    reader = Store.open(store.folder)
    assert any("4 entries were signed, 0 are here" in f.what for f in reader.audit().faults)
    reader.close()


def test_audit_while_another_writes_sees_one_moment(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.sign()
    reader = Store.open(store.folder)
    real, done = auditing._present, []

    def written_meanwhile(*given: Any) -> None:
        if not done:
            done.append(put(store, "late.txt", "Late.\n"))
            store.sign()
        real(*given)

    monkeypatch.setattr(auditing, "_present", written_meanwhile)
    assert reader.audit().faults == []
    assert done
    reader.close()
    store.close()
