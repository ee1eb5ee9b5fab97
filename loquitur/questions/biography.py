"""Who somebody was, and what became of people: of those who are asked about, or of all with one fate ("Who was shot?")."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from loquitur.answers import Answer, AnswerPerson
from loquitur.language.times import edtf
from loquitur.model import Fate, Person, Statement
from loquitur.questions.evidence import Case
from loquitur.questions.offices import told
from loquitur.questions.understand import Understood

__all__ = ["answer", "fates", "known"]

_MOST = 60
"""How many people an answer shows, those of whom most is told."""
_FEW = 8


def fates(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """Those of the persons named of whom a fate is told, of the kinds that are asked for where any is told."""
    found = [case.person(p.name, kinds=asked.fates) for p in names]
    if not any(p.fates for p in found) and asked.fates and not asked.limit:
        found = [case.person(p.name) for p in names]
    return _ordered([p for p in found if p.fates])


def known(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """The persons named, with passages that give them offices, what they first said, and what became of them."""
    found = []
    for person in names:
        rows = [(k, s) for k, s in case.store.findings_of(Statement, [person]) if s.quotation.mode == "direct"]
        rows.sort(key=lambda r: (edtf.order(r[1].said), r[0], r[1].quotation.spans))
        offices = {title.lower(): (key, span) for title, key, span in told(person, case)}
        said = [r for r in rows if case.within(r[1].said)][:_FEW]
        found.append(case.person(person.name, said=said, told=list(offices.values())[:_FEW]))
    return sorted(found, key=lambda p: (-len(p.statements) - len(p.passages) - len(p.fates), p.who))


def answer(question: str, asked: Understood, case: Case) -> Answer | None:
    """Everybody to whom one of the things happened, the earliest first; None where nobody is told of."""
    by = case.whom(asked.person) if asked.person else []
    counts = Counter(case.holder(key, fate.who) for key, fate in _rows(asked, by, case))
    if not counts:
        return None
    most = sorted(counts, key=lambda who: (-counts[who], who))[:_MOST]
    found = _ordered([p for p in (case.person(who, kinds=asked.fates) for who in most) if p.fates])
    left = f"The {_MOST} of whom most is told, of {len(counts)}." if len(counts) > _MOST else ""
    doer = f" by {', '.join(p.name for p in by) or asked.person}" if asked.person else ""
    time = f", {asked.limit.words}" if asked.limit and asked.limit.understood else ", any date"
    understood = f"everybody with such a fate ({', '.join(sorted(asked.fates)) or 'any'}){doer}{time}"
    return Answer(question, understood, tuple(found), (), (), (), (), case.coverage(by, left, asked.limit))


def _rows(asked: Understood, by: Sequence[Person], case: Case) -> Iterator[tuple[str, Fate]]:
    """The fates of the kinds that are asked for, by the hand of whoever is asked for."""
    doers = [re.compile(rf"(?<!\w){re.escape(a)}(?!\w)", re.I) for a in case.aliases(by) or [asked.person or ""]]
    for key, fate in case.store.findings(Fate):
        if (asked.fates and fate.what not in asked.fates) or not case.within(fate.when):
            continue
        if not asked.person or any(d.search(fate.by or "") for d in doers):
            yield key, fate


def _ordered(found: Sequence[AnswerPerson]) -> list[AnswerPerson]:
    return sorted(found, key=lambda p: (edtf.order(p.fates[0].when), -len(p.fates), p.who))
