"""The pages that read: each says what it is, has a JSON twin, and links lead on, down to the letters."""

import html
import re
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from loquitur.web.app import room

READING = ["/", "/ask", "/ask?q=Who+spoke+out+against+Hastings%3F", "/search?q=impeach", "/documents", "/people"]


def document(page: TestClient, ending: str) -> str:
    """The id of a document of the examples."""
    listed = page.get("/documents.json").json()["lines"]
    return str(next(line["id"] for line in listed if line["name"].endswith(ending)))


def quotation(page: TestClient, words: str) -> str:
    """The id of the quotation that holds these words."""
    for line in page.get("/documents.json").json()["lines"]:
        for told in page.get(f"/documents/{line['id']}.json").json()["lines"]:
            if told["kind"] == "quotation" and words in told["text"]:
                return str(told["id"])
    raise AssertionError(words)


@pytest.mark.parametrize("where", READING)
def test_page_has_a_title_a_twin_and_no_script_of_its_own(page: TestClient, where: str) -> None:
    answer = page.get(where)
    assert answer.status_code == 200
    assert re.search(r"<title>[^<]+</title>", answer.text)
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|style=", answer.text)
    twin = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', answer.text)
    assert twin
    told = page.get(html.unescape(twin[1])).json()
    assert told["kind"] == "page"
    assert told["v"] == 1
    assert told["title"]


def test_every_link_of_the_room_leads_somewhere(page: TestClient) -> None:
    left, seen = ["/"], set[str]()
    while left:
        where = left.pop()
        if where in seen:
            continue
        seen.add(where)
        answer = page.get(where)
        assert answer.status_code == 200, where
        if "html" in answer.headers["content-type"]:
            found = re.findall(r'(?:href|src)="([^"#]+)', answer.text)
            left += [html.unescape(f) for f in found]
    assert len(seen) > 40


def test_answer_leads_to_the_letters(page: TestClient) -> None:
    answer = page.get("/ask", params={"q": "Who spoke out against Hastings?"}).text
    assert "Edmund Burke" in answer
    assert "Claimed and denied" in answer
    link = re.search(r'href="(/documents/[0-9a-f]+\?at=(\d+)-(\d+))#here"', answer)
    assert link
    text = page.get(f"{link[1].partition('?')[0]}.json").json()["lines"][0]["text"]
    shown = page.get(html.unescape(link[1])).text
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", shown, re.S)
    told = html.unescape(re.sub(r"<a [^>]*>|</a>|<sup>.*?</sup>", "", "".join(marked)))
    assert told == text[int(link[2]) : int(link[3])]


def test_document_shows_its_whole_text(page: TestClient) -> None:
    key = document(page, "memoir.txt")
    text = page.get(f"/documents/{key}.json").json()["lines"][0]["text"]
    shown = page.get(f"/documents/{key}").text
    body = shown[shown.index('class="text"') : shown.index('class="about"')]
    bare = html.unescape(re.sub(r"<div class=.notes.*?</div>|<sup>.*?</sup>|<[^>]+>", "", body, flags=re.S))
    assert "".join(text.split()) in "".join(bare.split())


def test_frame_of_a_page_is_grey(page: TestClient) -> None:
    shown = page.get(f"/documents/{document(page, 'page.html')}").text
    assert re.search(r'class="row frame">\s*<p[^>]*>(?:<span[^>]*></span>)?This website uses cookies', shown)


def test_dossier_shows_what_is_gone(page: TestClient) -> None:
    shown = page.get(f"/quotations/{quotation(page, 'whose rights, and liberties')}").text
    assert 'class="seal altered"' in shown
    assert re.search(r"<del>laws,?</del>", shown)
    assert "left out without a mark" in shown
    assert "Where these words stand" in shown
    for manner in ("Chicago", "MLA", "APA", "BibTeX", "RIS", "CSL-JSON"):
        assert f"<dt>{manner}</dt>" in shown


def test_person_is_one_under_all_names(page: TestClient) -> None:
    listed = page.get("/people.json").json()["lines"]
    key = next(line["id"] for line in listed if line["name"] == "Edmund Burke")
    shown = page.get(f"/people/{key}").text
    assert "a shorter form of Edmund Burke" in shown
    assert "July 1797" in shown
    assert 'class="life"' in shown


def test_search_finds_phrases_and_names(page: TestClient) -> None:
    shown = page.get("/search", params={"q": '"high crimes"'}).text
    assert "<mark>high</mark> <mark>crimes</mark>" in shown
    assert "No passage" in page.get("/search", params={"q": '"crimes high"'}).text
    assert ">Edmund Burke</a>" in page.get("/search", params={"q": "burke"}).text


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"person": "Warren Hastings"}, 0),
        ({"person": "Burke"}, 1),
        ({"since": "1790"}, 0),
        ({"until": "1790"}, 1),
        ({"document": "impeachment"}, 1),
        ({"document": "memoir"}, 0),
        ({"since": "no date"}, 1),
    ],
)
def test_search_is_narrowed(page: TestClient, narrowed: dict[str, str], found: int) -> None:
    lines = page.get("/search.json", params={"q": '"crimes and misdemeanors"', **narrowed}).json()["lines"]
    assert sum(line["kind"] == "passage" for line in lines) == found


def test_search_is_narrowed_by_verdict(packaged: Path) -> None:
    app = room(packaged)
    with TestClient(app, base_url="http://localhost") as client:
        told: list[dict[str, str]] = []
        for _ in range(400):  # the checks run beside
            told = client.get("/search.json", params={"q": "impeach", "verdict": "altered"}).json()["lines"]
            if told:
                break
            time.sleep(0.05)
    found = [line["text"] for line in told if line["kind"] == "passage"]
    assert len(found) == 1
    assert "whose rights, and liberties" in found[0]
