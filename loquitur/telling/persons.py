"""Persons, moments, doubts and deeds as JSON Lines; the agreement is that of `lines`."""

from collections.abc import Iterator
from dataclasses import asdict

from loquitur.questions.chronology import Moment
from loquitur.questions.profile import Profile
from loquitur.questions.review import Deed, Doubt
from loquitur.telling.lines import Line, line, person

__all__ = ["deed", "doubt", "moment", "profile"]


def profile(one: Profile) -> Iterator[Line]:
    """The person, then names, offices, statements of and about them, who is for or against whom, fates."""
    yield person(one.person)
    yield from (line("name", **asdict(name)) for name in one.names)
    yield from (line("office", **asdict(office)) for office in one.offices)
    yield from (line("said", **asdict(statement)) for statement in one.said)
    yield from (line("about", **asdict(statement)) for statement in one.about)
    yield from (line("leaning", **asdict(leaning)) for leaning in one.leanings)
    yield from (line("fate", **asdict(fate)) for fate in one.fates)


def moment(one: Moment) -> Line:
    """A moment with its two clocks; what it is, is told by `what_kind`."""
    told = asdict(one)
    return line("moment", what_kind=told.pop("kind"), **told)


def doubt(one: Doubt) -> Line:
    """A statement to be looked at, by its number."""
    told, speaker = one.statement, one.statement.speaker
    return line(
        "doubt",
        number=one.number,
        id=told.quotation.id,
        certainty=one.certainty,
        mode=told.quotation.mode,
        text=told.quotation.text,
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        candidates=list(told.candidates),
        said=told.said,
        said_basis=told.said_basis,
        confidence=told.confidence,
        reason=told.reason,
        hints=list(one.hints),
        passage=asdict(one.passage),
    )


def deed(one: Deed) -> Line:
    """What a user did."""
    return line("deed", **asdict(one))
