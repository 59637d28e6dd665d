"""Packs between installations: exported with everything that proves them, and taken in again.

What this installation signed is registered again as it is. What a stranger signed is refused, or built anew from the
specification in it: a stranger's code is never loaded.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.agents.codegen import select_template
from apps.agents.domains import match_domain
from apps.agents.lifecycle import CodeArtifact, GenerationConfig, QualityVerdict, Registered
from apps.agents.models import AgentVersion
from apps.evaluation.models import QualityReport
from apps.factory.descriptor import descriptor_document
from apps.factory.errors import AnotherPack, StrangersPack, VersionTaken
from apps.factory.reading import Submission, submission_read
from apps.factory.services import Watch, build_now, version_open
from apps.registry.archive import manifest_check, pack_read, sha256_hex
from apps.registry.bundle import Bundle, bundle_read, bundle_write
from apps.registry.models import AgentPack
from apps.registry.services.packs import (
    PURPOSE,
    Seal,
    installation_signer,
    pack_load,
    pack_of,
    pack_register,
    pack_verify,
    signed_here,
)
from apps.runtime.loading import agent_load
from greenlang.engine.canonical_json import sha256_of
from greenlang.isolation import tenant_scope
from greenlang.signing import fingerprint_of, signature_check


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a pack that was taken in.

    Args:
        outcome: "registered", "registered before" or "rebuilt".
        fingerprint: of the key that had signed it.
        identical: whether the archive here is the archive that came, byte for byte.
        differing: paths of the files that are not the same in both.
    """

    version: AgentVersion
    outcome: str
    fingerprint: str
    identical: bool = True
    differing: tuple[str, ...] = ()

    def as_document(self) -> dict[str, Any]:
        """For commands and endpoints."""
        return {
            "agent_id": self.version.agent.slug,
            "version": self.version.version,
            "state": self.version.state,
            "pack_sha256": self.version.pack_sha256,
            "outcome": self.outcome,
            "signed_by": self.fingerprint,
            "identical": self.identical,
            "differing": list(self.differing),
        }


def pack_export(version: AgentVersion) -> bytes:
    """One file with the verified pack of a version, what lies beside it, and this installation's public key.

    Raises:
        BadPack, UntrustedSignature: the version has no pack, or not the one it was registered with.
    """
    pack = pack_of(version)
    pack_load(version, pack)
    seal = Seal.beside(pack)
    public = bytes.fromhex(signed_here(seal.signature))
    documents = {"signature": seal.signature, "quality_report": seal.quality_report, "statement": seal.statement}
    return bundle_write(Bundle(bytes(pack.content), documents, public))


def bundle_open(data: bytes) -> tuple[Bundle, bool]:
    """A file read, and whether this installation signed what is in it.

    Raises:
        BadPack: it is no such file.
        UntrustedSignature: not even the key that travels with it signed it.
    """
    bundle = bundle_read(data)
    keyring = installation_signer()
    own = bundle.public_key.hex() in {keyring.signer.public_bytes.hex(), *keyring.retired}
    if not own:
        signature = {name: value for name, value in bundle.documents["signature"].items() if name != "quality_report"}
        sha256 = sha256_hex(bundle.content)
        signature_check(bundle.public_key, signature, sha256=sha256, purpose=PURPOSE)
    return bundle, own


def sources_of(bundle: Bundle) -> Submission:
    """The specification in a stranger's pack, and its completion where it has one.

    Raises:
        BadPack: the archive is none, or holds no specification.
    """
    files = pack_read(bundle.content)
    manifest_check(files)
    return Submission(files.get("pack.yaml", b""), files.get("completion.yaml", b""))


def stranger_refuse(bundle: Bundle) -> None:
    """Say whose pack it is.

    Raises:
        StrangersPack: always.
    """
    raise StrangersPack(
        f"Another installation signed this pack; its key has the fingerprint {fingerprint_of(bundle.public_key)}.",
        where="signature.key_id",
        mend="Rebuild it here from the specification in it: import_pack --rebuild, or ?rebuild=true.",
    )


def pack_import(
    *, tenant_id: uuid.UUID, data: bytes, actor: str, rebuild: bool = False, on_stage: Watch | None = None
) -> Moved:
    """Take a pack in, in this process.

    Args:
        rebuild: build a stranger's anew from its specification, through the whole pipeline.

    Raises:
        BadPack, UntrustedSignature: it is none, or was changed on its way.
        StrangersPack: a stranger signed it, and rebuilding was not asked for.
        VersionTaken, AnotherPack: the version is here with another pack.
        GreenLangError: what a build raises.
    """
    bundle, own = bundle_open(data)
    if own:
        with tenant_scope(tenant_id):
            return pack_register_again(bundle, actor=actor)
    if not rebuild:
        stranger_refuse(bundle)
    sources = sources_of(bundle)
    built = build_now(
        tenant_id=tenant_id, source=sources.source, completion=sources.completion, actor=actor, on_stage=on_stage
    )
    with tenant_scope(tenant_id):
        return rebuilt(built.version, bundle)


def rebuilt(version: AgentVersion, bundle: Bundle) -> Moved:
    """A version that was built from a stranger's specification, beside the pack that came."""
    fingerprint = fingerprint_of(bundle.public_key)
    version.refresh_from_db()
    kept = AgentPack.objects.filter(version=version, sha256=version.pack_sha256).first()
    ours = pack_read(bytes(kept.content)) if kept else {}
    theirs = pack_read(bundle.content)
    differing = tuple(sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)))
    identical = version.pack_sha256 == sha256_hex(bundle.content)
    return Moved(version, "rebuilt", fingerprint, identical, differing)


def pack_register_again(bundle: Bundle, *, actor: str) -> Moved:
    """Register a pack of this installation's own signature in the present tenant; the version is Staged then.

    Its history has the steps of a build, with what the pack and its report say of each.

    Raises:
        BadPack, UntrustedSignature: it was changed.
        VersionTaken, AnotherPack: the version is here with another pack, or its gate had not passed.
    """
    seal = Seal(**bundle.documents)
    files, sha256 = pack_verify(bundle.content, seal), sha256_hex(bundle.content)
    fingerprint = fingerprint_of(bundle.public_key)
    submission = Submission(files["pack.yaml"], files.get("completion.yaml", b""))
    version, _ = version_open(source=submission.source, completion=submission.completion, actor=actor)
    if version.pack_sha256 == sha256:
        return Moved(version, "registered before", fingerprint)
    if version.pack_sha256:
        message = f"{version} is registered here with another pack."
        raise VersionTaken(message, where="pack.version", mend="Versions never change: raise pack.version.")
    manifest, gate = manifest_check(files), seal.quality_report["gate"]
    if (manifest.get("id"), manifest.get("version")) != (version.agent.slug, version.version):
        raise AnotherPack("The pack is not what its specification says.", where="manifest.json")
    if gate["verdict"] != "PASS":
        raise AnotherPack(
            f"Its gate says {gate['verdict']}; a reviewer's decision does not travel.",
            where="quality_report.gate",
            mend="Build it here from its specification, and let it be reviewed.",
        )
    _steps(version, submission, files, seal, actor)
    return Moved(_registered(version, bundle, files, seal, actor), "registered", fingerprint)


def _steps(version: AgentVersion, submission: Submission, files: Mapping[str, bytes], seal: Seal, actor: str) -> None:
    """From Draft to Validated, as the pack tells it."""
    domain = match_domain(submission_read(submission).spec)
    generated = GenerationConfig(version.spec_hash, domain.domain, select_template(domain).template)
    version.transition("agent.generated", generated, actor=actor, domain=domain.domain)
    hashes = {name: sha256_hex(data) for name, data in files.items()}
    artifact = CodeArtifact(len(files), sum(map(len, files.values())), sha256_of(hashes))
    version.transition("agent.built", artifact, actor=actor)
    gate, evaluation = seal.quality_report["gate"], seal.quality_report["evaluation"]
    verdict = QualityVerdict(gate["verdict"], gate["score"], gate["label"], sha256_of(evaluation))
    version.transition("agent.validated", verdict, actor=actor)


def _registered(
    version: AgentVersion, bundle: Bundle, files: Mapping[str, bytes], seal: Seal, actor: str
) -> AgentVersion:
    """The pack, its report and its descriptor kept, and the version Staged."""
    report, sha256 = seal.quality_report, sha256_hex(bundle.content)
    gate = report["gate"]
    QualityReport.objects.create(
        version=version,
        pack_sha256=sha256,
        verdict=gate["verdict"],
        score=gate["score"],
        label=gate["label"],
        provisional=gate["provisional"],
        measured_weight=int(gate["measured_weight"]),
        document=report,
        report_hash=report["report_hash"],
        seconds=report["evaluation"]["seconds"],
    )
    spec = submission_read(Submission.of(version)).spec
    descriptor = descriptor_document(
        spec=spec,
        domain=match_domain(spec),
        agent=agent_load(sha256, lambda: files),
        pack_sha256=sha256,
        spec_hash=version.spec_hash,
        gate={name: gate[name] for name in ("verdict", "score", "label")},
    )
    kept = pack_register(version=version, content=bundle.content, seal=seal, descriptor=descriptor)
    payload = Registered(sha256, kept.descriptor_hash)
    version.transition("agent.registered", payload, actor=actor, pack_sha256=sha256)
    return version
