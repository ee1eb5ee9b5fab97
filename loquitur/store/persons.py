"""One person under many names, over the whole record.

A name joins a person when it fits exactly one: the same words but for titles; a bare surname, initials or fewer
forenames of one fuller name. What fits two stays by itself. Each alias keeps its reason and the document it came with.
"""

import re
import sqlite3
import unicodedata
import uuid
from collections import Counter
from collections.abc import Iterable

from loquitur.model import Person, SpeakerKind

__all__ = ["bits", "everybody", "fits", "join"]

_TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "lord",
    "lady",
    "comrade",
    "president",
    "senator",
    "general",
    "secretary",
    "minister",
    "king",
    "queen",
    "the",
}


def bits(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without titles, article and possessive."""
    flat = unicodedata.normalize("NFKD", re.sub(r"[’']s\b", "", name)).casefold()
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", flat)
    return tuple(w for w in words if w not in _TITLES) or tuple(words)


def fits(short: str, full: str) -> bool:
    """Whether one name can be a shorter or equal form of the other."""
    a, b = bits(short), bits(full)
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


def everybody(base: sqlite3.Connection) -> list[Person]:
    """All persons, by name."""
    kinds = dict(base.execute("SELECT id, kind FROM persons"))
    names: dict[str, list[str]] = {}
    for name, person in base.execute("SELECT name, person FROM aliases ORDER BY name"):
        names.setdefault(person, []).append(name)
    people = [Person(p, _best(aliases), kinds[p], tuple(aliases)) for p, aliases in names.items()]
    return sorted(people, key=lambda p: (p.name, p.id))


def _best(names: Iterable[str]) -> str:
    """The name to show: forename and the usual surname, before a bare surname, initials or middle names."""
    parts = {n: bits(n) for n in names}
    last = Counter(b[-1] for b in parts.values() if b)

    def rank(name: str) -> tuple[int, bool, bool, int, str]:
        own = parts[name]
        initials = any(len(b) == 1 for b in own[:-1])
        return (-last[own[-1]] if own else 0, len(own) == 1, initials, abs(len(own) - 2), name)

    return min(parts, key=rank)


def join(base: sqlite3.Connection, names: Iterable[tuple[str, SpeakerKind]], document: str) -> None:
    """Puts each name to the person it fits, or to a new one."""
    for name, kind in names:
        if base.execute("SELECT 1 FROM aliases WHERE name = ?", (name,)).fetchone():
            continue
        person, reason = _whose(base, name, kind)
        if person is None:
            person, reason = uuid.uuid4().hex, "first named here"
            base.execute("INSERT INTO persons VALUES (?, ?)", (person, kind))
        base.execute("INSERT INTO aliases VALUES (?, ?, ?, ?)", (name, person, reason, document))
        if kind == "person":
            _gather(base, name, person)


def _gather(base: sqlite3.Connection, name: str, person: str) -> None:
    """Brings to a person those whose every name is a shorter form of its new name, and of nobody else's."""
    names: dict[str, list[str]] = {}
    for other, whose in base.execute(
        "SELECT a.name, a.person FROM aliases a JOIN persons p ON p.id = a.person WHERE p.kind = 'person'"
    ):
        names.setdefault(whose, []).append(other)
    for whose, own in names.items():
        if whose == person or not all(fits(n, name) for n in own):
            continue
        rivals = [
            w
            for w, theirs in names.items()
            if w not in (whose, person) and any(fits(n, t) for n in own for t in theirs)
        ]
        if not rivals:
            row = (person, f"a shorter form of {name}", whose)
            base.execute("UPDATE aliases SET person = ?, reason = ? WHERE person = ?", row)
            base.execute("DELETE FROM persons WHERE id = ?", (whose,))


def _whose(base: sqlite3.Connection, name: str, kind: SpeakerKind) -> tuple[str | None, str]:
    own = bits(name)
    rows = base.execute(
        "SELECT a.name, a.person FROM aliases a JOIN persons p ON p.id = a.person WHERE p.kind = ?", (kind,)
    ).fetchall()
    same = {person for other, person in rows if bits(other) == own}
    if len(same) == 1:
        return same.pop(), "the same words"
    if kind != "person" or not own:
        return None, ""
    fuller = {person for other, person in rows if fits(name, other)}
    if len(fuller) == 1:
        return fuller.pop(), "a shorter form of one name"
    shorter = {person for other, person in rows if fits(other, name)}
    if len(shorter) == 1 and not fuller:
        person = shorter.pop()
        if all(fits(other, name) or fits(name, other) for other, p in rows if p == person):
            return person, "a fuller form of one name"
    return None, ""
