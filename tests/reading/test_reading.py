"""Paths to documents."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from loquitur.errors import UnreadableDocument
from loquitur.reading import load, read, walk


def test_walk_gives_supported_files_of_folders_in_order(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "c.docx",
        "f.xyz",
        ".hidden.txt",
        "metadata.csv",
        "sub/d.HTML",
        "my.record/e.txt",
        ".git/f.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    assert [p.relative_to(tmp_path).as_posix() for p in walk([tmp_path])] == ["a.md", "b.txt", "c.docx", "sub/d.HTML"]


def test_walk_gives_named_and_missing_paths_as_they_are(tmp_path: Path) -> None:
    named = tmp_path / "paper.odd"
    named.write_text("words")
    missing = tmp_path / "missing"
    assert walk([named, missing]) == [named, missing]


def test_load_gives_name_bytes_and_id(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Words of it.\r\n")
    doc, data = load(path)
    assert (doc.name, data, doc.text) == (path.as_posix(), b"Words of it.\r\n", "Words of it.\r\n")


def test_load_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="it is a folder"):
        load(tmp_path)


@pytest.mark.parametrize(("divider", "encoding"), [(",", "utf-8-sig"), (";", "cp1252")])
def test_metadata_table_is_read_as_programs_write_it(tmp_path: Path, divider: str, encoding: str) -> None:
    rows = ["filename|title|said|shelf", "a.txt|Café talk, déjà vu and naïveté|1956-02-25|B 7", "b.txt|Other||"]
    (tmp_path / "metadata.csv").write_bytes(
        "\n".join('"' + r.replace("|", f'"{divider}"') + '"' for r in rows).encode(encoding)
    )
    (tmp_path / "a.txt").write_text("Words of it.")
    doc, _ = load(tmp_path / "a.txt")
    assert [(f.name, f.value) for f in doc.metadata if f.origin == "metadata.csv"] == [
        ("title", "Café talk, déjà vu and naïveté"),
        ("said", "1956-02-25"),
        ("shelf", "B 7"),
    ]


def test_fields_are_ordered_by_trust() -> None:
    text = b"---\ntitle: front\n---\n\n# heading\n\nSome words.\n"
    doc = read(text, "a.md", given={"title": "option"}, beside={"title": "table"})
    assert [f.value for f in doc.metadata if f.name == "title"] == ["option", "table", "front", "heading"]
    assert doc.metadata[0].origin == "--title"


def test_importing_the_reader_loads_no_heavy_library() -> None:
    heavy = "lxml", "trafilatura", "pypdfium2", "charset_normalizer"
    code = f"import loquitur.reading, sys; print([m for m in {heavy!r} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


@pytest.mark.shared
def test_copied_page_has_exactly_the_frame_of_the_gold(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "who-spoke-out.json").read_text(encoding="utf-8"))
    doc, _ = load(shared / "papers" / "who-spoke-out.txt")
    assert [tuple(b.span) for b in doc.blocks if b.kind == "frame"] == [
        (b["start"], b["end"]) for b in gold["boilerplate"]
    ]
    assert doc.field("title") == gold["title"]
    assert (doc.field("published"), doc.field("said")) == ("2006-03-11", None)
