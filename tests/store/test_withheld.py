"""Somebody withheld: nothing that goes out holds the name, every proof holds, and the keeper can show it to one reader."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from loquitur.errors import RecordDamaged, UsageError
from loquitur.model import Statement
from loquitur.store.log import log, merkle, mirror, proofs
from loquitur.store.store import Store
from loquitur.store.withholding import sweeping
from tests.store.papers import PAPERS, made, put
from tests.store.test_proofs import run

NAMES = ["Adam Hill", "Hill"]
MORE = {
    "hill-letter.txt": "To the bank.\n\n“I know what A\u0301dam HILL did,” wrote E. Marsh. "
    + "The books are lost.\n" * 100,
    "page.html": "<html><head><meta name='author' content='Adam Hill'><title>On a bank</title></head>"
    "<body><p>Nobody is named here, and nobody was paid.</p></body></html>",
    "plain.txt": "Stone wrote: “There is nothing to see, and nothing was ever here.”\n",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = made(tmp_path / "x.record", PAPERS | MORE)
    yield store
    store.close()


@pytest.fixture
def pseudonym(store: Store) -> str:
    return store.withhold(NAMES, "in danger where he lives")


def everything(folder: Path) -> str:
    """All that a folder holds, as whoever looks for a name would read it."""
    parts = [p.as_posix() for p in folder.rglob("*")]
    for path in folder.rglob("*"):
        if path.is_file():
            parts.append(path.read_bytes().decode("utf-8", "replace"))
            parts.append(path.read_bytes().decode("latin-1"))
    return "\n".join(parts).replace("\u0301", "").replace("Á", "A").casefold()


def test_log_tells_the_reason_and_not_the_name(store: Store, pseudonym: str) -> None:
    entry = log.entry(store._base, log.size(store._base) - 1)
    assert entry
    told = entry.told
    assert (told["pseudonym"], told["reason"]) == (pseudonym, "in danger where he lives")
    assert "ill" not in entry.entry.replace("withholding", "")
    assert told["covers"] == [1, 2, 3, 4, 5]
    assert store.audit().faults == []


def test_copy_holds_no_name_and_every_proof(store: Store, pseudonym: str, tmp_path: Path) -> None:
    store.export(tmp_path / "copy")
    assert "hill" not in everything(tmp_path / "copy")
    copy = Store.open(tmp_path / "copy")
    audit = copy.audit()
    assert (audit.faults, audit.withheld, audit.objects) == ([], 6, 6)
    assert log.root(copy._base) == log.root(store._base)
    assert run(tmp_path / "copy")[0] == 0
    copy.close()


def test_offsets_of_a_copy_are_of_its_texts(store: Store, pseudonym: str, tmp_path: Path) -> None:
    store.export(tmp_path / "copy")
    copy = Store.open(tmp_path / "copy")
    found = copy.findings(Statement)
    assert len(found) == len(store.findings(Statement)) > 0
    for key, statement in found:
        text = copy.text(key)
        assert " ".join(text[a:b] for a, b in statement.quotation.spans) == statement.quotation.text
        assert all(
            pseudonym in text[a:b] or s.name for s in statement.speakers for a, b in s.spans if s.name == pseudonym
        )
    assert pseudonym in {s.speaker.name for _, s in found}
    assert pseudonym in {p.name for p in copy.persons()}
    for held in copy.documents():
        doc = copy.document(held.id)
        assert doc.text_id == held.text_id
        assert copy.data(held.id).decode().rstrip("\n") == doc.text.rstrip("\n") or held.name.endswith("html")
    assert copy.search([pseudonym.split("-")[1].lower()])
    copy.close()


def test_copies_are_equal_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    held = []
    for name in "ab":
        (tmp_path / name / "keys").mkdir(parents=True)
        (tmp_path / name / "keys" / "record.key").write_text("5" * 64 + "\n")
        one = made(tmp_path / name, PAPERS | MORE)
        one.withhold(NAMES, "in danger")
        one.export(tmp_path / f"copy-{name}")
        one.close()
        copy = tmp_path / f"copy-{name}"
        held.append({p.relative_to(copy): p.read_bytes() for p in copy.rglob("*") if p.is_file()})
    assert held[0] == held[1]


def test_mirror_shows_the_text_but_for_the_name(store: Store, tmp_path: Path) -> None:
    store.sign()
    store.push(tmp_path / "mirror")
    mirror.pull(str(tmp_path / "mirror"), tmp_path / "to")
    assert "hill" in everything(tmp_path / "to")
    pseudonym = store.withhold(NAMES, "in danger")
    store.push(tmp_path / "mirror")
    mirror.pull(str(tmp_path / "mirror"), tmp_path / "to")
    for folder in (tmp_path / "mirror", tmp_path / "to"):
        assert "hill" not in everything(folder)
        assert mirror.audit(str(folder)).faults == ()
        assert run(folder)[0] == 0
        assert len(list((folder / "objects").glob("??/*"))) == 1
    told = json.loads((tmp_path / "to" / mirror.items_path(4)).read_bytes())["items"]
    texts = [i for i in told if "text" in i.get("item", "")[:8] or "instead" in i]
    assert [("instead" in i) for i in texts] == [True, False, False]
    assert pseudonym in texts[0]["instead"]


def test_document_added_later_is_covered_too(store: Store, pseudonym: str, tmp_path: Path) -> None:
    put(store, "late.txt", "It was Adam Hill who wrote: “All of it is paid.”\n")
    store.export(tmp_path / "copy")
    assert "hill" not in everything(tmp_path / "copy")
    copy = Store.open(tmp_path / "copy")
    assert copy.audit().faults == []
    copy.close()


def test_id_of_the_original_does_not_go_out(store: Store, pseudonym: str, tmp_path: Path) -> None:
    """Whoever guesses the name could put it back into the text and compare the digest."""
    named = [d.id for d in store.documents() if d.name != "plain.txt"]
    quotations = [s.quotation.id for key, s in store.findings(Statement) if key in named]
    store.export(tmp_path / "copy")
    store.push(tmp_path / "mirror")
    for folder in (tmp_path / "copy", tmp_path / "mirror"):
        told = everything(folder)
        assert quotations
        assert not [key for key in (*named, *quotations) if key in told or key[2:] in told]


def test_one_name_is_proved_to_one_reader(store: Store, pseudonym: str) -> None:
    ((_, entry, items),) = proofs.verify(store.prove_name(pseudonym, "Adam Hill")).entries
    assert (entry["pseudonym"], items) == (pseudonym, (["withheld", "Adam Hill"],))
    with pytest.raises(UsageError, match="not withheld under that name"):
        store.prove_name(pseudonym, "Adam Stone")


def test_proof_that_would_show_the_name_is_refused(store: Store, pseudonym: str) -> None:
    key = next(d.id for d in store.documents() if d.name == "news.txt")
    with pytest.raises(UsageError, match="--in-clear"):
        store.prove(key)
    assert proofs.verify(store.prove(key, in_clear=True))
    plain = next(d.id for d in store.documents() if d.name == "plain.txt")
    assert proofs.verify(store.prove(plain))


def test_reason_may_not_name_the_person(store: Store) -> None:
    with pytest.raises(UsageError, match="reason names the person"):
        store.withhold(NAMES, "Hill is in danger")
    assert not (store.folder / "keys" / "withheld.json").exists()


def test_names_are_closed_away(store: Store, pseudonym: str) -> None:
    path = store.folder / "keys" / "withheld.json"
    assert b"Hill" not in bytes.fromhex(path.read_text().strip())
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("00" * 60)
    with pytest.raises(UsageError, match="cannot be opened"):
        store.push(store.folder / "mirror")


def test_nothing_goes_out_where_the_names_are_lost(store: Store, pseudonym: str, tmp_path: Path) -> None:
    (store.folder / "keys" / "withheld.json").unlink()
    with pytest.raises(RecordDamaged, match=f"lost the names of {pseudonym}"):
        store.export(tmp_path / "copy")
    with pytest.raises(RecordDamaged, match="lost the names"):
        store.push(tmp_path / "mirror")
    assert not (tmp_path / "copy").exists()


def test_names_under_a_passphrase_go_out_with_it_alone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.withhold(NAMES, "in danger", passphrase="a long one")
    with pytest.raises(UsageError, match="closed by a passphrase"):
        store.export(tmp_path / "copy")
    monkeypatch.setenv("LOQUITUR_PASSPHRASE", "a wrong one")
    with pytest.raises(UsageError, match="cannot be opened"):
        store.export(tmp_path / "copy")
    monkeypatch.setenv("LOQUITUR_PASSPHRASE", "a long one")
    store.export(tmp_path / "copy")
    assert "hill" not in everything(tmp_path / "copy")


def test_salt_taken_away_without_a_withholding_is_a_fault(tmp_path: Path) -> None:
    store = made(tmp_path / "x.record")
    store._base.execute("UPDATE log_entries SET salt = NULL WHERE position = 2")
    assert [(f.position, f.what) for f in store.audit().faults] == [
        (2, "its salt is missing, and no entry withholds a name")
    ]
    store.close()


def test_second_person_is_withheld_beside_the_first(store: Store, pseudonym: str, tmp_path: Path) -> None:
    other = store.withhold(["E. Marsh"], "asked for it")
    store.export(tmp_path / "copy")
    told = everything(tmp_path / "copy")
    assert "hill" not in told
    assert "marsh" not in told
    assert pseudonym != other
    with pytest.raises(UsageError, match="withheld already"):
        store.withhold(["Hill"], "again")


def test_sweep_finds_what_should_not_go_out(store: Store, pseudonym: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as one:
        one.writestr("word/document.xml", "<w:t>Adam H</w:t><w:t>ill</w:t>")
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE t (a)")
    for name, data in (
        ("a.txt", b"Adam Hill"),
        ("b.docx", package.getvalue()),
        ("c.txt", "Hill".encode("utf-16")),
        ("hill.bin", b""),
        ("d.json", b'"H\\u0069ll"'),
    ):
        out.mkdir()
        (out / name).write_bytes(data)
        with pytest.raises(UsageError, match="nothing went out"):
            sweeping.check(store.veil(), out)
        (out / name).unlink()
        out.rmdir()
    base.close()


def test_leaves_of_withheld_names_are_salted(store: Store, pseudonym: str) -> None:
    entry = log.entry(store._base, log.size(store._base) - 1)
    assert entry
    bare = merkle.leaf_hash(b'["withheld","Adam Hill"]')
    assert bare not in [entry.leaves[i : i + 32] for i in range(0, len(entry.leaves), 32)]
