"""When words were said that have no date of their own: at the occasion of which the page tells.

Two occasions are known. A paragraph's: what is told behind "the debate of 8 July" or "at a meeting on 4 May 1838" was said
there. And that of a report as a whole: news under a dateline ("WASHINGTON, Nov. 3 --"), and a dated report of proceedings,
whose paragraphs open with names in capitals, tell of one day. Words that were written, words within somebody's words, and
what "had been said" before are of other days and get no date here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loquitur.language.sentences.prose import Sentence
from loquitur.language.words import lexicon
from loquitur.model import Date, Dating, Document, Statement

__all__ = ["BEFORE", "dated", "redated"]

BEFORE = "in the sentence before"
"""How the basis of a date begins that a report's own day outranks."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CITY = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,’'-]{2,40}(?:\([A-Z]{2,5}\)\s*)?,?\s*$")
_DASH = re.compile(r"(?:,?\s*\d{4})?\s*(?:\([^)\n]{1,20}\)\s*)?[.:]?\s*(?:--|[—–])")
_LOUD = re.compile(
    r"(?:[A-Z][a-z]{0,4}\.?\s+)?(?:[A-Z]\.\s*)*(?:[A-Z][a-z]+\s+)?[A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,}\b(?![.!?]?\s*$)"
)
_PAST = re.compile(r"\b(?:had|has|have)\b(?:\s+\w+){0,3}\s*$")
_OTHER = re.compile(r"\b(?:wrote|written|writes|writing|once|later|afterwards|earlier)\b")
_LOUDLY = 4
"""How many paragraphs of proceedings open with a name in capitals."""
_NEAR = 40
"""Within how many letters before its date an occasion is named."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What the occasions of a document are read from."""

    doc: Document
    sentences: Sequence[Sentence]
    dates: Sequence[Date]
    starts: Sequence[int]
    """Where the blocks start."""


def redated(statement: Statement, said: str, basis: str) -> Statement:
    """The statement with a date, in its chain too."""
    chain = (replace(statement.chain[0], date=said), *statement.chain[1:]) if statement.chain else ()
    speakers = (replace(statement.speaker, said=said), *statement.speakers[1:])
    return replace(statement, said=said, said_basis=basis, speakers=speakers, chain=chain)


def dated(
    doc: Document, sentences: Sequence[Sentence], statements: Sequence[Statement], dates: Sequence[Date], dating: Dating
) -> tuple[Statement, ...]:
    """The statements, those without a date given that of their occasion."""
    page = _Page(doc, sentences, dates, [b.span.start for b in doc.blocks])
    report = _report(page, dating)
    return tuple(_given(page, s, report) for s in statements)


def _given(page: _Page, statement: Statement, report: tuple[int, str, str] | None) -> Statement:
    start = statement.quotation.spans[0].start
    weak = (statement.said_basis or "").startswith(BEFORE)
    if (
        (statement.said and not weak)
        or statement.speaker.kind == "author"
        or statement.quotation.within
        or statement.act != "speech"
    ):
        return statement
    if _otherwhen(page, statement):
        return statement
    told = None if weak else _occasion(page, start)
    if told:
        return redated(statement, told.edtf or "", f"at the occasion that its paragraph tells of: “{told.text}”")
    if report and start >= report[0]:
        return redated(statement, report[1], report[2])
    return statement


def _otherwhen(page: _Page, statement: Statement) -> bool:
    """Whether the words round the cue tell of another time: "had said", "wrote", "later"."""
    for cue in statement.cue[:1]:
        i = bisect_right(page.sentences, cue.start, key=lambda s: s.span.start) - 1
        since = max(page.sentences[i].span.start if i >= 0 else 0, cue.start - 60)
        stop = page.sentences[i].span.end if i >= 0 else cue.end
        here = page.doc.text[since : max(cue.end, min(stop, cue.end + 24))]
        if _PAST.search(page.doc.text[since : cue.start]) or _OTHER.search(here):
            return True
    return not statement.cue


def _occasion(page: _Page, at: int) -> Date | None:
    """The date of the occasion that was named last in the paragraph before a place."""
    block = page.doc.blocks[bisect_right(page.starts, at) - 1].span
    low = bisect_left(page.dates, block.start, key=lambda d: d.span.start)
    high = bisect_left(page.dates, at, key=lambda d: d.span.start)
    for date in reversed(page.dates[low:high]):
        if date.edtf is None:
            continue
        before = page.doc.text[max(block.start, date.span.start - _NEAR) : date.span.start].lower()
        before = re.split(r"[.;:]\s", before)[-1]
        named = lexicon().occasions.intersection(re.findall(r"[^\W_]+", before))
        return date if named and re.search(r"(?:\b(?:of|on|in|held)|,)\s+(?:the\s+)?$", before) else None
    return None


def _report(page: _Page, dating: Dating) -> tuple[int, str, str] | None:
    """From where on a report tells of one day, which, and how that is known."""
    text = page.doc.text
    body = [b for b in page.doc.blocks if b.kind == "paragraph"]
    for block in body[:6]:
        low = bisect_left(page.dates, block.span.start, key=lambda d: d.span.start)
        date = page.dates[low] if low < len(page.dates) else None
        if date is None or date.edtf is None or not _DAY.fullmatch(date.edtf) or date.span.end > block.span.end:
            continue
        if _CITY.fullmatch(text[block.span.start : date.span.start]) and _DASH.match(text, date.span.end):
            return block.span.start, date.edtf, f"the day of the report: “{text[block.span.start : date.span.end]}”"
    loud = sum(bool(_LOUD.match(text, b.span.start, b.span.end)) for b in body)
    if loud >= _LOUDLY and dating.said and _DAY.fullmatch(dating.said) and 3 * loud >= len(body):
        return body[0].span.start, dating.said, f"the day of the proceedings ({dating.basis})"
    return None
