"""What all tests share: the development papers, where they stand beside the project."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

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
