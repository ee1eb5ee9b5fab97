"""What happened to somebody, as told by a clause: who, what, when, by whose hand, how many.

Verbs of death, arrest, exile and their like: in the passive with the one who suffers as subject, in the active with him
as object; and phrases ("was put to death", "took his own life"). What is denied, supposed or yet to come is no fate.
The passage is the clause that tells it.
"""

import re
from collections.abc import Iterator, Sequence

from loquitur.language.deeds import agents, among, doubts, fatedates, fatenames, lifedates, vessels
from loquitur.language.deeds.acts import Clause, Doer
from loquitur.language.deeds.fatewords import words
from loquitur.language.deeds.verbgroups import HARD
from loquitur.language.people import Roll
from loquitur.language.reference.acting import is_subject
from loquitur.language.reference.bearings import Ground
from loquitur.language.sentences.predicates import Phrase, participles
from loquitur.language.sentences.prose import Sentence
from loquitur.language.words import lexicon
from loquitur.model import AUTHOR, Date, Document, Fate, Span, Statement

__all__ = ["find"]

_END = re.compile(r"[,;:—–]|\s(?:because|who|which|while|when|and|but|for|after|before|as|without|leaving|so)\s")
_UNIT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{2,5}teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_NUMBER = (
    r"(?:tens|hundreds|thousands|millions|dozens|scores)(?: of (?:thousands|millions|hundreds))?|many|most|several|some|all|half|"
    r"(?<!\d)\d{1,3}(?:[,.]\d{3})*|(?:(?:some|about|over|nearly|almost|more than) )?"
    rf"(?:(?:an?|one|{_UNIT})(?:-[a-z]+)?(?: and)? ?)?(?:hundreds?|thousands?|million|dozen|{_UNIT})(?:-[a-z]+)?"
    r"(?: (?:hundred|thousand|million))?(?: and [a-z-]+)?"
)
_COUNT = re.compile(rf"({_NUMBER})(?: of)? (?:the |his |her |their |these |those )?(?:[a-z]+ the )?$", re.I)
_COUNTED = re.compile(rf"({_NUMBER})\b(?! (?:years|months|weeks|days|o'clock))", re.I)
_SHARED = frozenset({"execution", "killing", "arrest", "imprisonment", "camp", "exile", "trial"})
"""What happens to somebody with another."""
_HAD = frozenset({"had", "have"})
_SAW = frozenset({"saw", "see", "seen", "watched", "watch"})
_WENT = frozenset({"went", "came", "go", "come", "gone", "going"})
_ALIKE = frozenset({"same", "like", "similar"})
_MET = frozenset({"shared", "met", "suffered", "had", "underwent", "found", "share", "shares"})
_FOUND = frozenset({"find", "finds", "found", "finding", "got", "gets", "saw", "seeing"})
_SELF = frozenset({"himself", "herself", "themselves"})
_BETWEEN = 8
"""How many words may stand between "whom" and the verb."""
_VIOLENT = frozenset({"killing", "execution"})
_WHENEVER = frozenset({"every", "each", "to"})
_HE = frozenset({"he", "she", "him", "her", "his"})
_TO_COME = frozenset({"to", "will", "would", "shall", "should", "may", "might", "can", "could", "must"})


def find(
    doc: Document, sentences: Sequence[Sentence], who: Roll, dates: Sequence[Date], statements: Sequence[Statement] = ()
) -> tuple[Fate, ...]:
    """Every fate that the document tells, in the order of the text."""
    others = [s for st in statements if st.quotation.mode == "direct" for s in st.quotation.spans]
    ground = Ground(doc, sentences, who, (), dates, others=others)
    kept: dict[tuple[str, str, Span], Fate] = {}
    before: Fate | None = None
    for number, sentence in enumerate(sentences):
        if doc.blocks[sentence.block].kind in ("heading", "caption") or not _telling(sentence):
            continue
        clause = Clause(ground, number)
        for fate in (*_in_sentence(clause), *(_same(clause, before) if before else ())):
            kept.setdefault((fate.who, fate.what, fate.span), fate)
            before = fate
    for fate in lifedates.find(ground):
        kept.setdefault((fate.who, fate.what, fate.span), fate)
    return tuple(sorted(kept.values(), key=lambda f: (f.span, f.who, f.what)))


_LAST = frozenset({"death", "killing", "execution", "assassination"})
"""What nobody lives to tell of himself."""
_BODILY = _LAST | {"arrest", "imprisonment", "camp", "torture", "illness", "suicide", "wound"}
"""What a body of men does not suffer: "they" are then somebody else than the police."""
_RELATIVE = frozenset({"who", "whom", "whose", "which", "where", "that"})
"""Words after which somebody else may be the subject: "I saw a camp where men were tortured"."""


def _telling(sentence: Sentence) -> bool:
    told = words()
    return any(
        w.lower in told.undergone
        or w.lower in told.undergo
        or w.lower in told.phrases
        or w.lower in told.dated
        or w.lower in told.nouns
        or w.lower in told.told
        or w.lower in told.owned
        or w.lower in told.many
        or w.lower == "fate"
        for w in sentence.words
    )


def _in_sentence(clause: Clause) -> Iterator[Fate]:
    told = words()
    opening = clause.text[clause.sentence.span.start : clause.sentence.span.end].lower().replace("’", "'")
    if clause.asked or any(denial in opening for denial in lexicon().denials):
        return
    for i, word in enumerate(clause.row):
        lower = word.lower
        if i and word.text[0].isupper() and not clause.verbish(i):
            continue
        found = [f for phrase in told.phrases.get(lower, ()) for f in _phrase(clause, i, phrase)]
        found += [f for phrase in told.dated.get(lower, ()) for f in _phrase(clause, i, phrase) if f.when]
        if lower in told.owned:
            found += _owned(clause, i)
        if lower in told.told:
            yield from fatenames.called(clause, i, told.told[lower])
        yield from found
        if kind := told.undergone.get(lower) or told.undergo.get(lower) or told.many.get(lower):
            yield from _of_many(clause, i, kind)
        if lower in told.undergo and (not found or told.undergo[lower] == "death"):
            yield from _undergo(clause, i, told.undergo[lower])
        elif found:
            continue
        elif lower in told.undergone:
            yield from _undergone(clause, i, told.undergone[lower])
        elif lower in told.nouns:
            yield from _noun(clause, i, told.nouns[lower])


def _of_many(clause: Clause, i: int, kind: str) -> Iterator[Fate]:
    """ "Forty men were arrested, among them Hill", "among the dead was Hill", "Hill was one of those arrested"."""
    if i + 1 < len(clause.row) and clause.row[i + 1].lower in _WHENEVER:
        return  # "was among the exiles every Sunday"
    one = among.counted(clause, i)
    if not one.names and (clause.passive(i) or clause.row[i].lower in words().undergo):
        alone = any(clause.ground.who.kinds.get(name) == "person" for name in clause.doer(i).names)
        one = Doer() if alone else among.included(clause, i)
    if one.names and not doubts.unreal(clause, i):
        yield from _fates(clause, i, one, kind, None, i)


def _otherwise(clause: Clause, i: int) -> bool:
    """Whether a word behind a verb makes it tell no fate: "was transferred to hospital"."""
    other = words().unless.get(clause.row[i].lower, frozenset())
    return any(w.lower in other for w in clause.row[max(0, i - 4) : i + 8])


def _phrase(clause: Clause, i: int, phrase: Phrase) -> Iterator[Fate]:
    fit = clause.fits(i, phrase)
    if fit is None or doubts.unreal(clause, i) or _otherwise(clause, i):
        return
    end, free = fit
    if (one := among.counted(clause, i)).names:
        yield from _fates(clause, i, one, phrase.what, None, end)
    elif phrase.passive:
        if clause.passive(i):
            yield from _fates(clause, i, clause.doer(i), phrase.what, agents.agent(clause, end), end)
            yield from _with(clause, i, phrase.what, end)
        elif caused := _caused(clause, i):
            yield from _fates(clause, i, caused[0], phrase.what, caused[1], end)
    elif free is not None:
        doer = clause.doer(i)
        names = clause.objects(free, doer.names) or fatenames.owner(clause, end)[0]
        wanted = words().subjects.get(clause.row[i].lower)
        if wanted and (not clause.act(i).start or clause.row[clause.act(i).start - 1].lower not in wanted):
            return
        if not clause.act(i).passive and names:
            yield from _fates(
                clause, i, Doer(tuple(names), free, "name"), phrase.what, agents.words(clause, doer, i), end
            )
    elif not clause.act(i).passive:
        yield from _fates(clause, i, clause.doer(i), phrase.what, None, end)


def _undergone(clause: Clause, i: int, kind: str) -> Iterator[Fate]:
    if doubts.unreal(clause, i):
        return
    row, lower = clause.row, clause.row[i].lower
    if lower.endswith("ing") or _otherwise(clause, i):
        return
    needed = words().needs.get(lower)
    if needed and not any(w.lower in needed for w in row[i + 1 : i + 14]):
        return
    if i + 1 < len(row) and row[i + 1].lower in _SELF:
        if kind in _VIOLENT:
            yield from _fates(clause, i, clause.doer(i), "suicide", None, i + 1)
        return
    if clause.passive(i):
        if lower not in participles() and not lower.endswith("ed"):
            return  # "the words were fine"
        doer = clause.doer(i)
        if not doer.names and any(w.lower == "there" for w in row[clause.act(i).start : i]):
            doer = among.named(clause, i + 1)
        yield from _fates(clause, i, doer, kind, agents.agent(clause, i), i)
        yield from _with(clause, i, kind, i)
        return
    caused = _found(clause, i) or _caused(clause, i)
    if caused:
        yield from _fates(clause, i, caused[0], kind, caused[1], i)
        return
    if not clause.verbish(i) or not (lower.endswith("ed") or lower in participles()):
        return
    doer = clause.doer(i)
    if whom := _whom(clause, i):
        yield from _fates(clause, i, whom, kind, agents.words(clause, doer, i), i)
        return
    names = clause.objects(i + 1, doer.names)
    by = agents.words(clause, doer, i) if names else None
    plain = names and (clause.mention(i + 1) or row[i + 1].lower in ("him", "her", "them"))
    if kind == "rehabilitation" and doer.form == "first":
        return  # "I have pardoned Hill"
    if (by or plain) and not set(names) & set(doer.names):
        yield from _fates(clause, i, Doer(tuple(names), max(doer.start, 0), "name"), kind, by, i, whole=True)


def _whom(clause: Clause, i: int) -> Doer | None:
    """Who suffers where it is told behind him: "Hill, whom the guards arrested in 1820"."""
    for k in range(i - 1, max(0, i - _BETWEEN), -1):
        if HARD.search(clause.gap(k)) or clause.verbish(k):
            return None
        if clause.row[k].lower == "whom":
            one = clause.ending(k - 1)
            return one if one.form == "name" and len(one.names) == 1 else None
    return None


def _found(clause: Clause, i: int) -> tuple[Doer, str | None] | None:
    """ "found himself dismissed", "got herself arrested": who suffers is who does it."""
    k = clause.over_aside(i - 1) if i else None
    k = i - 1 if k is None else k
    found = k > 0 and clause.row[k].lower in _SELF and clause.row[k - 1].lower in _FOUND
    return (clause.doer(k - 1), agents.agent(clause, i)) if found else None


def _caused(clause: Clause, i: int) -> tuple[Doer, str | None] | None:
    """ "had four of the conspirators executed", "saw Hill hanged": who suffers, and by whose will."""
    row = clause.row
    had = next((k for k in range(i - 1, max(-1, i - 8), -1) if row[k].lower in _HAD | _SAW), None)
    if (
        had is None
        or had == i - 1
        or (row[had].lower == "have" and row[had - 1].lower in _TO_COME)
        or (row[had].lower in _HAD and (not clause.act(had).real or row[had - 1].lower == "having"))
        or (row[had].lower in _SAW and not _seen(clause, had))
        or re.search(r"[,;:.]", clause.text[row[had].end : row[i].start])
    ):
        return None
    if clause.verbish(had + 1) or (clause.mention(i - 1) is None and row[i - 1].lower not in ("him", "them", "her")):
        return None
    doer = clause.doer(had)
    names = (
        clause.objects(i - 1, doer.names)
        if row[i - 1].lower in ("him", "them", "her")
        else list(clause.ending(i - 1).names)
    )
    by = None if row[had].lower in _SAW else agents.words(clause, doer, had)
    return (Doer(tuple(names), had + 1, "name"), by) if names else None


def _seen(clause: Clause, k: int) -> bool:
    """Whether somebody did see it: "saw", "went to see", not "wished to see" or "never saw"."""
    act = clause.act(k)
    before = clause.row[max(0, act.governor - 2) : act.governor + 1] if act.governor is not None else ()
    went = any(w.lower in _WENT for w in before)
    return not act.negated and not clause.doer(k).nobody and (went or act.real)


def _undergo(clause: Clause, i: int, kind: str) -> Iterator[Fate]:
    passive = clause.act(i).passive
    if passive or doubts.unreal(clause, i) or clause.row[i].lower.endswith("ing") or _otherwise(clause, i):
        return
    if (not clause.verbish(i) and (i or clause.mention(i))) or (
        clause.row[i].lower in words().alone and clause.takes(i + 1)
    ):
        return
    yield from _fates(clause, i, clause.doer(i), kind, None, i)


def _noun(clause: Clause, i: int, kind: str) -> Iterator[Fate]:
    """ "On his sickbed, Lenin wrote": whoever is the subject of the clause."""
    row = clause.row
    if not i or row[i - 1].lower not in ("his", "her", "last", "final", "long"):
        return
    verb = next((k for k in range(i + 1, len(row)) if clause.verbish(k)), None)
    before = clause.ending(i - 3) if i > 2 and clause.mention(i - 3) else Doer()
    doer = before if before.names else clause.doer(verb) if verb is not None else Doer()
    if len(doer.names) == 1:
        date = clause.ground.date(clause.number, row[i].start)
        start = row[i - 2].start if i > 1 and row[i - 2].lower in ("on", "in") else row[i - 1].start
        yield Fate(
            doer.names[0],
            kind,
            date.edtf if date else None,
            None,
            None,
            Span(start, row[i].end),
            60,
            f"noun: {row[i].lower}",
        )


def _owned(clause: Clause, i: int) -> Iterator[Fate]:
    """ "his head was broken", "Hill's sentence was annulled": what is done to what somebody owns."""
    row = clause.row
    for kind, done in words().owned[row[i].lower]:
        verb = next((k for k in range(i + 1, min(len(row), i + 6)) if row[k].lower in done), None)
        if verb is None or not clause.passive(verb) or doubts.unreal(clause, verb):
            continue
        owner, first, _ = fatenames.owner(clause, i)
        if owner:
            yield from _fates(clause, verb, Doer(owner, first, "pronoun"), kind, agents.agent(clause, verb), verb)


def _fates(
    clause: Clause, i: int, doer: Doer, kind: str, by: str | None, last: int, *, whole: bool = False
) -> Iterator[Fate]:
    text, row, sentence = clause.text, clause.row, clause.sentence.span
    if not doer.names or doer.start < 0 or (doer.form == "first" and not _own(clause, doer, kind, i)):
        return
    pronoun = doer.start if doer.form == "pronoun" else last + 1 if whole or doer.form == "name" else -1
    if _doubtful(clause, pronoun, doer.names):
        return
    date = fatedates.when(clause, i, last)
    first = row[min(doer.start, i)].start
    named = next(
        (m.span.start for m in clause.ground.mentions(clause.number) if m.span.start >= row[doer.start].start), first
    )
    count = _counted(clause, named) or _counted(clause, row[doer.start].start)
    if count is None and doer.form == "group":
        count = _COUNTED.match(text, row[doer.start].start, row[i].start)
        start = first
    else:
        start = min(sentence.start + count.start(), first) if count and not whole else first
    end = _clause_end(text, row[last].end, sentence.end, date)
    for name in doer.names:
        parts = {*name.lower().split()}
        called_on = doer.form == "pronoun" and ("the" in parts or not words().called_on.isdisjoint(parts))
        if (
            called_on
            or vessels.is_vessel(clause, name)
            or (kind in _BODILY and clause.ground.who.kinds.get(name) == "organisation")
        ):
            continue
        yield Fate(
            name, kind, date.edtf if date else None, by, count[1].lower() if count else None,
            Span(start, end), 70 if doer.form == "pronoun" else 85, f"verb: {row[i].lower}",
        )  # fmt: skip


def _counted(clause: Clause, end: int) -> re.Match[str] | None:
    """How many of them stands before a place, where that is no date: "On May 4 Hill was shot"."""
    start = clause.sentence.span.start
    count = _COUNT.search(clause.text[start:end])
    before = clause.text[start : start + count.start()].split() if count else []
    dated = before and before[-1].lower() in lexicon().names["months_and_days"]
    return None if dated else count


def _doubtful(clause: Clause, k: int, names: Sequence[str]) -> bool:
    """Whether the pronoun at a word may mean somebody else: inside marks whoever is not named there, or who acts before
    it in its sentence."""
    row, ground = clause.row, clause.ground
    if not 0 <= k < len(row) or row[k].lower not in _HE:
        return False
    place = row[k].start
    quoted = next((q for q in ground.others if q[0] <= place < q[1]), None)
    if quoted:
        return not any(ground.who.name(m.name) in names for m in ground.who.inside(quoted[0], place))
    if row[k].lower not in ("he", "she"):
        return False
    gender = "female" if row[k].lower == "she" else "male"
    others = [m for m in ground.mentions(clause.number) if m.span.end <= place and m.kind == "person"]
    acting = {ground.who.name(m.name) for m in others if is_subject(clause.text, m)}
    doers = [clause.doer(v) for v in range(k) if clause.verbish(v)]
    acting |= {n for d in doers if d.form == "name" for n in d.names if ground.who.kinds.get(n) == "person"}
    fitting = {n for n in acting if ground.who.gender.get(n, gender) == gender}
    return bool(fitting) and not fitting & set(names)


def _own(clause: Clause, doer: Doer, kind: str, i: int) -> bool:
    """Whether somebody can tell this of himself: "I was arrested", but no death of his own, nothing of "we"."""
    row = clause.row
    known = doer.names[0] != AUTHOR and row[doer.start].lower == "i"
    other = any(w.lower in _RELATIVE for w in row[doer.start + 1 : i])
    return known and not other and kind not in _LAST and not row[i].lower.endswith("ing")


def _clause_end(text: str, at: int, end: int, date: Date | None) -> int:
    while end > at and text[end - 1] in '.!?”"’) ':
        end -= 1
    low = date.span.end if date and at <= date.span.start <= at + 30 else at
    stop = _END.search(text, min(low, end), end)
    return stop.start() if stop else end


def _same(clause: Clause, before: Fate) -> Iterator[Fate]:
    """ "Hill and Sands shared the same fate": what was told of another in the paragraph before."""
    row, sentence = clause.row, clause.sentence
    if clause.ground.sentences[clause.ground.number(before.span.start)].block != sentence.block:
        return
    for i in range(2, len(row)):
        if row[i].lower != "fate" or row[i - 1].lower not in _ALIKE:
            continue
        verb = next((k for k in range(i - 1, max(-1, i - _BETWEEN), -1) if row[k].lower in _MET), None)
        if verb is not None and not doubts.unreal(clause, verb):
            yield from _fates(clause, verb, clause.doer(verb), before.what, None, i)


def _with(clause: Clause, i: int, kind: str, last: int) -> Iterator[Fate]:
    """ "was guillotined with Hill": another who suffered the same."""
    row = clause.row
    aside = min(i + 2, last + 1)  # "was taken, together with Hill, to a camp"
    for k in range(aside, min(len(row) - 1, last + 4)):
        if re.search(r"[;:]" if row[k - 1].lower == "together" else r"[,;:]", clause.gap(k - 1)):
            return
        if row[k].lower not in ("with", "beside", "alongside"):
            continue
        if any(
            row[n].lower.endswith("ing") and n not in clause.at and n - 1 in clause.at
            for n in range(k + 2, min(len(row), k + _BETWEEN))
        ):
            return  # "was hanged with Hill looking on"
        names = [n for n in among.named(clause, k + 1).names if n not in clause.doer(i).names]
        if names and kind in _SHARED:
            yield from _fates(clause, i, Doer(tuple(names), i, "name"), kind, agents.agent(clause, last), last)
        return
