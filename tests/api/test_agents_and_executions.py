"""Calling an agent at its URL: exact numbers in, proof out, and a reason for every refusal."""

import json
from typing import Any

import pytest

from apps.runtime.models import Execution
from greenlang.isolation import tenant_scope
from tests.house import GAS, House

EXECUTE = "/agents/stationary-combustion/executions"


def with_quantity(**changes: object) -> dict[str, Any]:
    quantity = {"value": "50", "unit": "mmBtu", "basis": "gross"} | changes
    return {"inputs": {**GAS, "quantity": {k: v for k, v in quantity.items() if v is not None}}}


def test_an_execution_answers_with_its_whole_provenance(house: House) -> None:
    answer = house.api("analyst@alpha").post(EXECUTE, {"inputs": GAS})
    record = answer.json()
    assert answer.status_code == 201
    assert record["result"] == "2655.725"
    assert [(g["gas"], g["mass"]) for g in record["gases"]] == [("CO2", "2653"), ("CH4", "0.05"), ("N2O", "0.005")]
    assert record["emission_factor"]["value"] == "53.06"
    assert record["emission_factor"]["citation"]
    assert {"ef_cid", "source", "value", "unit", "version"} <= set(record["emission_factor"])
    named = {
        "calculation_id",
        "timestamp",
        "formula_id",
        "formula_version",
        "gwp_set",
        "sequence",
        "result_unit",
        "inputs",
    }
    assert named <= set(record)
    assert int(record["sequence"]) > 0
    for name in ("input_hash", "formula_hash", "result_hash", "chain_hash"):
        assert record[name].startswith("sha256:")
    # What an agent calls its outputs is its own; the ledger keeps what they are read from.
    assert record.pop("outputs") == {"co2e": record["result"]}
    kept = house.api("auditor@alpha").get(answer["Location"].removeprefix("/api/v1"))
    assert kept.json() == record


def test_the_warming_potentials_can_be_named(house: House) -> None:
    answer = house.api("analyst@alpha").post(EXECUTE, {"inputs": GAS, "gwp_set": "AR6"})
    assert answer.json()["result"] == "2655.715"
    assert answer.json()["gwp_set"] == "AR6"


def test_a_thousand_kilowatt_hours_gross_go_through_mmbtu_exactly(house: House) -> None:
    record = house.api("analyst@alpha").post(EXECUTE, with_quantity(value="1000", unit="kWh")).json()
    assert record["gases"][0]["mass"] == "181.0482350537685982776421481"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (with_quantity(value="1000", unit="kWh", basis=None), "gross"),
        (with_quantity(unit="ton", basis=None), "short_ton"),
        (with_quantity(unit="gallon", basis=None), "US_gallon"),
        (with_quantity(unit="m3", basis=None), "at which temperature"),
        (with_quantity(unit="kg", basis=None), "short_ton"),
        (with_quantity(unit="km", basis=None), "km"),
        (with_quantity(unit="flurbs"), "flurbs"),
        (with_quantity(value="NaN"), "NaN"),
        (with_quantity(value="Infinity"), "Infinity"),
        (with_quantity(value="1e999999999"), "1e9"),
        (with_quantity(value="9" * 5000), "digits"),
        (with_quantity(value="1,5"), "1,5"),
        (with_quantity(value="٥٠"), "digits"),
        (with_quantity(value="-1"), "0"),
        (with_quantity(value=""), "quantity"),
        (with_quantity(value=True), "quantity"),
        ({"inputs": {**GAS, "fuel": "unobtainium"}}, "unobtainium"),
        ({"inputs": {**GAS, "region": "Atlantis"}}, "Atlantis"),
        ({"inputs": {**GAS, "colour": "red"}}, "colour"),
        ({"inputs": {"fuel": "natural-gas"}}, "quantity"),
        ({"inputs": []}, "inputs"),
        ({"input": GAS}, "input"),
        ({"inputs": GAS, "gwp_set": "AR9"}, "AR9"),
        ([], "object"),
    ],
)
def test_what_cannot_be_calculated_is_refused_with_the_reason(house: House, body: object, says: str) -> None:
    answer = house.api("analyst@alpha").post(EXECUTE, body)
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert says.lower() in answer.content.decode().lower()


@pytest.mark.parametrize("text", ['{"inputs": NaN}', '{"inputs": {"a": 1e400}, "inputs": {}}', "{", "\xff", "[" * 5000])
def test_a_body_that_is_no_exact_json_is_refused(house: House, text: str) -> None:
    answer = house.api("analyst@alpha").post(EXECUTE, text)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_numbers_in_json_are_read_exactly(house: House) -> None:
    text = json.dumps({"inputs": GAS}).replace('"50"', "0.1000000000000000055511151231257827")
    record = house.api("analyst@alpha").post(EXECUTE, text).json()
    assert record["inputs"]["quantity"]["value"] == "0.1000000000000000055511151231257827"


def test_a_refused_execution_leaves_nothing_behind(house: House) -> None:
    with tenant_scope(house.alpha.id):
        before = Execution.objects.count()
    house.api("analyst@alpha").post(EXECUTE, {"inputs": {**GAS, "fuel": "unobtainium"}})
    with tenant_scope(house.alpha.id):
        assert Execution.objects.count() == before


def test_the_ledger_can_be_listed_page_by_page_and_verified(house: House) -> None:
    auditor = house.api("auditor@alpha")
    page = auditor.get("/calculations").json()
    sequences = [int(row["sequence"]) for row in page["results"]]
    assert sequences == sorted(sequences, reverse=True)
    first = auditor.get("/calculations?limit=2").json()
    older = auditor.get(f"/calculations?cursor={first['next']}").json()
    assert [int(row["sequence"]) for row in older["results"]] == sequences[2:]
    verdict = auditor.get("/ledger/verification").json()
    assert verdict["holds"] is True
    assert verdict["records"] == sequences[0]


def test_versions_show_history_descriptor_and_quality(house: House) -> None:
    document = house.api("auditor@alpha").get("/agents/stationary-combustion/versions/1.0.0").json()
    assert [event["event"] for event in document["events"]][:6] == [
        "agent.created", "agent.generated", "agent.built", "agent.validated", "agent.registered", "agent.deployed",
    ]  # fmt: skip
    assert len(document["quality_report"]["evaluation"]["dimensions"]) == 12
    assert document["quality_report"]["pack_sha256"] == document["pack_sha256"]
    assert {formula["id"] for formula in document["descriptor"]["formulas"]} >= {"by_energy"}


def test_pause_stop_and_retire_take_effect_at_once(house: House) -> None:
    operator, analyst = house.api("operator@alpha"), house.api("analyst@alpha")
    verbs = "/agents/stationary-combustion/versions/1.0.0"
    assert operator.post(f"{verbs}/pause", {}).status_code == 422
    assert operator.post(f"{verbs}/pause", {"reason": "meter is checked"}).json()["state"] == "paused"
    refused = analyst.post(EXECUTE, {"inputs": GAS})
    assert refused.status_code == 409
    assert "paused" in refused.json()["detail"]
    assert operator.post(f"{verbs}/deploy", {}).status_code == 409
    assert operator.post(f"{verbs}/resume", {}).json()["state"] == "running"
    assert operator.post(f"{verbs}/stop", {}).json()["state"] == "active"
    assert analyst.post(EXECUTE, {"inputs": GAS}).status_code == 409
    assert operator.post(f"{verbs}/start", {}).json()["state"] == "running"
    assert analyst.post(EXECUTE, {"inputs": GAS}).status_code == 201
    assert operator.post(f"{verbs}/explode", {}).status_code == 422
