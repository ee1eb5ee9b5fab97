"""The answer to a question: people with their passages, statements, fates and origins; claims and echoes; coverage.

Everything comes from findings in the store and stands in a total order: by first date, then by weight of evidence, then
by name. Nothing is written in between; what is not understood falls back to the best passages by full-text search.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from loquitur.answers import Answer, AnswerPerson
from loquitur.language import edtf, titles
from loquitur.language.titles import Office
from loquitur.language.words import lexicon
from loquitur.model import Person, Side, Span, Stance, Statement
from loquitur.questions import (
    alike,
    beside,
    biography,
    chains,
    disputes,
    holders,
    partisans,
    quoted,
    silence,
    things,
    topics,
)
from loquitur.questions.evidence import Case, Verify, sure
from loquitur.questions.topics import Topic
from loquitur.questions.understand import Understood, understand
from loquitur.questions.wording import content
from loquitur.store.store import Store

__all__ = ["answer"]

_MOST_SAID = 60
_MOST_OWN = 16
_MOST_OF_ONE = 2
"""How many passages of one document of a person's own an answer has, where several documents speak of a thing."""
_FEW = 8
_MOST_CHAINS = 6
_NOT_UNDERSTOOD = "The question was not understood; these passages share its words."


def answer(question: str, store: Store, verify: Verify) -> Answer:
    """The answer to a question over everything in the store."""
    asked = understand(question)
    case = Case(store, verify, asked.limit if asked else None)
    if asked is None:
        return _fallback(question, None, case, _NOT_UNDERSTOOD)
    if asked.kind in _OF_WORDS:
        return _OF_WORDS[asked.kind](question, asked, case) or _nobody(question, asked, case)
    return _of_somebody(question, asked, case)


def _quoted_with(question: str, asked: Understood, case: Case) -> Answer:
    """Who said the words that are asked for, else who said the like."""
    said = _who_said(question, asked, case)
    return said if said.people else alike.answer(question, asked, case) or said


_OF_WORDS: dict[str, Callable[[str, Understood, Case], Answer | None]] = {
    "words": _quoted_with,
    "claimed": alike.answer,
    "told": lambda question, _, case: silence.told(question, case),
    "conditions": beside.testimonies,
    "denied": disputes.answer,
    "holder": holders.answer,
    "suffered": biography.answer,
}


def _of_somebody(question: str, asked: Understood, case: Case) -> Answer:
    """The answer to a question about somebody, or about a thing that people are for or against."""
    names = case.whom(asked.person or "")
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
        return _fallback(question, None, case, _NOT_UNDERSTOOD)
    if not names and not (office and asked.kind == "said"):
        return _nobody(question, asked, case)
    people = _PEOPLE[asked.kind](asked, names, case)
    if office and asked.kind == "said":
        people = _with_voices(people, office, names, asked, case)
    sided = asked.kind in ("against", "for")
    claims = beside.claims(people, names, case) if sided else ()
    echoes = beside.echoes(people, names, case) if sided or asked.kind == "said" else ()
    conditions = beside.conditions(people, names, case) if sided or asked.kind == "fate" else ()
    others = quoted.on_person(names, case, ()) if sided and not people else ()
    bare = not (people or claims or others) or asked.kind == "about"
    passages = tuple(case.store.search(case.aliases(names), 5)) if bare else ()
    nearest = f" (of whom the passages on {asked.person!r} tell most)" if meant else ""
    by_office = f" ({asked.person}, as passages tell)" if office else ""
    understood = _told(asked, names) + nearest + by_office
    coverage = case.coverage(names, "", asked.limit)
    return Answer(question, understood, tuple(people), claims, echoes, conditions, passages, coverage, quoted=others)


def _on_thing(question: str, asked: Understood, names: Sequence[Person], case: Case) -> Answer | None:
    """Who is on a side of a thing, by their own words, and by what is told of it where it is an organisation."""
    side: Side = "against" if asked.kind == "against" else "for"
    told = _sided(asked, names, case) if names else []
    if told and re.match(r"(?:the |an? )?[A-Z]", asked.person or ""):
        return None  # an organisation by its name, of which somebody tells a side
    topic = topics.topic(asked.person or "")
    people = _with_told(topic, side, case) if topic else []
    shown = {p.who for p in people}
    people += [p for p in told if p.who not in shown]
    others = quoted.on_thing(topic, case, {p.who for p in people}) if topic else ()
    if not people and not others:
        return None
    time = f", {asked.limit.words}" if asked.limit and asked.limit.understood else ", any date"
    count = len(case.store.documents())
    how = f"Read what {count} documents hold on {asked.person!r} for sentences in which somebody judges it, or says what is to be done with it, in their own words"
    understood = f"speakers {side} {asked.person}{time}"
    coverage = case.coverage((), f"{how}.", asked.limit)
    ordered = tuple(_ordered(people))
    told_so = beside.conditions((), (), case)
    return Answer(question, understood, ordered, (), (), told_so, (), coverage, quoted=others)


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
        counts.update(case.canonical(s.target) or s.target for s in near if s.side == asked.kind and sure(s))
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
    if asked.kind == "suffered":
        hint = "No passage that was understood tells such a fate of anybody; these share the question's words."
        return replace(_fallback(question, asked, case, hint), understood=_told(asked, ()))
    how = f"No document names {asked.person!r}; these passages share the question's words.{hint}"
    return replace(_fallback(question, asked, case, how), understood=_told(asked, ()))


# ---- who said these words ----


def _who_said(question: str, asked: Understood, case: Case) -> Answer:
    """Whose statements or own texts hold these words, the earliest said first."""
    words = re.findall(r"[^\W_]+", asked.words or "")
    wanted = _folded(asked.words or "")
    said: dict[str, list[tuple[str, Statement]]] = {}
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
            who = case.canonical(statement.speaker.name) or statement.speaker.kind
            said.setdefault(who, []).append((key, statement))
        if not statements:
            own.setdefault(case.holder(key, "the author"), []).append(
                (key, _sentence(passage.text, passage.start, words))
            )
    people = []
    for who in {**said, **own}:
        rows = [r for r in said.get(who, []) if case.within(r[1].said)]
        person = case.person(who, said=rows, own=[r for r in own.get(who, []) if case.within(case.said(r[0]))])
        people += [person] if person.statements else []
    passages = tuple(case.store.search(content(asked.words or ""), 5)) if not people else ()
    understood = f"who said {asked.words!r}, the earliest first"
    quoted = [(key, s) for rows in said.values() for key, s in rows if case.within(s.said)]
    known = tuple(chains.chain(key, s, case) for key, s in quoted[:_MOST_CHAINS] if s.quotation.mode == "direct")
    return Answer(
        question, understood, tuple(_ordered(people)), (), (), (), passages, case.coverage((), "", asked.limit),
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


# ---- for and against ----


def _sided(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """Everybody who is for or against the persons named."""
    targets = {p.name for p in names}
    evidence: dict[str, list[tuple[str, Stance]]] = {}
    for key, stance in case.store.findings_of(Stance, case.aliases(names), "target"):
        if stance.side != asked.kind or not case.within(stance.when) or not sure(stance):
            continue
        holder = case.holder(key, stance.holder)
        if holder not in targets:
            evidence.setdefault(holder, []).append((key, stance))
    return _ordered([case.person(who, stances=rows) for who, rows in evidence.items()])


def _opposed(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """Whom the persons named are for or against; one of them where the question names one. The passages tell it."""
    wanted = {p.name for p in case.whom(asked.topic)} if asked.topic else None
    rows = case.store.findings_of(Stance, case.aliases(names))
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
            and (wanted is None or case.canonical(s.target) in wanted)
        ]
        if mine:
            found.append(case.person(person.name, stances=mine))
    return _ordered(found)


# ---- what was said ----


def _sayings(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """What the persons named are quoted as saying or say in their own texts, about something where that is asked."""
    about = _about(asked.topic, case) if asked.topic else []
    found = []
    for person in names:
        rows = [
            (key, s)
            for key, s in case.store.findings_of(Statement, person.aliases)
            if s.quotation.mode != "report" and (not about or _speaks_of(s, about)) and case.within(s.said)
        ]
        rows = sorted(rows, key=lambda r: (edtf.order(r[1].said), r[0], r[1].quotation.spans))[:_MOST_SAID]
        own = _own_passages(person, about, case) if about else []
        if rows or own:
            found.append(case.person(person.name, said=rows, own=own))
    return _ordered(found)


def _with_voices(
    people: Sequence[AnswerPerson], office: Office, names: Sequence[Person], asked: Understood, case: Case
) -> list[AnswerPerson]:
    """The people with what is told of their office without a name; their own only where one person held it then."""
    about = _about(asked.topic, case) if asked.topic else []
    rows = [(k, s) for k, s in holders.voices(office, case) if not about or _speaks_of(s, about)]
    if not rows:
        return list(people)
    if len(names) != 1 or not asked.limit:
        return _ordered([*people, case.person(asked.person or "", said=rows)])
    own = next((p for p in people if p.who == names[0].name), None)
    made = case.person(names[0].name, said=rows)
    statements = (*(own.statements if own else ()), *made.statements)
    return _ordered(
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


def _spoken(asked: Understood, names: Sequence[Person], case: Case) -> list[AnswerPerson]:
    """When the persons named spoke: their dated statements."""
    return [p for p in _sayings(asked, names, case) if p.when]


_PEOPLE = {
    "against": _sided,
    "for": _sided,
    "opposed": _opposed,
    "said": _sayings,
    "fate": biography.fates,
    "when": biography.fates,
    "dates": _spoken,
    "about": biography.known,
}


def _ordered(people: Iterable[AnswerPerson]) -> list[AnswerPerson]:
    return sorted(
        people, key=lambda p: (edtf.order(p.when[0] if p.when else None), -len(p.statements) - len(p.passages), p.who)
    )
