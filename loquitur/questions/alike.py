"""Who said the like of some words, where nobody said these: the statements that share most of what they are about.

Limit: likeness is one of words, so that who says the contrary in the same words is shown too; the passages tell which.
"""

from collections.abc import Sequence

from loquitur.answers import Answer, AnswerPerson
from loquitur.model import Statement
from loquitur.questions.evidence import Case
from loquitur.questions.understand import Understood
from loquitur.questions.wording import content, shared

__all__ = ["answer", "people"]

_PASSAGES = 60
_MOST = 12
_LEAST = 60
"""Per cent of the words that a statement shares."""


def answer(question: str, asked: Understood, case: Case) -> Answer | None:
    """Everybody who is quoted with the like of what a question asks for; None where nobody is."""
    found = people(asked.words or "", case)
    if not found:
        return None
    how = (
        f"Searched the statements of {len(case.store.documents())} documents for those that share most of these words."
    )
    understood = f"who said the like of “{asked.words}”"
    return Answer(question, understood, tuple(found), (), (), (), (), case.coverage((), how, asked.limit))


def people(words: str, case: Case) -> list[AnswerPerson]:
    """The speakers by name, the nearest first."""
    by: dict[str, list[tuple[str, Statement]]] = {}
    for key, one in _near(content(words), case):
        by.setdefault(case.canonical(one.speaker.name, key) or "", []).append((key, one))
    return [case.person(who, said=rows) for who, rows in by.items()]


def _near(words: Sequence[str], case: Case) -> list[tuple[str, Statement]]:
    """The statements of named speakers that share most of the words, the nearest first."""
    if len(words) < 2:
        return []
    rows: dict[str, tuple[int, str, Statement]] = {}
    for key, passage in case.store.holding(list(words), _PASSAGES):
        for one in case.store.findings_at(Statement, key, passage.start, passage.end):
            near = shared(words, one.quotation.text)
            named = one.speaker.name and one.quotation.mode != "report" and one.act == "speech"
            if named and near >= _LEAST and case.within(one.said):
                rows[one.quotation.id] = (-near, key, one)
    ordered = sorted(rows.values(), key=lambda r: (r[0], case.name_of(r[1]), r[2].quotation.spans))
    return [(key, one) for _, key, one in ordered[:_MOST]]
