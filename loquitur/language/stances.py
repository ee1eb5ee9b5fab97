"""Who is for or against whom, as told by a passage.

Two ways. A report tells it: "Lenin and Trotsky spoke out", "the first to denounce X was Y. And the second was Z.", "he
led the fight against X in 1923". Or somebody's own words show it: X is their subject and they condemn. Targets and dates
carry over within two paragraphs, and say so. Negated, asked, supposed and denied reports give no stance: to put a person
on the wrong side is the error to avoid.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from loquitur.language.bearings import Ground, date_in
from loquitur.language.clauses import is_noun, left_subject, right_subject
from loquitur.language.people import Roll
from loquitur.language.prose import Sentence, Word, base, words
from loquitur.language.speakers import is_subject
from loquitur.language.words import forms, lexicon
from loquitur.model import AUTHOR, Date, Dating, Document, Side, Span, Stance, Statement

__all__ = ["find"]

_NEGATED = {
    "not",
    "never",
    "nobody",
    "none",
    "no",
    "neither",
    "nor",
    "cannot",
    "hardly",
    "if",
    "whether",
    "refused",
    "failed",
    "would",
    "could",
    "might",
    "may",
}


@cache
def _lists() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("loquitur.language.words").joinpath("stances-en.toml").read_text(encoding="utf-8"))
    lists = {
        name: frozenset(value.split())
        for part in data.values()
        for name, value in part.items()
        if isinstance(value, str)
    }
    for side in ("against", "for"):
        lists[side] = frozenset(
            f for v in data[side]["verbs"].split() for f in forms(v, {"fight": "fights fought fighting"})
        )
    lists["phrases"] = frozenset(data["judging"]["phrases"])
    return lists


@dataclass(slots=True)
class _Memory:
    """What carries over from sentence to sentence."""

    target: str | None = None
    block: int = -9
    dates: dict[str, tuple[str, int]] = field(default_factory=dict)
    listed: str | None = None
    """The target of a list that may go on: "The first to denounce X was Y." """


def find(
    doc: Document,
    text: Sequence[Sentence],
    who: Roll,
    statements: Sequence[Statement],
    dates: Sequence[Date],
    dating: Dating,
) -> tuple[Stance, ...]:
    """Every stance that the document tells or shows, in the order of the text."""
    quoted = [s for st in statements if st.quotation.mode == "direct" for s in st.quotation.spans]
    ground = Ground(doc, text, who, quoted, dates)
    own = doc.field("author") or AUTHOR
    told = (
        replace(s, when=dating.said, when_basis=dating.basis) if s.holder == own and s.when is None else s
        for s in _reports(ground)
    )
    found = [*told, *_shown(ground, statements), *_own(ground, statements, dating)]
    kept: dict[tuple[str, str, str, Span], Stance] = {}
    for stance in found:
        if not _same(stance.holder, stance.target):
            kept.setdefault((stance.holder, stance.target, stance.side, stance.span), stance)
    return tuple(sorted(kept.values(), key=lambda s: (s.span, s.holder, s.target)))


def _same(one: str, other: str) -> bool:
    return one == other or one.split()[-1].lower() == other.split()[-1].lower()


# ---- what is reported -----------------------------------------------------------------------------------------------


def _reports(ground: Ground) -> Iterator[Stance]:
    memory = _Memory()
    for sentence in ground.sentences:
        if ground.doc.blocks[sentence.block].kind in ("heading", "caption"):
            continue
        row = ground.row(sentence)
        asked = ground.doc.text[sentence.span.end - 1 : sentence.span.end] == "?"
        yield from _listed(ground, sentence, row, memory)
        for i, side, target in _cues(ground, sentence, row, memory):
            if target is None:
                continue
            memory.target, memory.block = target, sentence.block
            if asked or _denied(row, i):
                continue
            yield from _told(ground, sentence, row, i, side, target, memory)


def _denied(row: Sequence[Word], i: int) -> bool:
    """Whether the cue stands under a negation, a condition, or a supposition in its clause."""
    return any(w.lower in _NEGATED or w.lower.endswith("n't") for w in row[max(0, i - 7) : i])


def _cues(
    ground: Ground, sentence: Sentence, row: Sequence[Word], memory: _Memory
) -> Iterator[tuple[int, Side, str | None]]:
    """The words that tell of a stance: (place, side, target)."""
    lists = _lists()
    for i, word in enumerate(row):
        following = [w.lower for w in row[i + 1 : i + 4]]
        if word.lower in lists["with_against"] and "against" in following[:3]:
            at = i + 1 + following.index("against")
            yield i, "against", _target(ground, sentence, row, at, memory)
        elif (word.lower in lists["out"] and following[:1] == ["out"]) or (
            word.lower in lists["leads"]
            and _carries_on(following)
            and "against" not in [w.lower for w in row[i : i + 7]]
        ):
            yield i, "against", _recent(sentence, memory)
        elif word.lower in lists["demands"] and (lists["removal"] & {w.lower for w in row[i + 1 : i + 5]}):
            yield i, "against", _target(ground, sentence, row, i, memory)
        elif word.lower in lists["against"] and not is_noun(row, i):
            yield i, "against", _target(ground, sentence, row, i, memory, near=True)
        elif word.lower in lists["for"] and not is_noun(row, i):
            yield i, "for", _target(ground, sentence, row, i, memory, near=True)


def _carries_on(following: Sequence[str]) -> bool:
    """ "led the fight", "carried on the struggle"."""
    return bool(re.match(r"(?:on )?(?:the |this |that )(?:fight|struggle|campaign)\b", " ".join(following)))


def _recent(sentence: Sentence, memory: _Memory) -> str | None:
    return memory.target if sentence.block - memory.block <= 6 else None


def _target(
    ground: Ground, sentence: Sentence, row: Sequence[Word], at: int, memory: _Memory, near: bool = False
) -> str | None:
    """The person named after a cue, within its clause; "it" and "him" are the target told before."""
    reach = row[at + 1 : at + (6 if near else 8)]
    for k, word in enumerate(reach):
        name = ground.target(word)
        if name and ground.who.kinds.get(name) in ("person", "group", "organisation"):
            return name if not near or _meant(row, at + 1 + k) else None
        if near and word.lower in lexicon().closed["prepositions"] and not (k and _doing(reach[k - 1])):
            return None
        gap = ground.doc.text[row[at].end : word.start]
        if word.lower in ("it", "him", "them") or (word.lower in ("his", "her", "their") and not near):
            return _last_named(ground, sentence, word.start) if word.lower == "it" else _recent(sentence, memory)
        if re.search(r"[;:.—]", gap) or word.lower in ("who", "which", "that", "because"):
            return None
    return None


def _meant(row: Sequence[Word], k: int) -> bool:
    """Whether a name is itself the object, or the owner of what stands for it: not "X's enemies"."""
    return base(row[k]) == row[k].lower or (k + 1 < len(row) and _doing(row[k + 1]))


def _doing(word: Word) -> bool:
    return word.lower in _lists()["doings"]


def _last_named(ground: Ground, sentence: Sentence, before: int) -> str | None:
    """The person or thing named after a person that was told last in this sentence or the one before."""
    here = ground.sentences.index(sentence)
    low = ground.sentences[max(0, here - 1)].span.start
    for word in reversed(words(ground.doc.text, low, before)):
        name = ground.target(word)
        if name and ground.who.kinds.get(name) == "person":
            return name
    return None


def _told(
    ground: Ground, sentence: Sentence, row: Sequence[Word], i: int, side: Side, target: str, memory: _Memory
) -> Iterator[Stance]:
    holders, listed = _holders(ground, row, i, target)
    date = date_in(ground.dates, ground.doc.text, sentence.span, row[i].start)
    when, basis = _when(date, target, sentence, memory)
    if listed:
        memory.listed = target
    for holder in holders:
        yield Stance(holder, target, side, sentence.span, when, basis, None, 75, f"report: {row[i].lower}")


def _when(date: Date | None, target: str, sentence: Sentence, memory: _Memory) -> tuple[str | None, str | None]:
    if date and date.edtf:
        memory.dates[target] = date.edtf, sentence.block
        return date.edtf, date.basis
    carried = memory.dates.get(target)
    if carried and sentence.block - carried[1] <= 2:
        return carried[0], "carried from the report before"
    return None, None


def _holders(ground: Ground, row: Sequence[Word], i: int, target: str) -> tuple[list[str], bool]:
    """Who holds the stance: the subject of its verb, the agent of a passive, or who stands behind "… was"."""
    text = ground.doc.text
    first = (
        row[0].lower == "the" and len(row) > 2 and row[1].lower in ("first", "second", "next", "last", "only") and i < 9
    )
    if first:
        for k in range(len(row) - 2, i, -1):
            if row[k].lower in ("was", "were", "is"):
                return [n for n in ground.persons(right_subject(text, row, k)) if n != target], True
        return [], False
    if i and row[i - 1].lower in ("was", "were", "been", "is", "being"):
        by = next((k for k in range(i + 1, min(len(row), i + 6)) if row[k].lower == "by"), None)
        return (ground.persons(right_subject(text, row, by)) if by else []), False
    lead = next((k for k in range(i, max(-1, i - 5), -1) if row[k].lower in _lists()["leads"] and k), i)
    subject = left_subject(text, row, lead) if lead else None
    if subject and subject.form == "first":
        return [ground.doc.field("author") or AUTHOR], False
    return [n for n in ground.persons(subject) if n != target], False


def _listed(ground: Ground, sentence: Sentence, row: Sequence[Word], memory: _Memory) -> Iterator[Stance]:
    """ "And the second was Trotsky." goes on with what the sentence before told of the first."""
    lower = [w.lower for w in row[:8]]
    target, memory.listed = memory.listed, None
    if target is None or not lower or len(row) > 10:
        return
    order = {"second", "third", "other", "next", "another", "last"} & set(lower)
    verb = next((k for k, w in enumerate(lower) if w in ("was", "were", "is")), None)
    if order and verb is not None:
        when, basis = _when(None, target, sentence, memory)
        memory.listed = target
        for holder in ground.persons(right_subject(ground.doc.text, row, verb)):
            yield Stance(
                holder, target, "against", sentence.span, when, basis, None, 75, "report: goes on with the list"
            )


# ---- what somebody's own words show ---------------------------------------------------------------------------------


def _shown(ground: Ground, statements: Sequence[Statement]) -> Iterator[Stance]:
    for statement in statements:
        speaker = statement.speaker
        if speaker.name is None or (statement.chain and statement.chain[0].attitude == "denies"):
            continue
        for target in _blamed(ground, statement.quotation.spans):
            yield Stance(
                speaker.name, target, "against", statement.quotation.spans[0], statement.said, statement.said_basis,
                statement.quotation.id, 65, "their own words",
            )  # fmt: skip


def _own(ground: Ground, statements: Sequence[Statement], dating: Dating) -> Iterator[Stance]:
    """The document's own voice."""
    holder = ground.doc.field("author") or AUTHOR
    elsewhere = [s for st in statements for s in st.quotation.spans]
    for sentence in ground.sentences:
        if ground.doc.blocks[sentence.block].kind in ("heading", "caption"):
            continue
        if any(a < sentence.span.end and sentence.span.start < b for a, b in elsewhere):
            continue
        for target in _blamed(ground, (sentence.span,)):
            yield Stance(
                holder,
                target,
                "against",
                sentence.span,
                dating.said,
                dating.basis,
                None,
                60,
                "the document's own words",
            )


def _blamed(ground: Ground, spans: Sequence[Span]) -> list[str]:
    """The persons who are the subject of these words and whom they condemn."""
    blamed = []
    for span in spans:
        for mention in ground.who.inside(*span):
            name = ground.who.name(mention.name)
            if name in blamed or ground.who.kinds[name] != "person" or not is_subject(ground.doc.text, mention):
                continue
            if _condemns(ground, mention.span.end, span.end):
                blamed.append(name)
    return blamed


def _condemns(ground: Ground, start: int, end: int) -> bool:
    """Whether the words after a subject condemn it, up to the next subject, its own sufferings left aside."""
    lists, text = _lists(), ground.doc.text
    stop = next(
        (
            m.span.start
            for m in ground.who.mentions
            if start < m.span.start < end
            and is_subject(text, m)
            and ground.who.kinds[ground.who.name(m.name)] == "person"
        ),
        end,
    )
    row = words(text, start, min(stop, start + 700))
    if (
        row
        and row[0].lower in ("was", "were", "had", "has", "is")
        and any(w.lower in lists["patients"] for w in row[1:4])
    ):
        return False
    if any(w.lower in ("not", "never", "no") for w in row[:3]) and not any(w.lower in ("but",) for w in row[:14]):
        return any(p in text[start:stop].lower() for p in lists["phrases"])
    bad = sum(w.lower in lists["negative"] for w in row)
    good = sum(w.lower in lists["positive"] for w in row)
    phrases = sum(p in text[start:stop].lower() for p in lists["phrases"])
    return bad + 2 * phrases > good and bad + phrases > 0
