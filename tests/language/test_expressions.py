"""Expressions of time: forms, false friends, any text."""

import time

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from loquitur.language import dates
from loquitur.language.times import edtf
from loquitur.model import Block, Date, Document, Field, Span


def find(text: str, said: str | None = None) -> tuple[Date, ...]:
    metadata = (Field("said", said, "metadata.csv"),) if said else ()
    blocks = (Block(Span(0, len(text)), "paragraph"),)
    return dates.find(Document("0" * 64, "note.txt", text, blocks, (), metadata, "plain 1"))[0]


def values(text: str, said: str | None = None) -> list[tuple[str, str | None]]:
    return [(d.text, d.edtf) for d in find(text, said)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("25 December 1922", "1922-12-25"),
        ("25 December\n1922", "1922-12-25"),
        ("Monday, 25 December 1922", "1922-12-25"),
        ("the 25th of December, 1922", "1922-12-25"),
        ("the fourth of July, 1852", "1852-07-04"),
        ("January 4, 1923", "1923-01-04"),
        ("Jan. 4, 1923", "1923-01-04"),
        ("4.I.1923", "1923-01-04"),
        ("4.1.1923", "1923-01-04"),
        ("4/13/1923", "1923-04-13"),
        ("1/4/1923", None),
        ("1923-01-04", "1923-01-04"),
        ("22-25 June 1941", "1941-06-22/1941-06-25"),
        ("October-November 1917", "1917-10/1917-11"),
        ("June 1953", "1953-06"),
        ("1937-1938", "1937/1938"),
        ("1914–18", "1914/1918"),
        ("1936 and 1937", "1936/1937"),
        ("from 1991 to 1997", "1991/1997"),
        ("the 1930s", "193X"),
        ("the 1930s and 1940s", "193X/194X"),
        ("the nineteen-thirties", "193X"),
        ("the nineteenth century", "18XX"),
        ("the 17th and 18th centuries", "16XX/17XX"),
        ("spring of 1921", "1921-21"),
        ("the second quarter of 1998", "1998-34"),
        ("before 1920", "../1920"),
        ("after 1920", "1920/.."),
        ("about 1920", "1920~"),
        ("circa 1920", "1920~"),
        ("eighteen forty-eight", "1848"),
        ("nineteen hundred and five", "1905"),
        ("May Day, 1886", "1886-05-01"),
        ("44 BC", "-0043"),
        ("the third century B.C.", "-02XX"),
        ("AD 410", "0410"),
        ("31 February 1923", None),
        ("the year 0", None),
        ("0000-00-00", None),
    ],
)
def test_what_is_written_out_is_stated(written: str, value: str | None) -> None:
    assert values(f"It was so, {written}; all knew.") == [(written, value)]


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("He left yesterday.", "1998-03-01", "1998-02-28"),
        ("He left last month.", "1998-01-12", "1997-12"),
        ("He left last year.", "1956", "1955"),
        ("He left last month.", "1956", None),
        ("He came this week.", "1998-03-04", "1998-03-02/1998-03-08"),
        ("He left on Friday.", "1998-03-04", "1998-02-27"),
        ("He will leave on Friday.", "1998-03-04", "1998-03-06"),
        ("He left on Jan. 4.", "1998-03-04", "1998-01-04"),
        ("He left in March.", "1989-11-02", "1989-03"),
        ("He will leave in March.", "1989-11-02", "1990-03"),
        ("So it was for the past thirty-three years.", "1956", "1923/1956"),
        ("Four score and seven years ago they came.", "1863-11-19", "1776"),
        ("A hundred and fifty years ago they came.", "1956", "1806"),
        ("Nearly forty years ago they came.", "1957", "1917~"),
        ("Fifty years ago today they came.", "1956-02-25", "1906-02-25"),
        ("They came in ’36.", "1956", "1936"),
        ("It fell in the third quarter.", "1989-11-02", "1989-35"),
    ],
)
def test_what_counts_from_now_is_counted_from_the_document(text: str, said: str, value: str | None) -> None:
    assert [d.edtf for d in find(text, said)] == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In June 1953 they rose, and a month later others did.", ["1953-06", "1953-07"]),
        ("He died in January 1924, ill throughout the preceding year.", ["1924-01", "1923"]),
        ("They met in 1936. That same year they parted.", ["1936", "1936"]),
        ("He came on 4 January 1923. Two days earlier he was away.", ["1923-01-04", "1923-01-02"]),
        ("It began in 1917. On 25 October the palace fell.", ["1917", "1917-10-25"]),
        ("It began in 1917. A month later it ended.", ["1917", None]),
        ("On January 4, 1923, a couple of weeks later, he wrote.", ["1923-01-04", "1923-01-04"]),
        ("It lasted from 25 December to 4 January 1923.", ["1922-12-25", "1923-01-04"]),
        ("He came thirty years after the war of 1870.", ["1900", "1870"]),
        ("It rained. A month later it did not.", [None]),
    ],
)
def test_what_counts_from_another_date_is_counted_from_it(text: str, expected: list[str | None]) -> None:
    assert [d.edtf for d in find(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "There were 1917 men and 1500 peasants, nearly 1600 carts.",
        "See page 1848, p. 1917, no. 1905 and line 1649.",
        "It cost $1900 or 1,917 or 1917.5.",
        "He lives at 1917 Elm Street.",
        "They may march in august company under the sun.",
        "It may 5 times fail.",
        "Genesis 19:17 and verse 1917.",
        "He read it the day before he left.",
        "She was in her thirties.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert values(text, "1956-02-25") == []


WORDS = [
    "in",
    "1917",
    "June",
    "4",
    ",",
    ".",
    "a",
    "two",
    "hundred",
    "years",
    "ago",
    "later",
    "the",
    "twenties",
    "century",
    "B.C.",
    "’36",
    "–",
    "-",
    "and",
    "of",
    "last",
    "Friday",
    "31",
    "February",
    "0",
    "9999",
    "0001",
    "quarter",
    "today",
    "“",
    "”",
    '"',
    "before",
    "after",
    "year",
    "month",
    "decade",
    "ſix",
    "İn",
    "１９１７",
    "44",
    "half",
    "score",
]

PIECES = st.lists(
    st.one_of(
        st.sampled_from([*WORDS, " ", "\n"]),
        st.text(max_size=4),
    ),
    max_size=25,
).map(" ".join)


@given(
    PIECES, st.sampled_from([None, "1956", "1956-02", "1956-02-25", "0001", "9999-12-31", "-0043", "192X", "1923/.."])
)
def test_any_text_gives_passages_in_order_with_values_that_are_values(text: str, said: str | None) -> None:
    last = 0
    for date in find(text, said):
        assert text[date.span.start : date.span.end] == date.text
        assert last <= date.span.start < date.span.end
        last = date.span.end
        assert date.basis
        assert date.edtf is None or edtf.valid(date.edtf)


@pytest.mark.parametrize(
    "value", ["1922-12-25", "192X/193X", "1921-21", "../1920", "1920/..", "1920~", "-0043", "18XX"]
)
def test_the_library_reads_what_is_written(value: str) -> None:
    assert parse_edtf(value) is not None


@pytest.mark.parametrize("piece", ["in 1917 and June 1953. ", "two hundred and ", "“ ", "a ", "25 December, ", "19"])
def test_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.perf_counter()
        find(piece * times, "1956")
        return time.perf_counter() - start

    seconds(10)
    assert seconds(4000) < 20 * max(seconds(500), 0.01)
