"""Whom "he", "she", "him" and "her" mean, read from the beginning of a document to its end.

Names, pronouns and persons without a name ("a man", "the sentry") are taken in the order of the text. How each was last
told of, as the subject, beside it, by what word, how long ago, are the features by which a small model
(antecedents.py) chooses whom a pronoun means; after it, the one chosen counts as told of. Where two are as likely, or
somebody without a name is likelier, nobody is named: a wrong name is worse than none. What stands in marks is another
voice and is passed over, and so is the label of whoever has the word.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from loquitur.language.people import Mention, Roll
from loquitur.language.reference import antecedents
from loquitur.language.reference.acting import is_subject
from loquitur.language.reference.antecedents import NOBODY, Candidate, Past, Pronoun, Weights
from loquitur.language.sentences.possession import possessive
from loquitur.language.sentences.predicates import verbs
from loquitur.language.sentences.prose import Sentence, Word, base
from loquitur.language.words import lexicon
from loquitur.model import Document, Span

__all__ = ["Centers"]

_KIND = {"he": "he", "she": "he", "him": "him", "his": "his", "hers": "his", "himself": "self", "herself": "self"}
_SAME = frozenset(
    {"man", "woman", "fellow", "gentleman", "lady", "girl", "boy", "prisoner", "victim", "author", "speaker"}
)
"""Who is called so with "the" is somebody already there."""
_NEW = frozenset({"a", "an", "another", "some", "one"})
_SUBORDINATE = frozenset(
    {"when", "while", "after", "because", "as", "if", "although", "though", "before", "since", "once"}
)
_DEEPEST = 8
"""How many are looked at, the nearest first."""
_FAR = 12
"""How many sentences somebody stays in view."""
_TOPIC = re.compile(
    r"(?:^|[.;:]\s+)(?:(?:and|but|now|then)\s+)?(?:as (?:for|to)|what (?:happened to|became of|befell)|a (?:last |final )?word (?:about|on|of))\s+$",
    re.I,
)
_ASIDE = re.compile(r"(?:,[^,.;]{1,60},)?\s+(?:had|[’']d)\s+(?!to\b|a\b|an\b|the\b|no\b|his\b|her\b)")


@dataclass(slots=True)
class _Here:
    """Where in the document the reading is."""

    sentence: int = 0
    block: int = 0
    clause: int = 0
    subject: str | None = None
    """Who acts in the clause."""
    subjects: int = 0
    """How many have acted in the sentence."""
    hung: bool = False
    """Whether the sentence opens with a clause that hangs on another: "When Pell came, Hill rose"."""
    told: int = 0
    """How many mentions were taken."""


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
        *,
        truth: Callable[[int], str | None] = lambda _: None,
        by: Weights | None = None,
    ) -> None:
        """`truth` tells whom the pronoun at a place means, where that is known: for learning, as `by` is."""
        self._doc = doc
        self._who = who
        self._quoted = sorted(quoted)
        self._bearer = bearer
        self._truth = truth
        self._by = by or antecedents.weights()
        self._past: dict[str, Past] = {}
        """How each was told of, the last told of at the end."""
        self._nobody = {"male": Past(), "female": Past()}
        self._last: dict[str, str] = {}
        self._here = _Here()
        self.scenes: dict[int, tuple[Candidate, ...]] = {}
        """Everybody whom the pronoun at a place may mean."""
        for number, sentence in enumerate(sentences):
            kind = doc.blocks[sentence.block].kind
            if kind == "heading":
                self._forget()
            if kind not in ("heading", "caption", "footnote"):
                self._sentence(sentence, mentions(number))

    def meant(self, at: int, without: Sequence[str] = ()) -> str | None:
        """Whom the pronoun at a place means; None where that is not told."""
        candidates = self.scenes.get(at)
        return self._choice([c for c in candidates if c.name not in without]) if candidates else None

    def looked_at(self, at: int) -> bool:
        """Whether a pronoun that stands at a place was looked at."""
        return at in self.scenes

    def _choice(self, candidates: Sequence[Candidate]) -> str | None:
        """Whom the features tell, where they do so clearly."""
        first, *others = antecedents.order(candidates, self._by)
        return first[1] if first[1] and (not others or first[0] - others[0][0] >= self._by.margin) else None

    def _forget(self) -> None:
        self._past, self._nobody, self._last = {}, {"male": Past(), "female": Past()}, {}

    def _inside(self, at: int) -> bool:
        i = bisect_right(self._quoted, (at, 10**12)) - 1
        return i >= 0 and self._quoted[i][0] <= at < self._quoted[i][1]

    def _sentence(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        """Takes a sentence into view."""
        text, row, here = self._doc.text, sentence.words, self._here
        at = {m.span.start: m for m in mentions if not self._inside(m.span.start)}
        here.sentence, here.block, here.subject, here.subjects = here.sentence + 1, sentence.block, None, 0
        here.clause, here.hung = here.clause + 1, bool(row) and row[0].lower in _SUBORDINATE
        last = sentence.span.start
        for i, word in enumerate(row):
            if self._inside(word.start):
                continue
            if re.search(r"[;:]", text[last : word.start]):
                here.clause, here.subject = here.clause + 1, None
            last = word.end
            mention = at.get(word.start)
            if mention and self._who.kinds[self._who.name(mention.name)] == "person":
                self._mention(sentence, mention)
            elif i not in at:
                self._word(row, i)

    # ---- what is taken into view ----

    def _take(self, past: Past, role: str, form: str, *, aside: bool = False) -> None:
        here = self._here
        past.sentence, past.block, past.role, past.form, past.aside = here.sentence, here.block, role, form, aside
        past.count, past.order, past.main = past.count + 1, here.told, False
        if role == "subject":
            here.clause += bool(here.subjects) and form != "pronoun"
            past.acted, past.main = here.sentence, here.subjects == here.hung
            here.subjects += 1
        past.clause = here.clause
        here.told += 1

    def _of(self, name: str) -> Past:
        """How somebody was told of, put at the end of the view."""
        self._past[name] = self._past.pop(name) if name in self._past else Past()
        return self._past[name]

    def _mention(self, sentence: Sentence, mention: Mention) -> None:
        text, name = self._doc.text, self._who.name(mention.name)
        role = _role(text, sentence, mention, opening=not self._here.subjects)
        aside = role == "subject" and bool(_ASIDE.match(text, mention.span.end))
        self._take(self._of(name), role, "name", aside=aside)
        if role == "subject":
            self._here.subject = name

    def _word(self, row: Sequence[Word], i: int) -> None:
        """Takes a pronoun, or somebody without a name, into view."""
        word, lower, text = row[i], row[i].lower, self._doc.text
        kind = ("his" if possessive(text, row, i) else "him") if lower == "her" else _KIND.get(lower)
        if kind and not (kind == "he" and _general(row, i)):
            self._pronoun(word, kind)
        elif self._described(row, i, text):
            known = self._bearer(word) if word.text[0].isupper() or _title(word) else None
            past = self._of(known) if known else self._nobody[_gender(word)]
            self._take(past, "subject", "words")
            self._here.subject = known or NOBODY

    def _pronoun(self, word: Word, kind: str) -> None:
        here, gender = self._here, "female" if word.lower in ("she", "her", "hers", "herself") else "male"
        here.clause += kind == "he" and bool(here.subjects)
        candidates = self._candidates(kind, gender)
        self.scenes[word.start] = candidates
        told = self._truth(word.start)
        meant = told if told is not None else self._choice(candidates) or NOBODY
        past = self._of(meant) if meant else self._nobody[gender]
        self._take(past, {"he": "subject", "his": "owner"}.get(kind, "object"), "pronoun")
        self._last[gender] = meant
        if kind == "he":
            here.subject = meant

    def _candidates(self, kind: str, gender: str) -> tuple[Candidate, ...]:
        here, fitting = self._here, self._fitting(kind, gender)
        named = [n for n in fitting if self._past[n].form == "name" and self._past[n].sentence == here.sentence]
        if kind == "he" and sum(self._past[n].clause >= here.clause - 1 for n in named) > 1:
            fitting = []  # "Pell told Hill that he was ill"
        seen = {n: self._past[n] for n in fitting} | {NOBODY: self._nobody[gender]}
        latest = next(reversed(self._past.values()), None)
        pronoun = Pronoun(
            kind, here.sentence, here.block, here.clause,
            latest is None or latest.sentence != here.sentence, not here.subjects, self._last.get(gender), here.subject,
        )  # fmt: skip
        return tuple(antecedents.features(pronoun, seen, {n: self._who.gender.get(n) for n in seen}))

    def _fitting(self, kind: str, gender: str) -> list[str]:
        """Those of this gender in view, the nearest first."""
        here = self._here
        found: list[str] = []
        for name in reversed(self._past):
            if here.sentence - self._past[name].sentence >= _FAR or len(found) == _DEEPEST:
                break
            if self._who.gender.get(name, gender) == gender and not (kind == "him" and name == here.subject):
                found.append(name)
        return found

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


def _role(text: str, sentence: Sentence, mention: Mention, *, opening: bool) -> str:
    """What a name does in its sentence."""
    before = text[sentence.span.start : mention.span.start]
    if (opening and (_presented(text, sentence, mention) or _TOPIC.search(before[-40:]))) or _subject(text, mention):
        return "subject"
    if re.match(r"[’']s?\b", text[mention.span.end : mention.span.end + 3]):
        return "owner"
    words = re.findall(r"[^\W_]+", before[-20:].lower())
    led = words and words[-1] in lexicon().closed["prepositions"] - {"by"}
    return "oblique" if led else "object"


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
