"""Proofs judged by code that is not ours: Go's checksum database, as Debian packages it.

Outside CI these tests are skipped where Go is not installed; in CI they must run.
"""

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from loquitur.store.log import checkpoints, log
from loquitur.store.store import Store
from tests.store.papers import made, put

GOPATH = Path("/usr/share/gocode")
SOURCE = Path(__file__).parent / "oracle" / "check.go"


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program that judges, compiled."""
    if not shutil.which("go") or not (GOPATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        wanted = "golang-go and golang-golang-x-mod-dev (Debian) are not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{wanted}: CI needs them")
        pytest.skip(f"{wanted}, so no foreign code judges the proofs")
    folder = tmp_path_factory.mktemp("oracle")
    env = {**os.environ, "GOPATH": str(GOPATH), "GO111MODULE": "off", "GOCACHE": str(folder / "cache"), "GOFLAGS": ""}
    subprocess.run(["go", "build", "-o", str(folder / "check"), str(SOURCE)], check=True, env=env, cwd=folder)
    return folder / "check"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = made(tmp_path / "x.record")
    for n in range(9):
        put(store, f"{n}.txt", f"Page {n}.\n")
    store.sign()
    return store


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def judged(oracle: Path, told: dict[str, Any]) -> list[str]:
    done = subprocess.run([oracle], input=json.dumps(told), capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.splitlines()


def asked(store: Store) -> dict[str, Any]:
    """Every proof that the log has."""
    base, size = store._base, log.size(store._base)
    root = log.root(base)
    inclusion = [
        {
            "Entry": coded(e.entry.encode()), "Position": e.position, "Size": size, "Root": coded(root),
            "Path": [coded(h) for h in log.inclusion(base, e.position, size)],
        }
        for e in log.entries(base)
    ]  # fmt: skip
    consistency = [
        {
            "Old": old, "OldRoot": coded(log.root(base, old)), "Size": size, "Root": coded(root),
            "Path": [coded(h) for h in log.consistency(base, old, size)],
        }
        for old in range(1, size)
    ]  # fmt: skip
    note = (store.folder / "log" / "checkpoint").read_bytes()
    key = str(checkpoints.current_key(base))
    return {"Key": key, "Note": coded(note), "Inclusion": inclusion, "Consistency": consistency}


def test_go_accepts_every_proof(oracle: Path, store: Store) -> None:
    told = asked(store)
    note, *verdicts = judged(oracle, told)
    size, root = log.size(store._base), log.root(store._base)
    assert json.loads(note) == f"{checkpoints.origin(store._base)}\n{size}\n{coded(root)}\n"
    assert verdicts == ["true"] * (len(told["Inclusion"]) + len(told["Consistency"]))
    assert len(verdicts) == size + size - 1
    store.close()


def test_go_refuses_every_tampered_proof(oracle: Path, store: Store) -> None:
    told = asked(store)
    for one in told["Inclusion"]:
        one["Entry"] = coded(base64.b64decode(one["Entry"]).replace(b'"v":1', b'"v":2'))
    for one in told["Consistency"]:
        one["OldRoot"] = coded(bytes(32))
    _, *verdicts = judged(oracle, told)
    assert set(verdicts) == {"false"}
    store.close()


def test_go_refuses_a_checkpoint_that_was_changed(oracle: Path, store: Store) -> None:
    told = asked(store)
    size = log.size(store._base)
    changed = base64.b64decode(told["Note"]).replace(f"\n{size}\n".encode(), f"\n{size - 1}\n".encode(), 1)
    assert judged(oracle, {**told, "Note": coded(changed)}) == [
        f"invalid signature for key {checkpoints.origin(store._base)}+{told['Key'].split('+')[1]}"
    ]
    store.close()
