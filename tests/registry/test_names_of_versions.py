"""Aliases, tags, deprecation and consumers: said by whom may, kept with their history, and heeded where it matters."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from apps.agents.models import AgentVersion
from apps.evaluation.contracts import ConsumerExpectation
from apps.events.models import OutboxEvent
from apps.registry.models import AliasMove
from apps.registry.selectors import consumer_expectations, earlier_registered, reference_resolve, version_named
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.house import GAS, House

AGENT = "/agents/stationary-combustion"
EXECUTIONS = f"{AGENT}/executions"


@pytest.fixture(scope="module", autouse=True)
def _later(later: AgentVersion) -> AgentVersion:
    return later


def move(catalogue: House, name: str, version: str, who: str = "operator@alpha", **more: str) -> Any:
    return catalogue.api(who).put(f"{AGENT}/aliases/{name}", {"version": version, **more})


def test_an_alias_moves_with_a_history_and_an_event(catalogue: House) -> None:
    assert move(catalogue, "production", "1.0.0", reason="first").json()["version"] == "1.0.0"
    assert move(catalogue, "production", "1.1.0", reason="better").json()["version"] == "1.1.0"
    assert move(catalogue, "production", "1.1.0").status_code == 200
    aliases, moves = (
        catalogue.api("auditor@alpha").get(f"{AGENT}/{each}").json() for each in ("aliases", "alias-moves")
    )
    assert [(row["name"], row["version"]) for row in aliases["results"]] == [("production", "1.1.0")]
    steps = [(row["source"], row["target"], row["reason"]) for row in moves["results"]]
    assert steps == [("1.0.0", "1.1.0", "better"), ("", "1.0.0", "first")]
    with tenant_scope(catalogue.alpha.id):
        told = OutboxEvent.objects.filter(type="agent.alias-moved").order_by("position")
        assert [(row.payload["source"], row.payload["target"]) for row in told] == [("", "1.0.0"), ("1.0.0", "1.1.0")]


def test_it_stands_wherever_a_version_is_named(catalogue: House) -> None:
    move(catalogue, "production", "1.1.0")
    move(catalogue, "candidate", "1.0.0")
    api = catalogue.api("analyst@alpha")
    for name, number in (("production", "1.1.0"), ("candidate", "1.0.0")):
        assert api.get(f"{AGENT}/versions/{name}").json()["version"] == number
        assert api.post(EXECUTIONS, {"inputs": GAS, "version": name}).json()["agent_version"] == number
        by_reference = api.post(f"{AGENT}@{name}/executions", {"inputs": GAS})
        assert by_reference.json()["agent_version"] == number
        page = catalogue.browser("analyst@alpha").get(f"/agents/stationary-combustion?version={name}")
        assert f">{number}</span>" in page.content.decode()
    assert api.post(f"{AGENT}@1.0.0/executions", {"inputs": GAS}).json()["agent_version"] == "1.0.0"
    assert api.post(f"{AGENT}@nothing/executions", {"inputs": GAS}).status_code == 404
    assert api.post(f"{AGENT}@1.0.0/executions", {"inputs": GAS, "version": "1.1.0"}).status_code == 422
    with tenant_scope(catalogue.alpha.id):
        assert reference_resolve("stationary-combustion@production") == ("stationary-combustion", "1.1.0")
        assert version_named("stationary-combustion@candidate").version == "1.0.0"
        with pytest.raises(InvalidInput, match="Two versions"):
            reference_resolve("stationary-combustion@candidate", "production")


def test_a_removed_alias_stands_for_nothing_and_its_history_stays(catalogue: House) -> None:
    move(catalogue, "trial", "1.0.0")
    assert catalogue.api("operator@alpha").delete(f"{AGENT}/aliases/trial").status_code == 204
    assert catalogue.api("operator@alpha").get(f"{AGENT}/aliases/trial").status_code == 404
    assert catalogue.api("analyst@alpha").get(f"{AGENT}/versions/trial").status_code == 404
    with tenant_scope(catalogue.alpha.id):
        assert [(step.source, step.target) for step in AliasMove.objects.filter(name="trial")] == [
            ("", "1.0.0"),
            ("1.0.0", ""),
        ]


@pytest.mark.parametrize("name", ["1.0.0", "Production", "a_b", "-a", "a--b", "x" * 41, "ünter", "a b"])
def test_a_name_that_could_be_taken_for_something_else_is_refused(catalogue: House, name: str) -> None:
    assert move(catalogue, name, "1.0.0").status_code == 422


def test_tags_are_put_on_and_taken_off(catalogue: House) -> None:
    operator, version = catalogue.api("operator@alpha"), f"{AGENT}/versions/1.0.0"
    assert operator.put(f"{version}/tags/audited-2025").status_code == 204
    assert operator.put(f"{version}/tags/audited-2025").status_code == 204
    assert operator.put(f"{version}/tags/Not a tag").status_code == 422
    assert operator.get(version).json()["tags"] == ["audited-2025"]
    assert operator.delete(f"{version}/tags/audited-2025").status_code == 204
    assert operator.delete(f"{version}/tags/audited-2025").status_code == 404
    assert operator.get(version).json()["tags"] == []


def test_a_deprecated_version_says_so_with_every_answer(catalogue: House) -> None:
    operator, version = catalogue.api("operator@alpha"), f"{AGENT}/versions/1.0.0"
    assert "Deprecation" not in operator.get(version)
    body = {"reason": "Wrong heat content.", "replacement": "1.1.0", "since": "2026-01-02T03:04:05Z"}
    said = operator.put(f"{version}/deprecation", body)
    assert said.json()["replacement"] == "stationary-combustion@1.1.0"
    for answer in (
        operator.get(version),
        operator.post(EXECUTIONS, {"inputs": GAS, "version": "1.0.0"}),
    ):
        assert answer["Deprecation"] == "@1767323045"
        assert answer["Link"] == f'</api/v1{AGENT}/versions/1.1.0>; rel="successor-version"'
    assert "Deprecation" not in operator.post(EXECUTIONS, {"inputs": GAS, "version": "1.1.0"})
    assert operator.get(version).json()["deprecation"]["reason"] == "Wrong heat content."
    assert operator.delete(f"{version}/deprecation").status_code == 204
    assert operator.get(f"{version}/deprecation").status_code == 404
    assert "Deprecation" not in operator.get(version)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"reason": "  "}, 422),
        ({"reason": "Old.", "replacement": "1.0.0"}, 422),
        ({"reason": "Old.", "replacement": "9.9.9"}, 404),
        ({"reason": "Old.", "replacement": "no-such-agent@1.0.0"}, 404),
        ({"reason": "Old.", "because": "x"}, 422),
    ],
)
def test_a_deprecation_without_reason_or_with_a_wrong_successor_is_refused(
    catalogue: House, body: dict[str, str], status: int
) -> None:
    answer = catalogue.api("operator@alpha").put(f"{AGENT}/versions/1.0.0/deprecation", body)
    assert answer.status_code in {status, 400 if status == 422 else status}


CONSUMER = {"version": "1.0.0", "documents": [GAS], "outputs": {"co2e": "kg CO2e"}}


def test_a_consumer_says_what_it_relies_on_and_the_evaluation_is_handed_it(catalogue: House) -> None:
    analyst = catalogue.api("analyst@alpha")
    assert analyst.put(f"{AGENT}/consumers/meter-gateway", CONSUMER).status_code == 200
    (row,) = analyst.get(f"{AGENT}/consumers").json()["results"]
    assert (row["name"], row["documents"], row["outputs"]) == ("meter-gateway", [GAS], {"co2e": "kg CO2e"})
    with tenant_scope(catalogue.alpha.id):
        assert consumer_expectations(catalogue.version.agent) == [
            ConsumerExpectation("meter-gateway", "1.0.0", (GAS,), {"co2e": "kg CO2e"})
        ]
    assert analyst.delete(f"{AGENT}/consumers/meter-gateway").status_code == 204
    assert analyst.get(f"{AGENT}/consumers").json()["results"] == []


def test_numbers_of_a_consumer_are_kept_digit_for_digit(catalogue: House) -> None:
    analyst = catalogue.api("analyst@alpha")
    body = '{"version": "1.0.0", "documents": [{"quantity": {"value": 1.50, "parts": [0.1, 2, true, null]}}]}'
    answer = analyst.put(f"{AGENT}/consumers/exact", body)
    assert answer.status_code == 200, answer.content
    (row,) = analyst.get(f"{AGENT}/consumers").json()["results"]
    assert row["documents"] == [{"quantity": {"value": "1.5", "parts": ["0.1", 2, True, None]}}]
    assert analyst.delete(f"{AGENT}/consumers/exact").status_code == 204


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("documents", '[{"a": 1e99999}]'),
        ("documents", '[{"a": {"b": ["x\\u0000y"]}}]'),
        ("documents", '[{"a\\u0000": 1}]'),
        ("documents", '[{"a": ' + "[" * 300 + "]" * 300 + "}]"),
        ("outputs", '{"co2e\\u0000": "kg"}'),
    ],
    ids=["number", "text", "name", "depth", "output"],
)
def test_what_of_a_consumer_cannot_be_kept_is_refused(catalogue: House, part: str, value: str) -> None:
    body = f'{{"version": "1.0.0", "{part}": {value}}}'
    answer = catalogue.api("analyst@alpha").put(f"{AGENT}/consumers/hostile", body)
    told = "U+0000" if "u0000" in value else "nested" if "[[" in value else ""
    refused = (400, told) if told else (422, f'"where":"{part}"')
    assert answer.status_code == refused[0], answer.content
    assert refused[1] in answer.content.decode().replace(": ", ":")


def test_the_version_before_is_the_one_before_by_number(catalogue: House, later: AgentVersion) -> None:
    with tenant_scope(catalogue.alpha.id):
        found = earlier_registered(later)
        assert found is not None
        assert found.version == "1.0.0"
        assert earlier_registered(found) is None


DOORS = [
    ("put", "/aliases/production", {"version": "1.0.0"}),
    ("delete", "/aliases/production", None),
    ("put", "/versions/1.0.0/tags/x", None),
    ("put", "/versions/1.0.0/deprecation", {"reason": "Old."}),
    ("put", "/consumers/x", CONSUMER),
    ("get", "/aliases", None),
    ("get", "/alias-moves", None),
    ("get", "/aliases/production", None),
    ("get", "/consumers", None),
    ("get", "/compare?from=1.0.0&to=1.1.0", None),
    ("get", "/versions/1.0.0/deprecation", None),
]


@pytest.mark.parametrize(("method", "path", "body"), DOORS)
def test_an_outsider_gets_the_answer_of_an_unknown_agent(
    catalogue: House, method: str, path: str, body: dict[str, Any] | None
) -> None:
    outsider = catalogue.api("admin@beta")
    arguments = () if body is None else (body,)
    known, unknown = (
        getattr(outsider, method)(f"/agents/{agent}{path}", *arguments)
        for agent in ("stationary-combustion", "no-such-agent")
    )
    assert known.status_code == unknown.status_code == 404
    assert known.content.replace(b"stationary-combustion", b"X") == unknown.content.replace(b"no-such-agent", b"X")


@pytest.mark.parametrize(("method", "path", "body"), DOORS)
def test_who_only_views_changes_nothing(catalogue: House, method: str, path: str, body: dict[str, Any] | None) -> None:
    arguments = () if body is None else (body,)
    answer = getattr(catalogue.api("auditor@alpha"), method)(f"{AGENT}{path}", *arguments)
    assert (answer.status_code == 403) == (method != "get")


def test_the_command_line_says_that_a_version_is_deprecated(
    catalogue: House, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    catalogue.api("operator@alpha").put(f"{AGENT}/versions/1.0.0/deprecation", {"reason": "Wrong heat content."})
    (tmp_path / "input.json").write_text(json.dumps(GAS))
    arguments = ("stationary-combustion@1.0.0", "--input", str(tmp_path / "input.json"), "--tenant", "alpha")
    try:
        call_command("run_agent", *arguments)
        printed = capsys.readouterr()
        assert "is deprecated since" in printed.err
        assert "2655.725" in printed.out
    finally:
        catalogue.api("operator@alpha").delete(f"{AGENT}/versions/1.0.0/deprecation")
