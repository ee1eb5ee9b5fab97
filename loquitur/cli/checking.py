"""The command that checks drafts: on the terminal, as lines for programs, as annotations, as a page."""

import sys
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from loquitur.cli.options import CacheDir, Files, Jsonl, Library, NoCache, Sieve, settled, written

__all__ = ["EXAMPLE", "check"]

EXAMPLE = {"check": "Example: loquitur check draft.docx --library sources/ --html report.html"}
Format = Literal["text", "jsonl", "github"]


def check(
    drafts: Files,
    library: Library,
    fail_on: Annotated[
        str | None, typer.Option(help="Verdicts that end with 1, divided by commas; none for reports.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Also write a report as one page to this file.")
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="text, jsonl, or github for annotations of a workflow.")
    ] = "text",
    cache: CacheDir = None,
    no_cache: NoCache = False,
    jsonl: Jsonl = False,
) -> None:
    """Lay every quotation of the drafts beside a library, word by word."""
    from loquitur import record
    from loquitur.cli import github, show
    from loquitur.cli.progress import counter, share
    from loquitur.proving import outgoing, shown_to_others
    from loquitur.record import Checked
    from loquitur.telling import lines, names, report

    form = "jsonl" if jsonl else form
    sieve, out, kept, counts = Sieve(), show.console(), list[Checked](), Counter[str]()
    missing, searched = tuple[str, ...](), 0
    goes_out = html is not None or form == "github"
    with (
        outgoing(library) if goes_out else nullcontext(library) as searched_in,
        settled(library, cache, no_cache, fail_on) as settings,
        counter("reading the library") as progress,
        share("checking the drafts") as checking,
    ):
        told = None if sys.stdout.isatty() else checking  # what is printed there shows how far it is
        for found in sieve.readable(record.check(drafts, searched_in, settings, progress, checking=told)):
            missing, searched = found.unreadable, found.searched
            counts[found.verdict.kind] += 1
            if html:
                kept.append(found)
            if form == "jsonl":
                written(lines.checked(found))
            elif form == "github" and (noted := github.annotation(found, settings.failing)):
                sys.stdout.write(shown_to_others(noted, library) + "\n")
            elif form == "text":
                show.checked(out, replace(found, verdict=names.short(found.verdict)), names.near(found.draft.name))
        if html:
            report.write(html, shown_to_others(report.page(kept, settings.failing), library))
    if form == "text":
        show.counted(out, counts, searched)
        if html:
            show.note(out, f"The report is {html}.", style="dim")
    sieve.unsearched(missing)
    sieve.ended(1 if any(counts[kind] for kind in settings.failing) else 0)
