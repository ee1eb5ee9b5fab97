"""What the pages of a room share: the record's desk, its jobs, its tokens; how a page is drawn, how an error is told.

Nothing that goes wrong shows more than a sentence.
"""

import json
import sys
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import unquote

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response

from loquitur.errors import LoquiturError, RecordLocked, UnreadableDocument, UsageError
from loquitur.web import guard
from loquitur.web.desk import Desk
from loquitur.web.jobs import Jobs
from loquitur.web.page import Addresses, Asked, NotThere, Page, drawn, ready

__all__ = ["NAME", "Handler", "Room", "as_json", "safe", "told", "twin_of"]

NAME = "loquitur_name"
"""The cookie that keeps under which name a reader gave their last word."""
_MOST_NEWS = 1000
Handler = Callable[[Request], Awaitable[Response]]


class Room:
    """What the handlers share."""

    def __init__(self, path: Path, *, checking: bool) -> None:
        self.name = path.resolve().name.removesuffix(".record")
        self.desk = Desk(path, checking=checking)
        with self.desk.reading() as record:
            self.failing = record.settings.failing
            self.most = record.settings.max_megabytes * 1_000_000
        ready()
        self.tokens = guard.Tokens()
        self.jobs = Jobs()
        self._news: dict[str, str] = {}
        self.seen: set[int] = set()
        """Statements that a reader of this room has looked at, by the numbers of their findings."""

    def draw(self, request: Request, page: Page) -> Response:
        """The page as a response."""
        token = self.tokens.of(request.scope["loquitur.visit"])
        here = request.url.path
        more = {"record": self.name, "token": token, "here": here, "twin": twin_of(request)}
        more["news"] = self._news.pop(request.scope["loquitur.visit"], "") if page.template != "error" else ""
        return HTMLResponse(drawn(page, Addresses(), **more), page.status)

    def say(self, request: Request, sentence: str) -> None:
        """The next page of this visitor begins with a sentence."""
        while len(self._news) >= _MOST_NEWS:
            self._news.pop(next(iter(self._news)), None)
        self._news[request.scope["loquitur.visit"]] = sentence

    def close(self) -> None:
        """Lets the record and the work go."""
        self.jobs.close()
        self.desk.close()

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
        known = (self.name, desk.documents, desk.verdicts, desk.kept)
        reader = unquote(request.cookies.get(NAME, ""))[:100]
        program = request.url.path.endswith(".json")
        seen = frozenset(self.seen)
        return Asked(request.path_params, dict(request.query_params), *known, address, reader, seen, program)


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


def as_json(body: object, status: int = 200) -> Response:
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
        return as_json({"kind": "error", "v": 1, "status": status, "error": sentence}, status)
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
        case UsageError() | UnreadableDocument():
            return 400, str(error)
        case LoquiturError():
            return 500, str(error)
    return (
        500,
        f"This is a fault in Loquitur ({type(error).__name__}). Please report what you did to those who gave you Loquitur.",
    )


def twin_of(request: Request) -> str:
    """The address of a page's twin."""
    query = f"?{request.url.query}" if request.url.query else ""
    path = "/index" if request.url.path == "/" else request.url.path
    return f"{path}.json{query}"
