"""A fate told by its name: "after Hill's arrest", "the arrest of Hill in May 1812"."""

import re
from collections.abc import Iterator, Sequence

from loquitur.language.deeds import fatedates
from loquitur.language.deeds.acts import Clause, Doer
from loquitur.language.deeds.fatewords import words
from loquitur.language.deeds.verbgroups import BE, HARD, SET_OFF
from loquitur.language.sentences.predicates import supposed
from loquitur.language.sentences.prose import Word, base
from loquitur.language.words import lexicon
from loquitur.model import Fate, Span

__all__ = ["called", "owner"]

_AFTER = frozenset(
    {"after", "since", "following", "upon", "on", "until", "till", "before", "at", "by", "during", "from"}
)
"""What puts something in time that did happen: "after his arrest"."""
_VIOLENT = frozenset({"killing", "assassination", "execution"})
_SENTENCES = frozenset(
    {"sentence", "sentences", "warrant", "warrants", "penalty", "order", "orders", "threat", "threats"}
)
"""What makes of a noun one that did not happen yet: "Hill's execution order"."""
_BEHIND = re.compile(r",?\s*\(?(?:(?:early |late )?(?:in|on|at|of|by)\s+)?(?:the\s+|early |late )?")
"""What may stand between it and its date."""
_VERB = 5
"""How many words behind the phrase its verb stands at most."""
_TITLES = 3
_ADJECTIVES = 2
"""How many words may stand between an article or an owner and the noun: "the brutal murder of Hill"."""


def called(clause: Clause, i: int, kind: str) -> Iterator[Fate]:
    """ "after Hill's arrest", "the arrest of Hill in May 1812", "the news of his death": where it is put in time, or told
    as what was known or had its effects, so that it did happen."""
    row = clause.row
    if _another(row, i, kind) or clause.rumoured(i):
        return
    whose, first, last = owner(clause, i)
    if not whose or any(w.lower in words().sought for w in row[max(0, first - 5) : i]):
        return
    if not _follows(row, first) and _undone(clause, last):
        return
    date = fatedates.behind(clause, last + 1 if _acts(clause, first, last) else last)
    dated = date is not None and _BEHIND.fullmatch(clause.text, row[last].end, date.span.start) is not None
    if (
        dated
        or _follows(row, first)
        or _known(row, first)
        or _acts(clause, first, last)
        or _definite(clause, i, (first, last), kind)
    ):
        told = date if dated or _acts(clause, first, last) else None
        end = told.span.end if told else row[last].end
        for name in whose:
            when = told.edtf if told else None
            yield Fate(name, kind, when, None, None, Span(row[first].start, end), 75, f"noun: {row[i].lower}")


def _another(row: Sequence[Word], i: int, kind: str) -> bool:
    """Whether a noun tells what its owner thinks or does to another: "his conviction that …", "his dismissal of Pell"."""
    behind = row[i + 1].lower if i + 1 < len(row) else ""
    owned = i > 0 and (row[i - 1].lower in lexicon().closed["possessives"] or base(row[i - 1]) != row[i - 1].lower)
    return behind == "that" or (behind == "of" and owned and kind != "death")


def _follows(row: Sequence[Word], first: int) -> bool:
    """Whether what stands before the phrase puts it in time."""
    return first > 0 and row[first - 1].lower in _AFTER


def _undone(clause: Clause, last: int) -> bool:
    """Whether what is told of it is that it did not happen: "was prevented", "failed", "never took place", "proved untrue"."""
    row, k = clause.row, last + 1
    if k < len(row) and "," in clause.gap(last):  # "Hill's execution, set for May, was stayed"
        k = next((n for n in range(k + 1, len(row)) if "," in clause.gap(n - 1)), k)
    if k >= len(row) or HARD.search(clause.gap(last)):
        return False
    if any(told.match(clause.text, row[k].start) for told in words().untrue):
        return True
    helping = lexicon().closed["auxiliaries"] | supposed()["never"]
    verb = next(
        (n for n in range(k, min(len(row), k + _VERB)) if clause.verbish(n) and row[n].lower not in helping), None
    )
    if verb is None or SET_OFF.search(clause.text, row[k].start, row[verb].start):
        return False
    act, told_of = clause.act(verb), row[verb].lower
    failed = told_of in ("fail", "fails", "failed") and not (verb + 1 < len(row) and row[verb + 1].lower == "to")
    return failed or (act.negated and act.start <= k + 1) or (act.passive and told_of in words().undone)


def _definite(clause: Clause, i: int, phrase: tuple[int, int], kind: str) -> bool:
    """Whether it is told as one that is known to have been: "the murder of Hill", "Hill's execution"."""
    row, (first, last) = clause.row, phrase
    if kind == "execution" and last + 1 < len(row) and row[last + 1].lower in BE:
        return False  # "Hill's execution was put off"
    behind = row[i + 1].lower if i + 1 < len(row) else ""
    named = behind == "of" and row[first].lower == "the"
    owned = clause.mention(first) is not None and behind not in _SENTENCES
    verb = next((k for k in range(i + 1, len(row)) if clause.verbish(k)), None)
    to_come = verb is not None and (row[verb].lower in supposed()["modals"] or clause.act(verb).supposed)
    return kind in _VIOLENT and (named or owned) and not to_come and not clause.conditional(i)


def _known(row: Sequence[Word], first: int) -> bool:
    """Whether it is told as known: "the truth about Hill's death", "the day of his arrest"."""
    return (
        first > 1
        and row[first - 1].lower in ("of", "about", "behind", "surrounding")
        and row[first - 2].lower in words().known
    )


def _acts(clause: Clause, first: int, last: int) -> bool:
    """Whether it has its effects: "Hill's arrest came in May", "his death shook the town"."""
    row, verb = clause.row, last + 1
    if first and row[first - 1].lower in lexicon().closed["prepositions"] | lexicon().closed["conjunctions"]:
        return False
    here = verb < len(row) and row[verb].lower in words().effects and clause.gap(last).isspace()
    return here and clause.act(verb).real and not clause.conditional(verb)


def owner(clause: Clause, i: int) -> tuple[tuple[str, ...], int, int]:
    """Whose a noun is, and the first and last words of the phrase: "Hill's arrest", "his arrest", "the arrest of Hill"."""
    row = clause.row
    at = _before_adjectives(clause, i)
    if i + 2 < len(row) and row[i + 1].lower == "of" and clause.gap(i).isspace():
        first = at if at >= 0 and row[at].lower == "the" else i
        names, last = _named(clause, i + 2)
        return names, first, last
    if at >= 0 and row[at].lower in ("his", "her"):
        meant = clause.ground.pronoun(row[at]) or _named_next(clause, at, i)
        return (tuple(meant) if len(meant) == 1 else ()), at, i
    mention = clause.mention(at) if at >= 0 else None
    if mention is None or row[at].lower == base(row[at]):
        return (), i, i
    first = at
    while first and clause.mention(first - 1) is mention:
        first -= 1
    return (clause.ground.who.name(mention.name),), first, i


def _named_next(clause: Clause, at: int, i: int) -> list[str]:
    """Whom "his" means before it is told: "Upon his release Hill went home"."""
    opens = at == 0 or (at == 1 and clause.row[0].lower in lexicon().closed["prepositions"])
    verb = next((k for k in range(i + 1, len(clause.row)) if clause.verbish(k)), None)
    doer = clause.doer(verb) if opens and verb is not None else Doer()
    gender = "female" if clause.row[at].lower == "her" else "male"
    fits = len(doer.names) == 1 and clause.ground.who.gender.get(doer.names[0], gender) == gender
    return list(doer.names) if fits and doer.form == "name" else []


def _before_adjectives(clause: Clause, i: int) -> int:
    """The word before a noun and what describes it: of "Hill's own sudden death" "Hill's"."""
    k, closed = i - 1, lexicon().closed
    while (
        i - 1 - k < _ADJECTIVES
        and k > 0
        and _describes(clause, k)
        and clause.row[k].lower not in closed["determiners"] | closed["possessives"]
        and clause.gap(k).isspace()
    ):
        k -= 1
    return k


def _describes(clause: Clause, k: int) -> bool:
    """Whether a word can describe a noun: in lower case, of no closed class, no verb and no owner."""
    word, closed = clause.row[k], lexicon().closed
    shut = closed["prepositions"] | closed["conjunctions"] | closed["auxiliaries"] | closed["pronouns"]
    if word.lower == "own":
        return True
    return word.text.islower() and word.lower == base(word) and word.lower not in shut and clause.mention(k) is None


def _named(clause: Clause, k: int) -> tuple[tuple[str, ...], int]:
    """Whom a noun is of, and the last word of their names: "the arrest of Hill and Sands"."""
    row, last, names = clause.row, _over_titles(clause, k), list[str]()
    while (mention := clause.mention(last)) is not None:
        while clause.mention(last + 1) is mention:
            last += 1
        whose = re.match(r"[’']", clause.text[row[last].end : row[last].end + 1]) or row[last].lower != base(row[last])
        if whose:
            return (), last
        names.append(clause.ground.who.name(mention.name))
        further = _over_titles(clause, last + 2)
        if last + 1 >= len(row) or row[last + 1].lower != "and" or clause.mention(further) is None:
            break
        last = further
    return tuple(names), last


def _over_titles(clause: Clause, k: int) -> int:
    """The first word of a name behind an article and titles: "the Emperor Nicholas", "Mr. Hill"."""
    row, first = clause.row, k
    while k < len(row) and k - first < _TITLES and clause.mention(k) is None:
        if not (row[k].text[0].isupper() or (k == first and row[k].lower == "the")):
            return first
        k += 1
    return k
