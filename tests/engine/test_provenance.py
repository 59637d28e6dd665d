"""The record of a calculation has the design's fields, canonical numbers, and hashes free of time."""

from collections.abc import Mapping
from typing import Any

from greenlang.engine.canonical_json import canonical_json, sha256_of
from greenlang.engine.contract import calculate
from greenlang.engine.gases import BUILTIN_GWP, GwpSet
from greenlang.engine.provenance import input_hash, provenance_record, result_hash
from tests.engine.agents import AGENT, GAS, TABLE

AR5, AR6 = BUILTIN_GWP["AR5"], BUILTIN_GWP["AR6"]


def record(gwp: GwpSet = AR5, document: Mapping[str, object] = GAS, **changes: Any) -> dict[str, Any]:
    binding, outcome, factors = calculate(AGENT, document, TABLE, gwp)
    fields: dict[str, Any] = {
        "calculation_id": "calc_1",
        "timestamp": "2025-12-03T10:30:00Z",
        "inputs": binding.documents,
        "formula": AGENT.FORMULAS[binding.formula_id],
        "factors": factors,
        "outcome": outcome,
        "gwp": gwp,
        "sequence": 7,
        "chain_hash": "sha256:" + "0" * 64,
    }
    return provenance_record(**{**fields, **changes})


def test_the_fields_of_the_design_are_there() -> None:
    found = record()
    assert found["formula_id"] == "by_energy"
    assert found["gwp_set"] == "AR5"
    assert found["result"] == "2655.725"
    assert found["result_unit"] == "kg CO2e"
    assert found["sequence"] == "7"
    assert found["emission_factor"] | {} == {
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
    assert found["gases"][1] == {
        "gas": "CH4",
        "ef_cid": "ef_ch4",
        "value": "1",
        "unit": "g(CH4)/mmBtu(HHV)",
        "mass": "0.05",
        "mass_unit": "kg",
        "gwp": "28",
        "co2e": "1.4",
    }
    for name in ("input_hash", "formula_hash", "result_hash", "chain_hash"):
        assert found[name].startswith("sha256:")


def test_a_record_is_canonical_json() -> None:
    assert canonical_json(record())


def test_time_identity_and_place_are_in_no_content_hash() -> None:
    later = record(timestamp="2031-01-01T00:00:00Z", calculation_id="calc_2", sequence=8, chain_hash="")
    for name in ("input_hash", "formula_hash", "result_hash"):
        assert later[name] == record()[name]


def test_the_input_hash_follows_the_inputs_meaning() -> None:
    same = record(document={**GAS, "region": "US", "quantity": {"value": "50.0", "unit": "MMBtu(HHV)"}})
    other = record(document={**GAS, "quantity": {"value": "50.1", "unit": "mmBtu(HHV)"}})
    assert same["input_hash"] == record()["input_hash"] == input_hash(same["inputs"]) == sha256_of(same["inputs"])
    assert other["input_hash"] != same["input_hash"]


def test_the_result_hash_follows_the_outcome_the_formula_and_the_gwp_set() -> None:
    _, outcome, _ = calculate(AGENT, GAS, TABLE, AR5)
    base = result_hash(outcome, formula_hash="f", gwp_set="AR5")
    assert base != result_hash(outcome, formula_hash="g", gwp_set="AR5")
    assert base != result_hash(outcome, formula_hash="f", gwp_set="AR6")
    assert record(AR6)["result_hash"] != record(AR5)["result_hash"]


def test_parameters_are_in_the_record() -> None:
    found = record(document={**GAS, "quantity": {"value": "1000", "unit": "scf"}})
    assert found["parameters"] == [
        {"name": "heat_content", "ef_cid": "ef_heat-content", "value": "0.001026", "unit": "mmBtu(HHV)/scf"}
    ]
