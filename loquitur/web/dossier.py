"""The dossier of a quotation: its words beside the source's, its way through the documents, how to cite it."""

from typing import Any

from loquitur.looking import Quoted
from loquitur.model import Claim, Part
from loquitur.record import Checked, Record
from loquitur.sayings import Appearance, Citation, Saying
from loquitur.telling import beside, lines, phrases
from loquitur.telling.cite import Cited, forms
from loquitur.web import drawings
from loquitur.web.page import Asked, NotThere, Page
from loquitur.web.papers import named

__all__ = ["parts", "quotation"]

_MOST = 40
_TRACED = 2000
"""Longer quotations are traced by their beginning, in code points."""


def quotation(record: Record, asked: Asked) -> Page:
    """All that the record knows of a quotation."""
    quoted = record.quotation(asked.path["id"])
    if quoted is None:
        raise NotThere(
            "The record holds no quotation of this address. Its document may have been read again, or removed."
        )
    doc, statement = quoted.document, quoted.statement
    words = statement.quotation.text
    checked = record.checked(quoted) if statement.quotation.mode != "report" else None
    saying = record.trace(words[:_TRACED]) if statement.quotation.mode != "indirect" else None
    person = record.called(statement.speaker.name, doc.id) if statement.speaker.name else None
    place = statement.quotation.spans[0].start if statement.quotation.spans else 0
    data = {
        "quoted": quoted,
        "statement": statement,
        "doc": doc,
        "name": named(doc),
        "person": person,
        "place": phrases.place(doc, place),
        "checked": checked,
        "parts_": parts(checked, asked) if checked else [],
        "saying": saying,
        "appearances": _appearances(saying, asked),
        "more": max(0, len(saying.appearances) - _MOST) if saying else 0,
        "picture": _picture(saying, statement.speaker.name),
        "reader": asked.reader,
        "claims": _claims(record, quoted),
        "address": asked.here,
        "sealed": record.positions(statement.quotation.id),
        "cited": forms(
            Cited(_work(quoted), phrases.speaker(statement.speaker) if statement.speaker.name else None, asked.here)
        ),
        "span": (statement.quotation.spans[0].start, statement.quotation.spans[-1].end)
        if statement.quotation.spans
        else (0, 0),
    }
    told = [lines.quotation(doc.name, statement)]
    told += [lines.checked(checked)] if checked else []
    told += list(lines.saying(saying)) if saying else []
    title = f"“{phrases.shortened(words, 90)}” ({phrases.speaker(statement.speaker)})"
    return Page("quotation", title, data, told)


def _work(quoted: Quoted) -> Citation:
    doc = quoted.document
    at = quoted.statement.quotation.spans[0].start if quoted.statement.quotation.spans else 0
    author, title, said, published = (doc.field(n) for n in ("author", "title", "said", "published"))
    printed = any(p.kind == "printed-page" and p.span.start <= at < p.span.end for p in doc.places)
    return Citation(doc.name, author, title, said, published, doc.page(at), printed)


def parts(checked: Checked, asked: Asked) -> list[dict[str, Any]]:
    """The parts of a quotation, each beside its source."""
    return [
        _part(checked, part, cited, asked) for part, cited in zip(checked.verdict.parts, checked.citations, strict=True)
    ]


def _part(checked: Checked, part: Part, cited: Citation | None, asked: Asked) -> dict[str, Any]:
    """One part of a quotation beside its source."""
    quote, source = phrases.part(checked.statement.quotation, part.span), part.source
    return {
        "quote": quote,
        "source": source,
        "pieces": beside.pieces(source.text, quote) if source else None,
        "footnote": phrases.footnote(cited) if cited else None,
        "entry": asked.documents.get(source.doc) if source else None,
    }


def _appearances(saying: Saying | None, asked: Asked) -> list[tuple[Appearance, Any]]:
    return [(one, asked.documents.get(one.source.doc)) for one in saying.appearances[:_MOST]] if saying else []


def _picture(saying: Saying | None, speaker: str | None) -> drawings.Chain | None:
    """The picture of how the wording travelled; none where it stands in one place only."""
    return drawings.chain(saying.appearances[:12], speaker) if saying and len(saying.appearances) > 1 else None


def _claims(record: Record, quoted: Quoted) -> list[tuple[Claim, str, str | None]]:
    """What in the same document asserts or denies these very words: the claim, its words, and the denial's."""
    doc, spans = quoted.document, quoted.statement.quotation.spans
    if not spans:
        return []
    start, end = spans[0].start, spans[-1].end
    found = [c for c in record.found(Claim, doc.id) if _touches(c, start, end)]
    return [
        (c, doc.text[c.span.start : c.span.end], doc.text[c.denial.start : c.denial.end] if c.denial else None)
        for c in found
    ]


def _touches(claim: Claim, start: int, end: int) -> bool:
    spans = [claim.span, *([claim.denial] if claim.denial else []), *claim.evidence]
    return any(s.start < end and start < s.end for s in spans)
