"""Saved pages."""

from hypothesis import given
from hypothesis import strategies as st

from loquitur.errors import UnreadableDocument
from loquitur.model import Document
from loquitur.reading import read

PROSE = "<p>The chairman opened the meeting and gave the floor to the first speaker, who spoke for an hour about the harvest.</p>"


def page(body: str, head: str = "") -> Document:
    return read(f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def shown(doc: Document, kind: str) -> list[str]:
    return [doc.text[b.span.start : b.span.end] for b in doc.blocks if b.kind == kind]


def test_q_gives_its_marks() -> None:
    assert page("<p>He said <q>no, <q>never</q> again</q>.</p>").text == "He said “no, ‘never’ again”."


def test_block_quotation_keeps_kind_and_level() -> None:
    doc = page(
        f"<article>{PROSE * 5}<blockquote><p>Outer words.</p><blockquote>Inner words.</blockquote></blockquote>{PROSE}</article>"
    )
    quoted = [(doc.text[b.span.start : b.span.end], b.level) for b in doc.blocks if b.kind == "block-quotation"]
    assert quoted == [("Outer words.", 1), ("Inner words.", 2)]


def test_menus_banners_and_footers_are_frame() -> None:
    doc = page(
        f"<nav><a href=/>Home</a> <a href=/a>About</a></nav><article><h1>The harvest</h1>{PROSE * 6}</article>"
        "<div class='cookie-banner'>We like biscuits here.</div><aside>Another story</aside><footer>The Evening Paper</footer>"
    )
    assert shown(doc, "frame") == ["Home About", "We like biscuits here.", "Another story", "The Evening Paper"]
    assert shown(doc, "heading") == ["The harvest"]


def test_hidden_words_are_left_out() -> None:
    doc = page(
        "<p>seen</p><p hidden>unseen</p><p style='display: none'>unseen</p><script>unseen</script><style>unseen</style>"
    )
    assert doc.text == "seen"


def test_two_line_breaks_part_paragraphs() -> None:
    assert page("One<br>line<br><br>Two").text == "One\nline\n\nTwo"


def test_raised_note_numbers_are_not_glued_to_words() -> None:
    assert page("<p>the war<sup><a href=#1>1</a></sup> and 10<sup>2</sup></p>").text == "the war[1] and 102"


def test_caption_and_footnotes_keep_their_kind() -> None:
    doc = page(
        f"<article>{PROSE * 5}<figure><figcaption>The hall</figcaption></figure>{PROSE}<div class=footnotes><p>1. A note.</p></div></article>"
    )
    assert (shown(doc, "caption"), shown(doc, "footnote")) == (["The hall"], ["1. A note."])


def test_head_tells_title_author_and_date_by_trust() -> None:
    head = (
        "<title>The harvest | Evening Paper</title><meta name=author content='B. Jones'><meta property='og:title' content='Harvest'>"
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "The harvest", '
        '"author": [{"name": "A. Smith"}], "datePublished": "2006-03-11T10:00:00Z"}]}</script>'
    )
    doc = page(PROSE, head)
    assert (doc.field("title"), doc.field("author"), doc.field("published")) == (
        "The harvest",
        "A. Smith",
        "2006-03-11",
    )
    assert [f.origin for f in doc.metadata if f.name == "title"] == ["JSON-LD", "meta og:title", "title element"]


def test_encoding_declared_by_the_page_is_believed() -> None:
    data = '<meta charset="windows-1251"><p>Он сказал: «Нет».</p>'.encode("cp1251")
    assert read(data, "page.html").text == "Он сказал: «Нет»."


PIECES = "<p>|</p>|<q>|</q>|<blockquote>|</div>|<nav>|words |&amp;|&#0;|&#xd800;|<br>|<sup><a>1</a></sup>|<!--|-->|<script>|</script>|\0|é|<pre>|<li>|<h1>t</h1>|<meta charset=hex>|<svg>|<frameset>"


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.sampled_from(PIECES.split("|")), max_size=30).map(lambda p: "".join(p).encode()),
    )
)
def test_any_bytes_give_ordered_blocks_or_a_refusal(data: bytes) -> None:
    try:
        doc = read(data, "page.html")
    except UnreadableDocument:
        return
    end = 0
    for block in doc.blocks:
        assert end <= block.span.start < block.span.end <= len(doc.text)
        end = block.span.end
    doc.text.encode()
