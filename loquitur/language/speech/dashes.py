"""Dialogue that dashes mark: "— Where is it? asked Hill."

In French, Spanish, Russian and other habits, and in some English books, a dash opens the paragraph of each who speaks
and nothing closes the words. Where at least two paragraphs open so, and a third of them
ask, exclaim or are told on (a list is not), each is a passage. A dash inside hands over to the
narration and back ("— No, — said she. — Never."); without one the narration begins with a verb of saying that a comma or
another stop precedes ("— No, said she"). What stands between marks within it stays what it is.

Limit: narration after the words that is neither behind a dash nor opened by a known verb is taken for words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loquitur.language.words import lexicon
from loquitur.model import Block, Span

__all__ = ["Lines", "find"]

_OPENS = re.compile(r"\s*(?:—|–|―|--)\s*(?=[^\W_]|[¿¡«“\"…])")
_INNER = re.compile(r"\s*(?:—|–|―)[.,;:]?\s*")
_ASKED = re.compile(r"[!?…]\s+[^\W\d_A-ZА-Я]")
_VERB = re.compile(r"[,!?…]\s+(?:[^\W_]+\s+){0,2}?([^\W\d_]+)\b")


@dataclass(frozen=True, slots=True)
class Lines:
    """What one paragraph of dialogue gives as words."""

    spans: tuple[Span, ...]
    outer: tuple[Span, ...]
    """The first with its dash."""


def find(text: str, blocks: Sequence[Block]) -> Iterator[Lines]:
    """The words of each paragraph that a dash opens, where at least two do."""
    opened = [(m, b) for b in blocks if b.kind == "paragraph" and (m := _OPENS.match(text, *b.span))]
    if len(opened) < 2 or 3 * sum(_talks(text, m.end(), b.span.end) for m, b in opened) < len(opened):
        return
    for m, block in opened:
        spans = tuple(_words(text, m.end(), block.span.end))
        if spans:
            yield Lines(spans, (Span(block.span.start, spans[0].end), *spans[1:]))


def _talks(text: str, start: int, end: int) -> bool:
    """Whether a line looks said rather than listed: it asks, exclaims, or is told on."""
    told = _narration(text, start, end) < end or any(_hands_over(text, m) for m in _INNER.finditer(text, start, end))
    return told or text[start:end].rstrip()[-1:] in ("?", "!", "…") or bool(_ASKED.search(text, start, end))


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretches of a line that are said: those before, and every other after, an inner dash."""
    cuts = [*_INNER.finditer(text, start, end)]
    if not cuts:
        yield _trimmed(text, start, _narration(text, start, end))
        return
    spoken, at = True, start
    for m in cuts:
        if spoken and not _hands_over(text, m):
            continue
        if spoken:
            yield _trimmed(text, at, m.start())
        spoken, at = not spoken, m.end()
    if spoken and at < end:
        yield _trimmed(text, at, _narration(text, at, end))


def _hands_over(text: str, m: "re.Match[str]") -> bool:
    """Whether narration begins at a dash: after a stop or comma ("— No, — said"), or glued to its word ("—No —dijo")."""
    before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
    glued = m[0][0].isspace() and not m[0][-1].isspace()
    return after.islower() and (before in ",.!?…»”" or glued)


def _narration(text: str, start: int, end: int) -> int:
    """Where narration begins in a line without an inner dash, else its end."""
    for m in _VERB.finditer(text, start, end):
        if m[1].lower() in lexicon().speech and _goes_low(text, m.start() + 1):
            return m.start() + (text[m.start()] in "!?…")
    return end


def _goes_low(text: str, at: int) -> bool:
    """Whether the next word begins in lower case, or names somebody before a verb: narration, not new words."""
    return text[at : at + 2].lstrip()[:1].islower()


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",—–"):
        end -= 1
    return Span(start, end)
