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
from greenlang.signing import Keyring, load_keyring

PURPOSE = "agent-pack"
REPORT_PURPOSE = "quality-report"


def installation_signer() -> Keyring:
    """This installation's signing key, and those it had before."""
    return load_keyring(pem=settings.SIGNING_KEY, path=settings.SIGNING_KEY_FILE, rotations=settings.KEY_ROTATIONS)


def pack_sign(content: bytes, quality_report: Mapping[str, Any]) -> dict[str, Any]:
    """This installation's signature of a pack's hash, and of its quality report; both lie beside the pack."""
    signer = installation_signer()
    report = signer.sign(sha256=_hex(quality_report["report_hash"]), purpose=REPORT_PURPOSE)
    return {**signer.sign(sha256=sha256_hex(content), purpose=PURPOSE), "quality_report": report}


def pack_verify(content: bytes, *, signature: object, quality_report: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of a pack that this installation signed, whole and as measured.

    Raises:
        BadPack, UntrustedSignature: any flipped byte of pack, signature or the report's hash.
    """
    sha256 = sha256_hex(content)
    signer = installation_signer()
    signer.verify(signature, sha256=sha256, purpose=PURPOSE)
    _report_check(quality_report, signature, sha256)
    files = pack_read(content)
    manifest_check(files)
    return files


def _report_check(report: object, signature: object, sha256: str) -> None:
    if not isinstance(report, dict) or not isinstance(signature, dict):
        raise BadPack("There is no quality report beside the pack.", where="quality_report")
    if report.get("pack_sha256") != sha256:
        raise BadPack("The quality report speaks of another pack.", where="quality_report.pack_sha256")
    rest = {name: value for name, value in report.items() if name != "report_hash"}
    if sha256_of(rest) != report.get("report_hash"):
        raise BadPack("The quality report does not give its own hash.", where="quality_report.report_hash")
    installation_signer().verify(
        signature.get("quality_report"), sha256=_hex(report["report_hash"]), purpose=REPORT_PURPOSE
    )


def _hex(digest: str) -> str:
    return digest.removeprefix("sha256:")


def pack_of(version: AgentVersion) -> AgentPack:
    """The registered pack of a version, its signature checked, its bytes not yet read.

    Raises:
        BadPack, UntrustedSignature: the registry does not hold what this version was registered with.
    """
    pack = AgentPack.objects.defer("content").filter(version=version, sha256=version.pack_sha256).first()
    if pack is None:
        raise BadPack("The registry holds no pack for this version.", where=str(version), mend="Build it again.")
    installation_signer().verify(pack.signature, sha256=version.pack_sha256, purpose=PURPOSE)
    _report_check(pack.quality_report, pack.signature, version.pack_sha256)
    return pack


def pack_load(version: AgentVersion, pack: AgentPack) -> dict[str, bytes]:
    """The verified files of a registered version.

    Raises:
        BadPack, UntrustedSignature: what is stored is not what was registered for this version.
    """
    content = bytes(pack.content)
    if sha256_hex(content) != version.pack_sha256:
        raise BadPack("The stored pack is not the registered one.", where=str(version), mend="Build it again.")
    files = pack_verify(content, signature=pack.signature, quality_report=pack.quality_report)
    manifest = manifest_check(files)
    if (manifest.get("id"), manifest.get("version")) != (version.agent.slug, version.version):
        raise BadPack("The stored pack is another agent's.", where=str(version), mend="Build it again.")
    return files


@transaction.atomic
def pack_register(
    *,
    version: AgentVersion,
    content: bytes,
    signature: dict[str, Any],
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
    # A version that failed after it was registered is registered again with the same pack.
    kept, _ = AgentDescriptor.objects.get_or_create(
        version=version,
        pack=pack,
        defaults={
            "domain": descriptor["domain"],
            "scope": descriptor["scope"],
            "document": descriptor,
            "descriptor_hash": sha256_of(descriptor),
        },
    )
    return kept
