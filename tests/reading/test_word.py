"""Word documents, built here part by part."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.errors import UnreadableDocument
from loquitur.model import Document
from loquitur.reading import read, word

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {NS}>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My words"/><w:basedOn w:val="Q"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Intense Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Round"><w:name w:val="Round"/><w:basedOn w:val="Round"/></w:style>
</w:styles>"""


def packed(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A .docx with this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {NS}><w:body>{body}</w:body></w:document>")
        for path, text in (parts or {}).items():
            package.writestr(path, text)
    return out.getvalue()


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def docx(body: str, parts: Mapping[str, str] | None = None) -> Document:
    return read(packed(body, parts), "draft.docx")


def told(doc: Document) -> list[tuple[str, str]]:
    return [(b.kind, doc.text[b.span.start : b.span.end]) for b in doc.blocks]


def test_word_reads_runs_tabs_and_breaks_as_one_paragraph() -> None:
    runs = (r("He said: "), r("“No"), "<w:r><w:tab/><w:t>more</w:t><w:br/><w:noBreakHyphen/><w:t>ever.”</w:t></w:r>")
    assert told(docx(p(*runs))) == [("paragraph", "He said: “No\tmore\n\u2011ever.”")]


def test_word_takes_insertions_in_and_leaves_deletions_out_and_says_so() -> None:
    gone = "<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>"
    doc = docx(p(r("I will "), f"<w:ins>{r('always ')}</w:ins>", gone, r("pay.")))
    assert doc.text == "I will always pay."
    assert doc.field("tracked_changes") == "1 insertions are in the text, 2 deletions are left out"


def test_word_joins_paragraphs_whose_mark_was_deleted() -> None:
    doc = docx(p(r("One "), properties="<w:rPr><w:del/></w:rPr>") + p(r("and two.")))
    assert told(doc) == [("paragraph", "One and two.")]


def test_word_leaves_hidden_text_out_and_says_so() -> None:
    doc = docx(p(r("Seen."), r(" Unseen.", "<w:vanish/>"), r(" Shown.", '<w:vanish w:val="0"/>')))
    assert (doc.text, doc.field("hidden_text")) == ("Seen. Shown.", "1 hidden stretches are left out")


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ('<w:pStyle w:val="H2"/>', "heading"),
        ('<w:outlineLvl w:val="0"/>', "heading"),
        ('<w:pStyle w:val="Q"/>', "block-quotation"),
        ('<w:pStyle w:val="Own"/>', "block-quotation"),
        ('<w:ind w:left="720" w:right="720"/>', "block-quotation"),
        ('<w:ind w:firstLine="720"/>', "paragraph"),
        ('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>', "list"),
        ('<w:pStyle w:val="T"/>', "frame"),
        ('<w:pStyle w:val="Round"/>', "paragraph"),
        ('<w:pStyle w:val="Nowhere"/>', "paragraph"),
    ],
)
def test_word_tells_the_kind_of_a_paragraph(properties: str, kind: str) -> None:
    doc = docx(
        p(r("First of all a line of its own.")) + p(r("The words."), properties=properties), {"word/styles.xml": STYLES}
    )
    assert told(doc)[1] == (kind, "The words.")


def test_word_puts_notes_behind_the_body() -> None:
    separator = f'<w:footnote w:type="separator" w:id="0">{p(r("---"))}</w:footnote>'
    notes = (
        f'<w:footnotes {NS}>{separator}<w:footnote w:id="2">{p(r("See Hall, "), r("p. 4."))}</w:footnote></w:footnotes>'
    )
    ends = f'<w:endnotes {NS}><w:endnote w:id="2">{p(r("Or not."))}</w:endnote></w:endnotes>'
    doc = docx(p(r("The words.")), {"word/footnotes.xml": notes, "word/endnotes.xml": ends})
    assert told(doc)[1:] == [("footnote", "[1] See Hall, p. 4."), ("footnote", "[1] Or not.")]


def test_word_reads_tables_and_content_controls_but_one_alternative_and_no_deleted_row() -> None:
    cell, gone = (
        f"<w:tc>{p(r('In a cell.'))}</w:tc>",
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('Gone.'))}</w:tc></w:tr>",
    )
    table = f"<w:tbl><w:tr>{cell}</w:tr>{gone}</w:tbl>"
    control = f"<w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr><w:sdtContent>{p(r('Controlled.'))}</w:sdtContent></w:sdt>"
    choice = (
        '<mc:AlternateContent xmlns:mc="m"><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
    )
    doc = docx(table + control + p(choice.format(r("new"), r("old"))))
    assert [words for _, words in told(doc)] == ["In a cell.", "Controlled.", "new"]


@pytest.mark.parametrize("turn", ["<w:lastRenderedPageBreak/>", '<w:br w:type="page"/>'])
def test_word_tells_the_page(turn: str) -> None:
    doc = docx(p(r("On the first page.")) + p(f"<w:r>{turn}</w:r>", r("On the second.")))
    assert [doc.page(doc.text.index(words)) for words in ("On the first", "On the second")] == ["1", "2"]


def test_word_without_breaks_has_no_pages() -> None:
    assert docx(p(r("Words."))).places == ()


@pytest.mark.parametrize(("creator", "author"), [("Ann Hall", "Ann Hall"), ("Microsoft Office User", None)])
def test_word_takes_the_author_from_the_properties(creator: str, author: str | None) -> None:
    core = f'<c:coreProperties xmlns:c="c" xmlns:d="d"><d:title>On  Locks</d:title><d:creator>{creator}</d:creator></c:coreProperties>'
    doc = docx(p(r("Words.")), {"docProps/core.xml": core})
    assert (doc.field("title"), doc.field("author")) == ("On Locks", author)


def test_word_is_known_by_its_bytes_whatever_its_name() -> None:
    assert read(packed(p(r("Words."))), "draft.txt").reader.startswith("word")


def entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        text = f'<!DOCTYPE d [<!ENTITY e "words">]><w:document {NS}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
        package.writestr("word/document.xml", text)
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(packed(p(r("Words."))))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(sign, start + 4)
    return bytes(data)


def bomb() -> bytes:
    return packed(p(r("a" * 45_000_000)))


def flipped() -> bytes:
    data = bytearray(packed(p(r("Words of the body. " * 40))))
    data[data.index(b"word/document.xml") + 30] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (entities(), "declares entities"),
        (locked(), "encrypted with a password"),
        (bomb(), "more than 40 MB unpacked"),
        (flipped(), "damaged"),
        (packed(p(r("Words.")))[:-40], "damaged"),
        (packed("<w:p>"), "document.xml is damaged"),
        (packed(""), "no text"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, ".doc"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted with a password"),
    ],
    ids=["entities", "locked", "bomb", "flipped", "cut", "broken", "empty", "old", "old-locked"],
)
def test_word_refuses_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read(data, "draft.docx")
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_word_reads_no_part_that_leads_out_of_the_package() -> None:
    doc = docx(p(r("Words.")), {"../../evil.xml": "<x/>", "/etc/evil": "x"})
    assert doc.text == "Words."


LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"), exclude_characters="<>&"), max_size=12)
PIECES = st.lists(st.tuples(st.sampled_from(["plain", "ins", "del", "smartTag"]), LETTERS), max_size=6)


@given(st.lists(PIECES, min_size=1, max_size=6))
def test_word_text_is_what_stands_after_all_changes(rows: list[list[tuple[str, str]]]) -> None:
    body = "".join(p(*(r(t) if kind == "plain" else f"<w:{kind}>{r(t)}</w:{kind}>" for kind, t in row)) for row in rows)
    kept = ["".join(t for kind, t in row if kind != "del").strip() for row in rows]
    try:
        doc = docx(p(r("Begin.")) + body)
    except UnreadableDocument:
        pytest.fail("a sound document was refused")
    assert [words for _, words in told(doc)] == ["Begin.", *filter(None, kept)]
    assert doc.text == "\n\n".join(["Begin.", *filter(None, kept)])


@given(st.binary(max_size=300))
def test_is_word_never_raises(data: bytes) -> None:
    assert word.is_word(b"PK\x03\x04" + data) is False
