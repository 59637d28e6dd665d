"""A small agent as a generator would write it: burns fuel, by energy or by gas volume."""

from collections.abc import Mapping
from decimal import Decimal
from types import SimpleNamespace

from greenlang.engine import (
    Binding,
    CompiledFormula,
    FactorRequest,
    FactorTable,
    InputField,
    InvalidInput,
    Outcome,
    PinnedFactor,
    Quantity,
    choose_formula,
    inputs_document,
    read_inputs,
)
from tests.engine.formulas import HEAT_CONTENT_GAS, NATURAL_GAS, by_volume, compiled

INPUTS = (
    InputField("fuel", "string", True, "Fuel burnt", choices=("natural-gas", "propane")),
    InputField("region", "string", False, "Region of the factor", default="US", pattern="^[A-Z]{2}(-[A-Z]+)?$"),
    InputField("quantity", "quantity", True, "Fuel burnt", minimum=0),
)
FORMULAS: dict[str, CompiledFormula] = {"by_energy": compiled(), "by_volume": by_volume()}


def request(slot: str, region: str = "US", fuel: str = "natural-gas") -> FactorRequest:
    if slot == "ef":
        gases = ("CO2", "CH4", "N2O")
        return FactorRequest("ef", "stationary-combustion", fuel, region, "kg/mmBtu(HHV)", gases)
    return FactorRequest("heat_content", "heat-content", fuel, region, "mmBtu(HHV)/scf")


def bind(document: Mapping[str, object]) -> Binding:
    values = read_inputs(INPUTS, document)
    formula = choose_formula(FORMULAS, values)
    quantity, fuel, region = values["quantity"], str(values["fuel"]), str(values["region"])
    assert isinstance(quantity, Quantity)
    factors: dict[str, FactorRequest | PinnedFactor] = {
        slot: request(slot, region, fuel) for slot in formula.definition.factors
    }
    return Binding(formula.definition.id, {"quantity": quantity}, factors, inputs_document(values))


def check_output(outcome: Outcome) -> None:
    if outcome.result < Decimal(0):
        raise InvalidInput("outputs.co2e >= 0 does not hold.", where="outputs.co2e")


AGENT = SimpleNamespace(
    AGENT_ID="stationary-combustion",
    AGENT_VERSION="1.0.0",
    GWP_SET="AR5",
    FORMULAS=FORMULAS,
    INPUTS=INPUTS,
    bind=bind,
    check_output=check_output,
)
TABLE = FactorTable.of([(request("ef"), NATURAL_GAS), (request("heat_content"), HEAT_CONTENT_GAS)])
GAS = {"fuel": "natural-gas", "quantity": {"value": "50", "unit": "mmBtu", "basis": "gross"}}
