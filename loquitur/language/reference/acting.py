"""Who acts before a pronoun: a sentence that opens with "he" goes on about the subject of the sentence before.

So it is also over sentences whose own subject is that pronoun: "Hill led the strike. He was beaten. “…,” he said". What
stands between commas, in clauses that hang on others, and whoever is only told of beside the subject, count for nothing.
Nobody is told where somebody else acts in the same sentence, where it tells of speaking to "him", or where somebody without
a name comes first.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from loquitur.language.people import Mention, Roll
from loquitur.language.persons import genders
from loquitur.language.persons.descriptions import means_somebody
from loquitur.language.reference import entries, focus
from loquitur.language.sentences.possession import possessive
from loquitur.language.sentences.prose import Sentence, Word
from loquitur.language.sentences.subjects import Subject, main_subject
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["before", "is_subject"]

_GENDERS = {"he": "male", "she": "female"}


def before(
    text: str,
    sentences: Sequence[Sentence],
    who: Roll,
    subject: Subject,
    outside: Sequence[Span],
    named: Callable[[Subject], str | None],
) -> str | None:
    """Who acts before a pronoun. `outside` are ranges of other voices, in order; `named` tells whom the words of a subject
    name."""
    pronoun, at = subject.text.lower(), subject.span.start
    here = bisect_right(sentences, at, key=lambda s: s.span.start) - 1
    opening = [w for w in focus.own(sentences[here], outside) if w.start < at]
    if not _opens(text, opening, at, pronoun) or _fitting(who, opening, pronoun) or focus.brings_in(opening, pronoun):
        return None
    for sentence in reversed(sentences[:here]):
        if sentence.block != sentences[here].block:
            return None
        row = focus.own(sentence, outside)
        if not row or text[sentence.span.end - 1] == "?":
            continue
        lead = main_subject(text, row)
        name = named(lead) if lead else None
        behind = [w for w in row if lead is None or w.start >= lead.span.end]
        others = [m for m in _fitting(who, behind, pronoun) if who.name(m.name) != name]
        if any(_acts(text, row, m) for m in others):
            return None
        if name and lead:
            other = sentence is not sentences[here - 1] or focus.bare(row[0]) in focus.FORMS[pronoun]
            met = other and any(_is_object(text, behind, i, pronoun) for i in range(len(behind)))
            return None if met or focus.speaks_to(text, behind, pronoun) else _fits(who, name, pronoun)
        if lead and lead.text.lower() == pronoun:
            continue
        told = _of_entry(text, sentences[:here], who, pronoun, named)
        if (
            told
            or focus.brings_in(row, pronoun)
            or (lead and lead.form in ("noun", "name") and means_somebody(lead.text))
        ):
            return told
        own = next((w.start for w in row if focus.bare(w) in focus.FORMS[pronoun]), None)
        alone = {who.name(m.name) for m in others if not _owns(text, m)}
        if len(alone) == 1 and not (own is not None and own < others[0].span.start):
            return alone.pop()
        if own is None or alone:
            return None
    return None


def _is_object(text: str, row: Sequence[Word], i: int, pronoun: str) -> bool:
    """Whether a word is "him" or "her" who is somebody else than the subject."""
    return row[i].lower == ("him" if pronoun == "he" else "her") and not possessive(text, row, i)


def _owns(text: str, mention: Mention) -> bool:
    return bool(re.match(r"[’']s?\s", text[mention.span.end : mention.span.end + 3]))


def _of_entry(
    text: str, sentences: Sequence[Sentence], who: Roll, pronoun: str, named: Callable[[Subject], str | None]
) -> str | None:
    """Of whom an entry tells up to a pronoun; nobody where it may be about a man and says "she"."""
    name = _fits(who, entries.head(text, sentences, who, len(sentences) - 1, named), pronoun)
    told = [w.lower for s in sentences if s.block == sentences[-1].block for w in s.words]
    sure = name in who.gender or not any(genders.of_pronoun(w) not in ("", _GENDERS[pronoun]) for w in told)
    return name if sure else None


def _fits(who: Roll, name: str | None, pronoun: str) -> str | None:
    """The name, where it is a person's whom the pronoun can mean."""
    fits = name and who.kinds.get(name) == "person" and who.gender.get(name, _GENDERS[pronoun]) == _GENDERS[pronoun]
    return name if fits else None


def _opens(text: str, opening: Sequence[Word], at: int, pronoun: str) -> bool:
    """Whether a pronoun is the subject of its sentence, or the same as that: nothing but a verb of speech stands before it
    ("said he"), or what a comma closes."""
    if not opening or text[opening[-1].end : at].strip() == ",":
        return True
    if all(w.lower in lexicon().speech | lexicon().closed["adverbs"] | {"and", "but"} for w in opening):
        return True
    lead = main_subject(text, opening)
    return lead is not None and lead.text.lower() == pronoun


def _acts(text: str, row: Sequence[Word], mention: Mention) -> bool:
    """Whether somebody acts in a sentence beside its subject: "and Hill rose", "called the keeper, Hill, who said"."""
    if text.startswith(", who ", mention.span.end):
        return True
    led = next((w for w in reversed(row) if w.end <= mention.span.start and not _of_name(w)), None)
    free = led is None or led.lower in ("and", "but", "so", "yet", "nor", "then")
    comma = led is not None and re.search(r"[,;:—–]", text[led.end : mention.span.start])
    return is_subject(text, mention) and bool(free or comma)


def _of_name(word: Word) -> bool:
    return word.text[0].isupper() or word.lower in lexicon().closed["determiners"] - {"that"}


def _fitting(who: Roll, row: Sequence[Word], pronoun: str) -> list[Mention]:
    """The persons named in some words whom the pronoun can mean."""
    starts = {w.start for w in row}
    return [
        m
        for m in (who.inside(row[0].start, row[-1].end) if row else ())
        if m.span.start in starts
        and who.kinds[who.name(m.name)] == "person"
        and who.gender.get(who.name(m.name), _GENDERS[pronoun]) == _GENDERS[pronoun]
    ]


def is_subject(text: str, mention: Mention) -> bool:
    """Whether a verb seems to follow the name, and no preposition goes before it."""
    before = re.findall(r"[^\W_]+", text[max(0, mention.span.start - 20) : mention.span.start].lower())
    after = text[mention.span.end : mention.span.end + 80]
    if before and before[-1] in lexicon().closed["prepositions"] - {"before", "after", "since", "until"}:
        return False
    if re.match(r"[’']", after):
        return False
    following = re.match(r"(?:,[^,]{0,60},)?\s+([a-z]+)", after)
    closed = lexicon().closed
    return following is not None and following[1] not in closed["prepositions"] | closed["conjunctions"] - {"who"}
