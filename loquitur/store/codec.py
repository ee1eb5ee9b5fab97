"""The nouns of the record as canonical JSON, and back.

One value has one text: keys sorted, no blanks, so that equal findings are equal bytes. The types of a class's fields say
how to read it back; a new noun needs no code here. Guarantee: `load(type(v), dump(v)) == v` for every value of the
model. Limit: fields are strings, whole numbers, truth values, tuples, and other frozen classes of the model.
"""

import dataclasses
import json
import types
import typing
from functools import cache
from typing import Any

from loquitur import model

__all__ = ["dump", "load"]

T = typing.TypeVar("T")


def dump(value: object) -> str:
    """A value of the model as canonical JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def load(kind: type[T], text: str) -> T:
    """The value of a class of the model that was written as JSON. Raises ValueError for anything else."""
    try:
        return typing.cast(T, _read(kind, json.loads(text)))
    except (KeyError, TypeError) as error:
        raise ValueError(f"this is no {getattr(kind, '__name__', kind)}") from error


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, vars(model))


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = typing.get_origin(kind)
    if origin is tuple:
        inner = typing.get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_read(inner[0], v) for v in value)
        return tuple(_read(k, v) for k, v in zip(inner, value, strict=True))
    if origin in (typing.Union, types.UnionType):
        return _read(next(k for k in typing.get_args(kind) if k is not type(None)), value)
    if kind is model.Span:
        return model.Span(*value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{f.name: _read(hints[f.name], value[f.name]) for f in dataclasses.fields(kind)})
    return value
