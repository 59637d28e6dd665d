"""What stands around a scope 2 board: its job, agents for its rows, names of instruments and factors."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from apps.agents.models import AgentVersion
from apps.calculations.catalogue.fallback import MARKET_BASED, method_of
from apps.calculations.models import EmissionFactor
from apps.inventory.models import BoardLine, ContractualInstrument, ReportingPeriod, Scope2Board
from apps.inventory.tasks import BOARD
from apps.jobs.models import Job
from apps.registry.models import AgentDescriptor
from apps.runtime.selectors import versions_running
from greenlang.engine.methods.purchased_electricity import MARKET_BASED as MARKET_METHOD


def board_job(period: ReportingPeriod) -> Job | None:
    """The last job that worked the period's board out, or is at it."""
    return Job.objects.filter(kind=BOARD, arguments__period_id=str(period.id)).order_by("-created_at").first()


def market_agents() -> list[AgentVersion]:
    """Running agents that calculate scope 2 by the market-based method."""
    running = versions_running()
    documents = AgentDescriptor.objects.filter(version__in=running).values_list("version_id", "document")
    market = {version for version, document in documents if _is_market_based(document)}
    return [version for version in running if version.id in market]


def _is_market_based(document: dict[str, list[dict[str, str]]]) -> bool:
    sources = {formula.get("source", "") for formula in document.get("formulas", [])}
    categories = {factor.get("category", "") for factor in document.get("factors", [])}
    return MARKET_METHOD.definition.source in sources or any(method_of(name) is MARKET_BASED for name in categories)


def board_lines(board: Scope2Board, *, search: str = "", market: str = "", only: str = "") -> "QuerySet[BoardLine]":
    """The consumptions of a board.

    Args:
        search: in site and region.
        market: one market.
        only: "open" with kWh that have no factor, "refused" that are not measured in energy.
    """
    rows = board.lines.order_by("place")
    if market:
        rows = rows.filter(market=market)
    if only == "open":
        rows = rows.filter(without_factor_kwh__gt=0)
    elif only == "refused":
        rows = rows.exclude(refused="")
    for word in search.split():
        rows = rows.filter(site__icontains=word) | rows.filter(region__icontains=word)
    return rows


def instrument_names(ids: Iterable[str]) -> dict[str, str]:
    """Names of instruments, by id."""
    wanted = [uuid.UUID(text) for text in set(ids) if text]
    return {str(row.id): row.name for row in ContractualInstrument.objects.filter(id__in=wanted).only("id", "name")}


def published_among(ef_cids: Iterable[str]) -> set[str]:
    """Those of some content ids that the catalogue has; others are a tenant's own."""
    return set(EmissionFactor.objects.filter(ef_cid__in=set(ef_cids)).values_list("ef_cid", flat=True))
