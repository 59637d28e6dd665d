"""Ledger entries made by the kernel itself, without an agent: natural gas by energy, EPA Hub 2025."""

import uuid
from decimal import Decimal
from typing import Any

from apps.calculations.models import Calculation
from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.calculations.services.ledger import ledger_append, record_of
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import Binding, FactorRequest
from greenlang.engine.formula import CompiledFormula, FactorSlot, FormulaDefinition, compile_formula
from greenlang.engine.methods.purchased_electricity import LOCATION_BASED
from greenlang.engine.numbers import canonical_number
from greenlang.engine.records import Recipe, Record, masses_text, recipe_of
from greenlang.engine.units import Quantity

FORMULA = compile_formula(
    FormulaDefinition(
        id="by_energy",
        version="1",
        title="Fuel by energy",
        scope="1",
        expression="quantity * ef",
        inputs={"quantity": "mmBtu(HHV)"},
        factors={"ef": FactorSlot("kg/mmBtu(HHV)", per_gas=True)},
        output_name="co2e",
        output_unit="kg CO2e",
        source="40 CFR 98.33 Eq. C-1b",
    )
)
REQUEST = FactorRequest(
    slot="ef",
    category="stationary-combustion",
    activity="natural-gas",
    region="US",
    unit="kg/mmBtu(HHV)",
    gases=("CO2", "CH4", "N2O"),
    edition="epa-hub-2025",
)


ELECTRICITY = compile_formula(LOCATION_BASED.formula("location_based"))


def calculated(value: str = "50", gwp: str = "AR5", **more: Any) -> tuple[Record, Recipe]:
    """Natural gas in mmBtu, not written, with its recipe."""
    quantity = Quantity.from_document({"value": value, "unit": "mmBtu", "basis": "gross"})
    return made(FORMULA, quantity, REQUEST, gwp, **more)


def made(
    formula: CompiledFormula, quantity: Quantity, request: FactorRequest, gwp: str, **more: Any
) -> tuple[Record, Recipe]:
    """An entry by a formula of a quantity and a factor, not written, with its recipe."""
    binding = Binding(
        formula_id=formula.definition.id,
        inputs={"quantity": quantity},
        factors={"ef": request},
        documents={"quantity": quantity.as_document()},
    )
    factors = {"ef": factor_lookup(request)}
    warming = gwp_set(gwp)
    outcome = formula.evaluate(binding.inputs, factors, warming)
    agent = {"id": "natural-gas", "version": "1.0.0", "pack_sha256": "0" * 64}
    recipe = recipe_of(agent=agent, formula=formula, binding=binding, factors=factors, gwp=warming, outcome=outcome)
    record = record_of(
        recipe=recipe,
        inputs=canonical_json(dict(binding.documents)).decode(),
        masses=masses_text(outcome),
        result=canonical_number(outcome.result),
        co2e=canonical_number(outcome.co2e),
        co2_biogenic=canonical_number(outcome.co2_biogenic),
        source={"site": "North"},
        **{"period_id": uuid.uuid4(), "activity_id": uuid.uuid4(), **more},
    )
    return record, recipe


def append(value: str = "50", gwp: str = "AR5", **more: Any) -> Calculation:
    """One entry in the present tenant's chain."""
    record, recipe = calculated(value, gwp, **more)
    ledger_append(record, recipe)
    return Calculation.objects.get(id=uuid.UUID(record.id))


def electricity_append(kwh: str, *, edition: str, gwp: str = "AR5", **more: Any) -> Calculation:
    """Electricity in California by the location-based method, in the present tenant's chain."""
    request = FactorRequest(
        slot="ef",
        category="purchased-electricity",
        activity="electricity",
        region="US-CAMX",
        unit="kg/kWh",
        gases=("CO2", "CH4", "N2O"),
        edition=edition,
    )
    record, recipe = made(ELECTRICITY, Quantity.from_document({"value": kwh, "unit": "kWh"}), request, gwp, **more)
    ledger_append(record, recipe)
    return Calculation.objects.get(id=uuid.UUID(record.id))


def gas(row: Calculation, name: str) -> Decimal:
    """The mass of one gas, kg."""
    return next(Decimal(g["mass"]) for g in row.gases if g["gas"] == name)
