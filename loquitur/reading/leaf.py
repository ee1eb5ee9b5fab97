"""A page of a PDF as a picture, drawn by a process of its own.

A broken or hostile file can keep a drawing program busy for ever, eat memory, or bring it down. So a page is drawn by a
child that gets the bytes on its standard input and gives a JPEG back; it may use so much time and memory, and nothing
of it outlives the picture. Limit: on Windows only the time is limited.
"""

import contextlib
import io
import subprocess
import sys

__all__ = ["Undrawn", "draw"]

_SECONDS = 20
_MEMORY = 2_000_000_000
_HIGHEST = 4
"""A picture is at most so many times as high as it is wide."""
_MOST_BYTES = 20_000_000


class Undrawn(Exception):
    """A page cannot be drawn."""


def draw(data: bytes, number: int, wide: int) -> bytes:
    """Page `number` of a PDF, from 1, as a JPEG `wide` pixels wide. Raises Undrawn."""
    command = [sys.executable, "-m", __name__, str(number), str(wide)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise Undrawn(f"page {number} takes longer than {_SECONDS} seconds") from error
    except OSError as error:
        raise Undrawn(f"no process could be started ({error.strerror})") from error
    if done.returncode or not done.stdout.startswith(b"\xff\xd8") or len(done.stdout) > _MOST_BYTES:
        raise Undrawn(f"page {number} is damaged, or too large")
    return done.stdout


def _drawn(data: bytes, number: int, wide: int) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    page = document[number - 1]
    across, up = page.get_size()
    scale = min(wide / across, _HIGHEST * wide / up)
    picture = page.render(scale=scale).to_pil()
    out = io.BytesIO()
    picture.convert("L" if _is_grey(picture) else "RGB").save(out, "JPEG", quality=78, optimize=True)
    return out.getvalue()


def _is_grey(picture: "object") -> bool:
    small = picture.convert("RGB").resize((64, 64))  # type: ignore[attr-defined]
    return all(max(p) - min(p) < 12 for p in small.getdata())


def _limit() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _limit()
    sys.stdout.buffer.write(_drawn(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])))
