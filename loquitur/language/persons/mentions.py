"""Where a document names somebody: the runs of capitalised words that mean a person, a group or an organisation.

A heading capitalises what it likes, so it is no evidence: in a heading, or a line all in capitals, only names that the
running text knows are found, also inside a longer run ("CRAFTSMAN REMEMBERED" is nobody).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loquitur.language.persons.kinds import judge
from loquitur.language.persons.runs import Run, habits, runs
from loquitur.language.persons.sure import Form, Kind
from loquitur.language.sentences import inverted, parts
from loquitur.language.sentences.prose import Sentence, base
from loquitur.language.words import lexicon
from loquitur.model import Document, Span, SpeakerKind

__all__ = ["Mention", "mentions"]

_LOUD = re.compile(r"\b(?![IVXLCDM]+\b)[^\W\d_a-z]{2,}(?:[’'][^\W\d_a-z]{2,})?(?![\w’'])")
"""A word of a name that is set in capitals ("Mr. LLOYD-GEORGE"); no number of a king, no initials."""
_INITIALS = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{2,4}")
"""Initials without stops: FDR, LBJ."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where somebody is named."""

    span: Span
    """The words of the name without title, article and possessive."""
    name: str
    """The same in common letters, behind its title of courtesy where it has one ("Mrs. Hale")."""
    kind: SpeakerKind
    sentence: int


def mentions(doc: Document, sentences: Sequence[Sentence]) -> Iterator[Mention]:
    """Each place that names a person, a group or an organisation, in the order of the text."""
    plain, low = habits(doc.text, sentences)
    found = [run for number, row in enumerate(sentences) for run in runs(doc.text, number, row, plain)]
    heads = {n for n in {run.sentence for run in found} if _is_heading(doc, sentences[n])}
    kinds = judge(doc.text, sentences, [run for run in found if run.sentence not in heads], low)
    named = list(_named(doc.text, found, heads, kinds))
    taken = {m.span.start for m in named}
    called = [
        Mention(span, f"the {word}", "person", n) for span, word, n in parts.find(sentences) if span.start not in taken
    ]
    heads_of = [Mention(span, name, "person", n) for span, name, n in inverted.find(doc, sentences)]
    named = [*(m for m in named if not any(_overlap(m, h) for h in heads_of)), *heads_of]
    groups = [Mention(span, name, "group", n) for span, name, n in parts.peoples(doc.text, sentences) if n not in heads]
    within = {m for m in (*named, *called) for g in groups if g.span.start < m.span.end and m.span.start < g.span.end}
    yield from sorted((*(m for m in (*named, *called) if m not in within), *groups), key=lambda m: m.span)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def _named(text: str, found: Sequence[Run], heads: set[int], kinds: dict[Form, Kind]) -> Iterator[Mention]:
    for run in found:
        kept = _known(run, kinds) if run.sentence in heads else run
        kind: Kind = "none" if kept is None else "group" if kept.group else kinds[kept.key]
        if kept and kind != "none":
            yield _mention(text, kept, kind)


def _is_heading(doc: Document, sentence: Sentence) -> bool:
    return doc.blocks[sentence.block].kind == "heading" or not any(c.islower() for w in sentence.words for c in w.text)


def _known(run: Run, kinds: dict[Form, Kind]) -> Run | None:
    """The longest part of a run that the text names."""
    for size in range(len(run.words), 0, -1):
        for start in range(len(run.words) - size + 1):
            words = run.words[start : start + size]
            key = (*(w.lower for w in words[:-1]), base(words[-1]))
            if kinds.get(key, "none") != "none":
                return Run(words, key, run.titles if not start else (), run.at + start, run.sentence, False)
    return None


def _mention(text: str, run: Run, kind: SpeakerKind) -> Mention:
    first, last = run.words[0], run.words[-1]
    end = last.end - (len(last.lower) - len(base(last)))
    name = re.sub(r"\s+", " ", text[first.start : end])
    if kind == "person":
        name = _LOUD.sub(lambda m: m[0] if _INITIALS.fullmatch(m[0]) else m[0].title(), name)
    if kind == "group" and re.search(r"\b[Tt]he\s+$", text[max(0, first.start - 6) : first.start]):
        name = "the " + name
    if kind == "person" and run.titles and run.titles[-1] in lexicon().names["honorifics"]:
        title = re.search(r"[^\W_]+\.?\s+$", text[max(0, first.start - 16) : first.start])
        name = f"{title[0].strip()} {name}" if title else name
    return Mention(Span(first.start, end), name, kind, run.sentence)
