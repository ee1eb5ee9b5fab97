"""Who takes the floor before words that stand alone.

Minutes and histories tell that somebody rose, and set what he said in a paragraph of its own: "Mr. Leake followed. He was a
young man.\n\n“I went through my uncle's books …”". So words that open a paragraph and have no cue are those of him who rose in
the paragraph before, while its other sentences go on about him.
"""

from collections.abc import Sequence

from loquitur.language.beside import Cue
from loquitur.language.clauses import main_subject
from loquitur.language.prose import Sentence
from loquitur.language.scenes import Stage
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["find"]

_UP = frozenset({"stood", "got", "stands", "gets", "jumped", "sprang"})
_LEAST = 6
"""Words from which a paragraph can be a speech."""


def find(stage: Stage, sentences: Sequence[Sentence], starts: Sequence[int], number: int) -> Cue | None:
    """The cue in the paragraph before; `starts`: which sentence is the first of each block."""
    quoted, text = stage.quoted[number], stage.doc.text
    block = stage.block(quoted.start)
    if quoted.parent is not None or not block or quoted.start - stage.blocks[block].span.start > 1:
        return None
    if len(text[quoted.spans[0].start : quoted.spans[0].end].split()) < _LEAST:
        return None
    row = [s for s in sentences[starts[block - 1] : starts[block]] if s.block == block - 1]
    if not row or (number and stage.quoted[number - 1].start >= stage.blocks[block - 1].span.start):
        return None
    for sentence in reversed(row):
        subject = main_subject(text, sentence.words)
        if subject is None:
            return None
        if subject.form == "name":
            verb = _rises(sentence, subject.span.end)
            return Cue("sentence: takes the floor", (verb,), subject, (), 70) if verb else None
        if subject.form != "pronoun":
            return None
    return None


def _rises(sentence: Sentence, after: int) -> Span | None:
    """The verb by which somebody takes the floor."""
    row = [w for w in sentence.words if w.start >= after]
    for i, word in enumerate(row):
        up = word.lower in _UP and i + 1 < len(row) and row[i + 1].lower == "up"
        if up or word.lower in lexicon().indirect["rising"]:
            return Span(word.start, word.end)
    return None
