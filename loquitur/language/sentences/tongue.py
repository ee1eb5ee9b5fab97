"""Whether a text is in a language that the package has words for.

English is known by its small words: in English prose every third word is one of some two hundred, in other languages
hardly one in twelve. Marks, dashes and block quotations are read in any language; cues and names are not.
"""

from itertools import islice

from loquitur.language.sentences.prose import WORD
from loquitur.language.words import lexicon

__all__ = ["is_known"]

_LOOKED_AT = 4_000
_LEAST_WORDS = 25
_SHARE = 8
"""One small word in so many is the least."""


def is_known(text: str) -> bool:
    """Whether the text is English, as far as its first words tell; a text of a few words is given the benefit."""
    small = frozenset().union(*lexicon().closed.values())
    words = [m.group().lower() for m in islice(WORD.finditer(text), _LOOKED_AT)]
    return len(words) < _LEAST_WORDS or _SHARE * sum(w in small for w in words) >= len(words)
