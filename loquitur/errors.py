"""Every error that Loquitur raises on purpose.

    LoquiturError
    ├── UsageError              an option, a setting or a path that makes no sense            exit 2
    ├── UnreadableDocument      an input that could not be read; the others are done          exit 3
    └── RecordError             the record cannot be used                                     exit 4
        ├── NoRecord            none is here, or the folder is none                           exit 2
        ├── RecordLocked        another process writes to it
        ├── RecordDamaged       its database or its folder is not what was written
        ├── RecordTooNew        a later version of Loquitur made it
        └── RecordNotWritable   no permission, or the disk is full

A message says what happened, with which file or value, and what to do, in one or two sentences, and never holds a
document's words. Foreign errors are translated where they arise, with `from` kept. Anything else that reaches a face is
a fault of ours: exit 5.
"""

__all__ = [
    "LoquiturError",
    "NoRecord",
    "RecordDamaged",
    "RecordError",
    "RecordLocked",
    "RecordNotWritable",
    "RecordTooNew",
    "UnreadableDocument",
    "UsageError",
]


class LoquiturError(Exception):
    """The base of all errors that a caller may expect."""

    exit_code = 5
    """What the command line returns when this error ends it."""


class UsageError(LoquiturError):
    """What was asked for makes no sense: the message names the option, setting or path."""

    exit_code = 2


class UnreadableDocument(LoquiturError):
    """One input could not be read; the message names it, says why, and what to do."""

    exit_code = 3

    def __init__(self, name: str, why: str, remedy: str) -> None:
        super().__init__(f"{name}: {why}; {remedy}.")
        self.name = name
        self.why = why
        self.remedy = remedy


class RecordError(LoquiturError):
    """The record cannot be used as it is."""

    exit_code = 4


class NoRecord(RecordError):
    """There is no record where one was looked for."""

    exit_code = 2


class RecordLocked(RecordError):
    """Another process is writing to the record."""


class RecordDamaged(RecordError):
    """The record is not as it was written."""


class RecordTooNew(RecordError):
    """The record was made by a later version of Loquitur."""


class RecordNotWritable(RecordError):
    """The record cannot be written: no permission, or the disk is full."""
