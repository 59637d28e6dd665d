"""What a document means by its texts: units of bare numbers, names of the catalogue, formulas that apply."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine import (
    Binding,
    FactorRequest,
    FactorSlot,
    InputField,
    InvalidInput,
    NumberUnit,
    Quantity,
    UnknownUnit,
    applicable,
    choose_formula,
    formula_inputs,
    inputs_document,
    is_named,
    meaning_of,
    outputs_document,
    parse_unit,
    read_inputs,
    with_units,
)
from greenlang.engine.contract import calculate
from greenlang.engine.description import describe
from tests.engine.batch_agents import GWP, in_full, resolve, result_not_negative
from tests.engine.formulas import by_volume, compiled
from tests.engine.test_batch import batch, calculated_in_full, outcome_of

MEASURE = NumberUnit("amount", {"mmBtu": "mmBtu(HHV)", "kWh": "kWh(HHV)", "ft3": "scf", "km": "km"}, said_in="measure")
FIXED = NumberUnit("amount", {"": "mmBtu(HHV)"})
FIELDS = (
    InputField("fuel", "string", True, "Fuel", choices=("natural_gas", "biogas", "none")),
    InputField("amount", "number", True, "Amount", minimum=0, maximum=10**20),
    InputField("measure", "string", False, "Unit", default="mmBtu"),
    InputField("scope", "integer", False, "Scope", default=1),
    InputField("note", "string", False, "Note"),
)
FUELS = {"natural_gas": "natural-gas", "biogas": "biogas"}
FORMULAS = {
    "by_energy": compiled(),
    "by_volume": by_volume(),
    "total": compiled(id="total", inputs={"fuel_energy": "mmBtu(HHV)"}, expression="fuel_energy * ef"),
}
WHEN = {"by_energy": {"scope": ("1",)}, "by_volume": {"scope": ("1",)}, "total": {"scope": ("3",), "fuel": ("biogas",)}}
NAMES = {
    "by_energy": {"quantity": "amount"},
    "by_volume": {"quantity": "amount"},
    "total": {"fuel_energy": "amount"},
}


def bind(document: Mapping[str, object]) -> Binding:
    """As the generator writes it."""
    values = read_inputs(FIELDS, document)
    measured = with_units(values, UNITS)
    formula = choose_formula(applicable(FORMULAS, WHEN, values), measured, NAMES)
    own = NAMES.get(formula.definition.id, {})
    return Binding(
        formula_id=formula.definition.id,
        inputs=formula_inputs(formula, measured, own),
        factors={slot: SELECTED[slot](values) for slot in formula.definition.factors},
        documents=inputs_document(values),
        taken={name: own[name] for name in formula.definition.inputs if name in own},
    )


UNITS = (MEASURE,)
SELECTED = {
    "ef": lambda values: FactorRequest(
        "ef", "stationary-combustion", meaning_of(values, "fuel", FUELS), "US", "kg/mmBtu(HHV)"
    ),
    "heat_content": lambda values: FactorRequest(
        "heat_content", "heat-content", meaning_of(values, "fuel", {"natural_gas": "natural-gas"}), "US",
        "mmBtu(HHV)/scf",
    ),
}  # fmt: skip
AGENT: Any = SimpleNamespace(
    AGENT_ID="sample", AGENT_VERSION="1.0.0", GWP_SET="AR5", FORMULAS=FORMULAS, INPUTS=FIELDS, bind=bind,
    check_output=result_not_negative, UNITS=UNITS,
    OUTPUTS={"publisher": "factor.source", "scope_found": "formula.scope"},
)  # fmt: skip
GAS = {"fuel": "natural_gas", "amount": "50", "measure": "mmBtu"}


def test_a_number_is_a_quantity_in_the_unit_its_spelling_means() -> None:
    values = {"amount": Decimal("1.5"), "measure": "ft3", "note": None}
    assert with_units(values, [MEASURE]) == {**values, "amount": Quantity(Decimal("1.5"), parse_unit("scf"))}
    assert with_units({"amount": 3}, [FIXED]) == {"amount": Quantity(Decimal(3), parse_unit("mmBtu(HHV)"))}
    assert with_units({"amount": None, "measure": "?"}, [MEASURE]) == {"amount": None, "measure": "?"}


def test_a_unit_that_cannot_be_read_is_refused_with_the_declaration() -> None:
    with pytest.raises(UnknownUnit):
        NumberUnit("amount", {"": "litter"})


@given(st.text(max_size=30))
def test_a_spelling_means_what_is_said_or_is_refused_by_its_name(spelling: str) -> None:
    values = {"measure": spelling}
    if spelling in MEASURE.units:
        assert meaning_of(values, "measure", MEASURE.units) == MEASURE.units[spelling]
        return
    with pytest.raises(InvalidInput) as refused:
        meaning_of(values, "measure", MEASURE.units)
    assert refused.value.errors[0]["pointer"] == "/measure"
    assert "Known are ft3, kWh, km, mmBtu." in refused.value.message


def test_formulas_apply_where_their_conditions_hold() -> None:
    values = {"scope": 1, "fuel": "biogas"}
    assert list(applicable(FORMULAS, WHEN, values)) == ["by_energy", "by_volume"]
    assert list(applicable(FORMULAS, {}, values)) == list(FORMULAS)
    with pytest.raises(
        InvalidInput, match=r"where scope 2, fuel biogas\. They apply where scope is 1; or scope is 3"
    ) as at:
        applicable(FORMULAS, WHEN, {**values, "scope": 2})
    assert at.value.errors[0]["pointer"] == "/scope"


def test_names_of_its_own_stand_in_the_record_with_the_unit() -> None:
    computed = in_full(AGENT, GAS)
    assert computed.recipe.document["bound"] == {"quantity": {"input": "amount", "unit": "mmBtu(HHV)"}}
    assert computed.inputs == '{"amount":"50","fuel":"natural_gas","measure":"mmBtu","scope":"1"}'
    assert computed.co2e == "2655.725"


def test_a_number_is_found_by_its_name_also_where_another_input_has_the_same_value() -> None:
    computed = in_full(AGENT, {**GAS, "amount": "1", "scope": 1, "note": "1"})
    assert computed.recipe.document["bound"] == {"quantity": {"input": "amount", "unit": "mmBtu(HHV)"}}


def test_outputs_have_the_agents_names() -> None:
    binding, outcome, factors = calculate(AGENT, GAS, resolve, GWP)
    named = replace(factors["ef"], source="US Environmental Protection Agency")
    shown = outputs_document(AGENT, binding, outcome, {"ef": named}, "AR5")
    assert shown == {"co2e": "2655.725", "publisher": "US Environmental Protection Agency", "scope_found": "1"}


@pytest.mark.parametrize(
    ("short", "found"),
    [
        ("EPA", True), ("EPA eGRID", True), ("us epa", True), ("Environmental Protection", True), ("DEFRA", False),
        ("GRID", False), ("EPA Hub", False), ("", False), ("…", False),
    ],
)  # fmt: skip
def test_a_source_is_known_by_the_beginnings_of_its_words(short: str, found: bool) -> None:
    assert is_named(short, "US Environmental Protection Agency, eGRID2023", "US EPA, eGRID2023 Rev 2, Table 1") is found


numbers = st.decimals(-2, 10**8, places=3).map(str) | st.integers(-3, 10**19) | st.sampled_from(
    [
        "-0", "0.000", "007", "1e3", "", "NaN", "1,5", 0, True, None, 0.5, Decimal("12.50"), "9" * 40, "1" * 21,
        {"value": "1"},
    ]
)  # fmt: skip
rows = st.fixed_dictionaries(
    {"fuel": st.sampled_from(["natural_gas", "biogas", "none", "coal", None]), "amount": numbers},
    optional={
        "measure": st.sampled_from(["mmBtu", "kWh", "ft3", "km", "m3", "", None, 5]),
        "scope": st.sampled_from([1, "1", "1.0", 2, 3, "x", None]),
        "note": st.sampled_from(["a", 'b"%s', None, 5]),
        "surplus": st.just("x"),
    },
)


@given(st.lists(rows, min_size=1, max_size=10))
def test_a_row_of_a_batch_is_to_the_byte_what_a_single_calculation_gives(documents: list[dict[str, object]]) -> None:
    calculating = batch(AGENT)
    for document in documents:
        found = outcome_of(lambda document=document: calculating.row(document))  # type: ignore[misc]
        assert found == outcome_of(lambda document=document: in_full(AGENT, document))  # type: ignore[misc]


@given(
    st.lists(numbers, min_size=3, max_size=12),
    st.sampled_from(["mmBtu", "kWh", "ft3"]),
    st.sampled_from(["natural_gas", "biogas"]),
)
def test_rows_of_one_shape_differ_in_their_numbers_only(values: list[object], measure: str, fuel: str) -> None:
    calculating = batch(AGENT)
    for value in ["1", "2", *values]:
        document = {"fuel": fuel, "amount": value, "measure": measure}
        found = outcome_of(lambda document=document: calculating.row(document))  # type: ignore[misc]
        assert found == outcome_of(lambda document=document: in_full(AGENT, document))  # type: ignore[misc]


def test_numbers_with_their_unit_elsewhere_are_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = calculated_in_full(monkeypatch)
    calculating = batch(AGENT)
    for number in range(1, 40):
        for measure in ("mmBtu", "kWh"):
            calculating.row({**GAS, "amount": str(number), "measure": measure, "note": f"row {number}"})
    assert len(calls) <= 6


def test_a_number_that_the_agent_looks_at_belongs_to_the_shape() -> None:
    def peeking(document: Mapping[str, object]) -> Binding:
        bound = bind(document)
        amount = read_inputs(FIELDS, document)["amount"]
        assert isinstance(amount, Decimal)
        ef = bound.factors["ef"]
        assert isinstance(ef, FactorRequest)
        request = replace(ef, activity="biogas" if amount > 5 else "natural-gas")
        return replace(bound, factors={**bound.factors, "ef": request})

    tried: Any = SimpleNamespace(**{**vars(AGENT), "bind": peeking})
    calculating = batch(tried)
    for amount in ("1", "2", "9", "3", "11"):
        document = {**GAS, "amount": amount}
        assert calculating.row(document) == in_full(tried, document)


def test_names_of_two_formulas_are_chosen_by_unit_and_condition() -> None:
    assert bind({"fuel": "biogas", "amount": "2", "scope": 3}).formula_id == "total"
    assert bind({"fuel": "biogas", "amount": "2", "scope": 1, "measure": "kWh"}).formula_id == "by_energy"
    assert FactorSlot("kg/mmBtu(HHV)", per_gas=True) == FORMULAS["total"].definition.factors["ef"]


def test_a_description_has_the_units_of_numbers_and_the_further_outputs() -> None:
    described = describe(AGENT)
    amount = next(item for item in described["inputs"] if item["name"] == "amount")
    assert amount["units"] == ["mmBtu(HHV)", "kWh(HHV)", "scf", "km"]
    assert described["outputs"][1:] == [
        {"name": "publisher", "unit": "", "means": "factor.source"},
        {"name": "scope_found", "unit": "", "means": "formula.scope"},
    ]
