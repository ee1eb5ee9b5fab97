"""Sentences in which two are named, with other names put in, and sentences made from templates (`sides.toml`).

A network that is to tell sides by what a sentence says must not learn who is against whom: most names are exchanged for
others of like form, some for invented ones of older times, now and then for "the minister". A name that comes twice is
exchanged wherever it stands.
"""

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loquitur.model import Span

__all__ = ["Row", "exchanged", "invented", "others", "parted", "pool"]

_KEPT, _OLD, _MEANT = 0.35, 0.25, 0.1
"""How many pairs keep their names; how many of the others get invented ones, and are only meant."""
_CALLED = [
    "the minister",
    "the general",
    "the old man",
    "the bishop",
    "the governor",
    "his brother",
    "the editor",
    "the widow",
    "he",
    "she",
    "the king",
    "the party",
    "the crowd",
    "the council",
    "his old friend",
    "the judge",
    "the workers",
    "the priest",
]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, where two named stand in it, and the class."""

    text: str
    first: Span
    second: Span
    label: int


def parted(path: Path) -> Iterator[Row]:
    """The sentences of the directed sentiment set whose brackets fit, without these."""
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence, first, second, label = line.split("\t")
        a = sentence.find(f"[{first}]")
        b = sentence.find(f"[{second}]", a + 1)
        if a >= 0 and b > a + len(first):
            text = sentence[:a] + first + sentence[a + len(first) + 2 : b] + second + sentence[b + len(second) + 2 :]
            one, other = _whole(text, a, a + len(first)), _whole(text, b - 2, b - 2 + len(second))
            if one.end <= other.start:
                yield Row(text, one, other, int(label))


def _whole(text: str, start: int, end: int) -> Span:
    """A clipped name up to the end of its word, without a possessive."""
    while start < end and text[start].isspace():
        start += 1
    while end < len(text) and text[end].isalnum():
        end += 1
    possessive = re.search(r"[’']s?$", text[start:end])
    return Span(start, max(start + 1, end - len(possessive[0]) if possessive else end))


# ---- names ----


def pool(rows: Sequence[Row]) -> dict[tuple[bool, bool], list[str]]:
    """The names of some sentences by their form."""
    found = defaultdict(set)
    for row in rows:
        for span in (row.first, row.second):
            name = row.text[slice(*span)]
            if name[0].isupper() and len(name) > 2:
                found[_form(name)].add(name)
    return {form: sorted(names) for form, names in found.items()}


def _form(name: str) -> tuple[bool, bool]:
    """Whether a name has several words, and whether it may be a plural."""
    return " " in name, name.endswith("s")


def exchanged(row: Row, names: dict[tuple[bool, bool], list[str]], rng: random.Random) -> Row:
    """The sentence with other names in most cases."""
    if rng.random() < _KEPT:
        return row
    drawn = [_other(row.text, span, names, rng) for span in (row.first, row.second)]
    if drawn[0].lower() == drawn[1].lower():
        return row
    return _put(row, (row.first, row.second), drawn)


def _other(text: str, span: Span, names: dict[tuple[bool, bool], list[str]], rng: random.Random) -> str:
    name = text[slice(*span)]
    chance = rng.random()
    titled = re.search(r"(?:\bthe|[A-Z][\w.]*)\s+$", text[: span.start]) is not None
    if chance < _MEANT and not titled and not text[span.end :].startswith(("'", "’", " of ")):
        called = rng.choice(_CALLED)
        return called[0].upper() + called[1:] if span.start == 0 else called
    if chance < _MEANT + _OLD:
        made = rng.choice(_invented()["groups" if name.endswith("s") and " " not in name else "persons"])
        return made.removeprefix("the ") if titled else made
    return rng.choice(names.get(_form(name)) or [name])


def _put(row: Row, spans: Sequence[Span], drawn: Sequence[str]) -> Row:
    """The sentence with these names in place of its own, wherever they stand."""
    own = [row.text[slice(*s)] for s in spans]
    text, at, placed = "", 0, []
    for m in re.finditer("|".join(rf"\b{re.escape(n)}\b" for n in sorted(own, key=len, reverse=True)), row.text):
        text += row.text[at : m.start()]
        at = m.end()
        name = drawn[own.index(m[0])]
        placed.append((m.start(), Span(len(text), len(text) + len(name))))
        text += name
    new = dict(placed)
    if not all(s.start in new for s in spans):
        return row
    return Row(text + row.text[at:], new[spans[0].start], new[spans[1].start], row.label)


def others(row: Row) -> list[Span]:
    """Other names of the sentence, as capitals show them."""
    found = []
    for m in re.finditer(r"\b[A-Z][\w’'-]+(?: (?:of )?[A-Z][\w-]+)*", row.text):
        span = Span(m.start(), m.start() + len(re.sub(r"[’']s?$", "", m[0])))
        apart = all(span.end <= s.start or s.end <= span.start for s in (row.first, row.second))
        if m.start() and apart and span.end - span.start > 3:
            found.append(span)
    return found


# ---- templates ----


@cache
def _templates() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(
        (Path(__file__).with_name("sides.toml")).read_text(encoding="utf-8")
    )
    return found


@cache
def _invented() -> dict[str, list[str]]:
    told = _templates()["names"]
    return {
        kind: [n.strip() for n in listed.replace("\n", " ").split(";") if n.strip()] for kind, listed in told.items()
    }


def invented(rng: random.Random, names: dict[tuple[bool, bool], list[str]]) -> Row:
    """A sentence from a template with names drawn for it."""
    side = rng.choice(("for", "against", "none"))
    frame = rng.choice(_templates()[side]["told"].strip().splitlines())
    opening = rng.choice(_templates()["round"]["before"].replace("\n", "").split(";"))
    close = rng.choice(_templates()["round"]["after"].replace("\n", "").split(";"))
    if frame.startswith('"'):
        opening = ""
    drawn = _drawn(rng, names)
    text = re.sub(r"\[([^\]]*)\]", lambda m: rng.choice(m[1].split("|")), opening + frame + close + ".")
    text = text.replace(" ,", ",") if rng.random() < 0.8 else text
    spans: dict[str, Span] = {}
    made = ""
    for part in re.split(r"(\{[abc]\})", text):
        if part in ("{a}", "{b}", "{c}"):
            name = drawn["abc".index(part[1])]
            name = "The" + name[3:] if name.startswith("the ") and not made.strip(' "') else name
            spans.setdefault(part[1], Span(len(made), len(made) + len(name)))
            made += name
        else:
            made += part
    turned = spans["b"] < spans["a"]
    label = {"none": 0, "for": 1 + turned, "against": 3 + turned}[side]
    first, second = sorted((spans["a"], spans["b"]))
    return Row(made, first, second, label)


def _drawn(rng: random.Random, names: dict[tuple[bool, bool], list[str]]) -> list[str]:
    made = _invented()
    found: list[str] = []
    while len(found) < 3:
        if rng.random() < 0.3:
            name = rng.choice(names[rng.random() < 0.7, False])
        else:
            name = rng.choice(made["persons" if rng.random() < 0.75 else "groups"])
        if name not in found:
            found.append(name)
    return found
