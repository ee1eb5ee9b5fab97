"""Whether what befalls only persons is told of a name: "Hill was hanged", "Hill, Sands, and Pell were arrested", "the murder of Hill".

A name that stands once, without a title and without a forename, is known for a person's by nothing else. What befalls
towns and peoples as well ("was burnt", "was taken", "the fall of") tells nothing.
"""

import re
from functools import cache

from loquitur.language.words import lexicon

__all__ = ["suffers"]

_FAR = 600
"""How many characters a list of names may go on."""
_NAME = r"[^\W\d_a-z][\w’'.-]*(?:[^\S\n]+(?:de|la|le|von|van|du|of|[^\W\d_a-z][\w’'.-]*))*"


def suffers(text: str, start: int, end: int) -> bool:
    """Whether it is told of the name in a range, alone or in a list."""
    behind, before, led = _told()
    opening = text[max(0, start - _FAR) : start]
    undergone = behind.match(text, end, end + _FAR) is not None and led.search(opening) is None
    return undergone or before.search(opening) is not None


@cache
def _told() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands behind such names, what before them, and what before them tells where they only live."""
    names = lexicon().names
    done, called = ("|".join(sorted(names[kind])) for kind in ("suffered", "sufferings"))
    listed = rf"(?:,\s+(?:and\s+)?{_NAME}|\s+and\s+{_NAME})"
    behind = (
        rf"{listed}*,?\s+(?:(?:was|were|has been|have been|had been|is|are)\s+(?:[a-z]+ly\s+|also\s+|then\s+|both\s+|all\s+|himself\s+|herself\s+)*"
        rf"(?:(?:{done})\b|put to death|taken prisoner|condemned to death)|(?:died|perished|emigrated)\b)"
    )
    led = (
        rf"\b(?:of|in|at|near|from|to|for|with|between|around)\s+(?:the\s+)?(?:{_NAME}{listed}*(?:,\s+|,?\s+and\s+))?$"
    )
    return (
        re.compile(behind),
        re.compile(rf"\b(?:{called})\s+of\s+(?:{_NAME}{listed}*(?:,\s+|,?\s+and\s+))?$"),
        re.compile(led),
    )
