"""What the agents of the list can be narrowed by."""

from django.db.models import QuerySet

from apps.agents.lifecycle import State
from apps.agents.models import Agent
from apps.portal.listing import Filter, Narrowing
from apps.registry.capabilities import Wanted
from apps.registry.models import CapabilityTerm
from apps.registry.selectors import terms_able

KINDS = ("domain", "scope", "input", "output", "region")
MOST_CHOICES = 300


def capability_filters() -> list[Filter]:
    """A choice a kind, of what registered versions that are not retired have."""
    terms = CapabilityTerm.objects.exclude(version__state=State.RETIRED).values_list("term", flat=True).distinct()
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for term in terms.order_by("term"):
        kind, _, value = term.partition(":")
        if kind in by_kind and value and value != "*" and len(by_kind[kind]) < MOST_CHOICES:
            by_kind[kind].append(value)
    return [Filter(kind, kind.capitalize(), [(value, value) for value in by_kind[kind]]) for kind in KINDS]


def agents_narrowed(agents: "QuerySet[Agent]", narrowing: Narrowing) -> "QuerySet[Agent]":
    """Those that can do everything chosen; all of them where nothing is."""
    chosen = {kind: narrowing.get(kind) for kind in KINDS}
    wanted = Wanted(
        inputs=tuple(filter(None, [chosen["input"]])),
        outputs=tuple(filter(None, [chosen["output"]])),
        domain=chosen["domain"],
        scope=chosen["scope"],
        region=chosen["region"],
    )
    return agents.filter(slug__in=terms_able(wanted).values("agent_slug")) if wanted.alternatives() else agents
