"""The words of a text."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.matching.letters import tokens


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
