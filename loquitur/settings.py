"""Settings, each with where it was set.

A setting that works unseen is worse than none: each value in force tells whether it is built in, stands in the record's
`loquitur.toml`, in the environment (LOQUITUR_ and the name in capitals), or was given as an option; the later wins. An
unknown name in the file or a value that makes no sense is refused, with the place where it stands.

Limit: variables of the environment with other names are not looked at.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from loquitur.errors import UsageError
from loquitur.model import VerdictKind

__all__ = ["VERDICTS", "Settings", "load"]

VERDICTS: tuple[VerdictKind, ...] = (
    "verbatim",
    "abridged",
    "altered",
    "reworded",
    "misattributed",
    "not-found",
    "unchecked",
)

READERS = ("rules", "trained")


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set."""

    max_megabytes: int = 100
    """The largest file that is read."""
    fail_on: str = "altered,misattributed,not-found"
    """The verdicts that make `check` end with 1; `none` for reports."""
    cache: str = ""
    """The folder for indexed libraries; empty for the user's own cache folder."""
    record: str = ""
    """The record that commands use; empty to look for one here and above."""
    reader: str = "rules"
    """What looks for quotations in what is added, and in drafts: `rules` alone, or the `trained` reader beside them."""
    origins: tuple[tuple[str, str], ...] = ()
    """Where each setting that is not built in came from."""

    def origin(self, name: str) -> str:
        """Where a setting came from."""
        return dict(self.origins).get(name, "built in")

    @property
    def failing(self) -> frozenset[str]:
        """The verdicts named in `fail_on`."""
        return frozenset() if self.fail_on == "none" else frozenset(self.fail_on.split(","))

    @property
    def cache_folder(self) -> Path:
        """The cache folder in use."""
        if self.cache:
            return Path(self.cache).expanduser()
        from platformdirs import user_cache_path

        return user_cache_path("loquitur")


NAMES = tuple(f.name for f in fields(Settings) if f.name != "origins")


def load(record: Path | None = None, options: Mapping[str, str | int | None] | None = None) -> Settings:
    """The settings in force. Raises UsageError for an unknown name or a value that makes no sense, naming its place."""
    settings = Settings()
    if record is not None:
        settings = _with(settings, _file(record / "loquitur.toml"), str(record / "loquitur.toml"))
    environment = {n: os.environ[f"LOQUITUR_{n.upper()}"] for n in NAMES if os.environ.get(f"LOQUITUR_{n.upper()}")}
    settings = _with(settings, environment, "environment")
    return _with(settings, {k: v for k, v in (options or {}).items() if v is not None}, "option")


def _file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read as settings ({error}); mend it or take it away.") from error


def _with(settings: Settings, values: Mapping[str, object], origin: str) -> Settings:
    for name, value in values.items():
        if name not in NAMES:
            raise UsageError(f"{origin}: there is no setting {name!r}; there are {', '.join(NAMES)}.")
        place = f"LOQUITUR_{name.upper()}" if origin == "environment" else origin
        kept = tuple(o for o in settings.origins if o[0] != name)
        settings = replace(settings, **{name: _checked(name, value, place)}, origins=(*kept, (name, place)))  # type: ignore[arg-type]
    return settings


def _checked(name: str, value: object, place: str) -> int | str:
    if name == "max_megabytes":
        if not str(value).isdigit() or not 1 <= int(str(value)) <= 100_000:
            raise UsageError(f"{place}: max_megabytes must be a whole number from 1 to 100000, not {value!r}.")
        return int(str(value))
    if not isinstance(value, str):
        raise UsageError(f"{place}: {name} must be a text, not {value!r}.")
    if name == "reader" and value not in READERS:
        raise UsageError(f"{place}: reader must be one of {', '.join(READERS)}, not {value!r}.")
    if name == "fail_on" and value != "none":
        value = ",".join(v.strip() for v in value.split(","))
        wrong = [v for v in value.split(",") if v not in VERDICTS]
        if wrong:
            raise UsageError(f"{place}: {wrong[0]!r} is no verdict; there are {', '.join(VERDICTS)}, or none.")
    return value
