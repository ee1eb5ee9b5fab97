"""The picture with two clocks: where marks stand, and what they say."""

from loquitur.model import Passage
from loquitur.questions.chronology import Known, Moment
from loquitur.web.clocks import HIGH, WIDE, clocks, told


def moment(said: str | None, known: str | None, gap: int | None = None, basis: str = "metadata") -> Moment:
    evidence = (Known(known, "Paris", "press", basis, "a.txt"),) if known else ()  # type: ignore[arg-type]
    return Moment(
        "statement", "Ann", "direct", said, "stated", evidence, gap, (), Passage("a.txt", 0, 5, "words"), "id"
    )


def test_marks_stand_by_both_clocks() -> None:
    drawn = clocks([moment("1800", "1800"), moment("1810", "1850", 39), moment("1820", None)])
    assert drawn
    first, second, third = drawn.dots
    assert 0 < first.x < second.x < third.x < WIDE
    assert first.y is not None
    assert second.y is not None
    assert 0 < second.y < first.y < HIGH
    assert third.y is None
    assert (first.late, second.late) == (False, True)


def test_an_uncertain_date_is_a_wide_bar() -> None:
    drawn = clocks([moment("180X", "1850"), moment("1805-03-01", "1850")])
    assert drawn
    assert drawn.dots[0].wide > 50 * drawn.dots[1].wide


def test_what_a_record_only_shows_is_not_called_kept_back() -> None:
    drawn = clocks([moment("1800", "1850", 49, "no later than")])
    assert drawn
    assert drawn.dots[0].latest
    assert not drawn.dots[0].late
    assert "known by 1850" in told(drawn.dots[0])


def test_what_is_known_on_its_day_stands_on_the_line() -> None:
    drawn = clocks([moment("1800", "1800"), moment("1900", "1900")])
    assert drawn
    assert drawn.line
    x1, y1, x2, y2 = drawn.line
    for dot in drawn.dots:
        assert dot.y is not None
        assert abs((y1 + (dot.x - x1) * (y2 - y1) / (x2 - x1)) - dot.y) < 1


def test_nothing_dated_gives_no_picture() -> None:
    assert clocks([moment(None, "1800"), moment("no date", None)]) is None
