"""The command line: it unpacks, calls the record, draws what comes back, and turns every ending into an exit code.

Nothing that a user can cause ends in a traceback: what was asked wrongly, what could not be read and what the record
refuses end in one sentence on standard error. What remains is a fault of ours and says where to report it. Set
LOQUITUR_DEBUG to see the traceback of any of them. Commands import what they need when they run, so that `--help` and
`--version` answer at once.
"""

import errno
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from loquitur import __version__
from loquitur.errors import LoquiturError

__all__ = ["main", "run"]

NO_ROOM = 4
FAULT = 5
INTERRUPTED = 130
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)


def main() -> NoReturn:
    """Runs the command line of this process and ends it with the exit code."""
    _speak_utf8()
    _end_in_order()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError as error:
        code = _unwritten(error) or code
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """The exit code of the command line with these arguments, after its work is done."""
    try:
        if list(arguments) == ["--version"]:
            print(f"loquitur {__version__}", flush=True)
            return 0
        return _invoke(arguments)
    except LoquiturError as error:
        return _ended(error, error.exit_code)
    except KeyboardInterrupt as error:
        return _ended(error, INTERRUPTED, "Interrupted; what was finished before is kept.")
    except OSError as error:
        return _unwritten(error)
    except Exception as error:  # noqa: BLE001 - the one place where a fault of ours meets the user
        return _ended(error, FAULT, _fault(error))


def _invoke(arguments: Sequence[str]) -> int:
    from typer import Abort, BadParameter
    from typer.main import get_command

    from loquitur.cli.commands import app

    usage = BadParameter.__mro__[2]  # what every complaint about the arguments derives from, in each version of Typer
    try:
        code = get_command(app).main(list(arguments) or ["--help"], prog_name="loquitur", standalone_mode=False)
    except SystemExit as error:  # a closed pipe, which the parser turns into exit code 1
        _hush()
        return 0 if isinstance(error.__context__, BrokenPipeError) else FAULT
    except Abort as error:
        raise KeyboardInterrupt from error
    except usage as error:  # type: ignore[misc]
        return _ended(error, 2, f"{_complaint(error)} See loquitur --help.")
    if code == INTERRUPTED:  # as newer versions of Typer tell an interrupt
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _unwritten(error: OSError) -> int:
    """The exit code when nobody reads the output any more, or when there is no room for it."""
    if isinstance(error, BrokenPipeError):
        _hush()
        return 0
    if error.errno not in _NO_ROOM:
        return _ended(error, FAULT, _fault(error))
    if error.filename is None:
        _hush()
    what = error.filename or "The output"
    return _ended(error, NO_ROOM, f"{what} cannot be written ({error.strerror}); make room on the disk it goes to.")


def _complaint(error: BaseException) -> str:
    told = getattr(error, "format_message", lambda: str(error))()
    sentence = " ".join(told.split()) or "No command was given."
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _fault(error: Exception) -> str:
    return (
        f"This is a fault in Loquitur {__version__} ({type(error).__name__}). Please report it to those who gave you "
        "Loquitur, with the command you ran; set LOQUITUR_DEBUG=1 and run it again to see where it happened."
    )


def _ended(error: BaseException, code: int, sentence: str | None = None) -> int:
    if os.environ.get("LOQUITUR_DEBUG"):
        import traceback

        traceback.print_exception(error)
    print(f"loquitur: {sentence or error}", file=sys.stderr)
    return code


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _end_in_order() -> None:
    """A request to end is taken as an interrupt, so that the record is closed and passing folders are removed."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def _hush() -> None:
    """Lets the process end without writing what is left of its output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
