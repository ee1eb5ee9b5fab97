"""Check a draft: pasted or dropped, each quotation with its verdict and the two texts, the report to keep.

The draft is its writer's own: it is not added to the record, and is forgotten when the room closes.
"""

from collections import Counter

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from loquitur.model import Document
from loquitur.record import Record, draft
from loquitur.settings import VERDICTS
from loquitur.telling import lines, phrases, report
from loquitur.web import tasks
from loquitur.web.dossier import parts
from loquitur.web.jobs import Job
from loquitur.web.page import NotThere, Page
from loquitur.web.room import Room, safe, twin_of
from loquitur.web.tasks import Task

__all__ = ["plain_name", "routes"]

_MOST_TEXT = 5_000_000


def routes(shared: Room) -> list[Route]:
    """The addresses of checks."""

    async def begun(request: Request) -> Job:
        name, data = await _draft(request, shared)
        read = await run_in_threadpool(draft, name, data)
        return shared.jobs.start("check", (name,), lambda job: _checked(job, read, shared))

    def shown(job: Job, request: Request) -> Page:
        data = {"job": job, **_found(job, request, shared)}
        return Page("checked", f"Check of {job.names[0]}", data, [lines.checked(one) for one in list(job.checked)])

    gone = "This check is not kept any more: checks are forgotten when the room closes."
    task = Task("check", "Check a draft", begun, shown, gone)

    async def keep(request: Request) -> Response:
        job = tasks.found(request, shared, task)
        if not job.ended:
            raise NotThere("The check is not done yet; its report comes then.")
        words = await run_in_threadpool(report.page, job.checked, shared.failing)
        headers = {
            "content-disposition": 'attachment; filename="check-of-quotations.html"',
            "content-security-policy": "sandbox",
        }
        return Response(words, headers=headers, media_type="text/html")

    return [Route("/check/{id}/report.html", safe(shared, keep)), *tasks.routes(shared, task)]


async def _draft(request: Request, shared: Room) -> tuple[str, bytes]:
    """Name and bytes of the draft that a form holds."""
    try:
        async with request.form(max_files=1, max_fields=10, max_part_size=_MOST_TEXT) as form:
            shared.proved(request, _text(form, "token"))
            file = form.get("file")
            if isinstance(file, UploadFile) and file.filename:
                return plain_name(file.filename), await file.read()
            text = _text(form, "text")
    except MultiPartException as error:
        raise HTTPException(400) from error
    return "pasted text", text.replace("\r\n", "\n").encode("utf-8", "replace")


def _text(form: FormData, name: str) -> str:
    found = form.get(name)
    return found if isinstance(found, str) else ""


def plain_name(told: str) -> str:
    """The last part of a file's name as a browser tells it, without what could lead elsewhere."""
    last = phrases.clean(told.replace("\\", "/").rpartition("/")[2]).replace("\n", " ").strip().lstrip(".")
    return last[-200:] or "unnamed"


def _checked(job: Job, read: Document, shared: Room) -> None:
    """Lays the draft beside the record, on the thread of the jobs."""
    job.draft = read
    with Record.open(shared.desk.path) as record:
        job.searched = len(record.catalogue())
        for done, checked in record.examine(read):
            if job.stop.is_set():
                return
            job.checked.append(checked)
            job.thousandths = done


def _found(job: Job, request: Request, shared: Room) -> dict[str, object]:
    asked = shared.asked(request)
    checked = list(job.checked)
    counts = Counter(one.verdict.kind for one in checked)
    return {
        "found": [(n, one, parts(one, asked)) for n, one in enumerate(checked, 1)],
        "counts": [(kind, counts[kind]) for kind in VERDICTS if counts[kind]],
        "failing": shared.failing,
        "place": phrases.place,
        "waits": twin_of(request),
    }
