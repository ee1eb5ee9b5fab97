"""Whose work speaks: "his open letter", "Hill's memorandum", and "it" or "the letter" behind a sentence that tells who wrote one."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from loquitur.language.people import Mention, Roll
from loquitur.language.reference.acting import is_subject
from loquitur.language.sentences.denials import NOT
from loquitur.language.sentences.prose import Sentence, Word, base, words
from loquitur.language.sentences.subjects import Subject
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["again", "of_work", "writer"]

_OPENS = 30
"""Within how many letters of its beginning a sentence names its subject, behind title and office."""
_OWNERS = {"his": "he", "her": "she"}


def of_work(subject: Subject) -> Subject | None:
    """Whose letter or speech the subject is: "his open letter of May", "Hill's memorandum"."""
    row = words(subject.text, 0, len(subject.text))
    if len(row) < 2 or not any(base(w) in lexicon().utterance for w in row[1:4]):
        return None
    start = subject.span.start
    if row[0].lower in _OWNERS:
        return Subject(Span(start, start + row[0].end), _OWNERS[row[0].lower], "pronoun")
    owner = next((w for w in row[:-1] if w.lower.endswith("'s") and w.text[0].isupper()), None)
    if owner is None or not any(base(w) in lexicon().utterance for w in row if w.start > owner.end):
        return None
    return Subject(Span(start, start + owner.end - 2), subject.text[: owner.end - 2], "name")


def again(subject: Subject) -> bool:
    """Whether the words call a work again: "the letter"."""
    row = subject.text.lower().split()
    return len(row) == 2 and row[0] in ("the", "this") and row[1] in lexicon().utterance


def writer(text: str, sentences: Sequence[Sentence], who: Roll, subject: Subject) -> str | None:
    """Whose letter or statement "it", or "the letter", is: "Hill came with a statement. It said", "Hill sat over a letter. “…,” it
    ran"."""
    here = bisect_right(sentences, subject.span.start, key=lambda s: s.span.start) - 1
    if here < 1 or sentences[here - 1].block != sentences[here].block:
        return None
    row = sentences[here - 1].words
    called = lexicon().utterance if subject.form == "pronoun" else {subject.text.split()[-1].lower()}
    work = next((w for w in reversed(row) if base(w) in called), None)
    if work is None or (subject.form != "pronoun" and any(w.lower in NOT for w in row)):
        return None
    first = next((m for m in who.inside(*sentences[here - 1].span) if m.sentence == here - 1), None)
    led = [w for w in row if first and first.span.end <= w.start < work.start]
    sender = _sender(text, who, work, sentences[here - 1].span.end)
    if sender or any(w.lower in lexicon().indirect["received"] for w in led):
        return sender  # "Hill got a letter. The letter said"
    if first is None or first.span.end > work.start or who.kinds[who.name(first.name)] != "person":
        return None
    between = [m for m in who.inside(first.span.end, work.start) if who.name(m.name) != who.name(first.name)]
    opens = first.span.start - sentences[here - 1].span.start < _OPENS or is_subject(text, first)
    return who.name(first.name) if opens and not any(_owns(text, m) for m in (first, *between)) else None


def _sender(text: str, who: Roll, work: Word, end: int) -> str | None:
    """From whom a work is: "a letter from his brother Hill", "the note of Hill", but not "a letter from Hill's wife"."""
    behind = next(iter(who.inside(work.end, end)), None)
    if behind is None or _owns(text, behind) or who.kinds[who.name(behind.name)] != "person":
        return None
    return who.name(behind.name) if _FROM.fullmatch(text, work.end, behind.span.start) else None


_FROM = re.compile(
    r"\s+(?:from|by|of)\s+(?:(?:an?|the|his|her|my|our|their)\s+(?:(?!of\b|to\b|for\b|in\b)[a-z-]+\s+){1,3})?(?:[A-Z][a-z]*\.?\s+){0,2}"
)
"""What stands between a work and the name of whoever it is from."""


def _owns(text: str, mention: Mention) -> bool:
    return bool(re.match(r"[’']s?\s", text[mention.span.end : mention.span.end + 3]))
