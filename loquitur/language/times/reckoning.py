"""Moving a date: so many years before it, the month after it, the Friday next to it.

A date is an EDTF point of the years 1 to 9999: a year, a month, a quarter or season, a day; an interval counts as its
last point. A result is as exact as both the date and the unit allow: a month after June 1953 is July 1953, a month
after 1953 is nothing. What cannot be moved, or would leave these years, gives None; nothing raises.
"""

import re
from datetime import date

from loquitur.language.times import edtf

__all__ = ["day_near", "from_old_style", "month_near", "point", "quarter_near", "same_day", "shift", "weekday"]

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_SOON = 100
"""Days within which a date to come is told without a word that looks ahead."""
_TENS = {"decade": 10, "century": 100}


def point(value: str | None) -> str | None:
    """The date from which one counts on: the last point of an interval, without marks of doubt."""
    ends = [re.sub(r"[~?%]", "", end) for end in (value or "").split("/")]
    return next((end for end in reversed(ends) if _POINT.fullmatch(end) and end[:4] != "0000"), None)


def shift(value: str, count: int, unit: str, *, whole: bool = False) -> str | None:
    """The date so many units away; `whole`: the whole week, month, year, decade or century in which it lies."""
    m = _POINT.fullmatch(value)
    if not m:
        return None
    year, month, day = int(m[1]), int(m[2] or 0), int(m[3] or 0)
    if unit in ("year", "quarter") and month in range(33, 37):
        return _quarter(year, month - 33 + count * (4 if unit == "year" else 1))
    if unit == "year":
        return _year(year + count)
    if unit in _TENS:
        return _tens(year + count * _TENS[unit], unit, whole)
    if unit == "month" and 1 <= month <= 12:
        return _month(year, month - 1 + count)
    if not day or not edtf.valid(value):
        return None
    number = date(year, month, day).toordinal()
    if unit == "week" and whole:
        monday = number - (number - 1) % 7 + 7 * count
        first, last = _of_day(monday), _of_day(monday + 6)
        return f"{first}/{last}" if first and last else None
    return _of_day(number + count * {"week": 7, "fortnight": 14}.get(unit, 1))


def same_day(value: str, years: int) -> str | None:
    """The same day or month of another year: "fifty years ago today"."""
    moved = _year(int(value[:4]) + years)
    moved = moved and moved + value[4:]
    return moved if moved and edtf.valid(moved) else None


def month_near(now: str, month: int, lean: int = 0) -> str | None:
    """That month of the year nearest to now; before or after it where the words lean so."""
    found = _near(now, f"{month:02}", lean)
    return found and found[:7]


def day_near(now: str, month: int, day: int, *, ahead: bool = False) -> str | None:
    """That day of the year nearest to now; months ahead of it only where the words look ahead."""
    rest = f"{month:02}-{day:02}"
    nearest = _near(now, rest, 0)
    far = nearest is not None and len(now) == 10 and edtf.order(nearest)[0] - edtf.order(now)[0] > _SOON
    return _near(now, rest, -1) if far and not ahead else nearest


def quarter_near(now: str, quarter: int) -> str | None:
    """That quarter as last begun before now."""
    value = _year(int(now[:4]))
    started = (
        len(now) < 7 or not edtf.valid(now[:7]) or (edtf.order(f"{value}-{32 + quarter}")[0] <= edtf.order(now)[0])
    )
    return _quarter(int(now[:4]) - (not started), quarter - 1) if value else None


def weekday(now: str, wanted: int, lean: int = 0) -> str | None:
    """The day of that name (0: Monday) last before now, or now itself; after now where the words lean ahead."""
    if len(now) != 10 or not edtf.valid(now):
        return None
    number = date.fromisoformat(now).toordinal()
    back = (number - 1 - wanted) % 7
    if lean < 0:
        back = back or 7
    return _of_day(number - (back - 7 if lean > 0 and back else back))


def _near(now: str, rest: str, lean: int) -> str | None:
    here = int(now[:4])
    years = [y for y in (here, here - 1, here + 1) if 1 <= y <= 9999]
    choices = [v for v in (f"{y:04}-{rest}" for y in years) if edtf.valid(v)]
    if len(now) < 7 or not edtf.valid(now):
        return next((c for c in choices if c.startswith(now[:4])), None)
    low, high = edtf.order(now)[:2]
    past = [c for c in choices if edtf.order(c)[0] <= high]
    ahead = [c for c in choices if edtf.order(c)[1] >= low]
    choices = (past if lean < 0 else ahead if lean > 0 else choices) or choices
    return min(choices, key=lambda c: abs(edtf.order(c)[0] - low), default=None)


def _year(year: int) -> str | None:
    return f"{year:04}" if 1 <= year <= 9999 else None


def _tens(year: int, unit: str, whole: bool) -> str | None:
    value = _year(year)
    if not value:
        return None
    return (value[:3] + "X" if unit == "decade" else value[:2] + "XX") if whole else value + "~"


def _month(year: int, months: int) -> str | None:
    value = _year(year + months // 12)
    return value and f"{value}-{months % 12 + 1:02}"


def _quarter(year: int, quarters: int) -> str | None:
    value = _year(year + quarters // 4)
    return value and f"{value}-{33 + quarters % 4}"


def _of_day(number: int) -> str | None:
    return date.fromordinal(number).isoformat() if 1 <= number <= date.max.toordinal() else None


def from_old_style(day: str) -> str | None:
    """The Gregorian day of a Julian one (25 October 1917 is 7 November), from 1500 on; None for what is no Julian day."""
    m = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", day)
    year, month, number = map(int, m.groups()) if m else (0, 0, 0)
    longest = 29 if month == 2 and year % 4 == 0 else 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    if year < 1500 or not 1 <= month <= 12 or not 1 <= number <= longest:
        return None
    early = (14 - month) // 12
    counted = number + (153 * (month + 12 * early - 3) + 2) // 5 + (year + 4800 - early) * 1461 // 4
    return _of_day(counted - 1_753_508)
