"""One office, several persons: who held it when, as passages tell."""

import pytest

from loquitur.record import Record

PAPERS = {
    "a.txt": "Ludwik Arno, General Secretary of the League since 1922, opened the congress.\n\n“Arno concentrates too much "
    "power,” wrote Helene Voss in 1923. Helene Voss denounced Arno in 1923.\n",
    "b.txt": "Minutes of 4 May 1956\n\nGeneral Secretary Pavel Oster spoke first. He said that the mills would stay open.\n",
    "c.txt": "In June 1956 the General Secretary said in Riga: “Nobody will be arrested for a speech again.”\n",
}


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who was the General Secretary in 1923?", ["Ludwik Arno"]),
        ("Who was General Secretary in 1956?", ["Pavel Oster"]),
        ("Who was the General Secretary before 1930?", ["Ludwik Arno"]),
        ("Who was the General Secretary?", ["Ludwik Arno", "Pavel Oster"]),
        ("Who was the General Secretary in 1900?", []),
        ("Who was the Prime Minister?", []),
    ],
)
def test_office_is_held_by_whom_passages_tell_at_the_time(record: Record, question: str, who: list[str]) -> None:
    found = record.ask(question)
    assert [p.who for p in found.people] == who
    assert all(p.passages for p in found.people)


def test_question_about_an_office_means_its_holder_of_the_time(record: Record) -> None:
    against = record.ask("Who spoke out against the General Secretary in 1923?")
    assert [p.who for p in against.people] == ["Helene Voss"]
    assert "Ludwik Arno" in (against.understood or "")


def test_unnamed_voice_of_an_office_is_shown_with_its_one_holder(record: Record) -> None:
    said = record.ask("What did the General Secretary say in 1956?")
    assert [p.who for p in said.people] == ["Pavel Oster"]
    assert {p.text for s in said.people[0].statements for p in s.passages} >= {
        "Nobody will be arrested for a speech again."
    }


def test_unnamed_voice_of_an_office_without_a_holder_stays_unnamed(record: Record) -> None:
    said = record.ask("What did the General Secretary say about a speech?")
    assert [p.who for p in said.people] == ["the General Secretary"]
