"""Who has the word in a transcript: the labels before turns ("Mr. Harding. I have.", "MODERATOR: And then?").

A document is a transcript when two labels or more open its paragraphs again and again. In one, "I" is whoever has the
word, and a label is nobody of whom the turn speaks. Elsewhere there are no labels.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from loquitur.language.people import Roll
from loquitur.language.sentences.prose import prose
from loquitur.model import Document, Span

__all__ = ["Labels", "labels"]

_LABEL = re.compile(
    r"((?:[Tt]he |[A-Z][a-z]{0,4}\. ){0,2}[A-Z][\w’'-]*(?: (?:de |van |von |der )*[A-Z][\w’'-]*){0,3})[.:] (?=\S)"
)
_TURNS = 6
"""How many turns make a transcript; each label counts from its second."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a transcript, in order."""

    spans: tuple[Span, ...] = ()
    names: tuple[str | None, ...] = ()
    """Who has the word from there on; None where the label names nobody."""

    def voice(self, at: int) -> tuple[bool, str | None]:
        """Whether somebody has the word at a place, and who that is."""
        i = bisect_right(self.spans, (at, 10**12)) - 1
        return i >= 0, self.names[i] if i >= 0 else None

    def covers(self, at: int) -> bool:
        """Whether a place lies in a label."""
        i = bisect_right(self.spans, (at, 10**12)) - 1
        return i >= 0 and at < self.spans[i].end


def labels(doc: Document, who: Roll) -> Labels:
    """The labels of a document; none where it is no transcript."""
    found = [
        (Span(block.span.start, block.span.start + m.end(1)), m[1])
        for _, block in prose(doc)
        if block.kind == "paragraph" and (m := _LABEL.match(doc.text[block.span.start : block.span.start + 60]))
    ]
    often = {name for name, count in Counter(name for _, name in found).items() if count > 1}
    kept = [(span, name) for span, name in found if name in often or _named(who, span)]
    if len(often) < 2 or sum(name in often for _, name in kept) < _TURNS:
        return Labels()
    return Labels(tuple(s for s, _ in kept), tuple(_named(who, s) for s, _ in kept))


def _named(who: Roll, span: Span) -> str | None:
    mention = who.at(*span)
    return who.name(mention.name) if mention and who.kinds[who.name(mention.name)] == "person" else None
