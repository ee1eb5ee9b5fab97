"""The options that several commands share, and the ending of a command that met unreadable input."""

import getpass
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from loquitur.errors import UnreadableDocument

if TYPE_CHECKING:
    from loquitur.settings import Settings

__all__ = [
    "By",
    "CacheDir",
    "Files",
    "InRecord",
    "Jsonl",
    "Library",
    "NoCache",
    "Reason",
    "Sieve",
    "settled",
    "written",
]

Jsonl = Annotated[bool, typer.Option("--jsonl", help="JSON Lines for programs, one object a line.")]
InRecord = Annotated[
    Path | None,
    typer.Option(
        "--record", metavar="DIR", readable=False, help="The record [default: LOQUITUR_RECORD, or the one near by]."
    ),
]
Library = Annotated[
    Path,
    typer.Option("--library", metavar="DIR", readable=False, help="A record, or a folder of documents, to search."),
]
CacheDir = Annotated[
    Path | None,
    typer.Option(
        "--cache", metavar="DIR", readable=False, help="Where the index of a folder is kept [default: your cache]."
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Index the folder anew and keep nothing.")]
Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE…", readable=False, help="Documents, or folders of them.", show_default=False),
]

Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for whoever reads the record later.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so [default: your account].")]

Item = TypeVar("Item")


class Sieve:
    """Tells of every input that could not be read, lets the others through, and knows the exit code at the end."""

    def __init__(self) -> None:
        self.unreadable: list[str] = []

    def readable(self, items: Iterable[Item | UnreadableDocument]) -> Iterator[Item]:
        """The items that could be read."""
        for item in items:
            if isinstance(item, UnreadableDocument):
                self.refused(item.name, str(item))
            else:
                yield item

    def refused(self, name: str, problem: str) -> None:
        """Tells of one input that could not be read."""
        self.unreadable.append(name)
        print(f"loquitur: {problem}", file=sys.stderr)

    def unsearched(self, names: Sequence[str]) -> None:
        """Tells of the files of a library that could not be read; what was asked is done, so it is no failure."""
        if names:
            shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
            told = f"not searched, because they cannot be read: {shown}; `loquitur quotes FILE` says why"
            print(f"loquitur: {told}.", file=sys.stderr)

    def ended(self, otherwise: int = 0) -> None:
        """Ends the command: 3 if an input could not be read, else as told."""
        code = UnreadableDocument.exit_code if self.unreadable else otherwise
        if code:
            raise typer.Exit(code)


def written(line: dict[str, Any]) -> None:
    """The line stands on standard output."""
    from loquitur.telling.lines import dumps

    sys.stdout.write(dumps(line) + "\n")


@contextmanager
def settled(library: Path, cache: Path | None, no_cache: bool, fail_on: str | None) -> Iterator["Settings"]:
    """The settings of a command on a library, those of a record among them; with --no-cache a cache that lasts as long as
    the command."""
    from loquitur.settings import load

    record = library if (library / "record.sqlite").is_file() else None
    if no_cache:
        with tempfile.TemporaryDirectory(prefix="loquitur-") as folder:
            yield load(record, {"cache": folder, "fail_on": fail_on})
    else:
        yield load(record, {"cache": str(cache) if cache else None, "fail_on": fail_on})


def signed(by: str) -> str:
    """The name under which a user's word is kept: the one given, else that of the account."""
    try:
        return by or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return by
