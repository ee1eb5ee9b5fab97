"""One word written in two ways, told from two words.

Old and regional spelling (publick, honour, shew, haue) is presentation, as the long s is: the source's very word stands
there. A number in figures instead of words, a contraction written out, a letter misread by a scanner are changes; they
are told for what they are, so that a reader need not look twice. Rules over suffixes and a table of words, as data.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["likeness", "near", "spelled"]

_NEAR = 0.7
_LONGEST = 60


@cache
def _rows(name: str) -> tuple[tuple[str, str], ...]:
    data = tomllib.loads(files(__package__).joinpath("spelling.toml").read_text(encoding="utf-8"))
    return tuple((old, new) for old, _, new in (pair.partition(":") for pair in data[name].split()))


@lru_cache(maxsize=50_000)
def spelled(word: str) -> str:
    """The word in one of its spellings, the same for all of them."""
    table = dict(_rows("words"))
    if word in table:
        return table[word]
    for ending, other in _rows("endings"):
        if len(word) >= 6 and word.endswith(ending):
            return _letters(word[: -len(ending)] + other)
    return _letters(word)


def _letters(word: str) -> str:
    """Old printers set v and i where we set u and j."""
    return word.replace("v", "u").replace("j", "i") if len(word) > 2 else word


def likeness(source: str, quote: str) -> str | None:
    """Why two differing stretches of words are alike after all: `same-number`, `contraction`, `misread`, or None."""
    if _figures(source) == _figures(quote):
        return "same-number"
    if _written_out(source) == _written_out(quote):
        return "contraction"
    ours, theirs = _misread(source), _misread(quote)
    numbers = any(word.isdigit() for word in re.findall(r"[\w.,]+", f"{source} {quote}"))
    return "misread" if ours and ours == theirs and not numbers else None


def near(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many of our words are nearly theirs, letter by letter: what a scanner or a slip makes of a word."""
    if not ours or not theirs or len(ours) > _LONGEST or len(theirs) > _LONGEST:
        return 0
    if len(ours) == len(theirs):
        return sum(_ratio(a, b) >= _NEAR for a, b in zip(ours, theirs, strict=True))
    return len(ours) if _ratio("".join(ours), "".join(theirs)) >= _NEAR else 0


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _figures(words: str) -> list[str]:
    """The words, lower case, numbers in figures: "thirty-five per cent" and "35%" are 35 percent."""
    flat = re.sub(r"(?<=\d),(?=\d{3})", "", words.casefold())
    flat = re.sub(r"\bper cent\b|%", " percent ", flat)
    flat = re.sub(r"\$\s?([\d.]+(?: (?:hundred|thousand|million|billion))*)", r"\1 dollars", flat)
    return list(_counted(re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+(?:[’'][^\W\d_]+)*|[£€¥₽₹−]|-(?=\d)", flat)))


def _counted(words: Sequence[str]) -> Iterator[str]:
    """Runs of number words as one number."""
    units, scales, held = dict(_rows("units")), dict(_rows("scales")), list[str]()
    for word in [*words, ""]:
        if word in units or word in scales or word.isdigit() or (held and word == "and" and held[-1] in scales):
            held.append(word)
            continue
        if held:
            trailing = held.pop() if held[-1] == "and" else None
            yield str(_worth(held, units, scales))
            yield from [trailing] if trailing else []
            held = []
        if word:
            yield word


def _worth(words: Sequence[str], units: dict[str, str], scales: dict[str, str]) -> int:
    total = part = 0
    for word in words:
        if word in scales:
            scale = int(scales[word])
            part = max(1, part) * scale
            if scale > 100:
                total, part = total + part, 0
        elif word != "and":
            part += int(units.get(word, word))
    return total + part


def _written_out(words: str) -> list[str]:
    flat = words.casefold().replace("’", "'")
    for short, full in _rows("contractions"):
        whole = "" if short.startswith(("'", "n't")) else r"\b"
        flat = re.sub(rf"{whole}{short}\b", full.replace("_", " "), flat)
    return re.findall(r"[^\W_]+|[$£€¥₽₹%−-]", flat)


def _misread(words: str) -> str:
    """The letters, those that scanners take for one another made one."""
    flat = "".join(c for c in words.casefold() if c.isalnum())
    for wrong, right in _rows("misread"):
        flat = flat.replace(wrong, right)
    return flat
