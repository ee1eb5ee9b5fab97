"""Who does what in a clause, without a parser.

A subject is looked for beside its verb: leftwards over auxiliaries, adverbs and appositives to the noun phrase that
ends there, or rightwards where the verb comes first ("said the minister"). The device knows closed classes and capitals
only; it returns nothing where the words do not fit, and never looks across a sentence or a quotation.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from loquitur.language.sentences.passives import hears, passive
from loquitur.language.sentences.prose import Word, base
from loquitur.language.sentences.subjects import FIRST, Subject, cut, made, main_subject, stops
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["agent", "is_noun", "left_subject", "over_relative", "relative", "right_subject", "teller"]

_THIRD = {"he", "she", "they", "it", "who"}
_LINKS = {"of", "for", "from", "at", "in", "with", "to", "on"}


def is_noun(row: Sequence[Word], i: int) -> bool:
    """Whether a form that could be a verb is a noun by the word before it ("his report", "the latest claims")."""
    closed = lexicon().closed
    if i == 0:
        return False
    before = row[i - 1]
    if (
        before.lower
        in closed["determiners"] - {"all", "both", "many", "most", "several", "this", "that", "no"}
        | closed["possessives"]
    ):
        return True
    owned = before.lower != base(before) and (before.text[0].islower() or base(row[i]) in lexicon().utterance)
    return owned or (before.lower in closed["prepositions"] - {"than", "to"} and not row[i].lower.endswith("ing"))


def left_subject(text: str, row: Sequence[Word], verb: int) -> Subject | None:
    """The noun phrase before a verb, over auxiliaries, adverbs and what commas, dashes or brackets set off."""
    i = verb - 1
    if i > 0 and "," in text[row[i].end : row[verb].start]:
        named = over_relative(text, row, i)
        if named is not None:
            return _phrase_ending(text, row, named)
    if i > 0 and re.search(r"[\])]", text[row[i].end : row[verb].start]):
        i = _before_bracket(text, row, i)
    while i >= 0 and _beside_verb(text, row, i):
        i -= 1
    if i < 0:
        return None
    if row[i].lower in ("to", "and", "or", "but") and i > 0:
        return _shared_subject(text, row, i)
    gap = cut(text, row[i].end, row[i + 1].start)
    if re.search(r"[;:]", gap):
        return None
    if re.search(r"[,—–]|\s-+\s", gap):
        return _over_appositions(text, row, _before_apposition(text, row, i))
    found = _over_participle(text, row, _phrase_ending(text, row, i))
    if row[i].lower == "who":
        return found  # "was praised by Hall, who wrote"
    return _over_preposition(text, row, found, doing=row[verb].lower.endswith("ing"))


def _index(row: Sequence[Word], found: Subject) -> int:
    """The first word of a noun phrase of these words."""
    return bisect_left(row, found.span.start, key=lambda w: w.start)


def _over_participle(text: str, row: Sequence[Word], found: Subject | None) -> Subject | None:
    """The noun phrase, or the one before a participle on which it hangs: "Protesters marching through the streets"."""
    if found is None:
        return None
    start = _index(row, found)
    led = start > 1 and row[start - 1].lower in lexicon().closed["prepositions"] - {"like", "of"}
    if not led or not row[start - 2].lower.endswith("ing") or row[start - 2].text[0].isupper():
        return found
    lead = main_subject(text, row[: start - 2])
    return lead if lead and lead.span.end + 1 == row[start - 2].start else found


_CLAUSAL = frozenset({"before", "after", "since", "until", "till", "than", "as", "like", "for", "out", "off"})
"""Prepositions behind which a clause may begin, and particles of verbs."""


def _over_preposition(text: str, row: Sequence[Word], found: Subject | None, *, doing: bool) -> Subject | None:
    """The noun phrase; where a preposition governs it, with what it hangs on: "many men in the booths told", "an analysis in the
    Post found". Its name is then only what that is in or of."""
    if found is None or found.form in ("pronoun", "first"):
        return found
    start = _index(row, found)
    governing = {"to"} if doing else lexicon().closed["prepositions"] - _CLAUSAL  # "a film of Hill saying"
    if start < 2 or row[start - 1].lower not in governing or row[start].lower == "that":
        return found
    if not text[row[start - 1].end : found.span.start].isspace():
        return found
    if "," in text[row[start - 2].end : row[start - 1].start]:
        return main_subject(text, row[: start - 1]) or found  # "The preface, by Hill, to the book says"
    head = _phrase_ending(text, row, start - 2)
    span = Span(head.span.start if head else row[start - 2].start, found.span.end)
    return Subject(span, text[span.start : span.end], "noun")


def _beside_verb(text: str, row: Sequence[Word], i: int) -> bool:
    """Whether a word before a verb is none of its subject: an auxiliary or an adverb, but not one that ends what commas set
    off ("in a book which has worn badly, praised")."""
    closed, lower = lexicon().closed, row[i].lower
    if lower in closed["auxiliaries"] | closed["adverbs"]:
        return True
    parted = "," in text[row[i].end : row[i + 1].start] and i > 0 and "," not in text[row[i - 1].end : row[i].start]
    return lower.endswith("ly") and len(lower) > 4 and not parted


def _over_appositions(text: str, row: Sequence[Word], i: int) -> Subject | None:
    """The noun phrase that ends there; where it is only the first of several things that commas set off behind a name ("Hill,
    in May, with his clerk, said"; "Hill, a poet, no fool, said") that name."""
    found = _phrase_ending(text, row, i) if i >= 0 else None
    if i < 0 or (found and found.form not in ("name", "noun")):
        return found
    start = _index(row, found) if found else i
    led = found is None or (start > 0 and row[start - 1].lower in lexicon().closed["prepositions"])
    apposed = (
        start > 0 and row[start].lower in ("a", "an", "the") and "," in text[row[start - 1].end : row[start].start]
    )
    lead = main_subject(text, row[:start]) if led or apposed else None
    if led and lead and lead.form == "noun" and found and _hangs(text, row, start):
        return lead  # "A remark ascribed to Hill, in May, runs"
    opens = lead is not None and lead.form == "name" and text[lead.span.end : lead.span.end + 1] == ","
    return lead if opens and not (found and _NAME_BEHIND.match(text, found.span.end)) else found


def _hangs(text: str, row: Sequence[Word], start: int) -> bool:
    """Whether a phrase hangs on a participle or noun by its preposition: "ascribed to Hill", "a letter to Hill"."""
    return start > 1 and row[start - 1].lower == "to" and text[row[start - 2].end : row[start - 1].start].isspace()


_NAME_BEHIND = re.compile(r",\s+(?:[a-z]+\s+)?[A-Z]")


def teller(text: str, row: Sequence[Word], verb: int) -> Subject | None:
    """Who speaks, before a verb; of "was told by X" X, and nobody where none is told."""
    by = agent(text, row, verb)
    return by or (None if hears(row, verb) else left_subject(text, row, verb))


def agent(text: str, row: Sequence[Word], verb: int) -> Subject | None:
    """Who says what is said of another: "was told by X", "was spoken of by X", "the clerk, referred to by Mr. Hill as"."""
    by = verb + 2 if verb + 1 < len(row) and row[verb + 1].lower in ("to", "of", "in") else verb + 1
    if by >= len(row) or row[by].lower != "by":
        return None
    who = right_subject(text, row, by)
    if passive(row, verb):
        return who
    undergone = by > verb + 1 or row[verb].lower in lexicon().indirect["undergone"]
    return who if undergone and who and who.form == "name" and row[verb].lower.endswith(("ed", "en")) else None


def relative(text: str, row: Sequence[Word], who: Subject) -> Subject | None:
    """The noun phrase behind which "who" stands: "a widow in Sands, who begged"."""
    at = next((i for i, w in enumerate(row) if w.start == who.span.start), 0)
    return _phrase_ending(text, row, at - 1) if at else None


def over_relative(text: str, row: Sequence[Word], i: int) -> int | None:
    """The last word of the name that opens the sentence, over its relative clauses: "Hill, who was there, and whom all
    knew, said"; None where another name stands between that could be meant."""
    k = 0
    while k < min(i, 5) and row[k].text[0].isupper() and text[row[k].end : row[k + 1].start].isspace():
        k += 1
    gap = text[row[k].end : row[k + 1].start] if k < i else ""
    if not row[k].text[0].isupper() or gap.strip() != "," or row[k + 1].lower not in ("who", "whom", "whose"):
        return None
    inner = text[row[k + 1].start : row[i].end]
    other = re.search(r"[;:]|(?:,|\band)\s+(?:the\s+)?[A-Z][^,]*,\s+wh|\b[A-Z][\w’'-]+,", inner)
    return None if other else k


def _before_bracket(text: str, row: Sequence[Word], i: int) -> int:
    """The last word before what a bracket at the verb encloses."""
    while i > 0 and not re.search(r"[\[(]", text[row[i - 1].end : row[i].start]):
        i -= 1
    return i - 1


def _shared_subject(text: str, row: Sequence[Word], i: int) -> Subject | None:
    """ "Smith went on to say", "he rose and said": the subject of the verb before."""
    cues = lexicon().cues
    for k in range(i - 1, max(-1, i - 14), -1):
        if re.search(r"[;:.]", cut(text, row[k].end, row[k + 1].start)):
            return None
        if (
            row[k].lower in cues
            or row[k].lower.endswith("ed")
            or row[k].lower in ("went", "rose", "stood", "goes", "began", "came")
        ):
            found = left_subject(text, row, k) if k > 0 and not is_noun(row, k) else None
            if found and "," in text[row[i - 1].end : row[i].start] and (start := _index(row, found)):
                if row[start - 1].lower == "with":
                    continue  # "he held up his hand, with the fingers spread, and said"
                if row[start - 1].lower in ("where", "which", "that", "whom", "whose", "how"):
                    return main_subject(text, row[:i])  # "He looked out where the star shone, and said"
            return found
    return None


def _before_apposition(text: str, row: Sequence[Word], i: int) -> int:
    """The last word before what the comma at the verb closes: "Smith, a senator from Ohio, said"; also over words set off
    within it ("Smith, no friend, he believed, of ours, said")."""
    inner = False
    for k in range(i, max(0, i - 25), -1):
        gap = cut(text, row[k - 1].end, row[k].start)
        if re.search(r"[;:]", gap):
            return -1
        if re.search(r"[,—–]|\s-+\s", gap):
            if inner:
                inner = False
            elif row[k - 1].lower in lexicon().cues and row[k - 1].lower.endswith("ed"):
                inner = True
            else:
                return k - 1
    return -1


def _phrase_ending(text: str, row: Sequence[Word], i: int) -> Subject | None:
    closed, names = lexicon().closed, lexicon().names
    word = row[i]
    if word.lower in FIRST:
        return made(text, row, i, i, "first")
    if word.lower == "who" or (word.lower in ("which", "that") and i):
        return _phrase_ending(text, row, i - 1) if i else None
    if word.lower in _THIRD - {"it"}:
        return made(text, row, i, i, "pronoun")
    if word.lower in ("whom", "which") and i > 1 and row[i - 1].lower == "of":  # "two guests, one of whom said"
        span = Span(row[i - 2].start, word.end)
        return Subject(span, text[span.start : span.end], "noun")
    if word.lower in closed["pronouns"] | closed["prepositions"] | closed["conjunctions"] or _counted(row, i):
        return None
    start = i
    while start > 0:
        before = row[start - 1]
        gap = cut(text, before.end, row[start].start)
        if gap.strip(" \t\r\n.’'-") or "\n\n" in gap or not before.text[0].isalpha():
            break
        if before.lower in closed["determiners"] | closed["possessives"]:
            start -= 1
            double = start > 1 and row[start - 1].lower == "among" and row[start - 2].lower == "from"
            if not (start and (row[start - 1].lower in _LINKS or double) and _headed(row, start - 2 - double, names)):
                break
            start -= 1 + double
            continue
        double = before.lower == "among" and start > 1 and row[start - 2].lower == "from"
        if before.lower in ("of", "for", "from", "at") or double:
            if not _headed(row, start - 2 - double, names):
                break
            start -= 2 + double
            continue
        inside = start > 1 and row[start].text[0].isupper() and row[start - 2].text[0].isupper()
        if inside and before.lower in names["particles"] - {"of"}:  # "Journal de Sands"
            start -= 2
            continue
        if before.lower == "and" and start > 1 and row[start].text[0].isupper() and row[start - 2].text[0].isupper():
            start -= 2
            continue
        stop = closed["prepositions"] | closed["conjunctions"] | closed["auxiliaries"] | closed["pronouns"]
        if before.lower in stop or before.lower in closed["adverbs"] or before.lower in lexicon().speech:
            break
        if start < i - 8 or (
            row[start].text[0].isupper()
            and before.text[0].islower()
            and base(before) not in names["titles"] | names["one"]
        ):
            break
        start -= 1
    return made(text, row, start, i, None)


def _counted(row: Sequence[Word], i: int) -> bool:
    """Whether a word only counts how often, how long or how far: "said it three times"."""
    lists = lexicon().lists
    before = row[i - 1] if i else None
    return row[i].text in lists["measures"] and (
        row[i].text == "times" or (before is not None and (before.text.isdigit() or before.lower in lists["counts"]))
    )


def _headed(row: Sequence[Word], k: int, names: dict[str, frozenset[str]]) -> bool:
    """Whether a preposition hangs on a noun that means persons: "a spokesman for the campaign"."""
    return k >= 0 and (
        row[k].lower in names["one"] | names["groups"] | names["titles"] | names["voices"] or row[k].text[0].isupper()
    )


def right_subject(text: str, row: Sequence[Word], verb: int) -> Subject | None:
    """The noun phrase right after a verb: "said the old minister", "wrote Lenin"."""
    closed = lexicon().closed
    i = verb + 1
    while i + 1 < len(row) and (row[i].lower in closed["adverbs"] or _leads_to_name(row, i)):
        i += 1
    if i >= len(row) or text[row[i - 1].end : row[i].start].strip():
        return None
    first = row[i].lower
    if first in FIRST:
        return made(text, row, i, i, "first")
    if first in ("he", "she", "they"):
        return made(text, row, i, i, "pronoun")
    if (
        first == "that"
        and row[i + 1 : i + 2]
        and (row[i + 1].lower in closed["determiners"] or row[i + 1].text[0].isupper())
    ):
        return None  # "says that the poet": the clause begins
    determined = first in closed["determiners"] | closed["possessives"]
    if (
        not determined
        and not row[i].text[0].isupper()
        and first not in lexicon().names["one"] | lexicon().names["groups"]
        and not _described_name(text, row, i)
    ):
        return None
    end = i
    while end + 1 < len(row):
        gap = text[row[end].end : row[end + 1].start]
        following = row[end + 1]
        stop = stops()
        plural_owner = gap[:1] in "’'" and row[end].lower.endswith("s") and (following.text[0].isupper() or determined)
        if (gap.strip(" \t\r\n") and not re.fullmatch(r"\.\s+", gap) and not plural_owner) or (
            following.lower in stop and not (following.lower == "of" and end + 2 < len(row))
        ):
            break
        owns = row[end].lower != base(row[end])  # "said the President's secretary"
        named = row[end].text[0].isupper() and following.text[0].islower() and following.lower != "of" and not owns
        if named and not (
            determined
            and (
                following.lower in lexicon().names["groups"] | lexicon().names["one"] or following.lower.endswith("ers")
            )
        ):
            break
        if gap.startswith(".") and len(row[end].text) > 3:
            break
        if following.lower.endswith("ly") and following.text[0].islower() and len(following.text) > 4:
            break
        end += 1
    return made(text, row, i, end, None)


def _leads_to_name(row: Sequence[Word], i: int) -> bool:
    """Whether a word is a particle of the verb or an epithet before a name: "put in Anne", "cried poor Anne"."""
    following = row[i + 1]
    if row[i].lower in lexicon().names["epithets"]:
        return (
            following.text[0].isupper() or _leads_to_name(row, i + 1)
            if i + 2 < len(row)
            else following.text[0].isupper()
        )
    return (
        row[i].lower in ("in", "on", "out", "forth", "back")
        and row[i - 1].lower in lexicon().narrative
        and (
            following.text[0].isupper()
            or following.lower in lexicon().closed["determiners"] | lexicon().names["epithets"]
        )
    )


def _described_name(text: str, row: Sequence[Word], i: int) -> bool:
    """Whether a few words in lower case lead up to a name: "said senior economist John Orne"."""
    closed = lexicon().closed
    stop = closed["prepositions"] | closed["conjunctions"] | closed["pronouns"] | closed["adverbs"]
    for k in range(i, min(i + 4, len(row) - 1)):
        if row[k].lower in stop or "," in text[row[k].end : row[k + 1].start] or row[k].lower.endswith("ly"):
            return False
        if row[k + 1].text[0].isupper():
            return True
    return False
