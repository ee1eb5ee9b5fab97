"""Letters on a page to lines in reading order.

A PDF draws letters in any order. pypdfium2 gives them with their boxes; here they become lines (split where a gap is
wider than words need, as between columns), and the lines are put in reading order: what spans the page divides it
into bands, in a band the left column is read before the right. A page whose lines show no gutter is read from top to
bottom.

A page whose letters are turned by a quarter is read as if it lay straight. Limit: three columns and tables are read
line by line as the file draws them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi
from statistics import median
from typing import Any

__all__ = ["Line", "lines"]

_HYPHEN = "\u00ad"
_SOFT = "\u0002\ufffe\u00ad"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column, with its box (origin at the foot of the page) and size of type."""

    text: str
    """A soft hyphen at the end says that the word goes on in the next line."""
    left: float
    right: float
    top: float
    bottom: float
    size: float
    column: int = 0


def lines(page: Any) -> list[Line]:
    """The lines of a page of pypdfium2, in reading order."""
    words = page.get_textpage()
    try:
        turned = _turned(words)
        found = [line for run in _runs(words, turned) for line in [_line(run)] if line]
    finally:
        words.close()
    return _ordered(found, page.get_height() if turned else page.get_width())


@dataclass(frozen=True, slots=True)
class _Letter:
    char: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    """The height of its type, the same for all letters of a font."""


def _turned(words: Any) -> int:
    """By how many quarters most letters are turned to the right: 0, 1 or 3 (2, upside down, is read as it stands)."""
    from pypdfium2 import raw

    count = words.count_chars()
    sample = range(0, count, max(1, count // 60))
    quarters = [round(raw.FPDFText_GetCharAngle(words.raw, i) / (pi / 2)) % 4 for i in sample]
    return next((q for q in (1, 3) if 2 * quarters.count(q) > len(quarters)), 0)


def _box(box: tuple[float, float, float, float], turned: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top as a reader sees them who turns the page."""
    left, bottom, right, top = box
    return box if not turned else (bottom, -right, top, -left) if turned == 3 else (-top, left, -bottom, right)


def _letters(words: Any, turned: int) -> Iterator[_Letter]:
    text = words.get_text_range()
    exact = len(text) == words.count_chars()
    for i in range(words.count_chars()):
        char = text[i] if exact else words.get_text_range(i, 1)
        left, bottom, right, top = _box(words.get_charbox(i), turned)
        _, low, _, high = _box(words.get_charbox(i, loose=True), turned)
        yield _Letter(char, left, right, top, bottom, high - low)


def _runs(words: Any, turned: int) -> Iterator[list[_Letter]]:
    """Letters that stand in one line of one column."""
    run: list[_Letter] = []
    for letter in _letters(words, turned):
        if letter.char in "\r\n" or (letter.char in _SOFT and letter.char):
            run += [letter] if letter.char not in "\r\n" else []
            ends = True
        else:
            ends = bool(run) and _apart(run, letter)
        if ends:
            yield run
            run = []
        if letter.char and letter.char not in "\r\n" + _SOFT:
            run.append(letter)
    yield run


def _apart(run: Sequence[_Letter], letter: _Letter) -> bool:
    """Whether a letter is too far to the right, or off the line, to belong to the run."""
    last = next((one for one in reversed(run) if not one.char.isspace() and one.right > one.left), None)
    if last is None or letter.char.isspace() or letter.right <= letter.left:
        return False
    height = max(one.top - one.bottom for one in run[-12:])
    off = letter.bottom > last.top + height or letter.top < last.bottom - height
    return off or letter.left - last.right > 2.2 * max(height, 4) or letter.left < last.left - 4 * height


def _line(run: Sequence[_Letter]) -> Line | None:
    text = "".join(one.char for one in run)
    soft = text[-1:] in tuple(_SOFT)
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff\u00ad]", "", text)
    text = re.sub(r"\s+", " ", text).strip()
    boxes = [one for one in run if not one.char.isspace() and one.right > one.left]
    if not text or not boxes:
        return None
    size = median(one.size for one in boxes)
    left, right = min(one.left for one in boxes), max(one.right for one in boxes)
    return Line(text + _HYPHEN * soft, left, right, max(o.top for o in boxes), min(o.bottom for o in boxes), size)


def _ordered(found: list[Line], width: float) -> list[Line]:
    gutter = _gutter(found, width)
    if gutter is None:
        return _merged(found)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(found, key=lambda line: (-line.top, line.left)):
        if line.left < gutter - 2 < gutter + 2 < line.right:
            ordered += [*_sides(band, gutter), line]
            band = []
        else:
            band.append(line)
    return ordered + _sides(band, gutter)


def _sides(band: Sequence[Line], gutter: float) -> list[Line]:
    """The left column, then the right."""
    left = _merged([line for line in band if line.right <= gutter + 2])
    right = _merged([line for line in band if line.right > gutter + 2])
    numbered = [(1, line) for line in left] + [(2, line) for line in right]
    return [Line(o.text, o.left, o.right, o.top, o.bottom, o.size, column) for column, o in numbered]


def _gutter(found: Sequence[Line], width: float) -> float | None:
    """Where a blank stripe parts two columns of at least four lines each that stand side by side; None without."""
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        x = width * step / 100
        left = [line for line in found if line.right <= x]
        right = [line for line in found if line.left >= x]
        across = len(found) - len(left) - len(right)
        if min(len(left), len(right)) < 4 or across * 4 > len(found):
            continue
        beside = sum(any(abs(one.bottom - two.bottom) < 0.6 * one.size for two in right) for one in left)
        overlap = min(left[0].top, max(two.top for two in right)) > max(
            min(o.bottom for o in left), min(t.bottom for t in right)
        )
        wide = (
            median(o.right - o.left for o in left) > 0.2 * width
            and median(o.right - o.left for o in right) > 0.2 * width
        )
        if wide and overlap and (beside >= 3 or (len(left) > 8 and len(right) > 8)):
            key = (across, abs(step - 50))
            best = min(best, (key[0] * 100 + key[1], x)) if best else (key[0] * 100 + key[1], x)
    return best[1] if best else None


def _merged(found: Sequence[Line]) -> list[Line]:
    """The lines from top to bottom, pieces of one line joined."""
    done: list[Line] = []
    for line in sorted(found, key=lambda line: (-round((line.bottom + line.top) / 2), line.left)):
        last = done[-1] if done else None
        if (
            last
            and min(last.top, line.top) - max(last.bottom, line.bottom) > 0.6 * min(last.size, line.size)
            and line.left >= last.right - 1
        ):
            joined = f"{last.text} {line.text}"
            done[-1] = Line(
                joined,
                last.left,
                line.right,
                max(last.top, line.top),
                min(last.bottom, line.bottom),
                last.size,
                last.column,
            )
        else:
            done.append(line)
    return done
