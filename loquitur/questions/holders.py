"""Who held an office when, as passages tell, so that "the General Secretary" in 1923 and in 1956 are two persons.

A passage gives an office to a person (language/persons/offices.py) with its term ("since 1922", "from 1945 to 1950"), with a date
of its own sentence, or on the day on which the words were said. An open term ends where another is told to hold the
office later. Whoever no passage gives the office at the time asked for is not named.

Limit: an office is told by its words alone: two lands that both have a Prime Minister are told apart only where they
are named with it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loquitur.answers import Answer, AnswerPerson
from loquitur.language.persons import titles
from loquitur.language.persons.offices import forms, term
from loquitur.language.persons.titles import Office
from loquitur.language.times import edtf
from loquitur.model import Date, Passage, Person, Span, Statement
from loquitur.questions.evidence import Case
from loquitur.questions.limits import Limit
from loquitur.questions.understand import Understood

__all__ = ["Held", "answer", "held", "told", "voices"]

_MOST = 300
_SHOWN = 4
_NAME = r"(?P<x>(?:[A-Z][\w’'-]*\.?\s+(?:(?:de|van|von|der|du|la|al|el|bin)\s+)*){0,3}[A-Z][\w’'-]+)"


@dataclass(frozen=True, slots=True)
class Held:
    """One passage that gives an office to somebody."""

    who: Person
    first: str | None
    """From when, as EDTF; None where nothing tells."""
    last: str | None
    """Until when; the same as `first` where only a day is told, None for an open term."""
    doc: str
    span: Span


def held(office: Office, case: Case) -> list[Held]:
    """Every passage that gives an office to a person of the record, the earliest first."""
    patterns = [re.compile(form.replace("{name}", _NAME)) for form in forms()]
    found: dict[tuple[str, Span], Held] = {}
    for key, passage in case.store.holding([" ".join(office.words)], _MOST):
        for number, pattern in enumerate(patterns):
            for m in pattern.finditer(passage.text):
                person = _person(m["x"], key, case) if office.means(titles.office(m)) else None
                if person:
                    one = _held(person, m, (key, passage), case, dated=bool(number))
                    found.setdefault((person.id, one.span), one)
    return sorted(found.values(), key=lambda h: (edtf.order(h.first), case.name_of(h.doc), h.span, h.who.name))


def _person(words: str, key: str, case: Case) -> Person | None:
    """The person whom the words name, or their end: "In Riga Pavel Oster" is told to open with none."""
    row = words.split()
    for start in range(len(row)):
        name = " ".join(row[start:])
        one = case.called(name, key)
        found = [one] if one else case.whom(name) if len(row) - start > 1 else []
        if len(found) == 1 and found[0].kind == "person":
            return found[0]
    return None


def _held(person: Person, m: re.Match[str], place: tuple[str, Passage], case: Case, *, dated: bool) -> Held:
    key, passage = place
    span = Span(passage.start + m.start(), passage.start + m.end())
    first, last = term(passage.text[m.end() : m.end() + 60]) if dated else (None, None)
    if first or last:
        return Held(person, str(first) if first else None, str(last) if last else None, key, span)
    sentence = re.search(r"[^.!?]*\Z", passage.text[: m.start()])
    low = passage.start + (sentence.start() if sentence else 0)
    dates = [d.edtf for d in case.store.findings_at(Date, key, low, span.end + 60) if d.edtf and edtf.valid(d.edtf)]
    when = dates[0] if dates else case.said(key)
    return Held(person, when, when, key, span)


def within(rows: Sequence[Held], limit: Limit | None, case: Case) -> list[Held]:
    """Those that a passage tells to have held the office in a time."""
    if limit is None or not limit.understood:
        return list(rows)
    return [h for h in rows if _overlaps(h, rows, limit, case)]


def _overlaps(one: Held, rows: Sequence[Held], limit: Limit, case: Case) -> bool:
    start = edtf.bounds(one.first)[0] if one.first else None
    end = edtf.bounds(one.last)[1] if one.last else None
    if start is None and end is None:
        return False
    if one.last is None and start is not None:
        end = _open_end(one, start, [o for o in rows if o.who != one.who], case)
    low_fits = limit.high is None or start is None or start <= limit.high
    return low_fits and (limit.low is None or end is None or end >= limit.low)


def _open_end(one: Held, start: int, others: Sequence[Held], case: Case) -> int | None:
    """Until when an open term is known to have lasted: to the year before the next holder is told of; with one of whom no
    date is told, to the latest date in the document that tells it."""
    later = [edtf.bounds(o.first[:4])[0] for o in others if o.first and edtf.valid(o.first[:4])]
    following = min((d - 1 for d in later if d is not None and d > start), default=None)
    if following is not None or all(o.first or o.last for o in others):
        return following
    dates = [d.edtf for _, d in case.store.findings(Date, one.doc) if d.edtf and edtf.valid(d.edtf)]
    ends = [edtf.bounds(d)[1] for d in dates]
    return max((e for e in ends if e is not None), default=start)


def told(rows: Sequence[Held]) -> list[Person]:
    """Whom the passages name, each once."""
    return list(dict.fromkeys(h.who for h in rows))


def voices(office: Office, case: Case) -> Iterator[tuple[str, Statement]]:
    """What is told of whoever held the office, without a name: "the General Secretary said"."""
    for key, passage in case.store.holding([" ".join(office.words)], _MOST):
        for statement in case.store.findings_at(Statement, key, passage.start, passage.end):
            text = case.text(key)
            words = [text[s.start : s.end] for s in statement.speaker.spans]
            meant = [titles.called(w) for w in words] if statement.speaker.name is None else []
            if any(m and m.means(office) for m in meant) and case.within(statement.said):
                yield key, statement


def answer(question: str, asked: Understood, case: Case) -> Answer | None:
    """Who held an office; None where the words name none or nobody is told to have held it."""
    office = titles.called(asked.person or "")
    rows = within(held(office, case), asked.limit, case) if office else []
    if not rows:
        return None
    people = [_row(who, [h for h in rows if h.who == who], case) for who in told(rows)]
    time = f", {asked.limit.words}" if asked.limit and asked.limit.understood else ", any date"
    how = f"Searched {len(case.store.documents())} documents for passages that give the office to somebody."
    return Answer(
        question, f"who was {asked.person}{time}", tuple(people), (), (), (), (), case.coverage((), how, asked.limit)
    )


def _row(who: Person, rows: Sequence[Held], case: Case) -> AnswerPerson:
    made = case.person(who.name, told=[(h.doc, h.span) for h in rows[:_SHOWN]])
    dates = dict.fromkeys(_term(h) for h in rows if h.first or h.last)
    return replace(made, when=tuple(dates)[:_SHOWN])


def _term(one: Held) -> str:
    return one.first if one.first and one.first == one.last else f"{one.first or ''}/{one.last or '..'}"
