"""Who is for or against a thing that is nobody: slavery, the tariff, the bank, a treaty.

Such a side is read from people's own words, when the question is asked: from the sentences of what they wrote or said,
and of what they are quoted with, in which the thing is judged ("slavery is an evil", "the benefits of the tariff") or in
which they tell what they do, want, or hold to be due ("I am opposed to", "we must abolish", "the tariff ought to be
repealed"). A sentence that is negated, asked, supposed, or told as somebody else's opinion gives no side; nor does one
that shows both. Every side has its sentence and the words that decided.

Limit: the words are judged one sentence at a time, so irony and what only the context tells are lost.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loquitur.answers import AnswerPerson
from loquitur.language.times import edtf
from loquitur.model import AUTHOR, Side, Span, Statement
from loquitur.questions.evidence import Case
from loquitur.questions.judging import SIDES, SIGN, shown
from loquitur.questions.topics import Topic

__all__ = ["Told", "people", "read", "sided"]

_LONGEST = 900
_SHOWN = 6
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)[.!?]+[”’\"')\]]*(?=\s|$)\s*|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence in which somebody shows that they are for or against a thing."""

    holder: str
    doc: str
    """The id of the document."""
    span: Span
    side: Side
    cue: str
    weight: int
    quotation: str | None
    """The id of the quotation in which it stands, where it is quoted."""


def read(topic: Topic, case: Case) -> list[Told]:
    """Every sentence in which somebody shows a side of a thing."""
    by: dict[tuple[str, int], tuple[str, list[Span]]] = {}
    for thing in topic.things(case):
        by.setdefault((thing.doc, thing.passage.start), (thing.passage.text, []))[1].append(thing.span)
    found = [t for (key, start), (text, spans) in by.items() for t in _in(key, text, start, spans, case)]
    return [t for t in _once(found, case) if case.within(case.said(t.doc))]


def sided(found: Sequence[Told], side: Side) -> list[Told]:
    """The sentences of those who are on this side; who is mostly on the other is left out."""
    weights: dict[str, dict[Side, int]] = {}
    for one in found:
        told = weights.setdefault(one.holder, {"against": 0, "for": 0})
        told[one.side] += one.weight
    other: Side = "for" if side == "against" else "against"
    sure = {h for h, w in weights.items() if w[side] > w[other]}
    mine = [t for t in found if t.side == side and t.holder in sure]
    return sorted(mine, key=lambda t: (t.holder, -t.weight, t.doc, t.span))


def _once(found: Sequence[Told], case: Case) -> Iterator[Told]:
    """The sentences without those that another copy of the text repeats."""
    seen: set[tuple[str, str]] = set()
    for one in sorted(set(found), key=lambda t: (t.doc, t.span)):
        words = "".join(case.text(one.doc)[one.span.start : one.span.end].split()).casefold()
        if (one.holder, words) not in seen:
            seen.add((one.holder, words))
            yield one


def _in(key: str, text: str, start: int, spans: Sequence[Span], case: Case) -> Iterator[Told]:
    """The sentences of a passage that name a thing and show a side of it."""
    end, places = 0, sorted(Span(s.start - start, s.end - start) for s in spans)
    for place in places:
        if place.start < end:
            continue
        low = max((s.end() for s in _STOP.finditer(text, max(0, place.start - _LONGEST), place.start)), default=-1)
        stop = _STOP.search(text, place.end)
        end = stop.end() if stop else len(text)
        if (low < 0 and place.start > _LONGEST) or end - max(0, low) > _LONGEST:
            continue
        low = max(0, low)
        if not _side(text, Span(low, end), places):
            continue
        for holder, span, quotation in _holders(key, Span(start + low, start + end), start + place.start, case):
            inner = Span(span.start - start, span.end - start)
            words, told = text[inner.start : inner.end], _side(text, inner, places)
            if told:
                whole = Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
                cue = told[1].replace(SIGN, text[place.start : place.end])
                yield Told(holder, key, whole, told[0], cue, told[2], quotation)


def _side(text: str, sentence: Span, places: Sequence[Span]) -> tuple[Side, str, int] | None:
    """The one side that a sentence shows, the words that show it, and their weight."""
    if text[sentence.start : sentence.end].rstrip(" \n\r\t”’\"')]").endswith("?"):
        return None
    parts, at = [], sentence.start
    for place in (p for p in places if sentence.start <= p.start and p.end <= sentence.end):
        parts += [text[at : place.start], SIGN]
        at = place.end
    plain = re.sub(r"\s+", " ", "".join([*parts, text[at : sentence.end]]))
    sides = [(s, *told) for s in SIDES if (told := shown(plain, s))]
    return sides[0] if len(sides) == 1 else None


def _holders(key: str, sentence: Span, at: int, case: Case) -> Iterator[tuple[str, Span, str | None]]:
    """Whose words a place in a sentence is, and which of the sentence: who is quoted there, else the document's author."""
    over = [
        (span, s)
        for s in case.store.findings_at(Statement, key, sentence.start, sentence.end)
        if s.quotation.mode == "direct" or (s.quotation.mode != "report" and s.act == "speech" and s.speaker.name)
        for span in s.quotation.spans
        if span.start < sentence.end and sentence.start < span.end
    ]
    inside = [(span, s) for span, s in over if span.start <= at < span.end]
    if inside:
        span, last = max(inside, key=lambda row: row[0])
        name = case.canonical(last.speaker.name, key) if last.speaker.name else None
        if name and name[:1].isupper():
            yield name, Span(max(sentence.start, span.start), min(sentence.end, span.end)), last.quotation.id
    elif not any(s.quotation.mode == "direct" for _, s in over) and case.store.field(key, "author"):
        yield case.holder(key, AUTHOR), sentence, None


def people(found: Sequence[Told], side: Side, case: Case) -> list[AnswerPerson]:
    """Everybody who shows by their own words that they are on this side of a thing, with the weightiest of these."""
    by: dict[str, list[Told]] = {}
    for one in sided(found, side):
        by.setdefault(one.holder, []).append(one)
    return [_person(who, _best(rows), len({case.origin(t.doc) for t in rows}), case) for who, rows in by.items()]


def _best(told: Sequence[Told]) -> list[Told]:
    """The weightiest sentences, not more than two of a document, in the order of the documents."""
    count: dict[str, int] = {}
    found = []
    for one in sorted(told, key=lambda t: (-t.weight, t.span.end - t.span.start, t.doc, t.span)):
        count[one.doc] = count.get(one.doc, 0) + 1
        if count[one.doc] <= 2:
            found.append(one)
    return found[:_SHOWN]


def _person(who: str, told: Sequence[Told], origins: int, case: Case) -> AnswerPerson:
    ordered = sorted(told, key=lambda t: (edtf.order(case.said(t.doc)), t.doc, t.span))
    made = case.person(who, own=[(t.doc, t.span) for t in ordered])
    statements = tuple(
        replace(s, relation=t.side, reason=f"their own words: “{t.cue}”", id=t.quotation or s.id)
        for s, t in zip(made.statements, ordered, strict=True)
    )
    return replace(made, statements=statements, origins=origins)
