"""Verbs, nouns and phrases that tell of acts, made of the data once: by word form, what may begin there.

A phrase of the data is a verb, then words, each with its alternatives ("on|upon"); `{x}` is the place of somebody, `#` a
number in figures, `^` a word in capitals, `~` a few words of any kind, `$` the end of what commas and stops set off; `!` with a word lets none stand before it. One that
begins with "be" wants a passive and is kept without that word.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loquitur.language.words import forms, lexicon

__all__ = [
    "FREE",
    "Phrase",
    "Table",
    "asides",
    "by_form",
    "doings",
    "irregular",
    "participles",
    "read",
    "real",
    "rumours",
    "supposed",
    "times",
    "unproved",
    "verb_forms",
    "verbs",
]

FREE = "{x}"
_NO_VERBS = frozenset(
    "judging told needs unless subjects owned sought alone years doubted happened many called_on vessels".split()  # noqa: SIM905
)
"""The parts of the data that tell no verbs."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What follows a verb form, and what it means."""

    what: str
    following: tuple[frozenset[str] | None, ...]
    """The words that must follow, None for the place of somebody."""
    passive: bool


Table = Mapping[str, Sequence[Phrase]]


@cache
def read(name: str) -> dict[str, dict[str, str | list[str]]]:
    """The data of one file of words."""
    return tomllib.loads(files("loquitur.language.words").joinpath(f"{name}-en.toml").read_text(encoding="utf-8"))


@cache
def irregular() -> dict[str, str]:
    """The irregular forms of verbs."""
    own = tomllib.loads(files("loquitur.language.words").joinpath("en.toml").read_text(encoding="utf-8"))["irregular"]
    return {**own, **{verb: str(told) for verb, told in read("acts")["irregular"].items()}}


def verb_forms(bases: str | Iterable[str]) -> frozenset[str]:
    """Every form of these verbs."""
    listed = bases.split() if isinstance(bases, str) else bases
    return frozenset(form for base in listed for form in _forms(base))


def _forms(base: str) -> set[str]:
    made = forms(base, irregular())
    if base not in irregular() and base[-1] in "bdgmnpt" and base[-2:-1] in "aeiou" and base[-3:-2] not in "aeiou":
        made |= {base + base[-1] + "ed", base + base[-1] + "ing"}
    return made


def by_form(phrases: Mapping[str, Iterable[str]]) -> dict[str, tuple[Phrase, ...]]:
    """Phrases by the word forms with which they begin."""
    table: dict[str, list[Phrase]] = defaultdict(list)
    for what, listed in phrases.items():
        for phrase in listed:
            first, *rest = phrase.split()
            passive = first == "be"
            if passive:
                first, *rest = rest
            following = tuple(None if w == FREE else frozenset(w.split("|")) for w in rest)
            for form in {f for verb in first.split("|") for f in ({verb} if passive else _forms(verb))}:
                table[form].append(Phrase(what, following, passive))
    return {form: tuple(sorted(found, key=lambda p: -len(p.following))) for form, found in table.items()}


@cache
def real() -> tuple[frozenset[str], frozenset[str]]:
    """The verbs and nouns behind which an infinitive has happened."""
    told = read("acts")["real"]
    return verb_forms(str(told["governors"])), frozenset(str(told["nouns"]).split())


@cache
def supposed() -> dict[str, frozenset[str]]:
    """What makes an act unreal: conditions, modal words, negations."""
    return {name: frozenset(str(words).split()) for name, words in read("acts")["supposed"].items()}


@cache
def rumours() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What before a verb gives it for talk, and what in the next sentence takes back what it tells."""
    told = read("acts")["rumour"]
    before = "|".join((*told["before"], *told["unproved"]))
    return re.compile(before, re.I), re.compile("|".join(told["behind"]), re.I)


@cache
def unproved() -> re.Pattern[str]:
    """What before a verb says that nothing shows what it tells: "no document shows that"."""
    return re.compile("|".join(read("acts")["rumour"]["unproved"]), re.I)


@cache
def times() -> frozenset[str]:
    """What a noun phrase behind a verb is no object by."""
    return frozenset(str(read("acts")["times"]["words"]).split())


@cache
def asides() -> frozenset[str]:
    """The verbs of what is only put in: "he said"."""
    return verb_forms(str(read("acts")["aside"]["verbs"]))


@cache
def participles() -> frozenset[str]:
    """The irregular forms that can be participles."""
    return frozenset(form for told in irregular().values() for form in told.split() if not form.endswith(("s", "ing")))


@cache
def doings() -> frozenset[str]:
    """What stands for the person whose it is."""
    return frozenset(str(read("stances")["against"]["doings"]).split())


@cache
def verbs() -> frozenset[str]:
    """Every verb form that the data knows."""
    known = set(lexicon().cues) | verb_forms(irregular())
    for name in ("stances", "fates"):
        for title, part in read(name).items():
            if title in _NO_VERBS:
                continue
            for key, value in part.items():
                if key == "being":
                    continue
                if isinstance(value, list):
                    known |= {f for phrase in value for v in phrase.split()[0].split("|") for f in _forms(v)}
                elif key in ("object", "submission", "demands", "verbs", "things", "as") or name == "fates":
                    known |= verb_forms(value)
    return frozenset(known)
