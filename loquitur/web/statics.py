"""The room's own files: its style, its script, its letters. They are read once, kept small, and named by version."""

import gzip
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

__all__ = ["KINDS", "Statics"]

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


class Statics:
    """Answers with one of the files of a folder; nothing else can be reached through it."""

    def __init__(self, folder: Traversable) -> None:
        self._files = {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()}
        self._packed = {n: gzip.compress(d, 9, mtime=0) for n, d in self._files.items() if not n.endswith(".woff2")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        name = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
        response = self._found(name, "gzip" in request.headers.get("accept-encoding", ""))
        await response(scope, receive, send)

    def _found(self, name: str, packed: bool) -> Response:
        kind = KINDS.get(f".{name.rpartition('.')[2]}")
        if name not in self._files or kind is None:
            return Response("There is no such file.\n", 404, media_type="text/plain")
        headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
        if packed and name in self._packed:
            return Response(self._packed[name], headers=headers | {"content-encoding": "gzip"}, media_type=kind)
        return Response(self._files[name], headers=headers, media_type=kind)
