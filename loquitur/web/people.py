"""Who is named in the record, and the page of one: said, said about, for and against, fate, names, a line of life."""

from typing import Any

from loquitur.model import Fate, Person, Span, Stance, Statement
from loquitur.record import Record
from loquitur.telling import lines, persons
from loquitur.web import drawings
from loquitur.web.page import Asked, NotThere, Page

__all__ = ["people", "person"]

_A_PAGE = 400
_MOST = 60


def people(record: Record, asked: Asked) -> Page:
    """Everybody the record names, by first letter of the name's last word."""
    everybody = asked.kept("people", record, _everybody)
    letters = sorted({_letter(p) for p in everybody})
    letter = asked.words("letter", 1).upper()
    letter = letter if letter in letters else ""
    few = asked.whole or (len(everybody) <= _A_PAGE and not letter)
    shown = [p for p in everybody if not letter or _letter(p) == letter]
    shown = shown if few or letter else [p for p in everybody if letters and _letter(p) == letters[0]]
    groups: dict[str, list[Person]] = {}
    for one in shown:
        groups.setdefault(_letter(one), []).append(one)
    data = {"groups": groups, "letters": letters, "total": len(everybody), "few": few}
    return Page("people", "People", data, [lines.person(p) for p in shown])


def _everybody(record: Record) -> list[Person]:
    return sorted(record.people(), key=lambda p: (_key(p), p.id))


def _key(one: Person) -> str:
    words = one.name.casefold().split()
    return " ".join([words[-1], *words[:-1]]) if words and one.kind == "person" else " ".join(words)


def _letter(one: Person) -> str:
    first = next((c for c in _key(one) if c.isalpha()), "#")
    return first.upper()[:1]


def person(record: Record, asked: Asked) -> Page:
    """All that the record tells of one person."""
    one = record.person(asked.path["id"])
    if one is None:
        raise NotThere("The record names no person of this address.")
    names = list(one.aliases)
    said = record.told(Statement, [one])
    targets = asked.kept("targets", record, Record.targets)
    about = record.statements(sorted({n for name in names for n in targets.get(name, ())}))
    about = [(key, s) for key, s in about if s.speaker.name not in names]
    held, met = record.told(Stance, [one]), record.told(Stance, [one], "target")
    fates = record.told(Fate, [one])
    entries = {e.id: e for e in asked.documents.values()}
    data: dict[str, Any] = {
        "one": one,
        "reader": asked.reader,
        "joins": record.joins(one.id),
        "said": _dated(said)[:_MOST],
        "about": _dated(about)[:_MOST],
        "counts": {"said": len(said), "about": len(about), "held": len(held), "met": len(met)},
        "held": _sided(record, [(s.target, key, s) for key, s in held]),
        "met": _sided(record, [(s.holder, key, s) for key, s in met]),
        "fates": fates,
        "own": [e for e in entries.values() if e.author in names][:_MOST],
        "entries": entries,
        "words": _Words(record),
        "life": drawings.life(said, fates, [e for e in entries.values() if e.author in names]),
    }
    told = list(persons.profile(record.profile(one.id))) if asked.program else []
    return Page("person", one.name, data, told)


Told = list[tuple[str, Stance]]


def _sided(record: Record, found: list[tuple[str, str, Stance]]) -> dict[tuple[str, str, str | None], Told]:
    """Stances by the other one, the side, and the id of the other one; those with most passages first."""
    groups: dict[tuple[str, str, str | None], Told] = {}
    ids: dict[tuple[str, str], tuple[str, str | None]] = {}
    for other, key, stance in found:
        if (other, key) not in ids:
            person = record.called(other, key)
            ids[other, key] = (person.name, person.id) if person else (other, None)
        name, one = ids[other, key]
        groups.setdefault((name, stance.side, one), []).append((key, stance))
    return dict(sorted(groups.items(), key=lambda g: -len(g[1]))[:_MOST])


class _Words:
    """The words of passages, each document's text taken once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._texts: dict[str, str] = {}

    def __call__(self, key: str, span: Span) -> str:
        if key not in self._texts:
            self._texts[key] = self._record.text(key)
        return self._texts[key][span.start : span.end]


def _dated(found: list[tuple[str, Statement]]) -> list[tuple[str, Statement]]:
    """By when it was said; what has no date comes last, in the order of the documents."""
    return sorted(found, key=lambda one: one[1].said or "9")
