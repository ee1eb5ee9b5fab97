"""Set phrases that lead to words: "as follows", "what he said was", "according to X", "in the words of X"."""

from collections.abc import Sequence

from loquitur.language.sentences.clauses import left_subject, right_subject
from loquitur.language.sentences.prose import Word
from loquitur.language.sentences.subjects import Subject
from loquitur.language.speech import works
from loquitur.language.speech.beside import Cue
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["according", "as_follows", "made_to_say", "put_as"]

_GIVEN = frozenset({"it", "them", "this", "these"})


def as_follows(row: Sequence[Word]) -> Cue | None:
    """Whoever gives the words "as follows", where a pronoun tells him: "Sent for to read the order, he gave it as follows"."""
    if [w.lower for w in row[-2:]] != ["as", "follows"]:
        return None
    given = (i for i in range(len(row) - 4) if row[i].lower in ("he", "she") and row[i + 2].lower in _GIVEN)
    at = next((row[i] for i in given), None)
    if at is None:
        return None
    return Cue("before", (Span(row[-2].start, row[-1].end),), Subject(Span(at.start, at.end), at.text, "pronoun"))


def put_as(text: str, row: Sequence[Word]) -> Cue | None:
    """What somebody said, told as a thing: "What he said, when they came, was: “…”"."""
    if row[-1].lower not in ("was", "is") or not any(w.lower == "what" for w in row[:3]):
        return None
    i = next((k for k, w in enumerate(row[:7]) if w.lower in lexicon().speech), None)
    subject = left_subject(text, row, i) if i else None
    return Cue("before", (Span(row[i].start, row[-1].end),), subject) if i and subject else None


def made_to_say(row: Sequence[Word], i: int) -> Subject | None:
    """Who is made or heard to say words: "the minutes have him say"."""
    said = {"him": "he", "her": "she"}.get(row[i - 1].lower) if i > 1 and row[i].lower in ("say", "saying") else None
    if said is None or row[i - 2].lower not in lexicon().lists["making"]:
        return None
    return Subject(Span(row[i - 1].start, row[i - 1].end), said, "pronoun")


def according(text: str, row: Sequence[Word], within: int | None) -> Cue | None:
    """ "according to X", "in the words of X"."""
    for i in range(len(row) - 1):
        if within is not None and i > within:
            return None
        for phrase in lexicon().sources:
            parts = phrase.split()
            if [w.lower for w in row[i : i + len(parts)]] != parts:
                continue
            last = i + len(parts) - 1
            subject = works.owner_of_work(text, row, last + 1) or right_subject(text, row, last)
            if subject:
                return Cue("according to", (Span(row[i].start, row[last].end),), subject)
    return None
