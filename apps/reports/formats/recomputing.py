"""A line's formula as a spreadsheet can say it: quantity × conversion × factor, in base units. Pure.

Every number that a formula takes is one of the line's terms, with the worth of its unit in base units (kg, m, s, …), so
that the formula itself needs no conversion. Before a formula is written it is evaluated here, exactly: where it does
not give the mass that was calculated, the workbook says so instead of showing another number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from apps.reports.shapes import InventoryLine, LineGas
from greenlang.engine.formula import Node, names_used, parse_expression
from greenlang.engine.formula.ast import Binary, Call, Choice, Name, Negation, Number, Power
from greenlang.engine.units import parse_unit
from greenlang.errors import GreenLangError

_CLOSE = Fraction(1, 10**20)
_OPERATORS = {"==": "=", "!=": "<>"}
QUANTITY = "quantity"
ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class Term:
    """A number that a line's formula takes. ``whence``: a factor's id, or `ENTERED`. ``worth``: of one unit."""

    name: str
    value: str
    unit: str
    whence: str
    worth: Fraction

    @property
    def amount(self) -> Fraction:
        """In base units."""
        return Fraction(Decimal(self.value)) * self.worth


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the masses of a line's gases follow from its terms, or why this workbook cannot say it.

    Args:
        factor: the name that takes each gas's factor; empty where ``problem`` says why there is no formula.
    """

    expression: str
    terms: tuple[Term, ...]
    factor: str
    problem: str = ""

    def mass_of(self, gas: LineGas) -> Fraction | None:
        """kg of a gas, exactly; None where the formula gives none."""
        if self.problem:
            return None
        amounts = {term.name: term.amount for term in self.terms}
        if self.factor:
            amounts[self.factor] = Fraction(Decimal(gas["value"])) * worth_of(gas["unit"])
        try:
            return _evaluated(_parsed(self.expression), amounts)
        except (ZeroDivisionError, KeyError):
            return None

    def gives(self, gas: LineGas) -> bool:
        """Whether the formula gives the mass that was calculated, to the digits that the engine keeps."""
        found = self.mass_of(gas)
        mass = Fraction(Decimal(gas["mass"]))
        return found is not None and abs(found - mass) <= _CLOSE * abs(mass)

    def formula(self, cells: Mapping[str, str]) -> str:
        """As a spreadsheet has it.

        Args:
            cells: for each name what stands in the formula, such as ``Terms!G2``.
        """
        return _template(self.expression).format_map(cells)


@lru_cache(maxsize=4096)
def worth_of(unit: str) -> Fraction:
    """One of a unit in base units.

    Raises:
        GreenLangError: it is none that the engine knows.
    """
    return parse_unit(unit).factor


def recipe_of(line: InventoryLine) -> Recipe:
    """How a line's masses follow from what it was made of."""
    expression = line["formula_text"]
    try:
        names = names_used(expression)
        terms = {term.name: term for term in _terms(line, names)}
    except GreenLangError:
        return Recipe(expression, (), "", "its formula is none that a spreadsheet can say")
    free = [name for name in names if name not in terms]
    used = tuple(terms[name] for name in names if name in terms)
    if len(free) > 1:
        return Recipe(expression, used, "", f"this snapshot does not hold its {' and '.join(free[:-1])}")
    return Recipe(expression, used, free[0] if free else "")


def _terms(line: InventoryLine, names: Sequence[str]) -> list[Term]:
    found = [_term(each["name"], each["value"], each["unit"], each["ef_cid"]) for each in line.get("parameters", [])]
    if "inputs" in line:
        return found + [_term(each["name"], each["value"], each["unit"], ENTERED) for each in line["inputs"]]
    # Earlier snapshots hold the leading quantity only, which most formulas call by that name.
    own = [_term(QUANTITY, line["quantity"], line["unit"], ENTERED)] if QUANTITY in names else []
    return found + own


def _term(name: str, value: str, unit: str, whence: str) -> Term:
    return Term(name, value, unit, whence, worth_of(unit))


@lru_cache(maxsize=1024)
def _parsed(expression: str) -> Node:
    return parse_expression(expression)


@lru_cache(maxsize=1024)
def _template(expression: str) -> str:
    return _said(_parsed(expression))


def _said(node: Node) -> str:
    """With a field for each name; parentheses wherever a spreadsheet might bind otherwise."""
    match node:
        case Number(value):
            return f"{value:f}"
        case Name(name):
            return f"{{{name}}}"
        case Negation(operand):
            return f"(-{_within(operand)})"
        case Power(base, exponent):
            return f"({_within(base)}^({exponent}))"
        case Binary(operator, left, right):
            return f"{_side(left, operator, is_right=False)}{operator}{_side(right, operator, is_right=True)}"
        case Call(function, arguments):
            return f"{function.upper()}({','.join(map(_said, arguments))})"
        case Choice(condition, then, otherwise):
            sign = _OPERATORS.get(condition.comparison, condition.comparison)
            compared = f"{_within(condition.left)}{sign}{_within(condition.right)}"
            return f"IF({compared},{_said(then)},{_said(otherwise)})"


def _within(node: Node) -> str:
    return f"({_said(node)})" if isinstance(node, Binary) else _said(node)


def _side(node: Node, operator: str, *, is_right: bool) -> str:
    if not isinstance(node, Binary):
        return _said(node)
    is_bound = node.operator in "*/" and (operator in "+-" or not is_right)
    return _said(node) if is_bound or (operator in "+-" and not is_right) else f"({_said(node)})"


def _evaluated(node: Node, amounts: Mapping[str, Fraction]) -> Fraction:
    match node:
        case Number(value):
            return Fraction(value)
        case Name(name):
            return amounts[name]
        case Negation(operand):
            return -_evaluated(operand, amounts)
        case Power(base, exponent):
            return _evaluated(base, amounts) ** exponent
        case Binary(operator, left, right):
            return _combined(operator, _evaluated(left, amounts), _evaluated(right, amounts))
        case Call(function, arguments):
            values = [_evaluated(each, amounts) for each in arguments]
            return {"min": min, "max": max}[function](values) if function != "abs" else abs(values[0])
        case Choice(condition, then, otherwise):
            compared = [_evaluated(side, amounts) for side in (condition.left, condition.right)]
            return _evaluated(then if _holds(condition.comparison, *compared) else otherwise, amounts)


def _combined(operator: str, left: Fraction, right: Fraction) -> Fraction:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


def _holds(comparison: str, left: Fraction, right: Fraction) -> bool:
    return {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
        "==": left == right,
        "!=": left != right,
    }[comparison]
