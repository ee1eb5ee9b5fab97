"""Where a copy of a log is read from: a folder, or any web server, by the paths of its files.

Nothing that is fetched is believed, and nothing is fetched without end: each file has a most of bytes and of time. A web
server is asked over HTTP alone, is not followed elsewhere, and is sent nothing but the path.
"""

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any

from loquitur.store.log.tiles import Missing

__all__ = ["Fetch", "opened", "posted"]

Fetch = Callable[[str, int], bytes]
"""The bytes of a file by its path, so many at most. Raises Missing."""
_SECONDS = 30
_MOST_SECONDS = 600
_PIECE = 1 << 16


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def opened(place: str) -> Fetch:
    """The files at a place: the address of a web server's folder, or a folder here."""
    if place.startswith(("http://", "https://")):
        return _web(place.rstrip("/") + "/")
    folder = Path(place)
    return lambda name, most: _file(folder / name, most)


def _file(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise Missing(f"{path} is missing") from error
    if len(data) > most:
        raise Missing(f"{path} holds more than {most:,} bytes")
    return data


def _web(address: str) -> Fetch:
    return lambda name, most: _answered(urllib.request.Request(address + urllib.parse.quote(name)), most)


def posted(address: str, data: bytes, most: int) -> bytes:
    """The answer of a time-stamping authority's web server to a request. Raises Missing."""
    if not address.startswith(("http://", "https://")):
        raise Missing(f"{address} is no address of a web server (http://… or https://…)")
    return _answered(urllib.request.Request(address, data, {"Content-Type": "application/timestamp-query"}), most)


def _answered(request: urllib.request.Request, most: int) -> bytes:
    where, end = request.full_url, time.monotonic() + _MOST_SECONDS
    opener = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))
    data = bytearray()
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            while piece := answer.read1(_PIECE):
                data += piece
                if len(data) > most:
                    raise Missing(f"{where} does not end after {most:,} bytes")
                if time.monotonic() > end:
                    raise Missing(f"{where} does not end after {_MOST_SECONDS} seconds")
            if answer.length:
                raise Missing(f"{where} ended too early")
    except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
        raise Missing(f"{where} cannot be fetched ({getattr(error, 'reason', None) or error})") from error
    return bytes(data)
