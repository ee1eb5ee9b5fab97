"""Indirect speech: "he said that …", "it was dangerous, he said", "as X represents, that …", "offered to …".

A verb of saying with a subject of its own outside every quoted passage, and a clause that it governs in the same
sentence. Linear frames only; what they are unsure of they leave, because the words of an indirect quotation are the
reporter's.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from loquitur.language.people import Roll
from loquitur.language.sentences.clauses import is_noun, left_subject, right_subject, teller
from loquitur.language.sentences.prose import Sentence, Word
from loquitur.language.sentences.subjects import Subject, cut
from loquitur.language.words import lexicon
from loquitur.model import Document, Span

__all__ = ["Told", "find"]

_PLACE_OR_TIME = re.compile(r"\s*[.;,]|\s*$|\s+(?:in|on|at|to|during|after|last|this|[A-Z]\w+day)\b")
_CIRCUMSTANCE = re.compile(
    r"\W*(?:in|on|at|after|before|when|while|as|if|although|though|but|and|since|during|by|for|with)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Told:
    """A clause that tells what somebody says, in the reporter's words."""

    spans: tuple[Span, ...]
    cue: Span
    subject: Subject
    frame: str
    act: Literal["speech", "attitude"]
    denied: bool


def find(doc: Document, sentences: Sequence[Sentence], who: Roll, quoted: Sequence[Span]) -> list[Told]:
    """Every clause of indirect speech outside the quoted passages, in the order of the text."""
    found: list[Told] = []
    for sentence in sentences:
        if doc.blocks[sentence.block].kind in ("heading", "caption"):
            continue
        start, end = sentence.span
        near = quoted[max(0, bisect_left(quoted, Span(start, 0)) - 1) : bisect_left(quoted, Span(end, 0))]
        row = tuple(w for w in sentence.words if not any(a <= w.start < b for a, b in near))
        if row:
            found += _in_sentence(doc.text, sentence, row)
    return found


def _in_sentence(text: str, sentence: Sentence, row: Sequence[Word]) -> Iterator[Told]:
    words, taken = lexicon(), -1
    for i, word in enumerate(row):
        if word.start < taken or word.lower not in words.cues or is_noun(row, i):
            continue
        told = (
            _as_represents(text, sentence, row, i)
            or _that(text, sentence, row, i)
            or _afterwards(text, sentence, row, i)
            or _to(text, sentence, row, i)
        )
        if told:
            taken = told.spans[-1].end
            yield told


def _act(word: Word) -> Literal["speech", "attitude"]:
    return "attitude" if word.lower in lexicon().attitude and word.lower not in lexicon().speech else "speech"


def _stop(text: str, sentence: Sentence) -> int:
    end = sentence.span.end
    while end > sentence.span.start and text[end - 1] in '.!?…”"’) ':
        end -= 1
    return end


def _told(text: str, sentence: Sentence, start: int, end: int, word: Word, subject: Subject, frame: str) -> Told | None:
    start += len(text[start:end]) - len(text[start:end].lstrip(" ,\n\r\t"))
    end -= len(text[start:end]) - len(text[start:end].rstrip(" ,\n\r\t—–"))
    if end - start < 8 or subject.form == "first" or len(text[start:end].split()) < 3:
        return None
    opening = text[sentence.span.start : word.start].lower().replace("’", "'")
    denied = any(denial in opening for denial in lexicon().denials)
    return Told((Span(start, end),), Span(word.start, word.end), subject, frame, _act(word), denied)


def _as_represents(text: str, sentence: Sentence, row: Sequence[Word], i: int) -> Told | None:
    """ "…, as X says, that CLAUSE" and ", as X says,"."""
    subject = left_subject(text, row, i)
    if subject is None or subject.form == "first":
        return None
    before = re.search(r"\bas\s+$", text[max(0, subject.span.start - 5) : subject.span.start])
    if not before:
        return None
    gap = re.match(r"[,\s—–-]*that\s+", text[row[i].end : row[i].end + 12])
    if gap:
        return _told(text, sentence, row[i].end + gap.end(), _stop(text, sentence), row[i], subject, "as X says, that")
    return None


def _that(text: str, sentence: Sentence, row: Sequence[Word], i: int) -> Told | None:
    """X said (that) CLAUSE."""
    if row[i].lower in lexicon().indirect["no_clause"] or i + 2 >= len(row):
        return None
    subject = teller(text, row, i)
    if subject is None or subject.form == "first":
        return None
    start = _clause_start(text, row, i)
    if start is None:
        return None
    return _told(text, sentence, start, _stop(text, sentence), row[i], subject, "X said that")


def _clause_start(text: str, row: Sequence[Word], i: int) -> int | None:
    """Where the clause that a verb governs begins, behind "that", an addressee, or nothing."""
    closed = lexicon().closed
    for k in range(i + 1, min(len(row), i + 9)):
        gap = cut(text, row[k - 1].end, row[k].start)
        if re.search(r"[.;:!?“”\"]", gap):
            return None
        if row[k].lower == "that" and row[k - 1].lower not in closed["prepositions"]:
            follows = row[k + 1].lower if k + 1 < len(row) else ""
            return row[k + 1].start if follows else None
        if row[k].lower in ("whether", "how", "why", "if") and k <= i + 4:
            return row[k].start
    following = row[i + 1]
    if text[row[i].end : following.start].strip() or row[i].lower in lexicon().indirect["with_that"]:
        return None
    if following.lower in ("he", "she", "they", "it", "there", "i", "we", "you"):
        verbal = (
            i + 2 < len(row)
            and row[i + 2].lower not in closed["prepositions"] | closed["conjunctions"] | closed["determiners"]
        )
        return following.start if verbal else None
    starts = following.lower in closed["determiners"] | closed["possessives"] or following.text[0].isupper()
    verbal = any(w.lower in closed["auxiliaries"] for w in row[i + 2 : i + 12])
    return following.start if starts and verbal and row[i].lower in lexicon().indirect["without_that"] else None


def _afterwards(text: str, sentence: Sentence, row: Sequence[Word], i: int) -> Told | None:
    """CLAUSE, X said. — CLAUSE, he said; CLAUSE."""
    if row[i].lower not in lexicon().indirect["afterwards"]:
        return None
    turned = (
        re.search(r",\s*$", text[row[i].start - 3 : row[i].start])
        and row[i].lower not in lexicon().indirect["to_somebody"]
    )
    inverted = right_subject(text, row, i) if turned else None
    subject = inverted or teller(text, row, i)
    if subject is None or subject.form == "first":
        return None
    first, last = (row[i].start, subject.span.end) if inverted else (subject.span.start, row[i].end)
    lead, rest = text[sentence.span.start : first], text[last : sentence.span.end]
    comma = re.search(r",\s*$", lead)
    if not comma or not _is_clause(lead) or not _PLACE_OR_TIME.match(rest):
        return None
    stop = max(lead.rfind(": "), lead.rfind("; "))
    begin = sentence.span.start + (stop + 2 if stop >= 0 else 0)
    head = _told(text, sentence, begin, sentence.span.start + comma.start(), row[i], subject, "CLAUSE, X said")
    goes_on = re.match(r";\s+", rest)
    if head is None or not goes_on or len(rest.split()) <= 3:
        return head
    tail = Span(last + goes_on.end(), _stop(text, sentence))
    return Told((*head.spans, tail), head.cue, subject, head.frame, head.act, head.denied)


def _is_clause(lead: str) -> bool:
    """Whether what stands before "X said" is long enough to be said, and no mere circumstance ("In May, X said")."""
    count = len(lead.split())
    return count >= 3 and not (count < 12 and _CIRCUMSTANCE.match(lead))


def _to(text: str, sentence: Sentence, row: Sequence[Word], i: int) -> Told | None:
    """X offered to do something."""
    if row[i].lower not in lexicon().indirect["infinitive"] or i + 2 >= len(row) or row[i + 1].lower != "to":
        return None
    subject = left_subject(text, row, i)
    if subject is None or subject.form == "first":
        return None
    return _told(text, sentence, row[i + 1].start, _stop(text, sentence), row[i], subject, "X offered to")
