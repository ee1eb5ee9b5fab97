"""The command that keeps a name from going out."""

from typing import Annotated

import typer

from loquitur.cli.options import InRecord

__all__ = ["EXAMPLE", "withhold"]

EXAMPLE = {"withhold": 'Example: loquitur withhold "Adam Hill" --reason "in danger where he lives" --record my.record'}


def withhold(
    person: Annotated[
        str | None, typer.Argument(metavar="[PERSON]", help="One of the names; without it who is withheld.")
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, without the name; the log shows it.")] = "",
    also: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Another name of the same person; may be repeated.")
    ] = None,
    record: InRecord = None,
    passphrase: Annotated[
        bool, typer.Option("--passphrase", help="Ask for a passphrase that closes the names away.")
    ] = False,
) -> None:
    """Replace a person's names by a pseudonym in all that goes out: copies, mirrors, sites, rooms for others."""
    from loquitur.cli import show
    from loquitur.errors import UsageError
    from loquitur.record import Record

    if person is None:
        with Record.open(Record.locate(record)) as opened:
            for one in opened.veil().withheld:
                show.say(f"{one.pseudonym}: {', '.join(one.names)} (entry {one.position})")
        return
    if not reason.strip():
        raise UsageError("--reason is missing: say why, without the name; the log shows it to everybody.")
    words = None
    if passphrase:
        words = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    with Record.open(Record.locate(record), write=True) as opened:
        pseudonym, names = opened.withhold(person, reason.strip(), also=also or (), passphrase=words)
        covered = opened.covered(pseudonym)
    show.say(f"{pseudonym} goes out from here on for: {', '.join(names)}")
    if not covered:
        show.say("No document holds any of these names now; look whether they are spelt as they stand there.")
    show.say(
        "Look through the list: a name that is not in it goes out (--also adds one). What went out cannot be recalled."
    )
