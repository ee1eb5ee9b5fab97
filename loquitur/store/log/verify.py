#!/usr/bin/env python3
"""Checks a copy of a record, a mirror of one, or a proof, without Loquitur: Python's standard library is enough.

    python3 verify.py                 the folder in which this file lies
    python3 verify.py FOLDER          another folder
    python3 verify.py PROOF           a file that `loquitur prove` wrote
    python3 verify.py … --key KEY     and only if it is signed by this key, which you had from the keeper

It hashes every entry of the log again, compares the root with the signed checkpoint, verifies the signature (Ed25519) and
those of witnesses, the hashes of all that each entry seals, and the bytes of every document that is here. It ends with 0
where all holds, 1 where something does not, 2 where there is nothing to check.

What it shows: these bytes were in the record when it was signed, and nothing that was signed was changed or taken out
without an entry. What it does not show: that a document told the truth, that everything was put in, or whose key it is.
In a copy of a record it does not compare the rows of the database with what was sealed; `loquitur audit` does.
"""

from __future__ import annotations  # so that Python 3.9 is enough

import base64
import hashlib
import hmac
import json
import re
import sqlite3
import sys
from pathlib import Path
from typing import Any

WIDTH = 256


class Fault(Exception):
    """What does not hold."""


# ---- Ed25519 (RFC 8032), verification only ----

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)  # noqa: E741
Point = tuple[int, int, int, int]


def _added(a: Point, b: Point) -> Point:
    u, v = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = v - u, d - c, d + c, v + u
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(n: int, a: Point) -> Point:
    found = (0, 1, 1, 0)
    while n:
        if n & 1:
            found = _added(found, a)
        a, n = _added(a, a), n >> 1
    return found


def _point(data: bytes) -> Point:
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        raise Fault("a point of a key or signature is none of the curve")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * I % P
    if (x * x - square) % P or (not x and sign):
        raise Fault("a point of a key or signature is none of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature of 64 bytes is that of a public key of 32 under the message."""
    if len(key) != 32 or len(signature) != 64:
        return False
    try:
        a, r, s = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    except Fault:
        return False
    if s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    one, two = _times(s, BASE), _added(r, _times(k, a))
    return (one[0] * two[2] - two[0] * one[2]) % P == 0 and (one[1] * two[2] - two[1] * one[2]) % P == 0


# ---- trees of hashes (RFC 6962) ----


def leaf(entry: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def root(leaves: list[bytes]) -> bytes:
    """The root over these hashes of entries."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    while len(leaves) > 1:
        pairs = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(leaves[::2], leaves[1::2])]  # noqa: B905 - Python 3.9
        leaves = pairs + ([leaves[-1]] if len(leaves) % 2 else [])
    return leaves[0]


def climbed(found: bytes, number: int, size: int, path: list[bytes]) -> bytes:
    """The root to which a path leads from the leaf of this number."""
    if size == 1:
        if path:
            raise Fault("the path of a proof is too long")
        return found
    if not path or not 0 <= number < size:
        raise Fault("the path of a proof is too short")
    half = 1 << ((size - 1).bit_length() - 1)
    if number < half:
        return hashlib.sha256(b"\x01" + climbed(found, number, half, path[:-1]) + path[-1]).digest()
    return hashlib.sha256(b"\x01" + path[-1] + climbed(found, number - half, size - half, path[:-1])).digest()


# ---- signed notes (C2SP) ----


def key_of(words: str) -> tuple[str, int, bytes]:
    """Name, kind and bytes of a key in the form NAME+ID+KEY."""
    name, number, body = words.strip().split("+", 2)
    data = base64.b64decode(body, validate=True)
    if len(data) != 33 or _key_id(name, data).hex() != number:
        raise Fault(f"the key {name} was copied wrongly")
    return name, data[0], data[1:]


def _key_id(name: str, data: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]


class Note:
    """A checkpoint with its signatures."""

    def __init__(self, words: str) -> None:
        self.text, gap, lines = words.rpartition("\n\n")
        self.text += "\n"
        parts = self.text.split("\n")
        if not gap or len(parts) != 4 or not lines.endswith("\n"):
            raise Fault("the checkpoint is no signed note of three lines")
        self.origin, self.size, self.root = parts[0], int(parts[1]), base64.b64decode(parts[2], validate=True)
        self.lines = [line.split(" ") for line in lines[:-1].split("\n")]
        if any(len(line) != 3 or line[0] != "\u2014" for line in self.lines):
            raise Fault("a line of signatures of the checkpoint is broken")

    def by(self, words: str) -> int | None:
        """When a key signed it: 0 for the log's own key, seconds since 1970 for a witness; None where it did not."""
        name, kind, public = key_of(words)
        for _, who, body in self.lines:
            data = base64.b64decode(body, validate=True)
            if who != name or data[:4] != _key_id(name, bytes([kind]) + public):
                continue
            if kind == 1 and signed(public, self.text.encode(), data[4:]):
                return 0
            time = int.from_bytes(data[4:12], "big")
            if kind == 4 and signed(public, f"cosignature/v1\ntime {time}\n{self.text}".encode(), data[12:]):
                return time
        return None


# ---- canonical JSON ----


def canonical(data: bytes) -> object:
    """The value of a text that is canonical JSON of texts, whole numbers, lists and objects."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, Any]:
        if len({k for k, _ in pairs}) < len(pairs):
            raise Fault("an entry names a key twice")
        return dict(sorted(pairs, key=lambda p: p[0].encode("utf-16-be")))

    try:
        value = json.loads(data.decode(), object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise Fault("this is no JSON: it was cut, or has bytes behind its end, or is another kind of file") from error
    if json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() != data:
        raise Fault("an entry is not in its canonical form")
    return value


# ---- a proof ----


def check_proof(data: bytes, key: str | None) -> None:
    """Prints what a proof shows. Raises Fault."""
    told = canonical(data)
    if not isinstance(told, dict) or told.get("kind") != "proof" or told.get("v") != 1 or not told["entries"]:
        raise Fault("this is no proof, or one of a later version, or it shows nothing")
    note = _checkpoint(told["checkpoint"], key or told["key"], key is None)
    for one in told["entries"]:
        body, position = one["entry"].encode(), one["position"]
        if climbed(leaf(body), position, note.size, _hashes(one["path"])) != note.root:
            raise Fault(f"entry {position} is not in the log")
        entry = canonical(body)
        assert isinstance(entry, dict)
        print(f"entry {position} of {note.size}: {entry['kind']}, written {entry['time']}")
        for item in one["items"]:
            found = leaf(bytes.fromhex(item["salt"]) + item["item"].encode())
            if climbed(found, item["number"], entry["items"], _hashes(item["path"])).hex() != entry["root"]:
                raise Fault(f"item {item['number']} is not what entry {position} sealed")
            print(f"  sealed there: {_plain(item['item'])}")


def _plain(words: str) -> str:
    """The words without what could paint the terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", "\ufffd", words)


def _hashes(words: list[str]) -> list[bytes]:
    return [bytes.fromhex(w) for w in words]


def _checkpoint(words: str, key: str, own: bool) -> Note:
    note = Note(words)
    if note.by(key) is None:
        raise Fault(f"the checkpoint is not signed by the key {key}")
    if key_of(key)[0] != note.origin:
        raise Fault("the checkpoint is of another log than the key")
    print(f"log {note.origin}, {note.size} entries, root {note.root.hex()}")
    print(f"signed by {key}{' (its own word; compare it with what the keeper published)' if own else ''}")
    return note


# ---- a folder ----


def check_folder(folder: Path, key: str | None) -> list[str]:
    """What does not hold in a copy or a mirror."""
    log = folder / "log"
    if not (log / "checkpoint").is_file():
        raise FileNotFoundError(f"{log / 'checkpoint'} is not there: this is no copy or mirror with a log")
    words = (log / "checkpoint").read_bytes().decode()
    bodies, entries, faults = _entries(log, Note(words).size)
    if faults:
        return faults
    keys = [e["key"] for e in entries if e.get("kind") in ("begin", "key")]
    note = _checkpoint(words, key or str(keys[-1]), key is None)
    if root([leaf(b) for b in bodies]) != note.root:
        return ["the entries do not come to the root that was signed"]
    _witnesses(entries, note)
    faults = _stamps(log / "stamps", bodies, keys)
    gone = {p for e in entries if e.get("kind") == "removal" for p in e["removes"]}
    if (log / "items").is_dir():
        known, more = _items(log, entries, gone)
    else:
        known, more = _rows(folder / "record.sqlite", bodies, entries)
    return faults + more + _objects(folder / "objects", known)


def tile(kind: str, number: int, width: int) -> str:
    """Where a tile, a bundle or the items of an entry lie."""
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03d}")
    return f"{kind}/{'/'.join(groups)}{'' if width == WIDTH else f'.p/{width}'}"


def _entries(log: Path, size: int) -> tuple[list[bytes], list[dict[str, Any]], list[str]]:
    bodies: list[bytes] = []
    faults: list[str] = []
    for start in range(0, size, WIDTH):
        name = tile("tile/entries", start // WIDTH, min(WIDTH, size - start))
        data = (log / name).read_bytes() if (log / name).is_file() else b""
        while data:
            end = 2 + int.from_bytes(data[:2], "big")
            if end > len(data):
                break
            bodies.append(data[2:end])
            data = data[end:]
        if data or len(bodies) != min(start + WIDTH, size):
            return [], [], [f"{name} is missing or cut: entries from {start} on cannot be read"]
    entries: list[dict[str, Any]] = []
    for position, body in enumerate(bodies):
        try:
            value = canonical(body)
            if not isinstance(value, dict) or value.get("v") != 1:
                raise Fault("an entry is of a later version")
            entries.append(value)
        except (ValueError, Fault) as error:
            faults.append(f"entry {position} cannot be read: {error}")
    return bodies, entries, faults


def _witnesses(entries: list[dict[str, Any]], note: Note) -> None:
    policies = [e for e in entries if e.get("kind") == "policy"]
    if not policies:
        return
    times = {key_of(w)[0]: note.by(w) for w in policies[-1]["witnesses"]}
    for name, time in times.items():
        print(f"witness {name}: {'did not see it' if time is None else f'saw it at {time} (seconds since 1970)'}")
    if sum(t is not None for t in times.values()) < policies[-1]["need"]:
        print(f"fewer witnesses than the {policies[-1]['need']} that the log asks for")


def _stamps(folder: Path, bodies: list[bytes], keys: list[str]) -> list[str]:
    """Whether the log begins with each checkpoint that an authority stamped; the stamps themselves `openssl` verifies."""
    faults = []
    index = (folder / "index").read_text(encoding="ascii") if (folder / "index").is_file() else ""
    for size, who in re.findall(r"(?m)^(\d+) (\w+)$", index):
        note = Note((folder / f"{size}.checkpoint").read_bytes().decode())
        if root([leaf(b) for b in bodies[: note.size]]) != note.root or all(note.by(k) is None for k in keys):
            faults.append(f"the first {size} entries are not those that were stamped: history was rewritten")
        told = f"-data {size}.checkpoint -in {size}-{who}.tsr -CAfile {who}.pem -untrusted {who}.pem"
        print(f"time stamp on {size} entries; in {folder}: openssl ts -verify {told}")
    return faults


def _items(log: Path, entries: list[dict[str, Any]], gone: set[int]) -> tuple[dict[str, int], list[str]]:
    """The documents that a mirror should hold, with the position of each, and what is wrong with what entries seal."""
    known: dict[str, int] = {}
    faults = []
    for position, entry in enumerate(entries):
        path = log / tile("items", position, WIDTH)
        try:
            told = json.loads(path.read_bytes())
        except (OSError, ValueError):
            faults.append(f"the items of entry {position} are missing or broken")
            continue
        shown = [_leaf_of(told, number) for number in range(len(told["items"]))]
        if root(shown).hex() != entry["root"] or len(shown) != entry["items"]:
            faults.append(f"the items of entry {position} are not what it sealed")
        if entry["kind"] == "document" and position not in gone:
            first = told["items"][0]
            words = first if isinstance(first, str) else first.get("item")
            if words:
                known[json.loads(words)[1]] = position
    return known, faults


def _leaf_of(told: dict[str, Any], number: int) -> bytes:
    items = told["items"]
    assert isinstance(items, list)
    item = items[number]
    if isinstance(item, str):
        salt = hmac.digest(bytes.fromhex(str(told["salt"])), number.to_bytes(8, "big"), "sha256")[:16]
        return leaf(salt + item.encode())
    if "salt" in item:
        return leaf(bytes.fromhex(item["salt"]) + item["item"].encode())
    return bytes.fromhex(item["hash"])


def _rows(path: Path, bodies: list[bytes], entries: list[dict[str, Any]]) -> tuple[dict[str, int], list[str]]:
    """The documents that a copy should hold, and where its database differs from the tiles."""
    base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    faults = []
    rows = {p: (e, h) for p, e, h in base.execute("SELECT position, entry, leaves FROM log_entries")}
    for position, body in enumerate(bodies):
        words, leaves = rows.get(position, ("", b""))
        if words.encode() != body:
            faults.append(f"entry {position} is another in the database than in the tiles")
        elif root([leaves[i : i + 32] for i in range(0, len(leaves), 32)]).hex() != entries[position]["root"]:
            faults.append(f"the hashes of rows of entry {position} are not what it sealed")
    known = dict(
        base.execute("SELECT d.id, min(e.position) FROM documents d JOIN log_entries e ON e.document = d.id GROUP BY 1")
    )
    base.close()
    print("The rows of the database are not compared here with what was sealed; `loquitur audit` does that.")
    return known, faults


def _objects(folder: Path, known: dict[str, int]) -> list[str]:
    faults = []
    for key, position in sorted(known.items(), key=lambda k: k[1]):
        path = folder / key[:2] / key[2:]
        if not path.is_file():
            faults.append(f"the bytes of document {key[:12]} (entry {position}) are missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != key:
            faults.append(f"the bytes of document {key[:12]} (entry {position}) were changed")
    print(f"documents whose bytes were hashed again: {len(known)}")
    return faults


def main(arguments: list[str]) -> int:
    """The exit code, after what holds and what does not was printed."""
    key = None
    if "--key" in arguments:
        at = arguments.index("--key")
        key = arguments[at + 1] if at + 1 < len(arguments) else ""
        arguments = arguments[:at] + arguments[at + 2 :]
    if len(arguments) > 1 or key == "" or any(a.startswith("-") for a in arguments):
        print(__doc__, file=sys.stderr)
        return 2
    place = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        if place.is_dir():
            faults = check_folder(place, key)
        else:
            check_proof(place.read_bytes(), key)
            faults = []
    except OSError as error:
        print(f"nothing was checked: {error}", file=sys.stderr)
        return 2
    except (Fault, ValueError, KeyError, TypeError, IndexError, AssertionError, sqlite3.Error) as error:
        faults = [str(error) or type(error).__name__]
    for fault in faults:
        print(f"DOES NOT HOLD: {fault}")
    print("all of it holds" if not faults else f"faults: {len(faults)}")
    return 1 if faults else 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
