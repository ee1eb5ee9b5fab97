"""The room as files: every link leads to a file and, where it names a place, to that place."""

import html
import json
import re
from pathlib import Path

import pytest

from loquitur.errors import UsageError
from loquitur.web.site import write


@pytest.fixture(scope="module")
def site(packaged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    seen: list[tuple[int, int]] = []
    pages = write(packaged, out, lambda done, of: seen.append((done, of)))
    assert pages == len(list(out.rglob("*.html"))) == len(seen)
    return out


def test_every_link_leads_to_a_file_and_its_place(site: Path) -> None:
    count = 0
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src)="([^"]*)"', text):
            path, _, place = html.unescape(link).partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), (page.name, link)
            assert target.is_relative_to(site.resolve())
            if place and path.endswith(".html"):
                assert f'id="{place}"' in target.read_text(encoding="utf-8"), (page.name, link)
            count += 1
    assert count > 300


def test_nothing_on_a_page_needs_a_server(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert 'method="post"' not in text
        assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=", text)


def test_index_names_every_passage_of_a_word(site: Path) -> None:
    def told(name: str) -> dict[str, object]:
        words = (site / "search" / f"{name}.js").read_text(encoding="ascii")
        return dict(json.loads(words.removeprefix("loquitur(").removesuffix(");\n")))

    documents = told("documents")["documents"]
    assert isinstance(documents, list)
    places = told("w69-6d")["words"]["impeach"]  # type: ignore[index]
    found = {documents[n][1] for n in places[::2]}
    assert "Speech opening the impeachment of Warren Hastings, close" in found
    assert "Old words, new quarrel" in found
    heads = told(f"d{places[0]}")["heads"]
    assert "impeach" in heads[places[1]][1]  # type: ignore[index]


def test_words_stand_in_an_a_to_z(site: Path) -> None:
    assert "misdemeanors" in (site / "words" / "M.html").read_text(encoding="utf-8")


def test_a_folder_with_things_in_it_is_left_alone(packaged: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        write(packaged, tmp_path, lambda done, of: None)
    assert [p.name for p in tmp_path.iterdir()] == ["kept.txt"]
