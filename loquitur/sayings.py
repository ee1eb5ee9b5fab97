"""The nouns of a saying: how a place is cited, where the words appear, and what a user parted.

They are values as those of `model`, on which they rest; ranges are code points of frozen texts, dates are EDTF.
"""

from dataclasses import dataclass

from loquitur.model import Difference, Source, Span, Witness

__all__ = ["Apart", "Appearance", "Citation", "Saying"]


@dataclass(frozen=True, slots=True)
class Citation:
    """What one needs to cite a place of a document; what is unknown is None."""

    doc: str
    author: str | None
    title: str | None
    said: str | None
    published: str | None
    page: str | None
    printed: bool
    """Whether the page is one as printed, not only one of the file."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A user's word that a passage is not one utterance with these words."""

    span: Span
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """A place at which a saying stands."""

    source: Source
    citation: Citation
    witness: Witness
    """Whether the text there is the speaker's own, or quotes the words."""
    said: str | None
    """When the words were said, as told there."""
    said_basis: str | None
    reported: str | None
    """The date of the document."""
    origin: int
    """The number of its origin, from 1: copies of one text share it."""
    join: str
    """Why it belongs to the saying; of one kept apart, why it does not."""
    differences: tuple[Difference, ...]
    """What its wording changed in that of the appearance before it."""
    quotation: str | None
    """The id of the quotation that it stands in."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One utterance with all its appearances, first the one that was said for certain by the earliest day."""

    words: str
    appearances: tuple[Appearance, ...]
    apart: tuple[Appearance, ...]
    """What a user parted from it."""
    searched: int
    unreadable: tuple[str, ...]
    perhaps_earlier: tuple[int, ...] = ()
    """The numbers, from 1, of appearances whose uncertain date can lie before the first's."""

    @property
    def origins(self) -> int:
        """How many independent origins it has; copies of one text are one."""
        return len({one.origin for one in self.appearances})

    @property
    def first(self) -> Appearance | None:
        """The first in this library, if its date is known."""
        one = self.appearances[0] if self.appearances else None
        return one if one and (one.said or one.reported) else None
