"""A fate told by its name: "after Hill's arrest", "the arrest of Hill in May 1812"."""

import re
from collections.abc import Iterator, Sequence

from loquitur.language.deeds.acts import Clause
from loquitur.language.deeds.fatewords import words
from loquitur.language.sentences.prose import Word, base
from loquitur.language.words import lexicon
from loquitur.model import Fate, Span

__all__ = ["called", "owner"]

_AFTER = frozenset({"after", "since", "following", "upon", "on", "until", "till", "before", "at", "by"})
"""What puts something in time that did happen: "after his arrest"."""


def called(clause: Clause, i: int, kind: str) -> Iterator[Fate]:
    """ "after Hill's arrest", "the arrest of Hill in May 1812": where it is put in time, so that it did happen."""
    row = clause.row
    if _another(row, i, kind) or clause.rumoured(i):
        return
    whose, first, last = owner(clause, i)
    if not whose or any(w.lower in words().sought for w in row[max(0, first - 5) : first]):
        return
    date = clause.ground.date(clause.number, row[last].end)
    dated = date is not None and 0 <= date.span.start - row[last].end < 12
    before = first - 1 if first and row[first - 1].lower != "the" else first - 2
    if dated or (before >= 0 and row[before].lower in _AFTER):
        end = date.span.end if date and dated else row[last].end
        told = date.edtf if date and dated else None
        yield Fate(whose, kind, told, None, None, Span(row[first].start, end), 75, f"noun: {row[i].lower}")


def _another(row: Sequence[Word], i: int, kind: str) -> bool:
    """Whether a noun tells what its owner thinks or does to another: "his conviction that …", "his dismissal of Pell"."""
    behind = row[i + 1].lower if i + 1 < len(row) else ""
    owned = i > 0 and (row[i - 1].lower in lexicon().closed["possessives"] or base(row[i - 1]) != row[i - 1].lower)
    return behind == "that" or (behind == "of" and owned and kind != "death")


def owner(clause: Clause, i: int) -> tuple[str | None, int, int]:
    """Whose a noun is, and the first and last words of the phrase: "Hill's arrest", "his arrest", "the arrest of Hill"."""
    row = clause.row
    if i + 2 < len(row) and row[i + 1].lower == "of" and clause.gap(i).isspace():
        last = i + 2
        while last + 1 < len(row) and clause.mention(last + 1) and clause.mention(last + 1) is clause.mention(i + 2):
            last += 1
        mention = clause.mention(last)
        whose = re.match(r"[’']", clause.text[row[last].end : row[last].end + 1]) or row[last].lower != base(row[last])
        first = i - 1 if i and row[i - 1].lower == "the" else i
        return (clause.ground.who.name(mention.name) if mention and not whose else None), first, last
    at = i - 2 if i > 1 and row[i - 1].lower == "own" else i - 1
    if at >= 0 and row[at].lower in ("his", "her"):
        meant = clause.ground.pronoun(row[at])
        return (meant[0] if len(meant) == 1 else None), at, i
    mention = clause.mention(at) if at >= 0 else None
    if mention is None or row[at].lower == base(row[at]):
        return None, i, i
    first = at
    while first and clause.mention(first - 1) is mention:
        first -= 1
    return clause.ground.who.name(mention.name), first, i
