"""Whose letter, speech or report the words are from: "X's report:", "a line of X:", "X wrote in a letter:", "his “…”"."""

import re
from collections.abc import Sequence

from loquitur.language.persons.descriptions import means_somebody
from loquitur.language.sentences.clauses import is_noun, right_subject
from loquitur.language.sentences.passives import passive
from loquitur.language.sentences.prose import Word, base
from loquitur.language.sentences.subjects import Subject, main_subject
from loquitur.language.speech.beside import Cue, Scene
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["claimed", "clause", "in_a_work", "owned", "owner_of_work", "read_out", "whose"]

_LED = 7
"""Words from what somebody utters to the "that" of its clause."""
_WHOLE = 6
"""Words from which what stands behind "his" is somebody's words, and no term."""


def clause(text: str, row: Sequence[Word]) -> Sequence[Word]:
    """The words since the last semicolon or colon."""
    for k in range(len(row) - 1, 0, -1):
        if re.search(r"[;:]", text[row[k - 1].end : row[k].start]):
            return row[k:]
    return row


def read_out(text: str, row: Sequence[Word]) -> Cue | None:
    """ "I quote from X's report:", "a line of X:": the owner of the words that are read."""
    for i in range(len(row) - 1, -1, -1):
        word = row[i]
        if base(word) not in lexicon().utterance:
            continue
        owner = whose(text, row, i)
        if owner and not _told_of(row, owner):
            return Cue("read out", (Span(word.start, word.end),), owner)
    return None


def _told_of(row: Sequence[Word], owner: Subject) -> bool:
    """Whether the work is only what another is about: "a review of X's book"."""
    before = [w for w in row if w.end <= owner.span.start][-2:]
    return len(before) == 2 and before[1].lower == "of" and before[0].lower in lexicon().lists["about"]


def claimed(text: str, row: Sequence[Word]) -> Cue | None:
    """Whose claim it is, in reported words: "X's claim that the Bank was “…”", "his answer was that “…”"."""
    for i in range(len(row) - 2, 0, -1):
        if base(row[i]) not in lexicon().utterance or not is_noun(row, i):
            continue
        that = next((k for k in range(i + 1, min(i + _LED, len(row))) if row[k].lower == "that"), None)
        owner = whose(text, row, i) if that and not re.search(r"[,;:]", text[row[i].end : row[that].start]) else None
        if owner:
            return Cue("before", (Span(row[i].start, row[i].end),), owner, (), 80)
    return None


def whose(text: str, row: Sequence[Word], i: int) -> Subject | None:
    """ "X's speech", "the speech of X", "a letter from X"."""
    for k in range(i - 1, max(-1, i - 4), -1):
        if row[k].lower != base(row[k]) and row[k].lower not in (
            "it's",
            "that's",
            "here's",
            "there's",
            "let's",
            "what's",
        ):
            start = k
            while (
                start
                and row[start - 1].text[0].isupper()
                and row[k].text[0].isupper()
                and not text[row[start - 1].end : row[start].start].strip(" .")
            ):
                start -= 1
            if start == k and start and row[start - 1].lower == "the":
                start -= 1
            name = re.sub(r"[’']s?$", "", text[row[start].start : row[k].end])
            return Subject(
                Span(row[start].start, row[start].start + len(name)),
                name,
                "name" if row[k].text[0].isupper() else "noun",
            )
        if row[k].lower in ("his", "her", "their"):
            return Subject(Span(row[k].start, row[k].end), row[k].text, "pronoun")
    if i + 2 <= len(row) - 1 and row[i + 1].lower in ("of", "by", "from"):
        owner = right_subject(text, row, i + 1)
        about = (
            row[i + 1].lower == "of" and owner is not None and owner.form == "noun" and not means_somebody(owner.text)
        )
        return None if about else owner  # "the first report of the killings"
    return None


def owner_of_work(text: str, row: Sequence[Word], start: int) -> Subject | None:
    """Whose work is named: "according to his own report", "in the words of Hale's letter"."""
    for k in range(start, min(start + 5, len(row))):
        if base(row[k]) in lexicon().utterance:
            return whose(text, row, k) if k > start else None
        if text[row[k].end : row[k].end + 1] in (",", ";", ":", "."):
            return None
    return None


def in_a_work(text: str, row: Sequence[Word]) -> Cue | None:
    """Whoever does something "in a letter:", "in evidence to the Committee:"."""
    told = clause(text, row)
    for i in range(len(told) - 1, 0, -1):
        if base(told[i]) in lexicon().utterance and any(
            w.lower in ("in", "by", "with") for w in told[max(0, i - 4) : i]
        ):
            if any(passive(told, k) and told[k].lower.endswith("ed") for k in range(1, i)):
                return None  # "was praised in a letter:"
            subject = main_subject(text, told)
            if subject and subject.form in ("name", "pronoun"):
                return Cue("before", (Span(told[i].start, told[i].end),), subject, (), 75)
    return None


def owned(scene: Scene, last: Word) -> Cue | None:
    """His “…”: whole words of somebody, right behind what tells whose they are."""
    many = sum(len(scene.text[a:b].split()) for a, b in scene.quoted.spans)
    if last.lower not in ("his", "her") or many < _WHOLE or scene.text[last.end : scene.quoted.start].strip():
        return None
    span = Span(last.start, last.end)
    return Cue("read out", (span,), Subject(span, {"his": "he", "her": "she"}[last.lower], "pronoun"), (), 70)
