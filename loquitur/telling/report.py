"""The check of drafts as one page: self-contained, without scripts, to read, to print, to send.

Both texts stand side by side with their differences marked by line and weight as well as by colour, so that a print and
a colour-blind reader lose nothing. Everything a document says is escaped, and its control characters are replaced.
"""

import os
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from loquitur import __version__
from loquitur.errors import RecordNotWritable
from loquitur.model import Part
from loquitur.record import Checked
from loquitur.sayings import Citation
from loquitur.settings import VERDICTS
from loquitur.telling import beside, names, phrases

__all__ = ["page", "write"]

_SIGNS = {
    "verbatim": "=",
    "abridged": "…",
    "altered": "≠",
    "reworded": "~",
    "misattributed": "⇄",
    "not-found": "∅",
    "unchecked": "?",
}


def write(path: Path, page: str) -> None:
    """A report stands in a file, whole. Raises RecordNotWritable."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_text(page, encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        why = f"{path} cannot be written ({error.strerror}); name another file with --html."
        raise RecordNotWritable(why) from error


def page(checked: Sequence[Checked], failing: frozenset[str]) -> str:
    """The report as HTML."""
    from jinja2 import Environment

    source = files("loquitur.telling").joinpath("report.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clean"] = phrases.clean
    counts = Counter(one.verdict.kind for one in checked)
    shortest = names.shortest({one.draft.name for one in checked})
    return environment.from_string(source).render(
        version=__version__,
        counts=[(kind, counts[kind], phrases.verdict(kind), kind in failing) for kind in VERDICTS if counts[kind]],
        total=len(checked),
        signs=_SIGNS,
        searched=checked[0].searched if checked else 0,
        unreadable=checked[0].unreadable if checked else (),
        drafts=[
            (shortest[name], doc, [_entry(n, one, failing) for n, one in enumerate(checked, 1) if one.draft is doc])
            for name, doc in {one.draft.name: one.draft for one in checked}.items()
        ],
    )


def _entry(number: int, one: Checked, failing: frozenset[str]) -> dict[str, Any]:
    """One quotation as the page shows it."""
    verdict, statement = one.verdict, one.statement
    speaker = statement.speaker
    return {
        "number": number,
        "kind": verdict.kind,
        "failing": verdict.kind in failing,
        "verdict": phrases.verdict(verdict.kind),
        "reasons": phrases.reasons(verdict.reasons),
        "speaker": speaker.name or phrases.nobody(speaker.kind),
        "chain": phrases.chain(statement.chain),
        "place": phrases.place(one.draft, statement.quotation.spans[0].start),
        "witness": phrases.witness(verdict.witness),
        "held": phrases.held(verdict.held),
        "parts": [_part(one, part, citation) for part, citation in zip(verdict.parts, one.citations, strict=True)],
        "differences": [(phrases.difference(d), d.marked) for d in verdict.differences],
        "appearances": [
            (phrases.shortened(source.text, 240), phrases.footnote(citation, source.speaker or ""))
            for source, citation in zip(verdict.appearances, one.also, strict=True)
        ],
    }


def _part(one: Checked, part: Part, citation: Citation | None) -> dict[str, Any]:
    quote, source = phrases.part(one.statement.quotation, part.span), part.source
    return {
        "quote": quote,
        "pieces": beside.pieces(source.text, quote) if source else None,
        "source": source.text if source else None,
        "speaker": source.speaker if source else None,
        "footnote": phrases.footnote(citation) if citation else None,
        "doc": source.doc if source else None,
    }
