"""Writers killed at random moments, and disks that fill, in a process of its own (`benchmarks/kills.py`)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL")
@pytest.mark.parametrize("what", [("--kills", "24"), ("--kills", "0", "--full", "6")])
def test_record_is_whole_after_its_writer_was_killed_or_had_no_room(what: tuple[str, ...]) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "kills.py"), *what]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith(": 0 wrong\n")
