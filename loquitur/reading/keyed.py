"""Lines at the head of a text that say of it what a catalogue would: "President: Harry S. Truman", "Date: 4 May 1921".

A head is the first lines of a text, each a known key, a colon and a short value; it ends at the first line that is none.
A key that names an office gives its bearer as author and keeps the office. A head is part of the frame: nobody says it.
The name of a file that begins with a day and goes on in words tells the day and a title, where nothing better does.

Guarantee: a line of dialogue is no head: a name's key wants a name behind it, and nothing but blank or another key below.
Limit: keys are the English words of keyed.toml.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from loquitur.model import Block, Field, Span
from loquitur.reading import mail, posting

__all__ = ["framed", "from_name", "head"]

_LINE = re.compile(
    r"[^\S\n]*(?P<key>[^\W\d_][\w ./-]{0,30}?)[^\S\n]*:[^\S\n]*(?P<value>[^\n]{1,200}?)[^\S\n]*(?:\n|\Z)"
)
_NAME = re.compile(
    r"(?:[A-ZÀ-ÞА-Я][\w’'-]*\.?|(?:[A-Z]\.)+)"
    r"(?:(?:, | |; | & )(?:[A-ZÀ-ÞА-Я][\w’'-]*\.?|(?:[A-Z]\.)+|and|de|di|da|von|van|der|den|du|la|le|of|the|bin|al))*"
)
_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})[-_. ]+(?P<title>[^\W\d_].*)")
_MOST = 12
_LONGEST_NAME = 8


@cache
def _keys() -> dict[str, str]:
    """From each key, in lower case, to the field it fills."""
    data = tomllib.loads(files(__package__).joinpath("keyed.toml").read_text(encoding="utf-8"))
    return {key: field for field, keys in data.items() for key in (str(k).strip() for k in keys.split(","))}


def head(text: str) -> tuple[list[Field], Span]:
    """What the head of a text tells, and where it stands; nothing and an empty range where there is none."""
    start = len(text) - len(text.lstrip())
    rows: list[tuple[str, str]] = []
    at = start
    while len(rows) < _MOST and (m := _LINE.match(text, at)) and m["key"].lower() in _keys():
        rows.append((m["key"], m["value"]))
        at = m.end()
    told = [field for key, value in rows for field in _fields(key, value)]
    alone = not text[at:].strip() or text[at : at + 200].lstrip(" \t")[:1] in ("\n", "\r", "")
    named = all(_is_name(value) for key, value in rows if _keys()[key.lower()] in ("author", "office"))
    if not rows or not alone or not named or not told:
        return [], Span(start, start)
    return told, Span(start, at)


def _fields(key: str, value: str) -> Iterator[Field]:
    name, origin = _keys()[key.lower()], f"head line “{key}”"
    if name == "office":
        yield Field("author", value, origin)
        yield Field("office", key, origin)
    elif name in ("said", "published"):
        when = posting.written_out(value) or (value if re.fullmatch(r"-?\d{4}(?:-\d\d){0,2}", value) else None)
        yield Field(name if when else "date as given", when or value, origin)
    else:
        yield Field(name, value, origin)


def _is_name(value: str) -> bool:
    return bool(_NAME.fullmatch(value)) and len(value.split()) <= _LONGEST_NAME


def framed(text: str, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], list[Field]]:
    """The blocks with the head of the text, or of the mail that it is, as part of its frame, and what the head tells."""
    told, span = mail.head(text)
    if not told:
        told, span = head(text)
    kept = [
        replace(b, kind="frame", level=0) if b.span.start >= span.start and b.span.end <= span.end else b
        for b in blocks
    ]
    if not told or all(b.kind == "frame" for b in kept):
        return tuple(blocks), []
    return tuple(kept), told


def from_name(name: str) -> list[Field]:
    """The day and the title that a file's name tells: "1923-01-04-addition-to-the-letter.txt"."""
    m = _DAY.fullmatch(PurePosixPath(name).stem)
    if not m or not _is_day(m["day"]):
        return []
    title = re.sub(r"[-_\s]+", " ", m["title"]).strip()
    return [Field("said", m["day"], "file name"), Field("title", title[:1].upper() + title[1:], "file name")]


def _is_day(words: str) -> bool:
    try:
        return bool(date.fromisoformat(words))
    except ValueError:
        return False
