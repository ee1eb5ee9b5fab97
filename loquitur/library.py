"""A library to check against: the texts of a record, an index over them, and who speaks in them.

A folder of documents is kept as a record without findings in the user's cache folder, named by the digests of its files,
so that it is indexed once; a listing of size and time tells whether it has changed. Findings of a library's document are
made when a quotation is found in it, and no sooner.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from loquitur import language, reading
from loquitur.errors import RecordError, UnreadableDocument, UsageError
from loquitur.model import Document, Held, Hit, Statement, digest
from loquitur.settings import Settings
from loquitur.store import persons
from loquitur.store.store import Store

if TYPE_CHECKING:
    from loquitur.matching.index import Index

__all__ = ["Shelf", "cache_clear", "open_library"]


@dataclass
class Shelf:
    """The texts of a store with their index. Close it in the end."""

    store: Store
    index_folder: Path
    unreadable: tuple[str, ...] = ()
    root: str = ""
    """What a document's name begins with, left off where the library is a folder."""
    owned: bool = True
    _statements: dict[str, list[Statement]] = field(default_factory=dict)
    _copies: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each document by its id."""
        return {d.id: d.name.removeprefix(self.root) for d in self.store.documents()}

    @cached_property
    def _index(self) -> "Index":
        from loquitur.matching.index import Index, build

        target = self.index_folder / digest(*sorted(self.names))[:32]
        for attempt in (1, 2):
            try:
                return Index.open(target, self.text)
            except ValueError:
                shutil.rmtree(target, ignore_errors=True)
                part = target.with_name(f"{target.name}.{os.getpid()}.{attempt}")
                try:
                    build(part, ((key, self.text(key)) for key in self.names))
                    os.replace(part, target)
                except OSError as error:
                    shutil.rmtree(part, ignore_errors=True)
                    if not target.is_dir():
                        raise RecordError(
                            f"{self.index_folder} cannot be written ({error.strerror}); make room on the disk or name another cache."
                        ) from error
        return Index.open(target, self.text)

    def find(self, words: str, *, limit: int = 10, exclude: Collection[str] = ()) -> list[Hit]:
        """Places where the words seem to stand, best first; documents by their ids."""
        return self._index.find(words, limit=limit, exclude=exclude)

    def text(self, key: str) -> str:
        """The text of a document."""
        return self.store.text(key)

    def voice(self, key: str, start: int, end: int) -> tuple[str | None, bool]:
        """Who speaks at a place, and whether the document quotes there."""
        author = self.store.field(key, "author")
        inside = [
            s
            for s in self._told(key)
            if s.quotation.mode == "direct"
            and sum(max(0, min(b, end) - max(a, start)) for a, b in s.quotation.spans) * 2 > end - start
        ]
        if not inside:
            return author, False
        innermost = min(inside, key=lambda s: s.quotation.spans[-1].end - s.quotation.spans[0].start)
        name = innermost.speaker.name
        return name, not (author and name and persons.fits(name, author))

    def _told(self, key: str) -> list[Statement]:
        if key not in self._statements:
            if self.store.has_findings(key):
                self._statements[key] = [s for _, s in self.store.findings(Statement, key)]
            else:
                self._statements[key] = list(language.find(self.store.document(key)).statements)
        return self._statements[key]

    def held(self, speaker: str | None, said: str | None, work: str | None) -> Held:
        """How much of a speaker's named work is here: `complete` only where its very title is held complete."""
        own = [k for k in self.names if speaker and persons.fits(speaker, self.store.field(k, "author") or "\0")]
        if not own:
            return "none"
        titled = [k for k in own if work and (self.store.field(k, "title") or "").casefold() == work.casefold()]
        return "complete" if any(self.store.field(k, "extent") == "complete" for k in titled) else "extract"

    def copies(self, draft: Document) -> Collection[str]:
        """The draft itself, other versions under its name, and texts that hold half of its own words."""
        if draft.id not in self._copies:
            self._copies[draft.id] = frozenset(self._copied(draft))
        return self._copies[draft.id]

    def _copied(self, draft: Document) -> set[str]:
        same = {k for k, name in self.names.items() if k == draft.id or Path(name).name == Path(draft.name).name}
        own = [draft.text[b.span.start : b.span.end] for b in draft.blocks if b.kind == "paragraph"]
        long = [w for w in own if len(w) > 80][:40]
        counts: dict[str, int] = {}
        for words in long:
            for hit in self.find(words[:400], limit=3):
                if hit.score > 850:
                    counts[hit.doc] = counts.get(hit.doc, 0) + 1
        return same | {k for k, n in counts.items() if n * 2 > len(long) and n > 1}

    def close(self) -> None:
        """Lets the files go."""
        if "_index" in self.__dict__:
            self._index.close()
        if self.owned:
            self.store.close()


def open_library(path: Path, settings: Settings, progress: Callable[[int, int], None] | None = None) -> Shelf:
    """The library at a path: a record, or a folder that is read into the cache if it is not there already."""
    if (path / "record.sqlite").is_file():
        store = Store.open(path)
        return Shelf(store, path / "index", tuple(store.notes("unreadable")))
    if not path.is_dir():
        raise UsageError(f"{path} is neither a record nor a folder of documents; name one with --library.")
    files = [f for f in reading.walk([path]) if f.is_file()]
    cache = settings.cache_folder
    name = _contents(path, files, cache)
    target = cache / "libraries" / f"{name}.record"
    root = path.as_posix().rstrip("/") + "/"
    if not (target / "record.sqlite").is_file():
        _read_in(target, path, files, settings, progress)
    store = Store.open(target)
    return Shelf(
        store, target / "index", tuple(store.notes("unreadable")), root if _same_root(store, root) else _root_of(store)
    )


def _same_root(store: Store, root: str) -> bool:
    return all(d.name.startswith(root) for d in store.documents())


def _root_of(store: Store) -> str:
    """What all names of a cached folder begin with: it may have been read from another place."""
    roots = store.notes("root")
    return roots[0] if roots else ""


def _contents(path: Path, files: list[Path], cache: Path) -> str:
    """The digest of a folder's files, from a listing where size and time have not changed."""
    try:
        (cache / "folders").mkdir(parents=True, exist_ok=True, mode=0o700)
        os.chmod(cache, 0o700)
    except OSError as error:
        raise UsageError(f"{cache} cannot be written ({error.strerror}); name another cache with --cache.") from error
    table = [*files, *(p for p in {f.parent / "metadata.csv" for f in files} if p.is_file())]
    state = {}
    for file in sorted(table):
        try:
            stat = file.stat()
            state[file.relative_to(path).as_posix()] = [stat.st_size, stat.st_mtime_ns]
        except OSError:
            continue
    listing = cache / "folders" / f"{digest(str(path.resolve()))[:32]}.json"
    try:
        known = json.loads(listing.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if known.get("state") == state and known.get("version") == language.BY:
        return str(known["name"])
    name = digest(language.BY, *(part for rel in state for part in (rel, _bytes(path / rel))))[:32]
    part = listing.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps({"version": language.BY, "state": state, "name": name}), encoding="utf-8")
    os.replace(part, listing)
    return name


def _bytes(path: Path) -> str:
    import hashlib

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _read_in(
    target: Path, path: Path, files: list[Path], settings: Settings, progress: Callable[[int, int], None] | None
) -> None:
    part = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(part, ignore_errors=True)
    store = Store.create(part)
    try:
        store.note("root", path.as_posix().rstrip("/") + "/")
        for i, file in enumerate(files):
            try:
                doc, data = reading.load(file, max_bytes=settings.max_megabytes * 1_000_000)
                store.put(doc, data, None)
            except UnreadableDocument as error:
                store.note("unreadable", error.name)
            if progress:
                progress(i + 1, len(files))
    except BaseException:
        store.close()
        shutil.rmtree(part, ignore_errors=True)
        raise
    store.close()
    try:
        os.replace(part, target)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)
        if not target.is_dir():
            raise


def cache_clear(settings: Settings) -> int:
    """Removes every indexed library from the cache; how many there were."""
    found = list((settings.cache_folder / "libraries").glob("*.record*")) if settings.cache_folder.is_dir() else []
    for folder in found:
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(settings.cache_folder / "folders", ignore_errors=True)
    return len(found)
