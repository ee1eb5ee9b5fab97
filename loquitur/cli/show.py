"""Findings drawn for people: answers, checks, tables.

Whatever a document says is drawn as plain words: no markup of it is obeyed and its control characters are replaced, so
that a document cannot paint or move the reader's terminal. Colours come only on a terminal; the same words stand without.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from loquitur.answers import Answer, AnswerFate, AnswerPerson, AnswerStatement, Coverage
from loquitur.cli import beside
from loquitur.matching.clusters import Cluster, Formula
from loquitur.model import Document, Hit, Passage, Source, Statement
from loquitur.record import Checked, Shared
from loquitur.sayings import Appearance, Citation, Saying
from loquitur.telling import names, phrases

__all__ = [
    "answer",
    "brief",
    "checked",
    "console",
    "counted",
    "found",
    "note",
    "quotation",
    "reused",
    "say",
    "saying",
    "table",
]

_WIDEST = 110
_PASSAGES = 4
_STATEMENTS = 6
_GAPS = 6
_FORMULAS = 20
_CONDITIONS = 12
STYLES = {
    "verbatim": "green",
    "abridged": "green",
    "altered": "bold red",
    "reworded": "yellow",
    "misattributed": "bold red",
    "not-found": "bold red",
    "unchecked": "dim",
}


def console(stream: IO[str] | None = None) -> Console:
    """Where findings are drawn: as wide as the terminal, 80 columns elsewhere, unless COLUMNS says other."""
    return Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)


def words(text: str, style: str = "") -> Text:
    """Text that is safe to draw."""
    return Text(phrases.clean(text), style)


def note(out: Console, text: str, indent: int = 0, style: str = "") -> None:
    """One paragraph, wrapped, indented."""
    _put(out, words(text, style), indent)


def say(text: str) -> None:
    """One line on standard output, above a bar where there is one."""
    print(words(text).plain)


def _put(out: Console, text: Text, indent: int = 0) -> None:
    for line in text.wrap(out, max(20, min(out.width, _WIDEST) - indent)):
        line.rstrip()
        out.print(Text(" " * indent).append_text(line), soft_wrap=True)


def table(out: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table whose columns share the width; the last takes what is left."""
    rows = list(rows)
    if not rows:
        note(out, title, style="bold")
        note(out, "nothing found", 2, "dim")
        return
    drawn = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for i, name in enumerate(columns):
        drawn.add_column(name, header_style="dim", overflow="fold", ratio=1 if i == len(columns) - 1 else None)
    for row in rows:
        drawn.add_row(*(words(cell) for cell in row))
    out.print(drawn)


# ---- an answer -------------------------------------------------------------------------------------------------------


def answer(out: Console, told: Answer) -> None:
    """The people with their words, checks and fates; claims with both sides; echoes; conditions; what was searched."""
    note(out, told.question, style="bold")
    if told.understood:
        note(out, f"Read as: {told.understood}.", style="dim")
    else:
        note(out, "This is not a kind of question I can read; here are the passages nearest to its words.", style="dim")
    for one in told.people:
        _person(out, one)
    if not told.people and told.understood and not told.passages:
        note(out, "\nOf nobody is it told in so many words." if told.perhaps else "\nNobody was found.")
    _claims(out, told)
    for echo in told.echoes:
        years = f", {phrases.counted(echo.gap_years, 'year')} before" if echo.gap_years is not None else ""
        out.print()
        note(out, f"{echo.later} repeats what {echo.earlier} said ({phrases.date(echo.when)}{years}).", style="bold")
        passage(out, echo.passage)
    _conditions(out, told)
    _chains(out, told)
    _gaps(out, told)
    _perhaps(out, told)
    _quoted(out, told)
    for loose in told.passages:
        out.print()
        passage(out, loose, 0)
    _coverage(out, told.coverage)


def _perhaps(out: Console, told: Answer) -> None:
    if told.perhaps:
        out.print()
        note(out, phrases.PERHAPS, style="bold")
    for one in told.perhaps:
        _person(out, one)


def _quoted(out: Console, told: Answer) -> None:
    if told.quoted:
        out.print()
        note(out, "Quoted on it; which side they are on is not told", style="bold")
    for one in told.quoted:
        note(out, one.speaker or "somebody not named", 2, "cyan" if one.speaker else "dim")
        statement(out, one)


def _person(out: Console, one: AnswerPerson) -> None:
    out.print()
    heading = words(one.who, "bold cyan")
    if one.when:
        heading.append(f"  {phrases.dates(one.when)}")
    fates = "; ".join(dict.fromkeys(_fate(f) for f in one.fates))
    if fates:
        heading.append(f"  ·  {fates}", "yellow")
    _put(out, heading)
    note(out, phrases.origins(one), 2, "dim")
    direct = [s for s in one.statements if s.relation != "same-document"]
    others = [s for s in one.statements if s.relation == "same-document"]
    for one_said in (direct + others)[:_STATEMENTS]:
        statement(out, one_said)
    shown = {(p.doc, p.start, p.end) for s in one.statements for p in s.passages}
    loose = [p for p in one.passages if (p.doc, p.start, p.end) not in shown]
    for one_told in loose[:_PASSAGES]:
        passage(out, one_told)
    rest = max(0, len(direct + others) - _STATEMENTS) + max(0, len(loose) - _PASSAGES)
    if rest:
        note(out, f"and {phrases.counted(rest, 'more passage')}: --jsonl gives all.", 2, "dim")
    for fate in one.fates:
        _put(out, Text.assemble(words("Fate: ", "yellow"), words(_fate(fate))), 2)
        for one_told in (fate.passage, *fate.others[:2]):
            passage(out, one_told, 4)


def _fate(fate: AnswerFate) -> str:
    parts = [
        fate.what,
        phrases.date(fate.when) if fate.when else "",
        f"by {fate.by}" if fate.by else "",
        f"({fate.number})" if fate.number else "",
    ]
    return " ".join(p for p in parts if p)


def statement(out: Console, one: AnswerStatement) -> None:
    told = " […] ".join(phrases.shortened(p.text) for p in one.passages)
    _put(out, words(phrases.quoted(told) if one.mode in ("direct", "mixed") else told), 2)
    where = ", ".join(dict.fromkeys(_place(p.doc, p.start, p.end) for p in one.passages[:1]))
    said = f"said {phrases.date(one.said)}" + (f" ({one.said_basis})" if one.said_basis else "") if one.said else ""
    note(out, " · ".join(p for p in (where, phrases.relation(one.relation), said) if p), 4, "dim")
    if one.source_said:
        note(out, f"the source is dated {phrases.date(one.source_said)}, and not {phrases.date(one.said)}", 4, "yellow")
    if one.verdict and not (one.verdict == "unchecked" and one.mode in ("indirect", "report")):
        _judged(out, one.verdict, one.reasons, one.source)
        if one.source and one.verdict in ("altered", "reworded"):
            _beside(out, one.source.text, " ".join(p.text for p in one.passages))


def _judged(out: Console, kind: str, reasons: Sequence[str], source: Source | None) -> None:
    text = words(phrases.verdict(kind), STYLES.get(kind, ""))
    if reasons:
        text.append_text(words(f" ({phrases.reasons(reasons)})"))
    if source:
        who = f", {source.speaker}" if source.speaker else ""
        text.append_text(words(f" · source: {_place(source.doc, source.start, source.end)}{who}"))
    _put(out, text, 4)


def _beside(out: Console, source: str, quote: str) -> None:
    colours = out.is_terminal and not out.no_color and out.color_system is not None
    shown = beside.drawn(phrases.clean(source), phrases.clean(quote), colours=colours)
    if shown is not None:
        _put(out, shown, 6)


def passage(out: Console, one: Passage, indent: int = 2) -> None:
    _put(out, words(phrases.shortened(one.text, 400)), indent)
    note(out, _place(one.doc, one.start, one.end), indent + 2, "dim")


def _place(doc: str, start: int, end: int) -> str:
    return f"{doc}:{start}-{end}"


def _claims(out: Console, told: Answer) -> None:
    for one in told.claims:
        out.print()
        note(out, "Claimed and denied" if one.denial else "Claimed and affirmed", style="bold")
        passage(out, one.claim)
        note(out, f"asserted by {one.asserted_by or 'somebody not named'}", 4)
        if one.denial or one.denied_by:
            note(out, f"denied by {one.denied_by or 'somebody not named'}", 4)
        if one.denial:
            passage(out, one.denial, 6)
        if one.evidence:
            note(out, "with these passages against it:" if one.denial else "in these words:", 4)
        for one_told in one.evidence[:_PASSAGES]:
            passage(out, one_told, 6)


def _conditions(out: Console, told: Answer) -> None:
    if told.conditions:
        out.print()
        note(out, "Under what conditions it was said", style="bold")
    for one in told.conditions[:_CONDITIONS]:
        note(out, f"{phrases.conditions(one)}, as told by {one.told_by or 'a voice not known'}:", 2)
        passage(out, one.passage, 4)
    rest = len(told.conditions) - _CONDITIONS
    if rest > 0:
        note(out, f"and {phrases.counted(rest, 'more passage')}: --jsonl gives all.", 2, "dim")


def _chains(out: Console, told: Answer) -> None:
    for chain in told.chains:
        out.print()
        note(out, "How this is known", style="bold")
        for number, link in enumerate(chain.links, 1):
            through = f", through {link.through}" if link.through else ", their own text, held here" if link.own else ""
            when = f", {phrases.date(link.said)}" if link.said else ""
            note(out, f"{number}. {link.who or 'somebody not named'}{through}{when}", 2, "cyan" if link.own else "")
            passage(out, link.passage, 5)
            if link.verdict and link.verdict != "unchecked":
                note(out, f"against the next: {phrases.verdict(link.verdict)}", 5, STYLES.get(link.verdict, ""))
        note(out, phrases.ending(chain.end), 2, "dim")


def _gaps(out: Console, told: Answer) -> None:
    for gap in told.gaps[:_GAPS]:
        out.print()
        note(out, f"{phrases.counted(gap.years, 'year')}: {gap.title or gap.doc}", style="bold cyan")
        note(
            out,
            f"said {phrases.date(gap.said)} · known {phrases.date(gap.known)}, {gap.public or 'where is not told'}",
            2,
        )
        note(out, gap.doc, 4, "dim")


def _coverage(out: Console, coverage: Coverage) -> None:
    out.print()
    unreadable = f" Could not be read: {', '.join(coverage.unreadable)}." if coverage.unreadable else ""
    note(out, f"{coverage.how}{unreadable}", style="dim")


# ---- a quotation ----------------------------------------------------------------------------------------------------


def quotation(out: Console, doc: Document, statement: Statement, *, explain: bool = False) -> None:
    """One quotation: its words, who says it, by which cue, through whom; and, if asked, all that decided."""
    quoted, speaker = statement.quotation, statement.speaker
    out.print()
    told = phrases.shortened(quoted.text)
    _put(out, words(phrases.quoted(told) if quoted.mode == "direct" else told))
    where = _place(doc.name, quoted.spans[0].start, quoted.spans[-1].end)
    who = words(phrases.speaker(speaker), "bold cyan" if speaker.name else "yellow")
    _put(out, Text.assemble(who, words(f" · {quoted.mode} · {where}", "dim")), 2)
    others = ", ".join(
        f"{s.name}{f' ({phrases.date(s.said)})' if s.said else ''}" for s in statement.speakers[1:] if s.name
    )
    cue = " … ".join(dict.fromkeys(brief(doc.text[a:b]) for a, b in statement.cue))
    parts = (
        f"also {others}" if others else "",
        f"said {phrases.date(statement.said)} ({statement.said_basis})" if statement.said else "",
        f"cue: {phrases.quoted(cue)}" if cue else "",
        f"through: {phrases.chain(statement.chain)}" if len(statement.chain) > 2 else "",
        _attitude(statement),
        f"because: {phrases.reason(statement.reason)}",
        f"perhaps {' or '.join(statement.candidates)}" if not speaker.name and statement.candidates else "",
    )
    note(out, " · ".join(p for p in parts if p), 4, "dim")
    if explain:
        _explanation(out, doc, statement)


def _attitude(statement: Statement) -> str:
    """What the page makes of what it reports."""
    held = statement.chain[0].attitude if statement.chain else "neutral"
    return {"denies": "the page denies it", "doubts": "the page doubts it", "affirms": "the page affirms it"}.get(
        held, ""
    )


def _explanation(out: Console, doc: Document, statement: Statement) -> None:
    """The features that decided, one a line, with what each weighed."""
    speaker = statement.speaker
    mention = " … ".join(dict.fromkeys(brief(doc.text[a:b]) for a, b in speaker.spans))
    rows = [f"mention: {phrases.quoted(mention)}"] if mention else []
    rows += [f"sure: {statement.confidence} of 100"]
    rows += phrases.weighed(statement.reason) or ["the cue alone decided; nothing was weighed"]
    if statement.candidates:
        rows.append(f"others at hand: {', '.join(statement.candidates)}")
    for row in rows:
        note(out, f"– {row}", 6, "dim")


def found(out: Console, asked: str, hits: Sequence[Hit], passages: Sequence[str]) -> None:
    """Where words stand, best first, with how much of them stands there."""
    out.print()
    note(out, phrases.quoted(phrases.shortened(asked)), style="bold")
    if not hits:
        note(out, "Nothing like it was found.", 2)
    for hit, passage in zip(hits, passages, strict=True):
        _put(out, words(phrases.shortened(passage)), 2)
        note(out, f"{_place(hit.doc, hit.start, hit.end)} · {hit.score // 10} % sure", 4, "dim")


def reused(out: Console, shared: Sequence[Shared]) -> None:
    """What documents share, each with its places, the earliest first; then the formulas, as many as fit a page."""
    for one in shared:
        if isinstance(one.found, Cluster):
            out.print()
            _put(out, words(phrases.shortened(one.words)))
            note(
                out,
                f"{len(one.found.passages)} passages, {phrases.counted(one.found.origins, 'independent origin')}",
                2,
                "dim",
            )
            for p in one.found.passages:
                first = " · first in this library" if p == one.found.first else ""
                note(out, f"{_place(p.doc, p.start, p.end)}{first}", 4)
    formulas = [(one.found, one.words) for one in shared if isinstance(one.found, Formula)]
    if formulas:
        out.print()
        rows = [(str(f.documents), str(f.places), phrases.shortened(told)) for f, told in formulas[:_FORMULAS]]
        table(out, "Formulas, which nobody need have from anybody", ("documents", "places", "words"), rows)
        if len(formulas) > _FORMULAS:
            note(out, f"{len(formulas) - _FORMULAS} more are listed with --jsonl.", 2, "dim")
    if not shared:
        note(out, "The documents share nothing.")


def brief(text: str) -> str:
    """The beginning of a passage, for a table."""
    return phrases.shortened(text, 160)


# ---- a check ---------------------------------------------------------------------------------------------------------


def checked(out: Console, one: Checked, name: str) -> None:
    """One quotation: its words, what the sources say of it, every difference, where it was found, how to cite that."""
    quoted, verdict = one.statement.quotation, one.verdict
    out.print()
    _put(out, words(phrases.quoted(phrases.shortened(quoted.text))))
    who = one.statement.speaker.name or phrases.nobody(one.statement.speaker.kind)
    where = f"{name}, {phrases.place(one.draft, quoted.spans[0].start)}"
    note(out, " · ".join(p for p in (where, who, phrases.chain(one.statement.chain)) if p), 2, "dim")
    _judged(out, verdict.kind, verdict.reasons, None)
    for told in (phrases.held(verdict.held), phrases.witness(verdict.witness)):
        if told:
            note(out, told, 6)
    told_of = list[Citation]()
    for part, cited in zip(verdict.parts, one.citations, strict=True):
        if part.source and part.differences and part.verdict != "not-found":
            _beside(out, part.source.text, phrases.part(quoted, part.span))
        if cited and cited not in told_of:
            told_of.append(cited)
            _put(out, words(phrases.footnote(cited)).append_text(words(f"  [{names.near(cited.doc)}]", "dim")), 6)
    for difference in verdict.differences[:8]:
        note(out, f"– {phrases.difference(difference)}", 6, "" if difference.marked else "red")
    for source, cited in list(zip(verdict.appearances, one.also, strict=True))[:3]:
        note(out, f"also: {phrases.footnote(cited, source.speaker or '')}  [{names.near(cited.doc)}]", 6, "dim")


def counted(out: Console, counts: Mapping[str, int], searched: int) -> None:
    """How many quotations have which verdict, and how much was searched."""
    told = ", ".join(f"{counts[kind]} {kind}" for kind in STYLES if counts.get(kind))
    total = sum(counts.values())
    out.print()
    if total:
        documents = phrases.counted(searched, "document")
        note(out, f"{phrases.counted(total, 'quotation')}: {told}. Searched: {documents}.", style="bold")
    else:
        note(out, "No quotation was found in what was read.", style="bold")


# ---- a saying -------------------------------------------------------------------------------------------------------


def saying(out: Console, one: Saying) -> None:
    """Every appearance of some words, the earliest first, with what changed from one to the next."""
    out.print()
    note(out, phrases.quoted(phrases.shortened(one.words)), style="bold")
    for number, appearance in enumerate(one.appearances, 1):
        first = _first(one) if appearance is one.first else ""
        _appearance(out, number, appearance, first=first)
    for number, appearance in enumerate(one.apart, 1):
        out.print()
        note(out, f"Kept apart {number}: {phrases.quoted(phrases.shortened(appearance.source.text))}", style="dim")
        note(out, f"{phrases.footnote(appearance.citation)} {appearance.join}", 4, "dim")
    out.print()
    found = (
        f"{phrases.counted(len(one.appearances), 'appearance')} of {phrases.counted(one.origins, 'independent origin')}"
    )
    unreadable = f" Could not be read: {', '.join(one.unreadable)}." if one.unreadable else ""
    note(out, f"{found}. Searched: {phrases.counted(one.searched, 'document')}.{unreadable}", style="dim")


def _first(one: Saying) -> str:
    """What the first appearance is said to be; by which others it may be preceded, where their dates leave that open."""
    numbers = ", ".join(map(str, one.perhaps_earlier))
    return f"first in this library{f'; {numbers} may be earlier' * bool(numbers)}"


def _appearance(out: Console, number: int, one: Appearance, *, first: str) -> None:
    out.print()
    when = phrases.date(one.said or one.reported)
    heading = words(f"{number}. {when}", "bold cyan")
    if first:
        heading.append_text(words(f"  {first}", "green"))
    _put(out, heading)
    _put(out, words(phrases.quoted(phrases.shortened(one.source.text))), 4)
    who = one.source.speaker
    own, given = f"{who}, in a text of their own", f"quoted as {who}'s" if who else "quoted there, speaker unknown"
    told = given if one.witness == "appearance" else own if who else "speaker unknown"
    note(out, f"{told} · {phrases.footnote(one.citation)} · origin {one.origin} · {one.join}", 4, "dim")
    for difference in one.differences[:6]:
        note(out, f"– {phrases.difference(difference)}", 6)
