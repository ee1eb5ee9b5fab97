"""Of which time a document tells where it names somebody, so that namesakes of two centuries are not taken for one.

The years that stand in the sentences with a name are the bearer's where they lie far back and most of its sentences tell
some; otherwise those of late count beside the document's own year and, where most dates of the document lie far back, all
of them.
The authors wrote in the document's year, and dates of a life behind a name ("(1735–1826)") are birth and death.

Limit: a year beside a name can be another's; so it only brings tellings together, and parts none by itself.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from loquitur.language.deeds import lifedates
from loquitur.lives import Life
from loquitur.model import Date, Document, Findings, Span

__all__ = ["find"]

_ENDS = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?][”’\"')\]]*\s+|\n\s*\n")
_YEAR = re.compile(r"(?<![\d-])(1\d|20)(\d\d|\dX)(?!\d)")
_LONG_AGO = 30
_SURELY = 2
"""In so many sentences a name must stand with years long past to belong to these alone."""


def find(doc: Document, found: Findings) -> dict[str, Life]:
    """What the document tells of the time of everybody whom it names, by each form of the name."""
    own = _year(found.dating.said)
    ends = [m.end() for m in _ENDS.finditer(doc.text)]
    beside = _by_sentence(found.dates, ends, own)
    old = _of_old([row for told in beside.values() for row in told], own)
    spoke: dict[str, set[int]] = {}
    for one in found.statements:
        year = _year(one.said)
        if year and "document's date" not in (one.said_basis or "") and (own is None or year <= own):
            for name in {s.name for s in one.speakers if s.name}:
                spoke.setdefault(name, set()).add(year)
    page = own or _year(doc.field("published"))
    lives: dict[str, Life] = {}
    for named in found.named:
        told = _told(named.spans, ends, beside, (own, old), spoke.get(named.name, set()))
        life = Life((page, page) if page else None, told)
        lives.update(dict.fromkeys(named.forms, replace(life, whole=named.name)))
        lives[named.name] = life
    for name, said in spoke.items():
        lives.setdefault(name, Life((page, page) if page else None, tuple(sorted(said | ({own} if own else set())))))
    return _with_authors(doc, found, _with_dates(doc, found, lives), page)


def _by_sentence(dates: Iterable[Date], ends: Sequence[int], own: int | None) -> dict[int, list[set[int]]]:
    """The years of each expression of time, by the number of its sentence; none after the document's own."""
    found: dict[int, list[set[int]]] = {}
    for date in dates:
        years = {y for y in _years(date.edtf) if own is None or y <= own}
        if years:
            found.setdefault(bisect_right(ends, date.span.start), []).append(years)
    return found


def _of_old(told: Sequence[set[int]], own: int | None) -> set[int]:
    """The years of which a document tells most of whose dates lie far back."""
    if own is not None and 2 * sum(max(row) < own - _LONG_AGO for row in told) <= len(told):
        return set()
    return {y for row in told for y in row}


def _told(
    spans: Sequence[Span], ends: Sequence[int], beside: Mapping[int, list[set[int]]],
    around: tuple[int | None, set[int]], spoke: set[int],
) -> tuple[int, ...]:  # fmt: skip
    own, old = around
    sentences = {bisect_right(ends, s.start) for s in spans}
    dated = [n for n in sentences if n in beside]
    years = {y for n in dated for row in beside[n] for y in row} | spoke
    past = own is not None and years and max(years) < own - _LONG_AGO and 2 * len(dated) >= len(sentences)
    if own is not None and not past:
        return tuple(sorted({own, *old, *(y for y in years if y >= own - _LONG_AGO)}))
    if own is not None and len(dated) < _SURELY:
        years.add(own)
    return tuple(sorted(years))


def _with_dates(doc: Document, found: Findings, lives: dict[str, Life]) -> dict[str, Life]:
    """With births and deaths where dates of a life stand behind the name."""
    for fate in found.fates:
        if fate.reason == lifedates.REASON:
            born, died = lifedates.years(doc.text[fate.span.start : fate.span.end])
            for form in {fate.who, *(f for n in found.named if n.name == fate.who for f in n.forms)}:
                lives[form] = replace(
                    lives.get(form, Life()), born=(born, born) if born else None, died=(died, died) if died else None
                )
    return lives


def _with_authors(doc: Document, found: Findings, lives: dict[str, Life], page: int | None) -> dict[str, Life]:
    """With those who wrote the document, in the year in which its words were said; a year of print tells nothing of them."""
    said = None if (found.dating.basis or "").startswith("published") else _year(found.dating.said)
    for author in (a.strip() for a in (doc.field("author") or "").split(";")):
        if author:
            life = lives.get(author, Life((page, page) if page else None, silent=True))
            lives[author] = replace(life, told=(said,), active=(said, said)) if said else life
    return lives


def _year(value: str | None) -> int | None:
    return max(_years(value), default=None)


def _years(value: str | None) -> set[int]:
    """The years that a date names; of a decade its middle."""
    return {int(a + b.replace("X", "5")) for a, b in _YEAR.findall(value or "")}
