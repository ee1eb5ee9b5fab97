"""Bounds and order of EDTF values, as whole day numbers.

The day number of a date is that of the proleptic Gregorian calendar, day 1 being 1 January of the year 1, as in Python's
`date.toordinal`, extended to years before 1. Open ends are None. Source: the Extended Date/Time Format of the Library
of Congress (ISO 8601-2:2019), levels 0 and 1 and unspecified digits.
"""

import re

__all__ = ["bounds", "compatible", "order", "valid"]

_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def valid(value: str) -> bool:
    """Whether the bounds of a value can be told."""
    try:
        bounds(value)
    except ValueError:
        return False
    return True


def bounds(value: str) -> tuple[int | None, int | None]:
    """The first and last day of a value; None for an open end. Raises ValueError for what is no EDTF value."""
    if "/" in value:
        left, _, right = value.partition("/")
        low = None if left in ("", "..") else _point(left)[0]
        high = None if right in ("", "..") else _point(right)[1]
        if low is not None and high is not None and low > high:
            raise ValueError(f"{value} ends before it begins")
        return low, high
    return _point(value)


def compatible(one: str, other: str) -> bool:
    """Whether two values can mean the same time: their days overlap."""
    (a, b), (c, d) = bounds(one), bounds(other)
    return (b is None or c is None or c <= b) and (a is None or d is None or a <= d)


def order(value: str | None) -> tuple[int, int, str]:
    """A key that sorts by first day, the more exact first; what has no date comes last."""
    if value is None or not valid(value):
        return (10**9, 10**9, value or "")
    low, high = bounds(value)
    return (-(10**9) if low is None else low, 10**9 if high is None else high, value)


def _point(value: str) -> tuple[int, int]:
    value = re.sub(r"[~?%]", "", value)
    m = re.fullmatch(r"(-?)(\d{1,4}X{0,3}|Y\d{5,})(?:-(\d\d|XX))?(?:-(\d\d|XX))?", value)
    if not m or len(m[2]) != 4:
        raise ValueError(f"{value!r} is no EDTF date")
    low, high = int(m[2].replace("X", "0")), int(m[2].replace("X", "9"))
    if m[1]:
        low, high = -high, -low
    month = m[3]
    if month in (None, "XX"):
        return _day(low, 1, 1), _day(high, 12, 31)
    number = int(month)
    if number in _SEASONS:
        first = _SEASONS[number]
        return _day(low, first, 1), _day(high + (first == 12), (first + 1) % 12 + 1, 1 + 0) - 1 + _length(
            high + (first == 12), (first + 1) % 12 + 1
        )
    if not 1 <= number <= 12:
        raise ValueError(f"{value!r} has no such month")
    if m[4] in (None, "XX"):
        return _day(low, number, 1), _day(high, number, _length(high, number))
    if not 1 <= int(m[4]) <= _length(low, number):
        raise ValueError(f"{value!r} has no such day")
    return (_day(low, number, int(m[4])),) * 2


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _length(year: int, month: int) -> int:
    return 29 if month == 2 and _leap(year) else _LENGTHS[month - 1]


def _day(year: int, month: int, day: int) -> int:
    past = year - 1
    days = past * 365 + past // 4 - past // 100 + past // 400
    return days + sum(_length(year, m) for m in range(1, month)) + day
