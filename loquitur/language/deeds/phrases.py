"""Where the phrases of a sentence begin and end, and what governs them: articles and titles before a name, lists of names,
relative clauses, what commas and brackets set off."""

import re

from loquitur.language.deeds.fatewords import words
from loquitur.language.deeds.verbgroups import HARD, SET_OFF, Verbs
from loquitur.language.persons.titles import heads
from loquitur.language.sentences.predicates import asides, participles
from loquitur.language.sentences.prose import base
from loquitur.language.words import lexicon

__all__ = ["ASIDE", "COUNTS", "NUMERAL", "Phrases"]

NUMERAL = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundred|thousand|million|dozen|\d[\d,.]*)$"
)
_INTERPOSED = frozenset(
    {"who", "whom", "which", "where", "when", "while", "though", "although", "as", "without", "with"}
)
COUNTS = frozenset(
    "tens hundreds thousands millions dozens scores many most some several all half both".split()  # noqa: SIM905
)
_UNTIL = frozenset({"by", "on", "before", "after", "until", "since", "from"})
_DAY = re.compile(r"(?:\d+(?:st|nd|rd|th)|(?:[a-z]+-)?(?:first|second|third|[a-z]+th))$")
_TRADE = re.compile(r"(?:er|or|ist|ant|ian|man|woman|ess|eer|ard|ic|ee|mate|ling)$")
"""How words end that tell what somebody is."""
ASIDE = 4
"""How many words are only put in: "he said", "said the old man"."""

_RELATIVE = frozenset({"who", "whom", "which", "that", "where"})
_FINITE = frozenset({"was", "were", "is", "are", "had", "has", "have", "did", "does", "will", "would"})
_ONE = frozenset({"was", "is", "has"})
"""Behind these somebody alone is the subject."""
_SELF = frozenset({"himself", "herself", "themselves"})
_SEEING = frozenset({"see", "saw", "seen", "sees", "seeing", "watch", "watched", "watching"})
_BARRED = frozenset({"not", "neither", "either", "nor", "except", "excepting", "save"})
_INSTEAD = frozenset({("rather", "than"), ("instead", "of"), ("other", "than")})
_EVERYBODY = frozenset({"all", "everybody", "everyone"})
_YET = frozenset({"and", "but", "though", "although", "if"})


class Phrases(Verbs):
    """The words of one sentence with its phrases."""

    def leads(self, last: int) -> bool:
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
            and j - k < ASIDE
            and any(w.lower in asides() for w in (self.row[k], self.row[j], self.row[max(k, j - 1)]))
        )
        if aside:
            return k - 1
        opening = self.row[k].lower
        inner = any(w.lower in _INTERPOSED for w in self.row[k : j + 1])
        if k and (opening in _INTERPOSED or (opening in lexicon().closed["prepositions"] and inner)):
            return k - 1
        return j

    def _unknown(self, k: int) -> bool:
        """Whether what commas set off behind a word belongs to a name that means nobody known: "Essex, a man of parts, was …"."""
        row, closed = self.row, lexicon().closed
        if k < 2 or row[k].lower not in closed["determiners"] | {"who", "once", "then"} or k - 1 in self.at:
            return False
        alone = SET_OFF.search(self.gap(k - 2)) is not None
        return alone and row[k - 1].text[0].isupper() and row[k - 1].lower not in closed["pronouns"]

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
        return self.row[k].lower in COUNTS or bool(NUMERAL.match(self.row[k].lower))

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

    def parted(self, k: int) -> bool:
        """Whether something sets a word off from the next one."""
        return bool(SET_OFF.search(self.gap(k)) or HARD.search(self.gap(k)))

    def relative(self, v: int) -> int:
        """The first word of the relative clause in which a verb stands ("who betrayed", "in which he lived"); -1 for none."""
        k = v
        while k > 0 and not self.parted(k - 1):
            k -= 1
            if self.row[k].lower in _RELATIVE and k:
                led = self.row[k - 1].lower in lexicon().closed["prepositions"]
                return k - 1 if led and k > 1 else k
        return -1

    def ends_clause(self, j: int, start: int, i: int) -> bool:
        """Whether a verb ends what hangs on the subject of the next one: "the clerk Hill had hired was", "… Hill loved died"."""
        if not self.verbish(j) or j in self.at or start != j + 1:
            return False
        undergoes = start == i and self.row[i].lower in words().undergo and not self.row[i].lower.endswith("ing")
        return self.row[start].lower in _FINITE or (
            undergoes and self.row[j].lower not in lexicon().closed["auxiliaries"]
        )

    def governed(self, first: int, j: int) -> int:
        """The word that hangs on somebody and has as its object what two words bound, or leads to it: "who had arrested
        Hill", "hunting Hill"; 0 where it hangs on nothing named ("to please Hill"), -1 where it is no object."""
        v, closed = first - 1, lexicon().closed
        unheard = v >= 0 and first not in self.at and self.row[first].text.islower() and not self._shut(first)
        if unheard and self.row[v].lower in ("who", "which"):
            return self.relative(first)  # a verb that no list knows: "who fed Hill"
        if unheard and v == 0 and self.row[v].lower == "to":
            return 0
        if v > 1 and self.row[v].lower in _SELF and self.row[v - 1].lower.endswith("ing"):
            v -= 1  # "calling himself Hill"
        if v < 1 or v in self.at or self.parted(v) or self.row[v].lower in words().claimed:
            return -1
        lower, before = self.row[v].lower, self.row[v - 1].lower
        if lower in closed["auxiliaries"] | closed["prepositions"] | closed["adverbs"] | closed["conjunctions"]:
            return -1
        if lower in asides() and self._verbs_follow(j):
            return -1  # "the man who said Hill was shot lied"
        if lower in _SEEING and not (j + 1 < len(self.row) and self.row[j + 1].lower in _FINITE):
            return -1  # "lived to see Hill hanged"
        if before in _RELATIVE | closed["auxiliaries"] or self.verbish(v):
            if (relative := self.relative(v)) > 0:
                return relative
            if before == "to" and lower not in asides():
                return 0
        noun = before.isalpha() and not self._shut(v - 1) and not self.parted(v - 1)
        return v if lower.endswith("ing") and lower not in asides() and noun and not self.verbish(v - 1) else -1

    def _shut(self, k: int) -> bool:
        """Whether a word is of a closed class."""
        return any(self.row[k].lower in listed for listed in lexicon().closed.values())

    def _verbs_follow(self, j: int) -> bool:
        """Whether a verb stands behind the one that follows a word, before the next stop."""
        k, closed = j + 1, lexicon().closed
        while k < len(self.row) and self.row[k].lower in closed["auxiliaries"] | closed["adverbs"]:
            k += 1
        for n in range(k + 1, len(self.row)):
            if HARD.search(self.gap(n - 1)):
                return False
            if self.verbish(n):
                return True
        return False

    def listing(self, j: int) -> int:
        """The first word of the persons joined by "and" or "or" of whom the last ends at a word."""
        first, joined = self._opens(j), False
        while first > 0:
            at = first - 1
            if self.row[at].lower in ("and", "or", "nor"):
                at, joined = at - (2 if self.row[at - 1].lower == "not" else 1), True
            elif not joined or self.gap(at).strip() != ",":
                break
            if at not in self.at or self.at[at].kind != "person" or base(self.row[at]) != self.row[at].lower:
                break
            first = self._opens(at)
        own = self._opens(j)
        goes_on = self.alone(j) and not self.parted(j) and self.led(first)  # "by Hill, and Cole was"
        return own if goes_on else first

    def _opens(self, j: int) -> int:
        """The first word of a name with its titles and article, behind what bars it ("not Hill")."""
        first = j
        while first and self.at.get(first - 1) is self.at[j]:
            first -= 1
        first = self._phrase_start(self._titled(first))
        return max((k + 1 for k in range(first, j) if self.row[k].lower in _BARRED), default=first)

    def alternative(self, first: int, j: int) -> bool:
        """Whether the persons between two words are several of whom one is meant: "Hill or Cole"."""
        names = {self.ground.who.name(self.at[k].name) for k in range(first, j + 1) if k in self.at}
        return len(names) > 1 and any(w.lower == "or" for w in self.row[first:j])

    def led(self, first: int) -> bool:
        """Whether a preposition governs what begins at a word."""
        before = self.row[first - 1].lower if first else ""
        return before in lexicon().closed["prepositions"] and not self.parted(first - 1)

    def alone(self, j: int) -> bool:
        """Whether the verb behind a word tells of one alone."""
        return j + 1 < len(self.row) and self.row[j + 1].lower in _ONE

    def bars(self, k: int) -> bool:
        """Whether the phrase that begins at a word takes somebody out: "not Hill", "and not Hill", "rather than Hill"."""
        k += self.row[k].lower in _YET
        following = tuple(w.lower for w in self.row[k : k + 2])
        return following in _INSTEAD or following[:1] == ("not",)

    def barred(self, first: int) -> int | None:
        """The word before what takes a phrase out that begins at a word ("Hill, not Cole", "Hill rather than Cole"), -1 where
        nobody stands there ("all except Hill", "neither Hill"); None where nothing does."""
        before = tuple(w.lower for w in self.row[max(0, first - 2) : first])
        if before[-1:] == ("not",):
            at = first - 2
            while at >= 0 and self.row[at].lower in _YET:
                at -= 1
            return at if at in self.at else -1
        if before in _INSTEAD:
            return first - 3
        return -1 if (before[-1:] and before[-1] in _BARRED - {"either"}) or _but(before) else None


def _but(before: tuple[str, ...]) -> bool:
    return before[1:] == ("but",) and before[0] in _EVERYBODY
