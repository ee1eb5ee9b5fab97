"""The nouns of looking a record over: a document in the catalogue, a passage found, counts for a title page.

They are values as those of `model`, on which they rest, and hold no text of a document but the words that are shown.
"""

from dataclasses import dataclass

from loquitur.model import Document, Passage, Statement

__all__ = ["Counts", "Entry", "Place", "Quoted"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as a catalogue lists it; what is unknown is None."""

    id: str
    name: str
    title: str | None
    author: str | None
    said: str | None
    published: str | None

    @property
    def when(self) -> str | None:
        """When its words were said or written, else when it was published."""
        return self.said or self.published


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a record holds."""

    documents: int
    quotations: int
    persons: int
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement with the document in which it stands."""

    document: Document
    statement: Statement
    corrected: bool
    """Whether a user's word stands in place of the program's."""
    number: int
    """Of the finding; a user's is undone by it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage found, with the id of its document."""

    doc: str
    passage: Passage
