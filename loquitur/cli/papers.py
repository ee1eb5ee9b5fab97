"""The commands that read files without a record: quotes, dates, stances, find."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from loquitur.cli.options import CacheDir, Files, Jsonl, Library, NoCache, Sieve, settled, written

__all__ = ["EXAMPLES", "dates", "find", "quotes", "reuse", "stances"]

UNKNOWN_TONGUE = "this language is not known here; what stands between marks was read, but nobody was named by a cue."

EXAMPLES = {
    "quotes": "Example: loquitur quotes speech.txt",
    "dates": "Example: loquitur dates speech.txt --jsonl",
    "stances": "Example: loquitur stances speech.txt",
    "reuse": "Example: loquitur reuse --library sources/",
    "find": 'Example: loquitur find "of high crimes and misdemeanors" --library sources/',
    "demo": "Example: loquitur demo my-papers/",
}


def quotes(
    files: Files,
    attitudes: Annotated[
        bool,
        typer.Option(
            "--attitudes", help="Also beliefs, fears and demands nobody utters, and what is less sure to be said."
        ),
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Also what decided who speaks, with its weight.")] = False,
    page: Annotated[
        Path | None,
        typer.Option(
            "--html", metavar="FILE", readable=False, help="Write the text with its speakers marked, as a page."
        ),
    ] = None,
    jsonl: Jsonl = False,
) -> None:
    """Print every quotation of the documents, with who says it and how we know."""
    from loquitur import record
    from loquitur.cli import marked, show
    from loquitur.telling import lines

    sieve, out, pages = Sieve(), show.console(), []
    lacking = record.untrained()
    if lacking:
        print(f"loquitur: only what marks and frames show is found: {lacking}", file=sys.stderr)
    for doc, found in sieve.readable(record.quotes(files, trained=True, attitudes=attitudes)):
        told = [s for s in found.statements if s.quotation.mode != "report" and (attitudes or s.act != "attitude")]
        foreign = "" if record.is_known_tongue(doc) else UNKNOWN_TONGUE
        if foreign:
            print(f"loquitur: {doc.name}: {foreign}", file=sys.stderr)
        if page:
            pages.append((doc, told, foreign))
            continue
        for statement in told:
            if jsonl:
                written(lines.quotation(doc.name, statement))
            else:
                show.quotation(out, doc, statement, explain=explain)
    if page:
        _write(page, marked.page(pages))
    sieve.ended()


def _write(path: Path, words: str) -> None:
    """The file holds these words; says so."""
    from loquitur.errors import UsageError

    try:
        path.write_text(words, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}); name another file.") from error
    print(f"loquitur: {path} shows who speaks; open it in a browser.", file=sys.stderr)


def dates(files: Files, jsonl: Jsonl = False) -> None:
    """Print every expression of time with what it means."""
    from loquitur import record
    from loquitur.cli import show
    from loquitur.telling import lines

    sieve, out = Sieve(), show.console()
    for doc, found in sieve.readable(record.quotes(files)):
        if jsonl:
            for date in found.dates:
                written(lines.dated(doc.name, date))
        else:
            said = f"said {found.dating.said} ({found.dating.basis})" if found.dating.said else "date unknown"
            rows = [(d.text, d.edtf or "unknown", d.basis) for d in found.dates]
            show.table(out, f"{doc.name}: {said}", ("words", "date", "how we know"), rows)
    sieve.ended()


def stances(files: Files, jsonl: Jsonl = False) -> None:
    """Print who is for or against whom, with the passage that tells it."""
    from loquitur import record
    from loquitur.cli import show
    from loquitur.telling import lines

    sieve, out = Sieve(), show.console()
    for doc, found in sieve.readable(record.quotes(files, sides=True)):
        if jsonl:
            for stance in found.stances:
                written(lines.stance(doc.name, stance))
        else:
            rows = [
                (s.holder, s.side, s.target, s.when or "", show.brief(doc.text[s.span.start : s.span.end]))
                for s in found.stances
            ]
            show.table(out, doc.name, ("who", "side", "whom", "when", "passage"), rows)
    sieve.ended()


def find(
    library: Library,
    words: Annotated[
        str | None, typer.Argument(metavar="[WORDS]", help="The words to look for, in quotation marks.")
    ] = None,
    quotes: Annotated[
        Path | None,
        typer.Option("--quotes", metavar="FILE", readable=False, help='Many: JSON Lines {"qid": …, "text": …}.'),
    ] = None,
    cache: CacheDir = None,
    no_cache: NoCache = False,
    jsonl: Jsonl = False,
) -> None:
    """Find where words, or those of many quotations, stand in a library."""
    from loquitur import record
    from loquitur.cli import show
    from loquitur.cli.progress import counter
    from loquitur.errors import UsageError
    from loquitur.telling import lines

    if (words is None) == (quotes is None):
        raise UsageError('Say what to find: either words, as in find "words" --library DIR, or --quotes FILE.')
    queries = _queries(quotes) if quotes else [("1", words or "")]
    out = show.console()
    with settled(library, cache, no_cache, None) as settings, counter("reading the library") as progress:
        for found in record.find(queries, library, settings, progress, shown=not jsonl):
            if jsonl:
                written(lines.found(found.qid, found.hits, found.ms))
            else:
                show.found(out, found.qid if quotes else words or "", found.hits, found.passages)


def reuse(library: Library, cache: CacheDir = None, no_cache: NoCache = False, jsonl: Jsonl = False) -> None:
    """List the passages that documents of a library share, the earliest document first; then its formulas."""
    from loquitur import record
    from loquitur.cli import show
    from loquitur.cli.progress import counter
    from loquitur.telling import lines

    with settled(library, cache, no_cache, None) as settings, counter("reading the library") as progress:
        shared = list(record.reuse(library, settings, progress))
    if jsonl:
        for one in shared:
            written(lines.reused(one))
    else:
        show.reused(show.console(), shared)


def _queries(path: Path) -> list[tuple[str, str]]:
    """The (qid, text) rows of a file of JSON Lines."""
    import json

    from loquitur.errors import UnreadableDocument, UsageError

    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise UnreadableDocument(path.as_posix(), f"it cannot be read ({why})", "check the path") from error
    queries = []
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        try:
            line = json.loads(row)
            queries.append((str(line["qid"]), str(line["text"])))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path}, line {number}: not an object with qid and text; mend the line.") from error
    return queries
