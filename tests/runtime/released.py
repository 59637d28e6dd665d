"""Releases of example packs, signed with a key of their own, made without a database."""

import uuid
from functools import cache

from apps.registry.archive import PACK_PURPOSE, manifest_check, pack_write, sha256_hex
from apps.runtime.deployers.contract import Release
from apps.runtime.loading import agent_load
from greenlang.engine.contract import AgentContract
from greenlang.signing import Signer
from tests.agents.codegen.agent_samples import completion_bytes, pack_bytes
from tests.agents.codegen.carried_catalogue import build_carried

TENANT = uuid.UUID("0191f3a2-0000-4000-8000-000000000001")


@cache
def signer() -> Signer:
    """The key of the installation that made the releases."""
    return Signer.generate()


@cache
def files_of(name: str) -> dict[str, bytes]:
    """The files of an example pack."""
    return dict(build_carried(pack_bytes(name), completion_bytes(name)).files)


@cache
def release_made(name: str = "stationary-combustion", wishes: tuple[tuple[str, object], ...] = ()) -> Release:
    """A release of an example pack."""
    files = files_of(name)
    manifest, content = manifest_check(files), pack_write(files)
    sha256 = sha256_hex(content)
    return Release(
        tenant_id=TENANT,
        agent=str(manifest["id"]),
        version=str(manifest["version"]),
        pack=content,
        pack_sha256=sha256,
        signature=signer().sign(sha256=sha256, purpose=PACK_PURPOSE),
        public_key=signer().public_bytes.hex(),
        wishes=dict(wishes),
    )


def agent_made(name: str = "stationary-combustion") -> AgentContract:
    """The agent of an example pack, in this process."""
    release = release_made(name)
    return agent_load(release.pack_sha256, lambda: files_of(name))
