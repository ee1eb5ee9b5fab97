"""The room as an application: which address is which page.

`room` gives it, ready for a server or a test. A page that reads is run on a thread with a record of its own; its JSON
twin has the same address with `.json` at the end.
"""

import contextlib
from collections.abc import AsyncIterator, Callable
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from loquitur.record import Record
from loquitur.web import adds, asking, checks, clocks, correcting, dossier, guard, leaves, papers, people, sealed
from loquitur.web.access import Door
from loquitur.web.entering import Gate
from loquitur.web.page import Asked, Page, twin
from loquitur.web.room import Handler, Room, as_json, safe, told
from loquitur.web.statics import Statics

__all__ = ["PAGES", "room"]

Reads = Callable[[Record, Asked], Page]
PAGES: dict[str, Reads] = {
    "/": asking.home,
    "/ask": asking.ask,
    "/search": asking.search,
    "/documents": papers.documents,
    "/documents/{id}": papers.document,
    "/documents/{id}/pages/{page}": leaves.leaf,
    "/quotations/{id}": dossier.quotation,
    "/people": people.people,
    "/chronology": clocks.chronology,
    "/review": correcting.review,
    "/people/{id}": people.person,
    "/log": sealed.log,
    "/log/{id}": sealed.entry,
    "/proofs/{id}": sealed.proof,
}
"""Every page that only reads, by its address."""


def room(path: Path, *, address: str = "127.0.0.1", door: Door | None = None, checking: bool = True) -> ASGIApp:
    """The reading room of a record, behind a door where one is given."""
    shared = Room(path, checking=checking)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(shared.close)

    routes: list[Route | Mount] = [*sealed.routes(shared)]
    for where, reads in PAGES.items():
        routes.append(Route(_json_of(where), _reading(shared, reads, program=True)))
        routes.append(Route(where, _reading(shared, reads, program=False)))
    routes += [*leaves.routes(shared), *checks.routes(shared), *adds.routes(shared), *correcting.routes(shared)]
    routes.append(Mount("/static", Statics(files("loquitur.web").joinpath("static"))))
    handlers = {HTTPException: lambda request, error: told(shared, request, error)}
    app: ASGIApp = Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)
    if door:
        app = Gate(app, door, shared.draw, shared.form)
    return guard.Guard(app, address=address, most=shared.most)


_COSTLY = (asking.ask, dossier.quotation)
"""Pages that lay words beside the whole record: made once for each state of it."""


def _named(request: Request, asked: Asked) -> tuple[str, ...]:
    """What tells one page from another: its address, and for whom it is."""
    return request.url.path.removesuffix(".json"), request.url.query, asked.here, asked.reader


def _json_of(where: str) -> str:
    return "/index.json" if where == "/" else f"{where}.json"


def _reading(shared: Room, reads: Reads, *, program: bool) -> Handler:
    """The handler of a page that only reads."""

    def answered(request: Request) -> Response:
        asked = shared.asked(request)
        with shared.desk.reading() as record:
            page = (
                shared.desk.page(_named(request, asked), lambda: reads(record, asked))
                if reads in _COSTLY
                else reads(record, asked)
            )
            if program:
                return as_json(twin(page, asked.here), page.status)
            return shared.draw(request, page)

    async def handler(request: Request) -> Response:
        return await run_in_threadpool(answered, request)

    return safe(shared, handler)
