"""The last cue of the words that lead to a quotation: "X said: “…”", "X's claim that it was “…”", "described by X as “…”".

The verbs are tried from the quotation backwards. Where the nearest one tells what is done to its subject, or what somebody else is
said to do, none before it can give the words to anybody: a wrong name is worse than none.
"""

import re
from collections.abc import Sequence

from loquitur.language.persons.descriptions import means_somebody
from loquitur.language.sentences.clauses import agent, is_noun, left_subject, right_subject, teller
from loquitur.language.sentences.passives import hears, passive
from loquitur.language.sentences.prose import Word, base, words
from loquitur.language.sentences.subjects import Subject, cut, main_subject
from loquitur.language.speech import cited, phrases, works
from loquitur.language.speech.beside import Cue
from loquitur.language.words import lexicon
from loquitur.language.words.known import known
from loquitur.model import Span

__all__ = ["find", "judged", "verbs"]

_NEAR = 4
"""Words up to a quotation, within which no other verb can give it to somebody."""
_MOVED = re.compile(r"\W{1,3}that\b", re.I)
"""How the words of a motion begin: 'moved on 5 May “that this Board do cease”'."""
_SOMEBODY = frozenset({"whom", "former", "latter", "other", "others"})
_CALLING = frozenset({"called", "calls", "calling"})
_WHEREIN = frozenset({"in", "at", "with", "by", "from", "against"})


def find(text: str, row: Sequence[Word], head: str) -> Cue | None:
    """The last cue of a stretch of words; `head`: the mark with which it ends."""
    fixed = _fixed(text, row, head)
    if fixed:
        return fixed
    among = lexicon().speech | lexicon().report | {"put"} | _CALLING
    if head in (":", ","):
        among |= lexicon().narrative
    elif judged(row) or any(w.lower in ("thus", "so") for w in row[1:]):
        among |= lexicon().indirect["judging"]
    if _MOVED.match(text, row[-1].end):
        among |= lexicon().lists["moving"] | lexicon().lists["motions"]
    claimed = None if row[-1].lower == "as" else works.claimed(text, row)  # "described his claim that they fled as “…”"
    tried = verbs(row, among)
    for i in reversed(tried):
        if (claimed and row[i].start < claimed.words[0].start) or _ends_search(text, row, i, head):
            break
        subject = _subject(text, row, i, head)
        if subject is None or _elsewhere(row, i, subject, tried, head):
            continue
        if subject.form == "first":
            return works.read_out(text, row) or Cue("first person", (Span(row[i].start, row[i].end),), subject)
        return Cue("before", (Span(row[i].start, row[i].end),), subject)
    return claimed or _behind_colon(text, row, head)


def _fixed(text: str, row: Sequence[Word], head: str) -> Cue | None:
    """The cue of a set phrase: "according to X", "as follows:", "what he said was"."""
    found = phrases.according(text, row, None) or (phrases.as_follows(row) if head == ":" else None)
    if found:
        return found
    other = cited.find(text, row)
    if other:
        return other
    read = works.read_out(text, row) if head == ":" else None
    return read if read and _ends_in(row, read) else phrases.put_as(text, row)


def _ends_search(text: str, row: Sequence[Word], i: int, head: str) -> bool:
    """Whether no verb from this one back can give the words to anybody."""
    if head == ":" and ";" in cut(text, row[i].end, row[-1].start):
        return True  # "The pardon came; Hale sent it back with the words: …"
    if head != ":" and _over_another_verb(text, row, i):
        return True
    if agent(text, row, i):
        return not _said_by(row, i)
    if hears(row, i) and len(row) - i <= _NEAR and not phrases.made_to_say(row, i):
        return True  # "the plan had been described as “…”": nobody tells by whom
    return row[i].lower.endswith("ing") and _of_another(text, row, i)


def _subject(text: str, row: Sequence[Word], i: int, head: str) -> Subject | None:
    """Who does what a verb says, where he can be the speaker of the words behind it."""
    by, doing = agent(text, row, i), row[i].lower.endswith("ing")
    if by:
        return by
    subject = phrases.made_to_say(row, i) or teller(text, row, i)
    if subject is None and hears(row, i):
        return None
    if subject is None and not doing and not _upon_somebody(row, i):
        subject = right_subject(text, row, i)
    if subject and subject.form == "noun" and _is_thing(text, subject) and not _received(row[:i]):
        main = main_subject(text, row[:i])
        if main and main.form in ("name", "pronoun"):
            subject = main
        elif subject.span.start > row[i].start:
            return None  # "Refused the oath and cried: …"
    if doing and (subject is None or (subject.form == "noun" and not _does(text, row, i))):
        subject = main_subject(text, row[:i]) or subject
    if subject is None and head in (":", ",") and i >= len(row) - 4:
        return main_subject(text, works.clause(text, row[:i]))
    return subject


def _elsewhere(row: Sequence[Word], i: int, subject: Subject, tried: Sequence[int], head: str) -> bool:
    """Whether what this verb tells of are other words than those behind it, or no words at all."""
    if _in_what_clause(row, subject) and any(k < i for k in tried):
        return True  # "repeating what X said"
    if row[i].lower == "called" and subject.text.lower().startswith(("a ", "an ")):
        return True  # "in a pamphlet called The Open Canal"
    if row[i].lower in _CALLING and row[-1].lower in _WHEREIN:
        return True  # "called a strike in “…”"
    if head != ":" and not _takes_clause(row[i]) and any(_finite(row, k) for k in range(i + 1, len(row))):
        return True  # "offered him a seat, which brought to mind “…”"
    if head != ":" and _has_object(row, i):
        return True
    spoken = row[i].lower in lexicon().speech | lexicon().report
    return (
        subject.form == "first" and not spoken and i < len(row) - 2
    )  # "I have always thought the last of them the best"


def _over_another_verb(text: str, row: Sequence[Word], i: int) -> bool:
    """Whether a participle is only set off before what the sentence tells: "refusing to recant, they were to be punished"."""
    if not row[i].lower.endswith("ing") or _takes_clause(row[i]):
        return False
    auxiliaries = lexicon().closed["auxiliaries"]
    return any(
        row[k].lower in auxiliaries and "," in text[row[k - 1].end : row[k].start] for k in range(i + 1, len(row))
    )


def _has_object(row: Sequence[Word], i: int) -> bool:
    """Whether a verb that is none of saying has an object: "found and killed a seal, and in it", "strove to put the"."""
    behind = {w.lower for w in row[i + 1 :]}
    if row[i].lower == "put":
        return row[i - 1].lower == "to" and not behind & {"it", "this"}
    shown = row[i].lower in lexicon().report & lexicon().indirect["with_that"]
    return shown and len(row) - i > _NEAR and not behind & {"that", "how", "whether", "as", "why", "what", "to", "out"}


def _takes_clause(verb: Word) -> bool:
    """Whether what a verb says can be a clause: "said that", "asked whether"."""
    told = lexicon().indirect
    return verb.lower in told["afterwards"] | told["with_that"] | told["without_that"] | told["heard"]


def _finite(row: Sequence[Word], k: int) -> bool:
    """Whether a word is a verb of a clause of its own, behind "which" or "who"."""
    opened = any(w.lower in ("which", "who", "whom") for w in row[max(0, k - 3) : k])
    return opened and (row[k].lower in lexicon().closed["auxiliaries"] | known().past or row[k].lower.endswith("ed"))


def _behind_colon(text: str, row: Sequence[Word], head: str) -> Cue | None:
    """Whoever did something in the last words before a colon, or whose work is named there."""
    if head == ":" and not _received(row):
        for i in range(len(row) - 1, max(0, len(row) - 5), -1):
            if row[i].lower.endswith("ed") and not is_noun(row, i) and not passive(row, i):
                subject = left_subject(text, row, i)
                if subject and subject.form in ("name", "pronoun"):
                    return Cue("before", (Span(row[i].start, row[i].end),), subject)
    if head == ":" or (row and base(row[-1]) in lexicon().utterance):
        return works.read_out(text, row) or (works.in_a_work(text, row) if head == ":" else None)
    return None


def verbs(row: Sequence[Word], among: frozenset[str]) -> list[int]:
    """Where some of these verbs stand in a row of words."""
    return [i for i, w in enumerate(row) if w.lower in among and not is_noun(row, i) and (w.text[0].islower() or not i)]


def _does(text: str, row: Sequence[Word], i: int) -> bool:
    """Whether those who stand right before a participle do what it says: "saw the prisoners shouting", not "told the prisoners,
    adding"."""
    lead = left_subject(text, row, i)
    if lead is None or lead.span.end + 1 != row[i].start:
        return False
    return means_somebody(lead.text) or lead.text.lower().endswith(("former", "latter"))


def _of_another(text: str, row: Sequence[Word], i: int) -> bool:
    """Whether a participle tells what somebody else is said to do: "sued Hale for calling", but "Hale was tried for calling"."""
    if not i or row[i - 1].lower not in ("of", "for", "from", "against"):
        return False
    lead = main_subject(text, row[:i])
    return not any(passive(row, k) for k in range(1, i - 1) if lead and row[k].start >= lead.span.end)


def _is_thing(text: str, subject: Subject) -> bool:
    """Whether a description can mean nobody, nor anything that is written: "a half-penny", but "her letter"."""
    row = words(subject.text, 0, len(subject.text))
    if means_somebody(subject.text) or text.startswith(" who", subject.span.end) or row[-1].lower in _SOMEBODY:
        return False
    return not any(base(w) in lexicon().utterance for w in row)


def _received(row: Sequence[Word]) -> bool:
    """Whether something came to the subject of these words: "he found a card that said"."""
    return any(w.lower in lexicon().indirect["received"] for w in row)


def judged(row: Sequence[Word]) -> bool:
    """Whether the words lead up to a few in marks that say what somebody thinks of it: "praised it as the", "praised"."""
    judging, last = lexicon().indirect["judging"], [w.lower for w in row[-3:]]
    return ("as" in last and any(w.lower in judging for w in row)) or any(w in judging for w in last)


def _upon_somebody(row: Sequence[Word], i: int) -> bool:
    """Whether behind a verb stands of whom the words are, or who hears them: "urge all women to say", but "Asked the clerk:"."""
    told = lexicon().indirect
    heard = i > 0 and row[i].lower in told["hearers"] | told["heard"]
    return heard or row[i].lower in told["judging"] | told["undergone"]


def _said_by(row: Sequence[Word], i: int) -> bool:
    """Whether a passive verb is one of saying, and done: "was called by X", not "was pondered by X", "deserves to be read by X"."""
    saying = lexicon().speech | lexicon().report | lexicon().indirect["judging"] | _CALLING
    return row[i].lower in saying and row[i - 1].lower != "be"


def _ends_in(row: Sequence[Word], read: Cue) -> bool:
    """Whether the words end in "to a line of X": whoever returns to it, or points to it, does not say it."""
    i = next(k for k, w in enumerate(row) if w.start == read.words[0].start)
    named = read.subject is not None and read.subject.form == "name" and read.subject.span.end >= row[-1].end
    answers = any(w.lower in lexicon().indirect["answering"] for w in row[max(0, i - 5) : i])
    return named and not answers and any(w.lower in ("to", "with", "over", "upon") for w in row[max(0, i - 2) : i])


def _in_what_clause(row: Sequence[Word], subject: Subject) -> bool:
    """Whether a subject and its verb only tell what is spoken of: "what X said", "more than X wrote", "the strike X had called"."""
    before = [w for w in row if w.end <= subject.span.start][-3:]
    if not before or before[-1].lower in ("what", "whatever", "than"):
        return bool(before)
    if len(before) < 2 or subject.form == "noun" or subject.span.start - before[-1].end > 1:
        return False
    thing, closed = before[-1], lexicon().closed
    told = before[-2].lower in closed["determiners"] | closed["possessives"] and is_noun(before, len(before) - 1)
    led = len(before) > 2 and before[-3].lower in closed["prepositions"]
    return told and not led and thing.text.islower() and not means_somebody(thing.lower)
