"""One person under many names, over the whole record, read.

A name is one person's in some documents and may be a namesake's in others; who bears it where, and why, is told by
sorting.py. Two persons who would be shown by one name are told apart by the years that documents tell of them, as in
"John Hale (around 1790)"; whoever is asked for by the bare name can be each of them.
"""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from loquitur import lives
from loquitur.matching import namesakes
from loquitur.matching.namesakes import bits, fits
from loquitur.model import Person, SpeakerKind

__all__ = ["bare", "bearers", "bearing", "bits", "called", "everybody", "fits", "of"]

_NAMES = (
    "SELECT a.name, a.person, count(DISTINCT d.document) FROM aliases a"
    " LEFT JOIN alias_documents d ON d.name = a.name AND d.family = a.family AND d.part = a.part"
)
_APART = re.compile(r" \(around [^()]*\)\Z")


def bare(name: str) -> str:
    """The name of a person without what tells them from a namesake."""
    return _APART.sub("", name)


def everybody(base: sqlite3.Connection) -> list[Person]:
    """All persons, by name."""
    kinds: dict[str, SpeakerKind] = dict(base.execute("SELECT id, kind FROM persons"))
    names: dict[str, dict[str, int]] = {}
    for name, person, documents in base.execute(f"{_NAMES} GROUP BY a.name, a.person ORDER BY a.name"):
        names.setdefault(person, {})[name] = documents
    best = {person: _best(aliases) for person, aliases in names.items()}
    shared = defaultdict(list)
    for person, name in best.items():
        shared[name].append(person)
    for name, several in shared.items():
        if len(several) > 1:
            best |= _told_apart(base, name, several)
    people = [Person(p, best[p], kinds[p], tuple(aliases)) for p, aliases in names.items()]
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


def called(base: sqlite3.Connection, name: str, document: str | None = None) -> Person | None:
    """Whom a name means, in a document where one is given; a person before a group of that name.

    None where nobody bears it, or several do and nothing tells which.
    """
    found = bearers(base, name)
    if len(found) > 1 and document is not None:
        row = base.execute(
            "SELECT a.person FROM alias_documents d JOIN aliases a ON a.name = d.name AND a.family = d.family"
            " AND a.part = d.part WHERE d.name = ? AND d.document = ? ORDER BY d.family DESC LIMIT 1",
            (name, document),
        ).fetchone()
        return _person(base, row[0]) if row else None
    return found[0] if len(found) == 1 else None


def bearers(base: sqlite3.Connection, name: str) -> list[Person]:
    """Everybody whom a name means, in one document or another; persons before groups, by name."""
    rows = base.execute("SELECT DISTINCT person, family FROM aliases WHERE name = ?", (name,)).fetchall()
    family = max((f for _, f in rows), default="")
    found = [_person(base, person) for person, f in rows if f == family]
    if not rows and (plain := bare(name)) != name:
        found = [p for p in bearers(base, plain) if p.name == name]
    return sorted(found, key=lambda p: (p.name, p.id))


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
    names = _names(base, key)
    name = _best(names)
    others = [p for (p,) in base.execute("SELECT DISTINCT person FROM aliases WHERE name = ?", (name,)) if p != key]
    same = [p for p in others if _best(_names(base, p)) == name]
    return Person(key, _told_apart(base, name, [key, *same])[key] if same else name, kind, tuple(names))


def _names(base: sqlite3.Connection, key: str) -> dict[str, int]:
    told = base.execute(f"{_NAMES} WHERE a.person = ? GROUP BY a.name ORDER BY a.name", (key,)).fetchall()
    return {name: documents for name, _, documents in told}


def _told_apart(base: sqlite3.Connection, name: str, people: Sequence[str]) -> dict[str, str]:
    """What each of several persons of one name is shown by: the name, and the years that are told of them."""
    found: dict[str, str] = {}
    times = {person: lives.span(_lives(base, person)) for person in people}
    taken: Counter[str] = Counter()
    for person in sorted(people, key=lambda p: (times[p] or "~", p)):
        when = f" (around {times[person]})" if times[person] else ""
        taken[when] += 1
        again = f" (around {times[person] or 'no known time'}, {taken[when]})" if taken[when] > 1 else when
        found[person] = f"{name}{again}"
    return found


def _lives(base: sqlite3.Connection, person: str) -> list[lives.Life]:
    rows = base.execute(
        "SELECT DISTINCT d.life FROM aliases a JOIN alias_documents d ON d.name = a.name AND d.family = a.family"
        " AND d.part = a.part WHERE a.person = ?",
        (person,),
    )
    return [lives.from_text(life) for (life,) in rows]


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
