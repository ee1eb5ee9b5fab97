"""The commands of the log: what it holds, a proof of one thing, and the audit of everything."""

import os
from pathlib import Path
from typing import Annotated

import typer

from loquitur.cli.options import InRecord, Jsonl, written

__all__ = ["EXAMPLES", "audit", "log", "prove"]

EXAMPLES = {
    "prove": "Example: loquitur prove letters/draft.txt --record my.record",
    "audit": "Example: loquitur audit my.record",
}
FAULTY = 4
log = typer.Typer(help="Show the log of the record; sign it.", rich_markup_mode=None, no_args_is_help=True)
Ask = Annotated[bool, typer.Option("--passphrase", help="Ask for a passphrase [default: LOQUITUR_PASSPHRASE].")]


def prove(
    what: Annotated[str, typer.Argument(metavar="ID", help="A document or a quotation; with --check a proof.")],
    record: InRecord = None,
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Where the proof goes [default: ID.proof].")] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Prove that the pseudonym ID stands for this name.")
    ] = None,
    in_clear: Annotated[bool, typer.Option("--in-clear", help="Even if it shows a withheld name.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Verify the proof in this file instead.")] = False,
    jsonl: Jsonl = False,
) -> None:
    """Write a proof that a document or statement is in the record, or check one."""
    from loquitur.cli import show
    from loquitur.errors import UsageError
    from loquitur.proving import proved, put
    from loquitur.record import Record
    from loquitur.telling import logged

    if check:
        origin = None
        if record:
            with Record.open(record) as opened:
                origin = opened.state().origin
        shown = proved(Path(what), origin)
        if jsonl:
            for line in logged.proof_lines(shown):
                written(line)
            return
        for sentence in logged.proof(shown):
            show.say(sentence)
        return
    with Record.open(Record.locate(record)) as opened:
        proof = opened.prove_name(what, name) if name else opened.prove(what, in_clear=in_clear)
    target = to or Path(f"{Path(what).name[:40]}.proof")
    if target.exists():
        raise UsageError(f"{target} exists already; name another file with --to.")
    put(target, proof)
    show.note(show.console(), f"written: {target} (check it with `loquitur prove --check`, or with verify.py)")


def audit(
    where: Annotated[
        Path | None, typer.Argument(metavar="[RECORD|DIR]", readable=False, help="A record, a copy, or a mirror.")
    ] = None,
    record: InRecord = None,
    key: Annotated[str | None, typer.Option(metavar="KEY", help="The key that must have signed it.")] = None,
    authority: Annotated[
        Path | None,
        typer.Option(metavar="FILE", readable=False, help="Certificates of the authority that must have stamped it."),
    ] = None,
    stamps: Annotated[
        Path | None,
        typer.Option(metavar="DIR", readable=False, help="A copy whose time stamps it must agree with too."),
    ] = None,
    jsonl: Jsonl = False,
) -> None:
    """Verify everything: bytes, rows, entries, root, signatures, time stamps. Each fault is named."""
    from loquitur.cli import show
    from loquitur.proving import audit as audited
    from loquitur.proving import trusted
    from loquitur.record import Record
    from loquitur.telling import logged

    told = audited(where or Record.locate(record), trusted(key, authority, stamps))
    if jsonl:
        for line in logged.audit_lines(told):
            written(line)
    else:
        for sentence in logged.audit(told):
            show.say(sentence)
    if told.faults:
        raise typer.Exit(FAULTY)


@log.command("show", epilog="Example: loquitur log show --record my.record")
def show_log(record: InRecord = None, jsonl: Jsonl = False) -> None:
    """Show size, root, key and checkpoint of the log."""
    from loquitur.cli import show
    from loquitur.record import Record
    from loquitur.telling import logged

    with Record.open(Record.locate(record)) as opened:
        told = opened.state()
    if jsonl:
        written(logged.state_line(told))
        return
    signed = "not signed" if told.signed is None else f"signed at {told.signed:,}"
    show.say(f"{told.size:,} entries, {signed}; root {told.root}")
    show.say(f"origin {told.origin}")
    show.say(f"key    {told.key}")


@log.command("sign", epilog="Example: loquitur log sign --record my.record")
def sign(record: InRecord = None, passphrase: Ask = False) -> None:
    """Sign the log as it stands; needed only where the key has a passphrase."""
    from loquitur.cli import show
    from loquitur.errors import UsageError
    from loquitur.record import Record

    words = typer.prompt("Passphrase", hide_input=True, err=True) if passphrase else None
    with Record.open(Record.locate(record), write=True) as opened:
        if not opened.sign(words):
            raise UsageError("The key is closed by a passphrase; give it with --passphrase or LOQUITUR_PASSPHRASE.")
        told = opened.state()
    show.say(f"signed: {told.size:,} entries, root {told.root}")


@log.command("new-key", epilog="Example: loquitur log new-key --passphrase --record my.record")
def new_key(record: InRecord = None, passphrase: Ask = False) -> None:
    """Sign with a new key from here on; the log tells of it, and the former key signs the change."""
    from loquitur.cli import show
    from loquitur.record import Record

    words = os.environ.get("LOQUITUR_PASSPHRASE")
    if passphrase:
        words = typer.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True)
    with Record.open(Record.locate(record), write=True, new_key=True) as opened:
        opened.rotate(words)
        told = opened.state()
    show.say(f"the log is signed by a new key from here on: {told.key}")
