"""Every appearance of some words in a library, the earliest first: who gives them to whom, and how they change.

What is found is one saying: passages joined because their words agree, each join with its reason. A user who knows better
parts a passage from it; that word is appended to the record like any finding, outranks the program's, survives a
re-read, and can be taken back. Appearances are ordered by when the words were said, as far as that is told: the date of
a text for its own words, the date told beside a quotation for quoted ones, else the date of the text that quotes. A date
that is a span counts by its last day: 1788 stands behind 19 February 1788, and that it may lie before is told.

A passage beside one that is taken already, in the same text, is one more appearance only with the very words: a speaker
who sets sentence against sentence rewords nobody.

Limit: "first" is first in this library; the index gives so many places of one wording and no more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loquitur.language.times import edtf
from loquitur.library import Shelf
from loquitur.matching.differences import lay
from loquitur.matching.sayings import copies, joined, laid_beside
from loquitur.model import Dating, Difference, Hit, Source, Statement, Witness
from loquitur.sayings import Apart, Appearance, Saying

__all__ = ["sayings", "trace"]

_MOST = 200
_ROUNDS = 40
_FAINT = 500


def trace(words: str, shelf: Shelf) -> Saying:
    """The saying of these words as the library holds it. Documents are named by their ids."""
    found = sorted(_found(words, shelf), key=_order)
    texts = [(shelf.text(one.source.doc), one.source.start, one.source.end) for one in found]
    numbered = [replace(one, origin=origin) for one, origin in zip(found, copies(texts), strict=True)]
    first = numbered[0].source.text if numbered else ""
    parted = {i: by for i, one in enumerate(numbered) if (by := _parted(one, first, shelf))}
    kept = [one for i, one in enumerate(numbered) if i not in parted]
    apart = tuple(replace(one, join=parted[i]) for i, one in enumerate(numbered) if i in parted)
    return Saying(words, tuple(_changed(kept)), apart, len(shelf.names), shelf.unreadable, _perhaps_earlier(kept))


def _perhaps_earlier(found: Sequence[Appearance]) -> tuple[int, ...]:
    when = [one.said or one.reported for one in found]
    return tuple(n for n, date in enumerate(when[1:], 2) if edtf.may_precede(date, when[0]))


def sayings(shelf: Shelf) -> Iterator[Saying]:
    """The sayings of all quotations that stand in more than one document, each once, in the order of the documents."""
    seen: set[tuple[str, int]] = set()
    for key, statement in shelf.store.findings(Statement):
        quoted = statement.quotation
        place = (key, quoted.spans[0].start)
        if quoted.mode != "direct" or place in seen or len(quoted.text.split()) < 5:
            continue
        saying = trace(quoted.text, shelf)
        if len({one.source.doc for one in saying.appearances}) > 1:
            seen |= {(one.source.doc, start) for one in saying.appearances for start in _begins(one, shelf)}
            yield saying


def _begins(one: Appearance, shelf: Shelf) -> list[int]:
    """Where the quotations begin that stand at an appearance."""
    told = shelf.voices.around(one.source.doc, one.source.start, one.source.end)
    return [s.quotation.spans[0].start for s in told]


def _found(words: str, shelf: Shelf) -> Iterator[Appearance]:
    """The places that are one utterance with the words; of overlapping ones the first."""
    taken: list[Source] = []
    for hit in _hits(words, shelf):
        text = shelf.text(hit.doc)
        for place in _again(words, text, hit):
            laid = laid_beside(words, text, place.start, place.end)
            if laid is None:
                continue
            reach = len(words) if laid.differences else 0
            if any(s.doc == hit.doc and s.start < laid.end + reach and laid.start - reach < s.end for s in taken):
                continue
            source = Source(hit.doc, laid.start, laid.end, text[laid.start : laid.end], None)
            taken.append(source)
            yield _appearance(source, joined(laid), shelf)


def _hits(words: str, shelf: Shelf) -> Iterator[Hit]:
    """The places where the words may stand: the index gives the best, and is asked again without their documents.

    A round in which nothing holds half of the words' letters is the last one.
    """
    avoided: set[str] = set()
    for _ in range(_ROUNDS):
        hits = shelf.find(words, limit=_MOST, exclude=avoided)
        yield from hits
        avoided.update(hit.doc for hit in hits)
        if not any(hit.score >= _FAINT for hit in hits):
            return


def _again(words: str, text: str, hit: Hit) -> Iterator[Hit]:
    """The hit, and where the very words stand again in the same text."""
    yield hit
    at = text.find(words)
    while at >= 0:
        yield Hit(hit.doc, at, at + len(words), 1000)
        at = text.find(words, at + len(words))


def _appearance(source: Source, join: str, shelf: Shelf) -> Appearance:
    name, quoted = shelf.voice(source.doc, source.start, source.end)
    source = replace(source, speaker=name)
    cited = shelf.citation(source)
    statement = shelf.voices.innermost(source.doc, source.start, source.end) if quoted else None
    reported, basis = cited.said or cited.published, "the document's date"
    if reported is None and (dating := _dating(source.doc, shelf)) and dating.said:
        reported, basis = dating.said, f"the document's date, {dating.basis}"
    said = statement.said if statement else None if quoted else reported
    told = statement.said_basis if statement and statement.said else basis if said else None
    witness: Witness = "appearance" if quoted else "source"
    number = statement.quotation.id if statement else None
    return Appearance(source, cited, witness, said, told, reported, 0, join, (), number)


def _dating(key: str, shelf: Shelf) -> Dating | None:
    return next((d for _, d in shelf.store.findings(Dating, key)), None) if shelf.store.has_findings(key) else None


def _order(one: Appearance) -> tuple[tuple[int, int, str], bool, tuple[int, int, str], str, int]:
    """By the day by which it was said for certain, a source before who quotes it, then by when it was reported."""
    source = one.source
    when = edtf.by_last_day(one.said or one.reported)
    return when, one.witness != "source", edtf.by_last_day(one.reported), one.citation.doc, source.start


def _changed(found: Sequence[Appearance]) -> Iterator[Appearance]:
    """Each appearance with what its wording changed in that of the one before it."""
    before: Appearance | None = None
    for one in found:
        differences: tuple[Difference, ...] = ()
        if before:
            laid = lay(one.source.text, before.source.text, 0, len(before.source.text))
            differences = laid.differences if laid else ()
        yield replace(one, differences=differences)
        before = one


def _parted(one: Appearance, first: str, shelf: Shelf) -> str | None:
    """Who parted an appearance from this saying, and why; None where nobody did."""
    source = one.source
    for apart in shelf.store.findings_at(Apart, source.doc, source.start, source.end):
        laid = laid_beside(apart.words, first, 0, len(first))
        if laid:
            return apart.reason
    return None
