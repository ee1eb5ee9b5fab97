"""Documents by the end of their path, as much of it as tells them apart.

A path is long and mostly the same for all documents of an answer. People are shown its end; programs get it whole.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from loquitur.model import Passage, Source

__all__ = ["near", "short", "shortest"]

T = TypeVar("T")


def shortest(docs: Iterable[str]) -> dict[str, str]:
    """Each path by the shortest end of it that none of the others has."""
    found: dict[str, str] = {}
    left = {doc: PurePosixPath(doc).parts for doc in docs}
    for count in range(1, max(map(len, left.values()), default=0) + 1):
        ends = {doc: "/".join(parts[-count:]) for doc, parts in left.items()}
        often = Counter(ends.values())
        found |= {doc: end for doc, end in ends.items() if often[end] == 1 or len(left[doc]) <= count}
        left = {doc: parts for doc, parts in left.items() if doc not in found}
    return found


def near(name: str) -> str:
    """A path as one sees it from here: from this folder on, or its last two parts."""
    path = PurePosixPath(name)
    if path.is_absolute() and path.is_relative_to(Path.cwd().as_posix()):
        path = path.relative_to(Path.cwd().as_posix())
    return path.as_posix() if len(path.parts) < 4 else "/".join(("…", *path.parts[-2:]))


def short(value: T) -> T:
    """The same finding with every passage and source named by the end of its path."""
    return _renamed(value, shortest(set(_docs(value))))  # type: ignore[no-any-return]


def _docs(value: Any) -> Iterator[str]:
    if isinstance(value, Passage | Source):
        yield value.doc
    elif type(value) is tuple:
        for one in value:
            yield from _docs(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield from _docs(getattr(value, f.name))


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, Passage | Source):
        return replace(value, doc=names[value.doc])
    if type(value) is tuple:
        return tuple(_renamed(v, names) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _renamed(getattr(value, f.name), names) for f in fields(value)})
    return value
