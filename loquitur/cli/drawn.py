"""Persons, the time line and doubts, drawn on the terminal."""

from collections.abc import Sequence

from rich.console import Console

from loquitur.cli import show
from loquitur.questions.chronology import Moment
from loquitur.questions.profile import Profile
from loquitur.questions.review import Doubt
from loquitur.telling import names, phrases

__all__ = ["doubt", "profile", "timeline"]

_SHOWN = 8


def profile(out: Console, one: Profile) -> None:
    """One person, with the reason for each name and the passage for everything else."""
    show.note(out, f"{one.person.name} ({one.person.kind}, id {one.person.id[:12]})", style="bold cyan")
    show.table(out, "Names", ("name", "documents", "why"), [(n.name, str(n.documents), n.reason) for n in one.names])
    if one.offices:
        held = [
            (o.title, _span(o.first, o.last), phrases.counted(o.times, "passage"), show.brief(o.passages[0].text))
            for o in one.offices
        ]
        show.table(out, "Offices", ("office", "given in", "by", "the first passage"), held)
    for title, told in (("Said", one.said), ("Said of them", one.about)):
        if told:
            show.note(out, f"{title} ({len(told)})", style="bold")
        for statement in told[:_SHOWN]:
            show.statement(out, statement)
        if len(told) > _SHOWN:
            show.note(out, f"and {len(told) - _SHOWN} more; --jsonl prints all", 2, "dim")
    if one.leanings:
        rows = [
            (t.holder, str(t.side), t.target, phrases.date(t.when), show.brief(t.passage.text)) for t in one.leanings
        ]
        show.table(out, "For and against", ("who", "side", "whom", "when", "passage"), rows)
    for fate in one.fates:
        show.note(out, f"{fate.what}: {phrases.date(fate.when)}{f', by {fate.by}' if fate.by else ''}", style="yellow")
        show.passage(out, fate.passage)


def _span(first: str | None, last: str | None) -> str:
    return phrases.date(first) if first == last else f"{phrases.date(first)} to {phrases.date(last)}"


def timeline(out: Console, moments: Sequence[Moment]) -> None:
    """The moments in order: when said, by whom, and below it when it became known, and what cannot all be right."""
    if not moments:
        show.note(out, "Nothing of this is dated in the record.")
    ends = names.shortest({m.passage.doc for m in moments} | {k.doc for m in moments for k in m.known})
    for one in moments:
        show.note(out, f"{phrases.date(one.said)}  {one.who or 'unknown'}: {one.what}", style="bold")
        show.note(out, show.brief(one.passage.text), 2)
        for known in one.known:
            where = " ".join(w for w in (known.place, known.public) if w)
            basis = {"metadata": "known", "text": "made known", "no later than": "known no later than"}[known.basis]
            where = ", ".join(w for w in (where, f"told {known.how}" if known.how else "") if w)
            show.note(out, f"{basis} {phrases.date(known.date)} {where} ({ends.get(known.doc, known.doc)})", 4, "dim")
        if one.gap_years:
            opened = next(k for k in one.known if k.public != "closed")
            most = "at most " if opened.basis == "no later than" else ""
            show.note(out, f"{most}{phrases.counted(one.gap_years, 'year')} until it was known", 4, "yellow")
        for conflict in one.conflicts:
            show.note(out, f"cannot all be right: {conflict}", 4, "red")


def doubt(out: Console, one: Doubt, number: int, of: int) -> None:
    """A statement to be looked at, with what stands around it."""
    told = one.statement
    out.print()
    show.note(out, f"{number} of {of}: finding {one.number}, certainty {one.certainty}", style="bold")
    show.passage(out, one.passage)
    show.note(out, f"“{phrases.shortened(told.quotation.text, 300)}”", 2)
    who = told.speaker.name or "unknown"
    candidates = f" (perhaps {', '.join(told.candidates)})" if told.candidates else ""
    show.note(out, f"said by {who}{candidates}, {phrases.date(told.said)}: {told.reason}", 2)
    for hint in one.hints:
        show.note(out, hint, 2, "yellow")
