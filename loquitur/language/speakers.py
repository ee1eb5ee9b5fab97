"""Who speaks: from the words of a cue to a name, or unknown with its candidates.

A name in the subject is its speaker. A pronoun means the nearest earlier subject that fits in gender and number, in the
sentence, the paragraph or the one before; never somebody of whom the quoted words themselves speak by name, unless
nobody else is there and then nobody is named: a wrong speaker is worse than none. A description ("the old minister") is
a person, a group or an organisation by its head. "I" and "we" are the document's own voice.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loquitur.language.people import Mention, Roll
from loquitur.language.persons import descriptions, titles
from loquitur.language.persons.names import split
from loquitur.language.reference import acting, entries, focus, writers
from loquitur.language.reference.acting import is_subject
from loquitur.language.sentences.possession import possessive
from loquitur.language.sentences.prose import Sentence, words
from loquitur.language.sentences.subjects import Subject
from loquitur.language.words import lexicon
from loquitur.model import Document, Span, Speaker, SpeakerKind

__all__ = ["UNKNOWN", "Found", "labelled", "resolve"]

UNKNOWN = Speaker(None, "unknown", ())
_COUNTS = "thousands|hundreds|tens|millions|dozens|scores|many|most|some|all|several|few|half|majority|minority|number|handful"
_GROUPISH = {"they", "their", "them"}
_SEX = {"he", "she"}


@dataclass(frozen=True, slots=True)
class Found:
    """A speaker, or the candidates where none is sure."""

    speaker: Speaker
    candidates: tuple[str, ...]
    reason: str


def resolve(
    doc: Document,
    sentences: Sequence[Sentence],
    who: Roll,
    subject: Subject,
    quoted: Sequence[Span],
    outside: Sequence[Span],
) -> Found:
    """The speaker that the words of a subject mean. `outside` are ranges whose names nobody in this voice gives."""
    spans = (subject.span,)
    if subject.form == "first":
        return Found(Speaker(None, "author", spans), (), "first person")
    if subject.form == "pronoun":
        return _pronoun(doc, sentences, who, subject, quoted, outside)
    if subject.form == "elided":
        here = bisect_right(sentences, subject.span.start, key=lambda s: s.span.start) - 1
        name = entries.head(doc.text, sentences, who, here, lambda lead: _by_name(doc, who, lead))
        kind = who.kinds[name] if name else "unknown"
        return Found(Speaker(name, kind, spans), (), "of whom the entry tells" if name else "without a subject")
    if writer := writers.of_work(subject):
        return resolve(doc, sentences, who, writer, quoted, outside)
    mention = _head(who, subject)
    if mention:
        name = who.name(mention.name)
        if _descriptive(doc.text, subject, mention):
            return _described(subject)
        return Found(Speaker(name, who.kinds[name], spans), (), "named")
    return (
        _of_two(doc, sentences, who, subject, outside)
        or _apposed(doc.text, who, subject)
        or _in_office(doc, sentences, who, subject)
        or _described_elsewhere(who, subject, outside)
        or _called_again(doc, sentences, who, subject, quoted, outside)
        or _in_their_work(doc, sentences, who, subject)
        or _described(subject)
    )


def _by_name(doc: Document, who: Roll, subject: Subject) -> str | None:
    """The name that the words of a subject give, or what commas set off behind them."""
    mention = _head(who, subject)
    if mention:
        owner = _owns(doc.text, mention) or _descriptive(doc.text, subject, mention)
        return None if owner else who.name(mention.name)
    beside = _apposed(doc.text, who, subject)
    return beside.speaker.name if beside else None


def _apposed(text: str, who: Roll, subject: Subject) -> Found | None:
    """The name that commas set off behind a description: "the Prime Minister, Count Pell, denied that …"."""
    if not re.match(r"(?:the|our|his|her|their|its|an?)\s", subject.text, re.I):
        return None
    after = text[subject.span.end : subject.span.end + 40]
    if called := re.match(r"\s+(?:named|called)\s+(?=[A-Z])", after):
        beside = who.at(subject.span.end + called.end(), subject.span.end + called.end() + 1)
        if beside is None or re.match(r",?\s+(?:and|but|then)\b", text[beside.span.end : beside.span.end + 8]):
            return None  # "a friend called Ann Hall and said"
        called_so = who.name(beside.name)
        return Found(Speaker(called_so, who.kinds[called_so], (subject.span,)), (), "named beside")
    behind = re.match(r",\s+(?:(?:an?|the)\s+)?(?:[A-Z][\w’'-]*\.?\s+){0,2}", after)
    if not behind:
        return None
    near = [m for m in who.inside(subject.span.end, subject.span.end + 80) if m.kind == "person"]
    name = next((m for m in near if subject.span.end < m.span.start <= subject.span.end + behind.end()), None)
    if name is None or not re.match(r"\s*(?:[,:(;.?!]|$)", text[name.span.end : name.span.end + 3]):
        return None
    return Found(Speaker(who.name(name.name), who.kinds[who.name(name.name)], (subject.span,)), (), "named beside")


_TWO = ("former", "latter")
_PAIR = re.compile(r",?\s+(?:and|or)\s+(?:(?:the|his|her)\s+)?(?:[A-Z][\w’'-]*\.?\s+){0,2}$")


def _of_two(
    doc: Document, sentences: Sequence[Sentence], who: Roll, subject: Subject, outside: Sequence[Span]
) -> Found | None:
    """Who is "the former" and "the latter": of two who are named together, else of the only two in the sentence."""
    which = subject.text.lower().removeprefix("the ")
    here = bisect_right(sentences, subject.span.start, key=lambda s: s.span.start) - 1
    if which not in _TWO or here < 0:
        return None
    for sentence in reversed(sentences[max(0, here - 1) : here + 1]):
        near = [m for m in who.inside(*sentence.span) if m.span.end <= subject.span.start]
        near = [m for m in near if not _covered(m.span.start, outside)]
        if not near or sentence.block != sentences[here].block:
            continue
        pairs = [(a, b) for a, b in pairwise(near) if _PAIR.fullmatch(doc.text, a.span.end, b.span.start)]
        two = pairs[-1] if pairs else near if len({who.name(m.name) for m in near}) == 2 else ()
        names = list(dict.fromkeys(who.name(m.name) for m in two))
        if len(names) == 2 and all(who.kinds[n] == "person" for n in names):
            name = names[_TWO.index(which)]
            return Found(Speaker(name, who.kinds[name], (subject.span,)), (), f"the {which} of two")
        break
    return Found(Speaker(None, "unnamed", (subject.span,)), (), "described")


def _in_office(doc: Document, sentences: Sequence[Sentence], who: Roll, subject: Subject) -> Found | None:
    """The one who holds the office that stands for his name: "the Prime Minister"."""
    office = titles.called(subject.text) if re.match(r"(?:the|our)\s", subject.text, re.I) else None
    if office is None or not sentences or re.match(r"[’']s?\s", doc.text[subject.span.end : subject.span.end + 3]):
        return None
    start, end = sentences[max(0, bisect_right(sentences, subject.span.start, key=lambda s: s.span.start) - 1)].span
    name = who.holder(office, subject.span.start, doc.text[start:end])
    return Found(Speaker(name, who.kinds[name], (subject.span,)), (), "by office") if name else None


def _called_again(
    doc: Document,
    sentences: Sequence[Sentence],
    who: Roll,
    subject: Subject,
    quoted: Sequence[Span],
    outside: Sequence[Span],
) -> Found | None:
    """Whom the sentences before are about, where the words call him so again: "the speaker", "the old gentleman"."""
    row = words(subject.text, 0, len(subject.text))
    if not 1 < len(row) < 4 or row[0].lower != "the" or row[-1].text not in lexicon().lists["again"]:
        return None
    for pronoun in ("he", "she"):
        meant = Subject(subject.span, pronoun, "pronoun")
        found = _pronoun(doc, sentences, who, meant, quoted, outside)
        if found.reason == "pronoun of who acts before":
            return Found(found.speaker, found.candidates, "called so again")
    return None


def _described_elsewhere(who: Roll, subject: Subject, outside: Sequence[Span]) -> Found | None:
    """The only one beside whose name the description stands: "my father" of the writer's, "the bishop" where he was named
    last."""
    told, first = descriptions.read(subject.text), subject.text.split()[0].lower()
    if told is None or first not in ("my", "our", "the"):
        return None
    names = tuple(who.described.get(f"{first} {told.head}" if first != "the" else told.head, ()))
    name = names[0] if len(names) == 1 else None
    before = who.mentions[: bisect_left(who.starts, subject.span.start)]
    last = next((m for m in reversed(before) if m.kind == "person" and not _covered(m.span.start, outside)), None)
    if name is None or (first == "the" and (last is None or who.name(last.name) != name)):
        return None
    return Found(Speaker(name, who.kinds[name], (subject.span,)), (), "described elsewhere")


def _in_their_work(doc: Document, sentences: Sequence[Sentence], who: Roll, subject: Subject) -> Found | None:
    """Who wrote what speaks: "Hill sent a letter to Rudd. The letter blamed"."""
    name = writers.writer(doc.text, sentences, who, subject) if writers.again(subject) else None
    return Found(Speaker(name, who.kinds[name], (subject.span,)), (), "in words of theirs") if name else None


def labelled(who: Roll, subject: Subject) -> Found:
    """Whom the label of a turn names ("WALLACE", "Mr. Smith"): the one of that surname, if the document has such a name
    in full, else the label in common writing; nobody by name for "Q", "THE COURT" and others without a name."""
    names = lexicon().names
    plain = " ".join(w.capitalize() if w.isupper() and len(w) > 2 else w for w in subject.text.split())
    row = split(plain).words
    while len(row) > 1 and row[0] in names["persons"] | names["titles"] | {"the"}:
        row = row[1:]
    if not row or len(row[-1]) < 2 or row[-1] in names["persons"] | names["groups"] | names["voices"]:
        return Found(Speaker(None, "unnamed", (subject.span,)), (), "described")
    fuller = [n for n, kind in who.kinds.items() if kind == "person" and _ends(split(n).words, row)]
    mention = who.at(*subject.span)
    known = who.name(mention.name) if mention and not fuller else plain
    name = fuller[0] if len(fuller) == 1 else plain if re.search(r"\b[A-Z]{3}", subject.text) else known
    return Found(Speaker(name, who.kinds.get(name, "person"), (subject.span,)), (), "named")


def _ends(words: Sequence[str], row: Sequence[str]) -> bool:
    return len(words) > len(row) and tuple(words[-len(row) :]) == tuple(row)


def _described(subject: Subject) -> Found:
    """A voice without a name: a group goes by its description, a single person stays unnamed."""
    kind = _kind(subject)
    if kind in ("group", "organisation"):
        return Found(Speaker(re.sub(r"\s+", " ", subject.text), kind, (subject.span,)), (), "group described")
    return Found(Speaker(None, "unnamed", (subject.span,)), (), "described")


def _head(who: Roll, subject: Subject) -> Mention | None:
    """The name in the subject that can be its head: the last where a word for one person leads up to it ("Council leader Hill",
    "Hill's own son Tom"), else the first."""
    within = who.inside(*subject.span)
    if len(within) > 1 and within[-1].span.end == subject.span.end:
        led = words(subject.text, 0, within[-1].span.start - subject.span.start)
        if led and led[-1].lower in lexicon().names["one"]:
            return within[-1]
    return next((m for m in who.from_on(subject.span.start) if m.span.start < subject.span.end), None)


def _descriptive(text: str, subject: Subject, mention: Mention) -> bool:
    """Whether the name only tells whose or which somebody it is: "a spokesman for Smith", "Smith's lawyer"."""
    before = _untitled(text[subject.span.start : mention.span.start])
    after = text[mention.span.end : subject.span.end]
    if re.search(rf"\b(?:{_COUNTS})\s+of\s+(?:the\s+)?$", before, re.I):
        return False
    if re.search(r"\b(?:of|for|from|at|with|to|in|on)\s+(?:the\s+)?(?:[\d.,]+\s+)?$|\bwho\b", before):
        return True
    return bool(re.match(r"[’']s?\s+[^\W_]", after)) or bool(
        re.match(r"\s+[a-z]", after) and mention.kind != "group" and set(after.split()) & lexicon().names["one"]
    )


def _untitled(before: str) -> str:
    """The words before a name without the titles at their end, which are no part of it: "a cousin of Mr. "."""
    told = re.search(r"(?:[A-Z][a-z]+\.?\s+)+$", before)
    led = words(told[0], 0, len(told[0])) if told else ()
    return before[: told.start()] if told and all(w.lower in lexicon().names["titles"] for w in led) else before


def _kind(subject: Subject) -> SpeakerKind:
    names = lexicon().names
    row = [w.lower for w in words(subject.text, 0, len(subject.text))]
    behind = lexicon().closed["prepositions"]
    head = row[: next((i for i, w in enumerate(row) if w in behind and i), len(row))]
    if not head or row[-1] in ("whom", "which", *_TWO):
        return "unnamed"
    if subject.text.islower() and head[-1] in names["one"]:  # "one observer", but "the Observer"
        return "unnamed"
    if {head[-1], head[-1].removesuffix("s")} & lexicon().utterance and head[-1] in subject.text:
        return "unnamed"
    if len(head) > 1 and head[-1] in lexicon().cues and head[-1] in subject.text:  # "the defence pleads with the jury"
        return "unnamed"
    if head[-1] in names["groups"] or (
        head[-1].endswith("s")
        and row[0] in ("the", "these", "those", "many", "some", "several")
        and not head[-1].endswith("ss")
    ):
        return "group"
    if head[0] in ("every", "each", "all", "many", "most") and (head[-1] in names["persons"] or head[-1].endswith("s")):
        return "group"
    return "organisation" if head[-1] in names["organisations"] else "unnamed"


def _pronoun(
    doc: Document,
    sentences: Sequence[Sentence],
    who: Roll,
    subject: Subject,
    quoted: Sequence[Span],
    outside: Sequence[Span],
) -> Found:
    spans = (subject.span,)
    if subject.text.lower() == "it" and (writer := writers.writer(doc.text, sentences, who, subject)):
        return Found(Speaker(writer, who.kinds[writer], spans), (), "pronoun for words of theirs")
    named_inside = {who.name(m.name) for span in quoted for m in who.inside(*span)}
    if subject.text.lower() in _SEX:

        def named(lead: Subject) -> str | None:
            return None if lead.form == "pronoun" else _by_name(doc, who, lead)

        name = acting.before(doc.text, sentences, who, subject, sorted({*outside, *quoted}), named)
        if name and name not in named_inside:
            return Found(Speaker(name, who.kinds[name], spans), (), "pronoun of who acts before")
    near = _antecedents(doc, sentences, who, subject, outside)
    order = [who.name(m.name) for m in near]
    free = next((m for m in near if who.name(m.name) not in named_inside), None)
    if free is None:
        return Found(Speaker(None, "unknown", spans), tuple(order[:4]), "pronoun without an antecedent")
    if _two_in_play(doc.text, sentences, subject, quoted, order):
        return Found(Speaker(None, "unknown", spans), tuple(order[:4]), "pronoun for one of two")
    name = who.name(free.name)
    if subject.text.lower() in _SEX and not focus.holds(doc.text, sentences, who, free, subject, outside):
        return Found(Speaker(None, "unknown", spans), tuple(order[:4]), "pronoun that others come before")
    return Found(Speaker(name, who.kinds[name], spans), tuple(order[1:4]), "pronoun")


def _owns(text: str, mention: Mention) -> bool:
    return bool(re.match(r"[’']s?\s", text[mention.span.end : mention.span.end + 3]))


_OTHER = {"he": "him", "she": "her"}
_REPLY = re.compile(r"\b(?:answer|repl(?:y|ie)|retort|rejoin|respond)", re.I)


def _two_in_play(
    text: str, sentences: Sequence[Sentence], subject: Subject, quoted: Sequence[Span], order: Sequence[str]
) -> bool:
    """Whether "he" and "him" stand in one sentence of which the text does not say who is who.

    Of whoever answers it is not even likely that he was named last: the other had the word before.
    """
    other = _OTHER.get(subject.text.lower())
    here = bisect_right(sentences, subject.span.start, key=lambda s: s.span.start) - 1
    if other is None or here < 0:
        return False
    row = [w for w in sentences[here].words if not any(q.start <= w.start < q.end for q in quoted)]
    if not any(w.lower == other and not possessive(text, row, i) for i, w in enumerate(row)):
        return False
    return len(order) > 1 or any(_REPLY.match(w.text) for w in row)


def _antecedents(
    doc: Document, sentences: Sequence[Sentence], who: Roll, subject: Subject, outside: Sequence[Span]
) -> list[Mention]:
    """The names that a pronoun can mean, each at its nearest place, the likeliest first: subjects before others, near
    before far."""
    at = subject.span.start
    here = bisect_right(sentences, at, key=lambda s: s.span.start) - 1
    if here < 0 or at >= sentences[here].span.end:
        return []
    plural = subject.text.lower() in _GROUPISH or subject.text.lower() == "it"
    gender = "female" if subject.text.lower() in ("she", "her", "hers") else "male"
    nearest: list[Mention] = []
    for back in range(here, max(-1, here - 9), -1):
        sentence = sentences[back]
        if sentence.block < sentences[here].block - (0 if plural else 2):
            break
        found = [m for m in who.inside(*sentence.span) if m.span.end <= at and not _covered(m.span.start, outside)]
        fitting = [m for m in found if _fits(who, m, plural, gender)]
        subjects = [m for m in fitting if is_subject(doc.text, m)]
        nearest += reversed(subjects)
        if subject.text.lower() == "it":  # what "came with a statement" is not the Army of which its bearer was
            continue
        alone = not subjects and len({who.name(m.name) for m in fitting}) == 1
        if back == here or (alone and not _acted_on(sentence, fitting[0], subject)):
            nearest += [m for m in reversed(fitting) if m not in subjects]
    first: dict[str, Mention] = {}
    for mention in nearest:
        first.setdefault(who.name(mention.name), mention)
    return list(first.values())


def _acted_on(sentence: Sentence, mention: Mention, subject: Subject) -> bool:
    """Whether a pronoun goes before the name as the subject of its sentence: then the name is not whom it means."""
    pronoun = subject.text.lower()
    return any(w.lower.partition("'")[0] == pronoun and w.start < mention.span.start for w in sentence.words)


def _covered(at: int, ranges: Sequence[Span]) -> bool:
    """Whether a place lies in one of these ranges, which are in order."""
    i = bisect_right(ranges, at, key=lambda r: r.start) - 1
    return i >= 0 and at < ranges[i].end


def _fits(who: Roll, mention: Mention, plural: bool, gender: str) -> bool:
    name = who.name(mention.name)
    if plural:  # an organisation is "it" and, as its people, "they"
        return who.kinds[name] in ("group", "organisation")
    return who.kinds[name] == "person" and who.gender.get(name, gender) == gender
