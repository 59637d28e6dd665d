"""Writes a syntax tree back as text: one text for one tree, whatever blanks and number forms were used."""

from greenlang.engine.formula.ast import Binary, Call, Choice, Name, Negation, Node, Number, Power
from greenlang.engine.numbers import canonical_number

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = 1, 2, 3, 4, 5


def render(node: Node) -> str:
    """Text with single blanks and fewest parentheses; `parse_expression` reads back the same tree."""
    match node:
        case Number(value):
            return canonical_number(value)
        case Name(name):
            return name
        case Negation(operand):
            return f"-{_within(operand, _SIGN)}"
        case Power(base, exponent):
            return f"{_within(base, _ATOM)}^{exponent}"
        case Binary(operator, left, right):
            strength = _strength(node)
            return f"{_within(left, strength)} {operator} {_within(right, strength + 1)}"
        case Call(function, arguments):
            return f"{function}({', '.join(render(argument) for argument in arguments)})"
        case Choice(condition, then, otherwise):
            compared = f"{render(condition.left)} {condition.comparison} {render(condition.right)}"
            return f"if({compared}, {render(then)}, {render(otherwise)})"


def _within(node: Node, strength: int) -> str:
    text = render(node)
    return text if _strength(node) >= strength else f"({text})"


def _strength(node: Node) -> int:
    match node:
        case Binary(operator):
            return _SUM if operator in "+-" else _PRODUCT
        case Negation():
            return _SIGN
        case Power():
            return _POWER
        case _:
            return _ATOM
