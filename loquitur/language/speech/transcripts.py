"""Transcripts: lines that begin with who speaks ("WALLACE: …", "Q. …", "Mr. Smith.—…").

A line belongs to a transcript where at least three lines in the neighbourhood open so, at least two voices take part and
one of them speaks again. Its words go on over the paragraphs behind it up to the next label, as far as a label follows;
stage directions in brackets are nobody's. A mark that opens a line and is not closed in it, as in transcripts that are
quoted whole, is not part of the words.

Limit: a last turn ends with its paragraph, since nothing tells the transcript's end from what is written below it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loquitur.model import Block, Span

__all__ = ["Turn", "apart", "find", "label"]

_TITLE = (
    r"(?:Mrs?|Ms|Miss|Dr|Prof|Gen|Col|Capt|Sen|Rep|Gov|Sir|Lord|Lady|Senator|Chairman|Herr|Frau|Mme|Mlle|M|The)\b\.?"
)
_CAPITALS = r"(?:[A-Z][A-Z’'\-]*[A-Z]|[A-Z]\.)"
_CAPITAL = r"(?:[A-Z][^\W\d_]+(?:[’'\-][^\W\d_]+)?|[A-Z]\.)"
_ASIDE = r"(?:\s*[(\[][^)\]\n]{1,60}[)\]])?"
_LABEL = re.compile(
    rf"""[“"«]?\s*(?:
        (?P<asked>Q(?:uestion)?|A(?:nswer)?|QUESTION|ANSWER)\s*(?:\.\s*[—–-]{{0,2}}|:|\s[—–]\s)\s*
      | (?P<loud>(?:{_TITLE}\s+|(?:THE|MR|MRS|MS|DR)\b\.?\s+)?{_CAPITALS}(?:\s+{_CAPITALS}){{0,4}}){_ASIDE}\s*(?::|\.\s*(?:[—–]|--))\s*
      | (?P<titled>{_TITLE}\s+{_CAPITALS}(?:\s+{_CAPITALS}){{0,2}}){_ASIDE}\.\s+(?=[A-Z“"])
      | (?P<quiet>(?:{_TITLE}\s+)?{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}}){_ASIDE}\s*(?::|\.\s*(?:[—–]|--))\s*
    )(?=\S)""",
    re.X,
)
_LINE = re.compile(r"(?:^|(?<=\n))[^\S\n]*")
_STAGED = re.compile(r"\s*[“\"«]?\s*[(\[][^)\]]*[)\]]\W*")
_TALK = re.compile(r"\?|\b(?:I|you|we)\b", re.I)
_APART = 6
"""How many paragraphs may stand between two lines of one transcript."""
_LEAST = 3
_MARKS = '“”"«»'


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice says: its label and its words, one range a paragraph."""

    label: Span
    spans: tuple[Span, ...]
    outer: tuple[Span, ...]
    """The first with its label."""


def label(text: str, start: int, end: int) -> Span | None:
    """The words of a label that fill a range: who speaks, without the stop behind it."""
    m = _LABEL.match(text, start)
    return _who(m) if m and m.end() == end else None


def find(text: str, blocks: Sequence[Block]) -> tuple[Turn, ...]:
    """The turns of the document's transcripts, in order."""
    lines = [(k, m) for k, b in enumerate(blocks) if b.kind != "heading" for m in _labels(text, b.span)]
    if any(_firm(m) for _, m in lines):
        lines = [(k, m) for k, m in lines if _firm(m)]
    return tuple(turn for run in _runs(lines) if _talks(text, blocks, run) for turn in _turns(text, blocks, run))


def _labels(text: str, span: Span) -> Iterator["re.Match[str]"]:
    for line in _LINE.finditer(text, *span):
        m = _LABEL.match(text, line.end(), span.end)
        if m:
            yield m


def _who(m: "re.Match[str]") -> Span:
    return next(Span(*m.span(name)) for name in ("asked", "loud", "titled", "quiet") if m[name])


def _firm(m: "re.Match[str]") -> bool:
    """Whether a label is no mere capitalised word: in capitals, titled, or a letter that asks or answers."""
    return m["quiet"] is None or bool(re.match(rf"{_TITLE}\s", m["quiet"]))


def _runs(lines: Sequence[tuple[int, "re.Match[str]"]]) -> Iterator[list[tuple[int, "re.Match[str]"]]]:
    run: list[tuple[int, re.Match[str]]] = []
    for line in lines:
        if run and line[0] - run[-1][0] > _APART:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _talks(text: str, blocks: Sequence[Block], run: Sequence[tuple[int, "re.Match[str]"]]) -> bool:
    """Whether lines are a talk: several voices, one of them again; where small letters and no title, two of them often."""
    voices = Counter(text[slice(*_who(m))].casefold() for _, m in run)
    if len(run) < _LEAST or len(voices) < 2 or max(voices.values()) < 2:
        return False
    if _firm(run[0][1]):
        return True
    return sum(n >= _LEAST for n in voices.values()) > 1 and any(
        _TALK.search(text, m.end(), blocks[k].span.end) for k, m in run
    )


def _turns(text: str, blocks: Sequence[Block], run: Sequence[tuple[int, "re.Match[str]"]]) -> Iterator[Turn]:
    for n, (k, m) in enumerate(run):
        last = run[n + 1][0] if n + 1 < len(run) else k
        ends = run[n + 1][1].start() if n + 1 < len(run) else blocks[k].span.end
        spans: list[Span] = []
        for block in blocks[k : last + 1]:
            start, end = max(m.end(), block.span.start), min(block.span.end, ends)
            if start < end and block.kind != "heading" and not _STAGED.fullmatch(text, start, end):
                spans += _bare(text, start, end, opened=start == m.end() and text[m.start()] in _MARKS)
        if spans:
            yield Turn(_who(m), tuple(spans), (Span(m.start(), spans[0].end), *spans[1:]))


def _bare(text: str, start: int, end: int, *, opened: bool) -> Iterator[Span]:
    """A line's words without blanks at its ends and without a mark there that has no partner in the line."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    odd = sum(text.count(mark, start, end) * by for mark, by in zip("“”«»", (1, -1, 1, -1), strict=True))
    odd += text.count('"', start, end) % 2
    if odd and not opened and text[start] in '“"«':
        start += 1
    elif odd and text[end - 1] in '”"»':
        end -= 1
    if start < end:
        yield Span(start, end)


def apart(text: str, blocks: Sequence[Block], turns: Sequence[Turn]) -> list[Block]:
    """The blocks with each line of a turn as a block of its own, without its label: how marks are to be read."""
    if not turns:
        return [*blocks]
    lines = sorted((o.start, s) for turn in turns for o, s in zip(turn.outer, turn.spans, strict=True))
    found, k = [], 0
    for block in blocks:
        at = block.span.start
        while k < len(lines) and lines[k][0] < block.span.end:
            start, line = lines[k]
            found += [replace(block, span=s) for s in _worded(text, at, start)]
            found.append(replace(block, span=line))
            at, k = line.end, k + 1
        found += [replace(block, span=s) for s in _worded(text, at, block.span.end)]
    return found


def _worded(text: str, start: int, end: int) -> Iterator[Span]:
    if any(c.isalnum() for c in text[start:end]):
        yield Span(start, end)
