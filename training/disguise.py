"""News in the dress of older print: what articles never show and historical prose is full of.

An article's marks become straight, French, German or single ones, or go; one long quotation is set over two paragraphs
that each open with a mark while only the last closes; "X said, “…”" becomes a paragraph "X said:" before the words. Or
the marks get the faults of careless typing: straight ones among the curly, some that are missing. The annotation moves
along, so the reader learns that the words are quoted all the same.
"""

import random
import re
from collections.abc import Iterable

from loquitur.model import Span
from training.corpora import Sample, Told

__all__ = ["disguised", "noised"]

_DRESS = (("“", "”", '"', '"'), ("“", "”", "« ", " »"), ("“", "”", "„", "“"), ("“", "”", "‘", "’"), ("“", "”", "", ""))
Edit = tuple[int, int, str]


def disguised(sample: Sample, rng: random.Random) -> Sample:
    """The sample with one or two changes of dress."""
    if rng.random() < 0.6:
        sample = _edited(sample, _parted(sample, rng))
    if rng.random() < 0.6:
        sample = _edited(sample, _led(sample, rng))
    if rng.random() < 0.6:
        a, b, x, y = rng.choice(_DRESS)
        edits = [(m.start(), m.end(), x if m.group() == a else y) for m in re.finditer(f"[{a}{b}]", sample.text)]
        sample = _edited(sample, edits)
    return sample


def noised(sample: Sample, rng: random.Random) -> Sample:
    """The sample with faulty marks: here and there one of the other habit, a few of them missing."""
    other, gone = rng.choice(((0.1, 0.0), (0.3, 0.0), (0.1, 0.03), (0.0, 0.05)))
    edits: list[Edit] = []
    for m in re.finditer('[“”"]', sample.text):
        drawn = rng.random()
        if drawn < gone:
            edits.append((m.start(), m.end(), ""))
        elif drawn < gone + other:
            edits.append((m.start(), m.end(), '"' if m.group() != '"' else rng.choice("“”")))
    return _edited(sample, edits)


def _parted(sample: Sample, rng: random.Random) -> list[Edit]:
    """A paragraph's end, and a mark that opens again, between two sentences inside a pair of marks."""
    edits: list[Edit] = []
    for m in re.finditer(r"“[^“”\n]{120,}”", sample.text):
        stops = [m.start() + s.end() for s in re.finditer(r"[.!?] (?=[A-Z])", m.group())]
        if stops and rng.random() < 0.5:
            at = rng.choice(stops)
            edits.append((at - 1, at, "\n\n“"))
    return edits


def _led(sample: Sample, rng: random.Random) -> list[Edit]:
    """A paragraph that ends in a colon before the words of a whole quotation."""
    edits: list[Edit] = []
    for told in sample.told:
        first = told.content[0].start
        led = told.cue and told.source and max(s.end for s in (*told.cue, *told.source)) <= first
        if led and sample.text[first : first + 1] == "“" and rng.random() < 0.5:
            m = re.search(r"[,:] $", sample.text[:first][-2:])
            if m:
                edits.append((first - 2, first, ":\n\n"))
    return edits


def _edited(sample: Sample, edits: Iterable[Edit]) -> Sample:
    """The sample after replacements that do not overlap, with all its ranges moved along."""
    ordered = sorted(edits)
    if not ordered:
        return sample
    out: list[str] = []
    at = 0
    for a, b, words in ordered:
        out += [sample.text[at:a], words]
        at = b
    text = "".join([*out, sample.text[at:]])

    def start(p: int) -> int:
        by = 0
        for a, b, words in ordered:
            if b > p:
                break
            by += len(words) - (b - a)
        return p + by

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(start(a), start(b)) for a, b in spans if start(b) > start(a))

    def every(told: Iterable[Told]) -> tuple[Told, ...]:
        rows = [Told(moved(t.content), moved(t.cue), moved(t.source), t.sourced) for t in told]
        return tuple(t for t in rows if t.content)

    return Sample(sample.name, text, every(sample.told), sample.whole, tuple(every(t) for t in sample.others))
