"""Who speaks at a place of a document: its author, somebody it quotes, or whose turn it is.

A check must not give the author of a debate's transcript what another speaker said in it, nor the author of a history
what he quotes. Quotations are those of the record's findings, or, where a document was never read for them, those found
round the place, and no sooner. Turns are lines that open with a name and a colon ("MR. NIXON: …").

Limit: a turn without a name and a quotation without marks are the author's.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from loquitur import language
from loquitur.language import marks, quotations
from loquitur.matching.names import is_name, related
from loquitur.model import Document, Span, Statement
from loquitur.store.store import Store

__all__ = ["Voices"]

T = TypeVar("T")

_BEFORE, _AFTER = 6000, 2000
"""How far round a quotation its speaker is looked for, in code points: names are introduced before it."""
_KEPT = 256
"""Documents kept in memory, with their marks and turns."""
_TURN = re.compile(r"^[ \t]*((?:[^\W\d_a-zа-я][\w.’'-]*)(?: [\w.’'-]+){0,5}):(?=\s)", re.M)
_OFTEN = 3
"""Two labels that open so many lines each make a transcript."""


@dataclass
class Voices:
    """The voices in the documents of a store."""

    store: Store
    statements: dict[str, list[Statement]] = field(default_factory=dict)
    """What is known of a document already."""
    _documents: dict[str, Document] = field(default_factory=dict)
    _marked: dict[str, list[Span]] = field(default_factory=dict)
    _turned: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def at(self, key: str, start: int, end: int, authors: Sequence[str]) -> tuple[str | None, bool]:
        """Who speaks at a place of a document by these authors, None where unknown, and whether it is quoted there."""
        told = self.innermost(key, start, end)
        if told is None or told.speaker.kind == "author":
            return self._turn(key, start, authors), False
        name = told.speaker.name
        return name, not (name and any(related(name, a) == "same" for a in authors))

    def innermost(self, key: str, start: int, end: int) -> Statement | None:
        """The smallest quotation that holds a place."""
        told = [
            s
            for s in self.around(key, start, end)
            if s.quotation.mode == "direct" and not s.reason.startswith(quotations.TURN)
        ]
        inside = [s for s in told if _covers(s, start, end)]
        return min(inside, key=lambda s: (_length(s), s.quotation.id), default=None)

    def document(self, key: str) -> Document:
        """A document, kept for a while."""
        return _kept(self._documents, key, self.store.document)

    def told(self, key: str) -> list[Statement]:
        """All statements of a document."""
        if key not in self.statements:
            if self.store.has_findings(key):
                self.statements[key] = [s for _, s in self.store.findings(Statement, key)]
            else:
                self.statements[key] = list(language.statements(self.store.document(key)))
        return self.statements[key]

    def around(self, key: str, start: int, end: int) -> list[Statement]:
        """The statements that can cover a place. A document that was never read for them is read round it, no more."""
        if key in self.statements:
            return self.statements[key]
        if self.store.has_findings(key):
            return self.store.findings_at(Statement, key, start, end)
        doc = self.document(key)
        near = [q for q in self._quoted(key) if q.start < end and start < q.end]
        return list(language.statements(_excerpt(doc, near))) if near else []

    def _turn(self, key: str, at: int, authors: Sequence[str]) -> str | None:
        """Whose turn it is; the author's where there are no turns or the label names nobody else."""
        author = authors[0] if len(authors) == 1 else None
        before = [label for start, label in self._turns(key) if start <= at]
        if not before:
            return author
        label = before[-1]
        known = next((a for a in authors if related(label, a) == "same"), None)
        if known:
            return known
        if _office(label):
            return author
        return label if is_name(label) and all(related(label, a) == "different" for a in authors) else None

    def _quoted(self, key: str) -> list[Span]:
        """What stands in quotation marks in a document."""
        return _kept(self._marked, key, lambda key: [Span(q.start, q.end) for q in marks.find(self.document(key))])

    def _turns(self, key: str) -> list[tuple[int, str]]:
        return _kept(self._turned, key, lambda key: _turns(self.document(key).text))


def _kept(known: dict[str, T], key: str, make: Callable[[str], T]) -> T:
    """What is known of a document; made where it is not."""
    if key not in known:
        if len(known) >= _KEPT:
            known.clear()
        known[key] = make(key)
    return known[key]


def _turns(text: str) -> list[tuple[int, str]]:
    """The turns of a transcript, each with its label; none where the lines with a colon are too few or one voice's."""
    found = [(m.start(), _titled(m[1])) for m in _TURN.finditer(text) if _is_label(m[1])]
    often = [label for label, count in Counter(label for _, label in found).items() if count >= _OFTEN]
    return found if len(often) > 1 else []


def _is_label(words: str) -> bool:
    """Whether the words before a colon can name a speaker: all capitalised, but for small words between."""
    return len(words) <= 40 and all(
        w[:1].isupper() or w in ("of", "the", "de", "von", "van", "del") for w in words.split()
    )


def _titled(label: str) -> str:
    return " ".join(w.capitalize() if w.isupper() and len(w) > 2 else w for w in label.split())


def _office(label: str) -> bool:
    return bool(re.match(r"(?:the )?(?:\w+ )?president\b|answer$|a\.?$", label, re.I))


def _excerpt(doc: Document, near: Sequence[Span]) -> Document:
    """The document as far as the blocks round some places go; its text, and so every range, is the same."""
    start, end = min(s.start for s in near) - _BEFORE, max(s.end for s in near) + _AFTER
    return replace(doc, blocks=tuple(b for b in doc.blocks if b.span.start < end and start < b.span.end))


def _length(statement: Statement) -> int:
    return statement.quotation.spans[-1].end - statement.quotation.spans[0].start


def _covers(statement: Statement, start: int, end: int) -> bool:
    """Whether more than half of a place lies within a quotation."""
    inside = sum(max(0, min(b, end) - max(a, start)) for a, b in statement.quotation.spans)
    return inside * 2 > end - start
