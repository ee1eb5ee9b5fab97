"""Quotation marks to a tree of quoted passages.

The device is an automaton with a stack over the marks of each block: typographic double and single marks, straight
ones, guillemets both ways round, German low marks. A passage that is open where its paragraph ends goes on if the next
paragraph opens with the same mark (the convention of print); else it is repaired: a mark that was opened inside it
gives its closing to the outer one, straight marks that do not fit their surroundings are paired in turn, single marks
that never close are apostrophes. It never raises, is linear in the text, and leaves `closed` false where it had to guess.

Limit: which of two readings of a forgotten mark is meant cannot be known; the shorter repair is taken.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from loquitur.language.speech import dashes, transcripts
from loquitur.language.words import lexicon
from loquitur.model import Block, Document, Span

__all__ = ["Quoted", "find", "turn_labels"]

_MARKS = re.compile(r"``|''|[“”„‟«»‹›\"‘’‚']")
_DOUBLE = set('“”„‟«»"') | {"``", "''"}
_CLOSING = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "``": "''",
    "''": "''",
    "”": "”",
}
_STRAYS = {"“": '"“', '"': "”“", "”": '"'}
"""What else closes a passage where marks of two habits are mixed."""
_ELISIONS = re.compile(r"(?:tis|twas|twere|twill|em|til|till|cause|bout|round|neath|gainst|n|\d\ds?)\b", re.I)
_TAG = re.compile(r"<[A-Za-z][^<>]{0,2000}>")
_SIGNATURE = re.compile(r"(?:^|\n)[\s>]*(?:[—–―]|--)\s*(\w[^\n!?…”»]{1,80})$")
_TURN = ":"
_DEEPEST = 4
_LOOK_ON = 40
"""How many marks on a closing one is looked for, before a mark is taken for an apostrophe."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage between marks, or set off as a block quotation."""

    spans: tuple[Span, ...]
    """One a paragraph, without the marks."""
    outer: tuple[Span, ...]
    """The same with the marks."""
    parent: int | None
    """The number of the passage in which it stands."""
    double: bool
    """Whether its marks are double ones, or it is a block quotation."""
    closed: bool
    turn: bool = False
    """Whether it is a turn of a transcript: in it others are quoted as in the page's own text, so nothing stands in it."""

    @property
    def start(self) -> int:
        return self.outer[0].start

    @property
    def end(self) -> int:
        return self.outer[-1].end


def turn_labels(quoted: Sequence[Quoted]) -> tuple[Span, ...]:
    """Where the turns of transcripts say whose they are; a name there is nobody of whom a turn speaks."""
    return tuple(Span(q.start, q.spans[0].start) for q in quoted if q.turn)


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    inside: int
    spans: list[Span] = field(default_factory=list)
    outer: list[Span] = field(default_factory=list)

    def rest(self, inner_end: int, outer_end: int) -> None:
        """Ends the stretch of this passage in the present block."""
        self.spans.append(Span(self.inside, max(self.inside, inner_end)))
        self.outer.append(Span(self.at, max(self.at, outer_end)))


@dataclass(slots=True)
class _Done:
    open: _Open
    closed: bool


def find(doc: Document) -> tuple[Quoted, ...]:
    """The quoted passages of the document's own text, in order, each with the passage it stands in."""
    done: list[_Done] = []
    stack: list[_Open] = []
    own = [b for b in doc.blocks if b.kind != "frame"]
    turns = transcripts.find(doc.text, own)
    blocks = transcripts.apart(doc.text, own, turns)
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        stack = _read_block(doc.text, block, following, stack, done)
        if (
            block.kind == "block-quotation"
            and not any(block.span.start <= d.open.at <= block.span.start + 1 for d in done[-3:])
            and not stack
        ):
            _set_off(doc.text, blocks, i, done)
    _give_up(stack, done)
    unmarked: list[dashes.Lines | transcripts.Turn] = [*dashes.find(doc.text, own), *turns]
    for lines in unmarked:
        mark = _TURN if isinstance(lines, transcripts.Turn) else ""
        done.append(
            _Done(_Open(mark, lines.outer[0].start, lines.spans[0].start, [*lines.spans], [*lines.outer]), True)
        )
    return _tree(doc.text, done)


def _set_off(text: str, blocks: Sequence[Block], i: int, done: list[_Done]) -> None:
    """A block quotation without marks; one that follows another directly continues it. Who signs it does not belong to it."""
    span = blocks[i].span
    words = _unsigned(text[span.start : span.end])
    if not words:
        return
    span = Span(span.start, span.start + len(words))
    last = done[-1].open if done else None
    if (
        i
        and last
        and last.mark == ""
        and blocks[i - 1].kind == "block-quotation"
        and last.outer[-1] == blocks[i - 1].span
    ):
        last.spans.append(span)
        last.outer.append(span)
    else:
        done.append(_Done(_Open("", span.start, span.start, [span], [span]), True))


def _unsigned(words: str) -> str:
    """The words without a last line that says whose they are: a dash and a name."""
    line = _SIGNATURE.search(words)
    name = line[1].partition(",")[0].split() if line else []
    particles = lexicon().names["particles"]
    is_name = 0 < len(name) <= 5 and all(w[0].isupper() or w in particles for w in name)
    return words[: line.start()] if line and is_name else words


def _read_block(
    text: str, block: Block, following: Block | None, carried: list[_Open], done: list[_Done]
) -> list[_Open]:
    start, end = block.span
    stack, at = _continue(text, start, end, carried, done)
    marks = [m for m in _outside_tags(text, at, end) if not _apostrophe(text, m)]
    before = len(done)
    state = [(o, len(o.spans)) for o in stack]
    stack = _walk(text, marks, stack, done, by_turns=False)
    straight = [m for m in marks if m.group() == '"']
    goes_on = following is not None and stack and _opens_with(text, following.span, stack[0].mark)
    even = len(straight) % 2 == (1 if any(o.mark == '"' for o, _ in state) else 0)
    lone = len(straight) == sum(m.group() in _DOUBLE for m in marks)
    if (
        straight
        and even
        and not goes_on
        and (any(o.mark == '"' for o in stack) or (lone and _lopsided(text, straight)))
    ):
        del done[before:]
        for o, n in state:
            del o.spans[n:], o.outer[n:]
        stack = _walk(text, marks, [o for o, _ in state], done, by_turns=True)
    if stack and not goes_on:
        _repair(stack, done, before, end)
        return []
    kept = [o for o in stack if o.mark not in "'’‘" or o is stack[0]]
    for o in kept:
        o.rest(end, end)
    return kept


def _outside_tags(text: str, start: int, end: int) -> Iterator["re.Match[str]"]:
    """The marks but for those round the values in a tag that was left in the text: <a href="…">."""
    tags = [m.span() for m in _TAG.finditer(text, start, end) if re.search(r"=[\"']", m.group())]
    k = 0
    for m in _MARKS.finditer(text, start, end):
        while k < len(tags) and tags[k][1] <= m.start():
            k += 1
        if k == len(tags) or m.start() < tags[k][0]:
            yield m


def _continue(text: str, start: int, end: int, carried: list[_Open], done: list[_Done]) -> tuple[list[_Open], int]:
    """The passages that go on in this block, and the place after their repeated marks."""
    stack: list[_Open] = []
    at = start
    for passage in carried:
        m = _MARKS.match(text, _skip(text, at, end))
        if not m or m.end() > end or not _same(passage.mark, m.group()):
            break
        passage.at, passage.inside = m.start(), m.end()
        stack.append(passage)
        at = m.end()
    _give_up(carried[len(stack) :], done)
    return stack, at


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _same(mark: str, other: str) -> bool:
    return mark == other or {mark, other} <= {"“", "”", "‟"} or {mark, other} == {"«", "»"}


def _opens_with(text: str, span: Span, mark: str) -> bool:
    m = _MARKS.match(text, _skip(text, *span))
    return bool(m and m.end() <= span.end and _same(mark, m.group()))


def _apostrophe(text: str, m: "re.Match[str]") -> bool:
    """Whether a single mark is an apostrophe by its neighbours alone."""
    if m.group() not in "’'‘":
        return False
    left, right = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
    if left.isalnum() and right.isalnum():
        return True
    return m.group() in "’'" and not left.isalnum() and bool(_ELISIONS.match(text, m.end()))


def _roles(text: str, m: "re.Match[str]") -> tuple[bool, bool]:
    """Whether a mark stands where one opens, and where one closes."""
    left, right = text[m.start() - 1 : m.start()] if m.start() else "", text[m.end() : m.end() + 1]
    opens = (not left or left.isspace() or left in "([{—–-“‘„«/…") and bool(right) and not right.isspace()
    closes = bool(left) and not left.isspace() and (not right or not right.isalnum())
    if m.group() == "«" and right.isspace():  # French habit sets a space inside
        opens = not left or left.isspace()
    if m.group() == "»" and left.isspace():
        closes = not right.isalnum()
    return opens, closes


def _lopsided(text: str, straight: Sequence["re.Match[str]"]) -> bool:
    """Whether straight marks, read by their surroundings, do not pair."""
    depth = 0
    for m in straight:
        opens, closes = _roles(text, m)
        depth += 1 if opens and not closes else -1 if closes and not opens else (-1 if depth else 1)
        if depth < 0:
            return True
    return depth != 0


def _walk(
    text: str, marks: Sequence["re.Match[str]"], stack: list[_Open], done: list[_Done], *, by_turns: bool
) -> list[_Open]:
    for i, m in enumerate(marks):
        mark = m.group()
        inner = next((k for k in range(len(stack) - 1, -1, -1) if mark in _closers(stack[k].mark)), None)
        opens, closes = _roles(text, m)
        if inner is None and stack and closes and not opens:
            inner = _mixed(text, stack, marks, i)
        if mark == '"':
            close = inner is not None and (by_turns or not opens or closes)
        elif mark == "”":
            close = inner is not None
        elif mark == "''":
            close = inner is not None and (closes or not opens)
        elif mark in "’'":
            close = inner is not None and closes and not _possessive(text, m, marks[i + 1 : i + 1 + _LOOK_ON])
        else:
            close = inner is not None and not (
                mark in "“«»" and opens and not closes and stack[inner].mark not in "„»«"
            )
        if close and inner is not None:
            for passage in stack[inner + 1 :]:
                if passage.mark not in "'‘’":
                    passage.rest(m.start(), m.start())
                    done.append(_Done(passage, False))
            stack[inner].rest(m.start(), m.end())
            done.append(_Done(stack[inner], True))
            del stack[inner:]
        elif _may_open(mark, opens, closes and not by_turns, stack) and len(stack) < _DEEPEST:
            stack.append(_Open(mark, m.start(), m.end()))
    return stack


def _mixed(text: str, stack: Sequence[_Open], marks: Sequence["re.Match[str]"], i: int) -> int | None:
    """The passage that a closing mark of the other habit ends: “ with ", " with ”, “ with “; None if its own mark comes next."""
    mark = marks[i].group()
    for k in range(len(stack) - 1, -1, -1):
        opened = stack[k].mark
        if mark in _STRAYS.get(opened, ""):
            later = next((m for m in marks[i + 1 : i + 1 + _LOOK_ON] if m.group() in '“”"'), None)
            own = later is not None and later.group() in _CLOSING[opened] and not _roles(text, later)[0]
            return None if own else k
    return None


def _closers(mark: str) -> tuple[str, ...]:
    return (_CLOSING[mark],) if len(mark) > 1 else tuple(_CLOSING[mark])


def _may_open(mark: str, opens: bool, closes: bool, stack: Sequence[_Open]) -> bool:
    if mark in ("“", "„", "‟", "``", "‚"):
        return True
    if mark == '"':
        return opens or not closes
    return opens and mark != "’" and not (mark == "''" and closes)


def _possessive(text: str, m: "re.Match[str]", later: Iterable["re.Match[str]"]) -> bool:
    """Whether a closing single mark is rather the apostrophe of a plural ("the workers' party")."""
    if text[m.start() - 1 : m.start()] not in ("s", "z") or not re.match(r"\s+[a-z]", text[m.end() : m.end() + 4]):
        return False
    for other in later:
        if other.group() in "‘":
            return False
        if other.group() in "’'" and _roles(text, other)[1]:
            return True
    return False


def _repair(stack: list[_Open], done: list[_Done], before: int, end: int) -> None:
    """Ends what is still open where its paragraph ends and nothing goes on."""
    outer = stack[0]
    inside = [d for d in done[before:] if d.open.at > outer.at and d.open.mark == outer.mark and d.closed]
    if inside and len(stack) == 1 and outer.mark not in "'‘":
        last = inside[-1]
        close = last.open.outer[-1].end
        outer.rest(last.open.spans[-1].end, close)
        done.remove(last)
        done.append(_Done(outer, False))
        return
    for passage in stack:
        if passage.mark not in "'‘’":
            passage.rest(end, end)
            done.append(_Done(passage, False))


def _give_up(stack: Sequence[_Open], done: list[_Done]) -> None:
    done.extend(_Done(o, False) for o in stack if o.spans)


def _tree(text: str, done: Sequence[_Done]) -> tuple[Quoted, ...]:
    ordered = sorted((d for d in done if d.open.spans), key=lambda d: (d.open.outer[0].start, -d.open.outer[-1].end))
    quoted: list[Quoted] = []
    path: list[int] = []
    for d in ordered:
        last = d.open.outer[-1].end
        spans = tuple(_trimmed(text, d.open.spans))
        if not spans:
            continue
        while path and quoted[path[-1]].end < last:
            path.pop()
        if d.open.mark == _TURN:
            quoted.append(Quoted(spans, tuple(d.open.outer), None, True, True, True))
            continue
        double = d.open.mark in _DOUBLE or d.open.mark == ""
        quoted.append(Quoted(spans, tuple(d.open.outer), path[-1] if path else None, double, d.closed))
        path.append(len(quoted) - 1)
    return tuple(quoted)


def _trimmed(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    for start, end in spans:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield Span(start, end)
