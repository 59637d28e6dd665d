"""Two versions side by side: what differs, and whether whoever used the one can use the other."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from apps.agents.models import AgentVersion
from apps.registry.comparison import (
    Change,
    code_changes,
    contract_changes,
    evaluation_changes,
    spec_changes,
)
from tests.house import House

COMPARE = "/agents/stationary-combustion/compare"


@pytest.fixture(scope="module", autouse=True)
def _later(later: AgentVersion) -> AgentVersion:
    return later


def taking(name: str, **more: Any) -> dict[str, Any]:
    plain = {"kind": "quantity", "required": True, "unit": "", "units": ["kg"], "choices": [], "pattern": ""}
    return {"name": name, **plain, "minimum": None, "maximum": None, **more}


def descriptor(
    version: str, inputs: list[dict[str, Any]], *, unit: str = "kg CO2e", hashed: str = "a"
) -> dict[str, Any]:
    contract = {"id": "a", "version": version, "inputs": inputs, "outputs": [{"name": "co2e", "unit": unit}]}
    formula = {"id": "f", "expression": "x * ef", "formula_hash": f"sha256:{hashed * 64}"}
    return {"contract": contract, "formulas": [formula]}


def test_a_specification_is_compared_by_path_and_not_by_its_looks() -> None:
    before = b"pack: {id: a, version: 1.0.0}\nagents:\n  - {id: a, inputs: [{name: fuel, type: string}]}\n"
    after = b"# said anew\nagents:\n  - inputs: [{type: text, name: fuel}, {name: site}]\n    id: a\npack: {id: a}\n"
    changes, notes = spec_changes(before, after)
    assert notes == []
    assert changes == [
        Change("removed", "pack.version", "1.0.0"),
        Change("changed", "agents[a].inputs[fuel].type", "string", "text"),
        Change("added", "agents[a].inputs[site].name", "", "site"),
    ]


def test_what_cannot_be_read_is_said() -> None:
    changes, notes = spec_changes(b"a: [", b"a: 1")
    assert changes == []
    assert notes


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}\.py", fullmatch=True), st.binary(max_size=60), max_size=4))
def test_nothing_differs_from_itself(files: dict[str, bytes]) -> None:
    assert code_changes(files, files) == []


def test_code_is_compared_line_by_line() -> None:
    (changed, added) = code_changes({"a.py": b"x = 1\ny = 2\n"}, {"a.py": b"x = 1\ny = 3\n", "b.bin": b"\xff"})
    assert (changed.kind, changed.path) == ("changed", "a.py")
    assert changed.diff.splitlines()[:2] == ["--- before/a.py", "+++ after/a.py"]
    assert {"-y = 2", "+y = 3"} <= set(changed.diff.splitlines())
    assert (added.kind, added.path, added.diff) == ("added", "b.bin", "")


@pytest.mark.parametrize(
    ("version", "inputs", "unit", "breaks", "declared"),
    [
        ("1.1.0", [taking("x")], "kg CO2e", False, False),
        ("1.1.0", [taking("x"), taking("y", required=False)], "kg CO2e", False, False),
        ("1.1.0", [taking("x"), taking("y")], "kg CO2e", True, False),
        ("2.0.0", [taking("x"), taking("y")], "kg CO2e", True, True),
        ("1.0.1", [], "kg CO2e", True, False),
        ("1.0.1", [taking("x", units=["m3"])], "kg CO2e", True, False),
        ("1.0.1", [taking("x", kind="string")], "kg CO2e", True, False),
        ("1.0.1", [taking("x", minimum="1")], "kg CO2e", True, False),
        ("1.0.1", [taking("x")], "t CO2e", True, False),
    ],
)
def test_what_breaks_a_consumer_is_told_beside_what_the_numbers_say(
    version: str, inputs: list[dict[str, Any]], unit: str, breaks: bool, declared: bool
) -> None:
    found = contract_changes(descriptor("1.0.0", [taking("x")]), descriptor(version, inputs, unit=unit))
    assert (found.is_breaking, found.declared) == (breaks, declared)


def test_a_changed_formula_is_named() -> None:
    found = contract_changes(descriptor("1.0.0", []), descriptor("1.0.1", [], hashed="b"))
    assert [(change.kind, change.what) for change in found.formulas] == [("changed", "f")]
    assert not found.is_breaking


def test_dimensions_stand_side_by_side() -> None:
    before: list[dict[str, Any]] = [{"name": "functional", "score": "100"}, {"name": "performance", "score": None}]
    (functional, performance) = evaluation_changes(before, [{"name": "functional", "score": "90"}])
    assert (functional.before, functional.after) == ("100", "90")
    assert (performance.before, performance.after) == ("", "")


def test_two_registered_versions_are_compared(catalogue: House) -> None:
    document = catalogue.api("auditor@alpha").get(f"{COMPARE}?from=1.0.0&to=1.1.0").json()
    told = {change["what"] for change in document["spec"]}
    assert {"pack.version", "agents[stationary-combustion].inputs[quantity].description"} <= told
    assert "agent/inputs.py" in {change["path"] for change in document["code"]}
    assert document["contract"]["breaking"] is False
    assert len(document["evaluation"]) == 12


def test_who_names_one_version_only_is_told_so(catalogue: House) -> None:
    api = catalogue.api("auditor@alpha")
    assert api.get(f"{COMPARE}?from=1.0.0").status_code == 422
    assert api.get(f"{COMPARE}?from=1.0.0&to=9.0.0").status_code == 404


def test_the_command_line_tells_the_same(catalogue: House, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("compare_versions", "stationary-combustion", "1.0.0", "1.1.0", "--tenant", "alpha")
    call_command(*arguments, "--json")
    document = json.loads(capsys.readouterr().out)
    assert (document["before"], document["after"]) == ("1.0.0", "1.1.0")
    call_command(*arguments)
    told = capsys.readouterr().out
    assert "pack.version: 1.0.0 → 1.1.0" in told
    assert "Broken: nothing" in told
    assert "--- before/agent/inputs.py" in told
