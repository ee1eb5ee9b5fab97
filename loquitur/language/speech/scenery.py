"""Where people are named round the passages of a document: in the narration, or in somebody's words.

The ground for deciding who speaks: each mention of a person is in the narration, or inside a passage as one who is
called ("Come, Anne") or as one who is spoken of. Everything is looked up by bisection, so that a long document costs in
proportion to its length.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loquitur.language.people import Mention, Roll
from loquitur.language.persons.genders import of_pronoun
from loquitur.language.persons.names import split
from loquitur.language.reference.acting import is_subject
from loquitur.language.words import lexicon
from loquitur.model import Block, Span

__all__ = ["TELLER", "Actor", "Scenery"]

TELLER = "I"
"""The one who tells the story, among the names of others."""
_ME = re.compile(r"\bI\b")
_APART = 120
"""How far apart two mentions of the teller are at least counted, in characters."""
_CALLED_BEFORE = re.compile(r"(?:^|[,;:.!?—–-]|\b(?:dear|my|oh|o|ah|well|yes|no|and|poor|good|dearest))\s*$", re.I)
_CALLED_AFTER = re.compile(r"\s*(?:[,;:.!?—–-]|$)")
_STOPS = re.compile(r"[.!?…]+[\"”’'»)]*\s+")
_FIRST_WORDS = re.compile(
    r"\W*(?:(?:but|and|then|so|now|here|at last|again|yet|for|when|as|while|after)\s+){0,2}", re.I
)
_PRONOUN = re.compile(r"(?:he|she|i|they|we)\b", re.I)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who seems to act in a stretch of narration: a name, or a pronoun's gender, or nobody."""

    name: str | None
    gender: str
    """Of a pronoun: male, female, "first" for I, "plural", or nothing."""
    others: frozenset[str]
    """Who else is named there."""


NOBODY = Actor(None, "", frozenset())


class Scenery:
    """The mentions of a document, sorted by where they stand."""

    def __init__(
        self, text: str, who: Roll, blocks: Sequence[Block], passages: Sequence[Span], *, teller: bool = False
    ) -> None:
        self.text, self.who, self.blocks, self.passages = text, who, blocks, passages
        self._block_starts = [b.span.start for b in blocks]
        self._starts = [p.start for p in passages]
        people = [m for m in who.mentions if who.kinds[who.name(m.name)] == "person" and _is_one(m.name)]
        inside = [self.within(m.span.start) for m in people]
        self.told = [m for m, at in zip(people, inside, strict=True) if at is None]
        """The mentions in the narration."""
        self.quoted = [m for m, at in zip(people, inside, strict=True) if at is not None]
        if teller:
            self.told = sorted([*self.told, *self._of_teller()], key=lambda m: m.span.start)
        self._told_starts = [m.span.start for m in self.told]
        self._quoted_starts = [m.span.start for m in self.quoted]
        self.acts = Counter(who.name(m.name) for m in self.told if m.name != TELLER and is_subject(text, m))
        """How often each seems to do something."""
        self.weight = Counter(who.name(m.name) for m in self.told)

    def _of_teller(self) -> Iterator[Mention]:
        """Where the teller speaks of himself in the narration, not counted again within a few words."""
        last = -_APART
        for m in _ME.finditer(self.text):
            if m.start() - last >= _APART and self.within(m.start()) is None:
                last = m.start()
                yield Mention(Span(*m.span()), TELLER, "person", 0)

    def within(self, at: int) -> int | None:
        """The number of the passage in which a place lies."""
        i = bisect_right(self._starts, at) - 1
        return i if i >= 0 and at < self.passages[i].end else None

    def block(self, at: int) -> int:
        """The number of the block of a place."""
        return max(0, bisect_right(self._block_starts, at) - 1)

    def narrated(self, start: int, end: int) -> list[Mention]:
        """Who is named in the narration of a range, in order."""
        return self.told[bisect_left(self._told_starts, start) : bisect_left(self._told_starts, end)]

    def recent(self, at: int, count: int) -> list[Mention]:
        """The last mentions in the narration before a place, the nearest first."""
        k = bisect_left(self._told_starts, at)
        return self.told[max(0, k - count) : k][::-1]

    def spoken(self, spans: Sequence[Span]) -> tuple[set[str], set[str]]:
        """Who is called by name in these words, and who is only spoken of."""
        called: set[str] = set()
        spoken: set[str] = set()
        for start, end in spans:
            for m in self.quoted[bisect_left(self._quoted_starts, start) : bisect_left(self._quoted_starts, end)]:
                (called if self._is_called(m, start, end) else spoken).add(self.who.name(m.name))
        return called, spoken - called

    def _is_called(self, m: Mention, start: int, end: int) -> bool:
        """Whether a name stands by itself in somebody's words: set off by commas, not the whole of them, not in full."""
        parts = split(m.name)
        if (m.span.end - start > end - start - 4 and m.span.start - start < 8) or (
            parts.title and len(parts.words) > 1
        ):
            return False
        before = re.sub(r"[^\W_]+\.?\s+$", _without_title, self.text[max(start, m.span.start - 24) : m.span.start])
        return bool(_CALLED_BEFORE.search(before)) and bool(
            _CALLED_AFTER.match(self.text[m.span.end : min(end, m.span.end + 3)])
        )

    def actor(self, start: int, end: int) -> Actor:
        """Who seems to act in a stretch of narration, by its first subject."""
        if start >= end:
            return NOBODY
        here = self.narrated(start, end)
        subject = next((m for m in here if is_subject(self.text, m)), None)
        opening = _FIRST_WORDS.match(self.text, start, end)
        pronoun = _PRONOUN.match(self.text, opening.end() if opening else start, end)
        if pronoun and (subject is None or pronoun.start() < subject.span.start):
            word = pronoun[0].lower()
            gender = of_pronoun(word) or ("first" if word in ("i", "we") else "plural")
            others = frozenset(self.who.name(m.name) for m in here)
            if word == "i" and TELLER in others:
                return Actor(TELLER, "", others - {TELLER})
            return Actor(None, gender, others)
        name = self.who.name(subject.name) if subject else None
        return Actor(name, "", frozenset(self.who.name(m.name) for m in here) - {name or ""})

    def last_sentence(self, start: int, end: int) -> Span:
        """The last sentence of a range."""
        stops = [m.end() for m in _STOPS.finditer(self.text, max(start, end - 400), end) if m.end() < end - 3]
        return Span(stops[-1] if stops else max(start, end - 400), end)

    def first_sentence(self, start: int, end: int) -> Span:
        """The first sentence of a range."""
        stop = _STOPS.search(self.text, start, min(end, start + 400))
        return Span(start, stop.end() if stop else min(end, start + 400))


def _is_one(name: str) -> bool:
    """Whether a name can be one person's: not "Hindus", not "Mesdames Hale and Orne"."""
    words, names = name.lower().split(), lexicon().names
    return words[0] not in names["of_several"] and not (
        len(words) == 1 and words[0].endswith("s") and words[0][:-1] in names["demonyms"]
    )


def _without_title(m: "re.Match[str]") -> str:
    return "" if m[0].strip().rstrip(".").lower() in lexicon().names["titles"] else m[0]
