"""Building and look-up from 1 to 100 million words, as a plot: see README.md.

usage: scaling.py LIBRARY QUOTES [--most MILLIONS] [--svg FILE]
"""

import argparse
import json
import math
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from loquitur.matching.index import Index, build

SIZES = (1, 2, 5, 10, 20, 50, 100)
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 380, 300, 64, 40, 50


def documents(library: Path, words: int) -> Iterator[tuple[str, str]]:
    """Documents of so many words in all; after the library's own come copies in which every eighth word is another."""
    left, turn = words, 0
    files = sorted(library.glob("*.txt"))
    random.Random("order").shuffle(files)
    while left > 0:
        for file in files:
            text = file.read_bytes().decode("utf-8")
            if turn:
                text = changed(text, random.Random(f"{turn} {file.name}"))
            count = len(text.split())
            if count > left:
                text = " ".join(text.split()[:left])
            yield f"{turn}-{file.name}", text
            left -= count
            if left <= 0:
                return
        turn += 1


def changed(text: str, rng: random.Random) -> str:
    """The text with one of eight words replaced by another of its words."""
    parts = re.split(r"(\s+)", text)
    for i in range(rng.randrange(16) & ~1, len(parts), 16):
        parts[i] = parts[rng.randrange(0, len(parts), 2)]
    return "".join(parts)


def measured(library: Path, quotes: list[str], millions: int) -> tuple[int, float, float]:
    """Millions of words, seconds of building (one core, texts decoded), milliseconds of a look-up (median)."""
    with tempfile.TemporaryDirectory() as place:
        begun = time.process_time()
        making = 0.0
        rows = documents(library, millions * 1_000_000)

        def watched() -> Iterator[tuple[str, str]]:
            nonlocal making
            while True:
                at = time.process_time()
                row = next(rows, None)
                making += time.process_time() - at
                if row is None:
                    return
                yield row

        build(Path(place) / "index", watched())
        building = time.process_time() - begun - making
        index = Index.open(Path(place) / "index", lambda key: "")
        for quote in quotes:
            index.find(quote)
        cpu = []
        for quote in quotes:
            at = time.thread_time_ns()
            index.find(quote)
            cpu.append((time.thread_time_ns() - at) / 1e6)
        index.close()
    return millions, building, statistics.median(cpu)


def drawn(rows: list[tuple[int, float, float]]) -> str:
    """Both curves as SVG: building against words, look-up against the logarithm of words."""
    told = [
        ("Building: seconds, one core", [(n, s) for n, s, _ in rows], False),
        ("Look-up: milliseconds, median", [(n, ms) for n, _, ms in rows], True),
    ]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH + 20} {HEIGHT}" font-family="sans-serif"'
        ' font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for number, (title, points, logarithmic) in enumerate(told):
        parts += _panel(number * (WIDTH + 20), title, points, logarithmic=logarithmic)
    return "\n".join([*parts, "</svg>", ""])


def _panel(x0: int, title: str, points: list[tuple[int, float]], *, logarithmic: bool) -> Iterator[str]:
    right, low = x0 + WIDTH - 16, HEIGHT - BOTTOM
    most, widest = 1.15 * max(y for _, y in points), points[-1][0]

    def x(n: float) -> float:
        share = math.log(n) / math.log(widest) if logarithmic else n / widest
        return x0 + LEFT + share * (right - x0 - LEFT)

    def y(value: float) -> float:
        return low - value / most * (low - TOP)

    yield f'<text x="{x0 + LEFT}" y="22" font-weight="bold">{title}</text>'
    yield f'<path d="M{x0 + LEFT} {TOP}V{low}H{right}" fill="none" stroke="black"/>'
    for share in (0.25, 0.5, 0.75, 1):
        value = most / 1.15 * share
        yield f'<text x="{x0 + LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:.3g}</text>'
        yield f'<path d="M{x0 + LEFT} {y(value):.1f}H{right}" stroke="#ddd"/>'
    for n, _ in points:
        if logarithmic or n not in (1, 2, 5):
            yield f'<text x="{x(n):.1f}" y="{low + 18}" text-anchor="middle">{n}</text>'
    scale = ", logarithmic" if logarithmic else ""
    yield f'<text x="{(x0 + LEFT + right) / 2:.0f}" y="{low + 38}" text-anchor="middle">million words{scale}</text>'
    line = " ".join(f"{x(n):.1f},{y(v):.1f}" for n, v in points)
    yield f'<polyline points="{line}" fill="none" stroke="#1f4e79" stroke-width="2"/>'
    for n, v in points:
        yield f'<circle cx="{x(n):.1f}" cy="{y(v):.1f}" r="3" fill="#1f4e79"><title>{n}: {v:.3g}</title></circle>'


def run() -> None:
    parser = argparse.ArgumentParser(description="Building and look-up from 1 to 100 million words.")
    parser.add_argument("library", type=Path)
    parser.add_argument("quotes", type=Path)
    parser.add_argument("--most", type=int, default=100)
    parser.add_argument("--svg", type=Path, default=Path(__file__).parents[1] / "docs" / "scaling.svg")
    options = parser.parse_args()
    quotes = [json.loads(line)["text"] for line in options.quotes.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as place:
        build(Path(place) / "warm", documents(options.library, 10_000))
    rows = []
    for millions in SIZES:
        if millions <= options.most:
            rows.append(measured(options.library, quotes, millions))
            print(
                json.dumps(dict(zip(("million_words", "build_seconds", "look_up_ms"), rows[-1], strict=True))),
                flush=True,
            )
    options.svg.write_text(drawn(rows), encoding="utf-8")


if __name__ == "__main__":
    run()
