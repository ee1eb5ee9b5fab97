"""The paragraphs of a Word document's XML: their words with changes accepted, and what kind of block each is.

Elements are known by their local names, so that both namespaces of the format are read. A paragraph whose mark was
deleted runs into the next one, as it does on the screen. Of alternatives for older programs only the first is read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loquitur.model import BlockKind, Field

if TYPE_CHECKING:  # the elements come from whoever parsed them
    from lxml import etree

__all__ = ["Counts", "Paragraph", "Style", "local", "paragraphs", "value"]

_GONE = frozenset({"del", "moveFrom"})
_SKIPPED = frozenset(
    {"Fallback", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "txbxContent", "drawing", "pict"}
)
_PLAIN = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
_QUOTED = re.compile(r"quot|zitat|citation|cita\b|citat|extract|block text|blocktext|цитата", re.I)
_HEADING = re.compile(r"heading (\d)|title\b|subtitle\b")
_INDENT = 500
"""An indent on the left from which on a paragraph is set off, in twentieths of a point: about nine millimetres."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs."""

    names: tuple[str, ...]
    """Its own name and those of the styles it is based on, in lower case."""
    outline: int | None
    listed: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the places in it at which a new page begins."""

    text: str
    kind: BlockKind
    level: int
    breaks: tuple[int, ...]


@dataclass(slots=True)
class Counts:
    """What was accepted and what was left out."""

    inserted: int = 0
    deleted: int = 0
    hidden: int = 0

    def fields(self) -> Iterator[Field]:
        """The counts that are not nothing, as metadata."""
        if self.inserted or self.deleted:
            told = f"{self.inserted} insertions are in the text, {self.deleted} deletions are left out"
            yield Field("tracked_changes", told, "Word")
        if self.hidden:
            yield Field("hidden_text", f"{self.hidden} hidden stretches are left out", "Word")


def local(element: "etree._Element") -> str:
    """The name of an element without its namespace; nothing for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: "etree._Element | None", name: str = "val") -> str | None:
    """An attribute of an element, whatever its namespace."""
    if element is None:
        return None
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)


def paragraphs(root: "etree._Element", styles: Mapping[str, Style], counts: Counts) -> Iterator[Paragraph]:
    """The paragraphs of the body or of a note in reading order, those of tables cell by cell."""
    rendered = any(local(e) == "lastRenderedPageBreak" for e in root.iter())
    held, breaks = "", list[int]()
    for element in _elements(root):
        run = _Run(rendered, counts)
        run.read(element)
        breaks += [len(held) + b for b in run.breaks]
        held += "".join(run.parts)
        if _mark_deleted(element):
            continue
        kind, level = _kind(element, styles)
        yield Paragraph(held, kind, level, tuple(breaks))
        held, breaks = "", []
    if held:
        yield Paragraph(held, "paragraph", 0, tuple(breaks))


def _elements(root: "etree._Element") -> Iterator["etree._Element"]:
    """The paragraphs that stand in the text, not those of drawings, of deleted rows and of alternatives."""
    for child in root:
        name = local(child)
        if name == "p":
            yield child
        elif name not in _SKIPPED and name not in _GONE and not _deleted_row(child):
            yield from _elements(child)


def _deleted_row(element: "etree._Element") -> bool:
    """Whether a table's row was deleted under track changes."""
    return local(element) == "tr" and any(local(e) == "del" for p in element if local(p) == "trPr" for e in p)


def _properties(element: "etree._Element") -> "etree._Element | None":
    return next((e for e in element if local(e) == "pPr"), None)


def _mark_deleted(element: "etree._Element") -> bool:
    properties = _properties(element)
    if properties is None:
        return False
    return any(local(e) in _GONE for r in properties if local(r) == "rPr" for e in r)


class _Run:
    """Gathers the words of one paragraph."""

    def __init__(self, rendered: bool, counts: Counts) -> None:
        self.parts: list[str] = []
        self.breaks: list[int] = []
        self._rendered = rendered
        self._counts = counts

    def read(self, element: "etree._Element") -> None:
        """Takes the words of an element and of what it holds."""
        for child in element:
            name = local(child)
            if name in _GONE:
                self._counts.deleted += 1
            elif name == "r" and _hidden(child):
                self._counts.hidden += 1
            elif name == "t":
                self.parts.append(child.text or "")
            elif name in _PLAIN:
                self.parts.append(_PLAIN[name])
            elif name == "br":
                self._broken(child)
            elif name == "lastRenderedPageBreak":
                self._turn()
            elif name not in _SKIPPED:
                self._counts.inserted += name in ("ins", "moveTo")
                self.read(child)

    def _broken(self, element: "etree._Element") -> None:
        page = value(element, "type") in ("page", "column")
        if page and not self._rendered:
            self._turn()
        self.parts.append("\n" if not page or self.parts else "")

    def _turn(self) -> None:
        self.breaks.append(sum(map(len, self.parts)))


def _hidden(run: "etree._Element") -> bool:
    marks = [e for p in run if local(p) == "rPr" for e in p if local(e) == "vanish"]
    return bool(marks) and value(marks[-1]) not in ("0", "false", "off")


def _kind(element: "etree._Element", styles: Mapping[str, Style]) -> tuple[BlockKind, int]:
    """What kind of block a paragraph is, by its own properties, then by its style."""
    properties = _properties(element)
    own = {local(e): e for e in properties} if properties is not None else {}
    style = styles.get(value(own.get("pStyle")) or "") or Style(("",), None, False)
    names = " | ".join(style.names)
    outline = value(own.get("outlineLvl"))
    level = int(outline) if outline and outline.isdigit() else style.outline
    heading = _HEADING.match(style.names[0])
    if re.match(r"toc\b|table of (?:figures|authorities)|index\b", style.names[0]):
        return "frame", 0
    if heading or (level is not None and level < 9):
        return "heading", int(heading[1]) if heading and heading[1] else 1 if heading else (level or 0) + 1
    if "caption" in names:
        return "caption", 0
    if _QUOTED.search(names):
        return "block-quotation", 1
    if "numPr" in own or style.listed or style.names[0].startswith(("list bullet", "list number")):
        return "list", _list_level(own.get("numPr"))
    return ("block-quotation", 1) if _set_off(own.get("ind")) else ("paragraph", 0)


def _list_level(numbering: "etree._Element | None") -> int:
    found = next((value(e) for e in numbering if local(e) == "ilvl"), None) if numbering is not None else None
    return int(found) + 1 if found and found.isdigit() else 1


def _set_off(indent: "etree._Element | None") -> bool:
    """Whether a paragraph is indented as a whole, on both sides, and not only in its first line."""
    sides = [value(indent, left) or value(indent, other) for left, other in (("left", "start"), ("right", "end"))]
    widths = [int(w) if w and w.isdigit() else 0 for w in sides]
    return widths[0] >= _INDENT and widths[1] >= _INDENT // 2
