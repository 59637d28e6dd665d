"""Registered versions as deployers take them."""

from typing import Any

from apps.agents.models import AgentVersion
from apps.agents.spec import read_spec
from apps.registry.services.packs import pack_load, pack_of, signed_here
from apps.runtime.deployers.contract import Release


def release_of(version: AgentVersion) -> Release:
    """The version with its pack: the stored bytes are read and verified, whatever a process has loaded.

    Raises:
        BadPack, UntrustedSignature: it cannot be trusted.
    """
    pack = pack_of(version)
    pack_load(version, pack)
    own = {name: value for name, value in pack.signature.items() if name != "quality_report"}
    return Release(
        tenant_id=version.tenant_id,
        agent=version.agent.slug,
        version=version.version,
        pack=bytes(pack.content),
        pack_sha256=version.pack_sha256,
        signature=own,
        public_key=signed_here(own),
        wishes=_wishes(version),
    )


def release_named(version: AgentVersion) -> Release:
    """The version by its name alone, to pause or to remove: what cannot be trusted any more can still be stopped."""
    return Release(
        tenant_id=version.tenant_id,
        agent=version.agent.slug,
        version=version.version,
        pack=b"",
        pack_sha256=version.pack_sha256,
        signature={},
        public_key="",
    )


def _wishes(version: AgentVersion) -> dict[str, Any]:
    spec = read_spec(bytes(version.spec_source), completion=bytes(version.spec_completion)).spec
    wishes = spec.deployment.kubernetes
    return wishes if isinstance(wishes, dict) else {}
