"""The organisation as its page shows it."""

from decimal import Decimal
from typing import Any

from django.db.models import Count

from apps.inventory.models import ConsolidationApproach, Entity, ReportingPeriod, Site
from apps.inventory.selectors import entities_of

MOST_SITES = 200


def companies() -> list[Entity]:
    """Entities that report by themselves."""
    return list(Entity.objects.filter(parent=None))


def entities_offered() -> list[Entity]:
    """Every entity, company by company."""
    return [entity for company in companies() for entity in entities_of(company.id)]


def organisation_told(site: str) -> dict[str, Any]:
    """``companies``, each with its entities and periods, and the sites whose name holds ``site``, the first of them."""
    sites = Site.objects.select_related("entity").order_by("entity__name", "name")
    wanted = " ".join(site.split())[:200]
    if wanted:
        sites = sites.filter(name__icontains=wanted)
    counts = dict(Site.objects.order_by().values_list("entity_id").annotate(Count("id")))
    shown = list(sites[: MOST_SITES + 1])
    return {
        "companies": [
            _company(root, counts) for root in Entity.objects.filter(parent=None).select_related("base_period")
        ],
        "sites": shown[:MOST_SITES],
        "sites_more": len(shown) > MOST_SITES,
        "sites_total": sum(counts.values()),
        "site_search": wanted,
    }


def _company(root: Entity, counts: dict[Any, int]) -> dict[str, Any]:
    entities = entities_of(root.id)
    return {
        "root": root,
        "entities": [
            {"entity": entity, "sites": counts.get(entity.id, 0), "share": _share(entity)} for entity in entities
        ],
        "periods": list(ReportingPeriod.objects.filter(entity=root)),
    }


def _share(entity: Entity) -> Decimal:
    """Percent of an entity's emissions that count under its company's approach."""
    if entity.consolidation_approach == ConsolidationApproach.EQUITY_SHARE:
        return entity.equity_share.normalize()
    financial = entity.consolidation_approach == ConsolidationApproach.FINANCIAL_CONTROL
    return Decimal(100 if (entity.financial_control if financial else entity.operational_control) else 0)
