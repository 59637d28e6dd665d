"""The value of a syntax tree in exact fractions, refused before it grows without bound."""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction

from greenlang.engine.formula.ast import Binary, Call, Choice, Name, Negation, Node, Number, Power

MAX_BITS = 65_536
"""Largest numerator or denominator on the way; nested powers would else run for ever."""

_BINARY: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip
_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def exact_value(node: Node, values: Mapping[str, Fraction], most: int = MAX_BITS) -> Fraction:
    """The exact value of a node; of a choice only the branch that holds is looked at.

    Raises `ZeroDivisionError`, and `OverflowError` for a number of more than ``most`` bits.
    """
    match node:
        case Number(value):
            return Fraction(value)
        case Name(name):
            return values[name]
        case Negation(operand):
            return -exact_value(operand, values, most)
        case Power(base, exponent):
            return power(exact_value(base, values, most), exponent, most)
        case Binary(sign, left, right):
            return bounded(_BINARY[sign](exact_value(left, values, most), exact_value(right, values, most)), most)
        case Call(function, arguments):
            found = [exact_value(argument, values, most) for argument in arguments]
            if function == "abs":
                return abs(found[0])
            return min(found) if function == "min" else max(found)
        case Choice(condition, then, otherwise):
            compare = _COMPARE[condition.comparison]
            holds = compare(exact_value(condition.left, values, most), exact_value(condition.right, values, most))
            return exact_value(then if holds else otherwise, values, most)


def power(base: Fraction, exponent: int, most: int) -> Fraction:
    """A whole power, bounded before it is computed. Raises as `exact_value` does."""
    if _bits(base) * abs(exponent) > most:
        raise OverflowError
    return base**exponent


def bounded(value: Fraction, most: int) -> Fraction:
    """The value itself. Raises `OverflowError` where it has more than ``most`` bits."""
    if _bits(value) > most:
        raise OverflowError
    return value


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())
