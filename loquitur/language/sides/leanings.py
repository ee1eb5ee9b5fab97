"""Stances by a trained model: of every two named in a sentence, whether one is for or against the other.

The network (`sided.py`) tells it where it is handed in, else and where it sees no side the linear model (`pairs.py`). The
likelihood is the confidence; what is below the threshold is not told, because a wrong side is worse than none, and it
counts as no more than the threshold where the part of a name in its phrase, or another name between, leaves doubt.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Protocol

from loquitur.language.reference.bearings import Ground
from loquitur.language.sentences.predicates import supposed, verb_forms, verbs
from loquitur.language.sides import pairs
from loquitur.language.sides.sidewords import sides
from loquitur.model import Side, Span, Stance

__all__ = ["ALONE", "SURE", "THRESHOLD", "Judge", "find"]

THRESHOLD = 50
"""Per cent. Where no side is likeliest nothing is told; the curve stands in docs/sides.md."""
SURE = 60
"""Per cent, for the network."""
ALONE = 75
"""Per cent, for the linear model where a network that was asked sees no side."""
_MOST = 9
_FAR = 40
"""How many words may stand between two that are looked at."""
Named = tuple[str, Span]
Judged = tuple[Side, bool, int]


class Judge(Protocol):
    """What tells of two named in a sentence whether one is for or against the other."""

    by: str
    """Model and version, for the reason of a finding."""

    def of(self, sentence: Span, names: Sequence[Span]) -> Mapping[tuple[int, int], Judged]:
        """Of every two of some names by their numbers the likeliest side, whether the second holds it, its likelihood in per
        cent; nothing of those of whom no side is likeliest."""


def find(ground: Ground, judge: Judge | None = None) -> Iterator[Stance]:
    """Every stance that the judge, else the linear model, finds likely enough, in the order of the text."""
    text = ground.doc.text
    for number, sentence in enumerate(ground.sentences):
        if ground.doc.blocks[sentence.block].kind in ("heading", "caption") or text[sentence.span.end - 1] == "?":
            continue
        named = _named(ground, number)[:_MOST]
        if len(named) < 2:
            continue
        row = pairs.tokens(text, *sentence.span)
        places = [_place(row, span) for _, span in named]
        seen = judge.of(sentence.span, [span for _, span in named]) if judge else {}
        for a, b in combinations(range(len(named)), 2):
            one, other = places[a], places[b]
            if named[a][0] == named[b][0] or one[1] > other[0] or other[0] - one[1] > _FAR:
                continue
            near = {t.lower for t in row[max(0, one[0] - 2) : other[0]]}
            if _harmed(row, other) or _listed(row[one[1] : other[0]]):
                continue
            denied = near & _turning() or any(w.endswith("n't") for w in near)
            by, told = _judged(judge, seen.get((a, b)), row, (one, other))
            if told:
                side, turned, likelihood = told
                if denied and (side == "for" or near & sides().object["against"]):
                    continue
                holder, target = (named[b], named[a]) if turned else (named[a], named[b])
                doubt = (
                    denied
                    or near & supposed()["modals"]
                    or not pairs.clear(row, *((other, one) if turned else (one, other)))
                )
                likelihood = THRESHOLD if doubt else likelihood
                date = ground.date(number, holder[1].start)
                yield Stance(
                    holder[0], target[0], side, sentence.span, date.edtf if date else None,
                    date.basis if date else None, None, likelihood, f"model: {by}",
                )  # fmt: skip


def _judged(
    judge: Judge | None,
    seen: Judged | None,
    row: Sequence[pairs.Token],
    places: tuple[tuple[int, int], tuple[int, int]],
) -> tuple[str, Judged | None]:
    """Who judges a pair, and what: the judge, and where it sees no side the linear model if that is surer."""
    if judge and seen:
        return judge.by, seen if seen[2] >= SURE else None
    told = pairs.judge(row, *places)
    return pairs.VERSION, told if told and told[2] >= (ALONE if judge else THRESHOLD) else None


@cache
def _turning() -> frozenset[str]:
    """What turns a side round, which the model sees badly: negations, refusals, conditions."""
    told = supposed()
    verbs = verb_forms("refuse decline reject deny fail rebut dismiss withdraw stop cease avoid")
    return verbs | told["never"] | told["words"] | told["nobody"] | {"without", "no", "might", "could", "may"}


_HARMS = frozenset(
    [
        "murder",
        "murders",
        "murderers",
        "killing",
        "killers",
        "assassination",
        "arrest",
        "execution",
        "death",
        "enemies",
        "enemy",
        "opponents",
        "critics",
        "foes",
    ]
)
"""To be against these is not to be against whose they are."""


def _harmed(row: Sequence[pairs.Token], place: tuple[int, int]) -> bool:
    """Whether a name only tells whose harm is meant: "the murder of X", "X's enemies"."""
    around = (*row[max(0, place[0] - 3) : place[0]], *row[place[1] : place[1] + 2])
    return any(t.lower in _HARMS for t in around)


def _listed(between: Sequence[pairs.Token]) -> bool:
    """Whether two are only named one after the other: "A, his sister B and C"."""
    joined = any(t.lower in (",", "and", "&") for t in between)
    return joined and not any(
        t.lower in verbs() or t.lower.endswith("ed") or t.lower in ("against", "for") for t in between
    )


def _place(row: Sequence[pairs.Token], span: Span) -> tuple[int, int]:
    inside = [n for n, t in enumerate(row) if t.start < span.end and span.start < t.end]
    return inside[0], inside[-1] + 1


def _named(ground: Ground, number: int) -> list[Named]:
    """Everybody whom the words of a sentence name, or mean by "he" and "she", in order."""
    found = [(ground.who.name(m.name), m.span) for m in ground.mentions(number)]
    for word in ground.sentences[number].words:
        if word.lower in ("he", "she", "him"):
            meant = ground.pronoun(word)
            found += [(meant[0], Span(word.start, word.end))] if len(meant) == 1 else []
    return sorted(found, key=lambda n: n[1])
