"""What happened to somebody, as told by a clause: who, what, when, by whose hand, how many.

Verbs of death, arrest, exile and their like, in the passive or of themselves, with the subject before them. What is
denied, supposed or yet to come is no fate. The passage is the clause that tells it.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from loquitur.language.bearings import Ground, date_in
from loquitur.language.clauses import left_subject, right_subject
from loquitur.language.people import Roll
from loquitur.language.prose import Sentence, Word
from loquitur.language.words import lexicon
from loquitur.model import Date, Document, Fate, Span

__all__ = ["find"]

_ACTIVE = {"died", "dies", "perished", "survived", "escaped"}
_BE = {"was", "were", "is", "are", "been", "being"}
_NO = {"not", "never", "if", "would", "could", "might", "may", "should", "will", "shall", "nearly", "almost", "to"}
_SUPPOSED = {"if", "unless", "whether"}
_END = re.compile(r"[,;:—–]|\s(?:because|who|which|while|when|and|but|for|after|before|as|without|leaving|so)\s")
_COUNT = re.compile(
    r"((?:tens|hundreds|thousands|millions|dozens|scores)(?: of (?:thousands|millions))?|many|most|several|some|all|[\d,]+|half) of (?:the |his |her |their |these )?$",
    re.I,
)


@cache
def _kinds() -> dict[str, str]:
    data = tomllib.loads(files("loquitur.language.words").joinpath("fates-en.toml").read_text(encoding="utf-8"))
    return {verb: kind for kind, verbs in data["kinds"].items() for verb in verbs.split()}


def find(doc: Document, sentences: Sequence[Sentence], who: Roll, dates: Sequence[Date]) -> tuple[Fate, ...]:
    """Every fate that the document tells, in the order of the text."""
    ground = Ground(doc, sentences, who, (), dates)
    return tuple(
        fate
        for sentence in sentences
        if doc.blocks[sentence.block].kind not in ("heading", "caption")
        for fate in _in_sentence(ground, sentence)
    )


def _in_sentence(ground: Ground, sentence: Sentence) -> Iterator[Fate]:
    row = sentence.words
    for i, word in enumerate(row):
        if word.lower in _SUPPOSED:
            return
        kind = _kinds().get(word.lower)
        if kind is None or i == 0 or any(w.lower in _NO or w.lower.endswith("n't") for w in row[max(0, i - 4) : i]):
            continue
        passive = next((k for k in range(i - 1, max(-1, i - 4), -1) if row[k].lower in _BE), None)
        if word.lower not in _ACTIVE and passive is None and kind != "illness":
            continue
        if kind == "illness" and row[i - 1].lower not in ("fell", "was", "lay", "taken"):
            continue
        yield from _fates(ground, sentence, row, i, passive if passive is not None else i, kind)


def _fates(ground: Ground, sentence: Sentence, row: Sequence[Word], i: int, verb: int, kind: str) -> Iterator[Fate]:
    text = ground.doc.text
    subject = left_subject(text, row, verb)
    opening = text[sentence.span.start : row[i].start].lower().replace("’", "'")
    denied = any(denial in opening for denial in lexicon().denials)
    if subject is None or denied or text[sentence.span.end - 1] == "?":
        return
    date = date_in(ground.dates, text, sentence.span, row[i].end)
    count = _COUNT.search(text[sentence.span.start : _name_start(ground, subject.span)])
    start = sentence.span.start + count.start() if count else subject.span.start
    end = _clause_end(text, row[i].end, sentence.span.end, date)
    for name in ground.persons(subject):
        yield Fate(
            name, kind, date.edtf if date and date.span.end <= end + 12 else None, _agent(ground, row, i), count[1].lower() if count else None,
            Span(start, end), 70 if subject.form == "pronoun" else 85, f"verb: {row[i].lower}",
        )  # fmt: skip


def _name_start(ground: Ground, subject: Span) -> int:
    inside = [m for m in ground.who.mentions if subject.start <= m.span.start < subject.end]
    return inside[0].span.start if inside else subject.start


def _clause_end(text: str, at: int, end: int, date: Date | None) -> int:
    while end > at and text[end - 1] in '.!?”"’) ':
        end -= 1
    low = date.span.end if date and at <= date.span.start <= at + 30 else at
    stop = _END.search(text, min(low, end), end)
    return stop.start() if stop else end


def _agent(ground: Ground, row: Sequence[Word], i: int) -> str | None:
    """Who did it: "by an agent of Stalin"."""
    for k in range(i + 1, min(len(row), i + 7)):
        if row[k].lower == "by":
            agent = right_subject(ground.doc.text, row, k)
            return re.sub(r"\s+", " ", agent.text) if agent and agent.form != "pronoun" else None
    return None
