"""The answer to a question: people with their passages, statements, fates and origins; claims and echoes; coverage.

Everything comes from findings in the store and stands in a total order: by first date, then by weight of evidence, then
by name. Nothing is written in between; what is not understood falls back to the best passages by full-text search.
"""

import re
from collections.abc import Iterable, Sequence

from loquitur.language import edtf
from loquitur.model import (
    Answer,
    AnswerClaim,
    AnswerEcho,
    AnswerPerson,
    Claim,
    Echo,
    Person,
    Stance,
    Statement,
)
from loquitur.questions.evidence import Case, Verify
from loquitur.questions.understand import Understood, understand
from loquitur.store.store import Store

__all__ = ["answer"]


def answer(question: str, store: Store, verify: Verify) -> Answer:
    """The answer to a question over everything in the store."""
    asked = understand(question)
    case = Case(store, verify)
    if asked is None:
        return _fallback(question, None, case, "The question was not understood; these passages share its words.")
    if asked.kind == "words":
        return _who_said(question, asked, case)
    names = case.whom(asked.person or "")
    if not names:
        return _fallback(
            question, asked, case, f"No document names {asked.person!r}; these passages share the question's words."
        )
    people = {"against": _sided, "for": _sided, "said": _sayings, "fate": _fated, "when": _fated}[asked.kind](
        asked, names, case
    )
    claims = _claims(names, case) if asked.kind in ("against", "for") else ()
    echoes = _echoes(people, case) if asked.kind in ("against", "for", "said") else ()
    passages = () if people or claims else tuple(store.search(case.aliases(names), 5))
    return Answer(question, _told(asked, names), tuple(people), claims, echoes, passages, case.coverage(names, ""))


def _told(asked: Understood, names: Sequence[Person]) -> str:
    """The question as it was understood."""
    who = " or ".join(p.name for p in names)
    about = f" about {asked.topic}" if asked.topic else ""
    return {
        "against": f"speakers against {who}, any date",
        "for": f"speakers for {who}, any date",
        "said": f"what {who} said{about}",
        "fate": f"the fate of {who}",
        "when": f"dates of {who}",
    }[asked.kind]


def _fallback(question: str, asked: Understood | None, case: Case, how: str) -> Answer:
    words = re.findall(r"[^\W_]{4,}", (asked.person if asked and asked.person else question)[:2000])
    return Answer(question, None, (), (), (), tuple(case.store.search(words, 5)), case.coverage((), how))


def _who_said(question: str, asked: Understood, case: Case) -> Answer:
    """Whose statements hold these words, the earliest said first."""
    wanted = _folded(asked.words or "")
    found: dict[str, list[tuple[str, Statement]]] = {}
    for key, statement in case.store.findings(Statement):
        if wanted and wanted in _folded(statement.quotation.text):
            found.setdefault(case.canonical(statement.speaker.name) or statement.speaker.kind, []).append(
                (key, statement)
            )
    people = [case.person(who, said=rows) for who, rows in found.items()]
    passages = tuple(case.store.search(re.findall(r"[^\W_]{3,}", asked.words or ""), 5)) if not people else ()
    return Answer(
        question, f"who said {asked.words!r}", tuple(_ordered(people)), (), (), passages, case.coverage((), "")
    )


def _folded(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _sided(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """Everybody who is for or against the persons named."""
    targets = {p.name for p in names}
    evidence: dict[str, list[tuple[str, Stance]]] = {}
    for key, stance in case.store.findings(Stance):
        holder = case.holder(key, stance.holder)
        if case.canonical(stance.target) in targets and holder not in targets and stance.side == asked.kind:
            evidence.setdefault(holder, []).append((key, stance))
    return _ordered([case.person(who, stances=rows) for who, rows in evidence.items()])


def _sayings(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """What the persons named are quoted as saying, about somebody or something where that is asked."""
    aliases = case.aliases(case.whom(asked.topic)) or [asked.topic] if asked.topic else []
    found = []
    for person in names:
        rows = [
            (key, s)
            for key, s in case.store.findings(Statement)
            if case.canonical(s.speaker.name) == person.name
            and (not aliases or any(a and a.casefold() in s.quotation.text.casefold() for a in aliases))
        ]
        if rows:
            found.append(case.person(person.name, said=rows))
    return _ordered(found)


def _fated(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    people = [case.person(p.name) for p in names]
    return _ordered([p for p in people if p.fates])


def _ordered(people: Iterable[AnswerPerson]) -> list[AnswerPerson]:
    return sorted(
        people, key=lambda p: (edtf.order(p.when[0] if p.when else None), -len(p.statements) - len(p.passages), p.who)
    )


def _claims(names: Sequence[Person], case: Case) -> tuple[AnswerClaim, ...]:
    """The claims whose words, or those of whose denial, name one of the persons."""
    aliases = [a.casefold() for a in case.aliases(names)]
    found = []
    for key, claim in case.store.findings(Claim):
        text = case.store.text(key)
        around = claim.denial or claim.span
        if any(a in text[around.start : around.end].casefold() for a in aliases):
            asserted = case.canonical(claim.asserted_by)
            denied = case.holder(key, claim.denied_by) if claim.denied_by else None
            denial = case.passage(key, claim.denial) if claim.denial else None
            evidence = tuple(case.passage(key, s) for s in claim.evidence)
            found.append(AnswerClaim(case.passage(key, claim.span), asserted, denied, denial, evidence))
    return tuple(found)


def _echoes(people: Sequence[AnswerPerson], case: Case) -> tuple[AnswerEcho, ...]:
    """Who of the answer is told to repeat whom."""
    shown = {p.who for p in people}
    found = []
    for key, echo in case.store.findings(Echo):
        later, earlier = case.canonical(echo.later) or echo.later, case.canonical(echo.earlier) or echo.earlier
        if later in shown or earlier in shown:
            found.append(AnswerEcho(later, earlier, echo.when, echo.gap_years, case.passage(key, echo.span)))
    return tuple(found)
