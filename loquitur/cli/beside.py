"""A quotation laid beside its source for the eye: what is gone and what was added, in place.

The check has already said what differs; this only draws it. On a terminal with colours the words gone are struck and
red, the words added green; elsewhere they stand as [-gone-] and {+added+}. Very long texts are not drawn so: the list
of differences tells them.
"""

from difflib import SequenceMatcher

from rich.text import Text

__all__ = ["drawn", "pieces"]

_LONGEST = 800
_SHOWN = 30
Piece = tuple[str, str, str]


def pieces(source: str, quote: str) -> list[Piece] | None:
    """Stretches in order, as (`equal` or `changed`, the source's words, the quotation's); None for very long texts."""
    theirs, ours = source.split(), quote.split()
    if len(theirs) > _LONGEST or len(ours) > _LONGEST:
        return None
    codes = SequenceMatcher(None, _folded(theirs), _folded(ours), autojunk=False).get_opcodes()
    return [
        ("equal" if op == "equal" else "changed", " ".join(theirs[a:b]), " ".join(ours[c:d]))
        for op, a, b, c, d in codes
    ]


def drawn(source: str, quote: str, *, colours: bool) -> Text | None:
    """The source's words with the quotation's changes marked; None where the texts are too long or have no change."""
    found = pieces(source, quote)
    if found is None or all(op == "equal" for op, *_ in found):
        return None
    text = Text()
    for op, gone, added in found:
        if op == "equal":
            _put(text, added, "")
            continue
        if gone:
            _put(text, _piece(gone.split(), "[-", "-]", colours), "red strike" if colours else "")
        if added:
            _put(text, _piece(added.split(), "{+", "+}", colours), "green" if colours else "")
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
