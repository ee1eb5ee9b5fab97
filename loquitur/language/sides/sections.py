"""Who speaks in a section whose heading tells a side: "The case against Hill", "His defenders", "Voices for the union".

Whoever is quoted there in direct words, or stands on the lines of a list there, is taken to be on that side of the person
whom the heading names, else of the one of whom the document speaks most. Not so him whom it is about, nor whoever is quoted
in sections of both sides.

Limit: whom a section only tells of is on no side by it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loquitur.language.deeds.acts import Clause
from loquitur.language.reference.bearings import Ground
from loquitur.language.sides import lists
from loquitur.model import Side, Stance, Statement

__all__ = ["find"]

_LED = r"(?:(?:[IVX]+|\d{1,2})[.:)]\s*)?(?:(?:the|his|her|their|some|early|later|first|other) )*"
_SIDES: dict[Side, re.Pattern[str]] = {
    "against": re.compile(
        rf"{_LED}(?:(?:case|voices?|protests?|arguments?|speeches|charges|witnesses) against\b.*|"
        r"(?:critics?|opponents?|accusers?|enemies|adversaries|dissenters|protesters|denouncers|detractors)\b(?: of\b.*)?)$",
        re.I,
    ),
    "for": re.compile(
        rf"{_LED}(?:(?:case|voices?|arguments?|speeches) (?:for|in favou?r of)\b.*|(?:in )?(?:{_LED})(?:defen[cs]e)\b(?: of\b.*)?|"
        r"(?:defenders?|supporters?|champions?|apologists?|admirers?|advocates)\b(?: of\b.*)?)$",
        re.I,
    ),
}
_BARE = re.compile(r"(?:\b(?:against|for|in favou?r of)(?: (?:him|her|them))?|^(?!.*\b(?:against|for|of)\b).*)$", re.I)
"""A heading that names nothing, so that it means him of whom the document speaks."""


@dataclass(frozen=True, slots=True)
class _Section:
    """The sentences below a heading that tells a side."""

    first: int
    last: int
    target: str
    side: Side
    heading: str


def find(ground: Ground, statements: Sequence[Statement]) -> Iterator[Stance]:
    """The stances that sections tell, in the order of the text."""
    sections = list(_sections(ground))
    found = [(s, stance) for s in sections for stance in (*_quoted(ground, s, statements), *_listed(ground, s))]
    by: dict[tuple[str, str], set[Side]] = {}
    for section, stance in found:
        by.setdefault((stance.holder, section.target), set()).add(section.side)
    yield from (stance for section, stance in found if len(by[stance.holder, section.target]) == 1)


def _sections(ground: Ground) -> Iterator[_Section]:
    blocks = ground.doc.blocks
    heads = [n for n, s in enumerate(ground.sentences) if blocks[s.block].kind == "heading"]
    for number, following in zip(heads, [*heads, len(ground.sentences)][1:], strict=True):
        span = ground.sentences[number].span
        heading = ground.doc.text[span.start : span.end].strip(" .:")
        side = next((s for s, pattern in _SIDES.items() if pattern.match(heading)), None)
        named = {ground.who.name(m.name) for m in ground.mentions(number)}
        whole = _BARE.search(heading) is not None  # "Protests against the price of bread" are against nobody
        target = named.pop() if len(named) == 1 else ground.topic if not named and whole else None
        if side and target and number + 1 < following:
            yield _Section(number + 1, following - 1, target, side, heading)


def _quoted(ground: Ground, section: _Section, statements: Sequence[Statement]) -> Iterator[Stance]:
    """Whoever is quoted in the section in words of his own."""
    low, high = ground.sentences[section.first].span.start, ground.sentences[section.last].span.end
    for statement in statements:
        quotation, who = statement.quotation, statement.speaker.name
        inside = low <= quotation.spans[0].start and quotation.spans[-1].end <= high
        denied = statement.chain and statement.chain[0].attitude == "denies"
        if (
            inside
            and quotation.mode == "direct"
            and not quotation.within
            and not denied
            and who not in (None, section.target)
        ):
            yield Stance(
                str(who), section.target, section.side, quotation.spans[0], statement.said, statement.said_basis,
                quotation.id, 60, f"quoted under “{section.heading}”",
            )  # fmt: skip


def _listed(ground: Ground, section: _Section) -> Iterator[Stance]:
    """Whoever stands on the lines of a list in the section."""
    for number in range(section.first - 1, section.last + 1):
        clause = Clause(ground, number)
        if lists.opens(clause):
            yield from lists.below(clause, section.target, section.side)
