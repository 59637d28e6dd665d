"""Quantities are read from documents with the basis said, and written canonically."""

from decimal import Decimal

import pytest
from hypothesis import given

from greenlang.engine.errors import AmbiguousUnit, InvalidNumber, UnitError
from greenlang.engine.units import Quantity, Unit, parse_unit
from greenlang.errors import GreenLangError, InvalidInput
from tests.engine.strategies import numbers, units


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ({"value": "50", "unit": "mmBtu", "basis": "gross"}, "50 mmBtu(HHV)"),
        ({"value": "50.0", "unit": "mmBtu", "basis": "HHV"}, "50 mmBtu(HHV)"),
        ({"value": 50, "unit": "kWh", "basis": "net"}, "50 kWh(LHV)"),
        ({"value": Decimal("0.5"), "unit": "kWh", "basis": "LHV"}, "0.5 kWh(LHV)"),
        ({"value": "50", "unit": "mmBtu(HHV)", "basis": "gross"}, "50 mmBtu(HHV)"),
        ({"value": "50", "unit": "mmBtu(HHV)"}, "50 mmBtu(HHV)"),
        ({"value": "50", "unit": "kWh"}, "50 kWh"),
        ({"value": "50", "unit": "kWh", "basis": None}, "50 kWh"),
        ({"value": "50", "unit": "kWh", "basis": ""}, "50 kWh"),
        ({"value": "1e3", "unit": "Standard Cubic Feet"}, "1000 scf"),
    ],
)
def test_a_document_is_read(document: dict[str, object], text: str) -> None:
    assert str(Quantity.from_document(document)) == text


@pytest.mark.parametrize(
    ("document", "error", "where"),
    [
        ("50 mmBtu", InvalidInput, "quantity"),
        (None, InvalidInput, "quantity"),
        ({}, InvalidInput, "quantity.value"),
        ({"value": "50"}, InvalidInput, "quantity.unit"),
        ({"unit": "kWh"}, InvalidInput, "quantity.value"),
        ({"value": 50.5, "unit": "kWh"}, InvalidNumber, "quantity.value"),
        ({"value": True, "unit": "kWh"}, InvalidNumber, "quantity.value"),
        ({"value": "NaN", "unit": "kWh"}, InvalidNumber, "quantity.value"),
        ({"value": "50", "unit": "ton"}, AmbiguousUnit, "quantity.unit"),
        ({"value": "50", "unit": 5}, UnitError, "quantity.unit"),
        ({"value": "50", "unit": "kWh", "basis": "brutto"}, UnitError, "quantity.basis"),
        ({"value": "50", "unit": "kWh", "basis": 5}, UnitError, "quantity.basis"),
        ({"value": "50", "unit": "kWh(HHV)", "basis": "net"}, UnitError, "quantity.basis"),
        ({"value": "50", "unit": "scf", "basis": "gross"}, UnitError, "quantity.basis"),
        ({"value": "50", "unit": "kWh", "Basis": "net"}, InvalidInput, "quantity.Basis"),
        ({"value": "50", "unit": "kWh", 7: "net"}, InvalidInput, "quantity.7"),
    ],
)
def test_what_is_unsaid_or_wrong_is_refused_at_its_place(
    document: object, error: type[GreenLangError], where: str
) -> None:
    with pytest.raises(error) as caught:
        Quantity.from_document(document, where="quantity")
    assert caught.value.where == where
    assert caught.value.mend


@given(numbers, units)
def test_its_document_reads_back_to_the_same_quantity(value: Decimal, unit: Unit) -> None:
    quantity = Quantity(value, unit)
    assert Quantity.from_document(quantity.as_document()) == quantity


def test_a_quantity_cannot_change_and_holds_no_float() -> None:
    quantity = Quantity(Decimal(1), parse_unit("kg"))
    assert hash(quantity) == hash(Quantity(Decimal("1.0"), parse_unit("kilogram")))
    with pytest.raises(AttributeError):
        quantity.value = Decimal(2)  # type: ignore[misc]
    with pytest.raises(InvalidNumber):
        Quantity(1.5, parse_unit("kg"))  # type: ignore[arg-type]
    with pytest.raises(UnitError):
        Quantity(Decimal(1), "kg")  # type: ignore[arg-type]
