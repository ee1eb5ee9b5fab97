"""One person under many names, over the whole record.

Two names agree when one can be a shorter form of the other: the same words but for titles; a bare surname, initials or
fewer forenames of a fuller name; forename and patronymic. A name that can be short for two names which contradict each
other ("J. Smith" beside John and Jane) is nobody's but its own. All others that agree, also by way of a third, are one
person. Groups and organisations are one when their words are, without the article. What comes out does not depend on
the order in which documents were added; ids are random, given once, and a joined one still leads to the other.

Limit: whoever bears one name in two documents is taken for one person.
"""

import json
import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count

from loquitur.language.words import lexicon
from loquitur.model import Person, SpeakerKind

__all__ = ["bearing", "bits", "called", "everybody", "fits", "forget", "join", "sweep"]

_ARTICLES = frozenset({"the", "a", "an"})
_OF_WIVES = frozenset({"mrs", "miss", "ms", "madame", "madam", "lady"})
"""Before a bare surname these tell that somebody else of the family is meant."""
_COLLECTIVE = ("group", "organisation")
Words = tuple[str, ...]


@lru_cache(maxsize=100_000)
def bits(name: str) -> Words:
    """The words of a name, folded, without leading titles, article and possessive."""
    words = _words(name)
    if not words:
        return ()
    titles = lexicon().names["titles"] | _ARTICLES
    first = next((i for i, w in enumerate(words) if w not in titles), len(words) - 1)
    if first and len(words) - first == 1 and words[first - 1] in _OF_WIVES:
        first -= 1
    return words[first:]


def _words(name: str) -> Words:
    flat = unicodedata.normalize("NFKD", re.sub(r"(?:[’']s|(?<=s)[’'])(?!\w)", "", name)).casefold()
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", flat))


def fits(short: str, full: str) -> bool:
    """Whether one name can be a shorter or equal form of the other."""
    return _fits(bits(short), bits(full))


def _fits(a: Words, b: Words) -> bool:
    if a == b:
        return True
    if len(a) > len(b) or not a or not b:
        return False
    if len(a) > 1 and a == b[: len(a)]:
        return True
    if a[-1] != b[-1]:
        return False
    rest = list(b[:-1])
    for word in a[:-1]:
        match = next((i for i, other in enumerate(rest) if _forename(word, other)), None)
        if match is None:
            return False
        del rest[: match + 1]
    return True


def _forename(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _agree(one: Words, other: Words) -> bool:
    return _fits(one, other) or _fits(other, one)


def _size(words: Words) -> tuple[int, int]:
    return len(words), sum(map(len, words))


# ---- the persons of a record ----


def everybody(base: sqlite3.Connection) -> list[Person]:
    """All persons, by name."""
    kinds: dict[str, SpeakerKind] = dict(base.execute("SELECT id, kind FROM persons"))
    names: dict[str, list[str]] = {}
    for name, person in base.execute("SELECT DISTINCT name, person FROM aliases ORDER BY name"):
        names.setdefault(person, []).append(name)
    people = [Person(p, _best(aliases), kinds[p], tuple(aliases)) for p, aliases in names.items()]
    return sorted(people, key=lambda p: (p.name, p.id))


def bearing(base: sqlite3.Connection, words: Sequence[str]) -> list[Person]:
    """Everybody one of whose names holds one of these words, by name."""
    marks = ",".join("?" * len(words))
    found = base.execute(
        "SELECT DISTINCT a.person FROM alias_words w JOIN aliases a ON a.name = w.name AND a.family = w.family"
        f" WHERE w.word IN ({marks})",
        tuple(words),
    )
    people = [_person(base, person) for (person,) in found.fetchall()]
    return sorted(people, key=lambda p: (p.name, p.id))


def called(base: sqlite3.Connection, name: str) -> Person | None:
    """Whom a name means; a person before a group of that name."""
    row = base.execute("SELECT person FROM aliases WHERE name = ? ORDER BY family DESC LIMIT 1", (name,)).fetchone()
    return _person(base, row[0]) if row else None


def _person(base: sqlite3.Connection, key: str) -> Person:
    kind = base.execute("SELECT kind FROM persons WHERE id = ?", (key,)).fetchone()[0]
    names = [n for (n,) in base.execute("SELECT DISTINCT name FROM aliases WHERE person = ? ORDER BY name", (key,))]
    return Person(key, _best(names), kind, tuple(names))


def _best(names: Iterable[str]) -> str:
    """The name to show: forename and the usual surname, before a bare surname, initials or middle names."""
    parts = {n: bits(n) for n in names}
    last = Counter(b[-1] for b in parts.values() if b)

    def rank(name: str) -> tuple[int, bool, bool, int, bool, int, str]:
        own = parts[name]
        initials = any(len(b) == 1 for b in own[:-1])
        shouted = name.isupper() or name.islower()
        return (-last[own[-1]] if own else 0, len(own) == 1, initials, abs(len(own) - 2), shouted, len(name), name)

    return min(parts, key=rank)


def join(base: sqlite3.Connection, names: Iterable[tuple[str, SpeakerKind]], document: str) -> None:
    """The names stand in the record as aliases of the persons they mean."""
    new: set[tuple[str, str]] = set()
    for name, kind in sorted(set(names)):
        family = "collective" if kind in _COLLECTIVE else "person"
        words = sorted(set(_key(name, family)))
        if not words:
            continue
        if base.execute("INSERT OR IGNORE INTO aliases VALUES (?, ?, ?, NULL, '')", (name, family, kind)).rowcount:
            base.executemany("INSERT INTO alias_words VALUES (?, ?, ?)", [(w, family, name) for w in words])
            new.add((name, family))
        base.execute("INSERT OR IGNORE INTO alias_documents VALUES (?, ?, ?)", (name, family, document))
    _settle(base, new)


def forget(base: sqlite3.Connection, document: str) -> None:
    """The names that only this document gives are gone, and what they had joined is sorted again."""
    gone = base.execute(
        "SELECT name, family FROM alias_documents WHERE document = ?1 AND NOT EXISTS (SELECT 1 FROM alias_documents o"
        " WHERE o.name = alias_documents.name AND o.family = alias_documents.family AND o.document <> ?1)",
        (document,),
    ).fetchall()
    near = {other for name, family in gone for other in _neighbours(base, name, family)} - set(gone)
    base.execute("DELETE FROM alias_documents WHERE document = ?", (document,))
    base.executemany("DELETE FROM aliases WHERE name = ? AND family = ?", gone)
    base.executemany("DELETE FROM alias_words WHERE name = ? AND family = ?", gone)
    _settle(base, near)


def sweep(base: sqlite3.Connection) -> None:
    """Persons without a name are gone, and the ids that led to them."""
    base.execute("DELETE FROM persons WHERE joined IS NULL AND id NOT IN (SELECT person FROM aliases)")
    base.execute("DELETE FROM persons WHERE joined NOT IN (SELECT id FROM persons)")


def _key(name: str, family: str) -> Words:
    if family == "person":
        return bits(name)
    words = _words(name)
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def _neighbours(base: sqlite3.Connection, name: str, family: str) -> list[tuple[str, str]]:
    """The names that agree with this one, without it."""
    own = _key(name, family)
    marks = ",".join("?" * len(own))
    rows = base.execute(f"SELECT DISTINCT name FROM alias_words WHERE family = ? AND word IN ({marks})", (family, *own))
    same = _agree if family == "person" else tuple.__eq__
    return [(other, family) for (other,) in rows if other != name and same(own, _key(other, family))]


def _settle(base: sqlite3.Connection, names: set[tuple[str, str]]) -> None:
    """Sorts these names, and all that agree with them directly or by way of others, into persons."""
    left = set(names)
    while left:
        reached: set[tuple[str, str]] = set()
        edge = {min(left)}
        while edge:
            reached |= edge
            edge = {other for name in edge for other in _neighbours(base, *name)} - reached
        left -= reached
        family = min(reached)[1]
        told = sorted(name for name, _ in reached)
        _give_ids(base, family, _groups(told) if family == "person" else [(told, "")])


def _groups(names: Sequence[str]) -> list[tuple[list[str], str]]:
    """The names of one cluster as persons, each with the reason why a name stays by itself, if it does."""
    key = {n: bits(n) for n in names}
    fuller = {n: [m for m in names if _fits(key[n], key[m]) and _size(key[m]) > _size(key[n])] for n in names}
    torn = {n: two for n in names if (two := _contradicting(fuller[n], key))}
    groups: list[list[str]] = []
    for name in (n for n in names if n not in torn):
        near = [g for g in groups if any(_linked(name, m, names, key) for m in g)]
        groups = [g for g in groups if g not in near] + [[name, *(m for g in near for m in g)]]
    alone: dict[Words, list[str]] = {}
    for name in torn:
        alone.setdefault(key[name], []).append(name)
    told = [(sorted(g), "") for g in groups]
    return told + [(g, "may be short for " + " or ".join(torn[g[0]])) for g in alone.values()]


def _contradicting(names: Sequence[str], key: Mapping[str, Words]) -> tuple[str, str] | None:
    """The first two of these names that cannot be one person's."""
    return next(((a, b) for i, a in enumerate(names) for b in names[i + 1 :] if not _agree(key[a], key[b])), None)


def _linked(one: str, other: str, names: Sequence[str], key: Mapping[str, Words]) -> bool:
    """Whether two names are one person's: a middle name alone is not enough where the forename is in use too."""
    if not _agree(key[one], key[other]):
        return False
    short, full = sorted((key[one], key[other]), key=_size)
    if len(short) == 1 or _forename(short[0], full[0]):
        return True
    rivals = (key[n] for n in names if 1 < len(key[n]) < len(full) and _fits(key[n], full))
    return not any(_forename(r[0], full[0]) and not _agree(r, short) for r in rivals)


def _give_ids(base: sqlite3.Connection, family: str, groups: list[tuple[list[str], str]]) -> None:
    """Each group has one id: the oldest that its names had, unless another group has it."""
    taken: set[str] = set()
    for names, torn in sorted(groups, key=lambda g: (-len(g[0]), g[0])):
        marks = ",".join("?" * len(names))
        had = base.execute(
            f"SELECT p.id FROM persons p JOIN aliases a ON a.person = p.id WHERE a.family = ? AND a.name IN ({marks})"
            " GROUP BY p.id ORDER BY min(p.rowid)",
            (family, *names),
        ).fetchall()
        free = [p for (p,) in had if p not in taken]
        person = free[0] if free else _new_id(base, names[0], family)
        if not free:
            kind = base.execute("SELECT kind FROM aliases WHERE name = ? AND family = ?", (names[0], family)).fetchone()
            base.execute("INSERT INTO persons VALUES (?, ?, NULL)", (person, kind[0]))
        taken.add(person)
        base.executemany("UPDATE persons SET joined = ? WHERE id = ?", [(person, p) for p in free[1:]])
        full = max(names, key=lambda n: (_size(_key(n, family)), n))
        rows = [(person, torn or _reason(n, full, family), n, family) for n in names]
        base.executemany("UPDATE aliases SET person = ?, reason = ? WHERE name = ? AND family = ?", rows)
    base.executemany("UPDATE persons SET joined = NULL WHERE id = ?", [(p,) for p in taken])


def _new_id(base: sqlite3.Connection, name: str, family: str) -> str:
    """An id that nobody has: it comes from the record's key (`keyed`), so that it betrays no name."""
    for number in count():
        person = str(base.execute("SELECT keyed(?)", (json.dumps(["person", family, name, number]),)).fetchone()[0])[
            :32
        ]
        if not base.execute("SELECT 1 FROM persons WHERE id = ?", (person,)).fetchone():
            break
    return person


def _reason(name: str, full: str, family: str) -> str:
    if name == full:
        return "the fullest form"
    return f"the same words as {full}" if _key(name, family) == _key(full, family) else f"a shorter form of {full}"
