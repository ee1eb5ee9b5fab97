"""A document as one page for the browser, with its quotations marked by speaker.

The page holds everything it needs: no script, no picture, no other file. Each speaker has a colour, a letter that stands
before his words, and a kind of line under them, so that nothing rests on the colour alone. Whatever the document says is
escaped; its control characters are replaced; its frame is there, but pale.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loquitur.model import Block, Document, Span, Statement
from loquitur.telling import phrases

__all__ = ["page"]

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_COLOURS = (
    "#cfe3ff",
    "#ffe0b3",
    "#d6f0d0",
    "#f7d3e3",
    "#e3d9f7",
    "#fff3a8",
    "#c9eeee",
    "#f3d5c4",
    "#dde3c0",
    "#d5dbe6",
)
_LINES = ("solid", "dashed", "dotted", "double", "wavy")
_TAGS = {"heading": "h2", "block-quotation": "blockquote", "caption": "figcaption", "list": "p", "footnote": "p"}
_STYLE = """
body{font:18px/1.6 Georgia,serif;color:#1b1b1b;background:#fff;max-width:44em;margin:2em auto;padding:0 1em}
h1{font-size:1.3em}h2{font-size:1.1em}p,blockquote{white-space:pre-line;margin:.8em 0}blockquote{margin-left:2em}
.frame{color:#767676;font-size:.8em}.q{border-radius:2px;text-decoration-thickness:2px;text-underline-offset:4px}
.q sup{font:bold .62em sans-serif;padding:0 .15em;text-decoration:none;display:inline-block}
.cue{border-bottom:1px solid #555}.unknown{background:#eee;text-decoration:none;outline:1px dashed #888}
table{border-collapse:collapse;font:15px/1.4 sans-serif;margin:1em 0}td,th{text-align:left;padding:.2em .8em .2em 0;vertical-align:top}
.note{font:14px/1.4 sans-serif;color:#444}
@media(prefers-color-scheme:dark){body{background:#fff;color:#1b1b1b}}
"""


@dataclass(frozen=True, slots=True)
class _Speaker:
    """How a speaker is shown."""

    name: str
    label: str
    style: str


def page(read: Sequence[tuple[Document, Sequence[Statement], str]]) -> str:
    """One page over these documents, each with its statements and what is to be said of it beforehand."""
    body, styles = [], []
    for number, (doc, statements, note) in enumerate(read):
        shown = _speakers(statements)
        styles += [f".d{number} .{s.label}{{{s.style}}}" for s in shown.values()]
        body.append(f'<section class="d{number}"><h1>{_text(doc.field("title") or doc.name)}</h1>')
        body.append(f'<p class="note">{_text(note)}</p>' if note else "")
        body += [_legend(statements, shown), *_blocks(doc, statements, shown), "</section>"]
    title = _text(read[0][0].name) if read else "nothing"
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><title>{title}: who speaks</title>'
        f"<style>{_STYLE}{' '.join(styles)}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _text(words: str) -> str:
    return html.escape(_CONTROLS.sub("�", words))


def _who(statement: Statement) -> str:
    return phrases.speaker(statement.speaker)


def _speakers(statements: Sequence[Statement]) -> dict[str, _Speaker]:
    """The speakers in the order in which they first speak, each with a letter, a colour and a line."""
    found: dict[str, _Speaker] = {}
    for statement in statements:
        who = _who(statement)
        if who in found:
            continue
        number = len(found)
        label = chr(ord("A") + number % 26) + (str(number // 26) if number >= 26 else "")
        line = _LINES[(number // len(_COLOURS) + number) % len(_LINES)]
        known = statement.speaker.name or statement.speaker.kind == "author"
        style = f"background:{_COLOURS[number % len(_COLOURS)]};text-decoration:underline {line} #555"
        found[who] = _Speaker(who, label, style if known else "background:#eee;outline:1px dashed #888")
    return found


def _legend(statements: Sequence[Statement], shown: dict[str, _Speaker]) -> str:
    rows = "".join(
        f'<tr><td><span class="q {s.label}"><sup>{s.label}</sup>{_text(s.name)}</span></td>'
        f"<td>{phrases.counted(sum(_who(t) == s.name for t in statements), 'quotation')}</td></tr>"
        for s in shown.values()
    )
    return f"<table><tr><th>speaker</th><th></th></tr>{rows}</table>" if rows else "<p>No quotation was found.</p>"


def _blocks(doc: Document, statements: Sequence[Statement], shown: dict[str, _Speaker]) -> Iterator[str]:
    """The blocks of the text, its quotations and their cues marked."""
    ordered = sorted(
        ((span, s) for s in statements for span in s.quotation.spans), key=lambda p: (p[0].start, -p[0].end)
    )
    starts = [span.start for span, _ in ordered]
    cues = sorted({c for s in statements for c in s.cue})
    cue_starts = [c.start for c in cues]
    for block in doc.blocks:
        tag = _TAGS.get(block.kind, "p")
        inside = ordered[bisect_left(starts, block.span.start) : bisect_left(starts, block.span.end)]
        near = cues[bisect_left(cue_starts, block.span.start) : bisect_left(cue_starts, block.span.end)]
        here = [c for c in near if c.end <= block.span.end]
        frame = ' class="frame"' if block.kind == "frame" else ""
        yield f'<{tag}{frame} dir="auto">{"".join(_runs(doc.text, block, inside, here, shown))}</{tag}>\n'


def _runs(
    text: str,
    block: Block,
    inside: Sequence[tuple[Span, Statement]],
    cues: Sequence[Span],
    shown: dict[str, _Speaker],
) -> Iterator[str]:
    """The text of a block in runs within which nothing begins or ends."""
    start, end = block.span
    edges = {start, end, *(e for c in cues for e in c)}
    edges |= {min(max(e, start), end) for span, _ in inside for e in span}
    places = sorted(edges)
    for a, b in pairwise(places):
        run = _text(text[a:b])
        if any(c.start <= a and b <= c.end for c in cues):
            run = f'<span class="cue">{run}</span>'
        for span, statement in reversed([p for p in inside if p[0].start <= a and b <= p[0].end]):
            speaker = shown[_who(statement)]
            letter = f"<sup>{speaker.label}</sup>" if a == max(span.start, start) else ""
            run = f'<span class="q {speaker.label}" title="{_text(_told(statement))}">{letter}{run}</span>'
        yield run


def _told(statement: Statement) -> str:
    """What is known of a quotation, in one line."""
    said = f"said {phrases.date(statement.said)}" if statement.said else ""
    because = f"because: {phrases.reason(statement.reason)}"
    return " · ".join(p for p in (_who(statement), said, phrases.chain(statement.chain), because) if p)
