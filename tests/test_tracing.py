"""Words followed through a record: order, origins, changes, and what a user parts from a saying."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from loquitur import cli
from loquitur.errors import UsageError
from loquitur.matching.sayings import copies, joined, laid_beside
from loquitur.record import Record

WORDS = "The lock at Orne belongs to those who dug it"
ROUND = " I have walked its banks in every season of the year and I know each stone that the masons of the valley laid."
FILES = {
    "own.txt": f"Friends, hear me out on this great day of the canal.{ROUND} {WORDS}.{ROUND}",
    "copy.txt": f"A reprint for the members of the society.{ROUND} {WORDS}.{ROUND}",
    "page.txt": f"A page on canals\n\nIn 1880 the town was angry. Ann Hall said: “{WORDS}.” Nobody answered her that day.",
    "later.txt": "The bridge at Orne belongs to those who paid for it, and the lock at Orne belongs to us who dug it, I say.",
    "other.txt": "Nothing of the kind stands here, only the weather and the price of bread in the month of May.",
}
TABLE = (
    "filename,author,title,said\nown.txt,Ann Hall,On Locks,1871\ncopy.txt,Ann Hall,On Locks (reprint),1890\n"
    "page.txt,Otto Berg,,1885\nlater.txt,Max Orr,,1902-03\nother.txt,Max Orr,,1899\n"
)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "metadata.csv").write_text(TABLE, encoding="utf-8")
    return folder


@pytest.fixture
def record(papers: Path, tmp_path: Path) -> Iterator[Record]:
    with Record.create(tmp_path / "my.record") as made:
        assert all(added.problem is None for added in made.add([papers]))
        yield made


def names(found: object) -> list[str]:
    return [Path(one.source.doc).name for one in found]  # type: ignore[attr-defined]


def test_trace_gives_every_appearance_the_earliest_first(record: Record) -> None:
    saying = record.trace(WORDS)
    assert names(saying.appearances) == ["own.txt", "page.txt", "copy.txt", "later.txt"]
    assert [one.witness for one in saying.appearances] == ["source", "appearance", "source", "source"]
    assert [one.source.speaker for one in saying.appearances] == ["Ann Hall", "Ann Hall", "Ann Hall", "Max Orr"]
    assert (saying.first is saying.appearances[0], saying.searched) == (True, 5)


def test_trace_counts_a_copy_and_its_text_as_one_origin(record: Record) -> None:
    saying = record.trace(WORDS)
    assert [one.origin for one in saying.appearances] == [1, 2, 1, 3]
    assert saying.origins == 3


def test_trace_tells_how_the_wording_changes_from_one_to_the_next(record: Record) -> None:
    last = record.trace(WORDS).appearances[-1]
    assert [(d.op, d.source, d.quote) for d in last.differences] == [("changed", "those", "us")]
    assert last.join == "the same words but for 1 change"


def test_trace_of_words_that_stand_nowhere_is_empty(record: Record) -> None:
    saying = record.trace("A tin drum was carried through the market by seven bakers")
    assert (saying.appearances, saying.origins, saying.first, saying.searched) == ((), 0, None, 5)


@pytest.mark.parametrize("words", ["", "!", "a", "the"])
def test_trace_of_next_to_nothing_never_raises(record: Record, words: str) -> None:
    assert record.trace(words).searched == 5


def test_user_parts_a_passage_and_takes_it_back_and_both_stay_in_the_record(record: Record) -> None:
    record.part(WORDS, 4, by="M. Lee", reason="another lock")
    parted = record.trace(WORDS)
    assert names(parted.appearances) == ["own.txt", "page.txt", "copy.txt"]
    assert [(Path(a.source.doc).name, a.join) for a in parted.apart] == [
        ("later.txt", "kept apart by M. Lee: another lock")
    ]
    assert list(record.reread()) != []
    assert names(record.trace(WORDS).apart) == ["later.txt"]
    record.rejoin(WORDS, 1, by="M. Lee")
    assert (len(record.trace(WORDS).appearances), record.trace(WORDS).apart) == (4, ())


def test_other_saying_in_a_parted_passage_is_not_parted(record: Record) -> None:
    record.part(WORDS, 4)
    assert names(record.trace("The bridge at Orne belongs to those who paid for it").appearances) == ["later.txt"]


def test_part_refuses_a_number_that_there_is_not(record: Record) -> None:
    with pytest.raises(UsageError, match="There are 4 appearances"):
        record.part(WORDS, 5)


def test_sayings_of_a_record_are_those_that_stand_in_several_documents(record: Record) -> None:
    assert [names(s.appearances) for s in record.sayings()] == [["own.txt", "page.txt", "copy.txt", "later.txt"]]


def test_trace_on_the_command_line(record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record.close()
    place = str(tmp_path / "my.record")
    assert cli.run(["trace", WORDS, "--record", place]) == 0
    told = capsys.readouterr().out
    assert "1. 1871  first in this library" in told
    assert "changed: “those” is now “us”" in told
    assert "4 appearances of 3 independent origins." in told
    assert cli.run(["trace", WORDS, "--record", place, "--jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["kind"] for line in lines] == ["appearance"] * 4 + ["saying"]
    assert lines[-1]["origins"] == 3
    assert cli.run(["trace", WORDS, "--record", place, "--part", "4", "--because", "another"]) == 0
    assert "Kept apart 1" in capsys.readouterr().out
    assert cli.run(["trace", "--record", place, "--part", "4"]) == 2


def test_trace_of_a_folder(papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["trace", WORDS, "--library", str(papers), "--cache", str(tmp_path / "cache")]) == 0
    assert "4 appearances of 3 independent origins. Searched: 5 documents." in " ".join(capsys.readouterr().out.split())
    assert cli.run(["trace", "--library", str(papers)]) == 2


@pytest.mark.parametrize(
    ("text", "join"),
    [
        ("He held that the lock at Orne belongs to those who dug it.", "the same words"),
        ("He held that the lock at Orne belongs to whoever dug it.", "the same words but for 1 change"),
        ("The lock at the mouth of the river belongs to the town, to the council and to those who come in May.", None),
        ("The lock of the house belongs to the smith who made it.", None),
    ],
)
def test_passages_are_joined_by_their_words(text: str, join: str | None) -> None:
    laid = laid_beside(WORDS, text, 0, len(text))
    assert (joined(laid) if laid else None) == join


def test_whoever_quotes_is_no_copy() -> None:
    places = []
    for text in (FILES["own.txt"], FILES["page.txt"], FILES["copy.txt"]):
        at = text.index("The lock")
        places.append((text, at, at + len(WORDS)))
    assert copies(places) == [1, 2, 1]
    assert copies([]) == []


def test_trace_takes_a_year_by_its_last_day_and_says_that_it_may_be_earlier(tmp_path: Path) -> None:
    folder = tmp_path / "dated"
    folder.mkdir()
    for name in ("day.txt", "year.txt", "later.txt"):
        (folder / name).write_text(f"{name} of the canal.{ROUND} {WORDS}. So ends {name}.", encoding="utf-8")
    table = "filename,author,said\nday.txt,Ann Hall,1788-02-19\nyear.txt,Max Orr,1788\nlater.txt,Otto Berg,1789\n"
    (folder / "metadata.csv").write_text(table, encoding="utf-8")
    with Record.create(tmp_path / "dated.record") as made:
        list(made.add([folder]))
        saying = made.trace(WORDS)
    assert names(saying.appearances) == ["day.txt", "year.txt", "later.txt"]
    assert saying.perhaps_earlier == (2,)


def test_trace_takes_no_neighbouring_sentence_for_another_wording(tmp_path: Path) -> None:
    folder = tmp_path / "beside"
    folder.mkdir()
    text = f"{WORDS}. The bridge at Orne belongs to those who built it. The mill at Orne belongs to those who run it.{ROUND}"
    (folder / "own.txt").write_text(f"Friends, hear me.{ROUND} {text} And again: {WORDS}. {ROUND}", encoding="utf-8")
    with Record.create(tmp_path / "beside.record") as made:
        list(made.add([folder]))
        found = made.trace(WORDS).appearances
    assert [one.source.text for one in found] == [WORDS, WORDS]
