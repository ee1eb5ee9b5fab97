"""A PDF with a text layer: its text in reading order, with the pages as places.

Lines become paragraphs by their distance, indent and length. Running heads and page numbers (lines at the edge of
pages that recur on the pages near by, or count up) are frame, and so are address and hour that a browser prints there;
small type below a number at the foot is a footnote; a paragraph that runs over a page's end is kept whole, and the frame
and footnotes of both pages are put after it. Words parted by a soft hyphen at a line's end are joined; other hyphens stay. A printed page
number is kept beside the page of the file where the numbers count up with the pages.

Guarantee: a PDF that cannot be opened, is locked or has no text layer is refused in one sentence. Limit: what is
drawn as a picture is not read; pages without text are named in the metadata.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from loquitur.errors import UnreadableDocument
from loquitur.model import Block, BlockKind, Field, Place, Span
from loquitur.reading.columns import Line, lines

__all__ = ["read"]

_NUMBER = re.compile(
    r"[\s—–\-\[(|]*(?:(?:page|p\.|seite|стр\.)\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von)\s*\d+)?[\s—–\-\])|]*$", re.I
)
_STAMP = re.compile(
    r"(?:https?|file)://\S+$|\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?\s*$",
    re.I,
)
"""What a browser sets above and below a page that it prints."""
_ENDED = re.compile(r"[.!?:…][”’»\"')\]]*$")
_HEADED, _FEW = 12, 6
"""The most words of a running head; in how few pages two like lines near each other are one."""
_JUNK = re.compile(r"untitled|microsoft word|document\d*$|.*\.(?:docx?|pdf|tex|indd|qxd)$|\s*$", re.I)


def read(data: bytes, name: str) -> tuple[str, tuple[Block, ...], tuple[Place, ...], list[Field]]:
    """The text of a PDF, its blocks, its pages, and what its information dictionary says.

    Raises UnreadableDocument for a damaged or locked file, and for one without a text layer.
    """
    pages, info = _pages(data, name)
    if not any(pages):
        raise UnreadableDocument(
            name, "it has no text layer, only pictures of pages", "run text recognition (OCR) over it first"
        )
    text, blocks, places = _lay_out(pages)
    empty = [str(i + 1) for i, page in enumerate(pages) if not page]
    missing = [Field("pages_without_text", ", ".join(empty), "PDF")] if empty else []
    return text, blocks, places, [*_fields(info), *missing]


def _pages(data: bytes, name: str) -> tuple[list[list[Line]], dict[str, str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument(
                name, "it is encrypted with a password", "save a copy without the password"
            ) from error
        raise UnreadableDocument(name, "it is damaged or no PDF", "get another copy") from error
    try:
        pages = []
        for i in range(len(document)):
            page = document[i]
            pages.append(lines(page))
            page.close()
        return pages, document.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
        raise UnreadableDocument(name, f"page {i + 1} of it is damaged", "get another copy") from error
    finally:
        document.close()


@dataclass(slots=True)
class _Text:
    """The text, blocks and places written so far."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)

    def add(self, words: str, kind: BlockKind) -> None:
        lead = "\n\n" if self.parts else ""
        start = self.length + len(lead)
        self.parts.append(lead + words)
        self.length = start + len(words)
        self.blocks.append(Block(Span(start, self.length), kind, 1 if kind == "heading" else 0))

    def go_on(self, words: str, hyphen: bool) -> None:
        """Continues the last block over the end of a page."""
        lead = "" if hyphen else "\n"
        self.parts.append(lead + words)
        self.length += len(lead) + len(words)
        last = self.blocks[-1]
        self.blocks[-1] = Block(Span(last.span.start, self.length), last.kind, last.level)


def _lay_out(pages: Sequence[list[Line]]) -> tuple[str, tuple[Block, ...], tuple[Place, ...]]:
    out, places = _Text(), list[Place]()
    edges, printed = _edges(pages), _printed(pages)
    sizes = [line.size for page in pages for line in page for _ in range(len(line.text) // 20 + 1)]
    normal = median(sizes) if sizes else 10.0
    begin, open_end = 0, ""
    for i, page in enumerate(pages):
        framed = [line for line in page if _is_frame(line, i, pages, edges, printed[i])]
        notes, chunks = _notes(_chunks([line for line in page if line not in framed], normal))
        if chunks and open_end and chunks[0][0] == "paragraph" and _goes_on(open_end, chunks[0][1]):
            out.go_on(_bare(chunks.pop(0)[1]), open_end == "\u00ad")
        for line in framed:
            out.add(_bare(line.text), "frame")
        for words in notes:
            out.add(_bare(words), "footnote")
        for kind, words in chunks:
            out.add(_bare(words), kind)
        if chunks:
            open_end = chunks[-1][1][-1] if chunks[-1][0] == "paragraph" and not _ENDED.search(chunks[-1][1]) else ""
        if out.length > begin:
            span = Span(begin, out.length)
            places.append(Place(span, "file-page", str(i + 1)))
            places += [Place(span, "printed-page", printed[i])] if printed[i] else []
        begin = out.length
        open_end = "" if framed and chunks == [] else open_end
    return "".join(out.parts), tuple(out.blocks), tuple(places)


def _goes_on(end: str, words: str) -> bool:
    """Whether a page's first paragraph goes on with the last of the page before."""
    return end == "\u00ad" or (bool(end) and words[:1].islower())


def _bare(words: str) -> str:
    return words.rstrip("\u00ad")


def _edge(page: Sequence[Line]) -> list[Line]:
    """The two topmost and the two lowest lines."""
    ordered = sorted(page, key=lambda line: -line.top)
    return ordered[:2] + ordered[2:][-2:]


def _key(line: Line) -> tuple[str, int]:
    """A line's words, its figures aside, and its height on the page: a running head stands where it stood before."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.strip().lower()), round(line.bottom / 6)


def _notes(chunks: list[tuple[BlockKind, str]]) -> tuple[list[str], list[tuple[BlockKind, str]]]:
    """The footnotes at the foot of a page, and what stands above them."""
    body = max((i for i, (kind, _) in enumerate(chunks) if kind != "footnote"), default=-1) + 1
    return [words for _, words in chunks[body:]], [("paragraph" if k == "footnote" else k, w) for k, w in chunks[:body]]


def _edges(pages: Sequence[list[Line]]) -> Counter[tuple[str, int]]:
    """On how many pages a line stands at the edge, its figures aside."""
    return Counter(key for page in pages for key in {_key(line) for line in _edge(page)})


def _is_frame(line: Line, at: int, pages: Sequence[list[Line]], edges: Counter[tuple[str, int]], printed: str) -> bool:
    page = pages[at]
    if line not in _edge(page) or len(page) < 2:
        return False
    number = _NUMBER.match(line.text)
    if number is not None and (number[1] == printed or len(pages) == 1):
        return True
    if _is_stamped(line, page):
        return True
    key = _key(line)
    beside = {_key(one) for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(pages) for one in _edge(pages[i])}
    headed = len(line.text.split()) <= _HEADED and not _ENDED.search(line.text)
    return headed and key in beside and (edges[key] >= 3 or len(pages) <= _FEW)


def _is_stamped(line: Line, page: Sequence[Line]) -> bool:
    """Whether a line stands beside an address or an hour that a browser set, well apart from the rest of the page."""
    row = [one for one in page if abs(one.bottom - line.bottom) < line.size]
    apart = all(abs(one.bottom - line.bottom) > 2 * line.size for one in page if one not in row)
    return apart and any(_STAMP.match(one.text) for one in row)


def _printed(pages: Sequence[list[Line]]) -> list[str]:
    """The printed number of each page where most pages show one at one distance from the file's; else empty."""
    shown = [
        [int(n[1]) for line in _edge(page) for n in [_NUMBER.match(line.text)] if n and n[1].isdigit()]
        for page in pages
    ]
    shown = [
        s or [int(f) for line in _edge(page) for f in re.findall(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$", line.text)]
        for s, page in zip(shown, pages, strict=True)
    ]
    distances = Counter(number - i for i, numbers in enumerate(shown) for number in set(numbers))
    if not distances:
        return [""] * len(pages)
    distance, seen = min(distances.items(), key=lambda d: (-d[1], d[0]))
    if 2 * seen <= len(pages) or (len(pages) > 1 and seen < 2):
        return [""] * len(pages)
    return [
        str(i + distance) if i + distance > 0 and (i + distance in shown[i] or i > 0) else "" for i in range(len(pages))
    ]


def _chunks(page: Sequence[Line], normal: float) -> list[tuple[BlockKind, str]]:
    """The paragraphs and headings of a page."""
    chunks: list[tuple[BlockKind, str]] = []
    held: list[Line] = []
    pitch = _pitch(page)
    for line in page:
        if held and _parts(held[-1], line, page, pitch):
            chunks.append(_closed(held, normal))
            held = []
        held.append(line)
    return [*chunks, _closed(held, normal)] if held else chunks


def _pitch(page: Sequence[Line]) -> float:
    """How far apart the lines of a paragraph stand: a page of short paragraphs has as many steps between them."""
    pairs = [(one, two) for one, two in itertools.pairwise(page) if one.bottom - two.bottom > one.size / 2]
    steps = sorted(one.bottom - two.bottom for one, two in pairs)
    return steps[len(steps) // 4] if steps else 12.0


def _parts(one: Line, two: Line, page: Sequence[Line], pitch: float) -> bool:
    """Whether a new paragraph begins with the second line."""
    if one.text.endswith("\u00ad"):
        return False
    if abs(one.size - two.size) > 0.25 * max(one.size, two.size) and len(two.text) > 3:
        return True
    column = [line for line in page if line.column == two.column]
    right = max(line.right for line in column if line.column == two.column)
    if two.bottom > one.bottom:
        return bool(_ENDED.search(one.text)) and not two.text[:1].islower()
    apart = one.bottom - two.bottom > 1.45 * pitch
    indented = (
        two.left - one.left > 0.8 * two.size
        and one.column == two.column
        and two.left - min(c.left for c in column) < 6 * two.size
    )
    before = [line for line in page if line.column == one.column]
    short = one.right < max(line.right for line in before) - 0.15 * (right - two.left) and bool(_ENDED.search(one.text))
    return apart or indented or short


def _closed(held: Sequence[Line], normal: float) -> tuple[BlockKind, str]:
    words = "\n".join(line.text for line in held).replace("\u00ad\n", "")
    large = median(line.size for line in held) > 1.25 * normal and len(words) < 200 and not words.endswith((".", ","))
    note = median(line.size for line in held) < 0.9 * normal and re.match(
        r"\W{0,2}(?:\d{1,3}|[*†‡§])\W{0,2}\s?\w", words
    )
    return ("heading" if large else "footnote" if note else "paragraph"), words


def _fields(info: dict[str, str]) -> list[Field]:
    """What the information dictionary says, names that programs put there left out."""
    clean = {key: re.sub(r"[\x00-\x1f\ud800-\udfff]", "", value).strip() for key, value in info.items()}
    found = [
        Field(name, clean[key], "PDF information")
        for key, name in (("Title", "title"), ("Author", "author"), ("Subject", "note"))
        if clean.get(key)
    ]
    found = [f for f in found if not _JUNK.match(f.value)]
    made = re.match(r"D:(\d{4})(\d\d)?(\d\d)?", clean.get("CreationDate", ""))
    return [*found, *([Field("made", "-".join(g for g in made.groups() if g), "PDF information")] if made else [])]
