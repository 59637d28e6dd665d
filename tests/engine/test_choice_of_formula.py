"""The units of the given quantities decide the formula; none and several are errors."""

from decimal import Decimal

import pytest

from greenlang.engine.choice import choose_formula
from greenlang.engine.errors import DimensionMismatch
from greenlang.errors import InvalidInput
from tests.engine.agents import FORMULAS
from tests.engine.formulas import compiled, quantity


@pytest.mark.parametrize(
    ("unit", "formula"),
    [("mmBtu(HHV)", "by_energy"), ("kWh(HHV)", "by_energy"), ("scf", "by_volume"), ("m3(60F)", "by_volume")],
)
def test_the_unit_decides_the_formula(unit: str, formula: str) -> None:
    assert choose_formula(FORMULAS, {"fuel": "x", "quantity": quantity("1", unit)}).definition.id == formula


@pytest.mark.parametrize(
    ("unit", "kind", "says"),
    [
        ("kWh", "basis", "Say gross (HHV) or net (LHV)"),
        ("kWh(LHV)", "basis", "the HHV basis is needed"),
        ("m3", "reference", "reference condition"),
        ("kg", "dimension", "No formula takes quantity in kg"),
    ],
)
def test_a_unit_no_formula_takes_is_refused_with_what_is_accepted(unit: str, kind: str, says: str) -> None:
    with pytest.raises(DimensionMismatch) as caught:
        choose_formula(FORMULAS, {"quantity": quantity("1", unit)})
    assert caught.value.kind == kind
    assert says in str(caught.value)
    assert "Accepted: quantity in mmBtu(HHV) or scf." in caught.value.mend
    assert caught.value.where == "quantity"


def test_several_fitting_formulas_are_an_error_and_so_is_none() -> None:
    twice = {"a": compiled(id="a"), "b": compiled(id="b")}
    with pytest.raises(InvalidInput, match="Several formulas fit: a, b"):
        choose_formula(twice, {"quantity": quantity("1", "mmBtu(HHV)")})
    with pytest.raises(InvalidInput, match="Missing: quantity"):
        choose_formula(FORMULAS, {"fuel": "x"})


def test_a_given_quantity_is_never_passed_over() -> None:
    with pytest.raises(InvalidInput, match="None has moisture"):
        choose_formula(FORMULAS, {"quantity": quantity("1", "scf"), "moisture": quantity("1", "%")})


def test_bare_numbers_count_where_a_formula_names_them() -> None:
    blended = compiled("quantity * share * ef", id="blended", inputs={"quantity": "mmBtu(HHV)", "share": "1"})
    given = {"quantity": quantity("1", "mmBtu(HHV)"), "share": Decimal("0.5"), "year": 2025}
    assert choose_formula([blended], given) is blended
