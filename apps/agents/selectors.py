"""Reading agents."""

from apps.agents.lifecycle import State
from apps.agents.models import Agent, AgentVersion
from greenlang.errors import NotFound

SERVING = (State.RUNNING, State.PAUSED, State.ACTIVE, State.STAGED)


def agents_all() -> list[Agent]:
    """The present tenant's agents, with their versions at hand."""
    return list(Agent.objects.prefetch_related("versions"))


def agent_get(agent_id: str) -> Agent:
    """An agent by its id.

    Raises:
        NotFound: no such agent here.
    """
    agent = Agent.objects.filter(slug=agent_id).first()
    if agent is None:
        raise NotFound(f"There is no agent “{agent_id}”.", where="agent_id", mend="GET /api/v1/agents lists them.")
    return agent


def version_get(agent_id: str, version: str = "") -> AgentVersion:
    """A version of an agent; without a number the one that serves, else the latest.

    Raises:
        NotFound: no such agent or version here.
    """
    agent = agent_get(agent_id)
    versions = AgentVersion.objects.select_related("agent").filter(agent=agent)
    if version:
        found = versions.filter(version=version).first()
    else:
        ranked = sorted(versions, key=lambda v: SERVING.index(v.state) if v.state in SERVING else len(SERVING))
        found = ranked[0] if ranked else None
    if found is None:
        raise NotFound(f"{agent_id} has no version “{version}”." if version else f"{agent_id} has no version yet.")
    return found
