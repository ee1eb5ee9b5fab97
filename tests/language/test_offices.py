"""Who holds an office by a document's own words, and whom "the minister" then means."""

import pytest

from loquitur import language, reading
from loquitur.language.persons import titles

HEAD = "A page of tests\n\n"


def speakers(text: str) -> list[str | None]:
    doc = reading.read((HEAD + text + "\n").encode(), "page.txt")
    return [s.speaker.name for s in language.find(doc).statements]


@pytest.mark.parametrize(
    ("words", "office", "of"),
    [
        ("the Prime Minister", ("prime", "minister"), ""),
        ("The general secretary", ("general", "secretary"), ""),
        ("the French president", ("president",), "french"),
        ("the Minister of Finance", ("minister",), "finance"),
        ("the acting Secretary-General of the League", ("acting", "secretary", "general"), "league"),
    ],
)
def test_words_name_an_office(words: str, office: tuple[str, ...], of: str) -> None:
    assert titles.called(words) == titles.Office(office, of)


@pytest.mark.parametrize(
    "words", ["the poet", "the minister’s wife", "General strike", "the president and his friends"]
)
def test_other_words_name_none(words: str) -> None:
    assert titles.called(words) is None


@pytest.mark.parametrize(
    ("short", "full", "means"),
    [
        ("the Secretary", "the General Secretary", True),
        ("the president", "the vice president", False),
        ("the President", "the former president", False),
        ("the president of France", "the president", False),
        ("the president", "the French president", True),
    ],
)
def test_shorter_title_means_a_fuller_one_of_the_same_office(short: str, full: str, *, means: bool) -> None:
    one, other = titles.called(short), titles.called(full)
    assert one
    assert other
    assert one.means(other) is means


@pytest.mark.parametrize(
    "opening",
    [
        "Prime Minister Anna Brandt came to Holt.",
        "Anna Brandt, Prime Minister since 1931, came to Holt.",
        "The Prime Minister, Mrs. Anna Brandt, came to Holt.",
        "Anna Brandt was elected Prime Minister in 1931.",
    ],
)
def test_office_stands_for_its_one_holder(opening: str) -> None:
    said = speakers(f"{opening} The Prime Minister said: “The mills are open.”")
    assert said == ["Mrs. Anna Brandt" if "Mrs." in opening else "Anna Brandt"]


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Anna Brandt came to Holt. The Foreign Minister said: “The mills are open.”",
        "President Anna Brandt came to Holt. The vice president said: “The mills are open.”",
        "Anna Brandt, Prime Minister from 1931 to 1935, came to Holt. In 1947 the Prime Minister said: “The mills are open.”",
        "Anna Brandt, a former governor, came to Holt. The governor said: “The mills are open.”",
    ],
)
def test_another_office_or_time_is_nobody_known(text: str) -> None:
    assert speakers(text) == [None]


def test_of_two_holders_the_one_named_last_is_meant() -> None:
    text = (
        "Governor Karl Weber left in May. Governor Anna Brandt followed him. The governor said: “The mills are open.”"
    )
    assert speakers(text) == ["Anna Brandt"]
