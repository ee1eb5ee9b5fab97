"""The room opened: a server on an address and port of this machine, until it is interrupted."""

import contextlib
import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from loquitur.errors import UsageError
from loquitur.proving import outgoing
from loquitur.web.access import Door
from loquitur.web.app import room
from loquitur.web.guard import is_loopback

__all__ = ["Opening", "serve"]


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a room is opened, and for whom."""

    port: int = 8750
    """0 for any that is free."""
    address: str = "127.0.0.1"
    password: str = ""
    """For an address that others can reach; one is made up where it is empty."""
    certificate: Path | None = None
    key: Path | None = None


def serve(path: Path, opening: Opening, say: Callable[[str], None]) -> None:
    """The room has been open until an interrupt. Raises UsageError where it cannot be opened there."""
    door = None
    if not is_loopback(opening.address):
        password = opening.password or secrets.token_urlsafe(15)
        door = Door(password)
        if not opening.password:
            say(f"Others can reach this room, so it has a door. Its password, until it closes: {password}")
        if opening.certificate is None:
            say("Without --certificate, what is read and the password travel in the open; use it in a trusted network.")
    with path_shown(path, own=door is None) as shown:
        if shown != path:
            say("Names are withheld, so others see a copy, as the record is now; open the room again after a change.")
        _open(shown, opening, door, say)


def path_shown(path: Path, *, own: bool) -> contextlib.AbstractContextManager[Path]:
    """The record for its keeper; for others a passing copy without the withheld names, where there are any."""
    return contextlib.nullcontext(path) if own else outgoing(path)


def _open(path: Path, opening: Opening, door: Door | None, say: Callable[[str], None]) -> None:
    app = room(path, address=opening.address, door=door)
    with _bound(opening) as bound:
        host = "localhost" if is_loopback(opening.address) else opening.address
        scheme = "https" if opening.certificate else "http"
        say(f"The reading room is open at {scheme}://{host}:{bound.getsockname()[1]}/ (Ctrl-C closes it).")
        config = uvicorn.Config(
            app,
            log_level="error",
            access_log=False,
            server_header=False,
            date_header=False,
            ws="none",
            timeout_graceful_shutdown=3,
            ssl_certfile=str(opening.certificate) if opening.certificate else None,
            ssl_keyfile=str(opening.key) if opening.key else None,
        )
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[bound])


def _bound(opening: Opening) -> socket.socket:
    """A socket that listens there."""
    family = socket.AF_INET6 if ":" in opening.address else socket.AF_INET
    bound = socket.socket(
        family, socket.SOCK_STREAM, socket.IPPROTO_TCP
    )  # told to be TCP, so that no page waits for its tail
    try:
        if os.name == "posix":  # elsewhere it would let two programs share a port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((opening.address.strip("[]"), opening.port))
        bound.listen(100)  # before it is told where: who comes at once waits until the room is ready
    except (OSError, OverflowError) as error:
        bound.close()
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"A room cannot be opened at {opening.address}, port {opening.port} ({why}); name another --port."
        ) from error
    return bound
