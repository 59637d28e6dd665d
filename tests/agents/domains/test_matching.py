"""Domains: found by words and fields, the same way every time, with the reasons, the runner-up and the margin said."""

import random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.agents.domains import TAXONOMY, DomainMatch, match_document, match_domain
from apps.agents.domains.evidence import DESCRIPTION_POINTS
from apps.agents.domains.matching import CATEGORY_POINTS, METHOD_POINTS, THRESHOLD
from apps.agents.domains.words import phrases_in, tokens_of, vocabulary
from apps.agents.spec import PackSpec, read_spec
from tests.agents.codegen.agent_samples import pack_bytes

PACKS = {
    "stationary-combustion": ("stationary-combustion", "1"),
    "purchased-electricity": ("purchased-electricity", "2"),
    "electricity-location-based": ("purchased-electricity", "2"),
    "electricity-market-based": ("purchased-electricity", "2"),
    "refrigerant-mass-balance": ("refrigerants", "1"),
    "refrigerant-losses": ("refrigerants", "1"),
    "waste-by-type": ("waste", "3"),
    "freight-by-distance": ("upstream-transport", "3"),
    "everything": ("upstream-transport", "3"),
}

FUELS_AND_GRID = """
pack: {id: several-sources, name: Emissions of energy, version: "1.0", category: emissions-calculator}
agents:
  - id: several-sources
    name: Emissions of energy
    type: deterministic-calculator
    inputs:
      - {name: fuel_type, type: string, validation: {enum: [natural_gas, diesel, electricity_grid]}}
      - {name: quantity, type: float}
    outputs: [{name: emissions_kgco2e, type: float}]
factors:
  - {ref: "ef://epa/stationary-combustion/natural-gas/2024", value: 1.9, unit: kgCO2e/m3, region: US}
  - {ref: "ef://epa/stationary-combustion/diesel/2024", value: 2.7, unit: kgCO2e/L, region: US}
  - {ref: "ef://iea/electricity/grid-average/2024", value: 0.4, unit: kgCO2e/kWh, region: US}
"""

ECONOMISER = """
pack: {id: eco-1, name: EconomizerPerformance, version: "1.0", category: process-heat-optimization}
agents:
  - id: eco
    name: EconomizerPerformanceAgent
    type: deterministic-calculator
    description: Heat exchanger effectiveness and acid dew point of the flue gas in a boiler's feedwater heater
    inputs: [{name: feedwater_temperature_c, type: float}, {name: flue_gas_inlet_temp_c, type: float}]
    outputs: [{name: dew_point_margin_c, type: float}]
"""

DISCLOSURE = """
pack: {id: state-disclosure, name: State climate disclosure, version: "1.0", category: emissions-disclosure}
agents:
  - id: disclosure
    name: Disclosure agent
    type: emissions-disclosure
    inputs:
      - {name: fuel_consumption, type: array}
      - {name: electricity_consumption, type: array}
      - {name: reporting_period, type: ReportingPeriod}
    outputs: [{name: emissions_inventory, type: object}]
"""


def spec_of(text: str) -> PackSpec:
    return read_spec(text.encode()).spec


def named(name: str, description: str = "") -> PackSpec:
    return PackSpec.model_validate(
        {
            "pack": {"id": "p", "name": name, "version": "1.0.0", "description": description},
            "agents": [{"id": "a", "name": name, "type": "deterministic-calculator"}],
        }
    )


def standing(match: DomainMatch) -> tuple[object, ...]:
    """What an order of keys must not change; places carry numbers of the order."""
    weights = sorted((sign.points, sign.text.rpartition(" says ")[2]) for sign in match.signs if " says " in sign.text)
    return match.domain, match.scope, match.score, match.runner_up, match.runner_up_score, tuple(weights)


@pytest.mark.parametrize("pack", PACKS)
def test_packs_are_matched_with_their_scope_and_clearly(pack: str) -> None:
    match = match_domain(read_spec(pack_bytes(pack)).spec)
    assert (match.domain, match.scope) == PACKS[pack]
    assert match.is_close == (pack == "everything"), "it says freight, and not in which direction"
    assert match == match_domain(read_spec(pack_bytes(pack)).spec)


@pytest.mark.parametrize(
    ("text", "domain", "runner_up"),
    [
        (FUELS_AND_GRID, "stationary-combustion", "purchased-electricity"),
        (ECONOMISER, "process-heat", "stationary-combustion"),
        (DISCLOSURE, "disclosure", "stationary-combustion"),
    ],
)
def test_packs_without_formulas_are_matched_by_what_they_say(text: str, domain: str, runner_up: str) -> None:
    match = match_domain(spec_of(text))
    assert (match.domain, match.runner_up) == (domain, runner_up)
    assert not match.is_close


def test_a_reference_to_factors_counts_by_its_share() -> None:
    match = match_domain(spec_of(FUELS_AND_GRID))
    assert match.reasons[0] == "2 of 3 factors refer to stationary-combustion (+20)"


def test_the_reasons_add_up_and_the_strongest_is_first() -> None:
    match = match_domain(read_spec(pack_bytes("stationary-combustion")).spec)
    points = [int(reason.rpartition("+")[2].rstrip(")")) for reason in match.reasons]
    assert points[0] == CATEGORY_POINTS
    assert points == sorted(points, reverse=True)
    assert match.score == sum(points)
    assert match.reasons[0].startswith("factors are selected from heat-content, stationary-combustion")
    assert match.margin == match.score - match.runner_up_score


def test_a_method_of_the_library_counts_most() -> None:
    match = match_domain(read_spec(pack_bytes("waste-by-type")).spec)
    assert match.reasons[0] == f"formulas name methods of waste (+{METHOD_POINTS})"


def test_a_unit_that_few_measure_in_says_more() -> None:
    match = match_domain(read_spec(pack_bytes("freight-by-distance")).spec)
    assert "formulas[0].inputs.quantity is measured in short_ton_mile (+6)" in match.reasons
    nights = yaml.safe_load(pack_bytes("everything"))
    nights["formulas"][0]["inputs"]["trips"] = "room_night"
    nights["formulas"][0]["id"] = nights["formulas"][0]["title"] = "nights_in_hotels"
    match = match_domain(spec_of(yaml.safe_dump(nights)))
    assert match.domain == "business-travel"
    assert "formulas[0].inputs.trips is measured in room_night (+12)" in match.reasons


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("Fleet vehicle mileage", "mobile-combustion"),
        ("Refrigerant leakage by charge", "refrigerants"),
        ("District heating and steam", "purchased-heat"),
        ("Employee commuting and homeworking", "commuting"),
        ("Landfill waste", "waste"),
        ("Capital goods and capex", "capital-goods"),
        ("Well to tank and transmission losses", "fuel-and-energy"),
        ("Outbound delivery to customers", "downstream-transport"),
        ("Leased offices rented", "upstream-leased-assets"),
        ("Buildings let to others by the landlord", "downstream-leased-assets"),
        ("Franchised shops of a franchisee", "franchises"),
        ("Investees of the portfolio", "investments"),
        ("Processing of sold intermediate products", "processing-of-sold-products"),
        ("Use of sold products in the use phase", "use-of-sold-products"),
        ("End of life of packaging", "end-of-life"),
        ("Green claim substantiation", "claims"),
        ("CBAM embedded emissions", "embedded-emissions"),
        ("Building EUI", "building-energy"),
        ("Enteric methane of livestock", "land-use"),
        ("Economizer performance", "general"),
    ],
)
def test_names_alone_can_be_enough(name: str, domain: str) -> None:
    assert match_domain(named(name)).domain == domain


def test_what_no_method_serves_says_why() -> None:
    match = match_domain(spec_of(ECONOMISER))
    assert (match.scope, match.service.methods) == ("", ())
    assert "no thermodynamic ones" in match.service.remark
    assert match_domain(named("Something")).service.remark


def test_a_domain_says_what_serves_it() -> None:
    document = match_domain(read_spec(pack_bytes("waste-by-type")).spec).as_document()
    assert document["methods"] == ["waste/type-and-treatment", "waste/wastewater"]
    assert document["categories"] == ["waste-disposal", "water-treatment"]
    assert (document["gases"], document["sector"], document["remark"]) == (["CO2e"], "waste", "")


def test_a_single_word_of_a_description_is_not_enough() -> None:
    match = match_domain(named("Something", "It mentions electricity once."))
    assert (match.domain, match.score, match.runner_up, match.margin) == ("general", 0, "purchased-electricity", 0)
    assert match.runner_up_score == DESCRIPTION_POINTS
    assert match.is_close


def test_a_word_inside_another_is_no_sign_and_a_plural_is_one() -> None:
    assert match_domain(named("Refuelled gridlock")).domain == "general"
    assert list(phrases_in("FleetVehicles, own_vehicle and SF6")) == [
        "fleet",
        "vehicle",
        "own vehicle",
        "vehicle",
        "sf6",
    ]
    assert tokens_of("Gas of businesses") == ["gas", "of", "business"]


def test_look_alike_letters_are_other_letters() -> None:
    assert match_domain(named("\u0435lectricity gr\u0456d")).domain == "general"


def test_a_close_match_is_said_to_be() -> None:
    match = match_domain(named("Fuel in boilers and fuel economy of the fleet"))
    assert {match.domain, match.runner_up} == {"stationary-combustion", "mobile-combustion"}
    assert match.is_close


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=15, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_the_order_of_keys_inputs_factors_and_formulas_does_not_matter(pack: str, chance: random.Random) -> None:
    document = yaml.safe_load(pack_bytes(pack))

    def shuffled(value: object) -> object:
        if isinstance(value, dict):
            return {key: shuffled(item) for key, item in chance.sample(sorted(value.items()), len(value))}
        if isinstance(value, list):
            return [shuffled(item) for item in chance.sample(value, len(value))]
        return value

    other = yaml.safe_dump(shuffled(document), sort_keys=False, allow_unicode=True)
    plain = yaml.safe_dump(document, sort_keys=False, allow_unicode=True)
    assert standing(match_domain(spec_of(other))) == standing(match_domain(spec_of(plain)))


_STRANGE = st.text(st.characters(max_codepoint=0x2FF), max_size=12).filter(
    lambda text: not set(tokens_of(text)) & vocabulary()
)


@pytest.mark.parametrize("pack", ["stationary-combustion", "everything"])
@settings(max_examples=25, deadline=None)
@given(words=st.lists(_STRANGE, max_size=30))
def test_words_the_taxonomy_does_not_know_change_nothing(pack: str, words: list[str]) -> None:
    spec = read_spec(pack_bytes(pack)).spec
    more = spec.pack.model_copy(update={"description": " . ".join([spec.pack.description, *words])})
    assert match_domain(spec.model_copy(update={"pack": more})) == match_domain(spec)


_PHRASES = sorted({word for domain in TAXONOMY for word in domain.words})


@pytest.mark.parametrize("text", [FUELS_AND_GRID, ECONOMISER, DISCLOSURE])
@settings(max_examples=40, deadline=None)
@given(words=st.lists(st.sampled_from(_PHRASES), unique=True, max_size=12))
def test_a_description_turns_the_winner_only_past_the_margin_and_never_silently(text: str, words: list[str]) -> None:
    """Every phrase that a description adds moves the lead by two points at most; a winner passed is the runner-up."""
    spec = spec_of(text)
    before = match_domain(spec)
    said = " . ".join([spec.pack.description, *words])
    after = match_domain(spec.model_copy(update={"pack": spec.pack.model_copy(update={"description": said})}))
    added = len(set(phrases_in(said)))
    if before.margin > DESCRIPTION_POINTS * added:
        assert after.domain == before.domain
        assert abs(after.score - before.score) <= DESCRIPTION_POINTS * added
    if after.domain != before.domain:
        assert after.is_close or after.margin < DESCRIPTION_POINTS * added
        assert after.reasons != before.reasons


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_has_a_domain_of_the_taxonomy(name: str, description: str) -> None:
    match = match_domain(named(name, description))
    assert match.domain in {domain.id for domain in TAXONOMY} | {"general"}
    assert match.score == sum(sign.points for sign in match.signs)
    assert match.score >= THRESHOLD or match.score == 0


def test_a_manifest_is_matched_by_its_names_and_descriptions() -> None:
    match = match_document(
        {
            "name": "Grid factors",
            "tags": ["electricity", "scope2"],
            "contents": {"agents": [{"name": "GridMix", "description": "Residual mix of a grid"}]},
            "numbers": [1, None, ["electricity"]],
        }
    )
    assert (match.domain, match.score) == ("purchased-electricity", 8 + 4 + 4 + 2)
    assert match.reasons[0] == "name says 'grid' (+8)"


def test_labels_of_a_resource_count_as_its_own() -> None:
    root: dict[str, object] = {
        "kind": "AgentSpec",
        "metadata": {"name": "Calculator", "labels": {"category": "cbam", "tags": "cbam,embedded-emissions"}},
        "spec": {"capabilities": [{"description": "Goods with precursors"}]},
    }
    match = match_document(root)
    assert (match.domain, match.score) == ("embedded-emissions", 8 + 4 + 4 + 2)
