"""What becomes of broken and odd documents: read with everything kept, or refused in one sentence."""

import os
import re
import sys
from pathlib import Path

import pytest

from loquitur.errors import UnreadableDocument
from loquitur.reading import load

ZOO = Path(__file__).parent


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("empty.txt", "it is empty"),
        ("only-blanks.txt", "it is empty"),
        ("zero-bytes.txt", "byte 6 is zero"),
        ("picture-named-text.txt", "a picture"),
        ("word-named-text.txt", "Word"),
        ("half-utf8.txt", "except for byte 58 (0xe9)"),
        ("cut-in-a-letter.txt", "except for byte 24 (0xc3)"),
        ("utf16-cut.txt", "utf-16-le breaks at byte 12"),
        ("no-visible-text.html", "no visible text"),
        ("not-a-pdf.pdf", "damaged"),
        ("missing.txt", "no such file"),
    ],
)
def test_zoo_is_refused_in_one_sentence(name: str, says: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        load(ZOO / name)
    message = str(refused.value)
    assert says in message
    assert message.startswith((ZOO / name).as_posix())
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("name", "encoding", "origin", "holds"),
    [
        ("utf8-with-bom.txt", "utf-8", "BOM", "A heading\n\nThe"),
        ("utf16-without-bom.txt", "utf-16-le", "detected", "«Нет»"),
        ("windows-1251.txt", "cp1251", "detected", "единогласно"),
        ("latin-1.txt", "cp1252", "detected", "député a déclaré"),
        ("windows-1252-marks.txt", "cp1252", "detected", "“nothing of the kind” — and that’s"),
        ("declares-wrong-charset.html", "utf-8", "valid UTF-8", "The café is open."),
        ("broken-bytes.html", "utf-8", "meta, 1 broken bytes shown as U+FFFD", "The café and the na\ufffdve."),
    ],
)
def test_zoo_is_decoded_and_says_how(name: str, encoding: str, origin: str, holds: str) -> None:
    doc, _ = load(ZOO / name)
    field = next(f for f in doc.metadata if f.name == "encoding")
    assert (field.value, field.origin) == (encoding, origin)
    assert holds in doc.text


def test_zoo_keeps_line_ends_as_they_are() -> None:
    doc, data = load(ZOO / "mixed-line-ends.txt")
    assert doc.text.encode() == data


def test_zoo_page_named_text_is_read_as_a_page() -> None:
    doc, _ = load(ZOO / "page-named-text.txt")
    assert doc.reader.startswith("html")
    assert doc.text == "The page has a paragraph of its own, named as text."


def test_zoo_page_never_closed_keeps_its_words() -> None:
    doc, _ = load(ZOO / "never-closed.html")
    assert re.findall(r"\w+", doc.text) == ["One", "bold", "both", "Two", "three", "four", "five"]


def test_zoo_front_matter_never_closed_is_text() -> None:
    doc, _ = load(ZOO / "front-matter-never-closed.md")
    assert "A paragraph." in [doc.text[b.span.start : b.span.end] for b in doc.blocks]
    assert doc.field("title") != "no end"


def test_zoo_only_frame_is_frame() -> None:
    doc, _ = load(ZOO / "only-frame.txt")
    assert {b.kind for b in doc.blocks} == {"frame"}


def test_zoo_size_is_refused_before_reading(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as out:
        out.truncate(200_000_000)
    with pytest.raises(UnreadableDocument, match=r"200 MB and the limit is 100 MB; raise the setting `max_megabytes`"):
        load(large)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_zoo_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableDocument, match="a device or a pipe"):
        load(tmp_path / "pipe.txt")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind here")
def test_zoo_file_without_permission_is_refused(tmp_path: Path) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text("A text.")
    closed.chmod(0)
    with pytest.raises(UnreadableDocument, match="may not be read"):
        load(closed)


def test_zoo_page_that_nests_deep_keeps_its_words() -> None:
    from loquitur.reading import read

    page = "<div>" * 5000 + "the innermost words" + "</div>" * 5000 + "<p>and those after</p>"
    assert read(page.encode(), "deep.html").text.split("\n\n") == ["the innermost words", "and those after"]
