"""Stances by the trained model: of every two named in a sentence, whether one is for or against the other.

Named are those the document's roll knows, and other runs of capitalised words (countries, parties, "Republicans"). The
model's likelihood is the confidence; what is below the threshold is not told, because a wrong side is worse than none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from loquitur.language import pairs
from loquitur.language.bearings import Ground
from loquitur.language.predicates import supposed, verb_forms, verbs
from loquitur.language.prose import Word, base
from loquitur.language.words import lexicon
from loquitur.model import Span, Stance

__all__ = ["THRESHOLD", "find"]

THRESHOLD = 60
"""Per cent. The curve stands in models/stances-en.md."""
_MOST = 9
_FAR = 40
"""How many words may stand between two that are looked at."""
Named = tuple[str, Span]


def find(ground: Ground, threshold: int = THRESHOLD) -> Iterator[Stance]:
    """Every stance that the model finds likely enough, in the order of the text."""
    text = ground.doc.text
    for number, sentence in enumerate(ground.sentences):
        if ground.doc.blocks[sentence.block].kind in ("heading", "caption") or text[sentence.span.end - 1] == "?":
            continue
        named = _named(ground, number)[:_MOST]
        if len(named) < 2:
            continue
        row = pairs.tokens(text, *sentence.span)
        places = [_place(row, span) for _, span in named]
        for a, b in combinations(range(len(named)), 2):
            one, other = places[a], places[b]
            if named[a][0] == named[b][0] or one[1] > other[0] or other[0] - one[1] > _FAR:
                continue
            near = {t.lower for t in row[max(0, one[0] - 2) : other[0]]}
            if near & _turning() or any(w.endswith("n't") for w in near) or _harmed(row, other):
                continue
            if _listed(row[one[1] : other[0]]):
                continue
            told = pairs.judge(row, one, other)
            if told and told[2] >= threshold:
                side, turned, likelihood = told
                likelihood = min(likelihood, threshold) if near & supposed()["modals"] else likelihood
                holder, target = (named[b], named[a]) if turned else (named[a], named[b])
                date = ground.date(number, holder[1].start)
                yield Stance(
                    holder[0], target[0], side, sentence.span, date.edtf if date else None,
                    date.basis if date else None, None, likelihood, f"model: {pairs.VERSION}",
                )  # fmt: skip


@cache
def _turning() -> frozenset[str]:
    """What turns a side round, which the model sees badly: negations, refusals, conditions."""
    told = supposed()
    verbs = verb_forms("refuse decline reject deny fail rebut dismiss withdraw stop cease avoid")
    return verbs | told["never"] | told["words"] | told["nobody"] | {"without", "no"}


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
    """Everybody named in a sentence, and other runs of capitalised words, in order."""
    known = [(ground.who.name(m.name), m.span) for m in ground.mentions(number)]
    for word in ground.sentences[number].words:
        if word.lower in ("he", "she", "him"):
            meant = ground.pronoun(word)
            known += [(meant[0], Span(word.start, word.end))] if len(meant) == 1 else []
    return sorted([*known, *_runs(ground, number, [s for _, s in known])], key=lambda n: n[1])


def _runs(ground: Ground, number: int, known: Sequence[Span]) -> Iterator[Named]:
    words, text = ground.sentences[number].words, ground.doc.text
    run: list[Word] = []
    for n, word in enumerate(words):
        if n == 0 and word.lower in verbs():
            continue
        taken = any(s.start < word.end and word.start < s.end for s in known)
        glued = not run or text[run[-1].end : word.start].isspace()
        if run and (taken or not glued or not _capital(word, n)):
            yield from _run(text, run)
            run = []
        if not taken and _capital(word, n):
            run.append(word)
    if run:
        yield from _run(text, run)


def _capital(word: Word, at: int) -> bool:
    closed, names = lexicon().closed, lexicon().names
    if not word.text[0].isupper() or base(word) in names["months_and_days"] | names["titles"] | names["never"]:
        return False
    return not any(word.lower in listed for listed in closed.values())


def _run(text: str, run: Sequence[Word]) -> Iterator[Named]:
    end = run[-1].start + len(re.sub(r"[’']s?$", "", run[-1].text))
    bracketed = text[run[0].start - 1 : run[0].start] == "(" and text[end : end + 1] == ")"
    shouted = len(run) == 1 and run[0].text.isupper() and len(run[0].text) > 5
    if end - run[0].start > 1 and not bracketed and not shouted:
        yield re.sub(r"\s+", " ", text[run[0].start : end]), Span(run[0].start, end)
