"""Measures the matching engine on a library: see README.md.

usage: matching.py LIBRARY QUOTES
"""

import argparse
import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from loquitur.matching.index import Index, build
from loquitur.matching.reuse import reuse


def texts_of(folder: Path) -> dict[str, str]:
    """The documents of a folder by name."""
    return {p.name: p.read_bytes().decode("utf-8") for p in sorted(folder.glob("*.txt"))}


def words_in(texts: dict[str, str]) -> int:
    """The words, divided by blanks."""
    return sum(len(text.split()) for text in texts.values())


def timed(act: Callable[[], Any]) -> tuple[float, float, Any]:
    """Processor seconds, system's included, wall seconds, and what came back."""
    cpu, wall = time.process_time(), time.perf_counter()
    made = act()
    return time.process_time() - cpu, time.perf_counter() - wall, made


def built(texts: dict[str, str], folder: Path) -> dict[str, float]:
    """Building from decoded texts, the median of five, and the size of the index."""
    words, runs = words_in(texts), []
    build(folder, list(texts.items())[:1])
    for _ in range(5):
        shutil.rmtree(folder)
        shutil.rmtree(folder.with_name(f"{folder.name}-texts"))
        runs.append(timed(lambda: build(folder, texts.items()))[:2])
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    return {
        "words": words,
        "build_words_per_cpu_second": round(words / statistics.median(r[0] for r in runs)),
        "build_words_per_wall_second": round(words / statistics.median(r[1] for r in runs)),
        "index_bytes_per_word": round(size / words, 2),
    }


def looked_up(folder: Path, texts: dict[str, str], quotes: list[str]) -> dict[str, float]:
    """Opening, and looking every quotation up: the first time, when blocks are checked, and the second."""
    index = Index.open(folder, texts.__getitem__)
    index.find(quotes[0])
    index.close()
    opening, _, index = timed(lambda: Index.open(folder, texts.__getitem__))
    told = {"open_ms": round(1000 * opening, 2)}
    for name in ("first", "again"):
        cpu, wall = [], []
        for quote in quotes:
            a, b = time.thread_time_ns(), time.perf_counter_ns()
            index.find(quote)
            cpu.append((time.thread_time_ns() - a) / 1e6)
            wall.append((time.perf_counter_ns() - b) / 1e6)
        for clock, row in (("cpu", sorted(cpu)), ("wall", sorted(wall))):
            told[f"{name}_{clock}_ms_median"] = round(statistics.median(row), 4)
            told[f"{name}_{clock}_ms_p95"] = round(row[int(0.95 * len(row))], 4)
    return told


def memory(folder: Path, quotes: Path) -> dict[str, float]:
    """Megabytes beyond mapped files of a process that only looks up; nothing where the system does not tell."""
    done = subprocess.run(
        [sys.executable, __file__, str(folder), str(quotes), "--memory"], capture_output=True, text=True
    )
    return {"memory_mb": float(done.stdout)} if done.stdout.strip() else {}


def used(folder: Path, quotes: list[str]) -> None:
    """Prints the megabytes of memory beyond mapped files after all look-ups."""
    index = Index.open(folder, lambda key: "")
    for quote in quotes:
        index.find(quote)
    status = Path("/proc/self/status")
    found = re.search(r"RssAnon:\s+(\d+)", status.read_text()) if status.exists() else None
    print(int(found[1]) / 1000 if found else "")


def run() -> None:
    parser = argparse.ArgumentParser(description="Measures the matching engine on a library.")
    parser.add_argument("library", type=Path)
    parser.add_argument("quotes", type=Path)
    parser.add_argument("--memory", action="store_true", help="LIBRARY is an index: only look up, and tell the memory")
    options = parser.parse_args()
    quotes = [json.loads(line)["text"] for line in options.quotes.read_text(encoding="utf-8").splitlines()]
    if options.memory:
        used(options.library, quotes)
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "index"
        build(folder, ((p.name, p.read_bytes().decode()) for p in sorted(options.library.glob("*.txt"))))
        told: dict[str, float] = {"build_peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1)}
        told |= memory(folder, options.quotes)
        texts = texts_of(options.library)
        told |= built(texts, folder)
        told |= looked_up(folder, texts, quotes)
    reuse(list(texts.items())[:2])
    spent, _, found = timed(lambda: reuse(texts.items()))
    told |= {"reuse_words_per_cpu_second": round(told["words"] / spent), "reuse_pairs": len(found.pairs)}
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    run()
