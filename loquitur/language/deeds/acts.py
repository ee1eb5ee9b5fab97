"""Who does what to whom in a clause, for the finders of stances and fates.

Without a parser: from a verb leftwards over its auxiliaries to the noun phrase that can be its subject, climbing out of
what hangs on it ("the editor of the Herald"), over what commas set off, and sharing the subject of the verb before
where verbs are strung together ("was tried, convicted and hanged"); rightwards to its object. Pronouns and "the
president" mean whom the document's names allow. Where the words do not fit nobody is named.
"""

import re
from collections.abc import Sequence

from loquitur.language.deeds.doers import DEEPEST, SHARING, Doer, Doers
from loquitur.language.deeds.phrases import NUMERAL
from loquitur.language.deeds.verbgroups import HARD, SET_OFF
from loquitur.language.persons.titles import heads
from loquitur.language.sentences.possession import possessive
from loquitur.language.sentences.predicates import doings, participles, times
from loquitur.language.sentences.prose import Word, base
from loquitur.language.words import lexicon

__all__ = ["Clause", "Doer"]

_OPENS = frozenset({",", "(", "[", "–", "—", "-", "--"})
"""What parts a name from what happened to its bearer."""
_SAME = frozenset({"after", "before", "on", "upon", "since", "despite", "while"})
"""Before "being" these tell of the subject of the clause: "spent a year there before being freed"."""

_IT = frozenset({"it", "its", "them", "their"})
_DEFINITE = frozenset({"the", "his", "her", "their", "its"})


class Clause(Doers):
    """The words of one sentence with who does what to whom."""

    you: tuple[str, ...] = ()
    """Whom "you" means, where that is known."""

    def doer(self, i: int, deep: int = 0) -> Doer:
        """The subject of the verb at a place; of an infinitive whoever is made to do it ("forced Hill to flee")."""
        governor = self.act(i).governor
        if governor is not None and governor + 1 < i and self.verbish(governor):
            made = self.objects(governor + 1)
            if made:
                return Doer(tuple(made), governor + 1, "name")
        first = self.act(i).start
        if first and self.row[first].lower == "being" and self.row[first - 1].lower in _SAME:
            return self._shared(first - 1, deep) if first > 1 else self._behind_comma(i)
        if not self.act(i).passive and self._apposed(first) and self.passive(i) and not self._shares(first, deep):
            return self.ending(first - 1, deep)
        return super().doer(i, deep)

    def objects(self, k: int, without: Sequence[str] = (), recent: str | None = None) -> list[str]:
        """Whom the noun phrase means that begins at a word: a name, "him", "his rule", "the policy of X", "X's lies".

        `recent` is of whom the passage speaks: whom "him" means first.
        """
        first, doing, owned = k, False, False
        closed = lexicon().closed
        while k < len(self.row) and k - first < 8:
            word = self.row[k]
            lower = word.lower
            if k > first and SET_OFF.search(self.gap(k - 1)) and (apposed := self._titled_behind(first, k)):
                return self._target(apposed, doing)
            if (k > first and SET_OFF.search(self.gap(k - 1))) or (k and HARD.search(self.gap(k - 1))):
                return []
            if lower == "you" and self.you:
                return list(self.you)
            if lower in _IT and k in self.at:
                return [self.ground.who.name(self.at[k].name)]
            if lower in ("him", "them") or (lower == "her" and not possessive(self.text, self.row, k)):
                return self.meant(word, without, recent)
            if lower in closed["possessives"]:
                owned = True
            elif k in self.at:
                apposed = self._titled_behind(first, self._end(k) + 1) if self.at[k].kind == "unknown" else 0
                return self._target(apposed or k, doing)
            elif lower in ("former", "latter") and k and self.row[k - 1].lower == "the" and self._ends(k):
                return self.ground.of_two(word)
            elif lower in ("called", "named"):
                return []
            elif lower == "and" and doing and k + 1 < len(self.row) and k + 1 not in self.at:
                pass  # "the insolence and extravagance of X"
            elif lower in doings():
                doing = True
                if owned:
                    return self.meant(self.row[k - 1] if k else word, without, recent)
            elif (derived := self.ground.target(word)) is not None:
                return [derived]
            elif base(word) in heads() and "the" in {w.lower for w in self.row[max(0, first - 1) : k]}:
                told = self.ground.bearer(word, without)
                if told and base(word) == lower:
                    return [told]
                if told and self._owns(k):
                    return [told]
            elif (lower in closed["prepositions"] and not (lower == "of" and doing)) or lower in closed[
                "conjunctions"
            ] | closed["auxiliaries"] | closed["pronouns"] - {"all", "both"}:
                return []
            k += 1
        return []

    def _end(self, k: int) -> int:
        """The last word of the name to which a word belongs."""
        last = k
        while self.at.get(last + 1) is not None and self.at.get(last + 1) is self.at.get(k):
            last += 1
        return last

    def _titled_behind(self, first: int, k: int) -> int:
        """Where a name begins that commas set off behind what its bearer is: "by the Attorney-General, Mr. Hill."; else 0."""
        names = lexicon().names
        if k >= len(self.row) or self.gap(k - 1).strip() != "," or self.row[first].lower not in _DEFINITE:
            return 0
        if base(self.row[k - 1]).split("-")[-1] not in heads() | names["persons"] | names["one"]:
            return 0
        while k < len(self.row) and self.row[k].lower in names["titles"] and k not in self.at:
            k += 1
        last = self._end(k)
        closed = last + 1 >= len(self.row) or SET_OFF.search(self.gap(last)) or HARD.search(self.gap(last))
        return k if k in self.at and closed else 0

    def _ends(self, k: int) -> bool:
        """Whether no noun stands behind a word: "the former", not "the former minister"."""
        behind = self.row[k + 1].lower if k + 1 < len(self.row) and self.gap(k).isspace() else ""
        return not behind or self.verbish(k + 1) or any(behind in row for row in lexicon().closed.values())

    def meant(self, word: Word, without: Sequence[str], recent: str | None) -> list[str]:
        """Whom "him", "his" or "them" means; first the person of whom the passage speaks."""
        gender = "female" if word.lower == "her" else "male"
        who = self.ground.who
        fits = (
            recent
            and recent not in without
            and who.kinds.get(recent) == "person"
            and who.gender.get(recent, gender) == gender
        )
        return (
            [recent] if recent and fits and word.lower not in ("them", "their") else self.ground.pronoun(word, without)
        )

    def _owns(self, k: int) -> bool:
        """Whether what the word at a place owns is one of the doings that stand for their owner."""
        return any(w.lower in doings() for w in self.row[k + 1 : k + 4])

    def _target(self, k: int, doing: bool) -> list[str]:
        mention = self.at[k]
        last = k
        while last + 1 < len(self.row) and self.at.get(last + 1) is mention:
            last += 1
        name, word = self.ground.who.name(mention.name), self.row[last]
        if self.ground.who.kinds[name] not in ("person", "group", "organisation"):
            return []
        if base(word) != word.lower:
            return [name] if self._owns(last) else []
        behind = self.row[last + 1].lower if last + 1 < len(self.row) else ""
        names = lexicon().names
        apposed = behind in names["groups"] | names["persons"] or (mention.kind == "unknown" and self._noun(last + 1))
        if not doing and apposed and self.gap(last).isspace():
            return []
        found = [name]
        for k in self._others(last):
            other = self.at[k]
            kind = self.ground.who.kinds[self.ground.who.name(other.name)]
            if (
                kind in ("person", "group", "organisation")
                and base(self.row[self._end(k)]) == self.row[self._end(k)].lower
            ):
                found.append(self.ground.who.name(other.name))
        return list(dict.fromkeys(found))

    def _others(self, last: int) -> list[int]:
        """Where the other names begin of a row that a name opens: "X, Sir Y, the Earl of Z and all their friends"."""
        found: list[int] = []
        k, closed = last + 1, False
        while k < len(self.row):
            gap = self.gap(k - 1).strip()
            if gap not in ("", ",") or (not gap and self.row[k].lower != "and"):
                break
            if self.row[k].lower == "and":
                closed, k = True, k + 1
            first, item = k, self._item(k)
            if item is None:
                return []
            behind = self._end(item) + 1 if item in self.at and self.at[item].kind == "unknown" else item
            item = self._titled_behind(first, behind) or item
            if item in self.at:
                found.append(item)
                k = self._end(item) + 1
            elif closed or item == k:
                break
            else:
                k = item
        acts = k < len(self.row) and self.gap(k - 1).isspace() and self.verbish(k) and k not in self.at
        return found if closed and not acts else []

    def _item(self, k: int) -> int | None:
        """Where the name begins in one item of a row, over titles; of an item without a name the word behind it; None where
        a verb stands in it."""
        for j in range(k, min(len(self.row), k + 8)):
            if j > k and not self.gap(j - 1).isspace():
                return j
            if j in self.at:
                return j
            if self.verbish(j) or self.row[j].lower in lexicon().closed["pronouns"]:
                return None if j > k else j
            if j > k and self.row[j].lower == "by":
                return None  # "was opposed by X and the other bill by Y"
        return k

    def _noun(self, k: int) -> bool:
        """Whether a word seems to be a noun: "Russian elections"."""
        if k >= len(self.row) or self.row[k].text[0].isupper() or self.row[k].lower.endswith("ly"):
            return False
        return not self.verbish(k) and not any(self.row[k].lower in row for row in lexicon().closed.values())

    def subject_words(self, i: int) -> str | None:
        """The words of a subject that names nobody ("the guards"), where they begin with an article or stand first."""
        j = self.act(i).start - 1
        if j < 0 or SET_OFF.search(self.gap(j)) or not self.row[j].text[0].isalpha():
            return None
        closed = lexicon().closed
        if self.row[j].lower in closed["pronouns"] | closed["conjunctions"] | closed["prepositions"]:
            return None
        start = self._phrase_start(j)
        if start and self.row[start].lower not in closed["determiners"] | closed["possessives"]:
            return None
        return re.sub(r"\s+", " ", self.text[self.row[start].start : self.row[j].end])

    def takes(self, k: int) -> bool:
        """Whether the object of a verb begins at a word: "removed his savings", not "hanged the next day"."""
        if k >= len(self.row) or SET_OFF.search(self.gap(k - 1)) or HARD.search(self.gap(k - 1)):
            return False
        closed = lexicon().closed
        begins = self.row[k].lower in closed["determiners"] | closed["possessives"] | {"it", "him", "them", "me", "us"}
        counted = NUMERAL.match(self.row[k].lower) and not self.row[k].lower[0].isdigit()
        return bool(begins or counted) and not any(w.lower in times() for w in self.row[k : k + 3])

    def passive(self, i: int, deep: int = 0) -> bool:
        """Whether the verb is passive, also where it shares the auxiliary of the verb before ("was tried and hanged"), or
        a comma sets it off behind a name ("Hill, arrested in 1820, …")."""
        act = self.act(i)
        if act.passive:
            return True
        row, first = self.row, act.start
        led = any(row[k].lower in lexicon().closed["auxiliaries"] for k in range(first, i))
        if led or not (row[i].lower.endswith("ed") or row[i].lower in participles()):
            return False
        if not first or HARD.search(self.gap(first - 1)):
            return not self.takes(i + 1) and not self.objects(i + 1)
        by = next((k for k in range(i + 1, min(len(row), i + 3)) if row[k].lower == "by"), None)
        if by is not None and not SET_OFF.search(self.text[row[i].end : row[by].start]):
            return True
        if deep > DEEPEST or self.objects(i + 1) or self.takes(i + 1):
            return False
        return self._shares(first, deep) or self._apposed(first)

    def _shares(self, first: int, deep: int) -> bool:
        """Whether the verb that begins at a word shares the auxiliary of a passive before it."""
        row = self.row
        if row[first - 1].lower in SHARING or "," in self.gap(first - 1) or self._without_auxiliary(first):
            for k in range(first - 1, -1, -1):
                if HARD.search(self.gap(k)):
                    return False
                if self.verbish(k) and k not in self.at and row[k].lower not in lexicon().closed["auxiliaries"]:
                    return self.passive(k, deep + 1)
        return False

    def _without_auxiliary(self, first: int) -> bool:
        """Whether a name stands right before the verb, and a comma or "and" before it: "Hill was hanged, Sands exiled"."""
        k = first - 1
        if k not in self.at or base(self.row[k]) != self.row[k].lower:
            return False
        while k and self.at.get(k - 1) is self.at[first - 1]:
            k -= 1
        return k > 0 and ("," in self.gap(k - 1) or self.row[k - 1].lower in SHARING)

    def _apposed(self, first: int) -> bool:
        """Whether a comma, a dash or a bracket parts the verb from a name right before it, with which the clause begins: "Hill, arrested in 1820,
        was freed", not "joined the League, left his wife, and fled"."""
        k = first - 1
        if k < 0 or k not in self.at or self.gap(k).strip() not in _OPENS or base(self.row[k]) != self.row[k].lower:
            return False
        while k > 0 and not HARD.search(self.gap(k - 1)):
            k -= 1
            if self.verbish(k):
                return False
        return True
