"""Our look-up beside Tantivy with RapidFuzz, in one process: see README.md.

    python benchmarks/rival.py LIBRARY QUOTES [--millions N] [--number N]

The rival is what one builds today: BM25 over overlapping passages of 300 words, the ten best laid beside the quotation by
RapidFuzz's partial ratio. It is given every ease: its passages lie ready in memory, in lower case, and nothing is asked
of it but the best ratio (no range of characters, no second part of a splice). Three ways, for both sides the same:
`first`, the first pass over an index just opened; `warm`, the second pass over the same quotations; `turns`, one quotation
each by turns, so that either finds the processor's caches filled by the other. Processor time of the thread, medians;
ours from the words to final ranges. With --millions the library is enlarged by copies in which one word of eight is
another.
"""

import argparse
import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tantivy
from rapidfuzz import fuzz
from scaling import documents

from loquitur.matching.index import Index, build

PASSAGE, STRIDE, TOP = 300, 200, 10
Look = Callable[[str], Any]


def rival(texts: dict[str, str], place: str) -> Look:
    """The rival's look-up, its index written into a folder."""
    schema = tantivy.SchemaBuilder().add_text_field("body").add_unsigned_field("number", stored=True).build()
    index = tantivy.Index(schema, path=place)
    writer = index.writer(256_000_000, num_threads=1)
    passages: list[str] = []
    for text in texts.values():
        words = text.split()
        for at in range(0, max(1, len(words) - PASSAGE + STRIDE), STRIDE):
            doc = tantivy.Document()
            doc.add_text("body", " ".join(words[at : at + PASSAGE]))
            doc.add_unsigned("number", len(passages))
            passages.append(" ".join(words[at : at + PASSAGE]).lower())
            writer.add_document(doc)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def look(words: str) -> float:
        asked = " ".join(re.findall(r"\w+", words.lower()))
        hits = searcher.search(index.parse_query(asked, ["body"]), TOP, count=False).hits
        found = [passages[searcher.doc(address)["number"][0]] for _, address in hits]
        return max((fuzz.partial_ratio(words.lower(), passage) for passage in found), default=0.0)

    return look


def timed(look: Look, quote: str) -> float:
    """Milliseconds of one look-up, of the processor: other programs may run beside."""
    at = time.thread_time_ns()
    look(quote)
    return (time.thread_time_ns() - at) / 1e6


def beside(ours: Look, theirs: Look, quotes: list[str]) -> dict[str, dict[str, float]]:
    """Both in each of the three ways, and how many times as long the rival takes."""
    ways = {
        "first": ([timed(ours, q) for q in quotes], [timed(theirs, q) for q in quotes]),
        "warm": ([timed(ours, q) for q in quotes], [timed(theirs, q) for q in quotes]),
    }
    both = [(timed(ours, q), timed(theirs, q)) for q in quotes]
    ways["turns"] = [a for a, _ in both], [b for _, b in both]
    return {way: compared(*rows) for way, rows in ways.items()}


def compared(ours: list[float], theirs: list[float]) -> dict[str, float]:
    """Medians and 95th percentiles of both, and their ratio."""
    a, b = statistics.median(ours), statistics.median(theirs)
    ends = (sorted(row)[int(0.95 * len(row))] for row in (ours, theirs))
    return dict(zip(("ours", "theirs", "times", "ours_p95", "theirs_p95"), (a, b, b / a, *ends), strict=True))


def main() -> None:
    """Prints a line for each way."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("library", type=Path)
    options.add_argument("quotes", type=Path)
    options.add_argument("--millions", type=int, default=0, help="so many million words; default: the library as it is")
    options.add_argument("--number", type=int, default=600, help="how many of the quotations")
    asked = options.parse_args()
    lines = asked.quotes.read_text(encoding="utf-8").splitlines()[: asked.number]
    quotes = [json.loads(line)["text"] for line in lines]
    files = {p.name: p.read_bytes().decode() for p in sorted(asked.library.glob("*.txt"))}
    texts = dict(documents(asked.library, asked.millions * 1_000_000)) if asked.millions else files
    print(f"{sum(len(t.split()) for t in texts.values()):,} words, {len(quotes)} quotations")
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as other:
        build(Path(place) / "index", texts.items())
        theirs = rival(texts, other)
        Index.open(Path(place) / "index", texts.__getitem__).find("the kernels are compiled now")
        ours = Index.open(Path(place) / "index", texts.__getitem__).find
        for way, row in beside(ours, theirs, quotes).items():
            print(way, *(f"{name} {value:.4g}" for name, value in row.items()))


if __name__ == "__main__":
    main()
