"""What readers send: drafts and files, good and hostile."""

import io
import re
import time
import zipfile
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

Token = Callable[[TestClient], str]
DRAFT = (
    "As Burke said: “I impeach him in the name of the people of India, whose rights, and liberties he has subverted, "
    "whose properties he has destroyed, whose country he has laid waste and desolate.”\n"
)


def ended(client: TestClient, where: str) -> str:
    """The page of a job when it is done."""
    for _ in range(400):
        shown = client.get(where).text
        if 'role="status"' not in shown:
            return shown
        time.sleep(0.05)
    raise AssertionError("the job never ended")


def test_a_pasted_draft_is_checked(desk: TestClient, token: Token) -> None:
    sent = desk.post("/check", files={"token": (None, token(desk)), "text": (None, DRAFT)})
    shown = ended(desk, sent.url.path)
    assert 'class="seal altered"' in shown
    assert re.search(r"<del>laws,?</del>", shown)
    told = desk.get(f"{sent.url.path}.json").json()["lines"]
    assert [line["verdict"] for line in told if line["kind"] == "verdict"] == ["altered"]
    report = desk.get(f"{sent.url.path}/report.html")
    assert report.headers["content-disposition"].startswith("attachment")
    assert "<del>laws,</del>" in report.text
    assert "pasted" not in desk.get("/documents").text


def test_a_dropped_draft_is_read_by_its_kind(desk: TestClient, token: Token) -> None:
    sent = desk.post("/check", data={"token": token(desk)}, files={"file": ("../../<b>draft.md", DRAFT.encode())})
    shown = ended(desk, sent.url.path)
    assert "Check of &lt;b&gt;draft.md" in shown
    assert 'class="seal altered"' in shown


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.txt", b"", "empty"),
        ("half.txt", "żółć".encode()[:-1] + b"\xff\xfe\x00abc", ""),
        ("bomb.docx", b"PK\x03\x04 no zip", "docx"),
        ("page.pdf", b"%PDF-1.7 nothing", "page.pdf"),
    ],
)
def test_a_draft_that_cannot_be_read_says_why(
    desk: TestClient, token: Token, name: str, data: bytes, told: str
) -> None:
    answer = desk.post("/check", data={"token": token(desk)}, files={"file": (name, data)})
    assert answer.status_code in (200, 400)
    assert told in answer.text
    assert "Traceback" not in answer.text


def test_a_zip_bomb_is_refused(desk: TestClient, token: Token) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * 300_000_000)
    answer = desk.post("/check", data={"token": token(desk)}, files={"file": ("bomb.docx", packed.getvalue())})
    assert answer.status_code == 400
    assert "bomb.docx" in answer.text


def test_files_are_added_and_errors_told_by_file(desk: TestClient, token: Token) -> None:
    good = b"Mary Penn said: \xe2\x80\x9cNobody has read these papers yet.\xe2\x80\x9d\n"
    table = b"filename,author,said\nletter.txt,Ann Lee,1801-02-03\n"
    files = [("letter.txt", good), ("../evil/<i>empty.txt", b""), ("metadata.csv", table)]
    sent = desk.post("/add", data={"token": token(desk)}, files=[("files", f) for f in files])
    shown = ended(desk, sent.url.path)
    assert "added: " in shown
    assert "&lt;i&gt;empty.txt: it is empty" in shown
    listed = desk.get("/documents.json").json()["lines"]
    assert any(line["name"] == "letter.txt" and line["said"] == "1801-02-03" for line in listed)
    assert "<mark>papers</mark> yet" in desk.get("/search", params={"q": "nobody papers"}).text
    told = desk.get(f"{sent.url.path}.json").json()["lines"]
    assert [line["outcome"] for line in told if line["kind"] == "added"] == ["added", "unreadable"]


def test_a_date_that_is_none_adds_nothing(desk: TestClient, token: Token) -> None:
    before = desk.get("/documents.json").json()
    sent = desk.post("/add", data={"token": token(desk), "said": "yesterday"}, files={"files": ("a.txt", b"words")})
    assert sent.status_code == 400
    assert "is no date" in sent.text
    assert desk.get("/documents.json").json() == before


def test_a_form_cut_in_the_middle_changes_nothing(desk: TestClient, token: Token) -> None:
    before = desk.get("/documents.json").json()
    cut = b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n' + token(desk).encode()[:20]
    for where in ("/add", "/check"):
        answer = desk.post(where, content=cut, headers={"content-type": "multipart/form-data; boundary=x"})
        assert answer.status_code in (400, 403)
    assert desk.get("/documents.json").json() == before


def test_a_forged_form_changes_nothing(desk: TestClient, token: Token) -> None:
    token(desk)
    before = desk.get("/documents.json").json()
    for where in ("/add", "/check"):
        answer = desk.post(where, data={"token": "0" * 64}, files={"files": ("a.txt", b"words of somebody")})
        assert answer.status_code == 403
        assert "open it again" in answer.text
    assert desk.get("/documents.json").json() == before


def test_nobody_sees_a_check_by_guessing(desk: TestClient) -> None:
    for where in ("/check/1", "/check/1.json", "/check/1/report.html", "/add/1", "/check/../add"):
        assert desk.get(where).status_code in (200, 404)
    assert desk.get("/check/AAAAAAAAAAAAAAAAAAAAAA").status_code == 404
