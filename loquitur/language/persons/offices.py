"""Who holds which office, as a document's own words tell: "Prime Minister Lane", "Anna Brandt, mayor of Holt since 1922".

An office is told right before a name ("General Secretary Oster", "the Premier, Mr. Lane"), behind it between commas, or
behind a verb ("was elected", "became"). "The minister" then means its one holder, or of several the one named last
before; never one who by the document's words held it at another time than the sentence tells of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loquitur.language.persons import titles
from loquitur.language.persons.mentions import Mention
from loquitur.language.persons.titles import Office

__all__ = ["Tenure", "forms", "holder", "tenures", "term"]

_AHEAD, _BEHIND, _FAR = 90, 160, 1500
_LEADS = r"(?:(?:the|our|their|its|his|her|then|now|new|old|late|a|an)\s+)*"
_YEAR = re.compile(r"(?<![\d–-])1[0-9]\d\d(?!\d)|(?<![\d–-])20\d\d(?!\d)")
_TERM = re.compile(
    r"[^.;:,]{0,40}?[,(]?\s*(?:(?P<way>since|from|until|till|in)\s+)?(?:[A-Z][a-z]+\s+)?(?P<a>1\d{3}|20\d\d)"
    r"(?:\s*(?:to|until|till|and|–|-)\s*(?:[A-Z][a-z]+\s+)?(?P<b>1\d{3}|20\d\d))?"
)


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody is told to hold an office."""

    name: str
    office: Office
    at: int
    """Where the name stands."""
    first: int | None
    """The first and the last year, where they are told."""
    last: int | None

    def held(self, years: Sequence[int]) -> bool:
        """Whether one of these years can lie in it; where none is given it can."""
        return not years or any((self.first or y) <= y <= (self.last or y) for y in years)


@cache
def forms() -> tuple[str, str, str]:
    """Before the name, behind it between commas, behind a verb; {name} stands for the name, the group t is the title."""
    told = f"{titles.people()}(?P<t>{titles.title()})"
    was = (
        r"(?:was|is|became|had been|remained|(?:was|had been) (?:elected|appointed|named|made|chosen|inaugurated|sworn in)"
        r"(?:\s+as)?|(?:served|acted|resigned|returned)\s+as)"
    )
    ends = r"(?=\s*[,.;:)]|\s+(?:who|since|from|until|between|at|in|on|by|and|when|for)\b|\s+\d|\s*\Z)"
    courtesy = titles.either("courtesy")
    return (
        rf"(?<![\w-]){told},?\s+(?:(?i:{courtesy})\.?\s+)?{{name}}(?!\w)",
        rf"(?<!\w){{name}}\s*[,(]\s*{_LEADS}{told}{ends}",
        rf"(?<!\w){{name}},?\s+{was}\s+{_LEADS}{told}{ends}",
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form.replace("{name}", "\0")) for form in forms())


def term(behind: str) -> tuple[int | None, int | None]:
    """The first and the last year that the words behind an office tell: "since 1922", "from 1945 to 1950"."""
    told = _TERM.match(behind)
    if told is None or not (told["way"] or told["b"]):
        return None, None
    first, last = int(told["a"]), int(told["b"]) if told["b"] else None
    return (None, first) if told["way"] in ("until", "till") else (first, last)


def tenures(text: str, mentions: Sequence[Mention], fullest: dict[str, str]) -> tuple[Tenure, ...]:
    """Every telling of an office with its holder, in the order of the text. Linear in the mentions."""
    return tuple(t for m in mentions if m.kind == "person" for t in _of(text, m, fullest))


def _of(text: str, mention: Mention, fullest: dict[str, str]) -> Iterator[Tenure]:
    start, end = mention.span
    near = f"{text[max(0, start - _AHEAD) : start]}\0{text[end : end + _BEHIND]}"
    for number, pattern in enumerate(_patterns()):
        for m in pattern.finditer(near):
            years = term(near[m.end() :]) if number else (None, None)
            yield Tenure(fullest[mention.name.lower()], titles.office(m), start, *years)


def holder(
    told: Sequence[Tenure], office: Office, before: int, *, without: Sequence[str] = (), around: str = ""
) -> str | None:
    """Whom an office without a name means at a place; `around` is its sentence, whose years limit whom it can be."""
    years = [int(y) for y in _YEAR.findall(around)]
    fitting = [t for t in told if office.means(t.office) and t.held(years)]
    fitting = [t for t in fitting if t.office.words == office.words] or fitting
    names = list(dict.fromkeys(t.name for t in fitting))
    if len(names) == 1:
        return names[0] if names[0] not in without else None
    near = [t for t in fitting if t.at < before and before - t.at < _FAR and t.name not in without]
    return near[-1].name if near else None
