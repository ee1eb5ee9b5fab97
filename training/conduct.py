"""Makes loquitur/language/models/conduct.onnx: how likely somebody is for or against a topic by what a paragraph tells.

usage: python -m training.conduct --data ../shared/data --base FOLDER --out FOLDER [--start FILE] [--without LETTERS]

Learns from `training/passages`, invented passages with a topic and the side of everybody named, and from the training part
of the directed sentiment set (Park, Pan, Joo, ACL 2021), each pair both ways. A small encoder reads a passage and the topic's
name once, with marks on those who are named (1) and on the topic (2); the side of each is told from the vectors of the
pieces that name him, of the topic's, and of the whole. All six layers learn; the lower ones more slowly. A second run goes
on from the first (`--start`) and also reads passages without the marks on the topic in them, since pages mostly call it "he"
or "it", with the topic of another, and beside another, of which nobody in them takes a side. Six in a hundred of the passages
are held out and measured as it goes, and so are the kinds of passages named by `--without`.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional as F

from loquitur import reading
from loquitur.language import marks
from loquitur.language.networks import graphs
from loquitur.language.networks.pieces import encode
from loquitur.language.sides.conduct import Question
from loquitur.model import Span
from training.corpora import parted
from training.network import HIDDEN, LAYERS, Encoder
from training.train import Average, rate

PASSAGES = Path(__file__).parent / "passages"
LABELS = ("none", "for", "against")
BOTH = 0.6
"""Of the pairs of news sentences that tell no side so many ways round are learned from."""
UNMARKED, STRANGE, MIXED = 0.2, 0.15, 0.25
"""How many passages come again without marks on the topic, with a topic that is not theirs, and beside another passage."""
ROOM, LONGEST = 2_400, 300
"""How many pieces make a batch, and how many a passage may have."""
DECAY, HEADS, SMOOTH, SEED = 0.85, 4, 0.05, 1956
"""The rate of a layer to that of the next above it, that of what is above the layers to theirs."""


@dataclass(frozen=True, slots=True)
class Run:
    """How one run learns: how often from everything, its top rate, and the share of the news sentences without a side."""

    passes: int
    rate: float
    neutral: float


FIRST, SECOND = Run(4, 3e-4, 0.2), Run(2, 2e-4, 0.5)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A passage with a topic as the network reads it, and the label of each who is named."""

    asked: Question
    labels: list[int]


class Conduct(Encoder):
    """Scores of no side, for, against, of everybody marked in passages."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__(dropout)
        self.mark = nn.Embedding(3, HIDDEN)
        nn.init.normal_(self.mark.weight, std=0.02)
        self.holder, self.topic, self.whole = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.out = nn.Linear(HIDDEN, len(LABELS))

    def judge(self, x: Tensor, holder: Tensor, topic: Tensor, row: Tensor) -> Tensor:
        """The scores (holders, 3), of vectors x (batch, pieces, HIDDEN); `holder` and `topic` weigh the pieces, `row` tells in
        which passage each holder stands."""
        one = torch.einsum("nt,nth->nh", holder, x[row])
        other = torch.einsum("bt,bth->bh", topic, x)
        told = self.holder(self.drop(one)) + self.topic(other)[row] + self.whole(x[:, 0])[row]
        scores: Tensor = self.out(self.drop(F.gelu(told)))
        return scores

    def marked(self, words: Tensor, mark: Tensor) -> Tensor:
        """The words' vectors with those of the marks."""
        return words + self.mark(mark) * (mark > 0).unsqueeze(-1)


# ---- material ----


Passage = dict[str, Any]


def passages(folder: Path, letters: str = "") -> list[Passage]:
    """The passages in a folder, or those of some kinds."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        if not letters or path.name[0] in letters
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def items(found: Sequence[Passage], rng: random.Random | None = None) -> list[Item]:
    """The passages as items; where one draws, some of them once more, with what pages have and passages have not."""
    made = []
    for one in found:
        made.append(_passage(one))
        if rng and rng.random() < UNMARKED:
            made.append(_passage(one, marked=False))
        if rng and rng.random() < STRANGE:
            made += _strange(one, rng.choice(found)["topic"])
        if rng and rng.random() < MIXED:
            made += _mixed(one, rng.choice(found), rng)
    return [item for item in made if item]


def _strange(one: Passage, topic: str) -> Iterator[Item | None]:
    """A passage with a topic of which it tells nothing."""
    if not _tells_of(one, topic):
        yield _passage({**one, "topic": topic, "sides": dict.fromkeys(one["sides"], "none")}, marked=False)


def _mixed(one: Passage, other: Passage, rng: random.Random) -> Iterator[Item | None]:
    """A passage before or behind another, whose people are on no side of its topic."""
    shared = {w for n in one["sides"] for w in n.split()} & {w for n in other["sides"] for w in n.split()}
    if not shared and not _tells_of(other, one["topic"]):
        texts = [one["text"], other["text"]]
        rng.shuffle(texts)
        yield _passage(
            {
                **one,
                "text": rng.choice((" ", "\n\n")).join(texts),
                "sides": {**dict.fromkeys(other["sides"], "none"), **one["sides"]},
            }
        )


def _tells_of(one: Passage, topic: str) -> bool:
    """Whether a passage can be about a topic, by the names in it."""
    return any(w in one["text"] for w in topic.split() if w[0].isupper()) or topic.split()[-1] in one["text"]


def _passage(one: Passage, *, marked: bool = True) -> Item | None:
    text, topic, sides = one["text"], one["topic"], one["sides"]
    names = [n for n in sides if n in text]
    named = {n: _named(text, n, [m.split()[-1] for m in names if m != n]) for n in names}
    topics = _topic(text, topic, one["kind"], names) if marked else []
    return _item(text, topic, named, topics, [LABELS.index(sides[n]) for n in names])


def news(path: Path, neutral: float, rng: random.Random) -> Iterator[Item]:
    """The sentences of the set with either as the topic: all that tell a side, a share of the others; of what tells none,
    either way round, BOTH of it."""
    for row in parted(path):
        text, one, other = row.text, row.first, row.second
        if row.label == 0 and rng.random() > neutral:
            continue
        forward, back = ((0, 0), (1, 0), (0, 1), (2, 0), (0, 2))[row.label]
        for holder, topic, side in ((one, other, forward), (other, one, back)):
            if side or rng.random() < BOTH:
                item = _item(text, text[topic.start : topic.end], {"": [holder]}, [topic], [side])
                if item:
                    yield item


def _item(
    text: str, topic: str, named: dict[str, list[Span]], topics: Sequence[Span], labels: Sequence[int]
) -> Item | None:
    doc = reading.read(text.encode(), "passage.txt")
    if doc.text != text:
        return None
    pieces = encode(graphs.words(), text, [Span(0, len(text))], marks.find(doc))
    asked = Question.of(pieces, topic, topics, named)
    there = [bool(w.any()) for w in asked.holders]
    if len(asked.ids) > LONGEST or not any(there):
        return None
    holders, told = ([one for one, k in zip(row, there, strict=True) if k] for row in (asked.holders, labels))
    return Item(replace(asked, holders=holders), told)


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
    for at in range(0, len(drawn), 400):
        held: list[Item] = []
        for item in sorted(drawn[at : at + 400], key=lambda i: len(i.asked.ids)):
            if held and (len(held) + 1) * _room(item) > ROOM:
                made.append(held)
                held = []
            held.append(item)
        made.append(held)
    if rng:
        rng.shuffle(made)
    return made


def _room(item: Item) -> int:
    return (len(item.asked.ids) + 15) // 16 * 16  # few distinct lengths: the kernels are made anew for each


def scores(network: Conduct, batch: Sequence[Item]) -> tuple[Tensor, Tensor]:
    """The scores of all who are named in a batch, and their labels."""
    long, count = max(map(_room, batch)), len(batch)
    ids, features, mark = (np.full((count, long), fill, np.int64) for fill in (0, 3, 0))
    there, topic = np.zeros((count, 1, 1, long), bool), np.zeros((count, long), np.float32)
    row, holder = [], []
    for k, item in enumerate(batch):
        asked, n = item.asked, len(item.asked.ids)
        ids[k, :n], features[k, :n], mark[k, :n], there[k, ..., :n] = asked.ids, asked.features, asked.mark, True
        topic[k, :n] = asked.topic
        for one in asked.holders:
            holder.append(np.pad(one, (0, long - n)))
            row.append(k)
    ids_, features_, mark_, there_, topic_ = (torch.from_numpy(a) for a in (ids, features, mark, there, topic))
    with torch.autocast("cpu", torch.bfloat16):
        x = network.read(network.marked(network.words(ids_), mark_), features_, there_)
    told = network.judge(x.float(), torch.from_numpy(np.array(holder)), topic_, torch.tensor(row))
    return told, torch.tensor([label for item in batch for label in item.labels])


def measured(network: Conduct, found: Sequence[Item], name: str) -> NDArray[np.float32]:
    """Prints how often the likeliest is right, and of the surest sides how many are right and how many turned round; the rows
    are a label and three scores."""
    network.eval()
    with torch.inference_mode():
        told, labels = (
            torch.cat(p).numpy() for p in zip(*(scores(network, b) for b in batches(found, None)), strict=True)
        )
    network.train()
    likely = F.softmax(torch.from_numpy(told), 1).numpy()
    sure, side = likely[:, 1:].max(1), likely[:, 1:].argmax(1) + 1
    parts = []
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        k = sure >= least
        right, turned = (side[k] == labels[k]).sum(), ((side[k] != labels[k]) & (labels[k] > 0)).sum()
        of = max(1, k.sum())
        parts.append(
            f"{least}: P {100 * right / of:.0f} turned {100 * turned / of:.0f} R {100 * right / (labels > 0).sum():.0f}"
        )
    print(f"  {name}: right {100 * (likely.argmax(1) == labels).mean():.1f} | {' | '.join(parts)}", flush=True)
    rows: NDArray[np.float32] = np.column_stack([labels, told])
    return rows


def _groups(network: Conduct, rate: float) -> list[dict[str, object]]:
    """The weights with their rates: the deeper in the encoder, the slower."""
    found: list[dict[str, object]] = []
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            kind, _, rest = name.partition(".")
            depth = LAYERS - 1 - int(rest.split(".")[0]) if kind == "layers" else LAYERS
            top = rate * (DECAY**depth if kind in ("layers", "features", "norm") else HEADS)
            found.append({"params": [weight], "lr": top, "top": top})
    return found


def learn(network: Conduct, found: Sequence[Item], held: dict[str, list[Item]], run: Run, out: Path) -> None:
    """Trains; five times on the way, and with the average of the weights at the end, what is held out is measured."""
    optimiser = torch.optim.AdamW(_groups(network, run.rate), weight_decay=0.01, fused=True)  # type: ignore[arg-type]
    average, rng, began = Average(network, every=1, keep=0.995), random.Random(SEED), time.monotonic()
    plan = [batch for _ in range(run.passes) for batch in batches(found, rng)]
    for step, batch in enumerate(plan):
        told, labels = scores(network, batch)
        loss = F.cross_entropy(told, labels, label_smoothing=SMOOTH)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * rate(step / len(plan))
        optimiser.step()
        average.update()
        if step % 100 == 0:
            print(f"step {step} of {len(plan)}: {loss.item():.3f}, {time.monotonic() - began:.0f} s", flush=True)
        if step and step % (len(plan) // 5) == 0:
            for name, those in held.items():
                measured(network, those, name)
    state = {k: v.clone().contiguous() for k, v in {**network.state_dict(), **average.held}.items()}
    save_file(state, out / "conduct.safetensors")
    network.load_state_dict(state)
    for name, those in held.items():
        np.savetxt(out / f"{name}.tsv", measured(network, those, f"{name}, average"), fmt="%.3f", delimiter="\t")


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--base", type=Path, required=True, help="the folder of the encoder's first weights")
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--start", type=Path, help="the weights of a first run, from which a second goes on")
    asked.add_argument("--without", default="", help="kinds of passages that are only measured")
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    kinds = {p.name[0] for p in PASSAGES.glob("*.jsonl")}
    written = passages(PASSAGES, "".join(sorted(kinds - set(given.without))))
    rng.shuffle(written)
    apart = len(written) * 6 // 100
    held = {"held": items(written[:apart])}
    if given.without:
        held["without"] = items(passages(PASSAGES, given.without))
    run = SECOND if given.start else FIRST
    found = items(written[apart:], rng if given.start else None)
    found += news(given.data / "directed_sentiment" / "dataset" / "train.txt", run.neutral, rng)
    print(f"{len(found)} passages and sentences to learn from, {apart} held out", flush=True)
    network = Conduct()
    if given.start:
        network.load_state_dict(load_file(given.start))
    else:
        network.load_base(load_file(given.base / "model.safetensors"))
    learn(network, found, held, run, given.out)


if __name__ == "__main__":
    main()
