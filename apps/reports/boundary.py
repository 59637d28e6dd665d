"""Which part of each calculation a report counts."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.calculations.models import Calculation
from apps.calculations.models.ledger import instant_text
from apps.inventory.figures.reading import shares_counted
from apps.inventory.models import ActivityData, Entity, ReportingPeriod, Site
from apps.inventory.selectors import entities_of
from apps.reports.gathering.comparatives import base_year_of, company_of, compared_as
from apps.reports.gathering.instruments import accepted_board
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
    """The hash of what a period's report stands on besides its data, its disclosures and the ledger.

    That is the period itself, its warming potentials, what counts of each entity; names and countries of entities and
    sites, and whose each site is; the accepted scope 2 board; and what it is compared with. Whether a row is estimated
    does not change once it is calculated.
    """
    shares = shares_counted(period)
    board = accepted_board(period)
    company = company_of(period)
    entities = Entity.objects.filter(id__in=shares).order_by("id").values_list("id", "name", "country", "lei")
    sites = Site.objects.filter(entity_id__in=shares).order_by("id").values_list("id", "entity_id", "name", "country")
    grounds = {
        "period": [period.name, period.start.isoformat(), period.end.isoformat()],
        "gwp_set": period.gwp_set,
        "approach": company.consolidation_approach,
        "shares": {str(entity): f"{share.normalize():f}" for entity, share in shares.items()},
        "entities": [[str(key), *said] for key, *said in entities],
        "sites": [[str(key), str(entity), *said] for key, entity, *said in sites],
        "board": [str(board.id), instant_text(board.accepted_at)] if board and board.accepted_at else [],
        "compared": list(compared_as(period, company)),
        "base_year": base_year_of(company),
    }
    return sha256_of(grounds)


def stands_on_its_grounds(report: InventoryReport, period: ReportingPeriod) -> bool:
    """Whether a report's figures still stand on what they were frozen with; True where it was not noted then."""
    return not report.grounds or report.grounds == grounds_of(period)
