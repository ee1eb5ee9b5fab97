"""Questions that somebody asks one after another: "questions that the people ask: One, … Two, … And three, …".

A sentence tells who asks; then two or more sentences or paragraphs follow, each opened by the next number and closed by
a question mark. Each is a question of that voice in the reporter's words. Whoever asks without being told apart ("every
honest man") is nobody by name.

Limit: questions without numbers, and demands or points of other kinds, are left as the reporter's own.
"""

import re
from collections.abc import Iterator, Sequence

from loquitur.language.sentences.clauses import left_subject
from loquitur.language.sentences.prose import Sentence
from loquitur.language.sentences.subjects import Subject
from loquitur.language.speech.indirect import Told
from loquitur.language.words import lexicon
from loquitur.model import Document, Span

__all__ = ["FRAME", "find", "is_anybody"]

FRAME = "numbered questions"

_NUMBERS = ("one|first(?:ly)?|1|a|i", "two|second(?:ly)?|2|b|ii", "three|third(?:ly)?|3|c|iii", "four(?:th(?:ly)?)?|4|d|iv",
            "five|fifth(?:ly)?|5|e|v", "six(?:th(?:ly)?)?|6|f|vi")  # fmt: skip
_OPENS = [
    re.compile(rf"\W*(?:and\s+|(?:and\s+)?(?:lastly|finally),\s+)?(?:{n})\s*[,.:;)\]—–-]+\s*", re.I) for n in _NUMBERS
]
_QUESTIONS = {"question", "questions"}
_QUESTION = re.compile(r"[^?\n]{3,600}(?:\n(?!\n)[^?\n]{1,600}){0,20}\?")
_EVERYBODY = re.compile(r"(?:every|each|any|all)\b|everybody|everyone|people\b", re.I)


def find(doc: Document, sentences: Sequence[Sentence]) -> Iterator[Told]:
    """The questions that a sentence announces and numbers tell apart, in order."""
    for sentence in sentences:
        if not any(w.lower in _QUESTIONS for w in sentence.words):
            continue
        items = list(_numbered(doc.text, sentence.span.end))
        told = _asker(doc.text, sentence) if len(items) > 1 else None
        if told:
            yield from (Told((span,), *told, FRAME, "speech", False) for span in items)


def _numbered(text: str, at: int) -> Iterator[Span]:
    """The questions behind the numbers, as long as the next number follows a question in its paragraph."""
    for opens in _OPENS:
        m = opens.match(text, at)
        asked = _QUESTION.match(text, m.end()) if m else None
        if asked is None:
            return
        yield Span(*asked.span())
        at = asked.end()


def _asker(text: str, sentence: Sentence) -> tuple[Span, Subject] | None:
    """The verb of asking in a sentence, and its subject: behind the questions ("that X asks") rather than before them."""
    verbs, words = lexicon().indirect["asking"], sentence.words
    noun = next(i for i, w in enumerate(words) if w.lower in _QUESTIONS)
    for i in (*range(noun + 1, len(words)), *range(noun)):
        word = words[i]
        subject = left_subject(text, sentence.words, i) if word.lower in verbs else None
        if subject and subject.form != "first":
            return Span(word.start, word.end), subject
    return None


def is_anybody(subject: Subject) -> bool:
    """Whether a subject is nobody told apart: "every honest man", "people"."""
    return _EVERYBODY.match(subject.text) is not None
