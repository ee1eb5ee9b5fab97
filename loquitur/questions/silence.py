"""Why, and since when: the passages that speak of a silence, and how long it lasted.

A gap is what the metadata of a document tell: when its words were said, and when and to what public they became known.
The passages are those in which somebody asks or explains why a thing was not told, by words of telling and hiding.
"""

import re

from loquitur.answers import Answer, AnswerGap
from loquitur.language.times import edtf
from loquitur.questions.chronology import known_from
from loquitur.questions.evidence import Case

__all__ = ["gaps", "told"]

_ASKED = re.compile(
    r"\bwhy\b[^.?!]{0,60}\b(?:told|tell|know|known|informed|silent|silence|secret|hidden|hear|heard|speak|spoke)\b|"
    r"\b(?:secret|hidden|concealed|suppressed|kept from|censored|forbidden to|afraid|dangerous to (?:speak|tell)|could not (?:speak|tell|be told)|not told|never told|silent|silence|hushed)\b",
    re.I,
)
_WORDS = [
    "told",
    "tell",
    "secret",
    "secretly",
    "hidden",
    "concealed",
    "suppressed",
    "silent",
    "silence",
    "censored",
    "afraid",
    "hushed",
    "unpublished",
    "known",
]


def told(question: str, case: Case) -> Answer:
    """The passages in which somebody asks or tells why a thing was not known, and the years until things were."""
    found = []
    for _, passage in case.store.holding(_WORDS, 60):
        weight = len(_ASKED.findall(passage.text)) + 3 * bool(
            re.search(r"\bwhy\b[^.?!]{0,60}\btold\b", passage.text, re.I)
        )
        if weight:
            found.append((-weight, passage.doc, passage.start, passage))
    passages = tuple(p for *_, p in sorted(found, key=lambda f: f[:3])[:6])
    how = "Searched for passages in which somebody asks or tells why a thing was not told, and for documents with the date on which they became known"
    coverage = case.coverage((), f"{how}, in {len(case.store.documents())} documents.")
    return Answer(question, "why, and how long, a thing was not known", (), (), (), (), passages, coverage, gaps(case))


def gaps(case: Case) -> tuple[AnswerGap, ...]:
    """From the day on which words were said to each day on which they became known, the longest first."""
    found = []
    fields = case.store.fields("known")
    for held in case.store.documents():
        said = case.said(held.id)
        for known in known_from(fields.get(held.id, ""), held.name) if said and edtf.valid(said) else ():
            begun, became = edtf.bounds(said or "")[1], edtf.bounds(known.date)[0]
            if begun is not None and became is not None and became > begun:
                years = (became - begun) * 4 // 1461
                public = f"{known.place} {known.public}".strip()
                title = case.store.field(held.id, "title")
                found.append(AnswerGap(held.name, title, said or "", known.date, public, years))
    return tuple(sorted(found, key=lambda g: (-g.years, edtf.order(g.said), g.doc, g.known)))
