"""From the letters of a quotation to the stretches of a library where many of its keys stand: kernels.

Word starts are probed first, since only these are indexed; where that does not do, every letter, so that words split or
joined by a scan are found. Keys that stand in too many places tell nothing and are passed over, unless there is nothing else; the rarer a
key, the more it weighs, in whole numbers. A stretch of the library no longer than the quotation could be weighs what the
different keys in it weigh; the heaviest are kept, in one order.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from loquitur.matching.blocks import SIZE, asked, sound
from loquitur.matching.compiled import eight, four, i64, inner, u64
from loquitur.matching.folding import alphabet
from loquitur.matching.postings import BLOCK, HEAD, KEY, run_key, word_key

__all__ = ["EIGHT", "NEAR", "STARTS", "STRETCHES", "TWELVE", "WORDS", "ordered", "probe", "stretches", "weight_of"]

STARTS, TWELVE, EIGHT, NEAR, WORDS = 0, 1, 2, 3, 4
"""What is looked up: twelve letters at word starts, at every letter, eight at every letter, eight at word starts as they
may have been before a scan, or whole words."""
STRETCHES = 16
"""The stretches that are kept."""
_RANK, _PLACE = 22, 24
"""Bits of a document's rank, and of a place in it, in what a stretch is worth."""
_FIRST = 48
_PLENTY = 160
"""Seeds enough to tell a place by; where only word starts are looked up, a quarter."""
_MANY = 1600
"""Seeds by keys that are guessed: most are chance, and the rarest are not the likeliest."""
_SPARSE = 40
"""Letters of a quotation to each step with which its word starts are passed over: one, two, three …"""
_SHAPES = "ceo ao nur hbk il1t fts s5 vy gq9 o0 ij"
"""Letters that scanners take for one another."""
_FEW = 40
"""So few seeds are in order sooner without counting."""
_BLOCK = SIZE - 2
"""A block is a number's place less its lowest bits, this many."""


def _looks() -> NDArray[np.uint8]:
    """Of each letter, as `folding` numbers them, up to three others that it may have been; nought where there are fewer."""
    number = {c: int(alphabet().table[ord(c)]) & 255 for c in _SHAPES}
    looks = np.zeros((256, 3), np.uint8)
    for letter in number:
        others = dict.fromkeys(c for shape in _SHAPES.split() if letter in shape for c in shape if c != letter)
        told = [number[c] for c in others][:3]
        looks[number[letter], : len(told)] = told
    return looks


_LOOKS = _looks()


@inner
def number(data: Any, i: int) -> Any:
    """The i-th number of 32 bits."""
    return four(data, i << 2)


@inner
def lowest(data: Any, low: int, high: int, value: int) -> int:
    """The first of the sorted numbers from low to high that is not below a value."""
    while low < high:
        middle = (low + high) >> 1
        if number(data, middle) < value:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def probe(
    kind: int,
    letters: Any,
    starts: Any,
    low: int,
    high: int,
    most: int,
    data: Any,
    sums: Any,
    seen: Any,
    shape: Any,
    marks: Any,
    seeds: Any,
) -> int:
    """The places of the keys of the letters low to high: how many, or -1 where the index is damaged.

    A seed is its place, then the letter of the quotation in 16 bits, then its weight in 8. `starts` are the first
    letters of all words, and the end. Keys with more than `most` places are passed over; where they are most of all
    keys, their first places serve.
    """
    side = 4 if kind == WORDS else 0
    steps = (
        _near_keys(letters, starts, low, high, marks)
        if kind == NEAR
        else _keys(kind, letters, starts, low, high, marks)
    )
    if not _buckets(data, sums, seen, shape[side], shape[side + 2], shape[side + 3], steps, marks):
        return -1
    _narrowed(kind, data, shape[side], shape[side + 1], steps, marks)
    return _gathered(kind, data, steps, most, (1 << shape[side + 1]) - 1, marks, seeds)


@inner
def _keys(kind: int, letters: Any, starts: Any, low: int, high: int, marks: Any) -> int:
    """The keys that are looked up, each with its letter, in marks of four numbers: how many."""
    by_word = kind in (STARTS, WORDS)
    length = 8 if kind == EIGHT else 4 if kind == WORDS else 12
    most = marks.size // 4
    steps = 0
    # Of many word starts some will do: what they do not explain is asked for at every letter.
    pace = max(1, (high - low) // _SPARSE) if kind == STARTS else 1
    for s in range(0, starts.size - 1 if by_word else high - low - length + 1, pace):
        i = i64(starts[s]) if by_word else low + s
        if i < low or i + length > high or steps == most:
            continue
        if kind == WORDS:
            size = i64(starts[s + 1]) - i
            key = word_key(letters, i, size) if size >= length else i64(-1)
        elif kind == EIGHT and i + 12 > high:
            key = eight_key(letters, i)
        else:
            key = run_key(letters, i)
        marks[4 * steps] = key
        marks[4 * steps + 3] = i
        steps += i64(key >= 0)
    return steps


@inner
def _near_keys(letters: Any, starts: Any, low: int, high: int, marks: Any) -> int:
    """As `_keys`: of each eight letters those in which one is taken for another of its shape, or passed over as a speck."""
    steps = 0
    for s in range(starts.size - 1):
        i = i64(starts[s])
        if i < low or i + 8 >= high or steps + 32 > marks.size // 4:
            continue
        row = eight(letters, i)
        for at in range(8):
            shift = u64(8 * at)
            below = (u64(1) << shift) - u64(1)
            marks[4 * steps], marks[4 * steps + 3] = _head(row & below | eight(letters, i + 1) & ~below), i
            steps += 1
            bare = row & ~(u64(255) << shift)
            for which in range(3):
                other = _LOOKS[row >> shift & u64(255), which]
                marks[4 * steps], marks[4 * steps + 3] = _head(bare | u64(other) << shift), i
                steps += i64(other != 0)
    return steps


@inner
def _buckets(data: Any, sums: Any, seen: Any, bits: int, ends: int, posts: int, steps: int, marks: Any) -> bool:
    """The range of postings in which each key stands, if anywhere: the second and third of its marks.

    False where a block is damaged. All is asked for before any of it is read: memory answers many questions in the time
    of one.
    """
    for s in range(steps):
        asked(data, seen, (ends + (marks[4 * s] >> (KEY - bits))) << 2)
    for s in range(steps):
        at = ends + (marks[4 * s] >> (KEY - bits))
        if not (sound(data, sums, seen, at >> _BLOCK) and sound(data, sums, seen, (at + 1) >> _BLOCK)):
            return False
        first, last = posts + number(data, at), posts + number(data, at + 1)
        marks[4 * s + 1], marks[4 * s + 2] = first, last
        asked(data, seen, first << 2)
        asked(data, seen, max(first, last - 1) << 2)
    for s in range(steps):
        first, last = marks[4 * s + 1], marks[4 * s + 2]
        for block in range(first >> _BLOCK, ((last - 1) >> _BLOCK) + 1):
            if not sound(data, sums, seen, block):
                return False
    return True


@inner
def _narrowed(kind: int, data: Any, bits: int, place_bits: int, steps: int, marks: Any) -> None:
    """Of each key the first posting, and how many: the second and third of its marks."""
    mark_bits = min(32 - place_bits, KEY - bits)
    free = KEY - bits - mark_bits
    for s in range(steps):
        first, last = marks[4 * s + 1], marks[4 * s + 2]
        key = marks[4 * s] & ((1 << (KEY - bits)) - 1)
        short = kind in (EIGHT, NEAR)
        if short:
            key = key >> (KEY - HEAD) << (KEY - HEAD)
        low = key >> free
        high = max(low + 1, (key + (1 << (KEY - HEAD))) >> free) if short else low + 1
        first = lowest(data, first, last, low << place_bits)
        marks[4 * s + 1] = first
        marks[4 * s + 2] = lowest(data, first, last, high << place_bits) - first


@inner
def _gathered(kind: int, data: Any, steps: int, most: int, mask: int, marks: Any, seeds: Any) -> int:
    """The seeds of the rarest keys, of as many as make a good number, none with more than `most` places: how many."""
    rare = 0
    common = 0
    for s in range(steps):
        rare += i64(0 < marks[4 * s + 2] <= most)
        common += i64(marks[4 * s + 2] > most)
    cut = 8
    plenty = _PLENTY // 4 if kind == STARTS else _MANY if kind == NEAR else _PLENTY
    while cut < most:
        total = 0
        for s in range(steps):
            total += marks[4 * s + 2] if marks[4 * s + 2] <= cut else 0
        if total >= plenty:
            break
        cut = min(2 * cut, most)
    count = 0
    for s in range(steps):
        a, found, i = marks[4 * s + 1], marks[4 * s + 2], marks[4 * s + 3]
        weight = weigh(found)
        if found > cut:
            found = _FIRST if found > most and common > 2 * rare else 0
        for x in range(a, min(a + found, a + seeds.size - count)):
            seeds[count] = (number(data, x) & mask) << 24 | i << 8 | weight
            count += 1
    return count


@inner
def eight_key(letters: Any, i: int) -> Any:
    """The key of the eight letters from the i-th on; what the next four would add is nought."""
    return _head(eight(letters, i))


@inner
def _head(letters: Any) -> Any:
    """The key of eight letters."""
    return i64(letters * u64(0x9E3779B97F4A7C15) >> u64(64 - HEAD)) << (KEY - HEAD)


@inner
def weigh(places: int) -> int:
    """What a key with so many places weighs: 14 for one, one less for each doubling."""
    weight = 14
    while places > 1 and weight > 1:
        places >>= 1
        weight -= 1
    return weight


@inner
def ordered(seeds: Any, spare: Any, count: int, bits: int, counts: Any) -> None:
    """The seeds are in the order of their places, of which each is so many bits; at one place by letter, as they came."""
    if count <= _FEW:
        for x in range(1, count):
            seed = seeds[x]
            y = x
            while y > 0 and seeds[y - 1] >> 24 > seed >> 24:
                seeds[y] = seeds[y - 1]
                y -= 1
            seeds[y] = seed
        return
    shift = 24
    while bits > 0:
        counts[:] = 0
        for x in range(count):
            counts[seeds[x] >> shift & 255] += 1
        total = 0
        for k in range(256):
            here = counts[k]
            counts[k] = total
            total += here
        for x in range(count):
            k = seeds[x] >> shift & 255
            spare[counts[k]] = seeds[x]
            counts[k] += 1
        for x in range(count):
            seeds[x] = spare[x]
        shift += 8
        bits -= 8


@inner
def stretches(seeds: Any, count: int, span: int, bounds: Any, ranks: Any, told: Any, found: Any) -> int:
    """The heaviest stretches of seeds in order, heaviest first: how many. Each is its worth, its first and last seed.

    `span`: the places that a stretch can hold; it lies in one document, of those that begin at the bytes of `bounds`, and
    begins with a key that is not in it again. Of stretches as heavy the first is that of the lower of `ranks`, then the
    earlier in its document: so it matters nothing in which order documents were added. `told` is nought for every letter,
    before and after.
    """
    kept = 0
    total = 0
    a = 0
    doc, begin = 0, 0
    for b in range(count):
        place, i = seeds[b] >> 24, seeds[b] >> 8 & 0xFFFF
        if place >= bounds[doc + 1] >> BLOCK:
            doc = _onward(bounds, doc, place)
            begin = bounds[doc] >> BLOCK
        if told[i] == 0:
            total += seeds[b] & 255
        told[i] += 1
        while seeds[a] >> 24 < max(begin, place - span) or told[seeds[a] >> 8 & 0xFFFF] > 1:
            j = seeds[a] >> 8 & 0xFFFF
            told[j] -= 1
            if told[j] == 0:
                total -= seeds[a] & 255
            a += 1
        kept = _keep(found, kept, _worth(total, ranks[doc], (seeds[a] >> 24) - begin), a, b)
    for x in range(a, count):
        told[seeds[x] >> 8 & 0xFFFF] = 0
    for x in range(1, kept):
        worth, first, last = found[3 * x], found[3 * x + 1], found[3 * x + 2]
        y = x
        while y > 0 and found[3 * y - 3] < worth:
            found[3 * y], found[3 * y + 1], found[3 * y + 2] = found[3 * y - 3], found[3 * y - 2], found[3 * y - 1]
            y -= 1
        found[3 * y], found[3 * y + 1], found[3 * y + 2] = worth, first, last
    return kept


@inner
def _worth(weight: int, rank: int, place: int) -> int:
    """Weight, rank of the document and place in it as one number, greater for what comes first."""
    later = (1 << _RANK) - 1 - min(rank, (1 << _RANK) - 1)
    return (weight << _RANK | later) << _PLACE | (1 << _PLACE) - 1 - min(place, (1 << _PLACE) - 1)


@inner
def weight_of(worth: int) -> int:
    """The weight of a stretch that is worth so much."""
    return worth >> (_RANK + _PLACE)


@inner
def _onward(bounds: Any, doc: int, place: int) -> int:
    """The document in which a place lies that is past this one: strides that double, then halves."""
    low, stride = doc + 1, 1
    while low + stride < bounds.size - 1 and bounds[low + stride] >> BLOCK <= place:
        low += stride
        stride *= 2
    high = min(low + stride, bounds.size - 1)
    while high - low > 1:
        middle = (low + high) >> 1
        if bounds[middle] >> BLOCK <= place:
            low = middle
        else:
            high = middle
    return low


@inner
def _keep(found: Any, kept: int, worth: int, first: int, last: int) -> int:
    """Keeps a stretch if it is worth more than the one it overlaps, or than the least kept; how many are kept."""
    least = 0
    for x in range(kept - 1, -1, -1):
        if first <= found[3 * x + 2]:
            if worth > found[3 * x]:
                found[3 * x], found[3 * x + 1], found[3 * x + 2] = worth, first, last
            return kept
        if found[3 * x] < found[3 * least]:
            least = x
    if kept < STRETCHES:
        least = kept
        kept += 1
    elif worth <= found[3 * least]:
        return kept
    found[3 * least], found[3 * least + 1], found[3 * least + 2] = worth, first, last
    return kept
