"""Registering packs: verified before they are believed."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.agents.models import AgentVersion
from apps.registry.archive import manifest_check, pack_read, sha256_hex
from apps.registry.errors import BadPack
from apps.registry.models import AgentDescriptor, AgentPack
from greenlang.engine.canonical_json import sha256_of
from greenlang.signing import Signer, load_signer

PURPOSE = "agent-pack"


def installation_signer() -> Signer:
    """This installation's signing key."""
    return load_signer(pem=settings.SIGNING_KEY, path=settings.SIGNING_KEY_FILE)


def pack_sign(content: bytes) -> dict[str, str]:
    """This installation's signature of a pack's hash; it lies beside the pack."""
    return installation_signer().sign(sha256=sha256_hex(content), purpose=PURPOSE)


def pack_verify(content: bytes, *, signature: object, quality_report: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of a pack that this installation signed, whole and as measured.

    Raises:
        BadPack, UntrustedSignature: any flipped byte of pack, signature or the report's hash.
    """
    sha256 = sha256_hex(content)
    installation_signer().verify(signature, sha256=sha256, purpose=PURPOSE)
    if quality_report.get("pack_sha256") not in {sha256, f"sha256:{sha256}"}:
        raise BadPack("The quality report speaks of another pack.", where="quality_report.pack_sha256")
    files = pack_read(content)
    manifest_check(files)
    return files


def pack_load(version: AgentVersion) -> dict[str, bytes]:
    """The verified files of a registered version.

    Raises:
        BadPack, UntrustedSignature: what is stored is not what was registered.
    """
    pack = AgentPack.objects.filter(version=version, sha256=version.pack_sha256).first()
    if pack is None:
        raise BadPack("The registry holds no pack for this version.", where=str(version), mend="Build it again.")
    content = bytes(pack.content)
    if sha256_hex(content) != version.pack_sha256:
        raise BadPack("The stored pack is not the registered one.", where=str(version), mend="Build it again.")
    return pack_verify(content, signature=pack.signature, quality_report=pack.quality_report)


@transaction.atomic
def pack_register(
    *,
    version: AgentVersion,
    content: bytes,
    signature: dict[str, str],
    quality_report: dict[str, Any],
    descriptor: dict[str, Any],
) -> AgentDescriptor:
    """Verify a pack and keep it with its descriptor.

    Raises:
        BadPack, UntrustedSignature: nothing was kept.
    """
    pack_verify(content, signature=signature, quality_report=quality_report)
    pack, _ = AgentPack.objects.get_or_create(
        sha256=sha256_hex(content),
        defaults={
            "version": version,
            "size": len(content),
            "content": content,
            "signature": signature,
            "quality_report": quality_report,
        },
    )
    return AgentDescriptor.objects.create(
        version=version,
        pack=pack,
        domain=descriptor["domain"],
        scope=descriptor["scope"],
        document=descriptor,
        descriptor_hash=sha256_of(descriptor),
    )
