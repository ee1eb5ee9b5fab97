"""The answer to a question: people with their passages, statements, fates and origins; claims and echoes; coverage.

Everything comes from findings in the store and stands in a total order: by first date, then by weight of evidence, then
by name. Nothing is written in between; what is not understood falls back to the best passages by full-text search.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from loquitur.answers import Answer, AnswerPerson
from loquitur.language.persons import titles
from loquitur.model import Person, Side, Stance
from loquitur.questions import (
    alike,
    beside,
    biography,
    deeds,
    disputes,
    holders,
    partisans,
    perhaps,
    quoted,
    said,
    silence,
    things,
    topics,
)
from loquitur.questions.evidence import Case, Verify, ordered, sure
from loquitur.questions.topics import Topic
from loquitur.questions.understand import Understood, understand
from loquitur.questions.wording import content
from loquitur.store import persons
from loquitur.store.store import Store

__all__ = ["answer"]

_NOT_UNDERSTOOD = "The question was not understood; these passages share its words."


def answer(question: str, store: Store, verify: Verify) -> Answer:
    """The answer to a question over everything in the store."""
    asked = understand(question)
    case = Case(store, verify, asked.limit if asked else None)
    if asked is None:
        return _fallback(question, None, case, _NOT_UNDERSTOOD + case.suggestion(question))
    if asked.kind in _OF_WORDS:
        return _OF_WORDS[asked.kind](question, asked, case) or _nobody(question, asked, case)
    return _of_somebody(question, asked, case)


def _quoted_with(question: str, asked: Understood, case: Case) -> Answer:
    """Who said the words that are asked for, else who said the like."""
    found = said.by_words(question, asked, case)
    return found if found.people else alike.answer(question, asked, case) or found


_OF_WORDS: dict[str, Callable[[str, Understood, Case], Answer | None]] = {
    "words": _quoted_with,
    "claimed": alike.answer,
    "told": lambda question, _, case: silence.told(question, case),
    "conditions": beside.testimonies,
    "denied": disputes.answer,
    "deed": deeds.answer,
    "holder": holders.answer,
    "suffered": biography.answer,
}


def _of_somebody(question: str, asked: Understood, case: Case) -> Answer:
    """The answer to a question about somebody, or about a thing that people are for or against."""
    names = case.whom(asked.person or "") or case.whom((asked.person or "").partition(", ")[2])
    office = titles.called(asked.person or "") if not names else None
    if office:
        names = holders.told(holders.within(holders.held(office, case), asked.limit, case))
    meant = _meant(asked, case) if not names and asked.kind in ("against", "for") else None
    if meant:
        names = case.whom(meant)
    if asked.kind in ("against", "for") and not meant:
        held = topics.only_holds(asked.person or "", names)
        thing = held or topics.is_thing(asked.person or "", names)
        told = _on_thing(question, asked, () if held else names, case) if thing else None
        if told:
            return told
    if not names and asked.kind == "about" and not re.search(r"\b[A-Z]", asked.person or ""):
        return _fallback(question, None, case, _NOT_UNDERSTOOD + case.suggestion(question))
    if not names and not (office and asked.kind == "said"):
        return _nobody(question, asked, case)
    people = _PEOPLE[asked.kind](asked, names, case)
    if office and asked.kind == "said":
        people = said.with_voices(people, office, names, asked, case)
    sided = asked.kind in ("against", "for")
    maybe = _perhaps(persons.bare(names[0].name), asked, None, names, people, case) if sided else ()
    claims = beside.claims(people, names, case) if sided else ()
    echoes = beside.echoes(people, names, case) if sided or asked.kind == "said" else ()
    conditions = beside.conditions(people, names, case) if sided or asked.kind == "fate" else ()
    others = quoted.on_person(names, case, {p.who for p in maybe}) if sided and not people else ()
    bare = not (people or claims or others or maybe) or asked.kind == "about"
    passages = tuple(case.store.search(case.aliases(names), 5)) if bare else ()
    nearest = f" (of whom the passages on {asked.person!r} tell most)" if meant else ""
    by_office = f" ({asked.person}, as passages tell)" if office else ""
    understood = _told(asked, names) + nearest + by_office
    coverage = case.coverage(names, "", asked.limit)
    return Answer(
        question, understood, tuple(people), claims, echoes, conditions, passages, coverage, quoted=others, perhaps=maybe
    )  # fmt: skip


def _on_thing(question: str, asked: Understood, names: Sequence[Person], case: Case) -> Answer | None:
    """Who is on a side of a thing, by their own words, and by what is told of it where it is an organisation."""
    side: Side = "against" if asked.kind == "against" else "for"
    told = _sided(asked, names, case) if names else []
    topic = topics.topic(asked.person or "")
    if told and not (topic and topic.rest) and re.match(r"(?:the |an? )?[A-Z]", asked.person or ""):
        return None  # an organisation by its name, of which somebody tells a side
    people = _with_told(topic, side, case) if topic else []
    shown = {p.who for p in people}
    people += [p for p in told if p.who not in shown]
    maybe = _perhaps(topic.words, asked, topic, names, people, case) if topic else ()
    others = quoted.on_thing(topic, case, {p.who for p in (*people, *maybe)}) if topic else ()
    if not people and not others and not maybe:
        return None
    time = f", {asked.limit.words}" if asked.limit and asked.limit.understood else ", any date"
    count = len(case.store.documents())
    what = "the document holds" if count == 1 else f"{count} documents hold"
    how = f"Read what {what} on {asked.person!r} for sentences in which somebody judges it, or says what is to be done with it, in their own words"
    understood = f"speakers {side} {asked.person}{time}"
    coverage = case.coverage((), f"{how}.", asked.limit)
    told_so = beside.conditions((), (), case)
    people = ordered(people)
    return Answer(
        question, understood, tuple(people), (), (), told_so, (), coverage, quoted=others, perhaps=maybe
    )  # fmt: skip


def _with_told(topic: Topic, side: Side, case: Case) -> list[AnswerPerson]:
    """Who is on a side of a thing by their own words and by what passages tell; nobody of whom these disagree."""
    other: Side = "for" if side == "against" else "against"
    judged = things.read(topic, case)
    own = {p.who: p for p in things.people(judged, side, case)}
    contrary = {t.holder for t in things.sided(judged, other)}
    told = partisans.sides([r for r in partisans.told(topic, case) if case.within(r[1].when or case.said(r[0]))], case)
    people = [p for who, p in own.items() if other not in told.get(who, {})]
    for who, by in told.items():
        if side in by and who not in own and who not in contrary:
            people.append(case.person(who, stances=by[side]))
    return people


def _perhaps(
    about: str,
    asked: Understood,
    topic: Topic | None,
    names: Sequence[Person],
    told: Sequence[AnswerPerson],
    case: Case,
) -> tuple[AnswerPerson, ...]:
    """Who may be on the side that is asked for, beside those of whom it is told."""
    side: Side = "against" if asked.kind == "against" else "for"
    rows = case.store.findings_of(Stance, names, "target")
    without = {case.holder(key, s.holder) for key, s in rows if sure(s)} | {p.who for p in told}
    without |= {p.name for p in names}
    return tuple(perhaps.people(perhaps.Sought(about, side, topic, names, without), case))


def _told(asked: Understood, names: Sequence[Person]) -> str:
    """The question as it was understood."""
    several = " or ".join(p.name for p in names[:3]) + (f" or {len(names) - 3} more" if len(names) > 3 else "")
    who = several or asked.person or "somebody"
    about = f" about {asked.topic}" if asked.topic else ""
    of = f", {asked.topic} among them" if asked.topic else ""
    fates = f" ({', '.join(sorted(asked.fates))})" if asked.fates else ""
    time = f", {asked.limit.words}" if asked.limit and asked.limit.understood else ", any date"
    return {
        "against": f"speakers against {who}{time}",
        "for": f"speakers for {who}{time}",
        "opposed": f"those whom {who} was {asked.side}{of}{time}",
        "said": f"what {who} said{about}{time}",
        "fate": f"the fate of {who}{fates}{time}",
        "when": f"when it happened to {who}{fates}{time}",
        "dates": f"when {who} spoke{about}{time}",
        "holder": f"who was {who}{time}",
        "deed": f"who {asked.topic} {asked.words or ''}".strip() + f", as sentences tell{time}",
        "about": f"offices, words and fate of {who}{time}",
        "suffered": f"everybody with such a fate{fates}{f' by {asked.person}' if asked.person else ''}{time}",
        "claimed": f"who said the like of “{asked.words}”",
        "denied": f"who denied what {who} said" if asked.person else f"who denied {asked.words or 'anything'}",
    }[asked.kind]


def _meant(asked: Understood, case: Case) -> str | None:
    """Against or for whom most stances are that stand near a thing ("this degeneration"); None where nobody leads."""
    words = content(re.sub(r"^(?:this|that|these|those|the|such) ", "", asked.person or "", flags=re.I))
    if not re.match(r"(?:this|that|these|those|such) [a-z]", asked.person or ""):
        return None
    counts: Counter[str] = Counter()
    for key, passage in case.store.holding(words, 20, every=True):
        near = case.store.findings_at(Stance, key, passage.start - beside.NEAR, passage.end + beside.NEAR)
        counts.update(case.canonical(s.target, key) or s.target for s in near if s.side == asked.kind and sure(s))
    most = counts.most_common(2)
    leads = most and most[0][1] > 1 and (len(most) < 2 or most[0][1] > most[1][1])
    return most[0][0] if leads else None


# ---- what is not understood, or not there ----


def _fallback(question: str, asked: Understood | None, case: Case, how: str) -> Answer:
    words = content(((asked.words or asked.person) if asked else None) or question)
    coverage = case.coverage((), how, asked.limit if asked else None)
    return Answer(question, None, (), (), (), (), tuple(case.store.search(words, 5)), coverage)


def _nobody(question: str, asked: Understood, case: Case) -> Answer:
    """Nobody of that name: neighbours in spelling are told, and passages are shown."""
    near = case.neighbours(asked.person or "")
    hint = f" Names like it: {', '.join(near)}." if near else ""
    if asked.kind in ("denied", "claimed"):
        what = "claim that somebody denies" if asked.kind == "denied" else "statement of somebody named"
        hint = f"No {what} shares the question's words; these passages do."
        return replace(_fallback(question, asked, case, hint), understood=_told(asked, ()))
    if asked.kind == "deed":
        hint = f"No sentence was found that tells of somebody who {asked.topic} {asked.words or ''}".strip()
        hint += f"; these passages share the question's words.{case.suggestion(question)}"
        return replace(_fallback(question, asked, case, hint), understood=_told(asked, ()))
    if asked.kind == "suffered":
        hint = "No passage that was understood tells such a fate of anybody; these share the question's words."
        return replace(_fallback(question, asked, case, hint), understood=_told(asked, ()))
    how = f"No document names {asked.person!r}; these passages share the question's words.{hint}"
    return replace(_fallback(question, asked, case, how), understood=_told(asked, ()))


# ---- for and against ----


def _sided(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """Everybody who is for or against the persons named."""
    targets = {p.name for p in names}
    evidence: dict[str, list[tuple[str, Stance]]] = {}
    for key, stance in case.store.findings_of(Stance, names, "target"):
        if stance.side != asked.kind or not case.within(stance.when) or not sure(stance):
            continue
        holder = case.holder(key, stance.holder)
        if holder not in targets:
            evidence.setdefault(holder, []).append((key, stance))
    return ordered([case.person(who, stances=rows) for who, rows in evidence.items()])


def _opposed(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """Whom the persons named are for or against; one of them where the question names one. The passages tell it."""
    wanted = {p.name for p in case.whom(asked.topic)} if asked.topic else None
    rows = case.store.findings_of(Stance, names)
    for person in names:
        for key in case.documents_by.get(person.name, []):
            rows += [(key, s) for _, s in case.store.findings(Stance, key) if s.holder == "the author"]
    found = []
    for person in names:
        mine = [
            (k, s)
            for k, s in rows
            if s.side == asked.side
            and sure(s)
            and case.holder(k, s.holder) == person.name
            and case.within(s.when)
            and (wanted is None or case.canonical(s.target, k) in wanted)
        ]
        if mine:
            found.append(case.person(person.name, stances=mine))
    return ordered(found)


_PEOPLE = {
    "against": _sided,
    "for": _sided,
    "opposed": _opposed,
    "said": said.sayings,
    "fate": biography.fates,
    "when": biography.fates,
    "dates": said.spoken,
    "about": biography.known,
}
