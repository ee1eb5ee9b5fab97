"""Findings as rows: kind, subject, who, start, stop, body, reason, confidence.

The body is the whole finding as canonical JSON; the other columns repeat what one asks for, so that a finding can be
found by any SQLite tool without reading JSON.
"""

from collections.abc import Iterator

from loquitur.model import Claim, Condition, Date, Dating, Echo, Fate, Findings, Named, Span, Stance, Statement
from loquitur.sayings import Apart
from loquitur.store import codec

__all__ = ["KINDS", "Finding", "Row", "row", "rows"]

Finding = Dating | Date | Named | Statement | Stance | Fate | Claim | Echo | Condition | Apart
KINDS: dict[type, str] = {
    Dating: "dating",
    Date: "date",
    Named: "named",
    Statement: "statement",
    Stance: "stance",
    Fate: "fate",
    Claim: "claim",
    Echo: "echo",
    Condition: "condition",
    Apart: "apart",
}
Row = tuple[str, str | None, str | None, int | None, int | None, str, str | None, int | None]


def rows(findings: Findings) -> Iterator[Row]:
    """A row for every finding, in order."""
    yield row(findings.dating)
    f = findings
    for found in (f.dates, f.named, f.statements, f.stances, f.fates, f.claims, f.echoes, f.conditions):
        yield from (row(one) for one in found)


def row(one: Finding) -> Row:
    """A finding as a row."""
    subject, who, span, reason, confidence = _columns(one)
    start, stop = span if span else (None, None)
    return KINDS[type(one)], subject, who, start, stop, codec.dump(one), reason, confidence


def _columns(one: Finding) -> tuple[str | None, str | None, Span | None, str | None, int | None]:
    match one:
        case Dating():
            return None, None, None, one.basis, None
        case Date():
            return None, None, one.span, one.basis, None
        case Named():
            return None, one.name, one.spans[0] if one.spans else None, None, None
        case Statement(quotation=q):
            span = Span(q.spans[0].start, q.spans[-1].end) if q.spans else None
            return q.id, one.speaker.name, span, one.reason, one.confidence
        case Stance():
            return one.quotation, one.holder, one.span, one.reason, one.confidence
        case Fate():
            return None, one.who, one.span, one.reason, one.confidence
        case Claim():
            return None, one.asserted_by, one.span, one.reason, one.confidence
        case Echo():
            return None, one.later, one.span, None, None
        case Condition():
            return one.quotation, one.told_by, one.span, one.reason, one.confidence
        case Apart():
            return None, None, one.span, one.reason, None
