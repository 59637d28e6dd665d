"""The syntax tree of a rule. Two trees are equal when they mean the same."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Comparison: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!="]
Arithmetic: TypeAlias = Literal["+", "-", "*", "/"]
FunctionName: TypeAlias = Literal["abs", "min", "max", "len"]
Side: TypeAlias = Literal["input", "output"]
Way: TypeAlias = Literal["nondecreasing", "nonincreasing", "increasing", "decreasing"]


@dataclass(frozen=True, slots=True)
class Number:
    """A bare number."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth:
    """``true`` or ``false``."""

    value: bool


@dataclass(frozen=True, slots=True)
class Null:
    """``null``, which equals what is left out."""


@dataclass(frozen=True, slots=True)
class Reference:
    """``inputs.quantity``, ``outputs.co2e``; a bare name has no side until it is held against the specification."""

    side: Side | None
    name: str

    @property
    def text(self) -> str:
        """As a reader writes it."""
        return f"{self.side}s.{self.name}" if self.side else self.name


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus its operand."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """Sum, difference, product or quotient."""

    operator: Arithmetic
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Function:
    """``abs(x)``, ``len(x)``, ``min`` and ``max`` of two or more."""

    name: FunctionName
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """``a < b <= c``: each operator stands between two operands."""

    operands: tuple["Node", ...]
    operators: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class IsNull:
    """``x is null``, or not."""

    operand: "Node"
    negated: bool


@dataclass(frozen=True, slots=True)
class Matches:
    """``x matches "^ef://"``: the pattern is found in the text, anywhere unless anchored."""

    operand: "Node"
    pattern: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """``x in [1, 2]``, or not."""

    operand: "Node"
    choices: tuple["Node", ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Joined:
    """``a and b``, ``a or b``."""

    word: Literal["and", "or"]
    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """Where the first holds, the second does."""

    premise: "Node"
    conclusion: "Node"


Node: TypeAlias = (
    Number | Text | Truth | Null | Reference | Negative | Binary | Function
    | Compared | IsNull | Matches | OneOf | Not | Joined | Implies
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Monotone:
    """``outputs.co2e is nondecreasing in inputs.quantity``."""

    output: Reference
    input: Reference
    way: Way


@dataclass(frozen=True, slots=True)
class Repeatable:
    """``run(i) == run(i)``, whatever the argument is called; a ``seed`` has no meaning here and is set aside."""

    seed: bool = False


@dataclass(frozen=True, slots=True)
class Distinct:
    """``hash(run(a)) != hash(run(b)) when a != b``."""


Rule: TypeAlias = Node | Monotone | Repeatable | Distinct


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in the order of the text."""
    match node:
        case Number() | Text() | Truth() | Null() | Reference():
            return ()
        case Negative(operand) | Not(operand) | IsNull(operand) | Matches(operand):
            return (operand,)
        case Binary(_, left, right) | Implies(left, right):
            return (left, right)
        case Function(_, operands) | Joined(_, operands) | Compared(operands):
            return operands
        case OneOf(operand, choices):
            return (operand, *choices)


def references_of(rule: Rule) -> tuple[Reference, ...]:
    """Every input and output a rule names, each once, in the order of the text."""
    match rule:
        case Monotone(output, given):
            return (output, given)
        case Repeatable() | Distinct():
            return ()
        case Reference():
            return (rule,)
        case _:
            found = [reference for child in children(rule) for reference in references_of(child)]
            return tuple(dict.fromkeys(found))


def asked_for_null(node: Node) -> frozenset[Reference]:
    """The references a condition asks whether they are left out."""
    if isinstance(node, IsNull) and isinstance(node.operand, Reference):
        return frozenset({node.operand})
    return frozenset(reference for child in children(node) for reference in asked_for_null(child))
