"""The pages of a PDF: the picture of each beside its text.

A picture is drawn when it is first looked at and kept in memory for a while; nothing of it is written to disk, and a
document that was removed has none. What cannot be drawn says so in the picture's place.
"""

import threading
from collections.abc import Callable
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from loquitur.model import Document, Span, Statement
from loquitur.reading.leaf import Undrawn, draw
from loquitur.record import Record
from loquitur.telling import lines
from loquitur.web import marking
from loquitur.web.page import Asked, NotThere, Page
from loquitur.web.papers import has_leaves, named, read
from loquitur.web.room import Room, safe

__all__ = ["leaf", "routes"]

_SMALL, _WIDE = 160, 1100
"""How wide the picture in a margin is, and the one beside the text, in pixels."""
_KEPT = 64_000_000
"""How many bytes of pictures are kept."""
_AT_ONCE = 2


def leaf(record: Record, asked: Asked) -> Page:
    """One page of a PDF: its text, beside its picture."""
    doc, span, label = _found(record, asked)
    labels = [p.label for p in doc.places if p.kind == "file-page"]
    here = labels.index(label)
    printed = next((p.label for p in doc.places if p.kind == "printed-page" and p.span == span), None)
    told = record.found(Statement, doc.id)
    data = read(record, asked, doc, told)
    data["rows"] = [r for r in data["rows"] if r.block.span.start < span.end and span.start < r.block.span.end]
    data |= {
        "label": label,
        "printed": printed,
        "before": labels[here - 1] if here else None,
        "after": labels[here + 1] if here + 1 < len(labels) else None,
        "last": labels[-1],
    }
    inside = [s for s in told if any(a < span.end and span.start < b for a, b in s.quotation.spans)]
    own = lines.line(
        "page",
        document=doc.id,
        page=label,
        printed=printed,
        start=span.start,
        end=span.end,
        text=doc.text[span.start : span.end],
        picture=f"/documents/{doc.id}/pages/{label}/picture",
    )
    title = f"{named(doc)}, page {printed or label}"
    return Page("leaf", title, data, [own, *(lines.quotation(doc.name, s) for s in inside if marking.is_shown(s))])


def _found(record: Record, asked: Asked) -> tuple[Document, Span, str]:
    """A document of pages, with the range and the number in the file of the page asked for."""
    doc = record.document(asked.path["id"])
    if doc is None:
        raise NotThere("The record holds no document of this address. It may have been removed since.")
    place = next((p for p in doc.places if p.kind == "file-page" and p.label == asked.path["page"]), None)
    if place is None or not has_leaves(doc):
        raise NotThere("This document has no page of that number with text on it.")
    return doc, place.span, place.label


def routes(shared: Room) -> list[Route]:
    """The addresses of the pictures."""
    pictures = _Pictures()

    def drawn(request: Request) -> Response:
        asked = shared.asked(request)
        with shared.desk.reading() as record:
            doc, _, label = _found(record, asked)
            data = record.data(doc.id)
        wide = _SMALL if asked.query.get("small") else _WIDE
        try:
            found = pictures.give((doc.id, label, wide), lambda: draw(data, int(label), wide))
        except Undrawn as error:
            return Response(_instead(str(error)), 404, media_type="image/svg+xml")
        return Response(found, media_type="image/jpeg")

    async def picture(request: Request) -> Response:
        return await run_in_threadpool(drawn, request)

    return [Route("/documents/{id}/pages/{page}/picture", safe(shared, picture))]


def _instead(why: str) -> str:
    """A picture that says that there is none."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200"><rect width="600" height="200" fill="#f5f0e5"/>'
        '<text x="300" y="96" text-anchor="middle" font-family="serif" font-size="22" fill="#625a4e">'
        f'There is no picture of this page:</text><text x="300" y="126" text-anchor="middle" font-family="serif" '
        f'font-size="18" fill="#625a4e">{escape(why)}.</text></svg>'
    )


class _Pictures:
    """The pictures that were looked at last."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int], bytes] = {}
        self._lock = threading.Lock()
        self._drawing = threading.Semaphore(_AT_ONCE)

    def give(self, name: tuple[str, str, int], make: Callable[[], bytes]) -> bytes:
        with self._lock:
            found = self._kept.pop(name, None)
            if found is not None:
                self._kept[name] = found
                return found
        with self._drawing:
            made = make()
        with self._lock:
            self._kept[name] = made
            while sum(map(len, self._kept.values())) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return made
