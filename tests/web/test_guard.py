"""What the room refuses, and what it forbids the browser."""

import re
from pathlib import Path

import lxml.html
import pytest
from starlette.testclient import TestClient

from loquitur.record import Record
from loquitur.web.access import Door
from loquitur.web.app import room
from loquitur.web.guard import Guard, Tokens, is_loopback

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "../../../../etc/passwd",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "'; DROP TABLE documents; --",
    "{{ 7 * 7 }}",
    "\x00\x1b[2J\u202e",
    "a" * 5000,
    "“" * 300,
    'NEAR("a" "b") OR * ^ -',
]


@pytest.mark.parametrize("where", ["/", "/nowhere", "/static/room.css", "/documents.json", "/people/none"])
def test_every_answer_carries_the_policy(page: TestClient, where: str) -> None:
    headers = page.get(where).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8750", "localhost.evil.example", "169.254.169.254", ""])
def test_a_foreign_name_is_refused(page: TestClient, host: str) -> None:
    assert page.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8750", "127.0.0.1:1", "[::1]:8750"])
def test_this_machine_is_answered(page: TestClient, host: str) -> None:
    assert page.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("where", ["/ask", "/search", "/people", "/documents"])
def test_hostile_questions_are_only_words(page: TestClient, where: str, words: str) -> None:
    asked = {"q": words, "letter": words, "from": words, "person": words, "since": words}
    answer = page.get(where, params=asked)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert ">49<" not in answer.text
    assert "\x1b" not in answer.text


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("kind", ["documents", "quotations", "people", "static"])
def test_hostile_addresses_are_not_here(page: TestClient, kind: str, words: str) -> None:
    answer = page.get(f"/{kind}/{words.replace(chr(0), '%00').replace(chr(27), '%1b')}")
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("kind", ["documents", "quotations", "people"])
def test_an_unknown_id_says_so(page: TestClient, kind: str) -> None:
    answer = page.get(f"/{kind}/{'0' * 64}")
    assert answer.status_code == 404
    assert "of this address" in answer.text
    told = page.get(f"/{kind}/{'0' * 64}.json")
    assert told.status_code == 404
    assert told.json()["kind"] == "error"


def test_a_documents_markup_stays_words(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    paper = tmp_path / "<b onload=x>.md"
    paper.write_text(
        f"---\ntitle: {evil}\nauthor: {evil}\n---\n\n“We shall {evil} go home,” said John {evil} Smith. "
        "“Nobody shall speak of this again,” said Mary Jones.\n"
    )
    with Record.create(tmp_path / "evil.record") as record:
        list(record.add([paper]))
    with TestClient(room(tmp_path / "evil.record", checking=False), base_url="http://localhost") as client:
        left, seen = ["/", "/search?q=shall"], set[str]()
        while left:
            where = left.pop()
            if where in seen or "/static/" in where:
                continue
            seen.add(where)
            shown = client.get(where)
            if "html" in shown.headers["content-type"]:
                parsed = lxml.html.fromstring(shown.text)
                assert not parsed.xpath("//img | //script[not(@src)] | //@*[starts-with(name(), 'on')]"), where
                assert all(s.get("src").startswith("/static/") for s in parsed.xpath("//script")), where
                left += re.findall(r'href="(/[^"#]*)', shown.text)
        assert any(w.startswith("/quotations/") for w in seen)


def test_nothing_is_changed_without_a_token(desk: TestClient) -> None:
    for where in ("/add", "/check", "/review"):
        answer = desk.post(where, data={"token": "0" * 64})
        assert answer.status_code in (403, 404, 405), where


def test_a_page_from_elsewhere_changes_nothing(desk: TestClient) -> None:
    assert desk.post("/check", headers={"sec-fetch-site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("where", ["/check", "/add", "/nowhere"])
def test_a_gigabyte_is_refused_unread(desk: TestClient, where: str) -> None:
    answer = desk.post(where, headers={"content-length": str(10**9)}, content=b"x")
    assert answer.status_code == 413
    assert "more than the room takes" in answer.text


def test_a_body_without_end_is_cut_off(desk: TestClient) -> None:
    parts = (b"x" * 100_000 for _ in range(40))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = desk.post("/undo", content=parts, headers=headers)
    assert answer.status_code == 413
    assert "more than the room takes" in answer.text


def test_a_length_that_is_none_is_refused(desk: TestClient) -> None:
    assert desk.post("/check", headers={"content-length": "-1"}, content=b"x").status_code == 413


def test_tokens_are_of_one_visit() -> None:
    tokens = Tokens()
    assert tokens.fits("a" * 32, tokens.of("a" * 32))
    assert not tokens.fits("b" * 32, tokens.of("a" * 32))
    assert not tokens.fits("", tokens.of(""))


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.4", False),
        ("example", False),
    ],
)
def test_loopback_is_known(address: str, here: bool) -> None:
    assert is_loopback(address) is here


def test_an_open_room_answers_to_its_number_but_not_to_foreign_names() -> None:
    guard = Guard(None, address="0.0.0.0")  # type: ignore[arg-type]
    assert guard._named("192.168.1.7:8750")
    assert not guard._named("evil.example")


@pytest.fixture
def door() -> tuple[Door, list[float]]:
    now = [1000.0]
    return Door("open sesame", clock=lambda: now[0]), now


def test_door_lets_in_who_knows_the_password(door: tuple[Door, list[float]]) -> None:
    one, now = door
    assert one.enter("wrong", "a") is None
    session = one.enter("open sesame", "a")
    assert session
    assert one.knows(session)
    assert not one.knows("else")
    now[0] += 13 * 3600
    assert not one.knows(session)


def test_door_waits_after_five_trials(door: tuple[Door, list[float]]) -> None:
    one, now = door
    for _ in range(5):
        assert one.waits("a") == 0
        one.enter("wrong", "a")
    assert 0 < one.waits("a") <= 61
    assert one.waits("b") == 0
    now[0] += 61
    assert one.waits("a") == 0


def test_a_room_with_a_door_shows_nothing_before(kept: Path) -> None:
    app = room(kept, address="10.0.0.4", door=Door("open sesame"), checking=False)
    with TestClient(app, base_url="http://10.0.0.4") as client:
        assert client.get("/documents.json").status_code == 401
        shown = client.get("/documents")
        assert shown.url.path == "/enter"
        assert "Hastings" not in shown.text
        token = re.search(r'name="token" value="(\w+)"', shown.text)
        assert token
        wrong = client.post("/enter", data={"token": token[1], "password": "guess"})
        assert wrong.status_code == 403
        inside = client.post("/enter", data={"token": token[1], "password": "open sesame"}, follow_redirects=False)
        assert inside.status_code == 303
        cookie = inside.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        assert "Hastings" in client.get("/documents").text
