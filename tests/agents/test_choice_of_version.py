"""Which version stands for an agent where none is named."""

from apps.agents.lifecycle import Created, State
from apps.agents.models import Agent, AgentVersion
from apps.agents.selectors import version_get
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope


def test_the_highest_of_those_that_serve_best(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        agent = Agent.objects.create(slug="agent", name="agent")
        for number in ("1.10.0", "1.9.0", "1.10.0-rc.1"):
            version = AgentVersion(agent=agent, version=number, spec_source=b"one", spec_hash="sha256:1")
            version.begin(Created("sha256:1", "pack", number), actor="anna")
        assert version_get("agent").version == "1.10.0"
        AgentVersion.objects.filter(version="1.9.0").update(state=State.RUNNING)
        assert version_get("agent").version == "1.9.0"
