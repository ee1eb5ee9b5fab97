"""Under what circumstances somebody testified, as told by a passage: coerced, tortured, fabricated, retracted, hearsay …

A condition is told where words of force, forgery, retraction and their like stand beside a testimony: in its clause, or
in the sentence next to it where that goes on with it ("In this manner were confessions acquired"). Whoever speaks at the
place tells it; whose testimony it is is told where the passage names him. What is asked, denied or supposed is no
condition; what somebody testified *about* (a statement that men were tortured) is none of the statement.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from loquitur.language.deeds import testimony
from loquitur.language.deeds.acts import Clause
from loquitur.language.deeds.verbgroups import BE
from loquitur.language.people import Roll
from loquitur.language.reference.bearings import Ground
from loquitur.language.sentences.predicates import unproved
from loquitur.language.sentences.prose import Sentence, Word, base
from loquitur.model import AUTHOR, Condition, Document, Span, Statement

__all__ = ["find"]

_REACH = 16
"""How many words may stand between a condition and the testimony."""
_OBJECT = 6
_INTRODUCED = 4
"""How many characters behind a colon the words begin."""
_MARKS = "“”\"‘’«»' \u00a0"
_NOT = re.compile(
    r"\b(?:refus|declin)\w+ (?:\w+ )?to\s+$|(?:\b(?:not|never|no|nor|neither|without|hardly|nobody|none|free of|free from)|n't)\s+(?:[\w-]+\s+){0,2}$"
)
_NONE_WAS = re.compile(
    r"\b(?:no|none of (?:the|his|her|their|these)|neither of (?:the|these)) (?:[\w-]+ ){1,4}?(?:was|were|is|are|had been|has been|have been) (?:[\w-]+ ){0,3}$"
)
"""A subject that makes what is told of it none: "No confession was ever"."""
_NO_OBJECT = frozenset({"that", "by", "who", "which", "and", "or", "after", "before", "with", "from", "for"})
"""What ends the object of a verb."""
_SUPPOSED = re.compile(r"\b(?:if|whether|unless|lest|would|could|might|should)\b[^,;]{0,40}$")
_ABOUT = re.compile(r"\b(?:that|how|about|concerning|of|on|describing|described|telling|told|mentions?|mentioned)\b")
_UNDER = re.compile(r"\b(?:under|during|after) (?:[\w-]+ ){0,3}[\w-]+$")
"""What stands before the words of a condition under which somebody said something."""
_UNDERGONE = frozenset({"coerced", "tortured", "interrogation", "closed-session"})
"""What somebody undergoes while he speaks."""
_HANDS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}


def find(
    doc: Document, sentences: Sequence[Sentence], who: Roll, statements: Sequence[Statement]
) -> tuple[Condition, ...]:
    """Every condition that the document tells, in the order of the text."""
    others = [s for st in statements if st.quotation.mode == "direct" for s in st.quotation.spans]
    ground = Ground(doc, sentences, who, (), (), others=others)
    spoken = sorted(
        ((s, st) for st in statements if st.quotation.mode != "report" for s in st.quotation.spans), key=lambda p: p[0]
    )
    found = [c for i in range(len(sentences)) if (c := _in(ground, i, spoken))]
    return tuple(c for c, later in zip(found, [*found[1:], None], strict=False) if not (later and _within(c, later)))


def _within(one: Condition, other: Condition) -> bool:
    """Whether the next finding begins with the sentence of this one and goes on with it."""
    return one.span.start == other.span.start and set(one.what) <= set(other.what)


Spoken = Sequence[tuple[Span, Statement]]


def _in(ground: Ground, number: int, spoken: Spoken) -> Condition | None:
    """The condition that a sentence tells, None where it tells none."""
    sentence = ground.sentences[number]
    if ground.doc.blocks[sentence.block].kind in ("heading", "caption") or _plain(ground, number).endswith("?"):
        return None
    kinds, hands, at = _own(ground, number)
    span, reason = sentence.span, "beside the testimony"
    if not kinds and (onward := _onward(ground, number)):
        kinds, hands, at = onward
        span, reason = (
            Span(ground.sentences[number - 1].span.start, sentence.span.end),
            "goes on with the sentence before",
        )
    if not kinds:
        kinds, at = _next_to(ground, number)
        reason = "in the sentence next to the testimony"
    if not kinds:
        return None
    if "tortured" in kinds and "coerced" not in kinds:
        kinds.insert(0, "coerced")
    span = _bare(ground.doc.text, span)
    statement = _statement(spoken, sentence.span.start + at)
    teller = _teller(ground, statement)
    number_of = statement.quotation.id if statement else None
    confidence = 80 if reason == "beside the testimony" else 65
    whose, unnamed = testimony.whose(ground, number, at, teller), testimony.unnamed(ground, number, at)
    if whose is None and not unnamed:
        whose = _said_there(spoken, sentence.span, ground.doc.text)
    if whose is None and not unnamed and not _UNDERGONE.isdisjoint(kinds):
        whose = testimony.telling(ground, number)
    return Condition(tuple(kinds), whose, teller, hands, span, number_of, confidence, reason)


def _bare(text: str, span: Span) -> Span:
    """A range without the marks at its ends."""
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip(_MARKS))
    return Span(start, span.end - (len(inner) - len(inner.rstrip(_MARKS))))


def _plain(ground: Ground, number: int) -> str:
    """A sentence in lower case with straight apostrophes; each letter at its place."""
    start, end = ground.sentences[number].span
    text = ground.doc.text[start:end].replace("’", "'").replace("\n", " ").replace("\r", " ")
    lower = text.lower()
    return lower if len(lower) == len(text) else text


# ---- what a sentence says of a testimony ----


def _own(ground: Ground, number: int) -> tuple[list[str], int | None, int]:
    """The kinds of condition that a sentence tells by itself, the hands of hearsay, and where the first stands."""
    told, plain, start = testimony.words(), _plain(ground, number), ground.sentences[number].span.start
    row = ground.sentences[number].words
    clause = Clause(ground, number, row)
    if told.general.match(plain) or ((nothing := unproved().search(plain)) and ";" not in plain[nothing.end() :]):
        return [], None, 0
    found: dict[str, int] = {}
    hands = None
    for kind, patterns in told.alone.items():
        for pattern in patterns:
            for m in pattern.finditer(plain):
                unreal = _unreal(clause, start + m.start(), kind)
                if kind not in found and not _denied(plain, m.start()) and not unreal:
                    found[kind] = m.start()
                    hands = _hands(m) if kind == "hearsay" else hands
    for kind, verbs in told.testimony.items():
        done = (
            w.start - start
            for i, w in enumerate(row)
            if w.lower in verbs and _done(ground, number, i) and not testimony.undone(clause, i)
        )
        at = next((a for a in done if not _denied(plain, a)), None)
        if at is not None:
            found.setdefault(kind, at)
    forced = _forced(row)
    if forced is not None and not testimony.undone(clause, forced) and not _denied(plain, row[forced].start - start):
        found.setdefault("coerced", row[forced].start - start)
    sworn = [i for i in range(len(row)) if testimony.testifies(row, i) and not testimony.undone(clause, i)]
    first, bare = min(found.values(), default=None), _without_owners(ground, number, plain)
    for kind, pattern in told.words.items():
        for m in pattern.finditer(plain):
            under = _UNDER.search(plain[: m.end()]) is not None
            given = [*sworn, *testimony.given(ground, number)] if under else sworn
            void = _denied(plain, m.start()) or _unreal(clause, start + m.start(), kind)
            if kind not in found and not void and _beside(bare, row, start, given, m):
                found[kind] = m.start()
    if "coerced" in found and "tortured" not in found and (loose := _loose(ground, number).get("tortured")):
        found["tortured"] = loose
    return list(found), hands, min(found.values(), default=0) if first is None else first


def _unreal(clause: Clause, at: int, kind: str) -> bool:
    """Whether the verb at a place tells what may not have been: "had orders to deny it", "threatened to torture him"."""
    i = next((k for k, word in enumerate(clause.row) if word.start == at), None)
    if i is None or not clause.verbish(i):
        return False
    act = clause.act(i)
    return testimony.undone(clause, i) or (kind == "denied" and act.governor is not None and not act.real)


def _without_owners(ground: Ground, number: int, plain: str) -> str:
    """A sentence without those of whom something is: "the confession of Hill"; each letter at its place."""
    start = ground.sentences[number].span.start
    for mention in ground.mentions(number):
        low, high = mention.span.start - start, mention.span.end - start
        led = re.search(r"\bof (?:\w+ )?$", plain[:low])
        if led and mention.kind == "person":
            plain = f"{plain[: led.start()]}{' ' * (high - led.start())}{plain[high:]}"
    return plain


def _denied(plain: str, at: int) -> bool:
    before = plain[:at]
    if _NONE_WAS.search(before) or testimony.words().opposed.search(before):
        return True
    return bool(_NOT.search(before) or _SUPPOSED.search(plain[max(0, at - 60) : at]))


def _hands(found: re.Match[str]) -> int:
    """Through how many mouths it came: a witness's own word is the first."""
    part = found.groupdict()
    named = part.get("n") or part.get("m")
    return _HANDS[named] if named else 3 if any(part.values()) else 2


def _beside(plain: str, row: Sequence[Word], start: int, testimonies: Sequence[int], found: re.Match[str]) -> bool:
    """Whether a testimony stands near words that tell a condition, and these do not tell what it was about."""
    told = testimony.words()
    for i in testimonies:
        low, high = row[i].start - start, row[i].end - start
        between = plain[high : found.start()] if high <= found.start() else plain[found.end() : low]
        if ";" in between:
            continue
        if high <= found.start() and any(w in told.obtained for w in re.findall(r"[a-z]+", between)):
            return True
        if len(between.split()) > _REACH:
            continue
        if high > found.start():
            return True
        if not _ABOUT.search(between):
            return True
    return False


def _done(ground: Ground, number: int, i: int) -> bool:
    """Whether a verb is done to a testimony: "withdrew the statement", "all their cases were fabricated"."""
    told, row, text = testimony.words(), ground.sentences[number].words, ground.doc.text
    for k in range(i + 1, min(len(row), i + 1 + _OBJECT)):
        if re.search(r"[,;:.]", text[row[k - 1].end : row[k].start]) or row[k].lower in _NO_OBJECT:
            break
        if base(row[k]) in told.nouns:
            return True
        if k == i + 1 and row[k].lower in ("it", "them") and _sworn_before(ground, number):
            return True
    passive = any(row[k].lower in BE for k in range(max(0, i - 4), i))
    if not passive:
        return False
    near = range(max(0, i - 9), i)
    return any(base(row[k]) in told.nouns and not re.search(r"[;:]", text[row[k].end : row[i].start]) for k in near)


def _forced(row: Sequence[Word]) -> int | None:
    """Where somebody is made to testify: "forced him to sign", "made them confess"."""
    told = testimony.words()
    for i, word in enumerate(row):
        for k in range(i + 1, min(len(row), i + 8)):
            if row[k].lower not in told.made or (k + 1 < len(row) and row[k + 1].lower in told.unless):
                continue
            before = row[k - 1].lower
            own = i and row[i - 1].lower in ("am", "are") and row[max(0, i - 2)].lower in ("i", "we")
            if word.lower in told.infinitive and before == "to" and not own:
                return i
            if word.lower in ("made", "make", "makes") and before in (
                "him",
                "her",
                "them",
                "me",
                "us",
                "to",
                "men",
                "people",
            ):
                return i
            if before == "into" and row[k].lower.endswith("ing"):
                return i
    return None


# ---- what goes on over sentences ----


def _neighbour(ground: Ground, number: int, other: int) -> bool:
    inside = 0 <= other < len(ground.sentences)
    return inside and ground.sentences[other].block == ground.sentences[number].block


def _sworn(ground: Ground, number: int) -> bool:
    told = testimony.words()
    return any(base(w) in told.sworn or w.lower in told.verbs for w in ground.sentences[number].words)


def _sworn_before(ground: Ground, number: int) -> bool:
    return any(_neighbour(ground, number, number - d) and _sworn(ground, number - d) for d in (1, 2))


def _loose(ground: Ground, number: int) -> dict[str, int]:
    """The kinds whose words a sentence has, whether or not a testimony stands beside them."""
    plain = _plain(ground, number)
    return {
        kind: m.start()
        for kind, pattern in testimony.words().words.items()
        if (m := pattern.search(plain)) and not _denied(plain, m.start())
    }


def _onward(ground: Ground, number: int) -> tuple[list[str], int | None, int] | None:
    """ "In this manner were confessions acquired" tells of these what the sentence before does."""
    told = testimony.words()
    if not _neighbour(ground, number, number - 1) or not told.onward.match(_plain(ground, number)):
        return None
    if not any(base(w) in told.sworn or w.lower in told.verbs for w in ground.sentences[number].words):
        return None
    loose = _loose(ground, number - 1)
    return (list(loose), None, 0) if loose else None


def _next_to(ground: Ground, number: int) -> tuple[list[str], int]:
    """What a sentence tells of the testimony in the sentence before or after it, where it points to somebody."""
    loose = _loose(ground, number)
    strong = {k: at for k, at in loose.items() if k in ("coerced", "tortured", "fabricated")}
    near = any(_neighbour(ground, number, n) and _sworn(ground, n) for n in (number - 1, number + 1, number - 2))
    if strong and near and testimony.words().reaching.search(_plain(ground, number)):
        return list(strong), min(strong.values())
    return [], 0


# ---- who tells it, and whose it is ----


def _statement(spoken: Spoken, at: int) -> Statement | None:
    """The innermost statement whose words hold a place."""
    last = bisect_right(spoken, at, key=lambda p: p[0].start)
    here = [p for p in spoken[max(0, last - 60) : last] if p[0].start <= at < p[0].end]
    return min(here, key=lambda p: p[0].end - p[0].start)[1] if here else None


def _teller(ground: Ground, statement: Statement | None) -> str | None:
    if statement is None or statement.speaker.kind == "author":
        return ground.doc.field("author") or AUTHOR
    return statement.speaker.name


def _said_there(spoken: Spoken, span: Span, text: str) -> str | None:
    """Who says the words that a sentence introduces, or that stand in it: all of one voice."""
    end = span.end + _INTRODUCED if text[span.end - 1] == ":" else span.end
    names = {st.speaker.name for quoted, st in spoken if span.start <= quoted.start < end}
    return names.pop() if len(names) == 1 else None
