"""What people ask that has no answer, or is no question, and records in odd states: a clear answer, and nothing lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from loquitur.errors import RecordLocked, UsageError
from loquitur.record import Record

PAPERS = {
    "a.txt": "Title: The Report\nBy: Anna Brandt\n\nKarl Weber said: “Rosa Field told me that the mill is lost.”\n",
    "b.txt": "Title: The Report\nBy: Rosa Field\n\nAnna Brandt said: “Karl Weber told me that the mill is lost.”\n",
}
ODD = [
    "Who spoke out against " + "Stalin and " * 900 + "him?",
    "x" * 10_000,
    "?" * 10_000,
    "Кто выступил против Анны Брандт?",
    "Qui a parlé contre Anna Brandt ?",
    "谁反对安娜？",
    "'; DROP TABLE findings; --",
    'SELECT * FROM aliases WHERE name = "Anna"',
    'Who said "" OR 1=1 --"?',
    "NEAR(mill lost, 2) AND words:*",
    "What did ( say about [ before }?",
    "Who spoke out against \x00\x01\x1b[31m?",
    "",
    "   ",
    "why",
]


@pytest.mark.parametrize("question", ODD, ids=range(len(ODD)))
def test_odd_question_has_an_answer_with_its_bounds(record: Record, question: str) -> None:
    told = record.ask(question)
    assert told.question == question
    assert told.coverage.documents == 2
    assert told.coverage.how
    assert len(record.documents()) == 2


@pytest.mark.parametrize(
    "question",
    ["Who spoke out against Anna Brandt?", "What did Rosa Field say?", "Why weren't we told?", "Who said “x”?"],
)
def test_empty_record_answers_that_nothing_was_there(tmp_path: Path, question: str) -> None:
    with Record.create(tmp_path / "empty.record") as empty:
        told = empty.ask(question)
    assert (told.people, told.passages, told.coverage.documents) == ((), (), 0)


def test_person_nobody_mentions_gives_names_spelt_alike(record: Record) -> None:
    told = record.ask("Who spoke out against Anna Brindt?")
    assert told.people == ()
    assert "Names like it: Anna Brandt" in told.coverage.how
    with pytest.raises(UsageError, match="No document of the record names 'Zebulon Pike'"):
        record.profile("Zebulon Pike")


def test_two_documents_with_one_title_are_two(record: Record) -> None:
    assert {d.field("title") for d in record.documents()} == {"The Report"}
    told = record.ask("What did Karl Weber say?")
    assert {p.doc for one in told.people for s in one.statements for p in s.passages} <= {
        d.name for d in record.documents()
    }
    assert len(record.timeline()) == len({(m.passage.doc, m.passage.start, m.what) for m in record.timeline()})


def test_reports_that_go_in_a_circle_end(record: Record) -> None:
    for name in ("Anna Brandt", "Karl Weber", "Rosa Field"):
        assert record.ask(f"What did {name} say?").coverage.documents == 2
        record.profile(name)


def test_merges_in_a_circle_end(record: Record) -> None:
    names = ["Anna Brandt", "Karl Weber", "Rosa Field"]
    for one, other in zip(names, names[1:] + names[:1], strict=True):
        record.merge(one, other)
    assert record.profile("Rosa Field").person.aliases == tuple(names)
    for _ in names:
        record.undo()
    assert [record.profile(n).person.name for n in names] == names


def test_reader_answers_while_another_process_writes_and_a_second_writer_is_refused(
    record: Record, tmp_path: Path
) -> None:
    code = (
        "import sys; from loquitur.record import Record\n"
        "with Record.open(sys.argv[1]) as r: print(len(r.documents()), len(r.ask('What did Karl Weber say?').people))"
    )
    place = str(tmp_path / "x.record")
    read = subprocess.run([sys.executable, "-c", code, place], capture_output=True, encoding="utf-8", timeout=60)
    assert (read.stdout.strip(), read.stderr) == ("2 1", "")
    with pytest.raises(RecordLocked):
        Record.open(place, write=True)
    record.merge("Anna Brandt", "Karl Weber", by="ann")
    read = subprocess.run([sys.executable, "-c", code, place], capture_output=True, encoding="utf-8", timeout=60)
    assert (read.stdout.strip(), read.stderr) == ("2 1", "")
