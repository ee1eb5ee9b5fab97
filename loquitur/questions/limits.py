"""Limits of time in a question: "before 1950", "in 1923", "between 1920 and 1930", "since March 1953", "in the 1920s".

A limit is two days' bounds as EDTF; where the words name no date ("after the war") they are kept, so that the answer can
say that they were not understood.
"""

import re
from dataclasses import dataclass

from loquitur.language.times import edtf

__all__ = ["Limit", "limit"]

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}
_POINT = rf"(?:(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{'|'.join(_MONTHS)})(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? )?(?:1\d|20)\d\d(?:-\d\d(?:-\d\d)?)?(?!\d|s)|(?:the )?(?:1\d|20)\d0s|(?:the )?\d\d(?:st|nd|rd|th) century|the (?:{'|'.join(_DECADES)})"
_BETWEEN = re.compile(
    rf"[ ,(]+(?:between|from) (?P<a>{_POINT}) (?:and|to|until|till|-) (?P<b>{_POINT})\)?(?=$|[ ,?])", re.I
)
_RANGE = re.compile(r"[ ,(]+(?:in|during)? ?(?P<a>\d{4})[-–](?P<b>\d{4})\)?(?=$|[ ,?])", re.I)
_ONE = re.compile(
    rf"[ ,(]+(?P<p>before|after|since|until|till|up to|by|in|during|on|as early as|as late as|prior to|from|around|about)(?: the year| the years)? (?P<a>{_POINT})(?P<on> (?:on|onwards?))?\)?(?=$|[ ,?])",
    re.I,
)
_VAGUE = re.compile(
    r"[ ,(]+(?P<all>(?:before|after|during|since|until) (?:the |his |her |their |world )?[a-z][\w' ]{2,40})$", re.I
)
_UNLIKE = re.compile(r"\b(?:congress|court|senate|house|commission|committee|parliament|judge|tribunal)\b", re.I)


@dataclass(frozen=True, slots=True)
class Limit:
    """Between which days what is asked for was said or happened."""

    low: int | None
    high: int | None
    words: str
    understood: bool

    def holds(self, date: str | None) -> bool:
        """Whether a date, or a part of what it leaves open, lies within; what has no date lies within no limit."""
        if not self.understood:
            return True
        if not date or not edtf.valid(date):
            return False
        start, end = edtf.bounds(date)
        return (self.high is None or start is None or start <= self.high) and (
            self.low is None or end is None or end >= self.low
        )


def limit(question: str) -> tuple[str, Limit | None]:
    """The question without its limit of time, and the limit."""
    for pattern in (_BETWEEN, _RANGE, _ONE):
        m = pattern.search(question)
        if m:
            left = (question[: m.start()] + question[m.end() :]).strip()
            return left, _made(m, pattern is _ONE)
    m = _VAGUE.search(question)
    if m and not _UNLIKE.search(m["all"]) and question[: m.start()].strip():
        return question[: m.start()].strip(), Limit(None, None, m["all"], False)
    return question, None


def _made(m: re.Match[str], one: bool) -> Limit:
    words = m.group().strip(" ,()")
    first = _bounds(m["a"])
    if not one:
        last = _bounds(m["b"])
        return Limit(first[0] if first else None, last[1] if last else None, words, bool(first and last))
    if not first:
        return Limit(None, None, words, False)
    how = m["p"].lower()
    start, end = first
    if how in ("before", "prior to", "until", "till", "up to", "by", "as late as"):
        return Limit(None, start - 1 if how in ("before", "prior to") and start is not None else end, words, True)
    if how in ("after", "since", "from", "as early as") or m["on"]:
        return Limit(
            end + 1 if how == "after" and end is not None else start, None if how != "as early as" else end, words, True
        )
    return Limit(start, end, words, True)


def _bounds(words: str) -> tuple[int | None, int | None] | None:
    value = _value(words)
    return edtf.bounds(value) if edtf.valid(value) else None


def _value(words: str) -> str:
    """The EDTF of a point of time in a question."""
    told = words.lower().removeprefix("the ")
    if told.endswith("0s"):
        return told[:3] + "X"
    if told in _DECADES:
        return f"19{_DECADES[told]}X"
    century = re.match(r"(\d\d)\w\w century", told)
    if century:
        return f"{int(century[1]) - 1}XX"
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", told):
        return told
    year = told[-4:]
    month = next((n for n, name in enumerate(_MONTHS, 1) if name in told), None)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)", told[:-4])
    if month is None:
        return year
    return f"{year}-{month:02}" + (f"-{int(day[1]):02}" if day else "")
