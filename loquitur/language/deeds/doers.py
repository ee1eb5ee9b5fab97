"""Who does a verb: the subject, looked for leftwards without a parser.

From a verb over its auxiliaries to the noun phrase that can be its subject, climbing out of what hangs on it ("the editor
of the Herald"), over what commas set off, and sharing the subject of the verb before where verbs are strung together
("was tried, convicted and hanged"). A sentence without a subject ("Arrested in 1820, he …", "Died in 1842.") takes it from
behind the comma, else from the entry of a dictionary in which it stands. Where the words do not fit nobody is named.
"""

import re
from dataclasses import dataclass
from typing import Literal

from loquitur.language.deeds.verbgroups import HARD, SET_OFF, Verbs
from loquitur.language.persons.titles import heads
from loquitur.language.sentences.clauses import over_relative
from loquitur.language.sentences.predicates import asides, participles
from loquitur.language.sentences.prose import base
from loquitur.language.words import lexicon

__all__ = ["DEEPEST", "NUMERAL", "SHARING", "Doer", "Doers"]

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
NUMERAL = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundred|thousand|million|dozen|\d[\d,.]*)$"
)
_INTERPOSED = frozenset(
    {"who", "whom", "which", "where", "when", "while", "though", "although", "as", "without", "with"}
)
_NOBODY = frozenset({"nobody", "none", "nothing", "neither", "few", "no-one"})
_COUNTS = frozenset(
    "tens hundreds thousands millions dozens scores many most some several all half both".split()  # noqa: SIM905
)
Form = Literal["name", "pronoun", "first", "group", "entry", "none"]
DEEPEST = 6
_PARTICIPLE = 24
"""Words that a phrase before the subject has at most."""
_UNTIL = frozenset({"by", "on", "before", "after", "until", "since", "from"})
_DAY = re.compile(r"(?:\d+(?:st|nd|rd|th)|(?:[a-z]+-)?(?:first|second|third|[a-z]+th))$")
_TRADE = re.compile(r"(?:er|or|ist|ant|ian|man|woman|ess|eer|ard|ic|ee|mate|ling)$")
"""How words end that tell what somebody is."""
_CLAUSES = frozenset({"after", "before", "since", "until", "till"})
"""Behind these a name before a verb is its subject: "a year after Hill was hanged"."""
_ASIDE = 4
"""How many words are only put in: "he said", "said the old man"."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Whom a noun phrase names."""

    names: tuple[str, ...] = ()
    start: int = -1
    """The first word of the phrase, by its number in the row."""
    form: Form = "none"
    nobody: bool = False


_NONE = Doer()


class Doers(Verbs):
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
        only = self.row[j].lower == "only" and act.governor == j and j and not self._counted(j)
        if only or self.row[j].lower in SHARING or (self.verbish(j) and j not in self.at):
            return self._shared(j, deep)
        return self.ending(j, deep)

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
                if row[k].lower in _THIRD or (k in self.at and self._leads(last)):
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

    def _leads(self, last: int) -> bool:
        """Whether a name that ends at a word is the subject of what follows: "Hill by 1837 had lived"."""
        row = self.row
        if base(row[last]) != row[last].lower or self.at[last].kind not in ("person", "unknown"):
            return False
        for k in range(last + 1, min(len(row), last + 4)):
            if SET_OFF.search(self.gap(k - 1)) or HARD.search(self.gap(k - 1)):
                return False
            if self.verbish(k):
                return True
        return False

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

    def _participle(self, k: int) -> bool:
        """Whether a word that opens the sentence is a participle: "Ousted in 1820 and then exiled, …"."""
        lower = self.row[k].lower
        return k not in self.at and (lower.endswith("ed") or lower in participles())

    def _before_interposed(self, j: int) -> int:
        """The word before a phrase that ends at a word, where commas set it off ("…, in a room where …, and spoke")."""
        k = j
        while k > 0 and not SET_OFF.search(self.gap(k - 1)):
            k -= 1
        aside = (
            k
            and j - k < _ASIDE
            and any(w.lower in asides() for w in (self.row[k], self.row[j], self.row[max(k, j - 1)]))
        )
        if aside:
            return k - 1
        opening = self.row[k].lower
        inner = any(w.lower in _INTERPOSED for w in self.row[k : j + 1])
        if k and (opening in _INTERPOSED or (opening in lexicon().closed["prepositions"] and inner)):
            return k - 1
        return j

    def _over(self, j: int, deep: int) -> Doer:
        """The phrase before what commas set off in front of the verb, or the subject shared with the verb before."""
        k = j
        while k > 0 and not SET_OFF.search(self.gap(k - 1)):
            k -= 1
        if k and j - k < _ASIDE and (self.row[j].lower in asides() or self.row[k].lower in asides()):
            return self.ending(k - 1, deep + 1)
        if k and all(w.lower in lexicon().closed["adverbs"] for w in self.row[k : j + 1]):
            return self.ending(k - 1, deep + 1)  # "Hill, however, voted"
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
        led = k >= 0 and self.row[k].lower in lexicon().closed["prepositions"] and not SET_OFF.search(self.gap(k))
        whole = joined and not led and len(found) > 1
        return Doer(tuple(reversed(found)), k + 1, "name") if whole else _NONE

    def _unknown(self, k: int) -> bool:
        """Whether what commas set off behind a word belongs to a name that means nobody known: "Essex, a man of parts, was …"."""
        row, closed = self.row, lexicon().closed
        if k < 2 or row[k].lower not in closed["determiners"] | {"who", "once", "then"} or k - 1 in self.at:
            return False
        alone = SET_OFF.search(self.gap(k - 2)) is not None
        return alone and row[k - 1].text[0].isupper() and row[k - 1].lower not in closed["pronouns"]

    def _bracketed(self, first: int, last: int) -> Doer:
        """Several persons whom brackets name behind a word for them: "the three (Hill, Sands and Pell)"."""
        named = [self.at[k] for k in range(first, last + 1) if k in self.at]
        alone = all(k in self.at or self.row[k].lower == "and" for k in range(first, last + 1))
        names = dict.fromkeys(self.ground.who.name(m.name) for m in named if m.kind == "person")
        return Doer(tuple(names), first, "name") if alone and len(names) > 1 else _NONE

    def _clause(self, k: int) -> int:
        """The first word of what stops and colons part."""
        while k and not HARD.search(self.gap(k - 1)):
            k -= 1
        return k

    def _outside(self, k: int) -> int:
        """The word before a parenthesis that ends at a word: "Hill (1798–1859)", "Hill [q.v.]"."""
        if k < 0 or not re.match(r"[.,]?[)\]]", self.text[self.row[k].end : self.row[k].end + 2]):
            return k
        while k > 0 and not re.search(r"[(\[]", self.gap(k - 1)):
            k -= 1
        return k - 1

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
            return self._shared(j - 1, deep + 1) if written else self.ending(j - 1, deep + 1)
        if j in self.at:
            return self._named(j, deep)
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

    def _example(self, start: int) -> int:
        """The first word of a group of which those are named who begin at a word: "bankers like Hill"; 0 where none is."""
        before = [w.lower for w in self.row[max(0, start - 2) : start]]
        like = before[-1:] in (["like"], ["including"]) or before == ["such", "as"]
        at = start - len(before) if before == ["such", "as"] else start - 1
        named = at - 1 in self.at and self.ground.who.kinds[self.ground.who.name(self.at[at - 1].name)] == "person"
        if not like or at < 1 or named or not self.row[at - 1].lower.endswith(("s", "men")):
            return 0
        return self._phrase_start(at - 1) or at

    def _dated(self, k: int) -> bool:
        """Whether a date ends right before a word, or the day of a month: "by the tenth"."""
        before = self.row[max(0, k - 3) : k]
        day = len(before) == 3 and before[0].lower in _UNTIL and bool(_DAY.match(before[2].lower))
        return day or any(0 < self.row[k].start - d.span.end < 3 for d in self.ground.dated(self.number))

    def _titled(self, first: int) -> int:
        """The first word of a name with its titles: "Mr. Hill", "the Rev. Dr. Hill"."""
        titles = lexicon().names["titles"]
        while (
            first
            and self.row[first - 1].lower in titles
            and self.row[first - 1].text[0].isupper()
            and self.gap(first - 1).isspace()
        ):
            first -= 1
        return first

    def _fronted(self, first: int) -> bool:
        """Whether a phrase with a preposition opens what a name goes on with, and says nothing of the bearer: "Upon his
        release Hill …", not "In the house of the painter Hill …"."""
        row, names, closed = self.row, lexicon().names, lexicon().closed
        k = first - 1
        told = base(row[k]) in heads() | names["persons"] | names["groups"] or _TRADE.search(row[k].lower)
        if (
            told
            or row[k].text[0].isupper()
            or self.verbish(k)
            or row[k].lower in closed["determiners"] | closed["possessives"]
        ):
            return False
        while k and not SET_OFF.search(self.gap(k - 1)) and not HARD.search(self.gap(k - 1)):
            if k in self.at or row[k].lower in closed["conjunctions"] | closed["auxiliaries"]:
                return False
            k -= 1
        return k not in self.at and row[k].lower in closed["prepositions"]

    def _owner(self, k: int) -> bool:
        """Whether the name that begins at a word owns what follows: "Anna Hill's brother"."""
        last = k
        while self.at.get(last + 1) is self.at[k]:
            last += 1
        return base(self.row[last]) != self.row[last].lower

    def _counted(self, k: int) -> bool:
        """Whether a word stands behind an article: "the only to …"."""
        return self.row[k - 1].lower in lexicon().closed["determiners"] | lexicon().closed["possessives"]

    def _counts(self, k: int) -> bool:
        """Whether a word says how many: "tens", "sixty"."""
        return self.row[k].lower in _COUNTS or bool(NUMERAL.match(self.row[k].lower))

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
        if counted < 0 or not (NUMERAL.match(row[counted].lower) or row[counted].lower in _COUNTS | {"one", "none"}):
            return None
        if row[counted].lower == "none":
            return Doer((), counted, "none", True)
        while counted and (NUMERAL.match(row[counted - 1].lower) or row[counted - 1].lower in ("and", "a")):
            counted -= 1
        if row[counted].lower == "and":
            counted += 1
        return Doer(tuple(self.ground.many(row[j])), counted, "group")

    def _phrase_start(self, j: int) -> int:
        closed = lexicon().closed
        stop = (
            closed["prepositions"]
            | closed["conjunctions"]
            | closed["auxiliaries"]
            | closed["pronouns"]
            | closed["adverbs"]
        )
        k = j
        while k and not SET_OFF.search(self.gap(k - 1)) and not HARD.search(self.gap(k - 1)):
            lower = self.row[k - 1].lower
            if lower in closed["determiners"] | closed["possessives"]:
                return k - 1
            if (
                lower in stop
                or lower[0].isdigit()
                or self.verbish(k - 1)
                or j - k > 5
                or (k - 1 in self.at and base(self.row[k - 1]) == lower)
            ):
                break
            k -= 1
        return k

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
