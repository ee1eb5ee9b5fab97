"""Findings in the words of a reader: dates, verdicts, fates, counts.

A reader should not have to know EDTF or the names of our verdicts to read an answer. What has no phrase is shown as it
is stored, so nothing is lost and nothing is guessed.
"""

import re
from collections.abc import Sequence

from loquitur.answers import AnswerCondition, AnswerPerson
from loquitur.model import Difference, Document, Held, Link, Quotation, Span, Speaker, Witness
from loquitur.questions.review import Deed
from loquitur.sayings import Citation

_WEIGHED = re.compile(r"(?:ranked|not sure) by [^:]+: ")

__all__ = [
    "PERHAPS",
    "basis",
    "chain",
    "clean",
    "counted",
    "date",
    "dates",
    "deed",
    "difference",
    "footnote",
    "held",
    "meaning",
    "nobody",
    "origins",
    "part",
    "place",
    "quoted",
    "reason",
    "reasons",
    "relation",
    "shortened",
    "speaker",
    "through",
    "verdict",
    "witness",
]

PERHAPS = "Took a side, perhaps that one: these passages show it and no sentence tells it; read which"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_POINT = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?P<mark>[?~%]?)")
_VERDICTS = {
    "verbatim": "word for word as in the source",
    "abridged": "shortened, and every gap is marked",
    "altered": "ALTERED: words are changed, added or gone without a mark",
    "reworded": "the same in other words",
    "misattributed": "MISATTRIBUTED: in the source somebody else says it",
    "not-found": "NOT FOUND in what was searched",
    "unchecked": "not checked",
}
_HELD = {
    "complete": "the named work is here in full",
    "extract": "only parts of the named work are here",
    "none": "the named work is not here",
}
_REASONS = {
    "too-short": "too short to be told from chance",
    "indirect": "given in the reporter's words",
    "unreadable": "a text it needs could not be read",
    "only-quoted": "others quote it too, but no source of it is here",
    "speaker-unknown": "one of the speakers is not known",
    "cut-condition": "the cut takes away a condition",
    "cut-negation": "the cut takes away a negation",
    "spliced": "passages are run together",
    "added": "words are added that stand nowhere in what was searched",
    "same-number": "a number is written another way",
    "contraction": "a contraction is made or written out",
    "misread": "the changed words look like misread letters",
}
_WITNESSES = {
    "source": "witness: the source itself",
    "appearance": "witness: only others who quote it",
}
_NOBODY = {"author": "the document's own voice", "unnamed": "somebody not named"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINED = ("plain", "markdown")
_PRESENTATION = "presentation: "
_RELATIONS = {"for": "for", "against": "against", "said": "said", "same-document": "said in the same document"}


def date(edtf: str | None) -> str:
    """The date as one would write it; what has no such form stays EDTF."""
    if not edtf:
        return "date unknown"
    start, _, end = edtf.partition("/")
    if not end:
        return _point(start)
    if end == "..":
        return f"from {_point(start)} on"
    if start in ("", ".."):
        return f"until {_point(end)}"
    return f"{_point(start)} to {_point(end)}"


def _point(edtf: str) -> str:
    found = _POINT.fullmatch(edtf)
    if not found:
        decade = re.fullmatch(r"(\d{3})X", edtf)
        return f"the {decade[1]}0s" if decade else edtf
    year, month, day, mark = found.group("year", "month", "day", "mark")
    named = _SEASONS.get(month or "") or (_MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else month)
    words = " ".join(w for w in (str(int(day)) if day else None, named, year.lstrip("0") or "0") if w)
    return {"?": f"{words} (uncertain)", "~": f"about {words}", "%": f"about {words} (uncertain)"}.get(mark, words)


def dates(values: Sequence[str]) -> str:
    """Several dates in one line."""
    return ", ".join(date(v) for v in values)


def verdict(kind: str) -> str:
    return _VERDICTS.get(kind, kind)


def meaning(kind: str) -> str:
    """What a verdict means, where its name stands beside it already."""
    return re.sub(r"^(?:[A-Z]{2,}: |NOT FOUND)", "", verdict(kind)).strip() or kind


def held(value: Held | None) -> str | None:
    return _HELD.get(value) if value else None


def witness(value: Witness | None) -> str | None:
    return _WITNESSES.get(value) if value else None


def nobody(kind: str) -> str:
    """Who speaks where no name is known."""
    return _NOBODY.get(kind, "speaker unknown")


def clean(text: str) -> str:
    """The text without control characters, which could paint or move what shows it."""
    return _CONTROLS.sub("�", text)


def place(doc: Document, at: int) -> str:
    """Where a position stands for somebody with the document in hand: its page, its line, or its paragraph."""
    page = doc.page(at)
    if page:
        return f"page {page}"
    if doc.reader.startswith(_LINED):
        return f"line {doc.text.count(chr(10), 0, at) + 1}"
    return f"paragraph {sum(b.span.start <= at for b in doc.blocks if b.kind != 'frame') or 1}"


def footnote(one: Citation, quoted: str | None = None) -> str:
    """A footnote to paste, of what is known and nothing else; `quoted`: who is quoted there, if that is known."""
    named = one.author or one.title
    title = f"“{one.title}”" if one.title else "" if named else one.doc
    page = f"p. {one.page}" if one.page and one.printed else f"p. {one.page} of the file" if one.page else ""
    when = one.said or one.published
    told = ", ".join(p for p in (one.author or "", title, date(when) if when else "", page) if p)
    if quoted is None:
        return f"{told}."
    return f"{quoted}, quoted in {told}." if quoted else f"Quoted in {told}."


def part(quoted: Quotation, span: Span) -> str:
    """The words of a quotation that stand in one of its parts."""
    at, words = 0, []
    for one in quoted.spans:
        length = one.end - one.start
        if span.start <= one.start < span.end:
            words.append(quoted.text[at : at + length])
        at += length + 1
    return " ".join(words)


def relation(value: str) -> str:
    return _RELATIONS.get(value, value)


def reasons(codes: Sequence[str]) -> str:
    """The reasons of a verdict in words; the presentation that was forgiven comes last, as the check names it."""
    forgiven = [code.removeprefix(_PRESENTATION) for code in codes if code.startswith(_PRESENTATION)]
    told = [_REASONS.get(code, code) for code in codes if not code.startswith(_PRESENTATION)]
    return "; ".join([*told, *([f"presentation differs: {', '.join(forgiven)}"] if forgiven else [])])


def difference(one: Difference) -> str:
    """One difference in a sentence, the grave kinds named."""
    what = "" if one.what == "word" else f" ({_touched(one.what)})"
    if one.op == "omitted":
        return f"{'left out' if one.marked else 'left out without a mark'}{what}: {quoted(one.source)}"
    if one.op == "inserted":
        return f"added{' in brackets' if one.marked else ''}{what}: {quoted(one.quote)}"
    return f"changed{what}: {quoted(one.source)} is now {quoted(one.quote)}"


def _touched(what: str) -> str:
    return {"modal": "a modal word", "condition": "a condition"}.get(what, f"a {what}")


def chain(links: Sequence[Link]) -> str:
    """Who reports it to whom, from the speaker to the page in hand; empty where the page itself quotes the speaker."""
    told = [f"{link.who or 'somebody'} {link.act}{f' in {link.work}' if link.work else ''}" for link in links]
    return " → ".join(told) if len(told) > 1 else ""


def through(links: Sequence[Link]) -> str:
    """By way of whom the words came to the page in hand, without the speaker and the page itself; empty where by nobody."""
    between = links[1:-1]
    return ", then ".join(f"{link.who or 'somebody'}{f', {link.work}' if link.work else ''}" for link in between)


def basis(told: str) -> str:
    """How a date is known, without the numbers of the place."""
    return re.sub(r" \[\d+:\d+\]", "", told)


def speaker(one: Speaker) -> str:
    """Who speaks, for people to read."""
    voices = {"author": "the document's own voice", "unnamed": "somebody not named"}
    return one.name or voices.get(one.kind, "speaker unknown")


def reason(told: str) -> str:
    """How a speaker is known, without the features that were weighed."""
    return told.partition(": ")[0] if _WEIGHED.search(told) else told


def weighed(told: str) -> list[str]:
    """The features that were weighed, the weightiest first; none where a cue alone decided."""
    return told.partition(": ")[2].split("; ") if _WEIGHED.search(told) else []


def origins(one: AnswerPerson) -> str:
    """What puts somebody into an answer: so many independent texts, or how a trained network reads a paragraph."""
    if one.likelihood is not None:
        return f"{one.likelihood} % likely, as a trained network reads the paragraph"
    told = f"told by {counted(one.origins, 'independent origin')}"
    if not one.own_text:
        return told
    return f"{told}, their own text" if one.origins == 1 else f"{told}, one of them their own text"


def conditions(one: AnswerCondition) -> str:
    """The conditions of a testimony: "coerced, tortured (Ekuma's testimony)", "hearsay (third hand)"."""
    hands = {2: " (second hand)", 3: " (third hand)", 4: " (fourth hand)", 5: " (fifth hand)"}.get(one.hands or 0, "")
    told = ", ".join(w.replace("-", " ") + (hands if w == "hearsay" else "") for w in one.what)
    whose = f" (testimony of {one.who})" if one.who else ""
    return f"{told[0].upper()}{told[1:]}{whose}"


def ending(end: str) -> str:
    """How a chain ends."""
    return {
        "source": "Here the speaker's own text is held.",
        "another": "Here the words stand in somebody else's own text.",
        "not-held": "Nothing further back is held.",
        "indirect": "Told in other words; there is nothing to lay beside.",
        "round": "Here it comes back to where it began: each has it from the other.",
        "long": "The chain goes on.",
    }[end]


def counted(count: int, noun: str, several: str | None = None) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {several or f'{noun}s'}"


def quoted(words: str) -> str:
    return f"“{words}”"


def shortened(words: str, limit: int = 600) -> str:
    """The words in one line, the middle taken out in brackets where they are longer than the limit."""
    line = " ".join(words.split())
    if len(line) <= limit:
        return line
    head, tail = line[: limit * 2 // 3].rsplit(" ", 1)[0], line[-limit // 3 :].split(" ", 1)[-1]
    return f"{head} […] {tail}"


def deed(one: Deed) -> str:
    """What a user did, in words: corrected a statement in letters/one.txt."""
    if one.id.startswith("names-"):
        first, _, second = one.what.partition(", ")
        return f"{first} and {second} joined as one" if one.act == "merge" else f"{first} split from {second}"
    return f"{one.act} a {one.what}{f' in {one.doc}' if one.doc else ''}"
