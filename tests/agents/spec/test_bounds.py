"""Bounds an input takes from the methods that use it: zero, missing and negative are three things."""

from decimal import Decimal

import pytest

from apps.agents.spec import read_spec
from apps.agents.spec.plan import CalculationPlan, plan_of
from greenlang.engine import InputField, InvalidInput
from tests.agents.spec.spec_samples import by_methods, example

BALANCE = example("refrigerant-mass-balance").decode()
STATIONARY = example("stationary-combustion").decode()
SCREENING = """\
pack: {id: screening, name: Screening, version: 1.0.0}
agents:
  - id: screening
    name: Screening
    type: deterministic-calculator
    inputs:
      - {name: refrigerant, type: string, description: Blend}
      - {name: charged_new, type: quantity, description: Filled}
      - {name: installation_loss, type: quantity, description: Lost on installing}
      - {name: charge, type: quantity, description: Charge}
      - {name: annual_leakage, type: quantity, unit: "%", description: Lost in a year}
      - {name: years, type: number, description: Part of a year}
      - {name: charge_of_retired, type: quantity, description: Retired}
      - {name: remaining, type: quantity, description: Still in it, validation: {maximum: "0.9"}}
      - {name: recovered_share, type: quantity, description: Recovered}
    outputs: [{name: co2e, type: quantity, unit: kg CO2e}]
factors:
  - id: composition
    unit: kg/kg
    values: [{gas: CO2e, value: "2"}]
    source: S
    citation: C
formulas: [{id: screening, method: refrigerants/screening@1}]
provenance: {gwp_set: AR5}
tests:
  golden:
    - name: half_a_year
      description: (10 x 0.02 + 100 x 0.05 x 0.5 + 20 x 0.5 x (1 - 0.8)) x 2 = (0.2 + 2.5 + 2) x 2
      input:
        refrigerant: R-1
        charged_new: {value: "10", unit: kg}
        installation_loss: {value: "2", unit: "%"}
        charge: {value: "100", unit: kg}
        annual_leakage: {value: "5", unit: "%"}
        years: "0.5"
        charge_of_retired: {value: "20", unit: kg}
        remaining: {value: "0.5", unit: "1"}
        recovered_share: {value: "80", unit: "%"}
      expect: {co2e: {value: "9.4", tolerance: "0"}}
  properties: [{name: never_negative, rule: outputs.co2e >= 0}]
"""


def plan(text: str) -> CalculationPlan:
    return plan_of(read_spec(text.encode()).spec)


def fields(text: str) -> dict[str, InputField]:
    return {field.name: field for field in plan(text).fields}


def bounds(text: str) -> dict[str, tuple[object, object, str]]:
    return {name: (field.minimum, field.maximum, field.unit) for name, field in fields(text).items()}


def test_an_amount_below_zero_is_refused_unless_the_method_takes_it() -> None:
    found = fields(BALANCE)
    assert found["capacity_increase"].minimum is None
    for name in ("opening_stock", "closing_stock", "purchases", "sales"):
        assert found[name].minimum == 0
        found[name].read({"value": "0", "unit": "kg"})
        with pytest.raises(InvalidInput, match="less than 0"):
            found[name].read({"value": "-1", "unit": "lb"})
    found["capacity_increase"].read({"value": "-1", "unit": "kg"})


def test_bounds_a_pack_sets_itself_are_its_own() -> None:
    line = "        description: Blend sold, returned or destroyed in the period\n"
    said = BALANCE.replace(line, f"{line}        validation: {{minimum: -5, maximum: 7}}\n")
    assert bounds(said)["sales"] == (Decimal(-5), Decimal(7), "")
    assert bounds(said)["purchases"] == (Decimal(0), None, "")


def test_a_bound_other_than_zero_is_meant_in_the_methods_unit_or_the_inputs_own() -> None:
    found = bounds(SCREENING)
    assert found["installation_loss"] == (Decimal(0), Decimal(1), "1")
    assert found["annual_leakage"] == (Decimal(0), Decimal(100), "%")
    assert found["charge"] == (Decimal(0), None, "")
    assert found["years"] == (Decimal(0), Decimal(1), "")
    loss = fields(SCREENING)["installation_loss"]
    loss.read({"value": "100", "unit": "%"})
    with pytest.raises(InvalidInput, match="more than 1"):
        loss.read({"value": "101", "unit": "%"})


def test_a_bound_said_in_whichever_unit_is_given_is_not_joined_with_one_of_a_certain_unit() -> None:
    assert bounds(SCREENING)["remaining"] == (Decimal(0), Decimal("0.9"), "")


def test_where_a_formula_is_written_out_nothing_is_taken() -> None:
    unsaid = STATIONARY.replace("        validation: {minimum: 0}\n", "")
    assert bounds(unsaid)["quantity"] == (None, None, "")
    assert bounds(by_methods(unsaid))["quantity"] == (Decimal(0), None, "")
    one_written_out = by_methods(unsaid).replace(
        "  - id: by_energy\n    method: stationary-combustion/energy\n",
        unsaid[unsaid.index("  - id: by_energy") : unsaid.index("  - id: by_gas_volume")],
    )
    assert bounds(one_written_out)["quantity"] == (None, None, "")
