"""Which of several versions takes work that names none."""

import pytest

from apps.agents.lifecycle import Created, State
from apps.agents.models import Agent, AgentVersion
from apps.runtime.errors import NotAccepting
from apps.runtime.selectors import version_accepting
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope


def test_the_highest_that_is_running_whichever_was_started_last(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        agent = Agent.objects.create(slug="agent", name="agent")
        for number in ("1.10.0", "2.0.0", "1.9.0"):
            version = AgentVersion(agent=agent, version=number, spec_source=b"one", spec_hash="sha256:1")
            version.begin(Created("sha256:1", "pack", number), actor="anna")
        with pytest.raises(NotAccepting):
            version_accepting("agent")
        AgentVersion.objects.exclude(version="2.0.0").update(state=State.RUNNING)
        assert version_accepting("agent").version == "1.10.0"
        assert version_accepting("agent", "1.9.0").version == "1.9.0"
        AgentVersion.objects.filter(version="1.10.0").update(state=State.PAUSED)
        assert version_accepting("agent").version == "1.9.0"
