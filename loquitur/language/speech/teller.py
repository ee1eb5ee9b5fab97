"""The name of one who tells the story as "I".

A story that says "I said" has a teller, and others call the teller by a name that the telling itself has no use for. So
the teller is who is called in people's words ("Come, Marsh!") or introduced in them ("this is Dr. Marsh") again and
again, by those who talk with "I", and hardly ever named outside them. Where two names fit alike, nobody is named.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loquitur.language.persons.names import split
from loquitur.language.speech.scenery import Scenery
from loquitur.model import Span

__all__ = ["Heard", "name"]

_INTRODUCED = re.compile(
    r"\b(?:this is|my friend|my colleague|friend and colleague)(?: and colleague)?,?\s+(?:\w+\.?\s+)?$", re.I
)
_LEAST = 3
_SHARE = 6


@dataclass(frozen=True, slots=True)
class Heard:
    """Words, and whether the teller says them."""

    spans: tuple[Span, ...]
    own: bool


def name(ground: Scenery, heard: Sequence[Heard]) -> str | None:
    """The name by which others call the teller, or None where it is not plain."""
    score: Counter[str] = Counter()
    for i, words in enumerate(heard):
        if words.own or not any(h.own for h in heard[max(0, i - 2) : i + 3]):
            continue
        called, _ = ground.spoken(words.spans)
        for one in called:
            score[one] += 2
    for m in ground.quoted:
        if _INTRODUCED.search(ground.text, max(0, m.span.start - 40), m.span.start):
            score[ground.who.name(m.name)] += 1
    fits = [
        (n, one)
        for one, n in score.items()
        if n >= _LEAST
        and ground.weight[one] * _SHARE <= n
        and ground.who.kinds.get(one) == "person"
        and split(one).words
    ]
    best = sorted(fits, key=lambda f: (-f[0], f[1]))
    return best[0][1] if len(best) == 1 or (len(best) > 1 and best[0][0] >= 2 * best[1][0]) else None
