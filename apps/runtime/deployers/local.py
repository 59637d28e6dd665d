"""Deploying on this installation: the web processes themselves load the verified pack."""

from apps.agents.models import AgentVersion
from apps.registry.services import pack_load, pack_of
from apps.runtime.loading import agent_load

NAME = "local"


def deploy_local(version: AgentVersion) -> str:
    """Load the pack once, to see that it can be, and give its path on this installation.

    Raises:
        BadPack, UntrustedSignature, UntrustedCode: it cannot be trusted; nothing was deployed.
    """
    pack = pack_of(version)
    agent_load(version.pack_sha256, lambda: pack_load(version, pack))
    return f"/api/v1/agents/{version.agent.slug}/executions"
