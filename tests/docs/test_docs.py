"""Every command shown in the docs runs and ends as it is said to."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands(page: Path) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ loquitur ")]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all pages, so that kernels are compiled once."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_of_a_page_run_in_order(page: Path, tmp_path: Path, cache: Path) -> None:
    shutil.copytree(ROOT / "loquitur" / "examples", tmp_path / "papers")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LOQUITUR_")}
    environment |= {"LOQUITUR_CACHE": str(cache), "PYTHONUTF8": "1"}
    for command in commands(page):
        arguments = shlex.split(command.split(" > ")[0])[1:]
        done = subprocess.run(
            [sys.executable, "-m", "loquitur", *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            env=environment,
            timeout=120,
        )
        assert done.returncode in ((0, 1) if arguments[0] == "check" else (0,)), f"{command}: {done.stderr}"


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    from typer.main import get_command

    from loquitur.cli.commands import app

    top: Any = get_command(app)
    listed = list(top.commands)
    assert "ask" in listed
    assert [c for c in listed if f"`{c}" not in reference] == []


def test_every_setting_is_in_the_reference() -> None:
    from loquitur.settings import NAMES

    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert [n for n in NAMES if f"`{n}`" not in reference] == []


def test_every_option_is_in_the_reference() -> None:
    from typer.main import get_command

    from loquitur.cli.commands import app

    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    top: Any = get_command(app)
    commands = [
        *top.commands.values(),
        *(c for group in top.commands.values() for c in getattr(group, "commands", {}).values()),
    ]
    options = {name for command in commands for one in command.params for name in one.opts if name.startswith("--")}
    assert "--library" in options
    assert sorted(name for name in options if f"`{name}" not in reference) == []


def test_every_field_of_a_line_is_in_the_reference() -> None:
    from tests.cli.test_contract import LINES

    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    rows = {m[1]: m[0] for m in re.finditer(r"^\| `(\w+)` \| .*$", reference, re.M)}
    missing = [f"{kind}.{name}" for kind in LINES for name in LINES[kind] if f"`{name}`" not in rows.get(kind, "")]
    assert missing == []


def test_every_error_is_in_the_reference() -> None:
    from loquitur import errors

    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert [name for name in errors.__all__ if f"`{name}`" not in reference] == []


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        links = re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == [], page.name
