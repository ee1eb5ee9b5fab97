"""What a description is made of, and beside whose name it stands."""

import pytest

from loquitur import language, reading
from loquitur.language import people
from loquitur.language.persons import descriptions
from loquitur.language.sentences.prose import sentences


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the old painter", ("painter", "", "old")),
        ("her elder sister", ("sister", "her", "kin")),
        ("this young lady", ("lady", "", "young")),
        ("the child", ("child", "", "young")),
        ("his companion of the day before", ("companion", "his", "somebody")),
        ("a gentle sigh", None),
    ],
)
def test_description_is_taken_apart(words: str, told: tuple[str, str, str] | None) -> None:
    found = descriptions.read(words)
    assert (found and (found.head, found.owner, found.sort)) == told


@pytest.mark.parametrize(
    ("text", "head", "name"),
    [
        ("Then came Basil Orne, the painter, with his dog.", "painter", "Basil Orne"),
        ("She saw her sister Jane Hale at the gate.", "sister", "Jane Hale"),
        ("Now Peter Collins was a clergyman.", "clergyman", "Peter Collins"),
        ("They drank to my father, John Hale, at the table.", "my father", "John Hale"),
    ],
)
def test_description_is_linked_to_the_name_beside_it(text: str, head: str, name: str) -> None:
    doc = reading.read(("A page of tests\n\n" + text).encode(), "page.txt", given={})
    assert list(people.roll(doc, sentences(doc)).described[head]) == [name]


def speaker(text: str) -> str | None:
    (told,) = [s for s in language.find(reading.read(text.encode(), "page.txt")).statements if s.act == "speech"]
    return told.speaker.name


def test_father_of_the_writer_has_the_name_that_stands_beside_him() -> None:
    text = "“It will be all right now,” said my father.\n\nThey made my father, John Hale, into a hero in later years."
    assert speaker(text) == "John Hale"


def test_painter_is_whom_the_page_names_so_only_where_he_was_named_last() -> None:
    page = "At Orne sat Peter Pike, the painter. {} “The light is good,” said the painter."
    assert speaker(page.format("Nobody liked him.")) == "Peter Pike"
    assert speaker(page.format("With him came John Hale.")) is None
