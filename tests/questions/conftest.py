"""Records of the papers that a module of tests calls PAPERS, or of one page."""

from collections.abc import Callable, Iterator
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


@pytest.fixture
def told(tmp_path: Path) -> Callable[[str, str], set[str]]:
    """Whom an answer tells: of a record of one page, to a question."""

    def ask(page: str, question: str) -> set[str]:
        (tmp_path / "page.txt").write_text(page, encoding="utf-8")
        with Record.create(tmp_path / "x.record") as made:
            list(made.add([tmp_path / "page.txt"]))
            return {p.who for p in made.ask(question).people}

    return ask
