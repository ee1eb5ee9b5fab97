"""Bounds and order of EDTF values, as whole day numbers.

The day number of a date is that of the proleptic Gregorian calendar, day 1 being 1 January of the year 1, as in
Python's `date.toordinal`, carried on to years before 1: the year 0 is 1 BC, -0043 is 44 BC. An open end is None. The
values are those of the Extended Date/Time Format (ISO 8601-2:2019), levels 0 to 2: dates, unspecified digits anywhere,
seasons, quarters and other parts of a year, intervals, open ends, marks of doubt on the whole or a part, sets and ranges
of dates, years of many digits, significant digits. Beside them stand intervals between unspecified years
("192X/193X"). A set is bounded by its first and last day. Whatever is no value, 31 February included, raises ValueError
in `bounds` and is False in `valid`.
"""

import re
from functools import lru_cache

__all__ = ["bounds", "by_last_day", "compatible", "may_precede", "order", "valid"]

_POINT = re.compile(r"(-?)([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?(?:S([1-4]))?")
_LONG = re.compile(r"Y(-?)([1-9][0-9]{0,11})(?:E([1-9][0-9]?))?(?:S([1-9][0-9]?))?")
_DOUBT = re.compile(r"(?<=[0-9X])[~?%](?=-|\Z)|(?:(?<=-)|\A)[~?%](?=[-0-9X])")
"""A mark of doubt behind or before a part of a date."""
_PARTS = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3), 29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}  # fmt: skip
"""First month and months of what stands in a month's place: seasons (21 to 24 as of the north, 29 to 32 of the south),
quarters, thirds, halves."""
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FAR = 10**15


def valid(value: str) -> bool:
    """Whether the bounds of a value can be told."""
    try:
        bounds(value)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=8192)
def bounds(value: str) -> tuple[int | None, int | None]:
    """The first and last day of a value; None for an open end. Raises ValueError for what is no EDTF value."""
    if value[:1] + value[-1:] in ("[]", "{}"):
        return _set(value)
    left, slash, right = value.partition("/")
    if not slash:
        return _point(value)
    return _between(value, left, right)


def _between(value: str, left: str, right: str) -> tuple[int | None, int | None]:
    if left in ("", "..") and right in ("", ".."):
        raise ValueError(f"{value!r} is open at both ends; write a date on one side")
    low = None if left in ("", "..") else _point(left)[0]
    high = None if right in ("", "..") else _point(right)[1]
    if low is not None and high is not None and low > high:
        raise ValueError(f"{value!r} ends before it begins; turn it round")
    return low, high


def _set(value: str) -> tuple[int | None, int | None]:
    """The first and last day of one of, or all of, several dates."""
    found = [
        _between(value, *map(str.strip, one.split("..", 1))) if ".." in one else _point(one.strip())
        for one in value[1:-1].split(",")
    ]
    lows, highs = [low for low, _ in found], [high for _, high in found]
    return (
        None if None in lows else min(d for d in lows if d is not None),
        None if None in highs else max(d for d in highs if d is not None),
    )


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


def by_last_day(value: str | None) -> tuple[int, int, str]:
    """A key that sorts by last day, the more exact first: what was surely said by then; what has no date comes last."""
    low, high, told = order(value)
    return high, -low, told


def may_precede(one: str | None, other: str | None) -> bool:
    """Whether the first date can lie before the second, as far as both are told: 1788 before 19 February 1788."""
    return order(one)[0] < order(other)[1] < _FAR - 1


def _point(value: str) -> tuple[int, int]:
    plain = _DOUBT.sub("", value)
    if long := _LONG.fullmatch(plain):
        return _long_year(value, long)
    m = _POINT.fullmatch(plain)
    if not m or m[1] + m[2] == "-0000" or (m[5] and m[3]):
        raise ValueError(f"{value!r} is no EDTF date; write it as 1923, 1923-01 or 1923-01-04")
    year = m[2] if not m[5] else m[2][: int(m[5])] + "X" * (4 - int(m[5]))
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if m[1]:
        low, high = -high, -low
    if m[3] is None:
        return _day(low, 1, 1), _day(high, 12, 31)
    if m[3].isdigit() and int(m[3]) in _PARTS and m[4] is None:
        first, count = _PARTS[int(m[3])]
        last = first + count - 2
        return _day(low, first, 1), _last(high + last // 12, last % 12 + 1)
    return _within(value, (low, high), m[3], m[4] or "XX")


def _long_year(value: str, m: re.Match[str]) -> tuple[int, int]:
    """The bounds of a year of more than four digits, of an exponential one, and of one that is only so exact."""
    year = int(m[2]) * 10 ** int(m[3] or 0)
    if year < 10_000 or year > _FAR:
        raise ValueError(f"{value!r} is no year of more than four digits; write it without the Y")
    unit = 10 ** max(0, len(str(year)) - int(m[4])) if m[4] else 1
    low, high = year // unit * unit, year // unit * unit + unit - 1
    if m[1]:
        low, high = -high, -low
    return _day(low, 1, 1), _day(high, 12, 31)


def _within(value: str, years: tuple[int, int], month: str, day: str) -> tuple[int, int]:
    """The bounds of a month or day of these years, of which digits may be unspecified."""
    low, high = years
    months = [n for n in range(1, 13) if _is(month, n)]
    if not months:
        raise ValueError(f"{value!r} has no such month; months are 01 to 12")
    fits = [(y, n, d) for y in (low, high) for n in months for d in range(1, _length(y, n) + 1) if _is(day, d)]
    leap = high - low >= 3 and 2 in months and _is(day, 29)
    if not fits and leap:
        return _day(low, 2, 28) + 1, _day(high, 2, 28)
    if not fits:
        raise ValueError(f"{value!r} has no such day; that month has {_length(low, months[0])}")
    return _day(*min(fits)), _day(*max(fits))


def _is(digits: str, number: int) -> bool:
    """Whether a number can be the one of which digits are unspecified."""
    return all(a in ("X", b) for a, b in zip(digits, f"{number:02}", strict=True))


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
