"""Claims that a document sets against each other, and words that are told to repeat another's.

A claim is what one is reported to say and the reporter denies ("It is not true, as X represents, that …"), or what
somebody denies ("X denied that …"). The sentences that follow in the paragraph are the evidence given. Nothing here says
who is right.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loquitur.language.deeds import rumours
from loquitur.language.deeds.acts import Clause
from loquitur.language.people import Roll
from loquitur.language.reference.bearings import Ground, date_in
from loquitur.language.sentences import denials
from loquitur.language.sentences.prose import Sentence
from loquitur.language.sentences.subjects import main_subject
from loquitur.language.times.timewords import number
from loquitur.language.words import lexicon
from loquitur.model import AUTHOR, Claim, Date, Document, Echo, Span, Statement

__all__ = ["echoes", "find"]

_REPEAT = {"repeating", "repeats", "repeated", "echoing", "echoes", "echoed", "repeat", "echo"}
_EVIDENCE = 2
_YEARS = re.compile(r"\b((?:an? |some |[a-z]+-)?[a-z]+|\d{1,3}) years? (?:ago|before|since|earlier|back|past)\b", re.I)
_BEFORE = re.compile(r"\b(?:before|earlier)\b", re.I)
_DENY = frozenset({"denied", "denies", "deny", "denying", "disputed", "disputes"})
_NO_SUCH = re.compile(
    r"(?:that\s+)?(?:no such\b|nothing of the (?:kind|sort)\b|there (?:was|were|is|had been) (?:no truth|not a word of truth|nothing in))",
    re.I,
)
_ANSWERS = frozenset(
    "replied replies answered answers retorted insisted insists swore protested objected maintained rejoined".split()  # noqa: SIM905
)
_NONE = re.compile(
    r"(?:that\s+)?(?:there|it) (?:was|were|had been|has been|have been) (?:no|never|not any|not a)\b", re.I
)
_TOLD_BY = re.compile(
    r"\b(?:told|informed|assured|written to) by ((?:an?|the|his|her|their|one) [^,.;:]{3,40}?)(?: that)?,?\s+$"
)
_ACCOUNT = re.compile(r"[’'](?:s)?\s+(?:own\s+)?(?:account|version|story|report|testimony|deposition|statement|word)\b")
_BARE = re.compile(
    r"\b(?P<v>den(?:y|ies|ied|ying)|disput(?:e|es|ed)|contradict(?:s|ed)?|refut(?:es|ed)|repudiat(?:es|ed)|reject(?:s|ed)) "
    r"(?:it|this|that|all this|all of it|the (?:charges?|story|stories|claims?|statements?|reports?|accusations?|allegations?|rumours?|rumors?))"
    r"(?=[\s,.;:)]*(?:$|[,.;:)]|and\b|but\b|in\b|at\b|on\b|to\b|flatly|altogether|outright|absolutely|again|later|publicly|indignantly|with\b))",
    re.I,
)
"""A denial of what was said before, which it does not repeat."""
_COMMON = frozenset(
    "that they them this there their which were have been would could with from into said only when what than then".split()  # noqa: SIM905
)
_ALIKE = 2
_CLAUSE = 6
"""Words that a claim has at least."""
_FAR = 6000
"""How many characters back the like of what is denied can have been said."""
_NEAR = 900
"""How many characters back a denial can point."""


def find(doc: Document, sentences: Sequence[Sentence], who: Roll, statements: Sequence[Statement]) -> tuple[Claim, ...]:
    """Every claim with its denial, in the order of the text."""
    said = sorted((s for s in statements if s.quotation.mode != "report"), key=lambda s: s.quotation.spans[-1])
    quoted = [s for st in statements if st.quotation.mode == "direct" for s in st.quotation.spans]
    ground = Ground(doc, sentences, who, (), (), others=quoted)
    found = [c for s in statements for c in _of_statement(ground, s, said)]
    found += _bare_denials(doc, sentences, who, statements)
    taken = [span for c in found for span in (c.span, c.denial) if span]
    return (*found, *rumours.find(ground, taken))


def _of_statement(ground: Ground, statement: Statement, said: Sequence[Statement]) -> Iterator[Claim]:
    doc, sentences = ground.doc, ground.sentences
    span = statement.quotation.spans[0]
    here = bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1
    if here < 0 or span.start >= sentences[here].span.end or not statement.chain:
        return
    verb = doc.text[statement.cue[0].start : statement.cue[0].end].lower() if statement.cue else ""
    if statement.chain[0].attitude == "denies":
        yield Claim(
            span,
            statement.speaker.name,
            doc.field("author") or AUTHOR,
            sentences[here].span,
            _evidence(doc, sentences, here),
            80,
            "denied where it is reported",
        )
    elif verb in _DENY and (denier := statement.speaker.name or _doer(ground, here, statement.cue[0].start)):
        first = _like(doc, statement, said)
        by = _voice(doc, sentences, first) if first else None
        yield Claim(span, by, denier, sentences[here].span, (), 75, "reported as denied")
    elif verb in _ANSWERS and _NONE.match(statement.quotation.text) and statement.speaker.name:
        first = _like(doc, statement, said)
        by = _voice(doc, sentences, first) if first else None
        yield Claim(span, by, statement.speaker.name, sentences[here].span, (), 60, "answered that there was none")
    elif _NO_SUCH.match(statement.quotation.text) and statement.speaker.name:
        yield from _no_such(doc, sentences, statement, said, here)


def _doer(ground: Ground, here: int, at: int) -> str | None:
    """Who does the verb at a place, also where a pronoun means him."""
    clause = Clause(ground, here)
    verb = next((k for k, word in enumerate(clause.row) if word.start == at), None)
    names = clause.doer(verb).names if verb is not None else ()
    return names[0] if len(names) == 1 else None


def _no_such(
    doc: Document, sentences: Sequence[Sentence], statement: Statement, said: Sequence[Statement], here: int
) -> Iterator[Claim]:
    """ "He swore that no such order had been given": of what another said just before."""
    before = _before(doc, sentences, here, said)
    long = before is not None and len(before.quotation.text.split()) >= _CLAUSE
    if before and long and before.speaker.name not in (None, statement.speaker.name):
        words, by, reason = before.quotation.spans[0], before.speaker.name, "what was said before is denied"
        yield Claim(words, by, statement.speaker.name, sentences[here].span, (), 60, reason)


def _like(doc: Document, statement: Statement, said: Sequence[Statement]) -> Statement | None:
    """The last of the statements before this one, of another voice, that says the like: it shares two words of some
    length, or most of its own."""
    start = statement.quotation.spans[0].start
    own = _stems(statement.quotation.text)
    for other in reversed([s for s in said if s.quotation.spans[-1].end <= start]):
        shared = own & _stems(other.quotation.text)
        if start - other.quotation.spans[-1].end > _FAR:
            return None
        if len(shared) >= _ALIKE and other.speaker.name != statement.speaker.name:
            return other
    return None


def _stems(words: str) -> set[str]:
    return {w[:6] for w in re.findall(r"[a-z]{4,}", words.lower())} - {w[:6] for w in _COMMON}


def _voice(doc: Document, sentences: Sequence[Sentence], statement: Statement) -> str | None:
    """Who says it: by name, else as the cue describes whoever it is ("a clerk of the mill")."""
    if statement.speaker.name:
        return statement.speaker.name
    start = statement.quotation.spans[0].start
    here = bisect_right(sentences, start, key=lambda s: s.span.start) - 1
    told = _TOLD_BY.search(doc.text[sentences[here].span.start : start]) if here >= 0 else None
    if told:
        return re.sub(r"\s+", " ", told[1])
    described = [re.sub(r"\s+", " ", doc.text[s.start : s.end]) for s in statement.speaker.spans]
    pronouns = lexicon().closed["pronouns"]
    return next((d for d in described if d.lower() not in pronouns), None)


def _bare_denials(
    doc: Document, sentences: Sequence[Sentence], who: Roll, statements: Sequence[Statement]
) -> Iterator[Claim]:
    """What is called untrue: "It is a fable that …" with its words, "That is a falsehood" of what was said before."""
    ground = Ground(doc, sentences, who, [s for st in statements for s in st.quotation.spans], ())
    said = sorted((s for s in statements if s.quotation.mode != "report"), key=lambda s: s.quotation.spans[-1])
    denied = [s for st in statements if st.chain and st.chain[0].attitude == "denies" for s in st.quotation.spans]
    for i, sentence in enumerate(sentences):
        words = doc.text[sentence.span.start : sentence.span.end]
        ahead = denials.ahead(words)
        if ahead and ahead["c"]:
            span = Span(sentence.span.start + ahead.start("c"), sentence.span.start + ahead.end("c"))
            if not any(a < span.end and span.start < b for a, b in denied):
                told = [st for st in said if any(a < span.end and span.start < b for a, b in st.quotation.spans)]
                by = told[0].speaker.name if told else _asserting(ground, i, ahead, said)
                evidence = _evidence(doc, sentences, i)
                yield Claim(span, by, _denier(ground, i, ahead.start()), sentence.span, evidence, 65, "called untrue")
            continue
        if denials.affirmed(words):
            yield from _affirmed(ground, i)
        bare = _BARE.search(words)
        if bare and not words.endswith("?"):
            yield from _denied_before(ground, i, bare, said)
            continue
        behind = denials.behind(words)
        before = _before(doc, sentences, i, said) if behind and not words.endswith("?") else None
        if behind and before is None:
            yield from _sentence_before(ground, i, _denier(ground, i, behind.start()))
        if behind and before:
            denier = _denier(ground, i, behind.start())
            if denier != before.speaker.name:
                yield Claim(
                    before.quotation.spans[0], before.speaker.name, denier, sentence.span,
                    _evidence(doc, sentences, i), 60, "what was said before is called untrue",
                )  # fmt: skip


def _sentence_before(ground: Ground, i: int, denier: str) -> Iterator[Claim]:
    """What the sentence before tells in a clause of its own: "It is given out that … I answer, that this is false"."""
    if not i or ground.sentences[i - 1].block != ground.sentences[i].block:
        return
    start, end = ground.sentences[i - 1].span
    told = re.search(r"\bthat\s+([^.;!?]{12,})", ground.doc.text[start:end])
    if told:
        span = Span(start + told.start(1), start + told.end(1))
        by = _reporting(ground, i - 1, start + told.start())
        evidence = _evidence(ground.doc, ground.sentences, i)
        yield Claim(span, by, denier, ground.sentences[i].span, evidence, 55, "what was said before is called untrue")


def _denied_before(ground: Ground, i: int, bare: re.Match[str], said: Sequence[Statement]) -> Iterator[Claim]:
    """ "Pell always denied it": of what was said just before, by another."""
    clause, place = Clause(ground, i), ground.sentences[i].span.start + bare.start("v")
    at = next((k for k, word in enumerate(clause.row) if word.start == place), None)
    if at is None or clause.conditional(at) or not clause.act(at).real:
        return
    doer = clause.doer(at)
    names = doer.names if len(doer.names) == 1 else ()
    before = _before(ground.doc, ground.sentences, i, [s for s in said if s.speaker.name not in names])
    if not names or (before is None and not i):
        return
    span = before.quotation.spans[0] if before else ground.sentences[i - 1].span
    by = (_voice(ground.doc, ground.sentences, before) if before else None) or _teller(ground, i)
    evidence = _evidence(ground.doc, ground.sentences, i)
    yield Claim(span, by, names[0], ground.sentences[i].span, evidence, 60, "what was said before is denied")


def _teller(ground: Ground, i: int) -> str | None:
    """Whose account it is that is denied, where the paragraphs before say so: "there is only X's account"."""
    sentence = ground.sentences[i]
    low = max(0, sentence.span.start - _NEAR)
    told = [m for m in ground.who.inside(low, sentence.span.start) if m.kind == "person"]
    owners = [m for m in told if _ACCOUNT.match(ground.doc.text[m.span.end : m.span.end + 40])]
    return ground.who.name(owners[-1].name) if owners else None


def _affirmed(ground: Ground, i: int) -> Iterator[Claim]:
    """What is reported, and affirmed in the next breath: "It is said that … That is quite true.\""""
    if not i or ground.sentences[i - 1].block != ground.sentences[i].block:
        return
    start, end = ground.sentences[i - 1].span
    told = re.search(r"\bthat\s+([^;!?]{12,})", ground.doc.text[start:end])
    if told:
        span = Span(start + told.start(1), start + told.end(1))
        voice = ground.voice(ground.sentences[i].span.start)
        yield Claim(span, voice, None, None, (ground.sentences[i].span,), 60, "affirmed where it is reported")


def _reporting(ground: Ground, i: int, before: int) -> str | None:
    """Who says what a sentence reports: the only one named before "that", by a verb of saying or a work of his."""
    start = ground.sentences[i].span.start
    named = {ground.who.name(m.name) for m in ground.mentions(i) if m.span.end <= before and m.kind == "person"}
    told = [w for w in ground.sentences[i].words if w.start < before and w.start >= start]
    works = lexicon().speech | lexicon().utterance | {"believe", "book", "history", "article", "life", "memoirs"}
    return named.pop() if len(named) == 1 and any(w.lower in works for w in told) else None


def _before(doc: Document, sentences: Sequence[Sentence], i: int, said: Sequence[Statement]) -> Statement | None:
    """The statement that ends last before a sentence begins, in its paragraph or the one before."""
    start = sentences[i].span.start
    near = [s for s in said if s.quotation.spans[-1].end <= start and start - s.quotation.spans[-1].end < _NEAR]
    low = next((s.span.start for s in sentences if s.block >= sentences[i].block - 2), 0)
    return near[-1] if near and near[-1].quotation.spans[0].start >= low else None


def _asserting(ground: Ground, i: int, found: re.Match[str], said: Sequence[Statement]) -> str | None:
    """Who is told to say it: named between denial and claim, or who said the like just before."""
    at = ground.sentences[i].span.start
    inside = [m for m in ground.mentions(i) if at + found.start("m") <= m.span.start < at + found.end("m")]
    if inside:
        return ground.who.name(inside[0].name)
    before = _before(ground.doc, ground.sentences, i, said)
    own = set(re.findall(r"[a-z]{5,}", found["c"].lower()))
    shared = own & set(re.findall(r"[a-z]{5,}", before.quotation.text.lower())) if before else set()
    return before.speaker.name if before and shared else None


def _denier(ground: Ground, i: int, at: int) -> str:
    """Whoever is reported to deny it ("Parker replied that this was untrue"), else the document's own voice."""
    clause = Clause(ground, i)
    place = ground.sentences[i].span.start + at
    for k in range(len(clause.row) - 1, -1, -1):
        word = clause.row[k]
        if word.start <= place + 12 and word.lower in lexicon().speech | {"called", "calls"} and clause.verbish(k):
            names = clause.doer(k).names
            return names[0] if names else ground.own
    return ground.own


def _evidence(doc: Document, sentences: Sequence[Sentence], here: int) -> tuple[Span, ...]:
    """The next sentences of the paragraph."""
    block = sentences[here].block
    following = [s.span for s in sentences[here + 1 : here + 1 + _EVIDENCE] if s.block == block]
    return tuple(s for s in following if doc.text[s.end - 1] != "?")


def echoes(doc: Document, sentences: Sequence[Sentence], who: Roll, dates: Sequence[Date]) -> tuple[Echo, ...]:
    """Whoever is told to repeat what another said."""
    ground = Ground(doc, sentences, who, (), dates)
    return tuple(e for s in sentences for e in _echo(ground, s))


def _echo(ground: Ground, sentence: Sentence) -> Iterator[Echo]:
    text, row = ground.doc.text, sentence.words
    cue = next((i for i, w in enumerate(row) if w.lower in _REPEAT), None)
    if cue is None or cue == 0:
        return
    behind = text[row[cue].end : row[cue].end + 60]
    earlier = who_after(ground, row[cue].end, sentence.span.end)
    if (
        not re.match(r"\s+(?:only |just |merely )?(?:what|the words|[^\W\d_]+(?: [^\W\d_]+)?[’'])", behind)
        or not earlier
    ):
        return
    first = ground.who.name(earlier[0])
    later = _repeater(ground, sentence, cue)
    if later is None or later == first:
        return
    date = date_in(ground.dates, text, sentence.span, row[cue].end)
    if date and _BEFORE.search(date.text):
        date = None
    years = re.search(r"counted from the document's date (\d{4})", date.basis) if date else None
    gap = int(years[1]) - int(date.edtf[:4]) if years and date and date.edtf and date.edtf[:4].isdigit() else None
    if gap is None and (told := _YEARS.search(text, row[cue].end, sentence.span.end)):
        gap = number(told[1])
    end = max(date.span.end if date else 0, row[cue].end)
    yield Echo(
        later,
        first,
        date.edtf if date else None,
        gap,
        Span(sentence.span.start, min(max(end, row[cue].end), sentence.span.end)),
    )


def _repeater(ground: Ground, sentence: Sentence, cue: int) -> str | None:
    """Who repeats: whoever is named last before the word ("It is not X, it is Y, repeating"), else the subject."""
    named = who_after(ground, sentence.span.start, sentence.words[cue].start)
    if named:
        return ground.who.name(named[-1])
    subject = ground.persons(main_subject(ground.doc.text, sentence.words[:cue]))
    unnamed = re.search(
        r"\b(?:is|was) ((?:an?|some|one|every) [^,;:.]{3,40}),?\s*$",
        ground.doc.text[sentence.span.start : sentence.words[cue].start],
    )
    return subject[0] if subject else unnamed[1] if unnamed else None


def who_after(ground: Ground, start: int, end: int) -> list[str]:
    """The names of persons in a range, in order."""
    return [m.name for m in ground.who.inside(start, end) if m.kind == "person"]
