"""Spellings of one word, and changes that leave the sense."""

import pytest

from loquitur.matching.spelling import likeness, near, spelled


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("honour", "honor"),
        ("realised", "realized"),
        ("publick", "public"),
        ("haue", "have"),
        ("connexion", "connection"),
    ],
)
def test_spellings_of_one_word_are_equal(one: str, other: str) -> None:
    assert spelled(one) == spelled(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("four", "for"), ("your", "yor"), ("filled", "filed"), ("not", "now"), ("prise", "prize"), ("hour", "hor")],
)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert spelled(one) != spelled(other)


@pytest.mark.parametrize(
    ("source", "quote", "why"),
    [
        ("thirty-five per cent", "35%", "same-number"),
        ("three hundred and twenty thousand", "320,000", "same-number"),
        ("five million dollars", "$5 million", "same-number"),
        ("three hundred", "300", "same-number"),
        ("three", "300", None),
        ("35", "35%", None),
        ("1.5", "15", None),
        ("do not", "don’t", "contraction"),
        ("cannot", "can't", "contraction"),
        ("do", "don't", None),
        ("The law", "Tbe 1aw", "misread"),
        ("first", "second", None),
    ],
)
def test_likeness_tells_why_two_are_alike(source: str, quote: str, why: str | None) -> None:
    assert (likeness(source, quote), likeness(quote, source)) == (why, why)


@pytest.mark.parametrize(
    ("ours", "theirs", "count"),
    [(["tbe", "house"], ["the", "house"], 1), (["house"], ["houfe"], 1), (["not"], ["now"], 0), ([], ["a"], 0)],
)
def test_near_counts_words_that_nearly_agree(ours: list[str], theirs: list[str], count: int) -> None:
    assert near(ours, theirs) == count
