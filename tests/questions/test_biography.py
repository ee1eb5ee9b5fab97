"""Who somebody was, and everybody with one fate."""

import pytest

from loquitur.record import Record

PAPERS = {
    "mill.txt": """The mill at Sands

In 1790 Edward Hill, the mayor of Sands, was hanged by order of Crewe. George Pell was shot in 1791. Anne Wood
drowned in 1792. Thomas Fry was sent to prison by Crewe, and Robert Lane was arrested in 1793.

“The mill belongs to nobody,” said Edward Hill.
""",
}


@pytest.mark.parametrize(
    ("question", "people"),
    [
        ("Who was shot?", ["Edward Hill", "George Pell"]),
        ("Who was killed or executed?", ["Edward Hill", "George Pell"]),
        ("Who died?", ["Edward Hill", "George Pell", "Anne Wood"]),
        ("Who was shot in 1791?", ["George Pell"]),
        ("Who was hanged by Crewe?", ["Edward Hill"]),
        ("Whom did Crewe have hanged?", ["Edward Hill"]),
        ("Which people were sent to prison?", ["Thomas Fry"]),
        ("Was anybody arrested?", ["Robert Lane"]),
        ("Who were the victims of Crewe?", ["Edward Hill", "Thomas Fry"]),
    ],
)
def test_everybody_with_one_fate(record: Record, question: str, people: list[str]) -> None:
    assert [p.who for p in record.ask(question).people] == people


@pytest.mark.parametrize("question", ["Who was guillotined in 1950?", "Who emigrated?"])
def test_a_fate_of_nobody_finds_nobody(record: Record, question: str) -> None:
    answer = record.ask(question)
    assert answer.understood is not None
    assert not answer.people
    assert "tells such a fate of anybody" in answer.coverage.how


@pytest.mark.parametrize(
    "question", ["Who was Edward Hill?", "who is hill", "Tell me about Hill", "What do we know about Hill?"]
)
def test_who_somebody_was(record: Record, question: str) -> None:
    answer = record.ask(question)
    (person,) = answer.people
    assert person.who == "Edward Hill"
    assert [f.what for f in person.fates] == ["execution"]
    assert [s.passages[0].text for s in person.statements] == ["The mill belongs to nobody,"]
    assert any("mayor of Sands" in p.text for p in (*person.passages, *answer.passages))


def test_who_nobody_was(record: Record) -> None:
    assert not record.ask("Who was Zzyzx?").people
    assert record.ask("Who was there?").understood is None
