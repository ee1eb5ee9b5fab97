"""What is known about a document, each field with where it came from.

The most trusted origin stands first: an option given, a `metadata.csv` beside the file, the file's own head, a posting
line on the page, its first line.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from loquitur.errors import UnreadableDocument
from loquitur.model import Block, Field
from loquitur.reading import layout

__all__ = ["beside", "from_text", "merge"]

_MONTHS = "january february march april may june july august september october november december".split()


def beside(path: Path) -> dict[str, str]:
    """The row of `metadata.csv` in the file's folder that names the file; empty where there is none."""
    table = path.parent / "metadata.csv"
    try:
        data = table.read_bytes()
    except OSError:
        return {}
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableDocument(str(table), "it is not a table in UTF-8", "save it as CSV with a line of column names") from error
    for row in rows:
        if row.get("filename") == path.name:
            return {k: v for k, v in row.items() if k and k != "filename" and isinstance(v, str) and v.strip()}
    return {}


def merge(given: Mapping[str, str], row: Mapping[str, str], own: Iterable[Field]) -> tuple[Field, ...]:
    """All fields, the most trusted first."""
    fields = [Field(k, v, f"--{k}") for k, v in given.items()]
    fields += [Field(k, v.strip(), "metadata.csv") for k, v in row.items()]
    return (*fields, *own)


def from_text(text: str, blocks: Iterable[Block]) -> list[Field]:
    """What the page itself tells: its first heading as title, the date and name of a posting line."""
    fields: list[Field] = []
    for i, block in enumerate(blocks):
        words = re.sub(r"\s+", " ", text[block.span.start : block.span.end])
        if i < 6 and block.kind == "heading" and not any(f.name == "title" for f in fields):
            fields.append(Field("title", words, "first line"))
        if block.kind == "frame" and layout.is_posting(words):
            day = _day(words)
            if day:
                fields.append(Field("published", day, "posting line"))
            who = re.search(r"\bby ([^\d|,·—]{2,40}?)(?: on\b|[|,·—]|$)", words, re.I)
            if who:
                fields.append(Field("poster", who[1].strip(), "posting line"))
    return fields


def _day(words: str) -> str | None:
    """The first full date of a line, as year-month-day."""
    iso = re.search(r"\b(\d{4})-(\d\d)-(\d\d)\b", words)
    if iso:
        return iso[0]
    names = "|".join(m[:3] + r"\w*" for m in _MONTHS)
    found = re.search(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({names}),? (\d{{4}})|\b({names}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", words, re.I)
    if not found:
        return None
    day, month, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    number = next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(month[:3].lower()))
    return f"{year}-{number:02}-{int(day):02}"
