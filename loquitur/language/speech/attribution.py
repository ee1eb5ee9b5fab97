"""Who speaks in a story, where no cue names anybody.

In a story the words follow one another from paragraph to paragraph, most of them without a name beside them. There the
whole row of turns is weighed at once. Where a cue names the speaker it stands; else the likeliest speaker is named if
the margin is wide enough, and otherwise nobody, with the candidates. Reports and speeches are left as their cues say.
"""

from collections.abc import Sequence

from loquitur.language.people import Roll
from loquitur.language.speakers import Found
from loquitur.language.speech import dialogue, ranker, teller
from loquitur.language.speech.dialogue import OTHER, Turn, cue_kind
from loquitur.language.speech.ranker import Choice, Model
from loquitur.language.speech.scenery import TELLER, Scenery
from loquitur.language.speech.scenes import Stage
from loquitur.language.speech.turns import Draft
from loquitur.model import Speaker

__all__ = ["cue_kind", "ground", "has_teller", "is_story", "settle", "spoken_turns"]

_LEAST = 8
"""How many turns of a story at least follow one another from paragraph to paragraph."""
_TELLS = 3
"""How many cues say "I" where the story has a teller."""


def settle(stage: Stage, who: Roll, drafts: Sequence[Draft]) -> None:
    """Each draft of a story has the speaker that the whole row makes likeliest, or none with its candidates."""
    if not is_story(stage, drafts):
        return
    told = has_teller(drafts)
    turns = spoken_turns(drafts, who, told=told)
    scenery = ground(stage, who, drafts, told=told)
    called = teller.name(scenery, [teller.Heard(t.spans, t.named == TELLER) for t in turns]) if told else None
    by = ranker.model()
    for draft, turn, choice in zip(drafts, turns, ranker.decide(dialogue.scenes(scenery, turns), by), strict=True):
        _decide(draft, turn, choice, by, who, called)


def is_story(stage: Stage, drafts: Sequence[Draft]) -> bool:
    """Whether many turns open their paragraph right after the paragraph of another turn: so in novels, not in news.

    Words behind a paragraph that ends in a colon are a list of what somebody said, and no turns.
    """
    in_a_row, last, led = 0, -2, False
    for draft in drafts:
        block = stage.block(draft.spans[0].start)
        opens = draft.spans[0].start - stage.blocks[block].span.start < 4
        if block - last > 1:
            led = block > 0 and stage.doc.text[slice(*stage.blocks[block - 1].span)].rstrip().endswith(":")
        in_a_row += opens and block - last == 1 and not led
        last = stage.block(draft.spans[-1].end - 1)
    return in_a_row >= _LEAST and 10 * in_a_row >= 3 * len(drafts)


def has_teller(drafts: Sequence[Draft]) -> bool:
    """Whether "I" is somebody of the story."""
    return sum(_is_me(d) for d in drafts) >= _TELLS


def _is_me(draft: Draft) -> bool:
    return draft.cue is not None and draft.cue.subject is not None and draft.cue.subject.text == "I"


def spoken_turns(drafts: Sequence[Draft], who: Roll, *, told: bool) -> list[Turn]:
    """The drafts as turns: whom their cue names, if it names somebody; `told`: whether "I" is somebody of the story."""
    turns = []
    for draft in drafts:
        named = draft.found.speaker.name if draft.found.reason == "named" else None
        name = TELLER if told and _is_me(draft) else named if named in who.kinds else None
        subject, frame = (draft.cue.subject, draft.cue.frame) if draft.cue else (None, "")
        pronoun = subject is not None and subject.form == "pronoun"
        meant = draft.found.speaker.name if pronoun else None
        likeliest = draft.found.candidates[0] if pronoun and not meant and draft.found.candidates else None
        turns.append(Turn(draft.spans, subject, frame, name, meant, likeliest))
    return turns


def ground(stage: Stage, who: Roll, drafts: Sequence[Draft], *, told: bool) -> Scenery:
    """Where people are named round the drafts."""
    return Scenery(stage.doc.text, who, stage.blocks, [s for d in drafts for s in d.spans], teller=told)


def _decide(draft: Draft, turn: Turn, choice: Choice, by: Model, who: Roll, called: str | None) -> None:
    """Writes the choice into the draft."""
    if turn.named and turn.firm and turn.named != TELLER:
        return
    spans = draft.found.speaker.spans
    others = tuple(called or "the teller" if n == TELLER else n for n in choice.others)
    sure = choice.name != OTHER and (choice.margin >= by.least(cue_kind(turn)) or (turn.firm and turn.named == TELLER))
    name = called if choice.name == TELLER else choice.name
    if sure:
        kind = "author" if name is None else who.kinds.get(name, "person")
        draft.found = Found(Speaker(name, kind, spans), others, "ranked")
        draft.confidence = by.sure(choice.margin)
    else:
        kind = "unnamed" if draft.found.speaker.kind == "unnamed" else "unknown"
        likely = (name or "the teller",) if choice.name != OTHER else ()
        draft.found = Found(Speaker(None, kind, spans), (*likely, *others)[:4], "not sure")
        draft.confidence = 30
    draft.reason = f"{turn.frame or 'no cue'}, {draft.found.reason} by {by.name}: {_because(choice)}"


def _because(choice: Choice) -> str:
    """The features that decided, with their weights in hundredths."""
    if not choice.because:
        return "nothing tells"
    return "; ".join(f"{feature} {weight / 1000:+.1f}" for feature, weight in choice.because)
