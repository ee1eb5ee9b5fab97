"""Who speaks in a document that another reads out: "These are a letter from X to Y and a note from Z. I will read them:".

The first quotation behind such words is by whoever is named as the writer of the first document; the others are left open,
because nothing tells where one ends and the next begins.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from loquitur.language.people import Roll
from loquitur.model import Document, Span, Speaker, Statement

__all__ = ["over"]

_KINDS = r"letters?|notes?|telegrams?|statements?|messages?|declarations?|memorand(?:um|a)|appeals?|petitions?|protests?|documents?"
_READ = re.compile(
    rf"\b(?:read|quote|cite|give|print|lay before you)\b[^.;:]{{0,40}}\b(?:this|these|those|it|them|the)\b(?: (?:two|three|first|last|{_KINDS})){{0,2}}[^.;:]{{0,20}}:$",
    re.I,
)
_FROM = re.compile(rf"\b(?:{_KINDS})\s+(?:from|of|by)\s+(?:[a-z]+\s+)?(?=[A-Z])")
_BACK = 2
"""How many paragraphs before it the documents are named."""


def over(doc: Document, who: Roll, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, those without a cue given to the writer of what is read out."""
    return tuple(_given(doc, who, s) if _open(s) else s for s in statements)


def _open(statement: Statement) -> bool:
    return statement.quotation.mode == "direct" and statement.speaker.kind == "unknown" and not statement.cue


def _given(doc: Document, who: Roll, statement: Statement) -> Statement:
    start = statement.quotation.spans[0].start
    here = bisect_right(doc.blocks, start, key=lambda b: b.span.start) - 1
    if here < 1:
        return statement
    before = doc.blocks[here - 1].span
    leads = doc.text[before.start : before.end].rstrip()
    read = _READ.search(leads)
    if read is None:
        return statement
    for block in doc.blocks[max(0, here - _BACK) : here]:
        for found in _FROM.finditer(doc.text, block.span.start, block.span.end):
            mention = next(iter(who.from_on(found.end())), None)
            if mention and mention.span.start - found.end() < 12 and who.kinds[who.name(mention.name)] == "person":
                return _by(
                    statement,
                    who.name(mention.name),
                    mention.span,
                    Span(before.start + read.start(), before.start + read.end()),
                )
    return statement


def _by(statement: Statement, name: str, place: Span, cue: Span) -> Statement:
    chain = (replace(statement.chain[0], who=name), *statement.chain[1:]) if statement.chain else ()
    speaker = Speaker(name, "person", (place,))
    return replace(
        statement,
        speakers=(speaker,),
        cue=(cue,),
        chain=chain,
        confidence=70,
        reason="introduced: a document of theirs is read out",
    )
