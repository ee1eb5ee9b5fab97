"""A user's hand on a record: confirm, correct, reject, merge, split, and take any of it back.

Every word of a user is a row with its author, time and reason, appended beside what it stands in place of. It outranks
the program's, survives a re-read, and bears on what is looked at next (`review`).
"""

from collections.abc import Callable, Iterable

from loquitur.errors import UsageError
from loquitur.model import Person
from loquitur.questions import profile as profiles
from loquitur.questions import review
from loquitur.questions.review import Deed, Doubt
from loquitur.store import corrections
from loquitur.store.rows import Finding
from loquitur.store.store import Held, Store
from loquitur.store.ties import anchored

__all__ = ["Hand"]


class Hand:
    """The half of a record that a user writes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _forget(self) -> None:
        """What was opened to look quotations up is closed, since what the record holds has changed."""

    def confirm(self, finding: int | str, *, by: str = "", reason: str = "") -> int:
        """Keeps a user's word that a finding is right: a statement by its quotation's id, anything by its number."""
        return self._overrule(finding, lambda found, told: corrections.confirmed(found, told), by, reason)

    def correct(self, finding: int | str, field: str, value: str | None, *, by: str = "", reason: str = "") -> int:
        """Keeps a user's word on one field of a finding: who said a quotation, or when; what a date means, and so on.

        It outranks the program's and survives a re-read. The number of the new finding, by which it can be undone.
        """
        return self._overrule(finding, lambda found, told: corrections.corrected(found, field, value, told), by, reason)

    def reject(self, finding: int | str, *, by: str = "", reason: str = "") -> int:
        """Keeps a user's word that a finding is wrong; it is not shown any more."""
        number, key, _ = self._finding(finding)
        done = self._store.overrule(key, None, supersedes=number, by=by, reason=reason)
        self._forget()
        return done

    def _overrule(self, finding: int | str, change: Callable[[Finding, str], Finding], by: str, reason: str) -> int:
        number, key, found = self._finding(finding)
        told = f"{by or 'the user'}{f': {reason}' if reason else ''}"
        done = self._store.overrule(key, change(found, told), supersedes=number, by=by, reason=reason)
        self._forget()
        return done

    def _finding(self, which: int | str) -> tuple[int, str, Finding]:
        """The number of a finding, the id of its document, and itself."""
        if isinstance(which, str) and not (which.isdecimal() and len(which) < 16):
            numbers = self._store.quotation(which) if len(which) >= 8 and which.isalnum() else []
            if not numbers:
                raise UsageError(
                    f"The record holds no quotation {which[:16]!r}; `loquitur quotes --jsonl` prints the ids."
                )
            if len({key for _, key in numbers}) > 1:
                raise UsageError(f"{which!r} begins {len(numbers)} ids of quotations; give more of it.")
            which = numbers[0][0]
        found = self._store.finding(int(which))
        if found is None:
            raise UsageError(f"The record has no finding {which} in force; `loquitur review` prints the numbers.")
        return int(which), *found

    def undo(self, deed: int | str | None = None, *, by: str = "", reason: str = "") -> str:
        """Takes back what a user did: a finding by its number, a word on names by "names-" and its number, else the last.

        What it stood in place of holds again. The id of what was taken back.
        """
        if deed is None:
            done = self.deeds()
            if not done:
                raise UsageError("There is nothing to take back; no user changed this record.")
            deed = done[-1].id
        kind, _, number = str(deed).rpartition("-")
        if not number.isdecimal() or kind not in ("", "names"):
            raise UsageError(f"{deed!r} is no number of a finding, nor of a word on names, such as names-3.")
        if kind:
            self._store.untie(int(number), by=by, reason=reason)
        else:
            self._store.undo(int(number), by=by, reason=reason)
        self._forget()
        return str(deed)

    def deeds(self) -> list[Deed]:
        """What users did and did not take back, the earliest first: findings and words on names."""
        return review.deeds(self._store)

    def review(self, names: Iterable[str] = (), limit: int | None = None) -> list[Doubt]:
        """The statements that no user has looked at, the least certain first; of all documents, or of those named."""
        chosen = list(names)
        keys = [h.id for h in self._chosen(chosen)] if chosen else ()
        return review.review(self._store, keys, limit)

    def merge(self, one: str, other: str, *, by: str = "", reason: str = "") -> Person:
        """Keeps a user's word that two names, or persons by id, are one person; it outranks what the names tell.

        One name given twice is one person's in all documents.
        """
        first, second = (one, other) if one == other else (self._named(one), self._named(other))
        self._store.tie("merge", first, second, by=by, reason=reason)
        self._forget()
        name, _, document = first.rpartition(" @")
        return (self._store.called(name, document) if name else None) or profiles.whom(self._store, first)

    def split(self, person: str, name: str, *, within: str | None = None, by: str = "", reason: str = "") -> Person:
        """Keeps a user's word that a name is not this person's; it stands by itself until it is merged. Its bearer.

        `within` names the document in which it is somebody else's, where it is the person's own in others.
        """
        whole = profiles.whom(self._store, person)
        if name not in whole.aliases:
            raise UsageError(f"{whole.name} has no name {name!r}; the names are {', '.join(whole.aliases[:12])}.")
        own = [doc for told, doc in self._store.uses_of(whole.id) if told == name]
        if within is None and len(whole.aliases) > 1 and len(self._store.bearers(name)) == 1:
            rest = whole.name if whole.name != name else next(a for a in whole.aliases if a != name)
            self._store.tie("split", name, rest, by=by, reason=reason)
            self._forget()
            return profiles.whom(self._store, name)
        chosen = {held.id for held in self._chosen([within])} & set(own) if within else set(own)
        if len(chosen) != 1 or len(own) + len(whole.aliases) < 3:
            raise UsageError(
                f"{name!r} is the only name of {whole.name}, in {len(own)} document{'s' * (len(own) != 1)}; name one of "
                "several with --in whose bearer is somebody else." if len(own) > 1 else
                f"{name!r} is the only name of {whole.name}; there is nothing to split."
            )  # fmt: skip
        (document,) = chosen
        self._store.tie("split", anchored(name, document), name, by=by, reason=reason)
        self._forget()
        return self._store.called(name, document) or profiles.whom(self._store, name)

    def _named(self, who: str) -> str:
        """A name of the record: itself, or that of the person meant; of namesakes one in a document of its bearer."""
        if self._store.called(who) and self._store.is_name(who):
            return who
        whole = profiles.whom(self._store, who)
        alone = [a for a in whole.aliases if len(self._store.bearers(a)) == 1]
        return min(alone, key=lambda a: a != whole.name) if alone else anchored(*self._store.uses_of(whole.id)[0])

    def _chosen(self, names: Iterable[str]) -> list[Held]:
        """The documents of these names or ids; all where none is named."""
        held = self._store.documents(all_versions=True)
        chosen = list(names)
        if not chosen:
            return [h for h in held if h.current]
        found = []
        for name in chosen:
            fitting = [
                h for h in held if f"/{h.name}".endswith(f"/{name}") or (len(name) >= 8 and h.id.startswith(name))
            ]
            if not fitting:
                raise UsageError(f"The record holds no document {name!r}; `loquitur documents` lists them.")
            if len({h.name for h in fitting}) > 1:
                raise UsageError(f"{name!r} is the name of {len(fitting)} documents; give the whole path or the id.")
            found += fitting
        return found
