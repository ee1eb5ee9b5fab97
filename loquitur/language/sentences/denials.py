"""How somebody says that what is said is not so: before the words ("It is a fable that …") or behind them ("That is false")."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["NOT", "affirmed", "ahead", "behind"]

NOT = frozenset({"not", "never", "no", "hardly"})


def ahead(words: str) -> re.Match[str] | None:
    """The denial before a claim: the group `c` is the claim, `m` what stands between."""
    return _ahead().search(words.replace("’", "'"))


def behind(words: str) -> re.Match[str] | None:
    """The denial of what was said before."""
    return _behind().search(words.replace("’", "'"))


def affirmed(words: str) -> bool:
    """Whether a sentence only affirms what was said before: "That is quite true."."""
    return bool(_affirmed().match(words.replace("’", "'")))


@cache
def _affirmed() -> re.Pattern[str]:
    return re.compile(rf"(?:that|this|it) (?:is|was) (?:(?:{_told()['degree']}) )?(?:{_told()['true']})[.!]*$", re.I)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(files("loquitur.language.words").joinpath("claims-en.toml").read_text(encoding="utf-8"))


@cache
def _ahead() -> re.Pattern[str]:
    false, degree = "|".join(_told()["false"]), _told()["degree"]
    short = r"(?:[^.;:!?]|(?<=\bM)\.|(?<=Mr)\.|(?<=Mrs)\.|(?<=Dr)\.|(?<=St)\.)"
    return re.compile(
        rf"\b(?:it|this) (?:is|was|were|isn't|wasn't) (?:(?:{degree}) )?(?:{false})\b(?!,? (?:and|but)\b)(?P<m>{short}{{0,120}}?)"
        rf"\bthat\s+(?P<c>{short}{{12,}})",
        re.I,
    )


@cache
def _behind() -> re.Pattern[str]:
    told = _told()
    false = "|".join(told["false"])
    return re.compile(
        rf"\b(?:{told['pointing']}) (?:is|was|were|'s) (?:(?:{told['degree']}) )?(?:{false})\b(?!\s+(?:that|to)\b)|"
        rf"\b(?:{told['calling']}) (?:it|this|that) (?:as )?(?:{false})\b",
        re.I,
    )
