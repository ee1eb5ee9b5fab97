"""The keys of a record, in its folder `keys`, which only its owner can read and which no copy takes along.

The record's key makes the salts of the log and the ids of persons; it is made with the record. What is to be signed or
kept from eyes has keys of its own (`checkpoints`, `withheld`).

Limit: whoever reads this folder can guess names behind hashes of what is not yet disclosed. The salts written so far
stand in the database, so a lost record key costs no proof: a new one serves for what comes.
"""

import hmac
import os
import secrets
from pathlib import Path

from loquitur.errors import RecordDamaged

__all__ = ["FOLDER", "derived", "put", "record_key"]

FOLDER = "keys"
_RECORD = "record.key"


def record_key(folder: Path, *, make: bool = False) -> bytes:
    """The record's key, made if that is asked for and it is not there. Raises RecordDamaged where it is lost."""
    path = folder / FOLDER / _RECORD
    if make and not path.exists():
        put(path, secrets.token_hex(32))
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError):
            raise
        raise RecordDamaged(
            f"{path} is lost or is no key; restore it from a copy, or go on with a new one: `loquitur log new-key`."
        ) from error
    if len(key) != 32:
        raise RecordDamaged(f"{path} is no key of 32 bytes; restore it from a copy.")
    return key


def put(path: Path, words: str) -> None:
    """The words stand in a file of the keys' folder that only its owner can read, whole or not at all."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(words + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def derived(key: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose, from which the key cannot be told."""
    return hmac.digest(key, purpose.encode(), "sha256")
