"""The layout of plain text: paragraphs, headings, set-off quotations, and the frame of a page that was copied.

A text either wraps its lines by hand, so that a newline inside a paragraph means nothing, or gives each paragraph its
own line; which one is decided once a document, by whether lines that are followed by another line fill a common width.
The frame is told by phrases (`frame.toml`) together with place and length: only short blocks among the first or the last
of a document, or beside other frame, are frame; a paragraph that speaks of cookies is text.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from statistics import median

from loquitur.model import Block, BlockKind, Span

__all__ = ["blocks", "frame_phrases", "hard_wrapped", "is_posting"]

_HEAD, _TAIL, _LONGEST = 6, 14, 220


@cache
def frame_phrases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of posting lines and of other furniture."""
    data = tomllib.loads(files(__package__).joinpath("frame.toml").read_text(encoding="utf-8"))
    return tuple(re.compile("|".join(data[name]), re.I) for name in ("posting", "furniture"))  # type: ignore[return-value]


def is_posting(text: str) -> bool:
    """Whether a short block tells who posted the page, and when."""
    return len(text) <= 120 and bool(frame_phrases()[0].search(text.strip()))


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text, in order."""
    wrapped = hard_wrapped(text)
    spans = list(_paragraphs(text, wrapped))
    kinds = _kinds(text, spans)
    return tuple(Block(span, kind, 1 if kind == "heading" else 0) for span, kind in zip(spans, kinds, strict=True))


def hard_wrapped(text: str) -> bool:
    """Whether lines are broken at a width rather than at the end of a paragraph."""
    chunks = [[line for line in chunk.splitlines() if line.strip()] for chunk in re.split(r"\n[ \t\r]*\n", text[:400_000])]
    inner = [len(line.rstrip()) for chunk in chunks if len(chunk) > 1 for line in chunk[:-1]]
    if len(inner) < 3:
        return False
    width = sorted(inner)[int(len(inner) * 0.95)]
    return width <= 120 and median(inner) >= 0.6 * width and max(inner) <= 1.8 * width


def _paragraphs(text: str, wrapped: bool) -> Iterator[Span]:
    pattern = r"\S(?:.|\n(?![ \t\r]*\n|[ \t\r]*$))*" if wrapped else r"[^\n]+"
    if wrapped:
        for chunk in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
            yield from _trim(text, *chunk.span())
        return
    for line in re.finditer(pattern, text):
        yield from _trim(text, *line.span())


def _trim(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _kinds(text: str, spans: Sequence[Span]) -> list[BlockKind]:
    kinds: list[BlockKind] = ["paragraph"] * len(spans)
    for i, span in enumerate(spans):
        words = text[span.start : span.end]
        indent = span.start - (text.rfind("\n", 0, span.start) + 1)
        if _furniture(words, i, len(spans)):
            kinds[i] = "frame"
        elif _heading(words) and (i == 0 or _alone(text, span)) and i + 1 < len(spans):
            kinds[i] = "heading"
        elif 4 <= indent <= 24 and len(words) > 60 and _set_off(text, span):
            kinds[i] = "block-quotation"
    return _neighbours(text, spans, kinds)


def _furniture(words: str, i: int, count: int) -> bool:
    if len(words) > _LONGEST or words.count("\n") > 3:
        return False
    posting, furniture = frame_phrases()
    head, tail = i < _HEAD, i >= count - _TAIL and i > 0
    if head and len(words) <= 120 and i > 0 and posting.search(words):
        return bool(re.search(r"\d", words)) or i <= 3
    return (head or tail) and bool(furniture.search(words))


def _neighbours(text: str, spans: Sequence[Span], kinds: list[BlockKind]) -> list[BlockKind]:
    """Short pieces between two frame blocks of the tail are frame too."""
    for i in range(len(spans) - 2, 0, -1):
        words = text[spans[i].start : spans[i].end]
        if kinds[i - 1] == kinds[i + 1] == "frame" and len(words) < 60 and not re.search(r"[.!?”\"]$", words):
            kinds[i] = "frame"
    return kinds


def _heading(words: str) -> bool:
    return len(words) <= 90 and "\n" not in words and not re.search(r"[.,;:…”\"’—–-]$", words) and len(words.split()) <= 14 and bool(
        re.match(r"[\W\d]*[^\W\d_a-zа-я]", words)
    ) and not re.match(r"[“„«\"‘]", words)


def _alone(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 3) : span.start], text[span.end : span.end + 3]
    blank = before.count("\n") >= 2 and after.count("\n") >= 2
    return blank and not re.search(r"[!?]$", text[span.start : span.end])


def _set_off(text: str, span: Span) -> bool:
    """Whether every line of a block is indented."""
    first = text.rfind("\n", 0, span.start) + 1
    lines = text[first : span.end].split("\n")
    return len(lines) > 1 and all(line.startswith(("    ", "\t")) for line in lines)
