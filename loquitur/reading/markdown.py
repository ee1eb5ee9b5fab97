"""Markdown: the raw file stays the frozen text, its marks say what each block is.

Headings, lists, block quotations and footnotes are told by the signs that open their lines; a block's range covers
the words and leaves out the sign before them. What stands between --- lines at the head is metadata and, as a range
of the text, frame. Limit: inside a block quotation of several lines the signs of the further lines stay in the range,
because a range is unbroken; tables and code are paragraphs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loquitur.model import Block, BlockKind, Field, Span
from loquitur.reading import frame

__all__ = ["read"]

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.S)
_KEY = re.compile(r"([A-Za-z][\w -]{0,40}):(?:[ \t]+(.*))?$")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(?=\S)")
_QUOTE = re.compile(r"[ ]{0,3}((?:>[ \t]?)+)")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_NOTE = re.compile(r"\[\^[^\]\n]+\]:[ \t]*")
_RULE = re.compile(r"[ ]{0,3}(?:[-*_=][ \t]*){3,}\Z")
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")
_RENAMED = {"date": "published", "authors": "author", "creator": "author", "by": "author"}


@dataclass(slots=True)
class _Open:
    """The block that is being gathered."""

    kind: BlockKind
    level: int
    start: int
    end: int


def read(text: str) -> tuple[tuple[Block, ...], list[Field]]:
    """The blocks of a Markdown text and the fields of its front matter."""
    head = _FRONT.match(text)
    start = head.end() if head else 0
    front = [Block(frame.trimmed(text, 0, start), "frame")] if head else []
    fields = list(_fields(head[1])) if head else []
    return (*front, *frame.mark(text, list(_blocks(text, start)))), fields


def _fields(head: str) -> Iterator[Field]:
    """The `key: value` lines; a list is one value divided by `; `."""
    key, values = "", list[str]()
    for line in [*head.splitlines(), "end: ."]:
        found = _KEY.match(line.rstrip())
        if found:
            if key and values:
                yield Field(_RENAMED.get(key, key), "; ".join(values), "front matter")
            key = found[1].strip().lower().replace(" ", "_")
            values = _values(found[2] or "")
        elif key and line.lstrip().startswith("- "):
            values += _values(line.lstrip()[2:])


def _values(value: str) -> list[str]:
    value = value.strip()
    parts = value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]
    bare = [re.sub(r"^([\"'])(.*)\1$", r"\2", part.strip()) for part in parts]
    return [part for part in bare if part not in ("", ">", "|", ">-", "|-")]


def _blocks(text: str, start: int) -> Iterator[Block]:
    held: _Open | None = None
    fenced = False
    for line in re.finditer(r"[^\n]+|\n(?=\n)", text[start:]):
        low, high = line.start() + start, line.end() + start
        words = line[0].rstrip()
        fence = bool(_FENCE.match(words))
        fenced ^= fence
        underline = held and held.kind == "paragraph" and re.fullmatch(r"[ ]{0,3}(?:=+|-{2,})", words)
        if underline and held and "\n" not in text[held.start : held.end].strip():
            held.kind, held.level = "heading", 1 if "=" in words else 2
        if not words.strip() or fence or _RULE.match(words) or underline:
            yield from _closed(text, held)
            held = None
            continue
        opened = _opened(text, low, held) if not fenced else None
        if opened or held is None:
            yield from _closed(text, held)
            held = opened or _Open("paragraph", 0, low, high)
        held.end = high
        if held.kind == "heading":
            yield from _closed(text, held)
            held = None
    yield from _closed(text, held)


def _opened(text: str, low: int, held: _Open | None) -> _Open | None:
    """The block that this line opens, or None where it goes on with the one before."""
    heading, quote, item = _HEADING.match(text, low), _QUOTE.match(text, low), _ITEM.match(text, low)
    if heading:
        return _Open("heading", len(heading[1]), heading.end(), low)
    if quote:
        level = quote[1].count(">")
        empty = not text[quote.end() : _line_end(text, low)].strip()
        goes_on = (
            held and held.kind == "block-quotation" and held.level == level and not empty and held.end > held.start
        )
        return None if goes_on else _Open("block-quotation", level, quote.end(), low)
    if item:
        return _Open("list", 1 + len(item[1].expandtabs(4)) // 2, item.end(), low)
    note = _NOTE.match(text, low)
    return _Open("footnote", 0, note.end(), low) if note else None


def _line_end(text: str, low: int) -> int:
    end = text.find("\n", low)
    return len(text) if end < 0 else end


def _closed(text: str, held: _Open | None) -> Iterator[Block]:
    if held is None:
        return
    span = frame.trimmed(text, min(held.start, held.end), held.end)
    if held.kind == "heading":
        span = frame.trimmed(text, span.start, span.start + len(text[span.start : span.end].rstrip("# \t\r")))
    if held.kind == "block-quotation" and not text[span.start : span.end].strip("> \t\r\n"):
        return
    if span.end > span.start:
        yield Block(Span(*span), held.kind, held.level)
