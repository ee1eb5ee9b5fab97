"""A saved web page: everything a reader sees, as text and blocks.

Our own serialiser walks the page in document order, so that `<q>` keeps its marks and block quotations, lists, captions
and footnotes keep their kind. What is hidden, script or style is left out. Which blocks are the page's text and which
its frame is told by the elements they stand in (nav, header, footer, aside, form …), by the phrases of copied pages, and
by trafilatura, whose choice of the main text is taken and whose text is not.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loquitur.errors import UnreadableDocument
from loquitur.model import Block, BlockKind, Field, Span
from loquitur.reading import layout

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["decode", "read"]

_KINDS: dict[str, BlockKind] = {
    **{f"h{n}": "heading" for n in range(1, 7)}, "li": "list", "dt": "list", "dd": "list", "blockquote": "block-quotation",
    "figcaption": "caption", "caption": "caption",
}  # fmt: skip
_BREAKS = {
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "ul", "ol", "dl", "table", "tr", "td", "th",
    "figure", "form", "fieldset", "address", "pre", "hr", "body", "html", "center", "details", "summary", *_KINDS,
}  # fmt: skip
_SILENT = {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "option", "textarea", "canvas", "audio", "video"}
_FRAME = {"nav", "footer", "aside", "form", "button", "dialog", "menu", "label"}
_FRAME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|sidebar|footer|cookie|cookies|consent|share|sharing|social|comments?|respond|breadcrumbs?|related|"
    r"newsletter|subscribe|advert|ads?|banner|login|pagination|tags|byline|meta|submitted|posted)(?:$|[\s_-])",
    re.I,
)
_FOOTNOTE = re.compile(r"(?:^|[\s_-])(?:footnotes?|endnotes?|fn|reflist|references)(?:$|[\s_-])", re.I)


@dataclass(slots=True)
class _Page:
    """The text and blocks gathered so far."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    begin: int | None = None
    blocks: list[tuple[Span, BlockKind, int, str]] = field(default_factory=list)

    def say(self, words: str, kept: bool = False) -> None:
        words = words if kept else re.sub(r"\s+", " ", words)
        ends_blank = not self.parts or self.parts[-1][-1:].isspace()
        if not kept and ends_blank:
            words = words.lstrip()
        if not words:
            return
        if self.begin is None:
            if not words.strip():
                return
            self.begin = self.length
        self.parts.append(words)
        self.length += len(words)

    def close(self, kind: BlockKind, level: int, place: str) -> None:
        """Ends the present block."""
        if self.begin is None:
            return
        while self.parts and self.parts[-1] != self.parts[-1].rstrip():
            tail = self.parts[-1].rstrip()
            self.length -= len(self.parts[-1]) - len(tail)
            self.parts[-1] = tail
            if tail:
                break
            self.parts.pop()
        if self.length > self.begin:
            self.blocks.append((Span(self.begin, self.length), kind, level, place))
            self.parts.append("\n\n")
            self.length += 2
        self.begin = None


def decode(data: bytes) -> tuple[str, str, str]:
    """The characters of a page, its encoding, and how that was known: byte order mark, meta, or detection."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding, "byte order mark"
    try:
        return data.decode("utf-8"), "utf-8", "valid UTF-8"
    except UnicodeDecodeError:
        pass
    named = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.I)
    for encoding in ([named[1].decode("ascii")] if named else []) + ["cp1252"]:
        try:
            return data.decode(encoding, "replace"), encoding, "meta charset" if named else "guessed"
        except LookupError:
            continue
    return data.decode("latin-1"), "latin-1", "guessed"


def read(data: bytes, name: str) -> tuple[str, tuple[Block, ...], list[Field]]:
    """The text of a page, its blocks, and what its head says about it.

    Raises UnreadableDocument for a page without visible text.
    """
    from lxml import etree, html

    source, encoding, how = decode(data)
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source).replace("\0", "")
    try:
        root = html.document_fromstring(source, parser=html.HTMLParser(huge_tree=False, recover=True, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableDocument(name, "it holds no page", "save the page again from a browser") from error
    page = _Page()
    _walk(root, page)
    text = "".join(page.parts).rstrip()
    if not text:
        raise UnreadableDocument(name, "the page has no visible text", "save it again when it has loaded, or copy its text")
    fields = [Field("encoding", encoding, how), *_head(root)]
    return text, _settle(text, page, _main_words(source)), fields


def _walk(root: "HtmlElement", page: _Page) -> None:
    """Visits the page in document order, without recursion: pages nest deeper than Python does."""
    stack: list[tuple[HtmlElement, bool, BlockKind, int, str]] = [(root, False, "paragraph", 0, "")]
    while stack:
        element, leaving, kind, level, place = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag in _BREAKS:
                page.close(kind, level, place)
            elif tag == "q":
                page.say("”", True)
            outer = element.getparent()
            if element.tail and outer is not None:
                page.say(element.tail)
            continue
        if not tag or tag in _SILENT or _hidden(element):
            if element.tail:
                page.say(element.tail)
            continue
        if tag in _BREAKS:
            outer = stack[-1] if stack else None
            page.close(*_outer(stack, kind, level, place))
            kind, level, place = _inner(element, tag, kind, level, place)
        elif tag == "br":
            page.say("\n", True)
        elif tag == "q":
            page.say("“", True)
        elif tag in _FRAME:
            place = "frame"
        stack.append((element, True, kind, level, place))
        if element.text:
            page.say(element.text)
        stack.extend((child, False, kind, level, place) for child in reversed(element))


def _outer(
    stack: list[tuple["HtmlElement", bool, BlockKind, int, str]], kind: BlockKind, level: int, place: str
) -> tuple[BlockKind, int, str]:
    """The kind of the block that ends where an inner one begins."""
    for _, leaving, outer_kind, outer_level, outer_place in reversed(stack):
        if leaving:
            return outer_kind, outer_level, outer_place
    return kind, level, place


def _inner(element: "HtmlElement", tag: str, kind: BlockKind, level: int, place: str) -> tuple[BlockKind, int, str]:
    label = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    if tag in _FRAME or tag != "body" and tag != "article" and _FRAME_NAMES.search(label) or (tag == "header" and element.find(".//nav") is not None):
        place = "frame"
    if tag in _KINDS:
        level = int(tag[1]) if tag[0] == "h" and tag[1:].isdigit() else level + 1 if tag == "blockquote" else level
        kind = kind if kind == "block-quotation" and tag == "li" else _KINDS[tag]
    elif _FOOTNOTE.search(label):
        kind = "footnote"
    elif kind == "heading":
        kind, level = "paragraph", 0
    return kind, level, place


def _hidden(element: "HtmlElement") -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style or "visibility:hidden" in style


def _main_words(source: str) -> set[str] | None:
    """The lines that trafilatura takes for the page's main text, folded; None where it finds none."""
    import trafilatura

    try:
        found = trafilatura.extract(source, include_comments=False, include_tables=True, favor_recall=True)
    except (ValueError, RecursionError, AttributeError, TypeError):
        return None
    lines = {_folded(line) for line in (found or "").split("\n")}
    return {line for line in lines if line} or None


def _folded(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _settle(text: str, page: _Page, main: set[str] | None) -> tuple[Block, ...]:
    """The blocks with the frame of the page told from its text."""
    whole = "".join(sorted(main)) if main else ""
    posting, furniture = layout.frame_phrases()
    blocks = []
    for span, kind, level, place in page.blocks:
        span = Span(span.start, min(span.end, len(text)))
        words = text[span.start : span.end]
        short = len(words) < 220
        folded = _folded(words)
        wanted = main is None or (bool(folded) and folded in whole) or kind in ("heading", "block-quotation", "footnote", "caption")
        if place == "frame" or short and (furniture.search(words) or posting.search(words)) or not wanted:
            kind, level = "frame", 0
        blocks.append(Block(span, kind, level))
    return tuple(blocks)


def _head(root: "HtmlElement") -> list[Field]:
    """Title, author and dates as the page's head gives them."""
    return [*_linked(root), *_meta(root)]


def _meta(root: "HtmlElement") -> Iterator[Field]:
    wanted = {
        "author": "author", "article:author": "author", "dc.creator": "author", "og:title": "title", "dc.title": "title",
        "article:published_time": "published", "date": "published", "dc.date": "published", "citation_publication_date": "published",
    }  # fmt: skip
    for tag in root.iterfind(".//meta"):
        key = (tag.get("name") or tag.get("property") or "").lower()
        content = (tag.get("content") or "").strip()
        if key in wanted and content:
            yield Field(wanted[key], content[:10] if wanted[key] == "published" else content, f"meta {key}")
    title = root.findtext(".//title")
    if title and title.strip():
        yield Field("title", re.sub(r"\s+", " ", title).strip(), "title element")


def _linked(root: "HtmlElement") -> Iterator[Field]:
    for script in root.iterfind(".//script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for row in data if isinstance(data, list) else [data]:
            if isinstance(row, dict):
                yield from _from_row(row)


def _from_row(row: dict[str, object]) -> Iterator[Field]:
    author = row.get("author")
    author = author[0] if isinstance(author, list) and author else author
    name = author.get("name") if isinstance(author, dict) else author
    for field_name, value in (("title", row.get("headline")), ("author", name), ("published", row.get("datePublished"))):
        if isinstance(value, str) and value.strip():
            yield Field(field_name, value[:10] if field_name == "published" else value.strip(), "JSON-LD")
