"""Whether the person who was named is still the one whom "he" or "she" means.

A name holds as long as the sentences between go on about somebody of that sex, nobody without a name is brought in as a
subject of his own ("the prisoner rose"), no pronoun goes before the name in its own sentence, and the text tells the sex of
him who is named, unless he is the subject right before. Seen on the marked pronouns of 100 novels' beginnings (LitBank): 75
in 100 of the nearest fitting names were right, of those that hold 88; a third of the right ones is given up for it.
Limit: it asks what stands between, not what the sentences say.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence, Set

from loquitur.language.people import Mention, Roll
from loquitur.language.persons.names import split
from loquitur.language.sentences.possession import possessive
from loquitur.language.sentences.predicates import verbs
from loquitur.language.sentences.prose import Sentence, Word, base
from loquitur.language.sentences.subjects import Subject
from loquitur.language.words import lexicon
from loquitur.language.words.known import known
from loquitur.model import Span

__all__ = ["FORMS", "bare", "brings_in", "holds", "own", "speaks_to"]

FORMS = {
    "he": frozenset({"he", "him", "his", "himself"}),
    "she": frozenset({"she", "her", "hers", "herself"}),
}
_OPPOSITE = {"he": "female", "she": "male"}
_LEADS = frozenset({"the", "a", "an", "another", "one", "this", "that", "some"})
_APPOSED = re.compile(r",\s+(?:an?|one|the)\s[^,.;:!?]*,")
"""What commas set off behind a name, and tell of him."""
_NEW = frozenset({"a", "an", "another", "one", "some"})
_REACH = 4
"""How many words before its head a description begins."""


def holds(
    text: str, sentences: Sequence[Sentence], who: Roll, mention: Mention, subject: Subject, outside: Sequence[Span]
) -> bool:
    """Whether a pronoun can be taken for a name before it. `outside` are ranges of other voices, in order."""
    pronoun, at = subject.text.lower(), subject.span.start
    here = bisect_right(sentences, at, key=lambda s: s.span.start) - 1
    rows = [own(s, outside) for s in sentences[mention.sentence : here + 1]]
    forms = FORMS[pronoun]
    if any(bare(w) in forms and w.start < mention.span.start for w in rows[0]):
        return False
    if any(row and not any(bare(w) in forms for w in row) for row in rows[1:-1]):
        return False
    if speaks_to(text, [w for w in rows[0] if mention.span.end <= w.start < at], pronoun):
        return False
    apposed = _APPOSED.match(text, mention.span.end)
    since = apposed.end() if apposed else mention.span.end
    between = [[w for w in row if since <= w.start < at] for row in rows]
    called = set(re.findall(r"[^\W_]+", mention.name.lower())) | {split(mention.name).title}
    if here > mention.sentence and any(brings_in(row, pronoun, called) for row in between):
        return False
    return who.name(mention.name) in who.gender or here - mention.sentence < 2


def own(sentence: Sentence, outside: Sequence[Span]) -> list[Word]:
    """The words of a sentence that are of no other voice."""
    return [w for w in sentence.words if not _in(w.start, outside)]


def speaks_to(text: str, row: Sequence[Word], pronoun: str) -> bool:
    """Whether the words behind a name tell that he speaks to "him": then "he" may be the one or the other."""
    verb = next((i for i, w in enumerate(row[:3]) if w.lower in lexicon().speech), None)
    if verb is None:
        return False
    rest = row[verb + 2 :] if [w.lower for w in row[verb + 1 : verb + 2]] == ["to"] else row[verb + 1 :]
    if not rest:
        return False
    return rest[0].lower == "him" if pronoun == "he" else rest[0].lower == "her" and not possessive(text, rest, 0)


def bare(word: Word) -> str:
    """The word without what is drawn to it: "she'd" is "she"."""
    return word.lower.partition("'")[0]


def _in(at: int, ranges: Sequence[Span]) -> bool:
    """Whether a place lies in one of these ranges, which are in order."""
    i = bisect_right(ranges, at, key=lambda r: r.start) - 1
    return i >= 0 and at < ranges[i].end


def brings_in(row: Sequence[Word], pronoun: str, called: Set[str] = frozenset()) -> bool:
    """Whether somebody without a name acts in these words: "the prisoner rose", "the King himself"; not who is `called` so
    by name."""
    names = lexicon().names
    heads = (names["one"] | names["titles"]) - names[_OPPOSITE[pronoun]]
    return any(
        word.lower in heads and word.lower not in called and base(word) == word.lower and _led(row, i) and _acts(row, i)
        for i, word in enumerate(row)
    )


def _led(row: Sequence[Word], i: int) -> bool:
    """Whether an article leads up to a word, and no preposition stands before it. Over a name only "a" brings in somebody: "one
    old Whig member", but "the Republican nominee" may be him who is named."""
    closed = lexicon().closed
    for k in range(i - 1, max(-1, i - _REACH), -1):
        if row[k].lower in _LEADS:
            free = not k or row[k - 1].lower not in closed["prepositions"]
            return free and (row[k].lower in _NEW or all(w.text[0].islower() for w in row[k + 1 : i]))
    return False


def _acts(row: Sequence[Word], i: int) -> bool:
    """Whether a verb follows, or words that single somebody out."""
    after = row[i + 1].lower if i + 1 < len(row) else ""
    closed = lexicon().closed
    doing = verbs() | known().past | closed["auxiliaries"] | {"himself", "herself", "who"}
    return after in doing or after.endswith("ed")
