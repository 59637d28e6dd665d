"""The syntax tree of a formula. Nodes are equal when they mean the same text; positions do not count."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

BinaryOperator = Literal["+", "-", "*", "/"]
Comparison = Literal["<", "<=", ">", ">=", "==", "!="]
Function = Literal["min", "max", "abs"]


@dataclass(frozen=True, slots=True)
class Number:
    """A bare number."""

    value: Decimal
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """An input or a factor."""

    name: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    """Minus its operand."""

    operand: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Power:
    """Its base to a whole power from 1 to 9, or -1 to -9."""

    base: "Node"
    exponent: int
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Sum, difference, product or quotient."""

    operator: BinaryOperator
    left: "Node"
    right: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """min and max of two or more, abs of one."""

    function: Function
    arguments: tuple["Node", ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison; stands in `Choice` only."""

    comparison: Comparison
    left: "Node"
    right: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """``if(condition, then, otherwise)``."""

    condition: Condition
    then: "Node"
    otherwise: "Node"
    position: int = field(default=0, compare=False)


Node = Number | Name | Negation | Power | Binary | Call | Choice


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in the order of the text."""
    match node:
        case Number() | Name():
            return ()
        case Negation(operand):
            return (operand,)
        case Power(base):
            return (base,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case Choice(condition, then, otherwise):
            return (condition.left, condition.right, then, otherwise)


def names_of(node: Node) -> dict[str, int]:
    """The names a formula uses, each with its first position."""
    found: dict[str, int] = {}
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, Name):
            found[current.name] = min(found.get(current.name, current.position), current.position)
        stack.extend(children(current))
    return dict(sorted(found.items(), key=lambda item: item[1]))
