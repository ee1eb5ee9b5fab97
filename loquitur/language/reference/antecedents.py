"""Whom a pronoun means, as features and their weights tell.

Everybody in view is a candidate, and so is somebody without a name ("a man", "the sentry"): NOBODY. The features say how
each was last told of: how many sentences ago, as the subject or beside it, by name or by a pronoun, how often. Their
weights (`antecedents.toml`, made by training/pronouns.py) make the true candidates of LitBank's pronouns likeliest. Where
the second is near the first, or NOBODY leads, nobody is named.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["NOBODY", "Candidate", "Past", "Pronoun", "Weights", "features", "order", "weights"]

NOBODY = ""
"""Somebody who has no name, or none in view."""
_MANY = 4


@dataclass(slots=True)
class Past:
    """How somebody was told of up to now."""

    sentence: int = -100
    """The number of the sentence of the last mention."""
    block: int = -100
    clause: int = -100
    role: str = ""
    """"subject", "object", "owner" or "oblique"."""
    form: str = ""
    """"name", "pronoun" or "words"."""
    order: int = -1
    """The number of the last mention among all mentions."""
    acted: int = -100
    """The sentence in which it was last the subject."""
    main: bool = False
    """Whether the last mention is the subject of the main clause of its sentence, as far as its opening tells."""
    aside: bool = False
    """Whether the last mention stands in the pluperfect, which tells what lies behind the story."""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun and where it stands."""

    kind: str
    """"he", "him", "his" or "self", whichever the gender."""
    sentence: int
    block: int
    clause: int
    first: bool
    """Whether nobody was told of in the sentence before it."""
    opening: bool
    """Whether nobody has acted in the sentence before it."""
    last: str | None
    """Whom the last pronoun of this gender meant."""
    subject: str | None
    """The subject of the clause so far."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may be meant, and the features that speak for and against."""

    name: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What the features weigh, and by how much the first must lead, in thousandths of a unit of log odds."""

    weigh: Mapping[str, int]
    margin: int


@cache
def weights() -> Weights:
    """The weights that come with the package."""
    data = tomllib.loads(files("loquitur.language.reference").joinpath("antecedents.toml").read_text(encoding="utf-8"))
    return Weights(data["weights"], data["margin"])


def features(pronoun: Pronoun, seen: Mapping[str, Past], gender: Mapping[str, str | None]) -> Iterator[Candidate]:
    """Everybody in view with the features; `gender` is what is known of those who fit."""
    near = sorted(seen, key=lambda name: (-seen[name].order, name))
    acting = sorted(seen, key=lambda name: (-seen[name].acted, -seen[name].order, name))
    most = max((seen[name].count for name in near if name), default=0)
    for name in near:
        told = _told(pronoun, name, seen[name], gender)
        told.append(f"{pronoun.kind}: nearest {_few(near.index(name))}")
        told.append(f"{pronoun.kind}: acting {_few(acting.index(name))}")
        told.append(f"of {_few(len(near))} in view, {'first' if near[0] == name else 'later'}")
        if name and seen[name].count == most:
            told.append(f"named most{' often' if most >= _MANY else ''}")
        yield Candidate(name, tuple(told))


def _told(pronoun: Pronoun, name: str, past: Past, gender: Mapping[str, str | None]) -> list[str]:
    kind, back = pronoun.kind, pronoun.sentence - past.sentence
    who = "nobody" if not name else "somebody"
    where = (
        ("this clause" if past.clause == pronoun.clause else "this sentence")
        if not back
        else f"{_few(back)} sentences back"
    )
    told = [
        who,
        f"{who}: {kind}",
        f"{kind}: {past.role} {where}",
        f"{who}: {where}",
        f"{past.form} {where}",
        f"{kind}: {past.role} by {past.form}",
        f"{who}: told of {_few(past.count)}",
        f"{who}: paragraphs back {_few(pronoun.block - past.block)}{', pronoun first' if pronoun.first else ''}",
        f"acted {_few(pronoun.sentence - past.acted)} sentences back",
    ]
    if not back:
        told.append(f"{kind}: {past.role} by {past.form} {where}{', before anybody acts' if pronoun.opening else ''}")
    if name:
        told.append(f"gender {'known' if gender[name] else 'unknown'}")
    if past.main and back:
        told.append(f"{kind}: main subject, {_few(back)} back{', pronoun first' if pronoun.first else ''}")
    if past.aside:
        told.append(f"{kind}: aside")
    if pronoun.last is not None:
        told.append(f"{kind}: {'same as' if pronoun.last == name else 'not'} the last pronoun")
    if pronoun.subject is not None:
        told.append(f"{kind}: {'is' if pronoun.subject == name else 'is not'} the subject")
    return told


def _few(count: int) -> str:
    return str(count) if count < _MANY else "more"


def order(candidates: Sequence[Candidate], by: Weights) -> list[tuple[int, str]]:
    """The candidates with the sum of their features' weights, the likeliest first."""
    scored = [(sum(by.weigh.get(f, 0) for f in c.features), c.name) for c in candidates]
    return sorted(scored, key=lambda one: (-one[0], one[1]))
