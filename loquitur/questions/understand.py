"""A question as it is understood, by patterns kept as data; None where no pattern fits."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Understood", "understand"]

_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Understood:
    """What is asked: a kind, and of whom or which words."""

    kind: str
    """against, for, said, words, fate or when."""
    person: str | None
    topic: str | None
    words: str | None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(files(__package__).joinpath("questions-en.toml").read_text(encoding="utf-8"))
    return tuple((kind, re.compile(p, re.I)) for kind, patterns in data.items() for p in patterns)


def understand(question: str) -> Understood | None:
    """What a question asks, tolerant of case, marks and a missing question mark."""
    plain = re.sub(r"\s+", " ", question.replace("’", "'")).strip().rstrip("?!. ")
    if not plain or len(plain) > _LONGEST:
        return None
    for kind, pattern in _patterns():
        m = pattern.fullmatch(plain)
        if m:
            part = m.groupdict()
            return Understood(kind, _name(part.get("x")), _name(part.get("y")), part.get("q"))
    return None


def _name(words: str | None) -> str | None:
    if words is None:
        return None
    kept = re.sub(
        r"(?:'s)?(?: (?:and why|and when|and what happened to (?:him|her|them)|before \d+|after \d+|in \d+))$",
        "",
        words.strip(" \"'“”"),
    )
    return re.sub(r",? and what happened .*$", "", kept) or None
