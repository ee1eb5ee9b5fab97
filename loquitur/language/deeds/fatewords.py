"""The words that tell fates, made of the data once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loquitur.language.sentences.predicates import Phrase, by_form, read, verb_forms

__all__ = ["FateWords", "verbs", "words"]


@dataclass(frozen=True, slots=True)
class FateWords:
    """By word form, the kind of fate that is told."""

    undergone: Mapping[str, str]
    undergo: Mapping[str, str]
    phrases: Mapping[str, Sequence[Phrase]]
    dated: Mapping[str, Sequence[Phrase]]
    """Phrases that tell a fate only with a date behind them."""
    nouns: Mapping[str, str]
    told: Mapping[str, str]
    """What a fate is called: "his arrest"."""
    many: Mapping[str, str]
    """What many are called to whom something happened: "among the dead"."""
    owned: Mapping[str, Sequence[tuple[str, frozenset[str]]]]
    """What somebody owns, with the kinds of fates and what must be done to it for them."""
    needs: Mapping[str, frozenset[str]]
    """What must stand behind a verb form for it to tell a fate."""
    unless: Mapping[str, frozenset[str]]
    """What beside a verb form makes it tell none."""
    subjects: Mapping[str, frozenset[str]]
    """Who alone does a verb in the sense of a fate."""
    alone: frozenset[str]
    """What tells a fate only without an object."""
    sought: frozenset[str]
    """What makes a fate one that was only wished or feared."""
    known: frozenset[str]
    """Of what a fate is told that did happen: "the news of his death"."""
    effects: frozenset[str]
    """Verbs of which a fate is the subject that did happen: "his death shook the town"."""
    undone: frozenset[str]
    """Verbs done to a fate that did not happen: "his murder was prevented"."""
    untrue: tuple[re.Pattern[str], ...]
    """What is told of a fate that did not happen, or of the news of it."""
    acted: tuple[re.Pattern[str], re.Pattern[str]]
    """What tells of a stage or a dream, and of a work."""
    doubted: frozenset[str]
    """Adverbs that make a fate one that is only likely."""
    claimed: frozenset[str]
    """Forms of verbs behind which stands what somebody only claims."""
    asides: tuple[str, ...]
    """What is put in to give a fate for talk; patterns."""
    figures: frozenset[str]
    """What does to somebody only in a figure what is a fate: "seized with longing"."""
    vessels: frozenset[str]
    """What bears the names of persons: "the ship Admiral Byng"."""
    called_on: frozenset[str]
    """Words of names that are called upon in passing, so that a pronoun behind them is somebody else."""
    rulers: frozenset[str]
    """Whose years before a name's brackets are those of a reign."""
    works: frozenset[str]
    """What has years and a person's name, and is no person: "Ann Hall (1990–2019), a play"."""


@cache
def words() -> FateWords:
    """The words of the data."""
    data = read("fates")
    undergone, undergo = (
        {f: kind for kind, told in data[part].items() for f in verb_forms(told)} for part in ("undergone", "undergo")
    )
    owned: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for kind, listed in data["owned"].items():
        things, done = (str(part) for part in listed)
        for thing in things.split():
            owned.setdefault(thing, []).append((kind, frozenset(done.split())))
    return FateWords(
        undergone, undergo, by_form(data["phrases"]), by_form(data["dated"]), _each(data["nouns"]), _each(data["told"]),
        _each(data["many"]), owned, _forms(data["needs"]), {f: frozenset(str(told).split()) for f, told in data["unless"].items()},
        _forms(data["subjects"]), verb_forms(str(data["alone"]["words"])),
        frozenset(str(data["sought"]["words"]).split()),
        frozenset(str(data["happened"]["known"]).split()), verb_forms(str(data["happened"]["effects"])),
        verb_forms(str(data["happened"]["undone"])), tuple(re.compile(one, re.I) for one in data["happened"]["untrue"]),
        (re.compile(str(data["doubted"]["acted"]), re.I), re.compile(str(data["doubted"]["works"]), re.I)),
        frozenset(str(data["doubted"]["adverbs"]).split()), verb_forms(str(data["doubted"]["claims"])),
        tuple(data["doubted"]["asides"]),
        frozenset(str(data["doubted"]["figures"]).split()),
        frozenset(str(data["vessels"]["words"]).split()),
        frozenset(str(data["called_on"]["words"]).split()),
        *(frozenset(str(data["years"][part]).split()) for part in ("rulers", "works")),
    )  # fmt: skip


def _each(part: Mapping[str, str | list[str]]) -> dict[str, str]:
    return {word: kind for kind, told in part.items() for word in str(told).split()}


def _forms(part: Mapping[str, str | list[str]]) -> dict[str, frozenset[str]]:
    return {f: frozenset(str(told).split()) for verb, told in part.items() for f in verb_forms(verb)}


def verbs() -> dict[str, str]:
    """Every verb form of the data with the kind of fate that it tells."""
    return {**words().undergo, **words().undergone}
