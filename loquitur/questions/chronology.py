"""A time line with two clocks: when a thing was said, and when it became known, where, and to what public.

A moment is a document's own words, a statement that a document reports, or a fate. When it was said is a finding. When
it became known is told by three kinds of evidence, which stand side by side, each with its origin: the metadata (column
`known`: "1926-10-18 abroad press"), the text (the chain of reporting: printed in 1923), and what follows from the record
itself: a dated document that tells of a thing shows that it was known no later than that. Where two of them cannot both
be right, the moment says so; neither is taken out.

That another document tells the same is seen where it has the same words, quotes them so that the check finds their
source here, or retells them in words of the same roots (retelling.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from loquitur.language.times import edtf
from loquitur.model import Fate, Passage, Person, Span, Statement
from loquitur.questions import retelling
from loquitur.questions.evidence import Case, Verify
from loquitur.store.store import Store

__all__ = ["Known", "Moment", "known_from", "timeline"]

_PUBLISHED = frozenset({"printed", "published", "posted", "reported", "broadcast", "released"})
_LEAST_LETTERS = 25
_MOST_CHECKED = 300
"""How many quotations are looked up in the record, to see which of its documents they come from."""


@dataclass(frozen=True, slots=True)
class Known:
    """When a thing was known, as told by one piece of evidence."""

    date: str
    place: str
    public: str
    """closed, press, book, archive, court, web …; empty where that is not told."""
    basis: Literal["metadata", "text", "no later than"]
    """`no later than`: a document of this date tells of it."""
    doc: str
    """The document that tells it."""
    how: Literal["", "in other words"] = ""
    """How a document of that date tells of it; the same words, or a quotation of them, need no word."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing on the time line."""

    kind: Literal["document", "statement", "fate"]
    who: str | None
    what: str
    """The title of a document, the mode of a statement, the kind of fate."""
    said: str | None
    """When it was said, or happened."""
    said_basis: str | None
    known: tuple[Known, ...]
    """The earliest first."""
    gap_years: int | None
    """From the saying to the first public that was not closed; None where either is unknown."""
    conflicts: tuple[str, ...]
    """What of this cannot all be right, in words."""
    passage: Passage
    id: str | None
    """Of a statement's quotation."""


def timeline(store: Store, verify: Verify | None, person: Person | None = None) -> list[Moment]:
    """The moments of a record, or those in which a person speaks, is spoken of, or suffers something, in order."""
    case = Case(store, None)
    told = _Told(case, verify, person)
    moments = [*told.documents(person), *told.statements(person), *told.fates(person)]
    return sorted(moments, key=lambda m: (_first(m), m.passage.doc, m.passage.start, m.passage.end, m.what))


def _first(moment: Moment) -> tuple[int, int, str]:
    return edtf.order(moment.said or (moment.known[0].date if moment.known else None))


def known_from(field: str, doc: str) -> Iterator[Known]:
    """What the metadata column `known` tells: date, place and public, several divided by semicolons."""
    for one in field.split(";"):
        date, _, rest = one.strip().partition(" ")
        place, _, public = rest.strip().rpartition(" ")
        if date and edtf.valid(date):
            yield Known(date, place.strip(), public, "metadata", doc)


class _Told:
    """What the documents of a record tell of one another."""

    def __init__(self, case: Case, verify: Verify | None, person: Person | None) -> None:
        self.case = case
        self.store = case.store
        self._verify = verify
        self._field = self.store.fields("known")
        rows = self._of(person) if person else self.store.findings(Statement)
        self._rows = [(k, s) for k, s in rows if s.act == "speech" and s.quotation.spans]
        self._same: dict[str, list[str]] = defaultdict(list)
        for key, statement in self._rows:
            letters = _letters(statement.quotation.text)
            if len(letters) >= _LEAST_LETTERS and statement.quotation.mode != "report":
                self._same[letters].append(key)
        self._found: dict[str, str] | None = None

    def _of(self, person: Person) -> list[tuple[str, Statement]]:
        """What a person is told to have said, and what names them; also where somebody else said it with them."""
        rows = self.store.findings_of(Statement, [person]) + self.store.naming(Statement, [person], "targets")
        return list({(k, s.quotation.id): (k, s) for k, s in rows}.values())

    # ---- moments ----

    def documents(self, person: Person | None) -> Iterator[Moment]:
        """The documents' own words."""
        for held in self.store.documents():
            author = self.store.field(held.id, "author")
            who = self.case.canonical(author, held.id)
            if (person and who != person.name) or not (self.case.said(held.id) or self._field.get(held.id)):
                continue
            text = self.case.text(held.id)
            start = len(text) - len(text.lstrip())
            end = text.find("\n", start)
            first = self.case.passage(held.id, Span(start, min(len(text) if end < 0 else end, start + 300)))
            known = [*self._of_document(held.id), *self._no_later(self._quoting(held.id), held.id)]
            known += self._retold(self._own.get(held.id, ()), self.case.said(held.id), known)
            what = self.store.field(held.id, "title") or held.name
            yield _moment("document", who, what, self.case.said(held.id), "the document's date", known, first, None)

    def statements(self, person: Person | None) -> Iterator[Moment]:
        """What documents report somebody to have said."""
        names = set(person.aliases) if person else set()
        for key, statement in self._rows:
            speakers = {s.name for s in statement.speakers}
            if person and not names & (speakers | set(statement.targets)):
                continue
            if statement.speaker.kind == "author" or not (statement.said or person):
                continue
            letters = _letters(statement.quotation.text)
            known = [*self._in_text(key, statement), *self._no_later({key, *self._same.get(letters, ())}, "")]
            known += self._retold(self._told_again.get(statement.quotation.id, ()), statement.said, known)
            source = self._sources().get(statement.quotation.id)
            known += self._of_document(source) if source else ()
            spans = statement.quotation.spans
            passage = self.case.passage(key, Span(spans[0].start, spans[-1].end))
            who = self.case.canonical(statement.speaker.name, key)
            mode, dated = statement.quotation.mode, self._dated_otherwise(key, statement, source)
            yield _moment(
                "statement",
                who,
                mode,
                statement.said,
                statement.said_basis,
                known,
                passage,
                statement.quotation.id,
                dated,
            )

    def fates(self, person: Person | None) -> Iterator[Moment]:
        """What happened to people."""
        rows = self.store.findings_of(Fate, [person]) if person else self.store.findings(Fate)
        again = retelling.fates(rows, self.case)
        for key, fate in rows:
            if fate.when or person:
                who = self.case.canonical(fate.who, key)
                known = list(self._no_later((key,), ""))
                known += self._retold(again[key, fate], fate.when, known)
                yield _moment("fate", who, fate.what, fate.when, None, known, self.case.passage(key, fate.span), None)

    # ---- when things became known ----

    def _of_document(self, key: str) -> Iterator[Known]:
        yield from known_from(self._field.get(key, ""), self.case.name_of(key))

    def _in_text(self, key: str, statement: Statement) -> Iterator[Known]:
        """What the chain of reporting tells: printed, posted, when."""
        title = self.store.field(key, "title")
        for link in statement.chain:
            if link.work != title and link.date and link.act in _PUBLISHED and edtf.valid(link.date):
                yield Known(link.date, link.work or "", "", "text", self.case.name_of(key))

    def _no_later(self, keys: Iterable[str], besides: str) -> Iterator[Known]:
        """The documents that tell of a thing, each with the days on which it became known itself, else its own."""
        for key in sorted(set(keys) - {besides}):
            name, own = self.case.name_of(key), list(self._of_document(key))
            date = self.case.said(key) or self.store.field(key, "published")
            for one in own:
                yield Known(one.date, one.place, one.public, "no later than", name)
            if not own and date and edtf.valid(date):
                yield Known(date, "", "", "no later than", name)

    @cached_property
    def _told_again(self) -> dict[str, set[str]]:
        return retelling.statements(self._rows, self.case)

    @cached_property
    def _own(self) -> dict[str, set[str]]:
        return retelling.own(self._rows, self.case)

    def _retold(self, keys: Iterable[str], said: str | None, known: Sequence[Known]) -> list[Known]:
        """What documents show that tell of a thing in other words, unless they are older than it or told it already."""
        begun = edtf.bounds(said)[0] if said and edtf.valid(said) else None
        told = {k.doc for k in known if k.basis == "no later than"}
        found = [replace(k, how="in other words") for k in self._no_later(keys, "") if k.doc not in told]
        return [k for k in found if begun is None or (end := edtf.bounds(k.date)[1]) is None or end >= begun]

    def _sources(self) -> dict[str, str]:
        """For each quotation the document of the record whose own words it is, as far as the check finds it."""
        if self._found is None:
            self._found = {}
            direct = [r for r in self._rows if r[1].quotation.mode == "direct"] if self._verify else []
            for key, statement in direct[:_MOST_CHECKED]:
                verdict = self._verify(key, statement)[0] if self._verify else None
                if verdict and verdict.witness == "source" and verdict.source:
                    self._found[statement.quotation.id] = verdict.source.doc
        return self._found

    def _quoting(self, source: str) -> list[str]:
        """The documents that quote a document's own words."""
        return self._quoted_by.get(source, [])

    @cached_property
    def _quoted_by(self) -> dict[str, list[str]]:
        """The documents that quote each document's own words."""
        found: dict[str, list[str]] = {}
        for key, statement in self._rows:
            if source := self._sources().get(statement.quotation.id):
                found.setdefault(source, []).append(key)
        return found

    def _dated_otherwise(self, key: str, statement: Statement, source: str | None) -> Iterator[str]:
        """That the source of the words was said on another day than this document tells."""
        own = self.case.said(source) if source else None
        told = statement.said
        if source and own and told and edtf.valid(own) and edtf.valid(told) and not edtf.compatible(own, told):
            yield f"said {told} ({self.case.name_of(key)}), or {own} ({self.case.name_of(source)})"


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _moment(
    kind: Literal["document", "statement", "fate"],
    who: str | None,
    what: str,
    said: str | None,
    basis: str | None,
    known: Sequence[Known],
    passage: Passage,
    key: str | None,
    dated: Iterable[str] = (),
) -> Moment:
    ordered = tuple(sorted(set(known), key=lambda k: (edtf.order(k.date), k.basis, k.place, k.public, k.doc)))
    conflicts = tuple(dict.fromkeys([*dated, *_conflicts(said, ordered)]))
    return Moment(kind, who, what, said, basis, ordered, _gap(said, ordered), conflicts, passage, key)


def _gap(said: str | None, known: Sequence[Known]) -> int | None:
    """Whole years from the saying to the first public that was not closed."""
    dates = [k.date for k in known if k.public != "closed"]
    if not said or not edtf.valid(said) or not dates:
        return None
    begun, became = edtf.bounds(said)[1], edtf.bounds(dates[0])[0]
    return (became - begun) * 4 // 1461 if begun is not None and became is not None and became > begun else 0


def _conflicts(said: str | None, known: Sequence[Known]) -> Iterator[str]:
    """What cannot all be right: known before it was said, or told openly before it is said to have become known."""
    begun = edtf.bounds(said)[0] if said and edtf.valid(said) else None
    for one in known:
        end = edtf.bounds(one.date)[1]
        if begun is not None and end is not None and end < begun:
            yield f"known {one.date} ({one.doc}), before it was said ({said})"
    told = [k for k in known if k.basis != "no later than" and k.public != "closed"]
    first = min((edtf.order(k.date) for k in told), default=None)
    for one in known:
        end = edtf.bounds(one.date)[1]
        early = first is not None and end is not None and end < first[0]
        if early and one.basis == "no later than" and one.public != "closed":
            yield f"{one.doc} tells of it {one.date}, before it is said to have become known ({told[0].date})"
