"""Writers killed at random moments, and disks that fill: what the record is afterwards.

    python benchmarks/kills.py --kills 1000
    python benchmarks/kills.py --kills 0 --full 50 --folder /a/small/disk

A process adds, corrects and removes documents until it is killed (SIGKILL) or has no room; then the record is opened,
audited, and every document in it compared with what was given. Prints how many rounds were run, and ends with 1 where one
left a record that does not open, does not audit clean, or holds a document by half. Not for Windows, which has no fork.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from loquitur import language, reading
from loquitur.errors import RecordError, RecordNotWritable
from loquitur.model import Document, Findings, Statement
from loquitur.store.store import Store

_PAPERS = 20
_FRESH = 10
"""After so many rounds a new record is begun."""
Given = dict[str, tuple[Document, bytes, Findings]]


def given() -> Given:
    """Papers of several sizes, read once."""
    told = {}
    for n in range(_PAPERS):
        lines = [f"Stone said: “Account {i} of {n} was empty.”" for i in range(1 + n % 7 * 8)]
        text = f"Page {n}\n\n" + "\n\n".join(lines) + "\n"
        doc = reading.read(text.encode(), f"{n}.txt")
        told[doc.name] = (doc, text.encode(), language.find(doc))
    return told


def write(folder: Path, papers: Given, chance: random.Random) -> None:
    """Writes until the process ends, or there is no room."""
    store = Store.open(folder, write=True) if (folder / "record.sqlite").exists() else Store.create(folder)
    while True:
        doc, data, findings = papers[chance.choice(sorted(papers))]
        store.put(doc, data, findings)
        if chance.random() < 0.2:
            found = store.findings(Statement, doc.id)
            store.correct(doc.id, found[0][1], "speaker", "Hill", "A. Clerk")
        if chance.random() < 0.2:
            store.remove(doc.id)
        if chance.random() < 0.1:
            store.close()
            store = Store.open(folder, write=True)


def fork(folder: Path, papers: Given, seed: int, room: int | None) -> int:
    """The id of a process that writes; with `room`, no file may grow beyond so many bytes."""
    child = os.fork()
    if child:
        return child
    try:
        if room is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        write(folder, papers, random.Random(seed))
    except RecordNotWritable:
        os._exit(4)
    except BaseException as error:  # noqa: BLE001 - the child must not go on with its parent's work
        print(f"the writer ended by {type(error).__name__}: {error}", file=sys.stderr)
        os._exit(5)
    os._exit(0)


def wrong(folder: Path, papers: Given, *, write: bool) -> list[str]:
    """What is wrong with a record after its writer ended."""
    if not (folder / "record.sqlite").exists():
        return []
    try:
        store = Store.open(folder, write=write)
    except RecordError as error:
        return [f"does not open: {error}"]
    try:
        told = [f.what for f in store.audit().faults]
        for held in store.documents(all_versions=True):
            doc, data, findings = papers[held.name]
            whole = store.document(held.id) == doc and store.data(held.id) == data
            if not whole or len(store.findings(Statement, held.id)) != len(findings.statements):
                told.append(f"{held.name} is not whole")
        if write:
            kept = {p.parent.name + p.name for p in (folder / "objects").glob("??/*")}
            if kept != {d.id for d in store.documents(all_versions=True)} or list((folder / "objects").glob("*.part")):
                told.append("bytes of no document are left")
    except RecordError as error:
        told = [f"cannot be read: {error}"]
    store.close()
    return told


def killed(folder: Path, papers: Given, chance: random.Random) -> list[str]:
    """What is wrong after a writer was killed at a random moment."""
    child = fork(folder, papers, chance.randrange(1 << 30), None)
    time.sleep(chance.random() ** 2 * 0.25)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    told = [] if os.WIFSIGNALED(status) else ["the writer ended by itself"]
    return told + wrong(folder, papers, write=True)


def filled(folder: Path, papers: Given, chance: random.Random, *, limited: bool) -> list[str]:
    """What is wrong after a writer found no room: for a file to grow, or on the disk."""
    room = chance.randrange(20_000, 900_000) if limited else None
    child = fork(folder, papers, chance.randrange(1 << 30), room)
    _, status = os.waitpid(child, 0)
    told = [] if os.waitstatus_to_exitcode(status) == 4 else ["the writer did not tell that there was no room"]
    return told + wrong(folder, papers, write=False)


def rounds(folder: Path, kills: int, full: int, *, limited: bool = True, seed: int = 1) -> list[str]:
    """What was wrong, of all rounds."""
    papers, chance, told = given(), random.Random(seed), []
    for number in range(kills + full):
        record = folder / f"{number // _FRESH if number < kills else f'full-{number}'}.record"
        if number < kills:
            found = killed(record, papers, chance)
        else:
            found = filled(record, papers, chance, limited=limited)
            shutil.rmtree(record, ignore_errors=True)
        told += [f"round {number}: {what}" for what in found]
        if number < kills and number % _FRESH == _FRESH - 1:
            shutil.rmtree(record, ignore_errors=True)
    return told


def main() -> int:
    """The exit code, after what was found is printed."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--full", type=int, default=0)
    options.add_argument("--folder", type=Path, help="a small disk, which is filled; else files are limited in size")
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder, prefix="kills-") as folder:
        told = rounds(Path(folder), asked.kills, asked.full, limited=asked.folder is None, seed=asked.seed)
    for what in told:
        print(what)
    print(f"{asked.kills} kills, {asked.full} full disks: {len(told)} wrong")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
