"""A question as it is understood, by patterns kept as data; None where no pattern fits.

Time limits are taken off first ("before 1950", "in the twenties", "between 1920 and 1930") and kept as years; one that
cannot be read ("after the war") is kept as it was said, so that the answer can tell. A question of many words is cut
nowhere: what is too long, or fits nothing, is not understood.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loquitur.language.deeds.fatewords import verbs as fate_verbs
from loquitur.language.persons import titles
from loquitur.language.sides.sidewords import SIDES, sides
from loquitur.model import Side
from loquitur.questions.limits import Limit, limit
from loquitur.questions.verbs import forms

__all__ = ["Understood", "understand"]

_LONGEST = 1000
_CLOSERS = re.compile(
    r"(?:,? (?:and|or) (?:why|when|where|how|what (?:happened|became|was done) (?:to|of) (?:him|her|them|it|those|these people)|with what result))+$",
    re.I,
)
_VIOLENT = frozenset({"killing", "execution", "assassination"})
_PLACES = {
    "prison": "imprisonment",
    "jail": "imprisonment",
    "gaol": "imprisonment",
    "siberia": "camp",
    "camp": "camp",
    "camps": "camp",
    "trial": "trial",
    "death": "execution",
    "scaffold": "execution",
}
"""Where somebody is sent or put: "sent to prison", "put on trial"."""
_OF_DEEDS = ("written", "deed")
"""Of what somebody did, by the verb (`topic`) and what follows it (`words`)."""
_MARKS = "\"“”‘’'«»„ "


@dataclass(frozen=True, slots=True)
class Understood:
    """What is asked: a kind, and of whom or which words."""

    kind: str
    """against, for, opposed, said, words, fate, suffered, when, dates, denied, claimed, holder, about, told, conditions or
    deed."""
    person: str | None
    topic: str | None
    words: str | None
    side: Side | None = None
    """Of `opposed`: what somebody was to the others that are asked for."""
    fates: frozenset[str] = frozenset()
    """The kinds of fate that are asked for; none where any is."""
    limit: Limit | None = None


def understand(question: str) -> Understood | None:
    """What a question asks, tolerant of case, marks and a missing question mark."""
    plain = re.sub(r"\s+", " ", question.replace("’", "'").replace("\0", " ")).strip().rstrip("?!. ")
    if not plain or len(plain) > _LONGEST:
        return None
    plain, bound = limit(_CLOSERS.sub("", plain))
    plain = re.sub(
        r"^(?:please|so|and|but|well|now|can you tell me|do you know|tell me),? ", "", plain.strip(" ,?"), flags=re.I
    )
    plain = _CLOSERS.sub("", plain)
    for found in _readings(plain, bound):
        return found
    return None


def _readings(plain: str, bound: Limit | None) -> Iterator[Understood]:
    quoted = re.search(r"[\"“«„]", plain)
    sided = re.match(r"\w+ \w+ (?:out |up )?(?:against|for|in favou?r of) (?:the|a|an)\b", plain)
    early = _match(
        plain,
        ("told", "words", "dates") if quoted and not sided else ("told", "conditions", "denied", "written"),
        bound,
    )
    if early:
        yield early
    for way in _either(plain):
        yield from _sided(way, bound)
    found = _match(plain, tuple(kind for kind in _patterns() if kind not in _OF_DEEDS), bound)
    if found:
        yield found
    else:
        deed = _match(plain, ("deed",), bound)
        if deed:
            yield deed


def _either(plain: str) -> Iterator[str]:
    """A question with one verb of two that "or" joins, then as it is: "Who spoke or wrote against X?"."""
    told = re.match(r"(?P<o>\w+) (?P<a>\w+(?: \w+)?) or (?P<b>\w+ .+)$", plain)
    if told and "what" not in plain.lower().split()[:4]:
        yield f"{told['o']} {told['b']}"
        last = re.split(r"\b(?:against|for|of|to)\s+", told["b"], maxsplit=1)
        yield f"{told['o']} {told['a']} {last[-1] if len(last) > 1 else told['b'].partition(' ')[2]}"
    yield plain


def _match(plain: str, kinds: tuple[str, ...], bound: Limit | None) -> Understood | None:
    for kind in kinds:
        for pattern in _patterns()[kind]:
            m = pattern.fullmatch(plain)
            if m:
                part = m.groupdict()
                if kind in _OF_DEEDS:
                    if forms(part["v"].lower(), plain=plain.lower().startswith("did ")):
                        return Understood(
                            "deed", None, part["v"].lower(), (part["q"] or "").strip() or None, limit=bound
                        )
                    continue
                asked = _widened(kind, _kinds_of(part.get("k")) | _kinds_of(part.get("k2")))
                told = part.get("q") or part.get("c") or ""
                marked = re.match(r"[\"“«„](.+?)[\"”»](?: first)?$", told)
                words = (marked[1] if marked else told).strip(_MARKS) or None
                return Understood(kind, _name(part.get("x")), _name(part.get("y")), words, None, asked, bound)
    return None


def _kinds_of(verb: str | None) -> frozenset[str]:
    if not verb:
        return frozenset()
    kinds = {**_PLACES, **fate_verbs()}
    return frozenset(kinds[w] for w in re.findall(r"[a-z]+", verb.lower()) if w in kinds)


def _widened(kind: str, fates: frozenset[str]) -> frozenset[str]:
    """Deaths of every kind where one is asked of somebody; of everybody who was killed, no natural ones."""
    deadly = _VIOLENT if kind == "suffered" and "death" not in fates else _VIOLENT | {"death", "suicide"}
    return fates | deadly if fates & deadly else fates


# ---- who is for or against somebody ----


def _sided(plain: str, bound: Limit | None) -> Iterator[Understood]:
    """ "Who denounced X", "Did anyone take X to task", "Whom did X praise", "Did Y oppose X"."""
    openers, between, states = _openers()
    for opener in openers:
        m = opener.match(plain)
        if not m:
            continue
        rest = plain[m.end() :]
        for side in SIDES:
            state = re.match(rf"(?:{states[side]}) (?P<x>.+)$", rest, re.I)
            if state:
                yield Understood(side, _name(state["x"]), None, None, None, frozenset(), bound)
        rest = rest[between.match(" " + rest).end() - 1 if between.match(" " + rest) else 0 :].strip()  # type: ignore[union-attr]
        told = _side(rest)
        if told:
            side, target = told
            yield Understood(side, _name(target), None, None, None, frozenset(), bound)
    being = re.match(r"(?:whom?|which .+?|what people) (?:was|were|is|are) (?P<h>.+?) (?P<s>against|for)$", plain, re.I)
    if being:
        yield Understood("opposed", _name(being["h"]), None, None, being["s"].lower(), frozenset(), bound)  # type: ignore[arg-type]
    whom = re.match(
        r"(?:whom?|which people|what people|which .+?) (?:did|does|do|has|had) (?P<h>.+?) (?P<v>[a-z]+)(?P<p>(?: (?:out|up))? (?:against|for|with|by))?$",
        plain,
        re.I,
    )
    if whom:
        told = _side(f"{whom['v']}{whom['p'] or ''} x")
        if told:
            yield Understood("opposed", _name(whom["h"]), None, None, told[0], frozenset(), bound)
    did = re.match(r"(?:when )?(?:did|does|has|had) (?P<h>.+?) (?:ever |really )?(?P<rest>[a-z]+ .+)$", plain, re.I)
    if did and not re.match(r"(?:any|no|some)(?:body|one| one)?\b|people\b|the \w+$", did["h"], re.I):
        told = _side(did["rest"])
        if told:
            yield Understood("opposed", _name(did["h"]), _name(told[1]), None, told[0], frozenset(), bound)


def _side(rest: str) -> tuple[Side, str] | None:
    """The side that a verb and what follows it tell, and against or for whom that is."""
    told, tokens = sides(), rest.split(" ")
    first = tokens[0].lower()
    spoken = re.match(
        r"\w+(?: (?:out|up|his|her|their|a|voices?|voice|arms))* (?P<p>against|for|in favou?r of|on behalf of|in the name of|on the side of|in (?:defen[cs]e|support) of) (?P<x>.+)$",
        rest,
        re.I,
    )
    if spoken and first in told.speaking:
        return ("against" if spoken["p"].lower() == "against" else "for"), spoken["x"]
    best: tuple[Side, str] | None = None
    for side in SIDES:
        for phrase in told.phrases[side].get(first, ()):
            target = _fits(tokens, phrase.following)
            if target and (best is None or len(target) < len(best[1])):
                best = side, target
    if best:
        return best
    for side in SIDES:
        if first in told.object[side] - told.acts and len(tokens) > 1:
            return side, re.sub(r"^against ", "", " ".join(tokens[1:]))
    if first in told.wanting - told.acts and len(tokens) > 1:
        return "for", " ".join(tokens[1:])
    return None


def _fits(tokens: list[str], following: tuple[frozenset[str] | None, ...]) -> str | None:
    """What stands in the free place of a phrase."""
    k = 1
    for n, wanted in enumerate(following):
        rest = following[n + 1 :]
        if wanted is None:
            end = len(tokens) - len(rest)
            fits = (
                all(w is None or t.lower() in w for w, t in zip(rest, tokens[end:], strict=True)) if end > k else False
            )
            return " ".join(tokens[k:end]) if fits else None
        if k >= len(tokens) or tokens[k].lower() not in wanted:
            return None
        k += 1
    return None


# ---- the data ----


@cache
def _data() -> dict[str, dict[str, object]]:
    return tomllib.loads(files(__package__).joinpath("questions-en.toml").read_text(encoding="utf-8"))


@cache
def _openers() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str], dict[str, str]]:
    told = _data()["openers"]
    listed = [*told["who"], *told["one"]]  # type: ignore[misc]
    return (
        tuple(re.compile(f"(?:{p}) ", re.I) for p in listed),
        re.compile(str(told["between"]) + " ", re.I),
        told["states"],
    )  # type: ignore[return-value]


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    forms = sorted(fate_verbs(), key=lambda f: (-len(f), f))
    fates = (
        "|".join(f for f in forms if not f.endswith("ing"))
        + "|put to death|put on trial|sent to [a-z]+|thrown into [a-z]+|born"
    )
    suffers = "die|perish|drown|flee|emigrate|survive|escape|disappear|vanish|resign|abdicate|go into (?:exile|hiding)|fall ill|live"
    return {
        kind: tuple(re.compile(_filled(p, fates=fates, suffers=suffers), re.I) for p in listed)  # type: ignore[attr-defined]
        for kind, listed in _data()["patterns"].items()
    }


def _filled(pattern: str, *, fates: str, suffers: str) -> str:
    office = re.sub(r"\(\?P<[a-z]>", "(?:", f"(?-i:{titles.people()}){titles.title()}")
    parts = {**_data()["parts"], "fates": fates, "suffers": suffers, "title": office}
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", str(part))
    return pattern


def _name(words: str | None) -> str | None:
    if words is None:
        return None
    kept = re.sub(
        r",? and (?:what happened|(?:spoke|speak|fought|fight|stood|stand|\w+ed)\b.* (?:it|him|her|them)\b).*$",
        "",
        words.strip(_MARKS + ","),
    ).strip(_MARKS + ",")
    return re.sub(r"'s$", "", kept) or None
