"""A formula as Python arithmetic over exact fractions: the independent second calculation of the tests."""

from apps.agents.codegen.literals import Code, literal
from greenlang.engine.formula.ast import Binary, Call, Choice, Name, Negation, Node, Number, Power
from greenlang.engine.numbers import canonical_number

VALUES = "of"
"""The mapping the expression reads its values from."""

_CHOICE, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(6)


def python_expression(node: Node) -> Code:
    """The expression over ``of["name"]``, with the parentheses Python needs."""
    match node:
        case Number(value):
            return Code(f"Fraction({literal(canonical_number(value))})")
        case Name(name):
            return Code(f"{VALUES}[{literal(name)}]")
        case Negation(operand):
            return Code(f"-{_within(operand, _SIGN)}")
        case Power(base, exponent):
            return Code(f"{_within(base, _ATOM)} ** {exponent:d}")
        case Binary(operator, left, right):
            strength = _strength(node)
            return Code(f"{_within(left, strength)} {operator} {_within(right, strength + 1)}")
        case Call(function, arguments):
            return Code(f"{function}({', '.join(python_expression(argument) for argument in arguments)})")
        case Choice(condition, then, otherwise):
            compared = f"{_within(condition.left, _SUM)} {condition.comparison} {_within(condition.right, _SUM)}"
            return Code(f"{_within(then, _SUM)} if {compared} else {_within(otherwise, _SUM)}")


def _within(node: Node, strength: int) -> Code:
    code = python_expression(node)
    return code if _strength(node) >= strength else Code(f"({code})")


def _strength(node: Node) -> int:
    match node:
        case Choice():
            return _CHOICE
        case Binary(operator):
            return _SUM if operator in "+-" else _PRODUCT
        case Negation():
            return _SIGN
        case Power():
            return _POWER
        case _:
            return _ATOM
