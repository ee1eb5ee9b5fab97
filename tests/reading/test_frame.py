"""The frame of pages that were copied as text."""

from pathlib import Path

import pytest

from loquitur.reading import posting, read

BODY = "\n\n".join(
    f"The {n} paragraph of the article tells at some length what was said in the hall that evening, and by whom."
    for n in ("first", "second", "third", "fourth", "fifth", "sixth")
)


def framed(text: str) -> list[str]:
    doc = read(text.encode(), "page.txt")
    return [doc.text[b.span.start : b.span.end] for b in doc.blocks if b.kind == "frame"]


HEADS = [
    "Submitted by a reader on 4 May, 2009 - 11:20",
    "Posted by Maria Lopez on May 3rd, 2011 at 10:15 pm",
    "By staff reporter | Updated 3 June 2012",
    "Published: 12 May 2008",
    "By Maria Lopez",
    "Home | About | Contact",
    "Skip to main content",
    "5 min read",
    "Опубликовано 11 марта 2006",
]
TAILS = [
    "Add new comment",
    "Leave a reply",
    "Log in to post comments",
    "Log in or register to post comments",
    "This website uses cookies, you can find out more and set your preferences here.",
    "We use cookies to improve your experience.",
    "By continuing to use this website, you agree to our Privacy Policy and Terms & Conditions.",
    "Privacy Policy",
    "Share this article",
    "Subscribe to our newsletter",
    "Related articles",
    "Tags: history, congress",
    "Copyright © 2009 The Evening Paper. All rights reserved.",
    "© 2009 The Evening Paper",
    "Powered by a publishing system",
    "Accept all cookies",
]


@pytest.mark.parametrize("line", HEADS)
def test_frame_is_found_above_the_body(line: str) -> None:
    assert framed(f"What was said in the hall\n\n{line}\n\n{BODY}\n") == [line]


@pytest.mark.parametrize("line", TAILS)
def test_frame_is_found_below_the_body(line: str) -> None:
    assert framed(f"What was said in the hall\n\n{BODY}\n\n{line}\n") == [line]


@pytest.mark.parametrize("line", TAILS)
def test_frame_phrases_amid_the_body_stay_text(line: str) -> None:
    assert framed(f"What was said in the hall\n\n{BODY}\n\n{line}\n\n{BODY}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "The minister said that the site uses cookies and that nobody had read its privacy policy before that day.",
        "“We use cookies,” she said, and the hall laughed.",
        "All of them agreed that the newsletter had been right.",
        "By the end of 1923 the struggle was lost.",
        "They posted guards at the door on 3 May 1923 and waited.",
    ],
)
def test_frame_words_in_a_last_sentence_stay_text(line: str) -> None:
    assert framed(f"What was said in the hall\n\n{BODY}\n\n{line}\n") == []


def test_frame_takes_menu_words_only_beside_frame() -> None:
    assert framed(f"Title of it\n\n{BODY}\n\nShare this article\n\nNews\n\nEvents\n") == [
        "Share this article",
        "News",
        "Events",
    ]
    assert framed(f"Title of it\n\n{BODY}\n\nHistory\n") == []


def test_frame_takes_the_comments_of_readers() -> None:
    tail = (
        "2 Comments\n\nMax says:\n\nI was there and it was not so, whatever the paper prints about it today.\n\nReply"
    )
    assert framed(f"Title of it\n\n{BODY}\n\n{tail}\n") == tail.split("\n\n")


def test_frame_leaves_a_signature_in_the_text() -> None:
    assert framed(f"Title of it\n\n{BODY}\n\nM. Lopez\n\nAdd new comment\n") == ["Add new comment"]


def test_posting_line_dates_the_page_and_not_the_words() -> None:
    doc = read(f"What was said\n\nPosted by Maria Lopez on 3 May 2011\n\n{BODY}".encode(), "page.txt")
    assert [(f.value, f.origin) for f in doc.metadata if f.name in ("published", "poster")] == [
        ("Maria Lopez", "posting line"),
        ("2011-05-03", "posting line"),
    ]
    assert doc.field("said") is None


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("11 March, 2006", "2006-03-11"),
        ("March 11th, 2006", "2006-03-11"),
        ("11.03.2006", "2006-03-11"),
        ("13/03/2006", "2006-03-13"),
        ("03/11/2006", "2006"),
        ("March 2006", "2006-03"),
        ("2006-03-11T01:40:00Z", "2006-03-11"),
        ("11 марта 2006", "2006-03-11"),
        ("no date", None),
    ],
)
def test_day_is_as_precise_as_the_line(words: str, edtf: str | None) -> None:
    assert posting.day(words) == edtf


@pytest.mark.parametrize(
    "words", ["By contrast", "By 3 May 1923", "Published in 1937", "Posted by the door on 3 May 1923, a guard watched."]
)
def test_parse_leaves_prose_alone(words: str) -> None:
    assert posting.parse(words) is None


COPIED = sorted((Path(__file__).parent / "copied").glob("*.txt"))


@pytest.mark.parametrize("path", COPIED, ids=lambda p: p.stem)
def test_copied_page_gives_its_body_and_nothing_else(path: Path) -> None:
    """Each page is in our own words, with the frame that its kind of site has; "| " marks what is no frame."""
    lines = path.read_text(encoding="utf-8").splitlines()
    doc = read("\n".join(line.removeprefix("| ") for line in lines).encode(), path.name)
    body = [doc.text[b.span.start : b.span.end] for b in doc.blocks if b.kind != "frame"]
    assert body == [line.removeprefix("| ") for line in lines if line.startswith("| ")]


@pytest.mark.parametrize("path", COPIED, ids=lambda p: p.stem)
def test_nothing_is_found_in_the_frame_of_a_copied_page(path: Path) -> None:
    from loquitur import language

    text = "\n".join(line.removeprefix("| ") for line in path.read_text(encoding="utf-8").splitlines())
    doc = read(text.encode(), path.name)
    found = language.find(doc)
    framed = [b.span for b in doc.blocks if b.kind == "frame"]
    spans = [d.span for d in found.dates] + [s for st in found.statements for s in st.quotation.spans]
    spans += [s for n in found.named for s in n.spans] + [s.span for s in (*found.stances, *found.fates)]
    assert [doc.text[a:b] for a, b in spans for low, high in framed if a < high and b > low] == []


def test_posting_line_of_another_page_dates_nothing() -> None:
    tail = "More from this writer\n\nAnother story of hers\n\n5 min read · Mar 3, 2018"
    doc = read(f"What was said\n\n{BODY}\n\n{tail}".encode(), "page.txt")
    assert doc.field("published") is None
    assert framed(f"What was said\n\n{BODY}\n\n{tail}") == tail.split("\n\n")
