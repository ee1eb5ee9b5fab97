"""Whether two names agree, so that they can be one person's; who bears them is told by bearers.py.

Two names agree when one can be a shorter form of the other: the same words but for titles; a bare surname, initials or
fewer forenames; another spelling, script or form of a forename (spelt.py). Middle names count from the first: George W.
is not George H. W.

Groups and organisations are one when their words are, without the article, or one is the initials of the other.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from loquitur.matching import spelt
from loquitur.matching.names import in_order

__all__ = [
    "agree",
    "bits",
    "fits",
    "initials",
    "is_acronym",
    "keys",
    "patronymics",
    "plain",
    "reason",
    "sex",
    "size",
    "suffix",
    "tells_more",
]

_ARTICLES = frozenset({"the", "a", "an"})
_SMALL = _ARTICLES | {"of", "and", "for", "in", "on", "de", "la", "des", "du"}
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])(?!\w)")
Words = tuple[str, ...]


@lru_cache(maxsize=100_000)
def plain(name: str) -> Words:
    """The words of a name, folded, without possessive and the article at its head."""
    words = _folded(re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", _POSSESSIVE.sub("", name)))
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def _folded(words: Iterable[str]) -> Words:
    return tuple(w for w in map(spelt.flat, words) if w)


@lru_cache(maxsize=100_000)
def bits(name: str) -> Words:
    """The words of a person's name, forenames first, folded, without titles, article, possessive and "Jr.".

    What tells that a woman goes by another's name stays ("Mrs. Trotsky", "Mrs. Humphry Ward").
    """
    lists = spelt.lists()
    told = [(w, spelt.flat(w)) for w in in_order(_POSSESSIVE.sub("", name))]
    words = tuple(flat for _, flat in told if flat)
    initials = {i for i, (w, flat) in enumerate(t for t in told if t[1]) if len(w) == 1 and w.isupper()}
    last = next((i for i in range(len(words), 1, -1) if words[i - 1] not in lists["suffixes"]), 1)
    words = words[:last]
    first = next((i for i, w in enumerate(words) if w not in lists["titles"] or i in initials), len(words) - 1)
    rest = words[max(0, first) :]
    wife = next((w for w in words[: max(0, first)] if w in lists["of_wives"]), None)
    if wife and rest and (len(rest) == 1 or spelt.sex(rest[0]) == "male"):
        return (wife, *rest)
    return tuple(w for w in rest[:-1] if w not in lists["particles"] or len(w) == 1 or spelt.forms(w)) + rest[-1:]


@lru_cache(maxsize=100_000)
def sex(name: str) -> str:
    """male or female, by the title or the forename."""
    lists, words, own = spelt.lists(), _folded(in_order(name)), bits(name)
    if own and own[0] in lists["of_wives"]:
        return "female"
    if len(own) > 1 and spelt.sex(own[0]):
        return spelt.sex(own[0])
    titles = set(words[: -len(own)]) if own else set()
    return "female" if titles & lists["women"] else "male" if titles & lists["men"] else ""


@lru_cache(maxsize=100_000)
def suffix(name: str) -> str:
    """j for a junior, s for a senior."""
    word = _folded(in_order(name))[-1:]
    return word[0][:1] if word and word[0] in ("jr", "junior", "sr", "senior") else ""


def keys(name: str) -> frozenset[str]:
    """What a person's name shares with every name that can be the same person's: its surname in all spellings."""
    own = bits(name)
    return spelt.spellings(own[-1]) if own else frozenset()


def patronymics(name: str) -> frozenset[str]:
    """Forename and patronymic, by which a person is called without a surname; empty where the name has none."""
    own = bits(name)
    if len(own) < 2 or not spelt.PATRONYMIC.fullmatch(own[1]) or len(own[0]) == 1:
        return frozenset()
    return frozenset(f"{spelt.sounds(own[0])} {spelling}" for spelling in spelt.spellings(own[1]))


def is_acronym(name: str) -> bool:
    """Whether an organisation's name is but initials: "CPSU", "the A.C.L.U."."""
    return bool(re.fullmatch(r"(?:the )?(?:[A-Z]{3,7}|(?:[A-Z]\.){3,7})", name))


def initials(name: str) -> str | None:
    """The initials of an organisation of three words or more, or an acronym itself; None for any other name."""
    if is_acronym(name):
        return "".join(c for c in name if c.isupper()).casefold()
    words = [w for w in plain(name) if w not in _SMALL]
    return "".join(w[0] for w in words) if len(words) > 2 else None


# ---- whether two names agree ----


def fits(short: str, full: str) -> bool:
    """Whether one person's name can be a shorter or equal form of the other."""
    return _fits(bits(short), bits(full))


@lru_cache(maxsize=200_000)
def _fits(a: Words, b: Words) -> bool:
    if a == b:
        return True
    if len(a) > len(b) or not a or not b:
        return False
    wives = spelt.lists()["of_wives"]
    if b[0] in wives and a[0] not in wives:
        return False
    if a[0] in wives and b[0] not in wives:
        return len(a) == 2 and spelt.sex(b[0]) == "female" and spelt.is_one(a[-1], b[-1])
    if len(a) == 2 and spelt.PATRONYMIC.fullmatch(a[1]) and _in_row(a, b[:2]):
        return True
    if not spelt.is_one(a[-1], b[-1]):
        return False
    if len(a) == 2 and len(b) == 3 and len(b[0]) == 1 < len(b[1]) and len(a[0]) > 1:
        return spelt.forename(a[0], b[1])  # R. Lee Clark goes by Lee, not by what R. stands for
    return len(a) == 1 or any(_in_row(a[:-1], b[at:-1]) for at in range(len(b) - len(a) + 1))


def _in_row(some: Words, others: Words) -> bool:
    """Whether the words are, one by one, forms of the first of the others."""
    return len(some) <= len(others) and all(map(spelt.forename, some, others))


def agree(one: str, other: str) -> bool:
    """Whether two names can be one person's: one a shorter or equal form of the other, and nothing else parting them."""
    a, b = bits(one), bits(other)
    if {sex(one), sex(other)} == {"male", "female"} or {suffix(one), suffix(other)} == {"j", "s"}:
        return False
    return _fits(a, b) or _fits(b, a)


def size(name: str) -> tuple[int, int]:
    """How much a name tells: by words, then by letters."""
    return len(bits(name)), sum(map(len, bits(name)))


def tells_more(full: str, short: str) -> bool:
    """Whether a name has more words than another, or tells the sex of its bearer where the other does not."""
    return size(full) > size(short) or (bits(full) == bits(short) and bool(sex(full)) and not sex(short))


def reason(name: str, full: str) -> str:
    """Why a name is held to be that of whoever bears a fuller one."""
    if name == full:
        return "the fullest form"
    a, b = bits(name), bits(full)
    if a == b:
        return f"the same words as {full}"
    spelling = a[-1] != b[-1] and not (
        len(a) == 2 and spelt.PATRONYMIC.fullmatch(a[1]) and a[1] != b[-1] and len(b) > 2
    )
    form = any(len(w) > 1 and w not in b and w not in spelt.lists()["of_wives"] for w in a[:-1])
    told = "another spelling of" if spelling else "another form of" if form else "a shorter form of"
    return f"{told} {full}" if len(a) == len(b) or not (spelling or form) else f"{told}, and shorter than, {full}"
