"""Deploying on this installation: the web processes themselves load the verified pack."""

from apps.agents.models import AgentVersion
from apps.registry.services.packs import pack_load, pack_of
from apps.runtime.loading import agent_load

NAME = "local"


def deploy_local(version: AgentVersion) -> str:
    """Load the pack once, to see that it can be, and give its path on this installation.

    Raises:
        BadPack, UntrustedSignature, UntrustedCode: it cannot be trusted; nothing was deployed.
    """
    start_local(version)
    return f"/api/v1/agents/{version.agent.slug}/executions"


def start_local(version: AgentVersion) -> None:
    """Go on only when the stored pack is whole: its bytes are read and verified, whatever a process has loaded.

    Raises:
        BadPack, UntrustedSignature, UntrustedCode: it cannot be trusted.
    """
    files = pack_load(version, pack_of(version))
    agent_load(version.pack_sha256, lambda: files)
