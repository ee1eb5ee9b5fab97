"""Who denied a thing, and who says it: the claims of the record that a question means, both sides with their passages.

A claim is meant when it shares most of the question's words, in whatever form (by their stems), in its own words or in
its denial; or when it is what somebody said of whom the question names. Nothing here says who is right.
"""

import re
from collections.abc import Sequence

from loquitur.answers import Answer, AnswerPerson
from loquitur.model import Claim
from loquitur.questions import beside
from loquitur.questions.evidence import Case
from loquitur.questions.understand import Understood
from loquitur.questions.wording import content, shared

__all__ = ["answer"]

_MOST = 12
_LEAST = 50
"""Per cent of the question's words that a claim shares."""


def answer(question: str, asked: Understood, case: Case) -> Answer | None:
    """The claims that a question means, and those who deny them; None where no claim is near."""
    found = _meant(asked, case)
    if not found:
        return None
    claims = tuple(beside.told(key, one, case) for key, one in found)
    of = f"what {asked.person} said" if asked.person else f"“{asked.words}”" if asked.words else "anything"
    how = f"Laid the question's words beside the claims that {len(case.store.documents())} documents set against each other."
    coverage = case.coverage((), how, asked.limit)
    return Answer(question, f"who denied {of}", tuple(_deniers(found, case)), claims, (), (), (), coverage)


def _meant(asked: Understood, case: Case) -> list[tuple[str, Claim]]:
    """The claims, the nearest first."""
    names = {p.name for p in case.whom(asked.person)} if asked.person else set()
    words = content(asked.words or asked.topic or "")
    rows = []
    for key, claim in case.store.findings(Claim):
        if claim.denial is None and claim.denied_by is None:
            continue
        near = shared(words, _told(key, claim, case))
        sides = {case.canonical(claim.asserted_by, key), case.canonical(claim.denied_by, key)} & names
        if asked.person and not sides and not _names(key, claim, names, case):
            continue
        if near >= _LEAST or sides or not words:
            rows.append((-near, not sides, key, claim))
    rows.sort(key=lambda r: (r[0], r[1], case.name_of(r[2]), r[3].span))
    return [(key, claim) for _, _, key, claim in rows[:_MOST]]


def _told(key: str, claim: Claim, case: Case) -> str:
    """The words of a claim, of its denial, and of the sentence in which it stands."""
    text = case.text(key)
    around = claim.denial or claim.span
    low = max(text.rfind(". ", 0, claim.span.start) + 1, claim.span.start - 160, 0)
    return f"{text[low : claim.span.end]} {text[around.start : around.end]}"


def _names(key: str, claim: Claim, names: set[str], case: Case) -> bool:
    told = _told(key, claim, case)
    aliases = [a for n in names if (p := case.called(n, key)) for a in p.aliases]
    return any(re.search(rf"(?<!\w){re.escape(a)}(?!\w)", told) for a in aliases)


def _deniers(found: Sequence[tuple[str, Claim]], case: Case) -> list[AnswerPerson]:
    """Everybody who denies one of the claims, with the passages."""
    by: dict[str, list[tuple[str, Claim]]] = {}
    for key, claim in found:
        if claim.denied_by:
            by.setdefault(case.holder(key, claim.denied_by), []).append((key, claim))
    return [case.person(who, told=[(k, c.denial or c.span) for k, c in rows]) for who, rows in by.items()]
