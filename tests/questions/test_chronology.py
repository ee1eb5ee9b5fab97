"""The two clocks: when a thing was said, and when it became known."""

from pathlib import Path

from loquitur.questions.chronology import known_from
from loquitur.record import Record

SPEECH = (
    "Comrades and friends, the harvest of the northern district was lost through our own neglect and nobody else's."
)
CSV = """filename,title,author,said,known
speech.txt,Speech to the board,Anna Brandt,1923-03-01,1923-03-01 Hull closed; 1931-06 abroad press
early.txt,An open letter,Karl Weber,1927-05-02,1927 Hull press
late.txt,Memoirs,Rosa Field,1940,
"""
EARLY = f"Karl Weber writes.\n\nAnna Brandt said in 1924: “{SPEECH}”\n"
LATE = "Rosa Field remembers.\n\nAnna Brandt was arrested in 1925.\n"
PAPERS = {"speech.txt": SPEECH, "early.txt": EARLY, "late.txt": LATE, "metadata.csv": CSV}


def test_column_known_is_date_place_and_public() -> None:
    told = list(known_from("1926-10-18 abroad press; 1956 New York web;;x;1960", "d"))
    assert [(k.date, k.place, k.public) for k in told] == [
        ("1926-10-18", "abroad", "press"),
        ("1956", "New York", "web"),
        ("1960", "", ""),
    ]


def test_document_has_both_clocks_and_who_quotes_it_shows_that_it_was_known(record: Record) -> None:
    speech = next(m for m in record.timeline() if m.what == "Speech to the board")
    assert speech.said == "1923-03-01"
    assert [(k.date, k.public, k.basis) for k in speech.known] == [
        ("1923-03-01", "closed", "metadata"),
        ("1927", "press", "no later than"),
        ("1931-06", "press", "metadata"),
    ]
    assert speech.gap_years == 3
    assert any("before it is said to have become known" in c for c in speech.conflicts)


def test_two_dates_of_one_saying_stand_side_by_side(record: Record) -> None:
    told = next(m for m in record.timeline() if m.kind == "statement" and m.who == "Anna Brandt")
    assert told.said == "1924"
    assert any(c.startswith("said 1924") and "1923-03-01" in c for c in told.conflicts)


def test_moments_stand_in_order_of_the_day_they_happened(record: Record) -> None:
    assert [m.said for m in record.timeline()] == ["1923-03-01", "1924", "1925", "1927-05-02", "1940"]


def test_time_line_of_one_person(record: Record) -> None:
    told = record.timeline("Anna Brandt")
    assert {m.who for m in told} == {"Anna Brandt"}
    assert [m.kind for m in told] == ["document", "statement", "fate"]


def test_empty_record_has_an_empty_time_line(tmp_path: Path) -> None:
    with Record.create(tmp_path / "empty.record") as empty:
        assert empty.timeline() == []
        assert empty.review() == []
        assert empty.people() == []
