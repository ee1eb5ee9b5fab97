"""When the words of a document were said, and how one knows.

What its metadata give as `said` stands. Else the document's own dateline: a first or last line that holds hardly more
than a date. Else the date is inferred from within: a year and its distance from now told in one breath ("in 1923,
thirty-three years ago" gives 1956), or words such as "forty years have passed since 1917", "this year, 1848". Several
clues vote, exact ones with more weight than rounded ones, and a year before the latest event told loses. Then a title
that dates a speech or letter; last, for want of anything, the day of publication, and the basis says so; not where
all that the text tells lies long before. The day on which a page was posted is never used, since a speech may be
posted fifty years after it was made.

The basis names the clue with its place. Where nothing tells, the document is not dated.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loquitur.language.times import edtf
from loquitur.language.times.expressions import Expression, in_block
from loquitur.language.times.timewords import clues, number, words, year
from loquitur.model import Block, Dating, Document, Span

__all__ = ["infer"]


_STALE = 10
"""Years after the latest event told at which a publication is a later copy rather than news."""


@dataclass(frozen=True, slots=True)
class _Clue:
    said: str
    weight: int
    span: Span


def infer(doc: Document, found: Sequence[Expression]) -> Dating:
    """The date of the document, from the best of what tells it."""
    blocks = [b for b in doc.blocks if b.kind != "frame"]
    told = _told_years(found)
    for field in doc.metadata:
        if field.name == "said" and (value := _value(field.value)):
            other = _dateline(doc, blocks, found, told)
            return Dating(value, field.origin + _but(value, other, doc))
    guess = _dateline(doc, blocks, found, told) or _inferred(doc, blocks, found, told) or _title(doc, blocks, found)
    if guess:
        return guess
    for field in doc.metadata:
        if field.name == "published" and field.origin != "posting line" and (value := _value(field.value)):
            if told and value[:4].isdigit() and int(value[:4]) - told[-1] > _STALE:
                break
            return Dating(value, f"published: {field.origin}")
    return Dating(None, None)


def _but(value: str, other: Dating | None, doc: Document) -> str:
    """What contradicts a date that is given: the text's own dateline, or another field."""
    against = [(other.said, other.basis or "")] if other and other.said else []
    against += [(v, f.origin) for f in doc.metadata if f.name == "said" and (v := _value(f.value))]
    wrong = [f"; but {basis} says {said}" for said, basis in against if said and not edtf.compatible(said, value)]
    return "".join(dict.fromkeys(wrong))


def _value(text: str) -> str | None:
    """A field's date: EDTF, the day of a time stamp, or a date as one writes it."""
    text = text.strip()
    for form in (text, text[:10] if text[10:11] in ("T", " ") else ""):
        if edtf.valid(form):
            return form
    written = in_block(text, Span(0, len(text)))
    return written[0].value if len(written) == 1 and written[0].value else None


def _told_years(found: Sequence[Expression]) -> list[int]:
    """The years that the text tells, in order."""
    years = [re.match(r"[0-9]{4}", f.value) for f in found if f.value and "~" not in f.value]
    return sorted(int(y[0]) for y in years if y)


def _after(told: Sequence[int], year: int) -> int:
    """How many dates the text tells that are later than this year."""
    return len(told) - bisect_right(told, year)


# ---- a line that dates the document ---------------------------------------------------------------------------------


def _dateline(
    doc: Document, blocks: Sequence[Block], found: Sequence[Expression], told: Sequence[int]
) -> Dating | None:
    """A closing or opening line that holds hardly more than a date, and is not older than what the text tells."""
    for block in [*blocks[-1:], *blocks[:3], *blocks[-2:-1]]:
        for line in _lines(doc.text, block.span):
            dated = [f for f in found if line.start <= f.start and f.end <= line.end and f.value and not f.how]
            if len(dated) == 1 and block.kind != "heading" and _is_dateline(doc.text, line, dated[0]):
                value = dated[0].value or ""
                if _after(told, int(value[:4])) < 2:
                    words_ = doc.text[line.start : line.end].strip()
                    return Dating(value, f"dateline: {words_!r}", (Span(dated[0].start, dated[0].end),))
    return None


def _lines(text: str, span: Span) -> list[Span]:
    """The first and last lines of a block."""
    at, lines = span.start, []
    for line in text[span.start : span.end].splitlines(keepends=True):
        lines.append(Span(at, at + len(line)))
        at += len(line)
    return [lines[-1], lines[0]] if len(lines) > 1 else lines


def _is_dateline(text: str, line: Span, dated: Expression) -> bool:
    if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", dated.value or "") or line.end - line.start > 120:
        return False
    before, after = text[line.start : dated.start].strip(), text[dated.end : line.end].strip()
    rest = f"{before} {after}".lower()
    if any(w in words().lists["of_the_copy"] for w in re.findall(r"[^\W\d_]+|©", rest)):
        return False
    if (
        re.search(r"\b[a-z]{3,}\b", f"{before} {after}")
        or len(re.findall(r"\w", after)) > 12
        or len(before) > 45
        or re.match(r"[“\"‘']", before)
    ):
        return False
    if len(dated.value or "") > 4:
        return bool(re.fullmatch(r"[^.!?]*[,:;(—–-]?", before)) and not re.search(
            r"\b(?:in|by|since|until|of)$", before
        )
    return bool(re.fullmatch(r"[—–(-]*\s*(?:[A-Z][\w.-]*[ ,—–-]*){1,3}[,(—–-]", before)) and not re.search(r"\w", after)


def _title(doc: Document, blocks: Sequence[Block], found: Sequence[Expression]) -> Dating | None:
    """A heading that names a speech, letter or report with its date."""
    for block in (b for b in blocks[:3] if b.kind == "heading"):
        title = doc.text[block.span.start : block.span.end].lower()
        dated = [f for f in found if block.span.start <= f.start and f.end <= block.span.end and f.value and not f.how]
        if len(dated) == 1 and any(w in words().lists["of_the_words"] for w in re.findall(r"[^\W\d_]+", title)):
            return Dating(dated[0].value, "title", (Span(dated[0].start, dated[0].end),))
    return None


# ---- what lets it be inferred ---------------------------------------------------------------------------------------


def _inferred(
    doc: Document, blocks: Sequence[Block], found: Sequence[Expression], told: Sequence[int]
) -> Dating | None:
    """The year for which the clues vote; of equals the one that no later event contradicts, then the latest."""
    hints = [*_distances(found), *(c for b in blocks for c in _phrases(doc.text, b.span))]
    hints = [c for c in hints if edtf.valid(c.said)]
    if not hints:
        return None
    votes: Counter[str] = Counter()
    for clue in hints:
        votes[clue.said[:4]] += clue.weight
    best = max(votes, key=lambda y: (-min(_after(told, int(y)), 2), votes[y], y))
    agreeing = sorted(
        (c for c in hints if c.said[:4] == best), key=lambda c: (-len(c.said.rstrip("~")), -c.weight, c.span)
    )
    first = agreeing[0]
    sure = any(c.weight > 1 for c in agreeing)
    said = first.said.rstrip("~") if sure else f"{best}~"
    words_ = re.sub(r"\s+", " ", doc.text[first.span.start : first.span.end])
    quoted = f'"{words_}"' if '"' not in words_ else f"“{words_}”"
    return Dating(said, f"inferred: {quoted} [{first.span.start}:{first.span.end}]", tuple(c.span for c in agreeing))


def _distances(found: Sequence[Expression]) -> Iterator[_Clue]:
    """A date with its distance from now: "in 1923, thirty-three years ago"."""
    for one in found:
        if one.how and one.how.kind == "told" and one.value and one.how.unit == "year":
            moved = int(one.value[:4]) + one.how.a
            rest = {1: one.value[4:], 2: one.value[4:7]}.get(one.how.b, "")
            if 1 <= moved <= 2999:
                yield _Clue(f"{moved:04}{rest}", 1 if one.how.about else 4, Span(one.start, one.end))


def _phrases(text: str, span: Span) -> Iterator[_Clue]:
    """Clues that are told in a phrase."""
    for pattern, weight in clues():
        for m in pattern.finditer(text, *span):
            groups = m.groupdict()
            distance = number(groups["n"]) if groups.get("n") else _ordinal(groups.get("o"))
            told = year(m["y"])
            if told and distance is not None and 1 <= told + distance <= 2999:
                yield _Clue(f"{told + distance:04}", weight, Span(*m.span()))


def _ordinal(text: str | None) -> int | None:
    text = (text or "").lower()
    if not text:
        return 0
    digits = re.match("[0-9]+", text)
    return int(digits[0]) if digits else words().ordinals.get(text, words().anniversaries.get(text))
