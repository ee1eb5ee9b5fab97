"""Sides that a noun or an adjective tells: "his attack on X", "Y, a critic of X", "the anti-X preacher Y".

The noun of an act takes whoever owns it or does the verb that governs it ("led the opposition to X"); the noun of who does it, whoever is called so, before it
("Y was a critic of X") or behind ("the chief critic of X was Y", "X found a defender in Y"). An adjective in "anti-" or
"pro-" takes the person whom it describes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loquitur.language.deeds.acts import Clause, Doer
from loquitur.language.persons.titles import heads
from loquitur.language.sentences.predicates import supposed, verb_forms
from loquitur.language.sentences.prose import base
from loquitur.language.sides.sidewords import sides
from loquitur.language.words import lexicon
from loquitur.model import Side

__all__ = ["Cue", "against_loss", "agent", "leaning", "lost", "noun", "of_others", "voters"]

_BEING = frozenset({"was", "is", "became", "remained", "were", "are", "been"})
_FINDING = frozenset({"found", "finds", "had", "has", "have", "met", "gained"})
_OWNING = frozenset({"his", "her", "their", "its"})
_FORMER = frozenset({"once", "former", "formerly", "perhaps", "no", "not", "never", "hardly"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells of a stance."""

    at: int
    """The verb whose subject holds it; below zero, less one, where its negation is told already."""
    side: Side
    targets: tuple[str, ...]
    doer: Doer | None
    """Who holds it, where that is not the verb's subject."""
    word: str
    confidence: int


# ---- nouns of acts ----


def noun(clause: Clause, i: int, side: Side, recent: str | None) -> Iterator[Cue]:
    """ "his attack on X", "voiced support for X", "Y's criticism of X"."""
    row, told = clause.row, sides()
    if i + 1 >= len(row) or row[i + 1].lower not in told.nouns[side][row[i].lower]:
        return
    targets = tuple(clause.objects(i + 2, (), recent))
    if targets and (led := _led_by(clause, _behind(clause, i + 2))):
        yield Cue(-i - 1, side, targets, led, row[i].lower, 65)
        return
    for v in range(i - 1, max(-1, i - 7), -1):
        lower, named = row[v].lower, clause.mention(v)
        if re.search(r"[,;:.]", clause.gap(v)) or lower == "against":
            return
        if lower.endswith("'s") and named:
            yield Cue(v, side, targets, Doer((clause.ground.who.name(named.name),), v, "name"), row[i].lower, 65)
            return
        if lower in ("his", "her") and v < i:
            meant = Doer(tuple(clause.ground.pronoun(row[v], targets)), v, "pronoun")
            yield Cue(v, side, targets, meant, row[i].lower, 60)
            return
        if clause.verbish(v):
            if lower in told.speaking and not clause.act(v).passive:
                yield Cue(v, side, targets, None, row[i].lower, 65)
            return


def lost(clause: Clause, k: int) -> tuple[str, ...]:
    """What is lost that the noun phrase at a word tells of: "the rejection of the bill"; to be against that is to be for it."""
    row = clause.row
    while k < len(row) and row[k].lower in lexicon().closed["determiners"] | {"final", "recent", "proposed"}:
        k += 1
    if k + 2 >= len(row) or k in clause.at or row[k].lower not in _LOST or row[k + 1].lower != "of":
        return ()
    return tuple(n for n in clause.objects(k + 2) if clause.ground.who.kinds.get(n) != "person")


_HANDING = verb_forms("present read hand submit lay receive forward deliver bring circulate publish print")
"""What is done to the petition, the speech or the book of others."""
_LOST = frozenset("abandonment abolition defeat failure loss rejection repeal withdrawal".split())  # noqa: SIM905


def against_loss(clause: Clause, i: int) -> Cue | None:
    """ "protested against the rejection of X", "spoke against the repeal of X"."""
    targets = lost(clause, i + 1)
    v = next((k for k in range(i - 1, max(-1, i - 5), -1) if clause.verbish(k) and k not in clause.at), None)
    if not targets or v is None or clause.row[v].lower not in sides().speaking or clause.act(v).passive:
        return None
    return Cue(v, "for", targets, None, f"against the {clause.row[i + 2].lower} of", 65)


def of_others(clause: Clause, i: int, targets: Sequence[str]) -> Cue | None:
    """Whose the petition or speech is that somebody only hands on: "read a speech against X by Y"."""
    row, k = clause.row, _behind(clause, i + 1)
    if k is None or k + 1 >= len(row) or row[k].lower not in ("by", "from") or not clause.gap(k - 1).isspace():
        return None
    holders = clause.objects(k + 1) if row[k].lower == "by" else []
    handed = any(w.lower in _HANDING for w in row[max(0, i - 8) : i])
    if not (holders or handed):
        return None
    return Cue(-i, "against", tuple(targets), Doer(tuple(holders), k + 1, "name"), "against", 65)


# ---- nouns of who does them ----


def agent(clause: Clause, i: int, side: Side, recent: str | None) -> Iterator[Cue]:
    """ "Y was a critic of X", "Y, an old opponent of X, …", "the chief critic of X was Y", "its first champion was Y"."""
    row = clause.row
    if i and row[i - 1].lower in ("my", "our", "dear"):
        return
    if i + 1 < len(row) and row[i + 1].lower in ("of", "to") and clause.gap(i).isspace():
        targets = tuple(clause.objects(i + 2, (), recent))
        behind = _behind(clause, i + 2)
    else:
        targets, behind = _owned(clause, i, recent), i + 1
        found = _found(clause, i)
        if found:
            yield Cue(found[0], side, clause.doer(found[0]).names, found[1], row[i].lower, 65)
            return
    if not targets and recent and i == 1 and row[0].lower == "the" and clause.ground.who.kinds.get(recent) != "person":
        targets = (recent,)  # "The opposers were Y and Z", of what the passage speaks of
    if not targets:
        return
    if led := _led_by(clause, behind):
        yield Cue(-i - 1, side, targets, led, row[i].lower, 65)
        return
    if side == "for" and i > 1 and "no" in (row[i - 1].lower, row[i - 2].lower):
        being = i - 2 if row[i - 1].lower == "no" else i - 3
        if being >= 0 and row[being].lower in _BEING:
            yield Cue(being, "against", targets, None, f"no {row[i].lower}", 60)  # "was no friend of X"
        return
    called = _called(clause, i)
    if called is None and behind is not None and (named := _named_behind(clause, i, behind)):
        called = behind, named
    if called:
        yield Cue(called[0], side, targets, called[1], row[i].lower, 65 if row[called[0]].lower in _BEING else 60)


def _called(clause: Clause, i: int) -> tuple[int, Doer | None] | None:
    """Who is called by a noun, before it: the subject of "was", or the name that it stands behind."""
    row = clause.row
    for k in range(i - 1, max(-1, i - 7), -1):
        lower = row[k].lower
        if lower in _FORMER or (lower in lexicon().closed["prepositions"] and not _of_them(clause, k)):
            return None
        if lower in _BEING:
            return k, None
        if "," in clause.gap(k):
            if row[k + 1].lower in ("and", "or"):
                return None  # "Y, and his enemy Z"
            doer = clause.ending(k)
            return (k, doer) if clause.mention(k) and doer.names else None
        if clause.verbish(k):
            return None
    return None


def _led_by(clause: Clause, k: int | None) -> Doer | None:
    """Who leads those who are told of before a word: "the opponents of X, led by Y"."""
    row = clause.row
    if k is None or k + 2 >= len(row) or row[k].lower not in ("led", "headed") or row[k + 1].lower != "by":
        return None
    named = clause.objects(k + 2)
    return Doer(tuple(named), k + 2, "name") if named else None


def _of_them(clause: Clause, k: int) -> bool:
    """ "was one of the critics", "was among the critics"."""
    return clause.row[k].lower == "among" or (k > 0 and clause.row[k].lower == "of" and clause.row[k - 1].lower in _ONE)


_ONE = frozenset({"one", "some", "many", "most", "first", "last"})


def _behind(clause: Clause, k: int) -> int | None:
    """The word behind the one named from a word on, over what stands in brackets: "the Canal Board (CB) was"."""
    last = next(
        (n for n in range(k, min(len(clause.row), k + 7)) if n in clause.at or clause.row[n].lower in _MEANT), None
    )
    if last is None:
        return None
    while clause.at.get(last + 1) is not None and clause.at.get(last + 1) is clause.at.get(last):
        last += 1
    bracket = re.match(r"\s+\([^()]{1,12}\)", clause.text[clause.row[last].end :])
    if bracket:
        last = max(
            n for n in range(last, len(clause.row)) if clause.row[n].start < clause.row[last].end + bracket.end()
        )
    if last + 1 < len(clause.row) and clause.row[last + 1].lower in ("there", "here"):
        last += 1
    return last + 1 if last + 1 < len(clause.row) else None


_MEANT = frozenset({"him", "her", "it", "them"})


def _named_behind(clause: Clause, i: int, k: int) -> Doer | None:
    """Who is named behind "was": "the most bitter critic of X was Y", "among the opponents of X were Y and Z"."""
    row = clause.row
    if k + 1 >= len(row) or row[k].lower not in ("was", "were", "is", "are") or re.search(r"[,;:.]", clause.gap(k - 1)):
        return None
    first = (
        next(
            (
                n
                for n in range(i - 1, -1, -1)
                if "," in clause.gap(n) or (clause.verbish(n) and not _describes(clause, n))
            ),
            -1,
        )
        + 1
    )
    opens = (
        row[first].lower in {"the", "among", "one", "a", "an", "another", "chief", "foremost", *_OWNING}
        or first in clause.at
    )
    if (
        not opens
        or clause.verbish(k + 1)
        or any(w.lower in supposed()["never"] or w.lower in ("no", "not") for w in row[first:i])
    ):
        return None
    named = clause.objects(k + 1)
    return Doer(tuple(named), k + 1, "name") if named else None


def _describes(clause: Clause, k: int) -> bool:
    """Whether a participle describes what follows: "the most determined critic"."""
    before = clause.row[k - 1].lower if k else ""
    return before in {"most", "more", "very"} | lexicon().closed["determiners"] | lexicon().closed["possessives"]


def _owned(clause: Clause, i: int, recent: str | None) -> tuple[str, ...]:
    """Whose critic it is: "X's", "his", "its"."""
    for k in range(i - 1, max(-1, i - 4), -1):
        word = clause.row[k]
        if k in clause.at and (word.lower == "its" or base(word) != word.lower):
            return (clause.ground.who.name(clause.at[k].name),)
        if word.lower in ("his", "her"):
            return tuple(clause.meant(word, (), recent))
        if clause.verbish(k) or word.lower in lexicon().closed["prepositions"]:
            return ()
    return ()


def _found(clause: Clause, i: int) -> tuple[int, Doer] | None:
    """The verb and the one found: "X found a warm defender in Y", "had in Y its first champion"."""
    row = clause.row
    v = next((k for k in range(i - 1, max(-1, i - 9), -1) if row[k].lower in _FINDING and k not in clause.at), None)
    if v is None or v + 1 >= len(row) or any(w.lower in _FORMER for w in row[v + 1 : i]):
        return None
    led = v + 1 if row[v + 1].lower == "in" else i + 1
    if led + 1 >= len(row) or row[led].lower != "in" or re.search(r"[,;:.]", clause.gap(led - 1)):
        return None
    named = [n for n in clause.objects(led + 1) if clause.ground.who.kinds.get(n) == "person"]
    return (v, Doer(tuple(named), led + 1, "name")) if named else None


# ---- adjectives ----


def voters(clause: Clause, i: int, side: Side, recent: str | None) -> Iterator[Cue]:
    """ "Among the noes were Y and Z": against what the passage speaks of, no person."""
    row = clause.row
    before = [w.lower for w in row[max(0, i - 2) : i]]
    voted = recent and clause.ground.who.kinds.get(recent) != "person" and before[-1:] == ["the"]
    if voted and recent and i + 2 < len(row) and row[i + 1].lower == "were" and before[0] in ("among", "with", "for"):
        named = clause.objects(i + 2)
        if named:
            yield Cue(i + 1, side, (recent,), Doer(tuple(named), i + 2, "name"), row[i].lower, 65)


def leaning(clause: Clause, i: int) -> Iterator[Cue]:
    """ "the anti-X preacher Y", "Y, a pro-X deputy, …", "Y was anti-X"."""
    row, word = clause.row, clause.row[i]
    side: Side = "against" if word.lower.startswith("anti-") else "for"
    targets = _inside(clause, i)
    if not targets or any(w.lower in _FORMER for w in row[max(0, i - 2) : i]):
        return
    head = next((k for k in range(i + 1, min(len(row), i + 4)) if k in clause.at or _is_head(clause, k)), None)
    if head is None or (head in clause.at and head > i + 1) or any(not clause.gap(k).isspace() for k in range(i, head)):
        return
    named = head if head in clause.at else head + 1
    if named in clause.at and clause.gap(named - 1).isspace():
        holders = clause.objects(named)
        if holders and all(clause.ground.who.kinds.get(n) == "person" for n in holders):
            yield Cue(-i - 1, side, targets, Doer(tuple(holders), named, "name"), word.lower, 65)
    elif head not in clause.at and (called := _called(clause, i)):
        yield Cue(called[0], side, targets, called[1], word.lower, 60)


def _is_head(clause: Clause, k: int) -> bool:
    """Whether a noun means a person: "preacher", "deputy"."""
    names = lexicon().names
    return clause.row[k].lower in names["persons"] | names["one"] | names["titles"] | heads()


def _inside(clause: Clause, i: int) -> tuple[str, ...]:
    """Whom an adjective names behind its hyphen: "anti-X"."""
    word = clause.row[i]
    here = [m for m in clause.ground.mentions(clause.number) if word.start < m.span.start < word.end]
    return tuple({clause.ground.who.name(m.name) for m in here})
