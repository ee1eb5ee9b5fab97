"""What passages that say the same come to: clusters, each with its first appearance and its independent origins.

Passages that overlap in a document are one: a cluster. Copies and editions, documents that share half of the shorter one,
are one origin. The earliest document of a cluster is the first in this library, no more; where dates are lacking or equal,
no direction is told.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Cluster", "Formula", "Pair", "Passage", "Reuse", "clusters"]

_HALF = 2
Date = int | float | str


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A range of a document's text, in code points."""

    doc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """One passage beside another that says the same."""

    one: Passage
    other: Passage
    equal: int
    """The letters that are equal."""


@dataclass(frozen=True, slots=True)
class Formula:
    """Words that stand in so many places that nobody had them from anybody."""

    passage: Passage
    """Where they stand first in the library."""
    places: int
    documents: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Passages that share words."""

    passages: tuple[Passage, ...]
    """The earliest first, then those without a date, by document."""
    first: Passage | None
    """The one earliest passage; None where dates do not tell it."""
    origins: int
    """The independent origins: copies of one text are one."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """What a library shares."""

    pairs: tuple[Pair, ...]
    formulas: tuple[Formula, ...]
    words: int


def clusters(pairs: Sequence[Pair], lengths: Mapping[str, int], dates: Mapping[str, Date | None]) -> list[Cluster]:
    """The clusters of these pairs, most origins first.

    `lengths`: the code points of each document; `dates`: when each was said, as values that can be compared.
    """
    origin = _origins(pairs, lengths)
    passages = sorted({p for pair in pairs for p in (pair.one, pair.other)})
    group = _Groups()
    for doc in _by_document(passages):
        for a, b in _overlapping(doc):
            group.join(a, b)
    for pair in pairs:
        group.join(pair.one, pair.other)
    members: dict[Any, list[Passage]] = defaultdict(list)
    for passage in passages:
        members[group.of(passage)].append(passage)
    found = [_cluster(list(_united(m)), origin, dates) for m in members.values()]
    return sorted(found, key=lambda c: (-c.origins, -len(c.passages), c.passages[0]))


def _united(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages in order, those of a document that overlap as one."""
    last: Passage | None = None
    for passage in passages:
        if last and last.doc == passage.doc and passage.start < last.end:
            last = Passage(last.doc, last.start, max(last.end, passage.end))
            continue
        if last:
            yield last
        last = passage
    if last:
        yield last


def _cluster(passages: list[Passage], origin: "_Groups", dates: Mapping[str, Date | None]) -> Cluster:
    dated = [p for p in passages if dates.get(p.doc) is not None]
    dated.sort(key=lambda p: (dates[p.doc], p))
    undated = [p for p in passages if dates.get(p.doc) is None]
    docs = {p.doc for p in dated}
    earliest = {p.doc for p in dated if dates[p.doc] == dates[dated[0].doc]}
    told = len(earliest) == 1 and len(docs) > 1 and not undated
    return Cluster(tuple(dated + undated), dated[0] if told else None, len({origin.of(p.doc) for p in passages}))


def _origins(pairs: Sequence[Pair], lengths: Mapping[str, int]) -> "_Groups":
    """Documents that share half of the shorter one, as one."""
    shared_: dict[tuple[str, str], int] = defaultdict(int)
    for pair in pairs:
        one, other = pair.one, pair.other
        shared_[one.doc, other.doc] += min(one.end - one.start, other.end - other.start)
    group = _Groups()
    for (doc, copy), size in shared_.items():
        if _HALF * size >= min(lengths[doc], lengths[copy]):
            group.join(doc, copy)
    return group


def _by_document(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    held: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        held[passage.doc].append(passage)
    yield from held.values()


def _overlapping(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Passages of a document of which one holds half of the other, each with one before it."""
    open_: list[Passage] = []
    for passage in passages:
        open_ = [p for p in open_ if p.end > passage.start]
        for other in open_:
            shorter = min(passage.end - passage.start, other.end - other.start)
            if _HALF * (min(passage.end, other.end) - passage.start) >= shorter:
                yield other, passage
        open_.append(passage)


class _Groups:
    """Things that are joined, and what each belongs to."""

    def __init__(self) -> None:
        self._above: dict[Any, Any] = {}

    def of(self, thing: Any) -> Any:
        """The one that stands for all it is joined with."""
        while (above := self._above.get(thing, thing)) != thing:
            self._above[thing] = self._above.get(above, above)
            thing = above
        return thing

    def join(self, one: Any, other: Any) -> None:
        """Both belong together."""
        a, b = sorted((self.of(one), self.of(other)))
        self._above[b] = a
