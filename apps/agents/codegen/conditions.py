"""A condition as Python, rebuilt from its tree: of its text only literals enter the code."""

from collections.abc import Iterator

from apps.agents.codegen.literals import Code, literal
from apps.agents.spec.properties.bounds import MIRRORED
from apps.agents.spec.properties.syntax import (
    Binary,
    Compared,
    Comparison,
    Function,
    Implies,
    IsNull,
    Joined,
    Matches,
    Negative,
    Node,
    Not,
    Null,
    Number,
    OneOf,
    Reference,
    Text,
    Truth,
    children,
)
from greenlang.engine import canonical_number

_OPPOSITE: dict[Comparison, Comparison] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_OR, _AND, _NOT, _RELATION, _SUM, _PRODUCT, _SIGN, _ATOM = range(8)


def condition_code(node: Node) -> Code:
    """Over the mappings ``inputs`` and ``outputs``, in exact fractions, texts and truth values."""
    return Code(_code(node)[0])


def divisors_of(node: Node) -> Iterator[Code]:
    """What the condition divides by and might be zero: where it is, the condition says nothing."""
    for child in children(node):
        yield from divisors_of(child)
    if isinstance(node, Binary) and node.operator == "/":
        zero = isinstance(node.right, Number) and node.right.value
        if not zero:
            yield condition_code(node.right)


def _code(node: Node) -> tuple[str, int]:
    """The Python of a node and how strongly its outermost operator binds."""
    match node:
        case Number(value):
            return f"Fraction({_digits(value)})", _ATOM
        case Text(value):
            return literal(value), _ATOM
        case Truth(value):
            return literal(value), _ATOM
        case Null():
            return "None", _ATOM
        case Reference(side, name):
            return f"{side}s[{literal(name)}]", _ATOM
        case Negative(operand):
            return f"-{_within(operand, _ATOM)}", _SIGN
        case Binary(operator, left, right):
            strength = _SUM if operator in "+-" else _PRODUCT
            return f"{_within(left, strength)} {operator} {_within(right, strength + 1)}", strength
        case Function(name, arguments):
            return f"{name}({', '.join(_code(argument)[0] for argument in arguments)})", _ATOM
        case _:
            return _condition(node)


def _condition(node: Node) -> tuple[str, int]:
    match node:
        case Compared():
            return _compared(node), _RELATION
        case IsNull(operand, negated):
            return f"{_within(operand, _SUM)} is {'not ' if negated else ''}None", _RELATION
        case Matches(operand, pattern):
            return f"compile_pattern({literal(pattern)}).found_in({_code(operand)[0]})", _ATOM
        case OneOf(operand, choices, negated):
            listed = ", ".join(_operand(choice) for choice in choices)
            word = "not in" if negated else "in"
            return f"{_within(operand, _SUM)} {word} ({listed},)", _RELATION
        case Not(operand):
            return _denied(operand)
        case Joined(word, operands):
            strength = _AND if word == "and" else _OR
            return f" {word} ".join(_within(operand, strength + 1) for operand in operands), strength
        case Implies(premise, conclusion):
            return _code(Joined("or", (Not(premise), conclusion)))
        case _:
            raise AssertionError(f"{type(node).__name__} is no condition.")


def _denied(node: Node) -> tuple[str, int]:
    """The opposite of a condition, said without ``not`` where there is a word for it."""
    match node:
        case Compared(operands, (operator,)):
            return _code(Compared(operands, (_OPPOSITE[operator],)))
        case IsNull(operand, negated):
            return _code(IsNull(operand, not negated))
        case OneOf(operand, choices, negated):
            return _code(OneOf(operand, choices, not negated))
        case Not(operand):
            return _code(operand)
        case Joined(word, operands):
            other = Joined("or" if word == "and" else "and", tuple(Not(operand) for operand in operands))
            return _code(other)
        case Implies(premise, conclusion):
            return _code(Joined("and", (premise, Not(conclusion))))
        case _:
            return f"not {_within(node, _RELATION)}", _NOT


def _compared(node: Compared) -> str:
    """A comparison whose constant stands on the right, as Python is read."""
    operands, operators = node.operands, node.operators
    if len(operators) == 1 and isinstance(operands[0], Number | Text):
        operands, operators = operands[::-1], (MIRRORED[operators[0]],)
    parts = [_operand(operands[0])]
    for operator, operand in zip(operators, operands[1:], strict=True):
        parts += [operator, _operand(operand)]
    return " ".join(parts)


def _operand(node: Node) -> str:
    """Beside a comparison a whole number stands as it is."""
    if isinstance(node, Number) and node.value == node.value.to_integral_value():
        return canonical_number(node.value)
    return _within(node, _SUM)


def _digits(value: object) -> str:
    text = canonical_number(value)  # type: ignore[arg-type]
    return literal(text) if "." in text else text


def _within(node: Node, strength: int) -> str:
    code, found = _code(node)
    return code if found >= strength else f"({code})"
