"""The commands of mirrors: push one, pull one, compare several, mend one."""

from pathlib import Path
from typing import Annotated

import typer

from loquitur.cli.options import InRecord, Jsonl, written

__all__ = ["mirror"]

mirror = typer.Typer(help="Keep copies that anybody can check.", rich_markup_mode=None, no_args_is_help=True)
FAULTY = 4
KeyOf = Annotated[str | None, typer.Option("--key", metavar="KEY", help="The log's key, as its keeper published it.")]
Places = Annotated[list[str], typer.Argument(metavar="DIR|URL…", help="Folders, or addresses of web servers.")]


@mirror.command("push", epilog="Example: loquitur mirror push /media/stick/mirror --record my.record")
def push(
    to: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or a mirror.")], record: InRecord = None
) -> None:
    """Write the signed log and all that may go out into a folder; a web server can serve it as it is."""
    from loquitur.cli import show
    from loquitur.record import Record

    with Record.open(Record.locate(record)) as opened:
        show.say(f"pushed: {to} holds {opened.push(to):,} entries")


@mirror.command("pull", epilog="Example: loquitur mirror pull https://archive.example/bank mirror")
def pull(
    place: Annotated[str, typer.Argument(metavar="DIR|URL", help="A mirror, or where one is served.")],
    to: Annotated[Path, typer.Argument(metavar="DIR", help="Your own mirror.")],
    key: KeyOf = None,
    most: Annotated[int, typer.Option(metavar="GB", help="Fetch no more than this.")] = 32,
) -> None:
    """Bring your mirror up to date; nothing is taken over that is not proved."""
    from loquitur.cli import show
    from loquitur.proving import pull as pulled
    from loquitur.telling.phrases import counted

    told = pulled(place, to, key, most)
    show.say(
        f"{to} holds {counted(told.size, 'entry', 'entries')}, {told.entries:,} of them new; fetched:"
        f" {counted(told.documents, 'document')}"
    )


@mirror.command("audit", epilog="Example: loquitur mirror audit mirror https://archive.example/bank")
def audit(
    places: Places,
    key: KeyOf = None,
    sample: Annotated[int, typer.Option(metavar="NUMBER", help="So many entries by chance; 0 for all.")] = 100,
    jsonl: Jsonl = False,
) -> None:
    """Verify mirrors, look into some of their files by chance, and say how many agree."""
    from loquitur.cli import show
    from loquitur.proving import compare
    from loquitur.telling import logged

    judged, agree, size, others = compare(places, key, sample or None)
    if jsonl:
        for line in logged.mirror_lines(judged, agree, size, others):
            written(line)
    else:
        for sentence in logged.mirrors(judged, agree, size, others):
            show.say(sentence)
    if others or any(j.faults for j in judged):
        raise typer.Exit(FAULTY)


@mirror.command("repair", epilog="Example: loquitur mirror repair mirror https://archive.example/bank")
def repair(
    to: Annotated[Path, typer.Argument(metavar="DIR", help="Your own mirror.")], places: Places, key: KeyOf = None
) -> None:
    """Mend your mirror from others that hold the same log."""
    from loquitur.cli import show
    from loquitur.proving import repair as repaired

    mended = repaired(to, places, key)
    for fault in mended:
        show.say(f"was wrong: {fault}")
    show.say(f"mended: {to}" if mended else f"nothing was wrong with {to}")
