"""All statements of a document: each quoted passage with its speaker, date, chain, and how we know.

The passages between marks come first; two parts round "he said" are one quotation; a passage without a cue of its own
goes on with the speaker before it where the paragraph does. Then indirect speech, from the words outside the marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loquitur.language import indirect, marks
from loquitur.language.frames import Cue
from loquitur.language.frames import find as find_cue
from loquitur.language.people import Roll
from loquitur.language.prose import Sentence
from loquitur.language.scenes import Stage, scene
from loquitur.language.speakers import UNKNOWN, Found, resolve
from loquitur.model import Date, Dating, Document, Link, Quotation, Span, Speaker, Statement

__all__ = ["find"]


@dataclass(slots=True)
class _Draft:
    """A passage on its way to a statement."""

    number: int
    spans: tuple[Span, ...]
    cue: Cue | None
    found: Found
    reason: str
    confidence: int


def find(
    doc: Document, sentences: Sequence[Sentence], who: Roll, dates: Sequence[Date], dating: Dating
) -> tuple[Statement, ...]:
    """Every statement of the document, in the order of the text."""
    quoted = marks.find(doc)
    stage = Stage.of(doc, quoted)
    drafts = _drafts(stage, sentences, who)
    outer = [span for k, q in enumerate(quoted) if stage.spoken[k] and q.parent is None for span in q.outer]
    unmarked = indirect.find(doc, sentences, who, outer)
    statements = [_statement(stage, d, drafts, dates, dating, sentences) for d in drafts.values()]
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


def _drafts(stage: Stage, sentences: Sequence[Sentence], who: Roll) -> dict[int, _Draft]:
    drafts: dict[int, _Draft] = {}
    previous: _Draft | None = None
    outer = [span for k, q in enumerate(stage.quoted) if stage.spoken[k] and q.parent is None for span in q.outer]
    for number, quoted in enumerate(stage.quoted):
        view = scene(stage, number)
        cue = find_cue(view)
        heading = stage.blocks[stage.block(quoted.start)].kind == "heading"
        if (
            (heading or not stage.spoken[number])
            and not _kept(cue, view.quoted.parent, stage, number)
            and not (previous and _second_half(stage, previous, number, cue))
        ):
            continue
        found, reason, confidence = _speaker(stage, sentences, who, number, cue, outer)
        if previous and _goes_on(stage, previous, number, cue):
            found = previous.found
            reason, confidence = (
                "goes on after " + previous.reason.removeprefix("goes on after "),
                min(75, previous.confidence),
            )
        draft = _Draft(number, quoted.spans, cue, found, reason, confidence)
        if previous and _one_quotation(stage, previous, number, cue):
            previous.spans += draft.spans
            if previous.found.speaker is UNKNOWN or (previous.cue is None and cue):
                previous.cue, previous.found, previous.reason, previous.confidence = cue, found, reason, confidence
            stage_of = previous
        else:
            drafts[number] = stage_of = draft
        if quoted.parent is None:
            previous = stage_of
    return drafts


def _kept(cue: Cue | None, parent: int | None, stage: Stage, number: int) -> bool:
    """Whether a short passage is somebody's words after all: a cue of speech stands right beside it."""
    quoted = stage.quoted[number]
    if cue is None or parent is not None or cue.frame not in ("before", "after", "slogan", "according to"):
        return False
    if cue.frame == "before" and all(
        s.end <= quoted.start and not re.search(r"[,;:.]", stage.doc.text[s.end : quoted.start]) for s in cue.words
    ):
        return max(s.end for s in cue.words) > quoted.start - 40
    near = min(
        (abs(quoted.start - s.end) if s.end <= quoted.start else abs(s.start - quoted.end) for s in cue.words),
        default=99,
    )
    return near <= 4


def _speaker(
    stage: Stage, sentences: Sequence[Sentence], who: Roll, number: int, cue: Cue | None, outer: Sequence[Span]
) -> tuple[Found, str, int]:
    if cue is None:
        return Found(UNKNOWN, (), "no cue"), "no cue", 30
    if cue.subject is None:
        kind = Speaker(None, "unnamed", ()) if cue.frame == "heard" else UNKNOWN
        return Found(kind, (), cue.frame), cue.frame, cue.confidence
    quoted = stage.quoted[number]
    elsewhere = outer if quoted.parent is None else ()
    found = resolve(stage.doc, sentences, who, cue.subject, quoted.spans, elsewhere)
    if cue.frame == "read out" and found.speaker.kind == "author":
        found = Found(UNKNOWN, found.candidates, found.reason)
    weak = found.reason.startswith("pronoun") or cue.frame.startswith("sentence")
    if cue.frame == "sentence before" and found.speaker.name and _spoken_of(stage, who, number, found.speaker.name):
        found = Found(UNKNOWN, (found.speaker.name,), "spoken of in the words themselves")
    return found, f"{cue.frame}, {found.reason}", cue.confidence - (15 if weak else 0)


def _spoken_of(stage: Stage, who: Roll, number: int, name: str) -> bool:
    return any(who.name(m.name) == name for span in stage.quoted[number].spans for m in who.inside(*span))


def _goes_on(stage: Stage, previous: _Draft, number: int, cue: Cue | None) -> bool:
    """Whether a passage has the speaker of the one before: reopened, or in the same paragraph without a cue."""
    quoted, before = stage.quoted[number], stage.quoted[previous.number]
    if quoted.parent is not None:
        return False
    if cue is not None:
        return cue.frame == "reopened"
    gap = stage.doc.text[max(s.end for s in previous.spans) : quoted.start]
    if previous.cue and previous.cue.frame in ("question named", "heard", "slogan"):
        return False
    return (
        "\n" not in gap.strip("\n ")
        and before.parent is None
        and len(gap) < 240
        and stage.block(quoted.start) == stage.block(max(before.start, previous.spans[-1].end - 1))
    )


def _second_half(stage: Stage, previous: _Draft, number: int, cue: Cue | None) -> bool:
    """Whether a passage too short to be somebody's words by itself is the end of a sentence that "he said" parts."""
    start, end = stage.quoted[number].spans[0].start, previous.spans[-1].end
    soft = _soft(stage.doc.text, end, stage.doc.text[end:start])
    return stage.doc.text[start].islower() and cue is not None and soft and _one_quotation(stage, previous, number, cue)


def _one_quotation(stage: Stage, previous: _Draft, number: int, cue: Cue | None) -> bool:
    """Whether two passages are the halves of one round the reporter's words: “…,” he said, “…”. In a paragraph that
    opens with somebody's words, all that no other cue claims is the same person's: so in 1,700 of 2,000 cases in
    novels, and 107 of 112 in news."""
    text = stage.doc.text
    end, start = previous.spans[-1].end, stage.quoted[number].start
    if stage.quoted[number].parent is not None or stage.quoted[previous.number].parent is not None:
        return False
    gap = text[end:start]
    if len(gap) > 400 or stage.block(end - 1) != stage.block(start):
        return False
    between = previous.cue is not None and any(end <= s.start < start for s in previous.cue.words)
    opens = stage.quoted[previous.number].start - stage.blocks[stage.block(previous.spans[0].start)].span.start < 2
    if cue is not None and cue.subject is not None:
        if cue.frame.startswith("sentence") and opens:
            return True
        same = (
            previous.cue is not None
            and previous.cue.subject is not None
            and previous.cue.subject.span == cue.subject.span
        )
        return same and (opens or _soft(text, end, gap))
    if len(gap) > 240 and not opens:
        return False
    return opens or between or not re.search(r"[.!?:]", gap.strip('”"’»“‘«„ ,'))


def _soft(text: str, end: int, gap: str) -> bool:
    """Whether the words before a gap go on behind it, by the comma or dash that parts them."""
    return text[end - 1 : end] in ",—–-" or gap.lstrip("”\"’»' ").startswith((",", "—", "–"))


def _statement(
    stage: Stage,
    draft: _Draft,
    drafts: dict[int, _Draft],
    dates: Sequence[Date],
    dating: Dating,
    sentences: Sequence[Sentence],
) -> Statement:
    doc, quoted = stage.doc, stage.quoted[draft.number]
    parent = drafts.get(quoted.parent) if quoted.parent is not None else None
    within = Quotation.of(doc, "direct", parent.spans).id if parent else None
    quotation = Quotation.of(doc, "direct", draft.spans, within)
    said, basis = said_at(doc, draft.cue, draft.found.speaker, dates, dating, sentences)
    speakers = _speakers(draft, said)
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


def _speakers(draft: _Draft, said: str | None) -> tuple[Speaker, ...]:
    return (replace(draft.found.speaker, said=said),)


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
    doc: Document, speaker: Speaker, said: str | None, spans: Sequence[Span], dating: Dating, parent: "_Draft | None"
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
