"""The record behind the room: some opened for reading, lent to one request at a time, and one writer.

A reader sees what was written before it was lent. What is derived for all of them (the catalogue, verdicts) is kept
here until the record changes. Verdicts are found by a thread of low hurry, so that pages need not wait for them; only
their kinds are kept, by ids, never a document's words.
"""

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from loquitur.errors import LoquiturError, RecordLocked
from loquitur.looking import Entry, Quoted
from loquitur.model import Statement, VerdictKind
from loquitur.record import Record
from loquitur.standing import Standing
from loquitur.web.page import Page

T = TypeVar("T")

__all__ = ["Desk"]

_READERS = 4
_PAGES = 256
_PATIENCE = 30.0
"""How long a writer waits for another one of this room, in seconds."""
_QUICK = 0.1
"""What took less to make, in seconds, is made anew before a page is drawn."""
_SPARING = 4.0
"""What took long rests so many times as long before it is made anew, so that a steady writer leaves time for pages."""
_QUIET = 0.5
"""Nothing is checked until so many seconds have passed without a reader."""
_REST = 2.0
"""How long the thread that checks rests after each check, as a multiple of the time that took."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Something derived from the whole record."""

    value: object
    generation: int
    made: float
    """When, by the clock that never goes back."""
    spent: float
    """How many seconds it took."""


class Desk:
    """Lends out a record. Close it in the end."""

    def __init__(self, path: Path, *, checking: bool = True) -> None:
        self.path = path
        self._free: queue.LifoQueue[Record] = queue.LifoQueue()
        self._opening = threading.Lock()
        self._writing = threading.Lock()
        self._standing = Standing()
        self._closed = threading.Event()
        self._changed = threading.Event()
        self._documents: dict[str, Entry] = {}
        self._verdicts: dict[str, tuple[VerdictKind, str]] = {}
        self._kept: dict[str, _Kept] = {}
        self._making: set[str] = set()
        self._pages: dict[tuple[str, ...], Page] = {}
        self._paged = 0
        self._asked = 0.0
        self._moment = (0, 0)
        self.generation = 0
        for _ in range(_READERS):
            self._free.put(Record.open(path, standing=self._standing))
        with self.reading() as record:
            self._look(record)
        self._changed.set()
        self._checker = threading.Thread(target=self._check, name="checks", daemon=True) if checking else None
        if self._checker:
            self._checker.start()

    @property
    def documents(self) -> dict[str, Entry]:
        """The current documents by name."""
        return self._documents

    @property
    def verdicts(self) -> dict[str, tuple[VerdictKind, str]]:
        """The verdict on a quotation and the id of its document, by the id of the quotation, where it was found."""
        return self._verdicts

    def kept(self, what: str, record: Record, make: Callable[[Record], T]) -> T:
        """Something derived from the whole record, made once for each state of it.

        What is quick to make is as the record is now. What takes long is given as it was, while it is made anew.
        """
        kept = self._kept.get(what)
        if kept is None or (kept.spent < _QUICK and kept.generation != self.generation):
            return self._make(what, record, make)
        value = kept.value
        if kept.generation == self.generation or time.monotonic() - kept.made < _SPARING * kept.spent:
            return cast(T, value)
        with self._opening:
            if what not in self._making:
                self._making.add(what)
                threading.Thread(target=self._remake, args=(what, make), name=what, daemon=True).start()
        return cast(T, value)

    def page(self, name: tuple[str, ...], make: Callable[[], Page]) -> Page:
        """A page, made once for each state of the record; the last ones are kept in memory."""
        generation = self.generation
        if self._paged != generation:
            self._pages.clear()
            self._paged = generation
        found = self._pages.get(name)
        if found is None:
            found = make()
            while len(self._pages) >= _PAGES:
                self._pages.pop(next(iter(self._pages)), None)
            if generation == self.generation:
                self._pages[name] = found
        return found

    def _make(self, what: str, record: Record, make: Callable[[Record], T]) -> T:
        generation, begun = self.generation, time.monotonic()
        value = make(record)
        self._kept[what] = _Kept(value, generation, time.monotonic(), time.monotonic() - begun)
        return value

    def _remake(self, what: str, make: Callable[[Record], object]) -> None:
        try:
            with contextlib.suppress(LoquiturError), self.reading() as record:
                self._make(what, record, make)
        finally:
            self._making.discard(what)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Record]:
        """A record that nobody else uses meanwhile, as it is now."""
        self._asked = time.monotonic()
        record = self._free.get()
        try:
            if record.renew():
                with self._opening:
                    record.ready()
                    if record.moment() != self._moment:  # another reader may have looked already
                        self._look(record)
            yield record
        finally:
            self._free.put(record)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Record]:
        """The record opened for writing. Raises RecordLocked where somebody else writes for long."""
        if not self._writing.acquire(timeout=_PATIENCE):
            raise RecordLocked(f"{self.path} is being written to from another page of this room; try again soon.")
        try:
            with Record.open(self.path, write=True) as record:
                yield record
        finally:
            self._writing.release()

    def _look(self, record: Record) -> None:
        """The catalogue is made anew."""
        self._moment = record.moment()
        self._documents = {e.name: e for e in record.catalogue()}
        self.generation += 1
        self._changed.set()

    def _check(self) -> None:
        """Keeps the verdicts on all quotations, again after each change, until the desk is closed."""
        record = Record.open(self.path, standing=self._standing)
        try:
            while not self._closed.is_set():
                if self._changed.wait(1.0):
                    self._changed.clear()
                    record.renew()
                    with contextlib.suppress(LoquiturError):
                        self._check_all(record)
        finally:
            record.close()

    def _check_all(self, record: Record) -> None:
        for entry in list(self._documents.values()):
            doc = record.document(entry.id)
            for statement in record.found(Statement, entry.id) if doc else ():
                if self._closed.is_set() or self._changed.is_set():
                    return
                begun = time.monotonic()
                spoken = statement.quotation.mode in ("direct", "mixed")
                checked = record.checked(Quoted(doc, statement, False, 0)) if doc and spoken else None
                if checked:
                    self._verdicts[statement.quotation.id] = (checked.verdict.kind, entry.id)
                self._closed.wait(min(0.2, _REST * (time.monotonic() - begun)))
                while time.monotonic() - self._asked < _QUIET and not self._closed.is_set():
                    self._closed.wait(_QUIET)

    def close(self) -> None:
        """Lets every record go."""
        self._closed.set()
        if self._checker:
            self._checker.join(10)
        for _ in range(_READERS):
            self._free.get().close()
