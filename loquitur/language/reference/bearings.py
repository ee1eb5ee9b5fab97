"""What the finders of stances and fates share: whom words mean, in which sentence what is named, which date a clause has."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import pairwise

from loquitur.language.people import Mention, Roll
from loquitur.language.persons import titles
from loquitur.language.reference.acting import before, is_subject
from loquitur.language.reference.centers import Centers
from loquitur.language.reference.labels import Labels, labels
from loquitur.language.sentences.prose import Sentence, Word, base
from loquitur.language.sentences.subjects import Subject
from loquitur.language.speakers import resolve
from loquitur.language.words import lexicon
from loquitur.model import AUTHOR, Date, Document, Span

__all__ = ["Ground", "date_in", "stands_outside"]

_HER = {"she", "her", "hers", "herself"}
_MANY = {"they", "them", "their", "themselves", "these", "those"}
_TITLED = 4
_ENTRY = re.compile(r"[*_’'\"]*\s*(?:[,(:.;–—\[]|$)")
"""What stands behind the name that heads an entry."""
_REACH = 4
"""How many sentences back a pronoun looks."""


class Ground:
    """A document with everything found in it so far."""

    def __init__(
        self,
        doc: Document,
        sentences: Sequence[Sentence],
        who: Roll,
        quoted: Sequence[Span],
        dates: Sequence[Date],
        *,
        others: Sequence[Span] = (),
    ) -> None:
        """`quoted` is left out of what is read; `others` are the words of other voices, whether or not they are read."""
        self.doc = doc
        self.sentences = sentences
        self.who = who
        self.quoted = sorted(quoted)
        self.others = sorted({*quoted, *others})
        self.dates = dates
        self.own = doc.field("author") or AUTHOR

    @cached_property
    def _starts(self) -> list[int]:
        return [s.span.start for s in self.sentences]

    @cached_property
    def _mentions(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = defaultdict(list)
        for mention in self.who.mentions:
            if not self._titles_a_work(mention) and not self.labels.covers(mention.span.start):
                found[mention.sentence].append(mention)
        return found

    @cached_property
    def labels(self) -> Labels:
        """Who has the word where, in a transcript."""
        return labels(self.doc, self.who)

    def voice(self, at: int) -> str | None:
        """Whom "I" means at a place outside marks; None where that is not known."""
        taken, name = self.labels.voice(at)
        return name if taken else self.own

    @cached_property
    def _told_of(self) -> list[Mention]:
        """The mentions of persons, without labels."""
        return [
            m
            for n in sorted(self._mentions)
            for m in self._mentions[n]
            if self.who.kinds[self.who.name(m.name)] == "person"
        ]

    def _titles_a_work(self, mention: Mention) -> bool:
        """Whether a name stands alone in marks: a book or a paper, no person."""
        before = self.doc.text[max(0, mention.span.start - 24) : mention.span.start]
        behind = self.doc.text[mention.span.end : mention.span.end + 3]
        return bool(re.search(r"[“\"«‘][^”\"»’.!?]{0,22}$", before) and re.match(r"[,.]?[”\"»’]", behind))

    @cached_property
    def _dates(self) -> dict[int, list[Date]]:
        found: dict[int, list[Date]] = defaultdict(list)
        for date in self.dates:
            found[self.number(date.span.start)].append(date)
        return found

    def number(self, at: int) -> int:
        """The number of the sentence in which a place stands, or of the one before."""
        return max(0, bisect_right(self._starts, at) - 1)

    def row(self, sentence: Sentence) -> tuple[Word, ...]:
        """The words of a sentence that stand in the document's own voice."""
        low = bisect_left(self.quoted, (sentence.span.start - 20_000, 0))
        high = bisect_left(self.quoted, (sentence.span.end, 0))
        near = [q for q in self.quoted[low:high] if sentence.span.start < q[1]]
        return tuple(w for w in sentence.words if stands_outside(w, near)) if near else sentence.words

    def mentions(self, number: int) -> list[Mention]:
        """Who is named in a sentence, in order."""
        return self._mentions.get(number, [])

    def date(self, number: int, at: int) -> Date | None:
        """The date of the clause in which a place of a sentence stands."""
        return date_in(self._dates.get(number, []), self.doc.text, self.sentences[number].span, at)

    def entry(self, number: int) -> str | None:
        """Of whom a paragraph tells that opens with a name as the entries of a dictionary do: "Hill, Ann (1790–1842), …"."""
        block = self.doc.blocks[self.sentences[number].block].span
        first = next((m for m in self.who.inside(*block)), None)
        if first is None or self.who.kinds[self.who.name(first.name)] != "person":
            return None
        before = re.sub(r"[\W\d_]+", " ", self.doc.text[block.start : first.span.start]).split()
        titled = all(w[0].isupper() for w in before) and len(before) < _TITLED
        heads = _ENTRY.match(self.doc.text, first.span.end, block.end)
        return self.who.name(first.name) if titled and heads else None

    def dated(self, number: int) -> list[Date]:
        """The dates of a sentence whose meaning is known, in order."""
        return [d for d in self._dates.get(number, []) if d.edtf]

    # ---- whom words mean ----

    @cached_property
    def _centers(self) -> Centers:
        return Centers(self.doc, self.sentences, self.who, self.others, self.mentions, self.titled)

    def titled(self, word: Word) -> str | None:
        """Whom "the General" means where a title or an office stands for a name."""
        return self.bearer(word)

    @cached_property
    def topic(self) -> str | None:
        """The person of whom the document speaks most: named three times, and oftener than anybody else."""
        counts = Counter(self.who.name(m.name) for m in self._told_of)
        most = counts.most_common(2)
        return most[0][0] if most and most[0][1] > 2 and (len(most) < 2 or most[0][1] > most[1][1]) else None

    def bearer(self, word: Word, without: Sequence[str] = ()) -> str | None:
        """Whom "the president" can mean: the one who holds that office; else, in capitals and of no office, the topic."""
        office = titles.before(self.doc.text, word)
        if office is None:
            return None
        if any(office.means(t.office) for t in self.who.tenures):
            around = self.sentences[self.number(word.start)].span
            return self.who.holder(office, word.start, self.doc.text[around.start : around.end], without)
        return self.topic if word.text[0].isupper() and self.topic not in without else None

    def target(self, word: Word) -> str | None:
        """The person a word names, also by derivation: "Stalinism" is Stalin's."""
        number = self.number(word.start)
        here = [m for m in self.mentions(number) if m.span.start < word.end and word.start < m.span.end]
        if here:
            return self.who.name(max(here, key=lambda m: m.span.end - m.span.start).name)
        stem = re.sub(r"(?:isms?|ists?|ites?)$", "", base(word))
        if stem != base(word) and word.text[0].isupper():
            return next((n for f, n in self.who.fullest.items() if f.split()[-1] == stem), None)
        return None

    def people_of(self, head: str, before: int) -> str | None:
        """Those whom "these women" mean: the last group that is called by this word and where it is."""
        here = self.number(before)
        near = [m for n in range(max(0, here - 2 * _REACH), here + 1) for m in self.mentions(n) if m.span.end <= before]
        fitting = [m for m in near if m.kind == "group" and head in self.doc.text[slice(*m.span)].split()]
        return self.who.name(fitting[-1].name) if fitting else None

    def many(self, word: Word) -> list[str]:
        """Whom "they" or "them" means, also a group without a name: "the professors and schoolmasters"."""
        named = self.pronoun(word)
        here = self.sentences[self.number(word.start)]
        low = max(self.doc.blocks[here.block].span.start, word.start - 600)
        told = [
            m for m in _described().finditer(self.doc.text, low, word.start) if not self._voiced(m.start(), word.start)
        ]
        if not told:
            return named
        last = told[-1]
        mention = next((m for m in self.who.inside(last.start(), word.start) if self.who.name(m.name) in named), None)
        if named and mention:
            return named
        return [re.sub(r"\s+", " ", f"the {last[1]}")]

    def of_two(self, word: Word) -> list[str]:
        """Whom "the former" or "the latter" means: of the last two that "and" joins, in this sentence or the one before."""
        here = self.number(word.start)
        for number in (here, here - 1):
            named = [m for m in self.mentions(number) if m.span.end <= word.start] if number >= 0 else []
            for one, other in reversed(list(pairwise(named))):
                if re.fullmatch(
                    r",?\s+and\s+(?:the\s+)?(?:[A-Z][a-z]{1,4}\.\s+)?", self.doc.text[one.span.end : other.span.start]
                ):
                    return [self.who.name((one if word.lower == "former" else other).name)]
        return []

    def pronoun(self, word: Word, without: Sequence[str] = ()) -> list[str]:
        """Whom a pronoun means, as far as the text before it tells."""
        if self._centers.looked_at(word.start):
            meant = self._centers.meant(word.start, without)
            return [meant] if meant else []
        many, gender = word.lower in _MANY, "female" if word.lower in _HER else "male"
        here = self.number(word.start)
        for back in range(here, max(-1, here - _REACH), -1):
            if self.sentences[back].block < self.sentences[here].block - 1:
                break
            found = [m for m in self.mentions(back) if m.span.end <= word.start and self._fits(m, many, gender)]
            found = [m for m in found if self.who.name(m.name) not in without and not self._inside(m)]
            subjects = [m for m in found if is_subject(self.doc.text, m) and not self._oblique(m)]
            if many and not subjects:
                together = self._together(back, word.start)
                if together:
                    return together
            if subjects:
                return [self.who.name(subjects[-1 if back == here else 0].name)]
            found = [m for m in found if not self._led_by_preposition(m) and not (many and m.kind != "group")]
            if len({self.who.name(m.name) for m in found}) == 1:
                return [self.who.name(found[0].name)]
        return []

    def he(self, word: Word) -> list[str]:
        """Whom "he" or "she" means as a subject: who acts before, where its sentence goes on about him; else as other pronouns."""
        return self.acting(word) or self.pronoun(word)

    def acting(self, word: Word) -> list[str]:
        """Whom "he" or "she" means at the opening of a sentence that goes on about whoever acts in the one before."""

        def named(lead: Subject) -> str | None:
            told = [] if lead.form == "pronoun" else self.persons(lead)
            return told[0] if len(told) == 1 else None

        subject = Subject(Span(word.start, word.end), word.text, "pronoun")
        told = before(self.doc.text, self.sentences, self.who, subject, self.others, named)
        here = self.number(word.start) - 1
        first = next((m for m in self.mentions(here) if m.kind == "person"), None) if here >= 0 else None
        return [told] if told and (first is None or self.who.name(first.name) == told) else []

    def _inside(self, mention: Mention) -> bool:
        """Whether somebody else says this name."""
        at = bisect_right(self.quoted, (mention.span.start, 10**12)) - 1
        return at >= 0 and self.quoted[at][0] <= mention.span.start < self.quoted[at][1]

    def _voiced(self, at: int, word: int) -> bool:
        """Whether a place stands in somebody else's words and another does not."""
        return any(a <= at < b and not a <= word < b for a, b in self.others)

    def _oblique(self, mention: Mention) -> bool:
        """Whether a preposition and an article stand before a name: "in the Soviet Union"."""
        before = re.findall(r"[^\W_]+", self.doc.text[max(0, mention.span.start - 24) : mention.span.start].lower())
        return len(before) > 1 and before[-1] == "the" and before[-2] in lexicon().closed["prepositions"]

    def _led_by_preposition(self, mention: Mention) -> bool:
        before = re.findall(r"[^\W_]+", self.doc.text[max(0, mention.span.start - 20) : mention.span.start].lower())
        return bool(before) and before[-1] in lexicon().closed["prepositions"] | {"the"}

    def _fits(self, mention: Mention, many: bool, gender: str) -> bool:
        name = self.who.name(mention.name)
        if many:
            describes = mention.kind == "unknown" and re.match(
                r"\s+[a-z]+s\b", self.doc.text[mention.span.end : mention.span.end + 30]
            )
            return self.who.kinds[name] in ("group", "organisation") and not describes  # "Democratic politicians"
        before = self.doc.text[max(0, mention.span.start - 4) : mention.span.start].lower()
        return self.who.kinds[name] == "person" and before != "the " and self.who.gender.get(name, gender) == gender

    def _together(self, number: int, before: int) -> list[str]:
        """The persons a sentence opens with, named together: "A, his sister B and their friend C were …"."""
        named = [m for m in self.mentions(number) if m.span.end <= before and m.kind == "person"]
        if len(named) < 2 or not re.search(
            r"(?:^|,\s+)(?:and\s+)?(?:[\w’' ]{0,24})$",
            self.doc.text[self.sentences[number].span.start : named[0].span.start],
        ):
            return []
        run = [named[0]]
        for one in named[1:]:
            between = self.doc.text[run[-1].span.end : one.span.start]
            if not re.fullmatch(r"(?:,\s+|,?\s+and\s+)(?:[a-z]+\s+){0,3}(?:[A-Z][a-z]{1,5}\.\s+)?", between):
                break
            run.append(one)
        return [self.who.name(m.name) for m in run] if len(run) > 1 else []

    def persons(self, subject: Subject | None) -> list[str]:
        """Everybody a subject names: "Lenin and Trotsky" are two; a pronoun is whom it means."""
        if subject is None or subject.form == "first":
            return []
        number = self.number(subject.span.start)
        inside = [m for m in self.mentions(number) if subject.span.start <= m.span.start < subject.span.end]
        if len(inside) > 1 and re.search(r"\band\b|,", self.doc.text[inside[0].span.end : inside[-1].span.start]):
            return [self.who.name(m.name) for m in inside]
        found = resolve(self.doc, self.sentences, self.who, subject, (), self.quoted)
        if found.speaker.name is None or found.speaker.kind not in ("person", "group", "organisation"):
            return []
        return [found.speaker.name] if inside or subject.form == "pronoun" else []


@cache
def _described() -> re.Pattern[str]:
    heads = "|".join(sorted(lexicon().names["groups"], key=lambda h: (-len(h), h)))
    return re.compile(
        rf"\b[Tt]h(?:e|ese|ose)\s+((?:[a-z-]+\s+){{0,2}}?(?:{heads})(?:\s+and\s+(?:the\s+)?(?:{heads}))?)\b"
    )


def stands_outside(word: Word, quoted: Sequence[Span]) -> bool:
    """Whether a word stands in no quoted range."""
    return not any(a <= word.start < b for a, b in quoted)


def date_in(dates: Sequence[Date], text: str, sentence: Span, at: int) -> Date | None:
    """The date of the clause in which a place stands: not one inside a relative clause about something else."""
    found = []
    for date in dates:
        if not (date.edtf and sentence.start <= date.span.start < sentence.end):
            continue
        low, high = sorted((at, date.span.start))
        between = text[low:high]
        if (re.search(r"\b(?:who|which|whom|that)\b", between) and date.span.start > at) or re.search(
            r";|,\s+and\b|\b(?:but|when)\b|\b(?:before|after|until)\s+(?:he|she|they|it|we|I|his|her|their)\b", between
        ):
            continue
        found.append(date)
    return min(found, key=lambda d: (abs(d.span.start - at), d.span.start)) if found else None
