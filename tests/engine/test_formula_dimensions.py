"""A formula whose dimensions do not fit is refused before any number is known, at the place that is wrong."""

from typing import Any

import pytest

from greenlang.engine.errors import AmbiguousUnit, FormulaError, UnitError, UnknownUnit
from greenlang.engine.formula import FactorSlot, compile_formula
from greenlang.errors import GreenLangError
from tests.engine.formulas import HEAT_CONTENT, PER_ENERGY, compiled, definition

TWO = {"inputs": {"quantity": "mmBtu(HHV)", "other": "kWh(HHV)"}}
SHARE = {"inputs": {"quantity": "mmBtu(HHV)", "share": "1"}}
VOLUME = {"inputs": {"quantity": "scf"}, "factors": {"ef": PER_ENERGY, "hc": HEAT_CONTENT}}

GOOD: list[tuple[str, dict[str, Any]]] = [
    ("quantity * ef", {}),
    ("ef * quantity", {}),
    ("quantity * ef * 0.5 / 2", {}),
    ("(quantity + other) * ef", TWO),
    ("max(quantity, other) * ef - min(quantity, other) * ef", TWO),
    ("if(quantity > other, quantity, other) * ef", TWO),
    ("if(quantity > 0, quantity * ef, 0)", {}),
    ("max(quantity * ef, 0) + 0", {}),
    ("0 + quantity * ef", {}),
    ("abs(-quantity) * ef", {}),
    ("quantity * ef * (1 - share)", SHARE),
    ("quantity * ef * share / (1 - share)", SHARE),
    ("quantity^2 / quantity * ef", {}),
    ("quantity^3 * quantity^-2 * ef", {}),
    ("quantity * hc * ef", VOLUME),
    ("ef * quantity", {"inputs": {"quantity": "kWh(HHV)"}}),
    ("quantity * ef", {"inputs": {"quantity": "kWh"}, "factors": {"ef": FactorSlot("lb/MWh", True)}}),
    ("quantity * ef", {"inputs": {"quantity": "short_ton"}, "factors": {"ef": FactorSlot("g/short_ton", True)}}),
    ("leak * ef", {"inputs": {"leak": "lb"}, "factors": {"ef": FactorSlot("kg/kg", True)}}),
    ("quantity * ef", {"output_unit": "kg CO2"}),
    ("quantity * ef", {"output_unit": "t CO2e"}),
]


@pytest.mark.parametrize(("expression", "changes"), GOOD)
def test_a_sound_formula_compiles(expression: str, changes: dict[str, Any]) -> None:
    assert compiled(expression, **changes).formula_hash.startswith("sha256:")


BAD: list[tuple[str, dict[str, Any], int, str]] = [
    ("quantity + ef", {}, 9, "cannot be added to energy(HHV)"),
    ("quantity * ef + 5", {}, 14, "a bare number cannot be added to mass(the gas)"),
    ("quantity * ef * ef", {}, 14, "a mass of the gas is needed"),
    ("quantity / ef", {}, 9, "a mass of the gas is needed"),
    ("quantity * ef^2", {}, 9, "a mass of the gas is needed"),
    ("quantity * EF", {}, 11, "Declared are quantity, ef"),
    ("quantitty * ef", {}, 0, "Did you mean quantity?"),
    ("quantity * ef", {"inputs": {"quantity": "mmBtu(LHV)"}}, 9, "gross (HHV) and net (LHV)"),
    ("quantity * ef", {"inputs": {"quantity": "mmBtu"}}, 9, "gross (HHV) and net (LHV)"),
    ("quantity * ef", {"inputs": {"quantity": "scf"}}, 9, "volume(60F)"),
    ("quantity * hc * ef", {**VOLUME, "inputs": {"quantity": "m3"}}, 14, "unlike conditions"),
    ("(quantity + other) * ef", {"inputs": {"quantity": "mmBtu(HHV)", "other": "kWh"}}, 10, "heating-value basis"),
    ("min(quantity, 5) * ef", {}, 0, "compared with"),
    ("if(quantity > 5, quantity, quantity) * ef", {}, 12, "compared with"),
    ("if(quantity > 0, quantity * ef, quantity)", {}, 0, "the alternative to"),
    ("if(quantity > 0, 0, 0) * ef", {}, 23, "a mass of the gas is needed"),
    ("quantity * ef * ((9e99^9)^9)^9", {}, 25, "too large"),
    ("quantity * ef / (1 - 1)", {}, 14, "divides by zero"),
    ("quantity * ef * 0^-1", {}, 17, "divides by zero"),
]


@pytest.mark.parametrize(("expression", "changes", "position", "says"), BAD)
def test_an_unsound_formula_is_refused_with_a_caret(
    expression: str, changes: dict[str, Any], position: int, says: str
) -> None:
    with pytest.raises(FormulaError) as caught:
        compiled(expression, **changes)
    assert caught.value.position == position
    assert caught.value.where == "formula by_energy"
    assert says in str(caught.value)
    assert "\n" + "  " + " " * position + "^" in str(caught.value)


DECLARATIONS: list[tuple[dict[str, Any], type[GreenLangError], str]] = [
    ({"inputs": {"quantity": "mmBtu(HHV)", "x": "kg"}}, FormulaError, "'x' is declared and not used"),
    ({"factors": {"ef": PER_ENERGY, "hc": HEAT_CONTENT}}, FormulaError, "'hc' is declared and not used"),
    ({"factors": {"ef": FactorSlot("kg/mmBtu(HHV)", False)}}, FormulaError, "one emission factor per gas"),
    ({"factors": {"ef": PER_ENERGY, "ef2": PER_ENERGY}}, FormulaError, "here: ef, ef2"),
    ({"factors": {"ef": FactorSlot("kg CO2e/mmBtu(HHV)", True)}}, UnitError, "names no gas"),
    ({"factors": {"ef": FactorSlot("mmBtu/scf", True)}}, UnitError, "no mass of a gas"),
    ({"inputs": {"quantity": "ton"}}, AmbiguousUnit, "input quantity"),
    ({"inputs": {"quantity": "mmBut"}}, UnknownUnit, "mmBtu"),
    ({"inputs": {"ef": "mmBtu"}}, FormulaError, "an input and a factor"),
    ({"inputs": {"if": "mmBtu"}}, FormulaError, "function of the language"),
    ({"inputs": {"my input": "mmBtu"}}, FormulaError, "no name"),
    ({"inputs": {"__x": "mmBtu"}}, FormulaError, "no name"),
    ({"inputs": {"naïve": "mmBtu"}}, FormulaError, "no name"),
    ({"inputs": {f"x{i}": "mmBtu" for i in range(40)}}, FormulaError, "At most 32"),
    ({"output_unit": "kWh"}, UnitError, "no output unit"),
    ({"output_unit": "kg"}, UnitError, "no output unit"),
    ({"output_unit": "lb CO2e"}, UnitError, "no output unit"),
    ({"output_unit": "kg CO2e/kWh"}, UnitError, "no output unit"),
    ({"output_unit": "kg CO2e*kg/kg"}, UnitError, "no output unit"),
]


@pytest.mark.parametrize(("changes", "error", "says"), DECLARATIONS)
def test_declarations_that_cannot_be_meant_are_refused(
    changes: dict[str, Any], error: type[GreenLangError], says: str
) -> None:
    with pytest.raises(error) as caught:
        compiled(**changes)
    assert says in str(caught.value)
    assert caught.value.where.startswith("formula by_energy")


@pytest.mark.parametrize("changes", [{"scope": "4"}, {"scope": 1}, {"origin": "magic"}, {"id": ""}, {"version": ""}])
def test_a_definition_says_what_it_is(changes: dict[str, Any]) -> None:
    with pytest.raises(FormulaError):
        compile_formula(definition(**changes))
