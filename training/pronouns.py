"""Learns what the features of pronouns weigh, from novels in which every he and she has its person.

usage: python training/pronouns.py LITBANK [--out loquitur/language/reference/antecedents.toml]

LITBANK is the folder of LitBank (CC BY 4.0), with `coref/conll`: beginnings of novels of about 2,000 words, whose mentions
of persons are joined. Pronouns in somebody's words are left out. A name means the person with whom most of its mentions
are joined; a pronoun whose person has no name so far means nobody.

The weights make the true candidates likeliest (maximum likelihood over each pronoun's candidates, with a quadratic
penalty). Who was told of before a pronoun is taken from the corpus in the first round, in the second from the weights
learned without that text, as it will be in reading. The margin is read off texts that were held out, a fifth at a time.
Nothing is drawn by chance. Needs NumPy and SciPy; takes two minutes.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from loquitur import reading
from loquitur.language import marks, people
from loquitur.language.reference import antecedents
from loquitur.language.reference.antecedents import NOBODY, Candidate, Weights
from loquitur.language.reference.bearings import Ground
from loquitur.language.reference.centers import Centers
from loquitur.language.sentences.prose import Sentence, sentences
from loquitur.model import Document

PRONOUNS = frozenset({"he", "she", "his", "her", "hers", "him", "himself", "herself"})
RARE = 8
"""Features seen less often are left out."""
PENALTY = 10.0
FOLDS = 5
WRONG = 0.085
"""The share of wrong names, among pronouns whose person has a name, that the margin lets through."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Text:
    """One text of the corpus with what is true of its pronouns."""

    name: str
    doc: Document
    sentences: Sequence[Sentence]
    who: people.Roll
    truth: Mapping[int, tuple[str, ...]]
    """From where a pronoun starts to the names that its person has, the commonest first; NOBODY alone for none."""


@dataclass(frozen=True)
class Case:
    """A pronoun, its candidates and which of them are true."""

    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]


def texts(litbank: Path) -> Iterator[Text]:
    """The texts of the corpus, as documents."""
    for path in sorted((litbank / "coref" / "conll").glob("*.conll")):
        text, clusters = plain(path.read_text(encoding="utf-8"))
        doc = reading.read(text.encode(), f"{path.stem}.txt")
        if doc.text.strip() != text.strip():
            continue
        text_sentences = sentences(doc)
        who = people.roll(doc, text_sentences)
        yield Text(path.stem, doc, text_sentences, who, true(doc.text, who, clusters))


def plain(conll: str) -> tuple[str, dict[int, list[tuple[int, int]]]]:
    """The text of a file in the form of CoNLL 2012, set as print sets it, with the ranges of each person."""
    text, opened, tight = "", False, True
    begun: dict[int, list[int]] = defaultdict(list)
    clusters: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for line in conll.splitlines():
        row = line.split("\t")
        if line.startswith("#") or len(row) < 4:
            continue
        word, joined = row[3], row[-1]
        closing = word == '"' and opened
        opened ^= word == '"'
        if not (tight or closing or re.fullmatch(r"[,.;:?!)\]%]|['’](?:s|re|ve|ll|d|m|t)?|n['’]t", word)):
            text += " "
        start, text = len(text), text + word
        tight = word in "([" or (word == '"' and not closing)
        for told in re.finditer(r"\((\d+)\)|\((\d+)|(\d+)\)", joined):
            if told[1]:
                clusters[int(told[1])].append((start, len(text)))
            elif told[2]:
                begun[int(told[2])].append(start)
            else:
                clusters[int(told[3])].append((begun[int(told[3])].pop(), len(text)))
    return text, clusters


def true(text: str, who: people.Roll, clusters: Mapping[int, Sequence[tuple[int, int]]]) -> dict[int, tuple[str, ...]]:
    """Whom each pronoun means: the names joined with its person that stood before it."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for number, ranges in clusters.items():
        for start, end in ranges:
            for mention in who.inside(start, end):
                if mention.span.end >= end - 3 and 2 * (mention.span.end - mention.span.start) >= end - start:
                    votes[who.name(mention.name)][number] += 1
    names: dict[int, list[str]] = defaultdict(list)
    for name, told in votes.items():
        names[told.most_common(1)[0][0]].append(name)
    first = {name: min(m.span.start for m in who.mentions if who.name(m.name) == name) for name in votes}
    return {
        start: tuple(sorted((n for n in names[number] if first[n] < start), key=lambda n: -votes[n].total()))
        or (NOBODY,)
        for number, ranges in clusters.items()
        for start, end in ranges
        if text[start:end].lower() in PRONOUNS
    }


def cases(text: Text, by: Weights | None) -> list[Case]:
    """The pronouns of a text that have a true candidate; who was told of before is true, or as the weights tell."""
    quoted = [s for q in marks.find(text.doc) for s in q.spans]
    ground = Ground(text.doc, text.sentences, text.who, (), (), others=quoted)
    found = Centers(
        text.doc, text.sentences, text.who, quoted, ground.mentions, ground.titled,
        truth=(lambda at: text.truth[at][0] if at in text.truth else None) if by is None else lambda _: None, by=by,
    )  # fmt: skip
    made = []
    for start, candidates in found.scenes.items():
        if start not in text.truth:
            continue
        names = [c.name for c in candidates]
        right = set(text.truth[start]) & set(names) or {NOBODY}
        made.append(Case(candidates, tuple(n in right for n in names)))
    return made


def learn(rows: Sequence[Case]) -> Weights:
    """The weights under which the true candidates are likeliest."""
    seen = Counter(f for case in rows for c in case.candidates for f in c.features)
    known = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= RARE))}
    place, column, owner, right = [], [], [], []
    line = 0
    for number, case in enumerate(rows):
        for candidate, true_ in zip(case.candidates, case.right, strict=True):
            for f in set(candidate.features) & known.keys():
                place.append(line)
                column.append(known[f])
            owner.append(number)
            right.append(true_)
            line += 1
    table = csr_matrix((np.ones(len(place)), (place, column)), shape=(line, len(known)))
    owners, truth = np.array(owner), np.array(right, dtype=float)

    def loss(w: Floats) -> tuple[float, Floats]:
        score = table @ w
        top = np.full(len(rows), -np.inf)
        np.maximum.at(top, owners, score)
        grown = np.exp(score - top[owners])
        total = np.bincount(owners, grown, len(rows))
        share = grown / total[owners]
        fit = np.bincount(owners, grown * truth, len(rows))
        value = float(np.sum(np.log(total) - np.log(fit)) + PENALTY / 2 * w @ w)
        return value, np.asarray(table.T @ (share - grown * truth / fit[owners])) + PENALTY * w

    best = minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return Weights({f: round(1000 * best[i]) for f, i in known.items() if abs(best[i]) >= 0.02}, 0)


def judged(rows: Sequence[Case], by: Weights) -> list[tuple[int, bool, bool]]:
    """For each pronoun the lead of the name that is first over the next, whether it is right, and whether there was a right one."""
    told = []
    for case in rows:
        order = antecedents.order(case.candidates, by)
        right = {c.name for c, true_ in zip(case.candidates, case.right, strict=True) if true_}
        lead = order[0][0] - order[1][0] if len(order) > 1 else 10**6
        told.append((lead if order[0][1] else -1, order[0][1] in right, NOBODY not in right))
    return told


def margin(told: Sequence[tuple[int, bool, bool]]) -> int:
    """The least lead at which no more than WRONG of the names are wrong."""
    given = sorted(((lead, right) for lead, right, known in told if known and lead >= 0), reverse=True)
    wrong, least = 0, 0
    for count, (lead, right) in enumerate(given, 1):
        wrong += not right
        if wrong <= WRONG * count:
            least = lead
    return least


def main() -> None:
    """Learns, tells how well on held-out texts, and writes."""
    parser = argparse.ArgumentParser(description="Learns what the features of pronouns weigh.")
    parser.add_argument("litbank", type=Path)
    parser.add_argument("--out", type=Path, default=Path("loquitur/language/reference/antecedents.toml"))
    args = parser.parse_args()
    read = list(texts(args.litbank))
    folds = [[t for i, t in enumerate(read) if i % FOLDS == k] for k in range(FOLDS)]
    given = {t.name: cases(t, None) for t in read}
    told: list[tuple[int, bool, bool]] = []
    as_read: dict[str, list[Case]] = {}
    for fold in folds:
        held = {t.name for t in fold}
        by = learn([c for name, rows in given.items() if name not in held for c in rows])
        as_read |= {t.name: cases(t, by) for t in fold}
    for fold in folds:
        held = {t.name for t in fold}
        by = learn([c for name, rows in as_read.items() if name not in held for c in rows])
        told += judged([c for t in fold for c in cases(t, by)], by)
    least = margin(told)
    report(told, least)
    final = learn([c for rows in as_read.values() for c in rows])
    write(args.out, final, least)


def report(told: Sequence[tuple[int, bool, bool]], least: int) -> None:
    """Prints how many were right on held-out texts, at several margins."""
    named = sum(known for _, _, known in told)
    among = [(lead, right) for lead, right, known in told if known]
    for limit in sorted({0, 300, 600, 1000, 1500, 2000, least}):
        given = [(right, known) for lead, right, known in told if lead >= limit]
        right = sum(r for r, _ in given)
        sure = [r for lead, r in among if lead >= limit]
        print(
            f"margin {limit}: {len(given)} named, {right / max(1, len(given)):.3f} right, {right / named:.3f} of {named} found; of whose name is in view {sum(sure) / max(1, len(sure)):.3f} right"
        )


def write(out: Path, by: Weights, least: int) -> None:
    """Writes the weights, sorted."""
    lines = [
        "# What the features of pronouns weigh, in thousandths; made by training/pronouns.py from LitBank (CC BY 4.0), not by hand.",
        f"margin = {least}",
        "",
        "[weights]",
    ]
    lines += [f'"{f}" = {w}' for f, w in sorted(by.weigh.items())]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
