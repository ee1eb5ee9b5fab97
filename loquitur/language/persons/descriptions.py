"""Whom a description without a name can mean: "the painter", "her sister", "the young girl".

A description has a head, and may have a possessor and an age. Elsewhere the text sets the same head beside a name ("Basil,
the painter", "her sister Jane", "Collins was a clergyman"): then it is linked to that name. Who possesses a description is not
whom it means; and kin mostly bear one surname.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loquitur.language.persons.mentions import Mention
from loquitur.language.words import lexicon

__all__ = ["Description", "links", "means_somebody", "read"]

_AFTER = re.compile(
    r"\s*,\s+(an?|the|his|her|my|our|their)\s+((?:[a-z-]+\s+){0,2}[a-z-]+)(?=[,.;:!?]|\s+(?:of|who|and|at|from|in)\b)"
)
_IS = re.compile(r"\s+(?:is|was|being|became)\s+(an?|the|his|her|my|our|their)\s+((?:[a-z-]+\s+){0,3}[a-z-]+)(?![\w-])")
_BEFORE = re.compile(r"\b([Tt]he|[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir|[Yy]our)\s+((?:[a-z-]+\s+){0,2}[a-z-]+),?\s+$")


@dataclass(frozen=True, slots=True)
class Description:
    """The words of a description taken apart."""

    head: str
    owner: str
    """his, her, my …, or nothing."""
    sort: str
    """kin, young, old, or somebody."""


def read(words: str) -> Description | None:
    """The parts of a description; None where it has no head that can be a person."""
    row = _up_to_head(words)
    head = next((w for w in reversed(row[-2:]) if w in lexicon().names["one"]), "")
    if not head:
        return None
    names, owner = lexicon().names, row[0] if row[0] in lexicon().lists["owners"] else ""
    if head in names["kin"] and (owner or row[0] == "the"):
        return Description(head, owner, "kin")
    if head in names["young"] or lexicon().lists["young"] & set(row):
        return Description(head, owner, "young")
    return Description(head, owner, "old" if lexicon().lists["old"] & set(row) else "somebody")


def links(text: str, people: Sequence[Mention], fullest: Mapping[str, str]) -> dict[str, Counter[str]]:
    """From each head ("painter"; of the writer's own "my father") to the names beside which it stands, with how often.
    `fullest`: from each form in lower case to the name."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for m in people:
        near = [
            _AFTER.match(text, m.span.end, m.span.end + 80),
            _IS.match(text, m.span.end, m.span.end + 80),
            _BEFORE.search(text, max(0, m.span.start - 60), m.span.start),
        ]
        for match in near:
            row = match[2].lower().split() if match else []
            if match and row and row[-1] in lexicon().names["one"]:
                owner = match[1].lower()
                found[row[-1]][fullest[m.name.lower()]] += 1
                if owner in lexicon().lists["writers"]:
                    found[f"{owner} {row[-1]}"][fullest[m.name.lower()]] += 1
    return dict(found)


def means_somebody(phrase: str) -> bool:
    """Whether the head of a phrase is a person or persons: "her old friend", not "a gentle sigh"."""
    names, head = lexicon().names, _up_to_head(phrase)
    kinds = ("one", "groups", "organisations", "titles", "male", "female")
    return any(word in names[kind] or word.removesuffix("s") in names["one"] for word in head[-2:] for kind in kinds)


def _up_to_head(phrase: str) -> list[str]:
    """The words of a phrase up to its head: "the old clerk of the court" ends in the clerk."""
    row = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", phrase.lower())
    return row[: next((i for i, w in enumerate(row) if i and w in lexicon().lists["behind_head"]), len(row))]
