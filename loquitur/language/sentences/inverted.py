"""Names that head an entry with the surname first: "HALL, Ann Mary, née Pell (1790–1842)" is Ann Mary Hall."""

import re
from collections.abc import Iterator, Sequence

from loquitur.language.sentences.prose import Sentence
from loquitur.language.words.known import known
from loquitur.model import Document, Span

__all__ = ["find"]

_NAME = r"[^\W\d_a-z][\w’'.-]*"
_HEAD = re.compile(
    rf"[*_#>\[\s]*(?P<last>{_NAME}(?: {_NAME})?)[*_]*, (?P<first>{_NAME}(?: (?:{_NAME}|de|du|di|van|von))*)[*_]*(?:,[^()\n]{{0,40}})? \([^()\n]*?(?:\b1\d{{3}}|\b20\d\d|\bdates)"
)


def find(doc: Document, sentences: Sequence[Sentence]) -> Iterator[tuple[Span, str, int]]:
    """Each such name that opens a block, with its place and the number of its sentence."""
    block = -1
    for number, sentence in enumerate(sentences):
        opens, block = sentence.block != block, sentence.block
        told = _HEAD.match(doc.text, sentence.span.start, doc.blocks[block].span.end) if opens else None
        if told is None:
            continue
        words = [w for w in told["first"].split() if w.lower().rstrip(".") not in known().titles]
        if words and (words[0].lower() in known().forenames or _sure(told["last"], words[0])):
            last = told["last"].title() if told["last"].isupper() else told["last"]
            yield Span(told.start("last"), told.end("first")), " ".join((*words, last)), number


def _sure(last: str, first: str) -> bool:
    """Whether a surname in capitals stands before a forename that no list has, and no place."""
    return last.isupper() and len(last) > 2 and first.lower() not in known().places
