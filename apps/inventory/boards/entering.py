"""Lines of the ledger for kWh that an instrument covers, by the library's market-based method and its own rate."""

from typing import Final

from apps.calculations.services.ledger import record_of
from apps.inventory.boards.grid import Rates
from apps.inventory.models import ActivityData, ContractualInstrument
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import Binding
from greenlang.engine.numbers import canonical_number, parse_number
from greenlang.engine.records import Recipe, Record, masses_text, recipe_of
from greenlang.engine.units import Quantity, parse_unit

BOARD_AGENT: Final = "scope-2-board"
"""Who calculated these lines, where others name their agent: no pack, and no agent runs over their rows."""
BOARD_AGENT_VERSION: Final = "1"


def line_of(row: ActivityData, instrument: ContractualInstrument, rates: Rates) -> tuple[Record, Recipe]:
    """The record of a row that an instrument covers, not written, with its recipe.

    Raises:
        FactorNotFound: the figure that the instrument names is not there.
    """
    kwh = parse_number(row.quantity)
    quantity = Quantity(kwh, parse_unit("kWh"))
    conveyed, outcome = rates.of_instrument(instrument), rates.outcome(instrument, kwh)
    binding = Binding(
        formula_id=rates.formula.definition.id,
        inputs={"quantity": quantity},
        factors={"ef": conveyed.asked},
        documents={"instrument": str(instrument.id), "quantity": quantity.as_document()},
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
        source=_source(row),
        period_id=row.period_id,
        activity_id=row.id,
    )
    return record, recipe


def _source(row: ActivityData) -> dict[str, str]:
    return {
        "site": row.site.name,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "quantity": row.quantity,
        "unit": row.unit,
        "file": row.upload.filename,
        "file_sha256": row.upload.sha256,
        "row": str(row.row),
        "reference": row.reference,
    }
