"""Lines of the ledger for kWh of a board, by the library's market-based method and what the board found for them."""

import uuid
from collections.abc import Mapping
from typing import Final

from apps.calculations.accounting.scope2 import Step
from apps.calculations.models import Recipe
from apps.calculations.services.ledger import record_of
from apps.inventory.boards.grid import Conveyed, Rates, average_of
from apps.inventory.boards.handed import Part
from apps.inventory.models import ActivityData, ContractualInstrument
from apps.inventory.sources import source_of
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import Binding
from greenlang.engine.numbers import canonical_number, parse_number
from greenlang.engine.records import Recipe as RecordedRecipe
from greenlang.engine.records import Record, masses_text, recipe_of
from greenlang.engine.units import Quantity, parse_unit

BOARD_AGENT: Final = "scope-2-board"
"""Who calculated these lines, where others name their agent: no pack, and no agent runs over their rows."""
BOARD_AGENT_VERSION: Final = "1"


def conveyed_of(
    part: Part, location: Recipe, rates: Rates, instruments: Mapping[uuid.UUID, ContractualInstrument]
) -> Conveyed:
    """What the kWh of a part are multiplied by.

    Args:
        location: how the location-based line of the same consumption was calculated.
    """
    if part.instrument_id is not None:
        return rates.of_instrument(instruments[part.instrument_id])
    if part.step is Step.RESIDUAL_MIX:
        region = str(location.content["emission_factor"].get("region", "")) or part.line.region
        return rates.of_residual(region, part.line.start)
    return average_of(location)


def line_of(row: ActivityData, part: Part, conveyed: Conveyed, rates: Rates) -> tuple[Record, RecordedRecipe]:
    """The record of a row of the board, not written, with its recipe."""
    kwh = parse_number(row.quantity)
    quantity, outcome = Quantity(kwh, parse_unit("kWh")), rates.outcome(conveyed, kwh)
    instrument = {"instrument": str(part.instrument_id)} if part.instrument_id else {}
    binding = Binding(
        formula_id=rates.formula.definition.id,
        inputs={"quantity": quantity},
        factors={"ef": conveyed.asked},
        documents={**instrument, "quantity": quantity.as_document(), "step": part.step.value},
    )
    recipe = recipe_of(
        agent={"id": BOARD_AGENT, "version": BOARD_AGENT_VERSION, "pack_sha256": ""},
        formula=rates.formula,
        binding=binding,
        factors={"ef": conveyed.factor},
        gwp=rates.gwp,
        outcome=outcome,
    )
    record = record_of(
        recipe=recipe,
        inputs=canonical_json(dict(binding.documents)).decode(),
        masses=masses_text(outcome),
        result=canonical_number(outcome.result),
        co2e=canonical_number(outcome.co2e),
        co2_biogenic=canonical_number(outcome.co2_biogenic),
        source=source_of(row).as_document(),
        period_id=row.period_id,
        activity_id=row.id,
    )
    return record, recipe
