"""The layout of plain text: paragraphs, headings, set-off quotations.

A text either wraps its lines by hand, so that a newline inside a paragraph means nothing, or gives each paragraph its
own line. Which one is decided once a document: lines are wrapped where they are short and the first word of the next
line would not have fitted any more. Blank lines part paragraphs either way; in a wrapped text so do an indented first
line and a line of a page's frame. Lines that are all indented, or all behind a ">" as mail cites, are a quotation set
off from the text.

Guarantee: blocks are in order, apart, inside the text, and begin and end with a letter that is no blank. Limit: verse
and tables in a wrapped text are paragraphs.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loquitur.model import Block, Span
from loquitur.reading import frame

__all__ = ["blocks", "hard_wrapped"]

_CHUNK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_CITED = re.compile(r"[^\S\n]{0,3}>")
_STOP = re.compile(r"[.!?…:;”’»\"')\]—–-]\s*$")
_PARTED = re.compile(r"[^\W\d_][-‐\u00ad]\s*\Z")
_SAMPLE = 400_000
_WIDEST = 120
_FILLED = 0.7
"""The share of line ends at which the next word would not have fitted, from which on a text counts as wrapped."""
_NUMBERED = re.compile(
    r"(?:chapter|book|part|volume|section|act|scene|letter|kapitel|chapitre|глава|часть)\s+[\w.]{1,12}\b.{0,60}$|[IVXLC]{1,7}\.?$|\d{1,3}\.$",
    re.I,
)


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text, in order, its frame marked."""
    wrapped = hard_wrapped(text)
    chunks = [Span(*chunk.span()) for chunk in _CHUNK.finditer(text)]
    flush = 2 * sum(not text[chunk.start].isspace() for chunk in chunks) > len(chunks)
    plain = [
        block
        for chunk in chunks
        for part, cited in _parts(text, chunk)
        for block in (
            [Block(frame.trimmed(text, *part), "block-quotation", 1)]
            if cited
            else _paragraphs(text, part)
            if wrapped
            else _lines(text, part, flush)
        )
    ]
    framed = frame.mark(text, plain)
    return tuple(_headings(text, framed))


def _parts(text: str, chunk: Span) -> Iterator[tuple[Span, bool]]:
    """The parts of a chunk, and whether each is cited as mail cites: every line behind a ">"."""
    lines = [Span(*line.span()) for line in _LINE.finditer(text, *chunk)]
    for cited, row in itertools.groupby(lines, key=lambda line: bool(_CITED.match(text, *line))):
        part = list(row)
        yield Span(part[0].start, part[-1].end), cited


def hard_wrapped(text: str) -> bool:
    """Whether lines are broken at a width rather than at the end of a paragraph."""
    chunks = [[line.rstrip() for line in chunk[0].split("\n")] for chunk in _CHUNK.finditer(text[:_SAMPLE])]
    pairs = [pair for chunk in chunks for pair in itertools.pairwise(chunk)]
    pairs = (
        [(one, two) for one, two in pairs if not frame.furniture(one) and not frame.furniture(two)]
        if len(pairs) < 40
        else pairs
    )
    if not pairs:
        return False
    width = _width([len(one) for one, _ in pairs])
    if len(pairs) < 3:
        return 40 <= width <= _WIDEST and all(not _STOP.search(one) and two[:1].islower() for one, two in pairs)
    whole = [(one, two) for one, two in pairs if len(one) <= 1.2 * width]
    full = sum(len(one) + 1 + len(two.split()[0]) > 0.92 * width for one, two in whole)
    return 30 <= width <= _WIDEST and full >= _FILLED * len(whole)


def _width(lengths: Sequence[int]) -> int:
    """The width at which lines that go on in another are broken; one in ten may be longer, as a line never broken is."""
    ordered = sorted(lengths)
    return ordered[min(len(ordered) - 1, int(len(ordered) * (0.97 if len(ordered) > 200 else 0.9)))]


def _lines(text: str, chunk: Span, flush: bool) -> Iterator[Block]:
    """The lines of a chunk; a word that a line-end hyphen parts holds two of them together. Where most text stands
    `flush`, lines that are all indented are set off."""
    indents = [_indent(text, Span(*line.span())) for line in _LINE.finditer(text, *chunk)]
    if flush and min(indents) >= (2 if len(indents) > 1 else 4):
        yield Block(frame.trimmed(text, *chunk), "block-quotation", 1)
        return
    start = chunk.start
    for line in _LINE.finditer(text, *chunk):
        if not (_PARTED.search(text, line.start(), line.end()) and text[line.end() : line.end() + 2].strip().islower()):
            yield Block(frame.trimmed(text, start, line.end()), "paragraph")
            start = line.end()


def _paragraphs(text: str, chunk: Span) -> Iterator[Block]:
    """The paragraphs of a chunk of wrapped lines."""
    lines = [Span(*line.span()) for line in _LINE.finditer(text, *chunk)]
    indents = [_indent(text, line) for line in lines]
    base = min(indents)
    if base >= 2 and len(lines) > 1:
        yield Block(frame.trimmed(text, lines[0].start, lines[-1].end), "block-quotation", 1)
        return
    held: list[Span] = []
    for i, line in enumerate(lines):
        words = text[line.start : line.end]
        alone = len(words.strip()) < 60 and frame.furniture(words)
        if held and (
            alone
            or (indents[i] > base + 1 and indents[i - 1] <= base + 1)
            or (indents[i] > base + 1 and _ended(text, lines[i - 1]))
        ):
            yield Block(frame.trimmed(text, held[0].start, held[-1].end), "paragraph")
            held = []
        held.append(line)
        if alone:
            yield Block(frame.trimmed(text, line.start, line.end), "paragraph")
            held = []
    if held:
        yield Block(frame.trimmed(text, held[0].start, held[-1].end), "paragraph")


def _ended(text: str, line: Span) -> bool:
    """Whether a line ends as a paragraph does; an indented line after it begins another."""
    return bool(_STOP.search(text[max(line.start, line.end - 8) : line.end]))


def _indent(text: str, line: Span) -> int:
    words = text[line.start : line.end].expandtabs(4)
    return len(words) - len(words.lstrip())


def _headings(text: str, framed: Sequence[Block]) -> Iterator[Block]:
    first = next((i for i, b in enumerate(framed) if b.kind != "frame"), -1)
    last = max((i for i, b in enumerate(framed) if b.kind != "frame"), default=-1)
    for i, block in enumerate(framed):
        words = text[block.span.start : block.span.end]
        if block.kind != "paragraph" or i >= last:
            yield block
        elif i == first and _title(words):
            yield replace(block, kind="heading", level=1)
        elif i != first and _inner_heading(text, block, words):
            yield replace(block, kind="heading", level=2)
        else:
            yield block


def _title(words: str) -> bool:
    """Whether a first line reads as a title: short, capitalised, no sentence, no quoted words, no salutation."""
    if len(words) > 150 or words.count("\n") > 1 or len(words.split()) > 24:
        return False
    ended = re.search(r"[.,;:!…—–-]$", words) and not re.search(r"\b[A-Z]\.$", words)
    return not ended and bool(re.match(r"[\W\d_]*[^\W\d_]", words)) and not words.lstrip("\"“‘«'*# ")[:1].islower()


def _inner_heading(text: str, block: Block, words: str) -> bool:
    """Whether a line between blank lines is a heading: a number, capitals, or a few words like a title."""
    before, after = text[max(0, block.span.start - 4) : block.span.start], text[block.span.end : block.span.end + 4]
    if before.count("\n") < 2 or after.count("\n") < 2 or len(words) > 80 or "\n" in words:
        return False
    if _NUMBERED.match(words) or (words.isupper() and len(words) > 3 and not re.search('[“”"?!]', words)):
        return True
    if re.search(r"[.,;:!?…”’»\"'\])—–-]$", words) or not words[:1].isupper():
        return False
    return len(words.split()) <= 10 and not re.search('[“”„«»"]', words)
