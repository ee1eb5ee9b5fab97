"""Days by two calendars, years before 1, and dates that contradict each other."""

import pytest

from loquitur.language import dates
from loquitur.language.times.reckoning import from_old_style
from loquitur.model import Block, Document, Field, Span


def read(text: str, *fields: Field) -> Document:
    blocks = tuple(Block(Span(text.index(p), text.index(p) + len(p)), "paragraph") for p in text.split("\n\n"))
    return Document("0" * 64, "note.txt", text, blocks, (), fields, "plain 2")


def found(text: str) -> list[tuple[str, str | None]]:
    return [(d.text, d.edtf) for d in dates.find(read(text))[0]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It fell on 25 October (7 November) 1917.", ("25 October (7 November) 1917", "1917-11-07")),
        ("It fell on October 25 (November 7), 1917.", ("October 25 (November 7), 1917", "1917-11-07")),
        ("It fell on October 25, 1917 (Old Style).", ("October 25, 1917", "1917-11-07")),
        ("He died on 23 April 1616, O.S.", ("23 April 1616", "1616-05-03")),
        ("He died on 3 May 1616 (New Style).", ("3 May 1616", "1616-05-03")),
        ("Born on February 11, 1731/32, O.S.", ("February 11, 1731/32", "1732-02-22")),
        ("Born on 11 February 1731/2 at home.", ("11 February 1731/2", "1732-02-11")),
        ("The treaty of 1/13 May 1890 held.", ("1/13 May 1890", "1890-05-13")),
        ("They met on 3/5 May 1891 there.", ("3/5 May 1891", "1891-05-03/1891-05-05")),
        ("It was on 15 March 44 BC.", ("15 March 44 BC.", "-0043-03-15")),
        ("It was on March 15, 44 B.C. in Rome.", ("March 15, 44 B.C.", "-0043-03-15")),
        ("It was in 44 BC.", ("44 BC", "-0043")),
        ("From 1923 on he was silent.", ("From 1923 on", "1923/..")),
        ("It was on 31 February 1923.", ("31 February 1923", None)),
        ("It was in the year 0 of our era.", ("the year 0", None)),
    ],
)
def test_day_is_that_of_the_new_calendar(text: str, told: tuple[str, str | None]) -> None:
    start = found(text)[0]
    assert (start[0].rstrip("."), start[1]) == (told[0].rstrip("."), told[1])


def test_basis_keeps_the_day_by_the_old_calendar() -> None:
    (told,), _ = dates.find(read("He died on 23 April 1616, O.S."))
    assert told.basis == "stated in the Old Style, which has 1616-04-23"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1582-10-05", "1582-10-15"),
        ("1700-02-28", "1700-03-10"),
        ("1700-02-29", "1700-03-11"),
        ("1900-02-29", "1900-03-13"),
        ("1917-10-25", "1917-11-07"),
        ("1917-12-25", "1918-01-07"),
        ("1901-02-29", None),
        ("1917-13-01", None),
        ("1917-10", None),
        ("1066-10-14", None),
    ],
)
def test_old_style_is_counted_over(old: str, new: str | None) -> None:
    assert from_old_style(old) == new


def test_distance_that_does_not_reach_the_date_beside_it_says_so() -> None:
    text = "He wrote on December 25, 1922. Then, on January 4, 1923, a couple of weeks later, he wrote again."
    told = {d.text: d.basis for d in dates.find(read(text))[0]}
    assert told["a couple of weeks later"] == (
        "stands beside 1923-01-04; counted from 1922-12-25 it would be 1923-01-08"
    )


def test_distance_that_does_reach_it_says_nothing() -> None:
    text = "He wrote on December 25, 1922. Then, on January 8, 1923, two weeks later, he wrote again."
    assert {d.basis for d in dates.find(read(text))[0] if "weeks" in d.text} == {"stands beside 1923-01-08"}


def test_date_given_and_dateline_that_contradicts_it_stand_side_by_side() -> None:
    text = "Hull, 4 May 1921\n\nThe bridge was lost."
    dating = dates.find(read(text, Field("said", "1923", "metadata.csv")))[1]
    assert (dating.said, dating.basis) == ("1923", "metadata.csv; but dateline: 'Hull, 4 May 1921' says 1921-05-04")


def test_two_origins_that_contradict_each_other_stand_side_by_side() -> None:
    given = (Field("said", "1923", "--said"), Field("said", "1921-05", "head line “Date”"))
    assert dates.find(read("The bridge was lost.", *given))[1].basis == "--said; but head line “Date” says 1921-05"


def test_date_given_that_the_dateline_only_tells_more_exactly_is_no_contradiction() -> None:
    text = "Hull, 4 May 1921\n\nThe bridge was lost."
    assert dates.find(read(text, Field("said", "1921", "metadata.csv")))[1].basis == "metadata.csv"


@pytest.mark.parametrize("value", ["[1667, 1668]", "156X-12-25", "2004?-06~-11", "Y17E7", "1950S2", "-0043-03-15"])
def test_level_two_date_of_a_document_breaks_nothing(value: str) -> None:
    text = "Twenty years ago, last week, in May and on Friday it was so. A month later he left."
    assert dates.find(read(text, Field("said", value, "--said")))[1].said == value


def test_day_that_only_the_old_calendar_has_is_a_date_where_it_is_told_by_that() -> None:
    found = dates.find(read("He was born on 29 February 1900 (Old Style), not on 29 February 1900."))[0]
    assert [(d.edtf, d.basis) for d in found] == [
        ("1900-03-13", "stated in the Old Style, which has 1900-02-29"),
        (None, "no such date"),
    ]
