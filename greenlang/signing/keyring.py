"""The keys an installation has had: each hands over to the next by a rotation that both sign.

Whoever trusts one of the two can follow to the other, and what the old key signed before it retired goes on holding.
The rotations are kept as lines of a file outside the database; they are public, and a line that the present key does
not lead to is passed over.
"""

import fcntl
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from greenlang.engine.canonical_json import canonical_json
from greenlang.errors import Conflict, GreenLangError, Unavailable
from greenlang.private_files import write_private
from greenlang.signing.envelopes import envelope_open, envelope_sign, exact_base64
from greenlang.signing.keys import (
    ALGORITHM,
    KEY,
    MOMENT,
    SIGNATURE,
    Signer,
    UntrustedSignature,
    fingerprint_of,
    hash_message,
    key_id_of,
    load_signer,
    moment_text,
    signature_fits,
    signature_members,
    statement_bytes,
)

ROTATION_SCHEMA = "greenlang.key-rotation/1"
GRACE = timedelta(seconds=60)
"""How long the old key's signatures are accepted after a rotation: of what was being signed at that moment."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """One key's hand-over to the next, as both signed it.

    Args:
        body: ``{"schema", "old", "new", "at", "until"}``: public keys in hex digits, when it was made, and until when
            the old key's signatures are accepted.
        old_signature, new_signature: hex digits, over the same bytes.
    """

    body: Mapping[str, str]
    old_signature: str
    new_signature: str

    @classmethod
    def between(cls, old: Signer, new: Signer, *, at: datetime, until: datetime) -> "Rotation":
        """Made by the two keys."""
        keys = {"old": old.public_bytes.hex(), "new": new.public_bytes.hex()}
        body = {"schema": ROTATION_SCHEMA, **keys, "at": moment_text(at), "until": moment_text(until)}
        message = statement_bytes(body)
        return cls(body, old.key.sign(message).hex(), new.key.sign(message).hex())

    @classmethod
    def from_document(cls, document: object) -> "Rotation":
        """Read what `as_document` wrote.

        Raises:
            UntrustedSignature: it is no rotation, or one of the two did not sign it.
        """
        body = document.get("body") if isinstance(document, dict) else None
        if not isinstance(document, dict) or not isinstance(body, dict) or body.get("schema") != ROTATION_SCHEMA:
            raise UntrustedSignature("This is no rotation of a key.", where="rotation")
        forms = {"old": KEY, "new": KEY, "at": MOMENT, "until": MOMENT}
        members = all(isinstance(body.get(name), str) and form.fullmatch(body[name]) for name, form in forms.items())
        if set(body) != {"schema", *forms} or not members:
            raise UntrustedSignature("This is no rotation of a key.", where="rotation.body")
        for who in ("old", "new"):
            signature = document.get(f"{who}_signature")
            if not isinstance(signature, str) or not SIGNATURE.fullmatch(signature):
                raise UntrustedSignature(f"The {who} key's signature is missing.", where="rotation")
            if not signature_fits(bytes.fromhex(body[who]), bytes.fromhex(signature), statement_bytes(body)):
                raise UntrustedSignature(f"The {who} key did not sign this rotation.", where="rotation")
        return cls(body, document["old_signature"], document["new_signature"])

    def as_document(self) -> dict[str, Any]:
        """``{"body", "old_signature", "new_signature"}``."""
        signatures = {"old_signature": self.old_signature, "new_signature": self.new_signature}
        return {"body": dict(self.body), **signatures}


@dataclass(frozen=True, slots=True)
class Keyring:
    """The present key, and the rotations that lead to it from the installation's first one, oldest first."""

    signer: Signer
    rotations: tuple[Rotation, ...] = ()

    @property
    def retired(self) -> dict[str, str]:
        """Until when each earlier key's signatures hold, by public key in hex digits."""
        return {rotation.body["old"]: rotation.body["until"] for rotation in self.rotations}

    def sign(self, *, sha256: str, purpose: str) -> dict[str, str]:
        """The present key's signature, see `Signer.sign`."""
        return self.signer.sign(sha256=sha256, purpose=purpose)

    def statement(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The present key's statement, see `Signer.statement`."""
        return self.signer.statement(body)

    def verify(self, signature: object, *, sha256: str, purpose: str) -> None:
        """Go on only with this installation's signature of this hash for this purpose.

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
        public = self._known(key_id_of, signature.get("key_id"), "signature.key_id")
        # Signatures of the first form say no time; their key's retirement ended them all at once.
        at = str(signature.get("at", ""))
        self._in_time(public, at, "signature.at")
        signature_check(public, signature, sha256=sha256, purpose=purpose)

    def envelope(self, payload: bytes, *, payload_type: str) -> dict[str, Any]:
        """The present key's envelope, see `envelope_sign`."""
        return envelope_sign(self.signer, payload, payload_type=payload_type)

    def envelope_payload(self, document: object, *, payload_type: str, made_at: Callable[[bytes], str]) -> bytes:
        """The payload of an envelope that this installation signed.

        Args:
            made_at: reads from the payload when it was made, as `moment_text` writes it.

        Raises:
            UntrustedSignature: it is no envelope, a stranger's, or made after its key had retired.
        """
        opened = envelope_open(document, payload_type=payload_type)
        public = self._known(fingerprint_of, opened.key_id, "envelope.signatures[0].keyid")
        if not opened.fits(public):
            raise UntrustedSignature("The signature does not fit.", where="envelope.signatures[0].sig")
        self._in_time(public, made_at(opened.payload), "envelope.payload")
        return opened.payload

    def _known(self, naming: Callable[[bytes], str], key_id: object, where: str) -> bytes:
        """The public key of this installation, present or retired, that bears a name."""
        keys = (bytes.fromhex(key) for key in (self.signer.public_bytes.hex(), *self.retired))
        public = {naming(key): key for key in keys}.get(str(key_id))
        if public is None:
            raise UntrustedSignature(
                "The signature was made with another installation's key.",
                where=where,
                mend="Rebuild the pack here from its pack.yaml.",
            )
        return public

    def _in_time(self, public: bytes, at: str, where: str) -> None:
        if at > self.retired.get(public.hex(), at):
            message = "The signature was made after its key had retired."
            raise UntrustedSignature(message, where=where, mend="Rebuild the pack here.")

    def statement_fault(self, statement: object) -> str:
        """Why a statement is not one this installation signed; empty where it is."""
        if not isinstance(statement, dict) or set(statement) != {"body", "key", "signature"}:
            return "it is no signed statement"
        body, key, signature = statement["body"], statement["key"], statement["signature"]
        if not isinstance(body, dict) or not isinstance(key, str) or not isinstance(signature, str):
            return "it is no signed statement"
        if key != self.signer.public_bytes.hex() and key not in self.retired:
            return f"it names the key {key[:16]}…, which is none of this installation"
        if str(body.get("at", "")) > self.retired.get(key, "9"):
            return f"it was made after its key {key[:16]}… had retired"
        if not SIGNATURE.fullmatch(signature):
            return "its signature is none"
        try:
            message = statement_bytes(body)
        except GreenLangError:
            return "it is not canonical"
        return "" if _fits(key, signature, message) else "its signature does not fit"


@lru_cache(maxsize=65_536)
def _fits(key: str, signature: str, message: bytes) -> bool:
    """The arithmetic alone, once for each statement a process reads: a store of checkpoints is read again and again."""
    return signature_fits(bytes.fromhex(key), bytes.fromhex(signature), message)


def signature_check(public: bytes, signature: Mapping[str, Any], *, sha256: str, purpose: str) -> None:
    """Go on only when the holder of a key signed this hash for this purpose, and nothing else is said beside it.

    Raises:
        UntrustedSignature: the signature does not fit the key, or says other things than were signed.
    """
    at = str(signature.get("at", ""))
    members = signature_members(public, sha256=sha256, purpose=purpose, at=at)
    if {name: value for name, value in signature.items() if name != "signature"} != members:
        raise UntrustedSignature("The signature says other things than were signed.", where="signature")
    try:
        made = exact_base64(signature.get("signature"))
    except ValueError:
        made = b""
    if not signature_fits(public, made, hash_message(sha256, purpose, at)):
        raise UntrustedSignature("The signature does not fit.", where="signature.signature")


def load_keyring(*, pem: str, path: Path, rotations: Path) -> Keyring:
    """The installation's keys.

    Args:
        pem, path: the private key, see `load_signer`.
        rotations: the file of rotations; none is there before the first.

    Raises:
        Unavailable: a key or the file cannot be read.
    """
    signer = load_signer(pem=pem, path=path)
    try:
        found = rotations.stat()
        known = _rotations_read(rotations, found.st_mtime_ns, found.st_size)
    except FileNotFoundError:
        known = ()
    except OSError as error:
        raise Unavailable(f"The rotations of the key cannot be read: {error}.", where=str(rotations)) from error
    return Keyring(signer, _leading_to(signer.public_bytes.hex(), known))


@lru_cache(maxsize=4)
def _rotations_read(path: Path, changed: int, size: int) -> tuple[Rotation, ...]:
    """Every rotation of the file that its two keys signed; read again when the file has changed."""
    read = []
    for line in path.read_bytes().splitlines():
        try:
            read.append(Rotation.from_document(json.loads(line)))
        except (ValueError, RecursionError, UntrustedSignature):
            continue
    return tuple(read)


def _leading_to(key: str, known: tuple[Rotation, ...]) -> tuple[Rotation, ...]:
    """The rotations that lead to a key, oldest first; what leads elsewhere is not believed."""
    found: list[Rotation] = []
    seen = {key}
    while True:
        rotation = next((r for r in known if r.body["new"] == key), None)
        if rotation is None or rotation.body["old"] in seen:
            return tuple(reversed(found))
        found.append(rotation)
        key = rotation.body["old"]
        seen.add(key)


def rotation_append(path: Path, rotation: Rotation) -> None:
    """Add a rotation to the file and see it on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # A leading line break ends a line that a crash has cut short.
        file.write(b"\n" + canonical_json(rotation.as_document()) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def key_rotate(*, path: Path, rotations: Path, now: datetime, keep_old: bool = False) -> tuple[Rotation, Path | None]:
    """Give the installation a new key in its file, and take the old private key from the disk.

    The rotation is on the disk before the file changes; a crash between the two leaves the old key in use.

    Args:
        keep_old: put the old private key beside it, under its key id, instead of destroying it.

    Returns:
        The rotation, and where the old private key is kept, if it is.
    """
    old, new = load_signer(pem="", path=path), Signer.generate()
    rotation = Rotation.between(old, new, at=now, until=now + GRACE)
    fresh, kept = path.with_name(f".{path.name}.new"), path.with_name(f"{path.stem}-{old.key_id}.pem")
    fresh.unlink(missing_ok=True)
    write_private(fresh, new.pem())
    kept.unlink(missing_ok=True)
    os.link(path, kept)
    rotation_append(rotations, rotation)
    fresh.replace(path)
    if not keep_old:
        _destroy(kept)
    return rotation, kept if keep_old else None


def key_hand_over(*, pem: str, out: Path, rotations: Path, now: datetime, grace: timedelta) -> Rotation:
    """Where the key comes from the environment: write the next key to a file and let both sign the rotation.

    The processes go on with the old key until their environment is changed, for which the grace leaves the time.

    Raises:
        Conflict: there is a file of that name.
    """
    if out.exists():
        raise Conflict(f"{out} is there already.", where="--out", mend="Name a new file.")
    old, new = load_signer(pem=pem, path=out), Signer.generate()
    write_private(out, new.pem())
    rotation = Rotation.between(old, new, at=now, until=now + grace)
    rotation_append(rotations, rotation)
    return rotation


def _destroy(path: Path) -> None:
    """Overwrite a private key and remove it. A copy that the disk or a snapshot kept is beyond our reach."""
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
