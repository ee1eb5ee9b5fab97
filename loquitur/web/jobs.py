"""Work that takes longer than a page: a draft being checked, files being added. One at a time, in the order asked for.

A job is known by an id that nobody can guess, kept in memory until the room closes or thirty later ones have come, and
never written to disk: a draft is its writer's own.
"""

import copy
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal

from loquitur.errors import LoquiturError
from loquitur.model import Document
from loquitur.record import Added, Checked

__all__ = ["Job", "Jobs"]

_KEPT = 30


@dataclass
class Job:
    """One piece of work, as far as it is."""

    id: str
    kind: Literal["check", "add"]
    names: tuple[str, ...]
    state: Literal["waiting", "running", "done", "failed"] = "waiting"
    thousandths: int = 0
    begun: float = 0.0
    sentence: str = ""
    """Why it failed."""
    draft: Document | None = None
    checked: list[Checked] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    searched: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    """Set when the room closes: what is done stays, the rest is left."""

    @property
    def ended(self) -> bool:
        return self.state in ("done", "failed")

    def left(self) -> int | None:
        """How many seconds it will still take, judged by what is done; None where that cannot be told yet."""
        spent = time.monotonic() - self.begun
        if self.state != "running" or self.thousandths < 20 or spent < 1:
            return None
        return int(spent * (1000 - self.thousandths) / self.thousandths) + 1


class Jobs:
    """The work of a room."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._workers = ThreadPoolExecutor(1, thread_name_prefix="jobs")

    def start(self, kind: Literal["check", "add"], names: tuple[str, ...], work: Callable[[Job], None]) -> Job:
        """A new job; its work is done as soon as the ones before it are."""
        job = Job(secrets.token_urlsafe(16), kind, names)
        with self._lock:
            self._jobs[job.id] = job
            for key in [k for k, j in self._jobs.items() if j.ended][: max(0, len(self._jobs) - _KEPT)]:
                del self._jobs[key]
        self._workers.submit(_done, job, work)
        return job

    def get(self, key: str, kind: str) -> Job | None:
        """The job of an id as it is now; what it has in hand is never behind its state."""
        job = self._jobs.get(key)
        return copy.copy(job) if job and job.kind == kind else None

    def close(self) -> None:
        """No job is begun any more; the one that runs ends with what it has in hand."""
        for job in list(self._jobs.values()):
            job.stop.set()
        self._workers.shutdown(cancel_futures=True)


def _done(job: Job, work: Callable[[Job], None]) -> None:
    job.state, job.begun = "running", time.monotonic()
    try:
        work(job)
        job.state, job.thousandths = "done", 1000
    except LoquiturError as error:
        job.sentence, job.state = str(error), "failed"
    except Exception as error:  # noqa: BLE001 - a fault of ours must end as a sentence, not as a job that never ends
        job.sentence, job.state = f"This is a fault in Loquitur ({type(error).__name__}).", "failed"
