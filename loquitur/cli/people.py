"""The commands about persons and time: who the record names, one person with everything, and the time line."""

from typing import TYPE_CHECKING, Annotated

import typer

from loquitur.cli.options import By, InRecord, Jsonl, Reason, signed, written

if TYPE_CHECKING:
    from loquitur.model import Person
    from loquitur.record import Record

__all__ = ["EXAMPLES", "people", "person", "timeline"]

EXAMPLES = {
    "person": 'Example: loquitur person "Warren Hastings" --record my.record',
    "timeline": 'Example: loquitur timeline --person "Warren Hastings" --record my.record',
}

people = typer.Typer(
    help="List everybody the record names; join two, or take a name from one.",
    epilog="Example: loquitur people --record my.record",
    rich_markup_mode=None,
    invoke_without_command=True,
)


@people.callback()
def _listed(context: typer.Context, record: InRecord = None, jsonl: Jsonl = False) -> None:
    """List everybody the record names, with all their names; join two, or take a name from one."""
    if context.invoked_subcommand:
        context.obj = record
        return
    from loquitur.cli import show
    from loquitur.record import Record
    from loquitur.telling import lines

    with Record.open(Record.locate(record)) as opened:
        found = opened.people()
    if jsonl:
        for one in found:
            written(lines.person(one))
    else:
        rows = [(p.name, p.kind, ", ".join(a for a in p.aliases if a != p.name)) for p in found]
        show.table(show.console(), f"{len(rows)} persons, groups and organisations", ("name", "kind", "also"), rows)


@people.command(epilog='Example: loquitur people merge Clemens "Mark Twain" --reason "his pen name"')
def merge(
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="NAME", help="A name or id.")],
    other: Annotated[str, typer.Argument(metavar="NAME", help="Another name or id of the same person.")],
    reason: Reason = "",
    by: By = "",
    record: InRecord = None,
) -> None:
    """Say that two names are one person's; your word outranks the program's."""
    from loquitur.record import Record

    with Record.open(Record.locate(record or context.obj), write=True) as opened:
        found = opened.merge(one, other, by=signed(by), reason=reason)
        _done(f"{found.name}", found, opened)


@people.command(epilog='Example: loquitur people split "Edmund Burke" "Mr. Burke" --reason "his son"')
def split(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help="A name or id of the person.")],
    name: Annotated[str, typer.Argument(help="The name that is somebody else's.")],
    within: Annotated[
        str | None, typer.Option("--in", metavar="DOCUMENT", help="The one document in which it is somebody else's.")
    ] = None,
    reason: Reason = "",
    by: By = "",
    record: InRecord = None,
) -> None:
    """Say that a name is not this person's; your word outranks the program's."""
    from loquitur.record import Record

    with Record.open(Record.locate(record or context.obj), write=True) as opened:
        found = opened.split(person, name, within=within, by=signed(by), reason=reason)
        _done(f"{found.name} stands by itself", found, opened)


def _done(what: str, found: "Person", opened: "Record") -> None:
    """Says what is so now, and how the user takes it back."""
    from loquitur.cli import show

    show.note(show.console(), f"{what}: {', '.join(found.aliases)}")
    show.note(show.console(), f"Take it back with: loquitur undo {opened.deeds()[-1].id}", style="dim")


def person(
    who: Annotated[str, typer.Argument(metavar="NAME", help="A name, or an id that `people --jsonl` prints.")],
    record: InRecord = None,
    jsonl: Jsonl = False,
) -> None:
    """Show one person: names and why, offices, what they said, what is said of them, for and against, fates."""
    from loquitur.cli import drawn, show
    from loquitur.record import Record
    from loquitur.telling import persons

    with Record.open(Record.locate(record)) as opened:
        found = opened.profile(who)
    if jsonl:
        for line in persons.profile(found):
            written(line)
    else:
        drawn.profile(show.console(), found)


def timeline(
    whom: Annotated[str | None, typer.Option("--person", metavar="NAME", help="Only this person's.")] = None,
    record: InRecord = None,
    jsonl: Jsonl = False,
) -> None:
    """Print what happened in order, by two clocks: when it was said, and when it became known."""
    from loquitur.cli import drawn, show
    from loquitur.record import Record
    from loquitur.telling import persons

    with Record.open(Record.locate(record)) as opened:
        found = opened.timeline(whom)
    if jsonl:
        for one in found:
            written(persons.moment(one))
    else:
        drawn.timeline(show.console(), found)
