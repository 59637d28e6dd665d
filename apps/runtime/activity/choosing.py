"""Choosing a factor for rows that wait: among the candidates of a group, or what other words find."""

from decimal import Decimal
from typing import Any

from apps.inventory.models import FactorMapping, MappingGroup, ReportingPeriod
from apps.inventory.models.mapping import How
from apps.inventory.services.mapping import candidates_searched, group_accept, groups_accept_above
from apps.inventory.services.mapping.decisions import Accepted
from apps.inventory.services.mapping.index import ranker_for
from apps.runtime.activity.offers import offers_running
from apps.runtime.activity.trying import RunningAgents
from greenlang.errors import InvalidInput

MAX_SEARCH = 200


def agents_mapping() -> dict[str, str]:
    """Names of the running agents that rows can be mapped to, by slug."""
    return {offer.agent: offer.name for offer in offers_running()}


def candidates_found(group: MappingGroup, text: str) -> list[dict[str, Any]]:
    """Candidates for a group by other words than its own, each tried with its agent."""
    return candidates_searched(group, text[:MAX_SEARCH], ranker_for(offers_running()), RunningAgents(group.period))


def group_choose(*, group: MappingGroup, key: str, by: str, search: str = "", reason: str = "") -> FactorMapping:
    """Accept the candidate of that key.

    Args:
        search: the words it was found by; empty: it is one of the group's own.

    Raises:
        InvalidInput: it is not among them (any more), or its agent does not run; or as `group_accept`.
        AlreadyDecided, PeriodLocked: nothing was changed.
    """
    known = candidates_found(group, search) if search else group.candidates
    candidate = next((each for each in known if each["key"] == key), None)
    if candidate is None or candidate["agent"] not in agents_mapping():
        mend = "Have the rows looked through again."
        raise InvalidInput("This candidate is not among them any more.", where="key", mend=mend)
    how = How.SEARCHED if search else How.CHOSEN
    return group_accept(group=group, candidate=candidate, by=by, how=how, reason=reason)


def groups_choose_above(*, period: ReportingPeriod, confidence: Decimal, by: str, reason: str = "") -> Accepted:
    """Accept the first candidate of every group that is at least so sure and whose agent runs.

    Raises:
        PeriodLocked: nothing was changed.
    """
    agents = agents_mapping()
    return groups_accept_above(period=period, confidence=confidence, agents=agents, by=by, reason=reason)
