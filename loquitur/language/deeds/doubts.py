"""Whether what a verb tells did happen: not where it is denied, supposed, yet to come, doubted, or only what somebody claims."""

import itertools
import re
from functools import cache

from loquitur.language.deeds.acts import Clause
from loquitur.language.deeds.fatewords import words
from loquitur.language.words import lexicon

__all__ = ["doubted", "unreal"]

_SET_APART = re.compile(r"(?:\bnot|\bnever|\bcannot|n[’']t|\bwill|\bshall|\bmay|\bmight),(?:[^,;:.]{0,40},)?\s*$", re.I)
"""A denial or an auxiliary that a comma parts from its verb: "we will not, succumb", "he did not, in the end, die"."""

_YET_TO_COME = re.compile(
    r"\b(?:would|will|shall)\b[^;:.]*\b(?:when|until|till|once|as soon as|before)\s+(?:[\w.’'-]+\s+){1,4}$", re.I
)
"""What hangs on something yet to come: "that she would end it when he resigned"."""

_ONWARD = re.compile(r";|,\s+(?:and|but|so|then)\b")
"""What ends what somebody claims: "claimed that the vote was void, and was arrested"."""

_THEN = frozenset({"after", "before", "on", "upon", "since", "despite", "while", "and", "is", "are", "was", "were"})
"""What stands before "being" where it tells what happened."""
_PHRASE = 4
"""How many words behind "by" tell what does it."""
_REACH = 80
"""How many characters behind a verb may take it back."""


def unreal(clause: Clause, i: int) -> bool:
    """Whether the act of the verb at a place is none that the sentence tells as done."""
    start = clause.sentence.span.start
    before = clause.text[start : clause.row[i].start]
    return (
        not clause.act(i).real
        or clause.row[clause.act(i).start].lower == "be"
        or _only_being(clause, i)
        or clause.conditional(i)
        or clause.rumoured(i)
        or doubted(clause, i)
        or _acted(clause, i)
        or _figurative(clause, i)
        or bool(_SET_APART.search(before[-60:]) or _YET_TO_COME.search(before))
    )


def _only_being(clause: Clause, i: int) -> bool:
    """Whether "being" is none of what went on: "avoided being arrested", "died before being tried"; but "after being …"."""
    row, first = clause.row, clause.act(i).start
    if row[first].lower != "being" or first == i:
        return False
    before = row[first - 1].lower if first else ""
    dead = before == "before" and any(words().undergo.get(w.lower) == "death" for w in row[:first])
    return dead or before not in _THEN


def doubted(clause: Clause, i: int) -> bool:
    """Whether the sentence gives it for likely ("was perhaps killed"), for a claim ("denied that he had been arrested"),
    or for talk ("was arrested, it is believed")."""
    start, end = clause.sentence.span
    before = clause.text[start : clause.row[i].start]
    first = clause.act(i).start
    likely = any(w.lower in words().doubted for w in clause.row[max(0, first - 1) : i])
    guessed = clause.row[0].lower in words().doubted and not re.search(r",|\bthat\b", before)
    claim = next(reversed(list(_claims().finditer(before))), None)
    claimed = claim is not None and not _ONWARD.search(before, claim.end())
    behind = clause.text[clause.row[i].end : min(end, clause.row[i].end + _REACH)]
    return likely or guessed or claimed or _asides().match(behind) is not None


def _figurative(clause: Clause, i: int) -> bool:
    """Whether it is done by what does nothing to a body: "was seized with a great longing", "was silenced by a glance"."""
    row = clause.row
    led = range(i + 1, min(len(row), i + 3))
    by = next((k for k in led if row[k].lower in ("by", "with")), None)
    if by is None or not clause.act(i).passive:
        return False
    phrase = itertools.takewhile(lambda k: clause.gap(k - 1).isspace(), range(by + 1, min(len(row), by + 1 + _PHRASE)))
    shut = lexicon().closed["prepositions"]
    return any(row[k].lower in words().figures for k in itertools.takewhile(lambda k: row[k].lower not in shut, phrase))


def _acted(clause: Clause, i: int) -> bool:
    """Whether it is told of a stage, a dream or an effigy, or in the present tense of a work: "in the second act Hill was
    stabbed", "in the novel Hill is shot"."""
    acted, works = words().acted
    start, end = clause.sentence.span
    before = re.split(r"[;:]", clause.text[start : clause.row[i].start])[-1].replace("’", "'")
    behind = re.split(r"[,;:.]", clause.text[clause.row[i].end : min(end, clause.row[i].end + _REACH)])[0]
    if acted.match(before.lstrip()) or acted.search(behind):
        return True
    told = clause.row[clause.act(i).start].lower
    present = told in ("is", "are") or (clause.act(i).start == i and told.endswith("s"))
    return present and bool(works.match(before.lstrip()) or works.search(behind.replace("’", "'")))


@cache
def _claims() -> re.Pattern[str]:
    """A verb of what is only claimed, up to its clause."""
    verbs = "|".join(sorted(words().claimed, key=lambda v: (-len(v), v)))
    return re.compile(
        rf"\b(?:{verbs})\b(?:\s+[\w’'-]+){{0,5}}?\s+(?:that\b|(?:he|she|they|(?:[A-Z][\w’'-]+\s+){{1,3}})\s*(?=(?:had|was|were|has)\b))"
    )


@cache
def _asides() -> re.Pattern[str]:
    """What commas set off behind a verb that gives it for talk."""
    return re.compile(rf"[^,;:.]{{0,40}}[,(—–]\s*(?:{'|'.join(words().asides)})", re.I)
