"""What the sources say of a quotation, decided from the alignment alone, never from a score.

Each paragraph of a quotation is a part and takes the verdict of its best source; the quotation takes the gravest
verdict of its parts. A part that stands nowhere in order, word for word, may still be the same passage in other words;
that asks for enough of its words and one long run of them, so that an invented sentence is not found in bits of real
ones. Whose words they are is compared only where both sides name somebody: unknown contradicts nobody.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from loquitur.matching.differences import GAP, Laid, lay, negates, word_lists
from loquitur.matching.letters import tokens
from loquitur.matching.names import Relation, related
from loquitur.model import Difference, Document, Held, Hit, Part, Quotation, Source, Span, Verdict, VerdictKind, Witness

__all__ = ["Library", "Told", "check"]

_ORDER: tuple[VerdictKind, ...] = ("verbatim", "abridged", "altered", "reworded", "misattributed", "not-found")
_SOLID = ("verbatim", "abridged", "altered")
_SLACK = 60


class Library(Protocol):
    """What the check needs of a library: its texts, where words stand in them, and who speaks there."""

    def find(self, words: str, *, limit: int = 10, exclude: Collection[str] = ()) -> list[Hit]:
        """Places where the words seem to stand, best first."""

    def text(self, key: str) -> str:
        """The text of a document."""

    def voice(self, key: str, start: int, end: int) -> tuple[str | None, bool]:
        """Who speaks at a place, None where unknown; and whether the document itself quotes there."""

    def held(self, speaker: str | None, said: str | None, work: str | None) -> Held:
        """How much of the speaker's named work is here."""

    def copies(self, draft: Document) -> Collection[str]:
        """The documents that are the draft itself, a copy or another version of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a draft tells of the words it quotes."""

    speaker: str | None
    said: str | None = None
    work: str | None = None
    person: bool = True
    """Whether the speaker is a person: whoever speaks for a body contradicts nobody."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A place with what it says of a part."""

    kind: VerdictKind
    reasons: tuple[str, ...]
    laid: Laid
    source: Source
    quoted: bool
    who: Relation
    """What the speaker there is to the speaker named."""

    @property
    def fits(self) -> bool:
        """Whether the speaker there can be the speaker named."""
        return self.who != "different"


def check(quotation: Quotation, draft: Document, told: Told, library: Library) -> Verdict:
    """The verdict on one quotation of a draft."""
    avoided, speaker = library.copies(draft), told.speaker if told.person else None
    parts: list[Part] = []
    reasons: list[str] = []
    appearances: list[Source] = []
    witnesses: list[bool] = []
    for span, words in _parts(quotation, draft.text):
        part, why, seen, quoted = _judge_part(words, span, quotation.mode, speaker, library, avoided)
        parts.append(part)
        reasons += why
        appearances += seen
        witnesses += [quoted] if part.source else []
    kind = _worst(parts)
    found = any(p.source for p in parts)
    held = library.held(told.speaker, told.said, told.work) if kind == "not-found" else None
    witness: Witness | None = ("appearance" if all(witnesses) else "source") if found or appearances else None
    return Verdict(kind, tuple(dict.fromkeys(reasons)), held, witness, tuple(parts), tuple(dict.fromkeys(appearances)))


def _parts(quotation: Quotation, text: str) -> Iterator[tuple[Span, str]]:
    """The paragraphs of a quotation; spans of one paragraph are one part, with a mark where the reporter cuts in."""
    held: list[Span] = []
    for span in quotation.spans:
        between = text[held[-1].end : span.start] if held else ""
        if held and re.search(r"\n\s*[“\"„«‘]?\s*$", between) and not re.search(r"\w", between):
            yield _joined(held, text)
            held = []
        held.append(span)
    if held:
        yield _joined(held, text)


def _joined(spans: Sequence[Span], text: str) -> tuple[Span, str]:
    words = f" {GAP} ".join(text[s.start : s.end] for s in spans)
    return Span(spans[0].start, spans[-1].end), words


def _worst(parts: Sequence[Part]) -> VerdictKind:
    judged = [p.verdict for p in parts if p.verdict != "unchecked"]
    return max(judged, key=_ORDER.index) if judged else "unchecked"


def _judge_part(
    words: str, span: Span, mode: str, speaker: str | None, library: Library, avoided: Collection[str]
) -> tuple[Part, list[str], list[Source], bool]:
    row = tokens(words)
    letters = sum(len(t.folded) for t in row)
    if not row:
        return Part(span, "unchecked", None, ()), ["unreadable"], [], False
    found = list(_places(words, speaker, library, avoided))
    if len(row) < 4 or letters < 20:
        exact = [f for f in found if f.kind == "verbatim" and f.who == "same" and not f.quoted]
        if len(exact) != 1:
            return Part(span, "unchecked", None, ()), ["too-short"], [], False
    if mode == "indirect" and not any(f.laid.longest >= 8 for f in found):
        return Part(span, "unchecked", None, ()), ["indirect"], [], False
    if not any(f.kind in _SOLID for f in found):
        spliced = _spliced(words, speaker, library, avoided)
        if spliced:
            return Part(span, "altered", spliced.source, spliced.laid.differences), ["spliced"], [], False
    if not found:
        return Part(span, "not-found", None, ()), [], [], False
    foreign = any(not f.fits and not f.quoted and f.kind in _SOLID for f in found)
    best = min(found, key=lambda f: _rank(f, foreign=foreign))
    seen = [f.source for f in found if f.quoted and f is not best]
    if best.quoted and best.fits:
        return Part(span, "unchecked", None, ()), ["only-quoted"], [f.source for f in found if f.quoted], True
    kind, reasons = best.kind, list(best.reasons)
    if not best.fits:
        if kind in ("reworded",):
            return Part(span, "not-found", None, ()), [], seen, False
        kind, reasons = "misattributed", [*reasons, f"the source gives the words to {best.source.speaker}"]
    elif best.who == "unknown":
        reasons.append("speaker-unknown")
    return Part(span, kind, best.source, best.laid.differences), reasons, seen, best.quoted


def _spliced(words: str, speaker: str | None, library: Library, avoided: Collection[str]) -> _Found | None:
    """The first of two halves that each stand in a source, run together as if they were one passage."""
    for stop in re.finditer(r"[.!?;:…]+[”\"’']*\s+", words):
        halves = words[: stop.end()], words[stop.end() :]
        if min(len(tokens(half)) for half in halves) < 4:
            continue
        found = [_first_solid(half, speaker, library, avoided) for half in halves]
        if found[0] and found[1]:
            one, two = found[0], found[1]
            text = library.text(one.source.doc)
            if one.source.doc != two.source.doc or two.source.start < one.source.end:
                return one
            between = text[one.source.end : two.source.start].strip(" .,;:!?\n\r")
            left_out = Difference("omitted", between[:400], "", False, "word")
            laid = replace(one.laid, differences=(*one.laid.differences, left_out, *two.laid.differences))
            source = Source(
                one.source.doc,
                one.source.start,
                two.source.end,
                text[one.source.start : two.source.end],
                one.source.speaker,
            )
            return replace(one, laid=laid, source=source)
    return None


def _first_solid(words: str, speaker: str | None, library: Library, avoided: Collection[str]) -> _Found | None:
    found = [f for f in _places(words, speaker, library, avoided) if f.kind in _SOLID and f.fits and not f.quoted]
    return min(found, key=_rank) if found else None


def _rank(found: _Found, *, foreign: bool = False) -> tuple[int, int, bool, int, int, str, int]:
    """The best place first: the speaker's own text, the milder verdict, more words in order.

    `foreign`: somebody else's text has the very words; then a mere likeness in the speaker's own does not outweigh it.
    """
    solid = found.kind in _SOLID
    own = found.fits and not found.quoted
    return (
        0 if own and (solid or not foreign) else 1 if found.fits and found.quoted else 2 if solid else 3,
        _ORDER.index(found.kind) if found.fits or solid else 9,
        found.quoted,
        -found.laid.matched,
        len(found.laid.differences),
        found.source.doc,
        found.source.start,
    )


def _places(words: str, speaker: str | None, library: Library, avoided: Collection[str]) -> Iterator[_Found]:
    hits = library.find(words.replace(GAP, " "), limit=6, exclude=avoided)
    seen: set[tuple[str, int, int]] = set()
    for hit in _spread(hits):
        text = library.text(hit.doc)
        laid = lay(words, text, *_window(text, hit, len(words)))
        if laid is None or (hit.doc, laid.start, laid.end) in seen:
            continue
        seen.add((hit.doc, laid.start, laid.end))
        kind, reasons = _kind(words, text, laid)
        if kind == "not-found":
            continue
        name, quoted = library.voice(hit.doc, laid.start, laid.end)
        who = related(speaker, name) if speaker and name else "unknown"
        source = Source(hit.doc, laid.start, laid.end, text[laid.start : laid.end], name)
        found = _Found(kind, reasons, laid, source, quoted, who)
        yield found
        if found.fits and name and not quoted and kind == "verbatim" and len(tokens(words)) > 8:
            return


def _spread(hits: Sequence[Hit]) -> list[Hit]:
    """The hits, and before them hits of one document joined where they may be parts of one quotation."""
    joined = []
    for i, a in enumerate(hits):
        for b in hits[i + 1 :]:
            if a.doc == b.doc and abs(a.start - b.start) < 30_000 and a.score + b.score <= 1150:
                joined.append(Hit(a.doc, min(a.start, b.start), max(a.end, b.end), a.score + b.score))
    return [*joined[:4], *hits]


def _window(text: str, hit: Hit, length: int) -> tuple[int, int]:
    reach = length + _SLACK
    return max(0, hit.start - reach), min(len(text), hit.end + reach)


def _kind(words: str, text: str, laid: Laid) -> tuple[VerdictKind, tuple[str, ...]]:
    """The words' own verdict at a place, whoever speaks there."""
    reasons = [f"presentation: {f}" for f in laid.forgiven]
    unmarked = [d for d in laid.differences if not d.marked]
    if laid.share >= 720 and laid.longest >= min(laid.words, 3):
        cut = _cut(words, text, laid)
        if unmarked:
            return "altered", tuple(reasons)
        if cut:
            return "altered", (*reasons, cut)
        return ("abridged" if laid.differences else "verbatim"), tuple(reasons)
    if _same_passage(laid):
        return "reworded", ()
    return "not-found", ()


def _same_passage(laid: Laid) -> bool:
    """Whether so many of the words stand there in order that it is the passage in other words."""
    close = laid.end - laid.start < 14 * laid.words
    return (
        close
        and laid.matched >= 7
        and ((laid.share >= 400 and laid.longest >= 5) or (laid.share >= 520 and laid.longest >= 4))
    )


def _cut(words: str, text: str, laid: Laid) -> str | None:
    """Whether the quotation begins after, or ends before, a negation or a condition that governs its words."""
    lead = _SENTENCE_END.split(text[max(0, laid.start - 160) : laid.start])[-1]
    tail = _SENTENCE_END.split(text[laid.end : laid.end + 80])[0]
    if not re.match(r"\W*(?:…|\.\.\.)", words) and (cut := _cut_before(lead, complete=len(lead) < 160)):
        return cut
    return None if re.search(r"(?:…|\.\s?\.\s?\.)\W*$", words) else _cut_after(tail)


_SENTENCE_END = re.compile(r"[.!?;:]['\"’”)\]]*(?:\s|$)|\n\s*\n|[—–]|--")


def _cut_before(lead: str, *, complete: bool) -> str | None:
    """ "not |", "if |", "it is not true that |", "If elected, |"; `complete`: the lead begins with its sentence."""
    row = [t.folded for t in tokens(lead)]
    if not row:
        return None
    open_end = not lead.rstrip().endswith(",")
    if open_end and negates(row[-1]):
        return "cut-negation"
    if open_end and row[-1] in word_lists()["provisos"]:
        return "cut-condition"
    clause = [t.folded for t in tokens(lead.rsplit(",", 1)[-1])]
    if open_end and clause and clause[-1] in word_lists()["links"] and any(map(negates, clause[-7:])):
        return "cut-negation"
    led = complete and row[0] in word_lists()["provisos"] and lead.count(",") == 1 and len(row) <= 14
    return "cut-condition" if led and not open_end else None


def _cut_after(tail: str) -> str | None:
    """ "| unless it rains", "| not"."""
    row = [t.folded for t in tokens(tail)[:2]]
    between = re.match(r"\W*", tail)
    if not row or between is None or between.group().strip(" \n\r\t,"):
        return None
    if row[0] in word_lists()["provisos"]:
        return "cut-condition"
    direct = "," not in between.group()
    return "cut-negation" if direct and row[0] in word_lists()["deniers"] and row[1:] != ["only"] else None
