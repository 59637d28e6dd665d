"""A whole calculation without any input or output: bind, resolve, evaluate, check."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import AgentContract, Binding, FactorRequest, FactorTable, PinnedFactor, calculate
from greenlang.engine.errors import DimensionMismatch, InvalidFactor, NotCanonical
from greenlang.engine.formula import FactorComponent, ResolvedFactor
from greenlang.engine.gases import BUILTIN_GWP
from greenlang.engine.numbers import canonical_number
from greenlang.errors import GreenLangError, InvalidInput
from tests.engine.agents import AGENT, GAS, TABLE, request
from tests.engine.formulas import HEAT_CONTENT_GAS, NATURAL_GAS, factor, quantity

AR5 = BUILTIN_GWP["AR5"]


def test_natural_gas_by_energy() -> None:
    agent: AgentContract = AGENT
    binding, outcome, factors = calculate(agent, GAS, TABLE, AR5)
    assert binding.formula_id == "by_energy"
    assert canonical_number(outcome.result) == "2655.725"
    assert factors == {"ef": NATURAL_GAS}
    assert dict(binding.documents) == {
        "fuel": "natural-gas",
        "region": "US",
        "quantity": {"value": "50", "unit": "mmBtu(HHV)"},
    }


def test_natural_gas_by_volume_looks_up_its_heat_content() -> None:
    _, outcome, factors = calculate(AGENT, {**GAS, "quantity": {"value": "1000000", "unit": "scf"}}, TABLE, AR5)
    assert canonical_number(outcome.of("CO2").mass) == "54439.56"
    assert set(factors) == {"heat_content", "ef"}


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"quantity": {"value": "1000", "unit": "kWh"}}, DimensionMismatch, "gross (HHV) or net (LHV)"),
        ({"quantity": {"value": "1", "unit": "ton"}}, InvalidInput, "short_ton"),
        ({"region": "FR"}, InvalidFactor, "No factor is pinned"),
        ({"fuel": "propane"}, InvalidFactor, "propane"),
        ({"fuel": "coal"}, InvalidInput, "Accepted are"),
        ({"colour": "blue"}, InvalidInput, "no input 'colour'"),
    ],
)
def test_what_is_wrong_is_refused_and_never_replaced(
    change: dict[str, object], error: type[GreenLangError], says: str
) -> None:
    with pytest.raises(error) as caught:
        calculate(AGENT, {**GAS, **change}, TABLE, AR5)
    assert says in str(caught.value)


def test_the_agents_own_rule_on_the_output_is_kept() -> None:
    def resolve(wanted: FactorRequest) -> ResolvedFactor:
        return factor(dict.fromkeys(wanted.gases, ("-1", "kg/mmBtu(HHV)")))

    with pytest.raises(InvalidInput, match="does not hold"):
        calculate(AGENT, GAS, resolve, AR5)


def test_a_factor_that_lacks_a_requested_gas_is_refused() -> None:
    with pytest.raises(InvalidFactor, match="no value for CH4, N2O"):
        calculate(AGENT, GAS, lambda wanted: factor({"CO2": ("53.06", "kg/mmBtu(HHV)")}), AR5)


def test_biogenic_co2_answers_a_request_for_co2() -> None:
    wood = factor(
        {"CO2_biogenic": ("93.8", "kg/mmBtu(HHV)"), "CH4": ("7", "g/mmBtu(HHV)"), "N2O": ("3", "g/mmBtu(HHV)")}
    )
    _, outcome, _ = calculate(AGENT, GAS, lambda wanted: wood, AR5)
    assert canonical_number(outcome.co2_biogenic) == "4690"


def test_a_pinned_factor_needs_no_resolver() -> None:
    pinned = PinnedFactor("ef", (FactorComponent("CO2", "pin", Decimal("53.06"), "kg/mmBtu(HHV)"),), "EPA", "Table 1")
    binding = Binding("by_energy", {"quantity": quantity("50", "mmBtu(HHV)")}, {"ef": pinned}, {})
    agent: Any = type("Pinned", (), {**vars(AGENT), "bind": staticmethod(lambda document: binding)})
    agent.check_output = staticmethod(AGENT.check_output)
    _, outcome, factors = calculate(agent, {}, FactorTable({}), AR5)
    assert canonical_number(outcome.result) == "2653"
    assert factors["ef"].citation == "Table 1"


def test_a_formula_the_agent_lacks_is_refused() -> None:
    binding = Binding("by_magic", {}, {}, {})
    agent: Any = type("Other", (), {**vars(AGENT), "bind": staticmethod(lambda document: binding)})
    with pytest.raises(InvalidInput, match="no formula 'by_magic'"):
        calculate(agent, {}, TABLE, AR5)


def test_a_binding_holds_a_canonical_document_and_cannot_change() -> None:
    with pytest.raises(NotCanonical):
        Binding("f", {}, {}, {"quantity": 5})
    inputs = {"quantity": quantity("1", "kg")}
    binding = Binding("f", inputs, {}, {})
    inputs.clear()
    assert "quantity" in binding.inputs


@pytest.mark.parametrize(
    "wanted", [request("ef"), request("heat_content", "US-AKGD"), FactorRequest("a", "b", "c", "d", "e")]
)
def test_a_request_reads_back_from_its_document(wanted: FactorRequest) -> None:
    assert FactorRequest.from_document(wanted.as_document()) == wanted
    assert hash(FactorRequest.from_document(wanted.as_document())) == hash(wanted)
    assert canonical_json(wanted.as_document())


def test_a_fallback_is_in_the_document_only_where_one_is_allowed() -> None:
    exact = request("ef")
    allowing = replace(exact, fallback=("country", "private"))
    assert "fallback" not in exact.as_document()
    assert allowing.as_document() == {**exact.as_document(), "fallback": ["country", "private"]}
    assert FactorRequest.from_document(allowing.as_document()) == allowing != exact
    assert FactorTable.of([(exact, NATURAL_GAS)])(exact) == NATURAL_GAS
    with pytest.raises(InvalidFactor, match="country"):
        FactorTable.of([(exact, NATURAL_GAS)])(allowing)


@pytest.mark.parametrize("resolved", [NATURAL_GAS, HEAT_CONTENT_GAS])
def test_a_factor_reads_back_from_its_document(resolved: ResolvedFactor) -> None:
    assert ResolvedFactor.from_document(resolved.as_document()) == resolved
    assert canonical_json(resolved.as_document())


def test_a_table_reads_back_from_its_document() -> None:
    document = TABLE.as_document()
    again = FactorTable.from_document(document)
    assert again.as_document() == document
    assert again(request("ef")) == NATURAL_GAS


def test_a_request_that_is_not_pinned_is_named() -> None:
    with pytest.raises(InvalidFactor) as caught:
        TABLE(request("ef", "US-CAMX"))
    assert "US-CAMX" in caught.value.message
    assert caught.value.where == "factors.ef"
    assert "2 requests" in caught.value.mend


COMPONENT = {"gas": "CO2", "ef_cid": "x", "value": "1", "unit": "kg"}
REQUEST = request("ef").as_document()


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({}, "factors"),
        ([[]], "factors[0]"),
        ([{"request": REQUEST}], "factors[0]"),
        ([{"request": {}, "resolved": {}}], "factors[0].request"),
        ([{"request": {**REQUEST, "colour": "x"}, "resolved": {}}], "factors[0].request"),
        ([{"request": {**REQUEST, "gases": "CO2"}, "resolved": {}}], "factors[0].request.gases"),
        ([{"request": REQUEST, "resolved": {}}], "factors[0].resolved"),
        ([{"request": REQUEST, "resolved": {"source": "x", "components": []}}], ""),
        ([{"request": REQUEST, "resolved": {"source": 5, "components": [COMPONENT]}}], "factors[0].resolved.source"),
        (
            [{"request": REQUEST, "resolved": {"source": "x", "components": [{**COMPONENT, "value": 1.5}]}}],
            "factors[0].resolved.components[0].value",
        ),
        (
            [{"request": REQUEST, "resolved": {"source": "x", "components": [{**COMPONENT, "unit": "ton"}]}}],
            "factors[0].resolved.components[0].unit",
        ),
    ],
)
def test_a_table_that_cannot_be_read_says_where(document: object, where: str) -> None:
    with pytest.raises(GreenLangError) as caught:
        FactorTable.from_document(document)
    assert caught.value.where == where


def test_one_request_cannot_have_two_factors() -> None:
    first, second = TABLE.as_document()
    with pytest.raises(InvalidFactor, match="twice"):
        FactorTable.from_document([first, {**second, "request": first["request"]}])
    assert FactorTable.from_document([first, first]).as_document() == [first]
