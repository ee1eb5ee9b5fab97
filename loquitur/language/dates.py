"""Expressions of time, what they mean, and when a document itself was said.

Three passes over the document's own text, never over its frame. First the expressions, with what they state. Then the
document's date. Last what is relative: counted from the document's date ("twenty years ago"), from the date told
before ("a month later", "the preceding year"), or from the one that follows ("thirty years after the war of 1870").
Weekdays and bare months lie in the past unless a word such as "will" or "until" looks ahead.

What cannot be resolved has no value, and the basis says why: a date not given is better than a wrong one. So it is
with every distance from now where the document is not dated, and within quotation marks where it is dated to no day,
since the one quoted may have spoken at another time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loquitur.language.times import dating as documents
from loquitur.language.times import edtf, reckoning
from loquitur.language.times.expressions import Expression, in_block
from loquitur.language.times.timeforms import How
from loquitur.language.times.timewords import any_of, compiled, words
from loquitur.model import Date, Dating, Document, Span

__all__ = ["find"]

_NEAR = 1500
"""So many characters after a date one still counts from it."""
_AGE = 10
"""After so many years what was told is history."""
_STATED = "stated"


def find(doc: Document) -> tuple[tuple[Date, ...], Dating]:
    """The dates of the document, in order, and the date of the document itself."""
    blocks = [b for b in doc.blocks if b.kind != "frame"]
    by_block = [in_block(doc.text, b.span) for b in blocks]
    found = [e for expressions in by_block for e in expressions]
    dating = documents.infer(doc, found)
    quoted = [q for b, es in zip(blocks, by_block, strict=True) for q in _quoted(doc.text, b.span, es)]
    return tuple(_resolved(doc.text, found, quoted, dating)), dating


def _quoted(text: str, span: Span, found: Sequence[Expression]) -> list[bool]:
    """For each expression of a block whether it stands between quotation marks."""
    result, depth, straight, at = [], 0, False, span.start
    for one in found:
        for mark in re.findall('[“”"]', text[at : one.start]):
            depth = max(0, depth + {"“": 1, "”": -1}.get(mark, 0))
            straight ^= mark == '"'
        at = one.start
        result.append(depth > 0 or straight)
    return result


@dataclass(slots=True)
class _Told:
    """The date told last, and where."""

    value: str | None = None
    at: int = -_NEAR
    former: str | None = None
    """The date told before that."""
    day: str | None = None
    """The last day told, where since then only years were told that open no sentence: "died in 1963"."""

    def near(self, at: int) -> str | None:
        return reckoning.point(self.value) if at - self.at < _NEAR else None


@dataclass(frozen=True, slots=True)
class _Around:
    """What an expression can be counted from."""

    now: str | None
    now_basis: str
    then: str | None
    following: str | None
    """The date that stands next in the same sentence."""
    lean: int
    """1 where the words before look ahead."""
    day: str | None = None
    """The day told last, where only years were told in passing since."""


def _resolved(text: str, found: Sequence[Expression], quoted: Sequence[bool], dating: Dating) -> Iterator[Date]:
    told = _Told()
    for i, one in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        value, basis = _meaning(text, one, _around(text, one, following, told, dating), quoted=quoted[i])
        if value is None and one.how and (one.how.kind in _SILENT or (one.how.kind == "later" and one.how.b)):
            continue
        if value and "X" not in value and not (one.how and one.how.kind in ("past", "today")):
            told = _Told(value, one.end, told.near(one.start), _day(text, one, value, told))
        yield Date(Span(one.start, one.end), text[one.start : one.end], value, basis)


def _day(text: str, one: Expression, value: str, told: _Told) -> str | None:
    """The day by whose year one is counted that has none: a year told in passing does not change it."""
    if len(value) > 4:
        return value if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", value) else None
    passing = re.search(
        r"[a-z,)]\s+(?:(?:in|of|until|since|by|from|to|before|after)\s+)?$", text[max(0, one.start - 24) : one.start]
    )
    return told.day if passing else None


_HALF = 6
"""Months."""
_IMPOSSIBLE = ("no such date", "day and month could be either", "no such year: AD 1 follows 1 BC")
_SILENT = ("today", "weekday", "quarter", "short-year", "season")
"""What says nothing where it cannot be resolved: "their method today"."""


def _around(text: str, one: Expression, following: Expression | None, told: _Told, dating: Dating) -> _Around:
    if one.how is None:
        return _Around(None, "", None, None, 0)
    after = None
    if following and following.start - one.end <= 90 and not re.search(r"[.;!?:]\s", text[one.end : following.start]):
        after = reckoning.point(following.value)
    now = reckoning.point(dating.said)
    basis = f"counted from the document's date {dating.said} ({dating.basis})"
    then = told.near(one.start)
    if one.how.kind == "later" and then and _beside_told(text, one, told):
        return _Around(now, basis, told.former, told.value, 9)
    return _Around(now, basis, then, after, _lean(text, one.start, one.end), told.day)


def _beside_told(text: str, one: Expression, told: _Told) -> bool:
    """Whether a distance only explains the date just told: "on January 4, a couple of weeks later, he wrote"."""
    return bool(re.fullmatch(r",\s*", text[told.at : one.start])) and text[one.end : one.end + 1] == ","


@cache
def _ahead() -> re.Pattern[str]:
    return compiled(
        rf"\b(?:{any_of(words().lists['ahead'])})\b|\b(?:by|until|till|to [a-z]+(?: [a-z]+)?)(?: on| in)? $"
    )


_WILL = re.compile(r"(?:\s+\w+){0,2}\s+(?:will|shall)\b")


def _lean(text: str, at: int, end: int) -> int:
    before = re.split(r"[.!?]\s", text[max(0, at - 70) : at])[-1]
    after = text[end : end + 30]
    return 1 if _ahead().search(before) or _WILL.match(after) else -1


# ---- what an expression means ---------------------------------------------------------------------------------------


def _meaning(text: str, one: Expression, around: _Around, *, quoted: bool) -> tuple[str | None, str]:
    """The value of an expression and its basis."""
    how = one.how
    if how is None:
        return one.value, _STATED
    if how.kind == "told":
        return one.value, "stated, with its distance from the document's date"
    if how.kind == "impossible":
        return None, _IMPOSSIBLE[how.b]
    if how.kind == "style":
        return one.value, how.note
    if how.kind in ("later", "beside"):
        return _from_then(how, around, text[one.end : one.end + 12])
    if how.kind == "quarter" and not how.a:
        return (around.then, f"counted from {around.then}") if _is_quarter(around.then) else (None, "")
    if how.kind == "decade":
        return _decade(how, around)
    if how.kind in ("month-day", "month", "season", "quarter", "short-year") and (
        found := _of_a_year(text, one, around)
    ):
        return found
    if around.now is None:
        return None, "counted from the document's date, which is unknown"
    if quoted and len(around.now) < 10 and how.kind in ("ago", "past", "around", "today", "weekday"):
        return None, "counted from the day of the words quoted, which is unknown"
    if how.kind == "ago" and (how.a, how.unit) == (1, "year") and around.then and _is_quarter(around.then):
        return reckoning.shift(around.then, -1, "year"), f"counted from {around.then}"
    value = _from_now(how, around.now, around.lean)
    return value, around.now_basis if value else f"{around.now_basis}, which is not exact enough"


def _is_quarter(value: str | None) -> bool:
    return bool(value) and "33" <= (value or "")[5:7] <= "36"


def _from_then(how: How, around: _Around, after: str) -> tuple[str | None, str]:
    if around.lean == 9:
        return around.following, f"stands beside {around.following}{_otherwise(how, around)}"
    anchor, basis = around.then, f"counted from {around.then}"
    if (
        how.kind == "later"
        and how.b
        and re.match(r"\s+[^\W\d_]", after)
        and not re.match(r"\s+(?:and|he|she|they)\b", after)
    ):
        anchor, basis = around.following, f"counted from {around.following}"
    if anchor is None:
        return None, "counted from a date that is not told"
    if how.kind == "later":
        return reckoning.shift(anchor, how.a, how.unit), basis
    w = words()
    if how.unit in w.seasons:
        year = reckoning.shift(anchor[:4], how.a, "year")
        late = how.a > 0 and len(anchor) >= 7 and anchor[5:7] <= "03" and how.unit != "winter"
        return (f"{anchor[:4] if late else year}-{w.seasons[how.unit]}" if year else None), basis
    if how.unit in w.months:
        return f"{anchor[:4]}-{w.months[how.unit]:02}", basis
    if how.unit in w.days:
        return (anchor if reckoning.weekday(anchor, w.days[how.unit]) == anchor else None), basis
    return reckoning.shift(anchor, how.a, how.unit, whole=True), basis


def _otherwise(how: How, around: _Around) -> str:
    """What a distance comes to from the date told before, where it is not the date that it stands beside."""
    counted = reckoning.shift(around.then, how.a, how.unit) if around.then else None
    beside = around.following or ""
    if not counted or not edtf.valid(beside) or edtf.compatible(counted, beside):
        return ""
    return f"; counted from {around.then} it would be {counted}"


def _decade(how: How, around: _Around) -> tuple[str | None, str]:
    """The twenties: of the century of the dates beside, else the last that had begun by the document's date."""
    near = around.then or around.now
    if near is None:
        return f"19{how.a}X" + (
            f"/19{how.b}X" if how.b >= 0 else ""
        ), "the twentieth century, for want of a date beside"
    century = int(near[:2])
    if around.now and century * 100 + how.a * 10 > int(around.now[:4]):
        century -= 1
    return f"{century}{how.a}X" + (f"/{century}{how.b}X" if how.b >= 0 else ""), "the century of the dates beside it"


def _of_a_year(text: str, one: Expression, around: _Around) -> tuple[str, str] | None:
    """A month, day or season of a year that stands beside it, or was told before."""
    how = one.how or How("")
    if around.following and how.kind in ("month-day", "month"):
        gap = text[one.end : one.end + 40]
        joined = re.match(r"\s*(?:,|and|to|or|until|till|through|-|–|—|\()", gap)
        if joined and around.following[5:7].isdigit() and (how.kind == "month" or len(around.following) == 10):
            year = int(around.following[:4]) - (how.a > int(around.following[5:7]))
            return _in_year(how, f"{year:04}"), f"year of {around.following}, which follows"
    if around.now and around.lean > 0:
        return None
    far = around.now is None or len(around.now) < 10 or _ages_apart(around.then, around.now)
    then = (
        around.day if around.day and around.then and len(around.then) == 4 and how.kind == "month-day" else around.then
    )
    if then and far and (around.now is None or then[:4] != around.now[:4] or len(around.now) < 7):
        later = _going_on(how, then)
        return _in_year(how, later), f"year of {then}" if later == then[:4] else f"the first after {then}"
    return None


def _going_on(how: How, then: str) -> str:
    """The year of the date told before; for a month more than half a year earlier the next, since a story goes on."""
    told = re.match(r"\d{4}-(0\d|1[0-2])", then) if how.kind in ("month-day", "month") else None
    return f"{int(then[:4]) + (told is not None and int(told[1]) - how.a > _HALF):04}"


def _ages_apart(then: str | None, now: str) -> bool:
    """Whether the day or month told before is of another age than the document: then the text tells history, not news."""
    dated = then is not None and re.match(r"\d{4}-\d\d", then)
    return bool(dated) and int(now[:4]) - int((then or now)[:4]) > _AGE


def _in_year(how: How, year: str) -> str:
    if how.kind == "short-year":
        month = f"-{how.b:02}" if how.b else ""
        return f"{year[:2]}{how.a:02}{month}"
    return {
        "month": f"{year}-{how.a:02}",
        "season": f"{year}-{how.a}",
        "quarter": f"{year}-{32 + how.a}",
    }.get(how.kind, f"{year}-{how.a:02}-{how.b:02}")


def _from_now(how: How, now: str, lean: int) -> str | None:
    if how.kind == "ago":
        return _ago(how, now)
    if how.kind == "past":
        first = (reckoning.shift(now, -how.a, how.unit) or "").rstrip("~")
        return f"{first}/{now[: len(first)]}" if first else None
    if how.kind == "today":
        return reckoning.shift(now, how.a, "day") if len(now) == 10 else None if how.a else now
    if how.kind == "around":
        return _beside_now(how, now)
    if how.kind == "month-day":
        return reckoning.day_near(now, how.a, how.b, ahead=lean > 0)
    if how.kind == "month":
        return reckoning.month_near(now, how.a, lean)
    if how.kind == "weekday":
        return reckoning.weekday(now, how.a, max(lean, 0))
    return _part_of_year(how, now)


def _ago(how: How, now: str) -> str | None:
    if how.b and how.unit == "year":
        return reckoning.same_day(now if how.b == 1 else now[:7], -how.a)
    value = reckoning.shift(now, -how.a, how.unit)
    return value + "~" if value and how.about and not value.endswith("~") else value


def _part_of_year(how: How, now: str) -> str | None:
    if how.kind == "season":
        return f"{now[:4]}-{how.a}"
    if how.kind == "short-year":
        century = int(now[:2]) - (how.a > int(now[2:4]))
        return _in_year(how, f"{century:02}00")
    if how.b == 9:
        return reckoning.quarter_near(now, how.a)
    return f"{int(now[:4]) + how.b:04}-{32 + how.a}"


def _beside_now(how: How, now: str) -> str | None:
    """Last year, this week, next Friday, last October."""
    w = words()
    if how.unit == "weekend":
        saturday = reckoning.weekday(now, 5, max(how.a, 0))
        sunday = saturday and reckoning.shift(saturday, 1, "day")
        return f"{saturday}/{sunday}" if sunday else None
    if how.unit in w.days:
        return reckoning.weekday(now, w.days[how.unit], how.a)
    if how.unit in w.months:
        return reckoning.month_near(now, w.months[how.unit], how.a)
    if how.unit in w.seasons:
        year = reckoning.shift(now[:4], how.a, "year")
        return year and f"{year}-{w.seasons[how.unit]}"
    return reckoning.shift(now, how.a, how.unit, whole=True)
