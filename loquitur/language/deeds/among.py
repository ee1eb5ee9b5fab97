"""Who is named as one of many to whom something happened: "forty men were arrested, among them Hill", "among those shot was
Hill", "Hill was one of the first to be dismissed".

Only persons by name; nobody where it is denied that he was one of them, or where the words between tell something else.
"""

from collections.abc import Iterator

from loquitur.language.deeds.acts import Clause, Doer
from loquitur.language.deeds.fatewords import words
from loquitur.language.deeds.verbgroups import BE, HARD, SET_OFF
from loquitur.language.sentences.predicates import supposed, times
from loquitur.language.sentences.prose import base
from loquitur.language.words import lexicon
from loquitur.language.words.known import known

__all__ = ["counted", "included", "named"]

_THEM = frozenset({"them", "whom", "these"})
_AMONG = frozenset({"among", "amongst"})
_OTHERS = frozenset({"who", "whom", "whose", "which", "that", "where", "when", "while", "but", "not", "except"})
"""What ends a list of names: what follows is told of another, or denied."""
_REACH = 6
"""How many words may stand between "among" and what happened to them all."""
_NEAR = 9
"""How many words may stand between what happened and "was", and between that and the names."""


def included(clause: Clause, i: int) -> Doer:
    """Who is named behind what happened to many as some of them: "including Hill", "among them the rector, Ann Sands", ": Hill, Sands, and seven more"."""
    row = clause.row
    for k in range(i + 1, len(row)):
        if clause.gap(k - 1).strip() == ":" and k in clause.at:
            return _listed_behind(clause, k)
        verb = (clause.verbish(k) or row[k].lower in known().past) and row[k].lower not in times()
        if (verb and row[k - 1].lower not in ("and", "or")) or HARD.search(clause.gap(k - 1)):
            break
        them = row[k].lower in _AMONG and k + 1 < len(row) and row[k + 1].lower in _THEM
        if them or row[k].lower == "including":
            first = k + 1 + them
            if first < len(row) and row[first].lower in BE:
                first += 1
            return named(clause, first)
    return Doer()


def _listed_behind(clause: Clause, k: int) -> Doer:
    """The persons of a list behind a colon; nobody where they do something: "nine were shot: Hill had named them"."""
    last = k
    while last + 1 in clause.at or (
        clause.row[last + 1 : last + 2] and clause.row[last + 1].lower == "and" and last + 2 in clause.at
    ):
        last += 1 if last + 1 in clause.at else 2
    return Doer() if clause.leads(last) else named(clause, k)


def counted(clause: Clause, i: int) -> Doer:
    """Who is told to be one of those to whom something happened: of "among those shot was Hill" Hill."""
    row = clause.row
    k = _among(clause, i)
    if k is None:
        return Doer()
    never = supposed()["never"]
    if k and row[k - 1].lower in BE:
        return clause.doer(k - 1) if clause.act(k - 1).real else Doer()
    if k > 1 and row[k - 1].lower in never and row[k - 2].lower in BE:
        return Doer()
    opens = k == 0 or SET_OFF.search(clause.gap(k - 1)) or HARD.search(clause.gap(k - 1))
    verb = next((v for v in range(i + 1, min(len(row), i + _NEAR)) if row[v].lower in BE), None)
    if not opens or verb is None or (verb + 1 < len(row) and row[verb + 1].lower in never):
        return Doer()
    return named(clause, verb + 1)


def _among(clause: Clause, i: int) -> int | None:
    """Where "among those", "one of the men" or "the first to be" begins before what happened; None where it does not."""
    row, never = clause.row, supposed()["never"]
    governor = clause.act(i).governor
    if governor is not None and row[governor].lower in ("first", "last") and row[governor - 1].lower == "the":
        outer = governor - 1
        return outer if row[outer - 1].lower in BE else _led(clause, outer)
    for k in range(i - 1, max(-1, i - _REACH), -1):
        if HARD.search(clause.gap(k)) or row[k].lower in never or clause.verbish(k):
            return None
        if row[k].lower in ("who", "that") and row[i].lower in words().undergone and not clause.act(i).passive:
            return None
        if row[k].lower in ("those", "the"):
            return _led(clause, k)
    return None


def _led(clause: Clause, k: int) -> int | None:
    """Where "among" or "one of" begins right before an article."""
    row = clause.row
    if k and row[k - 1].lower in _AMONG:
        return k - 1
    return k - 2 if k > 1 and row[k - 1].lower == "of" and row[k - 2].lower == "one" else None


def named(clause: Clause, first: int) -> Doer:
    """The persons of a list that begins at a word."""
    found = dict.fromkeys(_listed(clause, first))
    return Doer(tuple(found), first, "name") if found else Doer()


def _listed(clause: Clause, first: int) -> Iterator[str]:
    row, last = clause.row, None
    for k in range(first, len(row)):
        if (
            (k > first and HARD.search(clause.gap(k - 1)))
            or (clause.verbish(k) and k not in clause.at)
            or row[k].lower in _OTHERS
        ):
            return
        mention = clause.mention(k)
        if mention is None or mention is clause.mention(k + 1) or mention is last:
            continue
        last, start = mention, next(n for n in range(first, k + 1) if clause.mention(n) is mention)
        led = row[start - 1].lower in lexicon().closed["prepositions"] and start > first
        led = led or (clause.listing(k) > first and clause.led(clause.listing(k)))
        if not led and base(row[k]) == row[k].lower and mention.kind == "person":
            yield clause.ground.who.name(mention.name)
