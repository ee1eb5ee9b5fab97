"""Asks the invented pages of `pages/` what their gold tells, each page in a record of its own: see README.md.

usage: pages.py FOLDER [--errors]
"""

import argparse
import json
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loquitur.model import Fate, Statement
from loquitur.record import Record

TITLES = frozenset("the mr mrs dr sir father bishop general colonel captain president".split())  # noqa: SIM905
DEATHS = frozenset({"death", "killing", "execution", "assassination"})
KEYS = ("must", "should", "must_not")


def plain(text: str) -> str:
    """The letters and blanks of a text, in lower case and without accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def same(one: str, other: str) -> bool:
    """Whether two names can mean one: the last word is common, or all words of one."""
    a, b = ([w for w in re.findall(r"[a-z0-9]+", plain(n)) if w not in TITLES] for n in (one, other))
    return bool(a and b) and (a[-1] == b[-1] or set(a) <= set(b) or set(b) <= set(a))


def sides(record: Record, topics: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """What became of each name of the gold, and of each that is in none of its lists."""
    for topic in topics:
        told = record.ask(topic["question"])
        for tier, people in (("told", told.people), ("perhaps", told.perhaps)):
            shown = [p.who for p in people]
            for key in KEYS:
                yield from ((f"{tier}, {key}", n) for n in topic[key] if any(same(n, s) for s in shown))
            named = [n for key in KEYS for n in topic[key]]
            yield from ((f"{tier}, in no list", s) for s in shown if not any(same(n, s) for n in named))
        yield from ((f"asked for, {key}", n) for key in KEYS for n in topic[key])


def quotations(record: Record, gold: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Whether each quotation was found, and its speaker."""
    found = [(re.sub(r"\W", "", plain(s.quotation.text)), s.speaker.name) for s in _all(record, Statement)]
    for one in gold:
        words = re.sub(r"\W", "", plain(one["text"]))[:40]
        names = [name for text, name in found if words in text or (len(text) > 8 and text in words)]
        right = any(n == one["speaker"] or (n and one["speaker"] and same(n, one["speaker"])) for n in names)
        what = "not found" if not names else "right" if right else "not named" if None in names else "named wrong"
        yield f"speaker, {what}", f"{one['speaker']}: {one['text']}"


def fates(record: Record, gold: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Whether each fate was found; deaths of every kind count as one another."""
    found = [(f.who, f.what) for f in _all(record, Fate)]
    for one in gold:
        hit = any(
            same(one["who"], who) and (what == one["kind"] or {what, one["kind"]} <= DEATHS) for who, what in found
        )
        yield f"fate, {'found' if hit else 'missed'}", f"{one['who']}, {one['kind']}"


def _all(record: Record, kind: type[Any]) -> list[Any]:
    return [one for doc in record.documents() for one in record.found(kind, doc.id)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="name everybody, not only the counts")
    given = parser.parse_args()
    counts: Counter[str] = Counter()
    for path in sorted(given.folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        page = next(p for p in path.parent.glob(f"{path.stem}.*") if p.suffix != ".json")
        with tempfile.TemporaryDirectory() as folder, Record.create(Path(folder) / "page.record") as record:
            list(record.add([page]))
            found = [
                *sides(record, gold["topics"]), *quotations(record, gold["quotations"]), *fates(record, gold["fates"]),
            ]  # fmt: skip
        counts.update(what for what, _ in found)
        if given.errors:
            print(path.stem, *map(": ".join, found), sep="\n  ")
    for what, count in sorted(counts.items()):
        print(f"{count:5}  {what}")


if __name__ == "__main__":
    main()
