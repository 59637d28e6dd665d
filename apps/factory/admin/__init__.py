"""Agents and their lifecycle in the admin: the same verbs as everywhere, only the legal ones offered."""

from apps.factory.admin.agents import AgentAdmin
from apps.factory.admin.histories import LifecycleEventAdmin, SpecRevisionAdmin
from apps.factory.admin.versions import AgentVersionAdmin

__all__ = ["AgentAdmin", "AgentVersionAdmin", "LifecycleEventAdmin", "SpecRevisionAdmin"]
