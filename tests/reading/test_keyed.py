"""What the lines at the head of a text, and the name of its file, tell of it."""

import pytest

from loquitur.reading import read


def fields(text: str, name: str = "speech.txt") -> dict[str, str]:
    told = read(text.encode(), name).metadata
    return {f.name: f.value for f in reversed(told) if f.name != "encoding"}


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("President: Harry S. Truman\n", {"author": "Harry S. Truman", "office": "President"}),
        ("Speaker: Anna Brandt\nDate: 4 May 1921\n", {"author": "Anna Brandt", "said": "1921-05-04"}),
        ("Date: 1921-05\nTo: the Board\nFrom: A. de la Cruz\n", {"author": "A. de la Cruz", "said": "1921-05"}),
        ("Title: On the bridge\nBy: Anna Brandt and Karl Weber\n", {"title": "On the bridge"}),
        ("Date: the feast of St. John\nBy: Anna Brandt\n", {"date as given": "the feast of St. John"}),
        ("Published: 3 June 1931\nDelivered: 1 March 1923\n", {"published": "1931-06-03", "said": "1923-03-01"}),
    ],
)
def test_lines_at_the_head_are_metadata(head: str, told: dict[str, str]) -> None:
    found = fields(f"{head}\nThe bridge was lost. We must build it again.\n")
    assert told.items() <= found.items()


@pytest.mark.parametrize(
    "text",
    [
        "President: Good evening to you all, and welcome.\n\nQuestion: Is the bridge lost?\n",
        "Speaker: Anna Brandt\nThe bridge was lost, she said.\n",
        "Anna: hello\n\nKarl: goodbye\n",
        "President: Harry S. Truman",
        "The mayor said: no.\n\nBy: nobody\n",
    ],
)
def test_what_is_no_head_stays_text(text: str) -> None:
    doc = read(text.encode(), "talk.txt")
    assert "author" not in {f.name for f in doc.metadata}
    assert doc.blocks[0].kind != "frame"


def test_head_is_frame_and_the_text_is_untouched() -> None:
    text = "President: Harry S. Truman\n\nThe bridge was lost.\n"
    doc = read(text.encode(), "speech.txt")
    assert doc.text == text
    assert [(b.kind, text[b.span.start : b.span.end]) for b in doc.blocks] == [
        ("frame", "President: Harry S. Truman"),
        ("paragraph", "The bridge was lost."),
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("1947-03-12-truman-doctrine.txt", {"said": "1947-03-12", "title": "Truman doctrine"}),
        ("papers/1923-01-04 addition_to the letter.txt", {"said": "1923-01-04", "title": "Addition to the letter"}),
        ("1947-03-12.txt", {}),
        ("1947-13-12-minutes.txt", {}),
        ("letter-1947-03-12.txt", {}),
    ],
)
def test_name_of_a_file_tells_day_and_title(name: str, told: dict[str, str]) -> None:
    assert fields("The bridge was lost. We must build it again.\n", name) == told


def test_name_of_a_saved_page_is_no_date_of_its_words() -> None:
    assert "said" not in fields("<html><body><p>The bridge was lost.</p></body></html>", "2006-05-03-page.html")


def test_what_stands_in_the_text_is_trusted_more_than_the_name_of_the_file() -> None:
    head = "Speaker: Anna Brandt\nDate: 5 May 1921\n\nThe bridge was lost.\n"
    assert fields(head, "1921-05-04-bridge.txt")["said"] == "1921-05-05"
