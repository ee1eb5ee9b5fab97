"""Everything a record holds on one person: names with reasons, offices, what they said, who speaks of them, fates.

Nothing is decided here: every row is a finding of the store with the passage that tells it, in a total order.
"""

import re
from dataclasses import dataclass

from loquitur.answers import AnswerFate, AnswerStatement
from loquitur.errors import UsageError
from loquitur.language.times import edtf
from loquitur.model import AUTHOR, Passage, Person, Side, Stance, Statement
from loquitur.questions.evidence import Case, Verify, sure
from loquitur.questions.offices import Office, offices
from loquitur.store.store import Store

__all__ = ["Alias", "Leaning", "Profile", "profile", "whom"]

_MOST = 200


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a person."""

    name: str
    reason: str
    """Why it is held to be this person's."""
    documents: int
    """How many documents use it."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """Somebody is for or against somebody, as a passage tells."""

    holder: str
    target: str
    side: Side
    when: str | None
    passage: Passage
    quotation: str | None
    confidence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One person of the record."""

    person: Person
    names: tuple[Alias, ...]
    documents: tuple[str, ...]
    """Their own, by name."""
    offices: tuple[Office, ...]
    said: tuple[AnswerStatement, ...]
    about: tuple[AnswerStatement, ...]
    """What others say of them."""
    leanings: tuple[Leaning, ...]
    """Theirs towards others, and others' towards them."""
    fates: tuple[AnswerFate, ...]


def whom(store: Store, who: str) -> Person:
    """The one person of an id or a name. Raises UsageError for nobody and for several, and tells who is near."""
    found = store.person(who) or store.called(who)
    if found:
        return found
    case = Case(store, None)
    several = case.whom(who)
    if len(several) == 1:
        return several[0]
    if several:
        names = ", ".join(p.name for p in several[:6])
        raise UsageError(f"{who!r} can be {len(several)} persons: {names}; give the whole name or the id.")
    near = case.neighbours(who)
    hint = f" Names like it: {', '.join(near)}." if near else ""
    raise UsageError(f"No document of the record names {who!r}.{hint}")


def profile(store: Store, verify: Verify | None, person: Person) -> Profile:
    """What the record holds on a person; `verify` lays the words they are quoted with beside their sources."""
    case = Case(store, verify)
    mine = set(person.aliases)
    said = [(k, s) for k, s in store.findings_of(Statement, [person]) if s.act == "speech"]
    about = [(k, s) for k, s in _about(store, person) if s.speaker.name not in mine and s.act == "speech"]
    names = tuple(Alias(n, r, d) for n, r, d in store.names_of(person.id))
    own = tuple(case.name_of(k) for k in sorted(case.documents_by.get(person.name, []), key=case.name_of))
    return Profile(
        person, names, own, offices(person, case), _statements(case, said), _statements(case, about),
        _leanings(case, person), case.fates(person.name, [person]),
    )  # fmt: skip


def _about(store: Store, person: Person) -> list[tuple[str, Statement]]:
    """The statements whose words name the person."""
    found = {(k, s.quotation.id): (k, s) for k, s in store.naming(Statement, [person], "targets")}
    for name in person.aliases:
        words = re.findall(r"[^\W_]+", name)
        named = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        for key, passage in store.holding([" ".join(words)], _MOST) if words else []:
            for statement in store.findings_at(Statement, key, passage.start, passage.end):
                if named.search(statement.quotation.text) and statement.quotation.mode != "report":
                    found[key, statement.quotation.id] = key, statement
    return list(found.values())


def _statements(case: Case, rows: list[tuple[str, Statement]]) -> tuple[AnswerStatement, ...]:
    rows = sorted(rows, key=lambda r: (edtf.order(r[1].said), case.name_of(r[0]), r[1].quotation.spans))
    return tuple(case.statement(k, s, "said") for k, s in rows[:_MOST])


def _leanings(case: Case, person: Person) -> tuple[Leaning, ...]:
    rows = case.store.findings_of(Stance, [person]) + case.store.findings_of(Stance, [person], "target")
    for key in case.documents_by.get(person.name, []):
        rows += [(key, s) for _, s in case.store.findings(Stance, key) if s.holder == AUTHOR]
    found = {
        Leaning(
            case.holder(k, s.holder), case.canonical(s.target, k) or s.target, s.side, s.when, case.passage(k, s.span),
            s.quotation, s.confidence, s.reason,
        )
        for k, s in rows
        if sure(s)
    }  # fmt: skip
    return tuple(sorted(found, key=lambda t: (edtf.order(t.when), t.passage.doc, t.passage.start, t.holder, t.target)))
