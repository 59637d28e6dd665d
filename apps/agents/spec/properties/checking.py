"""Holds a rule against a vocabulary: every name is known, and what is compared can be compared."""

from apps.agents.spec.properties.errors import NotUnderstood
from apps.agents.spec.properties.syntax import (
    Binary,
    Compared,
    Distinct,
    Function,
    Implies,
    IsNull,
    Joined,
    Matches,
    Monotone,
    Negative,
    Node,
    Not,
    Null,
    Number,
    OneOf,
    Reference,
    Repeatable,
    Rule,
    Text,
    Truth,
    references_of,
)
from apps.agents.spec.properties.vocabulary import ValueKind, Vocabulary
from greenlang.engine import InvalidInput, canonical_number
from greenlang.engine.inputs import InputField
from greenlang.engine.patterns import compile_pattern


def checked(rule: Rule, known: Vocabulary) -> Rule:
    """The rule with the side of every name said. Raises `NotUnderstood`."""
    match rule:
        case Repeatable() | Distinct():
            return rule
        case Monotone():
            return _monotone(rule, known)
        case _:
            found = _Checker(known).condition(rule)
            if not references_of(found):
                raise NotUnderstood("It speaks of no input and of no result.")
            return found


def _monotone(rule: Monotone, known: Vocabulary) -> Monotone:
    output, kind = known.resolved(Reference(rule.output.side or "output", rule.output.name))
    given, given_kind = known.resolved(Reference(rule.input.side or "input", rule.input.name))
    if output.side != "output" or given.side != "input":
        raise NotUnderstood("It does not say how a result follows an input.")
    if kind != "number" or given_kind != "number":
        raise NotUnderstood(f"{(output if kind != 'number' else given).text!r} is no number that can grow.")
    return Monotone(output, given, rule.way)


class _Checker:
    """Conditions and values over one vocabulary."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known

    def condition(self, node: Node) -> Node:
        """A node that holds or does not."""
        match node:
            case Implies(premise, conclusion):
                return Implies(self.condition(premise), self.condition(conclusion))
            case Joined(word, operands):
                return Joined(word, tuple(self.condition(operand) for operand in operands))
            case Not(operand):
                return Not(self.condition(operand))
            case Compared():
                return self.compared(node)
            case IsNull(Reference() as operand, negated):
                return IsNull(self.known.resolved(operand)[0], negated)
            case IsNull():
                raise NotUnderstood("Only an input or a result can be null.")
            case Matches(operand, pattern):
                return Matches(self.matched(operand, pattern), pattern)
            case OneOf(operand, choices, negated):
                value, kind = self.value(operand)
                return OneOf(value, tuple(self.literal(choice, kind) for choice in choices), negated)
            case Reference():
                value, kind = self.value(node)
                if kind != "truth":
                    raise NotUnderstood(f"{node.text!r} is no truth value; compare it with something.")
                return value
            case _:
                raise NotUnderstood("A value stands where a condition is expected.")

    def matched(self, operand: Node, pattern: str) -> Node:
        value, kind = self.value(operand)
        if kind != "text":
            raise NotUnderstood(f"`matches` takes a text; a {kind} is none.")
        try:
            compile_pattern(pattern)
        except InvalidInput as error:
            raise NotUnderstood(error.message, mend=error.mend) from None
        return value

    def compared(self, node: Compared) -> Node:
        values = [self.value(operand) for operand in node.operands]
        kinds = {kind for operand, kind in values if not isinstance(operand, Number | Text)}
        kinds = kinds or {kind for _, kind in values}
        if len(kinds) > 1:
            raise NotUnderstood(f"It compares a {' with a '.join(sorted(kinds))}.")
        kind = kinds.pop()
        operands = tuple(
            self.literal(value, kind) if isinstance(value, Number | Text) else value for value, _ in values
        )
        if kind == "truth":
            return self.truth(node, operands)
        if kind == "text" and set(node.operators) - {"==", "!="}:
            raise NotUnderstood("Texts are compared by == and != only.")
        return Compared(operands, node.operators)

    def truth(self, node: Compared, operands: tuple[Node, ...]) -> Node:
        """``x == true`` is x."""
        literals = [operand for operand in operands if isinstance(operand, Truth)]
        named = [operand for operand in operands if isinstance(operand, Reference)]
        if node.operators not in (("==",), ("!=",)) or len(literals) != 1 or len(named) != 1:
            raise NotUnderstood("A truth value is compared with true or false only.")
        wanted = literals[0].value == (node.operators == ("==",))
        return named[0] if wanted else Not(named[0])

    def literal(self, node: Node, kind: ValueKind) -> Node:
        """A literal as the kind it is compared with; a number beside a text is meant as its text."""
        match node:
            case Number(value) if kind == "text":
                return Text(canonical_number(value))
            case Number() if kind == "number":
                return node
            case Text() if kind == "text":
                return node
            case Text(value) if kind == "date":
                return Text(_date(value))
            case Number() | Text():
                raise NotUnderstood(f"It compares a {kind} with {str(node.value)[:40]!r}.")
            case _:
                raise NotUnderstood("Choices are numbers and texts.")

    def value(self, node: Node) -> tuple[Node, ValueKind]:
        """A node that is a number, a text, a truth value or a date."""
        match node:
            case Number():
                return node, "number"
            case Text():
                return node, "text"
            case Truth():
                return node, "truth"
            case Reference():
                return self.known.resolved(node)
            case Negative(operand):
                return Negative(self.number(operand)), "number"
            case Binary(operator, left, right):
                return Binary(operator, self.number(left), self.number(right)), "number"
            case Function("len", (operand,)):
                value, kind = self.value(operand)
                if kind != "text":
                    raise NotUnderstood(f"`len` takes a text; a {kind} is none.")
                return Function("len", (value,)), "number"
            case Function(name, arguments):
                return Function(name, tuple(self.number(argument) for argument in arguments)), "number"
            case Null():
                raise NotUnderstood("null stands in `is null` and `== null` only.")
            case _:
                raise NotUnderstood("A condition stands where a value is expected.")

    def number(self, node: Node) -> Node:
        value, kind = self.value(node)
        if kind != "number":
            raise NotUnderstood(f"A {kind} stands where a number is expected.")
        return value


def _date(text: str) -> str:
    try:
        return str(InputField("day", "date", True, "").read(text))
    except InvalidInput as error:
        raise NotUnderstood(error.message, mend=error.mend) from None
