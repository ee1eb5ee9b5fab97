"""The commands of time stamps: which authority counts, what it is asked, and what it answered."""

from pathlib import Path
from typing import Annotated

import typer

from loquitur.cli.options import InRecord

__all__ = ["stamp"]

stamp = typer.Typer(
    help="Let an authority say when the log was there (RFC 3161).", rich_markup_mode=None, no_args_is_help=True
)


@stamp.command("authority", epilog="Example: loquitur stamp authority authority.pem --record my.record")
def authority(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Its certificate and those above it (PEM), as the authority publishes them."
        ),
    ],
    record: InRecord = None,
) -> None:
    """Say in the log whose time stamps count; its certificates are pinned."""
    from loquitur.cli import show
    from loquitur.record import Record

    with Record.open(Record.locate(record), write=True) as opened:
        found = opened.name_authority(file)
    show.say(f"time stamps of {found.name} count from here on; compare the fingerprint of its certificate (SHA-256):")
    show.say(found.fingerprint)


@stamp.command("ask", epilog="Example: loquitur stamp ask request.tsq --record my.record")
def ask(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="Where the request goes.")], record: InRecord = None
) -> None:
    """Write a request for a time stamp on the log as it is now; an authority answers it with a file."""
    from loquitur.cli import show
    from loquitur.proving import put
    from loquitur.record import Record

    with Record.open(Record.locate(record), write=True) as opened:
        put(to, opened.ask_stamp())
    show.say(f"written: {to} (`loquitur stamp take ANSWER` takes what the authority answers)")


@stamp.command("take", epilog="Example: loquitur stamp take answer.tsr --record my.record")
def take(
    answer: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="The answer; or the authority's address, which is asked now.")
    ],
    record: InRecord = None,
) -> None:
    """Keep an authority's time stamp with the log, if it holds. A URL is asked over the network."""
    from loquitur.cli import show
    from loquitur.record import Record
    from loquitur.telling import logged

    where = answer if answer.startswith(("http://", "https://")) else Path(answer)
    with Record.open(Record.locate(record), write=True) as opened:
        show.say(f"taken: {logged.stamp(opened.take_stamp(where))}")
