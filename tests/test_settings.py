"""Settings, and where each was set."""

from pathlib import Path

import pytest

from loquitur.errors import UsageError
from loquitur.settings import Settings, load


def test_later_place_wins_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loquitur.toml").write_text("max_megabytes = 5\n")
    monkeypatch.setenv("LOQUITUR_MAX_MEGABYTES", "6")
    assert load(tmp_path).origin("max_megabytes") == "LOQUITUR_MAX_MEGABYTES"
    told = load(tmp_path, {"max_megabytes": 7})
    assert (told.max_megabytes, told.origin("max_megabytes")) == (7, "option")


def test_built_in_value_says_so() -> None:
    assert Settings().origin("fail_on") == "built in"


def test_blanks_between_verdicts_do_no_harm() -> None:
    assert load(options={"fail_on": "altered, not-found"}).failing == {"altered", "not-found"}


def test_none_fails_on_nothing() -> None:
    assert load(options={"fail_on": "none"}).failing == frozenset()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("colour = 1", "colour"),
        ("max_megabytes = 0", "max_megabytes"),
        ("max_megabytes = true", "True"),
        ("cache = 3", "cache"),
        ("reader = 'both'", "rules, trained"),
    ],
)
def test_bad_setting_is_told_with_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "loquitur.toml").write_text(text)
    with pytest.raises(UsageError, match=told) as raised:
        load(tmp_path)
    assert "loquitur.toml" in str(raised.value)
