"""What each form of an expression of time means.

One small reader a form of the data file: given the parts that its pattern has named, it returns the EDTF value that
the words state, or how they count ("a month later": from the date told before, one month on), or nothing where the
words only look like a date: 1917 men, page 1848, $1500, 1917 Elm Street. A reader may state a day that does not
exist; whoever calls it checks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from loquitur.language.times import edtf, reckoning
from loquitur.language.times.timewords import amount, compiled, words, year

__all__ = ["READERS", "How"]


@dataclass(frozen=True, slots=True)
class How:
    """From what an expression counts, and how far."""

    kind: str
    """ago, past, hence (from now); later, beside (from the date told before); around, today, weekday, month-day, month,
    season, quarter (of now or of the year told before); decade, short-year (of their century); told (has a value and
    its distance from now); style (has a value, by another calendar); impossible."""
    a: int = 0
    b: int = 0
    unit: str = ""
    about: bool = False
    note: str = ""
    """Of `style`: how a value by another calendar was told."""


_Groups = dict[str, str]
_Meaning = tuple[str | None, How | None] | None
_Reader = Callable[[_Groups, re.Match[str]], _Meaning]


def _month_number(name: str | None) -> int:
    return words().months.get((name or "").lower().rstrip("."), 0)


def _day_number(text: str | None) -> int:
    text = re.sub(r"\s+", " ", (text or "").lower())
    digits = re.match("[0-9]+", text)
    return int(digits[0]) if digits else words().ordinals.get(text, 0)


def _spelled(y: int | None, month: int = 0, day: int = 0) -> str:
    return f"{y or 0:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _iso(g: _Groups, m: re.Match[str]) -> _Meaning:
    return g["iso"], None


def _numeric(g: _Groups, m: re.Match[str]) -> _Meaning:
    """4.I.1923, 4.1.1923; with strokes only where day and month cannot be taken for each other."""
    roman = {
        "i": 1,
        "ii": 2,
        "iii": 3,
        "iv": 4,
        "v": 5,
        "vi": 6,
        "vii": 7,
        "viii": 8,
        "ix": 9,
        "x": 10,
        "xi": 11,
        "xii": 12,
    }
    first, second = int(g["d"]), int(g["m"]) if g["m"].isdigit() else roman.get(g["m"].lower(), 0)
    if g["sep"] == "/" and second > 12:
        first, second = second, first
    elif g["sep"] == "/" and first <= 12 and first != second:
        return None, How("impossible", b=1)
    return _spelled(int(g["y"]), second or 99, first or 99), None


def _full(g: _Groups, m: re.Match[str]) -> _Meaning:
    return _spelled(year(g["y"]), _month_number(g["m"]) or 99, _day_number(g["d"]) or 99), None


def _days(g: _Groups, m: re.Match[str]) -> _Meaning:
    y, month = year(g["y"]), _month_number(g["m"]) or 99
    if g.get("sep") == "/" and (new := _new_style(y, month, _day_number(g["d"]), month, int(g["d2"]))):
        return new
    return f"{_spelled(y, month, _day_number(g['d']) or 99)}/{_spelled(y, month, int(g['d2']) or 99)}", None


def _new_style(y: int | None, month: int, day: int, month2: int, day2: int) -> _Meaning:
    """The day by the new calendar, where two days are one by both; nothing where they are not."""
    old = _spelled(y, month, day)
    new = reckoning.from_old_style(old)
    if new is None or new[5:] != f"{month2:02}-{day2:02}":
        return None
    return new, How("style", note=f"stated in both styles; the Old Style has {old}")


def _both_styles(g: _Groups, m: re.Match[str]) -> _Meaning:
    months = _month_number(g["m"]), _month_number(g["m2"])
    return _new_style(year(g["y"]), months[0], _day_number(g["d"]), months[1], int(g["d2"]))


def _era_day(g: _Groups, m: re.Match[str]) -> _Meaning:
    before = int(g["era"])
    if not before:
        return None, How("impossible", b=2)
    return f"{'-' if before > 1 else ''}{before - 1:04}-{_month_number(g['m']):02}-{_day_number(g['d']):02}", None


def _no_year(g: _Groups, m: re.Match[str]) -> _Meaning:
    return None, How("impossible", b=2)


def _open(g: _Groups, m: re.Match[str]) -> _Meaning:
    return f"{g['y']}/..", None


def _months(g: _Groups, m: re.Match[str]) -> _Meaning:
    y = year(g["y"])
    return f"{_spelled(y, _month_number(g['m']))}/{_spelled(y, _month_number(g['m2']))}", None


def _month_of(g: _Groups, m: re.Match[str]) -> _Meaning:
    return _spelled(year(g["y"]), _month_number(g["m"])), None


def _season_of(g: _Groups, m: re.Match[str]) -> _Meaning:
    return f"{g['y']}-{words().seasons.get(g['s'].lower(), 99)}", None


def _quarter(g: _Groups, m: re.Match[str]) -> _Meaning:
    number_ = int(g["d"]) if "d" in g else words().ordinals.get(g["o"].lower(), 9)
    if "y" in g:
        return f"{g['y']}-{32 + number_}", None
    return None, How("quarter", number_, {"last": -1, "next": 1, "this": 0}.get(g.get("rel", "").lower(), 9))


def _this_quarter(g: _Groups, m: re.Match[str]) -> _Meaning:
    return None, How("quarter")


def _half(g: _Groups, m: re.Match[str]) -> _Meaning:
    return (f"{g['y']}-01/{g['y']}-06" if g["o"].lower() == "first" else f"{g['y']}-07/{g['y']}-12"), None


def _range(g: _Groups, m: re.Match[str]) -> _Meaning:
    if _is_quantity(m, m.end("b")):
        return None
    last = g["b"] if len(g["b"]) == 4 else g["y"][:2] + g["b"]
    return (f"{g['y']}/{last}", None) if int(g["y"]) < int(last) else None


def _era(g: _Groups, m: re.Match[str]) -> _Meaning:
    y, before = year(g["y"]), "b" in g.get("era", "").lower()
    if not y or y > 2999:
        return None, How("impossible")
    years = [
        f"-{n - 1:04}" if before and n > 1 else "0000" if before else f"{n:04}" for n in (y, int(g.get("b", y)) or y)
    ]
    return ("/".join(dict.fromkeys(years)), None) if not before or edtf.valid("/".join(years)) else None


def _decades(g: _Groups, m: re.Match[str]) -> _Meaning:
    return f"{g['y']}{g['t']}X/{g.get('y2', g['y'])}{g['t2']}X", None


def _decade(g: _Groups, m: re.Match[str]) -> _Meaning:
    return f"{g['y']}{g['t']}X", None


def _decade_words(g: _Groups, m: re.Match[str]) -> _Meaning:
    first, second = (
        int(v[0]) if v[:1].isdigit() else words().decades.get(v.lower(), -1) for v in (g["x"], g.get("x2", ""))
    )
    if "c" in g:
        century = {"eighteen": 18, "nineteen": 19}.get(g["c"].lower(), 19)
        return f"{century}{first}X" + (f"/{century}{second}X" if second >= 0 else ""), None
    return (None, How("decade", first, second)) if first >= 0 else None


def _century(g: _Groups, m: re.Match[str]) -> _Meaning:
    numbers = [_day_number(g[k]) for k in ("o", "o2") if k in g]
    if "era" in g:
        return (f"-{numbers[0] - 1:02}XX", None) if 1 < numbers[0] <= 30 else None
    return ("/".join(f"{n - 1:02}XX" for n in numbers), None) if all(1 < n <= 22 for n in numbers) else None


def _amount(g: _Groups) -> tuple[int, str, bool] | None:
    found = amount(g.get("n"), g.get("u"), g.get("p"))
    return (*found, bool("about" in g or "half" in g or "couple" in g.get("n", ""))) if found else None


def _past(g: _Groups, m: re.Match[str]) -> _Meaning:
    if "one" in g:
        return (None, How("past", 1, unit=g["one"].lower())) if "past" in m[0].lower() else None
    found = _amount(g)
    return (None, How("past", found[0], unit=found[1], about=found[2])) if found else None


def _ago(g: _Groups, m: re.Match[str]) -> _Meaning:
    found = _amount(g)
    exact = {"today": 1, "to-day": 1, "tomorrow": 3}.get(g.get("today", "").strip().lower(), 2 if "today" in g else 0)
    return (None, How("ago", found[0], exact, found[1], found[2])) if found else None


def _hence(g: _Groups, m: re.Match[str]) -> _Meaning:
    found = _amount(g)
    return (None, How("ago", -found[0], 0, found[1], found[2])) if found else None


def _later(g: _Groups, m: re.Match[str]) -> _Meaning:
    found, way = _amount(g), g["dir"].lower()
    if not found:
        return None
    step = -1 if way in ("earlier", "before", "previously", "prior") else 1
    return None, How("later", step * found[0], way in ("before", "after"), found[1], found[2])


def _year_before(g: _Groups, m: re.Match[str]) -> _Meaning:
    return None, How("later", -1, 0, "year")


_STEPS = {"preceding": -1, "previous": -1, "same": 0, "that": 0}


def _beside(g: _Groups, m: re.Match[str]) -> _Meaning:
    return None, How("beside", _STEPS.get(g["rel"].lower(), 1), unit=g["u"].lower())


def _beside_after(g: _Groups, m: re.Match[str]) -> _Meaning:
    """That year; the day before, but not "the day before he died"."""
    if "dir" not in g:
        return (None, How("beside", 0, unit=g["u"].lower())) if g["rel"].lower() == "that" else None
    if not re.match(r"\s*(?:[.,;:!?)—–]|and\b|$)", m.string[m.end() : m.end() + 12]):
        return None
    return None, How("beside", -1 if "before" in g["dir"].lower() else 1, unit=g["u"].lower())


def _around(g: _Groups, m: re.Match[str]) -> _Meaning:
    unit, rel = g["u"].lower().rstrip("."), g.get("rel", "").lower()
    w = words()
    if (unit in w.months and not g["u"][0].isupper()) or (
        unit not in w.months | w.days | w.seasons and unit not in w.lists["units"]
    ):
        return None
    if rel in ("that", "the same"):
        return None, How("beside", 0, unit=unit)
    return None, How("around", {"last": -1, "next": 1}.get(rel, 0), unit=unit)


def _month_day(g: _Groups, m: re.Match[str]) -> _Meaning:
    month, day = _month_number(g["m"]), _day_number(g["d"])
    if not month or not 1 <= day <= 31 or _is_quantity(m, m.end()):
        return None
    return None, How("month-day", month, day)


def _feast(g: _Groups, m: re.Match[str]) -> _Meaning:
    found = words().feasts.get(re.sub(r"\s+", " ", g["f"].lower().replace("'", "’")))
    if not found or not g["f"][0].isupper():
        return None
    return (_spelled(int(g["y"]), *found), None) if "y" in g else (None, How("month-day", *found))


def _weekday(g: _Groups, m: re.Match[str]) -> _Meaning:
    return None, How("weekday", words().days.get(g["w"].lower(), 0))


def _today(g: _Groups, m: re.Match[str]) -> _Meaning:
    return None, How("today", {"yesterday": -1, "tomorrow": 1, "to-morrow": 1}.get(g["now"].lower(), 0))


def _month(g: _Groups, m: re.Match[str]) -> _Meaning:
    month = _month_number(g["m"])
    return (None, How("month", month)) if month else None


def _season(g: _Groups, m: re.Match[str]) -> _Meaning:
    return (None, How("season", words().seasons.get(g["s"].lower(), 21))) if g["s"].lower() != "fall" else None


def _short_year(g: _Groups, m: re.Match[str]) -> _Meaning:
    return None, How("short-year", int(g["yy"]), _month_number(g.get("m")))


def _bare_year(g: _Groups, m: re.Match[str]) -> _Meaning:
    prep, y = g.get("prep", "").lower(), year(g["y"])
    sure = prep in ("in", "since", "until", "till", "from", "during", "before", "after", "by") and (y or 0) % 100 != 0
    if not y or _is_quantity(m, m.end(), sure=sure):
        return None
    if prep == "before":
        return f"../{y:04}", None
    if prep == "after":
        return f"{y:04}/..", None
    return f"{y:04}" + ("~" if prep in words().lists["about_year"] or prep.startswith("c") else ""), None


_AFTER = compiled(r" ?(?P<sign>[$£€%]|st\b|nd\b|rd\b|th\b)|[ -](?P<word>[^\W\d_]{2,30})(?: (?P<next>[^\W\d_]{2,30}))?")
_BEFORE = compiled(r"(?:[$£€#§] ?|\b(?P<word>[^\W\d_]{1,10})\.? ?|[0-9][.,:/-])$")


def _is_quantity(m: re.Match[str], end: int, *, sure: bool = False) -> bool:
    """Whether a number counts or numbers something instead: 1917 men, page 1848, $1500, 1917 Elm Street."""
    w, text = words(), m.string
    at = m.start("y") if "y" in m.re.groupindex and m["y"] else m.start()
    before = _BEFORE.search(text, max(0, at - 14), at)
    if before and (before["word"] or "").lower() in w.lists["before_number"] | {""}:
        return True
    after = _AFTER.match(text, end)
    if not after or after["sign"]:
        return bool(after)
    word = after["word"]
    if word.lower() in w.lists["counted"] or (after["next"] or "").lower() in w.lists["streets"]:
        return True
    plural = (
        word.islower() and re.search(r"[^su]s$|ies$", word) and word not in ("was", "has", "is", "as", "sees", "does")
    )
    return bool(plural) and not sure and "y" in m.re.groupindex


READERS: dict[str, _Reader] = {
    "ago": _ago,
    "around": _around,
    "bare_year": _bare_year,
    "beside": _beside,
    "beside_after": _beside_after,
    "both_styles": _both_styles,
    "century": _century,
    "days": _days,
    "decade": _decade,
    "decade_words": _decade_words,
    "decades": _decades,
    "era": _era,
    "era_day": _era_day,
    "feast": _feast,
    "full": _full,
    "half": _half,
    "hence": _hence,
    "iso": _iso,
    "later": _later,
    "month": _month,
    "month_day": _month_day,
    "month_of": _month_of,
    "months": _months,
    "no_year": _no_year,
    "numeric": _numeric,
    "open": _open,
    "past": _past,
    "quarter": _quarter,
    "range": _range,
    "season": _season,
    "season_of": _season_of,
    "short_year": _short_year,
    "this_quarter": _this_quarter,
    "today": _today,
    "weekday": _weekday,
    "year_before": _year_before,
}
"""What reads each form of the data file."""
