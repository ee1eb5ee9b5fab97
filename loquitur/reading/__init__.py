"""Bytes to documents: plain text, Markdown, saved web pages, PDF with a text layer."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from loquitur.errors import UnreadableDocument
from loquitur.model import Block, Document, Field, Place
from loquitur.reading import html, layout, metadata, pdf, plain

__all__ = ["SUFFIXES", "load", "read", "walk"]

SUFFIXES = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf"}
"""What is read when a folder is given; a file that is named itself is always tried."""


def walk(paths: Iterable[Path]) -> list[Path]:
    """The files to read, in order: folders are searched through, sorted, without hidden files and records.

    What is missing or may not be listed is given back as it is, so that reading it says why.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        try:
            children = sorted(path.iterdir())
        except OSError:
            found.append(path)
            continue
        for child in children:
            if child.name.startswith(".") or child.is_symlink() and child.is_dir():
                continue
            if child.is_dir():
                found += [] if child.name.endswith(".record") else walk([child])
            elif child.suffix.lower() in SUFFIXES:
                found.append(child)
    return found


def load(path: Path, *, given: Mapping[str, str] | None = None, max_bytes: int = 100_000_000) -> tuple[Document, bytes]:
    """The document in a file and its bytes.

    Raises UnreadableDocument, which names the file, says why and what to do.
    """
    name = path.as_posix()
    try:
        size = path.stat().st_size
        if path.is_dir():
            list(path.iterdir())
            raise UnreadableDocument(name, "it is a folder", "name the files in it")
        if size > max_bytes:
            limit = f"{max_bytes // 1_000_000} MB"
            raise UnreadableDocument(
                name, f"it has {size // 1_000_000} MB and the limit is {limit}", "split it, or raise the setting max_megabytes"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument(name, "there is no such file", "check the path") from error
    except PermissionError as error:
        raise UnreadableDocument(name, "it may not be read", "change its permissions, or run as its owner") from error
    except OSError as error:
        raise UnreadableDocument(name, f"it cannot be read ({error.strerror})", "check the disk or the path") from error
    return read(data, name, given=given, beside=metadata.beside(path)), data


def read(
    data: bytes, name: str, *, given: Mapping[str, str] | None = None, beside: Mapping[str, str] | None = None
) -> Document:
    """The document that these bytes hold; `beside` is what a table next to the file says of it.

    Raises UnreadableDocument.
    """
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableDocument(name, "it is empty", "give a file with text in it")
    text, blocks, places, own, reader = _by_kind(data, name)
    if not text.strip():
        raise UnreadableDocument(name, "it holds no text", "give a file with text in it")
    fields = metadata.merge(given or {}, beside or {}, [*own, *metadata.from_text(text, blocks)])
    return Document(sha256(data).hexdigest(), name, text, blocks, places, fields, reader)


def _by_kind(data: bytes, name: str) -> tuple[str, tuple[Block, ...], tuple[Place, ...], list[Field], str]:
    suffix = Path(name).suffix.lower()
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf") or suffix == ".pdf":
        return (*pdf.read(data, name), "pdf 1")
    if suffix in (".html", ".htm", ".xhtml") or head.startswith((b"<!doctype html", b"<html")):
        text, blocks, fields = html.read(data, name)
        return text, blocks, (), fields, "html 1"
    text, encoding = plain.decode(data, name)
    if suffix in (".md", ".markdown"):
        fields, start = plain.front_matter(text)
        return text, plain.markdown_blocks(text, start), (), [encoding, *fields], "markdown 1"
    return text, layout.blocks(text), (), [encoding], "plain 1"
