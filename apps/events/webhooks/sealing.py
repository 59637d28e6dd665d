"""Webhook secrets as they lie in the database: sealed with a key that is made of the installation's secret."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from greenlang.errors import Unavailable


class Unsealable(Unavailable):
    """The installation's secret is another than the one it was sealed with."""

    code = "unsealable"


def seal(text: str) -> bytes:
    """A text, unreadable without the installation's secret."""
    return _box().encrypt(text.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """The text again.

    Raises:
        Unsealable: GREENLANG_SECRET_KEY was changed since.
    """
    try:
        return _box().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise Unsealable(
            "The webhook's secret cannot be read with this installation's secret key.",
            where="GREENLANG_SECRET_KEY",
            mend="Give the webhook a new secret.",
        ) from error


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes) -> bytes:
    raw = secret.encode() if isinstance(secret, str) else secret
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"greenlang webhook secrets").derive(raw)
    return base64.urlsafe_b64encode(derived)
