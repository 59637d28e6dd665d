"""Turns a syntax tree and the units of its names into decimal steps, with every exact constant folded.

Each node is a step over the names' decimal values and an exact scale: its value in base units is
step × scale. Conversion factors and literals end up in scales; sums and comparisons bring both sides to a
common scale by whole numbers, so that the only division of a conversion is the last one.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd

from greenlang.engine.errors import FormulaError
from greenlang.engine.formula.ast import Binary, Call, Choice, Name, Negation, Node, Number, Power
from greenlang.engine.numbers import CONTEXT

MAX_BITS = 8192
"""Largest numerator or denominator of a folded constant."""

Values = Sequence[Decimal]
Step = Callable[[Values], Decimal]
ONE = Decimal(1)

_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scaled:
    """A step and its exact scale; no step means the constant ``scale``."""

    step: Step | None
    scale: Fraction


class Planner:
    """Plans one expression.

    Args:
        expression: for messages.
        places: index of each name's value in the sequence the steps read.
        factors: exact worth of each name's unit in base units.
    """

    def __init__(self, expression: str, places: Mapping[str, int], factors: Mapping[str, Fraction]) -> None:
        self.expression = expression
        self.places = places
        self.factors = factors

    def plan(self, node: Node) -> Scaled:
        """The steps of a node. Raises `FormulaError` for constants that are too large or divide by zero."""
        planned = self._plan(node)
        scale = planned.scale
        if max(scale.numerator.bit_length(), scale.denominator.bit_length()) > MAX_BITS:
            raise self._error("The constants here are too large.", node)
        return planned if scale else Scaled(None, scale)

    def _plan(self, node: Node) -> Scaled:
        match node:
            case Number(value):
                return Scaled(None, Fraction(value))
            case Name(name):
                return Scaled(operator.itemgetter(self.places[name]), self.factors[name])
            case Negation(operand):
                inner = self.plan(operand)
                return Scaled(inner.step, -inner.scale)
            case Power():
                return self._power(node)
            case Binary("*", left, right):
                return _product(self.plan(left), self.plan(right))
            case Binary("/", left, right):
                return _product(self.plan(left), self._reciprocal(self.plan(right), node))
            case Binary():
                return self._sum(node)
            case Call("abs", (argument,)):
                inner = self.plan(argument)
                return Scaled(_absolute(inner.step), abs(inner.scale))
            case Call():
                return self._extreme(node)
            case Choice():
                return self._choice(node)

    def _power(self, node: Power) -> Scaled:
        base = self.plan(node.base)
        count = abs(node.exponent)
        bits = max(base.scale.numerator.bit_length(), base.scale.denominator.bit_length())
        if bits * count > MAX_BITS:
            raise self._error("The constants here are too large.", node)
        powered = Scaled(_powered(base.step, count), base.scale**count)
        return powered if node.exponent > 0 else self._reciprocal(powered, node)

    def _reciprocal(self, inner: Scaled, node: Node) -> Scaled:
        if not inner.scale:
            raise self._error("This divides by zero.", node)
        step = inner.step
        if step is None:
            return Scaled(None, 1 / inner.scale)
        return Scaled(lambda values: CONTEXT.divide(ONE, step(values)), 1 / inner.scale)

    def _sum(self, node: Binary) -> Scaled:
        left, right = self.plan(node.left), self.plan(node.right)
        if node.operator == "-":
            right = Scaled(right.step, -right.scale)
        if left.step is None and right.step is None:
            return Scaled(None, left.scale + right.scale)
        (first, second), scale = _common([left, right])
        return Scaled(lambda values: CONTEXT.add(first(values), second(values)), scale)

    def _extreme(self, node: Call) -> Scaled:
        steps, scale = _common([self.plan(argument) for argument in node.arguments])
        choose = min if node.function == "min" else max
        return Scaled(lambda values: choose([step(values) for step in steps]), scale)

    def _choice(self, node: Choice) -> Scaled:
        condition = node.condition
        (left, right), _ = _common([self.plan(condition.left), self.plan(condition.right)])
        (then, otherwise), scale = _common([self.plan(node.then), self.plan(node.otherwise)])
        holds = _COMPARE[condition.comparison]

        def step(values: Values) -> Decimal:
            return then(values) if holds(left(values), right(values)) else otherwise(values)

        return Scaled(step, scale)

    def _error(self, message: str, node: Node) -> FormulaError:
        return FormulaError(message, expression=self.expression, position=node.position)


def _product(left: Scaled, right: Scaled) -> Scaled:
    scale = left.scale * right.scale
    first, second = left.step, right.step
    if first is None or second is None:
        return Scaled(first or second, scale)
    return Scaled(lambda values: CONTEXT.multiply(first(values), second(values)), scale)


def _common(parts: Sequence[Scaled]) -> tuple[list[Step], Fraction]:
    """Steps of all parts at one positive scale, of which each part's own scale is a whole multiple."""
    denominator = 1
    for part in parts:
        denominator = denominator * part.scale.denominator // gcd(denominator, part.scale.denominator)
    numerators = [int(part.scale * denominator) for part in parts]
    scale = Fraction(gcd(*numerators) or 1, denominator)
    return [_times(part.step, Decimal(int(part.scale / scale))) for part in parts], scale


def _times(step: Step | None, count: Decimal) -> Step:
    if step is None:
        return lambda values: count
    if count == ONE:
        return step
    return lambda values: CONTEXT.multiply(step(values), count)


def _absolute(step: Step | None) -> Step | None:
    return None if step is None else lambda values: CONTEXT.abs(step(values))


def _powered(step: Step | None, count: int) -> Step | None:
    if step is None or count == 1:
        return step

    def power(values: Values) -> Decimal:
        base = result = step(values)
        for _ in range(count - 1):
            result = CONTEXT.multiply(result, base)
        return result

    return power
