"""What the marks show and what the trained reader sees, as one list of statements.

The structure layer is sure of where marked words begin and end, over paragraphs too; the trained reader knows what is
quoted without marks, and in news which mention is the speaker. So a passage between marks stays whole: the reader's
words are widened to it or cut back from it. What it sees over marked words alone gives these a speaker where the rules
had none or only a weak one; what it sees over words outside the marks becomes a statement of its own, in which marked
parts are taken up. Paragraph-crossing passages belong to the rules altogether.

Guarantee: no range overlaps another of the same depth, and no passage between marks is cut. Limit: the reader's likings are those of the news it learnt from.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from loquitur.language import quotations
from loquitur.language.marks import Quoted, turn_labels
from loquitur.language.networks.decode import Tagged
from loquitur.language.networks.sources import Telling, better, spoken
from loquitur.language.networks.weighing import by_paragraph, one_cue, overlapping, plain, surer, unseen
from loquitur.language.speakers import UNKNOWN
from loquitur.language.speech import ranker
from loquitur.language.speech.scenes import Stage
from loquitur.model import Document, Mode, Quotation, Span, Statement

__all__ = ["join"]

_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_AHEAD = ("before", "introduced", "slogan", "closed", "heard")
"""How the reasons of the rules begin that tell where the words are, so that a whole sentence is all of them."""
_FIRM = "signed,"
"""How the reasons of the rules begin that a reader of news does not know better."""
_FEW = 1
"""Words beside a passage between marks from which they belong to the quotation."""
_TERM = 6
"""Words below which a passage that nobody is said to say is taken for a term."""
_WORDS = 3
"""Words of a passage that is left over from which it is still somebody's."""

Act = Literal["speech", "attitude"]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A passage between marks, and the rules' statement that it is part of, if any."""

    spans: tuple[Span, ...]
    home: int | None
    spoken: bool
    """Whether it is long or whole enough to be somebody's words rather than a term or a title."""
    whole: bool
    """Whether it ends its sentence, so that nothing outside its marks goes on from it."""
    firm: bool
    """Whether the rules are sure of it, by a label or a signature: then it is none of the reader's."""
    outer: tuple[Span, ...]


@dataclass(slots=True)
class _Seen:
    """A quotation of the reader, fitted to the passages between marks."""

    tagged: Tagged
    free: list[Span]
    """Its words outside the marks."""
    units: list[int]
    """The passages that it takes up."""


def join(
    telling: Telling,
    quoted: Sequence[Quoted],
    statements: Sequence[Statement],
    tagged: Iterable[Tagged],
    *,
    attitudes: bool = False,
) -> tuple[Statement, ...]:
    """The statements of the rules and of the reader, in the order of the text.

    Without `attitudes` the reader's words outside the marks count only where they are speech and it is sure of them.
    """
    telling = replace(telling, outside=_voices(quoted), labels=turn_labels(quoted))
    units = _units(telling.doc, quoted, statements)
    claimed = sorted(span for s in statements if s.cue for span in s.quotation.spans if s.quotation.within is None)
    said = [t for t in tagged if not _is_turn(telling.doc.text, t, quoted)]
    parts = [part for t in said for part in by_paragraph(telling.doc.text, t, claimed)]
    tagged = parts if attitudes else surer(parts, statements)
    units = [u for u in units if not _mispaired(telling.doc.text, u, tagged)]
    story = any(f" by {ranker.model().name}" in s.reason for s in statements)
    if not story:
        homes = sorted((span, u.home) for u in units if u.home is not None for span in u.outer)
        tagged = one_cue(tagged, homes)
    places = sorted((s.start, s.end, n) for n, u in enumerate(units) for s in (u.outer if u.firm else u.spans))
    starts = [a for a, _, _ in places]
    told = sorted(
        (span, s.speaker)
        for s in statements
        if s.act == "speech" and s.quotation.mode != "direct"
        for span in s.quotation.spans
    )
    taken: set[int] = set()
    new: list[Statement] = []
    for one in sorted(tagged, key=lambda t: (-t.confidence, t.content[0].start)):
        seen = _fitted(telling.doc.text, one, units, (places, starts), taken)
        if seen.free and _whole_of_cue(statements, units, seen):
            seen.free = []
        if (
            seen.free
            and not attitudes
            and not plain(telling.doc.text, one, seen.free, told, marked=bool(seen.units) and not story)
        ):
            continue
        if seen.free or seen.units:
            taken.update(seen.units)
            new.append(_made(telling, statements, seen, units))
    contents = sorted(span for t in parts for span in t.content)
    reached = sorted(span for s in new for span in s.quotation.spans)
    left = []
    broken: set[str | None] = set()
    by_home: dict[int | None, list[int]] = {}
    for n, unit in enumerate(units):
        by_home.setdefault(unit.home, []).append(n)
    for k, s in enumerate(statements):
        own = by_home.get(k, [])
        if s.reason.startswith(quotations.TURN):
            left.append(s)
            continue
        if _idle(s) and (s.quotation.within is not None or not own or own[0] not in taken):
            continue
        if not own and (_broken(s, broken, reached) or unseen(telling.doc.text, s, contents if attitudes else reached)):
            broken.add(s.quotation.id)
        elif kept := _left(telling, s, own, (units, taken)):
            left.append(kept)
    return _placed(telling.doc, [*left, *new])


def _voices(quoted: Sequence[Quoted]) -> tuple[Span, ...]:
    """What stands in marks, and the labels of turns, in order."""
    outer = [span for q in quoted if q.parent is None and not q.turn for span in q.outer]
    return tuple(sorted([*outer, *turn_labels(quoted)]))


def _is_turn(text: str, tagged: Tagged, quoted: Sequence[Quoted]) -> bool:
    """Whether the reader takes a turn of a transcript for somebody's words: its label, or most of it."""
    turns = [span for q in quoted if q.turn for span in q.outer]
    for n in {n for span in tagged.content for n in overlapping(span, turns)}:
        a, b = turns[n]
        inside = sum(max(0, min(y, b) - max(x, a)) for x, y in tagged.content)
        if 2 * inside >= b - a or any(x <= a < y for x, y in tagged.content):
            return True
    return False


def _whole_of_cue(statements: Sequence[Statement], units: Sequence[_Unit], seen: _Seen) -> bool:
    """Whether the marked words are whole sentences that a cue before them announces: nothing unmarked belongs to them."""
    homes = [statements[k] for n in seen.units if units[n].whole and (k := units[n].home) is not None]
    return any(s.cue and s.reason.startswith(_AHEAD) for s in homes)


def _units(doc: Document, quoted: Sequence[Quoted], statements: Sequence[Statement]) -> list[_Unit]:
    """The outermost passages between marks that closed, or that cross paragraphs."""
    homes = {span: k for k, s in enumerate(statements) if s.quotation.mode == "direct" for span in s.quotation.spans}
    spoken = Stage.of(doc, quoted).spoken
    outermost = [(q, said) for q, said in zip(quoted, spoken, strict=True) if q.parent is None and not q.turn]
    sure = [(q, said) for q, said in outermost if q.closed or len(q.spans) > 1]
    firm = {k for k, s in enumerate(statements) if s.reason.startswith(_FIRM)}
    return [
        _Unit(q.spans, k, said, _whole(doc.text, q), k in firm, q.outer)
        for q, said in sure
        for k in [homes.get(q.spans[0])]
    ]


def _mispaired(text: str, unit: _Unit, tagged: Sequence[Tagged]) -> bool:
    """Whether a passage that holds double marks inside is no passage: the reader sees its cue in it, beside its words."""
    (start, end), more = unit.spans[0], unit.spans[1:]
    if more or not re.search('[“”"]', text[start:end]):
        return False
    here = [t for t in tagged if any(start <= c.start < end for c in t.cue)]
    return any(a < end and start < b for t in here for a, b in t.content)


def _whole(text: str, quoted: Quoted) -> bool:
    start, end = quoted.spans[0].start, quoted.spans[-1].end
    return text[start].isupper() and text[end - 1] in ".!?" and len(_WORD.findall(text[start:end])) >= _WORDS


def _fitted(
    text: str,
    tagged: Tagged,
    units: Sequence[_Unit],
    marked: tuple[Sequence[tuple[int, int, int]], Sequence[int]],
    taken: set[int],
) -> _Seen:
    """The reader's words, with each passage between marks whole or left out."""
    places, starts = marked
    covered: dict[int, int] = {}
    free: list[Span] = []
    for span in tagged.content:
        rest = [span]
        for a, b, n in places[max(0, bisect_right(starts, span.start) - 1) : bisect_right(starts, span.end)]:
            if b > span.start and a < span.end:
                if not units[n].firm:
                    covered[n] = covered.get(n, 0) + _letters(text, max(a, span.start), min(b, span.end))
                rest = [piece for r in rest for piece in _cut(r, a, b)]
        free += [t for r in rest if (t := _trimmed(text, r))]
    whole = [
        n for n, c in covered.items() if n not in taken and 2 * c >= sum(_letters(text, *s) for s in units[n].spans)
    ]
    crossing = {n for n in covered if len(units[n].spans) > 1}
    few = sum(len(_WORD.findall(text[a:b])) for a, b in free) < (_FEW if covered else 1)
    return _Seen(tagged, [] if few or crossing else free, sorted(whole))


def _goes_on(text: str, tagged: Tagged, end: int) -> bool:
    """Whether words outside the marks follow in the same breath on a passage that ends there."""
    return any(a < end and len(_WORD.findall(text[end:b])) >= _WORDS for a, b in tagged.content)


def _made(telling: Telling, statements: Sequence[Statement], seen: _Seen, units: Sequence[_Unit]) -> Statement:
    """The statement over what the reader sees, spoken by whom it or the rules say."""
    spans = _closed(telling.doc.text, [*seen.free, *(s for n in seen.units for s in units[n].spans)])
    homes = [statements[k] for n in seen.units if (k := units[n].home) is not None]
    mode: Mode = "indirect" if not seen.units else "mixed" if seen.free else "direct"
    quotation = Quotation.of(telling.doc, mode, spans)
    if homes:
        best = max(homes, key=lambda s: (s.speaker.kind != "unknown", s.confidence))
        return better(telling, replace(best, quotation=quotation), seen.tagged)
    act: Act = "attitude" if seen.tagged.attitude and not seen.units else "speech"
    blank = Statement(quotation, act, (UNKNOWN,), (), (), None, None, (), (), 0, "")
    return spoken(telling, blank, seen.tagged)


def _idle(statement: Statement) -> bool:
    """Whether a short or inner passage has neither cue nor speaker."""
    if statement.quotation.mode != "direct" or statement.cue or statement.speaker.kind != "unknown":
        return False
    return statement.quotation.within is not None or len(_WORD.findall(statement.quotation.text)) < _TERM


def _broken(statement: Statement, broken: Collection[str | None], reached: Sequence[Span]) -> bool:
    """Whether a rules' statement without passages of its own gives way: it, or what it stood in, meets the reader's."""
    if statement.quotation.within is not None:
        return statement.quotation.within in broken
    return any(overlapping(span, reached) for span in statement.quotation.spans)


def _left(
    telling: Telling, statement: Statement, own: Sequence[int], marked: tuple[Sequence[_Unit], set[int]]
) -> Statement | None:
    """What is left of a rules' statement over these passages; None where the reader's have all of it."""
    units, taken = marked
    rest = [n for n in own if n not in taken]
    if len(rest) == len(own):
        return statement
    said = [s for n in rest if units[n].spoken for s in units[n].spans]
    return replace(statement, quotation=Quotation.of(telling.doc, "direct", said)) if said else None


def _placed(doc: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements in order, those that stood in another standing in the one that has its words now."""
    known = {s.quotation.id for s in statements}
    placed = []
    for s in statements:
        if s.quotation.within not in known and s.quotation.within is not None:
            at = s.quotation.spans[0].start
            outer = [o for o in statements if o is not s and any(a <= at < b for a, b in o.quotation.spans)]
            within = outer[0].quotation.id if outer else None
            s = replace(s, quotation=Quotation.of(doc, s.quotation.mode, s.quotation.spans, within))
        placed.append(s)
    return tuple(sorted(placed, key=lambda s: (s.quotation.spans[0].start, -s.quotation.spans[-1].end)))


def _letters(text: str, start: int, end: int) -> int:
    return sum(c.isalnum() for c in text[start:end])


def _cut(span: Span, a: int, b: int) -> list[Span]:
    parts = (Span(span.start, min(span.end, a)), Span(max(span.start, b), span.end))
    return [p for p in parts if p.start < p.end]


def _trimmed(text: str, span: Span) -> Span | None:
    """The span from its first letter, figure or opening sign to its last word's end; None where no letter is left."""
    start, end = span
    while start < end and not (text[start].isalnum() or text[start] in "$£€#@(["):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".!?…)]%"):
        end -= 1
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def _closed(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those made one between which only marks and stops stand."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and not re.search(r"[^\W_]|\n", text[out[-1].end : span.start]):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
