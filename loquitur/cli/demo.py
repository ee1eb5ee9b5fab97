"""The demonstration: papers in, an answer and the check of every quotation out, and nothing left behind."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loquitur.cli.options import Sieve

if TYPE_CHECKING:
    from loquitur.record import Record

__all__ = ["demo"]

QUESTION = "Who spoke out against Hastings?"
"""What the packaged examples were written for."""


def demo(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH…]", help="Papers [default: the examples].")
    ] = None,
    question: Annotated[str | None, typer.Option(help="What to ask of them.")] = None,
    room: Annotated[bool, typer.Option("--room", help="Then open the reading room on them, until Ctrl-C.")] = False,
) -> None:
    """Read papers, answer a question from them, and check every quotation in them."""
    from importlib.resources import as_file, files

    from loquitur.cli import show
    from loquitur.record import Record
    from loquitur.telling import names

    out, sieve = show.console(), Sieve()
    with tempfile.TemporaryDirectory(prefix="loquitur-") as folder, as_file(files("loquitur") / "examples") as examples:
        with Record.create(Path(folder) / "demo.record") as record:
            show.note(out, "Reading", style="bold")
            for added in record.add(paths or [examples]):
                if added.problem:
                    sieve.refused(added.name, added.problem)
                else:
                    show.note(out, f"{Path(added.name).name}: {added.words:,} words, {added.statements} statements", 2)
            asked = question or (QUESTION if not paths else _question(record))
            out.print()
            if asked:
                show.answer(out, names.short(record.ask(asked)))
            else:
                people = ", ".join(p.name for p in record.people()[:20])
                show.note(out, f"No question was given with --question; these are named: {people}.")
            out.print()
            show.note(out, "Every quotation, laid beside the other papers", style="bold")
            for checked in record.check():
                show.checked(out, checked, Path(checked.draft.name).name)
        if room:
            _opened(Path(folder) / "demo.record")
    _goes_on(sieve)


def _opened(path: Path) -> None:
    from loquitur.cli.serving import say
    from loquitur.web.serve import Opening, serve

    serve(path, Opening(), say)


def _question(record: "Record") -> str | None:
    """The title of the first document that is a question."""
    titles = (doc.field("title") or "" for doc in record.documents())
    return next((t for t in titles if t.endswith("?")), None)


def _goes_on(sieve: Sieve) -> None:
    from loquitur.cli import show

    out = show.console()
    out.print()
    show.note(out, "How to go on", style="bold")
    for line in (
        "loquitur add PAPERS… --record my.record        keeps a record of your own papers",
        'loquitur ask "Who spoke out against …?"         answers with their passages',
        "loquitur demo --room                           opens the reading room on the examples in your browser",
        "loquitur check DRAFT --library PAPERS           checks a draft's quotations",
    ):
        out.print("  " + line, soft_wrap=True)
    sieve.ended()
