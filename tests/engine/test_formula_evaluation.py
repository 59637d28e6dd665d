"""Evaluation is exact, rounds once per gas, and says what is wrong with what it is handed."""

import pickle
import threading
import time
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from greenlang.engine.errors import (
    DimensionMismatch,
    InvalidFactor,
    MissingGwp,
    OutOfRange,
    UnknownGas,
    UnknownUnit,
)
from greenlang.engine.formula import FactorSlot, Outcome, ResolvedFactor
from greenlang.engine.formula.ast import Binary, Call, Choice, Name, Negation, Node, Number, Power
from greenlang.engine.formula.parser import parse_expression
from greenlang.engine.gases import BUILTIN_GWP, GwpSet
from greenlang.engine.numbers import canonical_number, exact_product, round_output
from greenlang.engine.units import Quantity, Unit, conversion, parse_unit
from greenlang.errors import GreenLangError
from tests.engine.formulas import (
    HEAT_CONTENT_GAS,
    NATURAL_GAS,
    NATURAL_GAS_CO2,
    by_volume,
    compiled,
    factor,
    quantity,
)
from tests.engine.strategies import fuel_energies, positive_numbers

AR4, AR5, AR6 = BUILTIN_GWP["AR4"], BUILTIN_GWP["AR5"], BUILTIN_GWP["AR6"]


def burn(value: str, unit: str, gwp: GwpSet = AR5, ef: ResolvedFactor = NATURAL_GAS, **changes: Any) -> Outcome:
    return compiled(**changes).evaluate({"quantity": quantity(value, unit)}, {"ef": ef}, gwp)


def test_fifty_mmbtu_of_natural_gas_are_2653_kg_of_co2() -> None:
    outcome = burn("50", "mmBtu(HHV)", ef=NATURAL_GAS_CO2)
    assert canonical_number(outcome.result) == "2653"
    assert outcome.result_unit == "kg CO2e"


@pytest.mark.parametrize(("gwp", "co2e"), [(AR4, "2655.74"), (AR5, "2655.725"), (AR6, "2655.715")])
def test_with_methane_and_nitrous_oxide_the_result_follows_the_gwp_set(gwp: GwpSet, co2e: str) -> None:
    outcome = burn("50", "mmBtu(HHV)", gwp)
    assert canonical_number(outcome.result) == co2e
    masses = {gas.gas: canonical_number(gas.mass) for gas in outcome.gases}
    assert masses == {"CO2": "2653", "CH4": "0.05", "N2O": "0.005"}
    assert outcome.co2e == outcome.result


def test_a_thousand_gross_kwh_through_mmbtu() -> None:
    outcome = burn("1000", "kWh(HHV)")
    assert canonical_number(outcome.of("CO2").mass) == "181.0482350537685982776421481"


def test_kwh_without_a_basis_is_refused() -> None:
    with pytest.raises(DimensionMismatch) as caught:
        burn("1000", "kWh")
    assert caught.value.where == "inputs.quantity"
    assert "Say gross (HHV) or net (LHV)" in caught.value.mend


@pytest.mark.parametrize(
    ("unit", "value", "co2"),
    [
        ("GJ(HHV)", "52.752792631", "2653"),
        ("therm(HHV)", "500", "2653"),
        ("dekatherm(HHV)", "50", "2653"),
        ("kBtu(HHV)", "50000", "2653"),
        ("Btu(HHV)", "5e7", "2653"),
    ],
)
def test_one_energy_in_any_unit_gives_one_result(unit: str, value: str, co2: str) -> None:
    assert canonical_number(burn(value, unit).of("CO2").mass) == co2


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("53.06", "kg(CO2)/mmBtu(HHV)"),
        ("53060", "g/mmBtu(HHV)"),
        ("0.05306", "t(CO2)/mmBtu(HHV)"),
        ("53.06", "g/kBtu(HHV)"),
    ],
)
def test_a_factor_may_come_in_any_unit_of_its_kind(value: str, unit: str) -> None:
    outcome = burn("50", "mmBtu(HHV)", ef=factor({"CO2": (value, unit)}))
    assert canonical_number(outcome.result) == "2653"


def test_pounds_per_megawatt_hour_are_converted_exactly() -> None:
    grid = compiled(inputs={"quantity": "kWh"}, factors={"ef": FactorSlot("kg/kWh", True)}, scope="2", id="grid")
    outcome = grid.evaluate({"quantity": quantity("1000", "kWh")}, {"ef": factor({"CO2": ("899.633", "lb/MWh")})}, AR5)
    assert canonical_number(outcome.result) == str(Decimal("899.633") * Decimal("0.45359237"))


def test_the_heat_content_is_named_in_the_outcome() -> None:
    outcome = by_volume().evaluate(
        {"quantity": quantity("1", "MMscf")}, {"heat_content": HEAT_CONTENT_GAS, "ef": NATURAL_GAS_CO2}, AR5
    )
    assert canonical_number(outcome.result) == "54439.56"
    assert [(used.name, used.ef_cid, canonical_number(used.value), used.unit) for used in outcome.parameters] == [
        ("heat_content", "ef_heat-content", "0.001026", "mmBtu(HHV)/scf")
    ]


def test_biogenic_co2_is_apart_and_counts_nothing() -> None:
    wood = factor({"CO2_biogenic": ("93.80", "kg/mmBtu(HHV)"), "CH4": ("7.2", "g/mmBtu(HHV)")})
    outcome = burn("10", "mmBtu(HHV)", ef=wood)
    assert canonical_number(outcome.co2_biogenic) == "938"
    assert outcome.of("CO2_biogenic").co2e == 0
    assert canonical_number(outcome.result) == "2.016"


def test_a_factor_given_only_as_co2e_counts_once() -> None:
    outcome = burn("10", "mmBtu(HHV)", ef=factor({"CO2e": ("53.11", "kg CO2e/mmBtu(HHV)")}))
    assert canonical_number(outcome.result) == "531.1"
    assert outcome.of("CO2e").gwp == 1


@pytest.mark.parametrize(("unit", "result"), [("kg CO2", "2653"), ("t CO2", "2.653"), ("g CO2", "2653000")])
def test_an_output_of_one_gas_counts_only_that_gas(unit: str, result: str) -> None:
    outcome = burn("50", "mmBtu(HHV)", output_unit=unit)
    assert canonical_number(outcome.result) == result
    assert outcome.result_unit == unit
    assert len(outcome.gases) == 3


@pytest.mark.parametrize(("unit", "result"), [("t CO2e", "2.655725"), ("Mt CO2e", "0.000002655725")])
def test_larger_output_units_shift_the_point_only(unit: str, result: str) -> None:
    assert canonical_number(burn("50", "mmBtu(HHV)", output_unit=unit).result) == result


def test_fugitive_methane_has_its_own_potential_in_ar6() -> None:
    leak = factor({"CH4": ("1", "kg/mmBtu(HHV)")})
    assert canonical_number(burn("10", "mmBtu(HHV)", AR6, leak, origin="fugitive").result) == "298"
    assert canonical_number(burn("10", "mmBtu(HHV)", AR6, leak, origin="biogenic").result) == "270"
    assert canonical_number(burn("10", "mmBtu(HHV)", AR5, leak, origin="fugitive").result) == "280"


def test_the_order_of_a_factors_gases_does_not_matter() -> None:
    turned = ResolvedFactor(tuple(reversed(NATURAL_GAS.components)), "x")
    assert burn("7", "mmBtu(HHV)", ef=turned) == burn("7", "mmBtu(HHV)")
    assert [gas.gas for gas in burn("7", "mmBtu(HHV)", ef=turned).gases] == ["CO2", "CH4", "N2O"]


HHV = "kg/mmBtu(HHV)"
FACTORS: list[tuple[dict[str, tuple[str, str]], type[GreenLangError], str]] = [
    ({"CO2": ("1", "kg(CH4)/mmBtu(HHV)")}, InvalidFactor, "a mass of CH4, not of CO2"),
    ({"CH4": ("1", "kg CO2e/mmBtu(HHV)")}, InvalidFactor, "a mass of CO2e, not of CH4"),
    ({"CO2": ("1", "mmBtu(HHV)/scf")}, InvalidFactor, "no mass of a gas"),
    ({"CO2": ("1", "kg/mmBtu")}, DimensionMismatch, "gross (HHV) or net (LHV)"),
    ({"CO2": ("1", "kg/mmBtu(LHV)")}, DimensionMismatch, "LHV"),
    ({"CO2": ("1", "kg/scf")}, DimensionMismatch, "mass(CO2)/energy(HHV)"),
    ({"CO2": ("1", "kg/mmBut")}, UnknownUnit, "mmBtu"),
    ({"CO3": ("1", HHV)}, UnknownGas, "CO2"),
    ({"SF6": ("1", HHV)}, MissingGwp, "AR5 has no global warming potential for SF6"),
    ({"CO2": ("1", HHV), "co2": ("2", HHV)}, InvalidFactor, "two values for CO2"),
    ({"CO2": ("1", HHV), "CO2e": ("2", HHV)}, InvalidFactor, "count twice"),
]


@pytest.mark.parametrize(("values", "error", "says"), FACTORS)
def test_a_factor_that_contradicts_itself_or_its_slot_is_refused(
    values: dict[str, tuple[str, str]], error: type[GreenLangError], says: str
) -> None:
    with pytest.raises(error) as caught:
        burn("50", "mmBtu(HHV)", ef=factor(values))
    assert says in str(caught.value)


def test_an_output_gas_the_factor_lacks_is_refused() -> None:
    with pytest.raises(InvalidFactor, match="no value for CO2"):
        burn("1", "mmBtu(HHV)", ef=factor({"CH4": ("1", HHV)}), output_unit="kg CO2")


def test_missing_and_surplus_names_are_refused() -> None:
    formula, one = compiled(), quantity("1", "mmBtu(HHV)")
    for inputs, factors in (
        ({}, {"ef": NATURAL_GAS}),
        ({"quantity": one}, {}),
        ({"quantity": one, "x": one}, {"ef": NATURAL_GAS}),
        ({"quantity": one}, {"ef": NATURAL_GAS, "hc": HEAT_CONTENT_GAS}),
    ):
        with pytest.raises(InvalidFactor) as caught:
            formula.evaluate(inputs, factors, AR5)
        assert caught.value.where


def test_a_parameter_has_one_value() -> None:
    two = factor({"heat-content": ("1", "mmBtu(HHV)/scf"), "again": ("2", "mmBtu(HHV)/scf")})
    with pytest.raises(InvalidFactor, match="one value"):
        by_volume().evaluate({"quantity": quantity("1", "scf")}, {"heat_content": two, "ef": NATURAL_GAS}, AR5)


def test_division_by_zero_and_overflow_are_said_plainly() -> None:
    ratio = compiled("quantity * ef * quantity / other", inputs={"quantity": "mmBtu(HHV)", "other": "kWh(HHV)"})
    for value in ("5", "0"):
        with pytest.raises(OutOfRange):
            ratio.evaluate(
                {"quantity": quantity(value, "mmBtu(HHV)"), "other": quantity("0", "kWh(HHV)")},
                {"ef": NATURAL_GAS},
                AR5,
            )
    power = compiled("(quantity^9)^9 / (quantity^9)^8 / quantity^8 * ef")
    assert power.evaluate({"quantity": quantity("2", "mmBtu(HHV)")}, {"ef": NATURAL_GAS_CO2}, AR5).result
    steep = compiled("((quantity / other)^9)^9 * quantity * ef", inputs={"quantity": "mmBtu(HHV)", "other": "kWh(HHV)"})
    for top, bottom in (("1e90", "1e-90"), ("1e-90", "1e90")):
        with pytest.raises(OutOfRange):
            steep.evaluate(
                {"quantity": quantity(top, "mmBtu(HHV)"), "other": quantity(bottom, "kWh(HHV)")},
                {"ef": NATURAL_GAS},
                AR5,
            )


def test_conditions_compare_across_units_exactly() -> None:
    step = compiled("if(quantity >= limit, quantity, 0) * ef", inputs={"quantity": "mmBtu(HHV)", "limit": "GJ(HHV)"})

    def run(limit: str) -> Decimal:
        inputs = {"quantity": quantity("1", "mmBtu(HHV)"), "limit": quantity(limit, "GJ(HHV)")}
        return step.evaluate(inputs, {"ef": NATURAL_GAS_CO2}, AR5).result

    assert canonical_number(run("1.05505585262")) == "53.06"
    assert run("1.055055852620000000000000000000000000000001") == 0


@given(positive_numbers, positive_numbers, fuel_energies)
def test_the_mass_is_the_exact_product_rounded_once(value: Decimal, ef: Decimal, unit: Unit) -> None:
    outcome = compiled().evaluate(
        {"quantity": Quantity(value, unit)}, {"ef": factor({"CO2": (str(ef), "lb/mmBtu(HHV)")})}, AR5
    )
    exact = Fraction(value) * Fraction(ef) * Fraction("0.45359237") * conversion(unit, parse_unit("mmBtu(HHV)"))
    assert outcome.of("CO2").mass == _rounded(exact)


def _rounded(exact: Fraction) -> Decimal:
    """Half to even at 28 significant digits, by whole numbers only."""
    if not exact:
        return Decimal(0)
    exponent = 0
    while abs(exact) >= 10**28:
        exact, exponent = exact / 10, exponent + 1
    while abs(exact) < 10**27:
        exact, exponent = exact * 10, exponent - 1
    return round_output(Decimal(round(exact)).scaleb(exponent))


def _scalars(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("({} {} {})".format, inner, st.sampled_from("+*/"), inner)


literals = st.sampled_from(["0.5", "2", "3", "7.25", "0.001"])
scalars = st.recursive(literals | st.just("share"), _scalars, max_leaves=3)
energies = st.recursive(
    st.sampled_from(["quantity", "other"]),
    lambda inner: (
        st.builds("({} + {})".format, inner, inner)
        | st.builds("{} * {}".format, scalars, inner)
        | st.builds("max({}, {})".format, inner, inner)
        | st.builds("if({} < {}, {}, {})".format, inner, inner, inner, inner)
        | st.builds("{}^2 / {}".format, st.sampled_from(["quantity", "other"]), inner.map(lambda text: f"({text})"))
    ),
    max_leaves=4,
)
masses = st.recursive(
    st.builds("{} * ef".format, energies),
    lambda inner: (
        st.builds("({} + {})".format, inner, inner)
        | st.builds("min({}, {})".format, inner, inner)
        | st.builds("abs(-({}))".format, inner)
        | st.builds("if({} >= {}, {}, 0)".format, energies, energies, inner)
    ),
    max_leaves=3,
)
INPUTS = {"quantity": "mmBtu(HHV)", "other": "kWh(HHV)", "share": "1"}


def _value(node: Node, values: dict[str, Fraction]) -> Fraction:
    """The meaning of a tree in exact fractions of base units."""
    compare = {"<": Fraction.__lt__, ">=": Fraction.__ge__}
    match node:
        case Number(value):
            return Fraction(value)
        case Name(name):
            return values[name]
        case Negation(operand):
            return -_value(operand, values)
        case Power(base, exponent):
            return _value(base, values) ** exponent
        case Binary(operator, left, right):
            a, b = _value(left, values), _value(right, values)
            return a / b if operator == "/" else {"+": a + b, "-": a - b, "*": a * b}[operator]
        case Call(function, arguments):
            found = [_value(argument, values) for argument in arguments]
            return abs(found[0]) if function == "abs" else (min(found) if function == "min" else max(found))
        case Choice(condition, then, otherwise):
            holds = compare[condition.comparison](_value(condition.left, values), _value(condition.right, values))
            return _value(then if holds else otherwise, values)


three_numbers = st.tuples(positive_numbers, positive_numbers, positive_numbers)
two_energies = st.tuples(fuel_energies, fuel_energies)


@given(masses.map("{} + 0 * quantity * other / other * ef * share".format), three_numbers, two_energies)
@example(
    "if(quantity^2 / (max(quantity, other^2 / quantity)) >= quantity, quantity * ef, 0) + 0 * ef * quantity * share",
    (Decimal("0.036"), Decimal("0.001"), Decimal(1)),
    (parse_unit("Wh(HHV)"), parse_unit("J(HHV)")),
)
def test_a_compiled_formula_means_what_exact_arithmetic_means_in_any_declared_units(
    expression: str, values: tuple[Decimal, Decimal, Decimal], units: tuple[Unit, Unit]
) -> None:
    _check_meaning(expression, values, units)


factors_of_a_product = st.lists(
    st.builds(
        "{} {}^{}".format,
        st.sampled_from("*/"),
        st.sampled_from(["share", "(quantity / other)", "(2 * other / -quantity)", "0.3", "(7 - 0.25)"]),
        st.sampled_from([1, 2, 3, -1, -2]),
    ),
    max_size=5,
)


@given(factors_of_a_product.map(" ".join), three_numbers, two_energies)
def test_a_product_means_what_exact_arithmetic_means_in_any_declared_units(
    factors: str, values: tuple[Decimal, Decimal, Decimal], units: tuple[Unit, Unit]
) -> None:
    _check_meaning(f"quantity * ef {factors} * other / other * share / share", values, units)


def _check_meaning(expression: str, values: tuple[Decimal, Decimal, Decimal], units: tuple[Unit, Unit]) -> None:
    tree = parse_expression(expression)
    formula = compiled(expression, inputs=INPUTS)
    inputs = {
        "quantity": Quantity(values[0], units[0]),
        "other": Quantity(values[1], units[1]),
        "share": Quantity(values[2], parse_unit("%")),
    }
    outcome = formula.evaluate(inputs, {"ef": NATURAL_GAS_CO2}, AR5)
    base = {name: Fraction(given.value) * given.unit.factor for name, given in inputs.items()}
    base["ef"] = Fraction("53.06") * parse_unit("kg/mmBtu(HHV)").factor
    assert outcome.of("CO2").mass == _rounded(_value(tree, base))


TWO = {"quantity": "mmBtu(HHV)", "other": "kWh(HHV)"}


def of_two(expression: str, value: str, other: str = "1", unit: str = "mmBtu(HHV)") -> Decimal:
    """The mass with two energies in one unit and one kg of CO2 per mmBtu."""
    inputs = {"quantity": quantity(value, unit), "other": quantity(other, unit)}
    ef = factor({"CO2": ("1", "kg/mmBtu(HHV)")})
    return compiled(expression, inputs=TWO).evaluate(inputs, {"ef": ef}, AR5).of("CO2").mass


@pytest.mark.parametrize(
    "expression",
    [
        "(quantity^2 / quantity - quantity) * ef + 0 * other * ef",
        "(quantity / other * other - quantity) * ef",
        "(quantity * (1 / 3 + 1 / 3 + 1 / 3) - quantity) * ef + 0 * other * ef",
        "quantity * ef - quantity / other * ef * other",
    ],
)
def test_a_subtraction_that_cancels_leaves_nothing(expression: str) -> None:
    assert of_two(expression, "0.7", "3", "Wh(HHV)") == 0


@pytest.mark.parametrize(("comparison", "holds"), [("<", 0), ("<=", 1), (">", 0), (">=", 1), ("==", 1), ("!=", 0)])
def test_equals_compare_equal_whichever_way_they_are_reached(comparison: str, holds: int) -> None:
    expression = f"if(other / quantity * quantity {comparison} other, 1, 0) * quantity * ef"
    assert of_two(expression, "3", "7") == 3 * holds


TIES = [
    ("quantity * ef * other / other", "1"),
    ("quantity * ef * 7 / 7 * other / other", "3"),
    ("3 * quantity * other / (3 * other) * ef", "7"),
    ("(quantity + other) * ef - other * ef", "0.3"),
    ("max(quantity, quantity / other * other) * ef", "3"),
    ("if(quantity / other * other == quantity, quantity, 0) * ef", "3"),
]


@pytest.mark.parametrize(("expression", "other"), TIES)
@pytest.mark.parametrize(
    ("value", "mass"),
    [
        ("1.0000000000000000000000000005", "1"),
        ("1.0000000000000000000000000015", "1.000000000000000000000000002"),
        ("1.00000000000000000000000000050000000000000000000000000000001", "1.000000000000000000000000001"),
        ("1.00000000000000000000000000149999999999999999999999999999999", "1.000000000000000000000000001"),
        ("-1.0000000000000000000000000015", "-1.000000000000000000000000002"),
    ],
)
def test_a_tie_at_the_29th_digit_is_rounded_to_even_either_way(
    expression: str, other: str, value: str, mass: str
) -> None:
    if value.startswith("-") and "max" in expression:
        expression = expression.replace("max", "min")
    assert canonical_number(of_two(expression, value, other)) == mass


def test_a_quotient_at_a_tie_is_rounded_to_even() -> None:
    for expression in ("quantity / other * quantity / quantity", "(quantity / other + 0) * quantity / quantity"):
        ratio = compiled(f"{expression} * ef * unit", inputs={**TWO, "unit": "mmBtu(HHV)"})
        inputs = {
            "quantity": quantity("63.0000000000000000000000000035", "kWh(HHV)"),
            "other": quantity("7", "kWh(HHV)"),
            "unit": quantity("1", "mmBtu(HHV)"),
        }
        outcome = ratio.evaluate(inputs, {"ef": factor({"CO2": ("1", "kg/mmBtu(HHV)")})}, AR5)
        assert canonical_number(outcome.result) == "9"


def test_a_product_of_very_many_digits_is_rounded_once() -> None:
    """More digits on the way than decimals hold: 64 nines to the 81st power."""
    long = "0." + "9" * 64
    inputs = {"quantity": quantity("1", "mmBtu(HHV)"), "share": quantity(long, "1")}
    steep = compiled("quantity * ef * (share^9)^9", inputs={"quantity": "mmBtu(HHV)", "share": "1"})
    assert steep.evaluate(inputs, {"ef": NATURAL_GAS_CO2}, AR5).of("CO2").mass == _rounded(
        Fraction("53.06") * Fraction(long) ** 81
    )


@pytest.mark.parametrize(
    "expression",
    [
        "quantity * ef * ((((quantity / other + 1)^9)^9)^9)^9",
        "quantity * ef * ((((quantity / other)^9)^9)^9)^9 * (quantity / other + 1)",
        "quantity * ef * (((((quantity / other)^9)^9)^9)^9)^9",
        "quantity * ef * (" + " + ".join(f"(((quantity / (quantity + {i} * other))^9)^9)" for i in range(1, 16)) + ")",
        "quantity * ef * (" + " * ".join(["(((quantity / other + 1)^9)^9)"] * 15) + ")",
    ],
)
def test_a_number_that_outgrows_its_bound_is_refused_at_once(expression: str) -> None:
    formula = compiled(expression, inputs={"quantity": "kWh(HHV)", "other": "kWh(HHV)"})
    inputs = {name: quantity(f"1.{digit * 60}7", "kWh(HHV)") for name, digit in (("quantity", "3"), ("other", "1"))}
    started = time.monotonic()
    with pytest.raises(OutOfRange, match="more than 65,536 bits"):
        formula.evaluate(inputs, {"ef": NATURAL_GAS_CO2}, AR5)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "expression",
    [
        "other^2 / quantity * ef",
        "quantity / quantity * other * ef",
        "other * (quantity / quantity)^-2 * ef",
        "other / (quantity - quantity) * quantity * ef",
        "(other + quantity^2 / quantity) * ef",
    ],
)
def test_a_divisor_of_zero_is_refused_even_where_it_cancels(expression: str) -> None:
    with pytest.raises(OutOfRange, match="divides by zero"):
        of_two(expression, "0")


@pytest.mark.parametrize("tail", ["", " + 0 * quantity * ef"])
@pytest.mark.parametrize(("value", "other"), [("1e90", "1e-90"), ("1e-90", "1e90")])
def test_a_mass_beyond_every_exponent_is_refused_and_never_becomes_zero(tail: str, value: str, other: str) -> None:
    steep = compiled(f"((((quantity / other)^9)^9)^9)^9 * quantity * ef{tail}", inputs={**TWO, "other": "mmBtu(HHV)"})
    inputs = {"quantity": quantity(value, "mmBtu(HHV)"), "other": quantity(other, "mmBtu(HHV)")}
    with pytest.raises(OutOfRange, match="65,536 bits"):
        steep.evaluate(inputs, {"ef": NATURAL_GAS_CO2}, AR5)


def test_only_the_branch_that_holds_is_worked_out() -> None:
    assert of_two("if(quantity == 0, other, other^2 / quantity) * ef", "0", "5") == 5


@given(positive_numbers, st.sampled_from([AR4, AR5, AR6]))
def test_the_result_is_the_exact_sum_of_masses_times_potentials(value: Decimal, gwp: GwpSet) -> None:
    outcome = burn(str(value), "kWh(HHV)", gwp)
    total = sum((Fraction(gas.mass) * Fraction(gwp.of(gas.gas)) for gas in outcome.gases), Fraction(0))
    assert Fraction(outcome.result) == total
    for gas in outcome.gases:
        assert len(gas.mass.as_tuple().digits) <= 28
        assert gas.co2e == exact_product(gas.mass, gas.gwp)


def test_the_callers_decimal_context_changes_nothing() -> None:
    expected = burn("1000", "kWh(HHV)", output_unit="t CO2e")
    with localcontext() as context:
        context.prec = 5
        context.rounding = "ROUND_UP"
        assert burn("1000", "kWh(HHV)", output_unit="t CO2e") == expected


def test_many_threads_give_one_result() -> None:
    formula = compiled("if(quantity > 0, quantity * ef, 0) + min(quantity, quantity) * ef")
    found: set[Outcome] = set()

    def work() -> None:
        for unit in ("kWh(HHV)", "GJ(HHV)", "therm(HHV)", "mmBtu(HHV)") * 20:
            formula.evaluate({"quantity": quantity("3", unit)}, {"ef": NATURAL_GAS}, AR5)
        found.add(formula.evaluate({"quantity": quantity("1000", "kWh(HHV)")}, {"ef": NATURAL_GAS}, AR5))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 1


def test_a_compiled_formula_can_be_sent_to_another_process() -> None:
    formula = compiled()
    again = pickle.loads(pickle.dumps(formula))  # noqa: S301 - our own bytes
    assert again == formula
    assert hash(again) == hash(formula)
    inputs = {"quantity": quantity("50", "mmBtu(HHV)")}
    assert again.evaluate(inputs, {"ef": NATURAL_GAS}, AR5) == formula.evaluate(inputs, {"ef": NATURAL_GAS}, AR5)
