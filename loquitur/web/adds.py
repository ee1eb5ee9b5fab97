"""Add documents: drop files, see how far they are, and what became of each."""

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from loquitur.errors import UsageError
from loquitur.record import fields
from loquitur.telling import lines
from loquitur.web.checks import plain_name
from loquitur.web.jobs import Job
from loquitur.web.page import NotThere, Page, twin
from loquitur.web.room import Room, as_json, safe

__all__ = ["routes"]

_MOST_FILES = 2000
_GIVEN = ("title", "author", "said", "published")
_TABLE = "metadata.csv"
Files = list[tuple[str, bytes]]


def routes(shared: Room) -> list[Route]:
    """The addresses of what is added."""

    most = shared.most // 1_000_000
    empty = Page("add", "Add documents", {"most": most}, [lines.line("form", megabytes=most)])

    async def form(request: Request) -> Response:
        return shared.draw(request, empty)

    async def limits(request: Request) -> Response:
        return as_json(twin(empty, str(request.url).removesuffix(".json")))

    async def send(request: Request) -> Response:
        files, given = await _sent(request, shared)
        table = b"".join(data for name, data in files if name == _TABLE)
        papers = [(name, data) for name, data in files if name != _TABLE]
        if not papers:
            raise UsageError("No file was sent; choose one or more documents.")
        names = tuple(name for name, _ in papers)
        job = shared.jobs.start("add", names, lambda job: _added(job, papers, given, table, shared))
        return RedirectResponse(f"/add/{job.id}", 303)

    async def show(request: Request) -> Response:
        job = _job(request, shared)
        data = {"job": job, "added": list(job.added), "entries": shared.desk.documents}
        return shared.draw(request, Page("added", "What became of the files", data))

    async def program(request: Request) -> Response:
        job = _job(request, shared)
        told = [lines.line("job", state=job.state, done=job.thousandths), *map(lines.added, list(job.added))]
        return as_json(
            twin(Page("added", "What became of the files", {}, told), str(request.url).removesuffix(".json"))
        )

    return [
        Route("/add.json", safe(shared, limits)),
        Route("/add", safe(shared, form)),
        Route("/add", safe(shared, send), methods=["POST"]),
        Route("/add/{id}.json", safe(shared, program)),
        Route("/add/{id}", safe(shared, show)),
    ]


async def _sent(request: Request, shared: Room) -> tuple[Files, dict[str, str]]:
    """The files of a form, and what it says of them. Raises UsageError for a date that is none."""
    try:
        async with request.form(max_files=_MOST_FILES, max_fields=20) as form:
            told = {k: v for k, v in form.items() if isinstance(v, str)}
            shared.proved(request, told.get("token", ""))
            given = fields({name: told[name].strip() for name in _GIVEN if told.get(name, "").strip()})
            sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
            return [(plain_name(one.filename or ""), await one.read()) for one in sent], given
    except MultiPartException as error:
        raise HTTPException(400) from error


def _job(request: Request, shared: Room) -> Job:
    job = shared.jobs.get(request.path_params["id"], "add")
    if job is None:
        raise NotThere("This list is not kept any more; the documents that were added are in the catalogue.")
    return job


def _added(job: Job, papers: Files, given: dict[str, str], table: bytes, shared: Room) -> None:
    """Adds the files one after the other, on the thread of the jobs; the record is free for others in between."""
    for number, (name, data) in enumerate(papers, 1):
        if job.stop.is_set():
            return
        with shared.desk.writing() as record:
            job.added.append(record.take(name, data, given, table))
        job.thousandths = 1000 * number // len(papers)
    with shared.desk.reading():
        pass  # the catalogue is renewed now, not at the next page
