"""Who signed a letter: the name under "Yours faithfully," where a salutation opens the text.

Both ends are asked for, since a text may quote a letter's close, and a mere name at an end signs nothing. Limit: English
letters; a forename alone tells nobody; a letter without a salutation has no signature here.
"""

import itertools
import re
from collections.abc import Sequence

from loquitur.model import Block, Field

__all__ = ["signature"]

_SALUTATION = re.compile(
    r"(?:to the editor\b|sirs?[,:—.-]|gentlemen[,:—-]|(?:my )?(?:very )?(?:dear(?:est)?|honou?red|respected|right honou?rable)\b)[^.!?\n]{0,60}[,:—.!-]*$",
    re.I,
)
_CLOSE = re.compile(
    r"(?:.{0,80}\b)?(?:yours?|i (?:am|remain|have the honou?r)|(?:very )?(?:truly|sincerely|respectfully|faithfully|fraternally|cordially)"
    r"|(?:with )?(?:best|kind(?:est)?|warm(?:est)?) (?:wishes|regards)|with love)\b.{0,60},?$",
    re.I,
)
_NAME = re.compile(
    r"(?:\(?[Ss]igned\)?[ :.]+)?((?:(?:[A-ZÀ-Þ]\.\s?)+|[A-ZÀ-Þ][\w’'-]+)(?:\s+(?:(?:[A-ZÀ-Þ]\.\s?)+|[A-ZÀ-Þ][\w’'-]+|de|van|von|der|la|du)){1,4})[.,]?"
)
_OPENS_WITHIN, _CLOSES_WITHIN = 6, 8
"""How many lines from the top a salutation stands, and from the end a close."""


def signature(text: str, blocks: Sequence[Block]) -> list[Field]:
    """The author of a letter as its signature names him; nothing where the text is no letter."""
    body = [line.strip() for b in blocks if b.kind != "frame" for line in text[slice(*b.span)].splitlines()]
    lines = [line for line in body if line]
    if not any(_SALUTATION.match(line) for line in lines[:_OPENS_WITHIN]):
        return []
    last = lines[-_CLOSES_WITHIN:]
    for close, name in itertools.pairwise(last):
        signed = _NAME.fullmatch(name)
        if signed and _CLOSE.match(close) and len(close) < 120:
            return [Field("author", signed[1].title() if signed[1].isupper() else signed[1], "signature")]
    return []
