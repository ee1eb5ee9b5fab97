"""Who may be on a side, where a paragraph shows it and no sentence tells it."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from starlette.testclient import TestClient

from loquitur.cli import show
from loquitur.language.sides import conduct
from loquitur.questions.perhaps import LEAST, _stands_in
from loquitur.record import Record
from loquitur.telling import lines, phrases
from loquitur.web.app import room

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
    assert "trained network read the 3 paragraphs that" in record.ask("Who spoke out against Crewe?").coverage.how


def test_without_the_network_an_answer_has_what_is_told(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conduct, "missing", lambda: "its file conduct.onnx is not there")
    told = record.ask("Who defended Crewe?")
    assert (told.people, told.perhaps) == ((), ())


def test_page_about_one_is_not_read_for_another_whom_it_names(record: Record) -> None:
    assert record.ask("Who defended Poole?").perhaps == ()


def test_list_of_names_is_passed_over_and_the_next_paragraph_read(tmp_path: Path) -> None:
    surnames = ("Carter", "Walker", "Miller", "Baker", "Turner", "Cooper", "Fisher")
    names = ", ".join(
        f"{first} {last}" for first in ("John", "Mary", "Peter", "Paul", "James", "Jane") for last in surnames
    )
    page = PAPERS["wexford.txt"].replace("\nWhen", f"\nCrewe met {names}.\n\nWhen")
    (tmp_path / "list.txt").write_text(page, encoding="utf-8")
    with Record.create(tmp_path / "list.record") as record:
        list(record.add([tmp_path / "list.txt"]))
        told = record.ask("Who defended Crewe?")
    assert [p.who for p in told.perhaps] == ["Tom Reed"]
    assert "of the paragraphs that could tell a side" in told.coverage.how


def test_page_of_another_time_is_not_read(record: Record) -> None:
    assert record.ask("Who defended Crewe before 1800?").perhaps == ()
    assert "trained network" not in record.ask("Who defended Crewe before 1800?").coverage.how


def test_title_names_whole_words() -> None:
    assert _stands_in("The case of C. (Hill)", ["C. (Hill)"])
    assert not _stands_in("The Annals of Bromley", ["Ann"])


def test_terminal_and_room_show_them_apart(record: Record, tmp_path: Path) -> None:
    told = record.ask("Who defended Crewe?")
    out = Console(file=StringIO(), width=90)
    show.answer(out, told)
    drawn = out.file.getvalue()  # type: ignore[attr-defined]
    assert drawn.index("Of nobody is it told") < drawn.index(phrases.PERHAPS[:30]) < drawn.index("Tom Reed")
    assert next(line["kind"] for line in lines.answer(told)) == "perhaps"
    record.close()
    with TestClient(room(tmp_path / "x.record", checking=False), base_url="http://localhost") as client:
        page = client.get("/ask", params={"q": "Who defended Crewe?"}).text
    assert page.index(phrases.PERHAPS[:30]) < page.index("carried his coffin")
