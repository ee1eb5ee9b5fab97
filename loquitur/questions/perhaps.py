"""Who may be on a side of what a question asks about, by what paragraphs show of their words and deeds.

No rule understands these paragraphs; a trained network reads them (`language/sides/conduct.py`), and is wrong too often for its
word to put anybody on a side. So an answer shows such people apart, for the passage to be read, and only those whom no rule
puts on a side; nor those whose claim a page denies, since it is the page that speaks against there. Pages are read that tell
of people, those first that name the topic most, and so many that an answer does not wait long: of a page about the topic every
paragraph, of others those that name it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loquitur.answers import AnswerPerson
from loquitur.language.sentences import tongue
from loquitur.language.sentences.prose import sentences
from loquitur.model import Claim, Document, Named, Person, Side, Span
from loquitur.questions import partisans
from loquitur.questions.evidence import Case
from loquitur.questions.topics import Topic

if TYPE_CHECKING:
    from loquitur.language.sides import conduct

__all__ = ["LEAST", "Sought", "people"]

LEAST = 58
"""Per cent. How likely a side must be to be shown; the curve stands in docs/sides.md."""
_MOST_ASKED = 40
"""How many persons in how many paragraphs are looked at for one question."""
_ABOUT = 3
"""A page is about a name that it gives so often, and half as often as any other."""
_WORDS_A_PERSON, _LETTERS_A_WORD = 200, 6
"""A page that tells what people did names one of them in so many words; speeches and laws do not."""
_LONG = 450
"""Characters of a paragraph that is shown whole."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Of what a side is sought: a thing (`topic`) or persons (`names`)."""

    about: str
    """How it is called."""
    side: Side
    topic: Topic | None
    names: Sequence[Person]
    without: Collection[str]
    """Of whom a side is told, and whom it is about."""


def people(sought: Sought, case: Case) -> list[AnswerPerson]:
    """Those whom some paragraph puts on the side, the likeliest paragraph of each."""
    from loquitur.language.sides import conduct  # NumPy and ONNX Runtime: only where a side is asked for

    if conduct.missing():
        return []
    best: dict[str, tuple[str, conduct.Taken]] = {}
    other: dict[str, int] = {}
    for key, taken in _taken(sought, case):
        who = case.canonical(taken.name, key) or taken.name
        if taken.side != sought.side:
            other[who] = max(other.get(who, 0), taken.likelihood)
        elif who not in best or taken.likelihood > best[who][1].likelihood:
            best[who] = key, taken
    found = []
    for who, (key, taken) in best.items():
        if taken.likelihood >= LEAST and taken.likelihood > other.get(who, 0) and partisans.is_somebody(who, case):
            told = [(key, _around(case.store.document(key), taken))]
            found.append(case.person(who, told=told, likelihood=taken.likelihood))
    return sorted(found, key=lambda p: (-(p.likelihood or 0), p.who))


def _around(doc: Document, taken: "conduct.Taken") -> Span:
    """What was read; of a long paragraph the sentences that name him with those beside them."""
    if taken.span.end - taken.span.start <= _LONG:
        return taken.span
    inside = [s.span for s in sentences(doc) if taken.span.start <= s.span.start and s.span.end <= taken.span.end]
    naming = [n for n, s in enumerate(inside) if any(s.start <= place.start < s.end for place in taken.named)]
    if not naming:
        return taken.span
    return Span(inside[max(0, naming[0] - 1)].start, inside[min(len(inside) - 1, naming[-1] + 2)].end)


def _taken(sought: Sought, case: Case) -> Iterator[tuple[str, "conduct.Taken"]]:
    from loquitur.language.sides import conduct

    read = asked = 0
    whole = True
    for key, places in _pages(sought, case):
        named = [n for _, n in case.store.findings(Named, key) if n.kind == "person"]
        peopled = len(named) * _WORDS_A_PERSON * _LETTERS_A_WORD >= len(case.text(key))
        if not peopled:
            continue
        about = _is_about(key, places, named, sought.topic, case)
        doc = case.store.document(key)
        denied = {c.asserted_by for _, c in case.store.findings(Claim, key) if c.asserted_by}
        others = {n: s for n, s in _others(key, named, places, case, sought.without).items() if n not in denied}
        chosen = []
        for window in conduct.windows(doc) if tongue.is_known(doc.text) else ():
            if not about and not _holds(window, places):
                continue
            here = sum(_holds(window, spans) for spans in others.values())
            whole = whole and asked + here <= _MOST_ASKED
            if here > _MOST_ASKED:
                continue  # a list of names
            asked += here
            if asked > _MOST_ASKED:
                break
            chosen += [window] * (here > 0)
        read += len(chosen)
        case.paragraphs = read, whole
        yield from ((key, t) for t in conduct.read(doc, sought.about, places, others, chosen))
        if asked > _MOST_ASKED:
            return


def _pages(sought: Sought, case: Case) -> list[tuple[str, tuple[Span, ...]]]:
    """The documents of the time asked for that name the topic more than once, and where; those first that name it most."""
    found: dict[str, list[Span]] = {}
    for key, named in case.store.findings_of(Named, sought.names):
        found.setdefault(key, []).extend(named.spans)
    for thing in sought.topic.things(case) if sought.topic else ():
        found.setdefault(thing.doc, []).append(thing.span)
    rows = [(key, tuple(sorted(set(spans)))) for key, spans in found.items() if case.within(case.said(key))]
    rows = [(key, places) for key, places in rows if len(places) > 1]
    return sorted(rows, key=lambda r: (-len(r[1]), case.name_of(r[0])))


def _is_about(key: str, places: Sequence[Span], named: Sequence[Named], topic: Topic | None, case: Case) -> bool:
    """Whether a page is about the topic: a thing by its title or opening, a person by its title or by the names it gives."""
    if topic is not None:
        return topic.is_about(key, case)
    title, text = case.store.field(key, "title") or "", case.text(key)
    if _stands_in(title, {text[slice(*p)] for p in places}):
        return True
    if _stands_in(title, {text[slice(*p)] for n in named for p in n.spans}):
        return False
    most = max((len(n.spans) for n in named if not set(n.spans) & set(places)), default=0)
    return len(places) >= max(_ABOUT, most / 2)


def _stands_in(title: str, forms: Iterable[str]) -> bool:
    """Whether a title names one of some forms, in whole words."""
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", title) for form in forms)


def _others(
    key: str, named: Sequence[Named], places: Sequence[Span], case: Case, without: Collection[str]
) -> dict[str, list[Span]]:
    """The persons whom a document names beside the topic and those of whom it is told, with where."""
    found: dict[str, list[Span]] = {}
    for one in named:
        spans = [s for s in one.spans if not any(s.start < p.end and p.start < s.end for p in places)]
        if spans and (case.canonical(one.name, key) or one.name) not in without:
            found.setdefault(one.name, []).extend(spans)
    return found


def _holds(window: Span, spans: Iterable[Span]) -> bool:
    """Whether one of some ranges begins in a window."""
    return any(window.start <= s.start < window.end for s in spans)
