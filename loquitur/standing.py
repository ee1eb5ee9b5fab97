"""What was found by laying words beside a record, kept as long as it stands.

A new document can change any verdict, but changes hardly any. So each thing kept notes what it rests on: the documents
looked into, the words sought, the speakers whose works were counted. When the record has changed, its log tells how. A
thing is given again only where no document that it rests on was touched, and nothing that is new is found by the words
sought or is by a speaker counted. Else, and after a change of another kind (a removal, a new version of a file), it is
made anew.

Guarantee: what is given is what would be found now, as long as the index finds the same in the same documents. Limit:
where the index joins its segments, it may weigh mere likenesses otherwise; only the last few thousand things are kept.
"""

import threading
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, cast

from loquitur.model import Hit

__all__ = ["Rest", "Sought", "Standing", "State"]

T = TypeVar("T")
_KEPT = 4096
_TOUCHING = frozenset({"document", "finding", "reading"})
"""Entries of the log that tell something new of one document."""
_QUIET = frozenset({"begin", "export", "key", "policy", "record-key", "tie"})
"""Entries of the log that bear on no document's words: names that a user joined, copies, keys."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Words that were sought, and where they were found."""

    words: str
    limit: int
    avoided: frozenset[str]
    """The documents passed over."""
    hits: tuple[Hit, ...]


@dataclass(slots=True)
class Rest:
    """What a thing rests on."""

    documents: set[str] = field(default_factory=set)
    """Those looked into."""
    sought: list[Sought] = field(default_factory=list)
    speakers: list[tuple[str, str | None]] = field(default_factory=list)
    """Those whose works were counted, each with the date of the words."""
    least: int = 0
    """Shorter documents, in code points, bear on nothing that was found."""
    copies: dict[str, frozenset[str]] = field(default_factory=dict)
    """What was found to be a copy of a document, by that document's id."""


@dataclass(slots=True)
class _Kept:
    value: object
    rest: Rest
    position: int
    """Of the record's log; there it stood."""
    fallen: bool = False


class State(Protocol):
    """A record as it is at a position of its log."""

    making: list[Rest]
    """What is being made, the innermost last."""

    @property
    def position(self) -> int:
        """How many entries the log has."""

    def happened(self, since: int) -> Sequence[tuple[str, str | None]]:
        """The entries since a position: kind, and the document's id."""

    def are_versions(self, new: Collection[str]) -> bool:
        """Whether one of these documents stands in place of another of its name."""

    def is_touched(self, rest: Rest, new: Collection[str]) -> bool:
        """Whether these documents change what was found for it."""


class Standing:
    """What was found, for all who read one record. It may be shared between threads."""

    def __init__(self) -> None:
        self._things: dict[Hashable, _Kept] = {}
        self._lock = threading.Lock()

    def give(self, name: Hashable, state: State, make: Callable[[], T]) -> T:
        """The thing of a name as it is now; made where it is not kept or does not stand any more."""
        with self._lock:
            kept = self._things.pop(name, None)
            if kept:
                self._things[name] = kept  # the last one asked for is the last one to go
        if kept is None or not _stands(kept, state):
            kept = _made(state, make)
            with self._lock:
                self._things[name] = kept
                while len(self._things) > _KEPT:
                    del self._things[next(iter(self._things))]
        return cast(T, kept.value)


def _made(state: State, make: Callable[[], object]) -> _Kept:
    rest = Rest()
    state.making.append(rest)
    try:
        return _Kept(make(), rest, state.position)
    finally:
        state.making.pop()


def _stands(kept: _Kept, state: State) -> bool:
    """Whether a thing is as it would be found now; looked into once for each state of the record."""
    if kept.fallen or kept.position >= state.position:
        return not kept.fallen
    happened = state.happened(kept.position)
    new = {key for kind, key in happened if kind == "document" and key}
    touched = {key for kind, key in happened if kind in _TOUCHING and key}
    if (
        any(kind not in _TOUCHING | _QUIET for kind, _ in happened)
        or not kept.rest.documents.isdisjoint(touched)
        or (new and (state.are_versions(new) or state.is_touched(kept.rest, new)))
    ):
        kept.fallen = True
    else:
        kept.position = state.position  # never both, so that two threads at once do no harm
    return not kept.fallen
