"""An execution's answer: its whole provenance, read from what was committed and not from the database."""

import uuid
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from apps.calculations.models import Calculation
from apps.calculations.models import ledger as rows
from apps.calculations.selectors.ledger import calculation_record
from apps.calculations.services.ledger import Place
from greenlang.engine.records import Recipe as RecipeText
from greenlang.engine.records import Record


def committed_record(record: Record, recipe: RecipeText, place: Place) -> dict[str, Any]:
    """The provenance record of a calculation that was committed as a segment of one."""
    row = Calculation(
        id=uuid.UUID(record.id),
        tenant_id=uuid.UUID(record.tenant_id),
        sequence=place.sequence,
        recorded_at=datetime.fromisoformat(record.recorded_at),
        recipe=_recipe(recipe),
        inputs=record.inputs,
        masses=record.masses,
        result=Decimal(record.result),
        co2e=Decimal(record.co2e),
        co2_biogenic=Decimal(record.co2_biogenic),
        source=record.source,
        period_id=record.period_id,
        activity_id=record.activity_id,
    )
    row.__dict__["segment"] = rows.LedgerSegment(
        tenant_id=row.tenant_id,
        first_sequence=place.sequence,
        count=1,
        root=record.hash,
        chain_hash=place.chain_hash,
    )
    return calculation_record(row)


@lru_cache(maxsize=1024)
def _recipe(recipe: RecipeText) -> rows.Recipe:
    """The recipe as a row; shared, nobody changes it."""
    columns = rows.Recipe.columns_of(recipe.document)
    return rows.Recipe(id=recipe.id, tenant_id=uuid.UUID(int=0), hash=recipe.hash, document=recipe.text, **columns)
