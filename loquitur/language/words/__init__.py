"""The words of a language, as data.

`en.toml` names verbs, nouns, marks of reporting and closed classes; this module makes sets of word forms of them, once.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Lexicon", "forms", "lexicon"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of word forms in lower case."""

    speech: frozenset[str]
    report: frozenset[str]
    narrative: frozenset[str]
    """What stands beside words between marks, also where it is no verb of saying."""
    attitude: frozenset[str]
    cues: frozenset[str]
    """Every verb that can give words to somebody: of speech, report and attitude."""
    indirect: dict[str, frozenset[str]]
    """Verbs by the clause of indirect speech that they take."""
    utterance: frozenset[str]
    occasions: frozenset[str]
    """Where words are said on a day: a debate, a trial."""
    introduce: tuple[str, ...]
    sources: tuple[str, ...]
    closers: frozenset[str]
    terms: tuple[str, ...]
    attitudes: dict[str, tuple[str, ...]]
    """What a reporter's own words make of what is reported, by the attitude they show."""
    closed: dict[str, frozenset[str]]
    names: dict[str, frozenset[str]]
    lists: dict[str, frozenset[str]]
    """Words by what a single rule needs them for."""

    @property
    def denials(self) -> tuple[str, ...]:
        """How a reporter denies what is said."""
        return self.attitudes["denials"]


def forms(base: str, irregular: dict[str, str]) -> set[str]:
    """The forms of a verb: those given for it, else the regular ones."""
    if base in irregular:
        return {base, *irregular[base].split()}
    if base.endswith("e"):
        return {base, base + "s", base + "d", base[:-1] + "ing"}
    if base.endswith("y") and base[-2] not in "aeiou":
        return {base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"}
    ending = "es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return {base, base + ending, base + "ed", base + "ing"}


def _verbs(bases: str, irregular: dict[str, str]) -> frozenset[str]:
    return frozenset(form for base in bases.split() for form in forms(base, irregular))


def _names(data: dict[str, str]) -> dict[str, frozenset[str]]:
    """The words of names and people by kind; under "one" all that can be the head of a description of one person."""
    names = {name: frozenset(words.split()) for name, words in data.items()}
    return names | {"one": names["persons"] | names["kin"] | names["young"] | names["told_of"] | names["trades"]}


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The words of a language that the package has data for."""
    data = tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    verbs, frames = data["verbs"], data["frames"]
    kinds = {kind: _verbs(verbs[kind], data["irregular"]) for kind in ("speech", "report", "attitude")}
    return Lexicon(
        **kinds,
        cues=kinds["speech"] | kinds["report"] | kinds["attitude"],
        narrative=_verbs(verbs["narrative"], data["irregular"]),
        indirect={name: _verbs(bases, data["irregular"]) for name, bases in data["indirect"].items()},
        utterance=frozenset(data["nouns"]["utterance"].split()),
        occasions=frozenset(data["nouns"]["occasions"].split()),
        introduce=tuple(frames["introduce"]),
        sources=tuple(frames["sources"]),
        closers=frozenset(frames["closers"]),
        terms=tuple(frames["terms"]),
        attitudes={name: tuple(phrases) for name, phrases in data["attitudes"].items()},
        closed={name: frozenset(words.split()) for name, words in data["closed"].items()},
        names=_names(data["names"]),
        lists={name: frozenset(words.split()) for name, words in data["lists"].items()},
    )
