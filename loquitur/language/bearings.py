"""What the finders of stances and fates share: whom a word means as target, who a subject is, which date a clause has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loquitur.language.clauses import Subject
from loquitur.language.people import Roll
from loquitur.language.prose import Sentence, Word, base
from loquitur.language.speakers import resolve
from loquitur.model import Date, Document, Span

__all__ = ["Ground", "date_in", "stands_outside"]


@dataclass(frozen=True, slots=True)
class Ground:
    """A document with everything found in it so far."""

    doc: Document
    sentences: Sequence[Sentence]
    who: Roll
    quoted: Sequence[Span]
    """Ranges that somebody else says."""
    dates: Sequence[Date]

    def row(self, sentence: Sentence) -> tuple[Word, ...]:
        """The words of a sentence that stand in the document's own voice."""
        return tuple(w for w in sentence.words if stands_outside(w, self.quoted))

    def persons(self, subject: Subject | None) -> list[str]:
        """Everybody a subject names: "Lenin and Trotsky" are two; a pronoun is whom it means."""
        if subject is None or subject.form == "first":
            return []
        inside = [m for m in self.who.mentions if subject.span.start <= m.span.start < subject.span.end]
        if len(inside) > 1 and re.search(r"\band\b|,", self.doc.text[inside[0].span.end : inside[-1].span.start]):
            return [self.who.name(m.name) for m in inside]
        found = resolve(self.doc, self.sentences, self.who, subject, (), self.quoted)
        if found.speaker.name is None or found.speaker.kind not in ("person", "group", "organisation"):
            return []
        return [found.speaker.name] if inside or subject.form == "pronoun" else []

    def target(self, word: Word) -> str | None:
        """The person a word names, also by derivation: "Stalinism" is Stalin's."""
        mention = self.who.at(word.start, word.end)
        if mention:
            return self.who.name(mention.name)
        stem = re.sub(r"(?:isms?|ists?|ites?)$", "", base(word))
        if stem != base(word) and word.text[0].isupper():
            return next((n for f, n in self.who.fullest.items() if f.split()[-1] == stem), None)
        return None


def stands_outside(word: Word, quoted: Sequence[Span]) -> bool:
    """Whether a word stands in no quoted range."""
    return not any(a <= word.start < b for a, b in quoted)


def date_in(dates: Sequence[Date], text: str, sentence: Span, at: int) -> Date | None:
    """The date of the clause in which a place stands: not one inside a relative clause about something else."""
    found = []
    for date in dates:
        if not (date.edtf and sentence.start <= date.span.start < sentence.end):
            continue
        low, high = sorted((at, date.span.start))
        between = text[low:high]
        if (re.search(r"\b(?:who|which|whom|that)\b", between) and date.span.start > at) or re.search(
            r";|,\s+and\b|\b(?:but|before|after|until|when)\b", between
        ):
            continue
        found.append(date)
    return min(found, key=lambda d: (abs(d.span.start - at), d.span.start)) if found else None
