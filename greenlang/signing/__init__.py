"""Ed25519 signatures of this installation, and the keys it has had."""

from greenlang.signing.envelopes import envelope_open, envelope_sign
from greenlang.signing.keyring import (
    Keyring,
    Rotation,
    key_hand_over,
    key_rotate,
    load_keyring,
    rotation_append,
    signature_check,
)
from greenlang.signing.keys import (
    Signer,
    UntrustedSignature,
    fingerprint_of,
    fingerprint_told,
    load_signer,
    moment_text,
)

__all__ = [
    "Keyring",
    "Rotation",
    "Signer",
    "UntrustedSignature",
    "envelope_open",
    "envelope_sign",
    "fingerprint_of",
    "fingerprint_told",
    "key_hand_over",
    "key_rotate",
    "load_keyring",
    "load_signer",
    "moment_text",
    "rotation_append",
    "signature_check",
]
