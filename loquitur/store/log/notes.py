"""Signed notes and checkpoints, in the formats of C2SP: signed-note, tlog-checkpoint, tlog-cosignature.

A note is a text, a blank line, and lines of signatures, each with the name of its key and four bytes that tell keys of
one name apart. A checkpoint is a note of three lines: the log's origin, its size, its root. A witness's line holds, beside
its signature, when it saw the checkpoint.

Limit: lines of signatures by other keys or of other kinds are kept and not judged; extension lines are refused.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "COSIGNATURE",
    "ED25519",
    "Checkpoint",
    "Key",
    "Note",
    "Signature",
    "cosigned_message",
    "parse",
    "parse_checkpoint",
    "parse_key",
    "with_signatures",
]

ED25519 = 1
COSIGNATURE = 4
_DASH = "\u2014"
_LONGEST = 1_000_000
_NAME = re.compile(r"[^\s+]+")


@dataclass(frozen=True, slots=True)
class Key:
    """A public key with its name, as it is handed about."""

    name: str
    kind: int
    """ED25519 signs notes, COSIGNATURE cosigns checkpoints."""
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_coded(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One line of signatures under a note."""

    name: str
    key: bytes
    """The four bytes that name the key."""
    data: bytes

    def __str__(self) -> str:
        return f"{_DASH} {self.name} {_coded(self.key + self.data)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text with signatures, not verified."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))

    def by(self, key: Key) -> list[Signature]:
        """The lines that name this key."""
        return [s for s in self.signatures if s.name == key.name and s.key == key.id]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log comes to at one size."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{_coded(self.root)}\n"


def parse_key(words: str) -> Key:
    """The key of a line NAME+ID+KEY. Raises ValueError."""
    name, _, rest = words.strip().partition("+")
    number, _, body = rest.partition("+")
    data = _decoded(body)
    if not _NAME.fullmatch(name) or len(data) != 33 or data[0] not in (ED25519, COSIGNATURE):
        raise ValueError("this is no Ed25519 key in the form NAME+ID+KEY")
    key = Key(name, data[0], data[1:])
    if key.id.hex() != number:
        raise ValueError(f"the number of the key {name} does not fit its bytes: it was copied wrongly")
    return key


def parse(data: bytes) -> Note:
    """The note of these bytes, all of them. Raises ValueError."""
    if len(data) > _LONGEST:
        raise ValueError("it is longer than any note")
    try:
        words = data.decode()
    except UnicodeDecodeError as error:
        raise ValueError("it is no text in UTF-8") from error
    if any(ord(c) < 0x20 and c != "\n" for c in words):
        raise ValueError("it holds control characters")
    text, gap, lines = words.rpartition("\n\n")
    if not gap or not lines.endswith("\n"):
        raise ValueError("it has no signatures, or bytes behind them")
    return Note(text + "\n", tuple(_signature(line) for line in lines[:-1].split("\n")))


def _signature(line: str) -> Signature:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != _DASH or not _NAME.fullmatch(parts[1]):
        raise ValueError("a line of its signatures is broken")
    data = _decoded(parts[2])
    if len(data) < 5:
        raise ValueError("a signature is too short")
    return Signature(parts[1], data[:4], data[4:])


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the text of a note. Raises ValueError."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise ValueError("a checkpoint has three lines: origin, size and root")
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", lines[1]):
        raise ValueError("its size is no number")
    root = _decoded(lines[2])
    if len(root) != 32:
        raise ValueError("its root is not 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def cosigned_message(text: str, time: int) -> bytes:
    """What a witness signs: that it saw this checkpoint at this time, in seconds since 1970."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def with_signatures(note: Note, new: Sequence[Signature]) -> Note:
    """The note with these lines too, each once."""
    return Note(note.text, tuple(dict.fromkeys([*note.signatures, *new])))


def _coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decoded(words: str) -> bytes:
    try:
        data = base64.b64decode(words, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("it holds what is no base64") from error
    if _coded(data) != words:
        raise ValueError("its base64 is written in another way than it should be")
    return data
