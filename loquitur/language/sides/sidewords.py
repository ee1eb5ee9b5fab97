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
_REFUSING = "refuse decline disdain scorn"


@dataclass(frozen=True, slots=True)
class Sides:
    """Word forms by what they tell; by side where they tell one."""

    object: Mapping[Side, frozenset[str]]
    phrases: Mapping[Side, Mapping[str, Sequence[Phrase]]]
    bare: Mapping[Side, Mapping[str, Sequence[Phrase]]]
    being: Mapping[Side, Sequence[Phrase]]
    """What stands behind "was" before whom one is for or against."""
    nouns: Mapping[Side, Mapping[str, frozenset[str]]]
    """Nouns of such acts with the words that their object follows."""
    agents: Mapping[Side, frozenset[str]]
    leaving: frozenset[str]
    """Verbs of what one does in protest."""
    naming: frozenset[str]
    submission: frozenset[str]
    carrying: frozenset[str]
    """Verbs by which one does what is ordered."""
    orders: frozenset[str]
    demands: frozenset[str]
    removal: frozenset[str]
    evils: frozenset[str]
    speaking: frozenset[str]
    """Verbs by which one says or does a thing "against" somebody."""
    guarding: frozenset[str]
    refusing: frozenset[str]
    urging: frozenset[str]
    negative: frozenset[str]
    positive: frozenset[str]
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
    being = {s: by_form({s: [f"was {p} {{x}}" for p in (s, *both[s]["being"])]})["was"] for s in SIDES}
    nouns = {s: _nouns(both[s]) for s in SIDES}
    agents = {s: _plural(str(both[s]["agents"])) for s in SIDES}
    naming, submission = verb_forms(str(data["naming"]["verbs"])), verb_forms(str(against["submission"]))
    demands = verb_forms(str(against["demands"]))
    carrying = verb_forms(str(against["carrying"]))
    fighting = {form for table in (phrases["against"], bare["against"]) for form in table}
    forms = naming | submission | demands | carrying | {"sooner", "rather"} | fighting | set(phrases["for"])
    for side in SIDES:
        forms |= objects[side] | set(nouns[side]) | agents[side]
    return Sides(
        objects, phrases, bare, being, nouns, agents, verb_forms(str(against["leaving"])), naming, submission, carrying, frozenset(str(against["orders"]).split()), demands,
        frozenset(str(against["removal"]).split()), frozenset(str(against["evils"]).split()),
        frozenset(verb_forms(_SPEAKING) | lexicon().speech | fighting), verb_forms(_GUARDING), verb_forms(_REFUSING), verb_forms(_URGING),
        frozenset(str(judging["negative"]).split()), frozenset(str(judging["positive"]).split()),
        tuple(judging["phrases"]), frozenset(str(judging["patients"]).split()),
        verb_forms(str(judging["deeds"])), frozenset(forms),
    )  # fmt: skip


def side_of(row: Sequence[Word], phrase: str = "") -> Side | None:
    """The side that these words of judgement show, None where they show none or both alike."""
    told = sides()
    bad = sum(w.lower in told.negative for w in row) + 2 * sum(p in phrase for p in told.judging)
    good = sum(w.lower in told.positive for w in row)
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
