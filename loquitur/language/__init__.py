"""What a text says, of whom, when: the finders, in the order in which they build on one another."""

from collections.abc import Sequence

from loquitur import __version__
from loquitur.language import claims, conditions, dates, fates, marks, people, quotations, stances
from loquitur.language.people import Roll
from loquitur.language.sentences import tongue
from loquitur.language.sentences.prose import Sentence, sentences
from loquitur.language.sides import leanings
from loquitur.language.speech import handed, occasions
from loquitur.model import Date, Dating, Document, Findings, Statement

__all__ = ["BY", "find", "statements", "untrained"]

BY = f"loquitur {__version__} rules"
"""How findings of this version are signed."""


def untrained() -> str | None:
    """Why the trained reader does not run here, in words; None where it runs."""
    from loquitur.language import tagger  # NumPy: not for what the rules read alone

    return tagger.missing()


def find(doc: Document, *, trained: bool = False, attitudes: bool = False, sides: bool = False) -> Findings:
    """Everything that the document says, each finding with its place and its reason.

    `trained` also has the trained reader look for what no mark shows, where it is installed: for speech of which it is
    sure, with `attitudes` for all that it sees. `sides` has a network judge who is for or against whom, before the linear
    model.
    """
    text = sentences(doc)
    who = people.roll(doc, text)
    times, dating = dates.find(doc)
    statements = handed.over(doc, who, quotations.find(doc, text, who, times, dating))
    by = BY
    if trained:
        statements, by = _with_reader(doc, text, who, statements, (times, dating), attitudes)
    statements = quotations.nested(occasions.dated(doc, text, statements, times, dating), doc)
    told = fates.find(doc, text, who, times, statements)
    return Findings(
        dating=dating,
        dates=times,
        named=people.named(who),
        statements=statements,
        stances=stances.find(doc, text, who, statements, times, dating, told, _judge(doc) if sides else None),
        fates=told,
        claims=claims.find(doc, text, who, statements),
        echoes=claims.echoes(doc, text, who, times),
        conditions=conditions.find(doc, text, who, statements),
        by=by,
    )


def statements(doc: Document) -> tuple[Statement, ...]:
    """The statements alone, undated: who speaks where."""
    text = sentences(doc)
    return quotations.find(doc, text, people.roll(doc, text), (), Dating(None, None))


def _judge(doc: Document) -> leanings.Judge | None:
    """The network that tells sides; None where it cannot run."""
    from loquitur.language.sides import conduct, sided  # NumPy and ONNX Runtime: not for what the rules read alone

    return None if conduct.missing() or not tongue.is_known(doc.text) else sided.Judge(doc)


def _with_reader(
    doc: Document,
    text: Sequence[Sentence],
    who: Roll,
    statements: tuple[Statement, ...],
    dated: tuple[Sequence[Date], Dating],
    attitudes: bool,
) -> tuple[tuple[Statement, ...], str]:
    """The statements with those of the trained reader, and how they are signed; as they are where it cannot run."""
    from loquitur.language import tagger
    from loquitur.language.networks import (  # NumPy and ONNX Runtime: not for what the rules read alone
        assembly,
        sources,
    )

    quoted = marks.find(doc)
    if tagger.missing() or not tongue.is_known(doc.text) or not tagger.wanted(doc, quoted, statements):
        return statements, BY
    reader = tagger.reader()
    telling = sources.Telling(doc, text, who, *dated, reader.by)
    seen = assembly.join(telling, quoted, statements, reader.read(doc, quoted), attitudes=attitudes)
    return seen, f"{BY}, {reader.by}"
