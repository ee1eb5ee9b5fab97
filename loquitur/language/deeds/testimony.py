"""Whose a testimony is, and which words say that somebody testified.

"His confession", "X's statement", "the deposition of X" are of their owner; else of whoever does the testifying. What says by
itself that somebody testified ("confessed", "swore") stands apart from what does so only under torture or interrogation
("named", "said"). Where the words can mean several people nobody is named.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from loquitur.language.deeds.acts import Clause, Doer
from loquitur.language.deeds.verbgroups import BE
from loquitur.language.reference.bearings import Ground
from loquitur.language.sentences.predicates import verb_forms
from loquitur.language.sentences.prose import Word, base
from loquitur.language.words import lexicon

__all__ = ["Told", "given", "telling", "testifies", "undone", "unnamed", "whose", "words"]

_NOBODY = frozenset({"nobody", "nothing", "none", "no"})


@dataclass(frozen=True, slots=True)
class Told:
    """Which words and patterns tell of a testimony and of its conditions, by kind of condition."""

    nouns: frozenset[str]
    sworn: frozenset[str]
    verbs: frozenset[str]
    reflexive: frozenset[str]
    made: frozenset[str]
    unless: frozenset[str]
    """What behind one of these makes it no testimony: "forced to declare war"."""
    telling: frozenset[str]
    """What is a testimony where it is done under torture or interrogation."""
    unwilling: frozenset[str]
    """Behind these an infinitive has not happened: "refused to sign"."""
    obtained: frozenset[str]
    onward: re.Pattern[str]
    reaching: re.Pattern[str]
    general: re.Pattern[str]
    """How a sentence begins that tells a rule: "Confessions made under torture are void"."""
    opposed: re.Pattern[str]
    """What stands before a condition that is only spoken against: "a petition against"."""
    words: Mapping[str, re.Pattern[str]]
    alone: Mapping[str, Sequence[re.Pattern[str]]]
    testimony: Mapping[str, frozenset[str]]
    infinitive: frozenset[str]


@cache
def words() -> Told:
    """The words of the data."""
    source = files("loquitur.language.words").joinpath("conditions-en.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(source)
    kinds = {name: part for name, part in data.items() if isinstance(part, dict)}
    return Told(
        _plural(data["nouns"]), _plural(data["sworn"]), verb_forms(data["verbs"]), verb_forms(data["reflexive"]),
        verb_forms(data["made"]), frozenset(data["unless"].split()), verb_forms(data["telling"]),
        verb_forms(data["unwilling"]), verb_forms(data["obtained"]),
        re.compile(rf"(?:{data['onward']})\b"), re.compile(data["reaching"]),
        re.compile(data["general"]), re.compile(rf"(?:{data['opposed']})$"),
        {k: re.compile("|".join(p["words"])) for k, p in kinds.items() if "words" in p},
        {k: [re.compile(one) for one in p["alone"]] for k, p in kinds.items() if "alone" in p},
        {k: verb_forms(p["testimony"]) for k, p in kinds.items() if "testimony" in p},
        verb_forms(kinds["coerced"]["infinitive"]),
    )  # fmt: skip


def _plural(words: str) -> frozenset[str]:
    listed = words.split()
    return frozenset(listed) | {w + "s" for w in listed} | {w[:-1] + "ies" for w in listed if w.endswith("y")}


def testifies(row: Sequence[Word], i: int) -> bool:
    """Whether a word says that somebody testified."""
    told, lower = words(), base(row[i])
    behind = row[i + 1].lower if i + 1 < len(row) else ""
    if lower in told.reflexive and lower not in told.verbs:
        return behind in ("himself", "herself", "themselves", "myself", "itself")
    return lower in told.sworn or lower in told.verbs or (lower in ("say", "said") and behind in ("it", "so"))


def undone(clause: Clause, i: int) -> bool:
    """Whether the verb at a place tells what was not done: "did not confess", "refused to sign", "had he retracted"."""
    act = clause.act(i)
    hangs = act.governor is not None and clause.row[act.governor].lower in words().unwilling
    verb = clause.verbish(i) or (i > 0 and clause.row[i - 1].lower == "to")
    return verb and (act.negated or hangs or clause.conditional(i))


def given(ground: Ground, number: int) -> list[int]:
    """The verbs that tell what somebody said, if not by themselves that he testified: "under torture he named Hill"."""
    told, clause = words(), Clause(ground, number)
    return [
        i
        for i, word in enumerate(clause.row)
        if word.lower in told.telling
        and clause.verbish(i)
        and clause.act(i).real
        and not clause.conditional(i)
        and not any(w.lower in _NOBODY for w in clause.row[i + 1 : i + 3])
    ]


def whose(ground: Ground, number: int, at: int, teller: str | None) -> str | None:
    """Whose testimony it is: "his confession", "X's statement", "the deposition of X"; else who does the testifying."""
    told, clause = words(), Clause(ground, number)
    row = clause.row
    for i, word in enumerate(row):
        if base(word) in told.sworn and (owner := _owner(clause, i, teller)):
            return owner.name
    place = ground.sentences[number].span.start + at
    opening = next((k for k, word in enumerate(row) if word.start >= place), len(row))
    for k in range(opening, min(len(row), opening + 3)):
        if clause.verbish(k) and row[k].lower not in BE:
            doer = clause.doer(k)
            if len(doer.names) == 1 and doer.form in ("name", "pronoun"):
                return _in_view(ground, number, doer)
            break
    near = sorted(range(len(row)), key=lambda k: abs(row[k].start - place))
    for i in near:
        testifying = row[i].lower in told.verbs or any(row[i].lower in v for v in told.testimony.values())
        if (testifying or testifies(row, i)) and clause.verbish(i) and not clause.passive(i):
            doer = clause.doer(i)
            if doer.form == "first":
                return teller
            return _in_view(ground, number, doer) if len(doer.names) == 1 else None
    owned = (_owner(clause, i, None) for i, word in enumerate(row) if base(word) in told.nouns)
    return next((one.name for one in owned if one), None)


def unnamed(ground: Ground, number: int, at: int) -> bool:
    """Whether who testifies nearest to a place is told by no name: "men who confessed", "the suspect had confessed"."""
    clause, place = Clause(ground, number), ground.sentences[number].span.start + at
    row = clause.row
    verbs = [i for i, w in enumerate(row) if w.lower in words().verbs and clause.verbish(i) and not clause.passive(i)]
    if not verbs:
        return False
    start = clause.act(min(verbs, key=lambda i: abs(row[i].start - place))).start
    before = row[start - 1] if start and clause.gap(start - 1).isspace() else None
    if before is None or start - 1 in clause.at or not before.text.islower():
        return False
    shut = lexicon().closed
    other = before.lower in ("who", "that") or not any(before.lower in listed for listed in shut.values())
    return other and not clause.verbish(start - 1) and not clause.doer(clause.act(start).at).names


def telling(ground: Ground, number: int) -> str | None:
    """Who says something in a sentence that tells under what condition: "under torture Hill named the notary"."""
    clause = Clause(ground, number)
    doers = [clause.doer(i) for i in given(ground, number)]
    names = {name for doer in doers[:1] for name in doer.names if doer.form in ("name", "pronoun")}
    return _in_view(ground, number, doers[0]) if len(names) == 1 else None


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose a testimony is told to be; nobody where the words can mean several."""

    name: str | None


def _owner(clause: Clause, i: int, teller: str | None) -> _Owner | None:
    """Whose the testimony at a word is; None where the words beside it name no owner."""
    row, ground = clause.row, clause.ground
    if i and row[i - 1].lower in ("my", "our"):
        return _Owner(teller)
    if i and row[i - 1].lower in ("his", "her"):
        meant = ground.pronoun(row[i - 1])
        return _Owner(meant[0] if len(meant) == 1 else None)
    if i and (named := clause.mention(i - 1)) and row[i - 1].lower.endswith("'s"):
        return _Owner(ground.who.name(named.name))
    if i + 2 < len(row) and row[i + 1].lower == "of":
        names = clause.objects(i + 2)
        return _Owner(names[0]) if len(names) == 1 else None
    return None


def _in_view(ground: Ground, number: int, doer: Doer) -> str | None:
    """Whom a subject means; of a pronoun only who is named in its sentence or the one before."""
    near = {ground.who.name(m.name) for n in (number - 1, number) if n >= 0 for m in ground.mentions(n)}
    return doer.names[0] if doer.form != "pronoun" or doer.names[0] in near else None
