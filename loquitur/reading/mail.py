"""The head of a letter by electronic mail: who wrote it, to whom, when, of what.

A mail that was saved as text begins with lines of the form of RFC 5322 ("From: A. Brandt <ab@…>", "Subject: Re: …"),
read here by the standard library. Such a head is part of the frame: nobody says it. A subject loses "Re:" and the name of
the list in brackets, since neither is its writer's. Guarantee: lines without an address or a day of that form are no head,
and text without them stays as it is. Limit: only the head of the mail itself is read, not those of mails within it.
"""

import re
from collections.abc import Iterator
from email.parser import HeaderParser
from email.utils import parseaddr, parsedate_to_datetime

from loquitur.model import Field, Span

__all__ = ["head"]

_HEAD = re.compile(r"\s*((?:[A-Za-z][A-Za-z-]{1,30}:[^\S\n][^\n]*\n(?:[^\S\n]+\S[^\n]*\n)*){2,40})(?=\s*\n|\Z)")
_REPLY = re.compile(r"(?:\s*(?:re|aw|sv|fwd?|wg)(?:\[\d+\])?:|\s*\[[^\]]{1,40}\])+\s*", re.I)
_ORIGIN = "mail head"


def head(text: str) -> tuple[list[Field], Span]:
    """What the head of a mail tells, and where it stands; nothing and an empty range where there is none."""
    found = _HEAD.match(text)
    told = list(_fields(found[1])) if found else []
    if found is None or not any(f.name in ("author", "said") for f in told):
        return [], Span(0, 0)
    return told, Span(found.start(1), found.end(1))


def _fields(lines: str) -> Iterator[Field]:
    row = HeaderParser().parsestr(lines)
    for key, name in (("From", "author"), ("To", "addressee")):
        called, address = parseaddr(str(row.get(key, "")))
        if "@" in address:
            yield Field(name, called or address, f"{_ORIGIN} “{key}”")
    if (when := _day(str(row.get("Date", "")))) is not None:
        yield Field("said", when, f"{_ORIGIN} “Date”")
    subject = re.sub(r"\s+", " ", str(row.get("Subject", "")))
    if bare := _REPLY.sub("", subject, count=1).strip():
        yield Field("title", bare, f"{_ORIGIN} “Subject”")


def _day(words: str) -> str | None:
    """The day of a mail where its writer was."""
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except (TypeError, ValueError):
        return None
