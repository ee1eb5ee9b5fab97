"""What is done in spite of somebody, and what a thing or a person meets with: "despite the opposition of Y", "had the support of
Y", "came under attack from Y".

The one behind the noun, or who owns it, holds the side; against or for what is done, or the subject of the verb.
"""

import re
from collections.abc import Iterator

from loquitur.language.deeds.acts import Clause, Doer
from loquitur.language.sentences.predicates import supposed
from loquitur.language.sentences.prose import base
from loquitur.language.sides.roles import Cue
from loquitur.language.sides.sidewords import SIDES, sides
from loquitur.language.words import lexicon

__all__ = ["opposition", "received"]

_SPITE = frozenset({"despite", "notwithstanding", "over", "against", "amid"})
_OF_SPITE = frozenset({"spite", "teeth", "face", "defiance"})


def opposition(clause: Clause, i: int) -> Iterator[Cue]:
    """ "was carried despite the opposition of Y", "over Y's protests": against what is done."""
    row = clause.row
    at = next((k for k in range(i - 1, max(-1, i - 7), -1) if row[k].lower in _SPITE or _spites(clause, k)), None)
    if at is None or any(re.search(r"[,;:.]", clause.gap(k)) for k in range(at, i)):
        return
    if i + 2 < len(row) and row[i + 1].lower == "of":
        holders = clause.objects(i + 2)
    else:
        owner = clause.mention(i - 1) or clause.mention(i - 2)
        holders = [clause.ground.who.name(owner.name)] if owner and _owns(clause, at + 1, i) else []
    targets = _done(clause, at - (row[at].lower in ("of", "to")), holders)
    if holders and targets:
        yield Cue(-at - 1, "against", targets, Doer(tuple(holders), i, "name"), row[i].lower, 65)


def _spites(clause: Clause, k: int) -> bool:
    return bool(k and clause.row[k].lower in ("of", "to") and clause.row[k - 1].lower in _OF_SPITE)


def _owns(clause: Clause, first: int, last: int) -> bool:
    """Whether the possessive of a name stands between two words."""
    return any(k in clause.at and base(clause.row[k]) != clause.row[k].lower for k in range(first, last))


def _done(clause: Clause, at: int, holders: list[str]) -> tuple[str, ...]:
    """What is done in spite of somebody: the subject of a passive verb, the object of another; else the only thing named."""
    kinds = clause.ground.who.kinds
    verbs = [
        k for k in range(len(clause.row)) if clause.verbish(k) and k not in clause.at and not _auxiliary(clause, k)
    ]
    v = next((k for k in reversed(verbs) if k < at), next((k for k in verbs if k > at), None))
    if v is not None and clause.act(v).passive:
        done = clause.doer(v).names
    else:
        done = tuple(clause.objects(v + 1)) if v is not None and v + 1 < len(clause.row) else ()
    if not done:
        named = {clause.ground.who.name(m.name) for m in clause.ground.mentions(clause.number)} - set(holders)
        done = tuple(n for n in named if len(named) == 1 and kinds.get(n) != "person")
    return tuple(n for n in done if n not in holders)


def _auxiliary(clause: Clause, k: int) -> bool:
    return clause.row[k].lower in lexicon().closed["auxiliaries"]


def received(clause: Clause, i: int) -> Iterator[Cue]:
    """ "had the support of Y", "met with the opposition of Y and Z", "came under attack from Y"."""
    row, told = clause.row, sides()
    side = next((s for s in SIDES if row[i].lower in told.received[s]), None)
    if side is None or i + 2 >= len(row) or row[i + 1].lower not in ("of", "from", "by"):
        return
    v = next((k for k in range(i - 1, max(-1, i - 7), -1) if clause.verbish(k) and k not in clause.at), None)
    if v is None or row[v].lower not in told.receiving or any(not clause.gap(k).isspace() for k in range(v, i)):
        return
    between = {w.lower for w in row[v + 1 : i]}
    holders = clause.objects(i + 2)
    if holders and not between & (supposed()["never"] | {"no", "without", "little"}):
        at = -v - 1 if clause.act(v).real else v
        yield Cue(at, side, clause.doer(v).names, Doer(tuple(holders), i + 2, "name"), row[i].lower, 65)
