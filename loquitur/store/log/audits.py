"""What an audit is held against, and what it comes to."""

from dataclasses import dataclass, field
from pathlib import Path

from loquitur.store.log.authorities import Authority
from loquitur.store.log.notes import Key
from loquitur.store.log.stamps import Stamp, Stamped

__all__ = ["Audit", "Fault", "Trusted", "faults"]


@dataclass(frozen=True, slots=True)
class Trusted:
    """What the reader of an audit knows without the log."""

    key: Key | None = None
    """Which must have signed it."""
    authority: Authority | None = None
    """Whose time stamps alone count."""
    stamps: Path | None = None
    """A copy or mirror of the log whose time stamps he kept."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was sealed."""

    what: str
    position: int | None = None
    """Of the entry concerned."""
    document: str | None = None


@dataclass
class Audit:
    """What was verified, and what did not hold."""

    entries: int = 0
    items: int = 0
    objects: int = 0
    removed: int = 0
    """Entries whose rows were removed, as a later entry says."""
    withheld: int = 0
    """Entries whose rows go out with a name replaced, and so are not compared here."""
    origin: str = ""
    key: str = ""
    signed: int | None = None
    """The size at which the log was signed."""
    root: str = ""
    witnesses: list[tuple[str, int]] = field(default_factory=list)
    """Who cosigned the checkpoint, and when, in seconds since 1970."""
    stamps: list[Stamp] = field(default_factory=list)
    """Which authorities stamped which of its checkpoints, and when."""
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What a reader should know and is no fault."""

    def found(self, what: str, position: int | None = None, document: str | None = None) -> None:
        """Keeps a fault."""
        self.faults.append(Fault(what, position, document))

    def weigh(self, stamped: Stamped) -> None:
        """Keeps what time stamps show."""
        self.stamps += (s for s in stamped.stamps if s not in self.stamps)
        self.faults += (Fault(what) for what in stamped.faults)
        self.notes += stamped.notes


def faults(audit: Audit) -> list[Fault]:
    """The faults in the order of their positions, each once."""
    unique = dict.fromkeys(audit.faults)
    return sorted(unique, key=lambda f: (f.position is None, f.position or 0, f.document or "", f.what))
