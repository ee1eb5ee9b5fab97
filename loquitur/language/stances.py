"""Who is for or against whom, as told by a passage.

Two ways. A report tells it: "Lenin and Trotsky spoke out", "the first to denounce X was Y. And the second was Z.", "took
X to task", "called him a tyrant". Or somebody's own words show it (`judged.py`). Whom "he" and "it" mean, and dates,
carry over within a few paragraphs, and say so. Negated, asked, supposed and denied reports give no stance: to put a
person on the wrong side is the error to avoid.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from loquitur.language.deeds import doubts
from loquitur.language.deeds.acts import Clause, Doer
from loquitur.language.people import Roll
from loquitur.language.reference import actors
from loquitur.language.reference.bearings import Ground
from loquitur.language.sentences.predicates import supposed
from loquitur.language.sentences.prose import Sentence
from loquitur.language.sides import cues, judged, leanings, lists, sections, untold, voiced
from loquitur.language.sides.lists import Memory
from loquitur.language.sides.sidewords import sides
from loquitur.language.words import lexicon
from loquitur.language.words.known import known
from loquitur.model import Date, Dating, Document, Fate, Span, Stance, Statement

__all__ = ["find"]

_NEAR = 6
"""How many paragraphs the person carries over of whom a passage speaks."""


def find(
    doc: Document,
    text: Sequence[Sentence],
    who: Roll,
    statements: Sequence[Statement],
    dates: Sequence[Date],
    dating: Dating,
    fates: Sequence[Fate] = (),
    judge: leanings.Judge | None = None,
    about: str | None = None,
) -> tuple[Stance, ...]:
    """Every stance that the document tells or shows, in the order of the text; `judge` comes before the linear model.

    `about` is what the document is about, where that is known.
    """
    quoted = [s for st in statements if st.quotation.mode == "direct" for s in st.quotation.spans]
    ground = Ground(doc, text, actors.widened(who, doc, text), quoted, dates)
    memory = Memory(about=about)
    told = [
        replace(s, when=dating.said, when_basis=dating.basis) if s.holder == ground.own and s.when is None else s
        for s in _reports(ground, memory)
    ]
    memory.close(len(text))
    told += lists.punished(ground, memory, fates, told)
    told += voiced.find(ground, statements)
    told += _agreeing(sections.find(ground, statements), told)
    told += lists.by_name(ground, told)
    found = [*told, *judged.find(ground, statements, dating), *leanings.find(ground, judge)]
    kept: dict[tuple[str, str, str, Span], Stance] = {}
    for stance in found:
        key = (stance.holder, stance.target, stance.side, stance.span)
        former = kept.get(key)
        undated = former is None or (
            (former.when is None or former.when_basis == lists.CARRIED) and stance.when is not None
        )
        if undated and not _same(stance.holder, stance.target) and not _is_writing(stance.holder, ground):
            kept[key] = stance
    return tuple(sorted(kept.values(), key=lambda s: (s.span, s.holder, s.target)))


def _agreeing(more: Iterable[Stance], told: Sequence[Stance]) -> list[Stance]:
    """Those of whom nothing else is told: a heading is weaker than a sentence."""
    known = {(s.holder, s.target) for s in told}
    return [s for s in more if (s.holder, s.target) not in known]


def _is_writing(holder: str, ground: Ground) -> bool:
    """Whether a holder is a law or a writing, which takes nobody's side itself: "a Royal Decree denouncing X"."""
    return ground.who.kinds.get(holder) == "organisation" and holder.split()[-1].lower() in _writings()


@cache
def _writings() -> frozenset[str]:
    heads = known().heads
    return heads["things"] - heads["organisations"] - heads["papers"]


def _same(one: str, other: str) -> bool:
    return one == other or one.split()[-1].lower() == other.split()[-1].lower()


def _reports(ground: Ground, memory: Memory) -> Iterator[Stance]:
    for number, sentence in enumerate(ground.sentences):
        if ground.doc.blocks[sentence.block].kind in ("heading", "caption"):
            memory.close(number)
            _headed(ground, number, memory)
            yield from _listed(Clause(ground, number), memory)
            continue
        if ground.doc.text.startswith("|", ground.doc.blocks[sentence.block].span.start):
            continue  # the cells of a table are no sentences
        clause = Clause(ground, number)
        yield from _listed(clause, memory)
        yield from _dated_later(clause, memory)
        yield from lists.goes_on(clause, memory)
        for cue in cues.find(clause, _recent(clause, memory)):
            lists.announce(clause, max(cue.at, -cue.at - 1), cue.targets, cue.side, memory)
            if cue.targets and (cue.doer is None or cue.doer.names):
                memory.target, memory.block = cue.targets[0], sentence.block
            yield from _told(clause, cue, memory)


def _listed(clause: Clause, memory: Memory) -> Iterator[Stance]:
    """Who stands on the lines below a sentence or heading that tells a side."""
    if lists.opens(clause):
        for cue in cues.find(clause, _recent(clause, memory)):
            act = clause.act(max(cue.at, -cue.at - 1))
            if cue.targets and not act.negated and not (cue.doer and cue.doer.nobody):
                yield from lists.below(clause, cue.targets[0], cue.side)
                return


def _dated_later(clause: Clause, memory: Memory) -> Iterator[Stance]:
    """ "That was in 1931" dates what the sentence before told."""
    opening = clause.text[clause.sentence.span.start : clause.sentence.span.start + 60]
    told = re.match(
        r"(?:That|This|It|All this) (?:was|happened|took place|came)\b|(?:In|On) [^,.;]{4,24},? (?:he|she|they) ",
        opening,
    )
    if not memory.undated or not told:
        memory.undated = [s for s in memory.undated if clause.number - s[0] < 1]
        return
    date = clause.ground.date(clause.number, clause.sentence.span.start)
    for number, stance in memory.undated:
        if date and clause.number - number == 1:
            memory.dates[stance.target] = str(date.edtf), clause.number
            yield replace(stance, when=date.edtf, when_basis=f"in the next sentence: {date.basis}")
    memory.undated = []


def _headed(ground: Ground, number: int, memory: Memory) -> None:
    """Somebody whom a heading names is of whom the passage speaks."""
    named = [m for m in ground.mentions(number) if m.kind == "person"]
    if len({ground.who.name(m.name) for m in named}) == 1:
        memory.target, memory.block = ground.who.name(named[0].name), ground.sentences[number].block


def _recent(clause: Clause, memory: Memory) -> str | None:
    return memory.target if clause.sentence.block - memory.block <= _NEAR else memory.about or clause.ground.topic


def _told(clause: Clause, cue: cues.Cue, memory: Memory) -> Iterator[Stance]:
    at = cue.at if cue.at >= 0 else -cue.at - 1
    act = clause.act(at)
    listed = _first(clause, at)
    urged = act.governor is not None and clause.row[act.governor].lower in sides().urging
    willed = act.governor is not None and clause.row[act.governor].lower in sides().willing
    willed = willed or (act.supposed and _announced(clause, at))
    if cue.at >= 0 and (act.negated or (act.supposed and not listed and not urged and not willed)):
        return
    if willed and act.governor is not None and not clause.act(act.governor).real:
        return
    affirmed = voiced.affirmed(clause, at) if clause.asked else None
    for_another_reason = {"not", "because"} <= {w.lower for w in clause.row[max(0, act.start - 4) : act.start]}
    if (
        (clause.asked and not affirmed)
        or clause.conditional(at)
        or clause.rumoured(at)
        or doubts.doubted(clause, at)
        or untold.taken_back(clause, at)
        or for_another_reason
    ):
        return
    if urged and act.governor is not None:
        if not clause.act(act.governor).real or clause.act(act.governor).passive:
            return
        listed = listed or clause.doer(act.governor)
    doer = Doer((affirmed,), at, "name") if affirmed else listed or cue.doer or clause.doer(at)
    if doer.nobody or not cue.targets:
        return
    date = clause.ground.date(clause.number, clause.row[at].start)
    if (not doer.names and clause.doer(at).nobody) or untold.is_kins(clause, doer):
        return
    for target in cue.targets:
        when, basis = lists.dated(date, target, clause, memory)
        memory.listed = (target, cue.side, clause.number) if doer.names else memory.listed
        for holder in (*doer.names, *(lists.likewise(clause, at) if doer.names else ())):
            if holder not in cue.targets:
                reason = f"report: {clause.row[at].lower if cue.word == 'bare' else cue.word}"
                made = Stance(holder, target, cue.side, clause.sentence.span, when, basis, None, cue.confidence, reason)
                if listed and clause.row[1].lower == "first":
                    memory.counted = target, cue.side, 1
                if when is None or basis == lists.CARRIED:
                    memory.undated.append((clause.number, made))
                yield made


def _announced(clause: Clause, at: int) -> bool:
    """Whether somebody says that he will do it: "declared that he would vote against X", with no "if"."""
    row, doer = clause.row, clause.doer(at)
    if doer.form != "pronoun" or doer.start < 2 or any(w.lower in supposed()["words"] | {"until"} for w in row):
        return False
    told = doer.start - (2 if row[doer.start - 1].lower == "that" else 1)
    says = told > 0 and row[told].lower in lexicon().speech and clause.verbish(told) and clause.act(told).real
    modal = {w.lower for w in row[doer.start + 1 : at]} & {"would", "will", "should", "shall"}
    return says and bool(modal) and clause.doer(told).names == doer.names


def _first(clause: Clause, i: int) -> Doer | None:
    """Who stands behind "… was" where the sentence opens "The first to …", "The man they defied was …"."""
    row = clause.row
    if not (len(row) > 3 and row[0].lower == "the" and i < 10):
        return None
    if row[1].lower not in ("first", "second", "third", "next", "last", "only"):
        return None
    for k in range(len(row) - 2, i, -1):
        if row[k].lower in ("was", "were", "is"):
            found = clause.objects(k + 1)
            return Doer(tuple(found), k + 1, "name") if found else None
    return None
