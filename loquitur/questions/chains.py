"""How we know some words: from the page that gives them, over whoever reports them, to the text in which they stand.

Each link is a text of the record: who speaks in it, through whom, when, and what the check said of the words that it takes
over from the next. A chain ends at the speaker's own text, where the record holds it; at a text that only quotes them;
where nothing more is found; or, where A has it from B and B from A, where it comes round.
"""

from collections.abc import Sequence

from loquitur.answers import AnswerChain, ChainLink
from loquitur.model import AUTHOR, Source, Span, Statement, Verdict
from loquitur.questions.evidence import Case

__all__ = ["chain"]

_LONGEST = 12
_FOUND = ("verbatim", "abridged", "altered", "reworded")


def chain(key: str, statement: Statement, case: Case) -> AnswerChain:
    """The chain of a statement through the record, the page in hand first."""
    links: list[ChainLink] = []
    seen: set[tuple[str, str]] = set()
    while len(links) < _LONGEST:
        if (key, statement.quotation.id) in seen:
            return AnswerChain(tuple(links), "round")
        seen.add((key, statement.quotation.id))
        verdict = case.check(key, statement)
        links.append(_reported(key, statement, verdict, case))
        place = _next(key, verdict)
        if place is None:
            return AnswerChain(tuple(links), "not-held" if verdict else "indirect")
        inner = _innermost(place, case)
        if inner is None:
            links.append(_own(place, case))
            return AnswerChain(tuple(links), "source" if verdict and verdict.kind in _FOUND else "another")
        key, statement = place.doc, inner
    return AnswerChain(tuple(links), "long")


def _next(key: str, verdict: Verdict | None) -> Source | None:
    """Where the words stand next: in their source, else with the first who quote them too."""
    if verdict is None:
        return None
    if verdict.source is not None:
        return verdict.source
    return next((a for a in verdict.appearances if a.doc != key), None)


def _innermost(place: Source, case: Case) -> Statement | None:
    """The quotation in which a place of the record stands; None where the text's own voice says it."""
    held = case.store.findings_at(Statement, place.doc, place.start, place.end)
    inside = [s for s in held if s.quotation.mode == "direct" and _covers(s.quotation.spans, place)]
    return min(inside, key=lambda s: (len(s.quotation.text), s.quotation.id), default=None)


def _covers(spans: Sequence[Span], place: Source) -> bool:
    shared = sum(max(0, min(s.end, place.end) - max(s.start, place.start)) for s in spans)
    return 2 * shared > place.end - place.start


def _reported(key: str, statement: Statement, verdict: Verdict | None, case: Case) -> ChainLink:
    spans = statement.quotation.spans
    return ChainLink(
        case.canonical(statement.speaker.name, key),
        case.holder(key, AUTHOR),
        statement.said,
        verdict.kind if verdict else None,
        False,
        case.passage(key, Span(spans[0].start, spans[-1].end)),
    )


def _own(place: Source, case: Case) -> ChainLink:
    """The text in whose own voice the words stand."""
    who = case.canonical(place.speaker, place.doc) or case.holder(place.doc, AUTHOR)
    return ChainLink(who, None, case.said(place.doc), None, True, case.passage(place.doc, Span(place.start, place.end)))
