"""What somebody said, about something where that is asked, and who said some words: statements, and people's own texts.

An office without a name ("the President") speaks too, where passages quote it so.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from loquitur.answers import Answer, AnswerPerson
from loquitur.language.persons.titles import Office
from loquitur.language.times import edtf
from loquitur.language.words import lexicon
from loquitur.model import Person, Span, Statement
from loquitur.questions import chains, holders
from loquitur.questions.evidence import Case, ordered
from loquitur.questions.understand import Understood
from loquitur.questions.wording import content

__all__ = ["by_words", "sayings", "spoken", "with_voices"]

_MOST_SAID = 60
_MOST_OWN = 16
_MOST_OF_ONE = 2
"""How many passages of one document of a person's own an answer has, where several documents speak of a thing."""
_FEW = 8
_MOST_CHAINS = 6


def sayings(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """What the persons named are quoted as saying or say in their own texts, about something where that is asked."""
    about = _about(asked.topic, case) if asked.topic else []
    found = []
    for person in names:
        rows = [
            (key, s)
            for key, s in case.store.findings_of(Statement, [person])
            if s.quotation.mode != "report" and (not about or _speaks_of(s, about)) and case.within(s.said)
        ]
        rows = sorted(rows, key=lambda r: (edtf.order(r[1].said), r[0], r[1].quotation.spans))[:_MOST_SAID]
        own = _own_passages(person, about, case) if about else []
        if rows or own:
            found.append(case.person(person.name, said=rows, own=own))
    return ordered(found)


def with_voices(
    people: Sequence[AnswerPerson], office: Office, names: Sequence[Person], asked: Understood, case: Case
) -> list[AnswerPerson]:
    """The people with what is told of their office without a name; their own only where one person held it then."""
    about = _about(asked.topic, case) if asked.topic else []
    rows = [(k, s) for k, s in holders.voices(office, case) if not about or _speaks_of(s, about)]
    if not rows:
        return list(people)
    if len(names) != 1 or not asked.limit:
        return ordered([*people, case.person(asked.person or "", said=rows)])
    own = next((p for p in people if p.who == names[0].name), None)
    made = case.person(names[0].name, said=rows)
    statements = (*(own.statements if own else ()), *made.statements)
    return ordered(
        [
            replace(
                made,
                statements=statements,
                when=tuple(sorted({*made.when, *(own.when if own else ())}, key=edtf.order)),
            )
        ]
    )


def _about(topic: str, case: Case) -> list[str]:
    """The words that name a topic: a person's names, else the topic itself, without its article; and its people's."""
    bare = re.sub(r"^(?:the|an?) ", "", topic, flags=re.I)
    names = case.aliases(case.whom(topic)) or [bare]
    people = [w for w in bare.split()[:1] if w[:1].isupper() and w.lower() in lexicon().names["demonyms"]]
    return list(dict.fromkeys([*names, *people]))


def _speaks_of(statement: Statement, about: Sequence[str]) -> bool:
    text = statement.quotation.text
    return any(re.search(rf"(?<!\w){re.escape(a)}", text, re.I) for a in about) or bool(
        set(about) & set(statement.targets)
    )


def _own_passages(person: Person, about: Sequence[str], case: Case) -> list[tuple[str, Span]]:
    """Sentences of the person's own documents that speak of something, the best of each document, by date."""
    mine = [k for k in case.documents_by.get(person.name, []) if case.within(case.said(k))]
    found: dict[str, list[tuple[str, Span]]] = {}
    for name in about:
        words = re.findall(r"[^\W_]+", name)
        for key, passage in case.store.holding([" ".join(words)], 400, among=mine) if mine and words else []:
            one = key, _sentence(passage.text, passage.start, words)
            if one not in found.setdefault(key, []):
                found[key].append(one)
    most = max(_MOST_OF_ONE, _FEW // max(1, len(found)))
    rows = [row for rows in found.values() for row in rows[:most]]
    return sorted(rows, key=lambda r: (edtf.order(case.said(r[0])), r[0], r[1]))[:_MOST_OWN]


def spoken(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """When the persons named spoke: their dated statements."""
    return [p for p in sayings(asked, names, case) if p.when]


def by_words(question: str, asked: Understood, case: Case) -> Answer:
    """Whose statements or own texts hold these words, the earliest said first."""
    words = re.findall(r"[^\W_]+", asked.words or "")
    wanted = _folded(asked.words or "")
    reported: dict[str, list[tuple[str, Statement]]] = {}
    own: dict[str, list[tuple[str, Span]]] = {}
    near = (
        case.store.holding([" ".join(words)], 200) or case.store.holding(content(asked.words or ""), 200, every=True)
        if wanted
        else []
    )
    for key, passage in near:
        if wanted not in _folded(passage.text):
            continue
        statements = [
            s
            for s in case.store.findings_at(Statement, key, passage.start, passage.end)
            if wanted in _folded(s.quotation.text)
        ]
        inner = [s for s in statements if not any(o.quotation.within == s.quotation.id for o in statements)]
        for statement in inner:
            who = case.canonical(statement.speaker.name, key) or statement.speaker.kind
            reported.setdefault(who, []).append((key, statement))
        if not statements:
            own.setdefault(case.holder(key, "the author"), []).append(
                (key, _sentence(passage.text, passage.start, words))
            )
    people = []
    for who in {**reported, **own}:
        rows = [r for r in reported.get(who, []) if case.within(r[1].said)]
        person = case.person(who, said=rows, own=[r for r in own.get(who, []) if case.within(case.said(r[0]))])
        people += [person] if person.statements else []
    passages = tuple(case.store.search(content(asked.words or ""), 5)) if not people else ()
    understood = f"who said {asked.words!r}, the earliest first"
    quoted = [(key, s) for rows in reported.values() for key, s in rows if case.within(s.said)]
    known = tuple(chains.chain(key, s, case) for key, s in quoted[:_MOST_CHAINS] if s.quotation.mode == "direct")
    return Answer(
        question, understood, tuple(ordered(people)), (), (), (), passages, case.coverage((), "", asked.limit),
        chains=known,
    )  # fmt: skip


def _sentence(text: str, start: int, words: Sequence[str]) -> Span:
    """The sentence of a passage in which words begin."""
    m = re.search(r"\W+".join(map(re.escape, words)), text, re.I)
    at = m.start() if m else 0
    low = max((s.end() for s in re.finditer(r"[.!?][”’\"')\]]*\s+", text[:at])), default=0)
    end = re.compile(r"[.!?][”’\"')\]]*(?=\s|$)").search(text, m.end() if m else at)
    return Span(start + low, start + (end.end() if end else len(text)))


def _folded(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())
