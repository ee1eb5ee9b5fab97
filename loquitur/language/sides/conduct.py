"""Who takes a side of a topic by words and deeds, as a trained network reads a paragraph that no rule understands.

"Deputy Champi was one of the seven", "he tore the circular up": whoever reads on knows the side, though no word tells it.
The lower half of the reader's network (`graphs`) reads a paragraph once; an upper half takes its vectors with marks where
somebody is named, and where the topic is, and gives how likely it is that this body is for it, or against it. The topic's
own name goes before the paragraph, so that it need not stand in it. Which texts it learned from, and how often it is right,
stands in `models/conduct.md`.

Guarantee: the same text gives the same likelihoods on the same build and kind of processor. Limit: it sees one paragraph,
with the quotations set off below it; English alone.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loquitur.language import marks
from loquitur.language.marks import Quoted
from loquitur.language.networks import graphs
from loquitur.language.networks.pieces import BODY, Pieces, encode
from loquitur.model import Document, Side, Span

__all__ = ["Taken", "head", "missing", "read", "windows"]

_SIDES: tuple[Side, Side] = ("for", "against")
_HOLDER, _TOPIC = 1, 2
"""The marks of the network."""
_NAME = 1
"""How the pieces of the topic's name are written: with a capital, outside the marks."""
_OVERLAP = 48
_WARMTH = 3.0
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
    topic = head(about), places
    for window in within:
        here = {n: [s for s in spans if window.start <= s.start < window.end] for n, spans in named.items()}
        here = {n: spans for n, spans in here.items() if spans}
        if here:
            near = [q for q in quoted if q.start < window.end and window.start < q.end]
            yield from _window(doc, window, topic, here, near)


def head(about: str) -> NDArray[np.float32]:
    """The vectors of the topic's name (1, pieces, size), its ends among them."""
    pieces = encode(graphs.words(), about, [Span(0, len(about))], ())
    plain = Pieces(
        pieces.id, pieces.start, pieces.end, np.full_like(pieces.feature, _NAME), pieces.word, pieces.paragraph
    )
    return graphs.lower(plain, 0, min(len(plain), BODY // 4))


def _window(
    doc: Document,
    window: Span,
    topic: tuple[NDArray[np.float32], Sequence[Span]],
    named: Mapping[str, Sequence[Span]],
    quoted: Sequence[Quoted],
) -> Iterator[Taken]:
    about, places = topic
    pieces = encode(graphs.words(), doc.text, [window], quoted)
    whole = BODY - about.shape[1]
    for left in range(0, max(1, len(pieces) - _OVERLAP), whole - _OVERLAP):
        right = min(len(pieces), left + whole)
        vectors = np.concatenate([graphs.lower(pieces, left, right), about], axis=1)
        marked = np.zeros(vectors.shape[1], np.int64)
        marked[right - left + 3 : -1] = _TOPIC
        _mark(marked, pieces, (left, right), places, _TOPIC)
        for name, spans in named.items():
            own = marked.copy()
            if _mark(own, pieces, (left, right), spans, _HOLDER):
                scores = np.rint(100 * graphs.upper("conduct", vectors, mark=own[None])[0][0]).astype(int).tolist()
                k = max((1, 2), key=lambda n: (scores[n], -n))
                yield Taken(name, _SIDES[k - 1], _likelihood(scores, k), window, tuple(spans))


def _mark(marked: NDArray[np.int64], pieces: Pieces, part: tuple[int, int], spans: Sequence[Span], mark: int) -> bool:
    """Marks the pieces of some ranges; whether there are any."""
    left, right = part
    start, end = pieces.start[left:right], pieces.end[left:right]
    chosen = np.zeros(right - left, np.bool_)
    for span in spans:
        chosen |= (start < span.end) & (span.start < end)
    marked[1 : right - left + 1][chosen] = mark
    return bool(chosen.any())


def _likelihood(scores: Sequence[int], k: int) -> int:
    """What scores in whole hundredths make of one of them, in per cent."""
    return round(100 / sum(math.exp((other - scores[k]) / (100 * _WARMTH)) for other in scores))
