"""Expressions of time in running text, before anything is counted.

A row of patterns, the most telling first, is laid over each block; what one has taken, the later ones leave alone. An
expression either states its value ("25 December 1922", "the nineteenth century") or says from what and how far it
counts ("a month later": from the date told before, one month on). A year and its distance from now that stand side by
side ("in 1923, thirty-three years ago") become one expression that has both.

Words that only look like dates are left out: may and march as verbs, 1917 men, page 1848, $1500. Time is linear in
the length of the text; any string may be given.
"""

import re
from dataclasses import dataclass, replace

from loquitur.language.times import edtf, reckoning
from loquitur.language.times.timeforms import READERS, How
from loquitur.language.times.timewords import compiled, forms
from loquitur.model import Span

__all__ = ["Expression", "in_block"]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression and what it states, or how it counts."""

    start: int
    end: int
    value: str | None
    how: How | None = None


def in_block(text: str, span: Span) -> list[Expression]:
    """The expressions of a block, in order, none over another."""
    taken = bytearray(span.end - span.start)
    found: list[Expression] = []
    for pattern, reader in forms():
        for m in pattern.finditer(text, *span):
            start, end = _extent(m)
            if taken.find(1, start - span.start, end - span.start) >= 0:
                continue
            groups = {k: v for k, v in m.groupdict().items() if v is not None}
            if meaning := READERS[reader](groups, m):
                found.append(_checked(Expression(start, end, *meaning)))
                taken[start - span.start : end - span.start] = b"\1" * (end - start)
    return _joined(text, [_styled(text, e, span.end) for e in sorted(found, key=lambda e: e.start)])


_SECOND_YEAR = compiled(r"/([0-9]{1,2})(?![0-9/])")
_STYLE = compiled(r",? ?[(\[]?(?:(?P<old>(?-i:O\. ?S\.)|old style|julian calendar)|(?P<new>(?-i:N\. ?S\.)|new style))")


def _styled(text: str, one: Expression, end: int) -> Expression:
    """A day that is told with two years (11 February 1731/32), or by the old calendar, as one of the new."""
    if one.how and one.how.kind == "impossible":
        return _julian(text, one, end)
    if (one.how and one.how.kind != "style") or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", one.value or ""):
        return one
    value, stop, note = one.value or "", one.end, one.how.note if one.how else ""
    second = _SECOND_YEAR.match(text, stop, end)
    following = int(value[:4]) + 1
    if second and value[5:7] <= "03" and following % 10 ** len(second[1]) == int(second[1]):
        value, stop, note = (
            f"{following:04}{value[4:]}",
            second.end(),
            f"{note or 'stated'}; the year begins with January",
        )
    style = _STYLE.match(text, stop, end)
    if style and style["old"]:
        new = reckoning.from_old_style(value)
        note = f"stated in the Old Style, which has {value}" if new else note
        value = new or value
    elif style:
        note = note or "stated in the New Style"
    return replace(one, value=value, end=stop, how=How("style", note=note)) if note else one


def _julian(text: str, one: Expression, end: int) -> Expression:
    """A day that only the old calendar has, where it is told by that: 29 February 1900 (Old Style)."""
    style, told = _STYLE.match(text, one.end, end), one.how.note if one.how else ""
    new = reckoning.from_old_style(told) if style and style["old"] else None
    return replace(one, value=new, how=How("style", note=f"stated in the Old Style, which has {told}")) if new else one


_KEPT = frozenset(
    ("in", "before", "after", "about", "around", "circa", "roughly", "approximately", "c", "c.", "ca", "ca.")
)


def _extent(m: re.Match[str]) -> tuple[int, int]:
    """The match, without a preposition that adds nothing to a bare year."""
    groups = m.groupdict()
    prep = groups.get("prep")
    return (m.start("y") if prep and prep.lower() not in _KEPT else m.start()), m.end()


def _checked(found: Expression) -> Expression:
    """An expression whose value is none, such as 31 February, says so."""
    if found.value is None or edtf.valid(found.value):
        return found
    return replace(found, value=None, how=How("impossible", note=found.value))


# ---- a date and its distance from now, side by side -----------------------------------------------------------------

_BEFORE_AGO = compiled(r" ?[,(—–-]?-? ?(?:(?:just|only|now|exactly|that is|or|i\.e\.),? ){0,2}")
_AFTER_AGO = compiled(
    r" ?[,(:—–-]?-? ?(?:(?:that is|namely|today|back|way back|i\.e\.|on|in|of|it was|"
    r"(?:in|at|on)(?: \w{1,20}){1,4}),? ){0,2}"
)


def _joined(text: str, found: list[Expression]) -> list[Expression]:
    """A date beside "so many years ago", "last year", "this year" becomes one expression that has both."""
    result: list[Expression] = []
    for here in found:
        last = result[-1] if result else None
        if last and here.start - last.end <= 90:
            gap = text[last.end : here.start]
            if _states_year(last) and _distance(here) and _BEFORE_AGO.fullmatch(gap):
                result[-1] = Expression(last.start, here.end, last.value, _distance(here))
                continue
            if _states_year(here) and _distance(last) and _AFTER_AGO.fullmatch(gap):
                result[-1] = Expression(last.start, here.end, here.value, _distance(last))
                continue
        result.append(here)
    return result


def _states_year(one: Expression) -> bool:
    return (
        (one.how is None or one.how.kind == "style")
        and bool(one.value)
        and bool(re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", one.value or ""))
    )


def _distance(one: Expression) -> How | None:
    """How many years lie between an expression and now."""
    how = one.how
    if one.value or not how:
        return None
    if how.kind == "ago" and how.unit == "year":
        return How("told", how.a, how.b, "year", how.about)
    if how.kind == "around" and how.unit == "year":
        return How("told", -how.a, 0, "year")
    return None
