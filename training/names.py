"""Trains the weights by which names are told apart: loquitur/language/models/kinds-en.txt.

Two kinds of examples, a form of a document each. LitBank (CC BY 4.0) marks persons, places and organisations by hand:
four documents of five train, the fifth is held out. Everything else is labelled by rules that are almost always right
(a title, a known forename before a surname; a known city; a last word such as *Committee*, *Street*, *Treaty*): public-
domain books and presidential speeches, the novels of PDNC that are not in its development part, the training part of
PolNeAR. For three in four of these the features that the rule looked at are hidden, so that the words beside a name
learn to tell it alone. Multinomial regression by stochastic gradients with a fixed seed; weights are rounded to
integers and those near nought dropped.

usage: python training/names.py SHARED BOOKS      (the development data; a folder of the unpacked library)
"""

import csv
import random
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from loquitur import reading
from loquitur.language.persons.kinds import KINDS, MOST, features, weigh
from loquitur.language.persons.runs import Run, habits, runs
from loquitur.language.persons.sure import sure
from loquitur.language.sentences.prose import sentences
from loquitur.language.words.known import known

OUT = Path(__file__).parents[1] / "loquitur" / "language" / "models" / "kinds-en.txt"
HIDDEN = re.compile(
    r"titled|title |alias|(?:first|last) (?:forename|title|place|nation|head|part)|head|place|initial|of |of$|unknown"
)
PDNC_DEV = {
    "APassageToIndia", "DaisyMiller", "Emma", "NorthangerAbbey", "TheGambler", "TheManWhoWasThursday",
    "TheMysteriousAffairAtStyles", "TheSignOfTheFour",
}  # fmt: skip
SCALE = 16
Example = tuple[str, dict[str, int], float, tuple[str, ...]]
"""Kind, features with how often, weight, the words of the form."""


# ---- documents ------------------------------------------------------------------------------------------------------


def chunks(text: str, seed: str, most: int, size: int = 14_000) -> Iterator[str]:
    """Some stretches of a long text, from paragraph to paragraph."""
    rng = random.Random(seed)
    for _ in range(min(most, 1 + len(text) // (2 * size))):
        start = text.find("\n\n", rng.randrange(max(1, len(text) - size)))
        part = text[max(0, start) : max(0, start) + size]
        if len(part.split()) > 100:
            yield part


def plain_texts(shared: Path, books: Path) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Texts without marks by hand, each with the name of its source and the persons that are known to be in it."""
    nobody = frozenset[str]()
    for path in sorted(books.rglob("*.md")):
        for part in chunks(path.read_text(encoding="utf-8"), path.name, 4):
            yield "books", part, nobody
    for pack in ("classics.zip", "presidential-speeches.zip"):
        with zipfile.ZipFile(shared / "data" / "libraries" / pack) as packed:
            for name in sorted(packed.namelist()):
                if name.endswith((".md", ".txt")) and "README" not in name:
                    text = packed.read(name).decode("utf-8", "replace")
                    for part in chunks(
                        text, name, 12 if pack == "classics.zip" else 1, 14_000 if pack == "classics.zip" else 7_000
                    ):
                        yield pack, part, nobody
    for folder in sorted((shared / "data" / "pdnc" / "data").iterdir()):
        if folder.name not in PDNC_DEV:
            people = characters(folder / "character_info.csv")
            text = next(folder.glob("*.txt")).read_text(encoding="utf-8", errors="replace")
            for part in chunks(text, folder.name, 12):
                yield "pdnc", part, people
    for path in sorted((shared / "data" / "polnear" / "data" / "train" / "text").glob("*.txt"))[::2]:
        yield "polnear", path.read_text(encoding="utf-8"), nobody


def characters(path: Path) -> frozenset[str]:
    """The names of a novel's characters in lower case, without titles."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        names = " ".join(f"{row['Main Name']} {row['Aliases']}" for row in csv.DictReader(file)).lower()
    found = re.findall(r"'([^']+)'", names) + re.findall(r'"([^"]+)"', names)
    parts = ([w for w in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", n) if w not in known().titles] for n in found)
    return frozenset(" ".join(p) for p in parts if p and not set(p) <= known().common)


def litbank(shared: Path) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    """Each text with its marked names, put together from its tokens."""
    for path in sorted((shared / "data" / "litbank" / "coref" / "brat").glob("*.txt")):
        raw = path.read_text(encoding="utf-8")
        where, text = _joined(raw)
        marks = {}
        for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
            found = re.match(r"T\d+\t(PROP|NOM)_([A-Z]+) (\d+) (\d+)\t((?:[A-Z][\w.]*(?: |$))+$)?", line)
            if found and (found[1] == "PROP" or (found[2] == "PER" and found[5])):
                kind = {"PER": "person", "ORG": "organisation"}.get(found[2], "none")
                marks[where[int(found[3])], where[int(found[4]) - 1] + 1] = kind
        yield text, marks


def _joined(raw: str) -> tuple[list[int], str]:
    """Running text of spaced tokens, and the place of each old character in it."""
    out, where = list[str](), list[int]()
    for at, char in enumerate(raw):
        where.append(len(out))
        before, after = raw[at - 1 : at], raw[at + 1 : at + 3]
        if char in " \n" and (re.match(r"[.,;:!?)’”\]]|'[sdm]|n'|'[rlv]", after) or before in "(“‘["):
            continue
        if char == "_":
            continue
        out.append(" " if char == "\n" else char)
    return where, "".join(out)


def forms(text: str) -> tuple[list[Run], dict[tuple[str, ...], Counter[str]]]:
    doc = reading.read(text.encode(), "page.txt", given={})
    rows = sentences(doc)
    plain, low = habits(doc.text, rows)
    found = [run for number, row in enumerate(rows) for run in runs(doc.text, number, row, plain)]
    return found, features(doc.text, rows, found, low)


# ---- examples -------------------------------------------------------------------------------------------------------


def by_hand(text: str, marks: dict[tuple[int, int], str]) -> Iterator[Example]:
    found, seen = forms(text)
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for run in found:
        start, end = run.words[0].start, run.words[-1].end
        near = [s for s in marks if s[0] < end and start < s[1]]
        best = min(near, key=lambda s: (abs(s[0] - start) + abs(s[1] - end), s), default=None)
        if not run.group:
            votes.setdefault(run.key, Counter())[marks[best] if best else "none"] += 1
    for key, counts in votes.items():
        kind = counts.most_common(1)[0][0]
        if kind == "person" and seen[key]["after the"] and key[-1].endswith("s"):
            kind = "group"
        yield kind, dict(seen[key]), 8.0, key


def by_rule(text: str, people: frozenset[str], rng: random.Random) -> Iterator[Example]:
    for key, seen in forms(text)[1].items():
        kind = "person" if " ".join(key) in people else likely(key, seen)
        if kind:
            kept = dict(seen)
            if rng.random() < 0.75:
                kept = {f: n for f, n in seen.items() if not HIDDEN.match(f)}
                if not any(w in known().common for w in key):
                    kept[f"unknown {min(len(key), 2)}"] = 1
            yield kind, kept, 0.5 if kind == "none" else 1.0, key


def likely(form: tuple[str, ...], seen: Counter[str]) -> str | None:
    """The kind where a rule is sure, or almost: a surname borne behind a forename, a common word behind an article."""
    have, last = known(), form[-1]
    kind = sure(form, seen)
    if kind or last in have.places:
        return kind
    if last not in have.common:
        return "person" if seen["alias last"] else None
    listed = any(last in have.heads[n] for n in ("organisations", "papers", "groups"))
    return "none" if seen["after the"] and not listed else None


# ---- training -------------------------------------------------------------------------------------------------------


def train(
    examples: list[Example], epochs: int = 8, rate: float = 0.25, decay: float = 2e-6
) -> dict[str, tuple[int, ...]]:
    in_examples = Counter(f for _, seen, _, _ in examples for f in seen)
    names = sorted(f for f, n in in_examples.items() if n >= 12)
    number = {f: i for i, f in enumerate(names)}
    rows = [
        (
            np.array([number[f] for f in s if f in number]),
            np.array([min(n, MOST) for f, n in s.items() if f in number], float),
        )
        for _, s, _, _ in examples
    ]
    kinds = np.array([KINDS.index(k) for k, _, _, _ in examples])
    weight = np.array([w for _, _, w, _ in examples])
    table, memory = np.zeros((len(names), 4)), np.full((len(names), 4), 1e-8)
    rng = np.random.default_rng(0)
    order = np.array([i for i, (r, _) in enumerate(rows) if len(r)])
    for epoch in range(epochs):
        rng.shuffle(order)
        for batch in np.array_split(order, max(1, len(order) // 256)):
            where = np.concatenate([rows[i][0] for i in batch])
            count = np.concatenate([rows[i][1] for i in batch])
            sizes = np.array([len(rows[i][0]) for i in batch])
            owner = np.repeat(np.arange(len(batch)), sizes)
            scores = np.add.reduceat(table[where] * count[:, None], np.r_[0, np.cumsum(sizes)[:-1]])
            chance = np.exp(scores - scores.max(1, keepdims=True))
            chance /= chance.sum(1, keepdims=True)
            chance[np.arange(len(batch)), kinds[batch]] -= 1
            chance *= weight[batch][:, None]
            slope = np.zeros_like(table)
            np.add.at(slope, where, chance[owner] * count[:, None])
            slope += decay * len(order) * table / max(1, len(order) // 256) * (slope != 0)
            memory += slope**2
            table -= rate * slope / np.sqrt(memory)
        print(f"epoch {epoch + 1}", file=sys.stderr)
    table -= table.mean(1, keepdims=True)
    whole = np.rint(table * SCALE).astype(int)
    return {f: tuple(int(w) for w in whole[i]) for f, i in number.items() if np.abs(whole[i]).max() >= 3}


def accuracy(examples: list[Example], weights: dict[str, tuple[int, ...]], ruled: bool = False) -> str:
    right, given, wanted = Counter[str](), Counter[str](), Counter[str]()
    for kind, seen, _, form in examples:
        told = (ruled and sure(form, seen)) or weigh(seen, weights)
        right[kind] += told == kind
        given[told] += 1
        wanted[kind] += 1
    rows = (
        f"{k}: precision {right[k] / max(1, given[k]):.3f} ({given[k]}), recall {right[k] / max(1, wanted[k]):.3f} ({wanted[k]})"
        for k in KINDS
    )
    return f"right {sum(right.values()) / max(1, len(examples)):.3f}; " + "; ".join(rows)


def main() -> None:
    shared, books = map(Path, sys.argv[1:3])
    rng = random.Random(0)
    hand = [list(by_hand(*doc)) for doc in litbank(shared)]
    held = [e for i, d in enumerate(hand) if i % 5 == 4 for e in d]
    learnt = [e for i, d in enumerate(hand) if i % 5 != 4 for e in d]
    rule = {
        source: list[Example]() for source in ("books", "classics.zip", "presidential-speeches.zip", "pdnc", "polnear")
    }
    aside: list[Example] = []
    for i, (source, text, people) in enumerate(plain_texts(shared, books)):
        (aside if i % 20 == 19 else rule[source]).extend(by_rule(text, people, rng))
    print(
        {s: len(e) for s, e in rule.items()},
        len(learnt),
        len(held),
        Counter(k for d in rule.values() for k, _, _, _ in d),
        file=sys.stderr,
    )
    weights = train([*learnt, *(e for d in rule.values() for e in d)])
    OUT.parent.mkdir(exist_ok=True)
    note = "# feature, then weights of person, group, organisation, none; trained by training/names.py on LitBank (CC BY 4.0) and texts labelled by rule\n"
    OUT.write_text(
        note + "".join(f"{f}\t" + "\t".join(map(str, w)) + "\n" for f, w in weights.items()), encoding="utf-8"
    )
    print(len(weights), "features")
    print("LitBank, held out, weights alone:", accuracy(held, weights))
    print("LitBank, held out, with the rules:", accuracy(held, weights, ruled=True))
    print("by rule, held out, weights alone:", accuracy(aside, weights))


if __name__ == "__main__":
    main()
