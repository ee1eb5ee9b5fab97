"""The log, an audit and a proof as lines for programs and as sentences for people.

Wherever they speak they say what is shown and what is not: that bytes were in the record at a time, and that nothing was
taken out since without an entry; never that a page told the truth, or that everything was put in.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from loquitur.proving import Audit, Entry, Judged, Proved, Stamp, State, faults
from loquitur.telling.lines import Line, line
from loquitur.telling.phrases import clean, counted, shortened

__all__ = [
    "MEANING",
    "audit",
    "audit_lines",
    "entry_line",
    "item",
    "mirror_lines",
    "mirrors",
    "moment",
    "proof",
    "proof_lines",
    "public_of",
    "stamp",
    "state_line",
]

MEANING = (
    "This shows that these bytes were in the record when it was signed, and that nothing was taken out since without an"
    " entry; not that a document told the truth, nor that everything was put in."
)

_BODY = 7
"""Where a finding's item holds its fields in JSON."""


def state_line(told: State) -> Line:
    """Where the log stands."""
    return line(
        "log", origin=told.origin, size=told.size, root=told.root, key=told.key or None, signed=told.signed,
        checkpoint=told.checkpoint or None,
    )  # fmt: skip


def entry_line(told: Entry) -> Line:
    """An entry of the log, with what it says in the open."""
    public = public_of(told)
    return line(
        "entry", position=told.position, entry=told.kind, time=public.get("time"), doc=told.document,
        items=public.get("items"), root=public.get("root"), text=told.entry,
    )  # fmt: skip


def public_of(told: Entry) -> dict[str, Any]:
    """What an entry says in the open; nothing of one that cannot be read."""
    try:
        return told.told
    except ValueError:
        return {}


def audit_lines(told: Audit) -> Iterator[Line]:
    """A line for each fault, and at last one of what was verified."""
    for fault in faults(told):
        yield line("fault", position=fault.position, doc=fault.document, what=fault.what)
    yield line(
        "audit", origin=told.origin or None, key=told.key or None, entries=told.entries, items=told.items,
        objects=told.objects, removed=told.removed, withheld=told.withheld, signed=told.signed, root=told.root or None,
        witnesses=[{"name": n, "time": moment(t)} for n, t in told.witnesses],
        stamps=[{"authority": s.authority, "fingerprint": s.fingerprint, "time": s.time, "size": s.size} for s in told.stamps],
        faults=len(faults(told)), notes=told.notes,
    )  # fmt: skip


def audit(told: Audit) -> Iterator[str]:
    """What an audit verified and found, in sentences."""
    for fault in faults(told):
        where = [f"entry {fault.position}"] if fault.position is not None else []
        where += [f"document {fault.document[:12]}"] if fault.document else []
        yield f"FAULT {', '.join(where) or 'the whole log'}: {clean(fault.what)}"
    yield from told.notes
    yield (
        f"{counted(told.entries, 'entry', 'entries')}, {counted(told.items, 'sealed row')},"
        f" {counted(told.objects, 'document')} by their bytes"
        + (f"; {counted(told.removed, 'entry', 'entries')} emptied by removals" if told.removed else "")
        + (f"; {counted(told.withheld, 'entry', 'entries')} withheld" if told.withheld else "")
    )
    if told.signed is not None and told.key:
        yield f"signed at {counted(told.signed, 'entry', 'entries')} by {told.key}"
    yield from (f"witness {name}: saw it {moment(time)}" for name, time in told.witnesses)
    yield from (f"time stamp: {stamp(one)}" for one in told.stamps)
    found = len(faults(told))
    yield f"{counted(found, 'fault')}." if found else f"No fault. {MEANING}"


def stamp(told: Stamp) -> str:
    """What a time stamp says."""
    size = counted(told.size, "entry", "entries")
    return f"{clean(told.authority)} saw the first {size} at {told.time} (certificate {told.fingerprint[:16]}…)"


def proof_lines(told: Proved) -> Iterator[Line]:
    """A line for each entry that a proof shows."""
    for position, entry, items in told.entries:
        yield line(
            "proof", origin=told.origin, size=told.size, key=told.key, position=position, entry=entry["kind"],
            time=entry["time"], items=[list(i) for i in items],
        )  # fmt: skip


def proof(told: Proved) -> Iterator[str]:
    """What a proof shows, in sentences."""
    yield f"log {told.origin}, {counted(told.size, 'entry', 'entries')}, signed by {told.key}"
    for position, entry, items in told.entries:
        yield f"entry {position}: {entry['kind']}, written {entry['time']}"
        yield from (f"  sealed: {item(list(i))}" for i in items)
    yield f"The proof holds. {MEANING} Whose key it is you have to know."


def mirror_lines(judged: Sequence[Judged], agree: int, size: int, others: Sequence[str]) -> Iterator[Line]:
    """A line for each mirror, and at last one of how many agree."""
    for one in judged:
        yield line("mirror", place=one.place, size=one.size, root=one.root or None, faults=list(one.faults))
    yield line("agreement", mirrors=agree, size=size, others=list(others))


def mirrors(judged: Sequence[Judged], agree: int, size: int, others: Sequence[str]) -> Iterator[str]:
    """What was found of each mirror, and how many agree."""
    for one in judged:
        told = f"{one.size:,} entries, root {one.root}" if one.size is not None else "no log that can be believed"
        yield f"{clean(one.place)}: {told}"
        yield from (f"FAULT {clean(one.place)}: {clean(fault)}" for fault in one.faults)
    yield from (f"FAULT {clean(what)}" for what in others)
    yield f"{counted(agree, 'mirror')} agree{'s' if agree == 1 else ''} at size {size:,}."


def item(told: list[object], limit: int = 300) -> str:
    """An item on one line: what it is, and its words or figures; of a finding all but its fields in JSON."""
    told = told[:_BODY] + told[_BODY + 1 :] if told[:1] == ["finding"] else told
    shown = [json.dumps(v, ensure_ascii=False) if not isinstance(v, str) else v for v in told if v is not None]
    return shortened(clean(" · ".join(shown)), limit)


def moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
