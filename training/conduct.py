"""Makes loquitur/language/models/conduct.onnx: how likely somebody is for or against a topic by what a paragraph tells.

usage: python -m training.conduct --data ../shared/data --out FOLDER [--hold SHARE] [--threads N]

Learns from `training/passages`, invented passages with a topic and the side of everybody named, and from the training part
of the directed sentiment set (Park, Pan, Joo, ACL 2021), each pair both ways. The package's lower half reads a passage and the
topic's name, as they are; three layers that begin as copies of the reader's upper ones learn from its vectors, to which a
mark is added where the one stands who may hold a side (1), and where the topic does (2). A share of the passages is held
out and measured as it goes; their likelihoods go to FOLDER/held.tsv, for choosing the threshold.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional as F

from loquitur import reading
from loquitur.language import marks
from loquitur.language.networks import graphs
from loquitur.language.networks.pieces import BODY, encode
from loquitur.language.sides.conduct import head
from loquitur.model import Span
from training.exchanged import parted
from training.network import HIDDEN, LAYERS, SHARED, Layer
from training.sides import copied, mean
from training.train import Average, rate

PASSAGES = Path(__file__).parent / "passages"
LABELS = ("none", "for", "against")
NEUTRAL = 0.2
"""Of the news sentences without a side so many are learned from, and of those with one every pair both ways."""
PASSES, ROOM = 4, 900
"""How often everything is learned from, and how many pieces make a batch."""
RATE, HEAD_RATE, SMOOTH, SEED = 1.5e-4, 7.5e-4, 0.05, 1956


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A passage and the topic's name as the lower half reads them, the marks, and the label."""

    read: tuple[NDArray[np.float16], NDArray[np.float16]]
    mark: NDArray[np.int8]
    label: int


class Conduct(nn.Module):
    """Scores of no side, for, against, of marked vectors."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.mark = nn.Embedding(3, HIDDEN)
        nn.init.normal_(self.mark.weight, std=0.05)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - SHARED))
        self.holder, self.topic, self.whole = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.out, self.drop = nn.Linear(HIDDEN, len(LABELS)), nn.Dropout(dropout)

    def forward(self, read: Tensor, mark: Tensor, mask: Tensor | None = None) -> Tensor:
        x = read + self.mark(mark) * (mark > 0).unsqueeze(-1)
        for layer in self.layers:
            x = layer(x, mask)
        holder, topic = (self.drop(mean(x, mark == n)) for n in (1, 2))
        scores: Tensor = self.out(self.drop(F.gelu(self.holder(holder) + self.topic(topic) + self.whole(x[:, 0]))))
        return scores


# ---- material ----


def passages() -> list[list[Item]]:
    """The items of each passage."""
    found = []
    for path in sorted(PASSAGES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found.append(list(_items(**json.loads(line))))
    return [items for items in found if items]


def _items(head: str, text: str, topic: str, kind: str, sides: dict[str, str]) -> Iterator[Item]:
    names = [n for n in sides if n in text]
    topics = _topic(text, topic, kind, names)
    for name in names:
        others = [n.split()[-1] for n in names if n != name]
        yield from _item(text, topic, _named(text, name, others), topics, LABELS.index(sides[name]))


def news(path: Path, rng: random.Random) -> Iterator[Item]:
    """The sentences of the set with either as the topic: all that tell a side, NEUTRAL of the others; of what tells none,
    either way round, six in ten."""
    for row in parted(path):
        text, one, other = row.text, row.first, row.second
        if row.label == 0 and rng.random() > NEUTRAL:
            continue
        forward, back = ((0, 0), (1, 0), (0, 1), (2, 0), (0, 2))[row.label]
        for holder, topic, side in ((one, other, forward), (other, one, back)):
            if side or rng.random() < 0.6:
                yield from _item(text, text[topic.start : topic.end], [holder], [topic], side)


def _item(text: str, topic: str, holders: Sequence[Span], topics: Sequence[Span], label: int) -> Iterator[Item]:
    doc = reading.read(text.encode(), "passage.txt")
    if doc.text != text:
        return
    pieces = encode(graphs.words(), text, [Span(0, len(text))], marks.find(doc))
    named = _head(topic)
    if len(pieces) + len(named) > BODY:
        return
    mark = np.zeros(len(pieces) + 2, np.int8)
    for number, spans in ((2, topics), (1, holders)):
        for span in spans:
            mark[1:-1][(pieces.start < span.end) & (span.start < pieces.end)] = number
    if (mark == 1).any():
        about = np.array([0, *[2] * (len(named) - 2), 0], np.int8)
        yield Item((_read(text, pieces), named), np.concatenate([mark, about]), label)


_READ: dict[str, NDArray[np.float16]] = {}


def _read(text: str, pieces: object) -> NDArray[np.float16]:
    """A passage as the lower half reads it, once for everybody in it."""
    if text not in _READ:
        _READ[text] = graphs.lower(pieces, 0, len(pieces))[0].astype(np.float16)  # type: ignore[arg-type]
    return _READ[text]


def _head(topic: str) -> NDArray[np.float16]:
    key = f"\0{topic}"
    if key not in _READ:
        _READ[key] = head(topic)[0].astype(np.float16)
    return _READ[key]


def _named(text: str, name: str, others: Sequence[str]) -> list[Span]:
    """Where somebody is named, in full or by the last word where nobody else has it."""
    found = [Span(m.start(), m.end()) for m in re.finditer(re.escape(name), text)]
    last = re.sub(r"[’']s$", "", name.split()[-1])
    if len(last) > 2 and last[0].isupper() and last not in others:
        found += [Span(m.start(), m.end()) for m in re.finditer(rf"\b{re.escape(last)}\b", text)]
    return found


def _topic(text: str, topic: str, kind: str, names: Sequence[str]) -> list[Span]:
    """Where the topic is named: whole, by the last word of a person's name, by "the" and the last word of a thing's."""
    core = re.sub(r"^(?:the|an?)\s+", "", topic, flags=re.I)
    last = core.split()[-1]
    short = rf"\b{re.escape(last)}\b" if kind == "person" else rf"(?i:\bthe {re.escape(last)}\b)"
    taken = kind == "person" and (not last[0].isupper() or any(last in n.split() for n in names))
    tries = [f"(?i:{re.escape(core)})", *([] if taken else [short])]
    return [Span(m.start(), m.end()) for t in tries for m in re.finditer(t, text)]


# ---- learning ----


def batches(found: Sequence[Item], rng: random.Random | None) -> list[list[Item]]:
    """The items, those of like length together, so many as have room; in random order where one draws."""
    drawn = list(found)
    if rng:
        rng.shuffle(drawn)
    made: list[list[Item]] = []
    for at in range(0, len(drawn), 600):
        held: list[Item] = []
        for item in sorted(drawn[at : at + 600], key=lambda i: len(i.mark)):
            if held and (len(held) + 1) * len(item.mark) > ROOM:
                made.append(held)
                held = []
            held.append(item)
        made.append(held)
    if rng:
        rng.shuffle(made)
    return made


def stacked(batch: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor]:
    """Vectors, marks, and which pieces there are."""
    long = max(len(i.mark) for i in batch)
    read, mark = np.zeros((len(batch), long, HIDDEN), np.float32), np.zeros((len(batch), long), np.int64)
    there = np.zeros((len(batch), 1, 1, long), bool)
    for k, item in enumerate(batch):
        n = len(item.mark)
        read[k, :n], mark[k, :n], there[k, ..., :n] = np.concatenate(item.read), item.mark, True
    return torch.from_numpy(read), torch.from_numpy(mark), torch.from_numpy(there)


def likelihoods(network: Conduct, found: Sequence[Item]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The likelihoods of items and their labels, in one order."""
    network.eval()
    told, labels = [], []
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for batch in batches(found, None):
            told.append(F.softmax(network(*stacked(batch)).float(), 1).numpy())
            labels += [i.label for i in batch]
    network.train()
    return np.concatenate(told), np.array(labels)


def shown(name: str, told: NDArray[np.float32], labels: NDArray[np.int64]) -> None:
    """Prints how often the likeliest is right, and of the surest sides how many are right and how many turned round."""
    sure, side = told[:, 1:].max(1), told[:, 1:].argmax(1) + 1
    parts = []
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        k = sure >= least
        right, turned = (side[k] == labels[k]).sum(), ((side[k] != labels[k]) & (labels[k] > 0)).sum()
        parts.append(
            f"{least}: P {100 * right / max(1, k.sum()):.0f} turned {100 * turned / max(1, k.sum()):.0f} R {100 * right / (labels > 0).sum():.0f}"
        )
    print(f"  {name}: right {100 * (told.argmax(1) == labels).mean():.1f} | {' | '.join(parts)}", flush=True)


def learn(network: Conduct, found: Sequence[Item], held: Sequence[Item], out: Path) -> None:
    """Trains; five times on the way, and with the average of the weights at the end, what is held out is measured."""
    deep = [p for n, p in network.named_parameters() if n.startswith("layers.")]
    new = [p for n, p in network.named_parameters() if not n.startswith("layers.")]
    groups = [{"params": deep, "lr": RATE, "top": RATE}, {"params": new, "lr": HEAD_RATE, "top": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    average, rng, began = Average(network, every=1, keep=0.995), random.Random(SEED), time.monotonic()
    plan = [batch for _ in range(PASSES) for batch in batches(found, rng)]
    for step, batch in enumerate(plan):
        with torch.autocast("cpu", torch.bfloat16):
            told = network(*stacked(batch))
        loss = F.cross_entropy(told.float(), torch.tensor([i.label for i in batch]), label_smoothing=SMOOTH)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * rate(step / len(plan))
        optimiser.step()
        average.update()
        if step % 200 == 0:
            print(f"step {step} of {len(plan)}: {loss.item():.3f}, {time.monotonic() - began:.0f} s", flush=True)
        if held and step and step % (len(plan) // 5) == 0:
            shown("held out", *likelihoods(network, held))
            _kept(network, average, out)
    state = _kept(network, average, out)
    network.load_state_dict(state)
    if held:
        told, labels = likelihoods(network, held)
        shown("held out, average", told, labels)
        np.savetxt(out / "held.tsv", np.column_stack([labels, told]), fmt="%.4f", delimiter="\t")


def _kept(network: Conduct, average: Average, out: Path) -> dict[str, Tensor]:
    state = {k: v.clone().contiguous() for k, v in {**network.state_dict(), **average.held}.items()}
    save_file(state, out / "conduct.safetensors")
    return state


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--hold", type=float, default=0.06)
    asked.add_argument("--threads", type=int, default=2)
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    written = passages()
    rng.shuffle(written)
    apart = int(len(written) * given.hold)
    held = [i for items in written[:apart] for i in items]
    found = [i for items in written[apart:] for i in items]
    found += news(given.data / "directed_sentiment" / "dataset" / "train.txt", rng)
    print(f"{len(written)} passages, {len(found)} to learn from, {len(held)} held out", flush=True)
    network = Conduct()
    copied(network, Path(str(graphs.folder())) / "reader.onnx")  # type: ignore[arg-type]
    learn(network, found, held, given.out)


if __name__ == "__main__":
    main()
