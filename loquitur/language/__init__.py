"""What a text says, of whom, when: the finders, in the order in which they build on one another."""

from loquitur import __version__
from loquitur.language import claims, dates, fates, people, quotations, stances
from loquitur.language.prose import sentences
from loquitur.model import Dating, Document, Findings, Statement

__all__ = ["BY", "find", "statements"]

BY = f"loquitur {__version__} rules"
"""How findings of this version are signed."""


def find(doc: Document) -> Findings:
    """Everything that the document says, each finding with its place and its reason."""
    text = sentences(doc)
    who = people.roll(doc, text)
    times, dating = dates.find(doc)
    statements = quotations.find(doc, text, who, times, dating)
    return Findings(
        dating=dating,
        dates=times,
        named=people.named(who),
        statements=statements,
        stances=stances.find(doc, text, who, statements, times, dating),
        fates=fates.find(doc, text, who, times),
        claims=claims.find(doc, text, who, statements),
        echoes=claims.echoes(doc, text, who, times),
        by=BY,
    )


def statements(doc: Document) -> tuple[Statement, ...]:
    """The statements alone, undated: who speaks where."""
    text = sentences(doc)
    return quotations.find(doc, text, people.roll(doc, text), (), Dating(None, None))
