"""What speaks for and against each person as the speaker of a turn.

A turn is what one speaker says in one paragraph. For each turn the people at hand are the candidates: those named
lately, those named beside the words, the teller of the story; and nobody of these. Each candidate has features, short
phrases that a reader understands ("named by the cue", "called by name in the words"); what they weigh is data, learned
elsewhere. Two more tie turns together: whether one speaks again at once, and whether two take turns.

Limit: people who are only described ("the old man") are found as somebody of their sex, never by what describes them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loquitur.language.persons import descriptions
from loquitur.language.persons.descriptions import Description
from loquitur.language.persons.genders import of_pronoun
from loquitur.language.persons.names import split
from loquitur.language.sentences.subjects import Subject
from loquitur.language.speech.scenery import TELLER, Scenery
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["OTHER", "Candidate", "Scene", "Turn", "cue_kind", "scenes"]

OTHER = ""
"""Nobody of the candidates."""
_ADDRESS = re.compile(r"\b(?:sir|madam|ma['’]am|miss)\b(?! [A-Z])", re.I)
_MOST = 8
_LOOK_BACK = 60
"""How many mentions back people are looked for."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Words of one speaker, with the cue beside them."""

    spans: tuple[Span, ...]
    subject: Subject | None
    frame: str
    named: str | None
    """Whom the cue names, where it names somebody."""
    meant: str | None = None
    """Whom its pronoun means, as far as the sentences before it tell."""
    likeliest: str | None = None
    """Whom it may mean first of all, where they do not tell."""

    @property
    def firm(self) -> bool:
        """Whether the cue governs the words, and does not only stand before them."""
        return not self.frame.startswith(("sentence", "introduced: subject"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may speak, with what tells it."""

    name: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A turn with its candidates; the first is nobody of them."""

    candidates: tuple[Candidate, ...]
    again: tuple[str, ...]
    """Features of this turn that count where its speaker is that of the turn before."""
    alternate: tuple[str, ...]
    """Features that count where its speaker is that of the turn before the last."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What a turn stands in."""

    block: int
    alone: bool
    """Whether its paragraph holds hardly anything else."""
    opens: bool
    """Whether it opens its paragraph."""
    cue: str
    """named, he-or-she, described, first, none."""
    gender: str
    called: frozenset[str]
    spoken: frozenset[str]
    address: str
    """The sex of one who is called sir or madam in the words."""
    narration: tuple[Span, ...]
    """What is told in its paragraph, in order."""


def scenes(ground: Scenery, turns: Sequence[Turn]) -> list[Scene]:
    """The candidates of each turn with their features. A turn whose cue names somebody has no other candidate."""
    places = [_place(ground, t) for t in turns]
    found = []
    for i, turn in enumerate(turns):
        if places[i].cue == "named" and turn.firm:
            found.append(Scene((Candidate(turn.named or OTHER, ("named by the cue",)),), *_ties(places, i)))
            continue
        names = _at_hand(ground, turn, places, i)
        ranks = {name: rank for rank, name in enumerate(_by_recency(ground, turn))}
        told = _Told(ground, turns, places, i, ranks)
        candidates = [Candidate(OTHER, (f"nobody at hand, cue: {places[i].cue}",))]
        candidates += [Candidate(n, tuple(told.features(n))) for n in names]
        found.append(Scene(tuple(candidates), *_ties(places, i)))
    return found


def _place(ground: Scenery, turn: Turn) -> _Place:
    first, last = turn.spans[0], turn.spans[-1]
    block, end = ground.block(first.start), ground.blocks[ground.block(last.end - 1)].span.end
    start = ground.blocks[block].span.start
    called, spoken = ground.spoken(turn.spans)
    told = [Span(a, b) for a, b in _gaps(start, end, turn.spans) if b - a > 4]
    cue = cue_kind(turn)
    return _Place(
        block,
        sum(b - a for a, b in told) < 12,
        first.start - start < 4,
        cue,
        _gender(turn.subject),
        frozenset(called),
        frozenset(spoken),
        _address(ground.text, turn.spans),
        tuple(told),
    )


def _address(text: str, spans: Sequence[Span]) -> str:
    found = {m[0].lower() for a, b in spans for m in _ADDRESS.finditer(text, a, b)}
    return "male" if found == {"sir"} else "female" if found and "sir" not in found else ""


def _gaps(start: int, end: int, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    at = start
    for a, b in spans:
        yield at, a
        at = b
    yield at, end


def cue_kind(turn: Turn) -> str:
    """What the cue of a turn says: none, named, he or she, I, described, a thing, a name unknown."""
    if turn.subject is None:
        return "none"
    if turn.named:
        return "named"
    if turn.subject.form == "noun" and not descriptions.read(turn.subject.text):
        return "a thing"
    kinds = {"pronoun": "he or she", "first": "I", "noun": "described", "name": "a name unknown", "elided": "none"}
    return kinds[turn.subject.form]


def _gender(subject: Subject | None) -> str:
    """The sex that the words of a cue tell: "she", "the old lady"."""
    if subject is None:
        return ""
    for word in reversed(re.findall(r"[^\W_]+", subject.text.lower())):
        if of_pronoun(word) and subject.form == "pronoun":
            return of_pronoun(word)
        if subject.form in ("noun", "name"):
            for side in ("male", "female"):
                if word in lexicon().names[side] and not of_pronoun(word):
                    return side
    return ""


def _by_recency(ground: Scenery, turn: Turn) -> list[str]:
    """Who was named in the narration before a turn, the latest first."""
    return list(dict.fromkeys(ground.who.name(m.name) for m in ground.recent(turn.spans[0].start, _LOOK_BACK)))


def _at_hand(ground: Scenery, turn: Turn, places: Sequence[_Place], i: int) -> list[str]:
    """The candidates of a turn: named by its cue, beside it, called in the turns around, or lately."""
    place = places[i]
    near: list[str] = [turn.named] if turn.named and ground.who.kinds.get(turn.named, "person") == "person" else []
    for span in place.narration:
        near += [ground.who.name(m.name) for m in ground.narrated(*span)]
    following = ground.blocks[min(place.block + 1, len(ground.blocks) - 1)].span
    near += [ground.who.name(m.name) for m in ground.narrated(*ground.first_sentence(*following))]
    for k in (i - 1, i + 1):
        if 0 <= k < len(places) and abs(places[k].block - place.block) <= 2:
            near += sorted(places[k].called)
    lately = _by_recency(ground, turn)
    another = place.gender and place.cue != "named"  # nobody calls himself "she" or "the old lady"
    order = [n for n in dict.fromkeys([*near, *lately]) if n != TELLER or not another]
    heavy = [n for n in order[_MOST - 2 :] if ground.weight[n] >= 5]
    return [*order[: _MOST - 2], *heavy[:2]]


def _ties(places: Sequence[_Place], i: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which ties bind a turn to the turn before, and to the one before that."""
    if not i:
        return (), ()
    gap = places[i].block - places[i - 1].block
    cue = places[i].cue if places[i].cue in ("none", "he or she", "named") else "other"
    far = (
        "same paragraph"
        if gap == 0
        else "next paragraph"
        if gap == 1
        else "a paragraph between"
        if gap == 2
        else "further on"
    )
    dialogue = "bare" if places[i].alone and places[i - 1].alone else "told"
    again = (f"speaks again, {far}", f"speaks again, cue: {cue}", f"speaks again, {far}, {dialogue}")
    if i < 2:
        return again, ()
    earlier = places[i - 1].block - places[i - 2].block
    chain = (
        "in a row"
        if 0 < gap <= 1 and 0 < earlier <= 1
        else "nearly in a row"
        if gap <= 2 and earlier <= 2
        else "loosely"
    )
    return again, (f"takes turns, {chain}", f"takes turns, cue: {cue}", f"takes turns, {chain}, {dialogue}")


@dataclass(frozen=True, slots=True)
class _Told:
    """The features of the candidates of one turn."""

    ground: Scenery
    turns: Sequence[Turn]
    places: Sequence[_Place]
    i: int
    ranks: dict[str, int]

    def features(self, name: str) -> Iterator[str]:
        """Everything that speaks for or against somebody."""
        yield from self._of_cue(name)
        yield from self._of_words(name)
        yield from self._of_address(name)
        yield from self._of_narration(name)
        yield from self._of_presence(name)

    def _of_cue(self, name: str) -> Iterator[str]:
        turn, place = self.turns[self.i], self.places[self.i]
        sex = self.ground.who.gender.get(name, "")
        weak = "" if turn.firm else "weakly "
        described = descriptions.read(turn.subject.text) if place.cue == "described" and turn.subject else None
        if place.cue == "named":
            yield f"{weak}named by the cue" if turn.named == name else f"the cue {weak}names another"
        elif place.gender:
            told = "fits" if sex == place.gender else "does not fit" if sex else "may fit"
            yield f"{weak}{place.cue} of the cue {told}"
            if name in (turn.meant, turn.likeliest):
                yield f"{weak}{'meant by the pronoun' if turn.meant else 'named before the pronoun'}"
            elif turn.meant:
                yield f"{weak}the pronoun means another"
            if sex in ("", place.gender):
                owned = "kin, " if described and described.sort == "kin" else ""
                yield from self._nearest_of_sex(name, place.gender, owned)
        if described and turn.subject:
            title = split(name).title
            if title and title in turn.subject.text.lower().split():
                yield "described by this title"
            yield from self._of_description(name, described, turn.subject.span.start)

    def _of_description(self, name: str, described: Description, at: int) -> Iterator[str]:
        """What ties a description to a name elsewhere, or to the family of whoever possesses it."""
        linked, title = self.ground.who.described.get(described.head, ()), split(name).title
        if described.sort in ("young", "old"):
            yield f"{described.sort}, {'a bare name' if not title else 'miss' if title == 'miss' else 'a title'}"
        if linked:
            yield "described so elsewhere" if name in linked else "another is described so elsewhere"
        owner = self._owner(described.owner, at)
        if owner == name:
            yield f"whose {'kin' if described.sort == 'kin' else 'friend or servant'} it is"
        elif owner and described.sort == "kin" and split(owner).words and split(name).words:
            yield f"{'of one' if split(owner).words[-1] == split(name).words[-1] else 'not of one'} family with the owner"

    def _owner(self, pronoun: str, at: int) -> str | None:
        """Who "his" or "her" means, as likely as not."""
        gender = of_pronoun(pronoun)
        if not gender:
            return TELLER if pronoun == "my" else None
        lately = (self.ground.who.name(m.name) for m in self.ground.recent(at, 12) if m.name != TELLER)
        return next((n for n in lately if self.ground.who.gender.get(n, gender) == gender), None)

    def _nearest_of_sex(self, name: str, gender: str, sort: str) -> Iterator[str]:
        rank = 0
        for other in (n for n in self.ranks if n != TELLER):
            if other == name:
                yield f"{sort}{('latest', 'second latest', 'third latest')[rank] if rank < 3 else 'earlier'} of that sex"
                return
            rank += self.ground.who.gender.get(other, gender) == gender

    def _of_words(self, name: str) -> Iterator[str]:
        place = self.places[self.i]
        if name in place.called:
            yield "called by name in the words"
        elif name in place.spoken:
            yield "spoken of in the words"
        for k, which in ((self.i - 1, "the turn before"), (self.i + 1, "the next turn")):
            if 0 <= k < len(self.places) and abs(self.places[k].block - place.block) <= 2:
                if name in self.places[k].called:
                    yield f"called by name in {which}"
                elif name in self.places[k].spoken:
                    yield f"spoken of in {which}"

    def _of_address(self, name: str) -> Iterator[str]:
        """Sir and madam in the turns around are said to one who speaks here."""
        sex, place = self.ground.who.gender.get(name, ""), self.places[self.i]
        for k, which in ((self.i - 1, "the turn before"), (self.i + 1, "the next turn")):
            if 0 <= k < len(self.places) and abs(self.places[k].block - place.block) <= 1 and self.places[k].address:
                told = "fits" if sex == self.places[k].address else "may fit" if not sex else "does not fit"
                yield f"sir or madam in {which} {told}"

    def _stretches(self) -> Iterator[tuple[str, Span]]:
        """The stretches of narration round a turn, each with what it is called."""
        ground, place, turn = self.ground, self.places[self.i], self.turns[self.i]
        block = ground.blocks[place.block].span
        before, after = (
            [s for s in place.narration if s.end <= turn.spans[0].start],
            [s for s in place.narration if s.start >= turn.spans[0].end],
        )
        if before:
            yield "before the words", ground.last_sentence(*before[-1])
        if after:
            yield "after the words", ground.first_sentence(*after[0])
        if place.opens and place.block and not self._has_words(place.block - 1):
            yield "in the paragraph before", ground.last_sentence(*ground.blocks[place.block - 1].span)
        if (
            place.block + 1 < len(ground.blocks)
            and not self._has_words(place.block + 1)
            and block.end - turn.spans[-1].end < 4
        ):
            yield "in the paragraph after", ground.first_sentence(*ground.blocks[place.block + 1].span)

    def _has_words(self, block: int) -> bool:
        span = self.ground.blocks[block].span
        return any(
            self.ground.within(at) is not None for at in (span.start + 1, (span.start + span.end) // 2, span.end - 2)
        )

    def _of_narration(self, name: str) -> Iterator[str]:
        cue = "no cue, " if self.places[self.i].cue == "none" else ""
        for what, span in self._stretches():
            actor = self.ground.actor(*span)
            if actor.name == name:
                yield f"{cue}acts {what}" + ("" if actor.others else ", alone")
            elif name in actor.others:
                yield f"{cue}named {what}"
            elif actor.name:
                yield f"{cue}somebody else acts {what}"
            if actor.gender in ("male", "female"):
                sex = self.ground.who.gender.get(name, "")
                told = "fits" if sex == actor.gender else "may fit" if not sex else "does not fit"
                yield f"{cue}he or she {what} {told}"

    def _of_presence(self, name: str) -> Iterator[str]:
        rank = self.ranks.get(name, 99)
        cue = "none" if self.places[self.i].cue == "none" else "some"
        yield f"named {('last', 'second last', 'third last', 'fourth last')[rank] if rank < 4 else 'earlier'}, cue: {cue}"
        if name != TELLER:
            acts = self.ground.acts[name]
            yield f"acts {'often' if acts >= 8 else 'at times' if acts >= 2 else 'once' if acts else 'never'} in the text"
        weight = self.ground.weight[name]
        yield f"named {'often' if weight >= 20 else 'at times' if weight >= 6 else 'seldom' if weight > 1 else 'once'}"
        here = self.ground.recent(self.turns[self.i].spans[0].start, 12)
        at_scene = sum(self.ground.who.name(m.name) == name for m in here)
        yield f"named lately {'much' if at_scene >= 4 else 'some' if at_scene >= 2 else 'little'}"
        if name not in self.ranks:
            yield "only called or named after"
