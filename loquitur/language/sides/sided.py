"""Which of two named in a sentence is for or against the other, by the network that reads paragraphs (`conduct.py`).

Everybody named in a sentence is taken for its topic once, and the network tells who of the others is for him or against him. Of
the two ways round that a pair has the likelier is told.

Limit: it knows the English of news best. What it gives is a likelihood, and only what is far above even is used.
"""

from collections.abc import Sequence

from loquitur.language import marks
from loquitur.language.networks import graphs
from loquitur.language.networks.pieces import BODY, encode
from loquitur.language.sides import conduct
from loquitur.language.sides.conduct import Question
from loquitur.model import Document, Side, Span

__all__ = ["VERSION", "Judge"]

VERSION = "loquitur conduct 2"
Judged = tuple[Side, bool, int]


class Judge:
    """The network over the sentences of a document."""

    def __init__(self, doc: Document) -> None:
        self.by = f"{VERSION}, {graphs.runtime()}"
        self._text, self._quoted = doc.text, marks.find(doc)

    def of(self, sentence: Span, names: Sequence[Span]) -> dict[tuple[int, int], Judged]:
        """Of every two of some names, by their numbers, the first before the second: the likeliest side, whether the second
        holds it, and its likelihood in per cent; nothing of those of whom no side is likeliest."""
        near = [q for q in self._quoted if q.start < sentence.end and sentence.start < q.end]
        pieces = encode(graphs.words(), self._text, [sentence], near).part(0, BODY)
        found: dict[tuple[int, int], Judged] = {}
        for n, topic in enumerate(names):
            if not pieces or topic.start >= pieces.end[-1]:
                continue
            others = {str(k): [span] for k, span in enumerate(names) if span != topic}
            asked = Question.of(pieces, self._text[topic.start : topic.end], [topic], others)
            for key, scores in zip(others, asked.scores(), strict=True):
                told = conduct.likeliest(scores) if scores else None
                pair = min(n, int(key)), max(n, int(key))
                if told and (pair not in found or told[1] > found[pair][2]):
                    found[pair] = told[0], int(key) == pair[1], told[1]
        return found
