"""The nouns of the record as canonical JSON, and back.

One value has one text: keys sorted, no blanks, so that equal findings are equal bytes. The types of a class's fields say
how to read it back; a new noun needs no code here. Guarantee: `load(type(v), dump(v)) == v` for every value of the
model. Limit: fields are strings, whole numbers, truth values, tuples, and other frozen classes of the model.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Callable
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
        return typing.cast(T, _reader(typing.cast(Any, kind))(json.loads(text)))
    except (KeyError, TypeError) as error:
        raise ValueError(f"this is no {getattr(kind, '__name__', kind)}") from error


Reader = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> Reader:
    """What makes a value of a kind from what JSON holds; made once for each kind, since millions are read."""
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _tuple(typing.get_args(kind))
    if origin in (typing.Union, types.UnionType):
        return _reader(next(k for k in typing.get_args(kind) if k is not type(None)))
    if kind is model.Span:
        return lambda value: None if value is None else model.Span(*value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind, vars(model))
        readers = [(f.name, _reader(hints[f.name])) for f in dataclasses.fields(kind)]
        return lambda value: None if value is None else kind(*[read(value[name]) for name, read in readers])
    return lambda value: value


def _tuple(inner: tuple[Any, ...]) -> Reader:
    if len(inner) == 2 and inner[1] is Ellipsis:
        each = _reader(inner[0])
        return lambda value: None if value is None else tuple([each(v) for v in value])
    readers = [_reader(k) for k in inner]
    return lambda value: None if value is None else tuple([read(v) for read, v in zip(readers, value, strict=True)])
