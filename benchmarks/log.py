"""What the log costs: adding with and without it, a proof at a million entries, the audit of objects.

    python benchmarks/log.py [--entries 1000000] [--megabytes 500] [--library FOLDER]

Times are CPU time of this process, one thread.
"""

import argparse
import hashlib
import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from loquitur import language, reading
from loquitur.store.files import Files
from loquitur.store.log import auditing, log, merkle
from loquitur.store.store import Store

_PROOFS = 2000


def spent(work: Callable[[], object]) -> float:
    """Seconds of CPU time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def adding(folder: Path, library: Path) -> None:
    """Prints what sealing adds to the time of adding documents, and to the database."""
    papers = [(reading.load(p)[0], p.read_bytes()) for p in reading.walk([library])]
    found = []
    finding = spent(lambda: found.extend(language.find(doc) for doc, _ in papers))
    times: dict[bool, list[float]] = {True: [], False: []}
    sizes = {}
    for number in range(6):
        sealed = number % 2 == 0
        store = Store.create(folder / f"{number}.record")
        store._key = store._key if sealed else None
        pairs = list(zip(papers, found, strict=True))
        times[sealed].append(spent(lambda s=store, p=pairs: [s.put(d, b, f) for (d, b), f in p]))
        store.close()
        sizes[sealed] = (store.folder / "record.sqlite").stat().st_size
    with_log, without = min(times[True]), min(times[False])
    more = 100 * (with_log - without) / (finding + without)
    print(f"adding {len(papers)} documents: {finding + without:.2f} s, with the log {more:+.1f} %")
    print(f"the database: {sizes[False] / 1e6:.2f} MB, with the log {100 * (sizes[True] / sizes[False] - 1):+.1f} %")


def proving(folder: Path, size: int) -> None:
    """Prints how long a proof takes, made and verified, in a log of this size."""
    base = sqlite3.connect(folder / "log.sqlite", isolation_level=None)
    base.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;" + log.TABLES)
    base.execute("BEGIN")

    def fill() -> None:
        for n in range(size):
            entry = f'{{"items":0,"kind":"document","root":"{n:064x}","time":"2026-01-01T00:00:00+00:00","v":1}}'
            log.append(base, log.Entry(n, "document", None, None, entry, None, b""))

    print(f"appending: {1e6 * spent(fill) / size:.1f} µs an entry")
    base.execute("COMMIT")
    root, chance = log.root(base), random.Random(1)
    made, verified, grown = [], [], []
    for _ in range(_PROOFS):
        position, old = chance.randrange(size), chance.randrange(1, size)
        start = time.thread_time()
        path = log.inclusion(base, position, size)
        made.append(time.thread_time() - start)
        entry = log.entry(base, position)
        assert entry is not None
        start = time.thread_time()
        assert merkle.includes(root, size, position, merkle.leaf_hash(entry.entry.encode()), path)
        verified.append(time.thread_time() - start)
        start = time.thread_time()
        log.consistency(base, old, size)
        grown.append(time.thread_time() - start)
    base.close()
    for name, times in (("inclusion made", made), ("inclusion verified", verified), ("consistency made", grown)):
        shown = f"{1000 * statistics.median(times):.3f} ms, 99 of 100 within {1000 * sorted(times)[_PROOFS * 99 // 100]:.3f} ms"
        print(f"{name} at {size:,} entries: {shown}")


def auditing_objects(folder: Path, megabytes: int) -> None:
    """Prints how fast objects are compared with their hashes."""
    files, keys, piece = Files(folder / "objects"), [], 5_000_000
    for _ in range(megabytes // 5):
        data = os.urandom(piece)
        keys.append(hashlib.sha256(data).hexdigest())
        files.path(keys[-1]).parent.mkdir(parents=True, exist_ok=True)
        files.path(keys[-1]).write_bytes(data)
    audit = auditing.Audit()
    took = spent(lambda: list(auditing.objects(files, keys, audit)))
    assert audit.objects == len(keys)
    print(f"audit of objects: {len(keys) * piece / 1e6 / took:,.0f} MB/s of one core")


def main() -> None:
    """Prints everything."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--entries", type=int, default=1_000_000)
    options.add_argument("--megabytes", type=int, default=500)
    options.add_argument("--library", type=Path, default=Path(__file__).resolve().parents[1] / "loquitur" / "examples")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="log-") as name:
        folder = Path(name)
        adding(folder, asked.library)
        proving(folder, asked.entries)
        auditing_objects(folder, asked.megabytes)


if __name__ == "__main__":
    main()
