"""Which part of each calculation a report counts."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.calculations.models import Calculation
from apps.inventory.figures.reading import shares_counted
from apps.inventory.models import ActivityData, ReportingPeriod
from apps.inventory.selectors import entities_of

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
