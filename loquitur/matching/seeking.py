"""A quotation sought in one segment, from its letters to hits laid beside the text: one kernel.

Twelve-letter keys first. Where they explain too little, eight-letter keys, for what is short or damaged. What the best
hit leaves uncovered is sought again by itself, so that a quotation run together from two places shows both. Last, words:
stretches in which many of the rarer words stand together, for another translation of a passage.
"""

from typing import Any

from loquitur.matching.blocks import SIZE, sound
from loquitur.matching.compiled import i64, inner, kernel
from loquitur.matching.folding import POINTS, fold
from loquitur.matching.laying import RESULT, RUNS, TABLE, anchored, lay
from loquitur.matching.postings import BLOCK
from loquitur.matching.seeds import EIGHT, STARTS, STRETCHES, WORDS, ordered, probe, stretches

__all__ = ["DAMAGED", "HIT", "HITS", "LETTERS", "PAGE", "STRETCH", "WORK", "document", "look", "point"]

LETTERS = 4096
"""The most letters of a quotation that are sought at once."""
STRETCH = 16384
"""The most letters of a stretch of text."""
HITS = 48
HIT = 11
"""Numbers of a hit: document; first and last code point in it; first and last letter of the quotation; equal letters;
the alignment's sum; its longest close stretch; its wide gaps; the weight of its keys; which keys."""
DAMAGED = -1
PAGE = -2
"""What `look` returns where a page of the alphabet is missing: this, less the page."""

_SEEDS = 24_000
_SIZES = (
    4 * LETTERS,
    _SEEDS,
    _SEEDS,
    256,
    LETTERS + 16,
    3 * STRETCHES,
    TABLE,
    LETTERS + 16,
    STRETCH + LETTERS + 16,
    5 * RUNS,
    RESULT,
    STRETCH,
    64,
)
_AT = tuple(sum(_SIZES[:i]) for i in range(len(_SIZES) + 1))
WORK = _AT[-1]
"""Numbers that the kernel needs to work with, all nought at first."""

_MOST = (1000, 1000, 400, 3000)
_ENOUGH = 55
_LEFT = 16
_SLACK = 8
"""Letters by which a hit within a range may pass its ends."""
_FAINT = 4
_STRONG = 24
"""A close stretch of so many equal letters is no chance."""
_TRIED = (1000, 3000, 3000, 3000)
"""Letters of the library that are laid beside the quotation while none of it is strong, for each kind of key."""
_RANGES = 10


@kernel("i", "u1 u8 r-u4 i i r-u8 r-u8 u1 r-u1 r-u8 r-u8 u1 r-i8 r-i8 r-i8 r-u1 r-u4 r-u1 i8 u1 u8 i8")
def look(
    letters: Any,
    words: Any,
    firsts: Any,
    n: int,
    size: int,
    data: Any,
    sums: Any,
    seen: Any,
    text: Any,
    text_data: Any,
    text_sums: Any,
    text_seen: Any,
    shape: Any,
    bounds: Any,
    points: Any,
    banned: Any,
    table: Any,
    known: Any,
    work: Any,
    around: Any,
    around_words: Any,
    hits: Any,
) -> Any:
    """The hits of the quotation's n letters, which `size` bytes held: how many, DAMAGED, or PAGE less a page.

    Rows of bytes come with the same as 64-bit numbers. `firsts` are the first letters of the words, and n.
    """
    index = (data, sums, seen, shape)
    library = (text, text_data, text_sums, text_seen, bounds, banned, table, known)
    count = i64(0)
    explained = 0
    asked = work[_AT[12] : _AT[13]]
    asked[0], asked[1], asked[2] = 0, n, STARTS
    waiting = 1
    done = 0
    while done < waiting:
        low, high, kind = asked[3 * done], asked[3 * done + 1], asked[3 * done + 2]
        done += 1
        best = _best(hits, count, low, high) if done > 1 else -1
        if best < 0 or not _does(kind, hits[best * HIT :], high - low):
            count = _sought(
                kind,
                letters,
                words,
                firsts,
                low,
                high,
                n,
                size,
                index,
                library,
                work,
                around,
                around_words,
                hits,
                count,
            )
            if count < 0:
                return count
            best = _best(hits, count, low, high)
        if kind == WORDS:
            break
        if best >= 0 and _does(kind, hits[best * HIT :], high - low):
            explained += hits[best * HIT + 5]
            if hits[best * HIT + 7] >= _STRONG:
                waiting = _left(asked, waiting, low, hits[best * HIT + 3])
                waiting = _left(asked, waiting, hits[best * HIT + 4], high)
        elif kind < EIGHT:
            done -= 1
            asked[3 * done + 2] += 1
        if done == waiting and 100 * explained < _ENOUGH * n:
            asked[3 * waiting], asked[3 * waiting + 1], asked[3 * waiting + 2] = 0, n, WORDS
            waiting += 1
    for h in range(count):
        _placed(hits, h, text, bounds, points)
    return count


@inner
def _does(kind: int, hit: Any, letters: int) -> Any:
    """Whether a hit explains so much of so many letters that no other kind of key is needed.

    What word starts find must agree closely from end to end: an oath or a set phrase stands elsewhere too, and the place
    sought may be one that only the keys between word starts tell.
    """
    if kind == STARTS:
        return hit[7] >= _STRONG and 4 * hit[5] >= 3 * (hit[4] - hit[3])
    return hit[7] >= _STRONG or 100 * hit[5] >= _ENOUGH * letters


@inner
def _left(asked: Any, waiting: int, low: int, high: int) -> int:
    """The ranges that wait to be asked, with what a hit left over, where that is enough to be sought; how many."""
    if high - low >= _LEFT and waiting < _RANGES:
        asked[3 * waiting], asked[3 * waiting + 1], asked[3 * waiting + 2] = low, high, STARTS
        waiting += 1
    return waiting


@inner
def _best(hits: Any, count: int, low: int, high: int) -> int:
    """The hit with the greatest sum of those that lie within a range of the quotation; -1 where there is none."""
    best = -1
    for h in range(count):
        if _inside(hits, h, low, high) and (best < 0 or hits[h * HIT + 6] > hits[best * HIT + 6]):
            best = h
    return best


@inner
def _sought(
    kind: int,
    letters: Any,
    words: Any,
    firsts: Any,
    low: int,
    high: int,
    n: int,
    size: int,
    index: Any,
    library: Any,
    work: Any,
    around: Any,
    around_words: Any,
    hits: Any,
    count: int,
) -> Any:
    """The hits with those that one kind of key gives for the letters low to high; how many."""
    data, sums, seen, shape = index
    text, text_data, text_sums, text_seen, bounds, banned, table, known = library
    marks, seeds, spare, counts = _room(work, 0), _room(work, 1), _room(work, 2), _room(work, 3)
    told, found, heads, following = _room(work, 4), _room(work, 5), _room(work, 6), _room(work, 7)
    ends, runs, result, places = _room(work, 8), _room(work, 9), _room(work, 10), _room(work, 11)
    many = probe(kind, words, firsts, low, high, _MOST[kind], data, sums, seen, shape, marks, seeds)
    if many <= 0:
        return i64(DAMAGED) if many < 0 else count
    ordered(seeds, spare, many, shape[1], counts)
    # The bytes that so many letters take in the library, a quarter more.
    reach = (high - low) * size * 5 // (4 * n)
    kept = stretches(seeds, many, (reach + 320) >> BLOCK, told, found)
    anchored(words, low, high, heads, following)
    strong = False
    tried = 0
    for s in range(kept):
        weight, first, last = found[3 * s], found[3 * s + 1], found[3 * s + 2]
        if _FAINT * weight < found[0] or count >= HITS or (tried >= _TRIED[kind] and not strong):
            break
        middle = seeds[(first + last) >> 1] >> 24 << BLOCK
        if _laid(hits, count, middle, low, high) or (banned.size and banned[document(bounds, middle)]):
            continue
        start = (seeds[first] >> 24 << BLOCK) - ((seeds[first] >> 8 & 0xFFFF) - low) * size * 5 // (4 * n) - 160
        stop = (seeds[last] >> 24 << BLOCK) + (high - (seeds[last] >> 8 & 0xFFFF)) * size * 5 // (4 * n) + 192
        start, stop = max(start, 0), min(stop, text.size)
        for block in range(start >> SIZE, ((stop - 1) >> SIZE) + 1):
            if not sound(text_data, text_sums, text_seen, block):
                return i64(DAMAGED)
        start, stop = _within(text, start, stop, middle)
        m = fold(text, start, stop, table, known, around, places)
        if m < 0:
            return i64(PAGE + 1 + m)
        around[m : m + 8] = 0
        lay(letters, words, low, high, around, around_words, m, heads, following, ends, runs, result)
        tried += m
        strong = strong or result[6] >= _STRONG
        if result[0] > 0:
            count = _added(kind, hits, count, result, places, weight)
    return count


@inner
def _room(work: Any, part: int) -> Any:
    return work[_AT[part] : _AT[part + 1]]


@inner
def document(bounds: Any, byte: int) -> int:
    """The document in which a byte lies."""
    low, high = 0, bounds.size - 1
    while high - low > 1:
        middle = (low + high) >> 1
        if bounds[middle] <= byte:
            low = middle
        else:
            high = middle
    return low


@inner
def _inside(hits: Any, h: int, low: int, high: int) -> Any:
    """Whether a hit lies within a range of the quotation."""
    return low - _SLACK <= hits[h * HIT + 3] and hits[h * HIT + 4] <= high + _SLACK


@inner
def _laid(hits: Any, count: int, byte: int, low: int, high: int) -> bool:
    """Whether a hit within this range of the quotation lies at this place."""
    found = False
    for h in range(count):
        found |= _inside(hits, h, low, high) and hits[h * HIT + 1] <= byte <= hits[h * HIT + 2]
    return found


@inner
def _within(text: Any, start: int, stop: int, middle: int) -> tuple[int, int]:
    """A stretch of text cut to the document in its middle, and to whole characters."""
    low = min(middle, stop - 1)
    if text[low] == 255:
        low += 1
    high = low
    while low > start and text[low - 1] != 255:
        low -= 1
    while low < stop and text[low] & 0xC0 == 0x80:
        low += 1
    while high < stop and text[high] != 255:
        high += 1
    return low, high


@inner
def _added(kind: int, hits: Any, count: int, result: Any, places: Any, weight: int) -> int:
    """The hits with this one, which takes the place of a lesser one that it overlaps; how many."""
    first, last = places[result[4]], places[result[5] - 1]
    at = count
    for h in range(count):
        if hits[h * HIT + 1] <= last and first <= hits[h * HIT + 2]:
            if hits[h * HIT + 6] >= result[0]:
                return count
            at = h
            break
    row = hits[at * HIT : (at + 1) * HIT]
    row[0] = 0
    row[1], row[2] = first, last
    row[3], row[4] = result[2], result[3]
    row[5], row[6], row[7], row[8] = result[1], result[0], result[6], result[7]
    row[9], row[10] = weight, kind
    return max(count, at + 1)


@inner
def _placed(hits: Any, h: int, text: Any, bounds: Any, points: Any) -> None:
    """A hit's bytes become its document and code points."""
    first, last = hits[h * HIT + 1], hits[h * HIT + 2]
    doc = document(bounds, first)
    origin = point(text, points, bounds[doc])
    hits[h * HIT] = doc
    hits[h * HIT + 1] = point(text, points, first) - origin
    hits[h * HIT + 2] = point(text, points, last) - origin + 1


@inner
def point(text: Any, points: Any, byte: int) -> int:
    """The code points before a byte."""
    count: int = points[byte >> POINTS]
    for i in range(byte >> POINTS << POINTS, byte):
        count += text[i] & 0xC0 != 0x80
    return count
