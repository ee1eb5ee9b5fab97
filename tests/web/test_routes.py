"""Every kind of page there is: its twin, what its fields are called in the docs, and that it is the same when asked again."""

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from loquitur.record import Record
from loquitur.web.app import PAGES, room
from tests.web.addresses import every, scan

DOCS = Path(__file__).resolve().parents[2] / "docs"
KINDS = sorted([*PAGES, "/check", "/add"])


@pytest.fixture(scope="module")
def whole(packaged: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[str, str]]]:
    """A room with a page of every kind, and their addresses."""
    kept = Path(shutil.copytree(packaged, tmp_path_factory.mktemp("whole") / "examples.record"))
    with Record.open(kept, write=True) as record:
        assert record.take("scan.pdf", scan(), {"title": "The bridge"}).outcome == "added"
    with TestClient(room(kept, checking=False), base_url="http://localhost") as client:
        yield client, every(lambda where: list(client.get(where).json()["lines"]))


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_has_a_twin_of_documented_lines(whole: tuple[TestClient, dict[str, str]], kind: str) -> None:
    client, addresses = whole
    page = client.get(addresses[kind])
    assert page.status_code == 200
    assert re.search(r"<title>[^<]+</title>", page.text)
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|style=", page.text)
    twin = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', page.text)
    assert twin
    told = client.get(html.unescape(twin[1])).json()
    assert (told["kind"], told["v"]) == ("page", 1)
    assert html.unescape(re.findall(r"<title>(.*?)</title>", page.text)[0]).startswith(told["title"])
    documented = (DOCS / "reading-room.md").read_text(encoding="utf-8") + (DOCS / "reference.md").read_text("utf-8")
    assert {line["kind"] for line in told["lines"] if f"`{line['kind']}`" not in documented} == set()


@pytest.mark.parametrize("kind", KINDS)
def test_an_address_stays(whole: tuple[TestClient, dict[str, str]], kind: str) -> None:
    client, addresses = whole
    twin = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', client.get(addresses[kind]).text)
    assert twin
    first, again = (client.get(html.unescape(twin[1])).json() for _ in range(2))
    assert first == again


def test_the_twin_of_a_person_is_the_whole_profile(whole: tuple[TestClient, dict[str, str]]) -> None:
    client, addresses = whole
    lines = client.get(f"{addresses['/people/{id}']}.json").json()["lines"]
    kinds = {line["kind"] for line in lines}
    assert {"person", "name", "said", "leaning"} <= kinds
    assert all("documents" in line and "reason" in line for line in lines if line["kind"] == "name")
