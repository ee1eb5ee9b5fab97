"""The command that follows words through a library: every appearance, the earliest first."""

from pathlib import Path
from typing import Annotated

import typer

from loquitur.cli.options import CacheDir, InRecord, Jsonl, NoCache, settled, written
from loquitur.errors import UsageError

__all__ = ["EXAMPLE", "trace"]

EXAMPLE = {"trace": 'Example: loquitur trace "A house divided against itself cannot stand" --library speeches/'}


def trace(
    words: Annotated[
        str | None, typer.Argument(metavar="[WORDS]", help="The words, in quotation marks; without them all sayings.")
    ] = None,
    record: InRecord = None,
    library: Annotated[
        Path | None,
        typer.Option("--library", metavar="DIR", readable=False, help="A folder of documents instead of a record."),
    ] = None,
    part: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Keep this appearance apart: it is another saying.")
    ] = None,
    rejoin: Annotated[int | None, typer.Option(metavar="NUMBER", help="Take back that one was kept apart.")] = None,
    because: Annotated[str, typer.Option(metavar="REASON", help="Why, for whoever reads the record later.")] = "",
    cache: CacheDir = None,
    no_cache: NoCache = False,
    jsonl: Jsonl = False,
) -> None:
    """Follow words through a record: every appearance, the earliest first."""
    from loquitur import record as records
    from loquitur.cli import show
    from loquitur.cli.progress import counter
    from loquitur.record import Record
    from loquitur.telling import lines

    change = part is not None or rejoin is not None
    if library and (record or change or words is None):
        raise UsageError("--library is for words alone; a record is needed for all sayings, --part and --rejoin.")
    if change and words is None:
        raise UsageError("--part and --rejoin need the words whose appearances are numbered.")
    if library:
        with settled(library, cache, no_cache, None) as settings, counter("reading the library") as progress:
            found = [records.trace(words or "", library, settings, progress)]
    else:
        with Record.open(Record.locate(record), write=change) as opened:
            if part is not None:
                opened.part(words or "", part, reason=because)
            if rejoin is not None:
                opened.rejoin(words or "", rejoin, reason=because)
            found = [opened.trace(words)] if words is not None else list(opened.sayings())
    for saying in found:
        if jsonl:
            for line in lines.saying(saying):
                written(line)
        else:
            show.saying(show.console(), saying)
    if not found and not jsonl:
        show.note(show.console(), "No words stand in more than one document of the record.")
