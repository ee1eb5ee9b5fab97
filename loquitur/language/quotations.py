"""All statements of a document: each quoted passage with its speaker, date, chain, and how we know.

The passages between marks come first; two parts round "he said" are one quotation; a passage without a cue of its own
goes on with the speaker before it where the paragraph does. Then indirect speech, from the words outside the marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loquitur.language import attribution, indirect, marks, turns
from loquitur.language.frames import Cue
from loquitur.language.people import Roll
from loquitur.language.prose import Sentence
from loquitur.language.scenes import Stage
from loquitur.language.speakers import resolve
from loquitur.language.turns import Draft
from loquitur.model import Date, Dating, Document, Link, Quotation, Span, Speaker, Statement

__all__ = ["find"]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every statement of a document is read against."""

    stage: Stage
    sentences: Sequence[Sentence]
    who: Roll


def find(
    doc: Document, sentences: Sequence[Sentence], who: Roll, dates: Sequence[Date], dating: Dating
) -> tuple[Statement, ...]:
    """Every statement of the document, in the order of the text."""
    quoted = marks.find(doc)
    stage = Stage.of(doc, quoted)
    drafts = turns.find(stage, sentences, who)
    attribution.settle(stage, who, [d for d in drafts.values() if quoted[d.number].parent is None])
    outer = [span for k, q in enumerate(quoted) if stage.spoken[k] and q.parent is None for span in q.outer]
    unmarked = indirect.find(doc, sentences, who, outer)
    statements = [_statement(_Ground(stage, sentences, who), d, drafts, dates, dating) for d in drafts.values()]
    taken = [s for d in drafts.values() for s in d.spans]
    for told in unmarked:
        if any(a < span.end and span.start < b for a, b in taken for span in told.spans):
            continue
        statements.append(_indirect(doc, told, who, sentences, outer, dates, dating))
    statements = _dated_alike(statements)
    return tuple(sorted(statements, key=lambda s: (s.quotation.spans[0].start, -s.quotation.spans[-1].end)))


def _dated_alike(statements: Sequence[Statement]) -> list[Statement]:
    """Statements without a date take that of the speaker's other words in the document, where these have only one."""
    known: dict[str, set[str]] = {}
    for s in statements:
        if s.speaker.name and s.said:
            known.setdefault(s.speaker.name, set()).add(s.said)
    dated = []
    for s in statements:
        dates = known.get(s.speaker.name or "", set())
        if s.said is None and len(dates) == 1:
            said = next(iter(dates))
            chain = (replace(s.chain[0], date=said), *s.chain[1:]) if s.chain else ()
            s = replace(
                s,
                said=said,
                said_basis="as the speaker's other words here",
                speakers=(replace(s.speaker, said=said),),
                chain=chain,
            )
        dated.append(s)
    return dated


def _statement(
    ground: _Ground, draft: Draft, drafts: dict[int, Draft], dates: Sequence[Date], dating: Dating
) -> Statement:
    stage, sentences = ground.stage, ground.sentences
    doc, quoted = stage.doc, stage.quoted[draft.number]
    parent = drafts.get(quoted.parent) if quoted.parent is not None else None
    within = Quotation.of(doc, "direct", parent.spans).id if parent else None
    quotation = Quotation.of(doc, "direct", draft.spans, within)
    said, basis = said_at(doc, draft.cue, draft.found.speaker, dates, dating, sentences)
    speakers = _speakers(ground, draft, said, dates, dating)
    said = speakers[0].said
    return Statement(
        quotation,
        "speech",
        speakers,
        draft.found.candidates,
        draft.cue.words if draft.cue else (),
        said,
        basis,
        _chain(doc, speakers[0], said, draft.spans, dating, parent),
        (),
        draft.confidence if speakers[0].kind != "unknown" else min(draft.confidence, 40),
        draft.reason,
    )


def _speakers(
    ground: _Ground, draft: Draft, said: str | None, dates: Sequence[Date], dating: Dating
) -> tuple[Speaker, ...]:
    """The speaker; of a slogan with several owners each of them, with the time that is told of each."""
    owners = draft.cue.more if draft.cue else ()
    if len(owners) < 2:
        return (replace(draft.found.speaker, said=said),)
    found = []
    for subject, told in owners:
        one = resolve(ground.stage.doc, ground.sentences, ground.who, subject, draft.spans, ()).speaker
        when = next((d.edtf for d in dates if d.edtf and told.start <= d.span.start < told.end), None)
        now = re.search(r"\b(?:today|now|these days)\b", ground.stage.doc.text[told.start : told.end + 12])
        found.append(replace(one, said=when or (dating.said if now else None)))
    return tuple(found)


def said_at(
    doc: Document,
    cue: Cue | None,
    speaker: Speaker,
    dates: Sequence[Date],
    dating: Dating,
    sentences: Sequence[Sentence],
) -> tuple[str | None, str | None]:
    """When the words were said: a date beside the cue, else in the sentence before it, else nothing."""
    if speaker.kind == "author":
        return dating.said, "the document's own date"
    if cue is None or not (cue.words or cue.subject):
        return None, None
    places = [*cue.words, *([cue.subject.span] if cue.subject else [])]
    here = next((i for i, s in enumerate(sentences) if any(s.span.start <= p.start < s.span.end for p in places)), None)
    if here is None:
        return None, None
    for back, why in ((here, "beside the cue"), (here - 1, "in the sentence before")):
        if back < 0 or sentences[back].block != sentences[here].block:
            break
        near = [d for d in dates if d.edtf and sentences[back].span.start <= d.span.start < sentences[back].span.end]
        if near:
            best = min(near, key=lambda d: (abs(d.span.start - places[0].start), d.span.start))
            return best.edtf, f"{why}: {best.basis}"
    if dating.said and _is_present(doc.text[sentences[here].span.start : sentences[here].span.end]):
        return dating.said, f"told in the present tense; the document's date ({dating.basis})"
    return None, None


def _is_present(words: str) -> bool:
    """Whether a sentence tells of a speech as of something now going on."""
    now = re.search(r"\b(?:am|now|here(?:['’]s| is)|says|speaks|writes|declares|admits|asks|tells us|I quote)\b", words)
    return bool(now) and not re.search(r"\b(?:said|wrote|spoke|declared|told|was|were|had)\b", words.split("what ")[0])


def _chain(
    doc: Document, speaker: Speaker, said: str | None, spans: Sequence[Span], dating: Dating, parent: "Draft | None"
) -> tuple[Link, ...]:
    """From the speaker over whoever quotes the words to the page in hand."""
    links = [Link(speaker.name, "said", None, said, tuple(spans), False, "neutral")] if speaker.kind != "author" else []
    if parent and parent.found.speaker.kind != "author":
        links.append(Link(parent.found.speaker.name, "reported", None, None, parent.spans, False, "neutral"))
    links.append(
        Link(doc.field("author"), "reported" if links else "said", doc.field("title"), dating.said, (), True, "neutral")
    )
    return tuple(links)


def _indirect(
    doc: Document,
    told: "indirect.Told",
    who: Roll,
    sentences: Sequence[Sentence],
    outer: Sequence[Span],
    dates: Sequence[Date],
    dating: Dating,
) -> Statement:
    found = resolve(doc, sentences, who, told.subject, told.spans, outer)
    cue = Cue("indirect", (told.cue,), told.subject)
    said, basis = said_at(doc, cue, found.speaker, dates, dating, sentences)
    mode = "mixed" if any(a < s.end and s.start < b for a, b in outer for s in told.spans) else "indirect"
    quotation = Quotation.of(doc, mode, told.spans)  # type: ignore[arg-type]
    chain = _chain(doc, found.speaker, said, told.spans, dating, None)
    if told.denied:
        chain = (replace(chain[0], attitude="denies"), *chain[1:])
    weak = found.reason.startswith("pronoun")
    return Statement(
        quotation,
        told.act,
        (replace(found.speaker, said=said),),
        found.candidates,
        (told.cue,),
        said,
        basis,
        chain,
        (),
        60 if weak else 75,
        f"indirect: {told.frame}, {found.reason}",
    )
