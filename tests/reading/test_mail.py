"""What the head of a mail, a dateline, a signature and a counting heading tell of a text."""

import pytest

from loquitur.model import Document
from loquitur.reading import read

MAIL = """From: "Ilse M. Brandt" <ibrandt@lists.example.org>
To: harbour-list@example.org
Subject: Re: [HARBOUR] Who objected to
 the weir?
Date: Fri, 3 May 2002 23:17:44 -0500
Message-ID: <1@example.org>

On 1 May Karl Orne wrote:

> Nobody objected, as far as
> I can see.

That is not so. The miller objected.
"""


def told(doc: Document) -> dict[str, str]:
    return {f.name: f.value for f in reversed(doc.metadata)}


def test_head_of_a_mail_is_metadata_and_frame() -> None:
    doc = read(MAIL.encode(), "mail.txt")
    expected = {"author": "Ilse M. Brandt", "said": "2002-05-03", "title": "Who objected to the weir?"}
    assert expected.items() <= told(doc).items()
    assert doc.blocks[0].kind == "frame"
    assert doc.text == MAIL


def test_lines_that_a_mail_cites_are_a_quotation_set_off() -> None:
    doc = read(MAIL.encode(), "mail.txt")
    assert [doc.text[slice(*b.span)] for b in doc.blocks if b.kind == "block-quotation"] == [
        "> Nobody objected, as far as\n> I can see."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "From: the tower\nTo: the harbour\n\nThe lamp was moved in the night, and nobody saw it.\n",
        "Brandt: no address\nOrne: no day\n\nThe lamp was moved.\n",
    ],
)
def test_lines_with_neither_address_nor_day_are_no_head_of_a_mail(text: str) -> None:
    assert "mail head" not in " ".join(f.origin for f in read(text.encode(), "talk.txt").metadata)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("MONDAY, JUNE 17, 1901.", "1901-06-17"),
        ("Saturday, 4 May 1912", "1912-05-04"),
        ("3 March 1921.", "1921-03-03"),
        ("1921", None),
        ("Copyright 1921 by the Board", None),
        ("4 May 2006", None),
    ],
)
def test_a_day_above_the_text_dates_it(line: str, said: str | None) -> None:
    text = f"THE HARBOUR BOARD.\n\n{line}\n\nThe chairman opened the meeting and asked for the minutes to be read.\n"
    assert told(read(text.encode(), "board.txt")).get("said") == said


LETTER = "12 Queen Square\n\n{opens}\n\nThe weir is unsafe, and I have told the Board so.\n\n{close}\n{name}\n"


@pytest.mark.parametrize(
    ("opens", "close", "name", "author"),
    [
        ("My dear Orne,", "Yours ever,", "Ilse M. Brandt", "Ilse M. Brandt"),
        ("Sir,", "I am, Sir, your obedient servant,", "KARL ORNE", "Karl Orne"),
        ("Dear Mr. Orne,", "Sincerely,", "Ilse", None),
        ("The weir,", "Yours ever,", "Ilse M. Brandt", None),
        ("Dear Mr. Orne,", "The weir fell.", "Ilse M. Brandt", None),
    ],
)
def test_signature_names_the_author_of_a_letter(opens: str, close: str, name: str, author: str | None) -> None:
    doc = read(LETTER.format(opens=opens, close=close, name=name).encode(), "letter.txt")
    assert told(doc).get("author") == author


@pytest.mark.parametrize(
    ("number", "title"), [("CHAPTER VII", "The Weir"), ("IV.", "The Weir"), ("Mutiny", "Mutiny"), ("12", "The Weir")]
)
def test_heading_that_only_counts_is_no_title(number: str, title: str) -> None:
    text = f"{number}\n\nThe Weir\n\nAt the end of the summer the weir was given up, and nobody was told of it.\n"
    assert told(read(text.encode(), "book.txt"))["title"] == title


def test_title_of_a_page_is_without_its_site() -> None:
    page = "<html><head><title>The Weir | Penrow Society</title></head><body><h1>The Weir</h1><p>It was given up.</p>"
    assert told(read(page.encode(), "page.html"))["title"] == "The Weir"


PAPER = """The Penrow Courier
Wednesday, November 4, 1931 -- Page 3

Weir Was 'Sound', Says Board

By Ilse M. Brandt

An old man told the Board that the weir had been sound, and that nobody had been hurt by it very much.
"""


def test_name_and_day_of_a_paper_stand_above_the_title() -> None:
    expected = {"title": "Weir Was 'Sound', Says Board", "published": "1931-11-04", "author": "Ilse M. Brandt"}
    assert expected.items() <= told(read(PAPER.encode(), "paper.txt")).items()


def test_words_in_marks_below_a_rubric_are_the_title() -> None:
    text = (
        "THE LONG TALK\n\n“Nobody heard the bell”\n\nKarl Orne spent eleven years at the weir, and speaks of it here.\n"
    )
    assert told(read(text.encode(), "talk.txt"))["title"] == "Nobody heard the bell"


def test_writer_of_a_reviewed_book_is_not_the_reviewer() -> None:
    text = (
        "A Gate of Water\n\nTHE WEIR AND ITS JUDGES\n\nby Karl Orne\n\nHarrow, 388 pp., £25\n\n"
        "There is a kind of book about weirs which tells you on its first page how many were drowned.\n"
    )
    assert "author" not in told(read(text.encode(), "review.txt"))
