"""Floors for who is given as speaking: the page, and two novels. A floor is lowered only by hand, with its reason.

The figures are the evaluation kit's, on data whose digests stand beside the floors, so that a figure never moves because
the data did.
"""

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = tomllib.loads((Path(__file__).parent / "speakers.toml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.shared


def digest(shared: Path, names: list[str]) -> str:
    sha = hashlib.sha256()
    for name in names:
        sha.update((shared / name).read_bytes())
    return sha.hexdigest()


def measured(shared: Path, what: str, *more: str) -> dict[str, Any]:
    kit = [sys.executable, str(shared / "eval" / "quotes.py"), what, "--shared", str(shared), "--json", *more]
    command = f"{sys.executable} -m loquitur quotes"
    done = subprocess.run(
        [*kit, "--command", command], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)["all"]
    return figures


@pytest.mark.parametrize("what", sorted(FLOORS))
def test_data_are_those_the_floors_were_set_on(shared: Path, what: str) -> None:
    assert digest(shared, FLOORS[what]["data"]) == FLOORS[what]["digest"]


def test_page_keeps_its_floor(shared: Path) -> None:
    figures, floor = measured(shared, "page"), FLOORS["page"]
    assert figures["overlap"]["R"] >= floor["found"]
    assert figures["joint"]["R"] >= floor["right"]
    assert figures["said"] >= floor["said"]
    assert figures["wrong_named_speaker"] <= floor["wrong"]


def test_novels_keep_their_floor(shared: Path) -> None:
    floor = FLOORS["novels"]
    figures = measured(shared, "pdnc-dev", "--limit", str(floor["documents"]))
    right = {kind: told["right"] for kind, told in figures["right_by_type"].items()}
    for kind in ("explicit", "anaphoric", "implicit"):
        assert right[kind] >= floor[kind], f"{kind}: {right[kind]}"
    assert figures["wrong_named_speaker"] <= floor["wrong"]
