"""Learns what the features of speakers weigh, from novels in which every quotation has its speaker.

usage: python training/speakers.py NOVELS [--out loquitur/language/speech/speakers.toml] [--every N]

NOVELS is the folder `data` of the Project Dialogism Novel Corpus: a folder a novel, with its text, `quotation_info.csv`
and `character_info.csv`. Novels on which the project is measured (HELD_OUT) are never read. Each novel is cut into
stretches of 40,000 characters, each read as a document of its own, so that people are as little known as at a beginning.

The model is a chain: the score of a row of speakers is the sum of the weights of their features and of the ties between
neighbours; the weights make the true rows likeliest (maximum likelihood, exact by dynamic programming, with a
quadratic penalty). Nothing is drawn by chance, so nothing is seeded. Thresholds and confidences are read off novels that
were held out in turn, a third at a time. Needs NumPy and SciPy. The weights in the package were learned from every second
stretch (`--every 2`): a few minutes on a core of its own, half an hour on one shared with much else.
"""

import argparse
import ast
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from loquitur import reading
from loquitur.language import marks, people
from loquitur.language.persons.names import split
from loquitur.language.sentences.prose import sentences
from loquitur.language.speech import attribution, dialogue, ranker, teller, turns
from loquitur.language.speech.scenery import TELLER
from loquitur.language.speech.scenes import Stage

HELD_OUT = frozenset(
    {
        "APassageToIndia",
        "DaisyMiller",
        "Emma",
        "NorthangerAbbey",
        "TheGambler",
        "TheManWhoWasThursday",
        "TheMysteriousAffairAtStyles",
        "TheSignOfTheFour",
    }
)
STRETCH = 40_000
MOST = 12
"""Candidates of a turn that are looked at, nobody among them."""
RARE = 15
"""Features seen less often are left out."""
PENALTY = 1.0
FOLDS = 3
WRONG = {"none": 0.21, "he or she": 0.26, "other": 0.26}
"""The share of wrong names that a threshold may let through, by the kind of cue."""
Floats = NDArray[np.float64]
Names = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Told:
    """One quotation as the corpus tells it."""

    start: int
    names: Names


@dataclass(frozen=True)
class Row:
    """The turns of one stretch with their candidates, and the number of the true one (-1 where nothing is known)."""

    novel: str
    scenes: tuple[dialogue.Scene, ...]
    cues: tuple[str, ...]
    truth: tuple[int, ...]


# ---- the corpus ----


def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without articles and possessive."""
    name = re.sub(r"[’']s?$", "", name.casefold().strip())
    return tuple(w for w in re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", name) if w not in {"the", "a", "an"})


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def stretches(folder: Path) -> Iterator[tuple[str, list[Told]]]:
    """A novel in stretches that end with a paragraph, each with its quotations."""
    text = next(folder.glob("*.txt")).read_text(encoding="utf-8").replace("\r\n", "\n")
    names = {r["Main Name"]: {r["Main Name"], *_aliases(r["Aliases"])} for r in table(folder / "character_info.csv")}
    told = [
        Told(start, frozenset(words(n) for n in names.get(row["speaker"], {row["speaker"]})))
        for row in table(folder / "quotation_info.csv")
        for start, _ in ast.literal_eval(row["quoteByteSpans"])
    ]
    at = 0
    while at < len(text):
        cut = text.rfind("\n\n", at, at + STRETCH) + 1
        cut = len(text) if at + STRETCH >= len(text) or cut <= at else cut
        yield text[at:cut], [Told(t.start - at, t.names) for t in told if at <= t.start < cut]
        at = cut


def _aliases(value: str) -> set[str]:
    try:
        return set(ast.literal_eval(value))
    except (ValueError, SyntaxError):
        return set()


# ---- from text to rows ----


def row(novel: str, text: str, told: Sequence[Told]) -> Row | None:
    """The turns of a stretch, read as the program reads them; None where it is no story."""
    doc = reading.read(text.encode(), "stretch.txt", given={})
    prose = sentences(doc)
    who = people.roll(doc, prose)
    stage = Stage.of(doc, marks.find(doc))
    drafts = [d for d in turns.find(stage, prose, who).values() if stage.quoted[d.number].parent is None]
    if not attribution.is_story(stage, drafts):
        return None
    first_person = attribution.has_teller(drafts)
    spoken = attribution.spoken_turns(drafts, who, told=first_person)
    scenery = attribution.ground(stage, who, drafts, told=first_person)
    called = teller.name(scenery, [teller.Heard(t.spans, t.named == TELLER) for t in spoken]) if first_person else None
    scenes = dialogue.scenes(scenery, spoken)
    forms: dict[str, Counter[str]] = {}
    for mention in who.mentions:
        forms.setdefault(who.name(mention.name), Counter())[mention.name] += 1
    near = {t.start + k: t.names for t in told for k in (-2, -1, 0, 1, 2)}
    truth = [
        _truth(s, next((near[a] for a, _ in t.spans if a in near), None), forms, called)
        for s, t in zip(scenes, spoken, strict=True)
    ]
    return Row(novel, tuple(scenes), tuple(attribution.cue_kind(t) for t in spoken), tuple(truth))


def _truth(scene: dialogue.Scene, names: Names | None, forms: dict[str, Counter[str]], called: str | None) -> int:
    """The number of the candidate who bears one of these names, else of nobody."""
    if names is None:
        return -1
    for k, candidate in enumerate(scene.candidates):
        if candidate.name == TELLER:
            right = ("narr",) in names or (called is not None and words(called) in names)
        else:
            own = forms.get(candidate.name, Counter())
            fits = sum(n for form, n in own.items() if words(form) in names or tuple(split(form).words) in names)
            right = bool(candidate.name) and (words(candidate.name) in names or 2 * fits > sum(own.values()))
        if right:
            return k
    return 0 if scene.candidates[0].name == dialogue.OTHER else -1


# ---- the chain ----


class Chain:
    """All rows as arrays of one shape: rows, turns, candidates."""

    def __init__(self, rows: Sequence[Row], features: dict[str, int]) -> None:
        self.rows, self.long = len(rows), max(len(r.scenes) for r in rows)
        shape = (self.rows, self.long, MOST)
        self.closed = np.full(shape, -1e9)
        self.truth = np.full(shape[:2], -1)
        self.same = [np.zeros((*shape, MOST)) for _ in range(2)]
        own, again, alternate = [], [], []
        for b, one in enumerate(rows):
            for t, scene in enumerate(one.scenes):
                self.truth[b, t] = one.truth[t] if one.truth[t] < MOST else -1
                names = [c.name for c in scene.candidates[:MOST]]
                self.closed[b, t, : len(names)] = 0
                at = b * self.long + t
                own += [
                    (at * MOST + k, features[f])
                    for k, c in enumerate(scene.candidates[:MOST])
                    for f in c.features
                    if f in features
                ]
                again += [(at, features[f]) for f in scene.again if f in features]
                alternate += [(at, features[f]) for f in scene.alternate if f in features]
                for back in (1, 2):
                    if t >= back:
                        for i, name in enumerate(c.name for c in one.scenes[t - back].candidates[:MOST]):
                            if name and name in names:
                                self.same[back - 1][b, t, i, names.index(name)] = 1
            self.closed[b, len(one.scenes) :, 0] = 0
        wide = len(features)
        self.own = _sparse(own, (self.rows * self.long * MOST, wide))
        self.again = _sparse(again, (self.rows * self.long, wide))
        self.alternate = _sparse(alternate, (self.rows * self.long, wide))

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        """How unlikely the true rows are, with the penalty, and its slope."""
        scores = (self.own @ weights).reshape(self.closed.shape) + self.closed
        ties = (self.again @ weights).reshape(self.truth.shape), (self.alternate @ weights).reshape(self.truth.shape)
        free = self._expected(scores, *ties)
        b, t = np.nonzero(self.truth >= 0)
        held = np.zeros_like(scores)
        held[b, t] = -1e9
        held[b, t, self.truth[b, t]] = 0
        true = self._expected(np.maximum(scores + held, -1e9), *ties)
        slope = (
            self.own.T @ (free[1] - true[1]).ravel()
            + self.again.T @ (free[2] - true[2]).ravel()
            + self.alternate.T @ (free[3] - true[3]).ravel()
        )
        loss = float((free[0] - true[0]).sum() + PENALTY * weights @ weights)
        return loss, slope + 2 * PENALTY * weights

    def _expected(self, own: Floats, again: Floats, alternate: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """The logarithm of the sum over all rows, and how often each candidate and each tie is expected."""
        pairs = [again[:, t, None, None] * self.same[0][:, t] + own[:, t, None, :] for t in range(self.long)]
        skips = [np.exp(alternate[:, t, None, None] * self.same[1][:, t]) for t in range(self.long)]
        start = np.full((self.rows, MOST, MOST), -1e9)
        start[:, 0, :] = own[:, 0]
        ahead = [start]
        for t in range(1, self.long):
            if t == 1:
                ahead.append(_log_sum(ahead[0], 1)[:, :, None] + pairs[1])
                continue
            top = ahead[-1].max(axis=1, keepdims=True)
            reached = np.exp(ahead[-1] - top).transpose(0, 2, 1) @ skips[t]
            ahead.append(np.log(reached + 1e-300) + top.transpose(0, 2, 1) + pairs[t])
        total = _log_sum(ahead[-1].reshape(self.rows, -1), 1)
        back = np.zeros_like(start)
        counts = np.zeros_like(own), np.zeros_like(again), np.zeros_like(again)
        for t in range(self.long - 1, -1, -1):
            here = np.exp(ahead[t] + back - total[:, None, None])
            counts[0][:, t] = here.sum(axis=1)
            if t:
                counts[1][:, t] = (here * self.same[0][:, t]).sum(axis=(1, 2))
                rest = back + pairs[t]
                if t == 1:
                    back = np.broadcast_to(_log_sum(rest, 2)[:, None, :], start.shape)
                    continue
                top = rest.max(axis=2, keepdims=True)
                after = np.exp(rest - top)
                before = np.exp(ahead[t - 1] + top.transpose(0, 2, 1) - total[:, None, None])
                through = skips[t] * self.same[1][:, t] @ after.transpose(0, 2, 1)
                counts[2][:, t] = (before * through).sum(axis=(1, 2))
                back = np.log(skips[t] @ after.transpose(0, 2, 1) + 1e-300) + top.transpose(0, 2, 1)
        return total, *counts


def _sparse(entries: Sequence[tuple[int, int]], shape: tuple[int, int]) -> csr_matrix:
    rows, columns = zip(*entries, strict=True) if entries else ((), ())
    return csr_matrix((np.ones(len(entries)), (rows, columns)), shape=shape)


def _log_sum(values: Floats, axis: int) -> Floats:
    top = values.max(axis=axis, keepdims=True)
    summed: Floats = (top + np.log(np.exp(values - top).sum(axis=axis, keepdims=True))).squeeze(axis)
    return summed


def learn(rows: Sequence[Row]) -> dict[str, int]:
    """The weights in thousandths."""
    seen = Counter(
        f
        for r in rows
        for s in r.scenes
        for group in (*(c.features for c in s.candidates), s.again, s.alternate)
        for f in group
    )
    features = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= RARE))}
    chain = Chain(rows, features)
    found = minimize(chain.loss, np.zeros(len(features)), jac=True, method="L-BFGS-B", options={"maxiter": 45})
    return {f: round(1000 * found.x[i]) for f, i in features.items() if round(1000 * found.x[i])}


# ---- how sure it is ----


@dataclass(frozen=True)
class Trial:
    """One choice on a novel that was held out."""

    cue: str
    margin: int
    right: bool


def trials(rows: Sequence[Row], weights: dict[str, int]) -> Iterator[Trial]:
    """Every name that the ranking would give, right or wrong."""
    by = ranker.Model("trial", {}, (), weights)
    for one in rows:
        for k, choice in enumerate(ranker.decide(one.scenes, by)):
            names = [c.name for c in one.scenes[k].candidates]
            if choice.name != dialogue.OTHER and len(names) > 1:
                yield Trial(one.cues[k], choice.margin, one.truth[k] >= 0 and names[one.truth[k]] == choice.name)


def threshold(told: Sequence[Trial], most_wrong: float) -> int:
    """The least margin from which on at most this share is wrong."""
    ordered = sorted(told, key=lambda t: -t.margin)
    best, wrong = 10_000, 0
    for n, trial in enumerate(ordered, 1):
        wrong += not trial.right
        if n >= 30 and wrong <= most_wrong * n:
            best = trial.margin
    return best


def confidence(told: Sequence[Trial]) -> list[list[int]]:
    """From which margin on how many of a hundred are right, the widest margin first."""
    steps = [4000, 3000, 2000, 1500, 1000, 700, 400, 0]
    found = []
    for high, low in zip([10**9, *steps], steps, strict=False):
        here = [t.right for t in told if low <= t.margin < high]
        if here:
            found.append([low, round(100 * sum(here) / len(here))])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Learns what the features of speakers weigh.")
    parser.add_argument("novels", type=Path)
    parser.add_argument("--out", type=Path, default=Path("loquitur/language/speech/speakers.toml"))
    parser.add_argument("--every", type=int, default=1, help="read only every N-th stretch")
    options = parser.parse_args()
    rows = []
    for folder in sorted(options.novels.iterdir()):
        if folder.name in HELD_OUT or not (folder / "quotation_info.csv").exists():
            continue
        for text, told in list(stretches(folder))[:: options.every]:
            one = row(folder.name, text, told)
            if one:
                rows.append(one)
        print(folder.name, len(rows), "stretches", flush=True)
    novels = sorted({r.novel for r in rows})
    told: list[Trial] = []
    for k in range(FOLDS):
        aside = set(novels[k::FOLDS])
        weights = learn([r for r in rows if r.novel not in aside])
        told += trials([r for r in rows if r.novel in aside], weights)
        print(f"held out {', '.join(sorted(aside))}: {sum(t.right for t in told)} of {len(told)} so far", flush=True)
    write(options.out, learn(rows), told, novels)


def write(out: Path, weights: dict[str, int], told: Sequence[Trial], novels: Sequence[str]) -> None:
    """The weights as data that people can read."""
    kinds = {kind: [t for t in told if (t.cue if t.cue in WRONG else "other") == kind] for kind in WRONG}
    lines = [
        "# What the features of speakers weigh, in thousandths; made by training/speakers.py, not by hand.",
        f"# Learned from {', '.join(novels)}.",
        'name = "novels 2"',
        "# from which margin on how many of a hundred are right, on novels that were held out",
        f"confidence = {confidence(told)}",
        "",
        "# by the kind of cue: the margin under which nobody is named",
        "[threshold]",
        *(f'"{kind}" = {threshold(kinds[kind], WRONG[kind])}' for kind in WRONG),
        "",
        "[weights]",
        *(f'"{feature}" = {weight}' for feature, weight in sorted(weights.items())),
    ]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for kind in WRONG:
        least = threshold(kinds[kind], WRONG[kind])
        kept = [t for t in kinds[kind] if t.margin >= least]
        print(f"{kind}: {len(kept)} of {len(kinds[kind])} named, {sum(not t.right for t in kept)} wrong")


if __name__ == "__main__":
    main()
