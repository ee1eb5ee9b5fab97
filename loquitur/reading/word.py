"""A Word document (.docx): its text as it would stand with all changes accepted, and what was left out, said so.

A .docx is a zip of XML parts. Read are the body, footnotes and endnotes, the styles' names and the properties; nothing
is unpacked to disk, nothing is fetched, no entity is resolved, and no part is read beyond a limit of bytes, so that a
small file cannot fill the memory. Tracked insertions are in, deletions and hidden text are out; both are counted in the
metadata. Notes stand behind the body as footnote blocks.

Guarantee: what is damaged, locked or no Word document is refused in one sentence. Limit: where in the text a note's
number stands is not kept; text in drawings, comments, headers and footers is not read; pages are those of the last time
that a word processor laid the document out.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from loquitur.errors import UnreadableDocument
from loquitur.model import Block, Field, Place, Span
from loquitur.reading.wordbody import Counts, Paragraph, Style, local, paragraphs, value

if TYPE_CHECKING:  # the parser is loaded when a Word document is read, and no sooner
    from lxml import etree

__all__ = ["is_word", "read", "refuse_old"]

_PART = 40_000_000
"""The most bytes of one part that are read, unpacked."""
_ENTRIES = 20_000
_BODY = "word/document.xml"
_TYPISTS = re.compile(r"(?:microsoft|windows|office|user|admin|administrator|owner|unknown|python-docx|\W|\d)*", re.I)
_COPY = "get another copy"


def is_word(data: bytes) -> bool:
    """Whether the bytes are a zip that holds the body of a Word document."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _BODY in package.NameToInfo
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def refuse_old(data: bytes, name: str) -> None:
    """Raises UnreadableDocument for what Word wrote before .docx, and for a .docx under a password."""
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableDocument(name, "it is encrypted with a password", "save a copy without the password")
    raise UnreadableDocument(name, "it is a file of an old Office (.doc), which is not read", "save it as .docx or PDF")


def read(data: bytes, name: str) -> tuple[str, tuple[Block, ...], tuple[Place, ...], list[Field]]:
    """The text of a Word document, its blocks, its pages, and its properties.

    Raises UnreadableDocument for a damaged or locked file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read(package, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableDocument(name, "it is damaged or no Word document", _COPY) from error


def _read(package: zipfile.ZipFile, name: str) -> tuple[str, tuple[Block, ...], tuple[Place, ...], list[Field]]:
    if len(package.NameToInfo) > _ENTRIES:
        raise UnreadableDocument(name, f"it holds more than {_ENTRIES} parts", "save it again with a word processor")
    body = _part(package, _BODY, name)
    if body is None:
        raise UnreadableDocument(name, "it has no body of a Word document", "save it as .docx, text, HTML or PDF")
    counts = Counts()
    told = list(paragraphs(body, _styles(_part(package, "word/styles.xml", name)), counts))
    for kind in ("footnotes", "endnotes"):
        notes = _part(package, f"word/{kind}.xml", name)
        told += _notes(notes, counts) if notes is not None else []
    return (*_laid_out(told), [*_fields(_part(package, "docProps/core.xml", name)), *counts.fields()])


def _part(package: zipfile.ZipFile, path: str, name: str) -> "etree._Element | None":
    """The root of a part; None where the package has none of that name."""
    from lxml import etree

    info = package.NameToInfo.get(path)
    if info is None:
        return None
    if info.flag_bits & 1:
        raise UnreadableDocument(name, "it is encrypted with a password", "save a copy without the password")
    with package.open(info) as file:
        data = file.read(_PART + 1)
    if len(data) > _PART:
        why = f"its part {path} has more than {_PART // 1_000_000} MB unpacked"
        raise UnreadableDocument(name, why, "split the document, or save it as text")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(name, f"its part {path} is damaged", _COPY) from error
    if root.getroottree().docinfo.doctype:
        why = f"its part {path} declares entities, which no word processor writes"
        raise UnreadableDocument(name, why, "save it again with a word processor")
    return root


def _styles(root: "etree._Element | None") -> dict[str, Style]:
    """The styles of paragraphs by their ids, with what they take over from the styles they are based on."""
    own: dict[str, tuple[str, int | None, bool, str | None]] = {}
    for style in [] if root is None else [s for s in root if local(s) == "style"]:
        parts = {local(e): e for e in style.iter() if isinstance(e.tag, str)}
        level = value(parts.get("outlineLvl"))
        key = next((v for k, v in style.attrib.items() if str(k).endswith("}styleId")), "")
        own[str(key)] = (
            (value(parts.get("name")) or "").lower(),
            int(level) if level and level.isdigit() else None,
            "numPr" in parts,
            value(parts.get("basedOn")),
        )
    return {key: _inherited(key, own) for key in own}


def _inherited(key: str, own: dict[str, tuple[str, int | None, bool, str | None]]) -> Style:
    name, level, listed, base = own[key]
    names, seen = [name], {key}
    while base in own and base not in seen:
        seen.add(base)
        other, their_level, their_list, base_of = own[base]
        names.append(other)
        level, listed, base = level if level is not None else their_level, listed or their_list, base_of
    return Style(tuple(names), level, listed)


def _notes(root: "etree._Element", counts: Counts) -> Iterator[Paragraph]:
    """The notes in their order, each numbered as a reader sees it."""
    number = 0
    for note in root:
        if local(note) not in ("footnote", "endnote") or any(str(k).endswith("}type") for k in note.attrib):
            continue
        number += 1
        words = " ".join(filter(None, (p.text.strip() for p in paragraphs(note, {}, counts))))
        if words:
            yield Paragraph(f"[{number}] {words}", "footnote", 0, ())


def _laid_out(told: list[Paragraph]) -> tuple[str, tuple[Block, ...], tuple[Place, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    breaks, at = [0], 0
    for one in told:
        lead = len(one.text) - len(one.text.lstrip())
        words = one.text.strip()
        breaks += [at + max(0, place - lead) for place in one.breaks]
        if words:
            blocks.append(Block(Span(at, at + len(words)), one.kind, one.level))
            parts.append(words)
            at += len(words) + 2
    text = "\n\n".join(parts)
    return text, tuple(blocks), tuple(_pages(sorted({min(b, len(text)) for b in breaks}), len(text)))


def _pages(breaks: list[int], length: int) -> Iterator[Place]:
    """The pages between the breaks; none where the document has no breaks."""
    if len(breaks) > 1:
        for number, (start, end) in enumerate(zip(breaks, [*breaks[1:], length], strict=True), 1):
            if end > start:
                yield Place(Span(start, end), "file-page", str(number))


def _fields(root: "etree._Element | None") -> Iterator[Field]:
    """Title, author and times from the properties; the names that programs put in for a person are no author."""
    names = {"title": "title", "creator": "author", "created": "made"}
    for element in [] if root is None else list(root):
        name, words = names.get(local(element)), " ".join((element.text or "").split())
        if not name or not words or (name == "author" and _TYPISTS.fullmatch(words)):
            continue
        yield Field(name, words[:10] if name == "made" else words, "Word properties")
