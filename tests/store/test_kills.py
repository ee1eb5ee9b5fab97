"""Writers killed at random moments, and disks that fill, in a process of its own (`benchmarks/kills.py`)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes, in memory; only root can have one."""
    mount, folder = shutil.which("mount"), tmp_path / "disk"
    folder.mkdir()
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "none", str(folder)]
    if sys.platform != "linux" or not mount or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root on Linux alone; files of limited size stand for it above")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("what", [("--kills", "24"), ("--kills", "0", "--full", "6")])
def test_record_is_whole_after_its_writer_was_killed_or_had_no_room(what: tuple[str, ...]) -> None:
    tried(*what)


def test_record_is_whole_after_the_disk_was_full(disk: Path) -> None:
    tried("--kills", "0", "--full", "4", "--folder", str(disk))


def tried(*what: str) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "kills.py"), *what]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith(": 0 wrong\n")
