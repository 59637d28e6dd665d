"""A proposed completion: what it names exists, why it is so is said, and what it cannot know is left."""

from functools import cache

import pytest
import yaml

from apps.agents.completion import Proposal, propose
from apps.agents.domains import match_domain
from apps.agents.spec import PackSpec, read_spec, validate_spec
from apps.agents.spec.goldens import WorkedGolden, work_goldens
from apps.agents.spec.plan import plan_of
from tests.agents.completion.carried_view import carried
from tests.agents.spec.spec_samples import FACTORY_PACK, example, wild


def proposed(pack: bytes) -> Proposal:
    reading = read_spec(pack)
    return propose(reading, match_domain(reading.spec), carried())


@cache
def of(name: str) -> Proposal:
    return proposed(wild(name))


def completed(pack: bytes, proposal: Proposal) -> PackSpec:
    return read_spec(pack, completion=proposal.completion).spec


def worked(pack: bytes, proposal: Proposal) -> dict[str, WorkedGolden]:
    spec = completed(pack, proposal)
    found = work_goldens(spec, plan_of(spec), carried().lookup, carried().potentials)
    return {each.name: each for each in found}


def unserved(proposal: Proposal) -> dict[str, str]:
    return {left.what: left.why for left in proposal.unserved}


@pytest.mark.parametrize("name", ["kiln.factory", "boiler.ai"])
def test_the_completed_pack_has_no_fault_and_no_golden_test_that_fails_unsaid(name: str) -> None:
    spec = completed(wild(name), of(name))
    findings = validate_spec(spec, lookup=carried().lookup, potentials=carried().potentials)
    assert [f for f in findings if f.is_error or f.code == "golden-fails"] == []


def test_the_same_pack_is_proposed_the_same_to_the_byte() -> None:
    assert proposed(wild("kiln.factory")).completion == of("kiln.factory").completion


def test_right_figures_hold_and_wrong_ones_are_told_with_both() -> None:
    proposal = of("kiln.factory")
    results = worked(wild("kiln.factory"), proposal)
    right = {"gas_in_therms", "diesel_by_volume", "power_in_the_states", "nothing_burnt"}
    assert {name for name, each in results.items() if each.holds} >= right
    contradicted = {found.golden: found for found in proposal.contradicted}
    assert set(contradicted) == {"gas_by_volume", "gas_in_another_country"}
    volume = contradicted["gas_by_volume"]
    # 2000 m3 at 60 °F / 0.028316846592 = 70629.3334 scf; x 0.001026 mmBtu x (53.06 + 0.027 + 0.0273) kg
    assert (volume.expected, volume.calculated[:10], volume.refused) == ("3800", "3848.96472", "")
    assert "1.27 % less" in volume.reason
    assert "0.001026 mmBtu(HHV)/scf" in volume.reason
    assert "53.06" in volume.reason
    other = contradicted["gas_in_another_country"]
    assert (other.expected, other.calculated) == ("1000", "")
    assert other.refused
    assert other.reason == "fuels in JP: the catalogue has no national factors for fuels burnt there."


def test_each_formula_that_no_test_reaches_gets_one_that_says_it_is_calculated() -> None:
    tests = yaml.safe_load(of("kiln.factory").completion)["tests"]["golden"]
    assert [test["name"] for test in tests] == [
        "proposed_energy_uk", "proposed_liquid_uk", "proposed_grid_eea_2025", "proposed_grid_desnz_2026",
    ]  # fmt: skip
    france = tests[2]
    assert france["input"] == {
        "fuel_type": "electricity_grid", "quantity": 1000, "unit": "kWh", "region": "FR", "scope": 2,
    }  # fmt: skip
    assert france["expect"] == {"emissions_kgco2e": {"value": "36", "tolerance": "0"}}
    assert "36 g(CO2e)/kWh (EEA" in france["description"]
    assert france["description"].startswith("Calculated, not from the pack")


def test_what_is_not_known_is_left_with_its_reason() -> None:
    left = unserved(of("kiln.factory"))
    assert left["fuel_type peat_bricks"] == "it is not known here as a fuel"
    assert left["fuels in FR"] == "the catalogue has no national factors for fuels burnt there"
    assert left["electricity in JP"] == "the catalogue has no average of its grid"
    assert "sack" in str([what for what in left if what.startswith("the unit")])
    text = of("kiln.factory").completion.decode()
    assert "# - fuels in FR, JP: the catalogue has no national factors for fuels burnt there." in text
    assert all(
        "peat_bricks" not in str(factor.activity)
        for factor in completed(wild("kiln.factory"), of("kiln.factory")).factors
    )


@pytest.mark.parametrize("spelling", ["coal", "fuel_oil", "Wood", "biogas"])
def test_a_spelling_that_could_be_several_fuels_is_none(spelling: str) -> None:
    pack = wild("kiln.factory").replace(b"peat_bricks", spelling.encode())
    proposal = proposed(pack)
    why = unserved(proposal)[f"fuel_type {spelling}"]
    assert "not said" in why or "may be" in why
    if spelling == "coal":
        assert "bituminous coal (bituminous)" in why
    means = completed(pack, proposal).factors[-1]
    assert spelling not in str(means)


def test_units_are_read_as_the_publisher_means_them_and_say_so() -> None:
    text = of("kiln.factory").completion.decode()
    assert "m3: m3(60F)  # at 60 degrees Fahrenheit" in text
    assert "therm: therm(HHV)  # gross" in text
    assert "gal: US_gallon  # the US one" in text
    assert "kWh: kWh  # of electricity; of a fuel it would need gross or net" in text


def test_every_choice_stands_beside_its_reason() -> None:
    text = of("kiln.factory").completion.decode()
    assert "diesel: distillate-fuel-oil-no-2  # diesel, burnt in place" in text
    assert "EPA" not in text.split("factors:")[0] or "epa-hub-2025: Its factors are per gross energy (HHV)" in text
    for title in ("GHG Emission Factors Hub", "eGRID2023", "Greenhouse gas emission intensity"):
        assert title in text


def test_the_ipcc_is_chosen_where_the_pack_names_it_and_its_energy_is_net() -> None:
    proposal = of("boiler.ai")
    spec = completed(wild("boiler.ai"), proposal)
    assert {factor.edition for factor in spec.factors} == {"ipcc-2006-stationary"}
    assert spec.factors[0].region == "GLO"
    assert [formula.method for formula in spec.formulas] == [
        "stationary-combustion/net-energy", "stationary-combustion/net-energy-by-mass",
    ]  # fmt: skip
    results = worked(wild("boiler.ai"), proposal)
    assert all(each.holds for each in results.values())
    assert results["gas_by_energy"].of("ef_source") is not None
    assert any("CH4 and N2O depend on the sector" in note for note in proposal.notes)


def test_further_outputs_show_what_their_names_say() -> None:
    means = {output.name: output.means for output in completed(wild("kiln.factory"), of("kiln.factory")).agent.outputs}
    assert means == {
        "emissions_kgco2e": "", "emission_factor_source": "factor.source", "scope": "formula.scope",
        "provenance_hash": "result_hash",
    }  # fmt: skip


ONE_ACTIVITY = """\
pack: {id: office-power, name: Office electricity, version: 1.0.0, description: Electricity bought for offices.}
agents:
  - id: office-power
    name: Office electricity
    type: deterministic-calculator
    inputs:
      - {name: consumption_kwh, type: float, validation: {minimum: 0}}
      - {name: country, type: string, validation: {enum: [FR, DE, NZ]}}
    outputs:
      - {name: co2e_kg, type: float}
tests:
  golden:
    - {name: france, input: {consumption_kwh: 10000, country: FR}, expect: {co2e_kg: 360}, tolerance: {co2e_kg: 1}}
"""


def test_one_activity_with_its_unit_in_the_name_is_completed() -> None:
    pack = ONE_ACTIVITY.encode()
    proposal = proposed(pack)
    spec = completed(pack, proposal)
    assert spec.agent.inputs[0].unit_from is not None
    assert spec.agent.inputs[0].unit_from.unit == "kWh"
    assert worked(pack, proposal)["france"].holds
    assert spec.provenance.gwp_set == "AR6GWP100"
    assert [
        f for f in validate_spec(spec, lookup=carried().lookup, potentials=carried().potentials) if f.is_error
    ] == []


GAS_ONLY = """\
pack: {id: gas-heating, name: Natural gas heating, version: 1.0.0, description: Natural gas burnt in boilers}
agents:
  - id: gas-heating
    name: Natural gas heating
    type: deterministic-calculator
    inputs:
      - {name: gas_burnt, type: number, unit: therm}
      - {name: region, type: string, default: US, validation: {enum: [US]}}
    outputs:
      - {name: co2e, type: number, unit: t CO2e}
provenance: {gwp_set: AR5GWP100}
tests:
  golden:
    - {name: a_thousand, input: {gas_burnt: 1000}, expect: {co2e: 5.31145}}
"""


def test_one_fuel_that_only_the_words_name_is_completed() -> None:
    pack = GAS_ONLY.encode()
    proposal = proposed(pack)
    spec = completed(pack, proposal)
    assert spec.factors[0].activity == "natural-gas"
    # 1000 therms are 100 mmBtu: 5306 kg CO2 + 0.1 kg CH4 x 28 + 0.01 kg N2O x 265 = 5311.45 kg
    assert worked(pack, proposal)["a_thousand"].holds
    assert any("speak of natural gas only" in note for note in proposal.notes)


@pytest.mark.parametrize(
    ("pack", "why"),
    [
        (example("stationary-combustion").decode(), "it has formulas"),
        (ONE_ACTIVITY.replace("co2e_kg", "cost_eur"), "none of its outputs is a mass of greenhouse gases"),
        (ONE_ACTIVITY.replace("type: float, validation", "type: array, validation"), "lists and records"),
        (FACTORY_PACK.replace("    inputs:", "    other:"), "declares no inputs"),
        (
            ONE_ACTIVITY.replace("Electricity bought for offices", "Energy use intensity of buildings, kWh per m2")
            .replace("Office electricity", "Building performance and EUI benchmark")
            .replace("office-power", "building-eui"),
            "energy performance of buildings",
        ),
    ],
)
def test_where_there_is_nothing_to_propose_it_says_why(pack: str, why: str) -> None:
    proposal = proposed(pack.encode())
    assert proposal.completion == b""
    assert why in proposal.nothing


@pytest.mark.parametrize(
    "spelling",
    [
        "natural_gas # x",
        "a: b",
        "'",
        '"',
        "{x}",
        "- x",
        "&a",
        "*a",
        "!tag",
        "%",
        "null",
        "no",
        "\\",
        "é\u2028y",
        "1",
        "1e3",
    ],
)
def test_no_spelling_of_a_pack_breaks_the_yaml(spelling: str) -> None:
    import json

    quoted = json.dumps(spelling)
    pack = wild("kiln.factory").decode().replace("peat_bricks", quoted).replace("sack", quoted).replace("UK", quoted)
    proposal = proposed(pack.encode())
    assert read_spec(pack.encode(), completion=proposal.completion).spec.formulas
