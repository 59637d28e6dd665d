"""Ledger entries made by the kernel itself, without an agent: natural gas by energy, EPA Hub 2025."""

import json
import uuid
from decimal import Decimal
from typing import Any

from django.utils import timezone

from apps.calculations.models import Calculation
from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.calculations.services.ledger import ledger_append
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import FactorSlot, FormulaDefinition, compile_formula
from greenlang.engine.numbers import canonical_number
from greenlang.engine.provenance import emission_factor_document, input_hash, result_hash
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


def calculated(value: str = "50", gwp: str = "AR5") -> dict[str, Any]:
    """The columns of one entry."""
    inputs = {"quantity": Quantity.from_document({"value": value, "unit": "mmBtu", "basis": "gross"})}
    factors = {"ef": factor_lookup(REQUEST)}
    warming = gwp_set(gwp)
    outcome = FORMULA.evaluate(inputs, factors, warming)
    content: Any = outcome.as_document()
    documents = {"quantity": inputs["quantity"].as_document()}
    factors_document = {
        "emission_factor": emission_factor_document(FORMULA, factors["ef"], outcome),
        "parameters": content["parameters"],
        "formula": {
            "expression": FORMULA.rendered,
            "title": "",
            "source": "",
            "inputs": {},
            "definition": FORMULA.definition.as_document(),
        },
        "resolved": {"ef": factors["ef"].as_document()},
    }
    return {
        "id": uuid.uuid4(),
        "recorded_at": timezone.now(),
        "agent_id": "natural-gas",
        "agent_version": "1.0.0",
        "pack_sha256": "0" * 64,
        "formula_id": "by_energy",
        "formula_version": "1",
        "formula_hash": FORMULA.formula_hash,
        "scope": "1",
        "gwp_set": warming.id,
        "inputs": canonical_json(documents).decode(),
        "input_hash": input_hash(documents),
        "factors": canonical_json(factors_document).decode(),
        "gases": canonical_json(content["gases"]).decode(),
        "result": content["result"],
        "result_unit": content["result_unit"],
        "co2e": canonical_number(outcome.co2e),
        "co2_biogenic": content["co2_biogenic"],
        "result_hash": result_hash(outcome, formula_hash=FORMULA.formula_hash, gwp_set=warming.id),
        "source": canonical_json({"site": "North"}).decode(),
        "period_id": uuid.uuid4(),
        "activity_id": uuid.uuid4(),
    }


def append(value: str = "50", gwp: str = "AR5") -> Calculation:
    """One entry in the present tenant's chain."""
    columns = calculated(value, gwp)
    ledger_append(columns)
    return Calculation.objects.get(id=columns["id"])


def gas(row: Calculation, name: str) -> Decimal:
    """The mass of one gas, kg."""
    return next(Decimal(g["mass"]) for g in json.loads(row.gases) if g["gas"] == name)
