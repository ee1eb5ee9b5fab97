"""Whole texts folded to letters by table, as kernels over UTF-8 bytes.

A letter is one byte here: 1 to 26 the Latin letters, 27 to 36 the digits, above them every letter of every other script
by a hash of its code point, so that no script is dropped; a Chinese or Japanese character, which tells as much as two or
three letters, becomes two. Two letters of another script may share a byte: that makes a likeness by chance no likelier
than it is among Latin letters, and a verdict is never read off these bytes.

The table is filled a page of 256 characters at a time, when a text needs the page. Marks that stand inside words
(accents set apart, apostrophes, soft hyphens) neither are letters nor part words; bytes 255, which UTF-8 never uses,
part documents.
"""

import unicodedata
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loquitur.matching.compiled import eight, i64, inner, kernel, u64
from loquitur.matching.letters import letters_of, solo

__all__ = ["END", "POINTS", "RUN", "Alphabet", "alphabet", "count_points", "encoded", "fold", "folded", "scan", "sweep"]

END = 255
"""Parts documents in a row of bytes."""
POINTS = 10
"""Code points are counted up to every byte whose lowest bits, this many, are nought."""
RUN = 12
"""The letters of a key."""
_LATIN = {ord(c): n for n, c in enumerate("abcdefghijklmnopqrstuvwxyz0123456789", 1)}
_OTHERS = 37
_TWO = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_WITHIN = "'’ʼ‘ـ"
_LAST = 0x110000

# An entry of the table: three letters in its low bytes, then their number, and two flags.
_COUNT = 24
_SOLO = 1 << 28
_INSIDE = 1 << 29


class Alphabet:
    """The table from code points to letters, filled as texts need it."""

    def __init__(self) -> None:
        self.table = np.zeros(_LAST, np.uint32)
        self.known = np.zeros(_LAST >> 8, np.uint8)
        self.learn([0])

    def learn(self, pages: Any) -> None:
        """The pages are in the table."""
        for page in pages:
            for code in range(page << 8, (page + 1) << 8):
                self.table[code] = _entry(code)
            self.known[page] = 1


def _entry(code: int) -> int:
    char = chr(code)
    if char in _WITHIN or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"):
        return _INSIDE
    letters = letters_of(code)[:3]
    codes = [n for letter in letters for n in _codes(letter)][:3]
    packed = sum(n << 8 * i for i, n in enumerate(codes))
    return packed | len(codes) << _COUNT | (_SOLO if codes and (solo(code) or code >= 0x20000) else 0)


def _codes(letter: int) -> tuple[int, ...]:
    if letter in _LATIN:
        return (_LATIN[letter],)
    first = _OTHERS + (letter * 0x9E3779B1 >> 7) % (256 - _OTHERS)
    if any(low <= letter <= high for low, high in _TWO):
        return first, _OTHERS + (letter * 0x85EBCA77 >> 9) % (256 - _OTHERS)
    return (first,)


@cache
def alphabet() -> Alphabet:
    """The table of this process."""
    return Alphabet()


def encoded(text: str) -> NDArray[np.uint8]:
    """A text as its bytes."""
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)


@inner
def point(data: Any, i: int) -> tuple[int, int]:
    """The code point at a byte that is not ASCII, and the number of its bytes."""
    b = i64(data[i])
    if b >= 0xF0 and i + 3 < data.size:
        code = (b & 7) << 18 | (i64(data[i + 1]) & 63) << 12
        return code | (i64(data[i + 2]) & 63) << 6 | (i64(data[i + 3]) & 63), 4
    if b >= 0xE0 and i + 2 < data.size:
        return (b & 15) << 12 | (i64(data[i + 1]) & 63) << 6 | (i64(data[i + 2]) & 63), 3
    if b >= 0xC0 and i + 1 < data.size:
        return (b & 31) << 6 | (i64(data[i + 1]) & 63), 2
    return 0, 1


@inner
def fold(data: Any, low: int, high: int, table: Any, known: Any, letters: Any, places: Any) -> Any:
    """Letters and the byte each came from; how many, or -1 - page where a page of the table is missing."""
    n = 0
    i = low
    most = letters.size - 3
    while i < high and n < most:
        b = i64(data[i])
        if b < 128:
            entry = i64(table[b])
            letters[n] = entry & 255
            places[n] = i
            n += entry >> 24 & 1
            i += 1
            continue
        if b == 255:
            i += 1
            continue
        told, size = _entry_at(data, i, table, known)
        entry = i64(told)
        if size == 0:
            return -1 - entry
        for j in range(entry >> 24 & 3):
            letters[n] = entry >> (8 * j) & 255
            places[n] = i
            n += 1
        i += i64(size)
    return n


@kernel("i", "r-u1 i i u4 u1 u1 i8")
def folded(data: Any, low: int, high: int, table: Any, known: Any, letters: Any, places: Any) -> Any:
    """The letters of data[low:high] and the byte each came from: see `fold`."""
    return fold(data, low, high, table, known, letters, places)


@kernel("iii", "r-u1 u4 u1 u1 u4 u4")
def scan(data: Any, table: Any, known: Any, letters: Any, starts: Any, places: Any) -> Any:
    """The letters and words of a row of documents: see `sweep`."""
    return sweep(data, table, known, letters, starts, places)


@inner
def sweep(data: Any, table: Any, known: Any, letters: Any, starts: Any, places: Any) -> Any:
    """Letters of a row of documents, and of each word its first letter and byte: how many of both, and a missing page.

    After each document stand twelve noughts, so that no key runs from one into the next. Where a page of the table is
    missing the third value is its number, else -1. The arrays need 1, 1/2 and 1/2 places a byte, and twelve more a
    document.
    """
    # Unsigned throughout: an index that could be below nought costs a comparison each time.
    one = u64(1)
    n, words, inside, i = u64(0), u64(0), u64(0), u64(0)
    size = u64(data.size)
    while i < size:
        b = data[i]
        if b < 128:
            entry = u64(table[b])
            letter = entry >> u64(24) & one
            letters[n] = entry & u64(255)
            starts[words] = n
            places[words] = i
            words += letter & (inside ^ one)
            n += letter
            inside = letter | (inside & entry >> u64(29))
            i += one
        elif b == 255:
            for _ in range(12):
                letters[n] = 0
                n += one
            inside = u64(0)
            i += one
        else:
            entry, length = _entry_at(data, i64(i), table, known)
            if length == 0:
                return i64(n), i64(words), i64(entry)
            starts[words] = n
            places[words] = i
            count = entry >> u64(24) & u64(3)
            alone = entry >> u64(28) & one
            words += u64(count > u64(0)) & ((inside ^ one) | alone)
            for j in range(i64(count)):
                letters[n] = entry >> u64(8 * j) & u64(255)
                n += one
            inside = one - alone if count else inside & entry >> u64(29)
            i += length
    return i64(n), i64(words), i64(-1)


@inner
def _entry_at(data: Any, i: int, table: Any, known: Any) -> Any:
    """What the table says of the character at a byte, and how many bytes it has; the page, and 0, where it is missing."""
    code, length = point(data, i)
    if code >= _LAST:
        code = 0
    if not known[code >> 8]:
        return u64(code >> 8), u64(0)
    return u64(table[code]), u64(length)


@kernel("-", "r-u1 i8")
def count_points(data: Any, points: Any) -> None:
    """The code points before each stretch of bytes: see `POINTS`."""
    # Eight bytes at once: a byte that goes on with a character has its highest bit set and the next not.
    lowest, pairs = u64(0x0101010101010101), u64(0x00FF00FF00FF00FF)
    for block in range(points.size - 1):
        low, high = block << POINTS, min(data.size, (block + 1) << POINTS)
        more = u64(0)
        for i in range(low, high - 7, 8):
            bytes_ = eight(data, i)
            more += bytes_ >> u64(7) & ~(bytes_ >> u64(6)) & lowest
        both = (more & pairs) + (more >> u64(8) & pairs)
        count = high - low - i64(both * u64(0x0001000100010001) >> u64(48))
        for i in range(low + (high - low & ~7), high):
            count -= i64(data[i] & 0xC0 == 0x80)
        points[block + 1] = points[block] + count
