"""How a command ends when it is cut short: by an interrupt, by a full disk, by who reads its output."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from loquitur import __file__ as package
from loquitur.store.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
COMMAND = [sys.executable, "-u", "-m", "loquitur"]
PAPER = "Stone said: “The vault is empty, and has been empty since the summer.”\n\nNobody answered him.\n\n"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for i in range(300):
        (folder / f"{i:03}.txt").write_text(f"Paper {i}.\n\n{PAPER}", encoding="utf-8")
    return folder


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "x.record"
    yield path
    base = sqlite3.connect(path / "record.sqlite")
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    known = {key for (key,) in base.execute("SELECT d.id FROM documents d JOIN readings r ON r.id = d.reading")}
    base.close()
    assert known == {p.parent.name + p.name for p in (path / "objects").glob("??/*")}
    assert not (path / "writer.lock").exists()


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LOQUITUR_")}
    return kept | {"PYTHONPATH": str(Path(package).parents[1]), "PYTHONUTF8": "1"}


def adding(papers: Path, record: Path) -> "subprocess.Popen[str]":
    command = [*COMMAND, "add", str(papers), "--record", str(record), "--jsonl"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment()
    )


def count(record: Path) -> int:
    store = Store.open(record)
    try:
        return len(store.documents())
    finally:
        store.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupt_keeps_what_was_finished(number: signal.Signals, papers: Path, record: Path) -> None:
    with adding(papers, record) as child:
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(3)]
        child.send_signal(number)
        out, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert err == "loquitur: Interrupted; what was finished before is kept.\n"
    done = len(told) + out.count("\n")
    assert done <= count(record) <= done + 1
    assert count(record) < 300


def test_kill_leaves_a_record_that_goes_on(papers: Path, record: Path) -> None:
    with adding(papers, record) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.kill()
        child.communicate(timeout=60)
    before = count(record)
    for path in sorted(papers.iterdir())[:-1]:
        path.unlink()
    with adding(papers, record) as child:
        out, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (0, "")
    assert out.count("\n") == 1
    assert count(record) == before + 1


def test_second_writer_is_told_who_writes(papers: Path, record: Path) -> None:
    store = Store.create(record)
    with adding(papers, record) as child:
        _, err = child.communicate(timeout=60)
    store.close()
    assert child.returncode == 4
    assert f"is being written to by process {os.getpid()}" in err


def test_full_disk_leaves_the_record_as_it_was(papers: Path, record: Path) -> None:
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)); "
        "from loquitur.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", limited, "add", str(papers), "--record", str(record), "--jsonl"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment(), timeout=120)
    assert done.returncode == 4, done.stderr
    assert done.stderr.startswith(f"loquitur: {record} cannot be opened or written")
    assert done.stderr.count("\n") == 1
    before = count(record)
    assert before == done.stdout.count("\n")
    with adding(papers / "299.txt", record) as child:
        child.communicate(timeout=60)
    assert count(record) == before + 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["quotes"]])
def test_no_room_for_the_output_is_told(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAPER, encoding="utf-8")
    given = [*arguments, str(tmp_path / "a.txt")] if arguments == ["quotes"] else arguments
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, *given], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", env=environment(), timeout=60
        )
    assert done.returncode == 4
    assert "The output cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1


def _some(file: IO[bytes]) -> bytes:
    """What a terminal holds; nothing where it is closed."""
    try:
        return file.read(4096)
    except OSError:
        return b""


def test_lines_go_to_their_file_while_a_bar_is_drawn(papers: Path, record: Path, tmp_path: Path) -> None:
    import pty

    seen, terminal = pty.openpty()
    lines = tmp_path / "lines.jsonl"
    given = [*COMMAND, "add", *(str(papers / f"{i:03}.txt") for i in range(5)), "--record", str(record), "--jsonl"]
    with lines.open("wb") as out:
        done = subprocess.run(given, stdout=out, stderr=terminal, env=environment() | {"TERM": "xterm"}, timeout=60)
    os.close(terminal)
    with os.fdopen(seen, "rb", buffering=0) as file:
        drawn = b"".join(iter(lambda: _some(file), b"")).decode(errors="replace")
    assert done.returncode == 0
    assert len(lines.read_bytes().splitlines()) == 5
    assert "adding to x.record" in drawn
