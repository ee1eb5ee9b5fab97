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

from loquitur.matching.cuts import cut
from loquitur.matching.differences import GAP, Laid, lay, ungapped
from loquitur.matching.letters import tokens
from loquitur.matching.names import Relation, related
from loquitur.matching.spelling import likeness
from loquitur.model import Difference, Document, Held, Hit, Part, Quotation, Source, Span, Verdict, VerdictKind, Witness

__all__ = ["Library", "Told", "check"]

_ORDER: tuple[VerdictKind, ...] = ("verbatim", "abridged", "altered", "reworded", "misattributed", "not-found")
_SOLID = ("verbatim", "abridged", "altered")
_SLACK = 60
_SOLID_SHARE = 720
"""So many words in a thousand stand there in order, or nearly stand there, and it is the passage itself."""


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
class _Search:
    """What is searched, for whom."""

    library: Library
    speaker: str | None
    """The person named; None where nobody is, or a body."""
    avoided: Collection[str]


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
    search = _Search(library, told.speaker if told.person else None, library.copies(draft))
    parts: list[Part] = []
    reasons: list[str] = []
    appearances: list[Source] = []
    witnesses: list[bool] = []
    for span, words in _parts(quotation, draft.text):
        part, why, seen, quoted = _judge_part(words, span, quotation.mode, search)
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


def _judge_part(words: str, span: Span, mode: str, search: _Search) -> tuple[Part, list[str], list[Source], bool]:
    row = tokens(words)
    letters = sum(len(t.folded) for t in row)
    if not row:
        return Part(span, "unchecked", None, ()), ["unreadable"], [], False
    found = list(_places(words, search))
    if len(row) < 4 or letters < 20:
        exact = [f for f in found if f.kind == "verbatim" and f.who == "same" and not f.quoted]
        if len(exact) != 1:
            return Part(span, "unchecked", None, ()), ["too-short"], [], False
    if mode == "indirect" and not any(f.laid.longest >= 8 for f in found):
        return Part(span, "unchecked", None, ()), ["indirect"], [], False
    if not any(f.kind in _SOLID for f in found):
        spliced = _spliced(words, search)
        if spliced and not (found and spliced[1] == "added"):
            one, done = spliced
            return Part(span, "altered", one.source, one.laid.differences), [done], [], False
    if not found:
        return Part(span, "not-found", None, ()), [], [], False
    foreign = any(not f.fits and not f.quoted and f.kind in _SOLID for f in found)
    best = min(found, key=lambda f: _rank(f, foreign=foreign))
    seen = [f.source for f in found if f.quoted and f is not best]
    if best.quoted and best.fits:
        return Part(span, "unchecked", None, ()), ["only-quoted"], [f.source for f in found if f.quoted], True
    kind, reasons = best.kind, list(best.reasons)
    if mode == "indirect" and kind == "altered" and not any(_grave(d) for d in best.laid.differences):
        kind = "reworded"
    if not best.fits:
        if kind in ("reworded",):
            return Part(span, "not-found", None, ()), [], seen, False
        kind, reasons = "misattributed", [*reasons, f"the source gives the words to {best.source.speaker}"]
    elif best.who == "unknown":
        reasons.append("speaker-unknown")
    return Part(span, kind, best.source, best.laid.differences), reasons, seen, best.quoted


def _spliced(words: str, search: _Search) -> tuple[_Found, str] | None:
    """The place of the first of several passages run together as if they were one, and what was done.

    Either each of them stands in a source, or one sentence does and what was added to it stands nowhere.
    """
    for stop, least in (_SENTENCES, _CLAUSES):
        pieces = _pieces(words, stop, least)
        found = [_first_solid(piece, search) for piece in pieces] if len(pieces) > 1 else []
        solid = [f for f in found if f]
        if len(solid) > 1 and len(solid) == len(found):
            return _joined_up(solid, search.library), "spliced"
        if solid and stop == _SENTENCES[0]:
            return _added(pieces, found, solid[0], search)
    return None


def _added(
    pieces: Sequence[str], found: Sequence[_Found | None], first: _Found, search: _Search
) -> tuple[_Found, str] | None:
    """The first place, with the sentences that stand nowhere as insertions, if enough of the words do stand there."""
    lengths = [len(tokens(piece)) for piece in pieces]
    real = sum(n for n, f in zip(lengths, found, strict=True) if f)
    lost = [piece for piece, f in zip(pieces, found, strict=True) if not f]
    if real < 8 or 5 * real < 2 * sum(lengths) or any(next(_places(piece, search), None) for piece in lost):
        return None
    differences = tuple(
        d
        for piece, f in zip(pieces, found, strict=True)
        for d in (f.laid.differences if f else (Difference("inserted", "", ungapped(piece).strip(), False, "word"),))
    )
    return replace(first, laid=replace(first.laid, differences=differences)), "added"


_SENTENCES = r"[.!?…]+[”\"’')\]]*\s+", 4
_CLAUSES = r"[,;:—–]\s*", 6
"""What parts a quotation, and the fewest words of a part that is looked for by itself."""


def _pieces(words: str, stop: str, least: int) -> list[str]:
    pieces, start = list[str](), 0
    for at in [*(m.end() for m in re.finditer(stop, words)), len(words)]:
        rest = len(tokens(words, at))
        if len(tokens(words, start, at)) >= least and (rest >= least or at == len(words)):
            pieces.append(words[start:at])
            start = at
    return [*pieces[:-1], pieces[-1] + words[start:]] if pieces else [words]


def _joined_up(found: Sequence[_Found], library: Library) -> _Found:
    """Places one after the other as one; what was left out between two of one text is a difference."""
    one = found[0]
    for two in found[1:]:
        text, gone = library.text(one.source.doc), tuple[Difference, ...]()
        follows = one.source.doc == two.source.doc and two.source.start >= one.source.end
        if follows:
            between = text[one.source.end : two.source.start].strip(" .,;:!?\n\r")
            gone = (Difference("omitted", between[:400], "", False, "word"),) if between else ()
        laid = replace(one.laid, differences=(*one.laid.differences, *gone, *two.laid.differences))
        end = two.source.end if follows else one.source.end
        source = replace(one.source, end=end, text=text[one.source.start : end])
        one = replace(one, laid=laid, source=source)
    return one


def _first_solid(words: str, search: _Search) -> _Found | None:
    found = [f for f in _places(words, search) if f.kind in _SOLID and f.fits and not f.quoted]
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


def _places(words: str, search: _Search) -> Iterator[_Found]:
    library, speaker = search.library, search.speaker
    hits = library.find(words.replace(GAP, " "), limit=6, exclude=search.avoided)
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
            if a.doc == b.doc and abs(a.start - b.start) < 30_000 and a.score + b.score <= 1450:
                joined.append(Hit(a.doc, min(a.start, b.start), max(a.end, b.end), a.score + b.score))
    return [*joined[:4], *hits]


def _window(text: str, hit: Hit, length: int) -> tuple[int, int]:
    reach = length + _SLACK
    return max(0, hit.start - reach), min(len(text), hit.end + reach)


def _kind(words: str, text: str, laid: Laid) -> tuple[VerdictKind, tuple[str, ...]]:
    """The words' own verdict at a place, whoever speaks there."""
    presentation = [f"presentation: {f}" for f in laid.forgiven]
    if laid.likeness >= _SOLID_SHARE and laid.unbroken >= min(laid.words, 3):
        unmarked = [d for d in laid.differences if not d.marked]
        hidden = [d for d in laid.differences if d.marked and _turns(d)]
        if unmarked or hidden:
            alike = {likeness(d.source, d.quote) if d.op == "changed" else None for d in unmarked}
            taken = ["cut-negation"] if any(d.op == "omitted" for d in hidden) else []
            return "altered", (*taken, *presentation, *(sorted(filter(None, alike)) if None not in alike else ()))
        taken_away = cut(words, text, laid.start, laid.end)
        if taken_away:
            return "altered", (*presentation, taken_away)
        return ("abridged" if laid.differences else "verbatim"), tuple(presentation)
    if laid.is_reworded and laid.end - laid.start < 14 * laid.words:
        return "reworded", ()
    return "not-found", ()


def _grave(one: Difference) -> bool:
    return not one.marked and one.what in ("negation", "number", "name")


def _turns(one: Difference) -> bool:
    """Whether a difference that the quotation shows turns the sense all the same: no mark makes "not" good."""
    digits = [re.findall(r"\d+", side) for side in (one.source, one.quote)]
    return one.what == "negation" or (one.op == "changed" and all(digits) and digits[0] != digits[1])
