"""A pack with an interface of its own: units beside numbers, names of its own, conditions, contradicted figures."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from apps.agents.spec import Finding, SpecError, read_spec, validate_spec
from apps.agents.spec.goldens import work_goldens
from apps.agents.spec.plan import CalculationPlan, plan_of
from greenlang.engine import FactorRequest, Quantity, ResolvedFactor, parse_unit
from greenlang.errors import GreenLangError
from tests.agents.codegen.agent_samples import catalogue
from tests.agents.spec.completed_pack import COMPLETED_PACK


def plan() -> CalculationPlan:
    return plan_of(read_spec(COMPLETED_PACK.encode()).spec)


def findings(text: str, lookup: Callable[[FactorRequest], ResolvedFactor] | None = catalogue) -> list[Finding]:
    reading = read_spec(text.encode())
    return reading.located(validate_spec(reading.spec, lookup=lookup))


def test_it_is_valid_and_says_which_choices_are_refused() -> None:
    assert read_spec(COMPLETED_PACK.encode()).ledger == ()
    found = findings(COMPLETED_PACK)
    assert {finding.code for finding in found} == {"refused-choice"}
    assert [finding.detail.split(" are refused")[0] for finding in found] == [
        "Documents with carrier peat",
        "Documents with measure GJ",
        "Documents with country CA, XX",
    ]


def test_a_number_takes_the_unit_the_document_says() -> None:
    binding = plan().bind({"carrier": "gas", "amount": "1000.50", "measure": "m3"})
    assert binding.formula_id == "gas_by_volume"
    assert binding.inputs == {"quantity": Quantity(Decimal("1000.5"), parse_unit("m3(60F)"))}
    assert binding.documents == {
        "carrier": "gas", "amount": "1000.5", "measure": "m3", "country": "US", "scope": "1",
    }  # fmt: skip
    assert binding.taken == {"quantity": "amount"}
    requests = {slot: factor for slot, factor in binding.factors.items() if isinstance(factor, FactorRequest)}
    assert {slot: (request.slot, request.activity, request.region) for slot, request in requests.items()} == {
        "ef": ("ef", "natural-gas", "US"),
        "heat_content_gas": ("heat_content_gas", "natural-gas", "US"),
    }


@pytest.mark.parametrize(
    ("document", "pointer", "words"),
    [
        ({"carrier": "gas", "amount": "1", "measure": "GJ"}, "/measure", "What 'GJ' means here is not said. Known are"),
        ({"carrier": "gas", "amount": "1", "measure": "kWh"}, "amount", "kWh does not say its heating-value basis"),
        ({"carrier": "gas", "amount": "1", "measure": "l"}, "amount", ""),
        ({"carrier": "peat", "amount": "1", "measure": "m3"}, "/carrier", "No formula applies where carrier peat"),
        ({"carrier": "gas", "amount": "1", "measure": "m3", "scope": 2}, "/carrier", "carrier is gas and scope is 1"),
        ({"carrier": "gas", "amount": "1", "measure": "m3", "country": "XX"}, "/country", "Known are US"),
        ({"carrier": "gas", "amount": "1", "measure": "m3", "country": "FR"}, "/country", "not accepted"),
        ({"carrier": "gas", "amount": 1.5, "measure": "m3"}, "/amount", "float"),
        ({"carrier": "gas", "amount": "-1", "measure": "m3"}, "/amount", "less than 0"),
        ({"carrier": "gas", "measure": "m3"}, "/amount", "missing"),
        ({"carrier": "gas", "amount": {"value": "1", "unit": "m3"}, "measure": "m3"}, "/amount", ""),
    ],
)
def test_what_is_not_said_is_refused_by_its_name(document: dict[str, object], pointer: str, words: str) -> None:
    with pytest.raises(GreenLangError) as refused:
        plan().bind(document)
    error = refused.value
    assert (error.errors[0]["pointer"] if error.errors else error.where) == pointer
    assert words in str(error)


FAULTS = {
    "unit of a text": (
        "carrier, type: string, ",
        "carrier, type: string, unit_from: {unit: kg}, ",
        "agents[0].inputs[0].unit_from",
        "only a bare number",
    ),
    "unit from nowhere": (
        "input: measure\n",
        "input: size\n",
        "agents[0].inputs[1].unit_from.input",
        "no input 'size'",
    ),
    "unit and input": (
        "input: measure\n",
        "input: measure\n          unit: kg\n",
        "agents[0].inputs[1].unit_from",
        "either",
    ),
    "spelling never given": (
        "therm: therm(HHV)",
        "thm: therm(HHV)",
        "agents[0].inputs[1].unit_from.means.thm",
        "never is",
    ),
    "no unit": ("l: L,", "l: litter,", "agents[0].inputs[1].unit_from.means.l", "litter"),
    "ambiguous unit": ("l: L,", "l: gallon,", "agents[0].inputs[1].unit_from.means.l", "gallon"),
    "unit fits nothing": ("l: L,", "l: km,", "agents[0].inputs[1].unit_from.means.l", "No formula takes amount in km"),
    "value never given": (
        "{gas: natural-gas, oil:",
        "{gass: natural-gas, oil:",
        "factors[0].activity.means.gass",
        "never is",
    ),
    "value without meaning": (
        "{gas: natural-gas, oil:",
        "{gas: '', oil:",
        "factors[0].activity.means.gas",
        "means nothing",
    ),
    "selector by a number": (
        "{input: carrier, means: {gas: natural-gas}}",
        "{input: amount, means: {gas: natural-gas}}",
        "factors[1].activity.input",
        "no text",
    ),
    "condition on nothing": (
        "when: {carrier: gas, scope: 1}",
        "when: {fuel: gas}",
        "formulas[0].when.fuel",
        "no input 'fuel'",
    ),
    "condition never met": (
        "when: {carrier: gas, scope: 1}",
        "when: {carrier: coal}",
        "formulas[0].when.carrier[0]",
        "never is 'coal'",
    ),
    "condition without values": (
        "when: {carrier: gas, scope: 1}",
        "when: {carrier: []}",
        "formulas[0].when.carrier",
        "no value",
    ),
    "overlapping conditions": (
        "when: {carrier: gas, scope: [1]}\n  - id: oil",
        "when: {scope: [1, 2]}\n  - id: oil",
        "",
        "",
    ),
    "renamed into nothing": (
        "with: {quantity: amount, ef: grid_ef}",
        "with: {quantity: amount, ef: power_ef}",
        "formulas[3].with.ef",
        "no factor 'power_ef'",
    ),
    "renamed from nothing": (
        "with: {quantity: amount, ef: grid_ef}",
        "with: {quantity: amount, eff: grid_ef}",
        "formulas[3].with.eff",
        "no input and no factor 'eff'",
    ),
    "no such input": (
        "with: {quantity: amount, ef: grid_ef}",
        "with: {quantity: mass, ef: grid_ef}",
        "formulas[3].with.quantity",
        "no input 'mass'",
    ),
    "no such provenance": ("means: factor.value", "means: factor.price", "agents[0].outputs[2].means", "factor.price"),
    "result as provenance": (
        "unit: kg CO2e, description: Em",
        "unit: kg CO2e, means: gwp_set, description: Em",
        "agents[0].outputs[0].means",
        "what the formulas yield",
    ),
    "a number is a number": ("factor: 53.06", "factor: about 53", "tests.golden[0].expect.factor", "is a number"),
    "unknown golden": ("- golden: gas_by_volume", "- golden: gas", "tests.contradicted[0].golden", "no golden test"),
    "another expectation": (
        "      expected: 1930.0\n",
        "      expected: 1931\n",
        "tests.contradicted[0].expected",
        "expects '1930'",
    ),
    "another figure": ('"1924.49"', '"1924.5"', "", ""),
    "untrue figure": ('"1924.49"', '"1925.49"', "tests.contradicted[0].calculated", "1924.4896"),
    "neither": ('      calculated: "1924.49"\n', "", "tests.contradicted[0]", "either"),
    "not refused": (
        '      calculated: "1924.49"\n',
        "      refused: it is unclear\n",
        "tests.contradicted[0].refused",
        "1924.4896",
    ),
    "refused in truth": (
        "refused: no factor for CA",
        'calculated: "2.6"',
        "tests.contradicted[1].calculated",
        "It is refused",
    ),
    "nothing expected": (
        "{golden: oil_elsewhere,",
        "{golden: oil_elsewhere, output: co2,",
        "tests.contradicted[1]",
        "nothing of",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found_at_its_place(name: str) -> None:
    old, new, path, words = FAULTS[name]
    assert old in COMPLETED_PACK
    errors = [finding for finding in findings(COMPLETED_PACK.replace(old, new, 1)) if finding.is_error]
    found = {finding.as_dict()["path"]: finding for finding in errors}
    if not path:
        assert not found, errors
        return
    assert path in found, [(finding.as_dict()["path"], finding.detail) for finding in errors]
    assert words in found[path].detail
    assert found[path].line > 0


def test_formulas_for_the_same_values_and_units_are_found() -> None:
    overlapping = COMPLETED_PACK.replace("method: stationary-combustion/therms", "method: stationary-combustion/energy")
    overlapping = overlapping.replace(
        "formulas:\n",
        "formulas:\n  - id: again\n    method: stationary-combustion/therms\n"
        "    with: {quantity: amount, ef: fuel_ef}\n    output: {name: kg_co2e}\n    when: {carrier: [oil, gas]}\n",
    )
    (found,) = (finding for finding in findings(overlapping) if finding.code == "ambiguous-formulas")
    assert "for the same values" in found.detail


def test_a_contradiction_of_a_test_that_holds_is_an_error() -> None:
    holding = (
        "  contradicted:\n    - {golden: grid_in_kilowatt_hours, expected: 1950.261, calculated: 1950.26, reason: x}\n"
    )
    found = [each for each in findings(COMPLETED_PACK.replace("  contradicted:\n", holding)) if each.is_error]
    assert [each.detail.split(":")[0] for each in found] == ["The golden test holds"]


def test_an_undeclared_golden_test_that_does_not_hold_is_told() -> None:
    (found,) = (each for each in findings(COMPLETED_PACK.replace("1950.261,", "1960,")) if each.code == "golden-fails")
    assert "1960 is expected, 1950.2612181283 is calculated" in found.detail


def test_golden_tests_are_worked_with_every_form_of_expectation() -> None:
    spec = read_spec(COMPLETED_PACK.encode()).spec
    worked = {each.name: each for each in work_goldens(spec, plan_of(spec), catalogue)}
    assert {name for name, each in worked.items() if each.holds} == {
        "gas_in_therms", "oil_in_litres", "grid_in_kilowatt_hours",
    }  # fmt: skip
    assert [(each.name, each.calculated) for each in worked["gas_in_therms"].compared] == [
        ("kg_co2e", "2655.725"), ("publisher", "US EPA"), ("factor", "53.06"), ("scope", "1"), ("co2", "2653"),
    ]  # fmt: skip
    assert worked["oil_elsewhere"].refused is not None


def test_an_output_beside_a_method_must_be_of_its_kind() -> None:
    tonnes = COMPLETED_PACK.replace("output: {name: kg_co2e}", "output: {name: kg_co2e, unit: t CO2e}", 1)
    assert read_spec(tonnes.encode()).spec.formulas[0].output.unit == "t CO2e"
    with pytest.raises(SpecError, match="but the method stationary-combustion/gas-volume yields 'kg CO2e'"):
        read_spec(tonnes.replace("t CO2e", "kWh", 1).encode())
