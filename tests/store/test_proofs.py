"""Proofs that stand alone, checked by Loquitur and by the one file that goes with them."""

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.errors import UsageError
from loquitur.model import Statement
from loquitur.store.log import canonical, checkpoints, proofs, signing, verify
from loquitur.store.store import Store
from tests.store.papers import PAPERS, made, put


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = made(tmp_path_factory.mktemp("proofs") / "x.record")
    store.close()
    return store.folder


@pytest.fixture
def proof(folder: Path) -> bytes:
    store = Store.open(folder)
    key, statement = store.findings(Statement)[0]
    found = store.prove(statement.quotation.id)
    store.close()
    assert key in found.decode()
    return found


def run(*arguments: str | Path) -> tuple[int, str]:
    """How the file that goes with copies ends, in a Python without Loquitur."""
    command = [sys.executable, "-I", verify.__file__, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_statement_is_proved_with_its_words_and_its_document(proof: bytes) -> None:
    ((position, entry, items),) = proofs.verify(proof).entries
    assert (position, entry["kind"]) == (2, "document")
    assert [i[0] for i in items] == ["document", "reading", "text", "finding"]
    assert "Nothing was ever paid" in items[2][2]
    assert json.loads(items[3][7])["quotation"]["mode"] == "direct"


def test_proof_shows_nothing_else(proof: bytes) -> None:
    told = proof.decode()
    assert "vault" not in told
    assert "Gazette" not in told


def test_corrected_statement_is_proved_by_both_entries(tmp_path: Path) -> None:
    store = made(tmp_path / "x.record")
    _, statement = store.findings(Statement)[0]
    store.correct(store.findings(Statement)[0][0], statement, "speaker", "E. Marsh", "A. Clerk")
    store.sign()
    told = proofs.verify(store.prove(statement.quotation.id))
    assert [e["kind"] for _, e, _ in told.entries] == ["document", "finding"]
    assert "E. Marsh" in told.entries[1][2][0]
    store.close()


def test_document_is_proved_with_its_text(folder: Path) -> None:
    store = Store.open(folder)
    for held in store.documents():
        ((_, _, items),) = proofs.verify(store.prove(held.id[:12])).entries
        assert items[0][1:3] == [held.id, held.name]
        assert "".join(i[2] for i in items if i[0] == "text") == PAPERS[held.name]
    store.close()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda p: p + b" ", "canonical form"),
        (lambda p: p + b"x", "bytes behind its end"),
        (lambda p: p[:-1], "it was cut"),
        (lambda p: p.replace(b"Nothing was ever paid", b"Nothing was never paid"), "item .* is not what entry 2 sealed"),
        (lambda p: p.replace(b'"position":2', b'"position":3'), "entry 3 is not in the log"),
        (lambda p: p.replace(b'\\"document\\"', b'\\"reading\\"', 1), "is not in the log|is not what"),
        (lambda p: p.replace(b'"kind":"proof"', b'"kind":"prooof"'), "no proof"),
        (lambda p: p.replace(b'"entries":[{', b'"entries":[],"entriez":[{'), "shows nothing"),
        (lambda p: p.replace(b'"v":1}', b'"v":2}'), "later version"),
        (lambda p: canonical.dump({k: v for k, v in canonical.load(p).items() if k != "key"}), "lacks a part"),
        (lambda p: p.replace(b"\\n4\\n", b"\\n3\\n"), "did not sign it"),
    ],
)  # fmt: skip
def test_tampered_proof_is_refused(proof: bytes, change: object, why: str, tmp_path: Path) -> None:
    bad = change(proof)  # type: ignore[operator]
    assert bad != proof
    with pytest.raises(ValueError, match=why):
        proofs.verify(bad)
    (tmp_path / "bad.proof").write_bytes(bad)
    code, told = run(tmp_path / "bad.proof")
    assert (code, "DOES NOT HOLD" in told) == (1, True), told


def test_proof_of_another_record_is_refused(proof: bytes) -> None:
    with pytest.raises(ValueError, match="of another record"):
        proofs.verify(proof, "loquitur/another")


def test_proof_signed_by_another_key_is_refused(proof: bytes) -> None:
    told = canonical.load(proof)
    name = told["key"].partition("+")[0]
    told["key"] = str(checkpoints.Key(name, 1, signing.public(bytes(32))))
    with pytest.raises(ValueError, match="did not sign it"):
        proofs.verify(canonical.dump(told))


def test_proof_of_what_is_not_there_or_not_signed_is_refused(tmp_path: Path) -> None:
    store = made(tmp_path / "x.record")
    with pytest.raises(UsageError, match="no document and no quotation"):
        store.prove("0123456789")
    with pytest.raises(UsageError, match="first eight"):
        store.prove("012")
    with pytest.raises(UsageError, match="not signed yet"):
        store.prove(store.documents()[0].id)
    store.sign()
    late = put(store, "late.txt", "Late.\n")
    with pytest.raises(UsageError, match="is not signed yet"):
        store.prove(late)
    store.close()


# ---- the file that goes with copies ----


def test_file_accepts_a_proof_and_a_copy(proof: bytes, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "good.proof").write_bytes(proof)
    code, told = run(tmp_path / "good.proof")
    assert (code, "all of it holds" in told, "Nothing was ever paid" in told) == (0, True, True)
    store = Store.open(folder)
    store.export(tmp_path / "copy")
    store.close()
    assert (tmp_path / "copy" / "verify.py").read_bytes() == Path(verify.__file__).read_bytes()
    assert run(tmp_path / "copy")[0] == 0


def test_file_needs_the_key_that_it_is_given(folder: Path) -> None:
    key = Store.open(folder)
    told = key.state().key
    key.close()
    assert run(folder, "--key", told)[0] == 0
    other = str(checkpoints.Key(told.partition("+")[0], 1, signing.public(bytes(32))))
    assert run(folder, "--key", other) == (
        1,
        f"DOES NOT HOLD: the checkpoint is not signed by the key {other}\nfaults: 1\n",
    )


@pytest.mark.parametrize(
    ("name", "change", "why"),
    [
        ("log/tile/entries/000.p/4", lambda b: b[:-2], "missing or cut"),
        ("log/tile/entries/000.p/4", lambda b: b.replace(b'"v":1', b'"v":3', 1), "later version"),
        ("log/tile/entries/000.p/4", lambda b: b.replace(b'"items":0', b'"items":1', 1), "do not come to the root"),
        ("log/checkpoint", lambda b: b.replace(b"\n4\n", b"\n3\n"), "missing or cut|not signed"),
        ("objects", lambda b: b + b"x", "were changed"),
    ],
)
def test_file_names_what_was_changed(folder: Path, tmp_path: Path, name: str, change: object, why: str) -> None:
    store = Store.open(folder)
    store.export(tmp_path / "copy")
    store.close()
    path = tmp_path / "copy" / name
    if path.is_dir():
        path = next(p for p in sorted(path.rglob("*")) if p.is_file())
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    code, told = run(tmp_path / "copy")
    assert code == 1
    assert any(w in told for w in why.split("|")), told


def test_file_says_where_there_is_nothing_to_check(tmp_path: Path) -> None:
    code, told = run(tmp_path)
    assert (code, "nothing was checked" in told) == (2, True)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_signatures_agree_with_another_library(seed: bytes, message: bytes) -> None:
    key, signature = signing.public(seed), signing.sign(seed, message)
    assert verify.signed(key, message, signature)
    assert not verify.signed(key, message + b"x", signature)
    assert not verify.signed(key, message, signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not verify.signed(key, message, signature[:63])


@given(st.data())
def test_any_changed_byte_is_refused(folder: Path, data: st.DataObject) -> None:
    store = Store.open(folder)
    good = store.prove(store.documents()[0].id)
    store.close()
    at = data.draw(st.integers(0, len(good) - 1))
    bad = good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :]
    with pytest.raises(ValueError):  # noqa: PT011 - each byte has its own reason
        proofs.verify(bad)
    with contextlib.redirect_stdout(io.StringIO()), pytest.raises((verify.Fault, ValueError, KeyError, TypeError)):
        verify.check_proof(bad, None)
