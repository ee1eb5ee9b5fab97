"""What a reader should look at first: the statements that are least certain, with what others said of such.

How certain a statement is, is told by its confidence, and by what users said of statements that stand for the same
reason: a rule that users upheld ten times is trusted more, one that they corrected is trusted less. Words that a user
gave to somebody in one document are held beside the same words in another. So a correction is evidence for what was not
looked at; it changes no other finding by itself.
"""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from loquitur.model import Passage, Span, Statement
from loquitur.store.store import Store

__all__ = ["Deed", "Doubt", "deeds", "review"]

_WEIGHT = 4
"""So many words of users on a rule count as much as what the program thinks."""
_AROUND = 240
_LEAST_LETTERS = 25


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement to be looked at."""

    number: int
    """Of the finding; confirm, correct and reject take it."""
    statement: Statement
    passage: Passage
    """The statement with what stands around it."""
    certainty: int
    """0 to 100."""
    hints: tuple[str, ...]
    """What users said that bears on it, in words."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a user did, and did not take back."""

    id: str
    """By which it can be undone: the number of a finding, or "names-" and the number of a word on names."""
    act: str
    """confirmed, corrected, rejected, added, merge, or split."""
    what: str
    """The kind of the finding, or the two names."""
    doc: str | None
    by: str
    time: str
    reason: str


def deeds(store: Store) -> list[Deed]:
    """What users did and did not take back, the earliest first."""
    found = [Deed(str(d.number), d.act, d.kind, d.doc, d.by, d.time, d.reason or "") for d in store.deeds()]
    found += [
        Deed(f"names-{t.number}", t.act, f"{_of(t.one, store)}, {_of(t.other, store)}", None, t.by, t.time, t.reason)
        for t in store.ties()
    ]
    return sorted(found, key=lambda d: (d.time, int(d.id.rpartition("-")[2])))


def review(store: Store, names: Sequence[str] = (), limit: int | None = None) -> list[Doubt]:
    """The statements that no user has looked at, the least certain first; only of these documents (ids) if named."""
    seen = _Seen(store)
    found: list[tuple[int, str, int, int, str, Statement]] = []
    for held in store.documents():
        if names and held.id not in names:
            continue
        for number, statement in store.numbered(Statement, held.id):
            if statement.act == "speech" and statement.quotation.mode != "report" and number not in seen.looked_at:
                certainty = seen.certainty(statement)
                start = statement.quotation.spans[0].start if statement.quotation.spans else 0
                found.append((certainty, held.name, start, number, held.id, statement))
    found.sort(key=lambda f: f[:4])
    return [
        Doubt(number, statement, _around(store, key, name, statement), certainty, tuple(seen.hints(statement)))
        for certainty, name, _, number, key, statement in found[:limit]
    ]


def _around(store: Store, key: str, name: str, statement: Statement) -> Passage:
    """The statement with its cue and some words before and after."""
    text = store.text(key)
    spans: list[Span] = [*statement.quotation.spans, *statement.cue, *(s for p in statement.speakers for s in p.spans)]
    low = max(0, min((s.start for s in spans), default=0) - _AROUND)
    high = min(len(text), max((s.end for s in spans), default=0) + _AROUND)
    return Passage(name, low, high, text[low:high])


class _Seen:
    """What users have said of statements."""

    def __init__(self, store: Store) -> None:
        self.looked_at: set[int] = set()
        self._upheld: dict[str, list[bool]] = defaultdict(list)
        self._given: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for deed in store.deeds():
            if deed.kind != "statement":
                continue
            self.looked_at.add(deed.number)
            if deed.before:
                self._upheld[_rule(json.loads(deed.before)["reason"])].append(deed.act == "confirmed")
            now = json.loads(deed.body)
            if now:
                words, who = _letters(now["quotation"]["text"]), now["speakers"][0]["name"]
                if who and len(words) >= _LEAST_LETTERS:
                    self._given[words].append((deed.doc, who, deed.by or "the user"))

    def certainty(self, statement: Statement) -> int:
        """The statement's confidence, drawn towards what users found of its rule."""
        upheld = self._upheld.get(_rule(statement.reason), [])
        base = min(statement.confidence, 20) if statement.speaker.kind == "unknown" else statement.confidence
        if any(who != statement.speaker.name for _, who, _ in self._given.get(_letters(statement.quotation.text), ())):
            base = min(base, 10)
        return (base * _WEIGHT + 100 * sum(upheld)) // (_WEIGHT + len(upheld))

    def hints(self, statement: Statement) -> list[str]:
        """What users said that bears on the statement."""
        upheld = self._upheld.get(_rule(statement.reason), [])
        told = [f"{sum(upheld)} of {len(upheld)} statements by this rule were found right"] if upheld else []
        given = self._given.get(_letters(statement.quotation.text), [])
        return told + [f"{by} gave these words to {who} in {doc}" for doc, who, by in given]


def _of(told: str, store: Store) -> str:
    """A name as a word on it tells it; that of one document with the document's name."""
    name, _, key = told.rpartition(" @")
    return f"{name} in {store.document(key).name}" if name and store.holds(key) else told


def _rule(reason: str) -> str:
    """The rule of a reason, without the words of the document it speaks of."""
    return re.sub(r"[“\"'‘(].*|\d+.*", "", reason).strip(" :,;")


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())
