"""Which events make cached values old, and the tags by which such values are found."""

import uuid
from collections.abc import Mapping

CATALOGUE = "ef"
"""Whatever depends on which editions there are."""
NIL_TENANT = uuid.UUID(int=0)
"""The tenant of what is told to all of them: a new edition of the catalogue."""
PLATFORM, LIFECYCLE = "platform", "agent.lifecycle"


def stream_name(topic: str) -> str:
    """The Redis stream of a topic."""
    return f"events:{topic}"


INVALIDATING_STREAMS = (stream_name(PLATFORM), stream_name(LIFECYCLE))


def tenant_tag(tenant: uuid.UUID | str) -> str:
    """Whatever depends on a tenant's configuration or private factors."""
    return f"tenant:{tenant}"


def agent_tag(tenant: uuid.UUID | str, agent_id: str) -> str:
    """Whatever depends on which versions of an agent there are, and on their states."""
    return f"agent:{tenant}:{agent_id}"


def registry_tag(tenant: uuid.UUID | str) -> str:
    """Whatever depends on which agents a tenant has, and on what they can do."""
    return f"registry:{tenant}"


def tags_of(topic: str, event: str, *, tenant: uuid.UUID | str, data: Mapping[str, object]) -> tuple[str, ...]:
    """The tags an event makes old; none for most events.

    ``ef.updated`` of one tenant is about its private factors; every event of an agent's lifecycle counts as its
    deployment does: pausing and retiring take effect at once too.
    """
    if topic == LIFECYCLE:
        return (agent_tag(tenant, str(data.get("agent_id", ""))), registry_tag(tenant))
    if event == "ef.updated" and str(tenant) == str(NIL_TENANT):
        return (CATALOGUE,)
    if event in {"ef.updated", "tenant.updated"}:
        return (tenant_tag(tenant),)
    return ()
