"""The verbs of a sentence: which words are verbs, what their auxiliaries make of them, where phrases begin and end."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from loquitur.language.people import Mention
from loquitur.language.reference.bearings import Ground
from loquitur.language.sentences.clauses import is_noun
from loquitur.language.sentences.predicates import Phrase, real, rumours, supposed, verbs
from loquitur.language.sentences.prose import Word, base
from loquitur.language.words import lexicon

__all__ = ["BE", "HARD", "SET_OFF", "Act", "Verbs"]

BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "get", "gets", "got", "getting", "gotten"])
HARD = re.compile(r"[;:]|\n\s*\n|[.!?][”’\"')\]]*\s")
"""What no clause reaches across."""
_SHORT = frozenset("mr mrs ms dr m st prof rev gen col capt lt sen rep gov hon sgt mme mlle".split())  # noqa: SIM905
_SELF = frozenset(["himself", "herself", "themselves"])
_ASIDE = 12
"""How many words commas set off between an auxiliary and its verb."""
_ADVERBIALS = frozenset(
    f"{first} {second}"
    for first, rest in {
        "at": "once last length first", "in": "turn fact time vain consequence", "of": "course", "no": "doubt",
        "long": "since ago", "one": "day", "for": "ever", "soon": "afterwards", "shortly": "afterwards",
        "that": "night day year",
    }.items()
    for second in rest.split()
)  # fmt: skip
"""Adverbs of several words, between a subject and its verb."""
_FIRST = frozenset({"had", "were", "should"})
_SUBJECT = frozenset("i he she it we they you the a an his her their this that these those my our only".split())  # noqa: SIM905
"""What follows an auxiliary that opens a condition, beside a name."""
_NEAR, _FAR = 7, 15
"""How many words may stand in a phrase's free place; in a passive: "was taken, with his wife and two clerks, to a camp"."""
SET_OFF = re.compile(r"[,()\[\]—–]|\s-+\s|--")
"""What sets a phrase off within its clause."""


@dataclass(frozen=True, slots=True)
class Act:
    """A verb with its auxiliaries."""

    at: int
    start: int
    passive: bool
    negated: bool
    supposed: bool
    governor: int | None
    """The verb or noun on which an infinitive hangs."""

    @property
    def real(self) -> bool:
        return not (self.negated or self.supposed)


class Verbs:
    """The words of one sentence with its verbs."""

    def __init__(self, ground: Ground, number: int, row: Sequence[Word] | None = None) -> None:
        self.ground = ground
        self.number = number
        self.sentence = ground.sentences[number]
        self.row = tuple(row if row is not None else ground.row(self.sentence))
        self.text = ground.doc.text
        self.asked = self.text[self.sentence.span.end - 1 : self.sentence.span.end] == "?"
        self.at: dict[int, Mention] = {}
        starts = [word.start for word in self.row]
        for mention in ground.mentions(number):
            within = range(bisect_left(starts, mention.span.start), bisect_left(starts, mention.span.end))
            self.at.update(dict.fromkeys(within, mention))

    def gap(self, k: int) -> str:
        """What stands between a word and the next one, without the stop of a title or an initial."""
        gap = self.text[self.row[k].end : self.row[k + 1].start]
        initial = re.fullmatch(r"(?:[A-Z]\.)?[A-Z]", self.row[k].text)
        return gap[1:] if gap[:1] == "." and (initial or self.row[k].lower in _SHORT) else gap

    def mention(self, k: int) -> Mention | None:
        """The name to which a word belongs."""
        return self.at.get(k)

    # ---- the verb ----

    def act(self, i: int) -> Act:
        """The verb at a place, with what its auxiliaries make of it."""
        unreal, closed = supposed(), lexicon().closed
        passive = negated = maybe = False
        governor, k, seen = None, i - 1, False
        while k >= 0:
            if k + 1 == i and (aside := self.over_aside(k)) is not None:
                k = aside
            lower, gap = self.row[k].lower, self.gap(k)
            if HARD.search(gap) or (SET_OFF.search(gap) and k + 1 == i and lower not in BE):
                break
            if lower in unreal["never"] or lower.endswith("n't"):
                negated = True
            elif lower in BE:
                passive, seen = passive or not seen, True
            elif lower in unreal["modals"]:
                maybe, seen = True, True
            elif lower in closed["auxiliaries"]:
                seen = True
            elif lower == "to" and k > 0:
                governor = self._governor(k - 1)
                told = self.row[governor].lower
                own, nouns = real()
                if (told in own or told in nouns) and self.row[k - 1].lower not in ("close", "near"):
                    outer = self.act(governor) if told in own else None
                    if outer:
                        return Act(i, outer.start, passive, negated or outer.negated, maybe or outer.supposed, governor)
                    return Act(i, k, passive, negated, maybe, governor)
                return Act(i, k, passive, negated, True, governor)
            elif k and f"{self.row[k - 1].lower} {lower}" in _ADVERBIALS:
                k -= 1
            elif not (lower in closed["adverbs"] or (lower.endswith("ly") and len(lower) > 4) or self._stressed(k)):
                break
            k -= 1
        return Act(i, k + 1, passive, negated, maybe, governor)

    def over_aside(self, k: int) -> int | None:
        """The auxiliary before what commas set off in front of the verb: "was, in 1820, arrested"; None where there is none."""
        if self.gap(k).strip() != ",":
            return None
        for j in range(k - 1, max(-1, k - _ASIDE), -1):
            if HARD.search(self.gap(j)):
                return None
            if self.gap(j).strip() == ",":
                return j if self.row[j].lower in BE | {"had", "has", "have"} | _SELF else None
        return None

    def _stressed(self, k: int) -> bool:
        """Whether a word only stresses who it is: "was himself arrested"."""
        return k > 0 and self.row[k].lower in _SELF and self.row[k - 1].lower in lexicon().closed["auxiliaries"]

    def _governor(self, k: int) -> int:
        """The word on which "to" hangs: over an object ("forced him to flee")."""
        own, nouns = real()
        for j in range(k, max(-1, k - 6), -1):
            if j < k and self.row[j].lower in ("have", "has", "had", "having"):
                continue  # "had orders to shoot him"
            if self.row[j].lower in own | nouns or self.verbish(j):
                return j
        return k

    def verbish(self, k: int) -> bool:
        """Whether a word seems to be a verb here."""
        lower = self.row[k].lower
        if lower in lexicon().closed["auxiliaries"]:
            return not (k and lower in lexicon().names["months_and_days"] and self.row[k].text[0].isupper())
        return (
            (lower in verbs() or (lower.endswith("ed") and len(lower) > 4))
            and not self.row[k].text[0].isupper()
            and not is_noun(self.row, k)
        )

    def conditional(self, i: int) -> bool:
        """Whether the verb stands in a condition: "if he died", "had he died"."""
        return self._inverted(i) or any(
            w.lower in supposed()["words"] and not HARD.search(self.text[w.end : self.row[i].start])
            for w in self.row[max(0, i - 12) : i]
        )

    def _inverted(self, i: int) -> bool:
        """Whether an auxiliary before the subject makes a condition: "Had Hill been arrested, they would have come"."""
        start = self.act(i).start
        for k in range(start - 1, max(-1, start - _FAR), -1):
            if HARD.search(self.gap(k)) or (k > 0 and self.verbish(k) and self.row[k].lower not in _FIRST):
                return False
            opens = not k or SET_OFF.search(self.gap(k - 1)) or HARD.search(self.gap(k - 1))
            if self.row[k].lower in _FIRST:
                return bool(opens) and (k + 1 in self.at or self.row[k + 1].lower in _SUBJECT)
        return False

    def rumoured(self, i: int) -> bool:
        """Whether a verb tells the talk of nobody ("It is often written that X opposed …"), or what is taken back next."""
        before, behind = rumours()
        told = self.text[self.sentence.span.start : self.row[i].start]
        if before.search(re.split(r";|,\s+(?:but|yet)\b", told)[-1]):
            return True
        rest = self.text[self.row[i].end : self.sentence.span.end].replace("’", "'")
        if any(behind.match(part) for part in re.split(r"[,;]\s+", rest)[1:]):
            return True
        following = self.ground.sentences[self.number + 1] if self.number + 1 < len(self.ground.sentences) else None
        return (
            following is not None
            and following.block == self.sentence.block
            and behind.match(self.text[following.span.start : following.span.end].replace("’", "'")) is not None
        )

    def fits(self, i: int, phrase: Phrase) -> tuple[int, int | None] | None:
        """Where a phrase that begins at a word ends, and where its free place begins; None where it does not fit."""
        k, free = i, None
        for n, wanted in enumerate(phrase.following):
            if wanted is None:
                free = k + 1
                rest = phrase.following[n + 1 :]
                if not rest:
                    return k, free
                far = min(len(self.row), free + (_FAR if phrase.passive else _NEAR))
                found = next((j for j in range(free + 1, far) if self._has(j, rest[0])), None)
                if found is None or HARD.search(self.text[self.row[i].end : self.row[found].start]):
                    return None
                k = found - 1
                continue
            if "~" in wanted:
                wider = range(k + 1, min(len(self.row), k + _FAR))
                behind = next((j for j in wider if self._has(j, phrase.following[n + 1])), None)
                if behind is None or HARD.search(self.text[self.row[i].end : self.row[behind].start]):
                    return None
                k = behind - 1
                continue
            if "$" in wanted and (k + 1 == len(self.row) or not self.gap(k).isspace()):
                continue
            step = next(
                (
                    s
                    for s in (1, 2, 3)
                    if k + s < len(self.row)
                    and self._has(k + s, wanted)
                    and (s == 1 or (all(map(self._light, range(k + 1, k + s))) and not wanted & {"#", "^", "!"}))
                ),
                None,
            )
            if step is None or HARD.search(self.text[self.row[k].end : self.row[k + step].start]):
                return None
            k += step
        return k, free

    def _has(self, k: int, wanted: frozenset[str] | None) -> bool:
        word = self.row[k]
        kinds = {"#"} if word.text[0].isdigit() else {"^"} if word.text[0].isupper() else set()
        forms = {word.lower, base(word), word.lower.removesuffix("s")}
        return wanted is not None and not wanted.isdisjoint(forms | kinds)

    def _light(self, k: int) -> bool:
        """Whether a word may stand inside a phrase: an adverb, a determiner, an adjective."""
        lower = self.row[k].lower
        closed = lexicon().closed
        inner = closed["prepositions"] | closed["conjunctions"] | closed["auxiliaries"] | supposed()["never"]
        return lower not in inner and not self.verbish(k)
