"""Sides that a name given tells, and what somebody wants of a thing: "called X a tyrant", "advocated X", "brought in X".

The side of a name is that of the words that judge in it, up to what a mark or a new clause sets off. What is wanted or
brought forward is a thing, never a person. Where a name is denied, or what is wanted turned round ("demanded that X be
burned"), nothing is told.
"""

import re
from collections.abc import Iterator, Sequence

from loquitur.language.deeds.acts import Clause, Doer
from loquitur.language.sentences.denials import NOT
from loquitur.language.sentences.predicates import doings
from loquitur.language.sentences.prose import Word, words
from loquitur.language.sides.roles import Cue
from loquitur.language.sides.sidewords import side_of, sides

__all__ = ["agent_at", "named", "wanted"]

_MEANT = frozenset({"him", "her", "them", "it"})
_LEADS = frozenset({"a", "an", "the", "as", "to", "his", "her", "their", "that"})
"""With what a name begins that is given to somebody."""
_TURNED = frozenset({"be", "to", "is", "was", "should", "must", "not", "for"})
"""Behind what is wanted these tell what is to become of it: "demanded the tax be repealed"."""
_CLAUSE = frozenset("who which whose that because but when while where though although since if for and".split())  # noqa: SIM905


def named(clause: Clause, i: int, recent: str | None) -> Iterator[Cue]:
    """ "called X a tyrant", "looked upon him as a saviour", "was called a crime by X": the side is in the name given, also in
    marks."""
    row, doer = clause.row, clause.doer(i)
    if doer.start > 0 and row[doer.start - 1].lower == "what":
        return  # "for what they termed …" gives the name to no one
    if clause.act(i).passive:
        by = agent_at(clause, i)
        end = row[by].start if by else row[i].end
        targets, doer, last = list(doer.names), Doer(tuple(clause.objects(by + 1)), by, "name") if by else Doer(), i
    else:
        first = i + 2 if i + 2 < len(row) and row[i + 1].lower in ("upon", "on") else i + 1
        targets = clause.objects(first, doer.names, recent) if first < len(row) else []
        last, end = _object_end(clause, first), clause.sentence.span.end
    behind = words(clause.text, row[last].end, min(end, row[last].end + 90))[:12] if targets else ()
    if not behind or any(w.lower in NOT or w.lower == "without" for w in behind):
        return
    led = behind[0].lower in _LEADS or behind[0].lower in sides().adverse
    if led if row[i].lower not in sides().naming_as else behind[0].lower == "as":
        side = side_of(_phrase(clause.text, behind), named=True) or side_of(behind)
        if side:
            yield Cue(i, side, tuple(targets), doer, row[i].lower, 75)


def _object_end(clause: Clause, k: int) -> int:
    """The last word of the noun phrase that begins at a word: of a name, "him", "his rule", "X's rule"."""
    for last in range(k, min(len(clause.row), k + 8)):
        lower = clause.row[last].lower
        named = last in clause.at and clause.mention(last + 1) is not clause.mention(last)
        if (
            (named and not lower.endswith(("'s", "s'")))
            or lower in _MEANT
            or (last > k and last not in clause.at and lower in doings())
        ):
            return last
    return k


def _phrase(text: str, behind: Sequence[Word]) -> Sequence[Word]:
    """The words of a name that is given, up to what a mark or a new clause sets off."""
    for k, word in enumerate(behind):
        if k and (word.lower in _CLAUSE or re.search(r"[,.;:!?()—–]", text[behind[k - 1].end : word.start])):
            return behind[:k]
    return behind


def wanted(clause: Clause, i: int, recent: str | None) -> Iterator[Cue]:
    """ "advocated the tax", "called for the tax", "brought in the bill", "the bill was introduced by X": a thing, not a person."""
    told, row, lower = sides(), clause.row, clause.row[i].lower
    phrases = [
        (phrase, phrase in told.moving.get(lower, ()))
        for phrase in (*told.wanted.get(lower, ()), *told.moving.get(lower, ()))
    ]
    fits = [(fit[1] or fit[0], moved) for phrase, moved in phrases if (fit := clause.fits(i, phrase))]
    if lower in told.wanting:
        fits.append((i + 1, False))
    for free, moved in fits:
        if clause.act(i).passive:
            by = agent_at(clause, i)
            agent = Doer(tuple(clause.objects(by + 1)), by, "name") if by is not None else Doer()
            targets, last = list(clause.doer(i).names), clause.act(i).start - 1
        else:
            agent, last = clause.doer(i), _object_end(clause, free) if free < len(row) else i
            targets = clause.objects(free, agent.names, recent) if free < len(row) else []
        behind = row[last + 1].lower if last + 1 < len(row) else ""
        is_thing = (
            targets
            and not any(clause.ground.who.kinds.get(t) == "person" for t in targets)
            and row[last].lower not in _MEANT - {"it"}
        )
        if (
            is_thing
            and (not moved or told.motions & {w.lower for w in row[free : last + 1] or row[last : last + 1]})
            and (moved or clause.act(i).passive or behind not in _TURNED)
        ):
            yield Cue(i, "for", tuple(targets), agent, lower, 70)
            return


def agent_at(clause: Clause, i: int) -> int | None:
    """The "by" of a passive verb, where no other verb stands before it ("honored to be joined by X")."""
    for k in range(i + 1, min(len(clause.row) - 1, i + 7)):
        if clause.row[k].lower == "by":
            return k
        if clause.row[k].lower == "to" or clause.verbish(k):
            return None
    return None
