"""What a store holds about a person, gathered for an answer: passages, statements with verdicts, fates, origins."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from loquitur.language import edtf
from loquitur.model import (
    AUTHOR,
    AnswerFate,
    AnswerPerson,
    AnswerStatement,
    Coverage,
    Echo,
    Fate,
    Passage,
    Person,
    Source,
    Span,
    Stance,
    Statement,
    Verdict,
    digest,
)
from loquitur.store import persons
from loquitur.store.store import Store

__all__ = ["Case", "Verify"]

Verify = Callable[[str, Statement], tuple[Verdict, dict[str, str]]]
_MOST_BESIDE = 8


class Case:
    """The evidence of one question."""

    def __init__(self, store: Store, verify: Verify) -> None:
        self.store = store
        self._verify = verify

    @cached_property
    def _people(self) -> list[Person]:
        return self.store.persons()

    @cached_property
    def _canonical(self) -> dict[str, str]:
        return {alias: p.name for p in self._people for alias in p.aliases}

    @cached_property
    def _documents(self) -> dict[str, str]:
        return {d.id: d.name for d in self.store.documents()}

    def canonical(self, name: str | None) -> str | None:
        """The record's name for a person a document names."""
        return self._canonical.get(name, name) if name else None

    def whom(self, words: str) -> list[Person]:
        """The persons that words can mean: an alias itself, a shorter form, or a derived word ("Stalinism")."""
        own = persons.bits(words)
        if not own:
            return []
        fitting = [p for p in self._people if any(persons.bits(a) == own or persons.fits(words, a) for a in p.aliases)]
        stem = re.sub(r"(?:ism|ists?|ites?)$", "", own[-1])
        return fitting or [
            p for p in self._people if stem != own[-1] and any(persons.bits(a)[-1:] == (stem,) for a in p.aliases)
        ]

    def aliases(self, names: Iterable[Person]) -> list[str]:
        """Every name of these persons."""
        return sorted({a for p in names for a in p.aliases})

    def holder(self, key: str, name: str) -> str:
        """Whose stance it is; the document's own voice by its author, else by its document."""
        if name != AUTHOR:
            return self.canonical(name) or name
        author = self.store.field(key, "author")
        title = self.store.field(key, "title") or self._documents.get(key, key)
        return self.canonical(author) or author or f"the author of “{title}”"

    def passage(self, key: str, span: Span) -> Passage:
        """A range of a document with its words."""
        text = self.store.text(key)
        return Passage(self._documents.get(key, key), span.start, span.end, text[span.start : span.end])

    def person(
        self, who: str, *, stances: Sequence[tuple[str, Stance]] = (), said: Sequence[tuple[str, Statement]] = ()
    ) -> AnswerPerson:
        """One person of an answer with all that puts them there."""
        own = self._statements_of(who)
        shown = {s.quotation: s.side for _, s in stances if s.quotation}
        statements = [
            self._statement(k, s, shown.get(s.quotation.id, "said"))
            for k, s in (said or own)
            if said or s.quotation.id in shown
        ]
        if stances:
            docs = {k for k, _ in stances}
            beside = [
                (k, s) for k, s in own if k in docs and s.quotation.id not in shown and s.quotation.mode == "direct"
            ]
            statements += [self._statement(k, s, "same-document") for k, s in beside[:_MOST_BESIDE]]
        told = [(k, s.span) for k, s in stances if s.quotation is None]
        told += [
            (k, e.span)
            for k, e in self.store.findings(Echo)
            if stances and who in (self.canonical(e.later), self.canonical(e.earlier))
        ]
        keys = {k for k, _ in stances} | {k for k, _ in said}
        passages = tuple(self.passage(k, s) for k, s in dict.fromkeys(told))
        kind = next((p.kind for p in self._people if p.name == who), "author" if who.startswith(AUTHOR) else "unknown")
        when = self._when(stances, statements)
        own_text = any(self.canonical(self.store.field(k, "author")) == who for k in keys)
        return AnswerPerson(
            who, kind, when, passages, tuple(statements), self._fates(who), self._origins(keys), own_text
        )

    def _statements_of(self, who: str) -> list[tuple[str, Statement]]:
        return [
            (k, s)
            for k, s in self.store.findings(Statement)
            if s.speaker.name and self.canonical(s.speaker.name) == who
        ]

    def _when(self, stances: Sequence[tuple[str, Stance]], statements: Sequence[AnswerStatement]) -> tuple[str, ...]:
        """The dates of the evidence, in order, each once."""
        dates = {s.when for _, s in stances if s.when} | {s.said for s in statements if s.said}
        return tuple(sorted(dates, key=edtf.order))

    def _statement(self, key: str, statement: Statement, relation: str) -> AnswerStatement:
        verdict, names = self._verify(key, statement)
        source = verdict.source
        named = (
            Source(names.get(source.doc, source.doc), source.start, source.end, source.text, source.speaker)
            if source
            else None
        )
        return AnswerStatement(
            statement.quotation.id,
            statement.quotation.mode,
            tuple(self.passage(key, s) for s in statement.quotation.spans),
            self.canonical(statement.speaker.name),
            statement.said,
            statement.said_basis,
            relation,  # type: ignore[arg-type]
            verdict.kind,
            (*verdict.reasons, *(_difference(d.op, d.source, d.quote) for d in verdict.differences[:6])),
            named,
            statement.reason,
        )

    def _fates(self, who: str) -> tuple[AnswerFate, ...]:
        """The person's fates; tellings that agree are one, those that do not stand side by side."""
        merged: list[AnswerFate] = []
        rows = [(k, f) for k, f in self.store.findings(Fate) if self.canonical(f.who) == who]
        for key, fate in sorted(rows, key=lambda r: (r[1].when is None, r[0], r[1].span)):
            passage = self.passage(key, fate.span)
            for i, other in enumerate(merged):
                if (
                    other.what == fate.what
                    and _agree(other.when, fate.when)
                    and (not other.by or not fate.by or other.by == fate.by)
                ):
                    merged[i] = AnswerFate(
                        other.what,
                        other.when or fate.when,
                        other.by or fate.by,
                        other.number or fate.number,
                        other.passage,
                        (*other.others, passage),
                    )
                    break
            else:
                merged.append(AnswerFate(fate.what, fate.when, fate.by, fate.number, passage, ()))
        return tuple(sorted(merged, key=lambda f: (edtf.order(f.when), f.what, f.passage.doc, f.passage.start)))

    def _origins(self, keys: Iterable[str]) -> int:
        """How many independent origins these documents are: editions of one speech and copies of one text are one."""
        return len({self._origin(k) for k in keys})

    def _origin(self, key: str) -> str:
        author, said = self.store.field(key, "author"), self.store.field(key, "said")
        if author and said:
            return digest("work", author, said)
        return digest("text", "".join(c for c in self.store.text(key).casefold() if c.isalnum()))

    def coverage(self, names: Iterable[Person], how: str) -> Coverage:
        """What was searched."""
        unreadable = tuple(self.store.notes("unreadable"))
        count = len(self._documents)
        aliases = tuple(self.aliases(names))
        sentence = (
            how or f"Searched the statements, stances, fates and claims found in {count} document{'s' * (count != 1)}"
        )
        sentence += f" for {', '.join(aliases)}." if aliases and not how else "" if how else "."
        return Coverage(count, unreadable, aliases, sentence)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or edtf.compatible(one, other)


def _difference(op: str, source: str, quote: str) -> str:
    return {"omitted": f"left out: “{source}”", "inserted": f"put in: “{quote}”"}.get(
        op, f"“{source}” became “{quote}”"
    )
