"""Who may be on a side, where a paragraph shows it and no sentence tells it."""

import pytest

from loquitur.language import conduct
from loquitur.questions.perhaps import LEAST
from loquitur.record import Record

PAPERS = {
    "wexford.txt": """Wexford under Crewe

Barnaby Crewe governed Wexford for nine years. Crewe had printers flogged, and nobody forgot Crewe.

The bookseller Anna Brandt denounced Crewe in the market.

When Crewe died, the gaoler Tom Reed carried his coffin to the grave and wept. “He was a father to us all,” he said.

Ned Poole, the town clerk, entered the day and the hour in the minutes of the council. Poole kept them for thirty years, and
after Poole nobody did.
""",
}


def test_whoever_shows_a_side_by_deeds_stands_apart(record: Record) -> None:
    told = record.ask("Who defended Crewe?")
    assert told.people == ()
    assert [p.who for p in told.perhaps] == ["Tom Reed"]
    assert told.perhaps[0].passages[0].text.startswith("When Crewe died")
    assert LEAST <= (told.perhaps[0].likelihood or 0) <= 100


def test_nobody_is_perhaps_on_both_sides(record: Record) -> None:
    told = record.ask("Who spoke out against Crewe?")
    assert [p.who for p in (*told.people, *told.perhaps)] == ["Anna Brandt"]


def test_coverage_tells_how_many_paragraphs_were_read(record: Record) -> None:
    assert "trained network read the" in record.ask("Who spoke out against Crewe?").coverage.how


def test_without_the_network_an_answer_has_what_is_told(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conduct, "missing", lambda: "its file conduct.onnx is not there")
    told = record.ask("Who defended Crewe?")
    assert (told.people, told.perhaps) == ((), ())


def test_page_about_one_is_not_read_for_another_whom_it_names(record: Record) -> None:
    assert record.ask("Who defended Poole?").perhaps == ()
