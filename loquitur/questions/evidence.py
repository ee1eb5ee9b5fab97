"""What a store holds about a person, gathered for an answer: passages, statements with verdicts, fates, origins.

Every look-up goes by name, so that a question's time depends on the person asked for and not on the record's size.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from loquitur.answers import AnswerFate, AnswerPerson, AnswerStatement, Coverage
from loquitur.language.times import edtf
from loquitur.model import AUTHOR, Dating, Echo, Fate, Passage, Person, Source, Span, Stance, Statement, Verdict, digest
from loquitur.questions.limits import Limit
from loquitur.store import persons
from loquitur.store.store import Store

__all__ = ["Case", "Verify", "ordered", "sure"]

Verify = Callable[[str, Statement], tuple[Verdict, dict[str, str]]]
_MOST_BESIDE = 8
_COLLECTIVE = ("group", "organisation")
"""A bare noun of theirs ("tariff") is no name of them."""
_MOST_CHECKED = 12
"""How many statements of one answer are checked against the library."""


def sure(stance: Stance) -> bool:
    """Whether a stance is sure enough to put somebody on a side in an answer: a rule tells it, no likelihood."""
    return not stance.reason.startswith("model")


def ordered(people: Iterable[AnswerPerson]) -> list[AnswerPerson]:
    """By first date, then by weight of evidence, then by name."""
    return sorted(
        people, key=lambda p: (edtf.order(p.when[0] if p.when else None), -len(p.statements) - len(p.passages), p.who)
    )


class Case:
    """The evidence of one question."""

    def __init__(self, store: Store, verify: Verify | None, limit: Limit | None = None) -> None:
        self.store = store
        self.limit = limit if limit and limit.understood else None
        self._verify = verify
        self._checked = 0
        self._called: dict[tuple[str, str | None], Person | None] = {}
        self._bearers: dict[str, list[Person]] = {}
        self._texts: dict[str, str] = {}
        self._own: dict[str, str | None] = {}
        self.seen: dict[str, set[Span]] = {}
        """Where, by document, stances of the answer stand."""
        self.paragraphs: tuple[int, bool] = (0, True)
        """How many the trained network read for sides, and whether that was all that could tell one."""

    @cached_property
    def _documents(self) -> dict[str, str]:
        return {d.id: d.name for d in self.store.documents()}

    @cached_property
    def _authors(self) -> dict[str, str]:
        return self.store.fields("author")

    @cached_property
    def documents_by(self) -> dict[str, list[str]]:
        """The documents of each author."""
        found: dict[str, list[str]] = {}
        for key, author in self._authors.items():
            if key in self._documents:
                found.setdefault(self.canonical(author, key) or author, []).append(key)
        return found

    def called(self, name: str, key: str | None = None) -> Person | None:
        """The record's person for a name that a document gives; of namesakes the one whom that document means."""
        if name not in self._bearers:
            self._bearers[name] = self.store.bearers(name)
        found = self._bearers[name]
        if len(found) < 2:
            return found[0] if found else None
        if (name, key) not in self._called:
            self._called[name, key] = self.store.called(name, key)
        return self._called[name, key]

    def canonical(self, name: str | None, key: str | None) -> str | None:
        """The record's name for a person a document names."""
        person = self.called(name, key) if name else None
        return person.name if person else name

    def whom(self, words: str) -> list[Person]:
        """The persons that words can mean: an alias itself, a shorter form, or a derived word ("Stalinism")."""
        own = persons.bits(words)
        if not own:
            return []
        stem = re.sub(r"(?:ism|ists?|ites?)$", "", own[-1])
        near = self.store.bearing([own[-1], own[0], stem])
        same = [p for p in near if any(persons.bits(a) == own for a in p.aliases)]
        alike = [p for p in near if p.kind not in _COLLECTIVE]
        fitting = same or [p for p in alike if any(persons.fits(words, a) for a in p.aliases)]
        if same:
            fitting = same + [
                p
                for p in near
                if p not in same and any(persons.fits(words, a) for a in p.aliases) and p.kind == same[0].kind
            ]
        shorter = [p for p in alike if any(persons.bits(a) == own[-len(persons.bits(a)) :] for a in p.aliases)]
        return (
            fitting
            or shorter
            or [p for p in near if stem != own[-1] and any(persons.bits(a)[-1:] == (stem,) for a in p.aliases)]
        )

    def neighbours(self, words: str) -> list[str]:
        """Names of the record that are spelt almost like these words."""
        own = persons.bits(words)
        if not own:
            return []
        near = difflib.get_close_matches(own[-1], self.store.name_words(own[-1][:1]), 4, 0.75)
        return (
            sorted(
                {
                    p.name
                    for p in self.store.bearing(near)
                    if any(persons.bits(a)[-1:] in {(n,) for n in near} for a in p.aliases)
                }
            )[:6]
            if near
            else []
        )

    def suggestion(self, question: str) -> str:
        """What can be asked of the last one whom a question names, where the record names anybody so."""
        names = re.findall(r"[A-Z][\w’'-]*(?:\s+(?:[A-Z][\w’'-]*\.?|de|van|von))*", re.sub(r"^\W*\w+", "", question))
        name = next((n for n in reversed(names) if any(p.kind == "person" for p in self.whom(n))), None)
        return f" Near it: “Who was {name}?”, “What did {name} say?”, “Who spoke out against {name}?”" if name else ""

    def aliases(self, names: Iterable[Person]) -> list[str]:
        """Every name of these persons."""
        return sorted({a for p in names for a in p.aliases})

    def name_of(self, key: str) -> str:
        """A document's name."""
        return self._documents.get(key, key)

    def holder(self, key: str, name: str) -> str:
        """Whose stance it is; the document's own voice by its author, else by its document."""
        if name != AUTHOR:
            return self.canonical(name, key) or name
        author = self._authors.get(key)
        title = self.store.field(key, "title") or self._documents.get(key, key)
        return self.canonical(author, key) or author or f"the author of “{title}”"

    def text(self, key: str) -> str:
        """The text of a document, read once."""
        if key not in self._texts:
            self._texts[key] = self.store.text(key)
        return self._texts[key]

    def said(self, key: str) -> str | None:
        """When a document's own words were said."""
        if key not in self._own:
            found = self.store.findings(Dating, key)
            self._own[key] = found[0][1].said if found else None
        return self._own[key]

    def passage(self, key: str, span: Span) -> Passage:
        """A range of a document with its words."""
        return Passage(self.name_of(key), span.start, span.end, self.text(key)[span.start : span.end])

    def within(self, date: str | None) -> bool:
        """Whether a date lies within the question's limit."""
        return self.limit is None or self.limit.holds(date)

    def person(
        self,
        who: str,
        *,
        stances: Sequence[tuple[str, Stance]] = (),
        said: Sequence[tuple[str, Statement]] = (),
        own: Sequence[tuple[str, Span]] = (),
        told: Sequence[tuple[str, Span]] = (),
        kinds: frozenset[str] = frozenset(),
        likelihood: int | None = None,
    ) -> AnswerPerson:
        """One person of an answer with all that puts them there; `own` are ranges of the person's own documents, `told`
        of any that speak of the person."""
        named = self.called(who)
        names = [named or who]
        mine = self.store.findings_of(Statement, names) if stances else []
        shown = {s.quotation: s.side for _, s in stances if s.quotation}
        statements = [self.statement(k, s, "said") for k, s in said]
        statements += [self._own_words(k, span, who) for k, span in own]
        passages = list(told)
        for key, stance in stances:
            self.seen.setdefault(key, set()).add(stance.span)
        if stances:
            statements += [self.statement(k, s, shown[s.quotation.id]) for k, s in mine if s.quotation.id in shown]
            docs = {k for k, _ in stances}
            beside = [
                (k, s) for k, s in mine if k in docs and s.quotation.id not in shown and s.quotation.mode == "direct"
            ]
            statements += [
                self.statement(k, s, "same-document") for k, s in beside[:_MOST_BESIDE] if self.within(s.said)
            ]
            passages += [(k, s.span) for k, s in stances if s.quotation is None]
            for side in ("later", "earlier"):
                passages += [(k, e.span) for k, e in self.store.findings_of(Echo, names, side)]
        keys = {k for rows in (stances, said, own, told) for k, _ in rows}
        kind = named.kind if named else "author" if who.startswith(AUTHOR) else "unknown"
        fates = self.fates(who, names, kinds)
        origins = self._origins(keys) if keys else self._origins({k for k, _ in self.store.findings_of(Fate, names)})
        return AnswerPerson(
            who, kind, self._when(stances, statements), tuple(self.passage(k, s) for k, s in dict.fromkeys(passages)),
            tuple(statements), fates, origins, any(self.canonical(self._authors.get(k), k) == who for k in keys), likelihood,
        )  # fmt: skip

    def _when(self, stances: Sequence[tuple[str, Stance]], statements: Sequence[AnswerStatement]) -> tuple[str, ...]:
        """The dates of the evidence, in order, each once."""
        dates = {s.when for _, s in stances if s.when} | {s.said for s in statements if s.said}
        return tuple(sorted(dates, key=edtf.order))

    def _own_words(self, key: str, span: Span, who: str) -> AnswerStatement:
        """A passage of the person's own document."""
        return AnswerStatement(
            digest("own", key, span.start, span.end), "direct", (self.passage(key, span),), who, self.said(key),
            None, "said", None, (), None, "their own text",
        )  # fmt: skip

    def statement(self, key: str, statement: Statement, relation: str) -> AnswerStatement:
        """A statement as it stands in an answer, with what the check of its words said."""
        verdict, names = self._judged(key, statement)
        source = verdict.source if verdict else None
        named = (
            Source(names.get(source.doc, source.doc), source.start, source.end, source.text, source.speaker)
            if source
            else None
        )
        differences = verdict.differences if verdict else ()
        reasons = (
            (*verdict.reasons, *(_difference(d.op, d.source, d.quote) for d in differences[:6])) if verdict else ()
        )
        return AnswerStatement(
            statement.quotation.id,
            statement.quotation.mode,
            tuple(self.passage(key, s) for s in statement.quotation.spans),
            self.canonical(statement.speaker.name, key),
            statement.said,
            statement.said_basis,
            relation,  # type: ignore[arg-type]
            verdict.kind if verdict else None,
            reasons,
            named,
            statement.reason,
            differences,
            statement.chain,
            self._other_date(statement, verdict),
        )

    def _other_date(self, statement: Statement, verdict: Verdict | None) -> str | None:
        """The date of the source of a statement's words, where it cannot be the one that is told of them."""
        if verdict is None or verdict.source is None or verdict.witness != "source" or not statement.said:
            return None
        said = self.said(verdict.source.doc)
        return said if said and not edtf.compatible(said, statement.said) else None

    def check(self, key: str, statement: Statement) -> Verdict | None:
        """What the check of a statement's words said; None where they are no direct words."""
        if self._verify is None or statement.quotation.mode in ("indirect", "report"):
            return None
        return self._verify(key, statement)[0]

    def _judged(self, key: str, statement: Statement) -> tuple[Verdict | None, dict[str, str]]:
        """The check of a statement's words; of the many statements of a long answer the first ones only."""
        if self._verify is None or statement.quotation.mode in ("indirect", "report"):
            return None, {}
        self._checked += 1
        return self._verify(key, statement) if self._checked <= _MOST_CHECKED else (None, {})

    def fates(
        self, who: str, names: Sequence[Person | str], kinds: frozenset[str] = frozenset()
    ) -> tuple[AnswerFate, ...]:
        """The person's fates; tellings that agree are one, those that do not stand side by side."""
        merged: list[AnswerFate] = []
        rows = [(k, f) for k, f in self.store.findings_of(Fate, names) if self.canonical(f.who, k) == who]
        rows = [
            (k, f) for k, f in rows if (not kinds or f.what in kinds) and (self.limit is None or self.within(f.when))
        ]
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
        return len({self.origin(k) for k in keys})

    def origin(self, key: str) -> str:
        """What makes a document one origin with others: author and day of its words, else its words."""
        author, said = self._authors.get(key), self.store.field(key, "said")
        if author and said:
            return digest("work", author, said)
        return digest("text", "".join(filter(str.isalnum, self.text(key).casefold())))

    def coverage(self, names: Iterable[Person], how: str, asked: Limit | None = None) -> Coverage:
        """What was searched."""
        unreadable = tuple(self.store.notes("unreadable"))
        count = len(self._documents)
        aliases = tuple(self.aliases(names))
        sentence = (
            how or f"Searched the statements, stances, fates and claims found in {count} document{'s' * (count != 1)}"
        )
        sentence += f" for {', '.join(aliases)}." if aliases and not how else "" if how else "."
        read, whole = self.paragraphs
        if read or not whole:
            what = f"the {read} paragraph{'s' * (read != 1)}" if whole else f"{read or 'none'} of the paragraphs"
            sentence += f" A trained network read {what} that could tell a side in other ways."
        if asked and not asked.understood:
            sentence += f" “{asked.words}” names no date that could be read, so nothing was left out for it."
        elif asked:
            sentence += f" Only what is dated {asked.words} is shown; what has no date is left out."
        return Coverage(count, unreadable, aliases, sentence)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or edtf.compatible(one, other)


def _difference(op: str, source: str, quote: str) -> str:
    return {"omitted": f"left out: “{source}”", "inserted": f"put in: “{quote}”"}.get(
        op, f"“{source}” became “{quote}”"
    )
