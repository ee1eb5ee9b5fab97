"""The whole room as files that open by double click: no server, no network, the same addresses with `.html`.

Quotations and persons are drawn first; what they lead to in the documents is kept, so that the documents, drawn last,
have an anchor wherever a link leads. Words are found by a script with an index in small files, and without it in an A–Z
as at the end of a book.

Limit: a site shows the record as it was when it was written; nobody can ask, check or correct in it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from loquitur.errors import RecordNotWritable, UsageError
from loquitur.looking import Entry
from loquitur.model import Statement, VerdictKind
from loquitur.proving import outgoing
from loquitur.record import Record
from loquitur.web import asking, clocks, dossier, papers, people, sealed
from loquitur.web.page import Addresses, Asked, Page, drawn

__all__ = ["write"]

_A_PAGE = 2000
"""So many persons stand on one page; more are divided by letter."""
_RARE = 20
"""Words of at most so many documents stand in the A–Z."""
_HEAD = 160
"""How much of a passage is shown where it is found, in code points."""
_NEEDED = ("room.css", "text.woff2", "italic.woff2", "icon.svg", "search.js", "proof.js", "LICENSES.txt")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Filed(Addresses):
    """Addresses of files, which keep where they lead within documents."""

    led: dict[str, set[int]] = field(default_factory=dict)

    def passage(self, doc: str, start: int, end: int) -> str:
        self.led.setdefault(doc, set()).add(start)
        return Addresses.passage(self, doc, start, end)


def write(path: Path, out: Path, progress: Progress) -> int:
    """The record stands in a folder as a site; how many pages it has. Raises UsageError, RecordNotWritable."""
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise UsageError(f"{out} is there already and not empty; name a new folder.")
        with outgoing(path) as shown, Record.open(shown) as record:
            return _Site(record, path.resolve().name.removesuffix(".record"), out, progress).write()
    except OSError as error:
        raise RecordNotWritable(f"{out} cannot be written ({error.strerror}); make room or name another.") from error


class _Site:
    def __init__(self, record: Record, name: str, out: Path, progress: Progress) -> None:
        self.record = record
        self.name = name
        self.out = out
        self.entries = {e.name: e for e in record.catalogue()}
        self.verdicts: dict[str, tuple[VerdictKind, str]] = {}
        self.led: dict[str, set[int]] = {}
        self.pages = 0
        self._kept: dict[str, Any] = {}
        self._progress = progress

    def write(self) -> int:
        """Everything is written; the number of pages."""
        self._statics()
        statements = [(e, s) for e in self.entries.values() for s in self.record.found(Statement, e.id)]
        everybody = self.record.people()
        size = self.record.state().size
        total = 2 * len(statements) + len(everybody) + len(self.entries) + size + 6
        for entry, statement in statements:
            key = statement.quotation.id
            page = dossier.quotation(self.record, self._asked({"id": key}))
            if page.data["checked"]:
                self.verdicts[key] = (page.data["checked"].verdict.kind, entry.id)
            self._put(page, f"quotations/{key}", total)
            if page.data["sealed"]:
                self._put_proof(sealed.proof(self.record, self._asked({"id": key})), f"proofs/{key}", total)
        for one in everybody:
            self._put(people.person(self.record, self._asked({"id": one.id})), f"people/{one.id}", total)
        words = _Words(self.out / "search")
        for number, entry in enumerate(self.entries.values()):
            asked = self._asked({"id": entry.id}, also=self.led.get(entry.id, set()))
            page = papers.document(self.record, asked)
            self._put(page, f"documents/{entry.id}", total)
            words.add(number, page)
        for number in range(size):
            page = sealed.entry(self.record, self._asked({"id": str(number)}))
            self._put_proof(page, f"log/{number}", total)
        index = words.write(list(self.entries.values()))
        self._lists(list(index), everybody_is_few=len(everybody) <= _A_PAGE, total=total)
        self._az(index, total)
        return self.pages

    def _statics(self) -> None:
        (self.out / "static").mkdir(parents=True)
        for name in _NEEDED:
            (self.out / "static" / name).write_bytes(files("loquitur.web").joinpath("static", name).read_bytes())

    def _lists(self, letters: list[str], *, everybody_is_few: bool, total: int) -> None:
        """The pages of many things, and the first page."""
        self._put(papers.documents(self.record, self._asked({})), "documents", total)
        page = people.people(self.record, self._asked({}, whole=everybody_is_few))
        self._put(page, "people", total)
        for letter in () if everybody_is_few else page.data["letters"]:
            some = people.people(self.record, self._asked({}, {"letter": letter}, whole=False))
            self._put(some, f"people/letter-{letter}", total)
        self._put(sealed.log(self.record, self._asked({})), "log", total)
        self._put(clocks.chronology(self.record, self._asked({})), "chronology", total)
        self._put(Page("found", "Search", {"letters": letters}), "search", total)
        self._put(asking.home(self.record, self._asked({})), "index", total)

    def _az(self, index: Mapping[str, Mapping[str, list[Entry]]], total: int) -> None:
        """The A–Z of words, a page a letter."""
        for letter, found in index.items():
            self._put(
                Page("words", f"Words: {letter}", {"letter": letter, "letters": index, "found": found}),
                f"words/{letter}",
                total,
            )

    def _asked(
        self,
        path: Mapping[str, str],
        query: Mapping[str, str] | None = None,
        *,
        whole: bool = True,
        also: set[int] | None = None,
    ) -> Asked:
        led = frozenset(also or ())
        return Asked(path, query or {}, self.name, self.entries, self.verdicts, self._once, whole=whole, also=led)

    def _once(self, what: str, record: Record, make: Callable[[Record], Any]) -> Any:
        """What is derived from the whole record, made once."""
        if what not in self._kept:
            self._kept[what] = make(record)
        return self._kept[what]

    def _put_proof(self, page: Page, where: str, total: int) -> None:
        """The page stands in its file, and its proof beside it."""
        self._put(page, where, total)
        if page.data["proof"]:
            (self.out / f"{where}.proof").write_bytes(page.data["proof"].encode())

    def _put(self, page: Page, where: str, total: int) -> None:
        """The page stands in its file."""
        file = self.out / f"{where}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        at = _Filed("../" if "/" in where else "", ".html", self.led)
        file.write_text(drawn(page, at, record=self.name, token="", here="", twin=""), encoding="utf-8")
        self.pages += 1
        self._progress(self.pages, total)


class _Words:
    """The index of a site: for each word the passages that hold it, in files by its first two letters."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        folder.mkdir()

    def add(self, number: int, page: Page) -> None:
        """The words of a document are in the index; the beginnings of its passages are written."""
        heads = []
        doc = page.data["doc"]
        for place, block in enumerate(b for b in doc.blocks if b.kind != "frame"):
            text = doc.text[block.span.start : block.span.end]
            heads.append([block.span.start, " ".join(text[: 2 * _HEAD].split())[:_HEAD]])
            for word in set(_folded(text)):
                self._found[word].append((number, place))
        self._script(f"d{number}", {"number": number, "heads": heads})

    def write(self, entries: list[Entry]) -> dict[str, dict[str, list[Entry]]]:
        """The index is written; the rarer words by letter, with their documents, for an A–Z."""
        shards: dict[str, dict[str, list[int]]] = defaultdict(dict)
        az: dict[str, dict[str, list[Entry]]] = defaultdict(dict)
        for word in sorted(self._found):
            places = self._found[word]
            shards[_shard(word)][word] = [n for place in places for n in place]
            numbers = sorted({number for number, _ in places})
            if len(numbers) <= _RARE and len(word) > 2 and word.isalpha():
                az[word[0].upper()][word] = [entries[n] for n in numbers]
        for shard, words in shards.items():
            self._script(f"w{shard}", {"shard": shard, "words": words})
        titles = [[e.id, e.title or e.name.rpartition("/")[2], e.author or "", e.when or ""] for e in entries]
        self._script("documents", {"documents": titles})
        return {letter: az[letter] for letter in sorted(az)}

    def _script(self, name: str, told: object) -> None:
        words = json.dumps(told, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
        (self._folder / f"{name}.js").write_text(f"loquitur({words});\n", encoding="ascii")


def _folded(text: str) -> Iterator[str]:
    return (m[0] for m in re.finditer(r"\w+", text.casefold()))


def _shard(word: str) -> str:
    """In which file a word is: by the code points of its first two letters, which any disk can name."""
    return "-".join(f"{ord(c):x}" for c in word[:2])
