"""Who is quoted on what a question asks about, where nothing tells on which side of it they are.

These are the statements that stand in a paragraph which names it, each with its speaker; nothing is concluded from them.
"""

from collections.abc import Iterable, Sequence

from loquitur.answers import AnswerStatement
from loquitur.language.times import edtf
from loquitur.model import Person, Statement
from loquitur.questions.evidence import Case
from loquitur.questions.topics import Topic

__all__ = ["on_person", "on_thing"]

_MOST = 10


def on_thing(topic: Topic, case: Case, without: Iterable[str]) -> tuple[AnswerStatement, ...]:
    """The statements in paragraphs that name a thing; none of those who are shown already."""
    places = {(t.doc, t.passage.start, t.passage.end) for t in topic.things(case)}
    rows = [(k, s) for k, low, high in sorted(places) for s in case.store.findings_at(Statement, k, low, high)]
    for doc in {k for k, _, _ in places if topic.is_about(k, case)}:
        case.seen.setdefault(doc, set())
    return _made(rows, case, set(without))


def on_person(names: Sequence[Person], case: Case, without: Iterable[str]) -> tuple[AnswerStatement, ...]:
    """The statements that speak of a person; none of his own, and none of those who are shown already."""
    rows = case.store.naming(Statement, names, "targets")
    return _made(rows, case, {*without, *(p.name for p in names)})


def _made(rows: Iterable[tuple[str, Statement]], case: Case, without: set[str]) -> tuple[AnswerStatement, ...]:
    """Those of persons with a name, by date; of each not more than half."""
    found: dict[str, tuple[str, Statement]] = {}
    for key, one in rows:
        who = case.canonical(one.speaker.name, key)
        if (
            who not in without
            and _somebody(one)
            and one.quotation.mode != "report"
            and one.act == "speech"
            and case.within(one.said)
        ):
            found.setdefault(one.quotation.id, (key, one))
    ordered = sorted(found.values(), key=lambda r: (edtf.order(r[1].said), r[0], r[1].quotation.spans))
    count: dict[str | None, int] = {}
    unchecked = Case(case.store, None, case.limit)
    kept: dict[tuple[str | None, str], AnswerStatement] = {}
    for key, one in ordered:
        who = case.canonical(one.speaker.name, key)
        told = unchecked.statement(key, one, "said")
        alike = (who, "".join(c for p in told.passages for c in p.text.casefold() if c.isalnum()))
        if alike not in kept and count.get(who, 0) < _MOST // 2:
            count[who] = count.get(who, 0) + 1
            kept[alike] = told
        if len(kept) == _MOST:
            break
    return tuple(kept.values())


def _somebody(one: Statement) -> bool:
    """Whether the speaker is a person with a name: not "the Government", "these interests", somebody not named."""
    return one.speaker.kind == "person" and one.speaker.name is not None
