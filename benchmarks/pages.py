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

from loquitur.model import Claim, Condition, Fate, Statement
from loquitur.record import Record

TITLES = frozenset("the mr mrs dr sir father bishop general colonel captain president".split())  # noqa: SIM905
ALIKE = (
    frozenset({"death", "killing", "execution", "assassination", "suicide"}),
    frozenset({"arrest", "imprisonment", "camp"}),
)
"""Kinds of fates that count as one another: the gold has no imprisonment."""
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
        who = one["speaker"]
        right = any(n == who or (n and who and (plain(n) == plain(who) or same(n, who))) for n in names)
        what = "not found" if not names else "right" if right else "not named" if None in names else "named wrong"
        yield f"speaker, {what}", f"{one['speaker']}: {one['text']}"


def fates(record: Record, gold: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Whether each fate was found, and its date."""
    told = _all(record, Fate)
    for one in gold:
        kinds = {one["kind"]}.union(*(kinds for kinds in ALIKE if one["kind"] in kinds))
        found = [f for f in told if f.what in kinds and same(one["who"], f.who)]
        name = f"{one['who']}, {one['kind']}"
        yield f"fate, {'found' if found else 'missed'}", name
        if found:
            whens = {f.when.rstrip("~?") for f in found if f.when}
            yield f"date of a fate, {_dated(one['date'], whens)}", f"{name}: {one['date']}, told {sorted(whens)}"
    for f in told:
        if not any(same(one["who"], f.who) for one in gold):
            yield "fate, of somebody without one in the gold", f"{f.who}, {f.what}, {f.when}"


def _dated(wanted: str | None, found: set[str]) -> str:
    if not found or wanted is None:
        return "none wanted, none told" if wanted is None and not found else "not told" if wanted else "none wanted"
    near = any(wanted.startswith(f) or f.startswith(wanted) for f in found)
    return "right" if wanted in found else "near" if near else "wrong"


def conditions(record: Record, gold: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Whether each condition was found, and whose testimony it is of."""
    told = _all(record, Condition)
    for one in gold:
        kind = one["kind"].removeprefix("from ").removeprefix("under ").replace(" ", "-").replace("torture", "tortured")
        whose = [c.who for c in told if kind in c.what]
        right = any(w and same(one["who"], w) for w in whose)
        what = "found" if right else "found of nobody" if None in whose else "missed"
        yield f"condition, {what}", f"{one['who']}, {one['kind']}: {one['text']}"


def claims(record: Record, gold: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Whether each claim was found (with half of its words that are no names), and with who asserts and who denies it."""
    told = [(c, _stems(doc.text, c)) for doc in record.documents() for c in record.found(Claim, doc.id)]
    for one in gold:
        words = set(_long(" ".join(w for w in one["claim"].split() if w[0].islower())))
        found = [c for c, stems in told if 2 * len(words & stems) >= len(words)]
        yield f"claim, {'found' if found else 'missed'}", one["claim"]
        for side in ("asserts", "denies") if found else ():
            names = [c.asserted_by if side == "asserts" else c.denied_by for c in found]
            for who in one[side]:
                yield f"claim, who {side} it {'right' if any(n and same(who, n) for n in names) else 'not told'}", who


def _stems(text: str, claim: Claim) -> set[str]:
    around = (claim.span, claim.denial or claim.span)
    return {w for span in around for w in _long(text[span.start : span.end])}


def _long(words: str) -> list[str]:
    return [w[:6] for w in re.findall(r"[a-z]{4,}", plain(words))]


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
                *conditions(record, gold["conditions"]), *claims(record, gold["claims"]),
            ]  # fmt: skip
        counts.update(what for what, _ in found)
        if given.errors:
            print(path.stem, *map(": ".join, found), sep="\n  ")
    for what, count in sorted(counts.items()):
        print(f"{count:5}  {what}")


if __name__ == "__main__":
    main()
