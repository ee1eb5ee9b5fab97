"""Record: the table of contents of what Loquitur does.

    with Record.open(path, write=True) as record:
        for added in record.add(paths): …
        record.ask("Who spoke out against Hastings?")

Each method is a few lines that say which room does the work. The functions below it work on files without a record.
"""

import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from loquitur import language, questions, reading
from loquitur.answers import Answer
from loquitur.errors import NoRecord, UnreadableDocument, UsageError
from loquitur.eye import Eye
from loquitur.hand import Hand
from loquitur.language.sentences import tongue
from loquitur.language.times import edtf
from loquitur.library import Shelf, cache_clear, open_library
from loquitur.looking import Quoted
from loquitur.matching.clusters import Cluster, Formula, Passage, clusters
from loquitur.model import Document, Findings, Hit, Person, Source, Span, Statement, Verdict
from loquitur.proving import Proving
from loquitur.questions import chronology
from loquitur.questions import profile as profiles
from loquitur.questions.chronology import Moment
from loquitur.questions.profile import Profile
from loquitur.sayings import Apart, Appearance, Citation, Saying
from loquitur.settings import Settings, load
from loquitur.standing import Standing
from loquitur.store.store import Store

T = TypeVar("T")

__all__ = ["Added", "Checked", "Found", "Record", "cache_clear", "check", "draft", "fields", "find", "quotes", "trace"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file."""

    name: str
    outcome: str
    """added, unchanged, new version, read again, or unreadable."""
    doc: str | None
    words: int
    statements: int
    problem: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation of a draft with the verdict on it."""

    draft: Document
    statement: Statement
    verdict: Verdict
    searched: int
    unreadable: tuple[str, ...]
    """The files of the library that could not be read."""
    citations: tuple[Citation | None, ...]
    """One a part of the verdict, where it has a source."""
    also: tuple[Citation, ...]
    """One an appearance."""


@dataclass(frozen=True, slots=True)
class Found:
    """The places of one quotation in a library, each document by its path there."""

    qid: str
    hits: tuple[Hit, ...]
    ms: float
    passages: tuple[str, ...]
    """The words at each hit, where they were asked for."""


class Record(Hand, Proving, Eye):
    """A record on disk, opened."""

    def __init__(self, store: Store, settings: Settings, standing: Standing | None = None) -> None:
        super().__init__(store)
        self.settings = settings
        self._standing = standing or Standing()
        self._library: Shelf | None = None
        self._version = store.version()

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty record, opened for writing."""
        return cls(Store.create(path), load(path))

    @classmethod
    def open(
        cls, path: Path | str, *, write: bool = False, new_key: bool = False, standing: Standing | None = None
    ) -> Self:
        """The record in a folder; with a new key where its own is lost, if that is asked for. Raises RecordError.

        Who opens it several times lets these share what they find, and know whether it still stands.
        """
        return cls(Store.open(Path(path), write=write, new_key=new_key), load(Path(path)), standing)

    @classmethod
    def made(cls, path: Path) -> Self:
        """The record in a folder, opened for writing; a new one where there is none."""
        try:
            return cls.open(path, write=True)
        except NoRecord:
            return cls.create(path)

    @staticmethod
    def locate(given: Path | None) -> Path:
        """The record that is meant: the one given, else LOQUITUR_RECORD, else the one *.record here or above."""
        named = given or (Path(os.environ["LOQUITUR_RECORD"]) if os.environ.get("LOQUITUR_RECORD") else None)
        if named:
            return named
        for folder in (Path.cwd(), *Path.cwd().parents):
            found = sorted(p for p in folder.glob("*.record") if p.is_dir())
            if len(found) == 1:
                return found[0]
            if found:
                raise UsageError(f"{folder} holds {len(found)} records; say which one with --record.")
        raise NoRecord(
            "There is no record here or above; name one with --record, or make one with `loquitur add FILE…`."
        )

    @staticmethod
    def told_by(given: Path | None) -> str:
        """Where `locate` takes the record from."""
        return "option" if given else "LOQUITUR_RECORD" if os.environ.get("LOQUITUR_RECORD") else "looked for"

    def add(self, paths: Iterable[Path], given: Mapping[str, str] | None = None) -> Iterator[Added]:
        """Reads files into the record, one transaction each; what cannot be read is told and passed over.

        Raises UsageError for a given field that makes no sense.
        """
        return self._added(reading.walk(paths), fields(given or {}))

    def _added(self, paths: Iterable[Path], given: Mapping[str, str]) -> Iterator[Added]:
        most = self.settings.max_megabytes * 1_000_000
        yield from self._taken(partial(reading.load, path, given=given, max_bytes=most) for path in paths)

    def _taken(self, loaders: Iterable[Callable[[], tuple[Document, bytes]]]) -> Iterator[Added]:
        for loader in loaders:
            try:
                doc, data = loader()
                findings = self._findings(doc)
                outcome = self._store.put(doc, data, findings)
            except UnreadableDocument as error:
                self._store.note("unreadable", error.name)
                yield Added(error.name, "unreadable", None, 0, 0, str(error))
                continue
            self._forget()
            yield Added(doc.name, outcome, doc.id, len(doc.text.split()), len(findings.statements), None)

    def _findings(self, doc: Document) -> Findings:
        """What is found in a document by the reader that the record's settings name."""
        return language.find(doc, trained=_trained(self.settings))

    def take(self, name: str, data: bytes, given: Mapping[str, str], table: bytes = b"") -> Added:
        """Reads one file that is in hand into the record; `table` is the metadata.csv that came with it."""

        def loaded() -> tuple[Document, bytes]:
            most = self.settings.max_megabytes * 1_000_000
            return reading.taken(data, name, given=given, table=table, max_bytes=most), data

        return next(self._taken([loaded]))

    def reread(self, names: Iterable[str] = ()) -> Iterator[Added]:
        """Reads documents again from the bytes kept, with the readers and rules of this version."""
        for held in self._chosen(names):
            before = self._store.document(held.id)
            given = {f.name: f.value for f in reversed(before.metadata) if f.origin.startswith("--")}
            beside = {f.name: f.value for f in reversed(before.metadata) if f.origin == "metadata.csv"}
            doc = reading.read(self._store.data(held.id), held.name, given=given, beside=beside)
            findings = self._findings(doc)
            self._store.replace(doc, findings)
            self._forget()
            yield Added(doc.name, "read again", doc.id, len(doc.text.split()), len(findings.statements), None)

    def unplaced(self) -> list[tuple[str, str]]:
        """What users found and a later reading has no place for: the document's name, and kind and number of each."""
        return [(h.name, told) for h in self._store.documents() for told in self._store.unplaced(h.id)]

    def remove(self, name: str) -> list[str]:
        """Erases a document, all versions of it; a tombstone stays. The ids that were erased."""
        chosen = self._chosen([name])
        for held in chosen:
            self._store.remove(held.id)
        self._forget()
        for folder in ("index", "index-texts"):
            shutil.rmtree(self._store.folder / folder, ignore_errors=True)
        return [h.id for h in chosen]

    def export(self, to: Path) -> None:
        """Writes a safe copy of the record."""
        self._store.export(to)

    def documents(self) -> list[Document]:
        """The documents of the record, by name."""
        return [self._store.document(h.id) for h in self._store.documents()]

    def examine(self, draft: Document) -> Iterator[tuple[int, Checked]]:
        """Each quotation of a draft that is in hand, laid beside the record, with the thousandths of it that are done."""
        yield from _check(draft, self._findings(draft).statements, self._shelf())

    def checked(self, quoted: Quoted) -> Checked | None:
        """A quotation laid beside the other documents; None for what nobody utters."""
        return next((one for _, one in _check(quoted.document, [quoted.statement], self._shelf())), None)

    def renew(self) -> bool:
        """Whether others have written to the record since this was asked last; what was derived from it is let go."""
        before, self._version = self._version, self._store.version()
        changed = before != self._version
        if changed:
            self._forget()
        return changed

    def ready(self) -> None:
        """The index is up to date and opened, so that the next question need not wait for it."""
        self._shelf().find("")

    def people(self) -> list[Person]:
        """Everybody the record names, by name."""
        return self._store.persons()

    def profile(self, who: str, *, checked: bool = False) -> Profile:
        """All that the record holds on a person, by name or id; with `checked` their words are laid beside sources.

        Raises UsageError for a name that nobody bears, or several.
        """
        found = profiles.whom(self._store, who)
        return profiles.profile(self._store, self._verify if checked else None, found)

    def timeline(self, person: str | None = None, *, checked: bool = True) -> list[Moment]:
        """The moments of the record, or of one person, with the two clocks: when said, and when known to whom.

        With `checked` quotations are looked up in the record, so that who quotes a document shows that it was known.
        """
        meant = profiles.whom(self._store, person) if person is not None else None
        return chronology.timeline(self._store, self._verify if checked else None, meant)

    def check(self, names: Iterable[str] = ()) -> Iterator[Checked]:
        """Lays every quotation of the record's documents beside the other documents."""
        library = self._shelf()
        for held in self._chosen(names):
            doc = self._store.document(held.id)
            statements = [s for _, s in self._store.findings(Statement, held.id)]
            yield from (found for _, found in _check(doc, statements, library))

    def trace(self, words: str) -> Saying:
        """Every appearance of these words in the record, the earliest first."""
        from loquitur import tracing  # NumPy: not for commands that match nothing

        shelf = self._shelf()
        saying = shelf.standing.give(("saying", words), shelf, lambda: tracing.trace(words, shelf))
        return _called(replace(saying, searched=len(shelf.names), unreadable=shelf.unreadable), shelf.names)

    def sayings(self) -> Iterator[Saying]:
        """The sayings of all quotations of the record that stand in more than one document."""
        from loquitur import tracing

        shelf = self._shelf()
        yield from (_called(saying, shelf.names) for saying in tracing.sayings(shelf))

    def part(self, words: str, number: int, *, by: str = "", reason: str = "") -> Appearance:
        """Keeps a user's word that appearance `number` of these words, from 1, is another saying; it can be taken back."""
        from loquitur import tracing

        saying = tracing.trace(words, self._shelf())
        one = _numbered(saying.appearances, number, "appearances")
        first = saying.appearances[0 if number > 1 else min(1, len(saying.appearances) - 1)].source
        told = f"kept apart by {by or 'the user'}{f': {reason}' if reason else ''}"
        apart = Apart(Span(one.source.start, one.source.end), first.text, told)
        self._store.overrule(one.source.doc, apart, by=by, reason=reason)
        self._forget()
        return one

    def rejoin(self, words: str, number: int, *, by: str = "", reason: str = "") -> Appearance:
        """Takes back that the passage `number` of those kept apart, from 1, is another saying."""
        from loquitur import tracing

        one = _numbered(tracing.trace(words, self._shelf()).apart, number, "passages kept apart")
        for found, apart in self._store.numbered(Apart, one.source.doc):
            if apart.span.start < one.source.end and one.source.start < apart.span.end:
                self._store.overrule(one.source.doc, None, supersedes=found, by=by, reason=reason)
        self._forget()
        return one

    def ask(self, question: str) -> Answer:
        """The answer to a question: passages with their evidence and coverage."""
        return questions.answer(question, self._store, self._verify)

    def _verify(self, key: str, statement: Statement) -> tuple[Verdict, dict[str, str]]:
        library = self._shelf()
        return _stood(statement, key, lambda: self._store.document(key), library), library.names

    def _shelf(self) -> Shelf:
        if self._library is None:
            unread = tuple(self._store.notes("unreadable"))
            folder = self._store.folder / "index"
            self._library = Shelf(self._store, folder, unread, owned=False, standing=self._standing)
        return self._library

    def _forget(self) -> None:
        if self._library:
            self._library.close()
            self._library = None

    def close(self) -> None:
        """Lets the record go."""
        self._forget()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def fields(given: Mapping[str, str]) -> dict[str, str]:
    """The given fields, dates as EDTF. Raises UsageError for one that makes no sense."""
    sound = {name: reading.dated(name, value.strip()) for name, value in given.items()}
    dates = [(name, sound[name]) for name in sound if name in ("said", "published")]
    dates += [("known", one.split()[0]) for one in sound.get("known", "").split(";") if one.strip()]
    for name, value in dates:
        if not edtf.valid(value):
            raise UsageError(f"--{name}: {value!r} is no date; write it as 1923, 1923-01 or 1923-01-04.")
    if sound.get("extent", "unknown") not in ("complete", "extract", "unknown"):
        raise UsageError(f"--extent: {sound['extent']!r} is none of complete, extract, unknown.")
    return sound


def draft(name: str, data: bytes) -> Document:
    """A draft that is in hand, read. Raises UnreadableDocument."""
    return reading.read(data, name)


def quotes(
    paths: Iterable[Path],
    settings: Settings | None = None,
    *,
    trained: bool = False,
    attitudes: bool = False,
    sides: bool = False,
) -> Iterator[tuple[Document, Findings] | UnreadableDocument]:
    """Everything found in each file, with the trained reader or the network for sides if asked, or why it could not be read."""
    limit = (settings or load()).max_megabytes * 1_000_000
    for path in reading.walk(paths):
        try:
            doc, _ = reading.load(path, max_bytes=limit)
        except UnreadableDocument as error:
            yield error
            continue
        yield doc, language.find(doc, trained=trained, attitudes=attitudes, sides=sides)


def _trained(settings: Settings) -> bool:
    """Whether the settings name the trained reader. Raises UsageError where they do and it does not run."""
    trained = settings.reader == "trained"
    if trained and (lacking := language.untrained()):
        raise UsageError(
            f"The setting reader = trained ({settings.origin('reader')}) cannot be met: {lacking}; "
            "install it, or set reader to rules."
        )
    return trained


def untrained() -> str | None:
    """Why the trained reader of quotations does not run here, in words; None where it runs."""
    return language.untrained()


def is_known_tongue(doc: Document) -> bool:
    """Whether the document is in a language whose cues and names are read."""
    return tongue.is_known(doc.text)


def check(
    drafts: Iterable[Path],
    library: Path,
    settings: Settings,
    progress: Callable[[int, int], None] | None = None,
    *,
    checking: Callable[[int, int], None] | None = None,
) -> Iterator[Checked | UnreadableDocument]:
    """Lays every quotation of the drafts beside a library; `checking` is told how far it is, in thousandths a draft."""
    shelf = open_library(library, settings, progress)
    files = reading.walk(drafts)
    try:
        for number, read in enumerate(quotes(files, settings, trained=_trained(settings))):
            if isinstance(read, UnreadableDocument):
                yield read
                continue
            for part, found in _check(read[0], read[1].statements, shelf):
                if checking:
                    checking(1000 * number + part, 1000 * len(files))
                yield found
    finally:
        shelf.close()


def _check(doc: Document, statements: Iterable[Statement], library: Shelf) -> Iterator[tuple[int, Checked]]:
    """Each quotation that somebody utters, with the thousandths of the document that are done."""
    statements = list(statements)
    own = doc.id in library.names and library.store.has_findings(doc.id)
    if not own:
        library.known(doc, statements)
    spoken = [s for s in statements if s.quotation.mode != "report" and s.act == "speech"]
    for number, statement in enumerate(spoken, 1):
        found = _stood(statement, doc.id, lambda: doc, library) if own else _judged(statement, doc, library)
        citations = tuple(library.citation(p.source) if p.source else None for p in found.parts)
        also = tuple(library.citation(a) for a in found.appearances)
        named = _named(found, library.names)
        checked = Checked(doc, statement, named, len(library.names), library.unreadable, citations, also)
        yield 1000 * number // len(spoken), checked


def trace(words: str, library: Path, settings: Settings, progress: Callable[[int, int], None] | None = None) -> Saying:
    """Every appearance of these words in a library, the earliest first."""
    from loquitur import tracing

    shelf = open_library(library, settings, progress)
    try:
        return _called(tracing.trace(words, shelf), shelf.names)
    finally:
        shelf.close()


def _called(saying: Saying, names: Mapping[str, str]) -> Saying:
    """The saying with documents called by their names instead of their ids."""

    def called(found: Iterable[Appearance]) -> tuple[Appearance, ...]:
        return tuple(replace(one, source=replace(one.source, doc=names[one.source.doc])) for one in found)

    return replace(saying, appearances=called(saying.appearances), apart=called(saying.apart))


def _numbered(found: Sequence[Appearance], number: int, what: str) -> Appearance:
    if not 1 <= number <= len(found):
        raise UsageError(f"There are {len(found)} {what} of these words; {number} is none of them.")
    return found[number - 1]


def _stood(statement: Statement, key: str, doc: Callable[[], Document], library: Shelf) -> Verdict:
    """What a library says of the words of a statement in one of its own documents; again, where that still stands."""
    return library.standing.give(("verdict", key, statement), library, lambda: _judged(statement, doc(), library))


def _judged(statement: Statement, doc: Document, library: Shelf) -> Verdict:
    """What a library says of a statement's words; the first work that its chain names is the one looked for."""
    from loquitur.matching import verdict  # NumPy: not for commands that match nothing

    work = next((link.work for link in statement.chain if link.work), None)
    who = statement.speaker
    told = verdict.Told(who.name, statement.said, work, person=who.kind not in ("group", "organisation"))
    return verdict.check(statement.quotation, doc, told, library)


def _named(verdict: Verdict, names: Mapping[str, str]) -> Verdict:
    """The verdict with documents called by their names instead of their ids."""

    def name(source: Source | None) -> Source | None:
        return replace(source, doc=names[source.doc]) if source else None

    parts = tuple(replace(p, source=name(p.source)) for p in verdict.parts)
    return replace(verdict, parts=parts, appearances=tuple(s for s in map(name, verdict.appearances) if s))


def find(
    queries: Collection[tuple[str, str]],
    library: Path,
    settings: Settings,
    progress: Callable[[int, int], None] | None = None,
    *,
    shown: bool = False,
) -> Iterator[Found]:
    """Where each of these (id, words) stands in a library; with the words there, if they are to be shown."""
    shelf = open_library(library, settings, progress)
    try:
        shelf.expect(len(queries))  # opens the index, so that the first question's time is its own
        for qid, words in queries:
            start = time.perf_counter()
            hits = shelf.find(words)
            spent = 1000 * (time.perf_counter() - start)
            passages = tuple(shelf.text(h.doc)[h.start : h.end] for h in hits if shown)
            yield Found(qid, tuple(replace(h, doc=shelf.names[h.doc]) for h in hits), round(spent, 3), passages)
    finally:
        shelf.close()


@dataclass(frozen=True, slots=True)
class Shared:
    """What documents have in common, and its words where they stand first."""

    found: Cluster | Formula
    words: str


def reuse(library: Path, settings: Settings, progress: Callable[[int, int], None] | None = None) -> Iterator[Shared]:
    """What the documents of a library share, most origins first, then its formulas; each document by its path there."""
    from loquitur.matching.reuse import reuse as shared  # Numba: not for commands that match nothing

    shelf = open_library(library, settings, progress)
    try:
        names = shelf.names
        texts = {name: shelf.text(key) for key, name in sorted(names.items(), key=lambda n: n[1])}
        said = {names[key]: date for key, date in shelf.store.fields("said").items() if key in names}
        found = shared(texts.items())
        for cluster in clusters(found.pairs, {name: len(text) for name, text in texts.items()}, said):
            yield Shared(cluster, _words(texts, cluster.passages[0]))
        yield from (Shared(formula, _words(texts, formula.passage)) for formula in found.formulas)
    finally:
        shelf.close()


def _words(texts: Mapping[str, str], passage: Passage) -> str:
    return texts[passage.doc][passage.start : passage.end]
