"""Sides that a refusal tells: "refused to serve X", "would sooner be recalled than sign it"."""

import re
from collections.abc import Iterator

from loquitur.language.deeds.acts import Clause
from loquitur.language.sides.roles import Cue
from loquitur.language.sides.sidewords import sides

__all__ = ["refused", "sooner"]

_OTHERS_DEED = frozenset({"who", "which", "that", "against", "opposing"})
"""What tells a deed of others towards the one named: "refused to join those who opposed X"."""


def refused(clause: Clause, i: int, recent: str | None) -> Iterator[Cue]:
    """ "refused to serve X", "would never own him": what is refused shows the other side."""
    act, row = clause.act(i), clause.row
    carrying = row[i].lower in sides().carrying
    if carrying and not any(w.lower in sides().orders for w in row[i + 1 : i + 5]):
        return
    if clause.doer(i).form == "first" or any(w.lower in ("if", "unless", "until") for w in row[i + 1 :]):
        return
    refuses = act.governor is not None and row[act.governor].lower in sides().refusing
    never = act.negated and any(w.lower in ("would", "could") for w in row[act.start : i])
    if not (refuses or never) or act.passive:
        return
    doer = clause.doer(act.governor if refuses and act.governor is not None else i)
    targets = clause.objects(i + 1, doer.names, recent) or _within(clause, i)
    if (
        not targets
        and carrying
        and recent
        and recent not in doer.names
        and clause.ground.who.kinds.get(recent) == "person"
    ):
        targets = [recent]
    yield Cue(-i - 1, "against", tuple(targets), doer, f"refused to {row[i].lower}", 65)


def sooner(clause: Clause, i: int, recent: str | None) -> Iterator[Cue]:
    """ "would sooner be recalled than sign it", "resigned rather than serve X": what is shunned shows the other side."""
    row, told = clause.row, sides()
    than = next((k for k in range(i + 1, min(len(row) - 1, i + 10)) if row[k].lower == "than"), None)
    if than is None or not i:
        return
    shunned = {w.lower for w in row[than + 1 : than + 5]}
    if i + 1 < than and row[i - 1].lower in ("would", "had", "will", "'d") and recent:
        doer = clause.doer(i - 1)
        if shunned & (told.submission | told.carrying | {"put", "lend", "set"}) and recent not in doer.names:
            yield Cue(-i, "against", (recent,), doer, f"would {row[i].lower} … than", 60)
    elif than == i + 1 and than + 2 < len(row) and row[than + 1].lower in told.submission | told.carrying:
        v = next((k for k in range(i - 1, max(-1, i - 8), -1) if clause.verbish(k) and k not in clause.at), None)
        if v is not None and row[v].lower in told.leaving and clause.act(v).real:
            targets = clause.objects(than + 2, (), recent)
            yield Cue(v, "against", tuple(targets), clause.doer(v), f"{row[v].lower} rather than", 65)


def _within(clause: Clause, i: int) -> list[str]:
    """The one person named behind a verb in its clause: "hang the portrait of X"."""
    row = clause.row
    end = next((k for k in range(i, len(row) - 1) if re.search(r"[,;:.]", clause.gap(k))), len(row) - 1)
    if any(w.lower in _OTHERS_DEED or w.lower in sides().agents["against"] for w in row[i + 1 : min(end, i + 6) + 1]):
        return []
    found = {clause.ground.who.name(m.name) for k in range(i + 1, min(end, i + 6) + 1) if (m := clause.mention(k))}
    return sorted(found) if len(found) == 1 else []
