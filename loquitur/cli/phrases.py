"""Findings in the words of a reader: dates, verdicts, fates, counts.

A reader should not have to know EDTF or the names of our verdicts to read an answer. What has no phrase is shown as it
is stored, so nothing is lost and nothing is guessed.
"""

import re
from collections.abc import Sequence

from loquitur.model import Difference, Held, Link, Speaker

_WEIGHED = re.compile(r"(?:ranked|not sure) by [^:]+: ")

__all__ = [
    "chain",
    "counted",
    "date",
    "dates",
    "difference",
    "held",
    "origins",
    "quoted",
    "reason",
    "reasons",
    "relation",
    "shortened",
    "speaker",
    "verdict",
]

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_POINT = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?P<mark>[?~%]?)")
_VERDICTS = {
    "verbatim": "word for word as in the source",
    "abridged": "shortened, and every gap is marked",
    "altered": "ALTERED",
    "reworded": "the same in other words",
    "misattributed": "MISATTRIBUTED: in the source somebody else says it",
    "not-found": "NOT FOUND in what was searched",
    "unchecked": "not checked",
}
_HELD = {
    "complete": "the named work is here in full",
    "extract": "only parts of the named work are here",
    "none": "the named work is not here",
}
_REASONS = {
    "too-short": "too short to be told from chance",
    "indirect": "given in the reporter's words",
    "unreadable": "a text it needs could not be read",
    "only-quoted": "others quote it too, but no source of it is here",
    "speaker-unknown": "one of the speakers is not known",
    "cut-condition": "the cut takes away a condition",
    "cut-negation": "the cut takes away a negation",
    "spliced": "passages are run together",
    "added": "words are added that stand nowhere in what was searched",
    "same-number": "a number is written another way",
    "contraction": "a contraction is made or written out",
    "misread": "the changed words look like misread letters",
}
_RELATIONS = {"for": "for", "against": "against", "said": "said", "same-document": "said in the same document"}


def date(edtf: str | None) -> str:
    """The date as one would write it; what has no such form stays EDTF."""
    if not edtf:
        return "date unknown"
    start, _, end = edtf.partition("/")
    if not end:
        return _point(start)
    if end == "..":
        return f"from {_point(start)} on"
    if start in ("", ".."):
        return f"until {_point(end)}"
    return f"{_point(start)} to {_point(end)}"


def _point(edtf: str) -> str:
    found = _POINT.fullmatch(edtf)
    if not found:
        decade = re.fullmatch(r"(\d{3})X", edtf)
        return f"the {decade[1]}0s" if decade else edtf
    year, month, day, mark = found.group("year", "month", "day", "mark")
    named = _SEASONS.get(month or "") or (_MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else month)
    words = " ".join(w for w in (str(int(day)) if day else None, named, year.lstrip("0") or "0") if w)
    return {"?": f"{words} (uncertain)", "~": f"about {words}", "%": f"about {words} (uncertain)"}.get(mark, words)


def dates(values: Sequence[str]) -> str:
    """Several dates in one line."""
    return ", ".join(date(v) for v in values)


def verdict(kind: str) -> str:
    return _VERDICTS.get(kind, kind)


def held(value: Held | None) -> str | None:
    return _HELD.get(value) if value else None


def relation(value: str) -> str:
    return _RELATIONS.get(value, value)


def reasons(codes: Sequence[str]) -> str:
    """The reasons of a verdict in words; presentation that was forgiven stands as the check names it."""
    return "; ".join(_REASONS.get(code, code.removeprefix("presentation: ")) for code in codes)


def difference(one: Difference) -> str:
    """One difference in a sentence, the grave kinds named."""
    what = "" if one.what == "word" else f" ({_touched(one.what)})"
    if one.op == "omitted":
        return f"{'left out' if one.marked else 'left out without a mark'}{what}: {quoted(one.source)}"
    if one.op == "inserted":
        return f"added{' in brackets' if one.marked else ''}{what}: {quoted(one.quote)}"
    return f"changed{what}: {quoted(one.source)} is now {quoted(one.quote)}"


def _touched(what: str) -> str:
    return {"modal": "a modal word", "condition": "a condition"}.get(what, f"a {what}")


def chain(links: Sequence[Link]) -> str:
    """Who reports it to whom, from the speaker to the page in hand; empty where the page itself quotes the speaker."""
    told = [f"{link.who or 'somebody'} {link.act}{f' in {link.work}' if link.work else ''}" for link in links]
    return " → ".join(told) if len(told) > 1 else ""


def speaker(one: Speaker) -> str:
    """Who speaks, for people to read."""
    voices = {"author": "the document's own voice", "unnamed": "somebody not named"}
    return one.name or voices.get(one.kind, "speaker unknown")


def reason(told: str) -> str:
    """How a speaker is known, without the features that were weighed."""
    return told.partition(": ")[0] if _WEIGHED.search(told) else told


def weighed(told: str) -> list[str]:
    """The features that were weighed, the weightiest first; none where a cue alone decided."""
    return told.partition(": ")[2].split("; ") if _WEIGHED.search(told) else []


def origins(count: int, own_text: bool) -> str:
    told = f"told by {counted(count, 'independent origin')}"
    if not own_text:
        return told
    return f"{told}, their own text" if count == 1 else f"{told}, one of them their own text"


def counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def quoted(words: str) -> str:
    return f"“{words}”"


def shortened(words: str, limit: int = 600) -> str:
    """The words in one line, the middle taken out in brackets where they are longer than the limit."""
    line = " ".join(words.split())
    if len(line) <= limit:
        return line
    head, tail = line[: limit * 2 // 3].rsplit(" ", 1)[0], line[-limit // 3 :].split(" ", 1)[-1]
    return f"{head} […] {tail}"
