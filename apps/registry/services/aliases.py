"""Aliases: names that stand for a version and are moved, each move with its reason in a history and an event."""

import re

from django.db import transaction

from apps.agents.lifecycle import State
from apps.agents.models import Agent, AgentVersion
from apps.agents.semantic_version import SemanticVersion
from apps.events.models import Topic
from apps.events.services import event_record
from apps.registry.errors import NotRegistered
from apps.registry.models import AgentAlias, AliasMove
from greenlang.errors import InvalidInput

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
MAX_NAME = 40


@transaction.atomic
def alias_move(*, version: AgentVersion, name: str, actor: str, reason: str = "") -> AgentAlias:
    """Let a name stand for this version from now on; where it does already, nothing happens.

    Raises:
        InvalidInput: the name is none.
        NotRegistered: the version has no pack, or is retired.
    """
    if len(name) > MAX_NAME or not NAME.fullmatch(name) or SemanticVersion.parse(name):
        mend = "Lower-case letters, digits and single hyphens, such as production or candidate."
        raise InvalidInput(f"“{name[:MAX_NAME]}” is no name for an alias.", where="name", mend=mend)
    version.refresh_from_db(fields=["state", "pack_sha256"])
    registered_check(version)
    # Moves of one agent's names wait for each other, so that the history is the order in which they stood.
    Agent.objects.select_for_update().get(id=version.agent_id)
    alias = AgentAlias.objects.select_related("version", "agent").filter(agent=version.agent, name=name).first()
    if alias is not None and alias.version_id == version.id:
        return alias
    source = alias.version.version if alias else ""
    if alias is None:
        alias = AgentAlias(agent=version.agent, name=name)
    alias.version, alias.moved_by = version, actor
    alias.save()
    move = AliasMove(agent=version.agent, name=name, source=source, target=version.version, actor=actor, reason=reason)
    _keep(move)
    return alias


@transaction.atomic
def alias_remove(*, alias: AgentAlias, actor: str, reason: str = "") -> None:
    """The name stands for nothing any more; its history stays."""
    Agent.objects.select_for_update().get(id=alias.agent_id)
    alias.refresh_from_db()
    source = alias.version.version
    _keep(AliasMove(agent=alias.agent, name=alias.name, source=source, target="", actor=actor, reason=reason))
    alias.delete()


def registered_check(version: AgentVersion) -> None:
    """Go on only for a version that others can rely on.

    Raises:
        NotRegistered: it has no pack, or is retired.
    """
    if not version.pack_sha256:
        raise NotRegistered(f"{version} is {version.state} and has no pack.", where="version", mend="Build it first.")
    if version.state == State.RETIRED:
        raise NotRegistered(f"{version} is retired.", where="version", mend="Name another version.")


def _keep(move: AliasMove) -> None:
    """The step in the history, and the event that tells of it."""
    move.save(force_insert=True)
    event_record(
        topic=Topic.LIFECYCLE,
        event="agent.alias-moved",
        aggregate_type="agent",
        aggregate_id=str(move.agent_id),
        payload={
            "agent_id": move.agent.slug,
            "alias": move.name,
            "source": move.source,
            "target": move.target,
            "actor": move.actor,
            "reason": move.reason,
        },
    )
