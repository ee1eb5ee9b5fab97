"""Who goes on with what was told of another: lists of those who are for or against somebody.

A report opens a list ("The first to denounce X was Y"), and so does a denial that nobody did it ("It is false that nobody
spoke against X"), up to a heading or to those on the other side. Then "the second was Z", "Z was the next", "then there was
Z", "there was a third, who …" go on with it; and of whom it is told that he was punished for it, or by X himself.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loquitur.language.deeds.acts import Clause
from loquitur.language.reference.bearings import Ground
from loquitur.language.sentences import denials
from loquitur.language.speech.attitudes import of_report
from loquitur.model import Date, Fate, Side, Span, Stance

__all__ = ["CARRIED", "Memory", "announce", "below", "by_name", "dated", "goes_on", "likewise", "opens", "punished"]

CARRIED = "carried from the report before"
_CHAIN = 3
"""How many sentences a date carries over to who goes on with the same."""
_ON = 4
"""How many sentences behind a report a list may go on with it."""
_LISTS = re.compile(
    r"(?:And |But )?(?:(?:the |an)(?:second|third|fourth|next|other|last|other one)\b[^.;]{0,40}?\b(?:was|were)|"
    r"(?:then|next|there|after \w+|besides)\b[^.;]{0,20}?\b(?:was|were|came|followed)|so (?:did|was|were|too did)|"
    r"who (?:does|can|could) (?:not |n.t )?(?:remember|forget)|neither must we forget|nor should we forget)\s",
    re.I,
)
_BEHIND = re.compile(
    r"[^.;:]{3,60}?\b(?:was|were|came|is|stood) (?:the )?(?:next|second|third|fourth|last|another|one more|among them|of their number)\b[^,;:]{0,12}$",
    re.I,
)
"""Who is listed stands before it: "Hill was the next"."""
_OPEN = re.compile(
    r"(?:And |But )?(?:then )?there (?:was|came|were) (?:also |yet )?(?:an?other|a (?:second|third|fourth|fifth))\b[^.;:]{0,60}$",
    re.I,
)
"""Who is listed is named in the next sentence: "There was a third, who sat in no parliament"."""
_BELOW = 4000
"""How many characters below what opens it a list of lines may go on."""
_ITEM = re.compile(r"\s*(?:[-–—•*·]\s*|\(?\d{1,2}[.)]\s*)?(?:[Tt]he )?(?:[A-Z][\w.’'-]*,? ){0,4}")
"""How a line begins that names somebody first: a mark or number, and titles."""
_COUNTED = re.compile(
    r"(?:And |But )?the (first|second|third|fourth|fifth|sixth|seventh|eighth)\b[^.;]{0,40}?\b(?:was|were)\s", re.I
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_NO_ONE = re.compile(r"\b(?:nobody|no one|no-one|none|not one|not an? [^\W_]+|no [^\W_]+|never)\b", re.I)
_PUNISHED = frozenset(
    {
        "arrest",
        "ban",
        "censure",
        "exile",
        "execution",
        "imprisonment",
        "killing",
        "removal",
        "torture",
        "wound",
        "camp",
        "trial",
    }
)
_MANY = 3
_OPPOSED = frozenset({"Opposition", "Resistance"})
_FOR_IT = re.compile(
    r"\b(?:for (?:this|that|it|which|these words|so (?:saying|doing))|because (?:of (?:this|that|it)|(?:he|she|they) (?:had )?(?:said|spoke|spoken|told|refused|protested|written))|"
    r"in consequence|paid (?:for it|dear)|the price|it cost (?:him|her|them)|was (?:his|her|their) reward)\b",
    re.I,
)


@dataclass(slots=True)
class Memory:
    """What carries over from sentence to sentence."""

    about: str | None = None
    """What the document is about, where that is known."""
    target: str | None = None
    block: int = -99
    dates: dict[str, tuple[str, int]] = field(default_factory=dict)
    undated: list[tuple[int, Stance]] = field(default_factory=list)
    listed: tuple[str, Side, int] | None = None
    """Target and side of the report before, and its sentence: a list may go on with it."""
    counted: tuple[str, Side, int] | None = None
    """Target and side of a list that counts ("The first was …"), and how far it has come; 0 where it is announced."""
    announced: tuple[str, Side, int] | None = None
    """Target and side of a denial that nobody was of it, and its sentence."""
    opened: bool = False
    """Whether the sentence before brings somebody in whom this one names."""
    sections: list[tuple[int, int, str, Side]] = field(default_factory=list)
    """First and last sentence of what a denial announces, with its target and side."""

    def close(self, number: int) -> None:
        """Ends what a denial announced."""
        if self.announced:
            target, side, start = self.announced
            self.sections.append((start, number, target, side))
        self.announced = None


def announce(clause: Clause, at: int, targets: Sequence[str], side: Side, memory: Memory) -> None:
    """ "It is not true that nobody spoke against X" announces those who did; a report of the other side ends it."""
    start, end = clause.sentence.span
    words = clause.text[start : clause.row[at].start]
    if targets and _NO_ONE.search(words):
        ahead = denials.ahead(clause.text[start:end])
        after = clause.text[end : end + 60]
        if ahead or of_report(_NO_ONE.split(words)[0], "") == "denies" or denials.behind(after.split(".")[0]):
            memory.close(clause.number)
            memory.counted = targets[0], side, 0
            memory.announced = targets[0], side, clause.number
            return
    if memory.announced and side != memory.announced[1] and memory.announced[0] in targets:
        memory.close(clause.number)


def dated(date: Date | None, target: str, clause: Clause, memory: Memory) -> tuple[str | None, str | None]:
    """The date of a report, else the one that the report before of the same person had."""
    if date and date.edtf:
        memory.dates[target] = date.edtf, clause.number
        return date.edtf, date.basis
    carried = memory.dates.get(target)
    if carried and clause.number - carried[1] <= _CHAIN:
        return carried[0], CARRIED
    return None, None


def goes_on(clause: Clause, memory: Memory) -> Iterator[Stance]:
    """Who stands on a list that was opened before."""
    if memory.listed is not None and clause.number - memory.listed[2] > _ON:
        memory.listed = None
    text = clause.text[clause.sentence.span.start : clause.sentence.span.end]
    counted = _COUNTED.match(text)
    told = memory.announced or memory.listed
    if counted and memory.counted:
        target, side, reached = memory.counted
        if 1 + _ORDINALS.index(counted[1].lower()) != reached + 1:
            return
        memory.counted = target, side, reached + 1
        yield from _holders(clause, memory, _behind(clause, counted.end()), (target, side), "the count")
    elif told and memory.opened:
        memory.opened = False
        yield from _holders(clause, memory, _subject(clause), told[:2], "the list")
    elif told and _BEHIND.match(text.rstrip(".!")) and not clause.asked:
        if memory.announced and memory.counted and memory.counted[2] == 0:
            yield from _opener(clause, memory)
        yield from _holders(clause, memory, _subject(clause), told[:2], "the list")
    elif told and _OPEN.match(text.rstrip(".!")):
        memory.opened = True
    elif told and (opening := _LISTS.match(text)) and (not clause.asked or "who" in opening[0].lower()):
        yield from _holders(clause, memory, _behind(clause, opening.end()), told[:2], "the list")


def likewise(clause: Clause, at: int) -> list[str]:
    """Who does the same in the clause behind a verb: "… and so did Hill", "… as did Hill and Cole"."""
    row = clause.row
    for k in range(at + 1, len(row) - 2):
        if row[k].lower in ("so", "as") and row[k + 1].lower in ("did", "was", "were", "had"):
            return clause.objects(k + 2)
    return []


def opens(clause: Clause) -> bool:
    """Whether a list of lines can stand below a sentence: it is a heading, or a colon ends it."""
    words = clause.text[clause.sentence.span.start : clause.sentence.span.end]
    heads = clause.ground.doc.blocks[clause.sentence.block].kind == "heading"
    return (heads or words.endswith(":")) and not _NO_ONE.search(words)


def below(clause: Clause, target: str, side: Side) -> Iterator[Stance]:
    """Who stands on the lines below "The following spoke against X:", or below a heading that says so; two at least."""
    ground, end = clause.ground, clause.sentence.span.end
    found: list[Stance] = []
    for line in re.finditer(r"[^\n]+", clause.text[end : end + _BELOW]):
        low, high = end + line.start(), end + line.end()
        if not line[0].strip():
            continue
        named = next(iter(ground.who.inside(low, high)), None)
        heads = ground.doc.blocks[ground.sentences[ground.number(low)].block].kind == "heading"
        if heads or named is None or named.span.start > low + _opening(line[0]):
            break
        name = ground.who.name(named.name)
        if name != target:
            found.append(
                Stance(name, target, side, Span(low, high), None, None, None, 70, "report: stands on the list")
            )
    if len(found) > 1:
        yield from found


def _opening(line: str) -> int:
    """How many characters a line has before the name with which it can begin."""
    found = _ITEM.match(line)
    return found.end() if found else 0


def _behind(clause: Clause, at: int) -> list[str]:
    """Who is named behind a place of the sentence, over a description ("an old weaver, Samuel Marsh")."""
    start = clause.sentence.span.start
    described = re.match(r"an? [^,.;:]{1,40}, ", clause.text[start + at : clause.sentence.span.end])
    place = start + at + (described.end() if described else 0)
    k = next((k for k, w in enumerate(clause.row) if w.start >= place), None)
    return clause.objects(k) if k is not None else []


def _subject(clause: Clause) -> list[str]:
    """Whoever the sentence names first, where it begins with him."""
    first = next((m for m in clause.ground.mentions(clause.number)), None)
    if first is None:
        return []
    led = clause.text[clause.sentence.span.start : first.span.start]
    return (
        [clause.ground.who.name(first.name)]
        if re.fullmatch(r"(?:And |But )?(?:the )?(?:[A-Z][\w.]* ){0,2}", led)
        else []
    )


def _opener(clause: Clause, memory: Memory) -> Iterator[Stance]:
    """ "Z was the next" where nobody was told yet: the first is he of whom the paragraphs behind the denial speak."""
    assert memory.announced is not None
    target, side, start = memory.announced
    ground, block = clause.ground, clause.ground.sentences[start].block
    for number in range(start + 1, clause.number):
        sentence = ground.sentences[number]
        if sentence.block != block and sentence.block != clause.sentence.block:
            for name in _subject(Clause(ground, number)):
                if name != target and ground.who.kinds[name] == "person":
                    yield Stance(name, target, side, sentence.span, None, None, None, 60, "report: opens the list")
                    return
            block = sentence.block


def _holders(
    clause: Clause, memory: Memory, names: Sequence[str], told: tuple[str, Side], how: str
) -> Iterator[Stance]:
    target, side = told
    names = [n for n in names if n != target]
    if not names or target in clause.objects(0):
        return
    near = memory.listed is not None and memory.listed[0] == target
    when, basis = dated(None, target, clause, memory) if near or how == "the list" else (None, None)
    memory.listed = (target, side, clause.number) if how == "the list" else memory.listed
    if memory.counted and memory.counted[2] == 0:
        memory.counted = (target, side, 1)
    for name in names:
        yield Stance(name, target, side, clause.sentence.span, when, basis, None, 70, f"report: goes on with {how}")


def punished(ground: Ground, memory: Memory, fates: Sequence[Fate], told: Sequence[Stance]) -> Iterator[Stance]:
    """Who suffers for it, or by the hand of X himself, in what a denial that nobody was against X announces."""
    for first, last, target, side in memory.sections:
        other = {s.holder for s in told if s.target == target and s.side != side}
        for fate in fates:
            number = ground.number(fate.span.start)
            if not first < number < last or fate.what not in _PUNISHED or fate.who == target or fate.who in other:
                continue
            low = number - (ground.sentences[number - 1].block == ground.sentences[number].block)
            span = Span(ground.sentences[low].span.start, ground.sentences[number].span.end)
            clause = ground.doc.text[ground.sentences[number].span.start : span.end]
            by = any(w in (fate.by or "").split() for w in target.split()[-1:])
            if by or _FOR_IT.search(clause):
                yield Stance(fate.who, target, side, span, fate.when, None, None, 55, "report: suffers for it")


def by_name(ground: Ground, told: Sequence[Stance]) -> Iterator[Stance]:
    """The Opposition, by its name, in a document in which three are told to be against the one of whom it speaks most."""
    against = {(s.holder, s.target) for s in told if s.side == "against"}
    counts = Counter(target for _, target in against)
    most = counts.most_common(1)
    if not most or most[0][1] < _MANY or most[0][0] != ground.topic:
        return
    seen: set[str] = set()
    for mention in ground.who.mentions:
        name = ground.who.name(mention.name)
        if ground.who.kinds[name] in ("group", "organisation") and name not in seen and name.split()[-1] in _OPPOSED:
            seen.add(name)
            yield Stance(
                name, most[0][0], "against", ground.sentences[mention.sentence].span, None, None, None, 55, "its name"
            )
