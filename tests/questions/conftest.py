"""A record of the papers that a module of tests calls PAPERS."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from loquitur.record import Record


@pytest.fixture
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Record]:
    """The module's PAPERS, names with their words, in a record that is closed afterwards."""
    for name, words in request.module.PAPERS.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    with Record.create(tmp_path / "x.record") as made:
        list(made.add([tmp_path]))
        yield made
