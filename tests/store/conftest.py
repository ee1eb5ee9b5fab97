"""What the tests of the record share: a clock that stands still."""

import pytest


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at one time."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
