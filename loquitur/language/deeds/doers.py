"""Who does a verb: the subject, looked for leftwards without a parser.

From a verb over its auxiliaries to the noun phrase that can be its subject, climbing out of what hangs on it ("the editor
of the Herald"), over what commas set off, and sharing the subject of the verb before where verbs are strung together
("was tried, convicted and hanged"). A sentence without a subject ("Arrested in 1820, he …", "Died in 1842.") takes it from
behind the comma, else from the entry of a dictionary in which it stands. Where the words do not fit nobody is named.
"""

import re
from dataclasses import dataclass
from typing import Literal

from loquitur.language.deeds.phrases import ASIDE, COUNTS, NUMERAL, Phrases
from loquitur.language.deeds.verbgroups import HARD, SET_OFF
from loquitur.language.persons.titles import heads
from loquitur.language.sentences.clauses import over_relative
from loquitur.language.sentences.predicates import asides
from loquitur.language.sentences.prose import base
from loquitur.language.words import lexicon

__all__ = ["DEEPEST", "SHARING", "Doer", "Doers"]

_FIRST = frozenset({"i", "we"})
_REFLEXIVE = frozenset({"himself", "herself", "themselves", "both", "all", "each", "alone"})
"""What may stand behind a subject: "Hill himself", "Hill and Cole both"."""
_OTHERS = frozenset({"other", "others", "several", "many", "some", "most"})
_OF_TWO = frozenset({"former", "latter"})
_HANDFUL = frozenset({"few", "number", "handful", "score", "dozen", "host"})
_JOINING = frozenset(
    form for verb in ("join", "unite", "concur", "combine", "persist") for form in (verb, f"{verb}s", f"{verb}ed")
)
_THIRD = frozenset({"he", "she", "they"})
_WHO = frozenset({"who", "which", "that", "whom"})
SHARING = frozenset({"and", "or", "but", "then", "yet", "nor"})
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "their", "once", "then", "former"})
_KIN = frozenset({"his", "her", "their"})
_POINTING = frozenset({"these", "those", "the"})
_NOBODY = frozenset({"nobody", "none", "nothing", "neither", "few", "no-one"})
Form = Literal["name", "pronoun", "first", "group", "entry", "none"]
DEEPEST = 6
_PARTICIPLE = 24
"""Words that a phrase before the subject has at most."""
_CLAUSES = frozenset({"after", "before", "since", "until", "till"})
"""Behind these a name before a verb is its subject: "a year after Hill was hanged"."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Whom a noun phrase names."""

    names: tuple[str, ...] = ()
    start: int = -1
    """The first word of the phrase, by its number in the row."""
    form: Form = "none"
    nobody: bool = False


_NONE = Doer()


class Doers(Phrases):
    """The words of one sentence with who does what."""

    # ---- the subject ----

    def doer(self, i: int, deep: int = 0) -> Doer:
        """The subject of the verb at a place."""
        act = self.act(i)
        j = act.start - 1
        if act.governor is not None and act.governor < act.start - 1:
            j = min(j, act.governor - 1)
        if j < 0 and deep <= DEEPEST:
            return self._opening(i)
        if deep > DEEPEST:
            return _NONE
        gap = self.gap(j) if j + 1 < len(self.row) else ""
        if ":" in gap and (listed := self._listed(j)).names:
            return listed
        if self.row[j].lower == "in" and self.row[i].lower.endswith("ing") and (joined := self._joined(j, deep)).names:
            return joined
        if HARD.search(gap):
            told = self._opening(0) if ";" in gap and 0 not in self.at else _NONE
            return told if told.form == "entry" else _NONE
        if re.match(r"\s*[)\]]\s*$", gap) and (outside := self._outside(j)) >= 0:
            inside = self._bracketed(outside + 1, j)
            return inside if inside.names else self.ending(outside, deep)
        if SET_OFF.search(gap):
            return self._over(j, deep)
        if self.ends_clause(j, act.start, i):
            return self._head(j, deep)
        only = self.row[j].lower == "only" and act.governor == j and j and not self._counted(j)
        if only or self.row[j].lower in SHARING or (self.verbish(j) and j not in self.at):
            return self._shared(j, deep)
        return self.ending(j, deep)

    def _head(self, j: int, deep: int) -> Doer:
        """On whom the clause hangs that a verb ends: "Hill, whom Cole had hired" in "Hill whom Cole had hired was shot"."""
        relative = self.relative(j)
        if relative > 0:
            return self.ending(relative - 1, deep + 1)
        lead = self._shared(j, deep)
        return lead if lead.form == "group" else _NONE

    def _joined(self, j: int, deep: int) -> Doer:
        """Who does together what follows "in": "Hill joined with Cole and Dunn in demanding"."""
        v = next((k for k in range(j - 1, max(-1, j - 16), -1) if self.row[k].lower in _JOINING), None)
        if v is None or any(HARD.search(self.gap(k)) for k in range(v, j)) or not self.act(v).real:
            return _NONE
        lead = self.doer(v, deep + 1)
        led = next((k for k in range(v + 1, j) if self.row[k].lower == "with"), v)
        others = (self.ground.who.name(self.at[k].name) for k in range(led + 1, j) if k in self.at)
        people = [n for n in others if self.ground.who.kinds[n] == "person"]
        return Doer(tuple(dict.fromkeys((*lead.names, *people))), lead.start, lead.form)

    def _opening(self, i: int) -> Doer:
        """Whom a verb with which the sentence opens is told of: "Arrested in 1820, he …", "Died in 1842"."""
        row = self.row
        if i or row[0].lower.endswith("ing"):
            return _NONE
        behind = self._behind_comma(0)
        if behind.names or behind.start >= 0:
            return behind
        entry = self.ground.entry(self.number)
        return Doer((entry,), 0, "entry") if entry else _NONE

    def _behind_comma(self, i: int) -> Doer:
        """The subject behind the first comma behind a word: "Arrested in 1820, he …", "After being arrested, Hill …"."""
        row = self.row
        for k in range(i + 1, min(len(row) - 1, i + _PARTICIPLE)):
            if HARD.search(self.gap(k - 1)):
                break
            if SET_OFF.search(self.gap(k - 1)):
                last = k
                while self.at.get(last + 1) is not None and self.at.get(last + 1) is self.at.get(k):
                    last += 1
                if row[k].lower in _THIRD or (k in self.at and self.leads(last)):
                    return self.ending(last)
        return _NONE

    def _listed(self, j: int) -> Doer:
        """Whom the entry of a list is of, whose colon stands behind a word: "Ann Hill, teacher: shot in 1820"."""
        if 0 not in self.at or any(self.verbish(k) for k in range(j + 1)):
            return _NONE
        last = 0
        while self.at.get(last + 1) is self.at[0]:
            last += 1
        return self._named(last, DEEPEST) if self.at[0].kind == "person" else _NONE

    def _shared(self, j: int, deep: int) -> Doer:
        """The subject of the verb before, over what commas set off between them."""
        k = j + 1
        while k > 0:
            k -= 1
            if k < j and HARD.search(self.gap(k)):
                return _NONE
            if k < len(self.row) - 1 and SET_OFF.search(self.gap(k)):
                k = self._before_interposed(k)
                if k < 0:
                    return _NONE
            if self.verbish(k) and k not in self.at:
                found = self.doer(k, deep + 1)
                return found
        return self._opening(0) if j > 0 and self._participle(0) else _NONE

    def _over(self, j: int, deep: int) -> Doer:
        """The phrase before what commas set off in front of the verb, or the subject shared with the verb before."""
        k = j
        while k > 0 and not SET_OFF.search(self.gap(k - 1)):
            k -= 1
        if k and j - k < ASIDE and (self.row[j].lower in asides() or self.row[k].lower in asides()):
            return self.ending(k - 1, deep + 1)
        if k and all(w.lower in lexicon().closed["adverbs"] for w in self.row[k : j + 1]):
            return self.ending(k - 1, deep + 1)  # "Hill, however, voted"
        if k and self.bars(k):
            return self.ending(k - 1, deep + 1)  # "Hill, not Cole, was"
        if j in self.at and self.alone(j) and self._led_list(j):
            p = self.listing(j) - 1
            while p and not self.parted(p - 1):
                p -= 1
            return self.ending(p - 1, deep + 1)  # "Hill, pupil of Cole, Dunn and Sands, was"
        if (lead := self._participial(k)).names or (lead := self._row(j)).names:
            return lead
        named = over_relative(self.text, self.row, j)
        if named in self.at and (relative := self._named(named, deep + 1)).names:
            return relative
        if self._unknown(k):
            return _NONE
        closed = lexicon().closed
        opens = (
            closed["determiners"] | closed["possessives"] | closed["prepositions"] | _WHO
            | {"whose", "then", "now", "once", "formerly", "himself", "herself", "where", "when", "still", "already", "later"}
        )  # fmt: skip
        first = self.row[k]
        if (
            k
            and (
                re.split("[’']", first.lower)[0] in opens
                or base(first) in heads()
                or first.text[0].isupper()
                or first.lower.endswith(("ing", "ed"))
            )
            and not HARD.search(self.gap(k - 1))
        ):
            if j in self.at and not self.verbish(k - 1) and j - k < 5:
                inner = self.ending(j, deep + 1)
                if inner.names and not self.ending(k - 1, deep + 1).names:
                    return inner
            if first.lower not in SHARING or (first.lower == "then" and not self.verbish(k + 1)):
                before = self.ending(self._outside(k - 1), deep + 1)
                one = [w.lower for w in self.row[max(0, before.start - 2) : before.start + 1]]
                opening = self.row[before.start].lower if before.start >= 0 else ""
                counted = opening in _OTHERS or NUMERAL.match(opening)
                if j in self.at and before.form == "group" and ("one" in one or counted):
                    return self.ending(
                        j, deep + 1
                    )  # "one of the traders, Mrs. Hill, was …", "two others, Hill and Cole, …"
                if before.names or before.nobody:
                    return before
        return self._shared(j, deep)

    def _participial(self, j: int) -> Doer:
        """The name that opens the clause, where the first comma behind it is followed by a participle: "Hill, seeking to wrong
        his son, Karl, in favour of the other, was killed"."""
        for k in range(j, 0, -1):
            if HARD.search(self.gap(k - 1)):
                return _NONE
            name = k - 1 in self.at and self.gap(k - 1).strip() == ","
            if (
                name
                and self.row[k].lower.endswith("ing")
                and not any(self.verbish(n) for n in range(self._clause(k), k))
            ):
                return self.ending(k - 1, DEEPEST)
        return _NONE

    def _row(self, j: int) -> Doer:
        """All of a list of persons that ends at a word: "Hill, Sands, and the Rev. Pell, were hanged"."""
        found, joined, k = dict[str, None](), False, j
        while k >= 0 and not HARD.search(self.gap(k) if k < j else ""):
            lower, mention = self.row[k].lower, self.at.get(k)
            if mention is not None and mention.kind == "person" and (base(self.row[k]) == lower or k < j):
                found.setdefault(self.ground.who.name(mention.name))
            elif lower == "and" and k + 1 <= j:
                joined = True
            elif not (self.row[k].text[0].isupper() or (lower == "the" and k < j)):
                break
            k -= 1
        hangs = k >= 0 and (self.row[k].lower in lexicon().closed["prepositions"] or self.verbish(k))
        led = hangs and not SET_OFF.search(self.gap(k))
        whole = joined and not led and len(found) > 1
        return Doer(tuple(reversed(found)), k + 1, "name") if whole else _NONE

    def _bracketed(self, first: int, last: int) -> Doer:
        """Several persons whom brackets name behind a word for them: "the three (Hill, Sands and Pell)"."""
        named = [self.at[k] for k in range(first, last + 1) if k in self.at]
        alone = all(k in self.at or self.row[k].lower == "and" for k in range(first, last + 1))
        names = dict.fromkeys(self.ground.who.name(m.name) for m in named if m.kind == "person")
        return Doer(tuple(names), first, "name") if alone and len(names) > 1 else _NONE

    def ending(self, j: int, deep: int = 0) -> Doer:
        """Whom the noun phrase names that ends in a word."""
        if j < 0 or deep > DEEPEST:
            return _NONE
        lower = self.row[j].lower
        closed, names = lexicon().closed, lexicon().names
        if lower in _FIRST:
            voice = self.ground.voice(self.row[j].start)
            return Doer((voice,) if voice else (), j, "first")
        if lower in _NOBODY or (lower == "one" and j and self.row[j - 1].lower == "no"):
            return Doer((), j, "none", True)
        if lower in _REFLEXIVE and j and (j - 1 in self.at or self.row[j - 1].lower in _THIRD):
            return self.ending(j - 1, deep + 1)
        if lower in _OF_TWO and j and self.row[j - 1].lower == "the":
            return Doer(tuple(self.ground.of_two(self.row[j])), j - 1, "pronoun")
        if lower in _THIRD and j not in self.at:
            meant = self.ground.many(self.row[j]) if lower == "they" else self.ground.he(self.row[j])
            return Doer(tuple(meant), j, "pronoun")
        if lower in _WHO:
            written = j > 0 and base(self.row[j - 1]) in lexicon().utterance
            if j - 1 in self.at and self.barred(self.listing(j - 1)) is None and not written:
                return self._named(j - 1, deep + 1)
            return self._shared(j - 1, deep + 1) if written else self.ending(j - 1, deep + 1)
        if j in self.at:
            return self._of_names(j, deep)
        part = self._part(j)
        if part is not None:
            return part
        if lower in closed["prepositions"] | closed["conjunctions"] | closed["pronouns"]:
            return _NONE
        start = self._phrase_start(j)
        before = self.row[start - 1].lower if start else ""
        if start < j and self.row[start].lower in ("no", "not"):
            return Doer((), start, "none", True)
        while start in self.at and self.at.get(start - 1) is self.at[start]:
            start -= 1
        owned = start in self.at and start < j and self._owner(start)
        if (
            start
            and start - 1 in self.at
            and "," in self.gap(start - 1)
            and (owned or self.row[start].lower in _ARTICLES)
            and not self._led_list(start - 1)
            and self.governed(self.listing(start - 1), j) < 0
        ):
            return self._named(start - 1, deep + 1)
        some = self.row[start].lower == "a" and self.row[min(start + 1, j)].lower in _HANDFUL
        if before == "and" and start > 1 and (some or self.row[start].lower in closed["possessives"] | _OTHERS):
            return self.ending(start - 2, deep + 1)
        if before in closed["prepositions"] and start > 1 and not SET_OFF.search(self.gap(start - 2)):
            count = before == "of" and self._counts(start - 2)
            outer = self.ending(start - 2, deep + 1) if not count else _NONE
            if outer.names or not count:
                return outer
        definite = self.row[start].lower in ("the", "our", "this", "that", "these", "those") or start == 0
        if base(self.row[j]) in heads() | names["persons"] and self.row[start].lower in ("the", "our"):
            told = self.ground.bearer(self.row[j])
            return Doer((told,), start, "group") if told else _NONE
        if definite and base(self.row[j]) in names["groups"] and self.row[j].lower == base(self.row[j]):
            known = self.ground.people_of(base(self.row[j]), self.row[j].start) if start < j else None
            if known and self.row[start].lower in _POINTING:
                return Doer((known,), start, "group")
            if self.row[start].lower == "that" and (lower.endswith("s") or lower in ("people", "men", "women")):
                return _NONE  # "a parade that critics called a waste"
            phrase = re.sub(r"\s+", " ", self.text[self.row[start].start : self.row[j].end])
            return Doer((phrase if start in self.at else phrase[0].lower() + phrase[1:],), start, "group")
        return _NONE

    def _led_list(self, j: int) -> bool:
        """Whether a preposition governs several persons of whom the last ends at a word: "before Hill, Cole and Dunn"."""
        return self.listing(j) < self._opens(j) and self.led(self.listing(j))

    def _of_names(self, j: int, deep: int) -> Doer:
        """Whom a name that ends at a word makes the subject, or on whom it hangs: "the man who betrayed Hill"."""
        first = self.listing(j)
        barred = self.barred(first)
        if barred is not None:
            return self.ending(barred, deep + 1) if barred >= 0 else Doer((), first, "none", True)
        if self.alternative(first, j):
            return _NONE
        if (hangs := self.governed(first, j)) >= 0:
            return self.ending(hangs - 1, deep + 1) if hangs else _NONE
        apart = (
            j + 1 < len(self.row) and self.parted(j) and not self.alone(j)
        )  # "the sons of Hill, Cole and Dunn, were"
        clause = self.row[first - 1].lower in _CLAUSES or self.row[first - 2].lower == "according"
        if self._led_list(j) and not apart and not clause and not self._example(first):
            return self.ending(first - 2, deep + 1) if first > 1 and not self.parted(first - 2) else _NONE
        return self._named(j, deep)

    def _part(self, j: int) -> Doer | None:
        """ "twenty thousand of them", "of these forty-one": a part of those named before."""
        row = self.row
        if row[j].lower in ("them", "these", "those") and j and row[j - 1].lower == "of":
            counted = j - 2
        elif (
            NUMERAL.match(row[j].lower)
            and j > 1
            and row[j - 1].lower in ("these", "those", "them")
            and row[j - 2].lower == "of"
        ):
            return Doer(tuple(self.ground.many(row[j - 1])), j, "group")
        else:
            return None
        if counted < 0 or not (NUMERAL.match(row[counted].lower) or row[counted].lower in COUNTS | {"one", "none"}):
            return None
        if row[counted].lower == "none":
            return Doer((), counted, "none", True)
        while counted and (NUMERAL.match(row[counted - 1].lower) or row[counted - 1].lower in ("and", "a")):
            counted -= 1
        if row[counted].lower == "and":
            counted += 1
        meant = tuple(self.ground.many(row[j]))
        some = row[counted].lower not in ("all", "both") and len(meant) > 1
        if some and any(self.ground.who.kinds.get(name) == "person" for name in meant):
            return _NONE  # "Hill and Cole fought, and one of them was killed"
        return Doer(meant, counted, "group")

    def _named(self, j: int, deep: int) -> Doer:
        mention = self.at[j]
        first = j
        while first and self.at.get(first - 1) is mention:
            first -= 1
        if self.row[j].end != mention.span.end and base(self.row[j]) != self.row[j].lower:
            return _NONE
        bare, first = first, self._titled(first)
        start = self._phrase_start(first)
        if first > 1 and [w.lower for w in self.row[first - 2 : first]] == ["no", "doubt"]:
            return Doer((self.ground.who.name(mention.name),), first, "name")
        front = start < first and self._fronted(first)
        if front or (start < first and (self.row[start].lower in ("that", "this") or self._dated(first))):
            start = first  # "For that Hill was sent …", "By the tenth Hill was …"
            if front or self.row[start - 1].lower not in lexicon().closed["prepositions"]:
                return Doer((self.ground.who.name(mention.name),), start, "name")
        if self.row[start].lower in ("no", "not") and start < first:
            return Doer((), start, "none", True)
        if start > 3 and " ".join(w.lower for w in self.row[start - 3 : start]) == "as well as":
            before = self.ending(start - 4, deep + 1)
            return Doer((*before.names, self.ground.who.name(mention.name)), max(0, before.start), "name")
        example = self._example(start)
        if example:
            return Doer((self.ground.who.name(mention.name),), example, "name")
        prepositions = lexicon().closed["prepositions"] - _CLAUSES
        if start and self.row[start - 1].lower in prepositions and start > 1:
            count = self.row[start - 1].lower == "of" and self._counts(start - 2)
            if not count and not SET_OFF.search(self.gap(start - 2)):
                return self.ending(start - 2, deep + 1)
            if not count:
                return _NONE
        elif start and self.row[start - 1].lower in prepositions:
            return _NONE
        names = [self.ground.who.name(mention.name)]
        titled = (
            first < bare and start + 1 == first and self.row[start].lower == "the"
        )  # "Hill, the Rev. Cole and Dunn"
        joined = start and (
            self.row[start - 1].lower == "and"
            or ("," in self.gap(start - 1) and (start == first or titled or (deep and self.row[start].lower in _KIN)))
        )
        if joined:
            at = start - 2 if self.row[start - 1].lower == "and" else start - 1
            if at >= 0 and at in self.at and base(self.row[at]) == self.row[at].lower:
                other = self._named(at, deep + 1)
                left = other.start - 1
                if other.names and (left < 0 or not self.verbish(left) or SET_OFF.search(self.gap(left))):
                    return Doer((*other.names, *names), other.start, "name")
        return Doer(tuple(dict.fromkeys(names)), start, "name")
