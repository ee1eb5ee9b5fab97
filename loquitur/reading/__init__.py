"""Bytes to documents: plain text, Markdown, saved web pages, PDF with a text layer, Word.

A pile of papers holds files of every kind under any name. What a file is, its first bytes say before its suffix does;
a folder gives the files whose suffix is known, a file that is named itself is always tried.

Guarantee: `read` gives a Document, whose blocks and places are ranges of its text in order, or raises
UnreadableDocument, which says in one sentence what is wrong and what to do; nothing else, for any bytes. Limit: one
file is one document.
"""

import stat
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from loquitur.errors import UnreadableDocument
from loquitur.model import Block, Document, Field, Place
from loquitur.reading import html, keyed, layout, markdown, metadata, pdf, plain, word
from loquitur.reading.metadata import dated

__all__ = ["SUFFIXES", "dated", "load", "read", "taken", "walk"]

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx"})
"""What is read when a folder is given."""

_TABLE = "metadata.csv"


def walk(paths: Iterable[Path]) -> list[Path]:
    """The files to read, in order: folders are searched through, sorted, without hidden files and records.

    What is missing or may not be listed is given back as it is, so that `load` says why.
    """
    return [file for path in paths for file in (_inside(path) if _is_folder(path) else [path])]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _inside(folder: Path) -> list[Path]:
    """The files of a folder; links to folders are not followed, since they may lead back."""
    try:
        children = sorted(folder.iterdir(), key=lambda child: child.name)
    except OSError:
        return [folder]
    found: list[Path] = []
    for child in children:
        if child.name.startswith(".") or child.name == _TABLE:
            continue
        if _is_folder(child):
            found += [] if child.suffix == ".record" or child.is_symlink() else _inside(child)
        elif child.suffix.lower() in SUFFIXES:
            found.append(child)
    return found


def load(path: Path, *, given: Mapping[str, str] | None = None, max_bytes: int = 100_000_000) -> tuple[Document, bytes]:
    """The document in a file and its bytes; the size is looked at before anything is read.

    Raises UnreadableDocument, which names the file, says why and what to do.
    """
    name = path.as_posix()
    try:
        _refuse(path, name, max_bytes)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument(name, "there is no such file", "check the path") from error
    except PermissionError as error:
        raise UnreadableDocument(name, "it may not be read", "change its permissions, or run as its owner") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableDocument(name, f"it cannot be read ({why})", "check the disk or the path") from error
    return read(data, name, given=given, beside=metadata.beside(path)), data


def taken(
    data: bytes, name: str, *, given: Mapping[str, str] | None = None, table: bytes = b"", max_bytes: int = 100_000_000
) -> Document:
    """The document in a file that is in hand, with what the table that came with it says of it.

    Raises UnreadableDocument.
    """
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    return read(data, name, given=given, beside=metadata.told(table, name) if table.strip() else None)


def _refuse(path: Path, name: str, max_bytes: int) -> None:
    """Raises UnreadableDocument for what is no file, or too large to be read."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        next(path.iterdir(), None)
        raise UnreadableDocument(name, "it is a folder", "name the files in it")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableDocument(name, "it is a device or a pipe, not a file", "save its contents as a file first")
    if status.st_size > max_bytes:
        raise _too_large(name, status.st_size, max_bytes)


def _too_large(name: str, size: int, limit: int) -> UnreadableDocument:
    why = f"it has {_megabytes(size)} and the limit is {_megabytes(limit)}"
    remedy = f"raise the setting `max_megabytes` (LOQUITUR_MAX_MEGABYTES={size // 1_000_000 + 1}), or split the file"
    return UnreadableDocument(name, why, remedy)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB".replace(".0 ", " ") if size >= 100_000 else f"{size} bytes"


def read(
    data: bytes, name: str, *, given: Mapping[str, str] | None = None, beside: Mapping[str, str] | None = None
) -> Document:
    """The document that these bytes hold; `beside` is what a table next to the file says of it.

    Raises UnreadableDocument.
    """
    if not data.strip():
        raise UnreadableDocument(name, "it is empty", "give a file with text in it")
    text, blocks, places, own, reader = _by_kind(data, name)
    if not blocks:
        raise UnreadableDocument(name, "it holds no text", "give a file with text in it")
    told = [*own, *metadata.from_text(text, blocks), *(keyed.from_name(name) if not reader.startswith("html") else ())]
    fields = metadata.merge(given or {}, beside or {}, told)
    return Document(sha256(data).hexdigest(), name, text, blocks, places, fields, reader)


def _by_kind(data: bytes, name: str) -> tuple[str, tuple[Block, ...], tuple[Place, ...], list[Field], str]:
    """Text, blocks, places, fields, and the reader that made them, with its version."""
    suffix = Path(name).suffix.lower()
    kind = _told_by_bytes(data) or (
        "pdf" if suffix == ".pdf" else "html" if suffix in (".html", ".htm", ".xhtml") else ""
    )
    if kind == "pdf":
        return (*pdf.read(data, name), "pdf 2")
    if word.is_word(data) or (suffix == ".docx" and data.startswith(b"PK")):
        return (*word.read(data, name), "word 1")
    word.refuse_old(data, name)
    plain.refuse_known(data, name)
    if kind == "html":
        text, blocks, fields = html.read(data, name)
        return text, blocks, (), fields, "html 1"
    text, encoding = plain.decode(data, name)
    if suffix in (".md", ".markdown"):
        blocks, fields = markdown.read(text)
        blocks, head = keyed.framed(text, blocks) if not fields else (blocks, [])
        return text, blocks, (), [encoding, *fields, *head], "markdown 2"
    blocks, head = keyed.framed(text, layout.blocks(text))
    return text, blocks, (), [encoding, *head], "plain 3"


def _told_by_bytes(data: bytes) -> str:
    """The format that the first bytes tell, or nothing."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf-"):
        return "pdf"
    page = head.startswith((b"<!doctype html", b"<html", b"<head")) or (head.startswith(b"<?xml") and b"<html" in head)
    return "html" if page else ""
