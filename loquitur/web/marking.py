"""A document cut into pieces within which nothing begins or ends, for a page to draw.

Each piece knows the innermost quotation in which it stands; each block knows the quotations that begin in it, whose
notes stand in its margin. Speakers get numbers in the order in which they first speak; a style goes with a number, a
colour and a kind of line, so that nothing rests on the colour alone.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loquitur.model import Block, Document, Span, Statement
from loquitur.telling import phrases

__all__ = ["STYLES", "Note", "Piece", "Row", "Voice", "is_shown", "rows", "voices"]

STYLES = 8
_WRAPPED = 50
"""Lines that are mostly longer than this were broken to fit a page, not by their writer."""


def is_shown(statement: Statement) -> bool:
    """Whether a statement is a quotation that a page marks."""
    return statement.quotation.mode != "report" and statement.act == "speech"


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of a document."""

    name: str
    style: str
    quotations: int


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin beside a quotation."""

    number: int
    statement: Statement
    voice: Voice


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one quotation or in none."""

    text: str
    start: int
    note: Note | None
    opens: bool
    """Whether the quotation begins here, so that its number is shown."""
    marked: bool
    """Whether it lies in the passage that was asked for."""
    named: bool
    """Whether something that was found begins here, so that an address leads here."""


@dataclass(frozen=True, slots=True)
class Row:
    """A block with its notes."""

    block: Block
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    lined: bool
    """Whether its line ends are its writer's."""
    page: str | None
    """The page that begins here."""
    turns: int
    """Where it begins; -1 for nowhere."""


def voices(statements: Sequence[Statement]) -> dict[str, Voice]:
    """The speakers by how they are called, in the order in which they first speak."""
    counts: dict[str, int] = {}
    for statement in statements:
        who = phrases.speaker(statement.speaker)
        counts[who] = counts.get(who, 0) + 1
    known = {phrases.speaker(s.speaker) for s in statements if s.speaker.name or s.speaker.kind == "author"}
    numbers = {who: n % STYLES + 1 for n, who in enumerate(w for w in counts if w in known)}
    return {who: Voice(who, f"v{numbers.get(who, 0)}", count) for who, count in counts.items()}


def rows(
    doc: Document, statements: Sequence[Statement], found: Iterable[int], marked: Span | None = None
) -> Iterator[Row]:
    """The blocks of a document with their pieces and notes; `found`: where addresses lead."""
    told = voices(statements)
    inside = [s for s in statements if s.quotation.spans]
    inside.sort(key=lambda s: (s.quotation.spans[0].start, -s.quotation.spans[-1].end))
    notes = [Note(n, s, told[phrases.speaker(s.speaker)]) for n, s in enumerate(inside, 1)]
    spans = sorted(((span, note) for note in notes for span in note.statement.quotation.spans), key=_outer_first)
    starts = [span.start for span, _ in spans]
    longest = max((span.end - span.start for span, _ in spans), default=0)
    anchors = sorted(set(found))
    pages = {p.span.start: p.label for p in doc.places if p.kind != "box"}
    breaks, before = sorted(pages), 0
    for block in doc.blocks:
        start, end = block.span
        low, high = bisect_left(starts, start - longest), bisect_left(starts, end)
        near = [(span, note) for span, note in spans[low:high] if span.end > start]
        here = anchors[bisect_left(anchors, start) : bisect_left(anchors, end)]
        begun = tuple(n for s, n in near if start <= s.start < end and s == n.statement.quotation.spans[0])
        turned = breaks[bisect_left(breaks, before) : bisect_left(breaks, end)]
        turns = max((b for b in turned if b <= start), default=turned[0]) if turned else -1
        page, before = pages.get(turns), end  # a page may begin in the space between two blocks
        yield Row(block, tuple(_pieces(doc.text, block, near, here, marked)), begun, _is_lined(doc, block), page, turns)


def _outer_first(one: tuple[Span, Note]) -> tuple[int, int]:
    return one[0].start, -one[0].end


def _length(one: tuple[Span, Note]) -> int:
    return one[0].end - one[0].start


def _pieces(
    text: str, block: Block, near: Sequence[tuple[Span, Note]], anchors: Sequence[int], marked: Span | None
) -> Iterator[Piece]:
    start, end = block.span
    edges = {start, end, *anchors}
    for span in [*(s for s, _ in near), *([marked] if marked else [])]:
        edges |= {min(max(e, start), end) for e in span}
    named = set(anchors)
    for a, b in pairwise(sorted(edges)):
        over = [(span, note) for span, note in near if span.start <= a and b <= span.end]
        note = min(over, key=_length)[1] if over else None
        opens = note is not None and a == note.statement.quotation.spans[0].start
        lit = marked is not None and marked.start <= a and b <= marked.end
        yield Piece(text[a:b], a, note, opens, lit, a in named)


def _is_lined(doc: Document, block: Block) -> bool:
    """Whether the line ends of a block are its writer's, as in verse, addresses and lists."""
    lines = doc.text[block.span.start : block.span.end].split("\n")
    return len(lines) > 1 and sum(len(line.rstrip()) > _WRAPPED for line in lines[:-1]) * 2 < len(lines) - 1
