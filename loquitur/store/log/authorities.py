"""Time-stamping authorities after RFC 3161: what is asked of one, and what its answer is worth.

An authority signs that a digest was shown to it at a time. Its certificates are pinned: the one it signs with and those
above it up to their root, which whoever trusts the stamp took from the authority itself. Requests ask for no certificates
in return, so an answer is some 700 bytes and brings nothing along that could be believed by mistake. Requests and answers
are written, read and verified by the package `rfc3161-client`, which loads for nothing else.

Guarantee: certificates have to be valid at the time of the stamp; one that ran out since makes no stamp worse. Limit:
nobody is asked whether a certificate was withdrawn.
"""

import base64
import binascii
import hashlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from loquitur.errors import UsageError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

__all__ = ["LONGEST", "Authority", "available", "coded", "number", "parse", "parse_coded", "request", "verified"]

LONGEST = 1 << 16
"""No answer has more bytes than this."""
_MOST_CERTIFICATES = 1 << 15
_DIGESTS = ("sha256", "sha384", "sha512")


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority by its certificates, in DER: the one that signs stamps first, then each that signed the one before."""

    certificates: tuple[bytes, ...]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate that signs stamps, as the authority publishes it."""
        return hashlib.sha256(self.certificates[0]).hexdigest()

    @property
    def id(self) -> str:
        """By which files of its stamps are named."""
        return self.fingerprint[:16]

    @property
    def name(self) -> str:
        """Whom its certificate names, in one line."""
        from cryptography import x509

        return _plain(x509.load_der_x509_certificate(self.certificates[0]).subject.rfc4514_string())

    @property
    def pem(self) -> bytes:
        """Its certificates as a file for other programs."""
        from cryptography import x509
        from cryptography.hazmat.primitives.serialization import Encoding

        return b"".join(x509.load_der_x509_certificate(c).public_bytes(Encoding.PEM) for c in self.certificates)


def available() -> bool:
    """Whether stamps can be verified here."""
    return importlib.util.find_spec("rfc3161_client") is not None


def parse(pem: bytes) -> Authority:
    """The authority of a file of certificates. Raises ValueError, which says what is wrong with it."""
    from cryptography import x509

    if len(pem) > 4 * _MOST_CERTIFICATES:
        raise ValueError("it is longer than the certificates of any authority")
    try:
        found = x509.load_pem_x509_certificates(pem) if b"-----BEGIN CERTIFICATE-----" in pem else []
    except ValueError as error:
        raise ValueError("one of its certificates is broken") from error
    return _authority(found)


def parse_coded(words: Sequence[str]) -> Authority:
    """The authority that an entry of the log names. Raises ValueError."""
    from cryptography import x509

    try:
        return _authority([x509.load_der_x509_certificate(base64.b64decode(w, validate=True)) for w in words])
    except (binascii.Error, TypeError) as error:
        raise ValueError("the certificates of an authority are in no form that is known") from error


def coded(authority: Authority) -> list[str]:
    """Its certificates as an entry of the log holds them."""
    return [base64.b64encode(c).decode() for c in authority.certificates]


def _authority(certificates: "Sequence[Certificate]") -> Authority:
    from cryptography.hazmat.primitives.serialization import Encoding

    signing = [c for c in certificates if _stamps(c)]
    if len(signing) != 1:
        raise ValueError(
            f"it holds {len(signing) or 'no'} certificates for time stamping instead of one with those above it"
        )
    chain = signing
    while chain[-1].issuer != chain[-1].subject:
        above = next((c for c in certificates if c.subject == chain[-1].issuer and c not in chain), None)
        if above is None:
            raise ValueError(f"it lacks the certificate of {_plain(chain[-1].issuer.rfc4514_string())}, who signed it")
        chain = [*chain, above]
    told = tuple(c.public_bytes(Encoding.DER) for c in chain)
    if sum(map(len, told)) > _MOST_CERTIFICATES:
        raise ValueError("it is longer than the certificates of any authority")
    return Authority(told)


def _stamps(certificate: "Certificate") -> bool:
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    try:
        use = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return False
    return use.critical and ExtendedKeyUsageOID.TIME_STAMPING in use.value


def request(message: bytes) -> tuple[bytes, int]:
    """A request for a stamp on the SHA-256 of a message, and the number that its answer has to repeat."""
    _needed()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    made = TimestampRequestBuilder(cert_req=False).data(message).hash_algorithm(HashAlgorithm.SHA256).build()
    return made.as_bytes(), made.nonce or 0


def number(answer: bytes) -> int | None:
    """The number of the request that an answer repeats. Raises ValueError where it is no stamp."""
    _needed()
    return _read(answer).tst_info.nonce


def verified(answer: bytes, message: bytes, known: Sequence[Authority]) -> tuple[Authority, str]:
    """Which of these authorities saw the message, and when: in UTC, to the second.

    Raises ValueError, which says what does not hold.
    """
    _needed()
    from rfc3161_client import VerificationError, VerifierBuilder

    read = _read(answer)
    if read.tst_info.message_imprint.message not in {hashlib.new(n, message).digest() for n in _DIGESTS}:
        raise ValueError("it is about other bytes than the checkpoint: the digest differs")
    moment = read.tst_info.gen_time.astimezone(UTC)
    one, chain = _signer(read, known)
    for part in chain:
        since, until = part.not_valid_before_utc, part.not_valid_after_utc
        if not since <= moment <= until:
            told = f"the certificate of {_plain(part.subject.rfc4514_string())} holds from {since:%Y-%m-%d} to {until:%Y-%m-%d}"
            raise ValueError(f"{told}, the stamp is of {moment:%Y-%m-%d}")
    try:
        maker = VerifierBuilder(roots=[chain[-1]], intermediates=chain[1:-1], tsa_certificate=chain[0])
        maker.build().verify_message(read, message)
    except VerificationError as error:
        raise ValueError(f"the signature of {one.name} does not hold") from error
    return one, moment.isoformat(timespec="seconds")


def _signer(read: "TimeStampResponse", known: Sequence[Authority]) -> "tuple[Authority, list[Certificate]]":
    """The authority that an answer says it is from, with its certificates. Raises ValueError where that is none of these."""
    from cryptography import x509

    signers = {(s.issuer, s.serial_number) for s in read.signed_data.signer_infos}
    for one in known:
        chain = [x509.load_der_x509_certificate(c) for c in one.certificates]
        if signers == {(chain[0].issuer, chain[0].serial_number)}:
            return one, chain
    names = ", ".join(one.name for one in known) or "none is named"
    raise ValueError(f"no authority that counts here signed it ({names})")


def _read(answer: bytes) -> "TimeStampResponse":
    from rfc3161_client import PKIStatus, decode_timestamp_response

    if len(answer) > LONGEST:
        raise ValueError("it is longer than any answer of a time-stamping authority")
    try:
        read = decode_timestamp_response(answer)
        if read.status == PKIStatus.GRANTED:
            _ = read.tst_info, read.signed_data
            return read
    except ValueError as error:
        raise ValueError("it is no answer of a time-stamping authority, or it was cut") from error
    why = _plain("; ".join(read.status_string)) or f"status {read.status}"
    raise ValueError(f"the authority gave no stamp ({why})")


def _needed() -> None:
    if not available():
        raise UsageError(
            "Time stamps need the package rfc3161-client, which is not here; install it and run this again."
        )


def _plain(words: str) -> str:
    return "".join(c if c.isprintable() else " " for c in words)[:200].strip()
