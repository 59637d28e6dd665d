"""Values of the kernel for property tests: numbers, units, JSON documents, syntax trees, formulas."""

from decimal import Decimal

from hypothesis import strategies as st

from greenlang.engine.formula.ast import Binary, Call, Choice, Condition, Name, Negation, Node, Number, Power
from greenlang.engine.units.dimension import BASIS, NAMED, REFERENCE, SUBSTANCE
from greenlang.engine.units.table import UNITS
from greenlang.engine.units.unit import REFERENCES, Term, Unit, tag_kind

numbers = st.builds(
    lambda sign, digits, exponent: Decimal((sign, tuple(digits), exponent)),
    st.sampled_from([0, 1]),
    st.lists(st.integers(0, 9), min_size=1, max_size=28),
    st.integers(-30, 20),
)
positive_numbers = st.decimals(
    min_value=Decimal("0.001"), max_value=Decimal("1000000"), allow_nan=False, allow_infinity=False, places=3
)

texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
ascii_keys = st.text(st.characters(min_codepoint=0, max_codepoint=127), max_size=10)
documents = st.recursive(
    texts | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ascii_keys, inner, max_size=4),
    max_leaves=20,
)

_TAGS = {
    SUBSTANCE: ["CO2", "CH4", "N2O", "CO2e", "HFC-134a"],
    BASIS: ["HHV", "LHV"],
    REFERENCE: list(REFERENCES),
}


@st.composite
def terms(draw: st.DrawFn) -> Term:
    symbol = draw(st.sampled_from(sorted(UNITS)))
    dimension = UNITS[symbol].dimension
    tags = [] if dimension.tags(REFERENCE) else _TAGS.get(tag_kind(dimension), [])
    tag = draw(st.sampled_from(["", *tags]))
    return Term(symbol, tag, draw(st.sampled_from([1, 1, 1, -1, -1, 2, -3])))


units = st.lists(terms(), max_size=3).map(Unit.of)


def units_like(unit: Unit) -> list[Unit]:
    """Every single named unit, tagged alike, that measures the same as a single named one."""
    term = unit.terms[0]
    found = (Unit.of([Term(symbol, tag, 1)]) for symbol in UNITS for tag in ("", term.tag) if _may(symbol, tag))
    return [other for other in found if other.is_commensurable(unit)]


def _may(symbol: str, tag: str) -> bool:
    return not tag or bool(tag_kind(UNITS[symbol].dimension))


fuel_energies = st.sampled_from(
    [Unit.of([Term(symbol, "HHV", 1)]) for symbol, unit in UNITS.items() if unit.dimension == NAMED["energy"]]
)

names = st.sampled_from(["a", "b", "fuel_1", "Quantity", "heat_content"])
literals = st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False, allow_infinity=False)


def _nodes(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    comparisons = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    return (
        st.builds(Negation, inner)
        | st.builds(Power, inner, st.integers(1, 9) | st.integers(-9, -1))
        | st.builds(Binary, st.sampled_from("+-*/"), inner, inner)
        | st.builds(Call, st.sampled_from(["min", "max"]), st.lists(inner, min_size=2, max_size=4).map(tuple))
        | st.builds(Call, st.just("abs"), st.tuples(inner))
        | st.builds(Choice, st.builds(Condition, comparisons, inner, inner), inner, inner)
    )


trees: st.SearchStrategy[Node] = st.recursive(
    st.builds(Number, literals) | st.builds(Name, names), _nodes, max_leaves=20
)
