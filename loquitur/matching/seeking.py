"""A quotation sought in one segment, from its bytes to places laid beside the text: one kernel.

Twelve-letter keys first. Where they explain too little, eight-letter keys, for what is short or damaged, and of what
is short those that a scan may have made of others. What the best hit leaves uncovered is sought again by itself, so
that a quotation run together from two places shows both. Last, words: stretches in which many of the rarer words
stand together, for another translation of a passage.
"""

from typing import Any

from loquitur.matching.blocks import SIZE, sound
from loquitur.matching.compiled import i64, inner, kernel
from loquitur.matching.folding import POINTS, fold, sweep
from loquitur.matching.laying import RESULT, RUNS, TABLE, anchored, lay
from loquitur.matching.postings import BLOCK
from loquitur.matching.seeds import EIGHT, NEAR, STARTS, STRETCHES, WORDS, ordered, probe, stretches, weight_of

__all__ = ["DAMAGED", "HITS", "LETTERS", "PAGE", "PLACE", "STRETCH", "WORK", "document", "look", "point"]

LETTERS = 4096
"""The most letters of a quotation that are sought at once."""
STRETCH = 16384
"""The most letters of a stretch of text."""
HITS = 48
PLACE = 9
"""Numbers of a place: its document's rank; first and last code point in it; first and last letter of the quotation that it
explains; equal letters; the alignment's sum; its longest close stretch, in letters; the weight of its keys."""
DAMAGED = -1
PAGE = -2
"""What `look` returns where a page of the alphabet is missing: this, less the page."""

_SEEDS = 24_000
_SIZES = (
    4 * LETTERS,  # marks of keys
    _SEEDS,  # seeds
    _SEEDS,  # seeds being sorted
    256,  # their counts
    LETTERS + 16,  # seeds of each letter
    3 * STRETCHES,  # stretches
    TABLE,  # heads of five-letter runs
    LETTERS + 16,  # what follows them
    STRETCH + LETTERS + 16,  # ends of diagonals
    5 * RUNS,  # runs
    RESULT,  # a result
    STRETCH,  # bytes of letters
    64,  # ranges that wait
)
_AT = tuple(sum(_SIZES[:i]) for i in range(len(_SIZES) + 1))
WORK = _AT[-1]
"""Numbers that the kernel needs to work with, all nought at first."""

_MOST = (1000, 1000, 400, 400, 3000)
_ENOUGH = 55
_LEFT = 16
_SLACK = 8
"""Letters by which a hit within a range may pass its ends."""
_FAINT = 4
_STRONG = 24
"""A close stretch of so many equal letters is no chance."""
_TRIED = (1000, 3000, 3000, 3000, 3000)
"""Letters of the library that are laid beside the quotation while none of it is strong, for each kind of key."""
_SHORT = 48
"""Letters of a hit that may be a formula."""
_RARE = 11
"""What a key of fewer than sixteen places weighs."""
_RANGES = 10
_DAMAGED = 72
"""Of so many letters eight are left whole by nearly every scan."""
_BEYOND = 32
"""Noughts that follow the letters of a quotation."""


@kernel("ii", "r-u1 u1 u4 u4 r-u1 r-u8 u1 r-u1 r-u8 u1 r-i8 r-i8 r-i8 r-u1 r-i8 r-u4 r-u1 i8 u1 i8 i")
def look(
    data: Any,
    letters: Any,
    firsts: Any,
    bytes_: Any,
    index: Any,
    sums: Any,
    seen: Any,
    text: Any,
    text_sums: Any,
    text_seen: Any,
    shape: Any,
    bounds: Any,
    points: Any,
    banned: Any,
    ranks: Any,
    table: Any,
    known: Any,
    work: Any,
    around: Any,
    places: Any,
    held: int,
) -> Any:
    """The places of a quotation's bytes are in their row behind those held: how many are, and the quotation's letters.

    Instead of how many: DAMAGED, or PAGE less a page. The quotation is written into `letters`, and the first letters of
    its words into `firsts`.
    """
    n, words, page = sweep(data, table, known, letters, firsts, bytes_)
    if page >= 0 or n == 0:
        return (PAGE - page if page >= 0 else held), 0
    letters[n : n + _BEYOND] = 0
    firsts[words] = n
    rows = _rows(work)
    quote = (letters, firsts[: words + 1], n, data.size)
    library = (text, text_sums, text_seen, table, known)
    hits = places[held * PLACE :]
    count = _all(quote, (index, sums, seen, shape), library, (bounds, banned, ranks), (rows, around, hits))
    for h in range(count):
        _placed(hits, h, text, bounds, points, ranks)
    return (held + count if count >= 0 else count), n


@inner
def _all(quote: Any, index: Any, library: Any, barred: Any, room: Any) -> Any:
    """The hits of a quotation by every kind of key that it needs: how many, DAMAGED, or as for a page."""
    n = quote[2]
    asked, hits = room[0][12], room[2]
    count, explained = i64(0), i64(0)
    done, waiting = 0, _waits(asked, 0, 0, n, STARTS)
    while done < waiting:
        low, high, kind = asked[3 * done], asked[3 * done + 1], asked[3 * done + 2]
        best = _best(hits, count, low, high) if done and kind == STARTS else -1
        if best < 0 or not _does(kind, hits[best * PLACE :], high - low):
            count = _sought(kind, low, high, quote, index, library, barred, room, count)
            if count < 0:
                return count
            best = _best(hits, count, low, high)
        does = best >= 0 and _does(kind, hits[best * PLACE :], high - low)
        if not does and kind < (NEAR if high - low < _DAMAGED else EIGHT):
            asked[3 * done + 2] += 1
            continue
        done += 1
        if kind == WORDS:
            break
        if does:
            hit = hits[best * PLACE : (best + 1) * PLACE]
            explained += hit[5]
            if hit[7] >= _STRONG:
                waiting = _waits(asked, waiting, low, hit[3], STARTS)
                waiting = _waits(asked, waiting, hit[4], high, STARTS)
        if done == waiting and 100 * explained < _ENOUGH * n:
            waiting = _waits(asked, waiting, 0, n, WORDS)
    return count


@inner
def _waits(asked: Any, waiting: int, low: int, high: int, kind: int) -> int:
    """The ranges that wait to be asked, with this one if it is long enough to be sought; how many."""
    if (high - low < _LEFT and waiting) or waiting >= _RANGES:
        return waiting
    asked[3 * waiting], asked[3 * waiting + 1], asked[3 * waiting + 2] = low, high, kind
    return waiting + 1


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
def _best(hits: Any, count: int, low: int, high: int) -> int:
    """The hit with the greatest sum of those that lie within a range of the quotation; -1 where there is none."""
    best = -1
    for h in range(count):
        if _inside(hits, h, low, high) and (best < 0 or hits[h * PLACE + 6] > hits[best * PLACE + 6]):
            best = h
    return best


@inner
def _sought(
    kind: int, low: int, high: int, quote: Any, index: Any, library: Any, barred: Any, room: Any, count: int
) -> Any:
    """The hits with those that one kind of key gives for the letters low to high: how many, DAMAGED, or as for a page."""
    work, _, hits = room
    seeds, found, result = work[1], work[5], work[10]
    many, kept = _stretches(kind, low, high, quote, index, (barred[0], barred[2]), work)
    if kept <= 0:
        return i64(DAMAGED) if many < 0 else count
    anchored(quote[0], low, high, work[6], work[7])
    strong = False
    tried = 0
    for s in range(kept):
        weight = weight_of(found[3 * s])
        if _FAINT * weight < weight_of(found[0]) or count >= HITS or (tried >= _TRIED[kind] and not strong):
            break
        first, last, middle = found[3 * s + 1], found[3 * s + 2], (found[3 * s + 1] + found[3 * s + 2]) >> 1
        m = _beside(low, high, (seeds[first], seeds[last], seeds[middle]), quote, library, barred, room, count)
        if m < 0:
            return m
        tried += m
        if m > 0 and result[0] > 0:
            strong = strong or result[6] >= _STRONG
            count = _added(hits, count, result, work[11], weight)
    return _alike(low, high, many, quote, library, barred, room, count) if kind < WORDS else count


@inner
def _alike(low: int, high: int, many: int, quote: Any, library: Any, barred: Any, room: Any, count: int) -> Any:
    """The hits with those where the rarest key of a short best hit stands too: how many, DAMAGED, or as for a page.

    What else is in the quotation may crowd them out of the heaviest stretches, and they tell whether it is a formula.
    """
    work, _, hits = room
    seeds, result = work[1], work[10]
    best = _best(hits, count, low, high)
    if best < 0 or hits[best * PLACE + 4] - hits[best * PLACE + 3] > _SHORT:
        return count
    first, last = hits[best * PLACE + 1] >> BLOCK, hits[best * PLACE + 2] >> BLOCK
    rarest = i64(0)
    for x in range(many):
        if first <= seeds[x] >> 24 <= last:
            rarest = max(rarest, (seeds[x] & 255) << 16 | seeds[x] >> 8 & 0xFFFF)
    for x in range(many if rarest >> 16 >= _RARE else 0):
        if seeds[x] >> 8 & 0xFFFF == rarest & 0xFFFF and count < HITS:
            m = _beside(low, high, (seeds[x], seeds[x], seeds[x]), quote, library, barred, room, count)
            if m < 0:
                return m
            if m > 0 and result[0] > 0:
                count = _added(hits, count, result, work[11], rarest >> 16)
    return count


@inner
def _beside(low: int, high: int, about: Any, quote: Any, library: Any, barred: Any, room: Any, count: int) -> Any:
    """Lays the letters low to high beside the text about the first, last and middle seed: how many letters of it, or 0
    where that is done or barred."""
    bounds, banned, _ = barred
    work, around, hits = room
    byte = about[2] >> 24 << BLOCK
    if _laid(hits, count, byte, low, high) or (banned.size and banned[document(bounds, byte)]):
        return i64(0)
    m = _read(low, high, about[0], about[1], byte, quote, library, room)
    if m > 0:
        lay(quote[0], low, high, around, m, (work[6], work[7], work[8], work[9]), work[10])
    return m


@inner
def _stretches(kind: int, low: int, high: int, quote: Any, index: Any, docs: Any, work: Any) -> Any:
    """The stretches in which the keys of the letters low to high stand together: how many seeds, or -1 for a damaged index; how
    many stretches."""
    letters, firsts, n, size = quote
    data, sums, seen, shape = index
    seeds = work[1]
    many = probe(kind, letters, firsts, low, high, _MOST[kind], data, sums, seen, shape, work[0], seeds)
    if many <= 0:
        return many, i64(0)
    ordered(seeds, work[2], many, shape[1], work[3])
    reach = _bytes(high - low, n, size)
    return many, stretches(seeds, many, (reach + 320) >> BLOCK, docs[0], docs[1], work[4], work[5])


@inner
def _bytes(letters: int, n: int, size: int) -> int:
    """The bytes that so many letters take in the library if n of them took `size` in the quotation, and a quarter more."""
    return letters * size * 5 // (4 * n)


@inner
def _read(low: int, high: int, first: int, last: int, middle: int, quote: Any, library: Any, room: Any) -> Any:
    """The letters about the stretch between two seeds, as far as the quotation may reach: how many, DAMAGED, or as for a page."""
    _, _, n, size = quote
    text, sums, seen, table, known = library
    work, around, _ = room
    start = (first >> 24 << BLOCK) - _bytes((first >> 8 & 0xFFFF) - low, n, size) - 160
    stop = (last >> 24 << BLOCK) + _bytes(high - (last >> 8 & 0xFFFF), n, size) + 192
    start, stop = max(start, 0), min(stop, text.size)
    for block in range(start >> SIZE, ((stop - 1) >> SIZE) + 1):
        if not sound(text, sums, seen, block):
            return i64(DAMAGED)
    start, stop = _within(text, start, stop, middle)
    m = fold(text, start, stop, table, known, around, work[11])
    if m < 0:
        return i64(PAGE + 1 + m)
    around[m : m + 8] = 0
    return m


@inner
def _rows(work: Any) -> Any:
    """The rows that the kernel works in: see `_SIZES`."""
    return (
        work[_AT[0] : _AT[1]],
        work[_AT[1] : _AT[2]],
        work[_AT[2] : _AT[3]],
        work[_AT[3] : _AT[4]],
        work[_AT[4] : _AT[5]],
        work[_AT[5] : _AT[6]],
        work[_AT[6] : _AT[7]],
        work[_AT[7] : _AT[8]],
        work[_AT[8] : _AT[9]],
        work[_AT[9] : _AT[10]],
        work[_AT[10] : _AT[11]],
        work[_AT[11] : _AT[12]],
        work[_AT[12] : _AT[13]],
    )


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
    return low - _SLACK <= hits[h * PLACE + 3] and hits[h * PLACE + 4] <= high + _SLACK


@inner
def _laid(hits: Any, count: int, byte: int, low: int, high: int) -> bool:
    """Whether a hit within this range of the quotation lies at this place."""
    found = False
    for h in range(count):
        found |= _inside(hits, h, low, high) and hits[h * PLACE + 1] <= byte <= hits[h * PLACE + 2]
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
def _added(hits: Any, count: int, result: Any, places: Any, weight: int) -> int:
    """The hits with this one, which takes the place of a lesser one that it overlaps; how many."""
    first, last = places[result[4]], places[result[5] - 1]
    at = count
    for h in range(count):
        if hits[h * PLACE + 1] <= last and first <= hits[h * PLACE + 2]:
            if hits[h * PLACE + 6] >= result[0]:
                return count
            at = h
            break
    row = hits[at * PLACE : (at + 1) * PLACE]
    row[0] = 0
    row[1], row[2] = first, last
    row[3], row[4] = result[2], result[3]
    row[5], row[6], row[7], row[8] = result[1], result[0], result[6], weight
    return max(count, at + 1)


@inner
def _placed(hits: Any, h: int, text: Any, bounds: Any, points: Any, ranks: Any) -> None:
    """A hit's bytes become its document's rank and code points."""
    first, last = hits[h * PLACE + 1], hits[h * PLACE + 2]
    doc = document(bounds, first)
    origin = point(text, points, bounds[doc])
    hits[h * PLACE] = ranks[doc]
    hits[h * PLACE + 1] = point(text, points, first) - origin
    hits[h * PLACE + 2] = point(text, points, last) - origin + 1


@inner
def point(text: Any, points: Any, byte: int) -> int:
    """The code points before a byte."""
    count: int = points[byte >> POINTS]
    for i in range(byte >> POINTS << POINTS, byte):
        count += text[i] & 0xC0 != 0x80
    return count
