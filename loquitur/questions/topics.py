"""What a question asks about that is nobody: a thing by its head word, with what goes with it anywhere near.

"The war with China", "the China war" and "the first Chinese war" are one: the head is *war*, and *China* goes with it. A
passage names the thing where head and all of these stand in one sentence; where they stand in its paragraph; or, all over
a page that is about the thing (its title or its opening names it), where the head stands with no other name before it. A
name ("the Congo State") is looked for as it is written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loquitur.language import titles
from loquitur.language.sides import sides
from loquitur.language.words.known import known
from loquitur.matching.namesakes import bits
from loquitur.model import Passage, Person, Span
from loquitur.questions.evidence import Case
from loquitur.questions.wording import shared

__all__ = ["Thing", "Topic", "is_thing", "only_holds", "topic"]

_DETERMINERS = r"(?:the|an?|this|that|these|those|all|any|such|his|her|their|its|our)"
_LINKS = re.compile(
    r"\s+(?:with|of|in|on|against|between|at|over|by|to|from|for|upon|during|under)\s+(?:the\s+|an?\s+)?"
)
_OPENING = 1500
"""How many characters of a page may first tell what it is about."""
_FAR = 400
"""How many characters behind the thing "it" still means it."""
_IT = re.compile(
    r"\b(?:call(?:s|ed)?|consider(?:s|ed)?|thought|pronounced|denounced|condemned|described|regarded|branded|opposed|supported|"
    r"defended|attacked|praised|welcomed|hated|deplored) (?P<it>it)\b|"
    r"\b(?P<is>it) (?:is|was|had been|would be) (?P<degree>so |such |an? |the |most |more )*(?P<what>\w+)",
    re.I,
)
_MOST = 600
_WORDS = 6


@dataclass(frozen=True, slots=True)
class Thing:
    """A place that names what is asked about."""

    doc: str
    passage: Passage
    span: Span
    """Of the head word."""


@dataclass(frozen=True)
class Topic:
    """What is asked about, taken apart."""

    words: str
    """Without its determiner."""
    head: str
    rest: tuple[str, ...]
    """What goes with the head, in any order."""

    @cached_property
    def named(self) -> re.Pattern[str]:
        """The head in one number or the other, or the whole as it is asked; the group `b` is a name before the head."""
        whole = r"\s+".join(map(re.escape, self.words.split()))
        heads = "|".join(sorted(map(re.escape, _numbers(self.head)), key=lambda h: (-len(h), h)))
        before = r"(?:(?P<b>[A-Z][\w’'-]+)\s+)?" if self.rest else ""
        return re.compile(rf"(?<!\w)(?:(?i:{_whole_numbers(whole)})|{before}(?i:(?P<h>{heads})))(?!\w)(?![’']s\b)")

    def things(self, case: Case) -> Iterator[Thing]:
        """The places that name it, the best passages first."""
        terms = [self.words] if not self.rest else sorted(_numbers(self.head))
        for key, passage in case.store.holding(terms, _MOST):
            yield from (Thing(key, passage, span) for span in self.inside(key, passage, case))

    def inside(self, key: str, passage: Passage, case: Case) -> Iterator[Span]:
        """Where a passage names it."""
        near = about = None
        for m in self.named.finditer(passage.text):
            if m.groupdict().get("h") and self.rest:
                low = passage.text.rfind(". ", 0, m.start()) + 1
                stop = passage.text.find(". ", m.end())
                sentence = passage.text[low : stop if stop >= 0 else None]
                other = m["b"] is not None and shared([m["b"]], " ".join(self.rest)) == 0 and _names(m["b"])
                if other:
                    continue
                if shared(self.rest, sentence) < 100:
                    near = shared(self.rest, passage.text) == 100 if near is None else near
                    about = self.is_about(key, case) if about is None and not near else about
                    if not near and not about:
                        continue
            start = m.start("h") if m.groupdict().get("h") else m.start()
            yield Span(passage.start + start, passage.start + m.end())
            yield from self._meant(passage, m.end())

    def _meant(self, passage: Passage, after: int) -> Iterator[Span]:
        """Where "it" soon means the thing just named: "he called it a crime", "it was so wicked"."""
        following = self.named.search(passage.text, after)
        end = min(after + _FAR, following.start() if following else len(passage.text))
        judging = sides().negative | sides().positive
        for m in _IT.finditer(passage.text, after, end):
            if m["it"] or m["degree"] or m["what"].lower() in judging:
                part = "it" if m["it"] else "is"
                yield Span(passage.start + m.start(part), passage.start + m.end(part))

    def is_about(self, key: str, case: Case) -> bool:
        """Whether a page is about it: its title or its opening names head and what goes with it."""
        if key not in self._about:
            title = case.store.field(key, "title") or ""
            opening = f"{title}\n{case.text(key)[:_OPENING]}"
            self._about[key] = shared([self.head, *self.rest], opening) == 100
        return self._about[key]

    @cached_property
    def _about(self) -> dict[str, bool]:
        return {}


def topic(words: str) -> Topic | None:
    """What some words ask about; None where they are too many."""
    bare = re.sub(rf"^{_DETERMINERS}\s+", "", words.strip(), flags=re.I)
    told = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", bare)
    if not told or len(told) > _WORDS:
        return None
    first, *behind = _LINKS.split(bare)
    row = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", first)
    if not row or (len(told) > 1 and row[-1][0].isupper() and row[-1].lower() not in known().common):
        return Topic(bare, bare, ())
    rest = [*row[:-1], *(w for part in behind for w in re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", part))]
    return Topic(bare, row[-1], tuple(w for w in rest if len(w) > 2))


def is_thing(words: str, names: Sequence[Person]) -> bool:
    """Whether what is asked about is no person: "slavery", "the bank", "the League of Nations"."""
    return bool(words) and all(p.kind in ("group", "organisation") for p in names)


def only_holds(words: str, names: Sequence[Person]) -> bool:
    """Whether the words only hold the name of those whom they seem to mean: "the war with Mexico"."""
    thing = topic(words)
    if thing is None or not thing.rest or not thing.head[0].islower() or thing.head in titles.heads():
        return False
    own = bits(words)
    return not any(bits(a) == own for p in names for a in p.aliases)


def _numbers(word: str) -> set[str]:
    """A noun in one number and the other."""
    lower = word.lower()
    if lower.endswith("ies"):
        return {lower, f"{lower[:-3]}y"}
    if lower.endswith("s") and not lower.endswith("ss"):
        return {lower, lower[:-1]}
    return {lower, f"{lower}s", f"{lower[:-1]}ies"} if lower.endswith("y") else {lower, f"{lower}s"}


def _whole_numbers(whole: str) -> str:
    return f"{whole[:-1]}s?" if whole.endswith("s") and not whole.endswith("ss") else f"{whole}s?"


def _names(word: str) -> bool:
    """Whether a word with a capital is a name, and not one that opens a sentence."""
    lower = word.lower()
    return lower in known().nations or lower in known().places or lower not in known().common
