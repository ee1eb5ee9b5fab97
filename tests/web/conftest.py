"""A record of the packaged examples, and the room on it, as a browser meets it but without a network."""

import re
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from loquitur.record import Record
from loquitur.web.app import room


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("room") / "examples.record"
    with Record.create(path) as record, as_file(files("loquitur") / "examples") as folder:
        assert all(not added.problem for added in record.add([folder]))
        record.ready()
    return path


@pytest.fixture
def kept(packaged: Path, tmp_path: Path) -> Path:
    """A record of the examples that a test may change."""
    return Path(shutil.copytree(packaged, tmp_path / "examples.record"))


@pytest.fixture(scope="session")
def page(packaged: Path) -> Iterator[TestClient]:
    """The room on the examples, for tests that change nothing."""
    with TestClient(room(packaged, checking=False), base_url="http://localhost") as client:
        yield client


@pytest.fixture
def desk(kept: Path) -> Iterator[TestClient]:
    """The room on a record of the test's own."""
    with TestClient(room(kept, checking=False), base_url="http://localhost") as client:
        yield client


@pytest.fixture
def token() -> Callable[[TestClient], str]:
    """The token of the visitor's forms."""

    def of(client: TestClient) -> str:
        found = re.search(r'name="token" value="([0-9a-f]+)"', client.get("/check").text)
        assert found
        return found[1]

    return of
