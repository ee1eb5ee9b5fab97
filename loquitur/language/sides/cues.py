"""The words of a clause that tell of a side, with those they are against or for.

Verbs with their object ("denounced X"), phrases ("took X to task"), "against" with whatever governs it, what is refused or
demanded ("his removal"), nouns of such acts ("her attack on X"), names given ("called X a tyrant"). `recent` is of whom the
passage speaks: whom "his rule" and a bare "spoke out" are against. Where a word can tell something else nobody is named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loquitur.language.deeds import fatewords
from loquitur.language.deeds.acts import Clause, Doer
from loquitur.language.deeds.verbgroups import BE, HARD, SET_OFF
from loquitur.language.sentences.denials import NOT
from loquitur.language.sentences.predicates import doings, supposed
from loquitur.language.sentences.prose import base
from loquitur.language.sides import met, naming, refused, roles
from loquitur.language.sides.roles import Cue
from loquitur.language.sides.sidewords import SIDES, Sides, sides
from loquitur.language.words import lexicon
from loquitur.model import Side

__all__ = ["Cue", "find"]

_FREE = frozenset("and but in at on when from again too also openly publicly there then or".split())  # noqa: SIM905
"""What may stand behind a verb without an object."""
_BEING = frozenset({"was", "were", "is", "are", "became", "become", "remained"})
_TURNED_BY = 5
"""How many words may stand between "warned" and "against": "warned his colleagues against X"."""
_THIS = frozenset({"his", "her", "their", "this", "that", "these", "those", "such"})


def find(clause: Clause, recent: str | None) -> Iterator[Cue]:
    """What the words of a clause tell, in order."""
    told, taken = sides(), False
    for i, word in enumerate(clause.row):
        lower = word.lower
        if lower in BE and (being := _being(clause, i, recent)):
            yield being
            continue
        if lower == "against":
            cue = _against(clause, i, recent)
            if cue:
                taken = True
                yield cue
            continue
        if lower.startswith(("anti-", "pro-")):
            yield from roles.leaning(clause, i)
        if i in clause.at:
            continue
        if lower not in told.forms:
            continue
        through = _through(clause, i) if lower.endswith("ing") else None
        for cue in _at(clause, i, told, recent):
            if through and cue.at == i:
                cue = replace(cue, doer=through)
            if cue.word == "bare" and (taken or any(w.lower == "against" for w in clause.row[i : i + 9])):
                continue
            yield cue
            break


def _through(clause: Clause, i: int) -> Doer | None:
    """Who writes, moves or stands for what opposes something: "wrote a letter opposing X", "ran on a platform opposing X"."""
    row, told = clause.row, sides()
    if clause.act(i).start == i and i > 3 and i - 1 in clause.at:
        k = i - 1
        while k and clause.at.get(k - 1) is clause.at[i - 1]:
            k -= 1
        wrote = k > 1 and row[k - 1].lower == "to" and row[k - 2].lower in lexicon().speech and clause.act(k - 2).real
        return clause.doer(k - 2) if wrote else None  # "wrote to Cole denouncing X"
    if clause.act(i).start != i or i < 2 or base(row[i - 1]) not in lexicon().utterance | told.motions | told.platforms:
        return None
    v = next((k for k in range(i - 2, max(-1, i - 9), -1) if clause.verbish(k) and k not in clause.at), None)
    if v is None or any(SET_OFF.search(clause.gap(k)) or HARD.search(clause.gap(k)) for k in range(v, i)):
        return None
    act = clause.act(v)
    stood = base(row[i - 1]) in told.platforms and "on" in {w.lower for w in row[v:i]}
    made = row[v].lower in told.speaking | set(told.moving) and not act.passive
    return clause.doer(v) if act.real and (stood or made) else None


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
    if verb and (lower in told.naming or lower in told.naming_as):
        yield from naming.named(clause, i, recent)
    for side in SIDES:
        bare = told.bare if recent and _is_person(clause, recent) else told.voting
        for phrase in bare[side].get(lower, ()) if verb and recent else ():
            fit = clause.fits(i, phrase)
            active = not clause.act(i).passive and clause.doer(i).form != "first"
            if fit and recent and active and _ends(clause, fit[0]):
                yield Cue(i, side, (recent,), None, "bare", 65)
    if verb and lower in told.demands and told.removal & {w.lower for w in clause.row[i + 1 : i + 5]}:
        behind = next(k for k in range(i + 1, i + 5) if clause.row[k].lower in told.removal)
        yield Cue(i, "against", tuple(_removed(clause, i, behind, recent)), None, lower, 75)
    if verb and lower in told.demands and told.rescue & {w.lower for w in clause.row[i + 1 : i + 6]}:
        behind = next(k for k in range(i + 1, i + 6) if clause.row[k].lower in told.rescue)
        yield Cue(i, "for", tuple(_removed(clause, i, behind, recent)), None, lower, 70)
    if verb and (lower in told.wanting or lower in told.wanted or lower in told.moving):
        yield from naming.wanted(clause, i, recent)
    if lower in told.undoing and clause.act(i).governor is not None:
        yield _plain(clause, i, "against", recent)
    for side in SIDES:
        if lower in told.object[side] and verb and not _owned(clause, i):
            yield _plain(clause, i, side, recent)
    if (lower in told.submission or lower in told.carrying) and verb:
        yield from refused.refused(clause, i, recent)
    if lower in ("sooner", "rather"):
        yield from refused.sooner(clause, i, recent)
    for side in SIDES:
        if lower in told.nouns[side]:
            yield from roles.noun(clause, i, side, recent)
        if lower in told.agents[side]:
            yield from roles.agent(clause, i, side, recent)
        if lower in told.voters[side]:
            yield from roles.voters(clause, i, side, recent)
    if lower in told.opposing:
        yield from met.opposition(clause, i)
    if lower in told.received["against"] or lower in told.received["for"]:
        yield from met.received(clause, i)


def _being(clause: Clause, i: int, recent: str | None) -> Cue | None:
    """ "was for X", "is firmly against it", "had always been in favour of X"."""
    k = i
    while k + 1 < len(clause.row) and (_passing(clause.row[k + 1].lower) or clause.row[k + 1].lower in ("all", "both")):
        k += 1
    if any(w.lower in supposed()["never"] | fatewords.words().doubted for w in clause.row[i + 1 : k + 1]):
        return None
    for side in SIDES:
        for phrase in sides().being[side]:
            next_to = k + 1 < len(clause.row) and clause.row[k + 1].lower in (phrase.following[0] or ())
            fit = clause.fits(k, phrase) if next_to else None
            free = (fit[1] or fit[0]) if fit else k
            targets = clause.objects(free, clause.doer(i).names, recent) if fit else []
            if targets and not _is_predicate(clause, free):
                return Cue(i, side, tuple(targets), None, " ".join(w.lower for w in clause.row[i:free]), 70)
    return None


def _is_predicate(clause: Clause, k: int) -> bool:
    """Whether what somebody is stands behind the one named from a word on: "was for Crewe a riddle"."""
    while k + 1 < len(clause.row) and (k in clause.at and k + 1 in clause.at):
        k += 1
    behind = clause.row[k + 1].lower if k + 1 < len(clause.row) and clause.gap(k).isspace() else ""
    return behind in lexicon().closed["determiners"] | {"what"}


def _is_person(clause: Clause, name: str) -> bool:
    return clause.ground.who.kinds.get(name) == "person"


def _ends(clause: Clause, k: int) -> bool:
    """Whether nothing that could be an object stands behind a word."""
    if k + 1 >= len(clause.row) or re.search(r"[,.;:!?)]", clause.gap(k)):
        return True
    return clause.row[k + 1].lower in _FREE


def _evil(clause: Clause, i: int) -> bool:
    """Whether what is done by somebody who rules stands behind a word: "his tyranny", "these crimes"."""
    row = clause.row
    if i + 2 >= len(row) or row[i + 1].lower not in _THIS:
        return False
    return any(w.lower in sides().evils for w in row[i + 2 : i + 4])


def _owned(clause: Clause, i: int) -> bool:
    return i > 0 and clause.row[i - 1].lower.endswith("'s")


def _plain(clause: Clause, i: int, side: Side, recent: str | None) -> Cue:
    """A verb with its object; in the passive its agent and its subject."""
    act, row = clause.act(i), clause.row
    done = i + 1 < len(row) and row[i + 1].lower == "by" and row[i].lower.endswith("ed") and act.start == i
    if act.passive or done:
        by = naming.agent_at(clause, i)
        agent = Doer(tuple(clause.objects(by + 1)), by, "name") if by is not None else Doer()
        return Cue(i, side, clause.doer(i).names or (_same_subject(clause, i) if done else ()), agent, row[i].lower, 70)
    doer = clause.doer(i)
    targets = clause.objects(i + 1, doer.names, recent) if _takes_object(clause, i) else []
    if not targets:
        targets = _cleft(clause, i) or _before(clause, doer)
    if not targets and side == "against" and (kept := roles.lost(clause, i + 1)):
        return Cue(i, "for", kept, doer, f"{row[i].lower} the loss of", 65)
    if not targets and side == "against" and recent and recent not in doer.names and _evil(clause, i):
        return Cue(i, side, (recent,), doer, f"{row[i].lower} …", 55)
    return Cue(i, side, tuple(targets), doer, row[i].lower, 75)


def _same_subject(clause: Clause, i: int) -> tuple[str, ...]:
    """The subject of the passive verb before: "was supported by X; but opposed by Y"."""
    if i < 2 or clause.row[i - 1].lower not in ("but", "and", "though", "while"):
        return ()
    v = next(
        (k for k in range(i - 2, -1, -1) if clause.act(k).passive and clause.verbish(k) and k not in clause.at), None
    )
    return clause.doer(v).names if v is not None else ()


def _takes_object(clause: Clause, i: int) -> bool:
    """Whether what follows an active verb is its object, and the object is who it is against or for.

    Not a participle ("people accused of crimes"), an address ("Welcome, Mr. Hale"), an act that is named for itself
    ("opposed killing X", "opposed X taking office"), a call ("challenged X to debate").
    """
    row = clause.row
    if i + 1 >= len(row) or SET_OFF.search(clause.gap(i)):
        return False
    behind = [w.lower for w in row[i + 1 : i + 9]]
    if row[i].lower.endswith("ed") and behind[0] in ("of", "by") and clause.act(i).start == i:
        return False
    if (
        row[i].lower == "back"
        and i
        and clause.act(i).start == i
        and i - 1 not in clause.at
        and not _pronoun(row[i - 1].lower)
    ):
        return False
    if behind[0].endswith("ing") and i + 1 not in clause.at and behind[0] not in doings():
        return False
    last = max((k for k in range(i + 1, min(len(row), i + 9)) if k in clause.at), default=None)
    after = row[last + 1].lower if last is not None and last + 1 < len(row) else ""
    if after.endswith("ing") and last is not None and clause.gap(last).isspace():
        return False
    return not (row[i].lower.startswith(("challeng", "dar")) and after == "to")


def _pronoun(word: str) -> bool:
    return word in lexicon().closed["pronouns"] or word in ("who", "and", "i", "we", "they", "he", "she")


def _before(clause: Clause, doer: Doer) -> list[str]:
    """What stands before a relative clause: "the bill, which Y had opposed"; not "the clause of the bill which Y opposed"."""
    k = doer.start - 1
    if k < 1 or clause.row[k].lower not in ("which", "that", "whom") or k - 1 not in clause.at:
        return []
    first = k - 1
    while first and clause.at.get(first - 1) is clause.at[k - 1]:
        first -= 1
    part_of = any(w.lower in ("of", "in", "to") for w in clause.row[max(0, first - 2) : first])
    if part_of and "," not in clause.gap(k - 1):
        return []
    word = clause.row[k - 1]
    return [clause.ground.who.name(clause.at[k - 1].name)] if base(word) == word.lower else []


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
            return clause.meant(row[k], clause.doer(i).names, recent)
    return []


def _against(clause: Clause, i: int, recent: str | None) -> Cue | None:
    """ "against" with whatever governs it: "raised his voice against X", "X's war against Y"."""
    told, row = sides(), clause.row
    act = i and row[i - 1].lower in told.nouns["against"]
    if act and any(w.lower in NOT | {"neither", "nor"} for w in row[max(0, i - 12) : i]):
        return None  # "I never heard her say a word against him"
    if gone := roles.against_loss(clause, i):
        return gone
    targets = clause.objects(i + 1, (), recent)
    if targets and act and (given := roles.of_others(clause, i, targets)):
        return given
    if not targets:
        named = act and row[i + 1].lower == "it" if i + 1 < len(row) else False
        if not (recent and _is_person(clause, recent) and (named or _evil(clause, i))):
            return None
        targets = [recent]
    for v in range(i - 1, max(-1, i - 13), -1):
        lower, away = row[v].lower, i - 1 - v
        if re.search(r"[;:]|\n\s*\n", clause.gap(v)) or lower in NOT | {"any", "little", "nothing", "neither", "nor"}:
            return None
        if act and lower.endswith("'s") and (owner := clause.mention(v)):
            name = clause.ground.who.name(owner.name)
            return Cue(v, "against", tuple(targets), Doer((name,), v, "name"), "against", 70)
        if not clause.verbish(v) or lower == "to" or _is_with_verb(clause, v):
            continue
        if act and lower in told.object["against"] and not _led(clause, v, i):
            return None  # "condemned the plot against X"
        if lower in told.leaving and act and row[i - 2].lower == "in" and clause.act(v).real:
            return Cue(v, "against", tuple(targets), None, "against", 70)  # "left the hall in protest against X"
        near = act or not away or all(_passing(w.lower) for w in row[v + 1 : i])
        if v + 2 < i and row[v + 1].lower == "by" and v and row[v - 1].lower in told.nouns["against"]:
            holders = clause.objects(v + 2)  # "the objections urged by Y against X"
            return Cue(-v - 1, "against", tuple(targets), Doer(tuple(holders), v + 2, "name"), "against", 65)
        near = near or (lower in told.turning and away < _TURNED_BY)
        if act and lower in _BEING and _leads(clause, v, i):
            return Cue(v, "against", tuple(targets), None, "against", 65)
        if act and _aside(clause, v, i):
            return None
        if lower in told.guarding or lower not in told.speaking | told.turning or not near:
            return None
        if not clause.act(v).passive:
            return Cue(v, "against", tuple(targets), None, "against", 75)
        by = naming.agent_at(clause, i)
        doer = Doer(tuple(clause.objects(by + 1)), by, "name") if by else Doer()
        return Cue(v, "against", tuple(targets), doer, "against", 70)
    return _moved_by(clause, i, targets) if act else None


def _is_with_verb(clause: Clause, v: int) -> bool:
    """Whether a word only makes one verb with the verb before it: "take part", "make war"."""
    before = clause.row[v - 1].lower if v else ""
    said = v > 0 and clause.verbish(v - 1) and v - 1 not in clause.at
    return said and before not in lexicon().closed["auxiliaries"] and base(clause.row[v]) == clause.row[v].lower


def _led(clause: Clause, v: int, i: int) -> bool:
    """Whether a preposition leads to what stands before a word: "protested in a speech against X"."""
    return any(w.lower in lexicon().closed["prepositions"] for w in clause.row[v + 1 : i])


def _aside(clause: Clause, v: int, i: int) -> bool:
    """Whether the verb is only about an act against somebody: "wrote on the leader of the campaign against X"."""
    inner = [w.lower for w in clause.row[v + 1 : i]]
    told = {"on", "about", "from", "over", "concerning"} & set(inner)
    return bool(told) or any(one in sides().leaders and behind == "of" for one, behind in pairwise(inner))


def _leads(clause: Clause, v: int, i: int) -> bool:
    """Whether somebody is the head of what is against somebody: "was the leader of the campaign against X"."""
    inner = [w.lower for w in clause.row[v + 1 : i]]
    return any(one in sides().leaders and behind == "of" for one, behind in pairwise(inner))


def _moved_by(clause: Clause, i: int, targets: Sequence[str]) -> Cue | None:
    """ "The motion against X was moved by Y", "a petition against X, which had been signed by Y and Z"."""
    for v in range(i + 1, min(len(clause.row), i + 12)):
        if HARD.search(clause.gap(v - 1)):
            return None
        if clause.verbish(v) and v not in clause.at and clause.row[v].lower not in lexicon().closed["auxiliaries"]:
            by = naming.agent_at(clause, v)
            named = clause.objects(by + 1) if by is not None else []
            made = clause.row[v].lower in sides().speaking | set(sides().moving) and clause.act(v).passive
            return (
                Cue(v, "against", tuple(targets), Doer(tuple(named), by or v, "name"), "against", 65)
                if made and named
                else None
            )
    return None


def _passing(word: str) -> bool:
    """Whether a word may stand between a verb and its "against"."""
    return word in lexicon().closed["adverbs"] or word in ("out", "up", "so", "home") or word.endswith("ly")
