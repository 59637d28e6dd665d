"""DSSE envelopes: a payload of a named type with the signature of its bytes, as in-toto statements travel.

Specification: https://github.com/secure-systems-lab/dsse, version 1. One signature, by one key.
"""

import base64
from dataclasses import dataclass
from typing import Any

from greenlang.signing.keys import Signer, UntrustedSignature, fingerprint_of, signature_fits


@dataclass(frozen=True, slots=True)
class Opened:
    """An envelope as it was read, its signature not yet believed.

    Args:
        payload: the bytes that are signed with their type.
        key_id: fingerprint of the key that is said to have signed them.
        signature: 64 bytes.
    """

    payload_type: str
    payload: bytes
    key_id: str
    signature: bytes

    def fits(self, public: bytes) -> bool:
        """Whether the holder of this key made the envelope."""
        message = pre_authentication(self.payload_type, self.payload)
        return self.key_id == fingerprint_of(public) and signature_fits(public, self.signature, message)


def envelope_sign(signer: Signer, payload: bytes, *, payload_type: str) -> dict[str, Any]:
    """``{"payload", "payloadType", "signatures": [{"keyid", "sig"}]}``; the key id is the key's fingerprint."""
    signature = signer.key.sign(pre_authentication(payload_type, payload))
    return {
        "payload": base64.b64encode(payload).decode(),
        "payloadType": payload_type,
        "signatures": [{"keyid": fingerprint_of(signer.public_bytes), "sig": base64.b64encode(signature).decode()}],
    }


def envelope_open(document: object, *, payload_type: str) -> Opened:
    """Read an envelope; exactly what `envelope_sign` writes, and in one spelling only.

    Raises:
        UntrustedSignature: it is no such envelope.
    """
    try:
        if not isinstance(document, dict) or set(document) != {"payload", "payloadType", "signatures"}:
            raise ValueError("it has other members than an envelope")
        (entry,) = document["signatures"]
        if document["payloadType"] != payload_type or set(entry) != {"keyid", "sig"}:
            raise ValueError(f"it holds no {payload_type}")
        return Opened(payload_type, exact_base64(document["payload"]), str(entry["keyid"]), exact_base64(entry["sig"]))
    except (ValueError, TypeError, KeyError) as error:
        raise UntrustedSignature(f"This is no signed envelope: {error}.", where="envelope") from error


def pre_authentication(payload_type: str, payload: bytes) -> bytes:
    """What is signed: DSSE's PAE of type and payload."""
    kind = payload_type.encode()
    return b" ".join((b"DSSEv1", str(len(kind)).encode(), kind, str(len(payload)).encode(), payload))


def exact_base64(text: object) -> bytes:
    """The bytes of a base64 text that is written as an encoder writes it: padding bits are zero, nothing is between.

    Raises `ValueError` otherwise.
    """
    if not isinstance(text, str):
        raise ValueError("a text is missing")
    content = base64.b64decode(text, validate=True)
    if base64.b64encode(content).decode() != text:
        raise ValueError("its base64 is not written as an encoder writes it")
    return content
