"""Checks what a formula's parts measure, before any number is known."""

from collections.abc import Mapping

from greenlang.engine.errors import FormulaError
from greenlang.engine.formula.ast import (
    Binary,
    Call,
    Choice,
    Condition,
    Name,
    Negation,
    Node,
    Number,
    Power,
)
from greenlang.engine.units import Dimension

ANY = None
"""Of a literal 0, which can be added to and compared with anything."""

_VERBS = {"+": "added to", "-": "subtracted from", "min": "compared with", "max": "compared with"}


class DimensionCheck:
    """Derives the dimension of every node; raises `FormulaError` pointing at the first that has none.

    Args:
        expression: for messages.
        names: the dimension of every name the expression uses.
    """

    def __init__(self, expression: str, names: Mapping[str, Dimension]) -> None:
        self.expression = expression
        self.names = names

    def of(self, node: Node) -> Dimension:
        """The dimension of a node; of a literal 0 that of a bare number."""
        return self._of(node) or Dimension()

    def _of(self, node: Node) -> Dimension | None:
        match node:
            case Number(value):
                return Dimension() if value else ANY
            case Name(name):
                return self.names[name]
            case Negation(operand):
                return self._of(operand)
            case Power(base, exponent):
                return self.of(base) ** exponent
            case Binary("*", left, right):
                return self.of(left) * self.of(right)
            case Binary("/", left, right):
                return self.of(left) / self.of(right)
            case Binary(operator, left, right, position):
                return self._same([left, right], position, _VERBS[operator])
            case Call(function, arguments, position):
                return self._same(list(arguments), position, _VERBS.get(function, ""))
            case Choice():
                return self._choice(node)

    def _choice(self, node: Choice) -> Dimension | None:
        condition: Condition = node.condition
        self._same([condition.left, condition.right], condition.position, "compared with")
        return self._same([node.then, node.otherwise], node.position, "the alternative to")

    def _same(self, nodes: list[Node], position: int, verb: str) -> Dimension | None:
        known: Dimension | None = ANY
        for node in nodes:
            found = self._of(node)
            if known is not ANY and found is not ANY and found != known:
                message = f"{found.text} cannot be {verb} {known.text}."
                raise FormulaError(message, expression=self.expression, position=position, mend=_advice(known, found))
            known = found if known is ANY else known
        return known


def _advice(known: Dimension, found: Dimension) -> str:
    for kind, what in (("basis", "heating-value basis"), ("reference", "reference condition")):
        if known.without([kind]) == found.without([kind]):
            return f"They differ in their {what}; use one throughout."
    return "Both must be of one kind."
