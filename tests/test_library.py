"""A folder as a library: kept once, read anew when it changes, and never mistaken for the draft."""

import stat
import sys
from pathlib import Path

import pytest

from loquitur import record
from loquitur.library import cache_clear, open_library
from loquitur.settings import Settings

SOURCE = (
    "Sir, the charge which I bring before this House today is a charge against the whole management of the canal.\n"
)
PAGE = "Yesterday a great deal was said in the House about the canal. Brown rose and said: “the charge which I bring before this House today is a charge against the whole management of the canal.”\n"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "speech.txt").write_text(SOURCE, encoding="utf-8")
    (folder / "metadata.csv").write_text(
        "filename,author,said,title,extent\nspeech.txt,Ann Brown,1871,On Canals,complete\n"
    )
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(cache=str(tmp_path / "cache"))


def checked(draft: Path, text: str, library: Path, settings: Settings) -> list[str]:
    draft.write_text(text, encoding="utf-8")
    return [c.verdict.kind for c in record.check([draft], library, settings) if isinstance(c, record.Checked)]


def test_source_that_a_draft_quotes_at_length_is_no_copy(papers: Path, settings: Settings, tmp_path: Path) -> None:
    assert checked(tmp_path / "draft.txt", PAGE, papers, settings) == ["verbatim"]


def test_other_file_of_the_same_name_is_no_version(papers: Path, settings: Settings, tmp_path: Path) -> None:
    assert checked(tmp_path / "speech.txt", PAGE, papers, settings) == ["verbatim"]


def test_draft_under_another_name_is_a_copy(papers: Path, settings: Settings, tmp_path: Path) -> None:
    (papers / "speech.txt").write_text("An older state of the page. " + PAGE, encoding="utf-8")
    assert checked(tmp_path / "draft.txt", PAGE, papers, settings) == ["not-found"]


@pytest.mark.parametrize(
    ("speaker", "said", "work", "held"),
    [
        ("Brown", None, "on canals", "complete"),
        ("Brown", "1871-05-02", None, "extract"),
        ("Brown", "1905", "On Canals", "none"),
        ("Green", None, "On Canals", "none"),
        (None, None, None, "none"),
    ],
)
def test_held_tells_how_much_is_here(
    papers: Path, settings: Settings, speaker: str | None, said: str | None, work: str | None, held: str
) -> None:
    shelf = open_library(papers, settings)
    assert shelf.held(speaker, said, work) == held
    shelf.close()


def test_words_deleted_from_a_folder_leave_the_cache(papers: Path, settings: Settings) -> None:
    open_library(papers, settings).close()
    (papers / "speech.txt").write_text("Nothing of that.\n", encoding="utf-8")
    open_library(papers, settings).close()
    kept = [p for p in settings.cache_folder.rglob("*") if p.is_file()]
    assert kept
    assert not [p for p in kept if b"management of the canal" in p.read_bytes()]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are Unix's")
def test_cache_is_for_its_owner_alone(papers: Path, settings: Settings) -> None:
    open_library(papers, settings).close()
    assert stat.S_IMODE((settings.cache_folder / "libraries").stat().st_mode) == 0o700


def test_cleared_cache_is_empty(papers: Path, settings: Settings) -> None:
    open_library(papers, settings).close()
    assert cache_clear(settings) == 1
    assert not [p for p in settings.cache_folder.rglob("*") if p.is_file()]


def test_voice_in_an_unread_folder_is_the_quoted_speakers(papers: Path, settings: Settings) -> None:
    filler = "The House sat late and the lamps were lit before the debate was done.\n\n" * 400
    text = f"{filler}Then Ann Brown rose. Brown said: “The locks will not hold another winter.”\n\n{filler}"
    (papers / "report.txt").write_text(text, encoding="utf-8")
    shelf = open_library(papers, settings)
    key = next(k for k, name in shelf.names.items() if name == "report.txt")
    at = text.index("The locks")
    assert shelf.voice(key, at, at + 30) == ("Ann Brown", True)
    assert shelf.voice(key, 0, 40) == (None, False)
    shelf.close()


def test_short_form_of_an_authors_name_is_held(papers: Path, settings: Settings) -> None:
    shelf = open_library(papers, settings)
    assert [shelf.held(n, None, None) for n in ("Annie Brown", "A. Brown", "the speaker")] == ["extract"] * 2 + ["none"]
    shelf.close()


def test_turn_of_a_transcript_is_its_speakers(papers: Path, settings: Settings) -> None:
    turns = [("MR. GREEN", "Was the lock mended"), ("MISS BROWN", "It was mended in May"), ("Q", "And paid for")]
    lines = [f"{who}: {words} before the meeting of the company, number {n}?" for n in range(4) for who, words in turns]
    (papers / "debate.txt").write_text("\n".join(lines), encoding="utf-8")
    (papers / "metadata.csv").write_text("filename,author\nspeech.txt,Ann Brown\ndebate.txt,Ann Brown\n")
    shelf = open_library(papers, settings)
    key = next(k for k, name in shelf.names.items() if name == "debate.txt")
    voices = [shelf.voice(key, shelf.text(key).index(words), 0)[0] for _, words in turns]
    assert voices == ["Mr. Green", "Ann Brown", None]
    shelf.close()


def test_lines_with_a_colon_make_no_transcript(papers: Path, settings: Settings) -> None:
    text = (
        "First: we dig.\nSecond: we dam.\nThird: we fill.\nFirst: no more.\nSir: I remain yours.\nSir: and so do I.\n"
    )
    (papers / "speech.txt").write_text(SOURCE + text, encoding="utf-8")
    shelf = open_library(papers, settings)
    assert shelf.voice(next(iter(shelf.names)), len(SOURCE) + 40, len(SOURCE) + 50) == ("Ann Brown", False)
    shelf.close()
