"""How far long work has come, on standard error, and only when somebody watches it there.

The core never prints; it yields. This wraps what it yields, names the item at work and tells the time left.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

__all__ = ["counter", "share", "watched"]

Item = TypeVar("Item")


def watched(items: Iterable[Item], doing: str, total: int | None = None) -> Iterator[Item]:
    """The same items, with a bar that counts them against the total, if one is known."""
    if not sys.stderr.isatty():
        yield from items
        return
    with _bar(MofNCompleteColumn()) as bar:
        task = bar.add_task(doing, total=total)
        for item in items:
            yield item
            bar.advance(task)


@contextmanager
def counter(doing: str) -> Iterator[Callable[[int, int], None]]:
    """What long work calls with (done, of how many); a bar shows it where somebody watches."""
    with _counting(doing, MofNCompleteColumn()) as tell:
        yield tell


@contextmanager
def share(doing: str) -> Iterator[Callable[[int, int], None]]:
    """The same, for work that is counted in shares: the bar shows per cent."""
    with _counting(doing, TaskProgressColumn()) as tell:
        yield tell


@contextmanager
def _counting(doing: str, count: ProgressColumn) -> Iterator[Callable[[int, int], None]]:
    """A bar that appears with the first call and goes when the work is done, so that two never stand at once."""
    bars: list[Progress] = []

    def tell(done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        if not bars:
            bars.append(_bar(count))
            bars[0].add_task(doing, total=None)
            bars[0].start()
        bars[0].update(bars[0].task_ids[0], completed=done, total=total)
        if done >= total:
            bars[0].stop()

    try:
        yield tell
    finally:
        for bar in bars:
            bar.stop()


def _bar(count: ProgressColumn) -> Progress:
    """A bar on standard error. Standard output goes round it where both are a terminal, and is left alone elsewhere."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        count,
        TimeRemainingColumn(),
        console=Console(stderr=True, highlight=False),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    )
