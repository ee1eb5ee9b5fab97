"""Verdicts as annotations of a workflow, so that a pull request shows each bad quotation at its line.

A line of standard output tells the level, the file, the place and one message; percent signs, line ends and, in the
properties, colons and commas are escaped, so that no document's words can end the line or begin another command.
Only texts whose lines are those of the file carry a place; of the others the message tells page or paragraph.
"""

from pathlib import Path

from loquitur.record import Checked
from loquitur.telling import phrases

__all__ = ["annotation"]

_FAITHFUL = {"verbatim", "abridged"}
_LINED = ("plain", "markdown")


def annotation(one: Checked, failing: frozenset[str]) -> str | None:
    """The annotation of a quotation; None for one that is as its source has it."""
    kind = one.verdict.kind
    if kind in _FAITHFUL and kind not in failing:
        return None
    level = "error" if kind in failing else "notice" if kind == "unchecked" else "warning"
    properties = {"file": _path(one.draft.name), **_place(one), "title": f"Quotation {kind}"}
    told = ",".join(f"{name}={_escaped(str(value), True)}" for name, value in properties.items())
    return f"::{level} {told}::{_escaped(_message(one), False)}"


def _path(name: str) -> str:
    """The path as the workflow knows it: from the folder it runs in."""
    path = Path(name)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def _place(one: Checked) -> dict[str, int]:
    """Line and column, from 1, of the quotation's first letter, and its last line."""
    if not one.draft.reader.startswith(_LINED):
        return {}
    text, spans = one.draft.text, one.statement.quotation.spans
    start, end = spans[0].start, spans[-1].end
    line, last = text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1
    place = {"line": line, "endLine": last}
    if line < last:  # columns are of one line
        return place
    return place | {"col": start - text.rfind("\n", 0, start), "endColumn": end - text.rfind("\n", 0, end)}


def _message(one: Checked) -> str:
    verdict = one.verdict
    lines = [
        phrases.quoted(phrases.shortened(one.statement.quotation.text, 200)),
        phrases.verdict(verdict.kind) + (f" ({phrases.reasons(verdict.reasons)})" if verdict.reasons else ""),
        phrases.held(verdict.held) or "",
        *(phrases.difference(d) for d in verdict.differences[:6] if not d.marked),
        *dict.fromkeys(phrases.footnote(c) for c in one.citations if c),
    ]
    place = (
        "" if one.draft.reader.startswith(_LINED) else phrases.place(one.draft, one.statement.quotation.spans[0].start)
    )
    return "\n".join(line for line in (place, *lines) if line)


def _escaped(text: str, in_property: bool) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text
