"""Findings as rows of the table: kind, subject, who, start, stop, body, reason, confidence."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from loquitur.model import Claim, Date, Dating, Echo, Fate, Findings, Named, Stance, Statement
from loquitur.store import codec

__all__ = ["KINDS", "Row", "apply", "rows"]

KINDS: dict[type, str] = {
    Dating: "dating", Date: "date", Named: "named", Statement: "statement", Stance: "stance", Fate: "fate", Claim: "claim", Echo: "echo",
}  # fmt: skip
Row = tuple[str, str | None, str | None, int | None, int | None, str, str | None, int | None]


def rows(findings: Findings) -> Iterator[Row]:
    """A row for every finding, in order."""
    yield "dating", None, None, None, None, codec.dump(findings.dating), findings.dating.basis, None
    for d in findings.dates:
        yield "date", None, None, *d.span, codec.dump(d), d.basis, None
    for n in findings.named:
        yield "named", None, n.name, *n.spans[0], codec.dump(n), None, None
    for s in findings.statements:
        first, last = s.quotation.spans[0].start, s.quotation.spans[-1].end
        yield "statement", s.quotation.id, s.speaker.name, first, last, codec.dump(s), s.reason, s.confidence
    for st in findings.stances:
        yield "stance", st.quotation, st.holder, *st.span, codec.dump(st), st.reason, st.confidence
    for f in findings.fates:
        yield "fate", None, f.who, *f.span, codec.dump(f), f.reason, f.confidence
    for c in findings.claims:
        yield "claim", None, c.asserted_by, *c.span, codec.dump(c), c.reason, c.confidence
    for e in findings.echoes:
        yield "echo", None, e.later, *e.span, codec.dump(e), None, None


def apply(statement: Statement, told: Mapping[str, tuple[str | None, str]]) -> Statement:
    """The statement with a user's words on its speaker and date in the place of the program's."""
    for field, (value, by) in told.items():
        if field == "speaker":
            kind = "person" if value else "unknown"
            speaker = replace(statement.speaker, name=value, kind=kind)  # type: ignore[arg-type]
            statement = replace(statement, speakers=(speaker,), confidence=100, reason=f"corrected by {by}")
        else:
            statement = replace(statement, said=value, said_basis=f"corrected by {by}")
    return statement
