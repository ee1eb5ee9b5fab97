"""The words of time: read from their data file, as patterns to search with and as numbers.

Numbers are read in words ("a hundred and fifty", "four score and seven", "a couple of") and in digits; years also as
they are spoken ("eighteen forty-eight", "nineteen hundred and five"). Patterns match whatever the case unless they
say otherwise, digits are those of ASCII, and a blank in a pattern is any run of up to eight blanks, line ends among
them, since printed lines break dates. What cannot be read as a number is None, never an error.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Words", "amount", "any_of", "clues", "compiled", "forms", "number", "words", "year"]

YEAR = "1[0-9]{3}|20[0-9]{2}"
"""Which four digits are a year without more ado."""
UNIT = "(?:day|week|fortnight|month|year|decade|centur(?=y|ies))"
_CAPITAL = "(?-i:(?=[A-Z]))"
_HUNDREDS = {"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, by what they mean."""

    months: dict[str, int]
    days: dict[str, int]
    decades: dict[str, int]
    seasons: dict[str, int]
    ordinals: dict[str, int]
    values: dict[str, int]
    multipliers: dict[str, int]
    phrases: dict[str, int]
    feasts: dict[str, tuple[int, int]]
    anniversaries: dict[str, int]
    lists: dict[str, frozenset[str]]
    number: str
    """A pattern for a number in words or digits."""
    spoken_year: str


@cache
def words() -> Words:
    """The words of English."""
    data = tomllib.loads(files("loquitur.language.words").joinpath("dates-en.toml").read_text(encoding="utf-8"))
    months = {name: i for i, name in enumerate(data["months"].split(), 1)}
    short = {name: next(i for long, i in months.items() if long.startswith(name[:3])) for name in data["short"].split()}
    ones = {name: i for i, name in enumerate(data["ones"].split(), 1)}
    tens = {name: 10 * i for i, name in enumerate(data["tens"].split(), 2)}
    values = ones | tens | data["numbers"]
    return Words(
        months=months | short,
        days={name: i for i, name in enumerate(data["days"].split())},
        decades={name: i for i, name in enumerate(data["decades"].split(), 2)},
        seasons=data["seasons"],
        ordinals=_ordinals(data, ones, tens),
        values=values,
        multipliers=data["multipliers"],
        phrases=data["phrases"],
        feasts={name: (int(day[:2]), int(day[3:])) for name, day in data["feasts"].items()},
        anniversaries=data["anniversaries"],
        lists={k: frozenset(v.split()) for k, v in data.items() if isinstance(v, str)},
        number=_number_pattern([*values, *data["multipliers"]]),
        spoken_year=_spoken(ones, tens),
    )


@cache
def forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The patterns of expressions, the most telling first, each with what reads it."""
    return tuple((compiled(_filled(form["pattern"])), form["reader"]) for form in _forms()["forms"])


@cache
def clues() -> tuple[tuple[re.Pattern[str], int], ...]:
    """The patterns of what gives away the speaker's own year, each with the weight of its vote."""
    return tuple((compiled(_filled(clue["pattern"])), clue["weight"]) for clue in _forms()["clues"])


def _forms() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(files("loquitur.language.words").joinpath("date-forms-en.toml").read_text(encoding="utf-8"))


def _filled(pattern: str) -> str:
    """The pattern with its @names filled in."""
    parts = _parts()
    return re.sub(r"@([A-Za-z]+2?)", lambda m: parts[m[1]], pattern)


@cache
def _parts() -> dict[str, str]:
    """What stands for each @name in the patterns."""
    w = words()
    short = any_of(m for m in w.months if m in w.lists["short"])
    name = rf"(?:(?:{any_of(m for m in w.months if m in w.lists['months'])})\b|(?:{short})\b\.?)"
    ordinals = any_of(n for n, i in w.ordinals.items() if i <= 31)
    days, about = any_of(w.days), any_of(w.lists["about"])
    near = rf"(?:(?P<about>(?:{about}|more than|less than|{w.number} (?:or|to)) )|(?:just|only|exactly|now|fully) )?"
    count = rf"(?P<n>{w.number})(?: (?P<half>and a half))?[ -](?P<u>{UNIT})(?:s|y|ies)?"
    amount_ = rf"{near}(?:(?P<p>{any_of(w.phrases)})|{count})\b"
    anniversaries = f"{any_of(w.ordinals)}|[0-9]{{1,3}}(?:st|nd|rd|th)|{any_of(w.anniversaries)}"
    return {
        "digits": YEAR,
        "spoken": w.spoken_year,
        "year": f"(?P<y>{YEAR}|{w.spoken_year})",
        "day": rf"(?P<d>[0-3]?[0-9](?![0-9])(?:st|nd|rd|th)?|{ordinals})",
        "name": name,
        "month": rf"\b(?P<m>{name})",
        "month2": f"(?P<m2>{name})",
        "Month": _CAPITAL + name,
        "SureMonth": f"{_CAPITAL}(?:{any_of(m for m in w.months if len(m) > 3 and m not in w.lists['verbs'])})",
        "days": days,
        "Days": f"{_CAPITAL}(?:{days})",
        "weekday": f"(?:(?:{days}),? (?:the )?)?",
        "seasons": any_of(w.seasons),
        "decades": any_of(w.decades),
        "ordinals": ordinals,
        "feasts": any_of(w.feasts),
        "circa": any_of(w.lists["about_year"]),
        "amount": amount_,
        "many": rf"\b{amount_}",
        "count": rf"(?P<n>\b{w.number})",
        "ordinal": f"(?P<o>{anniversaries})",
        "few": r"(?:[\w’'-]{1,30},? ){0,7}?",
        "now": r"(?:(?:it is|it’s|it's|that is|now|already|today|full|long|exactly|just|fully|have been) ){1,4}",
    }


def _ordinals(data: dict[str, Any], ones: dict[str, int], tens: dict[str, int]) -> dict[str, int]:
    low = {name: i for i, name in enumerate(data["ordinals"].split(), 1)}
    high = {f"{ten[:-1]}ieth": n for ten, n in tens.items()} | {"hundredth": 100}
    joined = {f"{ten}-{name}": n + i for ten, n in tens.items() for name, i in low.items() if i < 10}
    return high | low | joined | {name.replace("-", " "): n for name, n in joined.items()}


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of these names, the longest first."""
    listed = sorted(names, key=lambda n: (-len(n), n))
    return "|".join(re.escape(n).replace(r"\ ", " ").replace("’", "[’']") for n in listed)


def _number_pattern(names: list[str]) -> str:
    more = f"(?:{any_of(n for n in names if n not in ('a', 'an'))})"
    return rf"(?:[0-9]{{1,4}}|(?:{any_of(names)})(?:(?: and |[ -]){more}){{0,6}}(?: of)?)\b"


def _spoken(ones: dict[str, int], tens: dict[str, int]) -> str:
    unit = any_of(n for n, i in ones.items() if i < 10)
    rest = f"(?:{any_of(tens)})(?:[ -](?:{unit}))?|{any_of(n for n, i in ones.items() if i > 9)}"
    return (
        rf"(?:(?:{any_of(_HUNDREDS)})[ -](?:hundred(?:[ -]and)?[ -](?:{rest}|{unit})|{rest}|oh[ -](?:{unit}))"
        rf"|two thousand(?: and (?:{unit}|{rest}))?)"
    )


def number(text: str | None) -> int | None:
    """The number that stands there in digits or words."""
    if text and re.fullmatch("[0-9]{1,6}", text):
        return int(text)
    w, total, found = words(), 0, False
    for word in re.findall(r"[^\W\d_]+", (text or "").lower()):
        if word in ("and", "of", "oh"):
            continue
        if word in w.multipliers:
            total = max(total, 1) * w.multipliers[word]
        elif word in w.values:
            total += w.values[word]
        else:
            return None
        found = True
    return total if found and total < 10_000 else None


def year(text: str | None) -> int | None:
    """The year that stands there in digits or as one speaks it."""
    text = (text or "").lower()
    if re.fullmatch("[0-9]{1,4}", text):
        return int(text)
    first, *rest = re.split(r"[\s-]+", text)
    if first in _HUNDREDS:
        return _HUNDREDS[first] * 100 + (number(" ".join(w for w in rest if w != "hundred")) or 0)
    return 2000 + (number(" ".join(rest[1:])) or 0) if first == "two" and rest[:1] == ["thousand"] else None


def amount(count: str | None, unit: str | None, phrase: str | None = None) -> tuple[int, str] | None:
    """So many of a unit; a phrase that tells both ("half a century") is years."""
    if phrase:
        years = words().phrases.get(re.sub(r"\s+", " ", phrase.lower()))
        return (years, "year") if years else None
    n = number(count)
    name = (unit or "").lower()
    return (n, "century" if name.startswith("centur") else name) if n is not None and name else None


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, with every blank in it standing for the blanks of print."""
    spaced = re.sub(r"\[([^\]]*) ([^\]]*)\]", r"[\1\\s\2]", pattern)
    return re.compile(spaced.replace(" ?", r"\s{0,8}").replace(" ", r"\s{1,8}"), re.I)
