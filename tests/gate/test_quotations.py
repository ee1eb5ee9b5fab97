"""Floors under what the reader of quotations reaches: a sample here, the whole by `scripts/evaluate`.

`floors.toml` names each set with the digest of its data and gold, and the least that each figure may be. A floor is
lowered only by hand, with its reason beside it.
"""

import hashlib
import json
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from loquitur.language import tagger

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


def digest(shared: Path, parts: list[str]) -> str:
    """SHA-256 over the names and bytes of all files of a set."""
    sha = hashlib.sha256()
    files = sorted(f for part in parts for f in [shared / part, *(shared / part).rglob("*")] if f.is_file())
    for file in files:
        data = file.read_bytes()
        sha.update(f"{file.relative_to(shared).as_posix()}:{len(data)}:".encode() + data)
    return sha.hexdigest()


def measured(shared: Path, name: str, options: list[str], limit: int | None) -> dict[str, float]:
    """The figures of a run of the evaluation kit, by dotted name."""
    command = f"{shlex.quote(sys.executable)} -m loquitur quotes {' '.join(options)}".strip()
    arguments = [name, "--json", "--command", command, "--shared", str(shared)]
    arguments += ["--limit", str(limit)] if limit else []
    done = subprocess.run(
        [sys.executable, str(shared / "eval" / "quotes.py"), *arguments],
        capture_output=True, encoding="utf-8", timeout=3600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(flat(json.loads(done.stdout)))


def flat(tree: dict[str, object], at: str = "") -> list[tuple[str, float]]:
    """The numbers of nested tables, each with its dotted name."""
    found: list[tuple[str, float]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            found += flat(value, f"{at}{key}.")
        elif isinstance(value, (int, float)):
            found.append((at + key, float(value)))
    return found


def below(floor: dict[str, object], figures: dict[str, float]) -> list[str]:
    """Each figure that is under its floor, or over its ceiling, in words."""
    told = [f"{k} is {figures[k]:.1f}, its floor {v}" for k, v in floor.get("floors", {}).items() if figures[k] < v]  # type: ignore[attr-defined]
    return told + [
        f"{k} is {figures[k]:.1f}, its ceiling {v}" for k, v in floor.get("ceilings", {}).items() if figures[k] > v
    ]  # type: ignore[attr-defined]


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(FLOORS["sample"]))
def test_sample_stays_above_its_floors(shared: Path, name: str) -> None:
    if tagger.missing():
        pytest.skip(f"the trained reader does not run here: {tagger.missing()}")
    floor = FLOORS["sample"][name]
    assert digest(shared, FLOORS["data"][floor["set"]]["files"]) == FLOORS["data"][floor["set"]]["digest"]
    assert below(floor, measured(shared, floor["set"], floor["options"], floor.get("limit"))) == []


def test_a_figure_under_its_floor_is_told() -> None:
    assert below({"floors": {"all.joint.F": 70}}, {"all.joint.F": 69.9}) == ["all.joint.F is 69.9, its floor 70"]
    assert below({"ceilings": {"wrong": 5}}, {"wrong": 5.0}) == []
