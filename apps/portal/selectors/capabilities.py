"""What the agents of the list can be narrowed by."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.agents.lifecycle import STATE_CHOICES, State
from apps.agents.models import Agent, AgentVersion
from apps.agents.selectors import SERVING
from apps.portal.listing import Filter, Narrowing
from apps.registry.capabilities import Wanted
from apps.registry.models import CapabilityTerm
from apps.registry.selectors import terms_able

KINDS = ("domain", "scope", "input", "output", "region")
MOST_CHOICES = 300
MOST_WORDS = 8


def capability_filters() -> list[Filter]:
    """A choice a kind, of what registered versions that are not retired have."""
    terms = CapabilityTerm.objects.exclude(version__state=State.RETIRED).values_list("term", flat=True).distinct()
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for term in terms.order_by("term"):
        kind, _, value = term.partition(":")
        if kind in by_kind and value and value != "*" and len(by_kind[kind]) < MOST_CHOICES:
            by_kind[kind].append(value)
    able = [Filter(kind, kind.capitalize(), [(value, value) for value in by_kind[kind]]) for kind in KINDS]
    return [Filter("state", "State", STATE_CHOICES), *able]


def agents_narrowed(agents: "QuerySet[Agent]", narrowing: Narrowing) -> "QuerySet[Agent]":
    """Those whose name or description has every word searched for, whose serving version is in the state chosen, and
    that can do everything chosen.
    """
    for word in narrowing.search.split()[:MOST_WORDS]:
        agents = agents.filter(Q(slug__icontains=word) | Q(name__icontains=word) | Q(description__icontains=word))
    if state := narrowing.get("state"):
        agents = _in_state(agents, state)
    chosen = {kind: narrowing.get(kind) for kind in KINDS}
    wanted = Wanted(
        inputs=tuple(filter(None, [chosen["input"]])),
        outputs=tuple(filter(None, [chosen["output"]])),
        domain=chosen["domain"],
        scope=chosen["scope"],
        region=chosen["region"],
    )
    return agents.filter(slug__in=terms_able(wanted).values("agent_slug")) if wanted.alternatives() else agents


def _in_state(agents: "QuerySet[Agent]", state: str) -> "QuerySet[Agent]":
    """Agents with a version in a state and none in a state that serves better."""
    better = SERVING[: SERVING.index(state)] if state in SERVING else SERVING
    versions = AgentVersion.objects.filter(agent=OuterRef("pk"))
    return agents.filter(Exists(versions.filter(state=state)), ~Exists(versions.filter(state__in=better)))
