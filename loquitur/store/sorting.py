"""Names that come and go with documents, and who bears them: the half of persons.py that writes.

Which uses of names are one person's is told by matching/bearers.py, for all names of one surname at a time, so that a new
document touches only those that it could change; the reason stands with each name. What a user says of names (ties.py)
outranks that: names merged are one person's whatever they are, and a name split off is nobody's but its own until it is
merged. What comes out does not depend on the order in which documents were added; ids are random, given once, and a joined
one still leads to the other.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import count

from loquitur.lives import Life, from_text, to_text
from loquitur.matching import bearers, namesakes
from loquitur.matching.bearers import Group, Use
from loquitur.matching.namesakes import bits
from loquitur.model import SpeakerKind
from loquitur.store import ties

__all__ = ["complete", "forget", "join", "settle", "sweep"]

_COLLECTIVE = ("group", "organisation")
Name = tuple[str, str]
"""A name, and whether it is a person's or a collective's."""


# ---- names that come and go ----


def join(
    base: sqlite3.Connection,
    names: Iterable[tuple[str, SpeakerKind]],
    document: str,
    lives: Mapping[str, Life] | None = None,
    *,
    whole: bool = False,
) -> None:
    """The names stand in the record as aliases of the persons they mean in this document, each at its time.

    Where they are all that the document names (`whole`), what it named before is forgotten.
    """
    told = "SELECT name, family, life FROM alias_documents WHERE document = ?"
    before = {(name, family): life for name, family, life in base.execute(told, (document,))}
    new: set[Name] = set()
    all_of_it: set[Name] = set()
    for name, kind in sorted(set(names)):
        family = "collective" if kind in _COLLECTIVE else "person"
        if not _words(name, family):
            continue
        known = base.execute("SELECT count(*) FROM aliases WHERE name = ? AND family = ?", (name, family)).fetchone()[0]
        if not known:
            base.execute("INSERT INTO aliases VALUES (?, ?, 0, ?, NULL, '')", (name, family, kind))
            _index(base, name, family)
        life = to_text((lives or {}).get(name, Life())) if family == "person" else ""
        all_of_it.add((name, family))
        if (name, family) not in before:
            base.execute("INSERT INTO alias_documents VALUES (?, ?, ?, 0, ?)", (name, family, document, life))
        elif whole and before[name, family] != life:
            row = (life, name, family, document)
            base.execute("UPDATE alias_documents SET life = ? WHERE name = ? AND family = ? AND document = ?", row)
        else:
            continue
        if not known or family == "person" or known > 1:
            new.add((name, family))
    near = _drop(base, before.keys() - all_of_it, document) if whole and before else set()
    settle(base, (new if before else new - _as_elsewhere(base, new, document)) | near)


_TWINS = 6
"""How many documents are looked at for one that tells the same of a name."""


def _as_elsewhere(base: sqlite3.Connection, names: Collection[Name], document: str) -> set[Name]:
    """The names that mean whom they mean in a document which tells the same of them and of their like: nothing changes."""
    authors = {a.strip() for (v,) in base.execute(_AUTHORS, (document,)) for a in v.split(";")}
    tied = {ties.name_of(n) for t in ties.every(base) for n in (t.one, t.other)}
    found: set[Name] = set()
    here = _facts(base, document)
    theirs: dict[str, dict[str, frozenset[tuple[str, str]]]] = {}
    for name, family in sorted(names):
        if family != "person" or name in authors | tied or name not in here:
            continue
        twins = base.execute(
            "SELECT d.document, d.part FROM alias_documents d JOIN alias_documents o ON o.name = d.name AND o.family ="
            " d.family AND o.life = d.life AND o.document = ?2 WHERE d.name = ?1 AND d.family = 'person'"
            " AND d.document <> ?2 LIMIT ?3",
            (name, document, _TWINS),
        ).fetchall()
        for other, part in twins:
            if other not in theirs:
                theirs[other] = _facts(base, other)
            if theirs[other].get(name) == here[name]:
                row = (part, name, document)
                base.execute("UPDATE alias_documents SET part = ? WHERE name = ? AND family = 'person' AND document = ?", row)  # fmt: skip
                found.add((name, family))
                break
    return found


_AUTHORS = "SELECT value FROM metadata WHERE name = 'author' AND document = ?"


def _facts(base: sqlite3.Connection, document: str) -> dict[str, frozenset[tuple[str, str]]]:
    """For each person's name in a document all those there with which it shares a key, each with its time."""
    lives = dict(
        base.execute("SELECT name, life FROM alias_documents WHERE document = ? AND family = 'person'", (document,))
    )
    by: dict[str, set[str]] = defaultdict(set)
    for name in lives:
        for key in _keys(name, "person"):
            by[key].add(name)
    return {n: frozenset((m, lives[m]) for key in _keys(n, "person") for m in by[key]) for n in lives}


def _index(base: sqlite3.Connection, name: str, family: str) -> None:
    """The name is found by its words and by what it shares with others of one person."""
    words = [(word, family, name) for word in sorted(set(_words(name, family)))]
    base.executemany("INSERT INTO alias_words VALUES (?, ?, ?)", words)
    base.executemany(
        "INSERT INTO alias_keys VALUES (?, ?, ?)", [(k, family, name) for k in sorted(_keys(name, family))]
    )


def complete(base: sqlite3.Connection, lives: Callable[[str], Mapping[str, Life]]) -> None:
    """The names of a record that was written before names had keys and times have them, and are sorted again."""
    names = base.execute("SELECT DISTINCT name, family FROM aliases").fetchall()
    if not names or base.execute("SELECT 1 FROM alias_keys LIMIT 1").fetchone():
        return
    base.execute("DELETE FROM alias_words")
    for name, family in names:
        _index(base, name, family)
    for (document,) in base.execute("SELECT DISTINCT document FROM alias_documents WHERE family = 'person'").fetchall():
        rows = [(to_text(life), name, document) for name, life in lives(document).items()]
        base.executemany(
            "UPDATE alias_documents SET life = ? WHERE name = ? AND family = 'person' AND document = ?", rows
        )
    settle(base, names)


def forget(base: sqlite3.Connection, document: str) -> None:
    """The names that only this document gives are gone, and what they had joined is sorted again."""
    told = base.execute("SELECT name, family FROM alias_documents WHERE document = ?", (document,)).fetchall()
    settle(base, _drop(base, told, document))


def _drop(base: sqlite3.Connection, names: Collection[Name], document: str) -> set[Name]:
    """A document gives these names no more; those that must be sorted again."""
    gone = [
        (name, family)
        for name, family in names
        if not base.execute(
            "SELECT 1 FROM alias_documents WHERE name = ? AND family = ? AND document <> ?", (name, family, document)
        ).fetchone()
    ]
    near = {other for name, family in gone for other in _around(base, {name}, family)}
    near |= {(name, family) for name, family in names if family == "person"}
    rows = [(*name, document) for name in names]
    base.executemany("DELETE FROM alias_documents WHERE name = ? AND family = ? AND document = ?", rows)
    for table in ("aliases", "alias_words", "alias_keys"):
        base.executemany(f"DELETE FROM {table} WHERE name = ? AND family = ?", gone)
    return near - set(gone)


def sweep(base: sqlite3.Connection) -> None:
    """Persons without a name are gone, and the ids that led to them."""
    base.execute("DELETE FROM persons WHERE joined IS NULL AND id NOT IN (SELECT person FROM aliases)")
    base.execute("DELETE FROM persons WHERE joined NOT IN (SELECT id FROM persons)")


def _words(name: str, family: str) -> tuple[str, ...]:
    return bits(name) if family == "person" else namesakes.plain(name)


def _keys(name: str, family: str) -> set[str]:
    """What one looks names up by that could be the same person's; those behind a colon only tell of an attachment."""
    if family == "person":
        return set(namesakes.keys(name)) | {f"patronymic:{key}" for key in namesakes.patronymics(name)}
    short = namesakes.initials(name)
    return {" ".join(namesakes.plain(name))} | ({f"initials:{short}"} if short else set())


# ---- sorting ----


def settle(base: sqlite3.Connection, names: Iterable[Name]) -> None:
    """Sorts these names, and all that could be the same persons', into persons; those that attach to others last."""
    done: set[Name] = set()
    waiting = [(_attaches(*name), name) for name in set(names)]
    heapify(waiting)
    while waiting:
        first, family = heappop(waiting)[1]
        if (first, family) in done:
            continue
        reached: set[str] = set()
        edge = {first}
        while edge:
            reached |= edge
            edge = {other for other, _ in _around(base, edge, family)} - reached
        done |= {(name, family) for name in reached}
        _detach(base, family, reached)
        _give_ids(base, family, _grouped(base, sorted(reached), family))
        keys = {key for name in reached for key in _keys(name, family) if ":" in key}
        shorter = {(name, family) for key in sorted(keys) for name in _attach(base, family, key)}
        for one in shorter - done:
            heappush(waiting, (_attaches(*one), one))


def _around(base: sqlite3.Connection, names: set[str], family: str) -> set[Name]:
    """The names that share a key with one of these, or that a user has merged with one."""
    wanted = sorted({key for name in names for key in _keys(name, family) if ":" not in key})
    found: set[str] = set(ties.merged(base, names))
    for at in range(0, len(wanted), 400):
        some = wanted[at : at + 400]
        marks = ",".join("?" * len(some))
        found |= {
            name
            for (name,) in base.execute(
                f"SELECT name FROM alias_keys WHERE family = ? AND key IN ({marks})", (family, *some)
            )
        }
    held = {
        n for n in found if base.execute("SELECT 1 FROM aliases WHERE name = ? AND family = ?", (n, family)).fetchone()
    }
    return {(name, family) for name in held}


def _grouped(base: sqlite3.Connection, names: Sequence[str], family: str) -> list[Group]:
    """The uses of names of one cluster as persons: as the documents tell it, and then as users do."""
    told = ties.of(base, names)
    lives = _uses(base, names, family)
    free = {use: life for use, life in lives.items() if not {use[0], ties.anchored(*use)} & told.split.keys()}
    if family == "person":
        found = bearers.groups(free, _authors(base, sorted({n for n, _ in free})))
    else:
        alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in sorted({n for n, _ in free}):
            alike[namesakes.plain(name)].append(name)
        found = [Group(tuple(g), tuple(_docs(free, n) for n in g), tuple(_same(n, g[0]) for n in g)) for g in alike.values()]  # fmt: skip
    for split, why in told.split.items():
        own = {use for use in lives if split in (use[0], ties.anchored(*use)) and use not in free}
        if own:
            name = ties.name_of(split)
            found.append(Group((name,), (frozenset(doc for _, doc in own),), (why,)))
    return ties.join(found, told)


def _uses(base: sqlite3.Connection, names: Sequence[str], family: str) -> dict[Use, Life]:
    """Every use of these names, with what its document tells of the time."""
    found: dict[Use, Life] = {}
    for at in range(0, len(names), 400):
        some = names[at : at + 400]
        rows = base.execute(
            f"SELECT name, document, life FROM alias_documents WHERE family = ? AND name IN ({','.join('?' * len(some))})",
            (family, *some),
        )
        found |= {(name, document): from_text(life) for name, document, life in rows}
    return found


def _docs(uses: Iterable[Use], name: str) -> frozenset[str]:
    return frozenset(doc for n, doc in uses if n == name)


# ---- names that are no shorter form, but stand for one: forename and patronymic, initials ----

_ATTACHED = {"patronymic": "forename and patronymic of ", "initials": "the initials of "}


def _attaches(name: str, family: str) -> bool:
    """Whether a name may stand for a fuller one with which it shares no surname."""
    if family == "person":
        return len(bits(name)) == 2 and bool(namesakes.patronymics(name))
    return namesakes.is_acronym(name)


def _detach(base: sqlite3.Connection, family: str, names: Iterable[str]) -> None:
    for told in _ATTACHED.values():
        rows = [(name, family, f"{told}%") for name in names]
        base.executemany("UPDATE aliases SET person = NULL WHERE name = ? AND family = ? AND reason LIKE ?", rows)


def _attach(base: sqlite3.Connection, family: str, key: str) -> list[str]:
    """The names that may stand for others by this key; they are of the one person who has it, where it is one."""
    rows = base.execute(
        "SELECT DISTINCT a.name, a.person FROM alias_keys k JOIN aliases a ON a.name = k.name AND a.family = k.family"
        " WHERE k.key = ? AND k.family = ? ORDER BY a.name, a.part",
        (key, family),
    ).fetchall()
    short = [(name, person) for name, person in rows if _attaches(name, family)]
    full = {person: name for name, person in rows if person and not _attaches(name, family)}
    if len(full) == 1:
        ((owner, whole),) = full.items()
        told = ties.of(base, [name for name, _ in short])
        for name, person in short:
            if (
                person
                and person != owner
                and name not in told.split
                and not _beyond(base, person, {n for n, _ in short})
            ):
                why = _ATTACHED[key.partition(":")[0]] + whole
                base.execute("UPDATE aliases SET person = ?, reason = ? WHERE name = ? AND family = ? AND person = ?",
                             (owner, why, name, family, person))  # fmt: skip
                base.execute("UPDATE persons SET joined = ? WHERE id = ?", (owner, person))
    return [name for name, _ in short]


# ---- ids ----


def _same(name: str, first: str) -> str:
    return "the fullest form" if name == first else f"the same words as {first}"


def _authors(base: sqlite3.Connection, names: Sequence[str]) -> set[str]:
    told = "SELECT 1 FROM metadata WHERE name = 'author' AND value = ?"
    return {n for n in names if base.execute(told, (n,)).fetchone()}


def _give_ids(base: sqlite3.Connection, family: str, groups: list[Group]) -> None:
    """Each group has one id: the oldest that its uses had, unless a greater group or another cluster has it."""
    names = sorted({name for group in groups for name in group.names})
    parts = _parts(base, names, family)
    had = {group: _had(base, group, parts) for group in groups}
    ordered = sorted(groups, key=lambda g: (-len(g.uses()), -len(g.names), g.names, sorted(map(sorted, g.documents))))
    owner: dict[Group, str] = {}
    for group in ordered:
        free = [p for p in had[group] if p not in owner.values() and not _beyond(base, p, names)]
        owner[group] = free[0] if free else _new_id(base, group.names[0], family)
        if not free:
            kind = parts.kinds[group.names[0]]
            base.execute("INSERT INTO persons VALUES (?, ?, NULL)", (owner[group], kind))
    taken = set(owner.values())
    for group in reversed(ordered):  # the greatest group comes last, so that an id which several had leads to it
        left = [p for p in had[group] if p not in taken and not _beyond(base, p, names)]
        base.executemany("UPDATE persons SET joined = ? WHERE id = ?", [(owner[group], p) for p in left])
    _write(base, family, owner, parts)
    base.executemany("UPDATE persons SET joined = NULL WHERE id = ? AND joined NOT NULL", [(p,) for p in taken])


@dataclass(frozen=True, slots=True)
class _Parts:
    """How names stood: who bore each of their parts and why, and which part each document used."""

    borne: dict[tuple[str, int], tuple[str | None, str]]
    used: dict[Use, int]
    kinds: dict[str, str]


def _parts(base: sqlite3.Connection, names: Sequence[str], family: str) -> _Parts:
    found = _Parts({}, {}, {})
    for at in range(0, len(names), 400):
        some = names[at : at + 400]
        within = f"family = ? AND name IN ({','.join('?' * len(some))})"
        for name, part, kind, person, why in base.execute(
            f"SELECT name, part, kind, person, reason FROM aliases WHERE {within}", (family, *some)
        ):
            found.borne[name, part] = person, why
            found.kinds[name] = kind
        for name, document, part in base.execute(
            f"SELECT name, document, part FROM alias_documents WHERE {within}", (family, *some)
        ):
            found.used[name, document] = part
    return found


def _had(base: sqlite3.Connection, group: Group, parts: _Parts) -> list[str]:
    """The ids that the uses of a group had, the oldest first."""
    told = {parts.borne[use[0], parts.used[use]][0] for use in group.uses() if (use[0], parts.used[use]) in parts.borne}
    marks = ",".join("?" * len(told))
    rows = base.execute(f"SELECT id FROM persons WHERE id IN ({marks}) ORDER BY rowid", sorted(told - {None}, key=str) + [None] * (None in told))  # fmt: skip
    return [person for (person,) in rows]


def _write(base: sqlite3.Connection, family: str, owner: Mapping[Group, str], parts: _Parts) -> None:
    """The names stand as these persons'; only what is another now is written."""
    rows: dict[str, list[tuple[str, str, frozenset[str]]]] = defaultdict(list)
    for group, person in owner.items():
        for name, docs, why in zip(group.names, group.documents, group.reasons, strict=True):
            rows[name].append((person, why, docs))
    for name, told in rows.items():
        before = {person: part for (n, part), (person, _) in parts.borne.items() if n == name}
        free = (i for i in count() if i not in {before[p] for p, _, _ in told if p in before})
        numbers = {person: before[person] if person in before else next(free) for person, _, _ in told}
        for part in {p for n, p in parts.borne if n == name} - set(numbers.values()):
            base.execute("DELETE FROM aliases WHERE name = ? AND family = ? AND part = ?", (name, family, part))
        for person, why, docs in told:
            number = numbers[person]
            if parts.borne.get((name, number)) != (person, why):
                row = (name, family, number, parts.kinds[name], person, why)
                base.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?, ?, ?, ?, ?)", row)
            moved = [(number, name, family, doc) for doc in docs if parts.used.get((name, doc)) != number]
            base.executemany(
                "UPDATE alias_documents SET part = ? WHERE name = ? AND family = ? AND document = ?", moved
            )


def _new_id(base: sqlite3.Connection, name: str, family: str) -> str:
    """An id that nobody has: it comes from the record's key (`keyed`), so that it betrays no name."""
    for number in count():
        person = str(base.execute("SELECT keyed(?)", (json.dumps(["person", family, name, number]),)).fetchone()[0])[
            :32
        ]
        if not base.execute("SELECT 1 FROM persons WHERE id = ?", (person,)).fetchone():
            break
    return person


def _beyond(base: sqlite3.Connection, person: str, names: Collection[str]) -> bool:
    """Whether a person has names besides these, apart from those that are only attached."""
    rows = base.execute("SELECT name, reason FROM aliases WHERE person = ?", (person,))
    return any(name not in names and not reason.startswith(tuple(_ATTACHED.values())) for name, reason in rows)
