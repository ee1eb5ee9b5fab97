"""Who speaks, by the mention that the trained reader links to words.

The reader sees which mention is the source; who that is, the rules find out. It learnt from news, so what news never
shows is taken from it here: a label of a transcript is nobody's source within the turn that it opens, whoever "was told"
hears and does not speak, and "who" means the noun phrase that it stands behind, though "who" stays the mention.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loquitur.language import quotations
from loquitur.language.networks.decode import Tagged
from loquitur.language.people import Roll
from loquitur.language.sentences.clauses import relative
from loquitur.language.sentences.passives import hears
from loquitur.language.sentences.prose import Sentence, Word
from loquitur.language.sentences.subjects import Subject
from loquitur.language.speakers import UNKNOWN, Found, resolve
from loquitur.language.speech import chains
from loquitur.language.speech.beside import Cue
from loquitur.model import Date, Dating, Document, Link, Span, Speaker, Statement

__all__ = ["Telling", "better", "spoken", "subject"]

_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_FIRST = {"i", "we", "my", "our", "myself", "ourselves", "me", "us"}
_THIRD = {"he", "she", "they", "it", "who", "his", "her", "their", "him", "them", "himself", "herself", "themselves"}
_BESIDE = ("after", "before", "no cue", "sentence before")
"""How the reasons of the rules begin that look no further than the words beside a passage."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a document offers to find out who a mention is and when it spoke."""

    doc: Document
    sentences: Sequence[Sentence]
    who: Roll
    dates: Sequence[Date]
    dating: Dating
    by: str
    """The reader's name and runtime."""
    outside: Sequence[Span] = ()
    """What stands in marks, and the labels of turns: other voices than the page's, in order."""
    labels: Sequence[Span] = ()
    """The labels of turns."""

    def said(self, found: Cue, speaker: Speaker, own: Sequence[Span]) -> tuple[str | None, str | None]:
        """When these words were said, and how that is known."""
        return quotations.said_at(self.doc, found, speaker, own, self.dates, self.dating, self.sentences)

    def chain(self, speaker: Speaker, cue: tuple[Span, ...], spans: tuple[Span, ...]) -> tuple[Link, ...]:
        """From the speaker to the page in hand."""
        held = chains.attitude(self.doc, self.sentences, spans, cue)
        return chains.of(self.doc, chains.Reporter(speaker, spans), speaker.said, self.dating, (), held)


def better(telling: Telling, statement: Statement, tagged: Tagged) -> Statement:
    """The statement with the reader's source, where the rules have none, or a weak one that is not the same mention."""
    if tagged.source is None:
        return statement
    own = statement.speaker
    if any(s.start < tagged.source.end and tagged.source.start < s.end for s in own.spans):
        return statement
    first = subject(telling.doc.text, tagged.source).form == "first"
    if not statement.reason.startswith(_BESIDE) or not tagged.cue or ", closed" in statement.reason:
        return statement
    if own.kind != "unknown" and (first or _from_afar(telling.doc, statement)):
        return statement
    return spoken(telling, statement, tagged)


def _from_afar(doc: Document, statement: Statement) -> bool:
    """Whether the rules have the speaker from another paragraph than that of the first words."""
    if not statement.cue:
        return statement.reason.startswith("goes on")
    start, cue = statement.quotation.spans[0].start, statement.cue[0]
    return "\n\n" in doc.text[min(start, cue.start) : max(start, cue.end)]


def spoken(telling: Telling, statement: Statement, tagged: Tagged) -> Statement:
    """The statement as the reader attributes it."""
    about = _about(telling, tagged)
    quoted = statement.quotation.spans
    found = Found(UNKNOWN, (), "no source")
    if about:
        inside = any(a <= about.span.start < b for a, b in telling.outside)
        outside = quoted if inside else telling.outside or quoted
        found = resolve(telling.doc, telling.sentences, telling.who, about, quoted, outside)
    said, basis = telling.said(Cue("reader", tagged.cue, about), found.speaker, quoted)
    speaker = replace(found.speaker, said=said)
    if about and tagged.source and about.span != tagged.source:
        speaker = replace(speaker, spans=(tagged.source,))
    return replace(
        statement,
        speakers=(speaker,),
        candidates=found.candidates,
        cue=tagged.cue,
        said=said,
        said_basis=basis,
        chain=telling.chain(speaker, tagged.cue, quoted),
        confidence=min(tagged.confidence, 90 if speaker.kind != "unknown" else 40),
        reason=f"{telling.by}: {found.reason}",
    )


def subject(text: str, source: Span) -> Subject:
    """The mention as the words that name who speaks."""
    words = text[source.start : source.end]
    row = _WORD.findall(words.lower())
    if row and row[0] in _FIRST and len(row) < 3:
        return Subject(source, words, "first")
    if row and len(row) < 3 and row[0] in _THIRD:
        return Subject(source, words, "pronoun")
    capital = any(w[0].isupper() for w in _WORD.findall(words))
    return Subject(source, words, "name" if capital else "noun")


def _about(telling: Telling, tagged: Tagged) -> Subject | None:
    """The reader's mention where it can be a speaker."""
    if tagged.source is None or any(a <= tagged.source.start < b for a, b in telling.labels):
        return None
    row, cues = _sentence(telling, tagged.source.start), {c.start for c in tagged.cue}
    heard = [i for i, w in enumerate(row) if w.start in cues and w.start > tagged.source.start]
    if any(hears(row, i) for i in heard):
        return None
    about = subject(telling.doc.text, tagged.source)
    return relative(telling.doc.text, row, about) if about.text.lower() == "who" else about


def _sentence(telling: Telling, at: int) -> Sequence[Word]:
    i = bisect_right(telling.sentences, at, key=lambda s: s.span.start) - 1
    return telling.sentences[i].words if i >= 0 else ()
