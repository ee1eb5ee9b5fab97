"""For and against in somebody's own words: "I accuse X", what is said to X's face, what a witness owns to.

The words are read as reports are, with "I" for whoever says them and "you" for whom they call by name or to whom the cue
gives them.
"""

import re
from collections.abc import Iterator, Sequence

from loquitur.language.deeds.acts import Clause
from loquitur.language.reference.bearings import Ground
from loquitur.language.sentences.prose import words
from loquitur.language.sides import cues
from loquitur.language.sides.sidewords import sides
from loquitur.language.words import lexicon
from loquitur.model import Side, Span, Stance, Statement

__all__ = ["affirmed", "find"]

_YES = re.compile(
    r"[.:]\s+(?:Yes|I (?:have|did|was|do|am|had|wrote|said|spoke)|Certainly|That is (?:so|true)|It is (?:so|true)|Indeed)\b"
)
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.I)


def affirmed(clause: Clause, at: int) -> str | None:
    """Who answers Yes to a question whether he did it: "You have written against X?" "I have."."""
    if not any(w.lower == "you" for w in clause.row[:at]):
        return None
    labels = clause.ground.labels
    later = [i for i, span in enumerate(labels.spans) if span.start >= clause.sentence.span.end]
    if not later:
        return None
    span = labels.spans[later[0]]
    near = span.start - clause.sentence.span.end < 4
    return labels.names[later[0]] if near and _YES.match(clause.text, span.end) else None


def find(ground: Ground, statements: Sequence[Statement]) -> Iterator[Stance]:
    """The stances that direct words of named speakers show in the first person, or to somebody's face."""
    for statement in statements:
        denied = statement.chain and statement.chain[0].attitude == "denies"
        if statement.speaker.name is None or statement.quotation.mode != "direct" or denied:
            continue
        addressed = _called(ground, statement) or _told_to(ground, statement)
        for target, side, word in (*_first(ground, statement, addressed), *_to_the_face(statement, addressed)):
            if target != statement.speaker.name:
                yield Stance(
                    statement.speaker.name, target, side, statement.quotation.spans[0], statement.said,
                    statement.said_basis, statement.quotation.id, 75, f"their own words: {word}",
                )  # fmt: skip


def _first(ground: Ground, statement: Statement, addressed: Sequence[str]) -> Iterator[tuple[str, Side, str]]:
    """ "I accuse X", "I accuse you"."""
    spans = statement.quotation.spans
    for number in range(ground.number(spans[0].start), ground.number(spans[-1].end - 1) + 1):
        row = [w for w in ground.sentences[number].words if any(s.start <= w.start < s.end for s in spans)]
        if not row:
            continue
        clause = Clause(ground, number, row)
        clause.you = tuple(addressed)
        for cue in cues.find(clause, ground.topic):
            act = clause.act(max(cue.at, -cue.at - 1))
            doer = cue.doer or clause.doer(act.at)
            if doer.form == "first" and not (clause.asked or clause.conditional(act.at)) and (cue.at < 0 or act.real):
                yield from ((target, cue.side, cue.word) for target in cue.targets)


def _to_the_face(statement: Statement, addressed: Sequence[str]) -> Iterator[tuple[str, Side, str]]:
    """ "You are a liar" to somebody; where "I" or anybody else may be blamed in the same words, nothing is told."""
    text = statement.quotation.text
    if len(addressed) != 1 or text.rstrip().endswith("?"):
        return
    told = sides()
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        row = words(sentence, 0, len(sentence))
        you = next((i for i, w in enumerate(row) if w.lower == "you"), None)
        if you is None or re.search(r"\b(?:not|never|no|if)\b|n't\b", sentence.lower().replace("’", "'")):
            continue
        behind = [w.lower for w in row[you + 1 : you + 9]]
        being = behind[:1] and behind[0] in lexicon().closed["auxiliaries"]
        if being and set(behind) & told.negative and not set(behind) & told.positive:
            yield addressed[0], "against", "to the face"
            return


def _called(ground: Ground, statement: Statement) -> list[str]:
    """Whom the words call by name: "Hill, I accuse you", "You lie, Hill!"."""
    found = []
    for span in statement.quotation.spans:
        for mention in ground.who.inside(*span):
            before = ground.doc.text[max(span.start, mention.span.start - 14) : mention.span.start]
            behind = ground.doc.text[mention.span.end : min(span.end, mention.span.end + 2)]
            opens = mention.span.start - span.start < 12 and re.fullmatch(
                r"(?:[A-Z][a-z]{1,9}\.? )?", before[-10:].lstrip()
            )
            if re.match(r"[,!.?;:]|$", behind) and (opens or re.search(r",\s(?:[A-Z][a-z]{1,9}\.? )?$", before)):
                found.append(ground.who.name(mention.name))
    return list(dict.fromkeys(found)) if _YOU.search(statement.quotation.text) else []


def _told_to(ground: Ground, statement: Statement) -> list[str]:
    """To whom the cue gives the words: "he told X", "said to X"."""
    if not statement.cue or not _YOU.search(statement.quotation.text):
        return []
    clause = Clause(ground, ground.number(statement.cue[0].start))
    inside: tuple[Span, ...] = statement.quotation.spans
    clause = Clause(
        ground, clause.number, [w for w in clause.sentence.words if not any(s.start <= w.start < s.end for s in inside)]
    )
    for i, word in enumerate(clause.row):
        if word.lower in lexicon().speech and clause.verbish(i) and i + 1 < len(clause.row):
            k = i + 2 if clause.row[i + 1].lower == "to" else i + 1
            names = clause.objects(k, [statement.speaker.name or ""]) if k < len(clause.row) else []
            if len(names) == 1 and ground.who.kinds.get(names[0]) == "person":
                return names
    return []
