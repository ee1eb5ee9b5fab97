"""The blocks of plain text."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.model import Document
from loquitur.reading import layout, markdown, read

SENTENCES = (
    "The delegates heard the report in silence, and nobody asked for the floor "
    "until the chairman had twice repeated his invitation. "
)


def shown(doc: Document, kind: str) -> list[str]:
    return [doc.text[b.span.start : b.span.end] for b in doc.blocks if b.kind == kind]


@pytest.mark.parametrize("width", [45, 65, 78])
def test_wrapped_lines_are_one_paragraph(width: int) -> None:
    text = "\n\n".join([textwrap.fill(SENTENCES * 3, width)] * 4)
    assert layout.hard_wrapped(text)
    assert len(layout.blocks(text)) == 4


def test_lines_without_blank_lines_are_paragraphs() -> None:
    text = "\n".join([SENTENCES * 2, SENTENCES, "No.", SENTENCES * 3])
    assert not layout.hard_wrapped(text)
    assert len(layout.blocks(text)) == 4


@pytest.mark.parametrize("stray", [1, 3])
def test_wrapped_text_stays_wrapped_with_stray_long_lines(stray: int) -> None:
    wrapped = textwrap.fill(SENTENCES * 3, 66)
    broken = wrapped.split("\n")
    whole = "\n".join([broken[0], f"{broken[1]} {broken[2]} {broken[3]}", *broken[4:]])
    text = "\n\n".join([whole] * stray + [wrapped] * 6)
    assert layout.hard_wrapped(text)
    assert len(layout.blocks(text)) == stray + 6


def test_line_end_hyphen_holds_two_lines_together() -> None:
    text = "A long line that ends in a word un-\ndone by the printer.\nA second line."
    assert [text[b.span.start : b.span.end] for b in layout.blocks(text)] == [text[:-15], "A second line."]


def test_indent_begins_a_paragraph_in_wrapped_text() -> None:
    text = "\n".join(textwrap.fill(SENTENCES * 2, 60, initial_indent="   ") for _ in range(3))
    assert len(layout.blocks(text)) == 3


def test_indented_lines_are_a_block_quotation() -> None:
    prose = textwrap.fill(SENTENCES * 3, 70)
    text = f"{prose}\n\n{textwrap.indent(textwrap.fill(SENTENCES, 60), '    ')}\n\n{prose}\n"
    assert [b.kind for b in layout.blocks(text)] == ["paragraph", "block-quotation", "paragraph"]


@pytest.mark.parametrize(
    "title", ["Who spoke first?", "A Short History of the Hall", "THE HALL", "Speech to the Fourth Meeting"]
)
def test_first_line_is_a_title(title: str) -> None:
    doc = read(f"{title}\n\n{SENTENCES}\n\n{SENTENCES}".encode(), "a.txt")
    assert shown(doc, "heading") == [title]
    assert next((f.value, f.origin) for f in doc.metadata if f.name == "title") == (title, "first line")


@pytest.mark.parametrize(
    "line", ["Comrades!", "Dear friend,", "He went out.", "the position was held", SENTENCES.strip()]
)
def test_first_line_that_is_no_title_stays_text(line: str) -> None:
    assert shown(read(f"{line}\n\n{SENTENCES}\n\n{SENTENCES}".encode(), "a.txt"), "heading") == []


LINES = st.lists(
    st.sampled_from(
        [
            *[
                "# ",
                "> ",
                "- ",
                "1. ",
                "---",
                "===",
                "```",
                "[^1]: ",
                "key: v",
                "\r\n",
                "\n",
                "\n\n",
                "\t",
                "  ",
                "\x85",
                "\x1c",
                "\x0b",
                "\u2028",
                "a word ",
                "Posted by A on 3 May 2006",
                "© 2006",
                "Home",
            ],
            "𝔸é\u0301",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(LINES, st.text()))
@pytest.mark.parametrize("blocks", [layout.blocks, lambda text: markdown.read(text)[0]], ids=["plain", "markdown"])
def test_blocks_are_in_order_apart_and_trimmed(blocks: object, text: str) -> None:
    end = 0
    for block in blocks(text):  # type: ignore[operator]
        assert end <= block.span.start < block.span.end <= len(text)
        assert text[block.span.start : block.span.end] == text[block.span.start : block.span.end].strip()
        end = block.span.end


def test_markdown_blocks_leave_the_signs_out() -> None:
    text = (
        "# Title #\n\nUnder\n-----\n\nWords of it\ngo on.\n\n> quoted words\n\n>> deeper\n\n"
        "- one\n- two\n  more\n\n[^1]: a note\n"
    )
    found = [(b.kind, b.level, text[b.span.start : b.span.end]) for b in markdown.read(text)[0]]
    assert found == [
        ("heading", 1, "Title"),
        ("heading", 2, "Under"),
        ("paragraph", 0, "Words of it\ngo on."),
        ("block-quotation", 1, "quoted words"),
        ("block-quotation", 2, "deeper"),
        ("list", 1, "one"),
        ("list", 1, "two\n  more"),
        ("footnote", 0, "a note"),
    ]


def test_front_matter_is_metadata_and_frame() -> None:
    doc = read(
        b"---\ntitle: 'The Hall'\nauthor: [A. Smith, B. Jones]\ndate: 2006-03-11\n---\n\nThe words of it.\n", "a.md"
    )
    assert [(f.name, f.value) for f in doc.metadata if f.origin == "front matter"] == [
        ("title", "The Hall"),
        ("author", "A. Smith; B. Jones"),
        ("published", "2006-03-11"),
    ]
    assert [b.kind for b in doc.blocks] == ["frame", "paragraph"]
