"""Transcripts: each line is its own speaker's, in the habits of several times."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur import language, reading
from loquitur.language.speech import transcripts


def told(text: str) -> list[tuple[str, str]]:
    doc = reading.read(text.encode(), "page.txt", given={})
    found = language.find(doc).statements
    for s in found:
        for start, end in s.quotation.spans:
            assert doc.text[start:end].strip() == doc.text[start:end]
    return [(s.speaker.name or s.speaker.kind, s.quotation.text) for s in found if s.quotation.within is None]


TALK = [
    ("Was the lock mended in May?", "It was mended, and we paid for it."),
    ("Who paid the men?", "The company paid them in June."),
]


@pytest.mark.parametrize(
    ("asks", "answers", "who"),
    [
        ("WALLACE: ", "MR. PENCE: ", ("Wallace", "Mr. Pence")),
        ("Q. ", "A. ", ("unnamed", "unnamed")),
        ("Q: ", "A: ", ("unnamed", "unnamed")),
        ("THE CHAIRMAN. — ", "Mr. HALL. — ", ("unnamed", "Mr. Hall")),
        ("Mr. Smith.—", "Lord Grey.—", ("Mr. Smith", "Lord Grey")),
        ("SENATOR BROWN: ", "DR. VANE: ", ("Senator Brown", "Dr. Vane")),
        ("QUESTION: ", "GREEN (continuing): ", ("unnamed", "Green")),
    ],
)
def test_each_line_is_its_speakers(asks: str, answers: str, who: tuple[str, str]) -> None:
    expected = [(w, words) for turn in TALK for w, words in zip(who, turn, strict=True)]
    for between in ("\n\n", "\n"):
        lines = between.join(f"{asks}{q}{between}{answers}{a}" for q, a in TALK)
        assert told(f"The canal before the House\n\nThe minutes say:\n\n{lines}\n\nThe end came soon.\n") == expected


def test_label_is_short_for_the_name_that_the_text_gives() -> None:
    text = (
        "A talk\n\nChris Wallace met Governor Mike Pence on Sunday.\n\nWALLACE: Will you debate?\n\nPENCE: I will.\n\n"
        "WALLACE: And then?\n\nPENCE: Then we win.\n"
    )
    assert [who for who, _ in told(text)] == ["Chris Wallace", "Mike Pence"] * 2


def test_words_go_on_over_paragraphs_but_not_over_stage_directions() -> None:
    text = (
        "A talk\n\nGREEN: We dug.\n\nWe dug for years.\n\n(LAUGHTER)\n\nBROWN: And then?\n\nGREEN: Then we stopped.\n\n"
        "The hall was empty by ten.\n"
    )
    assert told(text) == [
        ("Green", "We dug. We dug for years."),
        ("Brown", "And then?"),
        ("Green", "Then we stopped."),
    ]


def test_transcript_that_is_quoted_whole_opens_each_line_with_a_mark() -> None:
    text = 'A talk\n\n"GREEN: We dug the canal.\n\n"BROWN: Was “the ditch” its name?\n\n"GREEN: Hill did."\n'
    assert told(text) == [
        ("Green", "We dug the canal."),
        ("Brown", "Was “the ditch” its name?"),
        ("Green", "Hill did."),
    ]


def test_what_others_say_in_a_turn_is_read_as_on_the_page_itself() -> None:
    text = (
        "A talk\n\nGREEN: Hill told the House: “The canal was never dug for us.”\n\nBROWN: Ellen Marsh said that it was "
        "dug for the mills.\n\nGREEN: So she did.\n"
    )
    found = language.find(reading.read(text.encode(), "page.txt", given={})).statements
    assert [s.speaker.name for s in found] == ["Green", "Hill", "Brown", "Ellen Marsh", "Green"]
    assert found[1].quotation.text == "The canal was never dug for us."
    assert found[3].quotation.text.endswith("it was dug for the mills")
    turns = [None, found[0].quotation.id, None, found[2].quotation.id, None]
    assert [s.quotation.within for s in found] == turns
    assert [link.who for link in found[1].chain] == ["Hill", "Green", None]


@pytest.mark.parametrize(
    "text",
    [
        "President: Ellen Marsh\nTitle: On the canal\nDate: 4 May 1901\n\nThe canal is dug, and we are glad of it.\n",
        "First: we dig.\nSecond: we dam.\nFirst: no more.\nSir: I remain yours.\nSir: and so do I.\n",
        "PREFACE: The canal.\n\nIt was dug.\n\nCHAPTER ONE: The lock.\n\nIt was mended.\n",
    ],
)
def test_other_lines_with_a_colon_are_no_transcript(text: str) -> None:
    assert told(text) == []


@given(
    st.lists(st.sampled_from(["Q. Was it?", "A. It was.", "A.", "MR. X: No", '"MR. X: "No', "(x)", "MR. X:", "", "so"]))
)
def test_lines_are_in_order_and_apart(lines: list[str]) -> None:
    doc = reading.read("\n\n".join(["A talk", *lines]).encode(), "page.txt", given={})
    spans = [s for turn in transcripts.find(doc.text, doc.blocks) for s in turn.spans]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(doc.text[a:b].strip() for a, b in spans)
