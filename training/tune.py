"""Chooses the settings of decoding on the articles kept from training, and how far each quotation can be trusted.

usage: python -m training.tune --data ../shared/data --model FOLDER

Each setting in turn takes the value with the best mean of overlap F and joint F, twice round. Then a logistic
regression over the signs of trust learns which of the quotations found are real. Writes `reader.toml` in the folder.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from loquitur import reading
from loquitur.language import marks
from loquitur.language.networks import graphs
from loquitur.language.networks.decode import Decoder, Settings, Tagged
from loquitur.language.networks.links import UNIT
from loquitur.language.networks.pieces import Pieces, encode
from loquitur.language.tagger import Reader
from loquitur.model import Span
from training.corpora import Told, held_out, polnear

__all__ = ["main"]

CHOICES: dict[str, Sequence[object]] = {
    "content": (0, -24),
    "cue": (0, 26, 51),
    "source": (0, 26, 51),
    "reach": (30, 45),
    "mention": (45, 70, 100),
    "uncued": (-128, 0),
    "unsourced": (-64, 0, 64),
    "by_cue": (30, 50, 70),
    "joined": (-128, -64, 0, 64),
    "parted": (0, -96, -192, -384),
    "same_cue": (64, 192),
    "other_cue": (-192, -64),
}
LAYERS = ("content", "cue", "source")
STEADY = 1e-2
"""Weight of the penalty on the regression's weights."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """An article as the network read it."""

    text: str
    told: tuple[Told, ...]
    pieces: Pieces
    scores: NDArray[np.int64]
    hidden: NDArray[np.float32]
    decided: list[tuple[int, int]]


def opened(folder: Path) -> Reader:
    """The reader with the settings of nothing chosen yet; its networks are those of the package."""
    with np.load(folder / "reader.npz", allow_pickle=False) as stored:
        weights = {n: stored[n].astype(np.float32) for n in stored.files}
    return Reader(graphs.words(), Decoder.of(weights, Settings()), "being tuned")


def articles(reader: Reader, data: Path) -> Iterator[Read]:
    for sample in polnear(data):
        if held_out(sample.name):
            doc = reading.read(sample.text.encode(), sample.name + ".txt")
            paragraphs = [b.span for b in doc.blocks if b.kind != "frame"]
            pieces = encode(reader.tokenizer, doc.text, paragraphs, marks.find(doc))
            yield Read(doc.text, sample.told, pieces, *reader.scores(doc.text, pieces))


def changed(settings: Settings, name: str, value: object) -> Settings:
    if name in LAYERS:
        outside = list(settings.outside)
        outside[LAYERS.index(name)] = int(str(value))
        return replace(settings, outside=tuple(outside))
    return replace(settings, **{name: value})  # type: ignore[arg-type]


def letters(text: str, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(i for a, b in spans for i in range(a, b) if text[i].isalnum())


def matched(gold: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """Pairs of at least half in common, the best first, each side once."""
    likely = sorted(
        ((-len(g & f) / len(g | f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g & f),
    )
    pairs, left, right = [], set(), set()
    for likeness, i, j in likely:
        if likeness <= -0.5 and i not in left and j not in right:
            pairs.append((i, j))
            left.add(i)
            right.add(j)
    return pairs


def judged(article: Read, found: Sequence[Tagged]) -> tuple[int, int, int, int, list[bool]]:
    """Gold, found, matched, matched with the right source, and which of the found were matched."""
    gold = [letters(article.text, t.content) for t in article.told]
    mine = [letters(article.text, t.content) for t in found]
    pairs = matched(gold, mine)
    right = 0
    for i, j in pairs:
        wanted = letters(article.text, article.told[i].source)
        source = found[j].source
        given = letters(article.text, (source,)) if source else frozenset()
        right += bool(wanted & given) if wanted else not given
    hit = {j for _, j in pairs}
    return len(gold), len(mine), len(pairs), right, [j in hit for j in range(len(mine))]


def quality(decoder: Decoder, read: Sequence[Read]) -> tuple[float, float]:
    """Overlap F and joint F, in per cent."""
    n = np.zeros(4)
    for a in read:
        n += judged(a, decoder.quotations(a.pieces, a.scores, a.hidden, a.decided))[:4]
    return 200 * n[2] / (n[0] + n[1]), 200 * n[3] / (n[0] + n[1])


def best_of(decoder: Decoder, read: Sequence[Read], name: str, values: Sequence[object]) -> Settings:
    """The settings with the value of one of them that is best."""
    tries = [changed(decoder.settings, name, value) for value in values]
    marks_ = [sum(quality(replace(decoder, settings=tried), read)) for tried in tries]
    for value, mark in zip(values, marks_, strict=True):
        print(f"{name} {value}: {mark / 2:.2f}", flush=True)
    return tries[int(np.argmax(marks_))]


def tell_trust(decoder: Decoder, read: Sequence[Read]) -> None:
    """Prints how many quotations that are no attitudes are real, by the least confidence asked for."""
    rows = []
    for a in read:
        found = decoder.quotations(a.pieces, a.scores, a.hidden, a.decided)
        rows += [(t.confidence, real) for t, real in zip(found, judged(a, found)[4], strict=True) if not t.attitude]
    for least in (0, 50, 60, 70, 75, 80, 85, 90, 95):
        kept = [real for confidence, real in rows if confidence >= least]
        print(
            f"speech of confidence {least}: {len(kept)}, real {100 * sum(kept) / max(1, len(kept)):.1f} %", flush=True
        )


def chosen(decoder: Decoder, read: Sequence[Read], rounds: int) -> Settings:
    settings, best = decoder.settings, 0.0
    for _ in range(rounds):
        for name, values in CHOICES.items():
            for value in values:
                tried = changed(settings, name, value)
                overlap, joint = quality(replace(decoder, settings=tried), read)
                if (overlap + joint) / 2 > best + 1e-9:
                    settings, best = tried, (overlap + joint) / 2
                    print(f"{name} {value}: overlap {overlap:.2f} joint {joint:.2f}", flush=True)
    return settings


def trust(decoder: Decoder, read: Sequence[Read]) -> tuple[int, ...]:
    """Thousandths of log odds for each sign, by Newton's method."""
    rows, real = [], []
    for a in read:
        found = decoder.quotations(a.pieces, a.scores, a.hidden, a.decided)
        rows += [[*t.signs, UNIT] for t in found]
        real += judged(a, found)[4]
    x, y = np.array(rows) / UNIT, np.array(real, float)
    w = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (y - p) / len(y) - STEADY * w
        bend = (x * (p * (1 - p))[:, None]).T @ x / len(y) + STEADY * np.eye(len(w))
        w += np.linalg.solve(bend, slope)
    return tuple(int(v) for v in np.rint(1000 * w))


def main() -> None:
    parser = argparse.ArgumentParser(description="Chooses the settings of decoding.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--name", default="loquitur reader 1")
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    reader = opened(given.model)
    read = list(articles(reader, given.data))
    settings = chosen(reader.decoder, read, given.rounds)
    settings = replace(settings, trust=trust(replace(reader.decoder, settings=settings), read))
    settings = best_of(replace(reader.decoder, settings=settings), read, "least", (0, 25, 30, 35, 40, 45, 50))
    tell_trust(replace(reader.decoder, settings=settings), read)
    lines = [f"{k} = {list(v) if isinstance(v, tuple) else v}" for k, v in asdict(settings).items()]
    head = (
        "# The trained reader: its name, and the settings of decoding, chosen on articles that it was not trained on."
    )
    text = "\n".join([head, "", "[model]", f'name = "{given.name}"', "", "[settings]", *lines, ""])
    (given.model / "reader.toml").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
