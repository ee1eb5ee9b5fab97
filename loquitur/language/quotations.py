"""All statements of a document: each quoted passage with its speaker, date, chain, and how we know.

The passages between marks come first; two parts round "he said" are one quotation; a passage without a cue of its own
goes on with the speaker before it where the paragraph does. Then indirect speech, from the words outside the marks.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loquitur.language import marks
from loquitur.language.people import Roll
from loquitur.language.sentences.prose import Sentence
from loquitur.language.speakers import Found, resolve
from loquitur.language.speech import attribution, chains, enumerated, indirect, turns
from loquitur.language.speech.beside import Cue
from loquitur.language.speech.occasions import BEFORE, redated
from loquitur.language.speech.scenes import Stage
from loquitur.language.speech.turns import Draft
from loquitur.language.words import lexicon
from loquitur.model import Date, Dating, Document, Link, Quotation, Span, Speaker, Statement

__all__ = ["find", "nested"]


TURN = "turn,"
"""How the reason of a turn of a transcript begins."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every statement of a document is read against."""

    stage: Stage
    sentences: Sequence[Sentence]
    who: Roll
    reporters: Sequence[chains.Reporter]
    """Who reports what outside marks, in the order of the text."""


def find(
    doc: Document, sentences: Sequence[Sentence], who: Roll, dates: Sequence[Date], dating: Dating
) -> tuple[Statement, ...]:
    """Every statement of the document, in the order of the text."""
    quoted = marks.find(doc)
    stage = Stage.of(doc, quoted)
    drafts = turns.find(stage, sentences, who)
    attribution.settle(
        stage, who, [d for d in drafts.values() if quoted[d.number].parent is None and not quoted[d.number].turn]
    )
    outer = turns.voices(stage)
    unmarked = [*indirect.find(doc, sentences, who, outer), *enumerated.find(doc, sentences)]
    reporters = [
        chains.Reporter(resolve(doc, sentences, who, told.subject, told.spans, outer).speaker, told.spans)
        for told in unmarked
    ]
    ground = _Ground(stage, sentences, who, reporters)
    statements = [_statement(ground, d, drafts, dates, dating) for d in drafts.values()]
    free = [d for d in drafts.values() if quoted[d.number].parent is None and not quoted[d.number].turn]
    taken = sorted(s for d in free for s in d.spans)
    for told in unmarked:
        if any(chains.covered(span, taken) for span in told.spans):
            continue
        statements.append(_indirect(doc, told, who, sentences, outer, dates, dating))
    statements = _dated_alike(statements, dating)
    return tuple(sorted(statements, key=lambda s: (s.quotation.spans[0].start, -s.quotation.spans[-1].end)))


def nested(statements: Sequence[Statement], doc: Document) -> tuple[Statement, ...]:
    """The statements, those that somebody makes in his turn of a transcript within that turn and reported by him."""
    turn: Statement | None = None
    placed = []
    for s in statements:
        start = s.quotation.spans[0].start
        if s.reason.startswith(TURN):
            turn = s
        elif turn and s.quotation.within is None and any(a <= start < b for a, b in turn.quotation.spans):
            inner = Quotation.of(doc, s.quotation.mode, s.quotation.spans, turn.quotation.id)
            teller = Link(turn.speaker.name, "reported", None, None, turn.quotation.spans, False, "neutral")
            s = replace(s, quotation=inner, chain=(*s.chain[:-1], teller, *s.chain[-1:]))
        placed.append(s)
    return tuple(placed)


def _dated_alike(statements: Sequence[Statement], dating: Dating) -> list[Statement]:
    """Statements without a date take that of the speaker's other words, where all these are of the document's own date:
    one speech that is quoted again and again. Of words of other times each has its own."""
    known: dict[str, set[str]] = {}
    for s in statements:
        if s.speaker.name and s.said:
            known.setdefault(s.speaker.name, set()).add(s.said)
    dated = []
    for s in statements:
        dates = known.get(s.speaker.name or "", set())
        if s.said is None and dates == {dating.said}:
            s = redated(s, next(iter(dates)), "as the speaker's other words here")
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
    said, basis = said_at(doc, draft.cue, draft.found.speaker, draft.spans, dates, dating, sentences)
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
        _chain(ground, draft, drafts, speakers[0], dating),
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
        when = next((d.edtf for d in _dates_in(dates, told) if d.edtf), None)
        now = re.search(r"\b(?:today|now|these days)\b", ground.stage.doc.text[told.start : told.end + 12])
        found.append(replace(one, said=when or (dating.said if now else None)))
    return tuple(found)


def said_at(
    doc: Document,
    cue: Cue | None,
    speaker: Speaker,
    own: Sequence[Span],
    dates: Sequence[Date],
    dating: Dating,
    sentences: Sequence[Sentence],
) -> tuple[str | None, str | None]:
    """When the words were said: a date beside the cue, else in the sentence before it, else nothing. A date in the words
    themselves (`own`) is of what they speak of."""
    if speaker.kind == "author":
        return dating.said, "the document's own date"
    if cue is None or not (cue.words or cue.subject):
        return None, None
    places = [*cue.words, *([cue.subject.span] if cue.subject else [])]
    found = [i for p in places if (i := _sentence_at(sentences, p.start)) is not None]
    if not found:
        return None, None
    here = min(found)
    for back, why in ((here, "beside the cue"), (here - 1, BEFORE)):
        if (
            back < 0
            or sentences[back].block != sentences[here].block
            or (back < here and not _goes_on(doc.text, cue, sentences[here].span))
        ):
            break
        near = [d for d in _dates_in(dates, sentences[back].span) if d.edtf and not _of_the_matter(doc, d, own)]
        if near:
            best = min(near, key=lambda d: (abs(d.span.start - places[0].start), d.span.start))
            return best.edtf, f"{why}: {best.basis}"
    if dating.said and _is_present(doc.text[sentences[here].span.start : sentences[here].span.end]):
        return dating.said, f"told in the present tense; the document's date ({dating.basis})"
    return None, None


_THEN = re.compile(
    r"(?:and |but )?(?:(?:day|night|week|month|year) after|again and again|then\b|there\b|here\b|at (?:that|this|the same) time"
    r"|(?:on |in )?(?:that|the same|this) (?:day|night|evening|week|month|year|occasion)\b)",
    re.I,
)


def _goes_on(text: str, cue: Cue, sentence: Span) -> bool:
    """Whether a cue goes on with him, or with the time, of which the sentence before tells, so that its date is of the
    words too."""
    same = cue.subject is None or cue.subject.form == "pronoun" or cue.frame.endswith("closed")
    return same or bool(_THEN.match(text, sentence.start))


def _of_the_matter(doc: Document, date: Date, own: Sequence[Span]) -> bool:
    """Whether a date belongs to what is spoken of ("the inquest of 1905", "what X said ten years ago"), not to the words."""
    if any(a <= date.span.start < b for a, b in own):
        return True
    before = doc.text[max(0, date.span.start - 60) : date.span.start]
    if re.search(r"\bwhat\s+(?:[^\W_]+\s+){1,4}$", before):
        return True
    of = re.search(r"([^\W_]+)\s+of\s+(?:the\s+year\s+)?$", before)
    return of is not None and of[1].lower() not in lexicon().utterance


def _sentence_at(sentences: Sequence[Sentence], at: int) -> int | None:
    """The number of the sentence of a place."""
    i = bisect_right(sentences, at, key=lambda s: s.span.start) - 1
    return i if i >= 0 and at < sentences[i].span.end else None


def _dates_in(dates: Sequence[Date], span: Span) -> Sequence[Date]:
    """The dates that start within a range."""
    return dates[bisect_left(dates, span.start, key=_start) : bisect_left(dates, span.end, key=_start)]


def _start(date: Date) -> int:
    return date.span.start


def _is_present(words: str) -> bool:
    """Whether a sentence tells of a speech as of something now going on."""
    now = re.search(r"\b(?:am|now|here(?:['’]s| is)|says|speaks|writes|declares|admits|asks|tells us|I quote)\b", words)
    return bool(now) and not re.search(r"\b(?:said|wrote|spoke|declared|told|was|were|had)\b", words.split("what ")[0])


def _chain(
    ground: _Ground, draft: Draft, drafts: dict[int, Draft], speaker: Speaker, dating: Dating
) -> tuple[Link, ...]:
    """From the speaker over whoever quotes or reports the words to the page in hand."""
    stage, between = ground.stage, []
    number = stage.quoted[draft.number].parent
    while number is not None:
        if number in drafts:
            between.append(chains.Reporter(drafts[number].found.speaker, drafts[number].spans))
        number = stage.quoted[number].parent
    outermost = between[-1].spans[0] if between else draft.spans[0]
    teller = chains.reporter_of(outermost, ground.reporters)
    if teller and teller.speaker.name != (between[-1].speaker if between else speaker).name:
        between.append(teller)
    cue = draft.cue.words if draft.cue else ()
    held = chains.attitude(stage.doc, ground.sentences, draft.spans, cue)
    return chains.of(stage.doc, chains.Reporter(speaker, draft.spans), speaker.said, dating, between, held)


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
    if told.frame == enumerated.FRAME and enumerated.is_anybody(told.subject):
        found = Found(Speaker(None, "unnamed", (told.subject.span,)), (), "nobody in particular")
    cue = Cue("indirect", (told.cue,), told.subject)
    said, basis = said_at(doc, cue, found.speaker, told.spans, dates, dating, sentences)
    mode = "mixed" if any(a < s.end and s.start < b for a, b in outer for s in told.spans) else "indirect"
    quotation = Quotation.of(doc, mode, told.spans)  # type: ignore[arg-type]
    held = "denies" if told.denied else chains.attitude(doc, sentences, told.spans, (told.cue,))
    chain = chains.of(doc, chains.Reporter(found.speaker, told.spans), said, dating, (), held)
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
