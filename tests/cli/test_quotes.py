"""`loquitur quotes`: readable, explained, and as a page."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from loquitur.cli import run

PAPER = """The Canal

Jane Pell wrote: “Harcourt told me, ‘I never signed the paper, and nobody asked me to sign.’” It was late.

“Bread and water!” That was the slogan of the weavers of Orne in 1911, and of the dockers of Hull in 1920.

It is not true, as Harcourt claims, that nobody warned the shareholders of the company.

Harcourt said: “<b>The canal</b> & the \x07 river.”
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["quotes", *arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_quotes_tell_the_words_who_by_what_cue_and_through_whom(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, str(paper))
    assert "“I never signed the paper, and nobody asked me to sign.”" in out
    assert "cue: “told”" in out
    assert "through: Harcourt said → Jane Pell reported" in out
    assert "the page denies it" in out
    assert "also the dockers of Hull (1920)" in out


def test_explain_prints_what_decided(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, str(paper), "--explain")
    assert "mention: “Jane Pell”" in out
    assert "the cue alone decided" in out


class Page(HTMLParser):
    """The tags of a page, and the words of its marked quotations."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_page_holds_everything_and_escapes_the_words(paper: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert run(["quotes", str(paper), "--html", str(target)]) == 0
    words = target.read_text(encoding="utf-8")
    page = Page()
    page.feed(words)
    assert "&lt;b&gt;The canal&lt;/b&gt; &amp; the � river." in words
    assert not [t for t, _ in page.tags if t in ("script", "img", "link", "iframe", "b")]
    assert not re.search(r"(?:src|href)=|https?:|@import|url\(", words)
    assert "default-src 'none'" in words


def test_page_marks_speakers_by_letter_and_line_not_by_colour_alone(paper: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    run(["quotes", str(paper), "--html", str(target)])
    words = target.read_text(encoding="utf-8")
    assert re.search(r'<span class="q A"[^>]*><sup>A</sup>', words)
    assert len(set(re.findall(r"underline (\w+)", words))) > 1
    text = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", words.split("</table>")[1])
    assert "Jane Pell wrote: “Harcourt told me" in text


def test_page_that_cannot_be_written_is_told(paper: Path, tmp_path: Path) -> None:
    assert run(["quotes", str(paper), "--html", str(tmp_path / "no" / "page.html")]) == 2


def test_unknown_language_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "seite.txt"
    path.write_text("Der Kanal, den der Müller gegraben hat, ist offen und bleibt es auch. " * 6, encoding="utf-8")
    assert run(["quotes", str(path)]) == 0
    assert "language is not known" in capsys.readouterr().err
