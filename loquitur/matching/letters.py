"""Texts folded to letters, with the way back to code points.

Case, accents, long s, ligatures, marks, blanks and line-end hyphens cost nothing: what is compared is the stream of
letters and digits of any script. Every letter remembers the code point it came from; no stored offset ever points into
the folded stream. Keys are 64-bit hashes of a run of letters.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Folded", "Token", "fold", "keys", "tokens"]

U64 = NDArray[np.uint64]
_PRIME = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class Folded:
    """The letters of a text."""

    letters: NDArray[np.uint32]
    places: NDArray[np.int64]
    """The code point each letter came from."""
    starts: NDArray[np.int64]
    """The letters that begin a word."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its folded form and its range of code points."""

    start: int
    end: int
    folded: str


@cache
def _letters_of(code: int) -> tuple[int, ...]:
    """The folded letters of a character; none for marks and blanks."""
    char = chr(code)
    if not char.isalnum():
        return ()
    flat = unicodedata.normalize("NFKD", char.casefold().replace("ſ", "s").replace("æ", "ae").replace("œ", "oe").replace("ø", "o"))
    return tuple(ord(c) for c in flat if c.isalnum())


def fold(text: str) -> Folded:
    """The letters of the text, where each stands, and which begin words."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds, which = np.unique(codes, return_inverse=True)
    rows = [_letters_of(int(code)) for code in kinds]
    width = max((len(row) for row in rows), default=1) or 1
    table = np.zeros((max(len(rows), 1), width), np.uint32)
    counts = np.array([len(row) for row in rows] or [0], np.int64)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    number = counts[which] if len(codes) else np.zeros(0, np.int64)
    places = np.repeat(np.arange(len(codes), dtype=np.int64), number)
    first = np.cumsum(number) - number
    offset = np.arange(len(places), dtype=np.int64) - np.repeat(first, number)
    letters = table[which[places], offset] if len(places) else np.zeros(0, np.uint32)
    gap = np.diff(places, prepend=-2) > 1
    return Folded(letters, places, np.flatnonzero(gap).astype(np.int64))


def keys(letters: NDArray[np.uint32], length: int) -> U64:
    """The hash of every run of `length` letters, by its first letter."""
    count = max(0, len(letters) - length + 1)
    hashed = np.zeros(count, np.uint64)
    prime: Any = np.uint64(_PRIME)
    with np.errstate(over="ignore"):
        for j in range(length):
            hashed = (hashed ^ letters[j : j + count].astype(np.uint64)) * prime
            hashed ^= hashed >> np.uint64(29)
    return hashed


_TOKEN = re.compile(r"(?<![^\W_])\d+(?:[.,]\d+)+(?![^\W_])|[^\W_]+(?:[’'ʼ][^\W_]+)*(?:[\-‐­]\s*\n\s*[^\W\d_A-Z]+)*")


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of a range; a line-end hyphen joins, an inner hyphen parts."""
    found = []
    for m in _TOKEN.finditer(text, start, len(text) if end is None else end):
        folded = "".join(chr(c) for char in m.group() for c in _letters_of(ord(char)))
        if re.fullmatch(r"\d+(?:,\d{3})*\.\d+", m.group()):
            folded = m.group().replace(",", "")
        if folded:
            found.append(Token(m.start(), m.end(), folded))
    return found
