"""Dimension soundness: a formula that is accepted means the same in whatever units its quantities come."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine.errors import FormulaError, OutOfRange
from greenlang.engine.formula import CompiledFormula, FactorSlot, compile_formula
from greenlang.engine.formula.ast import Binary, Call, Choice, Condition, Name, Negation, Node, Number
from greenlang.engine.formula.render import render
from greenlang.engine.gases import BUILTIN_GWP
from greenlang.engine.units import Quantity, parse_unit
from tests.engine.formulas import definition, factor
from tests.engine.strategies import positive_numbers

# Declared unit, and another of the same kind that a power of ten lies between: converting changes no digit.
INPUTS = {
    "heat": ("kWh(HHV)", "MWh(HHV)"),
    "other": ("kWh(HHV)", "TWh(HHV)"),
    "weight": ("kg", "g"),
    "part": ("1", "%"),
}
CONTENT = FactorSlot("kWh(HHV)/kg", per_gas=False)
EF = FactorSlot("kg/kWh(HHV)", per_gas=True)
FACTORS = {"ef": factor({"CO2": ("0.2", "kg/kWh(HHV)"), "CH4": ("0.01", "g/kWh(HHV)")})}
HEAT_CONTENT = factor({"heat-content": ("11.3", "kWh(HHV)/kg")})


def _binary(sign: str, left: st.SearchStrategy[Node], right: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(Binary, st.just(sign), left, right)


def _grown(kind: st.SearchStrategy[Node], number: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Larger expressions of one kind."""
    comparisons = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    return (
        _binary("+", kind, kind)
        | _binary("-", kind, kind)
        | _binary("*", number, kind)
        | _binary("/", kind, number)
        | st.builds(Negation, kind)
        | st.builds(Call, st.sampled_from(["min", "max"]), st.tuples(kind, kind))
        | st.builds(Call, st.just("abs"), st.tuples(kind))
        | st.builds(Choice, st.builds(Condition, comparisons, kind, kind), kind, kind)
    )


literals = st.builds(Number, st.decimals(1, 100, places=1, allow_nan=False))
heats = st.recursive(
    st.builds(Name, st.sampled_from(["heat", "other"]))
    | _binary("*", st.just(Name("weight")), st.just(Name("content"))),
    lambda inner: _grown(inner, literals | st.just(Name("part"))),
    max_leaves=4,
)
ratios = literals | st.just(Name("part")) | _binary("/", heats, heats)
masses = st.recursive(_binary("*", heats, st.just(Name("ef"))), lambda inner: _grown(inner, ratios), max_leaves=4)
_anything = st.recursive(
    literals | st.builds(Name, st.sampled_from([*INPUTS, "content"])),
    lambda inner: (
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner)
        | st.builds(Call, st.sampled_from(["min", "max"]), st.tuples(inner, inner))
        | st.builds(Negation, inner)
    ),
    max_leaves=8,
)
any_tree = _anything.map(lambda tree: Binary("*", tree, Name("ef")))  # about one in seven is accepted
values = st.fixed_dictionaries(dict.fromkeys(INPUTS, positive_numbers))


def _compiled(tree: Node) -> CompiledFormula:
    """The formula of a tree, with every name declared that it uses, and the emission factor."""
    expression = render(tree)
    used = {name for name in (*INPUTS, "content") if name in expression}
    factors = {"ef": EF} | ({"content": CONTENT} if "content" in used else {})
    return compile_formula(
        definition(expression, inputs={name: INPUTS[name][0] for name in INPUTS if name in used}, factors=factors)
    )


def _mass(formula: CompiledFormula, numbers: dict[str, Decimal], which: int) -> list[Decimal] | str:
    """The gases' masses with every input in its declared unit (0) or in the other one (1)."""
    inputs = {}
    for name in formula.definition.inputs:
        declared, other = (parse_unit(text) for text in INPUTS[name])
        quantity = Quantity(numbers[name], declared)
        inputs[name] = Quantity(quantity.to(other), other) if which else quantity
    factors = {name: HEAT_CONTENT if name == "content" else FACTORS["ef"] for name in formula.definition.factors}
    try:
        return [gas.mass for gas in formula.evaluate(inputs, factors, BUILTIN_GWP["AR5"]).gases]
    except OutOfRange:
        return "has no value"


@given(masses, values)
def test_what_is_well_typed_compiles_and_does_not_depend_on_the_units(tree: Node, numbers: dict[str, Decimal]) -> None:
    try:
        formula = _compiled(tree)
    except FormulaError as error:
        assert any(word in error.message for word in ("divides by zero", "too large", "too many"))
        return
    assert _mass(formula, numbers, 0) == _mass(formula, numbers, 1)


@given(any_tree, values)
def test_what_is_accepted_does_not_depend_on_the_units(tree: Node, numbers: dict[str, Decimal]) -> None:
    try:
        formula = _compiled(tree)
    except FormulaError:
        return
    assert _mass(formula, numbers, 0) == _mass(formula, numbers, 1)


@given(masses, st.sampled_from(["kg", "kWh", "1", "kWh(LHV)", "km"]))
def test_adding_another_kind_is_always_refused(tree: Node, unit: str) -> None:
    formula = _compiled_or_none(Binary("+", tree, Name("stranger")), unit)
    assert formula is None


def _compiled_or_none(tree: Node, unit: str) -> CompiledFormula | None:
    expression = render(tree)
    used = {name: declared for name, (declared, _) in INPUTS.items() if name in expression}
    factors = {"ef": EF} | ({"content": CONTENT} if "content" in expression else {})
    try:
        return compile_formula(definition(expression, inputs={**used, "stranger": unit}, factors=factors))
    except FormulaError:
        return None
