"""Which part of each calculation a report counts."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.calculations.models import Calculation
from apps.inventory.figures.reading import shares_counted
from apps.inventory.models import ActivityData, ReportingPeriod, Site
from apps.inventory.selectors import entities_of
from apps.reports.models import InventoryReport
from greenlang.engine.canonical_json import sha256_of

WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The calculations that count, each with the part of it that does, and the boundary as a snapshot says it."""

    rows: list[tuple[Calculation, Decimal]]
    boundary: dict[str, Any]


def consolidated(period: ReportingPeriod, calculations: Iterable[Calculation]) -> Consolidated:
    """What the reporting company counts of a period's calculations; an entity of which nothing counts is left out."""
    shares = shares_counted(period)
    every = list(_shared(period, calculations, shares))
    rows = [(row, share) for row, share in every if share]
    boundary = {
        "approach": period.entity.get_consolidation_approach_display().lower(),
        "entities": [
            {"name": entity.name, "share": shares.get(entity.id, WHOLE)} for entity in entities_of(period.entity_id)
        ],
        "outside": len(every) - len(rows),
    }
    return Consolidated(rows, boundary)


def _shared(
    period: ReportingPeriod, calculations: Iterable[Calculation], shares: dict[uuid.UUID, Decimal]
) -> Iterator[tuple[Calculation, Decimal]]:
    entity_of: dict[uuid.UUID, uuid.UUID] = {}
    if any(share != WHOLE for share in shares.values()):
        entity_of = dict(ActivityData.objects.filter(period=period).values_list("id", "site__entity_id"))
    for row in calculations:
        entity = entity_of.get(row.activity_id) if row.activity_id else None
        yield row, shares.get(entity, WHOLE) if entity else WHOLE


def grounds_of(period: ReportingPeriod) -> str:
    """The hash of what a period's figures stand on besides its data and the ledger.

    That is the period itself, its warming potentials, what counts of each entity and, where not all of each does, whose
    each site is.
    """
    shares = shares_counted(period)
    whose: dict[str, str] = {}
    if any(share != WHOLE for share in shares.values()):
        sites = Site.objects.filter(entity_id__in=shares).values_list("id", "entity_id")
        whose = {str(site): str(entity) for site, entity in sites}
    grounds = {
        "period": [period.name, period.start.isoformat(), period.end.isoformat()],
        "gwp_set": period.gwp_set,
        "shares": {str(entity): f"{share.normalize():f}" for entity, share in shares.items()},
        "sites": whose,
    }
    return sha256_of(grounds)


def stands_on_its_grounds(report: InventoryReport, period: ReportingPeriod) -> bool:
    """Whether a report's figures still stand on what they were frozen with; True where it was not noted then."""
    return not report.grounds or report.grounds == grounds_of(period)
