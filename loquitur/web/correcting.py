"""A reader's word on the record: confirm, correct, reject a statement, join and part names, and take any of it back.

Every word is kept with its author and time beside what it stands in place of. The next answer shows it.
"""

from collections.abc import Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from loquitur.errors import UsageError
from loquitur.language.times import edtf
from loquitur.record import Record
from loquitur.telling import persons, phrases
from loquitur.web.page import Asked, Page
from loquitur.web.room import NAME, Room, safe

__all__ = ["review", "routes"]

_MOST = 200
_SHOWN = 12
_LONGEST = 300
Form = dict[str, str]
Change = Callable[[Record, Request, Form], tuple[str, str]]
"""Changes the record; gives the address to go on at, and what was done, in a sentence."""
_DONE = {
    "confirm": "Kept: it is right as it is.",
    "correct": "Kept: your word stands in place of the program's.",
    "reject": "Kept: it is no quotation, and is not shown any more.",
}


def review(record: Record, asked: Asked) -> Page:
    """The least certain statement that was not looked at yet, and what was done before."""
    doubts = [d for d in asked.kept("review", record, lambda r: r.review(limit=_MOST)) if d.number not in asked.seen]
    number = min(asked.number("skip", 0), len(doubts))
    doubt = doubts[number] if number < len(doubts) else None
    deeds = record.deeds()
    data = {
        "doubt": doubt,
        "entry": asked.documents.get(doubt.passage.doc) if doubt else None,
        "runs": _runs(doubt.passage.text, doubt.passage.start, doubt.statement.quotation.spans) if doubt else [],
        "skip": number,
        "left": len(doubts) - number,
        "more": len(doubts) >= _MOST,
        "deeds": list(reversed(deeds))[:_SHOWN],
        "done": len(deeds),
        "reader": asked.reader,
    }
    told = [*map(persons.doubt, doubts), *map(persons.deed, deeds)]
    return Page("review", "Review", data, told)


def _runs(text: str, at: int, spans: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """The passage in runs, those of the statement lit."""
    runs, here = [], 0
    for start, end in spans:
        low, high = max(0, start - at), max(0, end - at)
        runs += [(text[here:low], False), (text[low:high], True)]
        here = high
    return [run for run in [*runs, (text[here:], False)] if run[0]]


def routes(shared: Room) -> list[Route]:
    """The addresses that change what the record says."""

    def changing(change: Change) -> Callable[[Request], object]:
        async def handler(request: Request) -> Response:
            form = await shared.form(request)
            where, sentence = await run_in_threadpool(_written, shared, change, request, form)
            shared.say(request, sentence)
            response = RedirectResponse(where, 303)
            secure = request.url.scheme == "https"
            told = quote(form.get("by", "")[:100])
            response.set_cookie(NAME, told, path="/", httponly=True, samesite="strict", secure=secure)
            return response

        return safe(shared, handler)

    def post(where: str, change: Change) -> Route:
        return Route(where, changing(change), methods=["POST"])

    return [
        post("/review", lambda record, request, form: _reviewed(shared, record, form)),
        post("/quotations/{id}", lambda record, request, form: _corrected(record, request.path_params["id"], form)),
        post("/people/{id}", lambda record, request, form: _named(record, request.path_params["id"], form)),
        post("/undo", lambda record, request, form: _undone(record, form)),
    ]


def _written(shared: Room, change: Change, request: Request, form: Form) -> tuple[str, str]:
    with shared.desk.writing() as record:
        return change(record, request, form)


def _field(form: Form, name: str) -> str:
    """A field in one line. Raises UsageError for one that is too long."""
    value = " ".join(form.get(name, "").split())
    if len(value) > _LONGEST:
        raise UsageError(f"The field {name!r} has {len(value)} letters; {_LONGEST} are the most.")
    return value


def _deed(record: Record, key: str, form: Form) -> str:
    """Does what a form says of a statement, by its quotation's id or its number."""
    act, by, reason = form.get("act", ""), _field(form, "by"), _field(form, "reason")
    if act == "confirm":
        record.confirm(key, by=by, reason=reason)
    elif act == "reject":
        record.reject(key, by=by, reason=reason)
    elif act == "correct":
        _correct(record, key, form, by, reason)
    else:
        raise UsageError(f"{act[:40]!r} is none of confirm, correct, reject.")
    return act


def _correct(record: Record, key: str, form: Form, by: str, reason: str) -> None:
    speaker, said = _field(form, "speaker"), _field(form, "said")
    if said and not edtf.valid(said):
        raise UsageError(f"{said[:60]!r} is no date; write it as 1923, 1923-01 or 1923-01-04.")
    if not speaker and not said:
        raise UsageError("Say who spoke, or when; both were left empty.")
    if speaker:
        done = record.correct(key, "speaker", speaker, by=by, reason=reason)
        key = str(done)
    if said:
        record.correct(key, "said", said, by=by, reason=reason)


def _reviewed(shared: Room, record: Record, form: Form) -> tuple[str, str]:
    number, skip = form.get("number", ""), form.get("skip", "")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise UsageError("The form names no statement; open the review again.")
    if int(number) in shared.seen:
        raise UsageError("This statement was answered meanwhile, in another window; nothing was changed.")
    act = _deed(record, number, form)
    shared.seen.add(int(number))
    where = f"/review?skip={skip}" if skip.isascii() and skip.isdigit() and skip != "0" else "/review"
    return where, _DONE[act]


def _corrected(record: Record, key: str, form: Form) -> tuple[str, str]:
    act = _deed(record, key, form)
    return "/review" if act == "reject" else f"/quotations/{quote(key, safe='')}", _DONE[act]


def _named(record: Record, key: str, form: Form) -> tuple[str, str]:
    """Joins a name to a person, or parts one from it."""
    by, reason, name = _field(form, "by"), _field(form, "reason"), _field(form, "name")
    if form.get("act") == "split":
        one = record.split(key, name, by=by, reason=reason)
        return f"/people/{one.id}", f"Kept: {name} stands by itself."
    if form.get("act") == "merge":
        one = record.merge(key, name, by=by, reason=reason)
        return f"/people/{one.id}", f"Kept: {name} is a name of {one.name}."
    raise UsageError("The form says neither merge nor split; open the person's page again.")


def _undone(record: Record, form: Form) -> tuple[str, str]:
    key = _field(form, "deed")
    deed = next((d for d in record.deeds() if d.id == key), None)
    record.undo(key, by=_field(form, "by"))
    back = form.get("back", "")
    ours = back.startswith(("/quotations/", "/people/")) and len(back) < 200 and "\\" not in back
    return back if ours else "/review", f"Taken back: {phrases.deed(deed)}." if deed else "Taken back."
