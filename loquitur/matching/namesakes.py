"""Which names are one person's, over many documents: the names that share a surname, sorted into persons.

Two names agree when one can be a shorter form of the other: the same words but for titles; a bare surname, initials or
fewer forenames; another spelling, script or form of a forename (spelt.py). Middle names count from the first: George W.
is not George H. W. A name that can be short for two names which contradict each other ("J. Smith" beside John and Jane)
is nobody's but its own. All others that agree, also by way of a third, are one person, each with the reason. The outcome
does not depend on the order of the names.

Groups and organisations are one when their words are, without the article, or one is the initials of the other.

Limit: whoever bears one name in two documents is taken for one person.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from loquitur.matching import spelt
from loquitur.matching.names import in_order

__all__ = ["Group", "bits", "fits", "groups", "initials", "is_acronym", "keys", "patronymics", "plain"]

_ARTICLES = frozenset({"the", "a", "an"})
_SMALL = _ARTICLES | {"of", "and", "for", "in", "on", "de", "la", "des", "du"}
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])(?!\w)")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one person, in order, each with why it is there."""

    names: tuple[str, ...]
    reasons: tuple[str, ...]


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
def _sex(name: str) -> str:
    """male or female, by the title or the forename."""
    lists, words, own = spelt.lists(), _folded(in_order(name)), bits(name)
    if own and own[0] in lists["of_wives"]:
        return "female"
    if len(own) > 1 and spelt.sex(own[0]):
        return spelt.sex(own[0])
    titles = set(words[: -len(own)]) if own else set()
    return "female" if titles & lists["women"] else "male" if titles & lists["men"] else ""


@lru_cache(maxsize=100_000)
def _suffix(name: str) -> str:
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
    return len(a) == 1 or any(_in_row(a[:-1], b[at:-1]) for at in range(len(b) - len(a) + 1))


def _in_row(some: Words, others: Words) -> bool:
    """Whether the words are, one by one, forms of the first of the others."""
    return len(some) <= len(others) and all(map(spelt.forename, some, others))


def _agree(one: str, other: str) -> bool:
    a, b = bits(one), bits(other)
    if {_sex(one), _sex(other)} == {"male", "female"} or {_suffix(one), _suffix(other)} == {"j", "s"}:
        return False
    return _fits(a, b) or _fits(b, a)


def _size(name: str) -> tuple[int, int]:
    return len(bits(name)), sum(map(len, bits(name)))


# ---- sorting ----


def groups(names: Collection[str], authors: Collection[str] = ()) -> list[Group]:
    """Names that share a surname as persons. Authors are names of a catalogue, which calls each person by one name."""
    alike: dict[tuple[Words, str, str], list[str]] = {}
    for name in sorted(names):
        alike.setdefault((bits(name), _sex(name), _suffix(name)), []).append(name)
    chosen = [next((n for n in told if n in authors), told[0]) for told in alike.values()]
    heads = dict(zip(chosen, alike.values(), strict=True))
    apart = _apart(chosen, authors)

    def agree(a: str, b: str) -> bool:
        return (a, b) not in apart and _agree(a, b)

    around = {n: [m for m in chosen if m != n and agree(n, m)] for n in chosen}
    unsure = {n: two for n in chosen if (two := _torn(n, around))}
    torn = {n: two for n, two in unsure.items() if n not in authors}
    sure = [n for n in chosen if n not in torn]
    links = {n: [m for m in around[n] if m not in torn and _linked(n, m, around)] for n in sure}
    for name in (n for n in sure if n in unsure):  # an author, whose fuller names are several people's
        for other in [m for m in links[name] if _tells_more(m, name)]:
            links[name].remove(other)
            links[other] = [m for m in links[other] if m != name]
    told = [_group([n for head in found for n in heads[head]]) for found in _joined(links)]
    return told + [_alone(heads[n], two) for n, two in sorted(torn.items())]


def _apart(names: Sequence[str], authors: Collection[str]) -> set[tuple[str, str]]:
    """The pairs of which one is an author without a middle name, the other one with a middle name written out.

    A patronymic is none; whatever is short for the second and tells of the middle name is apart from the first too.
    """
    told = [n for n in names if n in authors and len(bits(n)) > 1]
    middles = [
        n for n in told if len(bits(n)) > 2 and len(bits(n)[1]) > 1 and not spelt.PATRONYMIC.fullmatch(bits(n)[1])
    ]
    fulls = [n for n in names if len(bits(n)) > 2 and any(_agree(n, m) for m in middles)]
    pairs = [(short, full) for short in told if len(bits(short)) == 2 for full in fulls]
    return {pair for short, full in pairs for pair in ((short, full), (full, short))}


def _torn(name: str, around: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """The first two names of which this one can be short, and which cannot be one person's."""
    fuller = [m for m in around[name] if _tells_more(m, name) and _fits(bits(name), bits(m))]
    return next(((a, b) for i, a in enumerate(fuller) for b in fuller[i + 1 :] if b not in around[a]), None)


def _tells_more(full: str, short: str) -> bool:
    """Whether a name has more words than another, or tells the sex of its bearer where the other does not."""
    return _size(full) > _size(short) or (bits(full) == bits(short) and bool(_sex(full)) and not _sex(short))


def _linked(one: str, other: str, around: Mapping[str, Sequence[str]]) -> bool:
    """Whether two names that agree are one person's: a middle name alone is not enough where the forename is in use."""
    short, full = sorted((one, other), key=_size)
    own, whole = bits(short), bits(full)
    if len(own) == 1 or spelt.forename(own[0], whole[0]):
        return True
    rivals = [n for n in around[full] if n != short and 1 < len(bits(n)) < len(whole) and _fits(bits(n), whole)]
    return not any(spelt.forename(bits(r)[0], whole[0]) and short not in around[r] for r in rivals)


def _joined(links: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The connected names, each list in order."""
    left, found = set(links), []
    for name in sorted(links):
        if name not in left:
            continue
        reached, edge = set(), [name]
        while edge:
            at = edge.pop()
            if at not in reached:
                reached.add(at)
                edge += links[at]
        left -= reached
        found.append(sorted(reached))
    return found


def _group(names: Sequence[str]) -> Group:
    told = sorted(names)
    full = max(told, key=lambda n: (_size(n), n))
    return Group(tuple(told), tuple(_reason(n, full) for n in told))


def _alone(names: Sequence[str], two: tuple[str, str]) -> Group:
    reason = f"may be short for {two[0]} or {two[1]}"
    return Group(tuple(names), (reason,) * len(names))


def _reason(name: str, full: str) -> str:
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
