"""The options that several commands share, and how a command writes and ends."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from loquitur.cli import lines

__all__ = ["CacheDir", "FailOn", "Files", "InRecord", "Jsonl", "Library", "MaybeLibrary", "NoCache", "ended", "written"]

Jsonl = Annotated[bool, typer.Option("--jsonl", help="JSON Lines for programs, one object a line.")]
InRecord = Annotated[
    Path | None,
    typer.Option("--record", metavar="DIR", help="The record [default: LOQUITUR_RECORD, or the one near by]."),
]
Library = Annotated[Path, typer.Option("--library", metavar="DIR", help="A record or a folder of documents to search.")]
MaybeLibrary = Annotated[
    Path | None,
    typer.Option("--library", metavar="DIR", help="A record or a folder of documents to check against."),
]
CacheDir = Annotated[
    Path | None, typer.Option("--cache", metavar="DIR", help="Where indexes of folders are kept [default: your cache].")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Index the folder anew and keep nothing.")]
Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Documents, or folders of them.", show_default=False)]
FailOn = Annotated[
    str | None,
    typer.Option(metavar="VERDICTS", help="Verdicts that end with 1, or none [default: altered,misattributed,not-found]."),
]


def ended(code: int) -> None:
    """Ends the command with this exit code, where it is not 0."""
    if code:
        raise typer.Exit(code)


def written(line: dict[str, Any]) -> None:
    """The line stands on standard output."""
    sys.stdout.write(lines.dumps(line) + "\n")
