"""PDF files with a text layer, made here."""

import pytest
from fpdf import FPDF

from loquitur.errors import UnreadableDocument
from loquitur.model import Document
from loquitur.reading import read

SENTENCE = (
    "The delegates heard the report in silence, and nobody asked for the floor "
    "until the chairman had repeated his offer. "
)


class Book(FPDF):
    """Pages with a running head and numbers from 41 on."""

    def header(self) -> None:
        self.set_font("Times", size=9)
        self.cell(0, 8, "THE HISTORY OF A CONGRESS", align="C")
        self.ln(10)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Times", size=9)
        self.cell(0, 8, str(self.page_no() + 40), align="C")


def book() -> Document:
    pdf = Book()
    pdf.set_title("A History")
    pdf.set_author("Ann Author")
    pdf.add_page()
    pdf.set_font("Times", size=18)
    pdf.multi_cell(0, 10, "Chapter One")
    pdf.set_font("Times", size=11)
    for n in range(24):
        pdf.ln(4)
        pdf.multi_cell(0, 6, SENTENCE * 4 + f"So ended meeting {n}.")
    return read(bytes(pdf.output()), "a.pdf")


def test_running_heads_and_numbers_are_frame() -> None:
    doc = book()
    framed = {doc.text[b.span.start : b.span.end] for b in doc.blocks if b.kind == "frame"}
    assert framed == {"THE HISTORY OF A CONGRESS", "41", "42", "43", "44"}


def test_paragraphs_are_whole_over_the_end_of_a_page() -> None:
    doc = book()
    ends = [doc.text[b.span.start : b.span.end].rpartition("meeting ")[2] for b in doc.blocks if b.kind == "paragraph"]
    assert ends == [f"{n}." for n in range(24)]


def test_pages_have_the_file_number_and_the_printed_one() -> None:
    doc = book()
    assert [(p.kind, p.label) for p in doc.places[:4]] == [
        ("file-page", "1"),
        ("printed-page", "41"),
        ("file-page", "2"),
        ("printed-page", "42"),
    ]
    assert doc.page(doc.text.index("meeting 1.")) == "41"


def test_information_and_large_type_are_kept() -> None:
    doc = book()
    assert (doc.field("title"), doc.field("author")) == ("A History", "Ann Author")
    assert [doc.text[b.span.start : b.span.end] for b in doc.blocks if b.kind == "heading"] == ["Chapter One"]


def test_two_columns_are_read_one_after_the_other() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=10)
    for row in range(20):
        for left, side in ((10, "left"), (110, "right")):
            pdf.set_xy(left, 20 + 5 * row)
            pdf.cell(85, 5, f"{side} {row} " + "word " * 6)
    text = read(bytes(pdf.output()), "a.pdf").text
    assert text.index("left 19") < text.index("right 0")


def test_soft_hyphens_at_line_ends_are_joined() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.multi_cell(
        60,
        6,
        "A sen\u00adtence on extraor\u00addinary circum\u00adstances and the repre\u00adsentation of the well-known.",
    )
    text = read(bytes(pdf.output()), "a.pdf").text
    assert "extraordinary" in text
    assert "circumstances" in text
    assert "well-known" in text


def test_pdf_without_text_layer_is_refused() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 50, 50)
    with pytest.raises(UnreadableDocument, match="no text layer"):
        read(bytes(pdf.output()), "a.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(range(256)), b"no PDF at all"])
def test_damaged_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"a\.pdf: it is damaged or no PDF"):
        read(data, "a.pdf")


def test_encrypted_pdf_is_refused() -> None:
    pytest.importorskip("cryptography")
    pdf = FPDF()
    pdf.add_page()
    pdf.set_encryption("owner", "user")
    with pytest.raises(UnreadableDocument, match="encrypted with a password"):
        read(bytes(pdf.output()), "a.pdf")


WORDS = [
    "harbour",
    "letter",
    "council",
    "night",
    "clerk",
    "return",
    "mayor",
    "ship",
    "paper",
    "winter",
    "door",
    "answer",
    "silence",
    "bread",
    "ledger",
]


def prose(number: int, sentences: int = 6) -> str:
    """Different sentences for each number, the same ones every time."""
    words = [WORDS[(number * 7 + i * i) % len(WORDS)] for i in range(sentences * 10)]
    return " ".join(" ".join(words[i : i + 10]).capitalize() + "." for i in range(0, len(words), 10))


class Printed(FPDF):
    """Pages as a browser prints them."""

    def header(self) -> None:
        self.set_font("Helvetica", size=7)
        self.text(10, 8, "11/29/26, 1:34 PM")
        self.text(100, 8, "Draft")

    def footer(self) -> None:
        self.text(10, 290, "https://example.org/draft.html")
        self.text(195, 290, f"{self.page_no()}/1")


def test_what_a_browser_sets_about_a_single_page_is_frame() -> None:
    pdf = Printed()
    pdf.set_margins(20, 25)
    pdf.add_page()
    pdf.set_font("Times", size=11)
    pdf.multi_cell(0, 6, SENTENCE * 6)
    pdf.ln(0)
    pdf.multi_cell(0, 6, "See https://example.org/report")
    doc = read(bytes(pdf.output()), "a.pdf")
    assert set(shown(doc, "frame")) >= {"Draft", "https://example.org/draft.html", "1/1"}
    assert [words.split()[-1] for words in shown(doc, "paragraph")] == ["offer.", "https://example.org/report"]


def test_message_with_its_hour_is_no_stamp_of_a_browser() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=11)
    messages = [f"12/05/2020, 10:3{n} - Ann Hall: This is message {n}." for n in range(6)]
    for words in messages:
        pdf.multi_cell(0, 6, words)
        pdf.ln(8)
    assert shown(read(bytes(pdf.output()), "a.pdf"), "frame") == []


def test_short_paragraphs_are_parted_by_the_space_between_them() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=11)
    short = [f"{'' if n % 3 else SENTENCE}So ended meeting {n}," for n in range(9)]
    for words in short:
        pdf.multi_cell(0, 6, words)
        pdf.ln(4)
    doc = read(bytes(pdf.output()), "a.pdf")
    assert [" ".join(words.split()) for words in shown(doc, "paragraph")] == short


class Chapters(FPDF):
    """Pages whose running heads change from left to right."""

    def header(self) -> None:
        self.set_font("Times", size=9)
        self.cell(0, 8, "THE HARBOUR LETTERS" if self.page_no() % 2 else "CHAPTER THREE", align="C")
        self.ln(12)


def test_running_heads_that_change_from_left_to_right_are_frame() -> None:
    pdf = Chapters()
    for n in range(4):
        pdf.add_page()
        pdf.set_font("Times", size=11)
        pdf.multi_cell(0, 6, prose(n, 20))
    doc = read(bytes(pdf.output()), "a.pdf")
    assert [b.kind for b in doc.blocks] == ["frame", "paragraph"] * 4
    assert shown(doc, "frame") == ["THE HARBOUR LETTERS", "CHAPTER THREE"] * 2


def shown(doc: Document, kind: str) -> list[str]:
    return [doc.text[b.span.start : b.span.end] for b in doc.blocks if b.kind == kind]


def test_columns_keep_their_paragraphs_and_footnotes_stand_apart() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=10)
    with pdf.text_columns(ncols=2, gutter=8, text_align="J") as columns:
        for n in range(6):
            columns.write(f"{prose(n, 8)} We saw no one.\n\n")
    pdf.set_y(262)
    pdf.set_font("Times", size=7)
    pdf.multi_cell(0, 3.5, "1 Board minutes, 4 April 1911, folio 7.\n2 The Evening Paper, 12 June 1913.")
    doc = read(bytes(pdf.output()), "a.pdf")
    assert shown(doc, "footnote") == ["1 Board minutes, 4 April 1911, folio 7.", "2 The Evening Paper, 12 June 1913."]
    assert [" ".join(p.split()) for p in shown(doc, "paragraph")] == [f"{prose(n, 8)} We saw no one." for n in range(6)]


@pytest.mark.parametrize("angle", [90, -90])
def test_page_turned_by_a_quarter_is_read_in_order(angle: int) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=11)
    with pdf.rotation(angle, x=105, y=148):
        pdf.set_xy(10, 100)
        pdf.multi_cell(190, 6, prose(1, 12))
    doc = read(bytes(pdf.output()), "a.pdf")
    assert " ".join(doc.text.split()) == prose(1, 12)
