"""Which of the rules' and the reader's quotations count where they do not agree, and which of the reader's are one.

Words between marks count always. What the reader sees outside them counts, where only speech is wanted, if it is sure of
it; it need be less sure where some of the words stand between marks, or where the rules see speech in them too. What the
rules alone see in unmarked words counts if it says plainly "X said that". The bounds were chosen on articles that were
kept from training.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loquitur.language.networks.decode import Tagged
from loquitur.language.words import lexicon
from loquitur.model import Span, Speaker, Statement

__all__ = ["by_paragraph", "one_cue", "overlapping", "plain", "surer", "unseen"]

_SURE = 92
"""Confidence from which words outside the marks are taken as said."""
_SURE_OF_MIXED = 70
"""The same where some of them stand between marks."""
_SURE_OF_TOLD = 60
"""The same where the rules see speech in these words too."""
_STOP = re.compile(r"[^\W\d_]{3,}[.!?]\s+(?=[A-Z])")
"""Where a sentence ends, and more follows."""
_OWN_FRAME = "indirect: as X says"
_TOPIC = re.compile(
    r"\b(?:sp(?:eaks?|oke|eaking)|talk(?:s|ed|ing)?|writ(?:es?|ing)|wrote|told|tells?) (?:again )?(?:of|about)$"
)
"""Behind what stands that of which somebody speaks, and not what he says."""
_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")


def plain(
    text: str, tagged: Tagged, free: Sequence[Span], told: Sequence[tuple[Span, Speaker]], *, marked: bool
) -> bool:
    """Whether words outside the marks are surely speech: by their confidence, by marked words among them, or because the
    rules see speech in them too (`told`, with its speaker): of which it must be surer where they name somebody else. What
    somebody "spoke of" is no speech."""
    if marked:
        return tagged.confidence >= _SURE_OF_MIXED
    if _is_topic(text, free[0]):
        return False
    ranges = [span for span, _ in told]
    both = [told[k][1] for span in free for k in overlapping(span, ranges)]
    if both:
        one = tagged.source is not None and not any(_STOP.search(text, *span) for span in free)
        return one and tagged.confidence >= (_SURE if _named_otherwise(tagged, both) else _SURE_OF_TOLD)
    return not tagged.attitude and tagged.confidence >= _SURE


def _is_topic(text: str, words: Span) -> bool:
    """Whether words tell of what somebody speaks: "Hill spoke of the strikes and the trials"."""
    opening = re.match(r"(?:of|about)\b|", text[words.start : words.end])
    upto = words.start + (opening.end() if opening else 0)
    return bool(_TOPIC.search(text[max(0, upto - 32) : upto].rstrip()))


def _named_otherwise(tagged: Tagged, speakers: Sequence[Speaker]) -> bool:
    """Whether the rules name speakers by other words than the reader's source."""
    named = [s for s in speakers if s.name is not None]
    return bool(named) and not any(tagged.source and overlapping(tagged.source, s.spans) for s in named)


def surer(tagged: Sequence[Tagged], statements: Sequence[Statement]) -> list[Tagged]:
    """The reader's quotations but for those over unmarked words of which the rules are surer, or which the page denies:
    there the reader, who learnt from news, takes the denial for a part of the words."""
    places = sorted((span, n) for n, t in enumerate(tagged) for span in t.content)
    ranges = [span for span, _ in places]
    lost: set[int] = set()
    for s in statements:
        if s.quotation.mode in ("indirect", "mixed"):
            here = {places[k][1] for span in s.quotation.spans for k in overlapping(span, ranges)}
            own = s.reason.startswith(_OWN_FRAME) or any(link.attitude == "denies" for link in s.chain)
            if here and (own or max(tagged[n].confidence for n in here) < s.confidence):
                lost |= here
    return [t for n, t in enumerate(tagged) if n not in lost]


def by_paragraph(text: str, tagged: Tagged, claimed: Sequence[Span]) -> Iterator[Tagged]:
    """The reader's quotation in parts: a new one where a paragraph begins with words that the rules have a cue for."""
    held: list[Span] = []
    for span in tagged.content:
        if held and "\n\n" in text[held[-1].end : span.start] and overlapping(span, claimed):
            yield replace(tagged, content=tuple(held))
            held = []
        held.append(span)
    yield replace(tagged, content=tuple(held))


def one_cue(tagged: Sequence[Tagged], homes: Sequence[tuple[Span, int]]) -> list[Tagged]:
    """The reader's quotations, those of one cue made one where each begins with a passage of one and the same quotation
    of the rules. `homes`: the passages between marks in order, each with the number of that quotation."""
    marked = [span for span, _ in homes]
    found: list[Tagged] = []
    places: dict[tuple[tuple[Span, ...], int], int] = {}
    for one in sorted(tagged, key=lambda t: t.content[0].start):
        start = one.content[0].start
        first = overlapping(Span(start, start + 1), marked)
        at = places.setdefault((one.cue, homes[first[0]][1]), len(found)) if one.cue and first else len(found)
        if at < len(found):
            found[at] = replace(found[at], content=(*found[at].content, *one.content))
        else:
            found.append(one)
    return found


def overlapping(span: Span, ranges: Sequence[Span]) -> list[int]:
    """The numbers of those ranges, which are in order and apart, that share a place with the span."""
    k = bisect_right(ranges, span.start, key=lambda r: r.start) - 1
    found = []
    for n in range(max(0, k), len(ranges)):
        if ranges[n].start >= span.end:
            break
        if ranges[n].end > span.start:
            found.append(n)
    return found


def unseen(text: str, statement: Statement, seen: Sequence[Span]) -> bool:
    """Whether the reader sees nothing where the rules see unmarked words, and no plain "X said that" speaks for them."""
    if (
        statement.quotation.mode == "direct"
        or statement.reason.startswith("indirect: numbered")
        or any(overlapping(s, seen) for s in statement.quotation.spans)
    ):
        return False
    words = {w.lower() for a, b in statement.cue for w in _WORD.findall(text[a:b])}
    return statement.speaker.name is None or not words & (lexicon().speech | lexicon().report | lexicon().utterance)
