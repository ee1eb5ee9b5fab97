"""Which forms of a name are one person's, and who is a man or a woman."""

import pytest

from loquitur import reading
from loquitur.language import people
from loquitur.language.sentences.prose import sentences


def roll(text: str) -> people.Roll:
    doc = reading.read(("A page of tests\n\n" + text).encode(), "page.txt", given={})
    return people.roll(doc, sentences(doc))


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Then John Hale came. Mr. Hale sat down.", "Mr. Hale", "John Hale"),
        ("Then Anne Hale came with Mr. Hale, the father.", "Mr. Hale", "Mr. Hale"),
        ("Then Mr. Hale and Mrs. Hale came, and Hale sat down.", "Hale", "Hale"),
        ("Then came Captain Hale, and Hale sat down.", "Captain Hale", "Hale"),
        ("Then Anne Hale came. Here Anne sat down.", "Anne", "Anne Hale"),
        ("Then Anne Hale came. Here Miss Hale sat down.", "Miss Hale", "Anne Hale"),
        ("Then Anne Hale and Jane Hale came. Here Miss Hale sat down.", "Miss Hale", "Miss Hale"),
        ("Then J. Hale came, and by then John Hale had left.", "J. Hale", "John Hale"),
        ("Then Quilla Hale came. “Miss Quilla!” said Miss Quilla Hale.", "Miss Quilla", "Quilla Hale"),
        ("Then Quilla Hale came. “Miss Hale!” said Miss Quilla Hale.", "Miss Hale", "Quilla Hale"),
        ("Then came Mrs. John Hale, and here Miss Hale sat down.", "Miss Hale", "Miss Hale"),
        ("Then Anne Hale came with Miss Hale and Mrs. Hale.", "Mrs. Hale", "Mrs. Hale"),
        ("Then came Lady Mary Grier, and here Mary sat down.", "Mary", "Mary"),
        ("“Come, O Anne!” Then Anne Hale came.", "Anne", "Anne Hale"),
        ("Then Metropolitan Quill came. Here Metropolitan Quill Orne sat down.", "Quill", "Quill Orne"),
        (
            "Then Quill Orne came. Here Orne sat down, and he rose. Orne left; he ran. Quill laughed: she was glad. Quill sang; she sat.",
            "Orne",
            "Orne",
        ),
    ],
)
def test_shorter_form_joins_the_one_it_can_mean(text: str, short: str, full: str) -> None:
    assert roll(text).name(short) == full


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Then Mrs. Orne came.", "Mrs. Orne", "female"),
        ("Then Edward Orne came.", "Edward Orne", "male"),
        ("Then Quill came; she sat down. Then Quill rose, and her hat fell.", "Quill", "female"),
        ("Then Quill came; she sat down. Then Quill rose, and his hat fell.", "Quill", None),
    ],
)
def test_gender_is_told_by_title_forename_or_the_pronouns_after(text: str, name: str, gender: str | None) -> None:
    assert roll(text).gender.get(name) == gender
