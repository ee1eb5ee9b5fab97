"""Who takes a side of a topic by words and deeds, as a trained network reads a paragraph that no rule understands.

"Deputy Champi was one of the seven", "he tore the circular up": whoever reads on knows the side, though no word tells it.
A network of six layers reads a paragraph once, with marks where people are named and where the topic is, and gives how likely
each of them is for it, or against it. The topic's own name goes behind the paragraph, so that it need not stand in it. Which
texts it learned from, and how often it is right, stands in `models/conduct.md`.

Guarantee: the same text gives the same likelihoods on the same build and kind of processor. Limit: it sees one paragraph,
with the quotations set off below it; English alone.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loquitur.language import marks
from loquitur.language.networks import graphs
from loquitur.language.networks.pieces import BODY, Pieces, encode
from loquitur.model import Document, Side, Span

__all__ = ["Question", "Taken", "likeliest", "missing", "read", "windows"]

_SIDES: tuple[Side, Side] = ("for", "against")
_HOLDER, _TOPIC = 1, 2
"""The marks of the network."""
_CAPITAL, _HEAD = 1, 40
"""How the pieces of the topic's name are taken to be written: outside the marks, with a capital; and how many are read."""
_OVERLAP = 48
_WARMTH = 2.0
"""What scores are divided by, so that likelihoods are right nearly as often as they say; fitted on passages by other makers than
those it learned from."""
_LONGEST = 1_400
"""Characters of a paragraph with the quotations below it."""
_SETS_OFF = ("“", '"', "«", "‘")


@dataclass(frozen=True, slots=True)
class Taken:
    """How likely somebody is to be on a side, by one paragraph."""

    name: str
    side: Side
    likelihood: int
    """Per cent."""
    span: Span
    """What was read."""
    named: tuple[Span, ...]
    """Where it names him."""


def missing() -> str | None:
    """What keeps the network from running here, in words; None where it runs."""
    return graphs.missing("conduct.onnx")


def windows(doc: Document) -> Iterator[Span]:
    """The paragraphs, each with the quotations that are set off below it."""
    held: Span | None = None
    for block in doc.blocks:
        if block.kind in ("frame", "heading", "caption"):
            continue
        opens = doc.text.startswith(_SETS_OFF, block.span.start) or block.kind == "block-quotation"
        if held and opens and block.span.end - held.start <= _LONGEST:
            held = Span(held.start, block.span.end)
            continue
        if held:
            yield held
        held = block.span
    if held:
        yield held


def read(
    doc: Document, about: str, places: Sequence[Span], named: Mapping[str, Sequence[Span]], within: Sequence[Span]
) -> Iterator[Taken]:
    """The likelier side of everybody named in each of some windows of a document.

    `about` is the topic's name and `places` are where it stands; `named` are the others by name, with where they stand.
    """
    quoted = marks.find(doc)
    for window in within:
        here = {n: [s for s in spans if window.start <= s.start < window.end] for n, spans in named.items()}
        here = {n: spans for n, spans in here.items() if spans}
        if not here:
            continue
        near = [q for q in quoted if q.start < window.end and window.start < q.end]
        pieces = encode(graphs.words(), doc.text, [window], near)
        for left in range(0, max(1, len(pieces) - _OVERLAP), BODY - _OVERLAP):
            asked = Question.of(pieces.part(left, left + BODY), about, places, here)
            for name, scores in zip(here, asked.scores(), strict=True):
                if scores:
                    k = _side(scores)
                    yield Taken(name, _SIDES[k - 1], _likelihood(scores, k), window, tuple(here[name]))


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A passage with the topic's name behind it, as the network reads them."""

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    mark: NDArray[np.int64]
    """1 where somebody is named, 2 where the topic is."""
    topic: NDArray[np.float32]
    """What each piece weighs in the topic; the sum is 1."""
    holders: list[NDArray[np.float32]]
    """The same of everybody named; nothing of whom no piece names."""

    @classmethod
    def of(cls, pieces: Pieces, about: str, places: Sequence[Span], named: Mapping[str, Sequence[Span]]) -> "Question":
        """The question who of some named in some pieces is on a side of a topic that stands at some places."""
        head = encode(graphs.words(), about, [Span(0, len(about))], ()).part(0, _HEAD)
        ids, features = graphs.closed((pieces.id, pieces.feature), (head.id, np.full(len(head), _CAPITAL)))
        holders = [_stands(pieces, spans, len(ids)) for spans in named.values()]
        mark = np.zeros(len(ids), np.int64)
        for holder in holders:
            mark[holder] = _HOLDER
        mark[_stands(pieces, places, len(ids))] = _TOPIC
        mark[len(pieces) + 2 : -1] = _TOPIC
        return cls(ids, features, mark, _shared(mark == _TOPIC), [_shared(h) for h in holders])

    def scores(self) -> list[list[int]]:
        """Of everybody named the scores of no side, for, against, in whole hundredths; of whom no piece names none."""
        there = [bool(h.any()) for h in self.holders]
        if not any(there):
            return [[] for _ in there]
        asked = np.stack([h for h in self.holders if h.any()])
        told = graphs.run(
            "conduct", self.ids, self.features, mark=self.mark[None], topic=self.topic[None], holder=asked
        )[0]
        rows = iter(np.rint(100 * told).astype(int).tolist())
        return [next(rows) if k else [] for k in there]


def _stands(pieces: Pieces, spans: Sequence[Span], size: int) -> NDArray[np.bool_]:
    """Which of so many pieces, the first of which is an end, stand in some ranges."""
    found = np.zeros(size, np.bool_)
    for span in spans:
        found[1 : len(pieces) + 1] |= (pieces.start < span.end) & (span.start < pieces.end)
    return found


def _shared(chosen: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Equal weights of what is chosen."""
    return chosen.astype(np.float32) / np.float32(max(1, chosen.sum()))


def likeliest(scores: Sequence[int]) -> tuple[Side, int] | None:
    """The side that scores in whole hundredths make likeliest, and how likely in per cent; None where no side is."""
    k = _side(scores)
    return (_SIDES[k - 1], _likelihood(scores, k)) if scores[k] > scores[0] else None


def _side(scores: Sequence[int]) -> int:
    """The likelier of the two sides."""
    return max((1, 2), key=lambda n: (scores[n], -n))


def _likelihood(scores: Sequence[int], k: int) -> int:
    """What scores in whole hundredths make of one of them, in per cent."""
    return round(100 / sum(math.exp((other - scores[k]) / (100 * _WARMTH)) for other in scores))
