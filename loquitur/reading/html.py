"""A saved web page: everything a reader sees, as text and blocks.

Extractors of article text drop what quotations hang on: the marks of `<q>`, block quotations, footnotes. So the page
is written out by our own walk over its tree in document order, hidden parts left out, and what is article and what is
frame is only marked (`mainparts`). The walk keeps its own stack, since pages nest deeper than Python calls.

Guarantee: for any bytes a text with blocks in order and apart, or UnreadableDocument. Limit: what style sheets hide
or scripts write is not known; bytes that break the page's encoding show as U+FFFD, as in a browser, and are counted.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from loquitur.errors import UnreadableDocument
from loquitur.model import Block, BlockKind, Field, Span
from loquitur.reading import head, mainparts, plain

__all__ = ["decode", "read"]

_KINDS: dict[str, BlockKind] = {
    **{f"h{n}": "heading" for n in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), "list"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "blockquote": "block-quotation",
}
_BREAKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "ul",
        "ol",
        "dl",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "figure",
        "form",
        "fieldset",
        "address",
        "pre",
        "hr",
        "body",
        "html",
        "center",
        "details",
        "summary",
        "button",
        "label",
        "dialog",
        "menu",
        "legend",
    ]
) | frozenset(_KINDS)
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "head",
        "title",
        "iframe",
        "object",
        "embed",
        "select",
        "option",
        "textarea",
        "input",
        "canvas",
        "audio",
        "video",
    ]
)
_UNSEEN = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|hidden-visually)(?:\s|$)", re.I)
_FOOTNOTE = re.compile(r"(?:^|[\s_-])(?:footnotes?|endnotes?|doc-footnote|doc-endnotes?|reflist)(?:$|[\s_-])", re.I)
_LABELS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "x-user-defined": "cp1252",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "utf-16": "utf-8",
    "unicode": "utf-8",
    "utf8": "utf-8",
}
_NESTING = re.compile(
    r"</?(?!(?:script|style|title|head|p|q|blockquote|h\d|template|noscript)\b)[a-z][\w:-]*[^>]{0,2000}>", re.I
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a block of text stands in."""

    kind: BlockKind = "paragraph"
    level: int = 0
    framed: bool = False
    kept: bool = False
    """Whether blanks and line ends are the author's, as in `<pre>`."""


@dataclass(slots=True)
class _Page:
    """The text and blocks gathered so far."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    words: list[str] = field(default_factory=list)
    """The pieces of the block at hand."""
    linked: int = 0
    """How many of its letters stand in links."""
    found: list[mainparts.Found] = field(default_factory=list)

    def say(self, words: str, kept: bool, link: bool) -> None:
        words = re.sub("[\u00ad\u200b\ufeff\0]", "", words)
        if not kept:
            words = re.sub(r"[ \t\r\n\f]+", " ", words)
            if not self.words or self.words[-1][-1:] in (" ", "\n"):
                words = words.lstrip(" ")
        if words:
            self.words.append(words)
            self.linked += len(words.strip()) if link else 0

    def break_line(self, context: _Context) -> None:
        """Ends the line; a second line end in a row ends the block, as old pages part their paragraphs."""
        if self.words and self.words[-1] == "\n":
            self.close(context)
        elif self.words:
            self.words.append("\n")

    def close(self, context: _Context) -> None:
        """Ends the present block."""
        words = (
            re.sub(r" *\n *", "\n", "".join(self.words)).strip() if not context.kept else "".join(self.words).strip()
        )
        linked, self.words, self.linked = self.linked, [], 0
        if not words:
            return
        span = Span(self.length, self.length + len(words))
        self.found.append(
            mainparts.Found(Block(span, context.kind, context.level), context.framed, 10 * linked >= 7 * len(words))
        )
        self.parts += (words, "\n\n")
        self.length += len(words) + 2


def decode(data: bytes, name: str) -> tuple[str, Field]:
    """The characters of a page, and its encoding with how it was known: BOM, valid UTF-8, the page's word, detection.

    Raises UnreadableDocument for what is no text.
    """
    marked = plain.marked(data)
    if marked or plain.wide(data):
        return plain.decode(data, name)
    declared = _DECLARED.search(data[:8192])
    label = declared[1].decode("ascii").lower() if declared else ""
    if not label.startswith("iso-2022"):
        try:
            return data.decode("utf-8"), Field("encoding", "utf-8", "valid UTF-8")
        except UnicodeDecodeError:
            pass
    if not label:
        return plain.decode(data, name)
    try:
        encoding = _LABELS.get(label, label)
        text = data.decode(encoding, "replace")
    except (LookupError, ValueError):
        return plain.decode(data, name)
    if not isinstance(text, str):
        return plain.decode(data, name)
    broken = text.count("\ufffd")
    return text, Field("encoding", encoding, f"meta, {broken} broken bytes shown as U+FFFD" if broken else "meta")


def read(data: bytes, name: str) -> tuple[str, tuple[Block, ...], list[Field]]:
    """The text of a page, its blocks, and what its head says about it.

    Raises UnreadableDocument for a page without visible text.
    """
    source, encoding = decode(data, name)
    if source.count("\0") * 50 > len(source):
        raise UnreadableDocument(name, "it is not a page but binary data", "save the page again from a browser")
    root = _tree(source, name)
    page = _Page()
    _walk(root, page, mainparts.framed_elements(root))
    page.close(_Context())
    text = "".join(page.parts).rstrip()
    if not text:
        raise UnreadableDocument(
            name, "the page has no visible text", "save it again when it has loaded, or copy its text"
        )
    fields = head.fields(root)
    days = {f.value for f in fields if f.name in ("published", "updated")}
    blocks = mainparts.settle(text, page.found, mainparts.main_text(root, source), days)
    return text, blocks, [encoding, *fields]


def _tree(source: str, name: str) -> Any:
    """The root of the page's tree, however badly it was written."""
    from lxml import etree, html

    bare = re.sub(r"[\0\ud800-\udfff]", "", re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", source))
    try:
        root, cut = _parsed(html, bare)
        # Past 2,048 levels the parser drops the rest: the page is read again without the elements that nest so deep.
        return _parsed(html, _NESTING.sub("<p>", bare))[0] if cut else root
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableDocument(name, "it holds no page", "save the page again from a browser") from error


def _parsed(html: Any, source: str) -> tuple[Any, bool]:
    """The tree, and whether the parser gave up at its depth."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, recover=True, no_network=True)
    root = html.document_fromstring(source.encode("utf-8"), parser=parser)
    return root, any("xcessive depth" in entry.message for entry in parser.error_log)


def _walk(root: Any, page: _Page, framed: set[Any]) -> None:
    """Says the page's words in document order, each block with the context that it stands in."""
    contexts = [_Context()]
    quoted = links = 0
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if not leaving and tag and tag not in _SILENT and not _hidden(element):
            quoted, links = quoted + (tag == "q"), links + (tag == "a")
            if tag in _BREAKS or element in framed:
                page.close(contexts[-1])
                contexts.append(_inner(element, tag, contexts[-1], element in framed))
            elif tag == "br":
                page.break_line(contexts[-1])
            opening = "“" if quoted % 2 else "‘"
            note = _note(element, tag)
            page.say(
                (opening if tag == "q" else "") + (f"[{note}]" if note else element.text or ""),
                contexts[-1].kept,
                links > 0,
            )
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element) if not note)
            continue
        if leaving:
            if tag in _BREAKS or element in framed:
                page.close(contexts.pop())
            elif tag == "q":
                page.say("”" if quoted % 2 else "’", contexts[-1].kept, False)
            quoted, links = quoted - (tag == "q"), links - (tag == "a")
        if element.tail and element is not root:
            page.say(element.tail, contexts[-1].kept, links > 0)


def _note(element: Any, tag: str) -> str:
    """The number of a footnote that raised figures point to; they would else be glued to a word."""
    if tag != "sup" or element.find(".//a") is None:
        return ""
    words = "".join(element.itertext()).strip()
    return words if re.fullmatch(r"\d{1,3}|[*†‡]", words) else ""


def _inner(element: Any, tag: str, outer: _Context, framed: bool) -> _Context:
    """The context inside an element that is a block."""
    inner = replace(outer, framed=outer.framed or framed, kept=outer.kept or tag == "pre")
    if tag in _KINDS:
        kind = _KINDS[tag]
        if kind == "heading":
            return replace(inner, kind=kind, level=int(tag[1]))
        if kind == "block-quotation":
            return replace(inner, kind=kind, level=outer.level + 1 if outer.kind == kind else 1)
        return (
            inner if outer.kind in ("block-quotation", "footnote") else replace(inner, kind=kind, level=kind == "list")
        )
    if _FOOTNOTE.search(_label(element)):
        return replace(inner, kind="footnote", level=0)
    return inner


def _label(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"


def _hidden(element: Any) -> bool:
    if element.get("hidden") is not None or _UNSEEN.search(element.get("class") or ""):
        return True
    style = re.sub(r"\s", "", element.get("style") or "").lower()
    return "display:none" in style or "visibility:hidden" in style
