"""Which documents tell of a thing in other words than its own: an indirect report, a summary, the same fate told again.

Two statements of one speaker are one thing told twice where the shorter shares most of its words' stems with the other,
both deny or neither does, and the dates that are told of them can be one. An indirect statement retells its speaker's
own document where it shares as much with a paragraph of it, or where it only tells that he spoke on that very day. Fates
are one where the same befell the same person at a time that can be one.

Limit: likeness is one of words; a retelling in words of another root is not seen, and one of few words never.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from loquitur.language.times import edtf
from loquitur.model import Fate, Statement
from loquitur.questions.evidence import Case
from loquitur.questions.wording import content, denies, stems

__all__ = ["fates", "own", "statements"]

_LEAST, _SHARE = 5, 70
"""Of how many stems a retelling has at least, and how many of a hundred of them it shares."""
_COMMON = 40
"""A word that so many statements of one speaker hold tells nothing."""
_MOST = 300
_DAY = 10
Row = tuple[str, Statement]


def statements(rows: Sequence[Row], case: Case) -> dict[str, set[str]]:
    """For each quotation by its id the documents that tell the same of its speaker in other words."""
    by: dict[str, list[Row]] = defaultdict(list)
    for key, one in rows:
        who = case.canonical(one.speaker.name, key)
        if who and one.quotation.mode != "report":
            by[who].append((key, one))
    found: dict[str, set[str]] = defaultdict(set)
    for told in by.values():
        for (key, one), (other, two) in _pairs(told):
            found[one.quotation.id].add(other)
            found[two.quotation.id].add(key)
    return found


def _pairs(rows: Sequence[Row]) -> Iterable[tuple[Row, Row]]:
    held = [stems(one.quotation.text) for _, one in rows]
    where: dict[str, list[int]] = defaultdict(list)
    for i, words in enumerate(held):
        for word in words:
            where[word].append(i)
    for i, words in enumerate(held):
        shared: dict[int, int] = defaultdict(int)
        for word in words:
            if len(where[word]) <= _COMMON:
                for j in where[word]:
                    shared[j] += j > i
        for j in sorted(shared):
            if shared[j] and rows[i][0] != rows[j][0] and _alike(held[i], held[j]) and _one(rows[i][1], rows[j][1]):
                yield rows[i], rows[j]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    short = min(len(one), len(other))
    return short >= _LEAST and 100 * len(one & other) >= _SHARE * short


def _one(one: Statement, other: Statement) -> bool:
    return _compatible(one.said, other.said) and denies(one.quotation.text) == denies(other.quotation.text)


def _compatible(one: str | None, other: str | None) -> bool:
    dated = [d for d in (one, other) if d and edtf.valid(d)]
    return len(dated) < 2 or edtf.compatible(*dated)


def own(rows: Sequence[Row], case: Case) -> dict[str, set[str]]:
    """For each document whose author speaks in others, those that retell what he says in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, one in rows[: 10 * _MOST]:
        who = case.canonical(one.speaker.name, key)
        works = [k for k in case.documents_by.get(who or "", ()) if k != key and _compatible(case.said(k), one.said)]
        if one.quotation.mode == "report":
            for work in works:
                if one.said and len(one.said) == _DAY and case.said(work) == one.said:
                    found[work].add(key)
        elif works and one.quotation.mode != "direct" and len(stems(one.quotation.text)) >= _LEAST:
            for work, passage in case.store.holding(content(one.quotation.text), 3, among=works):
                text = passage.text
                if _alike(stems(one.quotation.text), stems(text)) and denies(one.quotation.text) <= denies(text):
                    found[work].add(key)
    return found


def fates(rows: Sequence[tuple[str, Fate]], case: Case) -> dict[tuple[str, Fate], set[str]]:
    """For each fate that is told the documents that tell the same of the same person, its own among them."""
    by: dict[tuple[str | None, str], list[tuple[str, Fate]]] = defaultdict(list)
    for key, one in rows:
        by[case.canonical(one.who, key), one.what].append((key, one))
    return {
        (key, one): {
            k for k, other in told if k == key or (one.when and other.when and _compatible(one.when, other.when))
        }
        for told in by.values()
        for key, one in told
    }
