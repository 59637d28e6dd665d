"""Webhook secrets as they lie in the database."""

from greenlang.errors import Unavailable
from greenlang.sealing import Seal, SealBroken

_SEAL = Seal("greenlang webhook secrets")


class Unsealable(Unavailable):
    """The installation's secret is another than the one it was sealed with."""

    code = "unsealable"


def seal(text: str) -> bytes:
    """A text, unreadable without the installation's secret."""
    return _SEAL.close(text)


def unseal(sealed: bytes | memoryview) -> str:
    """The text again.

    Raises:
        Unsealable: GREENLANG_SECRET_KEY was changed since.
    """
    try:
        return _SEAL.open(sealed)
    except SealBroken as error:
        raise Unsealable(
            "The webhook's secret cannot be read with this installation's secret key.",
            where="GREENLANG_SECRET_KEY",
            mend="Give the webhook a new secret.",
        ) from error
