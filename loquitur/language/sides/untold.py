"""What takes back that a verb tells a side: an inverted denial or condition, a promise not kept, a side given up."""

from loquitur.language.deeds.acts import Clause, Doer
from loquitur.language.deeds.verbgroups import HARD
from loquitur.language.sentences.predicates import supposed, verb_forms
from loquitur.language.sides.sidewords import sides
from loquitur.language.words import lexicon

__all__ = ["is_kins", "taken_back"]

_PROMISING = verb_forms("promise pledge vow agree undertake offer swear engage intend hope plan resolve decide")
_GIVING = verb_forms("give") | {"laid"}
_CONDITION = frozenset({"provided", "until", "till", "when"})
_LATER = frozenset(
    {"but", "yet", "though", "although", "however", "instead", "end", "last", "afterwards", "later", "then"}
)
"""What leads to the contrary of what was promised."""
_NEAR = 7
"""How many words an inverted subject with its adverbs has at most."""


def taken_back(clause: Clause, at: int) -> bool:
    """Whether the side that a word tells is denied, only supposed, only promised or given up."""
    return _nor(clause, at) or _had(clause, at) or _promised(clause, at) or _given_up(clause, at)


def is_kins(clause: Clause, doer: Doer) -> bool:
    """Whether a surname is only taken for the full name of a kinsman beside it: "Dr. X was for it, his brother Y X against"."""
    own = clause.at.get(doer.start) or clause.at.get(doer.start + 1)
    if doer.form != "name" or own is None:
        return False
    for k, mention in clause.at.items():
        same = mention is not own and clause.ground.who.name(mention.name) == clause.ground.who.name(own.name)
        if same and clause.at.get(k - 1) is not mention and k and clause.row[k - 1].lower in lexicon().names["kin"]:
            return True
    return False


def _nor(clause: Clause, at: int) -> bool:
    """ "Nor did X oppose it", "never had X praised him"."""
    row = clause.row
    for k in range(max(0, at - _NEAR), at - 1):
        denied = row[k].lower in supposed()["never"] | {"nowhere", "little"} and (
            k == 0 or not clause.gap(k - 1).isspace()
        )
        denied = denied or row[k].lower in ("nor", "neither")
        if denied and row[k + 1].lower in lexicon().closed["auxiliaries"]:
            return all(clause.gap(n).isspace() for n in range(k, at))
    return False


def _had(clause: Clause, at: int) -> bool:
    """ "Had X opposed it, it would have failed", "It would have failed, had X opposed it"."""
    row = clause.row
    for k in range(max(0, at - _NEAR), at):
        opens = k == 0 or clause.gap(k - 1).strip() == ","
        if row[k].lower in ("had", "were", "should") and opens and k + 1 < at:
            named = (
                k + 1 in clause.at or row[k + 1].lower in lexicon().closed["pronouns"] | lexicon().closed["determiners"]
            )
            if named and not any(clause.verbish(n) for n in range(k + 1, at) if n not in clause.at):
                return not clause.asked
    return False


def _promised(clause: Clause, at: int) -> bool:
    """ "had promised to support it", "agreed to support it if …", "vowed to support it, but …"."""
    row, governor = clause.row, clause.act(at).governor
    if governor is None or row[governor].lower not in _PROMISING:
        return False
    behind = [w.lower for k, w in enumerate(row) if k > at and not HARD.search(clause.text[row[at].end : w.start])]
    before = {w.lower for w in row[clause.act(governor).start : governor]}
    turned = any(
        w in supposed()["words"] | supposed()["never"] | _CONDITION | _LATER or w.endswith("n't") for w in behind
    )
    return turned or "had" in before


def _given_up(clause: Clause, at: int) -> bool:
    """ "withdrew his opposition to X", "gave up her support for X"."""
    row = clause.row
    if row[at].lower in _GIVING and at + 1 < len(row) and row[at + 1].lower in ("up", "down"):
        return True
    for k in range(at - 1, max(-1, at - 4), -1):
        if not clause.gap(k).isspace():
            return False
        if row[k].lower in sides().undoing or (row[k].lower in ("up", "down") and k and row[k - 1].lower in _GIVING):
            return True
    return False
