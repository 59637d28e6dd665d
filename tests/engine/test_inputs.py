"""Inputs are validated together, every finding at its place."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.inputs import InputField, inputs_document, read_inputs
from greenlang.engine.units import Quantity
from greenlang.errors import GreenLangError, InvalidInput
from tests.engine.agents import GAS, INPUTS
from tests.engine.formulas import quantity


def field(kind: Any, **changes: Any) -> InputField:
    return InputField(**{"name": "x", "kind": kind, "required": True, "description": "The x.", **changes})


@pytest.mark.parametrize(
    ("kind", "changes", "given", "read", "text"),
    [
        ("string", {}, "gas", "gas", "gas"),
        ("string", {"choices": ("gas", "oil")}, "gas", "gas", "gas"),
        ("string", {"pattern": "^[a-z]+$"}, "gas", "gas", "gas"),
        ("integer", {}, 5, 5, "5"),
        ("integer", {}, "5", 5, "5"),
        ("integer", {}, Decimal("5.0"), 5, "5"),
        ("integer", {"choices": (1, 5)}, 5, 5, "5"),
        ("number", {}, "0.50", Decimal("0.5"), "0.5"),
        ("number", {"minimum": 0, "maximum": "1"}, 1, Decimal(1), "1"),
        ("boolean", {}, True, True, True),
        ("boolean", {}, False, False, False),
        ("date", {}, "2025-12-31", date(2025, 12, 31), "2025-12-31"),
        ("date", {"minimum": "2025-01-01"}, date(2025, 1, 1), date(2025, 1, 1), "2025-01-01"),
        ("quantity", {}, {"value": "1", "unit": "kWh"}, quantity("1", "kWh"), {"value": "1", "unit": "kWh"}),
        (
            "quantity",
            {"unit": "MWh", "maximum": 1},
            {"value": "999", "unit": "kWh"},
            quantity("999", "kWh"),
            {"value": "999", "unit": "kWh"},
        ),
    ],
)
def test_a_value_of_each_kind_is_read(
    kind: str, changes: dict[str, Any], given: object, read: object, text: object
) -> None:
    values = read_inputs([field(kind, **changes)], {"x": given})
    assert values == {"x": read}
    assert type(values["x"]) is type(read)
    assert inputs_document(values) == {"x": text}


@pytest.mark.parametrize(
    ("kind", "changes", "given", "code", "pointer"),
    [
        ("string", {}, None, "required", "/x"),
        ("string", {}, 5, "type", "/x"),
        ("string", {}, "y" * 10_001, "length", "/x"),
        ("string", {}, "\ud800", "not-canonical", "/x"),
        ("string", {"choices": ("gas",)}, "Gas", "choice", "/x"),
        ("string", {"pattern": "^[a-z]+$"}, "a1", "pattern", "/x"),
        ("string", {"pattern": "^[a-z]+$"}, "a\n", "pattern", "/x"),
        ("integer", {}, "5.5", "type", "/x"),
        ("integer", {}, True, "invalid-number", "/x"),
        ("integer", {}, "five", "invalid-number", "/x"),
        ("number", {}, 0.5, "invalid-number", "/x"),
        ("number", {}, "NaN", "invalid-number", "/x"),
        ("number", {"minimum": 0}, "-0.1", "minimum", "/x"),
        ("number", {"maximum": "0.5"}, 1, "maximum", "/x"),
        ("boolean", {}, "true", "type", "/x"),
        ("boolean", {}, 1, "type", "/x"),
        ("date", {}, "31.12.2025", "invalid-input", "/x"),
        ("date", {}, "2025-02-30", "invalid-input", "/x"),
        ("date", {}, "20251231", "invalid-input", "/x"),
        ("date", {}, datetime(2025, 1, 1), "invalid-input", "/x"),  # noqa: DTZ001 - refused either way
        ("date", {"maximum": "2025-12-31"}, "2026-01-01", "maximum", "/x"),
        ("quantity", {}, "50 kWh", "invalid-input", "/x"),
        ("quantity", {}, {"value": "1", "unit": "ton"}, "ambiguous-unit", "/x/unit"),
        ("quantity", {}, {"value": "x", "unit": "kWh"}, "invalid-number", "/x/value"),
        ("quantity", {}, {"value": "1", "unit": "kWh", "basis": "x"}, "invalid-unit", "/x/basis"),
        ("quantity", {"unit": "kg"}, {"value": "1", "unit": "kWh"}, "dimension-mismatch", "/x/unit"),
        ("quantity", {"minimum": 0}, {"value": "-1", "unit": "kWh"}, "minimum", "/x"),
        ("quantity", {"unit": "MWh", "maximum": 1}, {"value": "1001", "unit": "kWh"}, "maximum", "/x"),
    ],
)
def test_a_value_that_cannot_be_used_is_found_at_its_place(
    kind: str, changes: dict[str, Any], given: object, code: str, pointer: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_inputs([field(kind, **changes)], {"x": given})
    (finding,) = caught.value.errors
    assert (finding["code"], finding["pointer"]) == (code, pointer)
    assert finding["detail"]


def test_all_findings_come_together() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_inputs(INPUTS, {"feul": "natural-gas", "region": "us", "quantity": {"value": "-1", "unit": "kWh"}})
    found = [(error["pointer"], error["code"]) for error in caught.value.errors]
    assert found == [("/feul", "unknown"), ("/fuel", "required"), ("/region", "pattern"), ("/quantity", "minimum")]
    assert "Did you mean 'fuel'?" in caught.value.errors[0]["detail"]
    assert "3 more" in caught.value.message


def test_defaults_are_taken_and_optional_inputs_stay_out_of_the_document() -> None:
    fields = [field("string", name="region", required=False, default="US"), field("date", name="on", required=False)]
    values = read_inputs(fields, {})
    assert values == {"region": "US", "on": None}
    assert inputs_document(values) == {"region": "US"}
    with pytest.raises(InvalidInput):
        read_inputs([field("integer", default="many")], {})


@pytest.mark.parametrize("document", [None, [], "x", 5])
def test_a_document_is_an_object(document: object) -> None:
    with pytest.raises(InvalidInput):
        read_inputs(INPUTS, document)


@given(st.dictionaries(st.text(max_size=5) | st.sampled_from(["fuel", "quantity"]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["value", "unit", "basis"]), inner),
    max_leaves=6,
)))  # fmt: skip
def test_any_document_is_read_or_refused_with_findings(document: dict[str, object]) -> None:
    try:
        values = read_inputs(INPUTS, document)
    except InvalidInput as error:
        assert error.errors
        return
    assert canonical_json(inputs_document(values))


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "float"},
        {"kind": "string", "minimum": 0},
        {"kind": "number", "minimum": "low"},
        {"kind": "date", "maximum": "soon"},
        {"kind": "quantity", "unit": "ton"},
        {"kind": "string", "pattern": "("},
    ],
)
def test_a_declaration_that_cannot_be_meant_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(GreenLangError) as caught:
        field(**changes)
    assert "input x" in caught.value.where


def test_reading_what_was_read_changes_nothing() -> None:
    values = read_inputs(INPUTS, GAS)
    assert isinstance(values["quantity"], Quantity)
    assert read_inputs(INPUTS, inputs_document(values)) == values


@pytest.mark.parametrize(
    ("given", "mend"),
    [
        ("Liter", "Did you mean 'L'?"),
        ("kilowatt hours", "Did you mean 'kWh'?"),
        ("GJ", "Accepted are therm, L, kWh, gas."),
        ("gaz", "Did you mean 'gas'?"),
    ],
)
def test_a_unit_is_never_offered_for_one_of_another_kind(given: str, mend: str) -> None:
    field = InputField("unit", "string", True, "Unit", choices=("therm", "L", "kWh", "gas"))
    with pytest.raises(InvalidInput) as caught:
        read_inputs([field], {"unit": given})
    assert mend in caught.value.errors[0]["detail"]
