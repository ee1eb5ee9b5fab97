"""Ships and the like that bear a person's name: "the ship Admiral Byng was captured", "the Ann Hill, a schooner, was seized"."""

from loquitur.language.deeds.acts import Clause
from loquitur.language.deeds.fatewords import words

__all__ = ["is_vessel"]

_ARTICLES = frozenset({"a", "an", "the"})


def is_vessel(clause: Clause, name: str) -> bool:
    """Whether a name is no person's in its sentence, by what stands before it, or behind it in an apposition."""
    row, vessels = clause.row, words().vessels
    for k, mention in clause.at.items():
        if clause.ground.who.name(mention.name) != name or clause.at.get(k + 1) is mention:
            continue
        first = next(n for n in range(k + 1) if clause.at.get(n) is mention)
        while first and row[first - 1].text[0].isupper():
            first -= 1  # "the ship Admiral Byng"
        if first and row[first - 1].lower in vessels and clause.gap(first - 1).isspace():
            return True
        apposed = k + 2 < len(row) and clause.gap(k).strip() == "," and row[k + 1].lower in _ARTICLES
        if apposed and row[k + 2].lower in vessels:
            return True
    return False
