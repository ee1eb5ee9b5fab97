"""A reader's word: it is in the next answer, it can be taken back, and hostile words change nothing."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from loquitur.record import Record

Token = Callable[[TestClient], str]
WORDS = "I impeach him in the name of all the Commons of Great Britain, whose national character he has dishonored."


def quotation(client: TestClient) -> str:
    """The address of what the news gives to Charles Fox."""
    for line in client.get("/documents.json").json()["lines"]:
        for told in client.get(f"/documents/{line['id']}.json").json()["lines"]:
            if told["kind"] == "quotation" and told["speaker"] == "Charles Fox":
                return f"/quotations/{told['id']}"
    raise AssertionError("nobody gives anything to Charles Fox")


def said(client: TestClient, who: str) -> bool:
    """Whether the answer gives the words to somebody."""
    lines = client.get("/ask.json", params={"q": f"What did {who} say?"}).json()["lines"]
    told = [s for line in lines if line["kind"] == "answer" and who in line["who"] for s in line["statements"]]
    return any("national character" in p["text"] for s in told for p in s["passages"])


def test_a_correction_is_in_the_next_answer_and_can_be_taken_back(desk: TestClient, token: Token) -> None:
    where = quotation(desk)
    assert said(desk, "Charles Fox")
    form = {
        "token": token(desk),
        "act": "correct",
        "speaker": "Mary Penn",
        "by": "Ann Lee",
        "reason": "her own <i>words</i>",
    }
    shown = desk.post(where, data=form)
    assert shown.status_code == 200
    assert "A reader's word stands here" in shown.text.replace("&#39;", "'")
    assert "her own &lt;i&gt;words&lt;/i&gt;" in shown.text
    assert 'value="Ann Lee"' in shown.text
    assert said(desk, "Mary Penn")
    assert not said(desk, "Charles Fox")
    deed = re.search(r'name="deed" value="(\d+)"', shown.text)
    assert deed
    back = desk.post("/undo", data={"token": form["token"], "deed": deed[1], "back": where})
    assert back.url.path == where
    assert said(desk, "Charles Fox")


def test_review_shows_the_least_certain_first_and_goes_on(desk: TestClient, token: Token) -> None:
    lines = desk.get("/review.json").json()["lines"]
    doubts = [line for line in lines if line["kind"] == "doubt"]
    assert [d["certainty"] for d in doubts] == sorted(d["certainty"] for d in doubts)
    shown = desk.get("/review").text
    number = re.search(r'name="number" value="(\d+)"', shown)
    assert number
    assert int(number[1]) == doubts[0]["number"]
    after = desk.post("/review", data={"token": token(desk), "act": "confirm", "number": number[1]})
    assert f'name="number" value="{doubts[1]["number"]}"' in after.text
    again = desk.post("/review", data={"token": token(desk), "act": "reject", "number": number[1]})
    assert (again.status_code, "in another window; nothing was changed" in again.text) == (400, True)
    assert "confirmed" in after.text
    undone = desk.post(
        "/undo", data={"token": token(desk), "deed": re.findall(r'name="deed" value="([^"]+)"', after.text)[0]}
    )
    assert "Taken back: confirmed a statement in" in undone.text
    assert "<td>confirmed" not in undone.text
    assert "Taken back" not in desk.get("/review").text


def test_what_is_rejected_is_not_shown(desk: TestClient, token: Token) -> None:
    where = quotation(desk)
    desk.post(where, data={"token": token(desk), "act": "reject"})
    assert desk.get(where).status_code == 404
    assert not said(desk, "Charles Fox")


def test_names_are_joined_and_parted(desk: TestClient, token: Token) -> None:
    people = {p["name"]: p["id"] for p in desk.get("/people.json").json()["lines"]}
    joined = desk.post(
        f"/people/{people['Josiah Pell']}", data={"token": token(desk), "act": "merge", "name": "Clavering"}
    )
    assert "<br>" in joined.text
    names = desk.get(f"{joined.url.path}.json").json()["lines"][0]["aliases"]
    assert {"Josiah Pell", "Clavering"} <= set(names)
    parted = desk.post(joined.url.path, data={"token": token(desk), "act": "split", "name": "Clavering"})
    assert desk.get(f"{parted.url.path}.json").json()["lines"][0]["aliases"] == ["Clavering"]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"act": "burn"},
        {"act": "correct"},
        {"act": "correct", "said": "yesterday"},
        {"act": "correct", "speaker": "x" * 400},
        {"act": "correct", "speaker": "Fox", "token": "0" * 64},
    ],
)
def test_a_word_that_makes_no_sense_changes_nothing(desk: TestClient, token: Token, form: dict[str, str]) -> None:
    where = quotation(desk)
    before = desk.get(f"{where}.json").json()
    answer = desk.post(where, data={"token": token(desk)} | form)
    assert answer.status_code in (400, 403)
    assert desk.get(f"{where}.json").json() == before


def test_undo_leads_nowhere_else(desk: TestClient, token: Token) -> None:
    where = quotation(desk)
    shown = desk.post(where, data={"token": token(desk), "act": "confirm"}).text
    deed = re.findall(r'name="deed" value="(\d+)"', shown)[0]
    answer = desk.post(
        "/undo", data={"token": token(desk), "deed": deed, "back": "//evil.example/"}, follow_redirects=False
    )
    assert answer.headers["location"] == "/review"
    assert desk.post("/undo", data={"token": token(desk), "deed": "1 OR 1"}).status_code == 400


def test_a_locked_record_says_who_writes(desk: TestClient, token: Token, kept: Path) -> None:

    with Record.open(kept, write=True):
        answer = desk.post(quotation(desk), data={"token": token(desk), "act": "confirm"})
    assert answer.status_code == 503
    assert "is being written to" in answer.text
