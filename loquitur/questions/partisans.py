"""Who is for or against a thing by what passages tell and people say, as the finder of stances reads them.

The paragraphs that name the thing, and those beside them, are read once more with the thing among their names, so that
whatever the finder knows of sides between people ("hated", "spoke for", "called it a crime") counts for things too. It
is the finder's word, with its reason; what it is not sure of is left out, and whoever is on both sides is on none.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from loquitur.language import people, stances
from loquitur.language.people import Mention, Roll
from loquitur.language.persons import titles
from loquitur.language.sentences.prose import Sentence, sentences
from loquitur.language.sides import sidewords as words
from loquitur.language.words.known import known
from loquitur.model import AUTHOR, Block, Date, Dating, Document, Side, Span, Stance, Statement
from loquitur.questions.evidence import Case, sure
from loquitur.questions.topics import Thing, Topic
from loquitur.store.persons import bare

__all__ = ["is_somebody", "sides", "told"]

_BESIDE = 1
"""How many paragraphs before and behind are read with one that names the thing."""
_MOST_READ = 8_000
"""Characters read for one question; pages that are about the thing come first."""
_FEW = 20
"""Of so few documents those that are about the thing are read also where no word of a side stands beside it."""
_THING = "what is asked about"
"""How the thing is called among the names of a text."""


def told(topic: Topic, case: Case) -> list[tuple[str, Stance]]:
    """The stances towards the thing, each with its document, in the order of documents and text."""
    by: dict[str, list[Thing]] = {}
    for thing in topic.things(case):
        by.setdefault(thing.doc, []).append(thing)
    found: list[tuple[str, Stance]] = []
    read = 0
    chosen = {key: [t for t in things if _told_near(t)] for key, things in by.items()}
    if len(by) <= _FEW:
        chosen |= {key: things for key, things in by.items() if not chosen[key] and topic.is_about(key, case)}
    order = sorted((k for k in chosen if chosen[k]), key=lambda k: not topic.is_about(k, case))
    for key in order:
        things = by[key] if topic.is_about(key, case) else chosen[key]
        doc = case.store.document(key)
        about = topic.is_about(key, case)
        things = [*things, *_called_again(doc, things, topic, about)]
        if about:
            things = [*things, *_carried(doc, things, topic)]
        doc = _near(doc, things)
        read += sum(b.span.end - b.span.start for b in doc.blocks)
        found += [(key, s) for s in _read(doc, things, case, about=about) if s.target == _THING and sure(s)]
        if read > _MOST_READ:
            break
    return sorted(found, key=lambda r: (case.name_of(r[0]), r[1].span, r[1].holder))


def _told_near(thing: Thing) -> bool:
    """Whether the sentence that names the thing has a word that can tell a side."""
    at = thing.span.start - thing.passage.start
    text = thing.passage.text
    low, stop = text.rfind(". ", 0, at) + 1, text.find(". ", at)
    return not _telling().isdisjoint(re.findall(r"[a-z]+", text[low : stop if stop >= 0 else None].lower()))


@cache
def _telling() -> frozenset[str]:
    told = words.sides()
    return frozenset({"against", "anti", "pro", *told.forms, *told.nouns["against"], *told.nouns["for"]})


def is_somebody(name: str, case: Case) -> bool:
    """Whether a holder is a person, or a body by its name: no office, and no "our opponents"."""
    if name.startswith(AUTHOR):
        return True
    person = case.called(name)
    office = titles.called(name) and not titles.is_dignity(name) and name.split()[0].lower() not in known().forenames
    if (
        person is None
        or person.kind == "unnamed"
        or office
        or titles.is_dignity(re.sub("s of ", " of ", name)) > titles.is_dignity(name)
    ):
        return False  # "the Dean", but not "William Dean"
    row = bare(name).removeprefix("the ").split()
    return all(w[:1].isupper() or len(w) < 4 for w in row) and (
        person.kind == "person" or bare(name) != row[0] or len(row) > 1
    )


def sides(rows: Iterable[tuple[str, Stance]], case: Case) -> dict[str, dict[Side, list[tuple[str, Stance]]]]:
    """The stances by holder and side; nobody who is on both."""
    by: dict[str, dict[Side, list[tuple[str, Stance]]]] = {}
    for key, stance in rows:
        holder = case.holder(key, stance.holder)
        if is_somebody(holder, case):
            by.setdefault(holder, {}).setdefault(stance.side, []).append((key, stance))
    return {who: told for who, told in by.items() if len(told) == 1}


def _near(doc: Document, things: Sequence[Thing]) -> Document:
    """The document with only the blocks that name the thing and those beside them."""
    starts = [b.span.start for b in doc.blocks]
    at = {bisect_right(starts, t.span.start) - 1 for t in things}
    kept = {n for k in at for n in range(k - _BESIDE, k + _BESIDE + 1)}
    return replace(doc, blocks=tuple(b for n, b in enumerate(doc.blocks) if n in kept or _heads(b)))


def _carried(doc: Document, things: Sequence[Thing], topic: Topic) -> Iterator[Thing]:
    """Where "it" means the thing in a paragraph just behind one that names it."""
    starts = [b.span.start for b in doc.blocks]
    by = {bisect_right(starts, t.span.start) - 1: t for t in things}
    for at in sorted(by):
        if at + 1 < len(doc.blocks):
            yield from (replace(by[at], span=span) for span in topic.goes_on(doc.text, doc.blocks[at + 1].span))


def _called_again(doc: Document, things: Sequence[Thing], topic: Topic, about: bool) -> Iterator[Thing]:
    """Where "the measure" means the thing: all over a page that is about it, else behind it in its paragraph."""
    starts = [b.span.start for b in doc.blocks]
    first: dict[int, Thing] = {}
    for thing in sorted(things, key=lambda t: t.span):
        first.setdefault(bisect_right(starts, thing.span.start) - 1, thing)
    for n, block in enumerate(doc.blocks):
        if n in first or about:
            thing = first.get(n, things[0])
            part = block.span if about else Span(thing.span.end, block.span.end)
            yield from (replace(thing, span=span) for span in topic.called_again(doc.text, part))


def _heads(block: Block) -> bool:
    return block.kind == "heading"


def _read(doc: Document, things: Sequence[Thing], case: Case, *, about: bool) -> tuple[Stance, ...]:
    key = things[0].doc
    text = sentences(doc)
    low, high = doc.blocks[0].span.start, doc.blocks[-1].span.end
    statements = case.store.findings_at(Statement, key, low, high)
    inside = [s for s in statements if any(b.span.start <= s.quotation.spans[0].start < b.span.end for b in doc.blocks)]
    dates = case.store.findings_at(Date, key, low, high)
    dating = next((d for _, d in case.store.findings(Dating, key)), Dating(None, None))
    who = _with_thing(people.roll(doc, text), things, text)
    return stances.find(doc, text, who, inside, dates, dating, about=_THING if about else None)


def _with_thing(who: Roll, things: Sequence[Thing], text: Sequence[Sentence]) -> Roll:
    """The names of the text with the thing among them, in place of names that it holds."""
    starts = [s.span.start for s in text]
    spans = sorted({t.span for t in things})
    free = [m for m in who.mentions if not any(_overlap(m.span, s) for s in spans)]
    new = [Mention(s, _THING, "unknown", max(0, bisect_right(starts, s.start) - 1)) for s in spans]
    mentions = tuple(sorted([*free, *new], key=lambda m: m.span))
    return replace(
        who,
        mentions=mentions,
        starts=tuple(m.span.start for m in mentions),
        fullest={**who.fullest, _THING: _THING},
        kinds={**who.kinds, _THING: "organisation"},
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
