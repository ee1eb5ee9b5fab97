"""Of what kind a name is: a person, a group, an organisation, or none that could speak (a place, a work, an event …).

The device is a sum of integer weights, trained by training/names.py and kept in models/kinds-en.txt as one readable line
a feature. A form's own features (known forenames, places, heads such as *Committee* or *Act*, its ending) are added to
those of every mention in the document (titles, the words beside it, a possessive, an apposition; each counted up to
three times), so that one clear mention settles the others. A form is a person only when that sum is well ahead: a
wrong name is worse than none. Linear in the mentions; nothing is remembered from one document to the next.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from importlib.resources import files

from loquitur.language.persons.runs import Run, opens
from loquitur.language.persons.sufferers import suffers
from loquitur.language.persons.sure import Form, Kind, many, sure
from loquitur.language.sentences.prose import Sentence, Word, base
from loquitur.language.words import lexicon
from loquitur.language.words.known import known

__all__ = ["KINDS", "MOST", "features", "judge", "weigh"]

KINDS: tuple[Kind, ...] = ("person", "group", "organisation", "none")
_ARTICLES = ("the", "a", "an", "this", "that", "our", "his", "their", "its", "my")
MOST = 3
"""How often a feature of the mentions counts at most."""
AHEAD = 15
"""By how much a person's sum must be ahead of any other."""
_LIST, _SHARE = 3, 4
"""How many names make a list, and of how many one, but always two, must be a person's for all to be."""
_JOINS = re.compile(r"\s*[,;]\s*(?:(?:and|or)\s+)?|\s+(?:and|&)\s+")
_PLACES = frozenset({"in", "at", "from", "to", "near", "between", "through", "towards", "over", "via", "into"})


def judge(text: str, sentences: Sequence[Sentence], found: Sequence[Run], low: Set[str]) -> dict[Form, Kind]:
    """The kind of each form. `low` are the words that the document writes in lower case."""
    weights = _weights()
    kinds: dict[Form, Kind] = {}
    doubtful = set()
    for form, seen in features(text, sentences, found, low).items():
        certain = sure(form, seen)
        kind = certain or weigh(seen, weights)
        kinds[form] = "group" if kind == "person" and many(form, form[-1], seen) else kind
        if certain is None and kinds[form] != "group" and _is_unheard(form):
            doubtful.add(form)
    for row in _lists(text, sentences, found):
        persons = sum(kinds[form] == "person" for form in row)
        others = sum(kinds[form] != "person" and form not in doubtful for form in row)
        if persons >= max(2, len(row) / _SHARE) and persons > others:
            kinds.update((form, "person") for form in row if form in doubtful)
    return kinds


def _is_unheard(form: Form) -> bool:
    """Whether no word of a form is known to mean something else than a person."""
    have = known()
    return not any(w in have.common or w in have.places or w in have.nations for w in form) and (
        _bears_surname(form) and " ".join(form) not in have.places
    )


def _lists(text: str, sentences: Sequence[Sentence], found: Sequence[Run]) -> Iterator[list[Form]]:
    """The names of each list of three or more, where no preposition of place leads to it: "X, Y and Z"."""
    row: list[Run] = []
    for run in (*found, None):
        if run and row and run.sentence == row[-1].sentence:
            between = text[row[-1].words[-1].end : sentences[run.sentence].words[run.at - len(run.titles)].start]
            if _JOINS.fullmatch(between):
                row.append(run)
                continue
        if len(row) >= _LIST and not any(r.group for r in row) and not _leads_to_places(sentences, row[0]):
            yield [r.key for r in row]
        row = [run] if run else []


def _leads_to_places(sentences: Sequence[Sentence], run: Run) -> bool:
    at = run.at - len(run.titles)
    return at > 0 and sentences[run.sentence].words[at - 1].lower in _PLACES


def weigh(seen: Mapping[str, int], weights: Mapping[str, tuple[int, ...]]) -> Kind:
    """The kind whose weights come to most; a person only where it is well ahead, and not always behind "the"."""
    sums = [0, 0, 0, 0]
    for feature, count in seen.items():
        row = weights.get(feature)
        if row:
            times = min(count, MOST)
            sums = [s + w * times for s, w in zip(sums, row, strict=True)]
    best = max(range(1, 4), key=lambda k: (sums[k], k))
    led = seen.get("after the", 0) == seen.get("mention")
    return "person" if sums[0] >= sums[best] + AHEAD and not led else KINDS[best]


@cache
def _weights() -> dict[str, tuple[int, ...]]:
    lines = files("loquitur.language").joinpath("models", "kinds-en.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: tuple(map(int, row[1:5])) for row in rows}


def features(text: str, sentences: Sequence[Sentence], found: Sequence[Run], low: Set[str]) -> dict[Form, Counter[str]]:
    """The features of each form: its own, and those of its mentions with how often they were seen."""
    seen: dict[Form, Counter[str]] = defaultdict(Counter)
    last, first = _borne(found)
    for run in found:
        if not run.group:
            seen[run.key].update(_beside(text, sentences[run.sentence].words, run))
    for form, counts in seen.items():
        counts.update(_own(form))
        bare = "article" if any(counts[f"after {w}"] for w in _ARTICLES) else "bare"
        counts[bare] = 1
        if any(f.startswith("plural") for f in counts):
            counts[f"plural {bare}"] += 1
        if len(form) == 1 and form[0] in known().common:
            counts[f"common {'low' if form[0] in low else 'never low'} {bare}"] += 1
        if len(form) == 1:
            counts.update(["alias last"] * (form[0] in last) + ["alias first"] * (form[0] in first))
        elif seen.get(form[-1:], counts)["titled"]:
            counts["alias titled"] += 1
    return seen


def _borne(found: Sequence[Run]) -> tuple[set[str], set[str]]:
    """The last and first words of names that begin with a forename or initials, or stand behind a title."""
    have = known()
    full = {
        r.key
        for r in found
        if len(r.key) > 1 and "of" not in r.key and (r.key[0] in have.forenames or len(r.key[0]) == 1)
    }
    full = {k for k in full if _bears_surname(k)}
    return {k[-1] for k in full}, {k[0] for k in full}


def _bears_surname(form: Form) -> bool:
    return form[-1] in known().heads["surnames"] or not _heads(form[-1])


@lru_cache(maxsize=20_000)
def _heads(word: str) -> tuple[str, ...]:
    return tuple(name for name, row in known().heads.items() if word in row)


# ---- what the form itself shows -------------------------------------------------------------------------------------


def _own(form: Form) -> Iterator[str]:
    have, first, last = known(), form[0], form[-1]
    size = min(len(form), 4)
    yield f"words {size}"
    sorts = {
        "forename": have.forenames, "common": have.common, "nation": have.nations, "title": have.titles,
    }  # fmt: skip
    for name, row in sorts.items():
        if first in row and not (name == "common" and size == 1):
            yield f"first {name} {min(size, 2)}"
        if size > 1 and last in row:
            yield f"last {name}"
    for name in _heads(last):
        yield f"head {name} {min(size, 2)}"
    if size > 1:
        yield from (f"first head {name}" for name in _heads(first))
        if len(first) == 1:
            yield "initial"
        if first in have.place_parts:
            yield "first part of a place"
        if first in have.places:
            yield "first place"
    if not any(w in row for w in (first, last) for row in (have.forenames, have.common, have.places, have.nations)):
        yield f"unknown {min(size, 2)}"
    if " ".join(form) in have.places:
        yield f"place {min(size, 2)}"
    elif last in have.places and size > 1:
        yield "last place"
    if "of" in form[1:]:
        yield "of"
        if form[-1] in have.heads["groups"] or (last.endswith("s") and last in have.common):
            yield "of plural"
        if first in have.nobles:
            yield "noble of"
        yield from (f"of behind {name}" for name in _heads(form[form.index("of") - 1]))
        yield from (f"of behind {name}" for name in _ending(form[form.index("of") - 1]) if name.startswith("plural"))
    elif any(w in lexicon().names["particles"] for w in form[1:-1] or form[:-1]):
        yield "particle"
    if re.fullmatch(r"[ivx]+", last) and size > 1:
        yield "numeral"
    yield from _ending(last)


def _ending(word: str) -> Iterator[str]:
    group = re.search(r"(?:ians|ans|ists|ites|ese|men|ards|ers|ics|ants|iks|oes)$", word)
    if group:
        yield f"plural {group[0]}"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield "plural"
    if re.search(r"isms?$", word):
        yield "ism"
    if word not in known().common:
        yield f"ends {word[-3:]}"
        yield f"ends {word[-2:]}"


# ---- what stands beside a mention -----------------------------------------------------------------------------------


def _beside(text: str, row: Sequence[Word], run: Run) -> Iterator[str]:
    yield "mention"
    if run.titles:
        yield "titled"
        yield f"title {run.titles[-1]}"
    if len(run.key) > 1 and run.words[0].text.isupper() and len(run.words[0].text) > 3:
        yield "shouted"
    elif len(run.key) == 1 and run.words[0].text.isupper():
        yield "capitals"
    yield from _before(text, row, run)
    yield from _after(text, row, run)
    if suffers(text, row[run.at].start, run.words[-1].end):
        yield "suffers"


def _before(text: str, row: Sequence[Word], run: Run) -> Iterator[str]:
    at = run.at - len(run.titles)
    start = row[at].start
    if at == 0 or opens(text, start):
        yield "opens"
        return
    word = row[at - 1]
    gap = text[word.end : start]
    if gap.strip():
        yield "after ,"
        return
    if word.text[0].isupper():
        yield "after Capital"
    yield f"after {word.lower}"
    if word.lower == "of" and at > 1 and row[at - 2].text[0].isupper():
        yield "after Capital of"
    if word.lower in lexicon().closed["determiners"] and at > 1:
        yield f"after {row[at - 2].lower} {word.lower}" if row[at - 2].text[0].islower() else f"after ^ {word.lower}"
    if word.lower in lexicon().speech:
        yield "after speech"
    if word.lower in lexicon().names["persons"]:
        yield "after person"
    if word.lower in lexicon().names["one"] and (word.text[0].islower() or opens(text, word.start)):
        yield "after one"


def _after(text: str, row: Sequence[Word], run: Run) -> Iterator[str]:
    end, i = run.words[-1], run.at + len(run.words)
    if end.lower != base(end) or text[end.end : end.end + 2] in ("' ", "’ "):
        yield "before 's"
        if i < len(row) and row[i].lower in lexicon().names["persons"]:
            yield "before 's person"
        return
    if i >= len(row):
        yield "closes"
        return
    word = row[i]
    gap = text[end.end : word.start].strip()
    if gap == ",":
        yield "before ,"
        yield f"before , {word.lower}" if word.text[0].islower() else "before , Capital"
        if word.lower in ("the", "a", "an", "his", "her") and any(
            w.lower in lexicon().names["persons"] for w in row[i + 1 : i + 5]
        ):
            yield "before , person"
    elif gap:
        yield "closes" if gap[0] in ".;:?!" else f"before {gap[0]}"
    else:
        first = run.at - len(run.titles)
        yield from _following(row, i, not first or opens(text, row[first].start))


def _is_verb(word: str) -> bool:
    words = lexicon()
    return word.endswith("ed") or word in known().past or word in words.closed["auxiliaries"] or word in words.speech


@lru_cache(maxsize=20_000)
def _is_closed(word: str) -> bool:
    return any(word in row for row in lexicon().closed.values()) or word.endswith("ly")


def _following(row: Sequence[Word], i: int, opened: bool) -> Iterator[str]:
    word = row[i]
    if word.text[0].isupper():
        yield "before Capital"
        return
    yield f"before {word.lower}"
    if word.lower in lexicon().speech:
        yield "before speech"
    if word.lower in known().personal:
        yield "before personal"
    if _is_verb(word.lower):
        yield "before verb"
        if opened:
            yield "opens before verb"
    if word.lower in lexicon().names["persons"] or word.lower in lexicon().names["groups"]:
        yield "before person"
    elif word.lower in known().common and not _is_verb(word.lower) and not _is_closed(word.lower):
        yield "before -s" if word.lower.endswith("s") else "before noun"
    if i + 1 < len(row) and word.lower in lexicon().closed["auxiliaries"]:
        yield f"before {word.lower} {row[i + 1].lower}"
