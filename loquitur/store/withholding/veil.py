"""Names that must not go out, found in any text in any form, and replaced by a constant pseudonym.

A text is folded to bare letters: case, accents, letters of other alphabets that look alike, letters in parts, blanks of no
width, hyphens at line ends, and what stands for a letter in an address, a page or a program (%41, &eacute;, \\u0041) are
undone, each letter with its place in the text. In that a name is looked for: as it is, with its surname first, and its
surname alone; a rare one also inside other words ("Marshism", "marsh-1921.txt").

Limit: what is no form of the name is not found: nicknames that no alias gives, initials, "the director of the bank".
Whoever bears the same surname is covered too.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from loquitur.language.words.known import known

__all__ = ["Veil", "Withheld"]

_SHORTEST_INSIDE = 5
_SUFFIXES = ("jr", "sr", "ii", "iii", "iv", "esq")
_CODED = re.compile(r"\\+[nrt]|(?:%[0-9A-Fa-f]{2})+|&#?\w{1,31};|\\u[0-9A-Fa-f]{4}|=[0-9A-F]{2}(?:=[0-9A-F]{2})*")
_LINE_END = re.compile(r"(?<=\w)[-\u00ad\u2010][ \t]*\r?\n[ \t]*(?=\w)")
_ALIKE = str.maketrans(
    "аеорсхуіјѕԁһқкмтнвгпьАВЕКМНОРСТХІЈЅοαερτυνικηχμωγβΑΒΕΖΗΙΚΜΝΟΡΤΥΧıłøđæœþð",
    "aeopcxyijsdhkkmthbrnbABEKMHOPCTXIJSoaeptuvikhxmwybABEZHIKMNOPTYXilodaotd",
)
"""Letters that look like others, by the ones they look like; texts and names are folded alike, so it needs no truth."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Somebody whose names do not go out."""

    pseudonym: str
    names: tuple[str, ...]
    position: int
    """Of the entry that says so."""
    person: bool = True
    """Not a group or an organisation: of those the last word alone is no name."""


@dataclass(frozen=True)
class Veil:
    """What lies over everything that goes out."""

    withheld: tuple[Withheld, ...] = ()

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(one.pseudonym, re.compile("|".join(_forms(one.names, alone=one.person)))) for one in self.withheld]

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Where a name stands in the text, in order, each with what takes its place."""
        if not self.withheld or not text:
            return []
        folded, starts, ends = _folded(text)
        found = [
            (starts[m.start()], ends[m.end() - 1], pseudonym)
            for pseudonym, pattern in self._patterns
            for m in pattern.finditer(folded)
            if m.end() > m.start()
        ]
        return list(_apart(sorted(found, key=lambda f: (f[0], -f[1]))))

    def holds(self, text: str) -> bool:
        """Whether a name stands in the text, in any form."""
        return bool(self.spans(text))

    def text(self, text: str) -> str:
        """The text with each name replaced."""
        parts, at = [], 0
        for start, end, pseudonym in self.spans(text):
            parts += [text[at:start], pseudonym]
            at = end
        return "".join([*parts, text[at:]])


def _apart(found: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Those that do not overlap an earlier one; what overlaps lengthens it."""
    last: tuple[int, int, str] | None = None
    for one in found:
        if last is None or one[0] >= last[1]:
            if last:
                yield last
            last = one
        else:
            last = (last[0], max(last[1], one[1]), last[2])
    if last:
        yield last


def _forms(names: Iterable[str], *, alone: bool) -> list[str]:
    """The patterns of names in folded text, the longest first."""
    forms: set[tuple[int, str]] = set()
    for name in names:
        words = [w for w in re.split(r"[\W_]+", _folded(name)[0]) if w]
        if not words:
            continue
        gap = r"[\W_]{0,6}"
        last = next((i for i in range(len(words) - 1, 0, -1) if words[i] not in _SUFFIXES), 0)
        for order in (words, [words[last], *words[:last]], [words[last]]) if alone else (words,):
            body = gap.join(map(re.escape, order))
            if (len(order) == 1 and not _rare(order[0])) or len("".join(order)) < _SHORTEST_INSIDE:
                body = rf"(?<![^\W\d_]){body}(?![^\W\d_])"
            if len(order) > 1 or len(words) == 1 or len(order[0]) > 2:
                forms.add((-len("".join(order)), body))
    return [body for _, body in sorted(forms)]


def _rare(word: str) -> bool:
    return len(word) >= _SHORTEST_INSIDE and word not in known().common


def _folded(text: str) -> tuple[str, list[int], list[int]]:
    """The bare letters of a text, and where each of them begins and ends in it."""
    if text.isascii() and not _CODED.search(text) and not _LINE_END.search(text):
        places = list(range(len(text) + 1))
        return text.casefold(), places[:-1], places[1:]
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    skipped = {i for m in _LINE_END.finditer(text) for i in range(m.start(), m.end())}
    coded = {m.start(): m for m in _CODED.finditer(text)}
    at = 0
    while at < len(text):
        end, said = at + 1, text[at]
        if at in coded:
            decoded = _decoded(coded[at][0])
            if decoded is not None:
                end, said = coded[at].end(), decoded
        if at not in skipped:
            for letter in _bare(said):
                letters.append(letter)
                starts.append(at)
                ends.append(end)
        at = end
    return "".join(letters), starts, ends


def _decoded(words: str) -> str | None:
    if words[-1] in "nrt" and words[0] == "\\":
        return " "
    if words[0] in "%=":
        return bytes.fromhex(words.replace(words[0], "")).decode("utf-8", "replace")
    if words[0] == "&":
        found = html.unescape(words)
        return found if found != words else None
    return chr(int(words[2:], 16))


def _bare(words: str) -> str:
    if words.isascii():
        return words.casefold()
    flat = unicodedata.normalize("NFKD", words).translate(_ALIKE)
    return "".join(c for c in flat.casefold() if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
