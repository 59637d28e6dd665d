"""A dry run calculates as the agent would, and writes nothing."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from psycopg import sql

from apps.agents.spec import SpecError
from apps.factory.dry_run import dry_run
from apps.factory.reading import Submission
from greenlang.engine import OutOfRange
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.agents.spec.completed_pack import COMPLETED_PACK
from tests.database import superuser_connection
from tests.factory.completed import COMPLETION, INCOMPLETE
from tests.house import GAS, PACK, House

_BEGIN, _END = COMPLETED_PACK.index("factors:"), COMPLETED_PACK.index("provenance:")
OWN_INTERFACE = (COMPLETED_PACK[:_BEGIN] + COMPLETED_PACK[_END:]).encode()
OWN_COMPLETION = COMPLETED_PACK[_BEGIN:_END].encode()
OIL = {"carrier": "oil", "amount": "3785.411784", "measure": "l"}
SAME = (
    "result", "result_unit", "co2e", "co2_biogenic", "gases", "emission_factor", "parameters", "inputs", "gwp_set",
    "input_hash", "formula_hash", "result_hash", "formula_id", "scope",
)  # fmt: skip


def rows() -> dict[str, int]:
    """How many rows each table has, past every policy."""
    with superuser_connection(str(connection.settings_dict["NAME"])) as superuser:
        tables = superuser.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        counts = {}
        for (name,) in tables:
            count = superuser.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(str(name)))).fetchone()
            counts[str(name)] = int(str(count[0])) if count else 0
    assert len(counts) > 30
    return counts


@pytest.mark.parametrize(
    ("inputs", "gwp_set"),
    [
        (GAS, ""),
        (GAS, "AR6"),
        ({"fuel": "natural-gas", "quantity": {"value": "1000", "unit": "kWh", "basis": "gross"}}, ""),
        ({"fuel": "natural-gas", "quantity": {"value": "12.5", "unit": "scf"}}, ""),
        ({"fuel": "propane", "quantity": {"value": "2", "unit": "US_gallon"}}, ""),
    ],
)
def test_it_gives_the_result_and_the_hashes_of_the_built_agent(
    house: House, inputs: dict[str, Any], gwp_set: str
) -> None:
    body = {"pack": PACK.read_text(), "inputs": inputs, "gwp_set": gwp_set}
    before = rows()
    tried = house.api("analyst@alpha").post("/specs/dry-run", body)
    assert rows() == before
    assert tried.status_code == 200, tried.content
    more = {"gwp_set": gwp_set} if gwp_set else {}
    executed = house.api("analyst@alpha").post("/agents/stationary-combustion/executions", {"inputs": inputs, **more})
    assert executed.status_code == 201, executed.content
    assert {name: tried.json()["calculation"][name] for name in SAME} == {name: executed.json()[name] for name in SAME}


def test_a_pack_is_tried_with_its_completion_and_shows_both_figures_of_a_contradicted_test(house: House) -> None:
    with tenant_scope(house.alpha.id):
        found = dry_run(Submission(OWN_INTERFACE, OWN_COMPLETION), OIL)
    tried = found.as_document()
    assert tried["buildable"] is False, "a figure fails that nobody has declared contradicted"
    # The second names its source by letters that the publication's full name does not contain.
    assert [golden["holds"] for golden in tried["golden"]] == [True, False, False, True, False]
    failing = [one for golden in tried["golden"] for one in golden["figures"] if not one["holds"]]
    assert [(one["expected"], one["calculated"][:6]) for one in failing] == [("epa", "US Env"), ("1930", "1924.4")]
    assert tried["golden"][4]["refused"]
    record = tried["calculation"]
    assert record["outputs"]["kg_co2e"] == record["result"] == "10240.014"
    assert record["outputs"]["proof"] == record["result_hash"]
    assert all(factor["citation"] for factor in record["factors"].values())


def test_inputs_that_the_agent_would_refuse_are_refused_alike(house: House) -> None:
    for inputs in ({**GAS, "fuel": "unobtainium"}, {"fuel": "natural-gas"}, {**GAS, "colour": "red"}):
        tried = house.api("analyst@alpha").post("/specs/dry-run", {"pack": PACK.read_text(), "inputs": inputs})
        executed = house.api("analyst@alpha").post("/agents/stationary-combustion/executions", {"inputs": inputs})
        assert (tried.status_code, tried.json()["detail"]) == (executed.status_code, executed.json()["detail"])
        assert tried.status_code == 422


def test_a_rule_on_the_result_is_kept_to(house: House) -> None:
    rule = "    - {name: small, rule: outputs.co2e <= 2000}\n"
    text = PACK.read_text().replace("  properties:\n", "  properties:\n" + rule)
    assert rule in text
    with tenant_scope(house.alpha.id), pytest.raises(OutOfRange, match="breaks a rule"):
        dry_run(Submission(text.encode()), GAS)


def test_a_pack_that_cannot_be_calculated_says_every_reason(house: House) -> None:
    broken = PACK.read_text().replace("expression: quantity * ef", "expression: quantity + ef")
    with tenant_scope(house.alpha.id), pytest.raises(SpecError) as refusal:
        dry_run(Submission(broken.encode()), GAS)
    assert refusal.value.errors[0]["line"]


def test_golden_tests_that_do_not_hold_are_shown_and_stop_nothing(house: House) -> None:
    text = PACK.read_text().replace('{value: "2655.725", tolerance: "0"}', '{value: "2655.726", tolerance: "0"}')
    with tenant_scope(house.alpha.id):
        found = dry_run(Submission(text.encode()), GAS).as_document()
    failing = [golden for golden in found["golden"] if not golden["holds"]]
    assert [(one["expected"], one["calculated"]) for one in failing[0]["figures"] if not one["holds"]] == [
        ("2655.726", "2655.725")
    ]
    assert (found["buildable"], found["calculation"]["result"]) == (False, "2655.725")


def test_without_tests_it_is_calculated_and_said_not_to_be_buildable(house: House) -> None:
    text = PACK.read_text()
    text = text[: text.index("\ntests:")] + "\n"
    with tenant_scope(house.alpha.id):
        found = dry_run(Submission(text.encode()), GAS).as_document()
    assert (found["buildable"], found["golden"], found["calculation"]["result"]) == (False, [], "2655.725")
    assert "Nothing says which figures" in str(found["findings"])


def test_a_form_is_taken_as_well_as_json(house: House) -> None:
    headers = {"authorization": f"Bearer {house.keys['operator@alpha']}"}
    data = {"pack": INCOMPLETE.decode(), "completion": COMPLETION.decode(), "inputs": json.dumps(GAS)}
    answer = Client().post("/api/v1/specs/dry-run", data=data, headers=headers)
    assert (answer.status_code, answer.json()["calculation"]["result"]) == (200, "2655.725")
    golden_only = Client().post("/api/v1/specs/dry-run", data={"pack": PACK.read_text()}, headers=headers)
    assert golden_only.json()["calculation"] is None
    assert all(golden["holds"] for golden in golden_only.json()["golden"])
    for bad in ({"pack": "x", "inputs": "{"}, {"pack": "x", "more": "y"}, {"inputs": "{}"}):
        assert Client().post("/api/v1/specs/dry-run", data=bad, headers=headers).status_code in {400, 422}, bad


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("auditor@alpha", 403),
        ("analyst@alpha", 200),
        ("operator@alpha", 200),
        ("admin@alpha", 200),
        ("admin@beta", 200),
    ],
)
def test_who_may_build_may_try(house: House, who: str, status: int) -> None:
    assert house.api(who).post("/specs/dry-run", {"pack": PACK.read_text(), "inputs": GAS}).status_code == status


@pytest.mark.parametrize("body", [{}, {"pack": 1}, {"pack": "a: b", "inputs": []}, {"pack": "a: b", "on": "soon"}, []])
def test_a_body_that_is_none_is_refused(house: House, body: object) -> None:
    assert house.api("analyst@alpha").post("/specs/dry-run", body).status_code in {400, 422}


def test_the_command_reads_inputs_from_a_file_and_from_standard_input(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = tmp_path / "inputs.json"
    inputs.write_text(json.dumps(GAS))
    told = io.StringIO()
    call_command("dry_run", str(PACK), input=str(inputs), tenant="alpha", json=True, stdout=told)
    assert json.loads(told.getvalue())["calculation"]["result"] == "2655.725"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(inputs.read_bytes())))
    told = io.StringIO()
    call_command("dry_run", str(PACK), input="-", tenant="alpha", stdout=told)
    assert "2655.725 kg CO2e" in told.getvalue()
    assert "nothing was kept" in told.getvalue()
    inputs.write_text("[]")
    with pytest.raises(InvalidInput, match="no JSON object"):
        call_command("dry_run", str(PACK), input=str(inputs), tenant="alpha", stdout=io.StringIO())
