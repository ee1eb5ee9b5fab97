"""The running text of a document as sentences and words.

Every finder reads the same sentences, so that "the subject before the verb" means one thing. A sentence never crosses a
block, and frame blocks hold none. Words are ranges of the frozen text; a word keeps its inner hyphens, apostrophes and
stops ("didn't", "East-German", "U.S"). Splitting is by stops before a capital, a digit or a mark, with initials and
common abbreviations held together: a device for prose in Latin, Greek or Cyrillic letters, not for verse or tables.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loquitur.model import Block, Document, Span

__all__ = ["WORD", "Sentence", "Word", "base", "prose", "sentences", "words"]

WORD = re.compile(r"[^\W_]+(?:[’'‑\-.][^\W_]+)*")
_STOP = re.compile(r"[.!?…]+[’”\"'»)\]]*(?:\[\w{1,3}\]|[¹²³⁴-⁹*†‡]{1,3})*(?=\s+[“”\"‘'«„(\[—–-]*[^\W_a-zа-я])")
_SHORT = re.compile(
    r"(?:^|[\s(“\"‘'])(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Capt|Sgt|Rev|Hon|St|No|Vol|vs|Jr|Sr|cf|i\.e|e\.g|"
    r"[Pp]p?|U\.S|(?!U\.[KN]|D\.C|A\.[DM]|B\.C|P\.M|N\.Y)[A-Z]\.[A-Z]|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.$"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text."""

    start: int
    end: int
    text: str
    lower: str
    """In lower case, with straight apostrophes."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words and the number of its block."""

    span: Span
    words: tuple[Word, ...]
    block: int


def words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of a range of the text."""
    return tuple(
        Word(m.start(), m.end(), m.group(), m.group().lower().replace("’", "'"))
        for m in WORD.finditer(text, start, end)
    )


def base(word: Word) -> str:
    """The word in lower case without its possessive ending."""
    lower = word.lower
    return lower[:-2] if lower.endswith("'s") else lower[:-1] if lower.endswith("'") else lower


def prose(doc: Document) -> list[tuple[int, Block]]:
    """The blocks that carry the document's own text, with their numbers: everything but its frame."""
    return [(i, b) for i, b in enumerate(doc.blocks) if b.kind != "frame"]


def sentences(doc: Document) -> list[Sentence]:
    """The sentences of the document's own text, in order."""
    return [
        Sentence(span, words(doc.text, *span), number)
        for number, block in prose(doc)
        for span in _split(doc.text, block.span)
    ]


def _split(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        if text[stop.start()] == "." and _SHORT.search(text, max(start - 1, stop.start() - 8, 0), stop.start() + 1):
            continue
        yield from _trim(text, start, stop.end())
        start = stop.end()
    yield from _trim(text, start, block.end)


def _trim(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
