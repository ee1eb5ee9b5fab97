"""The log in the room: where it stands, each entry, proofs to keep; and what they never show."""

import html
import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from loquitur.proving import proved_by
from loquitur.record import Record
from loquitur.store.log.authorities import parse
from loquitur.store.log.witness import Witness
from loquitur.store.store import Store
from loquitur.web import serve as serving
from loquitur.web.app import room
from loquitur.web.serve import Opening
from loquitur.web.site import write
from tests.store.authority import clerk
from tests.web.test_pages import document, quotation


def lines(page: TestClient, where: str) -> list[dict[str, object]]:
    return list(page.get(where).json()["lines"])


def test_log_says_where_it_stands_and_what_it_does_not_show(page: TestClient, packaged: Path) -> None:
    with Record.open(packaged) as record:
        told = record.state()
    text = html.unescape(page.get("/log").text)
    for shown in (told.root, told.key, told.checkpoint, "What it does not show", "nor that everything was put in"):
        assert shown in text
    log, *entries = lines(page, "/log.json")
    assert (log["kind"], log["size"], log["root"]) == ("log", told.size, told.root)
    assert [e["position"] for e in entries] == list(range(told.size))[::-1]


def test_every_page_leads_to_the_log(page: TestClient) -> None:
    for where in ("/", "/documents", "/people", "/nowhere"):
        assert 'href="/log"' in page.get(where).text


def test_statement_and_document_lead_to_their_entry_and_proof(page: TestClient) -> None:
    doc, key = document(page, "memoir.txt"), quotation(page, "whose rights, and liberties")
    (of_doc,) = re.findall(r'href="(/log/\d+)"', page.get(f"/documents/{doc}").text)
    (of_words,) = re.findall(r'href="(/log/\d+)"', page.get(f"/quotations/{key}").text)
    assert of_doc == of_words
    assert f'href="/proofs/{key}"' in page.get(f"/quotations/{key}").text
    told = lines(page, f"{of_doc}.json")
    assert (told[0]["kind"], told[0]["doc"], told[1]["kind"]) == ("entry", doc, "proof")


@pytest.mark.parametrize("kind", ["entry", "statement"])
def test_proof_is_kept_as_a_file_that_holds(page: TestClient, kind: str) -> None:
    where = "/log/1" if kind == "entry" else f"/proofs/{quotation(page, 'whose rights, and liberties')}"
    answer = page.get(f"{where}.proof")
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    shown = proved_by(answer.content)
    assert shown.entries[0][2]
    found = re.search(r'<pre id="proof">(.*?)</pre>', page.get(where).text, re.S)
    assert found
    assert html.unescape(found[1]) == answer.text


def test_statement_of_a_user_has_an_entry_of_its_own(desk: TestClient, kept: Path) -> None:
    key = quotation(desk, "whose rights, and liberties")
    doc = document(desk, "memoir.txt")
    with Record.open(kept, write=True) as record:
        size, quoted = record.state().size, record.quotation(key)
        assert quoted
        record._store.correct(doc, quoted.statement, "speaker", "Mary Penn", "A. Clerk")
    shown = proved_by(desk.get(f"/proofs/{key}.proof").content)
    assert [position for position, _, _ in shown.entries][-1] == size
    assert f'href="/log/{size}"' in desk.get(f"/quotations/{key}").text


@pytest.mark.parametrize(
    "where", ["/log/99", "/log/x", "/log/-1", "/log/1e1", "/log/²", "/log/99.proof", "/proofs/abcdefgh"]
)
def test_address_of_no_entry_is_told(page: TestClient, where: str) -> None:
    answer = page.get(where)
    assert answer.status_code == 404
    assert "The log has no entry" in answer.text


def test_earlier_entries_are_reached(desk: TestClient, kept: Path) -> None:
    with Record.open(kept, write=True) as record:
        for number in range(60):
            record.take(f"{number}.txt", f"Page {number} of the register.\n".encode(), {})
    text = desk.get("/log").text
    (earlier,) = re.findall(r'href="(/log\?before=\d+)"', text)
    assert 'href="/log/0"' not in text
    assert 'href="/log/0"' in desk.get(html.unescape(earlier)).text


def test_witnesses_and_time_stamps_are_told(desk: TestClient, kept: Path, tmp_path: Path) -> None:
    assert "no witnesses" in desk.get("/log").text
    assert "no time stamps" in desk.get("/log").text
    authority, witness = clerk(tmp_path / "authority"), Witness(tmp_path / "witness", "archive.example")
    store = Store.open(kept, write=True)
    store.name_authority(parse(authority.certificates.read_bytes()))
    store.ask_for(1, [witness.key])
    assert 'archive.example <span class="dim">has not seen' in desk.get("/log").text
    store.take(witness.add(kept, now=1_700_000_000))
    store.take_stamp(authority.answer(store.ask_stamp()))
    store.close()
    text = desk.get("/log").text
    assert 'archive.example saw this checkpoint on <span class="when">2023-11-14' in text
    assert "Time stamp: CN=Clerk saw the first" in text


# ---- names that are withheld ----


@pytest.fixture
def veiled(kept: Path) -> Path:
    """A record in which the name of a speaker is withheld."""
    with Record.open(kept, write=True) as record:
        record.withhold("Edmund Burke", "an example", also=["Burke"])
    return kept


def holds(data: bytes | str) -> bool:
    return "burke" in (data if isinstance(data, str) else data.decode()).lower()


def test_no_proof_shows_a_withheld_name(veiled: Path) -> None:
    with TestClient(room(veiled, checking=False), base_url="http://localhost") as page, Record.open(veiled) as record:
        size = record.state().size
        shown = []
        for position in range(size):
            answer = page.get(f"/log/{position}.proof")
            assert answer.status_code == 200
            assert not holds(answer.text)
            shown += [bool(items) for _, _, items in proved_by(answer.content).entries]
        assert set(shown) == {True, False}
        key = quotation(page, "whose rights, and liberties")
        answer = page.get(f"/proofs/{key}")
        assert "would show a withheld name" in html.unescape(answer.text)
        assert page.get(f"/proofs/{key}.proof").status_code == 404


def test_site_has_the_log_and_no_withheld_name(veiled: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(veiled, site, lambda done, of: None)
    assert (site / "log.html").is_file()
    names = [p for p in site.rglob("*") if p.is_file() and p.suffix in (".html", ".proof", ".js")]
    assert [p.name for p in names if holds(p.read_text(encoding="utf-8")) or holds(p.name)] == []
    for proof in site.rglob("*.proof"):
        assert proved_by(proof.read_bytes())
    with Record.open(veiled) as record:
        assert len(list((site / "log").glob("*.html"))) == record.state().size
    assert any("is withheld in this copy" in p.read_text(encoding="utf-8") for p in (site / "proofs").glob("*.html"))


def test_room_for_others_says_that_it_shows_the_record_as_it_was(
    veiled: Path, packaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    shown: list[Path] = []
    monkeypatch.setattr(serving, "_open", lambda path, *_: shown.append(path))
    for path in (veiled, packaged):
        serving.serve(path, Opening(address="192.0.2.1", password="one of ours"), said.append)
    assert shown[0] != veiled
    assert shown[1] == packaged
    assert sum("others see a copy, as the record is now" in s for s in said) == 1


def test_site_shows_the_same_proofs_as_the_room(page: TestClient, packaged: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(packaged, site, lambda done, of: None)
    for proof in site.rglob("*.proof"):
        where = proof.relative_to(site).as_posix()
        assert page.get(f"/{where}").content == proof.read_bytes()
    assert json.loads((site / "log" / "1.proof").read_bytes())["kind"] == "proof"
