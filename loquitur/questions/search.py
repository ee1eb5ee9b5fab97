"""Passages by their words: all of them, or a phrase in quotation marks; by who speaks, document and time.

The best by full-text search come first; where too few hold every word, those with most follow. What narrows a search
is looked at in the passages that hold the words, the best thousand of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loquitur.language.times import edtf
from loquitur.looking import Place
from loquitur.model import Statement
from loquitur.store.reads import Reads

__all__ = ["Wanted", "search"]

_MOST = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search looks for; what is empty narrows nothing."""

    words: str
    person: str = ""
    document: str = ""
    """A part of its name or title."""
    since: str = ""
    """An EDTF date, as is `until`."""
    until: str = ""
    quotations: frozenset[str] | None = None
    """A passage must hold one of these, by their ids; None for any passage."""


def search(store: Reads, wanted: Wanted, limit: int) -> list[Place]:
    """The passages, best first."""
    terms = [phrase or word for phrase, word in re.findall(r'["“]([^"”]+)["”]|([^\s"“”]+)', wanted.words)]
    terms = [term for term in terms if re.search(r"\w", term)]
    narrowed = bool(wanted.person or wanted.document or wanted.since or wanted.until or wanted.quotations is not None)
    most = _MOST if narrowed else limit
    every = store.holding(terms, most, every=True)
    some = store.holding(terms, most) if len(every) < limit and len(terms) > 1 else []
    fitting = _fitting(store, wanted, [Place(*one) for one in dict.fromkeys([*every, *some])])
    return [place for place, _ in zip(fitting, range(limit), strict=False)]


def _fitting(store: Reads, wanted: Wanted, found: list[Place]) -> Iterator[Place]:
    told = {name: store.fields(name) for name in ("title", "author", "said", "published")}
    person = store.called(wanted.person) if wanted.person else None
    names = {n.casefold() for n in (person.aliases if person else (wanted.person,))}
    for place in found:
        doc = place.doc
        titled = f"{place.passage.doc} {told['title'].get(doc, '')}".casefold()
        if wanted.document.casefold() not in titled:
            continue
        if not _in_time(told["said"].get(doc) or told["published"].get(doc), wanted):
            continue
        if wanted.person and not _speaks(store, place, names, told["author"].get(doc, "")):
            continue
        if wanted.quotations is not None and not _holds(store, place, wanted.quotations):
            continue
        yield place


def _in_time(date: str | None, wanted: Wanted) -> bool:
    """Whether a document's date can lie between the bounds; one without a date lies nowhere."""
    bounds = [edtf.bounds(b) if b and edtf.valid(b) else None for b in (wanted.since, wanted.until)]
    if bounds == [None, None]:
        return True
    if date is None or not edtf.valid(date):
        return False
    low, high = edtf.bounds(date)
    since, until = bounds[0][0] if bounds[0] else None, bounds[1][1] if bounds[1] else None
    return (since is None or high is None or high >= since) and (until is None or low is None or low <= until)


def _speaks(store: Reads, place: Place, names: set[str], author: str) -> bool:
    """Whether one of these names speaks in a passage: as its document's author, or quoted there."""
    if author.casefold() in names:
        return True
    near = store.findings_at(Statement, place.doc, place.passage.start, place.passage.end)
    return any((s.name or "").casefold() in names for one in near for s in one.speakers)


def _holds(store: Reads, place: Place, quotations: frozenset[str]) -> bool:
    """Whether one of these quotations stands in a passage, or reaches into it."""
    near = store.findings_at(Statement, place.doc, place.passage.start, place.passage.end)
    return any(one.quotation.id in quotations for one in near)
