"""The command that opens the reading room."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["EXAMPLES", "say", "serve", "site"]

EXAMPLES = {
    "serve": "Example: loquitur serve my.record",
    "site": "Example: loquitur site my.record my-site/",
}


def serve(
    record: Annotated[
        Path | None,
        typer.Argument(
            metavar="[RECORD]", readable=False, help="The record [default: the one near by].", show_default=False
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8750,
    address: Annotated[
        str,
        typer.Option(help="Where others shall reach it; it then has a password (LOQUITUR_PASSWORD, or one is made)."),
    ] = "127.0.0.1",
    certificate: Annotated[
        Path | None,
        typer.Option(metavar="FILE", readable=False, help="A certificate (PEM), so that nobody listens in."),
    ] = None,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", readable=False, help="Its key, where it is not in the same file.")
    ] = None,
) -> None:
    """Open the reading room: the record in the browser, on this machine, until Ctrl-C."""
    from loquitur.record import Record
    from loquitur.web.serve import Opening
    from loquitur.web.serve import serve as opened

    password = os.environ.get("LOQUITUR_PASSWORD", "")
    opened(Record.locate(record), Opening(port, address, password, certificate, key), say)


def site(
    record: Annotated[Path, typer.Argument(metavar="RECORD", readable=False, help="The record.", show_default=False)],
    out: Annotated[
        Path, typer.Argument(metavar="FOLDER", readable=False, help="A folder that does not exist.", show_default=False)
    ],
) -> None:
    """Write the reading room as files that open by double click, from a USB stick too."""
    from loquitur.cli.progress import counter
    from loquitur.web.site import write

    with counter("writing the pages") as progress:
        pages = write(record, out, progress)
    say(f"{pages:,} pages; open {out / 'index.html'} in a browser.")


def say(sentence: str) -> None:
    """What the room has to say stands on standard error."""
    print(f"loquitur: {sentence}", file=sys.stderr, flush=True)
