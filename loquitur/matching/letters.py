"""Characters folded to letters, and a text's words.

Case, accents, long s, ligatures and marks cost nothing: what is compared is the letters and digits of any script. The
folding of a character is told here once, for the words that a verdict lays beside each other and for the table by which
the kernels fold whole libraries.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

__all__ = ["Token", "letters_of", "solo", "tokens"]

# Scripts written without blanks: Thai and Lao, Myanmar, Khmer, kana, Han.
_SOLO = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
_ALONE = "".join(f"{chr(low)}-{chr(high)}" for low, high in _SOLO)
# Letters of their own, although Unicode takes them apart.
_WHOLE = "йў"
_MONEY = "$£€¥₽₹"


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its folded form and its range of code points."""

    start: int
    end: int
    folded: str


def solo(code: int) -> bool:
    """Whether a character is a word by itself, its script being written without blanks."""
    return code >= _SOLO[0][0] and any(low <= code <= high for low, high in _SOLO)


@cache
def letters_of(code: int) -> tuple[int, ...]:
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
        folded = _folded(m.group())
        if folded and folded[0].isdigit():
            found.append(_signed(text, Token(m.start(), m.end(), folded)))
        elif folded:
            found.append(Token(m.start(), m.end(), folded))
    return found


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    """The letters of a word; a number with a point as it is written."""
    if re.fullmatch(r"\d+(?:,\d{3})*\.\d+", word):
        return word.replace(",", "")
    return "".join(chr(c) for char in word for c in letters_of(ord(char)))


def _signed(text: str, number: Token) -> Token:
    """The number with the signs that change its worth: money, minus, per cent."""
    start, end, folded = number.start, number.end, number.folded
    if start and text[start - 1] in _MONEY:
        start, folded = start - 1, text[start - 1] + folded
    if start and text[start - 1] in "-−" and (start == 1 or text[start - 2].isspace()):
        start, folded = start - 1, "-" + folded
    sign = re.match(r"\s?%", text[end : end + 2])
    return Token(start, end + sign.end(), folded + "%") if sign else Token(start, end, folded)
