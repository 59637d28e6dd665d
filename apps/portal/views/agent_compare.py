"""Two versions of an agent side by side, and what changes in numbers from one to the other."""

from django.http import HttpResponse

from apps.agents.models import SPEC_BYTES, AgentVersion
from apps.agents.selectors import agent_get
from apps.factory.differing import numbers_compare
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.comparison import comparison_context, numbers_context, versions_offered
from apps.registry.comparing import versions_compare
from apps.registry.selectors import version_named, versions_in_order


@page()
def agent_compare(request: PortalRequest, agent_id: str) -> HttpResponse:
    """What differs from one registered version to another: ``?from=1.0.0&to=production``."""
    agent = agent_get(agent_id)
    before, after = request.GET.get("from", ""), request.GET.get("to", "")
    found = versions_compare(agent_id, before, after)
    registered = versions_in_order(AgentVersion.objects.filter(agent=agent).exclude(pack_sha256="").defer(*SPEC_BYTES))
    numbers = numbers_compare(version_named(agent_id, before), version_named(agent_id, after))
    context = {
        **comparison_context(found),
        **numbers_context(numbers),
        "agent": {"agent_id": agent_id, "name": agent.name or agent_id},
        "choices_before": versions_offered(registered, found.before),
        "choices_after": versions_offered(registered, found.after),
    }
    return render_page(request, "portal/agents/compare.html", context)
