"""Signatures, and boxes that a passphrase opens: all that needs the library `cryptography`, which loads for nothing else.

Ed25519 signs; AES-256-GCM closes a box, under a key that scrypt makes of the passphrase (16 MiB, some 50 ms).
"""

import hashlib
import json
import secrets

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = ["boxed", "opened", "public", "sign", "sound", "unwrapped", "wrapped"]

_SCRYPT = {"n": 2**14, "r": 8, "p": 1}


def public(seed: bytes) -> bytes:
    """The public key of a seed of 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """The signature of a message, 64 bytes, the same each time."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def sound(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is that of this public key under this message."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def boxed(key: bytes, data: bytes, about: bytes) -> bytes:
    """The data, unreadable without the key; what it is about cannot be changed unnoticed either."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(key).encrypt(nonce, data, about)


def opened(key: bytes, box: bytes, about: bytes) -> bytes:
    """What is in a box. Raises ValueError for another key, or a box that was changed."""
    try:
        return AESGCM(key).decrypt(box[:12], box[12:], about)
    except (InvalidTag, ValueError) as error:
        raise ValueError("another key closed it, or it was changed") from error


def wrapped(secret: bytes, passphrase: str | None) -> str:
    """A secret as one line of a file; with a passphrase in a box that it opens."""
    if passphrase is None:
        return secret.hex()
    salt = secrets.token_bytes(16)
    box = boxed(_stretched(passphrase, salt), secret, b"key")
    return json.dumps({"box": box.hex(), "salt": salt.hex(), "v": 1}, separators=(",", ":"))


def unwrapped(words: str, passphrase: str | None) -> bytes | None:
    """The secret of such a line; None where a passphrase is needed and none is given. Raises ValueError."""
    if not words.startswith("{"):
        return bytes.fromhex(words)
    told = json.loads(words)
    salt, box = bytes.fromhex(told["salt"]), bytes.fromhex(told["box"])
    return None if passphrase is None else opened(_stretched(passphrase, salt), box, b"key")


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, dklen=32, maxmem=2**26, **_SCRYPT)
