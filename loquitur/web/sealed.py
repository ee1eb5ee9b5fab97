"""The log as pages: where it stands and who vouches for it, each entry, and proofs that the reader's own browser verifies.

A proof is shown as the file that it is, so that it can be kept and verified by other programs too. What a proof would
show of a name that is withheld is not in it.
"""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from loquitur.errors import UsageError
from loquitur.proving import Entry, proved_by
from loquitur.record import Record
from loquitur.telling import logged
from loquitur.web.page import Asked, NotThere, Page
from loquitur.web.room import Handler, Room, safe

__all__ = ["entry", "log", "proof", "routes"]

_A_PAGE = 50
_MOST = 2000
_LONGEST = 5000
"""So much of what an item says is shown, in code points."""
"""So many entries stand on the page of a site."""


def log(record: Record, asked: Asked) -> Page:
    """Size, root, checkpoint, key, witnesses, time stamps, and the last entries; `before`: those below a position."""
    told = record.state()
    end = min(asked.number("before", told.size), told.size)
    start = max(0, end - (_MOST if asked.whole else _A_PAGE))
    entries = record.entries(start, end)[::-1]
    need, witnesses, stamped = record.vouched()
    data = {
        "state": told,
        "entries": [(e, logged.public_of(e)) for e in entries],
        "titles": _titles(asked),
        "need": need,
        "witnesses": [(name, logged.moment(time) if time is not None else None) for name, time in witnesses],
        "stamps": [logged.stamp(s) for s in stamped.stamps],
        "wrong": stamped.faults,
        "unverified": stamped.notes,
        "start": start,
        "end": end,
        "meaning": logged.MEANING,
    }
    return Page("log", "The log", data, [logged.state_line(told), *map(logged.entry_line, entries)])


def entry(record: Record, asked: Asked) -> Page:
    """One entry, with the proof that it is in the log."""
    found = _entry(record, asked.path["id"])
    public = logged.public_of(found)
    more = {k: v for k, v in public.items() if k not in ("v", "kind", "time", "root", "items")}
    data = {"entry": found, "public": public, "more": more, "titles": _titles(asked), "size": record.state().size}
    told = _proved(lambda: record.prove_entry(found.position))
    lines = [logged.entry_line(found), *told.pop("lines")]
    return Page("entry", f"Entry {found.position} of the log", {**data, **told}, lines)


def proof(record: Record, asked: Asked) -> Page:
    """The proof of a quotation or a document."""
    key = asked.path["id"]
    positions = record.positions(key)
    if not positions:
        raise NotThere(
            "The log has no entry of this address: nothing of it is held, or it was put in before the log began."
        )
    told = _proved(lambda: record.prove(key))
    lines = told.pop("lines")
    return Page("proof", "A proof", {"key": key, "positions": positions, **told}, lines)


def _entry(record: Record, where: str) -> Entry:
    if where.isascii() and where.isdigit() and len(where) < 16:
        for found in record.entries(int(where), int(where) + 1):
            return found
    raise NotThere("The log has no entry of this number.")


def _titles(asked: Asked) -> dict[str, str]:
    """What the documents are called that a page may lead to, by their ids."""
    return {e.id: e.title or e.name.rpartition("/")[2] for e in asked.documents.values()}


def _proved(make: Any) -> dict[str, Any]:
    """A proof as text, with what it shows; or the sentence that says why there is none."""
    try:
        data: bytes = make()
    except UsageError as error:
        return {"proof": None, "shown": [], "why": str(error), "lines": []}
    shown = proved_by(data)
    items = [
        (position, public, [logged.item(list(i), _LONGEST) for i in items]) for position, public, items in shown.entries
    ]
    return {"proof": data.decode(), "shown": items, "why": "", "lines": list(logged.proof_lines(shown))}


def routes(shared: Room) -> list[Route]:
    """The proofs as files."""

    def kept(reads: Any) -> Handler:
        def answered(request: Request) -> Response:
            with shared.desk.reading() as record:
                page = reads(record, shared.asked(request))
            if page.data["proof"] is None:
                raise NotThere(page.data["why"])
            name = request.url.path.rpartition("/")[2]
            told = {"content-disposition": f'attachment; filename="{name}"'}
            return Response(page.data["proof"], headers=told, media_type="application/json; charset=utf-8")

        async def handler(request: Request) -> Response:
            return await run_in_threadpool(answered, request)

        return safe(shared, handler)

    return [Route("/log/{id}.proof", kept(entry)), Route("/proofs/{id}.proof", kept(proof))]
