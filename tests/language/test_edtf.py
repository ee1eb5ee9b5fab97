"""Bounds and order of EDTF values."""

import datetime

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from loquitur.language.times import edtf

DAYS = st.dates()
POINTS = st.one_of(
    DAYS.map(lambda d: d.isoformat()),
    DAYS.map(lambda d: d.isoformat()[:7]),
    DAYS.map(lambda d: d.isoformat()[:4]),
    DAYS.map(lambda d: d.isoformat()[:3] + "X"),
    DAYS.map(lambda d: d.isoformat()[:2] + "XX"),
    st.tuples(DAYS, st.integers(21, 24)).map(lambda t: f"{t[0].isoformat()[:4]}-{t[1]}"),
    st.integers(0, 9998).map(lambda y: f"-{y + 1:04}"),
)
VALUES = st.one_of(POINTS, POINTS.map(lambda v: f"{v}/.."), POINTS.map(lambda v: f"../{v}"))


def day(*parts: int) -> int:
    return datetime.date(*parts).toordinal()


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("1923-01", day(1923, 1, 1), day(1923, 1, 31)),
        ("192X", day(1920, 1, 1), day(1929, 12, 31)),
        ("192X/193X", day(1920, 1, 1), day(1939, 12, 31)),
        ("18XX", day(1800, 1, 1), day(1899, 12, 31)),
        ("1921-21", day(1921, 3, 1), day(1921, 5, 31)),
        ("1923-24", day(1923, 12, 1), day(1924, 2, 29)),
        ("1998-34", day(1998, 4, 1), day(1998, 6, 30)),
        ("1900-02", day(1900, 2, 1), day(1900, 2, 28)),
        ("1920~", day(1920, 1, 1), day(1920, 12, 31)),
        ("1937/1938", day(1937, 1, 1), day(1938, 12, 31)),
    ],
)
def test_bounds_are_the_first_and_the_last_day(value: str, first: int, last: int) -> None:
    assert edtf.bounds(value) == (first, last)


def test_years_before_one_go_on_below_without_a_gap() -> None:
    assert edtf.bounds("0000") == (-365, 0)
    assert edtf.bounds("-0001")[1] == -366
    assert edtf.bounds("-0043") < edtf.bounds("-0042")


def test_open_ends_are_none() -> None:
    assert edtf.bounds("../1919") == (None, day(1919, 12, 31))
    assert edtf.bounds("1917/..") == (day(1917, 1, 1), None)


@pytest.mark.parametrize(
    "value",
    [
        "1923-02-31",
        "1900-02-29",
        "1923-13",
        "1923-00",
        "1923-01-00",
        "0000-00-00",
        "-0000",
        "1938/1937",
        "../..",
        "/",
        "23",
        "19२३",
        "tomorrow",
        "",
        " ",
        "1923\n",
        "1923-01-04T10:00",
    ],
)
def test_what_is_no_value_is_refused(value: str) -> None:
    assert not edtf.valid(value)
    with pytest.raises(ValueError, match=r"."):
        edtf.bounds(value)


@given(st.text(max_size=12))
def test_valid_answers_for_any_text(value: str) -> None:
    assert edtf.valid(value) in (True, False)


@given(VALUES)
def test_bounds_are_in_order(value: str) -> None:
    low, high = edtf.bounds(value)
    assert low is None or high is None or low <= high


@given(POINTS)
def test_what_is_a_value_here_is_one_to_the_library(value: str) -> None:
    assert edtf.valid(value)
    assert parse_edtf(value) is not None


@given(DAYS)
def test_a_day_lies_within_its_month_year_decade_and_century(date: datetime.date) -> None:
    text = date.isoformat()
    for wide in (text[:7], text[:4], text[:3] + "X", text[:2] + "XX"):
        low, high = edtf.bounds(wide)
        assert low is not None
        assert high is not None
        assert low <= date.toordinal() <= high
        assert edtf.compatible(text, wide)


@given(DAYS, DAYS)
def test_days_are_compatible_with_themselves_alone(one: datetime.date, other: datetime.date) -> None:
    assert edtf.compatible(one.isoformat(), other.isoformat()) == (one == other)


@given(VALUES, VALUES)
def test_compatible_does_not_ask_for_an_order(one: str, other: str) -> None:
    assert edtf.compatible(one, one)
    assert edtf.compatible(one, other) == edtf.compatible(other, one)


@given(DAYS, DAYS)
def test_order_is_that_of_the_days(one: datetime.date, other: datetime.date) -> None:
    assert (edtf.order(one.isoformat()) < edtf.order(other.isoformat())) == (one < other)


def test_order_puts_the_exact_first_and_the_unknown_last() -> None:
    values = [None, "1923/..", "1923", "../1920", "1923-01-01", "1922", "no date", "-0043", "1923-01"]
    assert sorted(values, key=edtf.order) == [
        "../1920", "-0043", "1922", "1923-01-01", "1923-01", "1923", "1923/..", None, "no date"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("156X-12-25", day(1560, 12, 25), day(1569, 12, 25)),
        ("15XX-12-XX", day(1500, 12, 1), day(1599, 12, 31)),
        ("1XXX-XX", day(1000, 1, 1), day(1999, 12, 31)),
        ("1984-1X", day(1984, 10, 1), day(1984, 12, 31)),
        ("1984-XX-31", day(1984, 1, 31), day(1984, 12, 31)),
        ("1950S2", day(1900, 1, 1), day(1999, 12, 31)),
        ("2004?-06~-11", day(2004, 6, 11), day(2004, 6, 11)),
        ("?2004-06-~11", day(2004, 6, 11), day(2004, 6, 11)),
        ("2001-29", day(2001, 9, 1), day(2001, 11, 30)),
        ("2001-38", day(2001, 5, 1), day(2001, 8, 31)),
        ("[1667, 1668, 1670..1672]", day(1667, 1, 1), day(1672, 12, 31)),
        ("{1960, 1961-12}", day(1960, 1, 1), day(1961, 12, 31)),
        ("[..1760-12-03]", None, day(1760, 12, 3)),
        ("[1667, 1760-12..]", day(1667, 1, 1), None),
        ("1964~/2008?", day(1964, 1, 1), day(2008, 12, 31)),
    ],
)
def test_level_two_values_have_bounds(value: str, first: int | None, last: int | None) -> None:
    assert edtf.bounds(value) == (first, last)


def test_long_years_are_as_exact_as_they_say() -> None:
    low, high = edtf.bounds("Y17E7S2")
    assert low is not None
    assert high is not None
    assert (high - low) // 365 >= 9_999_999
    assert edtf.bounds("Y-17E7")[1] < edtf.bounds("-9999")[0]  # type: ignore[operator]


@pytest.mark.parametrize(
    "value", ["1923-02-31", "20?04", "1950S5", "[]", "[1923", "{1923;1924}", "Y1923", "1923-XX-32"]
)
def test_what_is_no_level_two_value_is_refused(value: str) -> None:
    assert not edtf.valid(value)


def test_by_last_day_puts_a_day_before_the_year_that_holds_it() -> None:
    dates = ["1788", "1788-02-19", "1788-02", None, "1789-01-01", "1787", "1788/.."]
    assert sorted(dates, key=edtf.by_last_day) == [
        "1787",
        "1788-02-19",
        "1788-02",
        "1788",
        "1789-01-01",
        "1788/..",
        None,
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1788", "1788-02-19", True),
        ("1788-02-19", "1788-02-19", False),
        ("1789", "1788-02-19", False),
        (None, "1788", False),
        ("1788", None, False),
    ],
)
def test_may_precede_tells_what_a_span_leaves_open(one: str | None, other: str | None, expected: bool) -> None:
    assert edtf.may_precede(one, other) is expected
