"""Which words of a sentence judge a thing, or tell what somebody wants done with it.

The thing's own words stand in the sentence as one sign, so that the patterns are made once. The words are data
(things-en.toml). A sentence that is negated, supposed, or told as somebody else's opinion shows nothing.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from loquitur.language.sentences.predicates import verb_forms
from loquitur.model import Side

__all__ = ["SIDES", "SIGN", "shown"]

SIDES: tuple[Side, Side] = ("against", "for")
_AROUND = 120
SIGN = "\u25a1"
"""What stands for the thing in a sentence that is looked at."""


@dataclass(frozen=True, slots=True)
class _Words:
    strong: re.Pattern[str]
    """What judges the thing, or says that the speaker is for or against it."""
    weak: re.Pattern[str]
    """What tells a side only where the speaker speaks of themselves or of what ought to be."""


@dataclass(frozen=True, slots=True)
class _Clause:
    own: re.Pattern[str]
    ought: re.Pattern[str]
    others: re.Pattern[str]
    """Words of others, or only supposed."""
    negation: re.Pattern[str]
    behind: re.Pattern[str]
    """A preposition that governs what follows: "the note of an insolvent …"."""


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("things-en.toml").read_text(encoding="utf-8"))


def _either(words: str | Iterable[str]) -> str:
    return "|".join(sorted(words.split() if isinstance(words, str) else words, reverse=True))


def _several(words: str) -> str:
    """The words in one number or the other."""
    return "|".join(sorted(f"{w[:-1]}(?:y|ies)" if w.endswith("y") else f"{w}(?:s|es)?" for w in words.split()))


@cache
def _clause() -> _Clause:
    told = _data()["clause"]
    return _Clause(
        re.compile(rf"\b(?:{_either(told['own'])})\b", re.I),
        re.compile(rf"\b(?:{_either(told['ought'])})\b", re.I),
        re.compile(rf"\b(?:{_either(told['others'].strip().splitlines())})", re.I),
        re.compile(rf"\b(?:{_either(told['not'])})\b|n[’']t\b", re.I),
        re.compile(rf"\b(?:{_either(told['behind'])}) (?:[\w’'-]+ ){{0,3}}$", re.I),
    )


@cache
def _words(side: Side) -> _Words:
    """The patterns of a side, around the sign."""
    told, clause = _data()[side], _data()["clause"]
    plain = set(str(told.get("plain", "")).split())
    nouns, adjectives = _several(told["nouns"]), _either(told["adjectives"])
    telling = _either(w for w in told["adjectives"].split() if w not in plain)
    verbs, change = _either(verb_forms(told["verbs"])), _either(clause["change"])
    whole = rf"{SIGN}(?! (?:{change})\b)"
    head = rf"(?P<head>{whole}(?: (?:{clause['kin']}))?)"
    degree = rf"(?:(?:{_either(clause['degree'])}|\w+ly) ){{0,4}}?"
    fill = (
        rf"(?:(?:[\w’'-]+ ){{0,2}}?(?:{_either(clause['parts'])}) (?:of|on|to|in|under) )?"
        rf"(?:(?!(?:{change}|of|that)\b)[\w’'-]+,? ){{0,3}}?"
    )
    strong = (
        rf"{head},? (?:{clause['be']}) {degree}(?:(?!(?:{_either(clause['behind'])}|such|that)\b)[a-z]+ )?(?:{adjectives}|{nouns})\b",
        rf"{head.replace('head', 'head2')} (?:(?:has|have|had|will|would|must|can) )?(?:\w+ly )?"
        rf"(?:{_either(clause['gives'])}) (?:[\w’'-]+ ){{0,2}}?(?:{nouns})\b",
        rf"\b(?:{nouns}) (?:which |that )?(?:{clause['coming']}) (?:[\w’'-]+ ){{0,2}}?{whole}",
        rf"\b(?:{telling}) \w+ (?:wielded|exercised|possessed|held) by (?:[\w’'-]+ ){{0,2}}?{whole}",
        rf"\b(?:{told['under']})[^;:.?!]{{0,40}} under (?:[\w’'-]+ ){{0,3}}?{whole}",
        rf"\b(?!(?:{_either(clause['suffered'])}) of\b)(?:{nouns}) of (?:[\w’'-]+ ){{0,2}}?{whole}",
        rf"\b(?:{clause['standing']})(?: now| still| \w+ly){{0,2}} (?:{_either(told['stand'])}) (?:[\w’'-]+ ){{0,3}}?{whole}",
        rf"\b(?:{telling})(?:,? and \w+)? (?:(?!(?:{change}|of)\b)[\w’'-]+ )?{whole}",
        rf"{head.replace('head', 'head3')} (?:{told['with_']})\b",
        rf"\b(?:{clause['calling']}) (?:it |this |that )?{whole},? (?:as |to be )?(?:an? |the )?(?:[\w’'-]+ ){{0,2}}?(?:{adjectives}|{nouns})\b",
        rf"{head.replace('head', 'head4')} (?:{clause['grade']}) (?:{adjectives})\b",
        rf"{whole} (?:{clause['be']}) (?:such|so) (?:{adjectives})\b",
        rf"{head.replace('head', 'head5')} (?:will|would|must|can only) (?:\w+ly )?(?:{_either(told['does'])})\b",
    )
    weak = (
        rf"\b(?:{verbs}) {fill}{whole}",
        rf"\b(?:{_either(told['acts'])}) of {fill}{whole}",
        rf"{head},? (?:must|should|ought to|shall|be) (?:\w+ ){{0,2}}?(?:{verbs})\b",
        rf"\b(?:{_either(told['states'])}) {fill}{whole}",
    )
    return _Words(re.compile("|".join(strong), re.I), re.compile("|".join(weak), re.I))


@cache
def _telling(side: Side) -> frozenset[str]:
    """The words of which one must be there for a pattern of a side to match."""
    told, clause = _data()[side], _data()["clause"]
    nouns = told["nouns"].split()
    several = {f"{w[:-1]}ies" if w.endswith("y") else f"{w}s" for w in nouns} | {f"{w}es" for w in nouns}
    states = {w for state in told["states"] for w in state.replace("?", "").split()} - {"a", "an", "in", "of", "to"}
    standing = {w for phrase in clause["standing"].split("|") for w in phrase.rstrip("?").split()} - {"i", "we"}
    words = {
        *nouns,
        *several,
        *told["adjectives"].split(),
        *verb_forms(told["verbs"]),
        *told["acts"].split(),
        *told["does"].split(),
    }
    return frozenset(words | states | {"stands"} | (standing & {"am"}) | set(told["roots"].split()))


_TURNED = re.compile(r"[^,;:.?!]{0,40}, but\b")
"""What is granted is turned round by what follows: "a bank is constitutional, but …"."""
_WORD = re.compile(r"[a-z]+")


def shown(sentence: str, side: Side) -> tuple[str, int] | None:
    """The words that show a side of the sign, and their weight: 3 for a judgement, 2 for one's own will."""
    at = sentence.find(SIGN)
    low, high = max(0, at - _AROUND), sentence.rfind(SIGN) + _AROUND
    if _telling(side).isdisjoint(_WORD.findall(sentence[low:high].lower())):
        return None
    clause, words = _clause(), _words(side)
    for pattern, weight in ((words.strong, 3), (words.weak, 2)):
        for m in pattern.finditer(sentence, low, high):
            before = re.split(r"[;:]|, but\b|\bbut\b", sentence[: m.start()])[-1]
            if clause.negation.search(before[-120:]) or clause.negation.search(m[0]) or clause.others.search(before):
                continue
            if _TURNED.match(sentence, m.end()):
                continue
            if any(m.groupdict().values()) and clause.behind.search(before):
                continue
            near = " ".join(before.split()[-5:])
            told = clause.own.search(near) or clause.ought.search(before[-60:]) or clause.ought.search(m[0])
            if weight == 3 or told:
                return m[0], weight
    return None
