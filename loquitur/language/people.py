"""Whom a document names: persons, groups, organisations, each under the fullest form it gives.

The runs of capitalised words (runs.py) that mean a person, a group or an organisation (kinds.py) are its mentions.
A title of courtesy belongs to the form, because Mr. and Mrs. Hale are two. A shorter form joins the one fuller name of
which it can be short, in words and in gender; where two share it, it stays apart, because a wrong name is worse than
none. All work is in proportion to the text.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loquitur.language.persons import descriptions, genders, offices
from loquitur.language.persons.mentions import Mention, mentions
from loquitur.language.persons.names import join, split
from loquitur.language.persons.offices import Tenure
from loquitur.language.persons.titles import Office
from loquitur.language.sentences.prose import Sentence
from loquitur.model import Document, Named, SpeakerKind

__all__ = ["Mention", "Roll", "find", "mentions", "roll"]


@dataclass(frozen=True, slots=True)
class Roll:
    """The names of a document: which mention means whom, and who is a man or a woman as far as the text tells."""

    mentions: tuple[Mention, ...]
    """In the order of the text."""
    starts: tuple[int, ...]
    """Where each of them starts."""
    fullest: dict[str, str]
    """From each form, in lower case, to the fullest name."""
    kinds: dict[str, SpeakerKind]
    gender: dict[str, str]
    """"male" or "female" by the fullest name, where a title, a forename or the pronouns after it tell."""
    tenures: tuple[Tenure, ...]
    """Who is told to hold which office, in the order of the text."""
    described: dict[str, Counter[str]]
    """Beside which names a description stands, by its head."""

    def name(self, form: str) -> str:
        """The fullest name for a form, else the form itself."""
        return self.fullest.get(form.lower(), form)

    def holder(self, office: Office, before: int, around: str, without: Sequence[str] = ()) -> str | None:
        """Whom an office without a name means at a place; `around` are the words of its sentence."""
        return offices.holder(self.tenures, office, before, without=without, around=around)

    def at(self, start: int, end: int) -> Mention | None:
        """The longest mention that overlaps this range."""
        here = [m for m in self._near(start, end) if m.span.start < end and start < m.span.end]
        return max(here, key=lambda m: m.span.end - m.span.start) if here else None

    def inside(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie within this range, in order."""
        return [m for m in self._near(start, end) if start <= m.span.start and m.span.end <= end]

    def from_on(self, start: int) -> Iterator[Mention]:
        """The mentions that start here or later, in order."""
        return (self.mentions[i] for i in range(bisect_left(self.starts, start), len(self.mentions)))

    def _near(self, start: int, end: int) -> tuple[Mention, ...]:
        return self.mentions[max(0, bisect_left(self.starts, start) - 1) : bisect_left(self.starts, end)]


def find(doc: Document, sentences: Sequence[Sentence]) -> tuple[Named, ...]:
    """Everybody the document names, in the order of first mention."""
    return named(roll(doc, sentences))


def named(who: Roll) -> tuple[Named, ...]:
    """The roll as a list of names with their forms and places."""
    places: dict[str, list[Mention]] = defaultdict(list)
    for mention in who.mentions:
        places[who.name(mention.name)].append(mention)
    return tuple(
        Named(name, who.kinds[name], tuple(sorted({m.name for m in found})), tuple(m.span for m in found))
        for name, found in places.items()
    )


def roll(doc: Document, sentences: Sequence[Sentence]) -> Roll:
    """The names of the document."""
    found = tuple(mentions(doc, sentences))
    cast = genders.votes(doc.text, [(m.name.lower(), m.span) for m in found if m.kind == "person"])
    fullest = join(found, {form: genders.decided(votes) for form, votes in cast.items()})
    kinds: dict[str, Counter[SpeakerKind]] = defaultdict(Counter)
    sides: dict[str, set[str]] = defaultdict(set)
    pronouns: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in found:
        kinds[fullest[mention.name.lower()]][mention.kind] += 1
    for form in {m.name.lower() for m in found if m.kind == "person"}:
        sides[fullest[form]].add(split(form).gender)
        pronouns[fullest[form]] += cast.get(form, Counter())
    likeliest = {name: min(told, key=lambda k: (-kinds[name][k], k)) for name, told in kinds.items()}
    gender, tenures = genders.find(sides, pronouns), offices.tenures(doc.text, found, fullest)
    described = descriptions.links(doc.text, [m for m in found if m.kind == "person"], fullest)
    return Roll(found, tuple(m.span.start for m in found), fullest, likeliest, gender, tenures, described)
