"""What a question asks about that is nobody: a thing by its head word, with what goes with it anywhere near.

"The war with China", "the China war" and "the first Chinese war" are one: the head is *war*, and *China* goes with it. A
passage names the thing where head and all of these stand in one sentence; where they stand in its paragraph; or, all over
a page that is about the thing (its title or its opening names it), where the head stands with no other name before it. A
name ("the Congo State") is looked for as it is written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from loquitur.language.persons import titles
from loquitur.language.sides.sidewords import sides
from loquitur.language.words import lexicon
from loquitur.language.words.known import known
from loquitur.matching.namesakes import bits
from loquitur.model import Passage, Person, Span
from loquitur.questions import again
from loquitur.questions.evidence import Case
from loquitur.questions.wording import shared

__all__ = ["Thing", "Topic", "is_thing", "only_holds", "topic"]

_DETERMINERS = r"(?:the|an?|this|that|these|those|all|any|such|his|her|their|its|our)"
_OF_ANY = r"\w+(?:ous|ful|able|ible|less|ive|ary|al|ic|ish|ed|ing|est)|new|old|whole|same|present|said|very|own|late|first|great|big|hated"
"""Adjectives that no other thing of the kind needs to be told by."""
_OTHER = frozenset({"another", "other", "earlier", "later", "latter"})
_FURTHER = _OTHER | {"second", "third", "next", "new", "similar", "subsequent", "previous"}
"""What makes another of a thing that a page has without it."""
_LINKS = re.compile(
    r"\s+(?:with|of|in|on|against|between|at|over|by|to|from|for|upon|during|under)\s+(?:the\s+|an?\s+)?"
)
_BEHIND = re.compile(r"\s+(?P<p>with|of|in|on|against|between|at)\s+(?P<d>the\s+)?(?P<n>[\w’'-]+)")
_FOES = frozenset({"with", "against", "between"})
_ROW = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_OPENING = 1500
"""How many characters of a page may first tell what it is about."""
_FAR = 400
"""How many characters behind the thing "it" still means it."""
_A_PART = 3
"""How many words one of two things has at most."""
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

    @property
    def many(self) -> bool:
        """Whether it is told of in the plural: "the resolutions"."""
        return self.head.lower().endswith("s") and not self.head.lower().endswith("ss")

    @cached_property
    def parts(self) -> tuple["Topic", ...]:
        """Each of two things that "and" joins: "reforms and concessions"."""
        made = [topic(part) for part in self.words.split(" and ")] if " and " in self.words else []
        return tuple(t for t in made if t and len(made) == 2 and len(t.words.split()) <= _A_PART)

    def things(self, case: Case) -> Sequence[Thing]:
        """The places that name it, the best passages first."""
        if not self._things:
            terms = [self.words] if not self.rest else sorted(_numbers(self.head))
            for key, passage in case.store.holding(terms, _MOST):
                self._things.extend(Thing(key, passage, span) for span in self.inside(key, passage, case))
            if not self._things:
                self._things.extend(thing for part in self.parts for thing in part.things(case))
        return self._things

    def inside(self, key: str, passage: Passage, case: Case) -> Iterator[Span]:
        """Where a passage names it."""
        near = about = None
        other_last = False  # whether "the bill" means another with a name; not one in passing ("the last war")
        for m in self.named.finditer(passage.text):
            if self._is_qualified(key, passage.text, m, case):
                other_last = other_last or passage.text[m.start("h") if m.groupdict().get("h") else m.start()].isupper()
                continue
            if m.groupdict().get("h") and self.rest:
                low = passage.text.rfind(". ", 0, m.start()) + 1
                stop = passage.text.find(". ", m.end())
                sentence = passage.text[low : stop if stop >= 0 else None]
                if shared(self.rest, sentence) < 100:
                    near = shared(self.rest, passage.text) == 100 if near is None else near
                    about = self.is_about(key, case) if about is None and not near else about
                    if other_last or not (near or about) or self._is_somebodys(passage.text, low, m.start("h")):
                        continue
            other_last = False
            start = m.start("h") if m.groupdict().get("h") else m.start()
            yield Span(passage.start + start, passage.start + m.end())
            yield from self._meant(passage, m.end())

    def _is_qualified(self, key: str, text: str, m: re.Match[str], case: Case) -> bool:
        """Whether what stands before the words makes them another thing of the kind: "the Corn Bill", "the second war"."""
        if not self.rest:
            return False
        if m.groupdict().get("h"):
            return self._is_other(m) or self._is_another(text, m.start("h")) or self._has_other_behind(text, m.end())
        before = re.search(r"([\w’'-]+)\s+$", text[max(0, m.start() - 40) : m.start()])
        word = before[1] if before else "the"
        further = word.lower() in _FURTHER or (word[0].isupper() and _of_place(word))
        return further and shared([word], self.words) == 0 and self._is_plain(key, case)

    def _is_other(self, m: re.Match[str]) -> bool:
        """Whether a name, or a word with a capital where the head has one too, stands before the head: "the Corn Bill"."""
        word = m["b"]
        if word is None or shared([word], " ".join(self.rest)):
            return False
        plain = re.fullmatch(rf"{_DETERMINERS}|{_OF_ANY}", word.lower()) or word.lower() in _closed()
        return _names(word) or (m["h"][0].isupper() and not plain)

    def _has_other_behind(self, text: str, end: int) -> bool:
        """Whether what the question has behind the head is another's: "the treaty of Rome" for that of Paris."""
        asked = _BEHIND.search(self.words)
        told = _BEHIND.match(text, end)
        if not asked or not told or shared([told["n"]], " ".join(self.rest)):
            return False
        alike = asked["p"] == told["p"] or {asked["p"], told["p"]} <= _FOES
        named = told["n"][0].isdigit() or (told["n"][0].isupper() and _names(told["n"]))
        return alike and (named or (bool(told["d"]) and told["n"].endswith("s")))

    def _is_plain(self, key: str, case: Case) -> bool:
        """Whether a page has the thing with nothing but its article: "the Land Bill"."""
        if key not in self._plain:
            whole = r"\s+".join(map(re.escape, self.words.split()))
            self._plain[key] = bool(re.search(rf"\b(?i:the|this|that)\s+(?i:{whole})\b", case.text(key)))
        return self._plain[key]

    def _is_somebodys(self, text: str, low: int, head: int) -> bool:
        """Whether "her (own)" before the head is rather somebody's whom the sentence has named: "Ada Roe fought her arrest"."""
        whose = re.search(r"\b(?:his|her|their)(\s+own)?\s+(?:\w+\s+)?$", text[low:head])
        if not whose or not any(w[0].isupper() for w in self.rest):
            return False
        names = re.findall(r"(?<!^)(?<=\s)[A-Z][\w’'-]+", text[low : low + whose.start()])
        return bool(whose[1]) or any(_names(n) and not shared([n], " ".join(self.rest)) for n in names)

    def _is_another(self, text: str, head: int) -> bool:
        """Whether the noun before a head tells of another such thing: "the railway bill", "the poll-tax"."""
        joined = re.search(r"([\w’']+)-$", text[max(0, head - 40) : head])
        if joined and joined[1].lower() not in ("anti", "pro"):
            return shared([joined[1]], " ".join(self.rest)) == 0
        before = re.search(r"(?<![\w’'-])([a-z][a-z'’-]*)\s+$", text[max(0, head - 40) : head])
        word = before[1] if before and text[head].islower() else "the"
        if word in _OTHER:
            return True
        plain = re.fullmatch(rf"{_DETERMINERS}|{_OF_ANY}", word) or shared(self.rest, word)
        return not plain and word not in sides().negative | sides().positive | _closed()

    def _meant(self, passage: Passage, after: int) -> Iterator[Span]:
        """Where "it" soon means the thing just named: "he called it a crime", "it was so wicked"."""
        following = self.named.search(passage.text, after)
        end = min(after + _FAR, following.start() if following else len(passage.text))
        for start, stop in again.its(passage.text, Span(after, end), many=self.many):
            if again.writing().search(passage.text, after, start) or again.another(passage.text, after, start):
                return
            yield Span(passage.start + start, passage.start + stop)

    def goes_on(self, text: str, block: Span) -> Iterator[Span]:
        """Where "it" means the thing in a paragraph behind one that names it, until that or some writing is named."""
        named = self.named.search(text, *block)
        end = named.start() if named else block.end
        other = again.writing().search(text, block.start, end)
        end = other.start() if other else end
        yield from again.its(text, Span(block.start, end), judged=False, many=self.many)

    def called_again(self, text: str, part: Span) -> Iterator[Span]:
        """Where "the measure" and its like mean the thing in a part of a text that is about it, or behind it."""
        yield from again.called(text, part, self.head, self.rest)

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

    @cached_property
    def _plain(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _things(self) -> list[Thing]:
        return []


@cache
def _closed() -> frozenset[str]:
    return frozenset(word for words in lexicon().closed.values() for word in words)


def topic(words: str) -> Topic | None:
    """What some words ask about; None where they are too many."""
    bare = re.sub(rf"^{_DETERMINERS}\s+", "", words.strip(), flags=re.I)
    told = _ROW.findall(bare)
    if not told or len(told) > _WORDS:
        return None
    first, *behind = _LINKS.split(bare)
    row = _ROW.findall(first)
    if not row or (len(told) > 1 and row[-1][0].isupper() and row[-1].lower() not in known().common):
        return Topic(bare, bare, ())
    at = -2 if len(row) > 1 and row[-1].isdigit() else -1
    rest = [*row[:at], *row[len(row) + at + 1 :], *(w for part in behind for w in _ROW.findall(part))]
    return Topic(bare, row[at], tuple(w for w in rest if len(w) > 2 or w.isdigit()))


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


def _of_place(word: str) -> bool:
    """Whether a word with a capital is a people or a place: "Irish", "Prussia"."""
    return word.lower() in known().nations or word.lower() in known().places


def _names(word: str) -> bool:
    """Whether a word with a capital is a name, and not one that opens a sentence."""
    return _of_place(word) or word.lower() not in known().common
