"""The organisation as its page shows it."""

from typing import Any

from django.db.models import Count

from apps.inventory.models import Entity, ReportingPeriod, Site
from apps.inventory.selectors import entities_of

MOST_SITES = 500


def organisation_told() -> dict[str, Any]:
    """``companies``, each with its entities, periods and number of sites; ``sites``, the first of them."""
    roots = Entity.objects.filter(parent=None).select_related("base_period")
    sites = Site.objects.select_related("entity").order_by("entity__name", "name")
    counts = dict(Site.objects.order_by().values_list("entity_id").annotate(Count("id")))
    return {
        "companies": [_company(root, counts) for root in roots],
        "sites": list(sites[:MOST_SITES]),
        "sites_more": max(0, sum(counts.values()) - MOST_SITES),
    }


def _company(root: Entity, counts: dict[Any, int]) -> dict[str, Any]:
    entities = entities_of(root.id)
    return {
        "root": root,
        "entities": [{"entity": entity, "sites": counts.get(entity.id, 0)} for entity in entities],
        "periods": list(ReportingPeriod.objects.filter(entity=root)),
    }
