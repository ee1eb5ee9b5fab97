"""Witnesses: what they sign, what they refuse, and what only they can find."""

import shutil
from pathlib import Path

import pytest

from loquitur.errors import RecordDamaged, UsageError
from loquitur.store.log import checkpoints, notes
from loquitur.store.log.witness import Witness
from loquitur.store.store import Store
from tests.store.papers import PAPERS, made, put

OTHER = {**PAPERS, "page.txt": PAPERS["page.txt"].replace("Stone said", "Hill said")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made(tmp_path / "x.record").close()
    return tmp_path / "x.record"


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(tmp_path / "witness", "archive.example/one")


def rewritten(folder: Path, tmp_path: Path, papers: dict[str, str] = OTHER) -> Path:
    """Another history, from the beginning, by the holder of the same keys."""
    other = tmp_path / "rewritten.record"
    shutil.copytree(folder / "keys", other / "keys")
    made(other, papers).close()
    return other


def grown(folder: Path, name: str = "more.txt") -> None:
    store = Store.open(folder, write=True)
    put(store, name, f"More in {name}.\n")
    store.close()


def faults(folder: Path) -> list[str]:
    store = Store.open(folder)
    audit = store.audit()
    store.close()
    return [f.what for f in audit.faults]


def test_witness_signs_what_continues_what_it_signed(folder: Path, witness: Witness) -> None:
    first = witness.add(folder, now=1_700_000_000)
    assert checkpoints.cosigners(first, [witness.key]) == [("archive.example/one", 1_700_000_000)]
    grown(folder)
    second = witness.add(folder)
    assert notes.parse_checkpoint(second.text).size == notes.parse_checkpoint(first.text).size + 1
    assert witness.add(folder).text == second.text


def test_witness_is_the_same_when_it_comes_again(folder: Path, witness: Witness, tmp_path: Path) -> None:
    witness.add(folder)
    again = Witness(tmp_path / "witness")
    assert again.key == witness.key
    assert again.size(notes.parse_checkpoint(witness.add(folder).text).origin) == 4


def test_history_rewritten_and_signed_again_is_found_by_the_witness_alone(
    folder: Path, witness: Witness, tmp_path: Path
) -> None:
    seen = witness.add(folder)
    other = rewritten(folder, tmp_path)
    grown(other)
    assert faults(other) == []  # the key's holder leaves nothing that the record itself could show
    with pytest.raises(RecordDamaged, match="history was rewritten"):
        witness.add(other)
    (kept,) = (tmp_path / "witness" / "forks").iterdir()
    told = kept.read_text()
    assert str(seen) in told
    assert (other / "log" / "checkpoint").read_text() in told
    assert witness.add(folder).text == seen.text


def test_rollback_to_an_old_checkpoint_is_refused(folder: Path, witness: Witness, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "old.record")
    grown(folder)
    witness.add(folder)
    assert faults(tmp_path / "old.record") == []
    with pytest.raises(RecordDamaged, match="older state than the 5 entries"):
        witness.add(tmp_path / "old.record")
    assert list((tmp_path / "witness" / "forks").iterdir())


def test_two_readers_shown_different_logs(folder: Path, tmp_path: Path) -> None:
    """Each reader's log is sound; their witnesses find out when they look at the other's."""
    other = rewritten(folder, tmp_path)
    readers = [Witness(tmp_path / name) for name in ("one", "two")]
    for reader, shown in zip(readers, (folder, other), strict=True):
        reader.add(shown)
        assert faults(shown) == []
    for reader, shown in zip(readers, (other, folder), strict=True):
        with pytest.raises(RecordDamaged, match="history was rewritten"):
            reader.add(shown)


def test_request_by_file_is_signed_and_taken(folder: Path, witness: Witness, tmp_path: Path) -> None:
    store = Store.open(folder, write=True)
    store.ask_for(1, [witness.key])
    key = checkpoints.current_key(store._base)
    (tmp_path / "ask").write_bytes(store.request(0))
    note = witness.add(tmp_path / "ask", key)
    assert store.take(note) == ["archive.example/one"]
    assert store.audit().witnesses[0][0] == "archive.example/one"
    assert store.audit().notes == []
    put(store, "more.txt", "More.\n")
    store.sign()
    assert "0 of the 1 witnesses" in store.audit().notes[0]
    (tmp_path / "ask").write_bytes(store.request(witness.size(checkpoints.origin(store._base))))
    store.take(witness.add(tmp_path / "ask"))
    assert store.audit().notes == []
    store.close()


def test_request_that_does_not_fit_is_refused(folder: Path, witness: Witness, tmp_path: Path) -> None:
    store = Store.open(folder)
    request, key = store.request(0), checkpoints.current_key(store._base)
    proof = store.request(2)
    store.close()
    ask = tmp_path / "ask"
    ask.write_bytes(request)
    with pytest.raises(UsageError, match="never seen here"):
        witness.add(ask)
    for data, why in (
        (request + b"x", "bytes behind"),
        (b"old x\n" + request[6:], "size of before"),
        (request.replace(b"\n4\n", b"\n3\n"), "did not sign it"),
    ):
        ask.write_bytes(data)
        with pytest.raises((UsageError, RecordDamaged), match=why):
            witness.add(ask, key)
    witness.add(folder)
    ask.write_bytes(proof)
    with pytest.raises(UsageError, match="proves from 2 entries on, but 4 were cosigned"):
        witness.add(ask)


def test_request_of_a_rewritten_log_is_refused(folder: Path, witness: Witness, tmp_path: Path) -> None:
    witness.add(folder)
    other = rewritten(folder, tmp_path)
    grown(other)
    store = Store.open(other)
    (tmp_path / "ask").write_bytes(store.request(4))
    store.close()
    with pytest.raises(RecordDamaged, match="history was rewritten"):
        witness.add(tmp_path / "ask")


def test_rewritten_log_with_the_words_of_a_witness_is_found_by_the_audit(
    folder: Path, witness: Witness, tmp_path: Path
) -> None:
    store = Store.open(folder, write=True)
    store.ask_for(1, [witness.key])
    store.take(witness.add(folder))
    store.close()
    grown(folder)
    assert faults(folder) == []
    other = rewritten(folder, tmp_path)
    grown(other)
    shutil.copyfile(folder / "log" / "witnessed", other / "log" / "witnessed")
    assert any("are not those that witnesses saw" in f for f in faults(other))


def test_new_key_is_believed_by_the_word_of_the_former(folder: Path, witness: Witness) -> None:
    witness.add(folder)
    store = Store.open(folder, write=True)
    store.rotate()
    store.close()
    assert notes.parse_checkpoint(witness.add(folder).text).size == 5


def test_new_key_without_the_word_of_the_former_is_not(folder: Path, witness: Witness) -> None:
    witness.add(folder)
    (folder / "keys" / "signing.key").write_text("5" * 64)
    store = Store.open(folder, write=True)
    store.rotate()
    key = checkpoints.current_key(store._base)
    store.close()
    with pytest.raises(RecordDamaged, match="without the former one's signature"):
        witness.add(folder)
    assert witness.add(folder, key)


def test_line_of_a_witness_that_nobody_asked_for_is_not_taken(folder: Path, witness: Witness) -> None:
    store = Store.open(folder, write=True)
    with pytest.raises(UsageError, match="No witness of the policy"):
        store.take(witness.add(folder))
    store.close()


def test_changed_line_of_a_witness_does_not_count(folder: Path, witness: Witness) -> None:
    note = witness.add(folder, now=1_700_000_000)
    own, theirs = note.signatures
    later = notes.Signature(theirs.name, theirs.key, (1_700_000_001).to_bytes(8, "big") + theirs.data[8:])
    assert checkpoints.cosigners(notes.Note(note.text, (own, later)), [witness.key]) == []
