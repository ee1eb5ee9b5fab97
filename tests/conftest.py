"""What all tests share: the development papers, where they stand beside the project."""

import os
from pathlib import Path

import pytest
from hypothesis import settings
from platformdirs import user_cache_path

# Kernels are compiled once for all tests and all programs that they start, whatever cache these are given.
os.environ.setdefault("NUMBA_CACHE_DIR", str(user_cache_path("loquitur") / "kernels"))
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=40)
settings.load_profile("steady")


@pytest.fixture
def shared() -> Path:
    """The folder of development papers; without it the test is skipped, or fails where CI asks for it."""
    folder = Path(os.environ.get("LOQUITUR_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{folder} is missing: the development papers must stand beside the project in CI")
        pytest.skip("the development papers do not stand beside the project")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _compiled(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The kernels are compiled before a test starts a program that would compile them against its clock."""
    from loquitur.matching.index import Index, build

    folder = tmp_path_factory.mktemp("kernels") / "index"
    build(folder, [("a", "one two three four")])
    Index.open(folder, str).find("one two three four")
