"""The scene round each quoted passage: which words stand before and after it, outside other passages."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from loquitur.language.marks import Quoted
from loquitur.language.sentences.prose import Word, words
from loquitur.language.speech.beside import Scene
from loquitur.model import Block, Document, Span

__all__ = ["Stage", "is_title", "scene", "speech"]

_ABBREVIATED = re.compile(r"(?:^|\W)(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof|St|Jr|Sr|Col|Rev|U\.S)$")


_BEFORE, _AFTER = 700, 500
"""How far the words of a cue are looked for, in characters."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The blocks of a document, and the passages that are somebody's words."""

    doc: Document
    blocks: tuple[Block, ...]
    quoted: tuple[Quoted, ...]
    spoken: tuple[bool, ...]
    """Which of the passages are words that somebody says, rather than terms."""
    starts: tuple[int, ...]
    """Where each block starts."""
    holes: dict[int | None, tuple[Span, ...]]
    """The ranges of the spoken passages, in order, by the passage in which they stand."""

    @classmethod
    def of(cls, doc: Document, quoted: Sequence[Quoted]) -> "Stage":
        blocks = tuple(b for b in doc.blocks if b.kind != "frame")
        starts = tuple(b.span.start for b in blocks)
        opening = set(starts)
        spoken = tuple(speech(doc.text, q, opens=q.start in opening) for q in quoted)
        holes: dict[int | None, list[Span]] = {}
        for q, said in zip(quoted, spoken, strict=True):
            if said and not q.turn:
                holes.setdefault(q.parent, []).extend(q.outer)
        ordered = {parent: tuple(sorted(spans)) for parent, spans in holes.items()}
        return cls(doc, blocks, tuple(quoted), spoken, starts, ordered)

    def block(self, at: int) -> int:
        """The number of the block in which a position stands."""
        return max(0, bisect_right(self.starts, at) - 1)

    def outside(self, parent: int | None, low: int, high: int) -> tuple[Word, ...]:
        """The words of a range that stand in no passage within this one."""
        holes = self.holes.get(parent, ())
        k = max(0, bisect_left(holes, Span(low, low)) - 1)
        row: list[Word] = []
        at = low
        for start, end in holes[k:]:
            if start >= high:
                break
            if end > at:
                row += words(self.doc.text, at, min(start, high)) if start > at else ()
                at = max(at, end)
        return (*row, *(words(self.doc.text, at, high) if at < high else ()))


def speech(text: str, quoted: Quoted, *, opens: bool) -> bool:
    """Whether a passage is long or whole enough to be somebody's words rather than a term; `opens` its paragraph."""
    if quoted.turn or text[quoted.start] in "—–―-":  # a line of dialogue
        return True
    inner = " ".join(text[s.start : s.end] for s in quoted.spans)
    count = len(re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", inner))
    whole = bool(re.search(r"[.!?,;:…—–-]$", inner)) or bool(re.match(r"\s*,", text[quoted.end : quoted.end + 3]))
    if quoted.parent is not None:
        return count >= 5 or (count >= 3 and bool(re.search(r"[!?]$", inner)))
    if (count >= 5 and not is_title(inner)) or (opens and count and re.search(r"[.,!?…—–-]$", inner)):
        return True
    led = re.search(
        r"(?:[:;,.!?…—–”\"’)]|^|\n)\s*[“„«\"‘'‹»”`]*$",
        text[max(0, quoted.start - 6) : quoted.start + 1].rstrip("“„«\"‘'`»"),
    )
    return bool(led) and not is_title(inner) and ((count >= 2 and whole) or bool(re.search(r"[!?,]$", inner)))


def is_title(inner: str) -> bool:
    """Whether every longer word is capitalised and nothing is exclaimed or asked: the name of a work."""
    long = re.findall(r"[^\W\d_]{4,}", inner)
    return (
        len(inner.split()) < 9
        and bool(long)
        and all(w[0].isupper() for w in long)
        and not re.search(r"[!?]$", inner)
        and (len(inner.split()) > 1 or not inner.endswith("."))
    )


def scene(stage: Stage, number: int) -> Scene:
    """What stands round a passage."""
    quoted = stage.quoted[number]
    first, last = stage.block(quoted.start), stage.block(max(quoted.start, quoted.end - 1))
    before = _outside(stage, number, first, upto=quoted.start)
    after = _outside(stage, number, last, since=quoted.end)
    text = stage.doc.text
    near, earlier = _sentence_back(stage, number, before)
    opens = not before
    previous = _outside(stage, number, first - 1) if opens and first and quoted.parent is None else ()
    following = _following(stage, number, last + 1) if not after and last + 1 < len(stage.blocks) else ()
    back, _ = _sentence_back(stage, number, previous, end=stage.blocks[first - 1].span.end if previous else 0)
    return Scene(
        text,
        quoted,
        near,
        _sentence_on(stage, number, after),
        after,
        back,
        stage.blocks[first - 1].span.end if first else 0,
        earlier,
        _sentence_on(stage, number, following),
    )


def _following(stage: Stage, number: int, block: int) -> tuple[Word, ...]:
    """The words of the block behind a passage; none where another passage stands before them, which they then follow."""
    row = _outside(stage, number, block, since=stage.blocks[block].span.start)
    parent = stage.quoted[number].parent
    for k in range(number + 1, len(stage.quoted)):
        other = stage.quoted[k]
        if not row or other.start >= row[0].start:
            break
        if other.parent == parent and stage.spoken[k] and other.start >= stage.blocks[block].span.start:
            return ()
    return row


def _outside(
    stage: Stage, number: int, block: int, upto: int | None = None, since: int | None = None
) -> tuple[Word, ...]:
    """The words of a block near a passage that stand in the same passage as it does, and in no other."""
    quoted = stage.quoted[number]
    low, high = stage.blocks[block].span
    if quoted.parent is not None:
        parent = stage.quoted[quoted.parent]
        low, high = max(low, parent.start), min(high, parent.end)
    low, high = max(low, since or low), min(high, high if upto is None else upto)
    if since is None:
        low = _word_start(stage.doc.text, max(low, high - _BEFORE))
    else:
        high = min(high, low + _AFTER)
    return stage.outside(quoted.parent, low, high)


def _word_start(text: str, at: int) -> int:
    """The place, or the end of the word that it would cut."""
    while 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
        at += 1
    return at


def _boundary(text: str, left: Word, right: Word) -> bool:
    """Whether a sentence ends between two words, also inside a passage that stands between them."""
    gap = text[left.end : right.start]
    short = re.sub(r"[^\W_]+", "", gap) if len(gap) < 60 else gap[:2] + gap[-4:]
    if not re.search(r"[.!?…]", gap) or not right.text[0].isupper():
        return False
    if gap.startswith(".") and len(gap) <= 3 and _ABBREVIATED.search(text[max(0, left.start - 1) : left.end]):
        return False
    if len(gap) > 8 and re.search(r"[,—–-][”\"’]\s*$", gap):
        return False
    return bool(re.search(r"[.!?…]", short))


def _sentence_back(
    stage: Stage, number: int, row: Sequence[Word], end: int | None = None
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words since the last sentence end; and, where there are none, the sentence before."""
    if not row:
        return (), ()
    text, until = stage.doc.text, stage.quoted[number].start if end is None else end
    tail = text[row[-1].end : until]
    if end is None and re.search(r"[.!?…](?:[”\"’)\]]|\s|$)", tail) and not _is_short(text, row[-1], tail):
        sentence = _last(text, row)
        return (), sentence if row[-1].end > until - 200 else ()
    return _last(text, row), ()


def _is_short(text: str, word: Word, tail: str) -> bool:
    return len(tail) < 4 and bool(_ABBREVIATED.search(text[max(0, word.start - 1) : word.end]))


def _last(text: str, row: Sequence[Word]) -> tuple[Word, ...]:
    for k in range(len(row) - 1, 0, -1):
        if _boundary(text, row[k - 1], row[k]):
            return tuple(row[k:])
    return tuple(row)


def _sentence_on(stage: Stage, number: int, row: Sequence[Word]) -> tuple[Word, ...]:
    """The words up to the next sentence end or the next passage."""
    text = stage.doc.text
    for k in range(1, len(row)):
        if _boundary(text, row[k - 1], row[k]) or re.search(r"[“„«\"]\S", text[row[k - 1].end : row[k].start]):
            return tuple(row[:k])
    return tuple(row)
