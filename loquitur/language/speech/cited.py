"""Words of another that somebody cites, reads or only imagines: "cited the words of X", "repeated what X had said", "read in X's
book", "imagined X's reply".

Whoever cites gives the words, and the one cited said them. So where a verb of citing leads to a work, a saying or a clause with
"what", the words belong to whose that is, where a name tells it; of what is only imagined nobody said anything. Limit: "his
words" may be anybody's, and stay with the verb.
"""

from collections.abc import Sequence

from loquitur.language.sentences.clauses import is_noun, left_subject
from loquitur.language.sentences.prose import Word, base
from loquitur.language.sentences.subjects import Subject
from loquitur.language.speech import works
from loquitur.language.speech.beside import Cue
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["find", "read_in"]

_TRAILING = 4
"""Words that may stand between what is cited and the quotation: "the words of X to the people"."""
_OF = frozenset({"of", "by", "from"})


def find(text: str, row: Sequence[Word]) -> Cue | None:
    """Whose words are cited, or that nobody said them, in the words that lead to a quotation."""
    told = lexicon().indirect
    verb = next((i for i in range(len(row) - 1, -1, -1) if row[i].lower in told["citing"] | told["imagining"]), None)
    if verb is None or is_noun(row, verb) or not row[verb].text[0].islower():
        return None
    fancied = row[verb].lower in told["imagining"]
    clause = None if fancied else _what_was_said(text, row, verb)
    if clause:
        return clause
    works_told = (i for i in range(verb + 1, len(row)) if _is_work(row, i))
    return next((cue for i in works_told if (cue := _of_work(text, row, verb, i))), None)


def _of_work(text: str, row: Sequence[Word], verb: int, work: int) -> Cue | None:
    """Whose the words of a work are that is cited, or imagined."""
    if _broken(text, row, work) or _broken(text, row[:work], verb):
        return None
    told, fancied = lexicon().indirect, row[verb].lower in lexicon().indirect["imagining"]
    led = {w.lower for w in row[verb + 1 : work]} & {"in", "from", "with", "to", "by", "at"}
    if "in" in led and row[verb].lower not in told["received"]:
        return None  # "noted in a letter of May"
    owner, place = works.whose(text, row, work), (Span(row[work].start, row[work].end),)
    since = max(row[work].end, owner.span.end) if owner else row[work].end
    behind = [w for w in row if w.start >= since]
    if owner is None:
        told_whose = not led and len(behind) > 1 and behind[0].lower in _OF and behind[1].text.isalpha()
        dated = told_whose and behind[1].lower in lexicon().names["months_and_days"]
        return Cue("cited", place, None, (), 40) if told_whose and not dated and not fancied else None
    if len(behind) > _TRAILING or owner.form != "name":
        return None
    return Cue("imagined", place, None, (), 40) if fancied else Cue("read out", place, owner)


def read_in(text: str, row: Sequence[Word], verb: int) -> Subject | None:
    """In whose work somebody reads the words before: "“…,” Hale read in X's diary"."""
    if row[verb].lower not in lexicon().indirect["citing"] or verb + 1 == len(row):
        return None
    if row[verb + 1].lower not in ("in", "from"):
        return None
    work = next((i for i in range(verb + 2, min(verb + 8, len(row))) if _is_work(row, i)), None)
    owner = works.whose(text, row, work) if work and not _broken(text, row[:work], verb) else None
    return owner if owner and owner.form == "name" else None


def _what_was_said(text: str, row: Sequence[Word], verb: int) -> Cue | None:
    """ "noted what X had told him": the subject of the clause, where a name tells it."""
    what = next((i for i in range(verb + 1, len(row)) if row[i].lower == "what"), None)
    said = next((i for i in range((what or 0) + 2, len(row)) if row[i].lower in lexicon().speech), None)
    if what is None or said is None or _broken(text, row, said):
        return None
    subject = left_subject(text, row[what + 1 :], said - what - 1)
    named = subject is not None and subject.form == "name" and subject.span.start >= row[what].end
    return Cue("read out", (Span(row[said].start, row[said].end),), subject) if named else None


def _is_work(row: Sequence[Word], i: int) -> bool:
    """Whether a word is something said or written: "the old saying", but not "saying that"."""
    if not row[i].text[0].islower():
        return False
    if row[i].lower not in lexicon().lists["maxims"]:
        return base(row[i]) in lexicon().utterance and (row[i].lower not in lexicon().cues or is_noun(row, i))
    closed, before = lexicon().closed, row[max(0, i - 3) : i]
    return any(w.lower in closed["determiners"] | closed["possessives"] or w.lower != base(w) for w in before)


def _broken(text: str, row: Sequence[Word], since: int) -> bool:
    """Whether a comma, or another verb, stands between a word and the end: "read the letter of X, and said"."""
    return any(
        text[one.end : two.start].strip(" \n.’'s") or (two.lower in lexicon().cues and not is_noun(row, k))
        for k, (one, two) in enumerate(zip(row[since:], row[since + 1 :], strict=False), since + 1)
    )
