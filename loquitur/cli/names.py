"""Documents by the last part of their path, for a page on which the folder says nothing."""

from dataclasses import fields, is_dataclass, replace
from pathlib import PurePosixPath
from typing import Any, TypeVar

from loquitur.model import Passage, Source

__all__ = ["short"]

T = TypeVar("T")


def short(value: T) -> T:
    """The same finding with every passage and source named by its file alone."""
    return _short(value)  # type: ignore[no-any-return]


def _short(value: Any) -> Any:
    if isinstance(value, Passage | Source):
        return replace(value, doc=PurePosixPath(value.doc).name)
    if type(value) is tuple:
        return tuple(_short(v) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _short(getattr(value, f.name)) for f in fields(value)})
    return value
