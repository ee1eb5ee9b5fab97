"""A library to check against: the texts of a record, an index over them, and who speaks in them.

A check needs more of a library than where words stand: whose words they are there, how much of a speaker is held, and
which documents are the draft itself under another name. Who speaks is read from the record's findings, or, where a
document was never read for them, found when a quotation is found in it, and no sooner.

Guarantee: the index is of the very texts that the record holds now; one that is behind, cut or of another version is
built again. Limit: a copy of the draft is known by its own words, those outside its quotations.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from loquitur import folders, language
from loquitur.errors import RecordNotWritable, UnreadableDocument, UsageError
from loquitur.folders import clear as cache_clear
from loquitur.matching.names import related
from loquitur.model import Document, Held, Hit, Source, Statement
from loquitur.sayings import Citation
from loquitur.settings import Settings
from loquitur.standing import Rest, Sought, Standing
from loquitur.store import reads
from loquitur.store.store import Store
from loquitur.voices import Voices

if TYPE_CHECKING:  # the index loads NumPy, which most commands do without
    from loquitur.matching.index import Index

__all__ = ["Shelf", "cache_clear", "open_library"]

_GRAM = 8
_SAMPLES = 24
_SAMPLE = 300
_ALLOW = "change its permissions, or run as its owner"


@dataclass
class Shelf:
    """The texts of a store with their index. Close it in the end."""

    store: Store
    index_folder: Path
    unreadable: tuple[str, ...] = ()
    place: Path | None = None
    """The folder whose documents these are; None for a record of its own."""
    owned: bool = True
    standing: Standing = field(default_factory=Standing)
    """What was found in these documents before."""
    making: list[Rest] = field(default_factory=list)
    _same: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Whether a speaker is one of these authors."""
    _spare: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.position = self.store.position()

    @cached_property
    def voices(self) -> Voices:
        """Who speaks where in the documents."""
        return Voices(self.store)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each document by its id."""
        return {d.id: d.name for d in self._documents}

    @cached_property
    def _documents(self) -> list[reads.Held]:
        return self.store.documents()

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The id of each document's text."""
        return {d.id: d.text_id for d in self._documents}

    @cached_property
    def _fields(self) -> dict[str, dict[str, str]]:
        """The fields that tell of a document's speaker, time and work, by name and document."""
        return {name: self.store.fields(name) for name in ("author", "said", "published", "title", "extent")}

    def _authors(self, key: str) -> list[str]:
        """Who wrote or spoke a document, as far as it says so."""
        return [a.strip() for a in self._fields["author"].get(key, "").split(";") if a.strip()]

    # ---- where words stand ----

    @cached_property
    def _index(self) -> "Index":
        from loquitur.matching.index import Index

        try:
            return Index.of(self.index_folder, self._texts, self.store.text)
        except OSError as error:
            if self.place:
                raise RecordNotWritable(
                    f"{self.index_folder} cannot be written ({error.strerror}); make room or name another cache."
                ) from error
            self._spare.append(Path(tempfile.mkdtemp(prefix="loquitur-")))
            return Index.of(self._spare[-1] / "index", self._texts, self.store.text)

    def find(self, words: str, *, limit: int = 10, exclude: Collection[str] = ()) -> list[Hit]:
        """Places where the words seem to stand, best first; documents by their ids."""
        hits = self._index.find(words, limit=limit, exclude=exclude)
        if self.making:
            self.making[-1].sought.append(Sought(words, limit, frozenset(exclude), tuple(hits)))
        return hits

    def expect(self, many: int) -> None:
        """The index is open, and ready for so many look-ups."""
        self._index.expect(many)

    def text(self, key: str) -> str:
        """The text of a document."""
        self._look(key)
        return self.store.text(key)

    def _look(self, key: str) -> None:
        """A document is looked into for what is being made."""
        if self.making:
            self.making[-1].documents.add(key)

    # ---- whose words they are ----

    def voice(self, key: str, start: int, end: int) -> tuple[str | None, bool]:
        """Who speaks at a place, and whether the document quotes somebody else there."""
        self._look(key)
        return self.voices.at(key, start, end, self._authors(key))

    def held(self, speaker: str | None, said: str | None, work: str | None) -> Held:
        """How much of a speaker's named work is here: `complete` only where its very title is held complete."""
        if self.making and speaker:
            self.making[-1].speakers.append((speaker, said))
        own = [key for key in self.names if self._is_by(speaker, said, key)] if speaker else []
        if not own:
            return "none"
        titled = [k for k in own if work and _folded(self._fields["title"].get(k, "")) == _folded(work)]
        return "complete" if any(self._fields["extent"].get(k) == "complete" for k in titled) else "extract"

    def _is_by(self, speaker: str, said: str | None, key: str) -> bool:
        """Whether a document is of this speaker and can be of that time."""
        author = self._fields["author"].get(key, "")
        if (speaker, author) not in self._same:
            self._same[speaker, author] = any(related(speaker, a) == "same" for a in self._authors(key))
        return self._same[speaker, author] and _at_one_time(said, self._fields["said"].get(key))

    def citation(self, source: Source) -> Citation:
        """What one needs to cite a source, its document given by its id."""
        self._look(source.doc)
        places = [p for p in self.voices.document(source.doc).places if p.span.start <= source.start < p.span.end]
        page = min((p for p in places if p.kind != "box"), key=lambda p: p.kind != "printed-page", default=None)
        author, title, said, published = (
            self._fields[n].get(source.doc) for n in ("author", "title", "said", "published")
        )
        label, printed = (page.label, page.kind == "printed-page") if page else (None, False)
        return Citation(self.names[source.doc], author, title, said, published, label, printed)

    # ---- what is the draft itself ----

    def known(self, draft: Document, statements: Iterable[Statement]) -> None:
        """The draft's statements need not be found again."""
        self.voices.statements[draft.id] = list(statements)

    def copies(self, draft: Document) -> Collection[str]:
        """The draft itself, other versions under its name, and texts that hold half of its own words."""
        name = self._within(draft.name)
        named = frozenset(k for k, other in self.names.items() if k == draft.id or other == name)
        alike = self._alike(draft.id, draft.text_id, lambda: draft)
        self._look(draft.id)
        if self.making:
            self.making[-1].copies[draft.id] = alike
        return named | alike

    def _alike(self, key: str, text_id: str, draft: Callable[[], Document]) -> frozenset[str]:
        """The texts that hold half of a draft's own words."""
        return self.standing.give(("copies", key, text_id), self, lambda: frozenset(self._copied(draft())))

    def _copied(self, draft: Document) -> Iterator[str]:
        """The documents that hold half of a draft's own words."""
        self._look(draft.id)
        if draft.id not in self.voices.statements and draft.id not in self.names:
            self.known(draft, language.statements(draft))
        stretches = list(_own(draft, self.voices.told(draft.id)))
        grams = {g for s in stretches for g in _grams(s)}
        if not grams:
            return
        if self.making:
            self.making[-1].least = len(grams)  # so few code points hold half as many runs at most
        for key in self._sampled(stretches):
            if 2 * len(grams.intersection(_grams(self.text(key)))) >= len(grams):
                yield key

    def _within(self, name: str) -> str:
        """The name that a draft has here, if it is one of these files."""
        if self.place is None:
            return name
        path = Path(name).resolve()
        return path.relative_to(self.place).as_posix() if path.is_relative_to(self.place) else ""

    def _sampled(self, stretches: list[str]) -> list[str]:
        """The documents in which samples of these words stand."""
        samples = [
            s[i : i + _SAMPLE] for s in stretches for i in range(0, len(s), _SAMPLE) if len(s) - i > _SAMPLE // 5
        ]
        step = max(1, len(samples) // _SAMPLES)
        return sorted({hit.doc for s in samples[::step] for hit in self.find(s, limit=5)})

    # ---- what stands of what was found before ----

    def happened(self, since: int) -> list[tuple[str, str | None]]:
        """What the log tells since a position: the kind of each entry, and the id of its document."""
        return self.store.happened(since, self.position)

    def are_versions(self, new: Collection[str]) -> bool:
        """Whether one of these documents stands in place of another of its name."""
        return self.store.are_versions(new)

    def is_touched(self, rest: Rest, new: Collection[str]) -> bool:
        """Whether these documents change what was found for a thing: by its words, of its speakers, of copies."""
        long = [key for key in new if not rest.least or len(self.text(key)) >= rest.least]
        return (
            any(self._is_by(speaker, said, key) for speaker, said in rest.speakers for key in new)
            or any(self._is_found_otherwise(one, long) for one in rest.sought if long)
            or any(found != self._alike_now(key) for key, found in rest.copies.items())
        )

    def _alike_now(self, key: str) -> frozenset[str]:
        """What is alike to one of these documents now."""
        return self._alike(key, self._texts[key], lambda: self.store.document(key))

    def _is_found_otherwise(self, one: Sought, new: Collection[str]) -> bool:
        if not self._index.bears(one.words, one.limit, one.avoided, new):
            return False
        return tuple(self._index.find(one.words, limit=one.limit, exclude=one.avoided)) != one.hits

    def close(self) -> None:
        """Lets the files go."""
        if "_index" in self.__dict__:
            self._index.close()
        for folder in self._spare:
            shutil.rmtree(folder, ignore_errors=True)
        if self.owned:
            self.store.close()


def _at_one_time(one: str | None, other: str | None) -> bool:
    """Whether two EDTF dates can be of one year; what is unknown contradicts nothing."""
    a, b = ([int(y) for y in re.findall(r"(?:^|/)(-?\d{4})(?!\d)", date or "")] for date in (one, other))
    return not a or not b or (min(a) <= max(b) and min(b) <= max(a))


def _folded(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _own(draft: Document, statements: Iterable[Statement]) -> Iterator[str]:
    """The stretches of a draft that quote nobody."""
    quoted = [s for st in statements if st.quotation.mode in ("direct", "mixed") for s in st.quotation.spans]
    quoted += [b.span for b in draft.blocks if b.kind in ("block-quotation", "frame")]
    bounds, at = [], 0
    for start, end in sorted(quoted):
        bounds += [at, max(at, start)]
        at = max(at, end)
    bounds += [at, len(draft.text)]
    yield from (draft.text[a:b] for a, b in list(pairwise(bounds))[::2] if b > a)


def _grams(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of eight words."""
    words = re.findall(r"\w+", text.casefold())
    return zip(*(words[i:] for i in range(_GRAM)), strict=False)


def open_library(path: Path, settings: Settings, progress: folders.Progress | None = None) -> Shelf:
    """The library at a path: a record, or a folder that is read into the cache if it is not there already."""
    place: Path | None = None
    try:
        kept = (path / "record.sqlite").is_file()
        if not kept:
            next(path.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(f"{path} is neither a record nor a folder of documents; name one with --library.") from error
    except OSError as error:
        raise UnreadableDocument(path.as_posix(), f"it cannot be read ({error.strerror})", _ALLOW) from error
    if kept:
        store = Store.open(path)
    else:
        store, place = folders.opened(path, settings, progress), path.resolve()
    return Shelf(store, store.folder / "index", tuple(store.notes("unreadable")), place)
