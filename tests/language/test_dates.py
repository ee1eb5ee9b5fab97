"""Expressions of time."""

import contextlib
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur import reading
from loquitur.errors import UnreadableDocument
from loquitur.language import dates
from loquitur.language.times import edtf


def found(text: str, said: str | None = None) -> list[tuple[str, str | None]]:
    doc = reading.read(("A note on old times\n\n" + text).encode(), "note.txt", given={"said": said} if said else {})
    return [(d.text, d.edtf) for d in dates.find(doc)[0]]


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("It was on 25 December 1922 that it snowed.", None, ("25 December 1922", "1922-12-25")),
        ("On January 4, 1923, he came.", None, ("January 4, 1923", "1923-01-04")),
        ("That was in 1917 and not later.", None, ("in 1917", "1917")),
        ("The years 1937-1938 were hard.", None, ("1937-1938", "1937/1938")),
        (
            "It was so in the twenties and thirties of the century begun in 1900.",
            "1956",
            ("the twenties and thirties", "192X/193X"),
        ),
        ("He left twenty years ago.", "1956", ("twenty years ago", "1936")),
        ("He left twenty years ago.", None, ("twenty years ago", None)),
        ("He left yesterday.", "1998-03-01", ("yesterday", "1998-02-28")),
        ("It was 31 February 1923.", None, ("31 February 1923", None)),
        ("Caesar fell in 44 BC.", None, ("44 BC", "-0043")),
    ],
)
def test_expression_is_resolved(text: str, said: str | None, value: tuple[str, str | None]) -> None:
    assert value in found(text, said)


def test_later_is_counted_from_the_date_before() -> None:
    assert found("It began in June 1953. A month later it was over.") == [
        ("June 1953", "1953-06"),
        ("A month later", "1953-07"),
    ]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("We began in 1923, thirty-three years ago.", "1956"),
        ("It was seventy years ago, in 1788, that he spoke.", "1858"),
        ("It is forty years since the peace of 1815.", "1855"),
        ("A sermon preached at Leeds in 1838.", "1838"),
        ("Nothing here tells.", None),
    ],
)
def test_date_of_the_document_is_inferred(text: str, year: str | None) -> None:
    doc = reading.read(("A note on old times\n\n" + text).encode(), "note.txt")
    assert dates.find(doc)[1].said == year


@pytest.mark.parametrize(
    "text", ["There were 1917 men.", "See page 1848 of it.", "It cost $1500 then.", "They may march."]
)
def test_numbers_and_words_are_no_dates(text: str) -> None:
    assert found(text) == []


@given(st.integers(1, 9998), st.integers(1, 12), st.integers(1, 28))
def test_bounds_agree_with_the_calendar(year: int, month: int, day: int) -> None:
    number = datetime.date(year, month, day).toordinal()
    assert edtf.bounds(f"{year:04}-{month:02}-{day:02}") == (number, number)
    low, high = edtf.bounds(f"{year:04}")
    assert low is not None
    assert high is not None
    assert low <= number <= high


@given(st.text(max_size=60))
def test_dates_never_raise(text: str) -> None:
    with contextlib.suppress(UnreadableDocument):
        found("x " + text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On 26 October 1956 Hill spoke. Pell died of his liver in 1963. Hill left on 20 November.", "1956-11-20"),
        ("On 26 October 1956 Hill spoke. In 1963 Pell came. Hill left on 20 November.", "1963-11-20"),
    ],
)
def test_year_told_in_passing_is_not_that_of_the_next_day(text: str, value: str) -> None:
    assert value in {v for _, v in found(text)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He was tried on 1 October 1939. On 4 February he was shot.", "1940-02-04"),
        ("He was tried on 2 December 1950. In January they wept.", "1951-01"),
        ("He was tried on 29 April 1938, and on 3 March he had been free.", "1938-03-03"),
        ("He was tried on 10 January 1939. On 20 December they wept.", "1939-12-20"),
        ("He was tried in 1939. On 4 February he was shot.", "1939-02-04"),
    ],
)
def test_story_goes_on_to_the_next_year(text: str, value: str) -> None:
    assert found(text)[-1][1] == value
