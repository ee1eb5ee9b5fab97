"""Who takes the floor before words that stand alone.

Minutes and histories tell that somebody rose, and set what he said in a paragraph of its own: "Mr. Leake followed. He was a
young man.\n\n“I went through my uncle's books …”". So words that open a paragraph and have no cue are those of him who rose in
the paragraph before, while its other sentences go on about him.
"""

from collections.abc import Sequence

from loquitur.language.sentences.clauses import left_subject
from loquitur.language.sentences.denials import NOT
from loquitur.language.sentences.prose import Sentence, Word
from loquitur.language.sentences.subjects import Subject, main_subject
from loquitur.language.speech import works
from loquitur.language.speech.beside import Cue
from loquitur.language.speech.scenes import Stage
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["find"]

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
    moved = _moves(text, row[-1])
    if moved:
        return moved
    for sentence in reversed(row):
        subject = main_subject(text, sentence.words)
        if subject is None:
            return None
        if subject.form == "name":
            verb = _rises(text, sentence, subject)
            return Cue("sentence: takes the floor", (verb,), subject, (), 70) if verb else None
        if subject.form != "pronoun":
            return None
    return None


def _moves(text: str, sentence: Sentence) -> Cue | None:
    """Who moves something, or answers, in the last sentence before: "On 5 May he moved the third reading.", "defended it, in the
    longest speech of all"."""
    row = sentence.words
    subject = main_subject(text, row)
    if subject is None or subject.form not in ("name", "pronoun") or any(w.lower in NOT for w in row):
        return None
    behind = next((i for i, w in enumerate(row) if w.start >= subject.span.end), len(row))
    if behind < len(row) and row[behind].text in lexicon().lists["moving"]:
        return Cue("sentence: takes the floor", (Span(row[behind].start, row[behind].end),), subject, (), 65)
    told = works.in_a_work(text, row)
    return Cue("sentence: takes the floor", told.words, told.subject, (), 60) if told else None


def _rises(text: str, sentence: Sentence, subject: Subject) -> Span | None:
    """The verb by which the subject takes the floor: not what he denies, or sees rise, or follows."""
    row = sentence.words
    for i, word in enumerate(row):
        up = word.lower in lexicon().lists["up"] and i + 1 < len(row) and row[i + 1].lower == "up"
        if word.start < subject.span.end or not (up or word.lower in lexicon().indirect["rising"]):
            continue
        own = left_subject(text, row, i)
        if own is None or own.span.start > subject.span.start or _denied(row, i) or _has_object(text, row, i + up):
            return None
        return Span(word.start, word.end)
    return None


def _denied(row: Sequence[Word], i: int) -> bool:
    return any(w.lower in NOT for w in row[max(0, i - 3) : i])


def _has_object(text: str, row: Sequence[Word], last: int) -> bool:
    """Whether somebody or something stands right behind a verb: "followed the road", "followed him"."""
    if last + 1 == len(row) or not text[row[last].end : row[last + 1].start].isspace():
        return False
    closed, behind = lexicon().closed, row[last + 1]
    return (
        behind.text[0].isupper() or behind.lower in closed["determiners"] | closed["possessives"] | closed["pronouns"]
    )
