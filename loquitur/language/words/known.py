"""Names and words that are known beforehand: forenames, places, peoples, offices, heads of organisations, common words.

What a list knows is evidence, never proof: *Florence* is a forename and a place, *Stone* a surname and a common word.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loquitur.language.words import lexicon

__all__ = ["Known", "known"]


@dataclass(frozen=True, slots=True)
class Known:
    """Sets of words in lower case."""

    forenames: frozenset[str]
    places: frozenset[str]
    """Whole names of places, also of several words."""
    place_parts: frozenset[str]
    place_first: frozenset[str]
    place_last: frozenset[str]
    """Words that begin or end a place's name in other languages: "Rue", "Platz"."""
    saints: frozenset[str]
    feasts: frozenset[str]
    nations: frozenset[str]
    common: frozenset[str]
    titles: frozenset[str]
    """Those that stand before names; "Saint" is part of one."""
    nobles: frozenset[str]
    surnames: frozenset[str]
    """Titles that are surnames too, behind another title: "Dr. King"."""
    past: frozenset[str]
    """Pasts of verbs that do not end in -ed."""
    papers: frozenset[str]
    local: frozenset[str]
    """Last words that nothing but a paper bears; first words that tell of one."""
    stations: frozenset[str]
    """First words of what is on the air: "Radio Sands"."""
    of: frozenset[str]
    """What stands for "of" in the names of other languages."""
    personal: frozenset[str]
    """Verbs of what persons do."""
    heads: dict[str, frozenset[str]]
    """Last words of names, by what they make of them: organisations, papers, places, things, offices, groups."""


@cache
def known() -> Known:
    """What the lists of the package know."""
    data = tomllib.loads(_read("names-en.toml"))
    names = lexicon().names
    hand = tomllib.loads(_read("forenames.toml"))
    titles = (names["titles"] | frozenset(data["titles"]["more"].split())) - {"st", "saint"}
    heads = {name: frozenset(row.split()) for name, row in data["heads"].items()}
    heads["groups"] |= names["groups"]
    heads["surnames"] |= frozenset(_lines("surnames.txt"))
    return Known(
        forenames=frozenset(" ".join(hand.values()).split()) | frozenset(_lines("forenames.txt")),
        places=frozenset(n.removeprefix("the ") for n in _lines("places.txt"))
        | frozenset((*data["places"]["whole"], *data["places"]["old"].split()))
        | names["places"],
        place_parts=frozenset(data["places"]["parts"].split()),
        place_first=frozenset(data["places"]["first"].split()),
        place_last=frozenset(data["places"]["last"].split()),
        saints=frozenset(data["places"]["saints"].split()),
        feasts=frozenset(data["times"]["feasts"].split()),
        nations=frozenset(data["nations"]["adjectives"].split()),
        common=frozenset(_lines("common-en.txt")),
        titles=titles,
        nobles=frozenset(data["titles"]["nobles"].split()),
        surnames=frozenset(data["titles"]["surnames"].split()),
        past=frozenset(data["verbs"]["past"].split()),
        papers=frozenset(data["papers"]["sure"].split()),
        local=frozenset(data["papers"]["local"].split()),
        stations=frozenset(data["papers"]["stations"].split()),
        of=frozenset(data["papers"]["of"].split()),
        personal=frozenset(data["verbs"]["personal"].split()) | lexicon().speech | lexicon().attitude,
        heads=heads,
    )


def _read(name: str) -> str:
    return files("loquitur.language.words").joinpath(name).read_text(encoding="utf-8")


def _lines(name: str) -> list[str]:
    return [line for line in _read(name).splitlines() if line and not line.startswith("#")]
