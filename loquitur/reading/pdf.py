"""A PDF with a text layer: its text page by page, with the pages as places.

Lines come from the text layer in its own order; a line-end hyphen that the layer marks as soft is joined, running heads
and page numbers (lines that recur at the edge of pages, or are numbers) become frame. A printed page number is kept
beside the page of the file where every page shows one that counts up.
"""

import re
from collections import Counter

from loquitur.errors import UnreadableDocument
from loquitur.model import Block, BlockKind, Field, Place, Span

__all__ = ["read"]


def read(data: bytes, name: str) -> tuple[str, tuple[Block, ...], tuple[Place, ...], list[Field]]:
    """The text of a PDF, its blocks, its pages, and what its information dictionary says.

    Raises UnreadableDocument for a damaged or locked file, and for one without a text layer.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "it is locked with a password" if locked else "it is damaged or no PDF"
        raise UnreadableDocument(name, why, "save it without a password" if locked else "get another copy") from error
    try:
        pages = [_lines(document[i]) for i in range(len(document))]
        info = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(name, "a page of it is damaged", "get another copy") from error
    finally:
        document.close()
    if not any(line.strip() for page in pages for line in page):
        raise UnreadableDocument(name, "it has no text layer (pictures of pages?)", "run OCR over it first")
    text, blocks, places = _lay_out(pages)
    return text, blocks, places, _fields(info)


def _lines(page: object) -> list[str]:
    words = page.get_textpage()  # type: ignore[attr-defined]
    text = words.get_text_range().replace("\r\n", "\n").replace("\r", "\n")
    words.close()
    text = re.sub("[\ufffe\u00ad\x02]\n?", "", text)
    return [line.rstrip() for line in re.sub(r"[\x00-\x08\x0b\x0e-\x1f]", "", text).split("\n")]


def _edges(pages: list[list[str]]) -> Counter[str]:
    """How often a line stands at the edge of a page, its digits aside."""
    return Counter(key for page in pages for key in {_key(line) for line in _edge(page)} if key)


def _edge(page: list[str]) -> list[str]:
    full = [line for line in page if line.strip()]
    return full[:2] + full[-2:]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip().lower())


def _is_frame(line: str, page: list[str], edges: Counter[str], count: int) -> bool:
    if line not in _edge(page):
        return False
    return bool(re.fullmatch(r"[\s—–-]*(?:\d{1,4}|[ivxlc]{1,7})[\s—–-]*", line)) or (count > 2 and edges[_key(line)] > count / 2)


def _lay_out(pages: list[list[str]]) -> tuple[str, tuple[Block, ...], tuple[Place, ...]]:
    edges, parts, length = _edges(pages), [], 0
    blocks: list[Block] = []
    places: list[Place] = []
    numbers = _printed(pages)
    for i, page in enumerate(pages):
        begin = length
        for kind, words in _chunks(page, edges, len(pages)):
            blocks.append(Block(Span(length, length + len(words)), kind))
            parts.append(words + "\n\n")
            length += len(words) + 2
        if length > begin:
            span = Span(begin, length)
            places.append(Place(span, "file-page", str(i + 1)))
            if numbers:
                places.append(Place(span, "printed-page", numbers[i]))
    return "".join(parts), tuple(blocks), tuple(places)


def _printed(pages: list[list[str]]) -> list[str]:
    """The printed numbers of the pages, if each shows one and they count up by one."""
    found = []
    for page in pages:
        number = next((re.sub(r"\D", "", line) for line in _edge(page) if re.fullmatch(r"[\s—–-]*\d{1,4}[\s—–-]*", line)), "")
        found.append(number)
    full = all(found) and len(found) > 0
    return found if full and all(int(b) == int(a) + 1 for a, b in zip(found, found[1:], strict=False)) else []


def _chunks(page: list[str], edges: Counter[str], count: int) -> list[tuple[BlockKind, str]]:
    """The paragraphs of a page: lines that do not fill the width end one, a blank line does, a line-end hyphen never."""
    chunks: list[tuple[BlockKind, str]] = []
    full = [len(line) for line in page if line.strip()]
    width = sorted(full)[int(len(full) * 0.9)] if full else 0
    held: list[str] = []
    for line in page:
        if not line.strip() or _is_frame(line, page, edges, count):
            chunks += _flush(held)
            if line.strip():
                chunks.append(("frame", line.strip()))
            continue
        held.append(line.strip())
        if len(line) < 0.75 * width and re.search(r"[.!?:”\"’)]$", line):
            chunks += _flush(held)
    return chunks + _flush(held)


def _flush(held: list[str]) -> list[tuple[BlockKind, str]]:
    if not held:
        return []
    words = "\n".join(held)
    held.clear()
    return [("paragraph", words)]


def _fields(info: dict[str, str]) -> list[Field]:
    fields = [Field(name, info[key], "PDF information") for key, name in (("Title", "title"), ("Author", "author")) if info.get(key)]
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", info.get("CreationDate", ""))
    return [*fields, *([Field("made", "-".join(made.groups()), "PDF information")] if made else [])]
