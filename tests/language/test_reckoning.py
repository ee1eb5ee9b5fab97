"""Moving dates."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.language.times import edtf, reckoning

DAYS = st.dates(datetime.date(1, 1, 10), datetime.date(9990, 12, 31))
UNITS = st.sampled_from(["day", "week", "fortnight", "month", "quarter", "year", "decade", "century", "moon"])


@pytest.mark.parametrize(
    ("value", "count", "unit", "moved"),
    [
        ("1953-06", 1, "month", "1953-07"),
        ("1953-12", 1, "month", "1954-01"),
        ("1953-06-17", -1, "month", "1953-05"),
        ("1923-01-04", -10, "day", "1922-12-25"),
        ("1923-01-04", 2, "week", "1923-01-18"),
        ("1956", -20, "year", "1936"),
        ("1989-35", -1, "year", "1988-35"),
        ("1989-33", -1, "quarter", "1988-36"),
        ("1956", -2, "decade", "1936~"),
        ("1953", 1, "month", None),
        ("1953-06", 2, "day", None),
        ("1953-02-31", 1, "day", None),
        ("0001", -1, "year", None),
        ("9999-12-31", 1, "day", None),
        ("192X", 1, "year", None),
    ],
)
def test_shift_is_as_exact_as_date_and_unit(value: str, count: int, unit: str, moved: str | None) -> None:
    assert reckoning.shift(value, count, unit) == moved


def test_a_whole_week_runs_from_monday_to_sunday() -> None:
    assert reckoning.shift("1956-02-25", -1, "week", whole=True) == "1956-02-13/1956-02-19"


@given(DAYS, st.integers(-400, 400))
def test_days_there_and_back_are_the_same_day(date: datetime.date, count: int) -> None:
    there = reckoning.shift(date.isoformat(), count, "day")
    assert there is None or reckoning.shift(there, -count, "day") == date.isoformat()


@given(DAYS, st.integers(-(10**6), 10**6), UNITS, st.booleans())
def test_shift_gives_a_value_or_nothing(date: datetime.date, count: int, unit: str, whole: bool) -> None:
    moved = reckoning.shift(date.isoformat(), count, unit, whole=whole)
    assert moved is None or edtf.valid(moved)


@given(DAYS, st.integers(0, 6), st.sampled_from([-1, 0, 1]))
def test_weekday_is_within_a_week_on_the_side_asked_for(date: datetime.date, wanted: int, lean: int) -> None:
    found = reckoning.weekday(date.isoformat(), wanted, lean)
    assert found is not None
    day = datetime.date.fromisoformat(found)
    assert day.weekday() == wanted
    away = (day - date).days
    assert {-1: -7 <= away < 0, 0: -7 < away <= 0, 1: 0 <= away < 7}[lean]


@pytest.mark.parametrize(
    ("now", "month", "lean", "found"),
    [
        ("1989-11-02", 3, -1, "1989-03"),
        ("1989-11-02", 3, 1, "1990-03"),
        ("1989-11-02", 11, -1, "1989-11"),
        ("1989", 3, -1, "1989-03"),
    ],
)
def test_month_is_the_nearest_on_the_side_that_the_words_lean_to(now: str, month: int, lean: int, found: str) -> None:
    assert reckoning.month_near(now, month, lean) == found


def test_a_day_far_ahead_is_last_year_unless_the_words_look_ahead() -> None:
    assert reckoning.day_near("1999-05-06", 10, 23) == "1998-10-23"
    assert reckoning.day_near("1999-05-06", 10, 23, ahead=True) == "1999-10-23"
    assert reckoning.day_near("1989-10-26", 12, 15) == "1989-12-15"


def test_twenty_ninth_of_february_is_found_only_in_leap_years() -> None:
    assert reckoning.same_day("1956-02-29", -3) is None
    assert reckoning.same_day("1956-02-29", -4) == "1952-02-29"
