"""Of which time a document tells where it names somebody."""

import pytest

from loquitur.language import find
from loquitur.language.deeds import lifetimes
from loquitur.lives import Life
from loquitur.model import Block, Document, Field, Span


def lives(text: str, **metadata: str) -> dict[str, Life]:
    fields = tuple(Field(name, value, "metadata.csv") for name, value in metadata.items())
    doc = Document("d", "d.txt", text, (Block(Span(0, len(text)), "paragraph"),), (), fields, "plain 1")
    return lifetimes.find(doc, find(doc))


def test_name_without_years_is_of_the_documents_own_year() -> None:
    told = lives("The council heard Clara Vogel. Clara Vogel was angry.", said="1931-05-02")
    assert told["Clara Vogel"] == Life((1931, 1931), (1931,))


def test_years_long_past_in_most_sentences_are_the_bearers() -> None:
    told = lives(
        "In 1801 Clara Vogel crossed the pass. Clara Vogel died at Holt in 1822. Bruno Lang told me so.", said="1931"
    )
    assert told["Clara Vogel"].told == (1801, 1822)
    assert 1931 in told["Bruno Lang"].told


def test_one_sentence_with_an_old_year_keeps_the_documents_year() -> None:
    assert lives("In 1801 Clara Vogel crossed the pass.", said="1931")["Clara Vogel"].told == (1801, 1931)


def test_no_year_after_the_document_is_told() -> None:
    assert lives("Clara Vogel will have the bridge in 1950.", said="1931")["Clara Vogel"].told == (1931,)


def test_dates_of_a_life_are_birth_and_death() -> None:
    told = lives("Clara Vogel (1770–1822) crossed the pass. Vogel spoke of it.", said="1931")
    assert (told["Clara Vogel"].born, told["Clara Vogel"].died) == ((1770, 1770), (1822, 1822))


@pytest.mark.parametrize(
    ("words", "silent"), [("The pass is open.", True), ("I, Clara Vogel, opened the pass.", False)]
)
def test_author_wrote_in_the_documents_year(words: str, silent: bool) -> None:
    told = lives(words, said="1801", author="Clara Vogel")["Clara Vogel"]
    assert (told.active, told.told, told.silent) == ((1801, 1801), (1801,), silent)


def test_year_of_print_is_none_of_an_authors_life() -> None:
    assert lives("The pass is open.", published="1801", author="Clara Vogel")["Clara Vogel"].active is None
