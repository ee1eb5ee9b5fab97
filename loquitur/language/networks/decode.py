"""From scores of pieces to quotations: the likeliest spans, then what belongs together.

A linear chain decides for each layer (content, cue, source) where spans begin and end; spans are widened to whole words.
Each content takes its likeliest cue or none; neighbours that are parts of one quotation are joined; the source is the
mention that cue and content together point to, or none. All scores are whole numbers and ties go to the earlier span,
so the same scores give the same quotations.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loquitur.language.networks.links import UNIT, Linker, pooled
from loquitur.language.networks.pieces import BREAK, Pieces
from loquitur.model import Span

__all__ = ["Decoder", "Settings", "Tagged", "best_path"]

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]
Range = tuple[int, int]
_NEVER = -(10**6)
_SUREST = 8 * UNIT


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen on articles kept from training; in units of log odds times 64, and in pieces."""

    outside: tuple[int, int, int] = (0, 0, 0)
    """Taken from the score of "outside" for content, cue, source."""
    reach: int = 60
    """How far a content may stand from its cue."""
    mention: int = 90
    """How far its source may stand from a cue, or from a content."""
    uncued: int = 0
    """Added to the score of having no cue."""
    unsourced: int = 0
    """Added to the score of having no source."""
    by_cue: int = 50
    """Per cent of the cue's say in the choice of the source."""
    joined: int = 0
    """Added to the score of being one quotation."""
    same_cue: int = 64
    """Added to it where both have the same cue."""
    other_cue: int = -64
    """Added to it where both have a cue, and not the same."""
    parted: int = 0
    """Added to it where a paragraph ends between them."""
    attitude: int = 0
    """The mean score from which words count as an attitude."""
    trust: tuple[int, ...] = (0,) * 11
    """Thousandths of log odds for each of the signs of trust, the last a constant."""
    least: int = 0
    """The confidence below which a quotation is not given at all."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A quotation as the trained reader sees it."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: Span | None
    attitude: bool
    confidence: int
    """0 to 100."""
    signs: tuple[int, ...] = ()


def best_path(scores: Integers, steps: Integers, starts: Integers) -> Integers:
    """The likeliest labels (rows by pieces) for scores of rows by pieces by labels; inside never follows outside."""
    steps = steps.copy()
    steps[..., 0, 2] = _NEVER
    starts = starts.copy()
    starts[..., 2] = _NEVER
    rows, length, _ = scores.shape
    back = np.zeros((length, rows, 3), np.int8)
    total = scores[:, 0] + starts
    for t in range(1, length):
        ways = total[:, :, None] + steps
        back[t] = ways.argmax(1)
        total = ways.max(1) + scores[:, t]
    labels = np.zeros((rows, length), np.int64)
    at = total.argmax(1)
    labels[:, length - 1] = at
    for t in range(length - 1, 0, -1):
        at = back[t][np.arange(rows), at]
        labels[:, t - 1] = at
    return labels


@dataclass(frozen=True, slots=True, eq=False)
class Decoder:
    """The trained weights behind the network, and the settings."""

    steps: Integers
    starts: Integers
    links: Mapping[str, Linker]
    settings: Settings

    @classmethod
    def of(cls, weights: Mapping[str, NDArray[np.float32]], settings: Settings) -> "Decoder":
        """The decoder with these stored weights."""
        steps, starts = (np.rint(weights[n].astype(np.float64) * UNIT).astype(np.int64) for n in ("steps", "starts"))
        links = {name: Linker.of(weights, name) for name in ("cue", "source", "speaker", "join")}
        return cls(steps, starts, links, settings)

    def quotations(self, pieces: Pieces, scores: Integers, hidden: Floats, decided: Sequence[Range]) -> list[Tagged]:
        """The quotations of a stretch. `scores` are pieces by ten, `decided` the parts that were read at once."""
        labels = self._labels(scores, decided)
        content, cue, source = (_spans(pieces, labels[k]) for k in range(3))
        if not content:
            return []
        content_v, cue_v, source_v = (pooled(hidden, s) for s in (content, cue, source))
        paragraph = pieces.paragraph
        cues = self.links["cue"].scores((content, cue), (content_v, cue_v), paragraph)
        cues[:, -1] += self.settings.uncued
        cues[:, :-1][_far(content, cue, self.settings.reach)] = _NEVER
        chosen = cues.argmax(1)
        by_cue = self.links["source"].scores((cue, source), (cue_v, source_v), paragraph)
        by_content = self.links["speaker"].scores((content, source), (content_v, source_v), paragraph)
        by_cue[:, :-1][_far(cue, source, self.settings.mention)] = _NEVER
        by_content[:, :-1][_far(content, source, self.settings.mention)] = _NEVER
        groups = self._groups(content, content_v, chosen, len(cue), paragraph)
        found = []
        for group in groups:
            lead = next((i for i in group if chosen[i] < len(cue)), group[0])
            q = int(chosen[lead])
            votes = by_content[group].mean(0).astype(np.int64)
            if q < len(cue):
                share = self.settings.by_cue
                votes = (share * by_cue[q] + (100 - share) * votes) // 100
            votes[-1] += self.settings.unsourced
            s = int(votes.argmax())
            cued = (cue[q],) if q < len(cue) else ()
            margin = int(votes[s] - np.delete(votes, s).max()) if len(votes) > 1 else 0
            link = int(cues[lead, q] - cues[lead, -1]) if cued else 0
            parts = [content[i] for i in group]
            named = source[s] if s < len(source) else None
            found.append(self._tagged(pieces, scores, (parts, cued, named), (link, margin)))
        return [t for t in found if t.confidence >= self.settings.least]

    def _labels(self, scores: Integers, decided: Sequence[Range]) -> Integers:
        longest = max(b - a for a, b in decided)
        rows = np.zeros((len(decided), 3, longest, 3), np.int64)
        rows[..., 1:] = _NEVER // 10
        off = np.array(self.settings.outside, np.int64)
        for k, (a, b) in enumerate(decided):
            rows[k, :, : b - a] = scores[a:b, :9].reshape(b - a, 3, 3).transpose(1, 0, 2)
            rows[k, :, : b - a, 0] -= off[:, None]
        n = len(decided)
        path = best_path(
            rows.reshape(n * 3, longest, 3), np.tile(self.steps, (n, 1, 1)), np.tile(self.starts, (n, 1))
        ).reshape(n, 3, longest)
        labels = np.zeros((3, len(scores)), np.int64)
        for k, (a, b) in enumerate(decided):
            labels[:, a:b] = path[k, :, : b - a]
        return labels

    def _groups(
        self, content: list[Range], vectors: Floats, chosen: Integers, none: int, paragraph: Integers
    ) -> list[list[int]]:
        """The contents by quotation: neighbours that belong together."""
        groups = [[0]]
        if len(content) > 1:
            scores = self.links["join"].scores((content[:-1], content[1:]), (vectors[:-1], vectors[1:]), paragraph)
            score = np.diagonal(scores) + self.settings.joined
            same = chosen[:-1] == chosen[1:]
            cued = (chosen[:-1] < none) & (chosen[1:] < none)
            score = score + np.where(same & cued, self.settings.same_cue, np.where(cued, self.settings.other_cue, 0))
            first, last = (np.array(side) for side in (content[1:], content[:-1]))
            parted = paragraph[first[:, 0]] != paragraph[last[:, 1] - 1]
            score = score + np.where(parted, self.settings.parted, 0)
            for i, together in enumerate(score > 0):
                if together:
                    groups[-1].append(i + 1)
                else:
                    groups.append([i + 1])
        return groups

    def _tagged(
        self,
        pieces: Pieces,
        scores: Integers,
        spans: tuple[list[Range], tuple[Range, ...], Range | None],
        links: tuple[int, int],
    ) -> Tagged:
        parts, cue, source = spans
        rows = np.concatenate([np.arange(a, b) for a, b in (*parts, *cue)])
        act = int(scores[rows, 9].mean())
        signs = self._signs(pieces, scores, spans, (*links, act))
        weight = sum(w * x for w, x in zip(self.settings.trust, (*signs, UNIT), strict=True)) / UNIT / 1000
        confidence = int(np.rint(100 / (1 + np.exp(-weight))))
        return Tagged(
            tuple(_place(pieces, p) for p in parts),
            tuple(_place(pieces, c) for c in cue),
            _place(pieces, source) if source else None,
            act > self.settings.attitude,
            confidence,
            signs,
        )

    def _signs(
        self,
        pieces: Pieces,
        scores: Integers,
        spans: tuple[list[Range], tuple[Range, ...], Range | None],
        rest: tuple[int, int, int],
    ) -> tuple[int, ...]:
        """What speaks for a quotation, in units: how sure its words are, its beginning, its cue, its links, its act."""
        parts, cue, source = spans
        rows = np.concatenate([np.arange(a, b) for a, b in parts])
        content = scores[rows, :3]
        sure = int((content[:, 1:].max(1) - content[:, 0]).mean())
        begins = int(np.mean([scores[a, 1] - max(scores[a, 0], scores[a, 2]) for a, _ in parts]))
        after = [scores[b, 0] - scores[b, 2] for _, b in parts if b < len(scores)]
        ends = int(np.mean(after)) if after else _SUREST
        cued = int(np.mean([scores[a, 4] - scores[a, 3] for a, _ in cue])) if cue else -2 * UNIT
        marked = UNIT * int((pieces.feature[rows] >= 4).sum()) // len(rows)
        short, alone = UNIT * (len(rows) < 4), UNIT * (source is None)
        signs = (sure, begins, ends, cued, marked, *rest, short, alone)
        return tuple(max(-_SUREST, min(_SUREST, x)) for x in signs)


def _place(pieces: Pieces, span: Range) -> Span:
    """Where a range of pieces stands in the text."""
    return Span(int(pieces.start[span[0]]), int(pieces.end[span[1] - 1]))


def _far(a: Sequence[Range], b: Sequence[Range], reach: int) -> NDArray[np.bool_]:
    x, y = (np.array(s, np.int64).reshape(len(s), 2) for s in (a, b))
    behind = y[None, :, 0] - x[:, None, 1]
    before = x[:, None, 0] - y[None, :, 1]
    return np.asarray(np.maximum(behind, before) > reach)


def _spans(pieces: Pieces, labels: Integers) -> list[Range]:
    """The spans of one layer, widened to whole words, without the ends of paragraphs at their edges."""
    found: list[Range] = []
    begins = np.flatnonzero(labels == 1).tolist()
    word = pieces.word
    for a in begins:
        b = a + 1
        while b < len(labels) and labels[b] == 2:
            b += 1
        while a < b and pieces.id[a] == BREAK:
            a += 1
        while b > a and pieces.id[b - 1] == BREAK:
            b -= 1
        if b <= a:
            continue
        while a > 0 and word[a - 1] == word[a]:
            a -= 1
        while b < len(labels) and word[b] == word[b - 1]:
            b += 1
        if not found or a >= found[-1][1]:
            found.append((a, b))
    return found
