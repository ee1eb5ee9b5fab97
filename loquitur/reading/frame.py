"""The frame of a page that was copied as text: posting line, invitation to comment, cookie notice, menus.

What stands round an article is in nobody's mouth, and its dates are those of the site. It is told by three things
together: its phrase (`frame.toml`), its place (before the body begins or after it ends), and that it is short; single
menu words also need a neighbour that is frame. The body begins with the first block of prose and ends with the last.

Guarantee: no line with quotation marks, no long block and nothing in the midst of the body is ever frame, whatever
its words, except the comments of readers, which are told by a heading for them and a reader's line below it. Limit:
frame that is long, or that nobody wrote a phrase for, stays text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from loquitur.model import Block, Span
from loquitur.reading import posting

__all__ = ["furniture", "mark", "trimmed"]

Class = Literal["posting", "byline", "sure", "weak", "short", "prose"]

_SURE = ("comments", "cookies", "legal", "share", "related", "menu")
_LONGEST = 260
_HEAD = 8
"""How many blocks from the top a posting line is looked for."""
_GAP = 3
"""How many short lines without a phrase may stand between two frame blocks."""
_MARKS = re.compile('[“”„«»"]')


def trimmed(text: str, start: int, end: int) -> Span:
    """The range without the blanks at its ends."""
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), max(start, start + len(piece.rstrip())))


def furniture(words: str) -> bool:
    """Whether a short line has a phrase of the frame, wherever it stands."""
    words = _plain(words)
    return len(words) <= _LONGEST and not _MARKS.search(words) and any(posting.phrases()[k].match(words) for k in _SURE)


def mark(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with those of the frame marked as such."""
    classes = [_class(text[b.span.start : b.span.end]) for b in blocks]
    head = _head(classes)
    tail = _tail(classes, len(head))
    framed = head | tail | _comments(text, blocks)
    return tuple(replace(b, kind="frame", level=0) if i in framed else b for i, b in enumerate(blocks))


def _plain(words: str) -> str:
    """One line, the signs of Markdown links and emphasis taken off."""
    words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", words)
    return re.sub(r"\s+", " ", words).strip(" *_#")


def _class(words: str) -> Class:
    if len(words) > 2 * _LONGEST:
        return "prose"
    words = _plain(words)
    told = posting.parse(words)
    if told:
        return "byline" if told.byline and not told.published else "posting"
    if furniture(words):
        return "sure"
    if posting.phrases()["weak"].match(words):
        return "weak"
    ended = re.search(r"[.!?…:;,][”’\"')\]]*$", words) or _MARKS.search(words)
    return "prose" if len(words) > 140 or (ended and len(words) >= 45) else "short"


def _head(classes: Sequence[Class]) -> set[int]:
    """The frame above the body; the first line is title rather than byline."""
    body = next((i for i, c in enumerate(classes) if c == "prose"), len(classes))
    found = {i for i, c in enumerate(classes[:_HEAD]) if c == "posting" and (i < body + 2)}
    found |= {i for i, c in enumerate(classes[:body]) if c == "sure" and len(classes) > body}
    found |= {i for i, c in enumerate(classes[: min(body, 5)]) if c == "byline" and i > 0}
    at = max(found, default=-1) + 1
    while found and at < len(classes) and classes[at] in ("sure", "posting") and at < _HEAD + 4:
        found.add(at)
        at += 1
    return found | _weak(classes, found, lambda i: i < body)


def _weak(classes: Sequence[Class], found: set[int], allowed: Callable[[int], bool]) -> set[int]:
    """Menu words beside frame, or three of them in a row."""
    more: set[int] = set()
    for order in (range(len(classes)), range(len(classes) - 1, -1, -1)):
        for i in order:
            beside = {i - 1, i + 1} & (found | more)
            row = all(classes[j : j + 1] == ["weak"] for j in range(i, i + 3))
            if classes[i] == "weak" and allowed(i) and (beside or row):
                more.add(i)
    return more


def _tail(classes: Sequence[Class], after: int) -> set[int]:
    """The frame below the body: from the end up to the last block of prose."""
    found: set[int] = set()
    gap: list[int] = []
    for i in reversed(range(after, len(classes)) if len(classes) > 1 else range(0)):
        if classes[i] in ("sure", "posting"):
            found |= {i, *gap}
            gap = []
        elif classes[i] == "prose" or len(gap) >= _GAP:
            break
        else:
            gap.append(i)
    lowest = min(found, default=len(classes))
    return found | _weak(classes, found, lambda i: i >= lowest - 3 and i > after)


def _comments(text: str, blocks: Sequence[Block]) -> set[int]:
    """Everything from a heading for comments on, where a reader's line follows it soon."""
    phrases = posting.phrases()
    words = [_plain(text[b.span.start : min(b.span.end, b.span.start + 200)]) for b in blocks]
    for i, line in enumerate(words):
        if 3 * blocks[i].span.start < len(text) or len(line) > 80 or not phrases["comments"].match(line):
            continue
        if any(phrases["reader"].match(w) or posting.parse(w) for w in words[i + 1 : i + 5]):
            return set(range(i, len(blocks)))
    return set()
