"""Whether "her" is whose something is, or somebody: "in her last letter", but "they hanged her twice"."""

from collections.abc import Sequence

from loquitur.language.sentences.prose import Word
from loquitur.language.words import lexicon

__all__ = ["possessive"]

_ADVERBIAL = frozenset(
    """
    twice thrice once dead alive home away back down up out off again there here today yesterday tomorrow alone too either
    inside outside abroad ashore aboard ill mad free guilty innocent
    """.split()  # noqa: SIM905 - one a line would fill a page
)
"""What can stand behind "her" without being hers: "they hanged her twice"."""
_ADJECTIVES = frozenset(
    """
    costly cowardly daily deadly earthly early elderly family fatherly friendly ghastly goodly heavenly holy homely jolly kindly lively
    lonely lovely manly melancholy monthly motherly only orderly saintly scholarly sickly silly sisterly timely ugly untimely
    weekly womanly worldly yearly ally allies assembly reply
    """.split()  # noqa: SIM905 - one a line would fill a page
)
"""Words in -ly that are no adverbs."""


def possessive(text: str, row: Sequence[Word], i: int) -> bool:
    """Whether "her" at a place belongs to the noun behind it ("in her last letter"), and is not somebody ("saw her")."""
    if row[i].lower != "her" or i + 1 == len(row) or not text[row[i].end : row[i + 1].start].isspace():
        return False
    closed, behind = lexicon().closed, row[i + 1].lower
    if behind in _ADVERBIAL or (behind.endswith("ly") and behind not in _ADJECTIVES):
        return i > 0 and row[i - 1].lower in closed["prepositions"]
    stop = closed["prepositions"] | closed["conjunctions"] | closed["determiners"] | closed["adverbs"]
    return behind not in stop - _ADJECTIVES
