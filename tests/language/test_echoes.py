"""Whoever is told to repeat what another said before."""

import pytest

from loquitur import language, reading

WHEN = "It is now 1910, and in 1820, ninety years ago, the trouble began. "
WHO = "In his book Marlow wrote of it, and Sir John Pike, and the late John Harding did so before them. "


@pytest.mark.parametrize(
    ("sentence", "echo"),
    [
        ("That is Marlow, repeating what Harding said twelve years ago.", ("Marlow", "John Harding", "1898", 12)),
        ("It is not Pike, it is Marlow, echoing what Harding said in 1890.", ("Marlow", "John Harding", "1890", None)),
        ("Last week Marlow rose and repeated what Harding told the House.", ("Marlow", "John Harding", None, None)),
    ],
)
def test_echo_names_who_repeats_whom(sentence: str, echo: tuple[str, str, str | None, int | None]) -> None:
    doc = reading.read(f"{WHO}\n\n{WHEN}{sentence}\n".encode(), "page.txt")
    (found,) = language.find(doc).echoes
    assert (found.later, found.earlier, found.when, found.gap_years) == echo


@pytest.mark.parametrize(
    "sentence", ["Marlow repeated the experiment for Harding.", "Marlow repeats what Marlow said in 1890."]
)
def test_no_echo_without_another_and_his_words(sentence: str) -> None:
    doc = reading.read(f"{WHO}\n\n{WHEN}{sentence}\n".encode(), "page.txt")
    assert not language.find(doc).echoes
