"""When a fate came: the date that stands behind the verb that tells it, else one before it that no other verb has.

A date belongs to the verb nearest before it ("was arrested on 9 March and died the next year"); one that opens the
clause, before any verb, counts for all its verbs ("In 1820 Hill was tried, sentenced and hanged").
"""

import re

from loquitur.language.deeds.acts import Clause
from loquitur.language.deeds.verbgroups import SET_OFF
from loquitur.language.words import lexicon
from loquitur.model import Date

__all__ = ["behind", "when"]

_PARTED = re.compile(
    r";|,\s+and\b|\b(?:who|which|whom|that|but|when)\b|\b(?:before|after|until)\s+(?:he|she|they|it|we|I|his|her|their)\b"
)
_BEFORE = re.compile(r";|,\s+and\b|\b(?:but|when)\b|\b(?:before|after|until)\s+(?:he|she|they|it|we|I|his|her|their)\b")
_INTERPOSED = re.compile(
    r"[^,;:]{0,40},\s+(?:without|with|as|though|despite|amid|like|of|aged)\b[^;:.]{0,80},\s+(?:in |on )?"
)
"""One phrase that commas set off before the date: "was censured, without a hearing, in March"."""
_MEANWHILE = re.compile(r"(?:\s+[\w’'-]+){0,5}\s+(?:when|while|as)\s+(?:(?!\bhad\b)[^,;:])*")
"""What went on at the same time: "was killed when a bomb went off in 1934"."""
_CLOSE = re.compile(r"[^,;:—–]*,?\s*(?:in|on|at)?\s*$")


def when(clause: Clause, i: int, last: int) -> Date | None:
    """The date of the verb at `i`, whose phrase ends at `last`."""
    return behind(clause, last) or _before(clause, i)


def behind(clause: Clause, last: int) -> Date | None:
    """The first date behind a word, where nothing parts them."""
    end = clause.row[last].end
    for date in clause.ground.dated(clause.number):
        if date.span.end > end:
            between = _without_lists(clause, end, date.span.start)
            if _MEANWHILE.fullmatch(between):
                return date
            parted = _PARTED.search(between) or not (_CLOSE.fullmatch(between) or _INTERPOSED.fullmatch(between))
            return None if parted or _verb(clause, last + 1, date.span.start) else date
    return None


def _without_lists(clause: Clause, start: int, end: int) -> str:
    """The words of a range without the commas of a list of names: "arrested Hill, Sands and Pell on 3 May"."""
    between = clause.text[start:end]
    for mention in clause.ground.mentions(clause.number) if " and " in between else ():
        at = mention.span.start - start
        if 1 < at < len(between) and between[at - 2 : at] == ", ":
            between = f"{between[: at - 2]}  {between[at:]}"
    return between


def _before(clause: Clause, i: int) -> Date | None:
    start = clause.row[i].start
    for date in reversed(clause.ground.dated(clause.number)):
        if (
            date.span.end <= start
            and not _bracketed(clause, date)
            and not _BEFORE.search(clause.text[date.span.end : start])
        ):
            first = next((k for k, word in enumerate(clause.row) if word.end > date.span.start), i)
            return None if _verb(clause, _segment(clause, first), date.span.start) else date
    return None


def _bracketed(clause: Clause, date: Date) -> bool:
    """Whether a date stands in brackets: that of a life or an office."""
    before = clause.text[clause.sentence.span.start : date.span.start]
    return before.rfind("(") > before.rfind(")")


def _segment(clause: Clause, k: int) -> int:
    """The first word of what commas part, where a word stands in it."""
    while k > 0 and not (SET_OFF.search(clause.gap(k - 1)) or clause.row[k - 1].lower in ("and", "but")):
        k -= 1
    return k


def _verb(clause: Clause, k: int, before: int) -> bool:
    """Whether a verb stands between a word and a place."""
    auxiliaries = lexicon().closed["auxiliaries"]
    while k < len(clause.row) and clause.row[k].end <= before:
        if clause.row[k].lower not in auxiliaries and (clause.verbish(k) or _opens(clause, k)):
            return True
        k += 1
    return False


def _opens(clause: Clause, k: int) -> bool:
    """Whether a participle opens the sentence: "Arrested in 1820, …"."""
    return k == 0 and k not in clause.at and clause.row[k].lower.endswith("ed")
