"""The year of a death in the dates of a life behind a name: "Thomas Wynn (1861–1919)", "(b. 1840, d. 1905)", "(d. 1919)".

Years alone can be those of an office or a reign, or pages, so they count for a life only where they have four figures and
lie as far apart as lives last: before a ruler's title never, before that of an office where nobody holds one so long.
"""

import re
from collections.abc import Iterator

from loquitur.language.deeds import fatewords
from loquitur.language.persons import titles
from loquitur.language.reference.bearings import Ground
from loquitur.language.words import lexicon
from loquitur.model import Fate, Span

__all__ = ["REASON", "find", "years"]

REASON = "dates of a life"

_YEAR = r"(?:(?P<{0}c>c(?:a|irca)?\.? ?)?(?P<{0}>\d{{3,4}}))"
_DAY = r"(?:\d{1,2} )?(?:[A-Z][a-z]+\.? )?(?:\d{1,2}, )?"
_LIFE = re.compile(
    rf"[,’'*_]*\s*[(\[](?:(?P<born>b(?:orn|\.)|\*)\s*)?{_DAY}{_YEAR.format('from')}\s*[–—,;-]\s*(?P<died>d(?:ied|\.)|†)?\s*{_DAY}{_YEAR.format('to')}[)\]]"
    rf"|[,’'*_]*\s*[(\[](?:d(?:ied|\.)|†)\s*{_DAY}{_YEAR.format('only')}[)\]]"
)
_SHORTEST, _LONGEST, _FIRST = 18, 105, 1000
_TERM = 50
"""Years that no office lasts."""
_BEFORE = 40


def find(ground: Ground) -> Iterator[Fate]:
    """The deaths that dates of lives tell, in the order of the text."""
    text = ground.doc.text
    for mention in ground.who.mentions:
        name = ground.who.name(mention.name)
        m = _LIFE.match(text, mention.span.end) if ground.who.kinds.get(name) == "person" else None
        if m is None or _work(text, m.end()):
            continue
        year = m["only"] or m["to"]
        apart = int(m["to"]) - int(m["from"]) if m["from"] else 0
        if apart < 0:
            continue
        if m["from"] and not (m["born"] or m["died"]):
            before = text[max(0, mention.span.start - _BEFORE) : mention.span.end]
            if int(m["from"]) < _FIRST or not max(_SHORTEST, _longest_held(before)) <= apart <= _LONGEST:
                continue
        about = "~" if m["onlyc"] or m["toc"] else ""
        yield Fate(
            name,
            "death",
            f"{int(year):04d}{about}",
            None,
            None,
            Span(mention.span.start, m.end()),
            80,
            REASON,
        )


def years(words: str) -> tuple[int | None, int | None]:
    """Birth and death as the dates of a life behind a name give them; None for what they do not give."""
    m = _LIFE.search(words)
    if m is None:
        return None, None
    return (int(m["from"]) if m["from"] else None), int(m["only"] or m["to"])


def _work(text: str, at: int) -> bool:
    """Whether the brackets are followed by what no person is: "Ann Hall (1990–2019), a play"."""
    behind = re.match(r"[’'*_]*,? an? ([a-z-]+)(?: ([a-z-]+))?(?: ([a-z-]+))?", text[at : at + 60])
    row = [w for w in behind.groups() if w] if behind else []
    ends = {*lexicon().closed["prepositions"], "that", "which", ""}
    works = fatewords.words().works
    return any(word in works and after in ends for word, after in zip(row, [*row, ""][1:], strict=True))


def _longest_held(before: str) -> int:
    """How many years somebody may hold what the words up to his name call him; 0 for no office."""
    row = set(re.findall(r"[a-z]+", re.split("[.;:]", before.lower())[-1]))
    if row & fatewords.words().rulers:
        return _LONGEST + 1
    return _TERM if row & titles.heads() - lexicon().names["honorifics"] else 0
