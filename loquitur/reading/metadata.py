"""What is known about a document, each field with where it came from.

Several places may tell the date or the author, and they may not agree. All are kept; the most trusted stands first:
an option given, the row of `metadata.csv` beside the file, front matter, JSON-LD, the page's `<meta>` and other parts
of the file's own head, lines at the head of the text ("Speaker: X"), a posting line or byline on the page, its first line,
the name of the file.

Limit: a `metadata.csv` without a column `filename` is somebody else's table and is left alone.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from loquitur.errors import UnreadableDocument
from loquitur.model import Block, Field
from loquitur.reading import letter, plain, posting

__all__ = ["beside", "dated", "from_text", "merge", "told"]

_TRUST = (
    "front matter",
    "JSON-LD",
    "meta ",
    "",
    "head line",
    "mail head",
    "signature",
    "dateline",
    "byline",
    "posting line",
    "first line",
    "heading",
    "file name",
)
"""Beginnings of origins, the most trusted first; the empty one stands for all others."""
_TITLED_WITHIN = 12
_DATED_WITHIN = 6
_LONGEST_HEAD = 80
_PAGE = re.compile(r"\s*(?:-+|[—–|,])\s*(?:pages?|pp?\.|no\.|vol\.|price)\s.{1,30}$", re.I)
_MARKED = re.compile(r"[“\"‘«]([^”\"»]{4,100})[”\"’»]")
_IMPRINT = re.compile(r"\b\d{2,4} ?pp\b|\bISBN\b|[£$€]\d")
"""What a line with a book's pages and price has: the line above it names the book's writer."""
_NUMBER = re.compile(
    r"(?:(?i:chapter|book|part|volume|section|letter|kapitel|chapitre|глава|часть)\s+)(?:\d{1,3}|[^\W\d_]{1,12})\.?"
    r"|[IVXLC]{1,7}\.?|\d{1,3}\.?"
)
"""A heading that only counts; it is no title where another heading stands right below it."""
_DIVIDED = re.compile(r"\s*[|–—·•«»:/-]\s")
_DATES = ("said", "published", "updated")
_EDTF = re.compile(r"(?:\.\.|[-\dXY?~%]*)(?:/(?:\.\.|[-\dXY?~%]*))?")


def beside(path: Path) -> dict[str, str]:
    """The row of `metadata.csv` in the file's folder that names the file; empty where there is none.

    Raises UnreadableDocument for a table that cannot be read.
    """
    table = path.parent / "metadata.csv"
    try:
        status = table.stat()
        rows = _rows(table, status.st_mtime_ns, status.st_size)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UnreadableDocument(table.as_posix(), "it may not be read", "change its permissions") from error
    return dict(rows.get(_folded(path.name), {}))


def told(data: bytes, of: str) -> dict[str, str]:
    """The row of a table that is in hand which names a file; empty where there is none. Raises UnreadableDocument."""
    return dict(_parsed(data, "metadata.csv").get(_folded(of), {}))


@lru_cache(maxsize=4)
def _rows(table: Path, changed: int, size: int) -> Mapping[str, Mapping[str, str]]:
    """The rows of a table by file name; time and size tell the cache that it has changed."""
    return _parsed(table.read_bytes(), table.as_posix())


@lru_cache(maxsize=4)
def _parsed(data: bytes, name: str) -> Mapping[str, Mapping[str, str]]:
    """The rows of a table by file name."""
    text = plain.decode(data, name)[0] if data.strip() else ""
    first = text.partition("\n")[0]
    divider = max(",;\t", key=first.count)
    try:
        found = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=divider))
    except csv.Error as error:
        raise UnreadableDocument(name, "it is not a table", "save it as CSV with a line of column names") from error
    rows: dict[str, Mapping[str, str]] = {}
    for row in found:
        bare = {
            k.strip().lower(): v.strip()
            for k, v in row.items()
            if isinstance(k, str) and isinstance(v, str) and v.strip()
        }
        rows.setdefault(_folded(bare.pop("filename", "")), bare)
    return rows


def _folded(name: str) -> str:
    """A file name as systems that compose accents differently agree on it."""
    return unicodedata.normalize("NFC", name)


def merge(given: Mapping[str, str], row: Mapping[str, str], own: Iterable[Field]) -> tuple[Field, ...]:
    """All fields, the most trusted origin first."""
    fields = [Field(name, value, f"--{name}") for name, value in given.items()]
    fields += [Field(name, value, "metadata.csv") for name, value in row.items()]
    own = list(own)
    headings = [f.value for f in own if f.name == "title" and f.origin in ("first line", "heading")]
    fields += [_without_site(f, headings) for f in sorted(own, key=lambda f: _trust(f.origin))]
    return tuple(replace(f, value=dated(f.name, f.value)) for f in fields)


def _without_site(field: Field, headings: Sequence[str]) -> Field:
    """The title of a page without the name of its site ("The bridge | Penrow Times"), where its heading shows which."""
    if field.name == "title" and field.origin.startswith(("title element", "meta ")):
        for heading in headings:
            rest = field.value.removeprefix(heading) if field.value.startswith(heading) else None
            before = field.value.removesuffix(heading) if field.value.endswith(heading) else None
            if (rest and _DIVIDED.match(rest)) or (before and _DIVIDED.match(before[::-1])):
                return replace(field, value=heading)
    return field


def dated(name: str, value: str) -> str:
    """The value of a field; of a field that holds a date as EDTF, where it was written out ("25 February 1956")."""
    written = name in _DATES and not _EDTF.fullmatch(value)
    return (posting.written_out(value) or value) if written else value


def _trust(origin: str) -> int:
    return next((i for i, start in enumerate(_TRUST) if start and origin.startswith(start)), _TRUST.index(""))


def from_text(text: str, blocks: Iterable[Block]) -> list[Field]:
    """What the page itself tells: its first heading as title, its dateline, and its posting line.

    A posting line stands above the text or right below it; the days of what follows are those of other pages.
    """
    blocks = list(blocks)
    fields = _dateline(text, blocks)
    last = max((i for i, b in enumerate(blocks) if b.kind != "frame"), default=-1)
    body = 0
    posted = False
    for i, block in enumerate(blocks):
        body += block.kind != "frame"
        words = re.sub(r"\s+", " ", text[block.span.start : block.span.end])
        if block.kind == "heading" and body <= _TITLED_WITHIN and not any(f.name == "title" for f in fields):
            fields += _title(text, blocks, i, "first line" if body == 1 else "heading")
        told = posting.parse(words, loose=i < last) if block.kind == "frame" and not posted else None
        posted = posted or bool(told and told.published)
        of_a_book = told and told.byline and i + 1 < len(blocks) and _IMPRINT.search(text, *blocks[i + 1].span)
        fields += _told(told) if told and not of_a_book else []
    return list(dict.fromkeys([*fields, *letter.signature(text, blocks)]))


def _title(text: str, blocks: Sequence[Block], i: int, origin: str) -> list[Field]:
    """A heading as title, unless it is a number or the name of a paper above the heading proper; the words in marks that
    stand alone right below a heading are the title rather than it."""
    words = re.sub(r"\s+", " ", text[slice(*blocks[i].span)])
    below = re.sub(r"\s+", " ", text[slice(*blocks[i + 1].span)]) if i + 1 < len(blocks) else ""
    headed = any(b.kind == "heading" for b in blocks[i + 1 : i + 3])
    if (_NUMBER.fullmatch(words) and blocks[i + 1 : i + 2] and blocks[i + 1].kind == "heading") or (
        headed and _day_alone(below)
    ):
        return []
    marked = _MARKED.fullmatch(below)
    return [Field("title", marked[1] if marked and words.isupper() else words, origin)]


def _day_alone(line: str) -> str | None:
    """The day that a line gives, which has hardly more: "Monday, June 17, 1901.", "4 May 1912 -- Page 3"."""
    bare = _PAGE.sub("", line.strip(" .—–-\t"))
    when = posting.written_out(re.sub(r"^[^\W\d_]+day,?\s+", "", bare, flags=re.I))
    return when if when and when.count("-") == 2 and int(when[:4]) < posting.WEB else None


def _dateline(text: str, blocks: Sequence[Block]) -> list[Field]:
    """The day, of an age before web pages, that a line of its own above the text gives: "Monday, June 17, 1901."."""
    body = [b for b in blocks if b.kind != "frame"]
    for block in body[: min(_DATED_WITHIN, len(body) - 1)]:
        lines = text[block.span.start : block.span.end].splitlines()
        if any(len(line) > _LONGEST_HEAD for line in lines):
            break
        for line in lines:
            if when := _day_alone(line):
                return [Field("published" if _PAGE.search(line) else "said", when, "dateline")]
    return []


def _told(line: posting.Posting) -> Iterator[Field]:
    """The fields of a posting line; a writer's own line names the author, unless it is a writer without a name."""
    named = line.who and not posting.phrases()["staff"].fullmatch(line.who)
    if line.who and line.byline and named:
        yield Field("author", line.who, "byline")
    elif line.who:
        yield Field("poster", line.who, "posting line")
    if line.published:
        yield Field("published", line.published, "posting line")
    if line.updated:
        yield Field("updated", line.updated, "posting line")
