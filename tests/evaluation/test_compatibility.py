"""The agent's contract beside its consumers' and its earlier version's: what breaks a promise costs, and is named."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from apps.evaluation.contracts import (
    ConsumerExpectation,
    Contract,
    is_description,
    is_major_change,
    kept,
    nearest,
    outputs_kept,
)
from apps.evaluation.errors import NotAContract
from apps.evaluation.results import Evaluation
from tests.evaluation.agents import DOCUMENTS, FACTORS, agent, measured


def declared(version: str = "1.0.0", **changes: Any) -> Contract:
    """A contract with one quantity, of which some members are changed."""
    quantity = {
        "name": "quantity", "kind": "quantity", "required": True, "description": "Energy burnt", "unit": "mmBtu(HHV)",
        "units": ["mmBtu(HHV)"], "choices": [], "minimum": "0", "maximum": None, "pattern": "", "default": None,
        **changes,
    }  # fmt: skip
    outputs = [{"name": "co2e", "unit": "kg CO2e", "means": "result"}]
    description = {"id": "a", "version": version, "gwp_set": "AR5", "inputs": [quantity], "outputs": outputs}
    return Contract.of({**description, "formulas": []})


def broken(earlier: Contract, later: Contract) -> list[str]:
    return [f"{what}: {wrong}" for what, wrong in kept(earlier, later) if wrong]


@pytest.mark.parametrize(
    "wider",
    [
        {"required": False},
        {"minimum": "-1"},
        {"minimum": None},
        {"maximum": "5"},
        {"unit": "", "units": ["mmBtu(HHV)", "scf"]},
        {"unit": "kWh(HHV)"},
        {"description": "Otherwise"},
    ],
)
def test_what_takes_no_less_keeps_the_promise(wider: Mapping[str, Any]) -> None:
    earlier = declared(maximum="4") if "maximum" in wider else declared()
    assert broken(earlier, declared(**wider)) == []


@pytest.mark.parametrize(
    ("narrower", "said"),
    [
        ({"name": "energy"}, "It is gone."),
        ({"kind": "number"}, "is number"),
        ({"minimum": "1"}, "Its least is 1, and was 0."),
        ({"maximum": "5"}, "Its most is 5, and was not bounded."),
        ({"unit": "kg", "units": ["kg"]}, "It is no longer taken in mmBtu(HHV)."),
        ({"choices": ["1"]}, "It takes listed values only."),
        ({"pattern": "^1"}, "It must look like ^1."),
    ],
)
def test_what_takes_less_breaks_it_and_says_how(narrower: Mapping[str, Any], said: str) -> None:
    assert any(said in message for message in broken(declared(), declared(**narrower)))


def test_an_input_that_becomes_required_and_a_choice_that_is_lost_break_the_promise() -> None:
    assert broken(declared(required=False), declared())
    assert broken(declared(choices=["a", "b"]), declared(choices=["b"])) == ["input quantity: It no longer takes a."]
    assert broken(declared(minimum="2025-01-01"), declared(minimum="2025-02-01"))


def test_outputs_are_kept_with_their_units() -> None:
    assert outputs_kept({"co2e": "kg CO2e"}, {"co2e": "kg CO2e", "more": ""}) == [("output co2e", "")]
    assert outputs_kept({"co2e": "kg CO2e"}, {"co2e": "t CO2e"})[0][1] == "It was in kg CO2e and is in t CO2e."
    assert outputs_kept({"co2": "kg"}, {})[0][1] == "It is gone."


@pytest.mark.parametrize(
    ("earlier", "later", "major"),
    [
        ("1.0.0", "2.0.0", True), ("1.9.3", "2.0.0-rc.1", True), ("1.0.0", "1.1.0", False), ("1.2.0", "1.2.1", False),
        ("0.1.0", "0.2.0", True), ("0.1.0", "0.1.1", False), ("0.0.1", "0.0.2", True), ("2.0.0", "1.0.0", False),
        ("one", "two", False),
    ],
)  # fmt: skip
def test_a_major_version_is_what_semantic_versions_say(earlier: str, later: str, major: bool) -> None:
    assert is_major_change(earlier, later) is major


def test_the_nearest_earlier_version_is_compared_with() -> None:
    versions = [declared(version) for version in ("1.0.0", "1.10.0", "1.9.0", "2.0.0", "1.11.0-rc.1")]
    found = nearest("1.11.0", versions)
    assert found is not None
    assert found.version == "1.11.0-rc.1"
    assert nearest("1.0.0", versions) is None


def test_a_candidate_is_compared_with_the_candidate_before_it() -> None:
    found = nearest("1.11.0-rc.2", [declared(version) for version in ("1.10.0", "1.11.0-rc.1", "1.11.0-rc.10")])
    assert found is not None
    assert found.version == "1.11.0-rc.1"


def test_documents_come_back_as_they_were_written() -> None:
    contract = Contract.of(declared().description, samples=DOCUMENTS, factors=FACTORS)
    assert Contract.from_document(contract.as_document()) == contract
    consumer = ConsumerExpectation("portal", "1.0.0", DOCUMENTS, {"co2e": "kg CO2e"})
    read = ConsumerExpectation.from_document(consumer.as_document())
    assert read.as_document() == consumer.as_document()


@pytest.mark.parametrize("document", [{}, {"description": {}}, {"description": {"id": "a", "version": "1"}}])
def test_what_is_no_contract_is_refused(document: Mapping[str, Any]) -> None:
    with pytest.raises(NotAContract):
        Contract.from_document(document)
    with pytest.raises(NotAContract):
        ConsumerExpectation.from_document(document)


def test_a_description_is_not_believed_unless_it_has_the_members_and_types() -> None:
    whole = dict(declared().description)
    assert is_description(whole)
    for name in whole:
        assert not is_description({**whole, name: 1})
    assert not is_description({**whole, "inputs": [{**whole["inputs"][0], "name": 7}]})
    assert not is_description(None)


@pytest.fixture(scope="module")
def compared() -> Evaluation:
    """The honest agent beside an earlier version and two consumers, each with one thing it does not keep."""
    described = declared("0.9.0")
    inputs = [{**described.inputs["quantity"]}, {**described.inputs["quantity"], "name": "load"}]
    earlier = Contract.of({**described.description, "inputs": inputs}, samples=[*DOCUMENTS, {"load": "1"}])
    pleased = ConsumerExpectation("ledger", "1.0.0", DOCUMENTS[:1], {"co2e": "kg CO2e"})
    let_down = ConsumerExpectation("portal", "1.0.0", [{"fuel": "peat"}], {"co2": "kg"})
    subject = agent()
    return measured(
        subject, earlier=[Contract.of({**earlier.description, "version": "0.9.0"}, samples=earlier.samples)],
        consumers=[pleased, let_down],
    )  # fmt: skip


def messages(evaluation: Evaluation) -> str:
    return "\n".join(finding.message for finding in evaluation.dimension(3).evidence)


@pytest.mark.usefixtures("sandboxed")
def test_a_consumer_that_is_let_down_costs_and_is_named(compared: Evaluation) -> None:
    said = messages(compared)
    assert "output co2 for portal: It is gone." in said
    assert "document 1 for portal: InvalidInput" in said
    assert "for ledger" not in said
    assert compared.dimension(3).score is not None
    assert compared.dimension(3).figures["contract checks kept"] < Decimal(100)
    assert "compared with earlier version 0.9.0 and 2 registered consumers" in said


@pytest.mark.usefixtures("sandboxed")
def test_what_a_major_version_changes_is_noted_and_not_held_against_it(compared: Evaluation) -> None:
    said = messages(compared)
    assert "input load beside 0.9.0: It is gone. The major version says so." in said
    assert "document of 0.9.0 4 beside 0.9.0" in said


@pytest.mark.usefixtures("sandboxed")
def test_documents_that_say_otherwise_than_the_code_cost() -> None:
    evaluation = measured(agent({"manifest.json": '{"id": "by-hand", "version": "2.0.0"}', "openapi.json": "[]"}))
    said = messages(evaluation)
    assert "manifest.json: identity: It says otherwise than the code." in said
    assert "manifest.json: inputs" in said
    assert "openapi.json: It is missing or no JSON object." in said
    score = evaluation.dimension(3).score
    assert score is not None
    assert score < Decimal(60)
