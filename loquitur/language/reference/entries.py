"""Of whom the entry of a dictionary tells: "HILL, Ann (1790–1842), printer. Edited the Bell. Attacked it as “…”."

An entry opens with a name in a sentence without a verb. What follows goes on about him who bears it, mostly without a subject
("Attacked the Committee") or with a pronoun, until a sentence is about somebody else whom it names.
"""

import re
from collections.abc import Callable, Sequence

from loquitur.language.people import Roll
from loquitur.language.sentences.prose import Sentence, Word
from loquitur.language.sentences.subjects import Subject, main_subject
from loquitur.language.words import lexicon
from loquitur.language.words.known import known
from loquitur.model import Span

__all__ = ["elided", "head"]

_HEADS = re.compile(r"[*_’'\"]*\s*(?:[,(:.;–—\[]|$)")
"""What stands behind the name that heads an entry."""
_TITLES = 3
"""Words of rank and office before it."""


def head(
    text: str, sentences: Sequence[Sentence], who: Roll, number: int, named: Callable[[Subject], str | None]
) -> str | None:
    """Of whom a sentence tells that stands in an entry; `named` tells whom the words of a subject name."""
    for k in range(number, -1, -1):
        sentence = sentences[k]
        if sentence.block != sentences[number].block:
            return None
        heading = _heading(text, sentence, who)
        if heading:
            return heading
        lead = main_subject(text, sentence.words) if k < number else None
        if lead and lead.form != "pronoun" and named(lead):
            return None
    return None


def _heading(text: str, sentence: Sentence, who: Roll) -> str | None:
    """The person whose name makes a sentence without a verb, or opens it before his dates."""
    first = next(iter(who.inside(*sentence.span)), None)
    if first is None or who.kinds[who.name(first.name)] != "person":
        return None
    before = re.findall(r"[^\W\d_]+", text[sentence.span.start : first.span.start])
    titled = len(before) <= _TITLES and all(w[0].isupper() for w in before)
    behind = [w for w in sentence.words if w.start >= first.span.end]
    verbless = not any(_is_verb(w) for w in behind)
    return who.name(first.name) if titled and verbless and _HEADS.match(text, first.span.end) else None


def _is_verb(word: Word) -> bool:
    words = lexicon()
    return word.text.islower() and (
        word.lower in words.closed["auxiliaries"] | words.speech | known().past or word.lower.endswith("ed")
    )


def elided(text: str, row: Sequence[Word]) -> Subject | None:
    """The verb with which a sentence without a subject opens: "Attacked the Committee as “…”"."""
    if not row or not row[0].text[0].isupper() or main_subject(text, row):
        return None
    first = row[0]
    if not (_is_verb(Word(first.start, first.end, first.lower, first.lower))):
        return None
    return Subject(Span(first.start, first.end), first.text, "elided")
