"""Add documents: drop files, see how far they are, and what became of each."""

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.routing import Route

from loquitur.errors import UsageError
from loquitur.record import fields
from loquitur.telling import lines
from loquitur.web import tasks
from loquitur.web.checks import plain_name
from loquitur.web.jobs import Job
from loquitur.web.page import Page
from loquitur.web.room import Room
from loquitur.web.tasks import Task

__all__ = ["routes"]

_MOST_FILES = 2000
_GIVEN = ("title", "author", "said", "published")
_TABLE = "metadata.csv"
Files = list[tuple[str, bytes]]


def routes(shared: Room) -> list[Route]:
    """The addresses of what is added."""

    async def begun(request: Request) -> Job:
        files, given = await _sent(request, shared)
        table = b"".join(data for name, data in files if name == _TABLE)
        papers = [(name, data) for name, data in files if name != _TABLE]
        if not papers:
            raise UsageError("No file was sent; choose one or more documents.")
        names = tuple(name for name, _ in papers)
        return shared.jobs.start("add", names, lambda job: _added(job, papers, given, table, shared))

    def shown(job: Job, request: Request) -> Page:
        data = {"job": job, "added": list(job.added), "entries": shared.desk.documents}
        return Page("added", "What became of the files", data, [lines.added(one) for one in list(job.added)])

    gone = "This list is not kept any more; the documents that were added are in the catalogue."
    return tasks.routes(shared, Task("add", "Add documents", begun, shown, gone))


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
