"""Who is for or against whom by the words they use: "X is a tyrant", "called him a crackpot".

Somebody's own words show a side where the person is their subject and the predicate condemns or praises: "was a tyrant",
"betrayed us". In words that are quoted and name nobody else, all that follows the subject counts: the side is the greater
number of words that judge, from lists. What was done to the person, and what is denied, is left aside.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loquitur.language.deeds.acts import Clause
from loquitur.language.reference.acting import is_subject
from loquitur.language.reference.bearings import Ground
from loquitur.language.sentences.denials import NOT
from loquitur.language.sentences.prose import Word, words
from loquitur.language.sides.sidewords import side_of, sides
from loquitur.language.words import lexicon
from loquitur.model import Dating, Side, Span, Stance, Statement

__all__ = ["find"]

_BE = frozenset({"is", "was", "are", "were", "be", "been", "remains", "remained", "became", "becomes"})
_PASSING = frozenset(
    {"has", "had", "have", "always", "himself", "herself", "also", "too", "only", "who", "then", "now", "still"}
)
_FIRST = frozenset({"me", "us"})
_TOWARDS = frozenset({"at", "against", "to", "toward", "towards", "upon", "on", "with"})
_DETERMINED = frozenset({"a", "an", "the", "our", "my", "one", "truly"})


def find(ground: Ground, statements: Sequence[Statement], dating: Dating) -> Iterator[Stance]:
    """What somebody's words show: those that are quoted, those that are reported, the document's own."""
    yield from _shown(ground, statements)
    yield from _complements(ground)
    yield from _own(ground, statements, dating)


def _shown(ground: Ground, statements: Sequence[Statement]) -> Iterator[Stance]:
    for statement in statements:
        speaker, spans = statement.speaker, statement.quotation.spans
        if speaker.name is None or (statement.chain and statement.chain[0].attitude == "denies"):
            continue
        for target, side in _judged(ground, spans, loose=True):
            yield Stance(
                speaker.name, target, side, spans[0], statement.said, statement.said_basis, statement.quotation.id, 65,
                "their own words",
            )  # fmt: skip


def _own(ground: Ground, statements: Sequence[Statement], dating: Dating) -> Iterator[Stance]:
    """The document's own voice."""
    elsewhere = sorted(s for st in statements for s in st.quotation.spans)
    at = 0
    for sentence in ground.sentences:
        if ground.doc.blocks[sentence.block].kind in ("heading", "caption"):
            continue
        while at < len(elsewhere) and elsewhere[at].end <= sentence.span.start:
            at += 1
        if at < len(elsewhere) and elsewhere[at].start < sentence.span.end:
            continue
        voice = ground.voice(sentence.span.start)
        if voice is None:
            continue
        for target, side in _judged(ground, (sentence.span,)):
            yield Stance(
                voice, target, side, sentence.span, dating.said, dating.basis, None, 60, "the document's own words",
            )  # fmt: skip


def _judged(ground: Ground, spans: Sequence[Span], *, loose: bool = False) -> list[tuple[str, Side]]:
    """The persons who are the subject of these words, and the side that these take.

    By their predicate; with `loose`, by all that follows where a passage names nobody else.
    """
    found: dict[str, Side] = {}
    for span in spans:
        alone = loose and len({ground.who.name(m.name) for m in ground.who.inside(*span)}) == 1
        for number in range(ground.number(span.start), ground.number(span.end) + 1):
            for mention in ground.mentions(number):
                if not span.start <= mention.span.start < span.end:
                    continue
                name = ground.who.name(mention.name)
                if name in found or ground.who.kinds[name] != "person" or not is_subject(ground.doc.text, mention):
                    continue
                if _acted_on(ground.doc.text, span.start, mention.span.start):
                    continue
                stop = min(span.end, ground.sentences[number].span.end)
                side = _predicate(ground.doc.text, mention.span.end, stop)
                side = side or (_of(ground, number, mention.span.end, span.end) if alone else None)
                if side:
                    found[name] = side
    return list(found.items())


def _predicate(text: str, start: int, end: int) -> Side | None:
    """What is said of a subject in its own predicate: "was a cruel tyrant", "has betrayed us"; None where it is denied."""
    told, closed = sides(), lexicon().closed
    row = words(text, start, min(end, start + 120))[:12]
    k = next((k for k, w in enumerate(row) if w.lower not in _PASSING), len(row))
    if k == len(row) or re.search(r"[.,;:!?()—–]", text[start : row[k].start]):
        return None
    if row[k].lower in told.deeds and not any(w.lower in ("by", "at") for w in row[k + 1 : k + 2]):
        return "against"
    if row[k].lower not in _BE:
        return "against" if _suffered(row[k:]) else None
    said = []
    for one, word in pairwise(row[k:]):
        led = word.lower in closed["prepositions"] | closed["conjunctions"] | closed["pronouns"] | NOT
        if led or re.search(r"[.,;:!?()—–]", text[one.end : word.start]):
            break
        said.append(word)
    if any(w.lower in told.patients or w.lower == "being" for w in said[:3]):
        return None
    side = side_of(said)
    return side if side == "against" or (said and said[0].lower in _DETERMINED) else None


def _suffered(row: Sequence[Word]) -> bool:
    """Whether whoever speaks was treated badly by the subject: "allowed himself a rude outburst directed at me"."""
    at = next((k for k, w in enumerate(row) if w.lower in _FIRST and k and row[k - 1].lower in _TOWARDS), None)
    return (
        at is not None
        and any(w.lower in sides().negative for w in row[:at])
        and not any(w.lower in NOT for w in row[:at])
    )


def _acted_on(text: str, start: int, at: int) -> bool:
    """Whether a verb stands right before a name: "called X a liar" is not said of X by whoever tells it."""
    before = words(text, max(start, at - 40), at)
    last = next((w for w in reversed(before) if w.text[0].islower() or len(w.text) > 5), None)
    return last is not None and last.lower in sides().naming


def _of(ground: Ground, number: int, start: int, end: int) -> Side | None:
    """What the words after a subject say of it, up to the next subject, its own sufferings left aside."""
    told, text = sides(), ground.doc.text
    stop = min(end, start + 700)
    for later in range(number, number + 8):
        subjects = [
            m.span.start
            for m in ground.mentions(later)
            if start < m.span.start < stop
            and is_subject(text, m)
            and ground.who.kinds[ground.who.name(m.name)] == "person"
        ]
        if subjects:
            stop = subjects[0]
            break
    row = words(text, start, stop)
    phrase = text[start:stop].lower()
    if row and row[0].lower in _BE and any(w.lower in told.patients for w in row[1:4]):
        return None
    if any(w.lower in NOT for w in row[:3]) and not any(w.lower == "but" for w in row[:14]):
        return "against" if any(p in phrase for p in told.judging) else None
    side = side_of(row, phrase)
    if side == "for":
        near = [w.lower for w in words(text, start, min(stop, ground.sentences[number].span.end))[:9]]
        if not (near and near[0] in _BE and told.positive & set(near) and not NOT & set(near)):
            return None
    return side


def _complements(ground: Ground) -> Iterator[Stance]:
    """ "Y said that X was a menace": what a clause that somebody is reported to say calls X, also in marks."""
    told = sides()
    for number, sentence in enumerate(ground.sentences):
        if len({m.name for m in ground.mentions(number)}) < 2 or ground.doc.blocks[sentence.block].kind == "heading":
            continue
        clause = Clause(ground, number)
        for i, word in enumerate(clause.row):
            if word.lower not in told.speaking or not clause.verbish(i):
                continue
            that = next((k for k in range(i + 1, min(len(clause.row), i + 8)) if clause.row[k].lower == "that"), None)
            if that is None or that + 1 >= len(clause.row):
                continue
            mention = clause.mention(that + 1) or (that + 2 < len(clause.row) and clause.mention(that + 2)) or None
            act = clause.act(i)
            if not mention or mention.kind != "person" or not act.real or act.passive or clause.asked:
                continue
            behind = words(clause.text, mention.span.end, sentence.span.end)[:10]
            if not behind or behind[0].lower not in _BE or any(w.lower in NOT for w in behind[:4]):
                continue
            side = None if any(w.lower in told.patients for w in behind[1:4]) else side_of(behind)
            date = ground.date(number, word.start)
            if side is None:
                continue
            for holder in clause.doer(i).names:
                yield Stance(
                    holder, ground.who.name(mention.name), side, sentence.span, date.edtf if date else None,
                    date.basis if date else None, None, 60, f"report: {word.lower} that",
                )  # fmt: skip
