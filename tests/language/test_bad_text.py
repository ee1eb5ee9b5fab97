"""Text that no sane person wrote: nothing raises, every range is true, and work grows with the length alone."""

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur import language, reading
from loquitur.errors import UnreadableDocument
from loquitur.language import marks, people
from loquitur.language.sentences import tongue
from loquitur.language.sentences.prose import sentences
from loquitur.language.speech import attribution, turns
from loquitur.language.speech.scenes import Stage
from loquitur.model import Block, Document, Span, digest

MARKS = [
    "“",
    "”",
    "„",
    "«",
    "»",
    "‹",
    "›",
    '"',
    "'",
    "‘",
    "’",
    "``",
    "''",
    "—",
    "– ",
    "> ",
    "    ",
    "\n\n",
    "\n",
    ". ",
    ", ",
]
WORDS = [
    "said Hill",
    "Mrs. Hill",
    "he said",
    "I said",
    "yes",
    "the General",
    "according to",
    "так",
    "نعم",
    "😀",
    "\u202e",
]
ODD = ["[", "]", "(", ")", "…", "?", "!", ":", ";", "* * *", "é", "e\u0301", "\u00a0", "WORD:", "\x07"]
PIECES = st.sampled_from([*MARKS, *WORDS, *ODD])


def spans(found: object) -> list[tuple[int, int]]:
    return [
        span
        for statement in found.statements  # type: ignore[attr-defined]
        for span in (*statement.quotation.spans, *statement.cue, *(s for who in statement.speakers for s in who.spans))
    ]


@given(st.lists(PIECES, max_size=70))
def test_anything_is_read_with_true_offsets(pieces: list[str]) -> None:
    try:
        doc = reading.read(" ".join(pieces).encode("utf-8", "replace"), "odd.txt", given={})
    except UnreadableDocument:
        return
    found = language.find(doc)
    assert all(0 <= a <= b <= len(doc.text) for a, b in spans(found))
    for statement in found.statements:
        parts = [doc.text[a:b] for a, b in statement.quotation.spans]
        assert " ".join(parts) == statement.quotation.text
        assert all(parts)


@given(st.text(max_size=80))
def test_any_characters_are_read(text: str) -> None:
    whole = Block(Span(0, len(text)), "paragraph")
    doc = Document(digest(text.encode("utf-8", "surrogatepass")), "odd.txt", text, (whole,), (), (), "plain 1")
    for quoted in marks.find(doc):
        assert all(0 <= a <= b <= len(text) for a, b in quoted.spans)


def calls(text: str) -> int:
    """How many functions are called to find who speaks in a text, a measure that no other program disturbs."""
    blocks = tuple(Block(Span(0, len(text)), "paragraph") for _ in (0,))
    doc = Document(digest(text), "odd.txt", text, blocks, (), (), "plain 1")
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    prose = sentences(doc)
    who = people.roll(doc, prose)
    sys.setprofile(note)
    try:
        stage = Stage.of(doc, marks.find(doc))
        drafts = turns.find(stage, prose, who)
        attribution.settle(stage, who, [d for d in drafts.values() if stage.quoted[d.number].parent is None])
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "the men of the canal went on and on ",
        "“”\"'‘’«»„",
        "“word ",
        "“Yes it is so indeed,” said Mr. Hill. ",
        "‘the workers’ party’ ",
        "😀 “🙂 yes we can do it,” said Hill. \u202e\u0007 ",
        "he said, ",
    ],
)
def test_work_grows_with_the_length_alone(piece: str) -> None:
    once, twice = calls(piece * 150), calls(piece * 300)
    assert twice < 2.4 * once + 200


def test_long_text_without_a_stop_is_read() -> None:
    doc = reading.read(("“and so the men went on " * 8_000).encode(), "long.txt", given={})
    assert len(doc.text) > 180_000
    assert len(marks.find(doc)) <= 8


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The man who came to the house was not the one whom we had seen there in the spring. " * 3, True),
        (
            "Der Mann, der gestern in das Haus kam, war nicht derselbe, den wir im Frühling dort gesehen hatten. " * 3,
            False,
        ),
        ("L'homme qui vint hier dans la maison n'était pas celui que nous avions vu là au printemps. " * 3, False),
        ("Человек, который вчера пришёл в этот дом, был не тот, кого мы видели весной. " * 3, False),
        ("Too few words.", True),
    ],
)
def test_language_that_is_not_known_is_told_from_english(text: str, known: bool) -> None:
    assert tongue.is_known(text) is known


def test_marks_of_an_unknown_language_are_read() -> None:
    text = "Der Kanal\n\nDer Müller sagte zu den Leuten: „Der Kanal ist offen und bleibt es auch.“ Dann ging er nach Hause."
    doc = reading.read(text.encode(), "seite.txt", given={})
    (found,) = language.find(doc).statements
    assert found.quotation.text == "Der Kanal ist offen und bleibt es auch."
    assert found.speaker.name is None
