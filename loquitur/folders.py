"""A folder of documents, kept as a record in the user's cache, so that a library is read and indexed once.

The record is named by the digests of the folder's files: the same files under another path, or put back as they were,
are found again. A listing for each path tells by size and time whether anything changed, and only then are digests made.
What a folder held before is removed from the cache when no other folder holds it: a file that its owner deleted must not
live on there. All of it is for the user's eyes alone (mode 0700), and can be made again at any time.
"""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from loquitur import language, reading
from loquitur.errors import RecordError, RecordNotWritable, UnreadableDocument
from loquitur.model import digest
from loquitur.settings import Settings
from loquitur.store.store import Store

__all__ = ["Progress", "clear", "opened", "settle"]

Progress = Callable[[int, int], None]
_TABLE = "metadata.csv"


def opened(folder: Path, settings: Settings, progress: Progress | None = None) -> Store:
    """The record of a folder's documents, each named by its path within the folder; read now if it is not kept."""
    files = reading.walk([folder])
    cache = settings.cache_folder
    with _told(cache):
        target = _place(cache, "libraries") / f"{_name(folder, files, _place(cache, 'folders'))}.record"
    if target.is_dir():
        try:
            return Store.open(target)
        except RecordError:  # cut short, or of another version: it can be made again
            shutil.rmtree(target, ignore_errors=True)
    _read(target, folder, files, settings, progress)
    return Store.open(target)


@contextlib.contextmanager
def _told(cache: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordNotWritable(
            f"{cache} cannot be written ({error.strerror}); make room, or name another cache with --cache."
        ) from error


def _place(cache: Path, name: str) -> Path:
    """A folder of the cache, for its owner alone."""
    cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = cache / name
    place.mkdir(exist_ok=True, mode=0o700)
    os.chmod(place, 0o700)
    return place


def _name(folder: Path, files: Sequence[Path], listings: Path) -> str:
    """The digest of a folder's files, from its listing where size and time are as they were."""
    state = _state(folder, files)
    listing = listings / f"{digest(str(folder.resolve()))[:32]}.json"
    known = _known(listing)
    if known.get("state") == state and known.get("version") == language.BY:
        return str(known["name"])
    name = digest(language.BY, *(part for rel in state for part in (rel, _digest(folder / rel))))[:32]
    part = listing.with_suffix(f".{os.getpid()}")
    try:
        part.write_text(json.dumps({"version": language.BY, "state": state, "name": name}), encoding="utf-8")
        os.replace(part, listing)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _forget(str(known.get("name", name)), listings)
    return name


def _state(folder: Path, files: Sequence[Path]) -> dict[str, list[int]]:
    """Size and time of each file, and of the tables beside them."""
    state = {}
    for file in sorted({*files, *(f.parent / _TABLE for f in files)}):
        with contextlib.suppress(OSError):
            stat = file.stat()
            state[file.relative_to(folder).as_posix()] = [stat.st_size, stat.st_mtime_ns]
    return state


def _known(listing: Path) -> dict[str, object]:
    try:
        known = json.loads(listing.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _forget(name: str, listings: Path) -> None:
    """What no listing names any more is gone from the cache."""
    if name not in {_known(other).get("name") for other in listings.glob("*.json")}:
        shutil.rmtree(listings.parent / "libraries" / f"{name}.record", ignore_errors=True)


def _read(target: Path, folder: Path, files: Sequence[Path], settings: Settings, progress: Progress | None) -> None:
    """The record stands under its name with every file that could be read; whole, or not at all."""
    part = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with contextlib.closing(Store.create(part, durable=False)) as store:
            for i, file in enumerate(files, 1):
                _put(store, file, file.relative_to(folder).as_posix(), settings.max_megabytes * 1_000_000)
                if progress:
                    progress(i, len(files))
        settle(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def settle(part: Path, target: Path) -> None:
    """Gives what was made its name, unless another process was quicker; then both are the same."""
    try:
        os.replace(part, target)
    except OSError:
        if not target.is_dir():
            raise


def _put(store: Store, file: Path, name: str, limit: int) -> None:
    try:
        doc, data = reading.load(file, max_bytes=limit)
        store.put(replace(doc, name=name), data, None)
    except UnreadableDocument:
        store.note("unreadable", name)


def clear(settings: Settings) -> int:
    """Removes every folder's record from the cache; how many there were."""
    libraries = settings.cache_folder / "libraries"
    found = list(libraries.glob("*.record*")) if libraries.is_dir() else []
    for folder in found:
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(settings.cache_folder / "folders", ignore_errors=True)
    return len(found)
