"""What a record shows of the factor, and hashes that are free of time."""

from collections.abc import Mapping

from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.contract import calculate
from greenlang.engine.gases import BUILTIN_GWP
from greenlang.engine.provenance import emission_factor_document, input_hash, result_hash
from tests.engine.agents import AGENT, GAS, TABLE

AR5 = BUILTIN_GWP["AR5"]


def test_the_factor_of_the_record_is_its_co2_value_with_where_it_is_from() -> None:
    _, outcome, factors = calculate(AGENT, GAS, TABLE, AR5)
    assert emission_factor_document(AGENT.FORMULAS["by_energy"], factors["ef"], outcome) == {
        "slot": "ef",
        "gas": "CO2",
        "ef_cid": "ef_co2",
        "value": "53.06",
        "unit": "kg(CO2)/mmBtu(HHV)",
        "source": "US EPA GHG Emission Factors Hub",
        "version": "epa-hub-2025",
        "table": "Table 1",
        "activity": "natural-gas",
        "region": "US",
        "basis": "HHV",
        "data_year": "",
        "citation": "EPA Emission Factors Hub, January 2025",
        "licence": "US government work",
        "steps": [],
    }


def documents(document: Mapping[str, object]) -> Mapping[str, object]:
    return calculate(AGENT, document, TABLE, AR5)[0].documents


def test_the_input_hash_follows_the_inputs_meaning() -> None:
    base = input_hash(documents(GAS))
    same = input_hash(documents({**GAS, "region": "US", "quantity": {"value": "50.0", "unit": "MMBtu(HHV)"}}))
    other = input_hash(documents({**GAS, "quantity": {"value": "50.1", "unit": "mmBtu(HHV)"}}))
    assert same == base == sha256_of(dict(documents(GAS)))
    assert other != base


def test_the_result_hash_follows_the_outcome_the_formula_and_the_gwp_set() -> None:
    _, outcome, _ = calculate(AGENT, GAS, TABLE, AR5)
    base = result_hash(outcome, formula_hash="f", gwp_set="AR5")
    assert base != result_hash(outcome, formula_hash="g", gwp_set="AR5")
    assert base != result_hash(outcome, formula_hash="f", gwp_set="AR6")
    _, later, _ = calculate(AGENT, GAS, TABLE, BUILTIN_GWP["AR6"])
    assert base != result_hash(later, formula_hash="f", gwp_set="AR5")
