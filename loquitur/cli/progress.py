"""How far long work has come, on standard error, and only when somebody watches it there.

The core never prints; it yields. This wraps what it yields, names the item at work and tells the time left.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

__all__ = ["counter", "watched"]

Item = TypeVar("Item")


def watched(items: Iterable[Item], doing: str, total: int | None = None) -> Iterator[Item]:
    """The same items, with a bar that counts them against the total, if one is known."""
    out = Console(stderr=True, highlight=False)
    if not sys.stderr.isatty():
        yield from items
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task(doing, total=total)
        for item in items:
            yield item
            bar.advance(task)


@contextmanager
def counter(doing: str) -> Iterator[Callable[[int, int], None]]:
    """What long work calls with (done, of how many); a bar shows it where somebody watches."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
