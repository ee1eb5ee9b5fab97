"""The chain from a speaker to the page in hand.

Each link is somebody who passes the words on: the speaker, whoever quotes or reports the speaker within the document
(a quotation in a quotation, a report of a report), and last the author of the page. A link's attitude is what the next
one makes of it, as the words around it tell.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loquitur.language.sentences.prose import Sentence
from loquitur.language.speech.attitudes import of_report
from loquitur.model import Attitude, Dating, Document, Link, Span, Speaker

__all__ = ["Reporter", "attitude", "covered", "of", "reporter_of"]


@dataclass(frozen=True, slots=True)
class Reporter:
    """Somebody who passes words on within the document."""

    speaker: Speaker
    spans: tuple[Span, ...]


def of(
    doc: Document, first: Reporter, said: str | None, dating: Dating, between: Iterable[Reporter], held: Attitude
) -> tuple[Link, ...]:
    """The links from the speaker over the reporters between to the page; `held`: what is made of the first."""
    links: list[Link] = []
    for one, act, when in ((first, "said", said), *((r, "reported", None) for r in between)):
        if one.speaker.kind != "author":
            links.append(Link(one.speaker.name, act, None, when, one.spans, False, "neutral"))
    if links:
        links[0] = replace(links[0], attitude=held)
    author, title = doc.field("author"), doc.field("title")
    return (*links, Link(author, "reported" if links else "said", title, dating.said, (), True, "neutral"))


def reporter_of(span: Span, reporters: Sequence[Reporter]) -> Reporter | None:
    """Who reports the stretch in which a passage lies, of reporters in the order of the text."""
    i = bisect_right(reporters, span.start, key=lambda r: r.spans[0].start) - 1
    return reporters[i] if i >= 0 and span.start < reporters[i].spans[-1].end else None


def covered(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a range meets one of these, which are in order and apart."""
    i = bisect_left(taken, span.end, key=lambda t: t.start) - 1
    return i >= 0 and taken[i].end > span.start


def attitude(doc: Document, sentences: Sequence[Sentence], spans: Sequence[Span], cue: Sequence[Span]) -> Attitude:
    """What the reporter's words around a quotation make of it."""
    start, end = spans[0].start, spans[-1].end
    i = bisect_right(sentences, start, key=lambda s: s.span.start) - 1
    since = max(sentences[i].span.start if i >= 0 else start, start - 200)
    cues = " ".join(doc.text[a:b] for a, b in cue if b - a < 200)
    told = of_report(f"{doc.text[since:start]} {cues}", doc.text[end : end + 60])
    k = bisect_left(sentences, end, key=lambda s: s.span.start)
    if told == "neutral" and 0 <= i < k < len(sentences) and sentences[k].block == sentences[i].block:
        told = of_report("", doc.text[sentences[k].span.start : sentences[k].span.start + 60])
    return told
