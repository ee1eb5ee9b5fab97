"""Whom "he", "she", "him", "her" and "they" mean, read from the beginning of a document to its end.

The device is that of centring: whoever is the subject goes on being meant until somebody else is. Names and pronouns are
taken in the order of the text; the last subject that fits is the centre, the one before stands behind it. "He" is the
centre; "him" is the nearest that is not the subject of its own clause. Somebody brought in without a name ("a man", "the
sentry") closes the view: whom "he" means then is not told. Where two are in play before a "he" in one sentence, nobody is
named: a wrong name is worse than none. What stands in marks is another voice and is passed over, and so is the label of
whoever has the word.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from loquitur.language.people import Mention, Roll
from loquitur.language.predicates import verbs
from loquitur.language.prose import Sentence, Word, base
from loquitur.language.speakers import is_subject
from loquitur.language.words import lexicon
from loquitur.model import Document, Span

__all__ = ["Centers"]

_SUBJECT = {"he": "male", "she": "female"}
_OWNER = {"his": "male", "her": "female", "hers": "female"}
_SAME = frozenset(
    {"man", "woman", "fellow", "gentleman", "lady", "girl", "boy", "prisoner", "victim", "author", "speaker"}
)
"""Who is called so with "the" is somebody already there."""
_NEW = frozenset({"a", "an", "another", "some", "one"})
_SUBORDINATE = frozenset(
    {"when", "while", "after", "because", "as", "if", "although", "though", "before", "since", "once"}
)
_DEPTH = 4
_FAR = 3
"""How many paragraphs a centre outlives its last mention."""


@dataclass(slots=True)
class _View:
    """Who is in view, the nearest first; None closes it."""

    male: list[str | None] = field(default_factory=list)
    female: list[str | None] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """Who was named in the sentence before and was no subject."""
    number: int = 0
    """How many sentences were read."""
    last: dict[str, int] = field(default_factory=dict)
    """In which sentence each was last the subject."""

    def of(self, gender: str) -> list[str | None]:
        return self.male if gender == "male" else self.female

    def put(self, name: str | None, gender: str | None) -> None:
        if name is not None:
            self.last[name] = self.number
        for side in ("male", "female"):
            if gender in (side, None):
                kept = [n for n in self.of(side) if n != name or name is None][: _DEPTH - 1]
                setattr(self, side, [name, *kept])


@dataclass(slots=True)
class _Here:
    """What a sentence has told so far."""

    subjects: list[tuple[str | None, str | None]] = field(default_factory=list)
    clause: str | None = None
    """The subject of the clause."""
    other: set[str] = field(default_factory=set)
    """Of which gender somebody else is in the clause."""
    beside: list[str] = field(default_factory=list)
    """Who is named and is no subject."""

    def act(self, name: str | None, gender: str | None, view: _View) -> None:
        """Makes somebody the subject."""
        view.put(name, gender)
        self.subjects.append((name, gender))
        self.clause = name


class Centers:
    """The pronouns of a document with whom they can mean."""

    def __init__(
        self,
        doc: Document,
        sentences: Sequence[Sentence],
        who: Roll,
        quoted: Sequence[Span],
        mentions: Callable[[int], Sequence[Mention]],
        bearer: Callable[[Word], str | None],
    ) -> None:
        self._doc = doc
        self._who = who
        self._quoted = sorted(quoted)
        self._bearer = bearer
        self._found: dict[int, tuple[str, ...]] = {}
        view, block = _View(), -1
        for number, sentence in enumerate(sentences):
            kind = doc.blocks[sentence.block].kind
            if kind in ("heading", "caption", "footnote"):
                view = _View() if kind == "heading" else view
                continue
            if sentence.block - block > _FAR:
                view = _View()
            if self._sentence(sentence, mentions(number), view):
                block = sentence.block

    def meant(self, at: int) -> tuple[str, ...] | None:
        """Whom a pronoun at a place can mean, the likeliest first; None where there is no pronoun that was looked at."""
        return self._found.get(at)

    def _inside(self, at: int) -> bool:
        i = bisect_right(self._quoted, (at, 10**12)) - 1
        return i >= 0 and self._quoted[i][0] <= at < self._quoted[i][1]

    def _sentence(self, sentence: Sentence, mentions: Sequence[Mention], view: _View) -> bool:
        """Takes a sentence into the view; whether somebody is named or meant in it."""
        text, row = self._doc.text, sentence.words
        at = {m.span.start: m for m in mentions if not self._inside(m.span.start)}
        here = _Here()
        last = sentence.span.start
        for i, word in enumerate(row):
            if self._inside(word.start):
                continue
            if re.search(r"[;:]", text[last : word.start]):
                here.clause, here.other = None, set()
            last = word.end
            mention = at.get(word.start)
            if mention and self._who.kinds[self._who.name(mention.name)] == "person":
                self._mention(sentence, mention, view, here)
            elif i not in at:
                self._word(row, i, view, here)
        if len(here.subjects) > 1:  # the subject of the main clause stands nearest when the sentence ends
            first = 1 if row and row[0].lower in _SUBORDINATE else 0
            view.put(*here.subjects[min(first, len(here.subjects) - 1)])
        view.beside = here.beside
        view.number += 1
        return bool(here.subjects)

    def _mention(self, sentence: Sentence, mention: Mention, view: _View, here: _Here) -> None:
        text, name = self._doc.text, self._who.name(mention.name)
        gender = self._who.gender.get(name)
        if (not here.subjects and _presented(text, sentence, mention)) or _subject(text, mention):
            here.act(name, gender, view)
            return
        here.beside = [n for n in here.beside if n != name] + [name]
        if here.clause is not None and here.clause != name:
            here.other |= {gender} if gender else {"male", "female"}

    def _word(self, row: Sequence[Word], i: int, view: _View, here: _Here) -> None:
        """Takes a pronoun, or somebody without a name, into the view."""
        word, lower, text = row[i], row[i].lower, self._doc.text
        if lower in _SUBJECT and not _general(row, i):
            gender = _SUBJECT[lower]
            found = self._open(view, gender)
            if here.clause is not None and gender in here.other:
                found = ()
            self._found[word.start] = found
            here.act(found[0] if found else None, gender, view)
        elif lower in ("himself", "herself"):
            self._found[word.start] = (here.clause,) if here.clause else ()
        elif lower == "him" or (lower == "her" and not _owns(row, i, text)):
            gender = "male" if lower == "him" else "female"
            self._found[word.start] = self._other(view, gender, here)
            here.other |= {gender}
        elif lower in _OWNER:
            self._found[word.start] = self._open(view, _OWNER[lower])
        elif self._described(row, i, text):
            known = self._bearer(word) if word.text[0].isupper() or _title(word) else None
            here.act(known, self._who.gender.get(known) if known else _gender(word), view)

    def _other(self, view: _View, gender: str, here: _Here) -> tuple[str, ...]:
        """Whom "him" can mean: the one who was acted on before, where that is one; else the nearest but the subject."""
        acted = here.beside or view.beside
        acted = [n for n in acted if n != here.clause and self._who.gender.get(n, gender) == gender]
        centred = [n for n in self._open(view, gender) if n != here.clause]
        if len(acted) > 1:
            return ()
        return tuple(dict.fromkeys([*acted, *centred]))

    def _open(self, view: _View, gender: str) -> tuple[str, ...]:
        """Those in view up to where it closes."""
        found: list[str] = []
        for name in view.of(gender):
            if name is None:
                break
            if gender == "female" and name not in self._who.gender and view.number - view.last[name] > 1:
                continue  # of whom nothing tells that it is a woman is meant by "she" only right behind
            found.append(name)
        return tuple(found)

    def _described(self, row: Sequence[Word], i: int, text: str) -> bool:
        """Whether a word is the subject "a man", "the sentry": somebody who is brought in without a name."""
        word, names = row[i], lexicon().names
        if base(word) != word.lower or word.lower not in names["persons"] | names["titles"] or not i:
            return False
        k = i - 1
        while (
            k > max(-1, i - 4)
            and row[k].lower not in lexicon().closed["determiners"]
            and text[row[k].end : row[k + 1].start].isspace()
        ):
            k -= 1
        if k < 0 or row[k].lower not in _NEW | {"the"} or not text[row[k].end : row[k + 1].start].isspace():
            return False
        if row[k].lower == "the" and word.lower in _SAME:
            return False
        before = row[k - 1].lower if k else ""
        if before in lexicon().closed["prepositions"] | {"as", "was", "is", "were", "be", "became", "been"}:
            return False
        behind = text[word.end : word.end + 40]
        follows = re.match(r"(?:\s+of [^,.;]{2,30}?)?\s+(?:who |never |also |then )?([a-z]+)", behind)
        closed = lexicon().closed
        verb = follows[1] if follows else ""
        return verb in closed["auxiliaries"] | verbs() or verb.endswith("ed")


def _subject(text: str, mention: Mention) -> bool:
    """Whether a verb follows a name, also over "of Ohio", and no preposition leads it."""
    if _led(text, mention):
        return False
    origin = re.match(r"\s+(?:of|from)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*", text[mention.span.end :][:80])
    apposed = re.match(r"(?:,[^,.;:]{1,70}){1,3},\s+(?=(?:was|is|had|has|were|did)\b)", text[mention.span.end :][:220])
    if apposed:
        return _free(text, mention)
    if re.search(r",\s+(?:[A-Z][\w.]*\s+){0,2}$", text[max(0, mention.span.start - 16) : mention.span.start]):
        closed = re.match(r",\s+([a-z]+)", text[mention.span.end :][:30])  # "The Governor, Mazhar Bey, pretended"
        if closed and (closed[1].endswith("ed") or closed[1] in lexicon().closed["auxiliaries"] | lexicon().speech):
            return True
    if origin:
        mention = replace(mention, span=Span(mention.span.start, mention.span.end + origin.end()))
    return is_subject(text, mention)


def _free(text: str, mention: Mention) -> bool:
    before = re.findall(r"[^\W_]+", text[max(0, mention.span.start - 20) : mention.span.start].lower())
    return not before or before[-1] not in lexicon().closed["prepositions"]


def _presented(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence ends by naming him of whom the next will speak: "The first was Hill.", "So wrote Hill."."""
    before = text[sentence.span.start : mention.span.start]
    told = re.search(r"\b([a-z]+)\s+(?:[A-Z][a-z]+\.?\s+){0,2}$", before)
    if told and (told[1] in lexicon().speech or told[1] in ("was", "is", "were", "came", "followed")):
        return True
    return bool(
        re.match(
            r"(?:And |But |Then )?(?:[Tt]he|[Tt]here|[Aa]nother|[Nn]ext)\b[^,;.]*\b(?:was|is|came)\s+an?\s[^,;.]*,\s+(?:[A-Z][a-z]+\.?\s+){0,2}$",
            before,
        )
    )


def _title(word: Word) -> bool:
    return base(word) in lexicon().names["titles"]


def _gender(word: Word) -> str:
    return "female" if base(word) in lexicon().names["female"] else "male"


def _led(text: str, mention: Mention) -> bool:
    """Whether a preposition and an article stand before a name: "in the Soviet Union"."""
    before = re.findall(r"[^\W_]+", text[max(0, mention.span.start - 24) : mention.span.start].lower())
    return len(before) > 1 and before[-1] == "the" and before[-2] in lexicon().closed["prepositions"]


def _general(row: Sequence[Word], i: int) -> bool:
    """ "He who sat down in it" is nobody named before."""
    return i + 1 < len(row) and row[i + 1].lower in ("who", "that")


def _owns(row: Sequence[Word], i: int, text: str) -> bool:
    """Whether "her" belongs to the noun behind it."""
    if i + 1 == len(row) or not text[row[i].end : row[i + 1].start].isspace():
        return False
    closed = lexicon().closed
    return (
        row[i + 1].lower
        not in closed["prepositions"] | closed["conjunctions"] | closed["determiners"] | closed["adverbs"]
    )
