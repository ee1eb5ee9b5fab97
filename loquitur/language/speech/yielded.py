"""Whether the sentence before some words tells that somebody else speaks them: "Hale gave way to Orme. “…”".

The subject of the sentence before speaks the words behind it, where nothing else gives them to anybody. But who yields, hears a
voice, is startled by another or thanks him has another before him, and "was the reply" tells that somebody answers him. Then nobody
is named.
"""

from collections.abc import Sequence

from loquitur.language.sentences.passives import passive
from loquitur.language.sentences.prose import Word
from loquitur.language.sentences.subjects import Subject
from loquitur.language.words import lexicon

_QUESTIONS = frozenset({"whether", "why", "how", "what", "if", "for"})

__all__ = ["another_speaks", "is_reply"]


def another_speaks(text: str, row: Sequence[Word], subject: Subject, after: Sequence[Word]) -> bool:
    """Whether the subject of the sentence before has another before him, who may speak the words."""
    behind = [i for i, w in enumerate(row) if w.start >= subject.span.end]
    verb = next((i for i in behind if not _beside(row[i])), None)
    if is_reply(after):
        return verb is None or not (passive(row, verb) and row[verb].lower in lexicon().indirect["heard"])
    if verb is None or "," in text[subject.span.end : row[verb].start]:
        return False
    rest, lists = row[verb + 1 :], lexicon().lists
    somebody = any(w.text[0].isupper() for w in rest)
    if row[verb].lower in ("asked", "asks", "inquired"):
        return somebody and any(w.lower in _QUESTIONS for w in rest)
    if passive(row, verb):
        return bool(rest) and rest[0].lower == "by" and somebody
    if row[verb].lower in lexicon().indirect["perceiving"]:
        return somebody or any(w.lower in lists["sounds"] for w in rest)
    way = row[verb].lower in ("gave", "gives", "made", "makes") and any(w.lower in lists["way"] for w in rest[:2])
    return (way or row[verb].lower in lists["yielding"]) and any(w.lower in ("to", "for") for w in rest[:4])


def is_reply(after: Sequence[Word]) -> bool:
    """Whether the words behind call it an answer: "was the reply", "came the prompt answer"."""
    if len(after) < 3 or after[0].lower not in ("was", "came", "is", "comes"):
        return False
    return any(w.lower in lexicon().lists["replies"] for w in after[2:4])


def _beside(word: Word) -> bool:
    closed = lexicon().closed
    return word.lower in closed["auxiliaries"] | closed["adverbs"] or word.lower.endswith("ly")
