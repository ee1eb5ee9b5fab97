"""What an answer tells beside its people: claims with both sides, who repeats whom, under what conditions testimony stands.

A claim or a condition belongs to an answer when it names somebody of it, or stands near a stance that it shows.
"""

import re
from collections.abc import Iterable, Sequence

from loquitur.answers import Answer, AnswerClaim, AnswerCondition, AnswerEcho, AnswerPerson
from loquitur.model import Claim, Condition, Echo, Person, Span
from loquitur.questions.evidence import Case
from loquitur.questions.understand import Understood

__all__ = ["NEAR", "claims", "conditions", "echoes", "testimonies", "told"]

_MOST_CLAIMS = 8
NEAR = 1500
"""How many characters from a stance something is held to be about the same."""


_PAGE = 15_000
"""How many characters of text are one page, on which conditions belong to whatever it tells."""


def _on_page(case: Case, key: str, place: Span) -> bool:
    """Whether a place is near a stance of the answer, or on one short page with it."""
    return _near(case, key, place) or (key in case.seen and len(case.text(key)) < _PAGE)


def _near(case: Case, key: str, place: Span) -> bool:
    return any(abs(s.start - place.start) < NEAR for s in case.seen.get(key, ()))


def told(key: str, claim: Claim, case: Case) -> AnswerClaim:
    """A claim with its passages and both sides by the record's names."""
    denial = case.passage(key, claim.denial) if claim.denial else None
    denied = case.holder(key, claim.denied_by) if claim.denied_by else None
    evidence = tuple(case.passage(key, s) for s in claim.evidence)
    return AnswerClaim(case.passage(key, claim.span), case.canonical(claim.asserted_by, key), denied, denial, evidence)


def claims(people: Sequence[AnswerPerson], names: Sequence[Person], case: Case) -> tuple[AnswerClaim, ...]:
    """The claims that name one of the persons, that stand beside stances of the answer, or that somebody of it disputes."""
    aliases = [a.casefold() for a in case.aliases(names)]
    shown = {p.who for p in people}
    found: list[AnswerClaim] = []
    others: list[AnswerClaim] = []
    for key, claim in case.store.findings(Claim):
        text = case.text(key)
        around = claim.denial or claim.span
        words = text[around.start : around.end] + text[claim.span.start : claim.span.end]
        asserted = case.canonical(claim.asserted_by, key)
        denied = case.holder(key, claim.denied_by) if claim.denied_by else None
        named = _near(case, key, around) or any(a in words.casefold() for a in aliases)
        if named or {asserted, denied} & shown:
            (found if named else others).append(told(key, claim, case))
    return (*found, *others[:_MOST_CLAIMS])


def echoes(people: Sequence[AnswerPerson], names: Sequence[Person], case: Case) -> tuple[AnswerEcho, ...]:
    """Who is told to repeat whom, where one of them is asked for or stands in the answer, or a document of it tells it."""
    shown = {p.who for p in people} | {p.name for p in names}
    found = []
    for key, echo in case.store.findings(Echo):
        later, earlier = (
            case.canonical(echo.later, key) or echo.later,
            case.canonical(echo.earlier, key) or echo.earlier,
        )
        if later in shown or earlier in shown or key in case.seen:
            found.append(AnswerEcho(later, earlier, echo.when, echo.gap_years, case.passage(key, echo.span)))
    return tuple(found)


def conditions(people: Sequence[AnswerPerson], names: Sequence[Person], case: Case) -> tuple[AnswerCondition, ...]:
    """The conditions of testimony that somebody of the answer tells or that are told of his, or that stand near."""
    shown = {p.who for p in people} | {p.name for p in names}
    found = []
    for key, one in case.store.findings(Condition):
        teller = case.holder(key, one.told_by) if one.told_by else None
        if teller in shown or case.canonical(one.who, key) in shown or _on_page(case, key, one.span):
            found.append((key, one))
    return _conditions(found, case)


def _conditions(found: Iterable[tuple[str, Condition]], case: Case) -> tuple[AnswerCondition, ...]:
    return tuple(
        AnswerCondition(
            one.what,
            case.canonical(one.who, key),
            case.holder(key, one.told_by) if one.told_by else None,
            one.hands,
            case.passage(key, one.span),
        )
        for key, one in found
    )


def testimonies(question: str, asked: Understood, case: Case) -> Answer:
    """Every condition of testimony that the record tells; of one person's where one is named."""
    names = case.whom(asked.person) if asked.person else []
    wanted = {p.name for p in names}
    rows = [
        (key, one)
        for key, one in case.store.findings(Condition)
        if (not wanted or case.canonical(one.who, key) in wanted or _named(case, key, one, names))
        and _asked_for(asked, one)
    ]
    told_of = dict.fromkeys(who for k, one in rows if asked.words and (who := case.canonical(one.who, k)))
    people = tuple(
        case.person(who, told=[(k, o.span) for k, o in rows if case.canonical(o.who, k) == who]) for who in told_of
    )
    of = f" of {' or '.join(sorted(wanted))}" if wanted else ""
    understood = f"the conditions under which testimony{of} was given"
    coverage = case.coverage(names, "", asked.limit)
    passages = () if rows else tuple(case.store.search(re.findall(r"[^\W_]{4,}", question[:1000]), 5))
    return Answer(question, understood, people, (), (), _conditions(rows, case), passages, coverage)


_KINDS = {
    "recant": "retracted",
    "recanted": "retracted",
    "retract": "retracted",
    "retracted": "retracted",
    "withdraw": "retracted",
    "withdrew": "retracted",
    "take": "retracted",
    "took": "retracted",
    "forced": "coerced",
    "tortured": "tortured",
}
"""Which condition the first word of what is asked means."""


def _asked_for(asked: Understood, one: Condition) -> bool:
    """Whether a condition is of the kind that the question's verb asks for; any where it asks for none."""
    if not asked.words:
        return True
    return _KINDS.get(asked.words.lower().split()[0]) in one.what


def _named(case: Case, key: str, one: Condition, names: Sequence[Person]) -> bool:
    text = case.text(key)[one.span.start : one.span.end]
    return any(re.search(rf"(?<!\w){re.escape(a)}(?!\w)", text) for a in case.aliases(names))
