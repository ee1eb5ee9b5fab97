"""Names found in any form, and nothing else."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.store.withholding.veil import Veil, Withheld

OVER = Veil((Withheld("Person-AB12CD", ("Adam Marsh", "Mr. Marsh", "Aïda Márquez-Lund"), 3),))
COMMON = Veil((Withheld("Person-AB12CD", ("Adam Hill",), 3),))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("said Adam Marsh, and left", "said Person-AB12CD, and left"),
        ("ADAM MARSH'S bank", "Person-AB12CD'S bank"),
        ("Marsh, Adam (1899)", "Person-AB12CD (1899)"),
        ("Adam\nMarsh", "Person-AB12CD"),
        ("Adam\u00a0Marsh", "Person-AB12CD"),
        ("A\u00addam Mar\u200bsh", "Person-AB12CD"),
        ("a mar-\nshal and Adam Mar-\n  sh", None),
        ("Mársh", "Person-AB12CD"),
        ("Ma\u0301rsh", "Person-AB12CD"),
        ("Маrsh", "Person-AB12CD"),  # the first two letters are of another alphabet
        ("ＭＡＲＳＨ", "Person-AB12CD"),
        ("https://x.example/Adam%20Marsh", "https://x.example/Person-AB12CD"),
        ("https://x.example/M%61rsh", "https://x.example/Person-AB12CD"),
        ("Adam&nbsp;Marsh and M&aacute;rsh", "Person-AB12CD and Person-AB12CD"),
        ('"M\\u0061rsh"', '"Person-AB12CD"'),
        ("Adam\\nMarsh", "Person-AB12CD"),
        ("marsh-1921.txt", "Person-AB12CD-1921.txt"),
        ("adam_marsh_letter", "Person-AB12CD_letter"),
        ("AdamMarsh", "Person-AB12CD"),
        ("AIDA MARQUEZ LUND", "Person-AB12CD"),
        ("Aïda Márquez", "Aïda Márquez"),
        ("Adam Smith", "Adam Smith"),
    ],
)
def test_name_is_replaced_in_every_form(text: str, told: str | None) -> None:
    if told is None:
        assert OVER.text(text).endswith("Person-AB12CD")
    else:
        assert OVER.text(text) == told
    assert not OVER.holds(OVER.text(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hill said", "Person-AB12CD said"),
        ("a hill", "a Person-AB12CD"),
        ("Churchill and the hillside", "Churchill and the hillside"),
        ("hill1923.txt", "Person-AB12CD1923.txt"),
    ],
)
def test_surname_that_is_a_common_word_is_a_whole_word(text: str, told: str) -> None:
    assert COMMON.text(text) == told


def test_rare_surname_is_found_inside_words() -> None:
    over = Veil((Withheld("Person-1", ("Ion Ceaușu",), 3),))
    assert over.text("anti-Ceaușuism") == "anti-Person-1ism"


def test_groups_are_found_whole() -> None:
    over = Veil((Withheld("Person-1", ("The Relief Committee",), 3, person=False),))
    assert over.text("The Relief Committee met; the committee adjourned.") == "Person-1 met; the committee adjourned."


@given(st.text(st.sampled_from("Aadm Mrsh\n-\u00ad\u200báм.,%20"), max_size=60))
def test_nothing_is_left_after_replacing(text: str) -> None:
    assert not OVER.holds(OVER.text(text))


@given(st.text(max_size=80))
def test_text_without_a_name_stays(text: str) -> None:
    if not OVER.holds(text):
        assert OVER.text(text) == text


@given(st.lists(st.sampled_from(["Adam Marsh", " and ", "Mársh", " x ", "\n", "é"]), max_size=12))
def test_spans_are_apart_and_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    spans = OVER.spans(text)
    assert all(0 <= a < b <= len(text) for a, b, _ in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
