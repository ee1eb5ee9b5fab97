"""A user's findings carried over when a document is read again.

A new reading makes a new text, in which every range may stand elsewhere. A range moves to where its words stand in the
new text; blanks may differ. Where they stand several times, the place with most of the former context before and after
wins; where that is a draw, or the words are gone, the finding does not fit, and is listed rather than guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from loquitur.model import Quotation, Span, digest

__all__ = ["Move"]

_CONTEXT = 60


class _Lost(Exception):
    """A range has no place in the new text."""


@dataclass(frozen=True, slots=True)
class Move:
    """From one text of a document to another."""

    old: str
    new: str
    text_id: str
    """The new text's."""
    ids: Mapping[str, str]
    """The new id of a quotation by its former one."""

    def carried(self, finding: Any) -> Any | None:
        """The finding over the new text; None where some range of it has no place there."""
        try:
            return self._value(finding)
        except _Lost:
            return None

    def _value(self, value: Any) -> Any:
        if isinstance(value, Span):
            return self.place(value)
        if isinstance(value, tuple):
            return tuple(self._value(v) for v in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        moved = replace(value, **{f.name: self._value(getattr(value, f.name)) for f in fields(value)})
        if isinstance(moved, Quotation):
            return self._quotation(moved)
        named = getattr(moved, "quotation", None)
        return replace(moved, quotation=self.ids.get(named, named)) if isinstance(named, str) else moved

    def _quotation(self, moved: Quotation) -> Quotation:
        words = " ".join(self.new[a:b] for a, b in moved.spans)
        key = digest(self.text_id, *(n for s in moved.spans for n in s))
        return replace(moved, id=key, text=words, within=self.ids.get(moved.within or ""))

    def place(self, span: Span) -> Span:
        """Where the words of a range stand in the new text."""
        words = self.old[span.start : span.end].split()
        found = re.finditer(r"\s+".join(map(re.escape, words)), self.new) if words else iter(())
        ranked = sorted(((self._shared(span, m.start(), m.end()), m.start(), m.end()) for m in found), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            raise _Lost
        return Span(ranked[0][1], ranked[0][2])

    def _shared(self, span: Span, start: int, end: int) -> int:
        """How many letters of context the place shares with the former one."""
        before = _letters(self.old[max(0, span.start - _CONTEXT) : span.start])[::-1]
        after = _letters(self.old[span.end : span.end + _CONTEXT])
        return _common(before, _letters(self.new[max(0, start - _CONTEXT) : start])[::-1]) + _common(
            after, _letters(self.new[end : end + _CONTEXT])
        )


def _letters(text: str) -> str:
    return "".join(text.split())


def _common(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
