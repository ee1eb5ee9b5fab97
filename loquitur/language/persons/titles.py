"""The words of offices: "Prime Minister", "acting secretary general of the League", "the French president".

An office is its words in lower case and what it is of, where that is told. A shorter title means a fuller one ("the
Secretary", the General Secretary), but never over a word that makes another office of it: a vice president is no
president. What an office is called is data; nothing is known here of who held any.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loquitur.language.sentences.prose import Word
from loquitur.language.words import lexicon
from loquitur.language.words.known import known

__all__ = ["Office", "before", "called", "heads", "is_dignity", "is_office", "office", "people", "title"]

_LEADS = r"(?i:(?:(?:the|our|their|its|his|her|then|now|new|old|late|a|an)\s+)*)"
_FIELDS = (
    r"(?:foreign|home|internal|public)?\s?(?:affairs|war|finance|justice|education|agriculture|labou?r|trade|health|"
    r"police|state|defen[cs]e|transport|culture)"
)


@dataclass(frozen=True, slots=True)
class Office:
    """An office by its words in lower case: "general secretary", and of what, where that is told."""

    words: tuple[str, ...]
    of: str = ""

    def means(self, other: "Office") -> bool:
        """Whether this, told without a name, can mean the other, told with one."""
        size = len(other.words) - len(self.words)
        if size < 0 or other.words[size:] != self.words or (self.of and self.of != other.of):
            return False
        return not _words()["other"].intersection(other.words[:size])


@cache
def _words() -> dict[str, frozenset[str]]:
    source = files("loquitur.language.words").joinpath("offices-en.toml").read_text(encoding="utf-8")
    told = {name: frozenset(str(row).split()) for name, row in tomllib.loads(source).items()}
    return told | {"offices": told["offices"] | (lexicon().names["titles"] - told["courtesy"])}


def heads() -> frozenset[str]:
    """The words for offices, and the titles that may stand for a name."""
    return _words()["offices"]


def is_office(words: tuple[str, ...]) -> bool:
    """Whether words in lower case, none of them a name, make an office: ("prime", "minister")."""
    told = _words()
    return bool(told["offices"].intersection(words)) and told["offices"].union(told["before"], told["after"]) >= {
        *words
    }


def either(name: str) -> str:
    """The words of a list as alternatives of a pattern."""
    return "|".join(sorted(_words()[name], key=lambda w: (-len(w), w)))


@cache
def people() -> str:
    """A pattern of what may stand before an office and is no word of it: "French", "South African"."""
    return rf"(?P<n>(?:(?!(?i:{either('before')}|{either('offices')})\b)[A-Z][\w.-]+\s+){{0,2}})"


@cache
def title() -> str:
    """A pattern of an office with what it is of: "acting secretary general of the League"."""
    head = rf"(?i:(?:(?:{either('before')})[\s-]+)*(?:{either('offices')})(?:[\s-]+(?:{either('after')})\b)*)"
    named = r"[A-Z][\w’'-]*(?:\s+(?:(?:of|and|for)\s+(?:the\s+)?)?[A-Z][\w’'-]*){0,4}"
    return rf"{head}(?:\s+(?:of|to|for)\s+(?:(?:the|his|her)\s+)?(?:{named}|{_FIELDS}))?"


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"\s*{_LEADS}{people()}(?P<t>{title()})\s*")


def called(phrase: str) -> Office | None:
    """The office that words name: "the Prime Minister of France"; None for other words."""
    told = _alone().fullmatch(re.sub(r"[’']s\s*$", "", phrase))
    return office(told) if told else None


def is_dignity(name: str) -> bool:
    """Whether a title with its place stands for one man's name: "the Earl of Denholm", "Bishop of Wells"."""
    return bool(re.match(rf"(?:the )?(?i:{either('dignities')}) of (?:the )?[A-Z]", name))


def before(text: str, word: Word) -> Office | None:
    """The office that ends in a word of the text, with the words before it that belong to it and what it is of."""
    head = word.lower.removesuffix("'s")
    if head not in heads():
        return None
    end = word.start + len(head)
    lead = re.search(rf"{people()}(?i:(?:(?:{either('before')})[\s-]+)*)\Z", text[max(0, word.start - 40) : word.start])
    behind = re.match(title(), text[word.start : end + 60])
    return called((lead[0] if lead else "") + (behind[0] if behind else text[word.start : end]))


def office(told: re.Match[str]) -> Office:
    """The office of a match of `people` and `title` (groups n and t)."""
    words = re.sub(r"\s+", " ", told["t"].lower().replace("-", " "))
    head, *of = re.split(r" (?:of|to|for) (?:the |his |her )?", words, maxsplit=1)
    nation = [w for w in (told["n"] or "").lower().split() if w in known().nations]
    return Office(tuple(head.split()), of[0] if of else " ".join(nation))
