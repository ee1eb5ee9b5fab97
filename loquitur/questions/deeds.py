"""Who did a thing that a question names by its verb ("Who wrote to X?", "Who refused to sign?"), as sentences tell.

The sentences are read in which a form of the verb stands before the rest of what is asked. A deed is somebody's where a
name, or the "I" of a known voice, stands right before the verb; not where the sentence only supposes it or denies it, nor
where the name belongs to another word ("the brother of X"). Other sentences with the same words are shown as passages.

Limit: a pronoun, a passive ("was signed by X") and a verb of the same meaning are not followed up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loquitur.answers import Answer
from loquitur.language.times import edtf
from loquitur.model import AUTHOR, Date, Named, Passage, Person, Span, Statement
from loquitur.questions.evidence import Case, ordered
from loquitur.questions.understand import Understood
from loquitur.questions.verbs import forms
from loquitur.questions.wording import content, shared

__all__ = ["answer"]

_MOST, _NAMES, _SHOWN = 60, 8, 5
_PREPOSITIONS = frozenset("to against for about with from of on at before".split())  # noqa: SIM905
_BESIDE = re.compile(
    r"(?:,?\s+(?:who|had|has|have|also|then|later|once|himself|herself|themselves|openly|publicly|finally|first|still|again"
    r"|only|even|soon|at last|at once|too|alone|both|all))*,?\s*\Z"
)
_OF = re.compile(r"\b(?:of|by|with|from|to|for|against|than|like|about|under|behind|after|before|between)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+)*\Z")  # fmt: skip
_DOUBT = re.compile(r"\b(?:if|whether|unless|would|might|should|could|nobody|denied|denies|false|untrue|not true|supposed?|rumou?red)\b", re.I)  # fmt: skip
_VOICE = re.compile(r"\b(?:I|We|we)\Z")
_ENDS = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?][”’\"')\]]*(?=\s|\Z)|\n\s*\n")


@dataclass(frozen=True, slots=True)
class _Sought:
    """The verb and the rest of what is asked."""

    verbs: frozenset[str]
    preposition: str
    people: tuple[Person, ...]
    words: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        """Whether what follows the verb holds the rest."""
        if self.people:
            before = rf"\b{self.preposition}\s+(?:\w+\W+){{0,3}}?" if self.preposition else r"(?<!\w)"
            names = "|".join(re.escape(a) for p in self.people for a in p.aliases)
            if not re.search(rf"{before}(?:{names})(?!\w)", text):
                return False
        return not self.words or shared(self.words, text) == 100


def answer(question: str, asked: Understood, case: Case) -> Answer | None:
    """Who is told to have done it, and the sentences; None where no sentence tells of it."""
    sought = _sought(asked, case)
    by: dict[str, list[tuple[str, Span]]] = {}
    loose: list[Passage] = []
    for key, sentence, verb in _sentences(sought, case):
        if not case.within(_when(case, key, sentence)):
            continue
        who = _doer(key, sentence, verb, case)
        if who:
            rows = by.setdefault(who, [])
            if (key, sentence) not in rows:
                rows.append((key, sentence))
        elif len(loose) < _SHOWN:
            loose.append(case.passage(key, sentence))
    if not by and not loose:
        return None
    told = f"{asked.topic} {asked.words or ''}".strip()
    time = f", {asked.limit.words}" if asked.limit and asked.limit.understood else ", any date"
    people = ordered([case.person(who, told=rows) for who, rows in by.items()])
    how = f"Read the sentences that tell of somebody who {told}; a deed is theirs whose name stands right before it"
    coverage = case.coverage((), f"{how}, in {len(case.store.documents())} documents.", asked.limit)
    passages = tuple(dict.fromkeys(loose)) if not people else ()
    return Answer(question, f"who {told}, as sentences tell{time}", tuple(people), (), (), (), passages, coverage)


def _sought(asked: Understood, case: Case) -> _Sought:
    rest = asked.words or ""
    first = rest.split(" ", 1)[0].lower()
    names = re.findall(r"[A-Z][\w’'-]*\.?(?:\s+(?:[A-Z][\w’'-]*\.?|de|van|von|der|la|al))*", rest)
    name = next((n for n in reversed(names) if case.whom(n)), None)
    people = tuple(case.whom(name)) if name else ()
    bare = re.sub(r"\b(?:letters?|a|again|back)\b", " ", rest.replace(name, " ") if name else rest)
    left = [w for w in content(bare) if w.lower() not in _PREPOSITIONS] if re.search(r"\w{3,}", bare) else []
    preposition = next(
        (w for w in reversed((rest.split(name)[0] if name else first).split()) if w in _PREPOSITIONS), ""
    )
    verb = asked.topic or ""
    return _Sought(forms(verb) or forms(verb, plain=True), preposition, people, tuple(left))


def _sentences(sought: _Sought, case: Case) -> Iterator[tuple[str, Span, Span]]:
    """The sentences that tell of the deed, each once, with where the verb stands."""
    verbs = re.compile(rf"\b(?:{'|'.join(sorted(sought.verbs, key=lambda v: (-len(v), v)))})\b")
    aliases = sorted({a for p in sought.people for a in p.aliases}, key=lambda a: (len(a), a))[:_NAMES] or [""]
    seen: set[tuple[str, int]] = set()
    for alias in aliases:
        wanted = [w for w in (" ".join(re.findall(r"[^\W_]+", alias)), *sought.words[:1] * (not alias)) if w]
        for verb in sorted(sought.verbs):
            for key, passage in case.store.holding([verb, *wanted], _MOST, every=True):
                for sentence in _split(passage):
                    m = verbs.search(case.text(key), *sentence)
                    if (
                        m
                        and (key, sentence.start) not in seen
                        and sought.stands_in(case.text(key)[m.end() : sentence.end])
                    ):
                        seen.add((key, sentence.start))
                        yield key, sentence, Span(*m.span())


def _split(passage: Passage) -> Iterator[Span]:
    start = 0
    for m in _ENDS.finditer(passage.text):
        low = start + len(passage.text[start : m.end()]) - len(passage.text[start : m.end()].lstrip())
        yield Span(passage.start + low, passage.start + m.end())
        start = m.end()
    if passage.text[start:].strip():
        low = start + len(passage.text[start:]) - len(passage.text[start:].lstrip())
        yield Span(passage.start + low, passage.end)


def _doer(key: str, sentence: Span, verb: Span, case: Case) -> str | None:
    """Who stands right before the verb; None where that is nobody with a name, or the deed is doubted."""
    text = case.text(key)
    head = text[sentence.start : verb.start]
    if _DOUBT.search(head) or re.search(r"(?:not|n[’']t|never|to)\s+\Z", head):
        return None
    m = _BESIDE.search(head)
    at = sentence.start + (m.start() if m else len(head))
    if _VOICE.search(text[sentence.start : at]):
        return _voice(key, Span(at, verb.end), case)
    for named in _named(key, case):
        for span in named.spans:
            if span.end == at and not _OF.search(text[sentence.start : span.start]):
                return case.holder(key, named.name)
    return None


def _named(key: str, case: Case) -> Sequence[Named]:
    return [one for _, one in case.store.findings(Named, key)]


def _voice(key: str, place: Span, case: Case) -> str | None:
    """Whose "I" it is: of whom the words around are quoted, else the document's own."""
    around = [
        s for s in case.store.findings_at(Statement, key, place.start, place.end)
        if s.quotation.mode == "direct" and any(p.start <= place.start < p.end for p in s.quotation.spans)
    ]  # fmt: skip
    if not around:
        return case.holder(key, AUTHOR) if case.store.field(key, "author") else None
    inner = min(around, key=lambda s: s.quotation.spans[-1].end - s.quotation.spans[0].start)
    return case.holder(key, inner.speaker.name) if inner.speaker.name else None


def _when(case: Case, key: str, span: Span) -> str | None:
    """The first date of the sentence, else the day on which the words were said."""
    dates = [d.edtf for d in case.store.findings_at(Date, key, *span) if d.edtf and edtf.valid(d.edtf)]
    return dates[0] if dates else case.said(key)
