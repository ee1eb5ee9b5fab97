"""The door of a room that others can reach: a password, kept only as a hash, few trials a minute, sessions that end.

A room on this machine's own address has no door. Limit: what a session may see, it may all see; there are no ranks.
"""

import hashlib
import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable

__all__ = ["SESSION", "Door"]

SESSION = "loquitur_session"
_HOURS = 12
_TRIALS = 5
_ALL = 60
_WINDOW = 60.0
_COST = {"n": 2**14, "r": 8, "p": 1}
_MOST_SESSIONS = 1000


class Door:
    """Lets in who knows the password."""

    def __init__(self, password: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._salt = secrets.token_bytes(16)
        self._hash = self._hashed(password)
        self._clock = clock
        self._sessions: dict[str, float] = {}
        self._failed: dict[str, deque[float]] = {}

    def _hashed(self, password: str) -> bytes:
        return hashlib.scrypt(password.encode("utf-8", "replace"), salt=self._salt, **_COST)

    def waits(self, who: str) -> int:
        """How many seconds somebody at an address must wait before the next trial; 0 for none."""
        now = self._clock()
        for key, times in list(self._failed.items()):
            while times and now - times[0] > _WINDOW:
                times.popleft()
            if not times:
                del self._failed[key]
        own = self._failed.get(who, deque())
        if len(own) < _TRIALS and sum(map(len, self._failed.values())) < _ALL:
            return 0
        oldest = own[0] if own else min(times[0] for times in self._failed.values())
        return max(1, int(_WINDOW - (now - oldest)) + 1)

    def enter(self, password: str, who: str) -> str | None:
        """A new session for the right password; None for a wrong one, which counts as a trial."""
        self._failed.setdefault(who, deque()).append(self._clock())
        if len(password) > 1000 or not hmac.compare_digest(self._hashed(password), self._hash):
            return None
        self._failed.pop(who, None)
        session = secrets.token_urlsafe(32)
        while len(self._sessions) >= _MOST_SESSIONS:
            self._sessions.pop(next(iter(self._sessions)))
        self._sessions[_named(session)] = self._clock() + _HOURS * 3600
        return session

    def knows(self, session: str) -> bool:
        """Whether a session is one that was let in and has not ended."""
        ends = self._sessions.get(_named(session), 0.0)
        if ends and ends <= self._clock():
            del self._sessions[_named(session)]
        return ends > self._clock()

    def leave(self, session: str) -> None:
        """The session has ended."""
        self._sessions.pop(_named(session), None)


def _named(session: str) -> str:
    return hashlib.sha256(session.encode("utf-8", "replace")).hexdigest()
