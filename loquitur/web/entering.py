"""The door as pages: whoever has no session is asked for the password and sees nothing else but the room's style."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from loquitur.web.access import SESSION, Door
from loquitur.web.page import Page

__all__ = ["Gate"]

Draw = Callable[[Request, Page], Response]
Form = Callable[[Request], Awaitable[dict[str, str]]]


class Gate:
    """Wraps the room behind its door."""

    def __init__(self, app: ASGIApp, door: Door, draw: Draw, form: Form) -> None:
        self._app = app
        self._door = door
        self._draw = draw
        self._form = form

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        if scope["path"] == "/enter":
            await (await self._enter(request))(scope, receive, send)
        elif self._door.knows(request.cookies.get(SESSION, "")):
            await self._app(scope, receive, send)
        else:
            await self._refused(request)(scope, receive, send)

    def _refused(self, request: Request) -> Response:
        if request.method == "GET" and not request.url.path.endswith(".json"):
            return RedirectResponse("/enter", 303)
        return Response("This room has a door: open /enter in a browser first.\n", 401, media_type="text/plain")

    async def _enter(self, request: Request) -> Response:
        if request.method != "POST":
            return self._draw(request, Page("enter", "The door", {"sentence": ""}))
        who = request.client.host if request.client else ""
        if wait := self._door.waits(who):
            sentence = f"Too many trials; wait {wait} seconds and try again."
            response = self._draw(request, Page("enter", "The door", {"sentence": sentence}, [], 429))
            response.headers["retry-after"] = str(wait)
            return response
        form = await self._form(request)
        session = await run_in_threadpool(self._door.enter, form.get("password", ""), who)
        if session is None:
            return self._draw(request, Page("enter", "The door", {"sentence": "That is not the password."}, [], 403))
        response = RedirectResponse("/", 303)
        secure = request.url.scheme == "https"
        response.set_cookie(SESSION, session, path="/", httponly=True, samesite="strict", secure=secure)
        return response
