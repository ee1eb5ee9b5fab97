"""The words of a text as they are compared, each with its range.

Two words are the same when their letters are, whatever the case, accents and marks. Not so for numbers: the point of
"3.5", the sign of "-5" and "$5" and "5%" belong to the word, the comma of "1,000" does not.
"""

import re
from dataclasses import dataclass

from loquitur.matching.letters import fold

__all__ = ["Words", "words_of"]

_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MONEY = frozenset("$£€¥₽₹")


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its words."""

    text: str
    forms: tuple[str, ...]
    """What is compared."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.forms)

    def raw(self, first: int, last: int) -> str:
        """The text from word `first` to before word `last`, as it stands."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def gap(self, n: int) -> str:
        """What stands before word `n`, after the last word for `n == len`."""
        return self.text[self.ends[n - 1] if n else 0 : self.starts[n] if n < len(self) else len(self.text)]

    @property
    def letters(self) -> int:
        return sum(map(len, self.forms))


def words_of(text: str) -> Words:
    """The words of the text, in order."""
    folded = fold(text)
    letters = folded.letters.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    bounds = [*folded.starts.tolist(), len(letters)]
    spans = [(int(folded.at[a]), int(folded.at[b - 1]) + 1) for a, b in zip(bounds, bounds[1:], strict=False)]
    forms = [letters[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]
    shown = [_number(text, a, b) if f[0].isdigit() else f for f, (a, b) in zip(forms, spans, strict=True)]
    return Words(text, tuple(shown), tuple(a for a, _ in spans), tuple(b for _, b in spans))


def _number(text: str, start: int, end: int) -> str:
    """A number as it is compared: with point, money and sign, without the marks that group its digits."""
    raw = _GROUPED.sub("", text[start:end].casefold())
    form = "".join(str(int(c)) if c.isdecimal() else c for c in raw if c.isalnum() or c in ".,")
    before, at = text[start - 1 : start], start - 1
    if before and before in _MONEY:
        form, at = before + form, at - 1
    sign = text[at : at + 1] if at >= 0 else ""
    if sign and sign in "-−" and not text[max(at - 1, 0) : at].strip():
        form = "-" + form
    return form + "%" if text[end : end + 2].strip().startswith("%") else form
