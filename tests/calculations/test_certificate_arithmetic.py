"""The engine and the verifier are two programs; on the same calculations they give the same bytes."""

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenlang.engine import BUILTIN_GWP, CompiledFormula, GwpSet, OutOfRange, Quantity, ResolvedFactor, compile_formula
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.formula.exact import exact_value
from greenlang.engine.formula.factors import FactorComponent
from greenlang.engine.formula.parser import parse_expression
from greenlang.engine.formula.render import render
from greenlang.engine.methods import METHODS
from greenlang.engine.numbers import MAX_EXPONENT, canonical_number, round_output
from greenlang.engine.records import Recipe, Record, result_document
from greenlang.engine.units import Unit, UnitError, parse_unit
from greenlang.engine.units.table import UNITS
from tests.calculations.certified import calculated, reversal, verifier
from tests.engine.formulas import compiled
from tests.engine.strategies import numbers, positive_numbers, trees, units

ORDINARY = GwpSet(
    "AR5",
    "IPCC Fifth Assessment Report",
    {gas: Decimal(value) for gas, value in {"CO2": "1", "CH4": "28", "N2O": "265", "HFC-134a": "1300"}.items()}
    | {"HCFC-22": Decimal("1760"), "CH4_fossil": Decimal("30")},
    "AR5 WG1 Table 8.A.1",
)
Draw = Callable[..., Any]
GASES = ("CO2", "CO2_biogenic", "CH4", "N2O", "HFC-134a", "HCFC-22")


def same(record: Record, recipe: Recipe) -> None:
    """The verifier makes the record again to the same bytes."""
    sign = -1 if record.reverses else 1
    document = json.loads(record.text)
    again = verifier.Recipe(json.loads(recipe.text)).again(document["inputs"], sign)
    outcome = result_document(
        recipe.document, document["masses"], result=record.result, co2_biogenic=record.co2_biogenic
    )
    stated = (document["masses"], record.result, record.co2e, record.co2_biogenic, sha256_of(outcome))
    assert tuple(again) == stated


@pytest.mark.parametrize("symbol", sorted(UNITS))
def test_every_unit_of_the_engine_is_known_and_worth_the_same(symbol: str) -> None:
    assert verifier.Unit(symbol).worth == parse_unit(symbol).factor


def test_the_verifier_knows_no_unit_that_the_engine_does_not() -> None:
    assert set(verifier.UNITS) <= set(UNITS)


@given(units)
def test_a_composed_unit_is_worth_the_same(unit: Unit) -> None:
    assert verifier.Unit(unit.text).worth == unit.factor


@given(units, units)
def test_units_are_of_one_kind_for_both_or_for_neither(one: Unit, other: Unit) -> None:
    assert (verifier.Unit(one.text).kind == verifier.Unit(other.text).kind) == one.is_commensurable(other)


@given(units, st.sampled_from(GASES))
def test_a_unit_is_tagged_with_a_gas_the_same(unit: Unit, gas: str) -> None:
    try:
        tagged = unit.with_gas(gas).text
    except UnitError:
        with pytest.raises(verifier.Broken):
            verifier.Unit(unit.text).of_gas(gas)
    else:
        assert verifier.Unit(unit.text).of_gas(gas).text == tagged


@given(numbers)
def test_canonical_numbers_are_read_and_written_the_same(number: Decimal) -> None:
    text = canonical_number(number)
    assert verifier.number(text) == Fraction(number)
    assert verifier.text_of(Fraction(number)) == text


@given(numbers, numbers.filter(bool))
def test_the_one_rounding_is_the_same(above: Decimal, below: Decimal) -> None:
    expected = canonical_number(round_output(above, below))
    assert verifier.text_of(Fraction(above) / Fraction(below), verifier.ROUNDING) == expected


@pytest.mark.parametrize(
    "text",
    ["", "-0", "01", "1.", ".5", "1.0", "1e3", "+1", "1_000", "NaN", "Infinity", "١", "1 ", "--1", None, "9" * 3000],
)
def test_what_is_no_canonical_number_is_refused(text: Any) -> None:
    with pytest.raises(verifier.Broken):
        verifier.number(text)


@given(trees, st.dictionaries(st.sampled_from(["a", "b", "fuel_1", "Quantity", "heat_content"]), numbers, min_size=5))
def test_every_expression_has_the_same_value(tree: Any, given_values: dict[str, Decimal]) -> None:
    values = {name: Fraction(value) for name, value in given_values.items()}
    text = render(tree)
    expected: Fraction | str
    try:
        expected = exact_value(parse_expression(text), values)
    except ZeroDivisionError:
        expected = "zero"
    except OverflowError:
        return
    try:
        found: Fraction | str = verifier.value_of(verifier.formula(text), values)
    except ZeroDivisionError:
        found = "zero"
    assert found == expected


@pytest.mark.parametrize(
    "text",
    ["__import__('os')", "a.b", "a[0]", "lambda: 1", "(a, b)", "a if b else c", "a := 1", "min(*a)", "'1'", "a b",
     "1 2", "a(b)", "(a < b) * 2", "", "a +", "a<b", "x" * 2001, "f(a)", "1e9", "a ** b ** c", "~a", "not a"],
)  # fmt: skip
def test_what_is_no_expression_is_refused_and_nothing_is_executed(text: str) -> None:
    with pytest.raises((verifier.Broken, SyntaxError, LookupError, AttributeError, TypeError)):
        verifier.value_of(verifier.formula(text), dict.fromkeys("abcx", Fraction(2)))


def factor_for(draw: Draw, unit: str, gases: tuple[str, ...], *, as_co2e: bool, total: bool) -> ResolvedFactor:
    components = []
    for gas in gases:
        at = ORDINARY.of(gas) if as_co2e and gas in {"CH4", "N2O"} else None
        value = draw(positive_numbers)
        components.append(FactorComponent(gas, f"ef_{gas}", value, unit, at))
    whole = FactorComponent("CO2e", "ef_whole", draw(positive_numbers), unit) if total else None
    return ResolvedFactor(tuple(components), source="A source", edition="1", published_total=whole)


def like(draw: Draw, unit: Unit) -> str:
    """Another unit of the same kind where the table has one, else the unit itself."""
    term = unit.terms[0] if len(unit.terms) == 1 else None
    if term is None or term.power != 1:
        return unit.text
    tag = f"({term.tag})" if term.tag else ""
    texts = [symbol + tag for symbol, known in UNITS.items() if known.dimension == UNITS[term.symbol].dimension]
    return str(draw(st.sampled_from(texts)))


@pytest.mark.parametrize("key", sorted(METHODS), ids=lambda key: f"{key[0]} {key[1]}")
@settings(max_examples=settings().max_examples // 4)
@given(st.data())
def test_every_method_gives_the_same_bytes_in_both(key: tuple[str, str], data: st.DataObject) -> None:
    draw = data.draw
    formula = compile_formula(METHODS[key].definition)
    definition = formula.definition
    gases = tuple(draw(st.lists(st.sampled_from(GASES), min_size=1, max_size=4, unique=True)))
    if not definition.output_unit.replace("(", " ").rstrip(")").endswith("CO2e"):
        gases = (definition.output_unit.replace("(", " ").rstrip(")").split()[-1],)
    inputs = {
        name: Quantity(draw(positive_numbers), parse_unit(like(draw, unit)))
        for name, unit in formula.input_units.items()
    }
    factors = {
        name: factor_for(draw, slot.unit, gases, as_co2e=draw(st.booleans()), total=draw(st.booleans()))
        if slot.per_gas
        else ResolvedFactor(
            (FactorComponent(name, f"ef_{name}", draw(positive_numbers), slot.unit),), source="A source"
        )
        for name, slot in definition.factors.items()
    }
    try:
        record, recipe = calculated(formula, inputs, factors, ORDINARY)
    except OutOfRange:
        return
    same(record, recipe)
    same(*calculated(formula, inputs, factors, ORDINARY, **reversal(record)))


@given(st.data(), trees)
def test_free_expressions_give_the_same_bytes(data: st.DataObject, tree: Any) -> None:
    draw = data.draw
    text = render(tree)
    names = verifier.TOKEN.findall(text)
    used = [name for name in ("a", "b", "fuel_1", "Quantity", "heat_content") if name in names]
    formula: CompiledFormula = compiled(
        f"ef * mass * (abs({text}) + 1)" if "/" not in text and "^" not in text else "ef * mass",
        inputs={"mass": "mmBtu(HHV)", **(dict.fromkeys(used, "1") if "/" not in text and "^" not in text else {})},
    )
    inputs = {name: Quantity(draw(numbers), unit) for name, unit in formula.input_units.items()}
    factor = factor_for(draw, "kg/mmBtu(HHV)", ("CO2", "CH4"), as_co2e=False, total=False)
    try:
        record, recipe = calculated(formula, inputs, {"ef": factor}, BUILTIN_GWP["AR5"])
    except OutOfRange:
        return
    same(record, recipe)


def test_a_mass_near_the_bounds_is_the_same() -> None:
    largest = Decimal(f"1e{MAX_EXPONENT - 3}")
    for value in (largest, 1 / Decimal(f"1e{MAX_EXPONENT - 3}"), Decimal(0)):
        quantity = Quantity(value, parse_unit("mmBtu(HHV)"))
        factor = ResolvedFactor((FactorComponent("CO2", "ef_1", Decimal("53.06"), "kg/mmBtu(HHV)"),), source="A source")
        same(*calculated(compiled(), {"quantity": quantity}, {"ef": factor}))
