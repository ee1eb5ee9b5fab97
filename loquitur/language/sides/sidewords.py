"""The words that tell for or against whom somebody is, made ready once from the data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loquitur.language.sentences.predicates import Phrase, Table, by_form, read, verb_forms
from loquitur.language.sentences.prose import Word
from loquitur.language.words import lexicon
from loquitur.model import Side

__all__ = ["SIDES", "Sides", "side_of", "sides"]

SIDES: tuple[Side, ...] = ("against", "for")
_SPEAKING = """
begin bring build carry circulate come compose conduct continue deliver draft file fight give go head hold hurl join keep launch lead level lift lodge
make mount move open organise organize preach present print publish raise rouse send sign sound speak stage stand start stir strike struggle take
throw turn utter vote voice wage work write express have declare rise shout argue
"""
_GUARDING = (
    "protect guard insure secure shield brace lean defend immunise press knock beat hit rub set weigh stack compete"
)
_URGING = "urge exhort incite call summon appeal encourage rouse stir invite implore"
_WILLING = """
want wish seek try attempt propose vote move petition campaign fight work labour strive hope intend resolve decide undertake pledge vow plan agree choose offer promise
"""
_TURNING = "warn advise caution counsel incite rouse stir provoke set exhort mobilise mobilize rally unite lead prejudice side inflame turn"
_RECEIVING = (
    "have enjoy win gain receive obtain find secure meet encounter provoke arouse rouse draw come earn incur excite"
)
_LEADERS = "leader leaders head organiser organizer soul spirit chairman president secretary champion chief"
_UNDOING = "withdraw abandon drop stop end abolish repeal rescind revoke annul renounce"
_PLATFORMS = "platform programme program ticket manifesto pledge"
_REFUSING = "refuse decline disdain scorn"


@dataclass(frozen=True, slots=True)
class Sides:
    """Word forms by what they tell; by side where they tell one."""

    object: Mapping[Side, frozenset[str]]
    acts: frozenset[str]
    """Of these a question asks for who did it."""
    phrases: Mapping[Side, Mapping[str, Sequence[Phrase]]]
    bare: Mapping[Side, Mapping[str, Sequence[Phrase]]]
    voting: Mapping[Side, Mapping[str, Sequence[Phrase]]]
    """Phrases of a vote on what the passage speaks of."""
    voters: Mapping[Side, frozenset[str]]
    being: Mapping[Side, Sequence[Phrase]]
    """What stands behind "was" before whom one is for or against."""
    nouns: Mapping[Side, Mapping[str, frozenset[str]]]
    """Nouns of such acts with the words that their object follows."""
    agents: Mapping[Side, frozenset[str]]
    opposing: frozenset[str]
    """What somebody holds against what is done in spite of it."""
    leaving: frozenset[str]
    """Verbs of what one does in protest."""
    naming: frozenset[str]
    naming_as: frozenset[str]
    """Verbs that name what somebody is only behind "as"."""
    wanting: frozenset[str]
    """Verbs of what somebody wants to be, where that is nobody."""
    wanted: Table
    moving: Table
    """Phrases of the same: whatever is wanted, and motions that are brought forward."""
    motions: frozenset[str]
    submission: frozenset[str]
    carrying: frozenset[str]
    """Verbs by which one does what is ordered."""
    orders: frozenset[str]
    demands: frozenset[str]
    removal: frozenset[str]
    rescue: frozenset[str]
    """What is demanded for somebody: "demanded the release of X"."""
    evils: frozenset[str]
    speaking: frozenset[str]
    """Verbs by which one says or does a thing "against" somebody."""
    guarding: frozenset[str]
    refusing: frozenset[str]
    urging: frozenset[str]
    willing: frozenset[str]
    """Verbs behind which what somebody wants to do shows a side: "tried to defend X"."""
    turning: frozenset[str]
    """Verbs of what one does to others "against" somebody: "warned his colleagues against X"."""
    received: Mapping[Side, frozenset[str]]
    receiving: frozenset[str]
    """What something meets with, and the verbs of it: "had the support of Y"."""
    leaders: frozenset[str]
    undoing: frozenset[str]
    """Verbs of what is to be done to a thing by who is urged to it: "urged him to withdraw the bill"."""
    platforms: frozenset[str]
    """Nouns of what one stands for, to be elected."""
    negative: frozenset[str]
    positive: frozenset[str]
    adverse: frozenset[str]
    favourable: frozenset[str]
    """What else tells a side in the name that something is given."""
    degree: frozenset[str]
    """Praise that is none beside a word that condemns."""
    judging: tuple[str, ...]
    patients: frozenset[str]
    deeds: frozenset[str]
    """Forms of verbs that condemn their subject."""
    forms: frozenset[str]
    """Every form at which something may begin."""


@cache
def sides() -> Sides:
    """The words of English."""
    data = read("stances")
    against, pro, judging = data["against"], data["for"], data["judging"]
    both = {"against": against, "for": pro}
    objects = {s: verb_forms(str(both[s]["object"])) for s in SIDES}
    phrases = {s: by_form({s: [*both[s]["phrases"], *(f"{p} {{x}}" for p in both[s]["with"])]}) for s in SIDES}
    bare: dict[Side, Table] = {"against": by_form({"against": list(against["bare"])}), "for": {}}
    voting = {s: by_form({s: list(both[s]["voting"])}) for s in SIDES}
    voters = {s: frozenset(str(both[s]["voters"]).split()) for s in SIDES}
    being = {s: by_form({s: [f"was {p} {{x}}" for p in (s, *both[s]["being"])]})["was"] for s in SIDES}
    nouns = {s: _nouns(both[s]) for s in SIDES}
    agents = {s: _plural(str(both[s]["agents"])) for s in SIDES}
    opposing = frozenset(str(against["opposing"]).split())
    naming, submission = verb_forms(str(data["naming"]["verbs"])), verb_forms(str(against["submission"]))
    demands = verb_forms(str(against["demands"]))
    carrying = verb_forms(str(against["carrying"]))
    wanted = by_form({"for": [f"{p} {{x}}" for p in pro["things_with"]]})
    moving = by_form({"for": list(pro["moving"])})
    naming_as, wanting = verb_forms(str(data["naming"]["as"])), verb_forms(str(pro["things"]))
    fighting = {form for table in (phrases["against"], bare["against"]) for form in table}
    forms = naming | submission | demands | carrying | {"sooner", "rather"} | fighting | set(phrases["for"])
    forms |= opposing | naming_as | wanting | set(wanted) | set(moving)
    forms |= verb_forms(_UNDOING).union(*(str(both[s]["received"]).split() for s in SIDES))
    for side in SIDES:
        forms |= voters[side] | set(voting[side])
        forms |= objects[side] | set(nouns[side]) | agents[side]
    return Sides(
        objects, frozenset().union(*(verb_forms(str(both[s]["acts"])) for s in SIDES)), phrases, bare, voting, voters, being, nouns, agents, opposing, verb_forms(str(against["leaving"])), naming, naming_as, wanting, wanted, moving, _plural(str(pro["motions"])), submission, carrying, frozenset(str(against["orders"]).split()), demands,
        frozenset(str(against["removal"]).split()), frozenset(str(pro["rescue"]).split()), frozenset(str(against["evils"]).split()),
        frozenset(verb_forms(_SPEAKING) | lexicon().speech | fighting), verb_forms(_GUARDING), verb_forms(_REFUSING), verb_forms(_URGING),
        verb_forms(_WILLING), verb_forms(_TURNING), {s: frozenset(str(both[s]["received"]).split()) for s in SIDES}, verb_forms(_RECEIVING),
        frozenset(_LEADERS.split()), verb_forms(_UNDOING), frozenset(_PLATFORMS.split()),
        frozenset(str(judging["negative"]).split()), frozenset(str(judging["positive"]).split()),
        _plural(str(judging["adverse"])) | _plural(str(judging["negative"])), _plural(str(judging["favourable"])), frozenset(str(judging["degree"]).split()),
        tuple(judging["phrases"]), frozenset(str(judging["patients"]).split()),
        verb_forms(str(judging["deeds"])), frozenset(forms),
    )  # fmt: skip


def side_of(row: Sequence[Word], phrase: str = "", *, named: bool = False) -> Side | None:
    """The side that these words of judgement show, None where they show none or both alike.

    `named` is for what something is called, or said to be: there more words tell, and praise only of degree counts no more
    beside what condemns ("the greatest folly").
    """
    told = sides()
    negative, positive = (told.adverse, told.positive | told.favourable) if named else (told.negative, told.positive)
    bad = sum(w.lower in negative for w in row) + 2 * sum(p in phrase for p in told.judging)
    good = sum(w.lower in positive for w in row if not (named and bad and w.lower in told.degree))
    return "against" if bad > good else "for" if good > bad else None


def _nouns(part: Mapping[str, str | Sequence[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for prepositions, key in ((("of",), "of"), (("on", "upon"), "on"), (("to",), "to"), (("for",), "nouns")):
        if key == "nouns" and "admiration" not in str(part[key]):
            found |= {n: frozenset() | found.get(n, frozenset()) for n in _plural(str(part[key]))}
            continue
        for noun in _plural(str(part[key])):
            found[noun] = found.get(noun, frozenset()) | frozenset(prepositions)
    return found


def _plural(words: str) -> frozenset[str]:
    listed = words.split()
    return (
        frozenset(listed)
        | {w + ("es" if w.endswith(("s", "sh", "ch")) else "s") for w in listed}
        | {w[:-1] + "ies" for w in listed if w.endswith("y")}
    )
