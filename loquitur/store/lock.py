"""One writer: a file that names the process and machine that write to a record.

The lock is made whole under another name and linked into place, so that nobody sees half of one. A lock whose process
is dead on this machine is taken over: it is moved aside first, and only who moved the very lock that he read goes on.
Limit: a lock of another machine is never taken over, since nobody here can tell whether its process lives.
"""

import contextlib
import json
import os
import socket
import sys
import uuid
from pathlib import Path

from loquitur.errors import RecordLocked, RecordNotWritable

__all__ = ["Lock"]


class Lock:
    """Held while a record is written."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "writer.lock"
        self._held = False

    def take(self) -> bool:
        """Takes the lock; whether a dead process had left its own. Raises RecordLocked, RecordNotWritable."""
        left = False
        try:
            for _ in range(3):
                if self._placed():
                    self._held = True
                    return left
                left = self._cleared() or left
        except OSError as error:
            raise RecordNotWritable(
                f"{self._path.parent} cannot be written ({error.strerror}); check its permissions and the disk."
            ) from error
        raise RecordLocked(f"{self._path.parent} is being written to by another process; wait for it to end.")

    def _placed(self) -> bool:
        own = self._path.with_name(f"{self._path.name}.{uuid.uuid4().hex}")
        words = json.dumps({"process": os.getpid(), "host": socket.gethostname()}).encode()
        try:
            own.write_bytes(words)
            os.link(own, self._path)
        except FileExistsError:
            return False
        except OSError:
            if not own.is_file() or own.stat().st_size < len(words):
                raise
            return self._made_in_place(words)  # a disk without links: make it in place, if it is not there
        finally:
            own.unlink(missing_ok=True)
        return True

    def _made_in_place(self, words: bytes) -> bool:
        with contextlib.suppress(FileExistsError):
            handle = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(words)
            return True
        return False

    def _cleared(self) -> bool:
        """Whether a dead process's lock was taken away. Raises RecordLocked where its process may live."""
        try:
            seen = self._path.read_bytes()
        except FileNotFoundError:
            return False
        process, host = _holder(seen)
        if host != socket.gethostname() or _alive(process):
            raise RecordLocked(
                f"{self._path.parent} is being written to by process {process} on {host}; "
                f"wait for it to end, or remove {self._path.name} if it is gone."
            )
        aside = self._path.with_name(f"{self._path.name}.{uuid.uuid4().hex}")
        try:
            os.rename(self._path, aside)
        except FileNotFoundError:
            return False
        mine = aside.read_bytes() == seen
        if not mine:  # somebody else cleared it and took it meanwhile: back with it
            with contextlib.suppress(OSError):
                os.link(aside, self._path)
        aside.unlink(missing_ok=True)
        return mine

    def free(self) -> None:
        """Gives the lock back."""
        if self._held:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
            self._held = False


def _holder(words: bytes) -> tuple[int, str]:
    """Process and machine of a lock; nobody, on this machine, where it cannot be read."""
    try:
        told = json.loads(words)
        return int(told["process"]), str(told["host"])
    except (ValueError, KeyError, TypeError):
        return 0, socket.gethostname()


def _alive(process: int) -> bool:
    if process <= 0:
        return False
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, process)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
