"""The commands on a record, each a thin face: it takes the options, calls the record, and hands on what comes back.

A command imports what it needs when it runs; that keeps `--help` quick. Commands that read files without a record stand
in `papers`, the demonstration in `demo`.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from loquitur import __version__
from loquitur.cli import (
    checking,
    demo,
    hand,
    mirroring,
    papers,
    people,
    proving,
    serving,
    stamping,
    tracing,
    withholding,
    witnessing,
)
from loquitur.cli.listing import ByPurpose
from loquitur.cli.options import Files, InRecord, Jsonl, Sieve, written

__all__ = ["app"]

app = typer.Typer(
    name="loquitur",
    cls=ByPurpose,
    help="Keeps a record of who said what, about whom, when, and how we know.",
    epilog="Start with: loquitur demo",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
export = typer.Typer(help="Copy the record.", rich_markup_mode=None, no_args_is_help=True)
cache = typer.Typer(help="What is kept to be quicker next time.", rich_markup_mode=None, no_args_is_help=True)
DEFAULT_RECORD = Path("loquitur.record")
"""Made by `add` where no record is near."""


@app.callback()
def _top(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        print(f"loquitur {__version__}")
        raise typer.Exit


@app.command(epilog="Example: loquitur add letters/ --record my.record")
def add(
    files: Files,
    record: InRecord = None,
    title: Annotated[str | None, typer.Option(help="Their title.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote or spoke them; several divided by ;")] = None,
    said: Annotated[str | None, typer.Option(metavar="DATE", help="When, as 1956-02-25, 1956-02 or 1956.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When they were published.")] = None,
    known: Annotated[
        str | None, typer.Option(metavar="WHERE", help='Since when they are known: "1926-10-18 abroad press".')
    ] = None,
    extent: Annotated[
        str | None, typer.Option(metavar="EXTENT", help="complete, extract or unknown: how much of the work.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="A note on them.")] = None,
    jsonl: Jsonl = False,
) -> None:
    """Read documents into the record; it is made if there is none."""
    from loquitur.cli import show
    from loquitur.cli.progress import watched
    from loquitur.errors import NoRecord
    from loquitur.reading import walk
    from loquitur.record import Record, fields
    from loquitur.telling import lines

    told = {"title": title, "author": author, "said": said, "published": published, "known": known, "extent": extent}
    given = fields({name: value for name, value in {**told, "note": note}.items() if value})
    try:
        path = Record.locate(record)
    except NoRecord:
        path = DEFAULT_RECORD
    sieve, out = Sieve(), show.console()
    with Record.made(path) as opened:
        for added in watched(opened.add(files, given), f"adding to {path.name}", len(walk(files))):
            if added.problem:
                sieve.refused(added.name, added.problem)
            if jsonl:
                written(lines.added(added))
            elif added.outcome == "unchanged" and given:
                show.say(f"unchanged: {added.name} (what is known of it stays; remove it first to change that)")
            elif not added.problem:
                show.say(f"{added.outcome}: {added.name} ({added.words:,} words, {added.statements} statements)")
    if not jsonl:
        show.note(out, f"The record is {path}.", style="dim")
    sieve.ended()


@app.command(epilog='Example: loquitur ask "Who spoke out against Hastings?"')
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    record: InRecord = None,
    jsonl: Jsonl = False,
) -> None:
    """Answer a question with the passages themselves."""
    from loquitur.cli import show
    from loquitur.record import Record
    from loquitur.telling import lines, names

    with Record.open(Record.locate(record)) as opened:
        told = opened.ask(question)
    if jsonl:
        for line in lines.answer(told):
            written(line)
    else:
        show.answer(show.console(), names.short(told))


@app.command(epilog="Example: loquitur documents --record my.record")
def documents(record: InRecord = None, jsonl: Jsonl = False) -> None:
    """List the documents of the record."""
    from loquitur.cli import show
    from loquitur.record import Record
    from loquitur.telling import lines, names

    with Record.open(Record.locate(record)) as opened:
        found = opened.documents()
    if jsonl:
        for doc in found:
            written(lines.document(doc))
    else:
        ends = names.shortest(d.name for d in found)
        rows = [(d.id[:12], d.field("author") or "", d.field("said") or "", ends[d.name]) for d in found]
        show.table(show.console(), f"{len(rows)} documents", ("id", "author", "said", "name"), rows)


@app.command(epilog="Example: loquitur reread --record my.record")
def reread(
    names: Annotated[list[str] | None, typer.Argument(metavar="[DOCUMENT…]", help="Names or ids; all if none.")] = None,
    record: InRecord = None,
    jsonl: Jsonl = False,
) -> None:
    """Read documents again with the rules of this version."""
    from loquitur.cli import show
    from loquitur.cli.progress import watched
    from loquitur.record import Record
    from loquitur.telling import lines

    with Record.open(Record.locate(record), write=True) as opened:
        for added in watched(opened.reread(names or ()), "reading again", len(names or opened.documents())):
            if jsonl:
                written(lines.added(added))
            else:
                show.say(f"{added.outcome}: {added.name} ({added.statements} statements)")
        for name, what in opened.unplaced():
            show.note(show.console(sys.stderr), f"{name}: no place any more for {what}, which a user wrote.")


@app.command(epilog="Example: loquitur remove letters/draft.txt --record my.record")
def remove(
    name: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its name or id.")], record: InRecord = None
) -> None:
    """Erase a document: its bytes, text, index and findings. A tombstone without its words stays."""
    from loquitur.cli import show
    from loquitur.record import Record

    with Record.open(Record.locate(record), write=True) as opened:
        gone = opened.remove(name)
    show.note(show.console(), f"removed: {name} ({', '.join(key[:12] for key in gone)})")


@export.command("record", epilog="Example: loquitur export record copy.record --record my.record")
def export_record(
    to: Annotated[Path, typer.Argument(help="A folder that does not exist.")], record: InRecord = None
) -> None:
    """Write a safe copy of the record, complete as of one moment."""
    from loquitur.cli import show
    from loquitur.errors import RecordError
    from loquitur.record import Record

    path, told = Record.locate(record), ""
    try:
        opened = Record.open(path, write=True)
    except RecordError:
        opened, told = Record.open(path), " (the log cannot be written to now: no entry)"
    with opened:
        opened.export(to)
    show.note(show.console(), f"written: {to}{told}")


@app.command(epilog="Example: loquitur settings")
def settings(record: InRecord = None, jsonl: Jsonl = False) -> None:
    """Print each setting with where it was set."""
    from loquitur.cli import show
    from loquitur.errors import NoRecord
    from loquitur.record import Record
    from loquitur.settings import NAMES, load
    from loquitur.telling import lines

    try:
        path: Path | None = Record.locate(record)
    except NoRecord:
        path = None
    loaded = load(path)
    rows = [(name, str(getattr(loaded, name)), loaded.origin(name)) for name in NAMES if name != "record"]
    rows.append(("record", path.as_posix() if path else "", Record.told_by(record)))
    if jsonl:
        for name, value, origin in rows:
            written(lines.line("setting", name=name, value=value, origin=origin))
    else:
        show.table(show.console(), "Settings", ("setting", "value", "set by"), rows)


@cache.command("clear", epilog="Example: loquitur cache clear")
def cache_clear(
    folder: Annotated[Path | None, typer.Option("--cache", metavar="DIR", help="Another cache.")] = None,
) -> None:
    """Remove every indexed library from the cache; the compiled kernels, which hold no document's words, stay."""
    from loquitur.cli import show
    from loquitur.record import cache_clear as clear
    from loquitur.settings import load

    loaded = load(options={"cache": str(folder) if folder else None})
    count = clear(loaded)
    told = f"removed {count} indexed librar{'y' if count == 1 else 'ies'} from {loaded.cache_folder}"
    kernels = loaded.cache_folder / "kernels"
    if kernels.is_dir():
        told += f"; {kernels} stays: compiled code of this program, which may be deleted by hand"
    show.note(show.console(), told)


EXAMPLES = papers.EXAMPLES | checking.EXAMPLE | tracing.EXAMPLE | people.EXAMPLES | hand.EXAMPLES | serving.EXAMPLES
EXAMPLES |= proving.EXAMPLES | withholding.EXAMPLE
for command in (
    serving.serve,
    serving.site,
    papers.quotes,
    papers.dates,
    papers.stances,
    checking.check,
    papers.find,
    tracing.trace,
    papers.reuse,
    people.person,
    people.timeline,
    hand.review,
    hand.confirm,
    hand.correct,
    hand.reject,
    hand.undo,
    demo.demo,
    proving.prove,
    proving.audit,
    withholding.withhold,
):
    app.command(epilog=EXAMPLES[command.__name__])(command)
app.add_typer(people.people, name="people")
app.add_typer(proving.log, name="log")
app.add_typer(witnessing.witness, name="witness")
app.add_typer(stamping.stamp, name="stamp")
app.add_typer(mirroring.mirror, name="mirror")
app.add_typer(export, name="export")
app.add_typer(cache, name="cache")
