"""Which part of each calculation a report counts."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max

from apps.calculations.models import Calculation
from apps.calculations.models.ledger import instant_text
from apps.inventory.figures.reading import shares_counted, shares_of
from apps.inventory.models import ActivityData, Entity, RejectedRow, ReportingPeriod, Site
from apps.inventory.selectors import entities_of
from apps.reports.gathering.comparatives import base_year_of, company_of, compared_as
from apps.reports.gathering.instruments import boards_accepted
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
            {"name": entity.name, "share": shares.get(entity.id, WHOLE), "control": _control(entity)}
            for entity in entities_of(period.entity_id)
        ],
        "outside": len(every) - len(rows),
    }
    return Consolidated(rows, boundary)


def _control(entity: Entity) -> str:
    """``control`` of `BoundaryEntity`: what the company controls financially it consolidates in its accounts."""
    if entity.parent_id is None or entity.financial_control:
        return "group"
    return "operational" if entity.operational_control else "none"


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
    sites, and whose each site is; the accepted scope 2 board; rejected rows that are settled; and what it is compared
    with. Whether a row is estimated does not change once it is calculated.
    """
    return grounds_among([period])[period.id]


def grounds_among(periods: Iterable[ReportingPeriod]) -> dict[uuid.UUID, str]:
    """`grounds_of` of several periods; what they have in common of their company is read once."""
    periods = list(periods)
    companies = {period.entity_id: _Company.of(period) for period in periods}
    boards = {board.period_id: board for board in boards_accepted(periods)}
    settled = _settled(periods)
    found = {}
    for period in periods:
        company, board = companies[period.entity_id], boards.get(period.id)
        shares = company.shares if period.boundary is None else shares_counted(period)
        grounds = {
            "period": [period.name, period.start.isoformat(), period.end.isoformat()],
            "gwp_set": period.gwp_set,
            "approach": company.entity.consolidation_approach,
            "shares": {str(entity): f"{share.normalize():f}" for entity, share in shares.items()},
            "entities": [[str(key), *said] for key, *said in company.entities if key in shares],
            "sites": [[str(key), str(entity), *said] for key, entity, *said in company.sites if entity in shares],
            "board": [str(board.id), instant_text(board.accepted_at)] if board and board.accepted_at else [],
            "compared": list(compared_as(period, company.entity)),
            "base_year": base_year_of(company.entity),
            **({"settled": settled[period.id]} if period.id in settled else {}),
        }
        found[period.id] = sha256_of(grounds)
    return found


@dataclass(frozen=True, slots=True)
class _Company:
    """A reporting company as it is kept: what it counts, and rows of every entity and site of the organisation."""

    entity: Entity
    shares: dict[uuid.UUID, Decimal]
    entities: list[tuple[Any, ...]]
    sites: list[tuple[Any, ...]]

    @classmethod
    def of(cls, period: ReportingPeriod) -> "_Company":
        return cls(
            company_of(period),
            shares_of(period.entity),
            list(Entity.objects.order_by("id").values_list("id", "name", "country", "lei")),
            list(Site.objects.order_by("id").values_list("id", "entity_id", "name", "country")),
        )


def _settled(periods: list[ReportingPeriod]) -> dict[uuid.UUID, list[str]]:
    """By period that has any: how many of its rejected rows are settled, and when the last one was."""
    rows = RejectedRow.objects.filter(
        upload__period__in=periods, upload__withdrawn_at=None, is_duplicate=False, settled_at__isnull=False
    )
    counted = rows.order_by().values("upload__period").annotate(rows=Count("id"), last=Max("settled_at"))
    return {each["upload__period"]: [str(each["rows"]), instant_text(each["last"])] for each in counted}
