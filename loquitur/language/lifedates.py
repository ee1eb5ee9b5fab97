"""The year of a death in the dates of a life behind a name: "Thomas Wynn (1861–1919)", "(b. 1840, d. 1905)", "(d. 1919)".

Years alone can be those of an office or a reign, so they count for a life only where they lie as far apart as lives last,
and where no ruler's title stands before the name.
"""

import re
from collections.abc import Iterator

from loquitur.language.bearings import Ground
from loquitur.model import Fate, Span

__all__ = ["find"]

_YEAR = r"(?:(?P<{0}c>c(?:a|irca)?\.? ?)?(?P<{0}>\d{{3,4}}))"
_DAY = r"(?:\d{1,2} )?(?:[A-Z][a-z]+\.? )?(?:\d{1,2}, )?"
_LIFE = re.compile(
    rf"[,’'*_]*\s*[(\[](?:(?P<born>b(?:orn|\.)|\*)\s*)?{_DAY}{_YEAR.format('from')}\s*[–—,;-]\s*(?P<died>d(?:ied|\.)|†)?\s*{_DAY}{_YEAR.format('to')}[)\]]"
    rf"|[,’'*_]*\s*[(\[](?:d(?:ied|\.)|†)\s*{_DAY}{_YEAR.format('only')}[)\]]"
)
_SHORTEST, _LONGEST = 18, 105
_RULER = re.compile(
    r"\b(?:king|queen|emperor|empress|tsar|czar|sultan|shah|pope|caliph|pharaoh|khan|doge|duke|prince|president|premier|"
    r"chancellor|minister|governor|mayor|bishop|archbishop|abbot)\b[^.;:]{0,30}$",
    re.I,
)
"""Titles whose years may be those of an office."""


def find(ground: Ground) -> Iterator[Fate]:
    """The deaths that dates of lives tell, in the order of the text."""
    text = ground.doc.text
    for mention in ground.who.mentions:
        name = ground.who.name(mention.name)
        m = _LIFE.match(text, mention.span.end) if ground.who.kinds.get(name) == "person" else None
        if m is None:
            continue
        year = m["only"] or m["to"]
        apart = int(m["to"]) - int(m["from"]) if m["from"] else 0
        if apart < 0:
            continue
        if m["from"] and not (m["born"] or m["died"]):
            before = text[max(0, mention.span.start - 40) : mention.span.end]
            if not _SHORTEST <= apart <= _LONGEST or _RULER.search(before):
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
            "dates of a life",
        )
