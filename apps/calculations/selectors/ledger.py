"""Reading the ledger."""

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from apps.calculations.models import Calculation
from apps.calculations.models.ledger import instant_text
from greenlang.engine.numbers import canonical_number
from greenlang.errors import NotFound

CALCULATION_ID = re.compile(r"(?:calc_)?([0-9a-f]{32})\Z")
FETCHED = 2000


def calculation_get(calculation_id: str | uuid.UUID) -> Calculation:
    """A calculation of the present tenant, by ``calc_…`` or bare hex.

    Raises:
        NotFound: no such calculation here.
    """
    match = CALCULATION_ID.match(str(calculation_id).replace("-", ""))
    row = Calculation.objects.filter(id=uuid.UUID(hex=match[1])).first() if match else None
    if row is None:
        raise NotFound("There is no such calculation.", where="calculation_id")
    return row


def calculation_record(row: Calculation) -> dict[str, Any]:
    """The full provenance record, with the design's fields."""
    recipe = row.recipe.content
    formula = recipe["formula"]
    definition = formula["definition"]
    return {
        "calculation_id": str(row),
        "timestamp": instant_text(row.recorded_at),
        "agent_id": row.agent_id,
        "agent_version": row.agent_version,
        "pack_sha256": row.pack_sha256,
        "scope": row.scope,
        "inputs": json.loads(row.inputs),
        "input_hash": row.input_hash,
        "formula_id": row.formula_id,
        "formula_version": row.formula_version,
        "formula_hash": formula["hash"],
        "emission_factor": recipe["emission_factor"],
        "parameters": recipe["parameters"],
        "formula": {
            "expression": formula["expression"],
            "title": definition["title"],
            "source": definition["source"],
            "inputs": definition["inputs"],
            "definition": definition,
        },
        "gases": row.gases,
        "memo": row.memo,
        "gwp_set": row.gwp_set,
        "result": canonical_number(row.result),
        "result_unit": row.result_unit,
        "co2e": canonical_number(row.co2e),
        "co2_biogenic": canonical_number(row.co2_biogenic),
        "result_hash": row.result_hash,
        "source": json.loads(row.source),
        "reverses": f"calc_{row.reverses.hex}" if row.reverses else None,
        "sequence": str(row.sequence),
        "recipe_hash": row.recipe.hash,
        "record_hash": row.record_hash,
        "chain_hash": row.chain_hash,
    }


def latest_for_period(period_id: uuid.UUID) -> Iterator[Calculation]:
    """The calculation that counts for each activity of a period: the latest one, in ledger order."""
    rows = counting(Calculation.objects.filter(period_id=period_id))
    return rows.order_by("sequence").iterator(chunk_size=FETCHED)


def counting(rows: QuerySet[Calculation]) -> QuerySet[Calculation]:
    """Of entries, the one that counts for each activity: the latest calculation, unless it was taken back."""
    latest = (
        rows.filter(reverses__isnull=True)
        .order_by("period_id", "activity_id", "-sequence")
        .distinct("period_id", "activity_id")
    )
    taken_back = Calculation.objects.filter(reverses=OuterRef("id"))
    return Calculation.objects.filter(id__in=latest.values("id")).exclude(Exists(taken_back)).order_by()
