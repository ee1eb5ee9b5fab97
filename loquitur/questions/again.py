"""What a page calls a thing again that it has named: "it", "its", "the measure".

"It" means a thing where somebody judges it, or is for or against it, and where nothing else is named that it can mean. "The
measure" means a bill, "the project" a dam, on a page that is about it, or behind the thing in its paragraph, until another
of the kind is named.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loquitur.language.persons import titles
from loquitur.language.sides.sidewords import sides
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["another", "called", "its", "writing"]

_IT = re.compile(r"\bits?\b", re.I)
_THEY = re.compile(r"\b(?:they|them|their)\b", re.I)
_OTHERS = re.compile(
    r"\b(?:the|these|those|all|many|several|some|his|her|their|two|three)\s+(?:[\w-]+\s+){0,2}?(?P<n>[\w-]+s|men|women|people|clergy)\b",
    re.I,
)
"""Others whom "they" can mean."""
_OF = re.compile(
    r"\b(?:favou?r of|defen[cs]e of|support of|(?:opposed|hostile|averse|opposition|resistance|objections?|friendly|favou?rable|devoted|loyal) to|"
    r"(?:supporter|opponent|opposer|advocate|friend|critic|champion|defender)s? of)\s+$",
    re.I,
)
_JUDGED = re.compile(
    r" (?:is|was|are|were|had been|would be) (?P<degree>so |such |an? |the |most |more )*(?P<what>\w+)(?P<by> by\b)?",
    re.I,
)
_CHARGED = re.compile(r"\b(?:accus|charg|alleg|blam|suspect|said\b|says\b|claim|reported|assert|rumou?r|told\b)", re.I)
"""What tells a charge, which "denied it" means."""
_NEAR = 160
"""How many characters before "it" the charge may stand."""
_OTHER_THING = re.compile(
    r"(?P<p>\b[a-z]+\s+)?\b(?i:the|an?|this|another)\s+(?:[a-z-]+\s+){0,2}?(?P<n>[a-z-]+)(?=\s+(?:that|which|and|in|of|at|on|to|for|with|was|were|had|is|by|[a-z]+ing)\b|[,.;:]|$)"
)
_PLACED = frozenset(
    {"in", "at", "on", "during", "after", "before", "since", "until", "near", "by", "from", "as", "called", "like"}
)


@cache
def _judging() -> frozenset[str]:
    """Words behind which "it" is what somebody judges, is for or against."""
    told = sides()
    return told.object["against"] | told.object["for"] | told.naming | {"against", "for", "by", "behind"}


def another(text: str, start: int, end: int) -> bool:
    """Whether another thing is named that "it" may mean, in its sentence, or in the one before where it opens its own: no
    person, no place or time."""
    opening = text.rfind(". ", start, end) + 2
    if opening > 1:
        start = opening if end > opening else max(start, text.rfind(". ", start, opening - 2) + 2)
    persons = lexicon().names["persons"] | lexicon().names["one"] | titles.heads()
    told = sides().adverse | sides().positive | sides().favourable
    return any(
        (m["p"] or "").strip().lower() not in _PLACED and m["n"] not in persons | told
        for m in _OTHER_THING.finditer(text, start, end)
    )


def its(text: str, part: Span, *, judged: bool = True, many: bool = False) -> Iterator[Span]:
    """Where "it" is what somebody judges, is for or against, or (`judged`) is judged itself: "it was so wicked"."""
    for m in (_THEY if many else _IT).finditer(text, *part):
        if many and _OTHERS.search(
            text, max(part.start, text.rfind(". ", part.start, max(part.start, m.start() - 3)) + 2), m.start()
        ):
            return
        before = text[max(0, m.start() - 30) : m.start()]
        word = re.search(r"(\w+)\s+$", before)
        told = _JUDGED.match(text, m.end(), part.end) if judged else None
        if m[0].lower() in ("its", "their"):
            if _OWN.match(text, m.end(), part.end):
                yield Span(m.start(), m.end())
            continue
        charged = word and word[1].lower() in ("deny", "denies", "denied", "denying")
        if charged and _CHARGED.search(text, max(0, m.start() - _NEAR), m.start()):
            continue
        what = told["what"].lower() if told else ""
        done = told and told["by"] and what in sides().object["against"] | sides().object["for"]
        is_judged = told and (told["degree"] or done or what in sides().negative | sides().positive)
        if _AHEAD.match(text, m.end(), part.end):
            continue
        if is_judged or (word and word[1].lower() in _judging()) or _OF.search(before):
            yield Span(m.start(), m.end())


_AHEAD = re.compile(r" as (?:\w+ ){0,2}\w+,?(?: (?!to\b|that\b)[^.;:]{1,40}?,)? (?:to|that)\b", re.I)
"""Behind "it" that only announces what follows: "I regard it as necessary to enact the law"."""
_OWN = re.compile(
    r"\s+(?:favou?r|behalf|defen[cs]e|support)\b|\s+(?:[a-z-]+\s+){0,2}?(?:critic|opponent|enem(?:y|ies)|foe|adversar(?:y|ies)|champion|"
    r"defender|advocate|supporter|friend|promoter|backer|admirer|denouncer)s?\b",
    re.I,
)
"""What "its" owns where it means what somebody is for or against: "in its favour", "its chief opponent"."""


@cache
def writing() -> re.Pattern[str]:
    """A writing, a speech, a motion that is named first: "it" behind that may mean it."""
    nouns = "|".join(sorted({*lexicon().utterance, "amendment", "motion", "clause"}))
    return re.compile(rf"\b(?:an?|another|his|her|their)\s+(?:\w+\s+){{0,2}}(?:{nouns})\b", re.I)


_KINDS = (
    "act law bill statute measure legislation",
    "act bill law decree edict ordinance order proclamation regulation rule measure",
    "treaty agreement convention pact alliance armistice truce peace",
    "dam mine canal railway bridge road works scheme project plan undertaking enterprise",
    "doctrine dogma teaching creed definition",
    "tax duty tariff toll levy impost",
    "motion resolution proposal amendment",
)
"""Words that can mean one thing, by its kind."""


def called(text: str, part: Span, head: str, rest: Sequence[str]) -> Iterator[Span]:
    """Where words of the same kind mean a thing in a part of a text: "the measure", until another such thing is named."""
    words = {w for kind in _KINDS if head.lower() in kind.split() for w in kind.split()} - {head.lower()}
    if not words:
        return
    kinds = "|".join(sorted({*words, head.lower()}, key=lambda w: (-len(w), w)))
    pattern = re.compile(
        rf"(?P<lead>\b[\w’'-]+\s+)?\b(?P<q>[\w’'-]+)\s+(?P<h>(?i:{kinds}))(?![\w’'-])(?!\s+(?:of|for|to|against)\b)"
    )
    other = False
    for m in pattern.finditer(text, *part):
        qualifier = m["q"].lower()
        if qualifier in ("the", "this", "that"):
            if not other and m["h"].lower() in words:
                yield Span(m.start("h"), m.end("h"))
        elif qualifier in {r.lower() for r in rest}:
            other = False
        elif m["q"][0].isupper() or qualifier in _ANOTHER or m["h"][0].isupper():
            other = True


_ANOTHER = frozenset("a an another second other new earlier later former first third".split())  # noqa: SIM905
