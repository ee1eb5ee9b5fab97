"""What the evidence for a place is worth: from which on a place found is no chance.

    python benchmarks/sureness.py SET…

A SET is a folder that holds `library/`, a folder of UTF-8 text files, and `quotes.jsonl`: lines of `qid`, `kind`, `text`,
`gold` (a list of `doc`, `start`, `end`, empty where the library does not hold the words) and, if known, `alt` (other
documents that hold them). Prints, for each step of the evidence, how many best places were right of how many, and what
telling only those from there on would find and miss. Where chance ends (`_CHANCE` in `matching/ranking.py`) is chosen so
that both stay small; sets that serve to choose it must not serve to report it. Shares of a hundredth need sets of
hundreds of quotations of the kind.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loquitur.matching.index import Index, build

_SLACK, _STEP, _FIRST, _LAST = 400, 20, 400, 1100
Best = tuple[str, int, bool]
"""Its kind, the evidence for its best place (0: none), whether that is right."""


def right(quote: dict[str, Any], doc: str, start: int, end: int) -> bool:
    """Whether a place is where the words come from; a little beside it counts."""
    near = (g["doc"] == doc and start < g["end"] + _SLACK and end > g["start"] - _SLACK for g in quote["gold"])
    return doc in quote.get("alt", ()) or any(near)


def measured(folder: Path) -> Iterator[Best]:
    """The best place of each quotation of a set."""
    texts = {p.name: p.read_bytes().decode() for p in sorted((folder / "library").glob("*.txt"))}
    with tempfile.TemporaryDirectory() as place:
        build(Path(place) / "index", texts.items())
        index = Index.open(Path(place) / "index", texts.__getitem__)
        for line in (folder / "quotes.jsonl").read_text(encoding="utf-8").splitlines():
            quote = json.loads(line)
            rows = index._ranked(quote["text"], 1)
            for number, start, end, _, evidence in rows:
                yield quote["kind"], evidence, right(quote, index._ordered[number], start, end)
            if not rows:
                yield quote["kind"], 0, False


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("sets", type=Path, nargs="+")
    found = [best for folder in options.parse_args().sets for best in measured(folder)]
    kinds = Counter(kind for kind, _, _ in found)
    print("evidence  right of this step  share of each kind from here on")
    for step in range(_FIRST, _LAST, _STEP):
        here = [good for _, told, good in found if step <= told < step + _STEP]
        passed = Counter(kind for kind, told, good in found if told >= step and (good or kind.startswith("neg")))
        shares = "  ".join(f"{kind} {passed[kind] / many:.3f}" for kind, many in sorted(kinds.items()))
        print(f"{step:8}  {sum(here):6} of {len(here):<6}  {shares}")


if __name__ == "__main__":
    main()
