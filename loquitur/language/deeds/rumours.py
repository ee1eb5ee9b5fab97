"""What is only said, by nobody or by many, and taken back: "It is often written that X opposed it. He did not."

The claim is what is said; whoever is named for it asserts it ("by Mr X in his Annals"). It is one only where the rest of the
sentence or the next of its paragraph takes it back, or where somebody is named for it. Who denies it is the subject of
the denial where that is somebody, else the document's own voice.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loquitur.language.deeds.acts import Clause
from loquitur.language.reference.bearings import Ground
from loquitur.language.sentences.predicates import read
from loquitur.model import Claim, Span

__all__ = ["find"]

_NEXT = 1
"""How many sentences behind are looked at for a denial."""
_SAYING = re.compile(
    r"(?:den(?:y|ies|ied)|repudiated|disclaimed|laughed|contradicted|disputed|disputes|dispute|corrected|corrects)$"
)


@cache
def _told() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    data = read("claims")["rumour"]
    return tuple(re.compile(one, re.I) for one in data["told"]), re.compile("|".join(data["denied"]), re.I)


def find(ground: Ground, taken: Sequence[Span]) -> Iterator[Claim]:
    """Every rumour that is taken back, or for which somebody is named, outside what is taken already."""
    for number, sentence in enumerate(ground.sentences):
        if ground.doc.blocks[sentence.block].kind in ("heading", "caption"):
            continue
        words = _plain(ground, number)
        found = next((m for one in _told()[0] if (m := one.search(words))), None)
        if found is None or words.endswith("?"):
            continue
        span = Span(sentence.span.start + _said(words, found)[0], sentence.span.start + _said(words, found)[1])
        if not any(a < span.end and span.start < b for a, b in taken):
            yield from _claim(ground, number, found, span)


def _said(words: str, found: re.Match[str]) -> tuple[int, int]:
    """Where what is said begins and ends in a sentence: without a group `c` it is the words since the last stop."""
    if "c" in found.re.groupindex:
        return found.span("c")
    start = max(words.rfind(stop, 0, found.start()) for stop in ".;:") + 1
    start += len(words[start:]) - len(words[start:].lstrip())
    return start, found.start() if found[0].startswith(",") else found.end()


def _plain(ground: Ground, number: int) -> str:
    start, end = ground.sentences[number].span
    return ground.doc.text[start:end].replace("’", "'").replace("\n", " ")


def _claim(ground: Ground, number: int, found: re.Match[str], span: Span) -> Iterator[Claim]:
    by = _named(ground, number, found)
    for other in range(number, min(number + 1 + _NEXT, len(ground.sentences))):
        if ground.sentences[other].block != ground.sentences[number].block:
            break
        words = _plain(ground, other)
        denial = _told()[1].search(words, _said(words, found)[1] if other == number else 0)
        if denial:
            who = _denier(ground, other, denial)
            told = ground.sentences[other].span
            if who != by:
                yield Claim(span, by, who, told, (), 55, "told as talk, and taken back")
            return
    if by:
        yield Claim(span, by, None, None, (), 50, "told as said by somebody")


def _named(ground: Ground, number: int, found: re.Match[str]) -> str | None:
    if not found.groupdict().get("by"):
        return None
    at = ground.sentences[number].span.start
    inside = [m for m in ground.mentions(number) if at + found.start("by") <= m.span.start < at + found.end("by")]
    return ground.who.name(inside[0].name) if inside else None


def _denier(ground: Ground, number: int, denial: re.Match[str]) -> str:
    """Who takes it back: the subject of a verb of denying, else the document's own voice."""
    verb = re.match(r"\w+", denial[0])
    if verb and _SAYING.match(verb[0].lower()):
        clause, place = Clause(ground, number), ground.sentences[number].span.start + denial.start()
        at = next((k for k, word in enumerate(clause.row) if word.start == place), None)
        names = clause.doer(at).names if at is not None else ()
        if len(names) == 1:
            return names[0]
    return ground.own
