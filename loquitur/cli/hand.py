"""A user's hand on the command line: walk through what is least certain, confirm, correct, reject, take back."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from loquitur.cli.options import By, InRecord, Jsonl, Reason, signed, written
from loquitur.errors import LoquiturError, UsageError

if TYPE_CHECKING:
    from loquitur.questions.review import Deed, Doubt
    from loquitur.record import Record

__all__ = ["EXAMPLES", "confirm", "correct", "reject", "review", "undo"]

EXAMPLES = {
    "review": "Example: loquitur review --record my.record",
    "confirm": "Example: loquitur confirm 17 --record my.record",
    "correct": 'Example: loquitur correct 17 speaker "Edmund Burke" --reason "the Journals say so"',
    "reject": 'Example: loquitur reject 17 --reason "a heading"',
    "undo": "Example: loquitur undo --record my.record",
}
_ASKED = "accept (a), correct speaker (c), correct date (d), reject (r), undo (u), skip (Enter), quit (q)"
Which = Annotated[str, typer.Argument(metavar="FINDING", help="Its number, or the id of a quotation.")]


def confirm(finding: Which, reason: Reason = "", by: By = "", record: InRecord = None) -> None:
    """Say that a finding is right."""
    from loquitur.record import Record

    with Record.open(Record.locate(record), write=True) as opened:
        _done("confirmed", opened.confirm(finding, by=signed(by), reason=reason))


def correct(
    finding: Which,
    field: Annotated[str, typer.Argument(help="speaker or said; edtf of a date; who, what, when, by of a fate …")],
    value: Annotated[str, typer.Argument(help='The right value; "" for unknown.')],
    reason: Reason = "",
    by: By = "",
    record: InRecord = None,
) -> None:
    """Say what is right in a finding; your word outranks the program's and survives a re-read."""
    from loquitur.record import Record

    with Record.open(Record.locate(record), write=True) as opened:
        _done("corrected", opened.correct(finding, field, value or None, by=signed(by), reason=reason))


def reject(finding: Which, reason: Reason = "", by: By = "", record: InRecord = None) -> None:
    """Say that a finding is wrong; it is not shown any more."""
    from loquitur.record import Record

    with Record.open(Record.locate(record), write=True) as opened:
        _done("rejected", opened.reject(finding, by=signed(by), reason=reason))


def _done(what: str, number: int) -> None:
    from loquitur.cli import show

    show.note(show.console(), f"{what}; take it back with: loquitur undo {number}")


def undo(
    deed: Annotated[
        str | None, typer.Argument(metavar="[DEED]", help="What `review --done` lists; the last if none.")
    ] = None,
    reason: Reason = "",
    by: By = "",
    record: InRecord = None,
) -> None:
    """Take back what a user did; what it stood in place of holds again."""
    from loquitur.cli import show
    from loquitur.record import Record

    with Record.open(Record.locate(record), write=True) as opened:
        show.note(show.console(), f"taken back: {opened.undo(deed, by=signed(by), reason=reason)}")


def review(
    documents: Annotated[list[str] | None, typer.Argument(metavar="[DOCUMENT…]", help="Only of these.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="NUMBER", help="So many at most.")] = None,
    done: Annotated[bool, typer.Option("--done", help="List what users did, instead.")] = False,
    by: By = "",
    record: InRecord = None,
    jsonl: Jsonl = False,
) -> None:
    """Walk through the statements, the least certain first: accept, correct, reject, skip; undo."""
    from loquitur.cli import drawn, show
    from loquitur.record import Record
    from loquitur.telling import persons, phrases

    walk = not (done or jsonl) and sys.stdin.isatty()
    with Record.open(Record.locate(record), write=walk) as opened:
        if done:
            deeds = opened.deeds()
            if jsonl:
                for one in deeds:
                    written(persons.deed(one))
            else:
                rows = [(d.id, phrases.deed(d), _signed(d)) for d in deeds]
                columns = ("undo by", "what was done", "by whom, when and why")
                show.table(show.console(), f"{len(rows)} words of users", columns, rows)
            return
        doubts = opened.review(documents or (), limit)
        for number, doubt in enumerate(doubts, 1):
            if jsonl:
                written(persons.doubt(doubt))
                continue
            drawn.doubt(show.console(), doubt, number, len(doubts))
            if walk and not _walked(opened, doubt, signed(by)):
                return
    if not doubts and not jsonl:
        show.note(show.console(), "There is nothing left to look at.")


def _signed(one: "Deed") -> str:
    told = f"{one.by}, {one.time[:16].replace('T', ' ')}"
    return f"{told}: {one.reason}" if one.reason else told


def _walked(opened: "Record", doubt: "Doubt", by: str) -> bool:
    """What the user says of one statement is kept; False where they end the walk."""
    while True:
        answer = typer.prompt(_ASKED, default="", show_default=False).strip().lower()
        try:
            if answer == "q":
                return False
            if answer in ("a", "accept"):
                opened.confirm(doubt.number, by=by)
            elif answer in ("c", "d"):
                field = "speaker" if answer == "c" else "said"
                value = typer.prompt(f"{field} (- for unknown)").strip()
                opened.correct(doubt.number, field, None if value == "-" else value, by=by)
            elif answer == "r":
                opened.reject(doubt.number, by=by, reason=typer.prompt("why", default="", show_default=False))
            elif answer == "u":
                typer.echo(f"taken back: {opened.undo(by=by)}")
                continue
            elif answer:
                raise UsageError(f"{answer!r} is none of these letters.")
            return True
        except LoquiturError as error:
            typer.echo(str(error), err=True)
