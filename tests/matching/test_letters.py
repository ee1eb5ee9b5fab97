"""Folding and the words of a text."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.matching.letters import fold, tokens


@given(st.text())
def test_fold_every_letter_comes_from_its_code_point(text: str) -> None:
    folded = fold(text)
    assert len(folded.letters) == len(folded.places)
    assert list(folded.places) == sorted(folded.places)
    assert all(text[place].isalnum() for place in folded.places.tolist())


@given(st.text(st.characters(categories=("L", "N", "P", "Z"))))
def test_fold_is_the_same_as_character_by_character(text: str) -> None:
    slow = [chr(n) for char in text for n in fold(char).letters.tolist()]
    assert [chr(n) for n in fold(text).letters.tolist()] == slow


@given(st.text())
def test_tokens_reproduce_their_ranges_in_order(text: str) -> None:
    found = tokens(text)
    assert all(0 <= t.start < t.end <= len(text) and t.folded for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Congreſs", "congress"),
        ("ﬁnal", "FINAL"),
        ("déjà", "deja"),
        ("one’s", "one's"),
        ("exam-\n  ple", "example"),
        ("Straße", "STRASSE"),
        (unicodedata.normalize("NFD", "Ärger"), "Ärger"),
    ],
)
def test_tokens_forgive_presentation(one: str, other: str) -> None:
    assert "".join(t.folded for t in tokens(one)) == "".join(t.folded for t in tokens(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("3.5", "35"), ("$5", "£5"), ("5%", "5"), ("at -5", "at 5"), ("мой", "мои"), ("1.000", "1,000")],
)
def test_tokens_keep_what_changes_the_worth(one: str, other: str) -> None:
    assert [t.folded for t in tokens(one)] != [t.folded for t in tokens(other)]


@pytest.mark.parametrize("text", ["我們不能接受", "ไม่ยอม"])
def test_tokens_part_scripts_without_blanks(text: str) -> None:
    assert len(tokens(text)) >= 3
    assert len(fold(text).starts) >= 3
