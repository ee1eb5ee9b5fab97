"""Who is for or against whom, as told by a passage.

Two ways. A report tells it: "Lenin and Trotsky spoke out", "the first to denounce X was Y. And the second was Z.", "took
X to task", "called him a tyrant". Or somebody's own words show it (`judged.py`). Whom "he" and "it" mean, and dates,
carry over within a few paragraphs, and say so. Negated, asked, supposed and denied reports give no stance: to put a
person on the wrong side is the error to avoid.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loquitur.language import judged, leanings, lists, voiced
from loquitur.language.acts import Clause, Doer
from loquitur.language.bearings import Ground
from loquitur.language.lists import Memory
from loquitur.language.people import Roll
from loquitur.language.prose import Sentence
from loquitur.language.sides import SIDES, Sides, sides
from loquitur.language.words import lexicon
from loquitur.model import Date, Dating, Document, Fate, Side, Span, Stance, Statement

__all__ = ["find"]

_NEAR = 6
"""How many paragraphs the person carries over of whom a passage speaks."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells of a stance."""

    at: int
    """The verb whose subject holds it."""
    side: Side
    targets: tuple[str, ...]
    doer: Doer | None
    """Who holds it, where that is not the verb's subject."""
    word: str
    confidence: int


def find(
    doc: Document,
    text: Sequence[Sentence],
    who: Roll,
    statements: Sequence[Statement],
    dates: Sequence[Date],
    dating: Dating,
    fates: Sequence[Fate] = (),
) -> tuple[Stance, ...]:
    """Every stance that the document tells or shows, in the order of the text."""
    quoted = [s for st in statements if st.quotation.mode == "direct" for s in st.quotation.spans]
    ground = Ground(doc, text, who, quoted, dates)
    memory = Memory()
    told = [
        replace(s, when=dating.said, when_basis=dating.basis) if s.holder == ground.own and s.when is None else s
        for s in _reports(ground, memory)
    ]
    memory.close(len(text))
    told += lists.punished(ground, memory, fates, told)
    told += voiced.find(ground, statements, _cues)
    told += lists.by_name(ground, told)
    found = [*told, *judged.find(ground, statements, dating), *leanings.find(ground)]
    kept: dict[tuple[str, str, str, Span], Stance] = {}
    for stance in found:
        key = (stance.holder, stance.target, stance.side, stance.span)
        former = kept.get(key)
        undated = former is None or (
            (former.when is None or former.when_basis == lists.CARRIED) and stance.when is not None
        )
        if undated and not _same(stance.holder, stance.target):
            kept[key] = stance
    return tuple(sorted(kept.values(), key=lambda s: (s.span, s.holder, s.target)))


def _same(one: str, other: str) -> bool:
    return one == other or one.split()[-1].lower() == other.split()[-1].lower()


def _reports(ground: Ground, memory: Memory) -> Iterator[Stance]:
    for number, sentence in enumerate(ground.sentences):
        if ground.doc.blocks[sentence.block].kind in ("heading", "caption"):
            memory.close(number)
            _headed(ground, number, memory)
            continue
        clause = Clause(ground, number)
        yield from _dated_later(clause, memory)
        yield from lists.goes_on(clause, memory)
        for cue in _cues(clause, memory):
            lists.announce(clause, max(cue.at, -cue.at - 1), cue.targets, cue.side, memory)
            if cue.targets and (cue.doer is None or cue.doer.names):
                memory.target, memory.block = cue.targets[0], sentence.block
            yield from _told(clause, cue, memory)


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
    return memory.target if clause.sentence.block - memory.block <= _NEAR else clause.ground.topic


def _cues(clause: Clause, memory: Memory) -> Iterator[Cue]:
    told, recent, taken = sides(), _recent(clause, memory), False
    for i, word in enumerate(clause.row):
        lower = word.lower
        if lower == "against":
            cue = _against(clause, i, recent)
            if cue:
                taken = True
                yield cue
            continue
        if lower not in told.forms:
            continue
        for cue in _at(clause, i, told, recent):
            if cue.word == "bare" and (taken or any(w.lower == "against" for w in clause.row[i : i + 9])):
                continue
            yield cue
            break


def _at(clause: Clause, i: int, told: Sides, recent: str | None) -> Iterator[Cue]:
    """What the word at a place can tell, the most special reading first."""
    lower = clause.row[i].lower
    verb = clause.verbish(i) or i == 0
    for side in SIDES:
        for phrase in told.phrases[side].get(lower, ()) if verb else ():
            fit = clause.fits(i, phrase)
            if fit:
                doer = clause.doer(i)
                targets = clause.objects(fit[1] or fit[0], doer.names, recent)
                yield Cue(i, side, tuple(targets), doer, lower, 75)
    if verb and lower in told.naming:
        yield from judged.named(clause, i, recent)
    for side in SIDES:
        for phrase in told.bare[side].get(lower, ()) if verb else ():
            if recent and clause.fits(i, phrase):
                yield Cue(i, side, (recent,), None, "bare", 65)
    if verb and lower in told.demands and told.removal & {w.lower for w in clause.row[i + 1 : i + 5]}:
        behind = next(k for k in range(i + 1, i + 5) if clause.row[k].lower in told.removal)
        yield Cue(i, "against", tuple(_removed(clause, i, behind, recent)), None, lower, 75)
    for side in SIDES:
        if lower in told.object[side] and verb and not _owned(clause, i):
            yield _plain(clause, i, side, recent)
    if (lower in told.submission or lower in told.carrying) and verb:
        yield from _refused(clause, i, recent)
    if lower in ("sooner", "rather") and recent:
        yield from _sooner(clause, i, recent)
    for side in SIDES:
        if lower in told.nouns[side]:
            yield from _noun(clause, i, side, told, recent)
        if lower in told.agents[side]:
            yield from _agent(clause, i, side, recent)


def _owned(clause: Clause, i: int) -> bool:
    return i > 0 and clause.row[i - 1].lower.endswith("'s")


def _plain(clause: Clause, i: int, side: Side, recent: str | None) -> Cue:
    """A verb with its object; in the passive its agent and its subject."""
    act, row = clause.act(i), clause.row
    if act.passive:
        by = next((k for k in range(i + 1, min(len(row), i + 7)) if row[k].lower == "by"), None)
        agent = Doer(tuple(clause.objects(by + 1)), by, "name") if by is not None else Doer()
        return Cue(i, side, clause.doer(i).names, agent, row[i].lower, 70)
    doer = clause.doer(i)
    targets = clause.objects(i + 1, doer.names, recent)
    if not targets:
        targets = _cleft(clause, i)
    evil = {w.lower for w in row[i + 1 : i + 5]} & sides().evils
    if not targets and side == "against" and recent and recent not in doer.names and evil:
        return Cue(i, side, (recent,), doer, f"{row[i].lower} …", 55)
    return Cue(i, side, tuple(targets), doer, row[i].lower, 75)


def _cleft(clause: Clause, i: int) -> list[str]:
    """ "The man they defied was X": the object stands behind the verb "to be"."""
    row = clause.row
    opens = (
        len(row) > 3
        and row[0].lower == "the"
        and row[1].lower in lexicon().names["persons"] | {"one", "ruler", "tyrant"}
    )
    if not opens or i + 2 >= len(row) or row[i + 1].lower not in ("was", "is"):
        return []
    return clause.objects(i + 2)


def _removed(clause: Clause, i: int, behind: int, recent: str | None) -> list[str]:
    """Whose removal is demanded: "the resignation of X", "his removal", "X's arrest"."""
    row = clause.row
    owner = clause.objects(behind + 2, (), recent) if behind + 1 < len(row) and row[behind + 1].lower == "of" else []
    if owner:
        return owner
    for k in range(i + 1, behind):
        found = clause.mention(k)
        if found and row[k].lower.endswith(("'s", "s'")):
            return [clause.ground.who.name(found.name)]
        if row[k].lower in ("his", "her"):
            return [recent] if recent else clause.ground.pronoun(row[k], clause.doer(i).names)
    return []


def _against(clause: Clause, i: int, recent: str | None) -> Cue | None:
    """ "against" with whoever governs it: "raised his voice against X", "X's war against Y"."""
    told, row = sides(), clause.row
    targets = clause.objects(i + 1, (), recent)
    if not targets:
        behind = {w.lower for w in row[i + 1 : i + 5]}
        if not (recent and (behind & told.evils or behind & {"it", "them"})):
            return None
        targets = [recent]
    for v in range(i - 1, max(-1, i - 13), -1):
        if re.search(r"[;:]|\n\s*\n", clause.gap(v)):
            return None
        lower = row[v].lower
        if lower.endswith("'s") and clause.mention(v) and row[i - 1].lower in told.nouns["against"]:
            name = clause.ground.who.name(clause.mention(v).name)  # type: ignore[union-attr]
            return Cue(v, "against", tuple(targets), Doer((name,), v, "name"), "against", 70)
        if not clause.verbish(v) or lower in ("to",):
            continue
        if lower in told.guarding:
            return None
        if lower in told.speaking:
            act = clause.act(v)
            if act.passive:
                by = next((k for k in range(i + 1, min(len(row), i + 9)) if row[k].lower == "by"), None)
                doer = Doer(tuple(clause.objects(by + 1)), by, "name") if by else Doer()
                return Cue(v, "against", tuple(targets), doer, "against", 70)
            return Cue(v, "against", tuple(targets), None, "against", 75)
    return None


def _refused(clause: Clause, i: int, recent: str | None) -> Iterator[Cue]:
    """ "refused to serve X", "would never own him": what is refused shows the other side."""
    act, row = clause.act(i), clause.row
    carrying = row[i].lower in sides().carrying
    if carrying and not any(w.lower in sides().orders for w in row[i + 1 : i + 5]):
        return
    refuses = act.governor is not None and row[act.governor].lower in sides().refusing
    never = act.negated and any(w.lower in ("would", "could", "will") for w in row[act.start : i])
    if not (refuses or never) or act.passive:
        return
    doer = clause.doer(act.governor if refuses and act.governor is not None else i)
    targets = clause.objects(i + 1, doer.names, recent) or _within(clause, i)
    if not targets and carrying and recent and recent not in doer.names:
        targets = [recent]
    yield Cue(-i - 1, "against", tuple(targets), doer, f"refused to {row[i].lower}", 65)


def _sooner(clause: Clause, i: int, recent: str) -> Iterator[Cue]:
    """ "would sooner be recalled than sign it": what somebody shuns shows the other side."""
    row, told = clause.row, sides()
    than = next((k for k in range(i + 1, min(len(row) - 1, i + 10)) if row[k].lower == "than"), None)
    if than is None or i + 1 >= than or not i or row[i - 1].lower not in ("would", "had", "will", "'d"):
        return
    shunned = {w.lower for w in row[than + 1 : than + 5]}
    doer = clause.doer(i - 1)
    if shunned & (told.submission | told.carrying | {"put", "lend", "set"}) and recent not in doer.names:
        yield Cue(-i, "against", (recent,), doer, f"would {row[i].lower} … than", 60)


def _within(clause: Clause, i: int) -> list[str]:
    """The one person named behind a verb in its clause: "hang the portrait of X"."""
    end = next((k for k in range(i, len(clause.row) - 1) if re.search(r"[,;:.]", clause.gap(k))), len(clause.row) - 1)
    found = {clause.ground.who.name(m.name) for k in range(i + 1, min(end, i + 6) + 1) if (m := clause.mention(k))}
    return sorted(found) if len(found) == 1 else []


def _noun(clause: Clause, i: int, side: Side, told: Sides, recent: str | None) -> Iterator[Cue]:
    """ "his attack on X", "voiced support for X", "Y's criticism of X"."""
    row = clause.row
    if i + 1 >= len(row) or row[i + 1].lower not in told.nouns[side][row[i].lower]:
        return
    targets = clause.objects(i + 2, (), recent)
    for v in range(i - 1, max(-1, i - 7), -1):
        lower, named = row[v].lower, clause.mention(v)
        if re.search(r"[,;:.]", clause.gap(v)):
            return
        if lower.endswith("'s") and named:
            name = clause.ground.who.name(named.name)
            yield Cue(v, side, tuple(targets), Doer((name,), v, "name"), row[i].lower, 65)
            return
        if lower in ("his", "her") and v < i:
            yield Cue(
                v,
                side,
                tuple(targets),
                Doer(tuple(clause.ground.pronoun(row[v], targets)), v, "pronoun"),
                row[i].lower,
                60,
            )
            return
        if clause.verbish(v):
            if lower in told.speaking and not clause.act(v).passive:
                yield Cue(v, side, tuple(targets), None, row[i].lower, 65)
            return


def _agent(clause: Clause, i: int, side: Side, recent: str | None) -> Iterator[Cue]:
    """ "Y was a critic of X", "Y, an old opponent of X, …"."""
    row = clause.row
    if i + 1 >= len(row) or row[i + 1].lower not in ("of", "to") or not clause.gap(i).isspace():
        return
    targets = tuple(clause.objects(i + 2, (), recent))
    for k in range(i - 1, max(-1, i - 7), -1):
        lower = row[k].lower
        if lower in ("was", "is", "became", "remained", "were", "are", "been"):
            yield Cue(k, side, targets, None, row[i].lower, 65)
            return
        if "," in clause.gap(k):
            doer = clause.ending(k)
            if clause.mention(k) and doer.names:
                yield Cue(k, side, targets, doer, row[i].lower, 60)
            return
        if clause.verbish(k):
            return


def _told(clause: Clause, cue: Cue, memory: Memory) -> Iterator[Stance]:
    at = cue.at if cue.at >= 0 else -cue.at - 1
    act = clause.act(at)
    listed = _first(clause, at)
    urged = act.governor is not None and clause.row[act.governor].lower in sides().urging
    if cue.at >= 0 and (act.negated or (act.supposed and not listed and not urged)):
        return
    affirmed = voiced.affirmed(clause, at) if clause.asked else None
    if (clause.asked and not affirmed) or clause.conditional(at):
        return
    if urged and act.governor is not None:
        if not clause.act(act.governor).real or clause.act(act.governor).passive:
            return
        listed = listed or clause.doer(act.governor)
    doer = Doer((affirmed,), at, "name") if affirmed else listed or cue.doer or clause.doer(at)
    if doer.nobody or not cue.targets:
        return
    date = clause.ground.date(clause.number, clause.row[at].start)
    if not doer.names and clause.doer(at).nobody:
        return
    for target in cue.targets:
        when, basis = lists.dated(date, target, clause, memory)
        memory.listed = (target, cue.side, clause.number) if doer.names else memory.listed
        for holder in doer.names:
            if holder not in cue.targets:
                reason = f"report: {clause.row[at].lower if cue.word == 'bare' else cue.word}"
                made = Stance(holder, target, cue.side, clause.sentence.span, when, basis, None, cue.confidence, reason)
                if listed and clause.row[1].lower == "first":
                    memory.counted = target, cue.side, 1
                if when is None or basis == lists.CARRIED:
                    memory.undated.append((clause.number, made))
                yield made


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
