"""Imports go down only, and nothing large is imported at the top."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_imports_go_down_only() -> None:
    code = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stdout


def test_modules_stay_short_enough_to_read() -> None:
    long = {
        p.name: n
        for p in (ROOT / "loquitur").rglob("*.py")
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 560
    }
    assert long == {}
