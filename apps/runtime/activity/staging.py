"""What running agents ask of a file on its way in."""

from apps.agents.lifecycle import State
from apps.registry.models import CapabilityTerm
from apps.runtime.selectors import versions_running

MOST_INPUTS = 60
_INPUT = "input:"
_OWN = {"quantity", "unit", "basis"}


def inputs_known(agent: str = "") -> list[str]:
    """Names of the inputs of running agents, or of one of them, besides the quantity."""
    terms = CapabilityTerm.objects.filter(term__startswith=_INPUT, version__state=State.RUNNING)
    if agent:
        terms = terms.filter(agent_slug=agent)
    found = terms.order_by("term").values_list("term", flat=True).distinct()[:MOST_INPUTS]
    return [name for term in found if (name := term.removeprefix(_INPUT)) not in _OWN]


def agents_offered() -> list[tuple[str, str]]:
    """Slug and name of each agent that runs."""
    found = {version.agent.slug: version.agent.name or version.agent.slug for version in versions_running()}
    return sorted(found.items(), key=lambda each: each[1].lower())
