"""What a page makes of the words that it reports.

The reporter denies them ("It is not true, as X claims, that …"; "… That is a lie."), doubts them ("X pretends that
…", "X would have us believe"), or affirms them ("as X rightly says"). Told from the words of the cue's own sentence
outside every quotation, and from how the next sentence begins; everything else is neutral. Whether the reporter is right
is nobody's business here.
"""

import re
from functools import cache

from loquitur.language.words import lexicon
from loquitur.model import Attitude

__all__ = ["of_report"]


def of_report(before: str, after: str) -> Attitude:
    """The attitude that the reporter's own words before and after show."""
    opening, following = _flat(before), _flat(after).lstrip(" .,;:!?…”\"’'»)]—–-")
    if _pattern("denials").search(opening) or _pattern("denied_after").match(following):
        return "denies"
    if _pattern("doubts").search(opening) or _pattern("doubted_after").match(following):
        return "doubts"
    return (
        "affirms" if _pattern("affirms").search(opening) or _pattern("affirmed_after").match(following) else "neutral"
    )


def _flat(words: str) -> str:
    return re.sub(r"\s+", " ", words.lower().replace("’", "'"))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    ended = r"(?=\s*(?:[.;!?—–]|$))" if kind.endswith("_after") else ""  # "It is not true that" points forward
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, lexicon().attitudes[kind]))})\b{ended}")
