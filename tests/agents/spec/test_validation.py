"""Validation: every fault of a specification is found, at its place, with what would be right."""

from collections.abc import Callable

import pytest

from apps.agents.spec import Finding, read_spec, validate_spec
from apps.agents.spec.potentials import builtin_potentials
from greenlang.engine import FactorRequest, GwpSet, InvalidFactor, ResolvedFactor
from tests.agents.codegen.agent_samples import EVERYTHING_PACK, catalogue
from tests.agents.spec.spec_samples import FACTORY_PACK, example

STATIONARY = example("stationary-combustion").decode()


def findings(text: str, lookup: Callable[[FactorRequest], ResolvedFactor] | None = catalogue) -> list[Finding]:
    reading = read_spec(text.encode())
    return reading.located(validate_spec(reading.spec, lookup=lookup))


def changed(old: str, new: str, *, text: str = STATIONARY) -> str:
    assert old in text, old
    return text.replace(old, new, 1)


@pytest.mark.parametrize("text", [STATIONARY, example("purchased-electricity").decode()])
def test_example_packs_have_no_findings(text: str) -> None:
    assert findings(text) == []


def test_the_pack_of_every_input_has_only_warnings() -> None:
    found = findings(EVERYTHING_PACK)
    assert {finding.code for finding in found} == {"unchecked-expectation", "property"}
    assert not any(finding.is_error for finding in found)


RULE = '    - {name: same, rule: "run(i) == run(i)"}\n'
MANY_PROPERTIES = changed("  properties:\n", f"  properties:\n{RULE * 201}")
MANY_RULES = STATIONARY + "\nvalidation:\n  rules:\n" + "    - {id: same, condition: outputs.co2e >= 0}\n" * 200
SAME_UNITS = changed("inputs: {quantity: scf}", "inputs: {quantity: mmBtu(HHV)}")
BAD_DEFAULT = changed("        default: US\n", "        default: US\n        validation: {enum: [CA]}\n")
GOLDEN_50 = 'natural-gas, quantity: {value: "50"'
BEFORE_GOLDEN = STATIONARY[: STATIONARY.index("  golden:")]
BEFORE_COAL = STATIONARY[: STATIONARY.index("    - name: bituminous")]

FAULTS = {
    "id": (changed("  id: stationary-combustion", "  id: Stationary Combustion"), "pack.id", "is not an id"),
    "reserved": (STATIONARY.replace("id: stationary-combustion", "id: search", 2), "agents[0].id", "is taken"),
    "many properties": (MANY_PROPERTIES, "tests.properties", "at most 200"),
    "many rules": (MANY_RULES, "validation.rules", "at most 200"),
    "version": (changed("version: 1.0.0", "version: 1.0"), "pack.version", "not a semantic version"),
    "agent type": (changed("deterministic-calculator", "ml-classifier"), "agents[0].type", "not built"),
    "input type": (changed("type: quantity", "type: Amount"), "agents[0].inputs[2]", "no type of input"),
    "input name": (changed("- name: region", "- name: my region"), "agents[0].inputs[1].name", "is not a name"),
    "dunder": (changed("- name: region", "- name: __class__"), "agents[0].inputs[1].name", "is not a name"),
    "default": (BAD_DEFAULT, "agents[0].inputs[1].default", "not accepted by the input itself"),
    "gwp set": (changed("gwp_set: AR5GWP100", "gwp_set: SAR"), "provenance.gwp_set", "no GWP set"),
    "unknown name": (changed("quantity * ef\n", "quantity * eff\n"), "formulas[0].expression", "factor 'eff'"),
    "syntax": (changed("quantity * ef\n", "quantity * * ef\n"), "formulas[0].expression", ""),
    "not arithmetic": (changed("quantity * ef\n", "__import__('os')\n"), "formulas[0].expression", ""),
    "dimension": (changed("quantity * ef\n", "quantity + ef\n"), "formulas[0].expression", ""),
    "wrong result": (changed("quantity * ef\n", "quantity^2 * ef\n"), "formulas[0].expression", "mass of the gas"),
    "basis": (changed("{quantity: mmBtu(HHV)}", "{quantity: mmBtu(LHV)}"), "formulas[0].expression", ""),
    "input unit": (changed("{quantity: scf}", "{quantity: ton}"), "formulas[1].inputs.quantity", "ton"),
    "output unit": (changed("{name: co2e, unit: kg CO2e}", "{name: co2e, unit: kWh}"), "formulas[0].output.unit", ""),
    "unknown input": (changed("{quantity: scf}", "{volume: scf}"), "formulas[1].inputs.volume", "no input 'volume'"),
    "same units": (SAME_UNITS.replace("heat_content_gas * ef", "ef"), "formulas[1].inputs", "accept the same inputs"),
    "factor unit": (changed("unit: kg/mmBtu(HHV)", "unit: kg/gallon"), "factors[0].unit", "gallon"),
    "gases": (changed("gases: [CO2, CH4, N2O]", "gases: [CO2, C02]"), "factors[0].gases", "no gas"),
    "no gases": (changed("    gases: [CO2, CH4, N2O]\n", ""), "factors[0].gases", "missing"),
    "category": (changed("    category: heat-content\n", ""), "factors[1].category", "missing"),
    "activity": (changed("    activity: {input: fuel}\n", ""), "factors[0].activity", "missing"),
    "selector": (changed("{input: fuel}", "{input: feul}"), "factors[0].activity.input", "no input"),
    "selector kind": (changed("{input: fuel}", "{input: quantity}"), "factors[0].activity.input", "no text"),
    "selected and pinned": (changed("parameter: true", "parameter: true\n    value: 1"), "factors[1]", "both"),
    "golden figure": (changed("n2o: {value: ", "n20: {value: "), "tests.golden[0].expect.n20", "no figure"),
    "golden input": (changed("fuel: natural-gas,", "fule: natural-gas,"), "tests.golden[0].input.fuel", "missing"),
    "golden basis": (changed("mmBtu, basis: gross}}", "mmBtu}}"), "tests.golden[0].input.quantity", "HHV"),
    "bare ton": (changed("unit: short_ton}}", "unit: ton}}"), "tests.golden[7].input.quantity.unit", ""),
    "NaN": (changed(GOLDEN_50, GOLDEN_50.replace("50", "NaN")), "tests.golden[0].input.quantity.value", "NaN"),
    "negative": (changed(GOLDEN_50, GOLDEN_50.replace("50", "-50")), "tests.golden[0].input.quantity", "less than 0"),
    "unknown fuel": (changed("fuel: natural-gas,", "fuel: unobtainium,"), "tests.golden[0].input", "unobtainium"),
    "unknown region": (changed("fuel: natural-gas,", "region: ZZ, fuel: natural-gas,"), "tests.golden[0].input", "ZZ"),
    "no golden test": (BEFORE_GOLDEN + "  golden: []\n", "tests.golden", "must come out"),
    "untested formula": (BEFORE_COAL + "  properties: []\n", "formulas[3]", "No golden test"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found_at_its_place(name: str) -> None:
    text, path, words = FAULTS[name]
    errors = [finding for finding in findings(text) if finding.is_error]
    found = {finding.as_dict()["path"]: finding for finding in errors}
    assert path in found, [(finding.as_dict()["path"], finding.detail) for finding in errors]
    assert words in found[path].detail
    assert found[path].line > 0


@pytest.mark.parametrize(
    ("tolerance", "words"),
    [('"-0.1"', "not negative"), ("nan", "is none"), ('"1e99"', "accepts every figure"), ('"about 1"', "is none"),
     ("true", "is none"), ("[1]", "is none")],
)  # fmt: skip
@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('tolerance: "0"', "tolerance: {}", "tests.golden[0].expect.co2e.tolerance"),
        ("      expect:", "      tolerance: {{co2e: {}}}\n      expect:", "tests.golden[0].tolerance.co2e"),
        ("      expect:", "      tolerance: {}\n      expect:", "tests.golden[0].tolerance"),
    ],
    ids=["within", "by name", "beside"],
)
def test_a_tolerance_that_is_none_is_found_at_its_place(
    tolerance: str, words: str, old: str, new: str, path: str
) -> None:
    (found,) = findings(changed(old, new.format(tolerance)))
    assert (found.code, found.as_dict()["path"], found.is_error) == ("tolerance", path, True)
    assert words in found.detail
    assert found.line > 0


def test_a_fault_of_an_expression_shows_where_in_it() -> None:
    found = next(finding for finding in findings(changed("quantity * ef\n", "quantity * eff\n")) if finding.is_error)
    assert found.detail.splitlines()[1:] == ["  quantity * eff", "             ^"]


def test_a_pack_that_does_not_calculate_says_so() -> None:
    found = findings(FACTORY_PACK.replace("version: 1.0\n", "version: 1.0.0\n"))
    assert any(finding.code == "no-formulas" for finding in found)


def test_several_agents_are_refused_not_dropped() -> None:
    text = changed("factors:\n", "  - {id: second, name: Second, type: deterministic-calculator}\n\nfactors:\n")
    assert any(finding.code == "several-agents" for finding in findings(text))


def test_without_a_lookup_the_catalogue_is_not_asked() -> None:
    assert findings(changed("fuel: natural-gas,", "fuel: unobtainium,"), lookup=None) == []


def test_each_factor_is_asked_for_exactly() -> None:
    asked: list[FactorRequest] = []

    def lookup(request: FactorRequest) -> ResolvedFactor:
        asked.append(request)
        raise InvalidFactor("Nothing here.")

    found = findings(STATIONARY, lookup)
    assert FactorRequest(
        slot="ef", category="stationary-combustion", activity="natural-gas", region="US", unit="kg/mmBtu(HHV)",
        gases=("CO2", "CH4", "N2O"), edition="epa-hub-2025",
    ) in asked  # fmt: skip
    assert all("Nothing here." in finding.detail for finding in found)


def test_what_has_no_effect_is_said_as_a_warning() -> None:
    text = STATIONARY + "tools: [{id: lookup}]\nvalidation: {rules: [{id: r, condition: x}]}\n"
    found = {finding.code: finding for finding in findings(text)}
    assert set(found) == {"tools", "rule"}
    assert not any(finding.is_error for finding in found.values())


def test_a_catalogue_is_asked_once_for_each_set_of_potentials() -> None:
    asked: list[str] = []

    def potentials(name: str) -> GwpSet:
        asked.append(name)
        return builtin_potentials(name)

    validate_spec(read_spec(example("stationary-combustion")).spec, lookup=catalogue, potentials=potentials)
    assert len(asked) == len(set(asked))
    assert asked
