"""What a page is: a template, a title, what it shows, and the lines of its JSON twin; and where pages are.

The same page is served by the room and written by `loquitur site`; only the addresses differ, so templates ask for them
by name. Everything a document says is escaped, and its control characters are replaced, in one place: here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from loquitur import __version__
from loquitur.looking import Entry
from loquitur.model import VerdictKind
from loquitur.record import Record
from loquitur.telling import phrases
from loquitur.telling.lines import Line

__all__ = ["SIGNS", "Addresses", "Asked", "NotThere", "Page", "drawn", "ready", "twin"]

SIGNS: dict[str, str] = {
    "verbatim": "=",
    "abridged": "…",
    "altered": "≠",
    "reworded": "~",
    "misattributed": "⇄",
    "not-found": "∅",
    "unchecked": "?",
}


_ROOMS = (
    ("ask", "Ask"),
    ("documents", "Documents"),
    ("people", "People"),
    ("chronology", "Chronology"),
    ("search", "Search"),
    ("check", "Check"),
    ("review", "Review"),
    ("add", "Add"),
)
"""The rooms that every page names, by their address."""
_STILL = frozenset({"chronology", "documents", "people", "search"})
"""The rooms that can be files."""
_ALONE = {"search": "found", "documents": "document", "people": "person", "check": "checked", "add": "added"}
"""The page of one thing in a room of many."""


class NotThere(Exception):
    """What was asked for is not in the record; the message says so in a sentence."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is drawn."""

    template: str
    title: str
    data: Mapping[str, Any] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    status: int = 200


def _made(what: str, record: Record, make: Callable[[Record], Any]) -> Any:
    return make(record)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: the parts of its path, its query, and what the desk knows of the record."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    name: str
    """What the record is called."""
    documents: Mapping[str, Entry]
    """Every current document by its name, for passages name their document."""
    verdicts: Mapping[str, tuple[VerdictKind, str]]
    """The verdict on a quotation with the id of its document, by the id of the quotation, where it is known already."""
    kept: Callable[[str, Record, Callable[[Record], Any]], Any] = _made
    """What gives something derived from the whole record, which is not made for every page."""
    here: str = ""
    """The whole address of the page, as one would cite it."""
    reader: str = ""
    """The name under which the reader gave their last word."""
    seen: frozenset[int] = frozenset()
    """The statements that were looked at in this room, by the numbers of their findings."""
    program: bool = False
    """Whether the page is asked for as JSON, so that its lines are wanted."""
    whole: bool = False
    """Whether a list is given whole, for pages that are files."""
    also: frozenset[int] = frozenset()
    """Where other pages lead to in this one, beside what was found here."""

    def verdict(self, quotation: str) -> VerdictKind | None:
        """The verdict on a quotation, where it is known already."""
        found = self.verdicts.get(quotation)
        return found[0] if found else None

    def judged(self, kind: str) -> list[tuple[str, str]]:
        """The quotations on which a verdict is known, each with the id of its document."""
        return [(key, doc) for key, (verdict, doc) in list(self.verdicts.items()) if verdict == kind]

    def words(self, name: str, limit: int = 500) -> str:
        """A field of the query in one line; what is longer than the limit is cut."""
        return " ".join(phrases.clean(self.query.get(name, "")).split())[:limit]

    def number(self, name: str, otherwise: int, most: int = 10_000_000) -> int:
        """A whole number of the query; the other where it is none."""
        told = self.query.get(name, "")
        return min(int(told), most) if told.isascii() and told.isdigit() and len(told) < 10 else otherwise


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where pages are: below a root, with a suffix where they are files."""

    root: str = "/"
    suffix: str = ""

    def to(self, kind: str, key: str = "", **query: object) -> str:
        """The address of a page: to("documents", id), to("ask", q="…")."""
        path = f"{kind}/{quote(key, safe='')}" if key else kind
        asked = urlencode({k: v for k, v in query.items() if v not in (None, "")}) if not self.suffix else ""
        if not path:
            return f"{self.root}index{self.suffix}" if self.suffix else self.root
        return f"{self.root}{path}{self.suffix}{'?' if asked else ''}{asked}"

    def passage(self, doc: str, start: int, end: int) -> str:
        """The address of a passage: its document, with the place marked."""
        if self.suffix:
            return f"{self.to('documents', doc)}#c{start}"
        return f"{self.to('documents', doc, at=f'{start}-{end}')}#here"

    def static(self, name: str) -> str:
        """The address of a file of the room itself; another version has another address."""
        versioned = not self.suffix and not name.endswith(".woff2")  # the style names its letters without one
        return f"{self.root}static/{name}{f'?v={__version__}' if versioned else ''}"


def twin(page: Page, address: str) -> Line:
    """The page for programs: the lines that the command line prints for the same thing, under a title."""
    return {"kind": "page", "v": 1, "title": page.title, "address": address, "lines": page.lines}


def drawn(page: Page, addresses: Addresses, **more: Any) -> str:
    """The page as HTML."""
    told = {"page": page, "at": addresses, "version": __version__, "news": "", **page.data, **more}
    return _environment().get_template(f"{page.template}.html").render(told)


def ready() -> None:
    """Every template is compiled, so that nobody's first page waits for it."""
    for name in _environment().list_templates():
        _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("loquitur.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_clean,
        auto_reload=False,
    )
    environment.filters |= {
        "date": phrases.date,
        "dates": phrases.dates,
        "verdict": phrases.verdict,
        "meaning": phrases.meaning,
        "reasons": phrases.reasons,
        "reason": phrases.reason,
        "chain": phrases.chain,
        "through": phrases.through,
        "basis": phrases.basis,
        "counted": phrases.counted,
        "shortened": phrases.shortened,
        "difference": phrases.difference,
        "footnote": phrases.footnote,
        "speaker": phrases.speaker,
        "deed": phrases.deed,
        "held": phrases.held,
        "witness": phrases.witness,
        "zip": zip,
    }
    environment.globals |= {
        "SIGNS": SIGNS,
        "ROOMS": _ROOMS,
        "STILL": _STILL,
        "ALONE": _ALONE,
        "origins": phrases.origins,
        "PERHAPS": phrases.PERHAPS,
    }
    return environment


def _clean(value: Any) -> Any:
    """What is put into a page: nothing for None, no control characters."""
    if value is None:
        return ""
    return phrases.clean(value) if type(value) is str else value
