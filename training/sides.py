"""Trains the upper half that tells which of two named in a sentence is for or against the other.

usage: python -m training.sides --data ../shared/data --out FOLDER [--held N]    (--held 1 made what ships, in its third pass)

The package's lower half reads a sentence, as it is; three layers that begin as copies of the reader's upper ones are trained
on its vectors, to which a mark is added where each of the two stands. One scorer is asked twice, for either as the holder.
Every pass has its own exchange of names (`exchanged.py`), all sentences that tell a side, half of the others, and some made
from templates. With `--held N` the N-th ninth of the training part, whole clusters of sentences that share seven words, is
kept apart and measured after each pass, to choose the pass; the average of the weights after each is written.
"""

import argparse
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional as F

from loquitur import reading
from loquitur.language import marks
from loquitur.language.networks import graphs
from loquitur.language.networks.pieces import BODY, encode
from loquitur.language.sides.pairs import CLASSES
from loquitur.model import Span
from training.exchanged import Row, exchanged, invented, others, parted, pool
from training.network import HIDDEN, LAYERS, SHARED, Layer
from training.stances import macro
from training.train import Average, rate

PASSES, BATCH, TEMPLATES, PARTS = 5, 32, 800, 9
RATE, DECAY, HEAD_RATE = 2e-4, 0.85, 1e-3
FAINT, FAINTLY = 0.4, 0.3
"""How many sentences also give a pair that is taken for neutral, and what that weighs."""
SMOOTH = 0.05
SEED = 1956


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A sentence read by the lower half, where two named stand, the class, its weight, and which row it came from."""

    read: NDArray[np.float16]
    places: tuple[tuple[int, int], tuple[int, int]]
    label: int
    weight: float
    row: int


class Sides(nn.Module):
    """Scores of the five classes for a pair in a sentence that the lower half has read."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.mark = nn.Embedding(3, HIDDEN)
        nn.init.normal_(self.mark.weight, std=0.1)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - SHARED))
        self.holder, self.target, self.whole = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.out, self.drop = nn.Linear(HIDDEN, 2), nn.Dropout(dropout)

    def forward(self, read: Tensor, mark: Tensor, mask: Tensor | None = None) -> Tensor:
        x = read + self.mark(mark) * (mark > 0).unsqueeze(-1)
        for layer in self.layers:
            x = layer(x, mask)
        one, other = (self.drop(mean(x, mark == n)) for n in (1, 2))
        held, meant = self.holder(torch.stack([one, other])), self.target(torch.stack([other, one]))
        told = self.out(F.gelu(held + meant + self.whole(x[:, 0])))
        pro, con = told.unbind(-1)  # by the first as the holder, and by the second
        return torch.stack([torch.zeros_like(pro[0]), pro[0], pro[1], con[0], con[1]], 1)


def mean(x: Tensor, chosen: Tensor) -> Tensor:
    """The mean vector of the chosen pieces of each row."""
    weight = chosen.to(x.dtype).unsqueeze(-1)
    return (x * weight).sum(1) / weight.sum(1)


# ---- the reader's own layers ----


def copied(network: Sides, whole: Path) -> None:
    """Takes the layers' first weights from the reader's upper graph."""
    kept = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(whole)).graph.initializer}
    turn = iter(sorted((n for n in kept if n.endswith("_quantized")), key=lambda n: int(re.findall(r"\d+", n)[0])))
    state = {}
    for n in range(LAYERS - SHARED):
        own = f"network.layers.{n + SHARED}."
        for part in ("qkv", "out", "up", "down"):
            name = next(turn)
            scale = kept[name.replace("_quantized", "_scale")]
            state[f"layers.{n}.{part}.weight"] = torch.tensor(kept[name].astype(np.float32) * scale).t()
            state[f"layers.{n}.{part}.bias"] = torch.tensor(kept[f"{own}{part}.bias"])
        for part in ("first", "second"):
            for kind in ("weight", "bias"):
                state[f"layers.{n}.{part}.{kind}"] = torch.tensor(kept[f"{own}{part}.{kind}"])
    missing, unexpected = network.load_state_dict(state, strict=False)
    if unexpected or any(m.startswith("layers") for m in missing):
        raise ValueError(f"these weights do not fit: {missing} {unexpected}")


# ---- material ----


def items(row: Row, number: int, rng: random.Random | None = None) -> Iterator[Item]:
    """The pair of a sentence, and with `rng` now and then another one that is taken for neutral."""
    doc = reading.read(row.text.encode(), "sentence.txt")
    pieces = encode(graphs.words(), row.text, [Span(0, len(row.text))], marks.find(doc))
    places = [_place(pieces.start, pieces.end, s) for s in (row.first, row.second)]
    if len(pieces) > BODY or None in places:
        return
    read = graphs.lower(pieces, 0, len(pieces))[0].astype(np.float16)
    yield Item(read, tuple(places), row.label, 1.0, number)  # type: ignore[arg-type]
    if rng is None or rng.random() > FAINT:
        return
    more = [p for p in (_place(pieces.start, pieces.end, s) for s in others(row)) if p]
    if more:
        pair = tuple(sorted((rng.choice(more), rng.choice(places if len(more) == 1 or rng.random() < 0.6 else more))))  # type: ignore[type-var]
        if pair[0] != pair[1]:
            yield Item(read, pair, 0, FAINTLY, number)  # type: ignore[arg-type]


def _place(start: NDArray[np.int64], end: NDArray[np.int64], span: Span) -> tuple[int, int] | None:
    inside = np.flatnonzero((start < span.end) & (span.start < end)) + 1
    return (int(inside[0]), int(inside[-1]) + 1) if len(inside) else None


def material(rows: Sequence[Row], number: int) -> list[Item]:
    """What the N-th pass learns from: the sentences with a side, half of the others, and templates (of row -1)."""
    rng = random.Random(SEED + number)
    names = pool(rows)
    found: list[Item] = []
    for k, row in enumerate(rows):
        if row.label or (k + number) % 2:
            found += items(exchanged(row, names, rng), k, rng)
    for _ in range(TEMPLATES):
        found += items(invented(rng, names), -1)
    return found


def kept(folder: Path, name: str, make: Callable[[], list[Item]]) -> list[Item]:
    """A list of items, read again from the folder where it has been made before."""
    path = folder / f"{name}.npz"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        found = make()
        np.savez(
            path, read=np.concatenate([i.read for i in found]), length=[len(i.read) for i in found],
            told=[(*i.places[0], *i.places[1], i.label, i.row) for i in found], weight=[i.weight for i in found],
        )  # fmt: skip
    with np.load(path) as data:
        read, told, weight, ends = data["read"], data["told"], data["weight"], np.cumsum(data["length"])
    return [
        Item(read[e - n : e], ((t[0], t[1]), (t[2], t[3])), int(t[4]), float(w), int(t[5]))
        for e, n, t, w in zip(ends, np.diff(ends, prepend=0), told.tolist(), weight, strict=True)
    ]


def clusters(rows: Sequence[Row]) -> list[int]:
    """For each sentence a number that it has in common with those that share seven words with it, names left out."""
    parent = list(range(len(rows)))

    def root(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    owner: dict[tuple[str, ...], int] = {}
    for k, row in enumerate(rows):
        for run in runs(row):
            if run in owner:
                parent[root(k)] = root(owner[run])
            owner[run] = k
    return [root(k) for k in range(len(rows))]


def runs(row: Row) -> set[tuple[str, ...]]:
    """The runs of seven words of a sentence without the two names."""
    text = f"{row.text[: row.first.start]} {row.text[row.first.end : row.second.start]} {row.text[row.second.end :]}"
    words = re.findall(r"\w+", re.sub(r"[’']s\b", "", text).lower())
    return {tuple(words[k : k + 7]) for k in range(len(words) - 6)}


# ---- learning ----


def batches(found: Sequence[Item], rng: random.Random) -> list[list[Item]]:
    """The items in random order, those of like length together."""
    drawn = list(found)
    rng.shuffle(drawn)
    made = []
    for at in range(0, len(drawn), 40 * BATCH):
        row = sorted(drawn[at : at + 40 * BATCH], key=lambda i: len(i.read))
        made += [row[k : k + BATCH] for k in range(0, len(row), BATCH)]
    rng.shuffle(made)
    return made


def stacked(batch: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor | None]:
    """Vectors, marks and, where lengths differ, which pieces there are."""
    long = max(len(i.read) for i in batch)
    read, mark = np.zeros((len(batch), long, HIDDEN), np.float32), np.zeros((len(batch), long), np.int64)
    there = np.zeros((len(batch), 1, 1, long), bool)
    for k, item in enumerate(batch):
        read[k, : len(item.read)], there[k, ..., : len(item.read)] = item.read, True
        for n, (a, b) in enumerate(item.places):
            mark[k, a:b] = n + 1
    return torch.tensor(read), torch.tensor(mark), None if there.all() else torch.tensor(there)


def groups(network: Sides) -> list[dict[str, object]]:
    """The weights with their rates: the deeper, the slower."""
    found: list[dict[str, object]] = []
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            deep = re.match(r"layers\.(\d)", name)
            top = RATE * DECAY ** (LAYERS - SHARED - 1 - int(deep[1])) if deep else HEAD_RATE
            decay = 0.02 if weight.ndim > 1 and "mark" not in name else 0.0
            found.append({"params": [weight], "lr": top, "top": top, "weight_decay": decay})
    return found


def scores(network: Sides, found: Sequence[Item]) -> NDArray[np.float32]:
    """The logits of all items, in their order."""
    order = sorted(range(len(found)), key=lambda k: len(found[k].read))
    told = np.zeros((len(found), len(CLASSES)), np.float32)
    with torch.inference_mode():
        for at in range(0, len(order), 64):
            part = order[at : at + 64]
            with torch.autocast("cpu", torch.bfloat16):
                told[part] = network(*stacked([found[k] for k in part])).float().numpy()
    return told


def shown(name: str, found: Sequence[Item], told: NDArray[np.float32]) -> None:
    """Prints macro F1 without and with the best bias against sides, and how right the surest are."""
    labels = np.array([i.label for i in found])
    best = max((macro(labels, (told + _bias(b)).argmax(1))[0], b) for b in np.arange(-1.0, 2.01, 0.25))
    likely = np.exp(told - told.max(1, keepdims=True))
    likely /= likely.sum(1, keepdims=True)
    chosen = likely[:, 1:].argmax(1) + 1
    order = np.argsort(-likely[:, 1:].max(1))
    surest = [round(100 * float((labels[order[:n]] == chosen[order[:n]]).mean()), 1) for n in (50, 100, 200, 300)]
    loss = float(-np.log(likely[np.arange(len(labels)), labels] + 1e-9).mean())
    print(
        f"  {name}: macro F1 {macro(labels, told.argmax(1))[0]:.1f}, best {best[0]:.1f} at {best[1]:.2f}; surest {surest}; loss {loss:.3f}",
        flush=True,
    )


def _bias(none: float) -> NDArray[np.float32]:
    return np.array([none, 0, 0, 0, 0], np.float32)


def learn(network: Sides, parts: Iterable[Sequence[Item]], measured: dict[str, list[Item]], out: Path) -> None:
    """Trains over the passes; after each the average of the weights is measured and kept."""
    optimiser = torch.optim.AdamW(groups(network), betas=(0.9, 0.98), eps=1e-6, fused=True)
    average = Average(network, every=1, keep=0.99)
    rng, step, began = random.Random(SEED), 0, time.process_time()
    for number, part in enumerate(parts):
        total, lost = PASSES * len(part) // BATCH, []
        for batch in batches(part, rng):
            network.train()
            with torch.autocast("cpu", torch.bfloat16):
                told = network(*stacked(batch))
            labels, weights = torch.tensor([i.label for i in batch]), torch.tensor([i.weight for i in batch])
            loss = (F.cross_entropy(told.float(), labels, reduction="none", label_smoothing=SMOOTH) * weights).mean()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            for group in optimiser.param_groups:
                group["lr"] = group["top"] * rate(step / total)
            optimiser.step()
            average.update()
            lost.append(float(loss.detach()))
            step += 1
            if step % 100 == 0:
                print(
                    f"step {step} of {total}: {np.mean(lost[-100:]):.4f}, {time.process_time() - began:.0f} s",
                    flush=True,
                )
        state = {k: v.clone() for k, v in {**network.state_dict(), **average.held}.items()}
        save_file({k: v.contiguous() for k, v in state.items()}, out / f"pass{number + 1}.safetensors")
        tried = Sides(0.0).eval()
        tried.load_state_dict(state)
        print(f"pass {number + 1}: loss {np.mean(lost):.4f}, {time.process_time() - began:.0f} s", flush=True)
        for name, found in measured.items():
            shown(name, found, scores(tried, found))


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--held", type=int, help="which ninth is kept apart")
    asked.add_argument("--read", type=Path, default=Path("build/sides-read"), help="where readings are kept")
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    folder = given.data / "directed_sentiment" / "dataset"
    rows, valid = list(parted(folder / "train.txt")), list(parted(folder / "valid.txt"))
    judged = kept(given.read, "valid", lambda: [i for k, r in enumerate(valid) for i in items(r, k)])
    part = [False] * len(rows)
    known = set().union(*map(runs, rows))
    new = [not runs(r) & known for r in valid]
    measured = {"valid": judged, "valid without twins": [i for i in judged if new[i.row]]}
    if given.held is not None:
        part = [c % PARTS == given.held for c in clusters(rows)]
        own = [k for k, held in enumerate(part) if held]
        measured["held"] = kept(given.read, f"held{given.held}", lambda: [i for k in own for i in items(rows[k], k)])
    network = Sides()
    copied(network, Path(str(graphs.folder())) / "reader.onnx")
    learn(network, (_pass(given.read, rows, part, n) for n in range(PASSES)), measured, given.out)


def _pass(folder: Path, rows: Sequence[Row], part: Sequence[bool], number: int) -> list[Item]:
    """What the N-th pass learns from, without the part that is kept apart."""
    told = kept(folder, f"pass{number}", lambda: material(rows, number))
    return [i for i in told if i.row < 0 or not part[i.row]]


if __name__ == "__main__":
    main()
