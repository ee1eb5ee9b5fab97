"""Plain text and Markdown: bytes to characters, then to blocks.

The frozen text is the decoded characters, the byte order mark dropped and nothing else touched. UTF-8 is believed when
it decodes; a file that is nearly UTF-8 is refused at the byte where it breaks, rather than read wrongly; what is plainly
of another encoding is read by the likeliest one and says so.
"""

import codecs
import re
from collections.abc import Iterator

from loquitur.errors import UnreadableDocument
from loquitur.model import Block, BlockKind, Field, Span
from loquitur.reading import layout

__all__ = ["decode", "front_matter", "markdown_blocks"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, name: str) -> tuple[str, Field]:
    """The characters of a text file, and its encoding with how it was known.

    Raises UnreadableDocument for what is binary or cannot be decoded.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name), Field("encoding", encoding, "byte order mark")
    wide = _utf16(data)
    if wide:
        return _strictly(data, wide, name), Field("encoding", wide, "pattern of zero bytes")
    if b"\0" in data:
        raise UnreadableDocument(name, f"it is not text (a zero byte at {data.index(0)})", "give a text, HTML or PDF file")
    try:
        return data.decode("utf-8"), Field("encoding", "utf-8", "valid UTF-8")
    except UnicodeDecodeError as error:
        return _legacy(data, name, error)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            name, f"its {encoding} breaks off at byte {error.start}", "save it again as UTF-8"
        ) from error


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark, told by zero bytes on one side."""
    sample = data[:2000]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * len(sample) / 2 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * len(sample) / 2 and odd == 0 else None


def _legacy(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, Field]:
    """A text of an older encoding; refuses what is UTF-8 but for some bytes, and what is no text."""
    high = sum(b > 127 for b in data[:100_000])
    sequences = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data[:100_000]))
    control = sum(b < 32 and b not in (9, 10, 12, 13, 27) for b in data[:100_000])
    if control > len(data[:100_000]) / 50:
        raise UnreadableDocument(name, "it is not text but binary data", "give a text, HTML or PDF file")
    if sequences and 2 * sequences > 0.5 * high:
        raise UnreadableDocument(
            name, f"it is UTF-8 except at byte {error.start} (0x{data[error.start]:02x})", "mend that byte or save it again as UTF-8"
        ) from error
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], cp_isolation=["cp1252", "cp1251", "cp1250", "latin_1", "koi8_r", "cp1253", "cp866", "mac_cyrillic"]).best()
    encoding = best.encoding if best else "cp1252"
    try:
        return data.decode(encoding), Field("encoding", encoding, "detected")
    except UnicodeDecodeError:
        return data.decode("latin-1"), Field("encoding", "latin-1", "detected")


_FRONT = re.compile(r"---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S)


def front_matter(text: str) -> tuple[list[Field], int]:
    """The simple `key: value` lines between --- lines at the head of a Markdown file, and where they end."""
    head = _FRONT.match(text)
    if not head:
        return [], 0
    rows = re.findall(r"^([A-Za-z_]+):[ \t]*(.+?)[ \t\r]*$", head[1], re.M)
    return [Field(key.lower(), value.strip("\"'"), "front matter") for key, value in rows], head.end()


def markdown_blocks(text: str, start: int) -> tuple[Block, ...]:
    """The blocks of a Markdown text from a place on: headings, lists, quotations, paragraphs."""
    return tuple(_join_quoted(text, list(_pieces(text, start))))


def _pieces(text: str, start: int) -> Iterator[Block]:
    for chunk in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text[start:]):
        low, high = chunk.start() + start, chunk.end() + start
        heading = re.match(r"(#{1,6})[ \t]+", text[low:high])
        if heading:
            end = text.find("\n", low, high)
            end = high if end < 0 else end
            yield Block(_span(text, low + heading.end(), end), "heading", len(heading[1]))
            low = end
        if text[low:high].strip():
            yield from _body(text, low, high)


def _body(text: str, low: int, high: int) -> Iterator[Block]:
    opening = re.match(r"\s*(>[> \t]*|[-*+][ \t]+|\d+[.)][ \t]+)", text[low:high])
    kind: BlockKind = "paragraph"
    if opening and opening[1].startswith(">"):
        kind = "block-quotation"
    elif opening:
        kind = "list"
    begin = low + (opening.end() if opening else 0)
    if kind == "list":
        for item in re.finditer(r"(?:^|\n)[ \t]*(?:[-*+]|\d+[.)])[ \t]+", text[low:high]):
            end = re.search(r"\n[ \t]*(?:[-*+]|\d+[.)])[ \t]+", text[low + item.end() : high])
            yield Block(_span(text, low + item.end(), low + item.end() + end.start() if end else high), "list", 1)
        return
    if text[begin:high].strip():
        yield Block(_span(text, begin, high), kind, 1 if kind == "block-quotation" else 0)


def _join_quoted(text: str, found: list[Block]) -> list[Block]:
    return [b for b in found if b.span.end > b.span.start]


def _span(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


