"""One Ed25519 key: what it signs, and where it is kept.

The key comes from the setting (PEM text) or a file made once with mode 0600. A signature names the key that made it
and when.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from greenlang.engine.canonical_json import canonical_json
from greenlang.errors import Refused, Unavailable
from greenlang.private_files import write_private

ALGORITHM = "ed25519"
STATEMENT = b"greenlang-statement-v1\n"
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")

KEY = re.compile(r"[0-9a-f]{64}")
SIGNATURE = re.compile(r"[0-9a-f]{128}")


class UntrustedSignature(Refused):
    """The signature does not fit the bytes, or a stranger made it."""

    code = "untrusted-signature"


def moment_text(moment: datetime) -> str:
    """A moment as it is signed: UTC, microseconds, ``Z``; such texts sort by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def key_id_of(public: bytes) -> str:
    """The first 16 hex digits of a public key's SHA-256."""
    return fingerprint_of(public)[:16]


def fingerprint_of(public: bytes) -> str:
    """The SHA-256 of a public key's 32 bytes, 64 hex digits: what people compare."""
    return hashlib.sha256(public).hexdigest()


def fingerprint_told(written: str) -> str:
    """The fingerprint of a key written in hex digits; empty where that is no key, as in a row somebody has broken."""
    return fingerprint_of(bytes.fromhex(written)) if KEY.fullmatch(written) else ""


def signature_fits(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of a key signed a message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def statement_bytes(body: Mapping[str, Any]) -> bytes:
    """What is signed of a statement."""
    return STATEMENT + canonical_json(dict(body))


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key and what can be told of it."""

    key: Ed25519PrivateKey

    @property
    def public_bytes(self) -> bytes:
        """The 32 bytes of the public key."""
        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def key_id(self) -> str:
        """The first 16 hex digits of the public key's SHA-256."""
        return key_id_of(self.public_bytes)

    def sign(self, *, sha256: str, purpose: str, at: datetime | None = None) -> dict[str, str]:
        """A signature over a hash, what it is for and when: ``{"algorithm", "at", "key_id", "public_key", "purpose",
        "sha256", "signature"}``.
        """
        moment = moment_text(at or datetime.now(UTC))
        signature = self.key.sign(hash_message(sha256, purpose, moment))
        members = signature_members(self.public_bytes, sha256=sha256, purpose=purpose, at=moment)
        return {**members, "signature": base64.b64encode(signature).decode()}

    def statement(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """A signed statement: ``{"body", "key", "signature"}``, key and signature in hex digits.

        Raises `NotCanonical` for a body that has no canonical JSON.
        """
        signature = self.key.sign(statement_bytes(body)).hex()
        return {"body": dict(body), "key": self.public_bytes.hex(), "signature": signature}

    def pem(self) -> bytes:
        """The private key as PEM text."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @classmethod
    def generate(cls) -> "Signer":
        """A new key."""
        return cls(Ed25519PrivateKey.generate())


def signature_members(public: bytes, *, sha256: str, purpose: str, at: str) -> dict[str, str]:
    """Everything that stands beside the signature itself; those of the first form say no time."""
    members = {
        "algorithm": ALGORITHM,
        "key_id": key_id_of(public),
        "public_key": base64.b64encode(public).decode(),
        "purpose": purpose,
        "sha256": sha256,
    }
    return {**members, "at": at} if at else members


def hash_message(sha256: str, purpose: str, at: str) -> bytes:
    """What is signed of a hash; signatures of the first form say no time."""
    if not at:
        return f"greenlang-signature-v1\n{purpose}\n{sha256}".encode()
    return f"greenlang-signature-v2\n{purpose}\n{at}\n{sha256}".encode()


def load_signer(*, pem: str, path: Path) -> Signer:
    """The installation's key: from PEM text, else from its file, made on first use.

    Raises:
        Unavailable: the key cannot be read or made.
    """
    try:
        if not pem and not path.exists():
            write_private(path, Signer.generate().pem())
        key = load_pem_private_key((pem.encode() if pem else path.read_bytes()), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise Unavailable(
            f"The signing key cannot be read: {error}.",
            where="GREENLANG_SIGNING_KEY" if pem else str(path),
            mend="Give a PEM Ed25519 private key.",
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Unavailable("The signing key is no Ed25519 key.", where="GREENLANG_SIGNING_KEY")
    return Signer(key)
