"""What offices a person held, and when, as passages tell: "President Truman", "Gromyko, the foreign minister, …".

An office is read where it stands right before the name, right behind it between commas, or behind "was elected",
"became", "as". It is dated by the dates of its own sentence, else by the day on which the words were said: then the
person held it at that time, or had held it. Each office keeps the passages. The words of offices are data.

Limit: that an office was held in between two dates is not claimed; the earliest and the latest date at which a passage
gives it are told. The words of offices are those of language/persons/titles.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loquitur.language.persons.offices import forms
from loquitur.language.times import edtf
from loquitur.model import Date, Passage, Person, Span
from loquitur.questions.evidence import Case

__all__ = ["Office", "offices", "told"]

_MOST = 150
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a person, with the span of time in which passages give it."""

    title: str
    first: str | None
    """The earliest date at which a passage gives it, as EDTF."""
    last: str | None
    stated: bool
    """Whether a date stands in the passage itself; else it is the day on which the words were said."""
    passages: tuple[Passage, ...]
    """The earliest ones."""
    times: int
    """How many passages give it."""


def offices(person: Person, case: Case) -> tuple[Office, ...]:
    """The offices of a person, the earliest first."""
    found: dict[str, list[tuple[str | None, bool, Passage]]] = {}
    for title, key, span in told(person, case):
        date, stated = _when(case, key, span)
        found.setdefault(_plain(title), []).append((date, stated, case.passage(key, span)))
    for title, key, span in _headed(person, case):
        date, stated = None, False
        found.setdefault(_plain(title), []).append((date, stated, case.passage(key, span)))
    made = [_office(title, rows) for title, rows in found.items()]
    return tuple(sorted(made, key=lambda o: (edtf.order(o.first), o.title)))


def _office(title: str, rows: list[tuple[str | None, bool, Passage]]) -> Office:
    rows = sorted(rows, key=lambda r: (edtf.order(r[0]), r[2].doc, r[2].start))
    dates = [date for date, _, _ in rows if date]
    return Office(
        title, dates[0] if dates else None, dates[-1] if dates else None, any(stated for _, stated, _ in rows),
        tuple(p for _, _, p in rows[:_SHOWN]), len(rows),
    )  # fmt: skip


def told(person: Person, case: Case) -> Iterator[tuple[str, str, Span]]:
    """Each place where a passage gives the person an office: its title, the document, and the sentence."""
    seen: set[tuple[str, int]] = set()
    for name in sorted(person.aliases, key=lambda a: (-len(a), a)):
        words = re.findall(r"[^\W_]+", name)
        patterns = [re.compile(form.replace("{name}", re.escape(name))) for form in forms()]
        for key, passage in case.store.holding([" ".join(words)], _MOST) if words else []:
            for m in (m for pattern in patterns for m in pattern.finditer(passage.text)):
                at = passage.start + m.start("t")
                if (key, at) not in seen and case.called(name, key) in (None, person):
                    seen.add((key, at))
                    yield m["t"], key, _sentence(passage, m.start(), m.end())


def _headed(person: Person, case: Case) -> Iterator[tuple[str, str, Span]]:
    """The office under which a document's own head names the person: "President: Harry S. Truman".

    It is that of a catalogue, which calls a person so also for the years before and after.
    """
    for key in case.documents_by.get(person.name, []):
        office = case.store.field(key, "office")
        m = re.search(rf"^[^\S\n]*{re.escape(office)}[^\S\n]*:[^\n]*", case.text(key), re.M) if office else None
        if office and m:
            yield office, key, Span(m.start(), m.end())


def _sentence(passage: Passage, start: int, end: int) -> Span:
    low = max(
        (m.end() for m in re.finditer(r"(?<!\b[A-Z])(?<!Mr)(?<!Mrs)[.!?][”’\"')\]]*\s+", passage.text[:start])),
        default=0,
    )
    stop = re.compile(r"[.!?][”’\"')\]]*(?=\s|$)").search(passage.text, end)
    return Span(passage.start + low, passage.start + (stop.end() if stop else len(passage.text)))


def _when(case: Case, key: str, span: Span) -> tuple[str | None, bool]:
    """The first date of the sentence, else the day on which the words were said."""
    dates = [d.edtf for d in case.store.findings_at(Date, key, span.start, span.end) if d.edtf and edtf.valid(d.edtf)]
    return (dates[0], True) if dates else (case.said(key), False)


def _plain(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip(" ,.")
