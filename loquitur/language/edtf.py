"""Bounds and order of EDTF values, as whole day numbers.

The day number of a date is that of the proleptic Gregorian calendar, day 1 being 1 January of the year 1, as in
Python's `date.toordinal`, carried on to years before 1: the year 0 is 1 BC, -0043 is 44 BC. An open end is None. The
values are those of the Extended Date/Time Format (ISO 8601-2:2019), levels 0 and 1: dates, unspecified digits,
seasons, intervals, a mark of doubt at the end; beside them quarters (33 to 36) and halves (40, 41) of a year, of
level 2, and intervals between unspecified years ("192X/193X"). Sets and the marks of level 2 are not read. Whatever
is no value, 31 February included, raises ValueError in `bounds` and is False in `valid`.
"""

import re

__all__ = ["bounds", "compatible", "order", "valid"]

_POINT = re.compile(r"(-?)([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?[~?%]?")
_LONG = re.compile(r"Y(-?[1-9][0-9]{4,11})[~?%]?")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12, 25: 3, 26: 6, 27: 9, 28: 12}
_PARTS = {code: (month, 3) for code, month in _SEASONS.items()} | {
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 40: (1, 6), 41: (7, 6)
}  # fmt: skip
"""First month and months of what stands in a month's place: seasons of the north, quarters, halves."""
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FAR = 10**15


def valid(value: str) -> bool:
    """Whether the bounds of a value can be told."""
    try:
        bounds(value)
    except ValueError:
        return False
    return True


def bounds(value: str) -> tuple[int | None, int | None]:
    """The first and last day of a value; None for an open end. Raises ValueError for what is no EDTF value."""
    left, slash, right = value.partition("/")
    if not slash:
        return _point(value)
    if left in ("", "..") and right in ("", ".."):
        raise ValueError(f"{value!r} is open at both ends; write a date on one side")
    low = None if left in ("", "..") else _point(left)[0]
    high = None if right in ("", "..") else _point(right)[1]
    if low is not None and high is not None and low > high:
        raise ValueError(f"{value!r} ends before it begins; turn it round")
    return low, high


def compatible(one: str, other: str) -> bool:
    """Whether two values can mean the same time: they share a day."""
    (a, b), (c, d) = bounds(one), bounds(other)
    return (b is None or c is None or c <= b) and (a is None or d is None or a <= d)


def order(value: str | None) -> tuple[int, int, str]:
    """A key that sorts by first day, the more exact first; what has no date comes last."""
    if value is None or not valid(value):
        return (_FAR, _FAR, value or "")
    low, high = bounds(value)
    return (-_FAR if low is None else low, _FAR - 1 if high is None else high, value)


def _point(value: str) -> tuple[int, int]:
    if long := _LONG.fullmatch(value):
        return _day(int(long[1]), 1, 1), _day(int(long[1]), 12, 31)
    m = _POINT.fullmatch(value)
    if not m or m[1] + m[2] == "-0000":
        raise ValueError(f"{value!r} is no EDTF date; write it as 1923, 1923-01 or 1923-01-04")
    low, high = int(m[2].replace("X", "0")), int(m[2].replace("X", "9"))
    if m[1]:
        low, high = -high, -low
    if m[3] in (None, "XX"):
        return _day(low, 1, 1), _day(high, 12, 31)
    return _within(value, (low, high), int(m[3]), m[4])


def _within(value: str, years: tuple[int, int], part: int, day: str | None) -> tuple[int, int]:
    """The bounds of a month, season or day of these years."""
    low, high = years
    if part in _PARTS and day is None:
        month, count = _PARTS[part]
        last = month + count - 2
        return _day(low, month, 1), _last(high + last // 12, last % 12 + 1)
    if not 1 <= part <= 12:
        raise ValueError(f"{value!r} has no such month; months are 01 to 12")
    if day in (None, "XX"):
        return _day(low, part, 1), _last(high, part)
    longest = 29 if part == 2 and low != high else _length(low, part)
    if not 1 <= int(day or 0) <= longest:
        raise ValueError(f"{value!r} has no such day; that month has {longest}")
    first, last = min(int(day or 0), _length(low, part)), min(int(day or 0), _length(high, part))
    return _day(low, part, first), _day(high, part, last)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _length(year: int, month: int) -> int:
    return 29 if month == 2 and _leap(year) else _LENGTHS[month - 1]


def _last(year: int, month: int) -> int:
    return _day(year, month, _length(year, month))


def _day(year: int, month: int, day: int) -> int:
    past = year - 1
    days = past * 365 + past // 4 - past // 100 + past // 400
    return days + sum(_length(year, m) for m in range(1, month)) + day
