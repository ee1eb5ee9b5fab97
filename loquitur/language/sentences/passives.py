"""What is done to the subject of a sentence, who then does not speak: "he was told", "she was denounced"."""

from collections.abc import Sequence

from loquitur.language.sentences.prose import Word
from loquitur.language.words import lexicon

__all__ = ["hears", "passive"]

_BEING = frozenset({"was", "were", "is", "are", "am", "be", "been", "being", "got"})


def hears(row: Sequence[Word], verb: int) -> bool:
    """Whether the subject of a verb does not speak: "he was told" hears, of who "was denounced" others speak, what "was read"
    are the words."""
    told = lexicon().indirect
    if row[verb].lower in told["given"]:
        return passive(row, verb) and row[verb - 1].lower != "be"  # "had it be written on the wall"
    if row[verb].lower in told["cited"]:
        return False
    parted = verb > 0 and row[verb].start - row[verb - 1].end > 1  # "There he was, said Hill"
    return passive(row, verb) and (row[verb].lower in told["heard"] | told["undergone"] or not parted)


def passive(row: Sequence[Word], verb: int) -> bool:
    """Whether a form of "be" makes a verb what is done to its subject."""
    if row[verb].lower.endswith("ing"):
        return False  # "was still assuring them"
    adverbs = lexicon().closed["adverbs"]
    i = verb - 1
    while i > 0 and (row[i].lower in adverbs or row[i].lower.endswith("ly")):
        i -= 1
    return i >= 0 and row[i].lower in _BEING
