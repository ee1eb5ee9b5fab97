"""The reading room over a large record: how long pages take, how large the first one is, and fifty readers at once.

usage: python benchmarks/room.py RECORD [--pages 200] [--readers 50] [--seconds 60] [--pause 1.0]

A room is opened by `loquitur serve` in a process of its own. Pages are picked by chance, with a seed; each is told with
the time on the wall and the processor time that the room spent on it, which other work on the machine does not lengthen.
Readers pause between pages, as readers do; meanwhile a writer adds a document every two seconds to a copy of the record.
"""

import argparse
import http.client
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

from loquitur.record import Record

SHARES = {"documents": 60, "quotations": 60, "people": 40, "ask": 20, "search": 20}
QUESTIONS = ("Who spoke out against {}?", "What did {} say?", "What happened to {}?", "Who spoke for {}?")


def main() -> None:
    """Prints what was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("record", type=Path)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="room-") as folder:
        copy = Path(shutil.copytree(told.record, Path(folder) / "copy.record"))
        room, port = opened(copy)
        try:
            print("first page:", first_page(port))
            addresses = picked(port, told.pages)
            timed(port, room.pid, addresses)
            crowd(port, addresses, copy, told)
        finally:
            room.send_signal(signal.SIGINT)
            room.wait(30)


def opened(record: Path) -> tuple[subprocess.Popen[str], int]:
    """The process of a room, and its port."""
    command = [sys.executable, "-m", "loquitur", "serve", str(record), "--port", "0"]
    room = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert room.stderr
    for line in room.stderr:
        if found := re.search(r"localhost:(\d+)", line):
            return room, int(found[1])
    raise SystemExit("the room did not open")


def get(connection: http.client.HTTPConnection, where: str) -> bytes:
    """The body of a page, which must be there."""
    connection.request("GET", where, headers={"accept-encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{where}: {answer.status}")
    return body


def first_page(port: int) -> str:
    """The bytes of the first page with everything that a browser fetches for it."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    page = get(connection, "/")
    parts = {"page": len(page)}
    for link in re.findall(r'<(?:link|script)[^>]*(?:href|src)="(/static/[^"]+)"', page.decode()):
        parts[link.partition("?")[0].rpartition("/")[2]] = len(get(connection, link))
    parts["italic.woff2"] = len(get(connection, "/static/italic.woff2"))
    return f"{sum(parts.values()):,} bytes ({', '.join(f'{k} {v:,}' for k, v in parts.items())})"


def picked(port: int, count: int) -> list[str]:
    """Addresses by chance, so many of each kind."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    chance = random.Random(1)
    catalogue = json.loads(get(connection, "/documents.json"))["lines"]
    while True:
        more = json.loads(get(connection, f"/documents.json?from={len(catalogue)}"))["lines"]
        if not more:
            break
        catalogue += more
    docs = [f"/documents/{line['id']}" for line in catalogue]
    quoted: list[str] = []
    names: dict[str, str] = {}
    for where in chance.sample(docs, min(40, len(docs))):
        lines = [q for q in json.loads(get(connection, f"{where}.json"))["lines"] if q["kind"] == "quotation"]
        quoted += [f"/quotations/{q['id']}" for q in lines]
        names |= {q["speaker"]: q["speaker"] for q in lines if q["speaker"]}
    people = []
    for name in chance.sample(sorted(names), min(40, len(names))):
        found = json.loads(get(connection, f"/search.json?q={quote(name)}"))["lines"]
        people += [f"/people/{p['id']}" for p in found if p["kind"] == "person"][:1]
    asked = [f"/ask?q={quote(chance.choice(QUESTIONS).format(n))}" for n in sorted(names)]
    sought = [f"/search?q={quote(' '.join(n.split()[-2:]))}" for n in sorted(names)]
    pools = {"documents": docs, "quotations": quoted, "people": people, "ask": asked, "search": sought}
    total = sum(SHARES.values())
    return [chance.choice(pools[kind]) for kind, share in SHARES.items() for _ in range(round(count * share / total))]


def spent(process: int) -> float:
    """The processor time of a process so far, in seconds; NaN where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def timed(port: int, process: int, addresses: list[str]) -> None:
    """One reader goes through all pages; the times are printed by kind."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    kinds: dict[str, list[float]] = {}
    order = list(addresses)
    random.Random(2).shuffle(order)
    begun = spent(process)
    for where in order:
        start = time.perf_counter()
        get(connection, where)
        kinds.setdefault(re.split(r"[/?]", where)[1], []).append(1000 * (time.perf_counter() - start))
    cpu = 1000 * (spent(process) - begun) / len(order)
    for kind, times in [*sorted(kinds.items()), ("all", [t for ts in kinds.values() for t in ts])]:
        print(
            f"{kind:11} {len(times):4} pages  median {statistics.median(times):6.1f} ms  95th percentile {share(times, 0.95):6.1f} ms"
        )
    print(f"processor time of the room: {cpu:.1f} ms a page, its checks in the background among it")


def share(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def crowd(port: int, addresses: list[str], record: Path, told: argparse.Namespace) -> None:
    """Many readers at once, and one writer; the times of all are printed, and every error."""
    times: list[float] = []
    errors: list[str] = []
    end = time.monotonic() + told.seconds

    def reader(number: int) -> None:
        chance = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        time.sleep(chance.random() * told.pause)
        while time.monotonic() < end:
            start = time.perf_counter()
            try:
                get(connection, chance.choice(addresses))
                times.append(1000 * (time.perf_counter() - start))
            except (OSError, http.client.HTTPException, SystemExit) as error:
                errors.append(repr(error))
                connection.close()
            time.sleep(told.pause * (0.5 + chance.random()))

    added = 0
    readers = [threading.Thread(target=reader, args=(n,)) for n in range(told.readers)]
    for one in readers:
        one.start()
    while time.monotonic() < end:
        text = f"Letter {added}.\n\nMary Penn said: “Nobody has read paper number {added} of these yet.”\n"
        with Record.open(record, write=True) as opened_record:
            added += opened_record.take(f"letter-{added}.txt", text.encode(), {}).outcome == "added"
        time.sleep(2)
    for one in readers:
        one.join()
    print(
        f"{told.readers} readers, {told.seconds:.0f} s, a pause of {told.pause} s: {len(times)} pages, {len(errors)} errors,"
        f" median {statistics.median(times):.1f} ms, 95th percentile {share(times, 0.95):.1f} ms; {added} documents added"
    )
    for error in sorted(set(errors)):
        print("  error:", error)


if __name__ == "__main__":
    main()
