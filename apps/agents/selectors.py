"""Reading agents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.agents.lifecycle import State
from apps.agents.models import Agent, AgentVersion, LifecycleEvent, SpecRevision
from apps.agents.semantic_version import precedence
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
    """A version of an agent; without a number the one that serves best, as `serving` chooses.

    Raises:
        NotFound: no such agent or version here.
    """
    agent = agent_get(agent_id)
    versions = AgentVersion.objects.select_related("agent").filter(agent=agent)
    found = versions.filter(version=version).first() if version else serving(versions)
    if found is None:
        raise NotFound(f"{agent_id} has no version “{version}”." if version else f"{agent_id} has no version yet.")
    return found


def serving(versions: Iterable[AgentVersion]) -> AgentVersion | None:
    """The highest of those in the best state, Running first; None where there is none."""
    descending = sorted(versions, key=lambda version: precedence(version.version), reverse=True)
    return min(descending, key=_rank, default=None)


def _rank(version: AgentVersion) -> int:
    return SERVING.index(version.state) if version.state in SERVING else len(SERVING)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One submission of a version's specification, and what became of it.

    Args:
        reached: the state its last event led to; empty where nothing was done with it.
        failure: the payload of the event it failed with, as `lifecycle.ErrorDetails`; None where it did not.
    """

    revision: SpecRevision
    reached: str
    failure: Mapping[str, Any] | None


def attempts_of(version: AgentVersion) -> list[Attempt]:
    """Every attempt at a version, oldest first, each with why it failed."""
    steps: dict[Any, list[LifecycleEvent]] = {}
    for event in LifecycleEvent.objects.filter(version=version).order_by("position"):
        steps.setdefault(event.revision_id, []).append(event)
    return [_attempt(revision, steps.get(revision.id, [])) for revision in version.revisions.all()]


def _attempt(revision: SpecRevision, steps: list[LifecycleEvent]) -> Attempt:
    failed = [step.payload for step in steps if step.event == "agent.failed"]
    done = [step.target for step in steps if step.event not in {"agent.created", "agent.retried"}]
    return Attempt(revision, done[-1] if done else "", failed[-1] if failed else None)


def attempt_get(version: AgentVersion, number: int) -> Attempt:
    """An attempt by its number, from 1.

    Raises:
        NotFound: there was none.
    """
    found = next((attempt for attempt in attempts_of(version) if attempt.revision.number == number), None)
    if found is None:
        raise NotFound(f"{version} has no revision {number}.", where="number")
    return found
