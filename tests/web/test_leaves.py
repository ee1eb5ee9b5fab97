"""The pages of a PDF beside their pictures."""

import io
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from loquitur.reading.leaf import Undrawn, draw
from loquitur.record import Record
from loquitur.web.app import room
from tests.web.addresses import scan


@pytest.fixture
def papers(tmp_path: Path) -> TestClient:
    with Record.create(tmp_path / "scans.record") as record:
        assert record.take("scan.pdf", scan(), {"title": "The bridge"}).outcome == "added"
        record.take("letter.txt", b'Ann Lee said: "Nobody has read these papers yet."\n', {})
    return TestClient(room(tmp_path / "scans.record", checking=False), base_url="http://localhost")


def of(papers: TestClient, name: str) -> str:
    lines = papers.get("/documents.json").json()["lines"]
    return next(f"/documents/{line['id']}" for line in lines if line["name"] == name)


def test_a_page_stands_beside_its_picture(papers: TestClient) -> None:
    where = of(papers, "scan.pdf")
    assert f'href="{where}/pages/2"' in papers.get(where).text
    page = papers.get(f"{where}/pages/2").text
    assert f'src="{where}/pages/2/picture"' in page
    assert "Nobody has seen the bill" in page
    assert "mended in the spring" not in page
    picture = papers.get(f"{where}/pages/2/picture")
    assert picture.headers["content-type"] == "image/jpeg"
    with Image.open(io.BytesIO(picture.content)) as drawn:
        assert drawn.width == 1100
        assert drawn.convert("L").getextrema()[0] < 100, "there is ink on the page"


def test_the_twin_of_a_page_tells_its_range_of_the_text(papers: TestClient) -> None:
    where = of(papers, "scan.pdf")
    text = papers.get(f"{where}.json").json()["lines"][0]["text"]
    page, *quoted = papers.get(f"{where}/pages/2.json").json()["lines"]
    assert (page["kind"], page["page"], page["picture"]) == ("page", "2", f"{where}/pages/2/picture")
    assert text[page["start"] : page["end"]] == page["text"]
    assert [q["speaker"] for q in quoted] == ["Paul Green"]


@pytest.mark.parametrize("page", ["0", "3", "-1", "x", "1e9", "../1", "%00"])
def test_a_page_that_is_not_there_is_said_to_be(papers: TestClient, page: str) -> None:
    assert papers.get(f"{of(papers, 'scan.pdf')}/pages/{page}").status_code == 404
    assert papers.get(f"{of(papers, 'scan.pdf')}/pages/{page}/picture").status_code == 404
    assert papers.get(f"{of(papers, 'letter.txt')}/pages/1").status_code == 404


def test_a_page_that_cannot_be_drawn_says_so_in_its_place(papers: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loquitur.web.leaves.draw", lambda data, number, wide: draw(data[:200], number, wide))
    where = of(papers, "scan.pdf")
    picture = papers.get(f"{where}/pages/1/picture")
    assert (picture.status_code, picture.headers["content-type"]) == (404, "image/svg+xml")
    assert "no picture of this page" in picture.text
    assert papers.get(f"{where}/pages/1").status_code == 200


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4", b"\x00" * 1000, scan()[:300]], ids=["empty", "head", "noughts", "cut"]
)
def test_what_is_no_pdf_is_not_drawn(data: bytes) -> None:
    with pytest.raises(Undrawn):
        draw(data, 1, 200)


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loquitur.reading.leaf._SECONDS", 0.01)
    with pytest.raises(Undrawn, match="takes longer"):
        draw(scan(), 1, 200)
