"""Ed25519 signatures of this installation.

The key comes from the setting (PEM text) or a file made once with mode 0600. A signature names the key that made
it, so that keys can be exchanged later.
"""

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from greenlang.errors import Refused, Unavailable

ALGORITHM = "ed25519"


class UntrustedSignature(Refused):
    """The signature does not fit the bytes, or a stranger made it."""

    code = "untrusted-signature"


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
        return hashlib.sha256(self.public_bytes).hexdigest()[:16]

    def sign(self, *, sha256: str, purpose: str) -> dict[str, str]:
        """A signature over a hash and what it is for: ``{"algorithm", "key_id", "public_key", "purpose", "sha256",
        "signature"}``.
        """
        return {
            "algorithm": ALGORITHM,
            "key_id": self.key_id,
            "public_key": base64.b64encode(self.public_bytes).decode(),
            "purpose": purpose,
            "sha256": sha256,
            "signature": base64.b64encode(self.key.sign(_message(sha256, purpose))).decode(),
        }

    def verify(self, signature: object, *, sha256: str, purpose: str) -> None:
        """Go on only with this key's signature of this hash for this purpose.

        Raises:
            UntrustedSignature: saying which of these it is not.
        """
        if not isinstance(signature, dict) or signature.get("algorithm") != ALGORITHM:
            raise UntrustedSignature("There is no Ed25519 signature.", where="signature")
        if signature.get("sha256") != sha256:
            raise UntrustedSignature(
                "The signature names another hash than the pack has.",
                where="signature.sha256",
                mend="Rebuild the pack.",
            )
        if signature.get("key_id") != self.key_id:
            raise UntrustedSignature(
                "The signature was made with another installation's key.",
                where="signature.key_id",
                mend="Rebuild the pack here from its pack.yaml.",
            )
        try:
            public_key = Ed25519PublicKey.from_public_bytes(self.public_bytes)
            public_key.verify(base64.b64decode(str(signature["signature"])), _message(sha256, purpose))
        except (InvalidSignature, ValueError, KeyError) as error:
            raise UntrustedSignature("The signature does not fit.", where="signature.signature") from error


def _message(sha256: str, purpose: str) -> bytes:
    return f"greenlang-signature-v1\n{purpose}\n{sha256}".encode()


def load_signer(*, pem: str, path: Path) -> Signer:
    """The installation's key: from PEM text, else from its file, made on first use.

    Raises:
        Unavailable: the key cannot be read or made.
    """
    try:
        if not pem and not path.exists():
            _make(path)
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


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
    except FileExistsError:
        return
