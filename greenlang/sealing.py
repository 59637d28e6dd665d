"""Secrets that must be read again, sealed with a key that is made of the installation's secret."""

import base64
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(ValueError):
    """The installation's secret is another than the one it was sealed with, or the text was changed."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals for one purpose; what is sealed for another cannot be read.

    Args:
        purpose: part of the key.
    """

    purpose: str

    def close(self, text: str) -> bytes:
        """A text, unreadable without the installation's secret."""
        return self._box().encrypt(text.encode())

    def open(self, sealed: bytes | memoryview) -> str:
        """The text again; what was sealed with a secret before (``SECRET_KEY_FALLBACKS``) is read too.

        Raises:
            SealBroken
        """
        try:
            return self._box().decrypt(bytes(sealed)).decode()
        except InvalidToken as error:
            raise SealBroken(self.purpose) from error

    def _box(self) -> MultiFernet:
        secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return MultiFernet([Fernet(self._key(secret)) for secret in secrets])

    def _key(self, secret: str | bytes) -> bytes:
        raw = secret.encode() if isinstance(secret, str) else secret
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=self.purpose.encode()).derive(raw)
        return base64.urlsafe_b64encode(derived)
