"""The frame of a page that was copied as text: posting line, invitation to comment, cookie notice, menus.

What stands round an article is in nobody's mouth, and its dates are those of the site. A line is told by its phrase
(`frame.toml`), and the frame by where such lines gather: the body is the stretch outside which the lines weigh most for
frame. Prose weighs for the body, a phrase of the frame against it, so that a headline of another article between two
menus goes with them, and a button amid the text does not part it. Posting lines are taken out wherever the head has them.

Guarantee: without a phrase nothing is frame. No long block and no line that begins with a quotation mark is frame by its
own words; prose is only where it stands beyond more frame than text, as the comments of readers do. Limit: frame that
nobody wrote a phrase for stays text; a last sentence after a box of buttons may go with them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from loquitur.model import Block, Span
from loquitur.reading import posting

__all__ = ["furniture", "mark", "trimmed"]

Class = Literal[
    "posting", "byline", "credits", "legal", "section", "widget", "weak", "number", "short", "line", "sentence", "prose"
]

_SECTIONS = ("comments", "cookies", "related", "menu")
_SURE = ("credits", "legal", *_SECTIONS, "share", "widget")
_LONGEST = 260
_HEAD = 8
"""How many blocks from the top a posting line is looked for."""
_MARKS = re.compile('[“”„«»"]')
_ABOVE: dict[Class, int] = {"section": -20, "weak": -8, "widget": -1, "line": 1}
"""What a line above the body weighs for the body; a sentence, and prose, weigh as many as they have words."""
_BELOW: dict[Class, int] = {**_ABOVE, "legal": -20, "posting": -12, "credits": -6}
_FULL = 25
"""More than so many words of one block weigh no more."""
_ESTABLISHED = 4
"""With so many lines of frame round the body, the buttons amid it are frame too."""


def trimmed(text: str, start: int, end: int) -> Span:
    """The range without the blanks at its ends."""
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), max(start, start + len(piece.rstrip())))


def furniture(words: str) -> bool:
    """Whether a short line has a phrase of the frame, wherever it stands."""
    return _group(_plain(words)) is not None


def _group(words: str) -> str | None:
    """The first group of phrases that a line begins with; a line with quotation marks may only invite comments."""
    if len(words) > _LONGEST:
        return None
    groups = ("comments",) if _MARKS.search(words) else _SURE
    return next((key for key in groups if posting.phrases()[key].match(words)), None)


def mark(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with those of the frame marked as such."""
    words = [_plain(text[b.span.start : min(b.span.end, b.span.start + 3 * _LONGEST)]) for b in blocks]
    classes = [_class(w) for w in words]
    comments = _comments(classes, words)
    start, stop = _body(classes[:comments], words)
    framed = {*range(start), *range(stop, len(blocks))} - _title(classes, words, (start, stop))
    framed |= _alone(classes, start, stop, len(framed) >= _ESTABLISHED)
    return tuple(replace(b, kind="frame", level=0) if i in framed else b for i, b in enumerate(blocks))


def _plain(words: str) -> str:
    """One line, the signs of Markdown links and emphasis taken off."""
    words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", words)
    return re.sub(r"\s+", " ", words).strip(" *_#")


def _class(words: str) -> Class:
    if len(words) > 2 * _LONGEST:
        return "prose"
    told = posting.parse(words)
    if told:
        return "byline" if told.byline and not told.published else "posting"
    group = _group(words)
    if group:
        return "section" if group in _SECTIONS else "widget" if group == "share" else group  # type: ignore[return-value]
    if re.fullmatch(r"\d{1,5}", words):
        return "number"
    if posting.phrases()["weak"].match(words):
        return "weak"
    ended = bool(re.search(r"[.!?…:;,][”’\"')\]]*$", words) or _MARKS.search(words))
    if len(words) > 140 or (ended and len(words) >= 45):
        return "prose"
    many = len(words.split())
    if many >= 4 and re.search(r"[.!?…][”’\"')\]]*$", words):
        return "sentence"
    return "line" if many >= 3 and not posting.written_out(words) else "short"


def _body(classes: Sequence[Class], words: Sequence[str]) -> tuple[int, int]:
    """Where the body begins and ends: the stretch that weighs most, and of such stretches the longest."""
    prose = next((i for i, c in enumerate(classes) if c == "prose"), len(classes))
    best, low, span, total = 0, (0, 0), (0, 0), 0
    for i, kind in enumerate(classes):
        if kind in ("sentence", "prose"):
            total += min(_FULL, len(words[i].split()))
        elif kind == "number":
            total -= 2 * bool({"section", "widget", "weak"}.intersection(classes[max(0, i - 1) : i + 2]))
        else:
            total += (_ABOVE if i < prose else _BELOW).get(kind, 0)
        if total - low[0] >= best:
            best, span = total - low[0], (low[1], i + 1)
        if total < low[0]:
            low = (total, i + 1)
    start, stop = span
    if best == 0:
        return (0, 0) if _enough(classes) else (0, len(classes))
    return start if _enough(classes[:start]) else 0, stop if _enough(classes[stop:]) else len(classes)


def _enough(classes: Sequence[Class]) -> bool:
    """Whether lines are frame rather than a few common words: one sure phrase, or three words of menus."""
    return any(c in ("section", "legal", "widget", "posting", "credits") for c in classes) or (
        sum(c == "weak" for c in classes) >= 3
    )


def _title(classes: Sequence[Class], words: Sequence[str], body: tuple[int, int]) -> set[int]:
    """The title where it stands above the body: the fullest line there after the last menu, or else of all."""
    start, stop = body
    prose = next((i for i in range(start, stop) if classes[i] == "prose"), stop)
    lines = [i for i in range(prose) if classes[i] in ("line", "short") and len(words[i].split()) >= 2]
    lines = [i for i in lines if not posting.written_out(words[i])]
    if not start or any(i >= start for i in lines):
        return set()
    menu = max((i for i in range(start) if classes[i] == "section"), default=-1)
    below = [i for i in lines if i > menu]
    best = max(below or lines, key=lambda i: (min(20, len(words[i].split())), -i), default=None)
    return set() if best is None else {best}


def _alone(classes: Sequence[Class], start: int, stop: int, established: bool) -> set[int]:
    """Lines of frame within the body: who posted it, at its head; buttons and notices, on a page that has frame."""
    body = next((i for i in range(start, stop) if classes[i] == "prose"), stop)
    found = {i for i in range(start, stop) if classes[i] == "posting" and i < min(start + _HEAD, body + 3, stop)}
    found |= {
        i for i in range(start, min(body + 2, start + 5, stop)) if classes[i] == "byline" and (i > 0 or start > 0)
    }
    found |= {i for i in range(start, body) if classes[i] in ("legal", "widget") and body < stop}
    found |= {i for i in range(start, stop) if classes[i] == "credits" and (i < start + _HEAD + 4 or i == stop - 1)}
    if established:
        found |= {i for i in range(start, stop) if classes[i] in ("widget", "section")}
    return found


def _comments(classes: Sequence[Class], words: Sequence[str]) -> int:
    """Where the comments of readers begin: at a heading for them below prose, where a reader's line follows it soon."""
    phrases = posting.phrases()
    body = next((i for i, c in enumerate(classes) if c == "prose"), len(words))
    for i, line in enumerate(words[body:], body):
        if len(line) > 120 or not phrases["comments"].match(line):
            continue
        if any(phrases["reader"].match(w) or posting.parse(w) for w in words[i + 1 : i + 5]):
            return i
    return len(words)
