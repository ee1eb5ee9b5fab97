"""Which names of which documents are one person's: the uses of names that share a surname, sorted into persons.

A use is a name in one document, with what that tells of its bearer's time (lives.py). Names are taken from the
fullest to the shortest. The uses of one name are one person's as long as their years follow one another without a gap
that no life spans and nothing tells of two lives. A shorter name is that of the one person near in time whom a fuller
name means: for a bare surname this is decided for each document by itself, and for whom the document itself takes it comes
first. A use that can be short for two people ("J. Smith" beside John and Jane) is nobody's but its
own. All others that agree, also by way of a third, are one person, each with the reason. The outcome does not depend on
the order of the names or documents.

Limit: namesakes of one time, whom no word of their names parts, are one person until a user splits them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from loquitur.lives import LONG, SHORT, SINCE, Life, Years, apart, merged, near, span, spans, years
from loquitur.matching import spelt
from loquitur.matching.namesakes import agree, bits, fits, reason, sex, size, suffix

__all__ = ["Group", "Use", "groups"]

Use = tuple[str, str]
"""A name, and the document in which it stands."""


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one person, in order, each with the documents in which it is theirs, and why."""

    names: tuple[str, ...]
    documents: tuple[frozenset[str], ...]
    reasons: tuple[str, ...]

    def uses(self) -> set[Use]:
        return {(name, doc) for name, docs in zip(self.names, self.documents, strict=True) for doc in docs}


@dataclass(slots=True)
class _Node:
    """Uses of one name that are one bearer's."""

    head: str
    uses: tuple[Use, ...]
    life: Life
    torn: tuple[str, str] | None = None
    """Two names that can be meant, where it is not known which."""


def groups(uses: Mapping[Use, Life], authors: Collection[str] = ()) -> list[Group]:
    """The persons whom these uses name. Authors are names of a catalogue, which calls each person by one name."""
    sorting = _Sorting(uses, authors)
    found = sorting.groups()
    bridged = sorting.bridges()
    return _Sorting(uses, authors, bridged).groups() if bridged else found


class _Sorting:
    """The names of one surname, and the persons found so far."""

    def __init__(
        self, uses: Mapping[Use, Life], authors: Collection[str], bridged: Collection[frozenset[Use]] = ()
    ) -> None:
        self._bridged = bridged
        self._lives = uses
        self._authors = set(authors)
        alike: dict[tuple[object, ...], set[str]] = defaultdict(set)
        for name, _ in uses:
            alike[bits(name), sex(name), suffix(name)].add(name)
        heads = {next((n for n in sorted(told) if n in self._authors), min(told)): told for told in alike.values()}
        self._heads = sorted(heads, key=lambda n: (*(-s for s in size(n)), not sex(n), n))
        head_of = {name: head for head, told in heads.items() for name in told}
        self._uses: dict[str, list[Use]] = defaultdict(list)
        for use in sorted(uses):
            self._uses[head_of[use[0]]].append(use)
        split = _apart(self._heads, self._authors)
        self._around = {
            n: [m for m in self._heads if m != n and (n, m) not in split and agree(n, m)] for n in self._heads
        }
        self._firm: dict[str, frozenset[str]] = {}
        """Of each name the names that are its bearer's where they are near in time."""
        self._known: dict[tuple[str, Life, Years], dict[int, str]] = {}
        self._nodes: dict[str, list[_Node]] = defaultdict(list)
        self._docs: dict[str, list[_Node]] = defaultdict(list)
        """The nodes whose names stand in the words of a document."""
        self._owner: dict[int, int] = {}
        self._whole: dict[int, tuple[Life, list[_Node]]] = {}
        """Each person by a number: the whole life and the nodes; `_owner` tells whose a node is."""

    def groups(self) -> list[Group]:
        """All persons; those who are nobody's but their own come last."""
        for head in self._heads:
            self._sort(head)
        several = {n for n in self._heads if len({self._owner.get(id(node)) for node in self._nodes[n]}) > 1}
        told = [_group(nodes, several, self._lives) for _, nodes in self._whole.values()]
        torn = [n for head in self._heads for n in self._nodes[head] if n.torn]
        return sorted(told + [_alone(n) for n in torn], key=lambda g: (g.names, sorted(map(sorted, g.documents))))

    def bridges(self) -> list[frozenset[Use]]:
        """The uses of a full name on both sides of a gap over which its bearer is told of by shorter names."""
        found = []
        for head in self._heads:
            nodes = [n for n in self._nodes[head] if n.torn is None] if len(bits(head)) > 1 else []
            for one, other in combinations(nodes, 2):
                ours, theirs = (self._whole[self._owner[id(n)]] for n in (one, other))
                if ours is not theirs and near(ours[0], theirs[0], LONG) and not apart(ours[0], theirs[0]):
                    found.append(frozenset({one.uses[0], other.uses[0]}))
        return found

    # ---- one name ----

    def _sort(self, head: str) -> None:
        short = len(bits(head)) == 1
        self._firm[head] = frozenset(m for m in self._around[head] if _linked(head, m, self._around))
        if short and any(self._nodes[m] for m in self._around[head]):
            self._one_by_one(head, self._uses[head])
            return
        for part in self._chained(self._uses[head], (SHORT if short else LONG)[0]):
            life = self._life(part)
            found = self._meant(head, life, LONG)
            if len(found) < 2 or head in self._authors:
                self._join(_Node(head, part, life), found if len(found) == 1 else {})
            else:
                self._one_by_one(head, part)

    def _one_by_one(self, head: str, uses: Sequence[Use]) -> None:
        """Each document's use by itself; what can mean several is torn, what means nobody is its own."""
        reach = SHORT if len(bits(head)) == 1 else LONG
        by: dict[int, list[Use]] = defaultdict(list)
        nobody: list[Use] = []
        torn: dict[Use, dict[int, str]] = {}
        for use in uses:
            found = self._meant(head, self._lives[use], reach, use[1])
            if not found and reach == SHORT:
                found = self._meant(head, self._lives[use], SINCE)
            if len(found) > 1:
                torn[use] = found
            elif found:
                by[next(iter(found))].append(use)
            else:
                nobody.append(use)
        for person, own in by.items():
            self._join(_Node(head, tuple(own), self._life(own)), {person: ""})
        for part in self._chained(nobody, reach[0]):
            self._join(_Node(head, part, self._life(part)), {})
        for part in self._chained(list(torn), reach[0]):
            self._nodes[head].append(_Node(head, part, self._life(part), self._two([torn[u] for u in part])))

    def _two(self, found: Sequence[Mapping[int, str]]) -> tuple[str, str]:
        """Of those who can be meant the two of whom most is told."""
        names = {person: name for one in found for person, name in one.items()}
        first, second, *_ = sorted(names, key=lambda p: (-sum(len(n.uses) for n in self._whole[p][1]), names[p]))
        return names[first], names[second]

    def _meant(self, head: str, life: Life, reach: Years, doc: str | None = None) -> dict[int, str]:
        """The persons whom a name can mean at a time, each with the name that tells; those of the same document first."""
        here = self._told_here(life, doc) if doc else {}
        life = replace(life, whole=None)
        if not here and (head, life, reach) not in self._known:
            found: dict[int, str] = {}
            for name in self._around[head]:
                for node in self._nodes[name]:
                    person = self._owner.get(id(node))
                    if person is None or (person in found and found[person] in self._firm[head]):
                        continue
                    if near(life, node.life, reach if _by_forename(head, name) else SHORT) and not apart(
                        life, self._whole[person][0]
                    ):
                        found[person] = name
            self._known[head, life, reach] = found
        found = here or self._known[head, life, reach]
        return {} if len(found) == 1 and not self._firm[head].intersection(found.values()) else found

    def _told_here(self, life: Life, doc: str) -> dict[int, str]:
        """The person whom the document itself gives the fuller name for which it takes this one."""
        nodes = [n for n in self._docs.get(doc, ()) if (life.whole, doc) in n.uses and id(n) in self._owner]
        return {self._owner[id(n)]: n.head for n in nodes[:1]}

    def _join(self, node: _Node, found: Mapping[int, str]) -> None:
        person = next(iter(found), len(self._whole))
        life, nodes = self._whole.get(person, (node.life, []))
        self._whole[person] = merged([life, node.life]), [*nodes, node]
        self._owner[id(node)] = person
        self._nodes[node.head].append(node)
        for doc in {doc for name, doc in node.uses if not self._lives[name, doc].silent}:
            self._docs[doc].append(node)

    def _life(self, uses: Iterable[Use]) -> Life:
        return merged(self._lives[u] for u in uses)

    # ---- one name through the years ----

    def _chained(self, uses: Sequence[Use], most: int) -> Iterator[tuple[Use, ...]]:
        """The uses without an empty stretch of so many years between them; what tells no year belongs to the only one."""
        rows: list[list[Use]] = []
        at: dict[Use, int] = {}
        end: int | None = None
        for low, high, use in sorted((a, b, u) for u in uses for a, b in spans(self._lives[u])):
            if end is None or low - end > most:
                rows.append([])
            end = high if end is None else max(end, high)
            if use not in at:
                at[use] = len(rows) - 1
                rows[-1].append(use)
            elif at[use] < len(rows) - 1:  # it tells of years on both sides of a gap
                for later in rows[at[use] + 1 :]:
                    rows[at[use]] += later
                    at.update(dict.fromkeys(later, at[use]))
                del rows[at[use] + 1 :]
        for bridge in self._bridged:
            held = [row for row in rows if not bridge.isdisjoint(row)]
            if len(held) > 1:
                rows = [row for row in rows if row not in held] + [[u for row in held for u in row]]
        dateless = [u for u in uses if u not in at]
        if dateless and len(rows) == 1:
            rows[0] += dateless
        elif dateless:
            rows.append(dateless)
        for told in rows:
            yield from self._lived(sorted(told))

    def _lived(self, row: Sequence[Use]) -> Iterator[tuple[Use, ...]]:
        """The row as one life, or as several where it is told of lives that exclude one another."""
        firm = [u for u in row if (life := self._lives[u]).active or life.born or life.died]
        lives: list[list[Use]] = []
        for use in sorted(firm, key=lambda u: (years(self._lives[u]), u)):
            same = [one for one in lives if not apart(self._life(one), self._lives[use])]
            if same:
                same[-1].append(use)
            else:
                lives.append([use])
        told = [self._life(one) for one in lives]
        loose: list[Use] = []
        for use in (u for u in row if u not in set(firm)):
            fitting = [i for i, one in enumerate(told) if not apart(one, self._lives[use])]
            (lives[fitting[0]] if len(fitting) == 1 else loose).append(use)
        yield from (tuple(sorted(one)) for one in [*lives, loose] if one)


def _by_forename(one: str, other: str) -> bool:
    """Whether two names share more than a middle name."""
    a, b = bits(one), bits(other)
    return len(a) == 1 or len(b) == 1 or spelt.forename(a[0], b[0])


def _apart(names: Sequence[str], authors: Collection[str]) -> set[tuple[str, str]]:
    """The pairs of which one is an author without a middle name, the other one with a middle name written out.

    A patronymic is none; whatever is short for the second and tells of the middle name is apart from the first too.
    """
    told = [n for n in names if n in authors and len(bits(n)) > 1]
    middles = [
        n for n in told if len(bits(n)) > 2 and len(bits(n)[1]) > 1 and not spelt.PATRONYMIC.fullmatch(bits(n)[1])
    ]
    fulls = [n for n in names if len(bits(n)) > 2 and any(agree(n, m) for m in middles)]
    pairs = [(short, full) for short in told if len(bits(short)) == 2 for full in fulls]
    return {pair for short, full in pairs for pair in ((short, full), (full, short))}


def _linked(one: str, other: str, around: Mapping[str, Sequence[str]]) -> bool:
    """Whether two names that agree are one person's: a middle name alone is not enough where the forename is in use."""
    short, full = sorted((one, other), key=size)
    own, whole = bits(short), bits(full)
    if len(own) == 1 or spelt.forename(own[0], whole[0]):
        return True
    rivals = [n for n in around[full] if n != short and 1 < len(bits(n)) < len(whole) and fits(n, full)]
    return not any(spelt.forename(bits(r)[0], whole[0]) and short not in around[r] for r in rivals)


def _group(nodes: Sequence[_Node], several: Collection[str], lives: Mapping[Use, Life]) -> Group:
    docs: dict[str, set[str]] = defaultdict(set)
    heads: dict[str, str] = {}
    for node in nodes:
        for name, doc in node.uses:
            docs[name].add(doc)
            heads[name] = node.head
    told = sorted(docs)
    full = max(told, key=lambda n: (size(n), n))
    time = span(lives[use] for n in nodes for use in n.uses)
    when = f"; of its namesakes the one around {time}" if time else "; of its namesakes the one of no known time"
    reasons = tuple(reason(n, full) + (when if heads[n] in several else "") for n in told)
    return Group(tuple(told), tuple(frozenset(docs[n]) for n in told), reasons)


def _alone(node: _Node) -> Group:
    assert node.torn
    docs: dict[str, set[str]] = defaultdict(set)
    for name, doc in node.uses:
        docs[name].add(doc)
    why = f"may be short for {node.torn[0]} or {node.torn[1]}"
    return Group(tuple(sorted(docs)), tuple(frozenset(docs[n]) for n in sorted(docs)), (why,) * len(docs))
