"""Claims that a document sets against each other, and words that are told to repeat another's.

A claim is what one is reported to say and the reporter denies ("It is not true, as X represents, that …"), or what
somebody denies ("X denied that …"). The sentences that follow in the paragraph are the evidence given. Nothing here says
who is right.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loquitur.language.bearings import Ground, date_in
from loquitur.language.clauses import main_subject
from loquitur.language.people import Roll
from loquitur.language.prose import Sentence
from loquitur.language.words import lexicon
from loquitur.model import AUTHOR, Claim, Date, Document, Echo, Span, Statement

__all__ = ["echoes", "find"]

_REPEAT = {"repeating", "repeats", "repeated", "echoing", "echoes", "echoed", "repeat", "echo"}
_EVIDENCE = 2


def find(doc: Document, sentences: Sequence[Sentence], who: Roll, statements: Sequence[Statement]) -> tuple[Claim, ...]:
    """Every claim with its denial, in the order of the text."""
    return tuple(c for s in statements for c in _of_statement(doc, sentences, s)) + tuple(
        _bare_denials(doc, sentences, who, statements)
    )


def _of_statement(doc: Document, sentences: Sequence[Sentence], statement: Statement) -> Iterator[Claim]:
    span = statement.quotation.spans[0]
    here = bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1
    if here < 0 or span.start >= sentences[here].span.end or not statement.chain:
        return
    verb = doc.text[statement.cue[0].start : statement.cue[0].end].lower() if statement.cue else ""
    if statement.chain[0].attitude == "denies":
        denier = doc.field("author") or AUTHOR
        yield Claim(
            span,
            statement.speaker.name,
            denier,
            sentences[here].span,
            _evidence(doc, sentences, here),
            80,
            "denied where it is reported",
        )
    elif verb in ("denied", "denies", "deny", "denying") and statement.speaker.name:
        yield Claim(span, None, statement.speaker.name, sentences[here].span, (), 75, "reported as denied")


def _bare_denials(
    doc: Document, sentences: Sequence[Sentence], who: Roll, statements: Sequence[Statement]
) -> Iterator[Claim]:
    """ "It is not true that …" without anybody named who says so."""
    told = [s for st in statements for s in st.quotation.spans]
    for i, sentence in enumerate(sentences):
        words = doc.text[sentence.span.start : sentence.span.end].replace("’", "'")
        m = re.match(r"\W*(?P<d>[^.;]{5,60}?)\bthat\s+(?P<c>[^.;!?]{12,})", words, re.I)
        if not m or not any(d in m["d"].lower() for d in lexicon().denials):
            continue
        span = Span(sentence.span.start + m.start("c"), sentence.span.start + m.end("c"))
        if not any(a < span.end and span.start < b for a, b in told):
            yield Claim(
                span,
                None,
                doc.field("author") or AUTHOR,
                sentence.span,
                _evidence(doc, sentences, i),
                65,
                "denied by the document",
            )


def _evidence(doc: Document, sentences: Sequence[Sentence], here: int) -> tuple[Span, ...]:
    """The next sentences of the paragraph."""
    block = sentences[here].block
    following = [s.span for s in sentences[here + 1 : here + 1 + _EVIDENCE] if s.block == block]
    return tuple(s for s in following if doc.text[s.end - 1] != "?")


def echoes(doc: Document, sentences: Sequence[Sentence], who: Roll, dates: Sequence[Date]) -> tuple[Echo, ...]:
    """Whoever is told to repeat what another said."""
    ground = Ground(doc, sentences, who, (), dates)
    return tuple(e for s in sentences for e in _echo(ground, s))


def _echo(ground: Ground, sentence: Sentence) -> Iterator[Echo]:
    text, row = ground.doc.text, sentence.words
    cue = next((i for i, w in enumerate(row) if w.lower in _REPEAT), None)
    if cue is None or cue == 0:
        return
    behind = text[row[cue].end : row[cue].end + 60]
    earlier = who_after(ground, row[cue].end, sentence.span.end)
    if (
        not re.match(r"\s+(?:only |just |merely )?(?:what|the words|[^\W\d_]+(?: [^\W\d_]+)?[’'])", behind)
        or not earlier
    ):
        return
    first = ground.who.name(earlier[0])
    later = _repeater(ground, sentence, cue)
    if later is None or later == first:
        return
    date = date_in(ground.dates, text, sentence.span, row[cue].end)
    years = re.search(r"counted from the document's date (\d{4})", date.basis) if date else None
    gap = int(years[1]) - int(date.edtf[:4]) if years and date and date.edtf and date.edtf[:4].isdigit() else None
    end = max(date.span.end if date else 0, row[cue].end)
    yield Echo(
        later,
        first,
        date.edtf if date else None,
        gap,
        Span(sentence.span.start, min(max(end, row[cue].end), sentence.span.end)),
    )


def _repeater(ground: Ground, sentence: Sentence, cue: int) -> str | None:
    """Who repeats: whoever is named last before the word ("It is not X, it is Y, repeating"), else the subject."""
    named = who_after(ground, sentence.span.start, sentence.words[cue].start)
    if named:
        return ground.who.name(named[-1])
    subject = ground.persons(main_subject(ground.doc.text, sentence.words[:cue]))
    return subject[0] if subject else None


def who_after(ground: Ground, start: int, end: int) -> list[str]:
    """The names of persons in a range, in order."""
    return [m.name for m in ground.who.inside(start, end) if m.kind == "person"]
