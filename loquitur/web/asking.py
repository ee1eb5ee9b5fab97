"""The title page, an answer, a search."""

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from loquitur.model import Passage, Statement
from loquitur.questions.search import Wanted
from loquitur.record import Record
from loquitur.telling import lines
from loquitur.web.page import SIGNS, Asked, Page

__all__ = ["ask", "home", "passage", "search"]

_SHOWN = 6
_FOUND = 30
_BEFORE, _AROUND = 160, 420
"""How much of a passage is shown round the first word found, in code points."""


def home(record: Record, asked: Asked) -> Page:
    """What the record holds, the question box, and the quotations that differ from their sources."""
    counts = asked.kept("counts", record, Record.counts)
    entries = sorted(asked.documents.values(), key=lambda e: (e.when or "9", e.name))
    data = {"counts": counts, "entries": entries[:_SHOWN], "differing": _differing(record, asked), "name": asked.name}
    return Page("home", asked.name, data, [lines.line("record", **asdict(counts))])


def _differing(record: Record, asked: Asked) -> list[dict[str, Any]]:
    """The first quotations found to differ from their source."""
    found: list[dict[str, Any]] = []
    for verdict in ("misattributed", "altered"):
        for key, doc in asked.judged(verdict)[: _SHOWN - len(found)]:
            statement = next((s for s in record.found(Statement, doc) if s.quotation.id == key), None)
            if statement:
                found.append({"statement": statement, "verdict": verdict})
    return found


def ask(record: Record, asked: Asked) -> Page:
    """The answer to a question: passages with their evidence, claims beside what denies them, what was searched."""
    question = asked.words("q")
    if not question:
        return Page("ask", "Ask the record", {"question": "", "answer": None})
    answer = record.ask(question)
    people = [(one, record.called(one.who)) for one in answer.people]
    data = {
        "question": question,
        "answer": answer,
        "people": people,
        "passages": [passage(p, asked) for p in answer.passages],
    }
    data |= {"place": lambda p: passage(p, asked)}
    return Page("ask", question, data, list(lines.answer(answer)))


def passage(one: Passage, asked: Asked) -> dict[str, Any]:
    """A passage with its document as the catalogue knows it."""
    return {"passage": one, "entry": asked.documents.get(one.doc)}


def search(record: Record, asked: Asked) -> Page:
    """The passages that hold some words, narrowed by speaker, document, time and verdict."""
    words = asked.words("q")
    narrowed = {name: asked.words(name, 200) for name in ("person", "document", "since", "until")}
    verdict = asked.words("verdict", 40)
    judged = frozenset(key for key, _ in asked.judged(verdict)) if verdict in SIGNS else None
    found = record.search(Wanted(words, **narrowed, quotations=judged), _FOUND) if words else []
    names = record.named(words) if words else []
    data = {"words": words, "found": found, "names": names, "narrowed": narrowed, "lighted": _lighting(words)}
    data |= {"verdict": verdict if verdict in SIGNS else "", "verdicts": list(SIGNS)}
    data |= {"entries": {e.id: e for e in asked.documents.values()}}
    title = f"Search: {words}" if words else "Search the record"
    told = [lines.line("passage", **asdict(one.passage), document=one.doc) for one in found]
    return Page("search", title, data, [*map(lines.person, names), *told])


def _lighting(words: str) -> Callable[[str], list[tuple[str, bool]]]:
    """What cuts a passage to the neighbourhood of the first word found, into runs that are lit or not."""
    terms = sorted(set(re.findall(r"\w+", words)), key=len, reverse=True)
    found = re.compile(rf"\b({'|'.join(map(re.escape, terms))})\b", re.I) if terms else None

    def lighted(text: str) -> list[tuple[str, bool]]:
        line = " ".join(text.split())
        first = found.search(line) if found else None
        at = max(0, first.start() - _BEFORE) if first else 0
        cut = line[at : at + _AROUND]
        told = f"{'… ' if at else ''}{cut}{' …' if at + _AROUND < len(line) else ''}"
        runs = found.split(told) if found else [told]
        return [(run, bool(n % 2)) for n, run in enumerate(runs) if run]

    return lighted
