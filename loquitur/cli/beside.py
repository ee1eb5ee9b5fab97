"""A quotation laid beside its source for the eye: what is gone and what was added, in place.

The check has already said what differs; this only draws it. On a terminal with colours the words gone are struck and
red, the words added green; elsewhere they stand as [-gone-] and {+added+}. Very long texts are not drawn so: the list
of differences tells them.
"""

from difflib import SequenceMatcher

from rich.text import Text

__all__ = ["drawn"]

_LONGEST = 800
_SHOWN = 30


def drawn(source: str, quote: str, *, colours: bool) -> Text | None:
    """The source's words with the quotation's changes marked; None where the texts are too long or have no change."""
    theirs, ours = source.split(), quote.split()
    if len(theirs) > _LONGEST or len(ours) > _LONGEST:
        return None
    codes = SequenceMatcher(None, _folded(theirs), _folded(ours), autojunk=False).get_opcodes()
    if all(op == "equal" for op, *_ in codes):
        return None
    text = Text()
    for op, a, b, c, d in codes:
        if op == "equal":
            _put(text, " ".join(ours[c:d]), "")
        if op in ("delete", "replace"):
            _put(text, _piece(theirs[a:b], "[-", "-]", colours), "red strike" if colours else "")
        if op in ("insert", "replace"):
            _put(text, _piece(ours[c:d], "{+", "+}", colours), "green" if colours else "")
    return text


def _folded(words: list[str]) -> list[str]:
    return ["".join(c for c in w.casefold() if c.isalnum()) for w in words]


def _piece(words: list[str], opening: str, closing: str, colours: bool) -> str:
    if len(words) > _SHOWN:
        words = [*words[: _SHOWN // 2], "[…]", *words[-_SHOWN // 2 :]]
    joined = " ".join(words)
    return joined if colours else f"{opening}{joined}{closing}"


def _put(text: Text, words: str, style: str) -> None:
    if text.plain:
        text.append(" ")
    text.append(words, style)
