"""Whether a quotation begins after, or ends before, the word that turns its sense: a negation, a condition.

"I do not | believe it" and "we will march | unless they yield" are the source's very words and yet the opposite, or
more, than it says. Only what stands directly at the cut counts, or governs it from the same clause ("it is not true
that |", "refuse to |"), so that a cut elsewhere in a sentence is no fault. Ends that an ellipsis shows are forgiven a
condition, since the reader sees that something follows; a negation taken from the beginning is not.
"""

import re

from loquitur.matching.differences import negates, word_lists
from loquitur.matching.letters import tokens

__all__ = ["cut"]

_LEAD, _TAIL = 160, 80
_SENTENCE_END = re.compile(r"[.!?;:]['\"’”)\]]*(?:\s|$)|\n\s*\n|[—–]|--")
_SHOWN_BEFORE = re.compile(r"\W*(?:…|\.\s?\.\s?\.)")
_SHOWN_AFTER = re.compile(r"(?:…|\.\s?\.\s?\.)\W*$")
_LED = 14
_FROM = {("far", "from"), ("instead", "of"), ("rather", "than")}


def cut(words: str, text: str, start: int, end: int) -> str | None:
    """`cut-negation` or `cut-condition` for a quotation of text[start:end], or None."""
    lead = _SENTENCE_END.split(text[max(0, start - _LEAD) : start])[-1]
    tail = _SENTENCE_END.split(text[end : end + _TAIL])[0]
    if not _SHOWN_BEFORE.match(words) and (found := _before(lead, complete=len(lead) < _LEAD)):
        return found
    return None if _SHOWN_AFTER.search(words) else _after(words, tail)


def _before(lead: str, *, complete: bool) -> str | None:
    """ "not |", "if |", "it is not true that |", "If elected, |"; `complete`: the lead begins with its sentence."""
    row = [t.folded for t in tokens(lead)]
    if not row:
        return None
    lists, open_end = word_lists(), not lead.rstrip().endswith(",")
    if open_end and (_denied(row) or _linked(lead)):
        return "cut-negation"
    if open_end and row[-1] in lists["led"]:
        return "cut-condition"
    led = complete and row[0] in lists["provisos"] and lead.count(",") == 1 and len(row) <= _LED
    return "cut-condition" if led and not open_end else None


def _denied(row: list[str]) -> bool:
    """ "not |", "not now |", "refuse to |", "far from |"; "not only |" denies nothing."""
    lists = word_lists()
    if negates(row[-1]):
        return True
    if len(row) < 2:
        return False
    adverb = row[-1] in lists["adverbs"] or (row[-1].endswith("ly") and row[-1] not in lists["limiters"])
    return (
        (adverb and negates(row[-2]))
        or (row[-1] == "to" and row[-2] in lists["refusals"])
        or (row[-2], row[-1]) in _FROM
    )


def _linked(lead: str) -> bool:
    """ "it is not true that |", "he denied that |" """
    clause = [t.folded for t in tokens(lead.rsplit(",", 1)[-1])]
    lists = word_lists()
    if not clause or clause[-1] not in lists["links"]:
        return False
    return any(map(negates, clause[-7:])) or bool(lists["refusals"].intersection(clause[-4:]))


def _after(words: str, tail: str) -> str | None:
    """ "| unless it rains", "| not", "(we will not go) | until they pay" """
    lists, row = word_lists(), [t.folded for t in tokens(tail)[:3]]
    between = re.match(r"\W*", tail)
    if not row or between is None or between.group().strip(" \n\r\t,"):
        return None
    direct = "," not in between.group()
    if row[0] in lists["followed"] and (row[0] != "provided" or not direct or row[1:2] == ["that"]):
        return "cut-condition"
    if any(" ".join(row).startswith(phrase) for phrase in _phrases()):
        return "cut-condition"
    if row[0] in lists["bounded"] and any(negates(t.folded) for t in tokens(words)[-_LED:]):
        return "cut-condition"
    return "cut-negation" if direct and row[0] in lists["deniers"] and row[1:2] != ["only"] else None


def _phrases() -> list[str]:
    return [word.replace("_", " ") for word in sorted(word_lists()["phrases"])]
