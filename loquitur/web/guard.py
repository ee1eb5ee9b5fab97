"""Who may ask the room, how much at once, and what each answer forbids the browser to do.

A page of this room shows other people's documents, so the browser is told to run nothing but the room's own script, to
load nothing from elsewhere, to send nothing elsewhere. A request must name this machine (else a foreign page could
reach the room by a name of its own that leads here); a change must come from a form of this room: it carries a token
that only a page of the room can know. Bodies are cut off at their limit before they are read.
"""

import hmac
import ipaddress
import secrets
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

__all__ = ["COOKIE", "POLICY", "Guard", "Tokens", "is_loopback"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "loquitur_visit"
_SMALL = 2_000_000
"""The most that a request without files may hold, in bytes."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"


class Tokens:
    """What proves that a form is the room's own: a token made of the visitor's cookie with a secret of this run."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def of(self, visit: str) -> str:
        """The token of a visit."""
        return hmac.digest(self._secret, visit.encode("utf-8", "replace"), "sha256").hex()

    def fits(self, visit: str, token: str) -> bool:
        """Whether a token is that of the visit."""
        return bool(visit) and hmac.compare_digest(self.of(visit).encode(), token.encode("utf-8", "replace"))


class TooLarge(Exception):
    """A body went over its limit."""


class Guard:
    """Wraps the room; refuses in plain text what may not come in."""

    def __init__(self, app: App, *, address: str = "127.0.0.1", most: int = 100_000_000) -> None:
        self._app = app
        self._names = {"localhost", "127.0.0.1", "::1", address.strip("[]"), socket.gethostname().lower()}
        self._open = not is_loopback(address)
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, visit=_cookie(scope), secure=scope.get("scheme") == "https")
        scope["loquitur.visit"] = answer.visit
        headers = dict(scope["headers"])
        if not self._named(headers.get(b"host", b"").decode("latin-1")):
            await answer.refuse(421, "This room answers only under the name of its own machine; open it as localhost.")
            return
        limit = self._most if scope["path"].rstrip("/") in ("/add", "/check") else _SMALL
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > limit:
            await answer.refuse(413, f"This is more than the room takes at once ({limit // 1_000_000} MB); send less.")
            return
        if scope["method"] == "POST" and headers.get(b"sec-fetch-site", b"same-origin") not in (
            b"same-origin",
            b"none",
        ):
            await answer.refuse(403, "A page from elsewhere tried to change this record; nothing was changed.")
            return
        try:
            await self._app(scope, _counted(receive, limit), answer.send)
        except TooLarge:
            if not answer.begun:
                await answer.refuse(413, f"This is more than the room takes at once ({limit // 1_000_000} MB).")

    def _named(self, host: str) -> bool:
        """Whether a request names this machine; of a room that is open to others, also by any number."""
        name = host.rsplit(":", 1)[0] if host.count(":") == 1 or (host.startswith("[") and "]:" in host) else host
        name = name.strip("[]").lower()
        if name in self._names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return self._open


class _Answer:
    """Sends what the room answers, under the headers of the guard."""

    def __init__(self, send: Send, *, visit: str, secure: bool) -> None:
        self._send = send
        self._new = not visit
        self._secure = secure
        self.visit = visit or secrets.token_urlsafe(24)
        self.begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            kept = [(k, v) for k, v in message.get("headers", ()) if k.lower() != b"server"]
            own = {k for k, _ in kept}
            kept += [(k, v) for k, v in _HEADERS if k not in own]
            if b"cache-control" not in own:
                kept.append((b"cache-control", b"no-store"))
            if self._new and (b"content-type", b"text/html; charset=utf-8") in kept:
                secure = "; Secure" if self._secure else ""
                kept.append(
                    (b"set-cookie", f"{COOKIE}={self.visit}; Path=/; HttpOnly; SameSite=Strict{secure}".encode())
                )
            message = {**message, "headers": kept}
        await self._send(message)

    async def refuse(self, status: int, sentence: str) -> None:
        body = f"{sentence}\n".encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        headers.append((b"connection", b"close"))
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


def _cookie(scope: Scope) -> str:
    """The visit that a request's cookie names; empty where it names none that could be ours."""
    for key, value in scope["headers"]:
        if key == b"cookie":
            try:
                found = SimpleCookie(value.decode("latin-1")).get(COOKIE)
            except CookieError:
                return ""
            if found and len(found.value) == 32 and found.value.replace("-", "a").replace("_", "a").isalnum():
                return found.value
    return ""


def _counted(receive: Receive, limit: int) -> Receive:
    """The same body, cut off where it goes over its limit."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise TooLarge
        return message

    return counted
