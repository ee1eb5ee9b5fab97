"""The network that is trained: a small encoder with heads for spans, kinds of act, and links between spans.

The encoder is a six-layer transformer whose weights come from a package; to its embeddings is added one for how a piece
is written and where it stands among the marks. One linear layer gives scores of outside, begin and inside for content,
cue and source, and one of attitude against speech; a linear-chain random field over each layer learns what follows what.
Four bilinear scorers link a content to its cue, a cue to its source, a content to its source, and a content to the one
before it when both are parts of one quotation.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from loquitur.language.networks.links import distance, gap
from loquitur.language.networks.pieces import FEATURES
from training.examples import Example

__all__ = ["HIDDEN", "LAYERS", "PAIRS", "Batch", "Layer", "Reader", "collate"]

HIDDEN, HEADS, LAYERS, LINKED = 384, 12, 6, 128
PAIRS = {
    "cue": ("content", "cue"),
    "source": ("cue", "source"),
    "speaker": ("content", "source"),
    "join": ("content", "content"),
}
_OPEN, _CLOSE, _NONE = 101, 102, -1e4
Place = tuple[int, int, int]


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.up, self.down = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.first, self.second = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(b, t, HIDDEN)
        x = self.first(x + self.drop(self.out(a)))
        return self.second(x + self.drop(self.down(F.gelu(self.up(x)))))


class Linker(nn.Module):
    """Scores pairs of spans by their vectors, their distance in pieces, and whether they share a paragraph."""

    def __init__(self, null: bool) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(3 * HIDDEN, LINKED), nn.Linear(3 * HIDDEN, LINKED)
        self.far, self.paragraph = nn.Embedding(27, 1), nn.Embedding(4, 1)
        nn.init.zeros_(self.far.weight)
        nn.init.zeros_(self.paragraph.weight)
        self.null = nn.Linear(3 * HIDDEN, 1) if null else None

    def forward(self, a: Tensor, b: Tensor, far: Tensor, paragraph: Tensor, same: Tensor) -> Tensor:
        score = self.left(a) @ self.right(b).t() / math.sqrt(LINKED)
        score = score + self.far(far).squeeze(-1) + self.paragraph(paragraph).squeeze(-1)
        score = score.masked_fill(~same, _NONE)
        return torch.cat([score, self.null(a)], 1) if self.null is not None else score


class Encoder(nn.Module):
    """The embeddings and layers of a small BERT; its word, place and kind embeddings are kept as they are."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places, self.kinds = (
            nn.Embedding(30522, HIDDEN),
            nn.Embedding(512, HIDDEN),
            nn.Embedding(2, HIDDEN),
        )
        for frozen in (self.words, self.places, self.kinds):
            frozen.weight.requires_grad_(False)
        self.features = nn.Embedding(FEATURES, HIDDEN)
        nn.init.normal_(self.features.weight, std=0.01)
        self.norm, self.drop = nn.LayerNorm(HIDDEN, 1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def load_base(self, weights: Mapping[str, Tensor]) -> None:
        """Takes the encoder's weights from those of a BERT."""
        w = {k.removeprefix("bert."): v for k, v in weights.items()}
        state: dict[str, Tensor] = {}
        for ours, theirs in (("words", "word"), ("places", "position"), ("kinds", "token_type")):
            state[f"{ours}.weight"] = w[f"embeddings.{theirs}_embeddings.weight"]
        for kind in ("weight", "bias"):
            state[f"norm.{kind}"] = w[f"embeddings.LayerNorm.{kind}"]
            for n in range(LAYERS):
                at = f"encoder.layer.{n}."
                state[f"layers.{n}.qkv.{kind}"] = torch.cat(
                    [w[f"{at}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
                )
                for ours, theirs in (
                    ("out", "attention.output.dense"),
                    ("first", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("second", "output.LayerNorm"),
                ):
                    state[f"layers.{n}.{ours}.{kind}"] = w[f"{at}{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(state, strict=False)
        if unexpected or any(m.startswith(("words", "layers", "norm", "places")) for m in missing):
            raise ValueError(f"these weights do not fit: {unexpected} {missing}")

    def read(self, words: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """The vectors (batch, pieces, HIDDEN) of pieces whose words' vectors are given."""
        x = words + self.features(features) + self.places.weight[: words.shape[1]] + self.kinds.weight[0]
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Reader(Encoder):
    """The encoder with heads for spans, kinds of act, and links between spans."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__(dropout)
        self.head = nn.Linear(HIDDEN, 10)
        self.steps, self.starts = nn.Parameter(torch.zeros(3, 3, 3)), nn.Parameter(torch.zeros(3, 3))
        self.links = nn.ModuleDict({name: Linker(name != "join") for name in PAIRS})

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Scores (batch, pieces, 10) and the vectors they come from."""
        x = self.read(self.words(ids), features, mask)
        return self.head(x), x

    def loss(self, batch: "Batch") -> tuple[Tensor, list[float]]:
        """The loss of a batch, and its parts: spans by layer, act, links."""
        with torch.autocast("cpu", torch.bfloat16):
            scores, hidden = self(batch.ids, batch.features, batch.mask)
        scores, hidden = scores[:, 1:-1].float(), hidden[:, 1:-1].float()
        count = batch.body.sum()
        spans = self._field(scores[..., :9], batch) / count
        told = batch.act >= 0
        act = (
            F.binary_cross_entropy_with_logits(scores[..., 9][told], batch.act[told].float())
            if told.any()
            else scores.sum() * 0
        )
        links = self._links(hidden, batch)
        return 10 * spans.sum() + 0.3 * act + sum(links, scores.new_zeros(())), [
            *spans.tolist(),
            *(float(x.detach()) for x in (act, *links)),
        ]

    def _field(self, scores: Tensor, batch: "Batch") -> Tensor:
        """For each layer the negative log likelihood of what is known of its labels."""
        b, t, _ = scores.shape
        e = scores.view(b, t, 3, 3).permute(1, 0, 2, 3)
        allowed = F.one_hot(batch.labels, 3).bool() | ~batch.known.unsqueeze(-1)
        told = e.masked_fill(~allowed.permute(2, 0, 1, 3), _NONE)
        rows = torch.stack([e, told], 1).unbind(0)
        inside = batch.body.t().bool()[:, None, :, None, None].unbind(0)
        alpha = rows[0] + self.starts
        for k in range(1, t):
            step = torch.logsumexp(alpha.unsqueeze(-1) + self.steps, 3) + rows[k]
            alpha = torch.where(inside[k], step, alpha)
        z = torch.logsumexp(alpha, -1)
        return (z[0] - z[1]).sum(0)

    def _links(self, hidden: Tensor, batch: "Batch") -> list[Tensor]:
        vectors = {role: _pool(hidden, places) for role, places in batch.spans.items() if places}
        losses = []
        for name, (a, b) in PAIRS.items():
            pair = batch.pairs[name]
            if not pair.rows or a not in vectors or b not in vectors:
                losses.append(hidden.new_zeros(()))
                continue
            rows = [r for r, _ in pair.rows]
            far, paragraph, same = batch.relation([batch.spans[a][r] for r in rows], batch.spans[b])
            score = self.links[name](vectors[a][rows], vectors[b], far, paragraph, same)
            if name == "join":
                column = torch.tensor([c for c, _ in (t for _, t in pair.rows)])
                right = torch.tensor([float(y) for _, y in (t for _, t in pair.rows)])
                losses.append(F.binary_cross_entropy_with_logits(score[torch.arange(len(rows)), column], right))
                continue
            target = torch.zeros_like(score, dtype=torch.bool)
            for i, (_, wanted) in enumerate(pair.rows):
                target[i, list(wanted) if wanted else [score.shape[1] - 1]] = True
            likely = F.log_softmax(score, 1)
            losses.append(-torch.logsumexp(likely.masked_fill(~target, _NONE), 1).mean())
        return losses


def _pool(hidden: Tensor, places: Sequence[Place]) -> Tensor:
    """First, last and mean vector of each span."""
    b, i, j = (torch.tensor(x) for x in zip(*places, strict=True))
    at = torch.arange(hidden.shape[1])
    weight = ((at >= i[:, None]) & (at < j[:, None])).float()
    mean = (
        torch.einsum("nt,nth->nh", weight / weight.sum(1, keepdim=True), hidden[b])
        if len(places) < 40
        else _mean(hidden, b, weight)
    )
    return torch.cat([hidden[b, i], hidden[b, j - 1], mean], 1)


def _mean(hidden: Tensor, b: Tensor, weight: Tensor) -> Tensor:
    spread = torch.zeros(len(b), hidden.shape[0], hidden.shape[1])
    spread[torch.arange(len(b)), b] = weight / weight.sum(1, keepdim=True)
    return spread.view(len(b), -1) @ hidden.reshape(-1, hidden.shape[2])


@dataclass(slots=True)
class Pairs:
    rows: list[tuple[int, tuple]] = field(default_factory=list)  # type: ignore[type-arg]
    """The left span, and which right ones are right: none means the null; for `join` (the right one, whether)."""


@dataclass(slots=True)
class Batch:
    ids: Tensor
    features: Tensor
    mask: Tensor
    body: Tensor
    labels: Tensor
    known: Tensor
    act: Tensor
    paragraph: np.ndarray  # type: ignore[type-arg]
    spans: dict[str, list[Place]]
    pairs: dict[str, Pairs]

    def relation(self, a: Sequence[Place], b: Sequence[Place]) -> tuple[Tensor, Tensor, Tensor]:
        """For each pair the bucket of its distance, its distance in paragraphs up to 3, whether it shares a window."""
        p, q = np.array(a), np.array(b)
        far = distance(gap(p[:, None, 1:], q[None, :, 1:]))
        paragraphs = self.paragraph[p[:, 0], p[:, 1]][:, None] - self.paragraph[q[:, 0], q[:, 1]][None]
        same = p[:, None, 0] == q[None, :, 0]
        return torch.from_numpy(far), torch.from_numpy(np.minimum(np.abs(paragraphs), 3)), torch.from_numpy(same)


def collate(items: Sequence[tuple[Example, int, int]]) -> Batch:
    """Windows of examples as one batch; few distinct lengths, since the kernels are made anew for each."""
    longest = max(e - s for _, s, e in items) + 2
    t, b = min(256, (longest + 15) // 16 * 16), len(items)
    ids, features = np.zeros((b, t), np.int64), np.full((b, t), 3, np.int64)
    mask, body = np.zeros((b, 1, 1, t), np.bool_), np.zeros((b, t - 2), np.int64)
    labels, known, act = (
        np.zeros((b, 3, t - 2), np.int64),
        np.ones((b, 3, t - 2), np.bool_),
        np.full((b, t - 2), -1, np.int64),
    )
    paragraph = np.zeros((b, t - 2), np.int64)
    spans: dict[str, list[Place]] = {"content": [], "cue": [], "source": []}
    pairs = {name: Pairs() for name in PAIRS}
    for k, (x, s, e) in enumerate(items):
        n = e - s
        ids[k, 0], ids[k, 1 : n + 1], ids[k, n + 1] = _OPEN, x.pieces.id[s:e], _CLOSE
        features[k, 1 : n + 1], mask[k, 0, 0, : n + 2], body[k, :n] = x.pieces.feature[s:e], True, 1
        labels[k, :, :n], known[k, :, :n], act[k, :n] = x.labels[:, s:e], x.known[:, s:e], x.act[s:e]
        paragraph[k, :n] = x.pieces.paragraph[s:e]
        _link(x, (s, e), k, spans, pairs)
    parts = (torch.from_numpy(a) for a in (ids, features, mask, body, labels, known, act))
    return Batch(*parts, paragraph, spans, pairs)


def _link(x: Example, window: tuple[int, int], k: int, spans: dict[str, list[Place]], pairs: dict[str, Pairs]) -> None:
    """Adds the spans and links of one window."""
    s, e = window
    seen: dict[tuple[str, int, int], int] = {}

    def put(role: str, ranges: Sequence[tuple[int, int]]) -> list[int]:
        numbers = []
        for a, b in ranges:
            if s <= a and b <= e:
                if (role, a, b) not in seen:
                    seen[role, a, b] = len(spans[role])
                    spans[role].append((k, a - s, b - s))
                numbers.append(seen[role, a, b])
        return numbers

    contents: list[tuple[int, int]] = []
    for number, link in enumerate(x.links):
        content, cue, source = put("content", link.content), put("cue", link.cue), put("source", link.source)
        contents += [(c, number) for c in content]
        if link.cued and len(cue) == len(link.cue):
            pairs["cue"].rows += [(c, tuple(cue)) for c in content]
        if link.sourced and len(source) == len(link.source):
            pairs["source"].rows += [(c, tuple(source)) for c in cue]
            pairs["speaker"].rows += [(c, tuple(source)) for c in content]
    contents.sort(key=lambda c: spans["content"][c[0]][1])
    pairs["join"].rows += [(a, (b, m == n)) for (a, m), (b, n) in pairwise(contents)]
