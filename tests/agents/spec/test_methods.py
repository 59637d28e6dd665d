"""Formulas by the name of a method: filled in from the library, and held to it."""

import pytest

from apps.agents.spec import Finding, SpecError, read_spec, validate_spec
from apps.agents.spec.plan import plan_of
from greenlang.engine import InvalidInput, method
from tests.agents.codegen.agent_samples import catalogue
from tests.agents.spec.spec_samples import by_methods, example

WRITTEN_OUT = example("stationary-combustion").decode()
NAMED = by_methods(WRITTEN_OUT)
FIRST = "    method: stationary-combustion/energy\n"


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def findings(text: str) -> list[Finding]:
    reading = read_spec(text.encode())
    return reading.located(validate_spec(reading.spec, lookup=catalogue))


def test_a_pack_of_methods_is_valid_and_means_what_it_means_written_out() -> None:
    assert findings(NAMED) == []
    named, written_out = (plan_of(read_spec(text.encode()).spec) for text in (NAMED, WRITTEN_OUT))
    assert named.formulas == written_out.formulas
    assert named.fields == written_out.fields


def test_what_the_method_says_is_filled_in() -> None:
    formula = read_spec(NAMED.encode()).spec.formulas[0]
    definition = method("stationary-combustion/energy").definition
    assert (formula.id, formula.method) == ("by_energy", "stationary-combustion/energy")
    assert (formula.expression, formula.scope, formula.title) == ("quantity * ef", "1", "Fuel as energy")
    assert (formula.source, dict(formula.inputs)) == (definition.source, {"quantity": "mmBtu(HHV)"})


@pytest.mark.parametrize(
    "said",
    [
        "version: 1",
        "scope: 1",
        "title: Fuel as\n      energy",
        "source: 40 CFR 98.33 Eq. C-1b (CO2) and C-8b (CH4, N2O)",
        "inputs: {quantity: MMBtu (gross)}",
        "output: {name: co2e, unit: kgCO2e}",
        "origin: combustion",
        "title:",
    ],
)
def test_what_agrees_may_be_said_in_any_spelling(said: str) -> None:
    assert findings(NAMED.replace(FIRST, f"{FIRST}    {said}\n", 1)) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("scope: 2", "is '2', but the method stationary-combustion/energy has '1'"),
        ("version: 2", "has '1'"),
        ("title: Other", "has 'Fuel as energy'"),
        ("source: Other", "has '40 CFR 98.33"),
        ("origin: fugitive", "has 'combustion'"),
        ("inputs: {quantity: mmBtu(LHV)}", "is 'quantity in mmBtu(LHV)', but"),
        ("inputs: {fuel_burnt: mmBtu(HHV)}", "has 'quantity in mmBtu(HHV)'"),
        ("output: {name: co2, unit: kg CO2}", "is in 'kg CO2', but the method stationary-combustion/energy yields"),
    ],
)
def test_what_disagrees_is_refused_at_its_line(said: str, words: str) -> None:
    text = NAMED.replace(FIRST, f"{FIRST}    {said}\n", 1)
    with pytest.raises(SpecError) as caught:
        read_spec(text.encode())
    (problem,) = caught.value.problems
    assert problem.path == ("formulas", 0, said.partition(":")[0])
    assert problem.line == line_of(text, FIRST.strip()) + 1
    assert words in problem.detail
    assert "Leave it out" in problem.mend


@pytest.mark.parametrize(
    ("name", "detail", "mend"),
    [
        ("stationary-combustion/enrgy", "no method 'stationary-combustion/enrgy'", "mean stationary-combustion/energy"),
        ("stationary-combustion/energy@7", "no version '7'", "There is version 1"),
        ("stationary-combustion/energy@", "no version ''", "There is version 1"),
        ("teleport", "no method 'teleport'", "Methods are stationary-combustion/energy, "),
        ("[a, b]", "must be a text", "Methods are"),
    ],
)
def test_an_unknown_method_names_the_nearest(name: str, detail: str, mend: str) -> None:
    text = NAMED.replace(FIRST, f"    method: {name}\n", 1)
    with pytest.raises(SpecError) as caught:
        read_spec(text.encode())
    (problem,) = caught.value.problems
    assert problem.path == ("formulas", 0, "method")
    assert problem.line == line_of(text, f"method: {name}")
    assert detail in problem.detail
    assert mend in problem.mend


def test_an_expression_beside_a_method_is_refused() -> None:
    with pytest.raises(SpecError) as caught:
        read_spec(NAMED.replace(FIRST, f"{FIRST}    expression: quantity * ef\n", 1).encode())
    assert [problem.path for problem in caught.value.problems] == [("formulas", 0, "method")]
    assert "beside an `expression`" in caught.value.problems[0].detail


@pytest.mark.parametrize("text", [NAMED.replace(FIRST, ""), NAMED.replace(FIRST, "    method:\n")])
def test_a_formula_with_neither_says_what_can_be_written(text: str) -> None:
    with pytest.raises(SpecError) as caught:
        read_spec(text.encode())
    problem = next(problem for problem in caught.value.problems if problem.path[-1] == "expression")
    assert (problem.path, problem.line) == (("formulas", 0, "expression"), line_of(text, "id: by_energy"))
    assert "`method`" in problem.mend


def test_a_missing_factor_is_named_with_all_the_method_needs() -> None:
    text = NAMED.replace("- id: heat_content_gas", "- id: heat_content")
    (found,) = [finding for finding in findings(text) if finding.is_error]
    assert found.path == ("formulas", 1, "method")
    assert found.line == line_of(text, "stationary-combustion/gas-volume@1")
    assert found.detail == (
        "The method stationary-combustion/gas-volume needs heat_content_gas (mmBtu(HHV)/scf, a parameter) and "
        "ef (kg/mmBtu(HHV), per gas); there is no factor heat_content_gas."
    )
    with pytest.raises(InvalidInput, match="no factor heat_content_gas"):
        plan_of(read_spec(text.encode()).spec)


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ("unit: kg/mmBtu(HHV)", "unit: kg/mmBtu(LHV)", ("factors", 0, "unit"), "in kg/mmBtu(HHV)"),
        ("unit: mmBtu(HHV)/scf", "unit: mmBtu(HHV)/L", ("factors", 1, "unit"), "in mmBtu(HHV)/scf"),
        ("    parameter: true\n", "    gases: [CO2]\n", ("factors", 1, "parameter"), "as a parameter"),
        ("    gases: [CO2, CH4, N2O]\n", "    parameter: true\n", ("factors", 0, "parameter"), "as an emission factor"),
    ],
)
def test_a_factor_that_does_not_fit_its_slot_is_refused(
    old: str, new: str, path: tuple[str | int, ...], words: str
) -> None:
    found = [finding for finding in findings(NAMED.replace(old, new, 1)) if finding.is_error]
    assert {finding.path for finding in found} == {path}
    assert words in found[0].detail
    assert found[0].line > 0


def test_a_factor_may_be_in_any_unit_of_the_slots_kind() -> None:
    """The example's rates are in lb/MWh; the method's slot is in kg/kWh."""
    spec = read_spec(example("purchased-electricity")).spec
    assert spec.factors[0].unit == "lb/MWh"
    definition = plan_of(spec).formulas["location_based"].definition
    assert definition.factors["ef"].unit == "kg/kWh"


def test_an_input_the_agent_does_not_declare_is_named() -> None:
    text = NAMED.replace("- name: quantity", "- name: amount").replace("quantity: {value", "amount: {value")
    found = [finding for finding in findings(text) if finding.path == ("formulas", 0, "inputs", "quantity")]
    assert "no input 'quantity'" in found[0].detail
