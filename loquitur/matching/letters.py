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
# Scripts written without blanks: Thai and Lao, Myanmar, Khmer, kana, Han.
_SOLO = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
_ALONE = "".join(f"{chr(low)}-{chr(high)}" for low, high in _SOLO)
# Letters of their own, although Unicode takes them apart.
_WHOLE = "йў"
_MONEY = "$£€¥₽₹"


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
    if char.casefold() in _WHOLE:
        return (ord(char.casefold()),)
    flat = unicodedata.normalize(
        "NFKD", char.casefold().replace("ſ", "s").replace("æ", "ae").replace("œ", "oe").replace("ø", "o")
    )
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
    solo = _solo(codes[places]) & (np.diff(places, prepend=-2) > 0)
    gap |= solo | np.concatenate(([False], solo[:-1]))[: len(gap)]
    return Folded(letters, places, np.flatnonzero(gap).astype(np.int64))


def _solo(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which characters are words by themselves, their script being written without blanks."""
    solo = np.zeros(len(codes), bool)
    if len(codes) and codes.max() >= _SOLO[0][0]:
        for low, high in _SOLO:
            solo |= (codes >= low) & (codes <= high)
    return solo


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


_LETTER = rf"[^\W_{_ALONE}]"
_TOKEN = re.compile(
    rf"[{_ALONE}]"
    rf"|(?<!{_LETTER})\d+(?:[.,]\d+)+(?!{_LETTER})"
    rf"|\[{_LETTER}{{1,3}}\]{_LETTER}+"
    rf"|{_LETTER}+(?:[’'ʼ]{_LETTER}+)*(?:[\-‐\u00ad]\s*\n\s*[^\W\d_A-Z]+)*(?:\[{_LETTER}+\])?"
)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of a range; a line-end hyphen joins, an inner hyphen parts, a number keeps its point and its sign."""
    found = []
    for m in _TOKEN.finditer(text, start, len(text) if end is None else end):
        folded = "".join(chr(c) for char in m.group() for c in _letters_of(ord(char)))
        if re.fullmatch(r"\d+(?:,\d{3})*\.\d+", m.group()):
            folded = m.group().replace(",", "")
        if folded and folded[0].isdigit():
            found.append(_signed(text, Token(m.start(), m.end(), folded)))
        elif folded:
            found.append(Token(m.start(), m.end(), folded))
    return found


def _signed(text: str, number: Token) -> Token:
    """The number with the signs that change its worth: money, minus, per cent."""
    start, end, folded = number.start, number.end, number.folded
    if start and text[start - 1] in _MONEY:
        start, folded = start - 1, text[start - 1] + folded
    if start and text[start - 1] in "-−" and (start == 1 or text[start - 2].isspace()):
        start, folded = start - 1, "-" + folded
    sign = re.match(r"\s?%", text[end : end + 2])
    return Token(start, end + sign.end(), folded + "%") if sign else Token(start, end, folded)
