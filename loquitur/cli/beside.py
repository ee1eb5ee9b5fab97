"""A quotation laid beside its source on a terminal: what is gone and what was added, in place.

With colours the words gone are struck and red, the words added green; elsewhere they stand as [-gone-] and {+added+}.
"""

from rich.text import Text

from loquitur.telling.beside import pieces

__all__ = ["drawn"]

_SHOWN = 30


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


def _piece(words: list[str], opening: str, closing: str, colours: bool) -> str:
    if len(words) > _SHOWN:
        words = [*words[: _SHOWN // 2], "[…]", *words[-_SHOWN // 2 :]]
    joined = " ".join(words)
    return joined if colours else f"{opening}{joined}{closing}"


def _put(text: Text, words: str, style: str) -> None:
    if text.plain:
        text.append(" ")
    text.append(words, style)
