"""The posting line of a page: who put it there and when.

"Submitted by A on 3 May, 2006 - 1:40" is told by its whole shape (a word of posting, at most a name, a date, a time)
and not by one word, so that prose which says that somebody posted something stays prose. The date is that of the
page: it is given out as `published` and is no evidence of when the words were said. Where day and month cannot be
told apart ("03/04/2006") only the year is given. Limit: the languages whose words stand in frame.toml.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["WEB", "Posting", "day", "parse", "phrases", "written_out"]

_LONGEST = 160
_JOINING = frozenset(
    [
        "and",
        "&",
        "de",
        "la",
        "von",
        "van",
        "der",
        "den",
        "di",
        "da",
        "du",
        "le",
        "y",
        "et",
        "und",
        "of",
        "the",
        "for",
        "in",
        "del",
        "al",
        "bin",
        "ibn",
        "и",
    ]
)
WEB = 1993
"""Before this year no page was posted: a day with a time of day is then part of the text."""
_CLOCK = re.compile(
    r"(?:\b(?:at|um|à|às|alle|a las|в)\s+)?@?\s*\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\b\.?)?"
    r"(?:\s*\(?(?:(?-i:[A-Z]{2,5}|Uhr|Z)|[+-]\d\d:?\d\d)\b\)?)*(?:,?\s*(?:UK|local time)\b)?",
    re.I,
)
_AGO = re.compile(
    r"(?: by .{2,40}?)?,? (?:about )?(?:an?|\d+) (?:second|minute|hour|day|week|month|year)s? ago(?: by .{2,40})?"
    rf"|:? (?:at )?{_CLOCK.pattern}",
    re.I,
)
"""What follows "posted" where a page counts from now, or tells only the time of day."""
_AFTER_TIME = re.compile(
    r"[\s|,·•/–—-]*(?:at )?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?[\s|,·•/–—-]+.{0,40}", re.I
)


@dataclass(frozen=True, slots=True)
class Posting:
    """What a posting line tells."""

    who: str | None
    published: str | None
    updated: str | None
    byline: bool
    """Whether it is the line of a writer ("By A. B.") rather than of who put the page up."""


@cache
def phrases() -> Mapping[str, re.Pattern[str]]:
    """The patterns of frame.toml by name, each matched at the beginning of a line."""
    data = tomllib.loads(files("loquitur.reading").joinpath("frame.toml").read_text(encoding="utf-8"))
    return {key: re.compile(f"(?:{'|'.join(v)})", re.I) for key, v in data.items() if isinstance(v, list)}


@cache
def _months() -> Mapping[str, int]:
    data = tomllib.loads(files("loquitur.reading").joinpath("frame.toml").read_text(encoding="utf-8"))
    return {start: int(number) for number, starts in data["months"].items() for start in starts}


@cache
def _date() -> re.Pattern[str]:
    month = r"(?:" + "|".join(sorted(_months(), key=len, reverse=True)) + r")[^\W\d_]*\.?"
    weekday = (
        r"(?:\b(?:mon|tue|wed|thu|fri|sat|sun|die|mit|don|lun|mar|mié|jue|vie|sáb|dom|mer|jeu|ven|sam|dim)"
        r"[^\W\d_]{0,7}\.?,?\s+)?"
    )
    return re.compile(
        rf"{weekday}(?:(?P<iso>\d{{4}}-\d\d-\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
        rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?(?P<m1>{month}),?\s+(?:de\s+)?(?P<y1>\d{{4}})"
        rf"|(?P<m2>{month})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
        rf"|(?P<m3>{month}),?\s+(?P<y3>\d{{4}})"
        r"|(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y4>\d{4}))(?!\d)",
        re.I,
    )


def day(words: str) -> str | None:
    """The first date of a line as an EDTF date, as precise as the line is."""
    found = _date().search(words)
    return _edtf(found) if found else None


def written_out(words: str) -> str | None:
    """The date that the words are, a time of day aside, as an EDTF date; None for words that say more or other."""
    bare = re.sub(r"[\s,T]+\d{1,2}:\d{2}\S*(?:\s*(?:[AaPp]\.?[Mm]\.?|Z|UTC|[+-]\d\d:?\d\d))?\s*$", "", words.strip())
    found = _date().fullmatch(bare)
    return _edtf(found) if found else None


def _edtf(found: re.Match[str]) -> str | None:
    if found["iso"]:
        return found["iso"]
    if found["y4"]:
        return _numeric(int(found["a"]), int(found["b"]), found["y4"], found["sep"])
    year = found["y1"] or found["y2"] or found["y3"]
    name = (found["m1"] or found["m2"] or found["m3"]).lower()
    month = next(
        number for start, number in sorted(_months().items(), key=lambda m: -len(m[0])) if name.startswith(start)
    )
    number = found["d1"] or found["d2"]
    if number is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{int(number):02}" if 1 <= int(number) <= 31 else None


def _numeric(first: int, second: int, year: str, separator: str) -> str | None:
    """A date in figures: with stops the day stands first; with strokes it is known only above 12."""
    if (first > 12 and 1 <= second <= 12) or (separator == "." and 1 <= second <= 12 and 1 <= first <= 31):
        return f"{year}-{second:02}-{first:02}"
    if 12 < second <= 31 and 1 <= first <= 12:
        return f"{year}-{first:02}-{second:02}"
    return year if 1 <= first <= 12 and 1 <= second <= 12 else None


def parse(words: str, *, loose: bool = True) -> Posting | None:
    """What a line tells if it is a posting line; None where it is anything else.

    Not loose: only one that says so ("Posted by …"), and no mere day beside other things.
    """
    words = re.sub(r"\s+", " ", words).strip(" |·•–—-")
    if not 4 <= len(words) <= _LONGEST:
        return None
    if not loose:
        return _posted(words)
    return _posted(words) or _timed(words) or _by_and_date(words) or _in_parts(words) or _byline(words)


def _posted(words: str) -> Posting | None:
    """Reads "Submitted by A on D", "Published: D", "Updated D"."""
    opening = phrases()["posted"].match(words)
    if not opening:
        return None
    rest = words[opening.end() :]
    if _AGO.fullmatch(rest):
        return Posting(None, None, None, False)
    found = _date().search(rest)
    if found is None or not _ends_well(rest[found.end() :]):
        return None
    between = re.sub(r"\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?(?: [A-Z]{2,4}\b)?", "", rest[: found.start()])
    between = re.sub(r"\s+in [^\W\d_][^\d.!?]{1,40}?(?=\s+on\s*$)", "", between)
    between = re.sub(r"[\s:|,·•()–—-]*(?:\b(?:on|at|in|am|le|el|il|den|vom))?[\s:,]*$", "", between, flags=re.I)
    named = _named(between, any_case=True) or _named(rest[found.end() :])
    if between.strip(" :|,") and not named:
        return None
    when, later = _edtf(found), _later(rest[found.end() :])
    changed = re.search(r"updat|modif|edit|aktualis|mis à|обновл", opening[0], re.I)
    return Posting(named, when, when if changed else later, False)


def _timed(words: str) -> Posting | None:
    """Reads a day of the years of the web with a time of day or "by A" beside it, and nothing else."""
    found = _date().search(words)
    when = _edtf(found) if found else None
    if found is None or when is None or int(when[:4]) < WEB:
        return None
    rest = f"{words[: found.start()]} {words[found.end() :]}"
    bare, times = _CLOCK.subn(" ", rest)
    name = _named(bare.strip(" »|,"), any_case=bool(times))
    return Posting(name, when, None, False) if name or (times and not bare.strip(" |,·•@()–—:»/-")) else None


def _in_parts(words: str) -> Posting | None:
    """Reads a line divided by strokes or dots of which one part says when it was posted."""
    parts = [part.strip() for part in re.split(r"\s*[|·•]\s*", words) if part.strip()]
    if not 2 <= len(parts) <= 5 or any(len(part) > 60 or part.endswith((".", "?", "!")) for part in parts):
        return None
    told = next((told for part in parts for told in [_posted(part) or _timed(part)] if told), None)
    days = [when for part in parts if (when := written_out(part)) and int(when[:4]) >= WEB]
    brief = all(len(part.split()) <= 4 for part in parts)
    return told or (Posting(None, days[0], None, False) if len(days) == 1 and brief else None)


def _by_and_date(words: str) -> Posting | None:
    """Reads "By A | Updated D" and "By A, D"."""
    found = _date().search(words)
    if found is None or not _ends_well(words[found.end() :]):
        return None
    before = words[: found.start()].rstrip(" :|,·•–—-(")
    label = re.search(r"[\s|,·•(–—-]+(\w+(?: \w+)?)$", before)
    changed = False
    if label and phrases()["posted"].fullmatch(label[1]):
        changed = bool(re.match(r"updat|modif|last", label[1], re.I))
        before = before[: label.start()]
    named = _named(re.sub(r"\s+(?:on|am|le)$", "", before))
    when = _edtf(found)
    return Posting(named, when, when if changed else _later(words[found.end() :]), True) if named else None


def _byline(words: str) -> Posting | None:
    """Reads "By A. B." and "By A. B. and C. D."."""
    named = _named(words.partition("|")[0]) if len(words) <= 80 else None
    capital = named and (named[:1].isupper() or phrases()["staff"].fullmatch(named))
    return Posting(named, None, None, True) if capital and not words.endswith((".", "!", "?", ":", ";")) else None


def _named(words: str, any_case: bool = False) -> str | None:
    """The name after "by": capitalised words, or a writer without a name; in any case of letters beside a date."""
    found = re.match(rf"[\s:,|(–—-]*(?:{phrases()['by'].pattern})\s+(.+?)[\s,|·•(–—-]*$", words, re.I)
    if not found or len(found[1]) > 80:
        return None
    name = found[1].rstrip(" »›-")
    if phrases()["staff"].fullmatch(name):
        return name
    parts = re.split(r"[\s,]+", name)
    if any_case and len(parts) <= 3:
        return name
    capital = sum(part[:1].isupper() for part in parts)
    joining = sum(part.lower() in _JOINING for part in parts)
    handle = len(parts) == 1 and re.fullmatch(r"[\w.@-]{2,30}", name)
    return name if (capital and capital + joining == len(parts) and len(parts) <= 12) or handle else None


def _ends_well(rest: str) -> bool:
    return (
        not rest.strip(" |·•()–—-")
        or bool(phrases()["after_date"].fullmatch(rest))
        or bool(_AFTER_TIME.fullmatch(rest))
    )


def _later(rest: str) -> str | None:
    """The date of a change that is told after the first date."""
    return day(rest) if re.search(r"updat|modif", rest, re.I) else None
