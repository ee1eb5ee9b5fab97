"""A reader's eye on a record: what is in it, one thing after the other, by ids and names; nothing is judged here."""

import re
from collections.abc import Sequence
from typing import TypeVar

from loquitur.looking import Counts, Entry, Place, Quoted
from loquitur.model import Document, Person, Statement
from loquitur.questions.search import Wanted, search
from loquitur.store.store import Store

__all__ = ["Eye"]

T = TypeVar("T")


class Eye:
    """The half of a record that a reader looks over."""

    _store: Store

    def catalogue(self) -> list[Entry]:
        """The documents of the record as one lists them, by name, without their texts."""
        told = [self._store.fields(name) for name in ("title", "author", "said", "published")]
        return [Entry(h.id, h.name, *(t.get(h.id) for t in told)) for h in self._store.documents()]

    def counts(self) -> Counts:
        """How much the record holds."""
        held = len(self._store.documents())
        named = tuple(self._store.notes("unreadable"))
        return Counts(held, self._store.count(Statement), self._store.persons_count(), named)

    def moment(self) -> tuple[int, int]:
        """What is another pair of numbers after anything was written to the record."""
        return self._store.position(), self._store.notes_count()

    def document(self, key: str) -> Document | None:
        """The document of an id, also a former version; None where there is none."""
        return self._store.document(key) if self._store.holds(key) else None

    def found(self, kind: type[T], key: str) -> list[T]:
        """The findings of a kind in force in one document, in order."""
        return [one for _, one in self._store.findings(kind, key)]

    def told(self, kind: type[T], whom: Sequence[Person | str], field: str | None = None) -> list[tuple[str, T]]:
        """The findings of a kind about these (or whose field is one of them), each with its document's id."""
        return self._store.findings_of(kind, whom, field)

    def targets(self) -> dict[str, list[int]]:
        """Whom the statements of the record speak of, each with the numbers of these."""
        return self._store.targets(Statement)

    def statements(self, numbers: Sequence[int]) -> list[tuple[str, Statement]]:
        """The statements of these numbers that are in force, each with its document's id."""
        return self._store.listed(Statement, numbers)

    def text(self, key: str) -> str:
        """The frozen text of a document of the record."""
        return self._store.text(key)

    def data(self, key: str) -> bytes:
        """The original bytes of a document."""
        return self._store.data(key)

    def quotation(self, key: str) -> Quoted | None:
        """What is found of a quotation; None where there is none of that id."""
        found = self._store.subject(Statement, key)
        return (
            Quoted(self._store.document(found[0]), found[1], found[2].startswith("user"), found[3]) if found else None
        )

    def search(self, wanted: Wanted, limit: int = 20) -> list[Place]:
        """The passages that hold some words, best first."""
        return search(self._store, wanted, limit)

    def named(self, words: str, limit: int = 20) -> list[Person]:
        """Those one of whose names holds all of these words, by name."""
        folded = re.findall(r"\w+", words.casefold())
        return self._store.bearing_all(folded, limit) if folded else []

    def called(self, name: str, key: str | None = None) -> Person | None:
        """Whom a name of the record means, in the document of an id where one is given; None where that is not known."""
        return self._store.called(name, key)

    def person(self, key: str) -> Person | None:
        """The person of an id, also of one that was joined to another; None where there is none."""
        return self._store.person(key)

    def joins(self, key: str) -> list[tuple[str, str]]:
        """The names of a person, each with why it is theirs."""
        return [(name, reason) for name, reason, _ in self._store.names_of(key)]
