"""Cues: the words that give a quoted passage to somebody.

Round each quoted passage stands a scene: the words before it in its sentence, the words after it, the paragraph before
where the passage opens its own, and the paragraph after where it closes it. Frames are tried in a fixed order, the
surest first: "said X" after a comma, "X said," before, "according to X", "X's report:", a paragraph that ends in a
colon, "So wrote X", "That was the slogan of X", "we heard that". The result names a cue, the words of the subject and
the frame; who that is, is decided elsewhere. A colon points forward: a cue that ends its paragraph in a colon belongs to
what follows, never to the quotation before it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from loquitur.language.persons.descriptions import means_somebody
from loquitur.language.reference import entries
from loquitur.language.sentences.clauses import right_subject, teller
from loquitur.language.sentences.passives import hears, passive
from loquitur.language.sentences.prose import Word, base
from loquitur.language.sentences.subjects import Subject, cut, main_subject
from loquitur.language.speech import cited, closings, leading, phrases, transcripts, works, yielded
from loquitur.language.speech.beside import Cue, Scene
from loquitur.language.words import lexicon
from loquitur.language.words.known import known
from loquitur.model import Span

__all__ = ["find"]

_TITLED, _APPOSED = 30, 9
"""Letters of a title before a name that opens a turn, and words of what is set off behind it."""
_PASSAGE = 8
"""More letters than these between two words hold a passage of somebody else's."""


def find(scene: Scene) -> Cue | None:
    """The surest cue of a scene, or None."""
    turn = _labelled(scene)
    if turn:
        return turn
    head = _ends_with(scene, "before")
    ahead = head in (":", ",") or leading.judged(scene.before)
    tries = (_pre, _post) if ahead else (_post, _pre)
    for attempt in (
        _asked,
        closings.signed,
        closings.heard,
        *tries,
        _introduced,
        closings.closed,
        closings.slogan,
        closings.revealed,
        _stated,
        _elided,
    ):
        cue = attempt(scene)
        if cue:
            return _confirmed(scene, cue)
    return None


def _confirmed(scene: Scene, cue: Cue) -> Cue:
    """The cue, or the one that closes the words where that one gives a name and this one does not."""
    described = cue.subject and (cue.subject.form != "name" or re.match(r"(?:the|this|that) ", cue.subject.text, re.I))
    closer = (closings.closed(scene) or closings.revealed(scene)) if described else None
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


def _post(scene: Scene) -> Cue | None:
    """“…,” said X. — “…,” X said."""
    row, text = scene.after, scene.text
    if not row:
        return None
    gap = text[scene.quoted.end : row[0].start].strip()
    if _inner_end(scene) in ".?!…" and re.match(r"[“„«\"‘]", gap):
        return None  # “Who pays?” “You do,” said Hale: another answers
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
    if _inner_end(scene) in ".?!…" and row[0].text[0].isupper() and not gap and _leads_on(scene, row):
        return None
    if len(row) > 1 and row[0].lower in _DONE and passive(row, 1) and row[1].lower in lexicon().speech:
        return None  # "Under the heading, “…,” are cited the Mill and the Home"
    verbs = lexicon().speech | lexicon().report | (_finite() if soft else {"put"})
    if row[0].lower in _JOINS:
        return None
    for i in leading.verbs(row[:24], verbs) or _past(row, soft):
        if ":" in cut(text, scene.quoted.end, row[i].start) or (
            i and re.search(r"[;]", cut(text, row[0].start, row[i].start))
        ):
            return None
        if row[i].lower == "according":
            continue
        if i and (_turned_down(row, i) or _tells_of_another(scene, row, i, gap)):
            return None
        if reads := cited.read_in(text, row, i):
            return Cue("read out", (Span(row[i].start, row[i].end),), reads)
        subject = right_subject(text, row, i) if i <= 2 and not hears(row, i) else None
        subject = phrases.made_to_say(row, i) or (teller(text, row, i) if i else None) or subject
        if subject is None and row[0].lower == "it" and i <= 2:
            subject = Subject(Span(row[0].start, row[0].end), row[0].text, "pronoun")
        subject = subject and _over_appositions(text, row, subject)
        if i > _PAST and subject and any(w.lower in _DONE for w in row[:i] if w.end <= subject.span.start):
            return None  # "…,” ten of them were married, yet they complained"
        if i and subject and row[0].lower in ("that", "which", "who", "is", "was") and subject.form != "name":
            return None
        if subject and not (ends_forward(scene, row)):
            return Cue("after", (Span(row[i].start, row[i].end),), subject)
    return phrases.according(text, row, 6)


def _turned_down(row: Sequence[Word], i: int) -> bool:
    """Whether a verb only tells who would not have the words before: "“…,” a charge Hale denied"."""
    told = row[0].lower in ("a", "an", "which", "something") and row[0].end < row[i].start
    return told and row[i].lower in lexicon().indirect["rejecting"]


def _tells_of_another(scene: Scene, row: Sequence[Word], i: int, gap: str) -> bool:
    """Whether a sentence of its own behind the words tells what is said of somebody else: "“… so.” Hale thanked the clerk"."""
    own = _inner_end(scene) in ".!?…" and row[0].text[0].isupper() and not gap
    return own and row[i].lower in lexicon().indirect["undergone"]


def _leads_on(scene: Scene, row: Sequence[Word]) -> bool:
    """Whether the words behind a quotation lead to another: "…?” The member, a broker, called the measure “…”"."""
    behind = scene.text[row[-1].end : row[-1].end + 3]
    least = _PAST if row[-1].lower != "that" else 1
    return bool(re.match(r"\s[“„«\"‘']", behind)) and len(row) > least


_PAST = 4
_DONE = frozenset({"is", "are", "was", "were", "had", "has", "have"})
"""What tells, behind the words, that something else is told before a subject comes."""
_JOINS = frozenset(
    {"and", "but", "or", "nor", "while", "whereas", "although", "though", "because", "since", "when", "if"}
)
"""Behind the words these begin what else is told: "…”, and that Hale had asked for leave"."""


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
    text, row = scene.text, _own_sentence(scene.text, scene.before)
    if not row:
        return None
    return (
        leading.find(text, row, _ends_with(scene, "before"))
        or works.owned(scene, row[-1])
        or _turn(scene, row)
        or _done(scene, row)
    )


def _turn(scene: Scene, row: Sequence[Word]) -> Cue | None:
    """A turn within a paragraph, whose sentence has before its colon only who speaks: "Mr. Hale, a grocer: “…”"."""
    opens = re.search(r"(?:^|[.!?)\]”\"’»\n])\s*$", scene.text[max(0, row[0].start - 3) : row[0].start])
    subject = main_subject(scene.text, row) if opens and _ends_with(scene, "before") == ":" else None
    if subject is None or subject.form != "name" or subject.span.start - row[0].start > _TITLED:
        return None
    rest = [w for w in row if w.start >= subject.span.end]
    told = lexicon().closed["auxiliaries"] | lexicon().cues | lexicon().narrative | known().past
    rest = (
        [] if re.fullmatch(r"\s*\([^()]{1,40}\)\s*:?\W*", scene.text[subject.span.end : scene.quoted.start]) else rest
    )
    set_off = (
        not rest or scene.text[subject.span.end : rest[0].start].strip(" ") == "," or rest[0].lower in ("of", "for")
    )
    plain = set_off and len(rest) < _APPOSED and not any(w.lower in told or w.lower.endswith("ed") for w in rest)
    if rest and rest[0].lower in ("a", "an") and not means_somebody(scene.text[rest[0].start : rest[-1].end]):
        return None  # "Ann Hall, an appreciation: …"
    return Cue("turn within", (), subject, confidence=85) if plain else None


def _done(scene: Scene, row: Sequence[Word]) -> Cue | None:
    """What somebody did with the words that stand behind its colon: "Hale sent him a postcard: “…”", "with the words, “…”"."""
    text, head = scene.text, _ends_with(scene, "before")
    if head != ":" and [w.lower for w in row[-2:]] != ["the", "words"]:
        return None
    own = works.clause(text, row)
    subject = main_subject(text, own) if own else None
    behind = {w.lower for w in own if subject and w.start >= subject.span.end}
    undergone = behind & (lexicon().closed["auxiliaries"] - {"had", "has", "have", "did"})
    verbs = lexicon().narrative | lexicon().cues | known().past | known().personal | lexicon().closed["auxiliaries"]
    doing = any(w in verbs or w.endswith(("ed", "s")) for w in behind)
    if subject is None or subject.form != "name" or not doing or undergone or behind & lexicon().indirect["received"]:
        return None
    return Cue("deed", (Span(own[-1].start, own[-1].end),), subject, (), 60)


def _own_sentence(text: str, row: Sequence[Word]) -> Sequence[Word]:
    """The words since a passage that begins a sentence of its own."""
    for k in range(len(row) - 1, 0, -1):
        gap = text[row[k - 1].end : row[k].start]
        if len(gap) > _PASSAGE and re.match(r"[.!?…]\s", gap):
            return row[k:]
    return row


def _introduced(scene: Scene) -> Cue | None:
    """The paragraph before ends in a colon, or in an announcement."""
    row, text = _before_bracket(scene), scene.text
    head = _ends_with(scene, "last")
    if scene.before or not row or head not in (":", ","):
        return None
    span = Span(row[0].start, row[-1].end)
    cue = leading.find(text, row, head)
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


def _before_bracket(scene: Scene) -> Sequence[Word]:
    """The last sentence before, without what a bracket holds at its end: "as follows (from a note by a clerk):"."""
    row, text = scene.last, scene.text
    if not row or not text[row[-1].end : scene.last_end].lstrip().startswith(")"):
        return row
    at = text.rfind("(", row[0].start, row[-1].end)
    return [w for w in row if w.end <= at] or row if at > 0 else row


def _stated(scene: Scene) -> Cue | None:
    """The sentence before has one subject and leads to the quotation: "X had his answer ready. “…”"."""
    row = scene.sentence_before or (scene.last if not scene.before else ())
    if scene.before or not row or not scene.sentence_before or scene.text[row[-1].end] == "?":
        return None
    cue = leading.find(scene.text, row, "")
    if cue and _aside(scene.text, cue):
        return None
    lead = main_subject(scene.text, row)
    subject = cue.subject if cue and cue.subject else lead
    if subject and yielded.another_speaks(scene.text, row, subject, scene.after):
        return None
    if cue and cue.subject and cue.subject.form != "first":
        return Cue("sentence before", cue.words, cue.subject, (), 60)
    if lead and lead.form in ("name", "pronoun"):
        return Cue("sentence before", (), lead, (), 55)
    return None


def _aside(text: str, cue: Cue) -> bool:
    """Whether commas set the cue off as the source of what its sentence tells: "He came back, Hale tells me, and took it up"."""
    if cue.subject is None or not cue.words or cue.subject.span.end >= cue.words[0].end:
        return False
    before = text[max(0, cue.subject.span.start - 2) : cue.subject.span.start]
    return before == ", " and bool(re.match(r"\s+(?:me|us),", text[cue.words[0].end : cue.words[0].end + 8]))


def _elided(scene: Scene) -> Cue | None:
    """A sentence of an entry whose subject is not written: "Attacked the Committee as “…”"."""
    row = _own_sentence(scene.text, scene.before)
    subject = entries.elided(scene.text, row)
    telling = lexicon().speech | lexicon().report | lexicon().indirect["judging"] | lexicon().utterance
    told = next((w for w in reversed(row) if base(w) in telling), None) if subject else None
    return Cue("before", (Span(told.start, told.end),), subject, (), 70) if told else None
