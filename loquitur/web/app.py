"""The room as an application: which address is which page, and what becomes of errors.

`room` gives it, ready for a server or a test. A page that reads is run on a thread with a record of its own; its JSON
twin has the same address with `.json` at the end. Nothing that goes wrong shows more than a sentence.
"""

import contextlib
import json
import sys
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from loquitur.errors import LoquiturError, RecordLocked, UsageError
from loquitur.record import Record
from loquitur.web import asking, dossier, guard, papers, people
from loquitur.web.access import Door
from loquitur.web.desk import Desk
from loquitur.web.entering import Gate
from loquitur.web.page import Addresses, Asked, NotThere, Page, drawn, twin
from loquitur.web.statics import Statics

__all__ = ["PAGES", "room"]

Handler = Callable[[Request], Awaitable[Response]]
Reads = Callable[[Record, Asked], Page]
PAGES: dict[str, Reads] = {
    "/": asking.home,
    "/ask": asking.ask,
    "/search": asking.search,
    "/documents": papers.documents,
    "/documents/{id}": papers.document,
    "/quotations/{id}": dossier.quotation,
    "/people": people.people,
    "/people/{id}": people.person,
}
"""Every page that only reads, by its address."""


class Room:
    """What the handlers share."""

    def __init__(self, path: Path, *, checking: bool) -> None:
        self.name = path.resolve().name.removesuffix(".record")
        self.desk = Desk(path, checking=checking)
        with self.desk.reading() as record:
            self.most = record.settings.max_megabytes * 1_000_000
        self.tokens = guard.Tokens()

    def draw(self, request: Request, page: Page) -> Response:
        """The page as a response."""
        token = self.tokens.of(request.scope["loquitur.visit"])
        here = request.url.path
        more = {"record": self.name, "token": token, "here": here, "twin": _twin_of(request)}
        return HTMLResponse(drawn(page, Addresses(), **more), page.status)

    async def form(self, request: Request) -> dict[str, str]:
        """The fields of a form of this room. Raises Forged for a form that is not ours."""
        try:
            async with request.form(max_files=0, max_fields=50) as form:
                fields = {k: v for k, v in form.items() if isinstance(v, str)}
        except (MultiPartException, UnicodeDecodeError) as error:
            raise HTTPException(400) from error
        self.proved(request, fields.get("token", ""))
        return fields

    def proved(self, request: Request, token: str) -> None:
        """Raises HTTPException unless the token is that of the visitor, so that the form is one of ours."""
        if not self.tokens.fits(request.scope["loquitur.visit"], token):
            raise HTTPException(403)

    def asked(self, request: Request) -> Asked:
        """What a request asks for."""
        address = str(request.url.replace(query="")).removesuffix(".json")
        desk = self.desk
        return Asked(request.path_params, dict(request.query_params), self.name, desk.documents, desk.verdicts, address)


def room(path: Path, *, address: str = "127.0.0.1", door: Door | None = None, checking: bool = True) -> ASGIApp:
    """The reading room of a record, behind a door where one is given."""
    shared = Room(path, checking=checking)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(shared.desk.close)

    routes: list[Route | Mount] = []
    for where, reads in PAGES.items():
        routes.append(Route(_json_of(where), _reading(shared, reads, as_json=True)))
        routes.append(Route(where, _reading(shared, reads, as_json=False)))
    routes.append(Mount("/static", Statics(files("loquitur.web").joinpath("static"))))
    handlers = {HTTPException: lambda request, error: told(shared, request, error)}
    app: ASGIApp = Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)
    if door:
        app = Gate(app, door, shared.draw, shared.form)
    return guard.Guard(app, address=address, most=shared.most)


def _json_of(where: str) -> str:
    return "/index.json" if where == "/" else f"{where}.json"


def _twin_of(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{_json_of(request.url.path)}{query}"


def _reading(shared: Room, reads: Reads, *, as_json: bool) -> Handler:
    """The handler of a page that only reads."""

    def answered(request: Request) -> Response:
        asked = shared.asked(request)
        with shared.desk.reading() as record:
            page = reads(record, asked)
            if as_json:
                return _json(twin(page, asked.here), page.status)
            return shared.draw(request, page)

    async def handler(request: Request) -> Response:
        return await run_in_threadpool(answered, request)

    return safe(shared, handler)


def safe(shared: Room, handler: Handler) -> Handler:
    """The handler, whose every error becomes a page with one sentence; a fault is told on standard error by its kind."""

    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except (HTTPException, LoquiturError, NotThere, guard.TooLarge) as error:
            return told(shared, request, error)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:  # noqa: BLE001 - the one place where a fault of ours meets the reader
            at = traceback.extract_tb(error.__traceback__)[-1]
            print(f"loquitur: a fault: {type(error).__name__} in {at.name}, line {at.lineno}", file=sys.stderr)
            return told(shared, request, error)

    return answered


def _json(body: object, status: int = 200) -> Response:
    words = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(words, status, media_type="application/json; charset=utf-8")


_SENTENCES = {
    403: "The page that this came from is an old one, or not of this room; open it again and repeat what you did.",
    400: "The request cannot be read; go back and try it again.",
    404: "There is no page at this address.",
    405: "This address does not take what was sent to it.",
}


def told(shared: Room, request: Request, error: Exception) -> Response:
    """Whatever went wrong, as a plain page with one sentence."""
    status, sentence = _sentence(error)
    if request.url.path.endswith(".json"):
        return _json({"kind": "error", "v": 1, "status": status, "error": sentence}, status)
    title = "Not here" if status == 404 else "Something is wrong"
    return shared.draw(request, Page("error", title, {"sentence": sentence}, [], status))


def _sentence(error: Exception) -> tuple[int, str]:
    match error:
        case HTTPException():
            return error.status_code, _SENTENCES.get(error.status_code, str(error.detail))
        case NotThere():
            return 404, str(error)
        case guard.TooLarge():
            return 413, "This is more than the room takes at once; send less."
        case RecordLocked():
            return 503, str(error)
        case UsageError():
            return 400, str(error)
        case LoquiturError():
            return 500, str(error)
    return (
        500,
        f"This is a fault in Loquitur ({type(error).__name__}). Please report what you did to those who gave you Loquitur.",
    )
