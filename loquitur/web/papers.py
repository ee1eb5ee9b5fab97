"""The catalogue, and a document as a page to read: its quotations by speaker, its notes in the margin."""

from collections.abc import Iterator, Sequence
from typing import Any

from loquitur.looking import Entry
from loquitur.model import Claim, Dating, Document, Fate, Span, Stance, Statement
from loquitur.record import Record
from loquitur.telling import lines, phrases
from loquitur.web import marking
from loquitur.web.page import Asked, NotThere, Page

__all__ = ["document", "documents", "has_leaves", "named", "read"]

_A_PAGE = 200


def documents(record: Record, asked: Asked) -> Page:
    """The catalogue, a stretch of it at a time."""
    entries = sorted(asked.documents.values(), key=lambda e: (e.when or "9", e.name))
    start = asked.number("from", 0) if not asked.whole else 0
    shown = entries[start:] if asked.whole else entries[start : start + _A_PAGE]
    later = start + len(shown) if start + len(shown) < len(entries) else None
    data = {"entries": shown, "total": len(entries), "start": start, "later": later, "step": _A_PAGE}
    told = [
        lines.line("document", id=e.id, name=e.name, title=e.title, author=e.author, said=e.said, published=e.published)
        for e in shown
    ]
    return Page("documents", "Documents", data, told)


def document(record: Record, asked: Asked) -> Page:
    """A document as a page; `at`: the passage that is marked."""
    doc = record.document(asked.path["id"])
    if doc is None:
        raise NotThere("The record holds no document of this address. It may have been removed since.")
    told = record.found(Statement, doc.id)
    shown = [s for s in told if marking.is_shown(s)]
    told_lines = [lines.document(doc) | {"text": doc.text}, *(lines.quotation(doc.name, s) for s in shown)]
    return Page("document", named(doc), read(record, asked, doc, told), told_lines)


def read(record: Record, asked: Asked, doc: Document, told: Sequence[Statement]) -> dict[str, Any]:
    """A document as a page to read shows it, with these statements."""
    statements = [s for s in told if marking.is_shown(s)]
    marked = _marked(asked.words("at", 40), doc)
    shown = list(marking.rows(doc, statements, {*_found(record, doc, told), *asked.also}, marked))
    voices = marking.voices(statements)
    return {
        "doc": doc,
        "entry": Entry(doc.id, doc.name, *(doc.field(n) for n in ("title", "author", "said", "published"))),
        "dating": next(iter(record.found(Dating, doc.id)), None),
        "rows": shown,
        "sealed": record.positions(doc.id),
        "voices": [(voice, record.called(voice.name, doc.id)) for voice in voices.values()],
        "persons": {name: person.id for name in voices if (person := record.called(name, doc.id))},
        "verdicts": {s.quotation.id: asked.verdict(s.quotation.id) for s in statements},
        "leaves": {p.span.start: p.label for p in doc.places if p.kind == "file-page"} if has_leaves(doc) else {},
    }


def has_leaves(doc: Document) -> bool:
    """Whether the pages of a document can be shown as pictures."""
    return doc.reader.startswith("pdf ")


def _found(record: Record, doc: Document, statements: Sequence[Statement]) -> Iterator[int]:
    """Where something begins that an address can lead to."""
    yield from (span.start for s in statements for span in s.quotation.spans[:1])
    yield from (stance.span.start for stance in record.found(Stance, doc.id))
    yield from (fate.span.start for fate in record.found(Fate, doc.id))
    yield from (s.start for c in record.found(Claim, doc.id) for s in (c.span, c.denial, *c.evidence) if s)
    yield from (block.span.start for block in doc.blocks)


def named(doc: Document) -> str:
    """What a document is called: its title, else the end of its path."""
    return phrases.shortened(doc.field("title") or doc.name.rpartition("/")[2], 160)


def _marked(told: str, doc: Document) -> Span | None:
    """The passage that an address marks, cut to the text; None for what is no passage."""
    start, _, end = told.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    span = Span(min(int(start), len(doc.text)), min(int(end), len(doc.text)))
    return span if span.start < span.end else None
