"""Findings as JSON Lines: one object a line, the same fields in every line of a kind.

Programs of other people read these lines, so fields are only ever added, what is unknown is null and never absent, and
each line carries its `kind` and the version `v` of this agreement. Ranges are [start, end], code points, half-open, in
the text of `doc` as it was read.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from loquitur.answers import Answer, AnswerPerson
from loquitur.matching.clusters import Cluster
from loquitur.model import AUTHOR, Date, Document, Hit, Person, Span, Speaker, Stance, Statement
from loquitur.record import Added, Checked, Shared
from loquitur.sayings import Saying
from loquitur.telling import phrases

__all__ = [
    "added",
    "answer",
    "checked",
    "dated",
    "document",
    "dumps",
    "found",
    "line",
    "person",
    "quotation",
    "reused",
    "saying",
    "stance",
]

Line = dict[str, Any]


def dumps(fields: Line) -> str:
    """The line as it is written: UTF-8, nothing escaped that need not be."""
    return json.dumps(fields, ensure_ascii=False)


def line(kind: str, **fields: Any) -> Line:
    """A line of this kind under the present agreement."""
    return {"kind": kind, "v": 1, **fields}


def quotation(doc: str, statement: Statement) -> Line:
    """What a document gives as somebody's words."""
    quoted, speaker = statement.quotation, statement.speaker
    return line(
        "quotation",
        doc=doc,
        id=quoted.id,
        mode=quoted.mode,
        act=statement.act,
        spans=_ranges(quoted.spans),
        text=quoted.text,
        cue=_ranges(statement.cue),
        source=_ranges(speaker.spans),
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        speakers=[_speaker(s) for s in statement.speakers],
        candidates=list(statement.candidates),
        said=statement.said,
        said_basis=statement.said_basis,
        within=quoted.within,
        chain=[asdict(link) for link in statement.chain],
        targets=list(statement.targets),
        confidence=statement.confidence,
        reason=statement.reason,
    )


def checked(one: Checked) -> Line:
    """What the sources say of a quotation, with the bounds of the search and a footnote to paste."""
    quoted, verdict = one.statement.quotation, one.verdict
    cited = next((c for c in one.citations if c), None)
    return line(
        "verdict",
        doc=one.draft.name,
        id=quoted.id,
        spans=_ranges(quoted.spans),
        text=quoted.text,
        speaker=one.statement.speaker.name,
        mode=quoted.mode,
        verdict=verdict.kind,
        reason=list(verdict.reasons),
        witness=verdict.witness,
        held=verdict.held,
        source=asdict(verdict.source) if verdict.source else None,
        differences=[asdict(d) for d in verdict.differences],
        appearances=[asdict(a) for a in verdict.appearances],
        parts=[asdict(p) for p in verdict.parts],
        searched={"documents": one.searched, "unreadable": len(one.unreadable)},
        place=phrases.place(one.draft, quoted.spans[0].start),
        cited=asdict(cited) if cited else None,
        footnote=phrases.footnote(cited) if cited else None,
    )


def saying(one: Saying) -> Iterator[Line]:
    """The appearances of a saying in order, those kept apart, then the saying itself with the bounds of the search."""
    for kind, found in (("appearance", one.appearances), ("apart", one.apart)):
        for number, appearance in enumerate(found, 1):
            yield line(kind, number=number, **asdict(appearance), footnote=phrases.footnote(appearance.citation))
    first = one.first
    yield line(
        "saying",
        words=one.words,
        appearances=len(one.appearances),
        origins=one.origins,
        first=first.source.doc if first else None,
        perhaps_earlier=list(one.perhaps_earlier),
        searched={"documents": one.searched, "unreadable": len(one.unreadable)},
    )


def dated(doc: str, date: Date) -> Line:
    """An expression of time with its value."""
    start, end = date.span
    return line("date", doc=doc, start=start, end=end, text=date.text, edtf=date.edtf, basis=date.basis)


def stance(doc: str, found: Stance) -> Line:
    """Who is for or against whom."""
    return line(
        "stance",
        doc=doc,
        holder=found.holder or AUTHOR,
        target=found.target or AUTHOR,
        stance=found.side,
        start=found.span.start,
        end=found.span.end,
        when=found.when,
        when_basis=found.when_basis,
        quotation=found.quotation,
        confidence=found.confidence,
        reason=found.reason,
    )


def reused(shared: Shared) -> Line:
    """A passage that several documents share, or a formula."""
    found = shared.found
    if not isinstance(found, Cluster):
        return line("formula", **asdict(found), text=shared.words)
    first = asdict(found.first) if found.first else None
    passages = [asdict(p) for p in found.passages]
    return line("reuse", passages=passages, first=first, origins=found.origins, text=shared.words)


def found(qid: str, hits: Iterable[Hit], ms: float | None) -> Line:
    """Where the words of a query stand, best first."""
    return line("found", qid=qid, hits=[asdict(h) for h in hits], ms=ms)


def person(one: Person) -> Line:
    """Somebody of the record, with every alias."""
    return line("person", id=one.id, name=one.name, speaker_kind=one.kind, aliases=list(one.aliases))


def document(doc: Document) -> Line:
    """A document of the record with its metadata."""
    return line("document", id=doc.id, name=doc.name, reader=doc.reader, metadata=[asdict(f) for f in doc.metadata])


def added(one: Added) -> Line:
    """What became of a file that was to be added."""
    return line("added", **asdict(one))


def answer(told: Answer) -> Iterator[Line]:
    """The people, then the claims, the echoes, the conditions of testimony and loose passages; the coverage is always the last line."""
    for one in told.people:
        yield _person(one)
    for claim in told.claims:
        yield line("claim", **asdict(claim))
    for echo in told.echoes:
        yield line("echo", **asdict(echo))
    for condition in told.conditions:
        yield line("condition", **asdict(condition))
    for chain in told.chains:
        yield line("chain", **asdict(chain))
    for gap in told.gaps:
        yield line("gap", **asdict(gap))
    for one in told.perhaps:
        yield _person(one, "perhaps")
    for statement in told.quoted:
        yield line("quoted", **asdict(statement))
    for passage in told.passages:
        yield line("passage", **asdict(passage))
    yield line("coverage", question=told.question, understood=told.understood, **asdict(told.coverage))


def _person(one: AnswerPerson, kind: str = "answer") -> Line:
    return line(
        kind,
        who=one.who,
        speaker_kind=one.kind,
        when=list(one.when),
        passages=[asdict(p) for p in one.passages],
        statements=[asdict(s) for s in one.statements],
        fates=[asdict(f) for f in one.fates],
        origins=one.origins,
        own_text=one.own_text,
        likelihood=one.likelihood,
    )


def _speaker(one: Speaker) -> Line:
    return {"name": one.name, "kind": one.kind, "said": one.said, "spans": _ranges(one.spans)}


def _ranges(spans: Sequence[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]
