"""What checks and adds have in common: a form, its limits for programs, the work sent, and how far it is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from loquitur.telling import lines
from loquitur.web.jobs import Job
from loquitur.web.page import NotThere, Page, twin
from loquitur.web.room import Room, as_json, safe

__all__ = ["Task", "found", "routes"]


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of work that a page asks for."""

    kind: Literal["add", "check"]
    title: str
    """Of the form."""
    begun: Callable[[Request], Awaitable[Job]]
    """Takes what was sent, and starts the work."""
    shown: Callable[[Job, Request], Page]
    """How far the work is; the lines are what came of it."""
    gone: str
    """What is said of work that is not kept any more."""


def routes(shared: Room, task: Task) -> list[Route]:
    """The addresses of one kind of work."""
    most = shared.most // 1_000_000
    empty = Page(task.kind, task.title, {"most": most}, [lines.line("form", megabytes=most)])

    async def form(request: Request) -> Response:
        return shared.draw(request, empty)

    async def limits(request: Request) -> Response:
        return as_json(twin(empty, _address(request)))

    async def send(request: Request) -> Response:
        job = await task.begun(request)
        return RedirectResponse(f"/{task.kind}/{job.id}", 303)

    async def show(request: Request) -> Response:
        return shared.draw(request, task.shown(found(request, shared, task), request))

    async def program(request: Request) -> Response:
        job = found(request, shared, task)
        page = task.shown(job, request)
        page.lines.insert(0, lines.line("job", state=job.state, done=job.thousandths))
        return as_json(twin(page, _address(request)))

    return [
        Route(f"/{task.kind}.json", safe(shared, limits)),
        Route(f"/{task.kind}", safe(shared, form)),
        Route(f"/{task.kind}", safe(shared, send), methods=["POST"]),
        Route(f"/{task.kind}/{{id}}.json", safe(shared, program)),
        Route(f"/{task.kind}/{{id}}", safe(shared, show)),
    ]


def found(request: Request, shared: Room, task: Task) -> Job:
    """The work of an address. Raises NotThere."""
    job = shared.jobs.get(request.path_params["id"], task.kind)
    if job is None:
        raise NotThere(task.gone)
    return job


def _address(request: Request) -> str:
    return str(request.url).removesuffix(".json")
