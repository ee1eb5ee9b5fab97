"""Cues: the words that give a quoted passage to somebody.

Round each quoted passage stands a scene: the words before it in its sentence, the words after it, the paragraph before
where the passage opens its own, and the paragraph after where it closes it. Frames are tried in a fixed order, the
surest first: "said X" after a comma, "X said," before, "according to X", "X's report:", a paragraph that ends in a
colon, "So wrote X", "That was the slogan of X", "we heard that". The result names a cue, the words of the subject and
the frame; who that is, is decided elsewhere. A colon points forward: a cue that ends its paragraph in a colon belongs to
what follows, never to the quotation before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from loquitur.language import transcripts
from loquitur.language.clauses import Subject, cut, hears, is_noun, left_subject, main_subject, right_subject, teller
from loquitur.language.marks import Quoted
from loquitur.language.prose import Word, base
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["Cue", "Scene", "find"]

_HEARD = re.compile(
    r"(?:and |but |so |yes )?(?:how often |how many times |again and again |everywhere |always |then |this |that )*"
    r"(?:(?:have|had|did|do) )?(?:we|i|you|one|people|everybody|everyone)(?: all| too)? "
    r"(?:(?:have|had|has|often|still|always|never|constantly|once|were|was|are|is|been) )*(?:told|hears?|heard)\b"
)
_RUMOURED = re.compile(
    r"(?:and |but )?(?:so|this|that|it|such)(?: it)? (?:is|was|has been|had been|were|went|goes|ran|runs)"
    r"(?: the)?(?: often| everywhere)? (?:said|repeated|told|heard|shouted|whispered|rumou?red|rumou?r|talk|story|tale)\b"
)
_DASH = re.compile(r"(?:[—–―]|--?)\s*$")


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands round a quoted passage, without the words of other passages."""

    text: str
    quoted: Quoted
    before: tuple[Word, ...]
    """The words of its sentence before it, in its own paragraph."""
    after: tuple[Word, ...]
    """The words after it up to the end of that sentence or the next passage."""
    rest: tuple[Word, ...]
    """The same without that end, as far as a cue is looked for."""
    last: tuple[Word, ...]
    """The last sentence of the paragraph before, where the passage opens its own."""
    last_end: int
    """Where that paragraph ends."""
    sentence_before: tuple[Word, ...]
    """The sentence before, in its own paragraph, where the passage opens its sentence."""
    next: tuple[Word, ...]
    """The first sentence of the paragraph after, where the passage closes its own."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What gives a passage to somebody."""

    frame: str
    words: tuple[Span, ...]
    subject: Subject | None
    more: tuple[tuple[Subject, Span], ...] = ()
    """Further subjects of the same words, each with the sentence that names it."""
    confidence: int = 90


def find(scene: Scene) -> Cue | None:
    """The surest cue of a scene, or None."""
    turn = _labelled(scene)
    if turn:
        return turn
    head = _ends_with(scene, "before")
    tries = (_post, _pre) if head not in (":", ",") else (_pre, _post)
    for attempt in (_asked, _signed, _heard, *tries, _introduced, _closed, _slogan, _stated):
        cue = attempt(scene)
        if cue:
            return _confirmed(scene, cue)
    return None


def _confirmed(scene: Scene, cue: Cue) -> Cue:
    """The cue, or the one that closes the words where that one gives a name and this one does not."""
    described = cue.subject and (cue.subject.form != "name" or re.match(r"(?:the|this|that) ", cue.subject.text, re.I))
    closer = _closed(scene) if described else None
    return replace(cue, subject=closer.subject, frame=f"{cue.frame}, closed") if closer else cue


def _ends_with(scene: Scene, side: str) -> str:
    row = scene.before if side == "before" else scene.last
    if not row:
        return ""
    until = scene.quoted.start if side == "before" else scene.last_end
    tail = cut(scene.text, row[-1].end, until).strip().rstrip("“\"‘'«„ \n")
    return ":" if tail.endswith(("--", "—", ":-")) else tail[-1:]


def _inner_end(scene: Scene) -> str:
    return scene.text[scene.quoted.spans[-1].end - 1 : scene.quoted.spans[-1].end]


def _verbs(row: Sequence[Word], among: frozenset[str]) -> list[int]:
    return [i for i, w in enumerate(row) if w.lower in among and not is_noun(row, i)]


def _asked(scene: Scene) -> Cue | None:
    """A question that the sentence only names: "X's answer to the question, “…”"."""
    row = scene.before
    if (
        row
        and base(row[-1]).rstrip("s") in ("question", "objection", "charge", "taunt")
        and _ends_with(scene, "before") != ":"
    ):
        return Cue("question named", (Span(row[-1].start, row[-1].end),), None, (), 40)
    return None


def _labelled(scene: Scene) -> Cue | None:
    """X: … — the label of a turn in a transcript."""
    span = transcripts.label(scene.text, scene.quoted.start, scene.quoted.spans[0].start)
    if span is None or scene.quoted.parent is not None:
        return None
    return Cue("turn", (), Subject(span, scene.text[span.start : span.end], "name"), confidence=95)


def _signed(scene: Scene) -> Cue | None:
    """“…” — X: a dash and a name that end the paragraph, or make the next one."""
    for row, since in ((scene.after, scene.quoted.end), (scene.rest, scene.quoted.end), (scene.next, None)):
        if not row or len(row) > 9 or not row[0].text[0].isupper():
            continue
        gap = scene.text[since if since is not None else max(0, row[0].start - 4) : row[0].start]
        if (
            not _DASH.search(gap)
            or len(gap.strip()) > 4
            or not re.match(r"[ .)]*(?:\n|$)", scene.text[row[-1].end : row[-1].end + 4])
        ):
            continue
        end = next((k for k in range(len(row) - 1) if "," in scene.text[row[k].end : row[k + 1].start]), len(row) - 1)
        name = row[: end + 1]
        if all(w.text[0].isupper() or w.lower in lexicon().names["particles"] for w in name):
            span = Span(name[0].start, name[-1].end)
            dash = Span(row[0].start - len(gap.lstrip()) if gap.strip() else row[0].start, row[0].start)
            return Cue("signed", (dash,), Subject(span, scene.text[span.start : span.end], "name"))
    return None


def _post(scene: Scene) -> Cue | None:
    """“…,” said X. — “…,” X said."""
    row, text = scene.after, scene.text
    if not row:
        return None
    gap = text[scene.quoted.end : row[0].start].strip()
    if re.match(r"[.,;:!?…]*\)", gap):  # what a bracket closes has its cue within
        return None
    soft = (
        _inner_end(scene) in ",?!—-–…"
        or gap[:1] in (",", "—", "–", "-")
        or row[0].lower == "said"
        or row[0].text[0].islower()
    )
    if gap[:1] in (".", ";", ":") or (not soft and len(row) > 6):
        return None
    verbs = lexicon().speech | lexicon().report | (_finite() if soft else {"put"})
    for i in _verbs(row[:24], verbs) or _past(row, soft):
        if ":" in cut(text, scene.quoted.end, row[i].start) or (
            i and re.search(r"[;]", cut(text, row[0].start, row[i].start))
        ):
            return None
        if row[i].lower == "according":
            continue
        subject = right_subject(text, row, i) if i <= 2 and not hears(row, i) else None
        subject = (teller(text, row, i) if i else None) or subject
        if subject is None and row[0].lower == "it" and i <= 2:
            subject = Subject(Span(row[0].start, row[0].end), row[0].text, "pronoun")
        subject = subject and _over_appositions(text, row, subject)
        if i and subject and row[0].lower in ("that", "which", "who", "is", "was") and subject.form != "name":
            return None
        if subject and not (ends_forward(scene, row)):
            return Cue("after", (Span(row[i].start, row[i].end),), subject)
    return _according(text, row, 6)


@cache
def _finite() -> frozenset[str]:
    """The verbs beside words that are no verbs of saying, without their participles."""
    return frozenset(v for v in lexicon().narrative if not v.endswith("ing"))


def _over_appositions(text: str, row: Sequence[Word], subject: Subject) -> Subject:
    """The name that opens the words after a quotation, where only what commas set off parts it from the verb."""
    lead = main_subject(text, row[:9]) if row[0].text[0].isupper() else None
    if lead is None or lead.form != "name" or lead.span.end >= subject.span.start:
        return subject
    return lead if text[lead.span.end : lead.span.end + 1] == "," else subject


def _past(row: Sequence[Word], soft: bool) -> list[int]:
    """The first word, where it can be a verb that stands behind the words and before who says them: “…,” drivelled X."""
    return [0] if soft and len(row) > 1 and row[0].lower.endswith("ed") and len(row[0].lower) > 4 else []


def ends_forward(scene: Scene, row: Sequence[Word]) -> bool:
    """Whether these words end in a colon and so belong to what follows."""
    return scene.text[row[-1].end : row[-1].end + 3].strip().startswith(":")


def _pre(scene: Scene) -> Cue | None:
    """X said: “…” — X said that the plan was “…”"""
    row, text = scene.before, scene.text
    return _cue_in(text, row, _ends_with(scene, "before")) if row else None


def _cue_in(text: str, row: Sequence[Word], head: str) -> Cue | None:
    """The last cue of a stretch of words that leads to a quotation."""
    found = _according(text, row, None)
    if found:
        return found
    read = _read_out(text, row) if head == ":" else None
    if read and _ends_in(row, read):
        return read
    spoken = lexicon().speech | lexicon().report
    verbs = spoken | {"put", "called", "calls", "calling"}
    if head in (":", ","):
        verbs |= lexicon().narrative
    for i in reversed(_verbs(row, verbs)):
        subject = teller(text, row, i)
        if subject is None and hears(row, i):
            continue
        if subject is None and not row[i].lower.endswith("ing"):
            subject = right_subject(text, row, i)
        if row[i].lower.endswith("ing") and (subject is None or subject.form == "noun"):
            subject = main_subject(text, row[:i]) or subject
        if subject is None and head in (":", ",") and i >= len(row) - 4:
            subject = main_subject(text, _clause(text, row[:i]))
        if subject and _in_what_clause(row, subject) and any(k < i for k in _verbs(row, verbs)):
            continue  # "repeating what X said": X's words are elsewhere
        if subject and row[i].lower == "called" and subject.text.lower().startswith(("a ", "an ")):
            continue  # "in a pamphlet called The Open Canal"
        if subject and subject.form == "first" and row[i].lower not in spoken and i < len(row) - 2:
            continue  # "I have always thought the last of his sentences the best"
        if subject and subject.form == "first":
            return _read_out(text, row) or Cue("first person", (Span(row[i].start, row[i].end),), subject)
        if subject:
            return Cue("before", (Span(row[i].start, row[i].end),), subject)
    if head == ":":
        for i in range(len(row) - 1, max(0, len(row) - 5), -1):
            if row[i].lower.endswith("ed") and not is_noun(row, i):
                subject = left_subject(text, row, i)
                if subject and subject.form in ("name", "pronoun"):
                    return Cue("before", (Span(row[i].start, row[i].end),), subject)
    if head == ":" or (row and base(row[-1]) in lexicon().utterance):
        return _read_out(text, row)
    return None


def _ends_in(row: Sequence[Word], read: Cue) -> bool:
    """Whether the words end in "to a line of X": whoever returns to it, or points to it, does not say it."""
    i = next(k for k, w in enumerate(row) if w.start == read.words[0].start)
    named = read.subject is not None and read.subject.form == "name" and read.subject.span.end >= row[-1].end
    return named and any(w.lower in ("to", "with", "over", "upon") for w in row[max(0, i - 2) : i])


def _in_what_clause(row: Sequence[Word], subject: Subject) -> bool:
    """Whether a subject and its verb only tell what is spoken of: "what X said", "more than X wrote"."""
    before = next((w.lower for w in reversed(row) if w.end <= subject.span.start), "")
    return before in ("what", "whatever", "than")


def _clause(text: str, row: Sequence[Word]) -> Sequence[Word]:
    """The words since the last semicolon or colon, or since a passage that begins a sentence of its own."""
    for k in range(len(row) - 1, 0, -1):
        gap = text[row[k - 1].end : row[k].start]
        if re.search(r"[;:]", gap) or (len(gap) > 8 and re.match(r"[.!?…]\s", gap)):
            return row[k:]
    return row


def _read_out(text: str, row: Sequence[Word]) -> Cue | None:
    """ "I quote from X's report:", "a line of X:": the owner of the words that are read."""
    for i in range(len(row) - 1, -1, -1):
        word = row[i]
        if base(word) not in lexicon().utterance:
            continue
        owner = _owner(text, row, i)
        if owner:
            return Cue("read out", (Span(word.start, word.end),), owner)
    return None


def _owner(text: str, row: Sequence[Word], i: int) -> Subject | None:
    """ "X's speech", "the speech of X", "a letter from X"."""
    for k in range(i - 1, max(-1, i - 4), -1):
        if row[k].lower != base(row[k]) and row[k].lower not in (
            "it's",
            "that's",
            "here's",
            "there's",
            "let's",
            "what's",
        ):
            start = k
            while (
                start
                and row[start - 1].text[0].isupper()
                and row[k].text[0].isupper()
                and not text[row[start - 1].end : row[start].start].strip(" .")
            ):
                start -= 1
            if start == k and start and row[start - 1].lower == "the":
                start -= 1
            name = re.sub(r"[’']s?$", "", text[row[start].start : row[k].end])
            return Subject(
                Span(row[start].start, row[start].start + len(name)),
                name,
                "name" if row[k].text[0].isupper() else "noun",
            )
        if row[k].lower in ("his", "her", "their"):
            return Subject(Span(row[k].start, row[k].end), row[k].text, "pronoun")
    if i + 2 <= len(row) - 1 and row[i + 1].lower in ("of", "by", "from"):
        return right_subject(text, row, i + 1)
    return None


def _according(text: str, row: Sequence[Word], within: int | None) -> Cue | None:
    """ "according to X", "in the words of X"."""
    for i in range(len(row) - 1):
        if within is not None and i > within:
            return None
        for phrase in lexicon().sources:
            parts = phrase.split()
            if [w.lower for w in row[i : i + len(parts)]] != parts:
                continue
            last = i + len(parts) - 1
            subject = _owner_of_work(text, row, last + 1) or right_subject(text, row, last)
            if subject:
                return Cue("according to", (Span(row[i].start, row[last].end),), subject)
    return None


def _owner_of_work(text: str, row: Sequence[Word], start: int) -> Subject | None:
    """Whose work is named: "according to his own report", "in the words of Hale's letter"."""
    for k in range(start, min(start + 5, len(row))):
        if base(row[k]) in lexicon().utterance:
            return _owner(text, row, k) if k > start else None
        if text[row[k].end : row[k].end + 1] in (",", ";", ":", "."):
            return None
    return None


def _introduced(scene: Scene) -> Cue | None:
    """The paragraph before ends in a colon, or in an announcement."""
    row, text = scene.last, scene.text
    head = _ends_with(scene, "last")
    if scene.before or not row or head not in (":", ","):
        return None
    span = Span(row[0].start, row[-1].end)
    cue = _cue_in(text, row, head)
    if cue and not (cue.subject and cue.subject.form == "first" and cue.frame == "first person"):
        return Cue("introduced: " + cue.frame, cue.words, cue.subject, (), cue.confidence)
    if head == ",":
        return None
    if cue is None and (len(row) <= 5 or row[-1].lower in lexicon().introduce):
        return Cue("reopened", (span,), None, (), 85)
    subject = main_subject(text, row)
    if subject and subject.form != "first":
        return Cue("introduced: subject", (span,), subject, (), 70)
    return None


def _closed(scene: Scene) -> Cue | None:
    """So wrote X."""
    for row in (scene.after, scene.next):
        if (
            len(row) > 2
            and row[0].lower in lexicon().closers
            and row[1].lower in lexicon().speech | {"speaks", "spoke", "ran", "runs", "went", "goes"}
        ):
            subject = right_subject(scene.text, row, 1)
            if subject:
                return Cue("closed", (Span(row[0].start, row[1].end),), subject)
    return None


def _slogan(scene: Scene) -> Cue | None:
    """That was the slogan of X — this is the cry of Y. One slogan may have several owners, each with a time."""
    row, text = scene.after, scene.text
    if len(row) < 5 or row[0].lower not in ("that", "this", "such", "these", "those", "it", "that's"):
        return None
    for i in range(1, min(8, len(row) - 2)):
        if base(row[i]) in lexicon().utterance and row[i + 1].lower in ("of", "from", "by"):
            owners = list(_owners(text, scene.rest, i, row[i].lower))
            if owners:
                return Cue("slogan", (Span(row[0].start, row[-1].end),), owners[0][0], tuple(owners))
    return None


def _owners(text: str, row: Sequence[Word], first: int, noun: str) -> Iterator[tuple[Subject, Span]]:
    """The owners of a slogan, each with the words that tell of it: "of X in 1905, of Y, and it is the slogan of Z"."""
    places = [first + 1]
    for k in range(first + 2, len(row) - 1):
        again = row[k].lower in ("of", "from", "by") and (
            row[k - 1].lower == noun
            or (re.search(r"[,;]\s*(?:and\s+)?$", text[row[k - 2].end : row[k].start]) and _is_open(row, k))
        )
        if again:
            places.append(k)
    for n, k in enumerate(places):
        subject = right_subject(text, row, k)
        until = row[places[n + 1] - 1].start if n + 1 < len(places) else _sentence_end(text, row, k)
        if subject:
            yield subject, Span(row[k].start, max(until, subject.span.end))


def _is_open(row: Sequence[Word], k: int) -> bool:
    """Whether somebody can follow at this place."""
    return row[k + 1].lower in lexicon().closed["determiners"] or row[k + 1].text[0].isupper()


def _sentence_end(text: str, row: Sequence[Word], k: int) -> int:
    for one, two in pairwise(row[k:]):
        if re.search(r"[.!?;]", text[one.end : two.start]):
            return one.end
    return row[-1].end


def _heard(scene: Scene) -> Cue | None:
    """We heard that over and over: somebody says it, nobody is named."""
    row = scene.after
    if not row or not row[0].text[0].isupper() or _inner_end(scene) == ",":
        return None
    end = row[min(len(row), 12) - 1].end
    words = " ".join(w.lower for w in row[:12])
    if _HEARD.match(words) or _RUMOURED.match(words):
        return Cue("heard", (Span(row[0].start, min(end, row[min(len(row), 8) - 1].end)),), None)
    return None


def _stated(scene: Scene) -> Cue | None:
    """The sentence before has one subject and leads to the quotation: "X had his answer ready. “…”"."""
    row = scene.sentence_before or (scene.last if not scene.before else ())
    if scene.before or not row or not scene.sentence_before:
        return None
    cue = _cue_in(scene.text, row, "")
    if cue and cue.subject and cue.subject.form != "first":
        return Cue("sentence before", cue.words, cue.subject, (), 60)
    subject = main_subject(scene.text, row)
    if subject and subject.form in ("name", "pronoun"):
        return Cue("sentence before", (), subject, (), 55)
    return None
