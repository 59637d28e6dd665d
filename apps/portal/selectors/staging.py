"""What the page of a file on its way in asks for."""

import uuid
from collections.abc import Iterable

from apps.agents.lifecycle import State
from apps.inventory.models import ActivityData, ActivityUpload
from apps.portal.selectors.agents import versions_running
from apps.registry.models import CapabilityTerm

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


def hashes_known(period_id: uuid.UUID, hashes: Iterable[str]) -> set[str]:
    """Of the hashes, those of rows the period has."""
    found = ActivityData.objects.filter(period_id=period_id, row_hash__in=list(hashes))
    return set(found.values_list("row_hash", flat=True))


def same_file(period_id: uuid.UUID, sha256: str) -> ActivityUpload | None:
    """The latest upload of the same bytes into the period that was not withdrawn."""
    found = ActivityUpload.objects.filter(period_id=period_id, sha256=sha256, withdrawn_at=None)
    return found.order_by("-uploaded_at").first()
