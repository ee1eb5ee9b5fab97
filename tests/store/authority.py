"""A time-stamping authority of the tests' own: certificates made here, answers given by `openssl ts`."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIGURATION = """
[tsa]
default_tsa = one
[one]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Clerk:
    """An authority that answers requests."""

    folder: Path

    @property
    def certificates(self) -> Path:
        """What it publishes."""
        return self.folder / "chain.pem"

    def answer(self, request: bytes) -> bytes:
        """Its answer to a request, as `openssl ts` gives it."""
        (self.folder / "request").write_bytes(request)
        command = "openssl ts -reply -config tsa.cnf -queryfile request -signer own.pem -inkey own.key -out answer"
        subprocess.run(command.split(), cwd=self.folder, check=True, capture_output=True, timeout=60)
        return (self.folder / "answer").read_bytes()


def clerk(folder: Path, name: str = "Clerk", *, years: tuple[int, int] = (-1, 9)) -> Clerk:
    """An authority with a root above it; its certificates hold from and to so many years from now."""
    if not shutil.which("openssl"):
        told = "openssl is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{told}: CI needs it")
        pytest.skip(f"{told}, so nobody answers requests for time stamps")
    folder.mkdir()
    (folder / "tsa.cnf").write_text(CONFIGURATION)
    (folder / "serial").write_text("01\n")
    root, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ends = tuple(datetime.now(UTC) + timedelta(days=365 * y) for y in years)
    above = certificate((f"{name} Root", root), (f"{name} Root", root), ends, signs=True)
    below = certificate((name, own), (f"{name} Root", root), ends, signs=False)
    (folder / "own.pem").write_bytes(below)
    (folder / "chain.pem").write_bytes(below + above)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "own.key").write_bytes(own.private_bytes(*form))
    return Clerk(folder)


Party = tuple[str, ec.EllipticCurvePrivateKey]


def certificate(whose: Party, by: Party, ends: tuple[datetime, ...], *, signs: bool) -> bytes:
    """A certificate of a root that signs others, or of who signs time stamps."""
    named = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name, _ in (whose, by)]
    made = (
        x509.CertificateBuilder(named[1], named[0], whose[1].public_key(), x509.random_serial_number())
        .not_valid_before(ends[0])
        .not_valid_after(ends[1])
        .add_extension(x509.BasicConstraints(ca=signs, path_length=None), critical=True)
    )
    if not signs:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(by[1], hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
