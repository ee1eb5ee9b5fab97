"""One writer: a file that names the process and machine that write to a record."""

import json
import os
import socket
import sys
from pathlib import Path

from loquitur.errors import RecordLocked, RecordNotWritable

__all__ = ["Lock"]


class Lock:
    """Held while a record is written; a lock whose process is dead on this machine is taken over."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "writer.lock"
        self._held = False

    def take(self) -> None:
        """Takes the lock. Raises RecordLocked, RecordNotWritable."""
        folder = self._path.parent
        for _ in range(2):
            try:
                handle = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except FileExistsError:
                self._clear_if_dead()
                continue
            except OSError as error:
                raise RecordNotWritable(
                    f"{folder} cannot be written ({error.strerror}); check its permissions and the disk."
                ) from error
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"process": os.getpid(), "host": socket.gethostname()}, file)
            self._held = True
            return
        raise RecordLocked(f"{folder} is being written to by another process; wait for it to end.")

    def _clear_if_dead(self) -> None:
        try:
            holder = json.loads(self._path.read_text(encoding="utf-8"))
            process, host = int(holder["process"]), str(holder["host"])
        except (OSError, ValueError, KeyError, TypeError):
            process, host = 0, socket.gethostname()
        if host != socket.gethostname() or (process and _alive(process)):
            raise RecordLocked(
                f"{self._path.parent} is being written to by process {process} on {host}; "
                f"wait for it to end, or remove {self._path.name} if it is gone."
            )
        self._path.unlink(missing_ok=True)

    def free(self) -> None:
        """Gives the lock back."""
        if self._held:
            self._path.unlink(missing_ok=True)
            self._held = False


def _alive(process: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, process)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
