"""Trains the reader from the corpora in one seeded run and writes its weights.

usage: python -m training.train --data ../shared/data --base FOLDER --out FOLDER [--passes N] [--minutes M] [--start FILE]
"""

import argparse
import os
import random
import tempfile
import time
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.corpora import Sample, held_out, litbank, pdnc, polnear
from training.disguise import disguised, noised
from training.examples import Acts, Example, example, training_windows
from training.network import Reader, collate

RATE, DECAY, HEAD_RATE, FIELD_RATE = 3e-4, 0.85, 1e-3, 5e-3
WARM, NOVELS, DISGUISED = 0.06, 0.12, 0.2
Window = tuple[Example, int, int]


class Average:
    """A moving average of the weights."""

    def __init__(self, network: nn.Module, every: int = 4, keep: float = 0.98) -> None:
        self.network, self.every, self.keep, self.step = network, every, keep, 0
        self.held = {k: v.detach().clone() for k, v in network.named_parameters()}

    def update(self) -> None:
        self.step += 1
        if self.step % self.every:
            return
        keep = min(self.keep, (1 + self.step / self.every) / (10 + self.step / self.every))
        with torch.no_grad():
            for name, weight in self.network.named_parameters():
                if weight.requires_grad:
                    self.held[name].lerp_(weight, 1 - keep)


def groups(network: Reader, factor: float) -> list[dict[str, object]]:
    """The weights with their rates: the deeper in the encoder, the slower."""
    found: list[dict[str, object]] = []
    for name, weight in network.named_parameters():
        if not weight.requires_grad:
            continue
        if name.startswith("layers."):
            rate = RATE * DECAY ** (6 - int(name.split(".")[1]))
        elif name.startswith("norm"):
            rate = RATE * DECAY**7
        else:
            rate = FIELD_RATE if name in ("steps", "starts") else HEAD_RATE
        rate *= factor
        decays = weight.ndim > 1 and "norm" not in name
        found.append({"params": [weight], "lr": rate, "top": rate, "weight_decay": 0.01 if decays else 0.0})
    return found


class Material:
    """What is learnt from: windows for one pass at a time."""

    def __init__(
        self, data: Path, tokenizer: Tokenizer, rng: random.Random, share: slice, options: argparse.Namespace
    ) -> None:
        self.size, self.noise = options.pieces, options.noise
        news = [s for s in polnear(data) if not held_out(s.name)]
        self.rng, self.tokenizer, self.acts, self.news = rng, tokenizer, Acts(news), news[share]
        self.plain: dict[tuple[str, int], Example] = {}
        novels = [*pdnc(data), *litbank(data)]
        random.Random(1).shuffle(novels)
        self.novels = novels[share]

    def a_pass(self) -> list[list[Window]]:
        """The batches of one pass, in random order."""
        examples = [self._news(s) for s in self.news]
        windows = [(x, *w) for x in examples for w in training_windows(x.pieces, self.rng)]
        wanted = NOVELS * sum(e - s for _, s, e in windows)
        while wanted > 0 and self.novels:
            sample = self.novels.pop(0)
            self.novels.append(sample)
            x = self._novel(sample)
            found = [(x, *w) for w in training_windows(x.pieces, self.rng)]
            found = [w for w in found if w[0].known[:, w[1] : w[2]].mean() > 0.2]
            windows += found
            wanted -= sum(e - s for _, s, e in found)
        return self._batches(windows)

    def _news(self, sample: Sample) -> Example:
        which = self.rng.randint(0, len(sample.others))
        if which:
            sample = Sample(sample.name, sample.text, sample.others[which - 1], True)
        drawn = self.rng.random()
        if drawn < DISGUISED + self.noise:
            dress = disguised if drawn < DISGUISED else noised
            return example(dress(sample, self.rng), self.tokenizer, self.acts)
        key = (sample.name, which)
        if key not in self.plain:
            self.plain[key] = example(sample, self.tokenizer, self.acts)
        return self.plain[key]

    def _novel(self, sample: Sample) -> Example:
        return example(sample, self.tokenizer, self.acts)

    def _batches(self, windows: list[Window]) -> list[list[Window]]:
        self.rng.shuffle(windows)
        batches: list[list[Window]] = []
        for i in range(0, len(windows), 512):
            ordered = sorted(windows[i : i + 512], key=lambda w: w[2] - w[1])
            batch: list[Window] = []
            for w in ordered:
                if batch and (len(batch) + 1) * (w[2] - w[1] + 2) > self.size:
                    batches.append(batch)
                    batch = []
                batch.append(w)
            batches.append(batch)
        self.rng.shuffle(batches)
        return batches


def rate(share: float) -> float:
    """The share of the top rate after this share of the run: up, then down in a line."""
    return share / WARM if share < WARM else max(0.01, (1 - share) / (1 - WARM))


def run(rank: int, options: argparse.Namespace, meeting: str) -> None:
    """Trains as one of the workers; the first writes what was learnt."""
    if rank:
        os.setsid()  # a session of its own, so that the system shares the processors fairly among the workers
    dist.init_process_group("gloo", f"file://{meeting}", rank=rank, world_size=options.workers)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    network = Reader()
    if options.start:
        network.load_state_dict(load_file(options.start))
    else:
        network.load_base(load_file(options.base / "model.safetensors"))
    torch.manual_seed(options.seed + 1000 * rank)
    share = slice(rank, options.limit, options.workers)
    material = Material(options.data, tokenizer, random.Random(options.seed + 1000 * rank), share, options)
    Run(network, material, options, rank).all()


class Run:
    """One run of training: the optimiser, the average, and how far it has come."""

    def __init__(self, network: Reader, material: Material, options: argparse.Namespace, rank: int) -> None:
        self.network, self.material, self.options, self.rank = network, material, options, rank
        self.optimiser = torch.optim.AdamW(groups(network, options.rate), betas=(0.9, 0.98), eps=1e-6, fused=True)
        self.average = Average(network)
        self.weights = [w for w in network.parameters() if w.requires_grad]
        self.step, self.pieces, self.began = 0, 0, 0.0
        self.sums = [0.0] * 8

    def all(self) -> None:
        """Passes over the material until the run's share is 1."""
        batches = self.a_pass()
        self.began, total = time.time(), self.options.passes * len(batches)
        while True:
            for items in batches:
                share = self.step / total
                if self.options.minutes:
                    share = max(share, (time.time() - self.began) / 60 / self.options.minutes)
                share = self.one(items, share)
                if self.rank == 0 and self.step % self.options.save == 0:
                    self.save()
                if share >= 1:
                    if self.rank == 0:
                        self.save()
                        print(f"done: {self.step} steps, {time.time() - self.began:.0f} s", flush=True)
                    return
            batches = self.a_pass()

    def a_pass(self) -> list[list[Window]]:
        """The batches of a pass, as many as every worker has."""
        began = time.time()
        batches = self.material.a_pass()
        fewest = torch.tensor([len(batches)])
        dist.all_reduce(fewest, dist.ReduceOp.MIN)
        if self.rank == 0:
            print(f"prepared in {time.time() - began:.0f} s; {int(fewest)} steps a pass", flush=True)
        return batches[: int(fewest)]

    def one(self, items: list[Window], share: float) -> float:
        """One step on the mean gradient of all workers; gives the share of the run that all agree on."""
        batch = collate(items)
        loss, parts = self.network.loss(batch)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        grads = [w.grad if w.grad is not None else torch.zeros_like(w) for w in self.weights]
        flat = torch.cat([*(g.flatten() for g in grads), torch.tensor([share])])
        dist.all_reduce(flat)
        flat /= self.options.workers
        share, at = float(flat[-1]), 0
        for w in self.weights:
            w.grad = flat[at : at + w.numel()].view_as(w)
            at += w.numel()
        nn.utils.clip_grad_norm_(self.weights, 1.0)
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * rate(share)
        self.optimiser.step()
        self.average.update()
        self.step, self.pieces = self.step + 1, self.pieces + int(batch.body.sum())
        self.sums = [a + b for a, b in zip(self.sums, parts, strict=True)]
        if self.step % 50 == 0 and self.rank == 0:
            shown = " ".join(f"{x / 50:.4f}" for x in self.sums)
            pace = self.options.workers * self.pieces / (time.time() - self.began)
            print(f"step {self.step} share {share:.3f} {shown} pieces/s {pace:.0f}", flush=True)
            self.sums = [0.0] * 8
        return share

    def save(self) -> None:
        save(self.options.out / "reader.safetensors", {**self.network.state_dict(), **self.average.held})
        save(self.options.out / "last.safetensors", self.network.state_dict())


def save(path: Path, state: dict[str, Tensor]) -> None:
    beside = path.with_suffix(".part")
    save_file({k: v.detach().contiguous() for k, v in state.items()}, beside)
    beside.replace(path)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Trains the reader of quotations.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=float, default=5.0)
    parser.add_argument("--minutes", type=float, help="end the run by wall time, if that comes first")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="what the rates of learning are multiplied with")
    parser.add_argument("--noise", type=float, default=0.2, help="share of the articles whose marks get faults")
    parser.add_argument("--pieces", type=int, default=1300, help="pieces of a batch, of each worker")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=int, help="only so many articles, to try it")
    parser.add_argument("--save", type=int, default=300, help="steps between saved states")
    return parser.parse_args()


def main() -> None:
    given = options()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        mp.spawn(run, (given, f"{folder}/meeting"), given.workers)


if __name__ == "__main__":
    main()
