"""A quotation laid beside its source word by word: which stretches agree, which were changed.

The check has already said what differs; this only tells where, for those who draw it. Very long texts are not laid so:
the list of differences tells them.
"""

from difflib import SequenceMatcher

__all__ = ["pieces"]

_LONGEST = 800
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


def _folded(words: list[str]) -> list[str]:
    return ["".join(c for c in w.casefold() if c.isalnum()) for w in words]
