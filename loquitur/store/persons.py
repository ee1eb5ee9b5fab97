"""One person under many names, over the whole record.

Which names are one person's is told by matching/namesakes.py, for all names of one surname at a time, so that a new name
touches only those that it could change; the reason stands with each name. What a user says of names (ties.py) outranks
that: names merged are one person's whatever they are, and a name split off is nobody's but its own until it is merged.
What comes out does not depend on the order in which documents were added; ids are random, given once, and a joined one
still leads to the other.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import count

from loquitur.matching import namesakes
from loquitur.matching.namesakes import Group, bits, fits
from loquitur.model import Person, SpeakerKind
from loquitur.store import ties

__all__ = ["bearing", "bits", "called", "complete", "everybody", "fits", "forget", "join", "of", "settle", "sweep"]

_COLLECTIVE = ("group", "organisation")
_NAMES = (
    "SELECT a.name, a.person, count(DISTINCT d.document) FROM aliases a"
    " LEFT JOIN alias_documents d ON d.name = a.name AND d.family = a.family"
)
Name = tuple[str, str]
"""A name, and whether it is a person's or a collective's."""


def everybody(base: sqlite3.Connection) -> list[Person]:
    """All persons, by name."""
    kinds: dict[str, SpeakerKind] = dict(base.execute("SELECT id, kind FROM persons"))
    names: dict[str, dict[str, int]] = {}
    for name, person, documents in base.execute(f"{_NAMES} GROUP BY a.name, a.person ORDER BY a.name"):
        names.setdefault(person, {})[name] = documents
    people = [Person(p, _best(aliases), kinds[p], tuple(aliases)) for p, aliases in names.items()]
    return sorted(people, key=lambda p: (p.name, p.id))


def bearing(base: sqlite3.Connection, words: Sequence[str]) -> list[Person]:
    """Everybody one of whose names holds one of these words, in whatever spelling, by name."""
    found: set[str] = set()
    for table, column, wanted in (
        ("alias_words", "word", {*words}),
        ("alias_keys", "key", {key for word in words for key in namesakes.keys(word)}),
    ):
        marks = ",".join("?" * len(wanted))
        found |= {
            person
            for (person,) in base.execute(
                f"SELECT DISTINCT a.person FROM {table} w JOIN aliases a ON a.name = w.name AND a.family = w.family"
                f" WHERE w.{column} IN ({marks})",
                sorted(wanted),
            )
        }
    return sorted((_person(base, person) for person in found), key=lambda p: (p.name, p.id))


def called(base: sqlite3.Connection, name: str) -> Person | None:
    """Whom a name means; a person before a group of that name."""
    row = base.execute("SELECT person FROM aliases WHERE name = ? ORDER BY family DESC LIMIT 1", (name,)).fetchone()
    return _person(base, row[0]) if row else None


def of(base: sqlite3.Connection, key: str) -> Person | None:
    """The person of an id; of one joined to another, that other."""
    seen: set[str] = set()
    while key not in seen:
        seen.add(key)
        row = base.execute("SELECT joined FROM persons WHERE id = ?", (key,)).fetchone()
        if row is None:
            return None
        key = row[0] or key
    return _person(base, key)


def _person(base: sqlite3.Connection, key: str) -> Person:
    kind = base.execute("SELECT kind FROM persons WHERE id = ?", (key,)).fetchone()[0]
    told = base.execute(f"{_NAMES} WHERE a.person = ? GROUP BY a.name ORDER BY a.name", (key,)).fetchall()
    names = {name: documents for name, _, documents in told}
    return Person(key, _best(names), kind, tuple(names))


def _best(names: Mapping[str, int]) -> str:
    """The name to show: forename and the usual surname, in the form that most documents give."""
    parts = {n: bits(n) for n in names}
    last = Counter(b[-1] for b in parts.values() if b)

    def rank(name: str) -> tuple[int, bool, bool, bool, int, int, int, str]:
        own = parts[name]
        initial = len(own) > 1 and len(own[0]) == 1
        shouted = name.isupper() or name.islower()
        usual = -last[own[-1]] if own else 0
        return usual, len(own) == 1, initial, shouted, -names[name], abs(len(own) - 2), len(name), name

    return min(parts, key=rank)


# ---- names that come and go ----


def join(base: sqlite3.Connection, names: Iterable[tuple[str, SpeakerKind]], document: str) -> None:
    """The names stand in the record as aliases of the persons they mean."""
    new: set[Name] = set()
    for name, kind in sorted(set(names)):
        family = "collective" if kind in _COLLECTIVE else "person"
        if not _words(name, family):
            continue
        if base.execute("INSERT OR IGNORE INTO aliases VALUES (?, ?, ?, NULL, '')", (name, family, kind)).rowcount:
            _index(base, name, family)
            new.add((name, family))
        base.execute("INSERT OR IGNORE INTO alias_documents VALUES (?, ?, ?)", (name, family, document))
    settle(base, new)


def _index(base: sqlite3.Connection, name: str, family: str) -> None:
    """The name is found by its words and by what it shares with others of one person."""
    words = [(word, family, name) for word in sorted(set(_words(name, family)))]
    base.executemany("INSERT INTO alias_words VALUES (?, ?, ?)", words)
    base.executemany(
        "INSERT INTO alias_keys VALUES (?, ?, ?)", [(k, family, name) for k in sorted(_keys(name, family))]
    )


def complete(base: sqlite3.Connection) -> None:
    """The names of a record that was written before names had keys have them, and are sorted again."""
    names = base.execute("SELECT name, family FROM aliases").fetchall()
    if not names or base.execute("SELECT 1 FROM alias_keys LIMIT 1").fetchone():
        return
    base.execute("DELETE FROM alias_words")
    for name, family in names:
        _index(base, name, family)
    settle(base, names)


def forget(base: sqlite3.Connection, document: str) -> None:
    """The names that only this document gives are gone, and what they had joined is sorted again."""
    gone = base.execute(
        "SELECT name, family FROM alias_documents WHERE document = ?1 AND NOT EXISTS (SELECT 1 FROM alias_documents o"
        " WHERE o.name = alias_documents.name AND o.family = alias_documents.family AND o.document <> ?1)",
        (document,),
    ).fetchall()
    near = {other for name, family in gone for other in _around(base, {name}, family)} - set(gone)
    base.execute("DELETE FROM alias_documents WHERE document = ?", (document,))
    for table in ("aliases", "alias_words", "alias_keys"):
        base.executemany(f"DELETE FROM {table} WHERE name = ? AND family = ?", gone)
    settle(base, near)


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
    """The names of one cluster as persons: as the names tell it, and then as users do."""
    told = ties.of(base, names)
    free = [n for n in names if n not in told.split]
    if family == "person":
        found = namesakes.groups(free, _authors(base, free))
    else:
        alike: dict[tuple[str, ...], list[str]] = {}
        for name in free:
            alike.setdefault(namesakes.plain(name), []).append(name)
        found = [Group(tuple(g), tuple(_same(n, g[0]) for n in g)) for g in alike.values()]
    found += [Group((n,), (told.split[n],)) for n in names if n in told.split]
    return ties.join(found, told)


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
        "SELECT a.name, a.person FROM alias_keys k JOIN aliases a ON a.name = k.name AND a.family = k.family"
        " WHERE k.key = ? AND k.family = ? ORDER BY a.name",
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
                base.execute("UPDATE aliases SET person = ?, reason = ? WHERE name = ? AND family = ?",
                             (owner, _ATTACHED[key.partition(":")[0]] + whole, name, family))  # fmt: skip
                base.execute("UPDATE persons SET joined = ? WHERE id = ?", (owner, person))
    return [name for name, _ in short]


# ---- ids ----


def _same(name: str, first: str) -> str:
    return "the fullest form" if name == first else f"the same words as {first}"


def _authors(base: sqlite3.Connection, names: Sequence[str]) -> set[str]:
    told = "SELECT 1 FROM metadata WHERE name = 'author' AND value = ?"
    return {n for n in names if base.execute(told, (n,)).fetchone()}


def _give_ids(base: sqlite3.Connection, family: str, groups: list[Group]) -> None:
    """Each group has one id: the oldest that its names had, unless another group or another cluster has it."""
    inside = {name for group in groups for name in group.names}
    taken: set[str] = set()
    for group in sorted(groups, key=lambda g: (-len(g.names), g.names)):
        free = [p for p in _had(base, family, group.names) if p not in taken and not _beyond(base, p, inside)]
        person = free[0] if free else _new_id(base, group.names[0], family)
        if not free:
            first = (group.names[0], family)
            kind = base.execute("SELECT kind FROM aliases WHERE name = ? AND family = ?", first).fetchone()
            base.execute("INSERT INTO persons VALUES (?, ?, NULL)", (person, kind[0]))
        taken.add(person)
        base.executemany("UPDATE persons SET joined = ? WHERE id = ?", [(person, p) for p in free[1:]])
        rows = [(person, why, name, family) for name, why in zip(group.names, group.reasons, strict=True)]
        base.executemany(
            "UPDATE aliases SET person = ?1, reason = ?2 WHERE name = ?3 AND family = ?4"
            " AND (person IS NOT ?1 OR reason <> ?2)",
            rows,
        )
    base.executemany("UPDATE persons SET joined = NULL WHERE id = ? AND joined NOT NULL", [(p,) for p in taken])


def _new_id(base: sqlite3.Connection, name: str, family: str) -> str:
    """An id that nobody has: it comes from the record's key (`keyed`), so that it betrays no name."""
    for number in count():
        person = str(base.execute("SELECT keyed(?)", (json.dumps(["person", family, name, number]),)).fetchone()[0])[
            :32
        ]
        if not base.execute("SELECT 1 FROM persons WHERE id = ?", (person,)).fetchone():
            break
    return person


def _had(base: sqlite3.Connection, family: str, names: Sequence[str]) -> list[str]:
    """The ids that the names had, the oldest first."""
    marks = ",".join("?" * len(names))
    told = base.execute(
        f"SELECT p.id FROM persons p JOIN aliases a ON a.person = p.id WHERE a.family = ? AND a.name IN ({marks})"
        " GROUP BY p.id ORDER BY min(p.rowid)",
        (family, *names),
    )
    return [person for (person,) in told]


def _beyond(base: sqlite3.Connection, person: str, names: Collection[str]) -> bool:
    """Whether a person has names besides these, apart from those that are only attached."""
    rows = base.execute("SELECT name, reason FROM aliases WHERE person = ?", (person,))
    return any(name not in names and not reason.startswith(tuple(_ATTACHED.values())) for name, reason in rows)
