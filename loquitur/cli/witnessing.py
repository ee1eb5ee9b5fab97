"""The commands of witnesses: `add` and `key` for whoever is one, `ask`, `take` and `policy` for whoever keeps a record."""

from pathlib import Path
from typing import Annotated

import typer

from loquitur.cli.options import InRecord

__all__ = ["witness"]

witness = typer.Typer(help="Let others see that the log only grows.", rich_markup_mode=None, no_args_is_help=True)
Own = Annotated[
    Path | None, typer.Option("--witness", metavar="DIR", readable=False, help="The witness's folder [default: yours].")
]
KeyOf = Annotated[str | None, typer.Option("--key", metavar="KEY", help="The log's key, as its keeper published it.")]


@witness.command("key", epilog="Example: loquitur witness key --name archive.example/reading-room")
def key(
    own: Own = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What a new witness is called.")] = None,
) -> None:
    """Print this witness's key; it is made if there is none."""
    from loquitur.cli import show
    from loquitur.proving import witness as opened

    show.say(str(opened(own, name).key))


@witness.command("add", epilog="Example: loquitur witness add /media/stick/mirror")
def add(
    place: Annotated[Path, typer.Argument(metavar="FILE|DIR", help="A record, copy or mirror; or a request.")],
    own: Own = None,
    key: KeyOf = None,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where the cosigned checkpoint goes [default: beside it].")
    ] = None,
) -> None:
    """Cosign a log that continues what was cosigned before; else refuse, and keep both as evidence."""
    from loquitur.cli import show
    from loquitur.proving import cosign

    size, target = cosign(place, own, key, to)
    show.say(f"cosigned at {size:,} entries: {target} (its keeper takes it with `loquitur witness take`)")


@witness.command("ask", epilog="Example: loquitur witness ask request.txt --since 120")
def ask(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="Where the request goes.")],
    record: InRecord = None,
    since: Annotated[int, typer.Option(metavar="SIZE", help="The size the witness cosigned last.")] = 0,
) -> None:
    """Write what a witness needs who has no copy: the checkpoint, and the proof from what it cosigned last."""
    from loquitur.cli import show
    from loquitur.proving import put
    from loquitur.record import Record

    with Record.open(Record.locate(record)) as opened:
        put(to, opened.request(since))
    show.say(f"written: {to}")


@witness.command("take", epilog="Example: loquitur witness take request.txt.cosigned --record my.record")
def take(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The checkpoint that a witness cosigned.")],
    record: InRecord = None,
) -> None:
    """Put a witness's line under the record's checkpoint."""
    from loquitur.cli import show
    from loquitur.record import Record

    with Record.open(Record.locate(record), write=True) as opened:
        show.say(f"taken: the line of {', '.join(opened.take_line(file))}")


@witness.command("policy", epilog="Example: loquitur witness policy KEY KEY KEY --need 2 --record my.record")
def policy(
    keys: Annotated[list[str], typer.Argument(metavar="KEY…", help="The keys of the witnesses.")],
    need: Annotated[int, typer.Option(metavar="NUMBER", help="How many of them have to cosign.")] = 1,
    record: InRecord = None,
) -> None:
    """Say in the log which witnesses it asks for, and how many of them."""
    from loquitur.cli import show
    from loquitur.record import Record

    with Record.open(Record.locate(record), write=True) as opened:
        opened.ask_for(need, keys)
    show.say(f"the log asks for {need} of {len(keys)} witnesses from here on")
