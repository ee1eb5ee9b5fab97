"""The corpora that the reader is trained on, as texts with their quotations.

PolNeAR's `train` gives every attribution of an article: source, cue, content, speech and belief alike. PDNC and LitBank
give what is said between marks in novels, so there only the marked words are known: `whole` is false and what stands
outside them teaches nothing. The novels that the evaluation kit keeps for development are left out of both.
"""

import ast
import csv
import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from loquitur.model import Span

__all__ = ["Sample", "Told", "held_out", "litbank", "pdnc", "polnear"]

PDNC_DEV = {
    "APassageToIndia", "DaisyMiller", "Emma", "NorthangerAbbey", "TheGambler", "TheManWhoWasThursday",
    "TheMysteriousAffairAtStyles", "TheSignOfTheFour",
}  # fmt: skip
_MARKS = "“”\"'‘’«»_"
_PRONOUNS = re.compile(r"\b(?:he|she|they|I|we)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """One attribution."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    sourced: bool = True
    """Whether it is known who is given as the source, be it nobody."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and what is known to be quoted in it."""

    name: str
    text: str
    told: tuple[Told, ...]
    whole: bool
    """Whether everything that is quoted is marked, outside the quotation marks too."""
    others: tuple[tuple[Told, ...], ...] = field(default=())
    """The same text as other annotators saw it."""


def held_out(name: str) -> bool:
    """Whether an article is kept from training to choose the settings of decoding: about one in fifteen."""
    return hashlib.sha256(name.encode()).digest()[0] < 17


def polnear(data: Path, split: str = "train") -> Iterator[Sample]:
    """The articles of a split."""
    root = data / "polnear" / "data" / split
    for path in sorted((root / "text").glob("*.txt")):
        text = _read(path)
        files = sorted(f for f in (root / "attributions").glob("*.ann") if f.name.startswith(path.stem + "_"))
        read = [tuple(_brat(f.read_text(encoding="utf-8"))) for f in files]
        if read:
            yield Sample(path.stem, text, read[0], True, tuple(read[1:]))


def _brat(notes: str) -> Iterator[Told]:
    parts: dict[str, list[Span]] = {}
    events: list[str] = []
    for line in notes.split("\n"):
        cells = line.split("\t")
        if len(cells) > 1 and cells[0].startswith("T") and " " in cells[1]:
            where = cells[1].split(" ", 1)[1]
            parts[cells[0]] = [Span(*map(int, piece.split())) for piece in where.split(";")]
        elif len(cells) > 1 and cells[0].startswith("E"):
            events.append(cells[1])
    for event in events:
        roles: dict[str, list[Span]] = {"Content": [], "Cue": [], "Source": []}
        for argument in event.split()[1:]:
            role, key = argument.split(":")
            if role.rstrip("0123456789") in roles:
                roles[role.rstrip("0123456789")] += parts.get(key, [])
        if roles["Content"]:
            yield Told(*(tuple(sorted(roles[r])) for r in ("Content", "Cue", "Source")))


def pdnc(data: Path) -> Iterator[Sample]:
    """The novels that are not kept for development, in pieces of some 20,000 characters between paragraphs."""
    csv.field_size_limit(sys.maxsize)
    for folder in sorted((data / "pdnc" / "data").iterdir()):
        if folder.name in PDNC_DEV or not (folder / "quotation_info.csv").exists():
            continue
        text = _read(next(folder.glob("*.txt"))).replace("\r\n", "\n")
        with (folder / "quotation_info.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        names = _aliases(folder / "character_info.csv")
        told = sorted((t for row in rows for t in _said(text, row, names)), key=lambda t: t.content[0])
        yield from _parts(folder.name, text, told)


def _aliases(path: Path) -> list[str]:
    names: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names.add(row["Main Name"])
            try:
                names |= set(ast.literal_eval(row["Aliases"]))
            except (ValueError, SyntaxError):
                continue
    return sorted((n for n in names if len(n) > 1), key=len, reverse=True)


def _said(text: str, row: dict[str, str], names: list[str]) -> Iterator[Told]:
    spans = ast.literal_eval(row.get("quoteByteSpans") or row["quoteSpans"])
    content = tuple(_with_marks(text, Span(a, b)) for a, b in spans if b > a)
    if not content:
        return
    if row["quoteType"] == "Implicit":
        yield Told(content, (), ())
        return
    found = _expression(text, row["referringExpression"], content)
    source = _mention(text, found, names) if found else None
    if found is None or source is None:
        yield Told(content, (), (), False)
        return
    cue = _rest(text, found, source)
    yield Told(content, (cue,) if cue else (), (source,))


def _with_marks(text: str, span: Span) -> Span:
    """The span with the marks right beside it, as PolNeAR's contents have them."""
    a, b = span
    while a > 0 and text[a - 1] in _MARKS:
        a -= 1
    while b < len(text) and text[b] in _MARKS:
        b += 1
    return Span(a, b)


def _expression(text: str, words: str, content: tuple[Span, ...]) -> Span | None:
    """Where "said his lady to him" stands: between the parts, else nearest behind or before."""
    parts = words.split()
    if not parts or words == "nan":
        return None
    first, last = content[0].start, content[-1].end
    pattern = re.compile(r"\s+".join(re.escape(p) for p in parts))
    places = [Span(*m.span()) for m in pattern.finditer(text, max(0, first - 200), last + 200)]
    outside = [p for p in places if not any(a <= p.start < b for a, b in content)]
    return min(outside, key=lambda p: min(abs(p.start - last), abs(p.end - first)), default=None)


def _mention(text: str, found: Span, names: list[str]) -> Span | None:
    words = re.sub(r"\s", " ", text[found.start : found.end])
    for name in names:
        m = re.search(rf"\b{re.escape(name)}\b", words)
        if m:
            return Span(found.start + m.start(), found.start + m.end())
    m = _PRONOUNS.search(words)
    return Span(found.start + m.start(), found.start + m.end()) if m else None


def _rest(text: str, found: Span, source: Span) -> Span | None:
    """The verb of a short expression: what stands before the speaker, else the word behind."""
    before = text[found.start : source.start]
    if re.fullmatch(r"[^\W\d_]+\s+", before):
        return Span(found.start, found.start + len(before.rstrip()))
    m = re.match(r"\s+([^\W\d_]+)", text[source.end : source.end + 30])
    return Span(source.end + m.start(1), source.end + m.end(1)) if m and not before.strip() else None


def _parts(name: str, text: str, told: list[Told]) -> Iterator[Sample]:
    begin = 0
    while begin < len(text):
        stop = len(text) if len(text) - begin < 25_000 else text.find("\n\n", begin + 20_000)
        stop = len(text) if stop < 0 else stop
        inside = [t for t in told if begin <= t.content[0].start and t.content[-1].end <= stop]
        inside = [t for t in inside if all(begin <= s.start and s.end <= stop for s in (*t.cue, *t.source))]
        if inside:
            yield Sample(f"{name}:{begin}", text[begin:stop], tuple(_moved(t, -begin) for t in inside), False)
        begin = stop


def _moved(told: Told, by: int) -> Told:
    shift = lambda spans: tuple(Span(a + by, b + by) for a, b in spans)  # noqa: E731
    return Told(shift(told.content), shift(told.cue), shift(told.source), told.sourced)


def litbank(data: Path) -> Iterator[Sample]:
    """The excerpts, their words set as print sets them; a paragraph begins where a sentence opens with a mark."""
    root = data / "litbank" / "quotations" / "tsv"
    dev = {re.sub(r"(?<!^)(?=[A-Z])", "_", n).lower() for n in PDNC_DEV}
    for path in sorted(root.glob("*.ann")):
        title = re.sub(r"^\d+_|_brat$", "", path.stem)
        if any(title.startswith(name) for name in dev):
            continue
        lines = [line.split() for line in _read(path.with_suffix(".txt")).split("\n") if line.strip()]
        text, places = _set(lines)
        told = []
        for row in path.read_text(encoding="utf-8").split("\n"):
            cells = row.split("\t")
            if cells[0] == "QUOTE":
                s, t, u, v = map(int, cells[2:6])
                if s < len(places) and u < len(places) and t < len(places[s]) and v < len(places[u]):
                    told.append(Told((Span(places[s][t].start, places[u][v].end),), (), (), False))
        yield Sample(title, text, tuple(told), False)


def _set(lines: list[list[str]]) -> tuple[str, list[list[Span]]]:
    """Tokens as running text, and where each stands."""
    text, places, inside = "", [], False
    for line in lines:
        row: list[Span] = []
        for k, token in enumerate(line):
            closes = re.fullmatch(r"[.,;:!?)\]”’…]+|['’](?:s|ll|ve|re|d|m|t)|n['’]t|--|—", token) or (
                token == '"' and inside
            )
            if token == '"':
                inside = not inside
            new = k == 0 and token in ("“", '"', "‘")
            glued = bool(text) and (text[-1] in "“‘([" or text.endswith(("--", "—")) or (text[-1] == '"' and inside))
            text += "" if not text or closes or glued else "\n\n" if new else " "
            row.append(Span(len(text), len(text) + len(token)))
            text += token
        places.append(row)
    return text, places


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")


# ---- directed sentiment ----


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, where two named stand in it, and the class."""

    text: str
    first: Span
    second: Span
    label: int


def parted(path: Path) -> Iterator[Row]:
    """The sentences of the directed sentiment set whose brackets fit, without these."""
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence, first, second, label = line.split("\t")
        a = sentence.find(f"[{first}]")
        b = sentence.find(f"[{second}]", a + 1)
        if a >= 0 and b > a + len(first):
            text = sentence[:a] + first + sentence[a + len(first) + 2 : b] + second + sentence[b + len(second) + 2 :]
            one, other = _whole(text, a, a + len(first)), _whole(text, b - 2, b - 2 + len(second))
            if one.end <= other.start:
                yield Row(text, one, other, int(label))


def _whole(text: str, start: int, end: int) -> Span:
    """A clipped name up to the end of its word, without a possessive."""
    while start < end and text[start].isspace():
        start += 1
    while end < len(text) and text[end].isalnum():
        end += 1
    possessive = re.search(r"[’']s?$", text[start:end])
    return Span(start, max(start + 1, end - len(possessive[0]) if possessive else end))
