"""What stands beside a quoted passage: its scene, and the cue that is found in it."""

from dataclasses import dataclass

from loquitur.language.marks import Quoted
from loquitur.language.sentences.prose import Word
from loquitur.language.sentences.subjects import Subject
from loquitur.model import Span

__all__ = ["Cue", "Scene"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands round a quoted passage, without the words of other passages."""

    text: str
    quoted: Quoted
    before: tuple[Word, ...]
    """The words of its sentence before it, in its own paragraph."""
    after: tuple[Word, ...]
    """The words after it up to the end of that sentence or the next passage."""
    rest: tuple[Word, ...]
    """The same without that end, as far as a cue is looked for."""
    last: tuple[Word, ...]
    """The last sentence of the paragraph before, where the passage opens its own."""
    last_end: int
    """Where that paragraph ends."""
    sentence_before: tuple[Word, ...]
    """The sentence before, in its own paragraph, where the passage opens its sentence."""
    next: tuple[Word, ...]
    """The first sentence of the paragraph after, where the passage closes its own."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What gives a passage to somebody."""

    frame: str
    words: tuple[Span, ...]
    subject: Subject | None
    more: tuple[tuple[Subject, Span], ...] = ()
    """Further subjects of the same words, each with the sentence that names it."""
    confidence: int = 90
